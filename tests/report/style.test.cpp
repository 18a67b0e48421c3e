// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <map>
#include <string>

#include <colearn/report/style.hpp>

#include "support/catch.hpp"

namespace style_test {

using namespace colearn::report;

namespace {

// The `--name: #rrggbb;` pairs of one rule.
std::map<std::string, std::string> colours(std::string_view rule) {
    std::map<std::string, std::string> out;
    for (std::size_t at = rule.find("--"); at != std::string_view::npos; at = rule.find("--", at + 2)) {
        const auto colon = rule.find(": #", at);
        const auto end = rule.find(';', at);
        if (colon == std::string_view::npos || colon > end) continue;
        out[std::string(rule.substr(at + 2, colon - at - 2))] = std::string(rule.substr(colon + 2, end - colon - 2));
    }
    return out;
}

// WCAG 2.2, relative luminance and contrast ratio.
double luminance(const std::string& colour) {
    double sum = 0;
    const double shares[] = {.2126, .7152, .0722};
    for (std::size_t i = 0; i < 3; ++i) {
        const auto value = std::stoi(colour.substr(1 + 2 * i, 2), nullptr, 16) / 255.0;
        sum += shares[i] * (value <= .04045 ? value / 12.92 : std::pow((value + .055) / 1.055, 2.4));
    }
    return sum;
}
double contrast(const std::string& a, const std::string& b) {
    const auto high = (std::max)(luminance(a), luminance(b));
    const auto low = (std::min)(luminance(a), luminance(b));
    return (high + .05) / (low + .05);
}

} // namespace

TEST_CASE("what is printed fades into nothing nowhere", "[style]") {
    // A stop that is transparent comes out of a printer as a hairline: bars in cells have none, boxes none in print.
    const auto rule = [](std::string_view name, std::size_t from) {
        const auto open = style_sheet.find(name, from);
        REQUIRE(open != std::string_view::npos);
        return style_sheet.substr(open, style_sheet.find('}', open) - open);
    };
    CHECK(rule(".barred {", 0).find("transparent") == std::string_view::npos);
    CHECK(rule(".table-box {", style_sheet.find("@media print")).find("background: none") != std::string_view::npos);
}

TEST_CASE("text and marks have contrast by day and by night", "[style]") {
    const auto dark = style_sheet.find("prefers-color-scheme: dark");
    const auto rule = [](std::size_t from) {
        const auto open = style_sheet.find(":root {", from);
        return colours(style_sheet.substr(open, style_sheet.find('}', open) - open));
    };
    for (const auto& set : {rule(0), rule(dark)}) {
        CHECK(contrast("#000000", "#ffffff") == Approx(21));
        for (const char* ground : {"paper", "raised", "sunk"}) {
            for (const char* ink : {"ink", "soft", "link"}) {
                INFO(ink << " on " << ground);
                CHECK(contrast(set.at(ink), set.at(ground)) >= 4.5);
            }
        }
        for (const char* ink : {"accent", "school"})
            CHECK(contrast(set.at(ink), set.at("raised")) >= 4.5); // level labels, key figures
        for (const char* ink : {"brand-ink", "brand-soft"}) CHECK(contrast(set.at(ink), set.at("brand")) >= 4.5);
        CHECK(contrast(set.at("ink"), set.at("wash")) >= 4.5);
        for (const char* mark : {"school", "teacher", "student-group", "family", "agency", "employer", "university",
                                 "community-group", "other", "bar", "accent", "tie"}) {
            INFO(mark);
            CHECK(contrast(set.at(mark), set.at("raised")) >= 3);
            CHECK(contrast(set.at(mark), set.at("paper")) >= 3);
        }
    }
}

TEST_CASE("the page loads nothing and its style and script are XML text", "[style]") {
    for (const auto text : {style_sheet, script}) {
        CHECK(text.find('<') == std::string_view::npos);
        CHECK(text.find('&') == std::string_view::npos);
        CHECK(text.find("@import") == std::string_view::npos);
        CHECK(text.find("url(") == std::string_view::npos);
    }
    CHECK(script.find("http://www.w3.org/2000/svg") == script.find("http")); // a namespace, no address
    CHECK(script.find("http", script.find("http") + 1) == std::string_view::npos);
}

} // namespace style_test

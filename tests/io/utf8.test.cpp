// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <random>
#include <string>
#include <vector>

#include <colearn/io/utf8.hpp>

#include "support/catch.hpp"

namespace utf8_test {

namespace {

// An independent judge: encodes every scalar value the plain way, and takes a text apart by longest match of those.
std::string encoded(std::uint32_t c) {
    std::string out;
    const auto byte = [&](std::uint32_t value) { out += static_cast<char>(static_cast<unsigned char>(value)); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0 + c / 64);
        byte(0x80 + c % 64);
    } else if (c < 0x10000) {
        byte(0xE0 + c / 4096);
        byte(0x80 + c / 64 % 64);
        byte(0x80 + c % 64);
    } else {
        byte(0xF0 + c / 262144);
        byte(0x80 + c / 4096 % 64);
        byte(0x80 + c / 64 % 64);
        byte(0x80 + c % 64);
    }
    return out;
}

} // namespace

TEST_CASE("every Unicode character is well-formed UTF-8, and no other number is", "[io][utf8]") {
    bool all = true;
    for (std::uint32_t c = 0; c < 0x110000; ++c) {
        const auto text = encoded(c);
        const bool surrogate = c >= 0xD800 && c < 0xE000;
        all = all && (colearn::valid_utf8_length(text) == text.size()) == !surrogate;
    }
    CHECK(all);
    CHECK(colearn::valid_utf8_length(encoded(0x110000)) == 0);
}

TEST_CASE("malformed UTF-8 is found at its first byte", "[io][utf8]") {
    const std::vector<std::string> bad = {
        "\x80",     "\xC0\x80",     "\xC1\xBF",         "\xE0\x80\x80", "\xF0\x80\x80\x80", "\xC3",
        "\xE2\x82", "\xF0\x9F\x98", "\xF5\x80\x80\x80", "\xFF",         "\xE9t\xE9"};
    for (const auto& one : bad) {
        CAPTURE(one.size());
        for (const std::size_t before : {0U, 1U, 7U, 8U, 9U, 30U})
            CHECK(colearn::valid_utf8_length(std::string(before, 'a') + one + "tail") == before);
    }
}

TEST_CASE("repaired text is well-formed and keeps what was good", "[io][utf8]") {
    CHECK(colearn::repaired_utf8("caf\xE9!") == "caf\xEF\xBF\xBD!");
    CHECK(colearn::repaired_utf8("M\xC4\x81ori") == "M\xC4\x81ori");
    std::mt19937 random(7);
    for (int round = 0; round < 2000; ++round) {
        std::string text;
        for (int i = 0; i < 12; ++i) text += static_cast<char>(static_cast<unsigned char>(random() % 256));
        const auto mended = colearn::repaired_utf8(text);
        CHECK(colearn::valid_utf8_length(mended) == mended.size());
        if (colearn::valid_utf8_length(text) == text.size()) CHECK(mended == text);
    }
}

TEST_CASE("text that is shown is short and printable", "[io][utf8]") {
    CHECK(colearn::shown_text("Hill") == "Hill");
    CHECK(colearn::shown_text(std::string("a\0b\n\xE9", 5)) == "a\\x00b\\x0A\\xE9");
    const auto exact = std::string(colearn::shown_text_limit, 'x');
    CHECK(colearn::shown_text(exact) == exact);
    const auto cut = colearn::shown_text(exact + "y");
    CHECK(cut.size() <= colearn::shown_text_limit);
    CHECK(cut.substr(cut.size() - 3) == "...");
    std::string wide;
    for (int i = 0; i < 100; ++i) wide += "\xC4\x81";
    const auto shown = colearn::shown_text(wide);
    CHECK(shown.size() <= colearn::shown_text_limit);
    CHECK(colearn::valid_utf8_length(shown) == shown.size());
}

} // namespace utf8_test

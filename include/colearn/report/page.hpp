// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_PAGE_HPP
#define COLEARN_REPORT_PAGE_HPP

/// @file
/// For a policy reader: a report is one file that opens anywhere, without the internet, on screen or on paper.
/// For an engineer: the skeleton of a page (cover, contents, sections, footer) and the blocks that sections are made
/// of. The result is valid HTML and well-formed XML; its policy header forbids it to load anything.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/report/chart.hpp>
#include <colearn/report/markup.hpp>
#include <colearn/report/network_map.hpp>
#include <colearn/report/style.hpp>
#include <colearn/report/svg.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/words.hpp>

namespace colearn::report {

/// One section of a page.
struct section {
    std::string id{}; ///< unique on the page
    std::string heading{};
    std::string nav{}; ///< in the table of contents; empty: the heading
    fragment body{};
};

/// A whole page.
struct page {
    std::string title{};      ///< of the document and of the cover
    std::string eyebrow{};    ///< the kind of report, above the title
    std::string standfirst{}; ///< what the report is about, in a sentence or two
    std::vector<section> sections{};
    fragment footer{};
    fragment ornament{}; ///< a picture without meaning at the side of the cover; empty: none
    std::string language = "en";
};

/// What a reader must know of a number. Empty fields are left out.
struct explanation {
    std::string what{};     ///< what it is, and its unit
    std::string computed{}; ///< how it is computed
    std::string measured{}; ///< on which layers, in which direction, by which weight
    std::string sure{};     ///< how sure it is
    std::string source{};   ///< who defined it
};

/// One figure that opens a report.
struct key_figure {
    std::string value{};
    std::string label{};
    std::string explained{}; ///< what it is and how it was counted, in a few words
};

/// "How this is measured", folded.
[[nodiscard]] inline fragment html(const explanation& what, const std::string& summary = "How this is measured") {
    markup out;
    out.open("details", {{"class", "how"}}).element("summary", {}, summary).open("dl");
    const auto term = [&](std::string_view name, const std::string& text) {
        if (!text.empty()) out.element("dt", {}, name).element("dd", {}, text);
    };
    term("What it is", what.what);
    term("How it is computed", what.computed);
    term("Measured on", what.measured);
    term("How sure it is", what.sure);
    term("Source", what.source);
    out.close().close().line();
    return out.finish();
}

[[nodiscard]] inline fragment html(const std::vector<key_figure>& figures) {
    markup out;
    out.open("dl", {{"class", "figures"}});
    for (const auto& one : figures) {
        out.open("div");
        out.element("dt", {}, one.label);
        out.element("dd", {{"class", "value"}}, one.value);
        out.element("dd", {{"class", "explained"}}, one.explained);
        out.close();
    }
    out.close().line();
    return out.finish();
}

/// A paragraph of plain text.
[[nodiscard]] inline fragment paragraph(std::string_view text, std::string_view style = {}) {
    return wrap("p", text, {{"class", std::string(style)}});
}

/// A list of sentences.
[[nodiscard]] inline fragment bullets(const std::vector<std::string>& items) {
    markup out;
    out.open("ul", {{"class", "plain-list"}});
    for (const auto& one : items) out.element("li", {}, one);
    out.close().line();
    return out.finish();
}

/// A chart with its heading, what it says, how to read it, its numbers and how they are measured.
[[nodiscard]] inline fragment figure(const chart& what, const std::string& heading, const std::string& says,
                                     const std::string& reading, const explanation& how) {
    auto numbers = what.data;
    numbers.caption_shown = false;
    markup out;
    out.open("figure", {{"class", "beside"}}).element("h3", {}, heading);
    out.open("div", {{"class", "canvas"}});
    out.element("div", {{"class", "wide"}}, what.wide);
    out.element("div", {{"class", "narrow"}}, what.narrow);
    out.close();
    out.open("figcaption");
    if (!says.empty()) out.element("p", {{"class", "reading"}}, says);
    if (!reading.empty()) out.element("p", {}, reading);
    out.close();
    out.open("div", {{"class", "behind"}});
    out.open("details").element("summary", {}, "The numbers in this chart").add(html(numbers)).close();
    out.add(html(how));
    out.close().close().line();
    return out.finish();
}

/// A table with its heading.
[[nodiscard]] inline fragment block(const table& what, const std::string& heading, const std::string& says) {
    markup out;
    out.open("div", {{"class", "block"}}).element("h3", {}, heading);
    if (!says.empty()) out.element("p", {{"class", "reading"}}, says);
    auto below = what;
    below.caption_shown = false;
    out.add(html(below));
    out.close().line();
    return out.finish();
}

/// A line of a map's key.
struct map_line {
    std::string style{}; ///< its classes in the style sheet
    std::string label{};
};

/// What a page says around a network map.
struct map_words {
    std::string id{}; ///< unique on the page
    std::string heading{};
    std::string says{};            ///< what a reader should see in it
    std::vector<map_role> roles{}; ///< for the key and the filter
    std::vector<map_line> lines{}; ///< what lines of which look are
    std::string pairs{};           ///< what a dashed line is; empty: there are none
    std::string sizes{};           ///< what the size of a mark is
};

/// A network map with its key, a filter by role (with scripts on) and its notes.
[[nodiscard]] inline fragment figure(const network_map_result& what, const map_words& words, const explanation& how) {
    markup out;
    out.open("figure", {{"id", words.id}}).element("h3", {}, words.heading);
    if (!words.says.empty()) out.element("p", {{"class", "reading"}}, words.says);
    const auto& roles = words.roles;
    if (roles.size() > 1) {
        out.open("fieldset", {{"class", "controls"}, {"data-for", words.id}, {"hidden", "hidden"}});
        out.element("legend", {}, "Show");
        for (std::size_t i = 0; i < roles.size(); ++i) {
            const auto input = words.id + "-role-" + std::to_string(i);
            out.open("label", {{"for", input}});
            out.leaf("input", {{"type", "checkbox"},
                               {"id", input},
                               {"value", std::string(mark_of(roles[i].role).style)},
                               {"checked", "checked"}});
            out.add(detail::role_icon(roles[i].role)).text(roles[i].label).close();
        }
        out.close().line();
    }
    out.open("ul", {{"class", "key"}, {"aria-label", "Key of the map"}});
    // With scripts on, the filter above is the key of roles; this is for everyone else and for print.
    for (const auto& one : roles)
        out.open("li", {{"class", roles.size() > 1 ? "role-key" : ""}})
            .add(detail::role_icon(one.role))
            .text(one.label)
            .close();
    const auto stroke = [&](std::string_view style, const std::string& text) {
        out.open("li").open("svg", {{"class", "long"}, {"viewBox", "0 0 35 16"}, {"aria-hidden", "true"}});
        out.element("title", {}, text);
        out.leaf("path", {{"class", std::string(style)}, {"d", "M1 8H34"}}).close().text(text).close();
    };
    if (what.ties_drawn > 0)
        for (const auto& one : words.lines) stroke(one.style, one.label);
    if (!words.pairs.empty()) stroke("pair", words.pairs);
    if (!words.sizes.empty()) out.element("li", {}, words.sizes);
    out.close().line();
    out.open("div", {{"class", "canvas"}});
    out.open("div", {{"class", what.panels.size() > 1 ? "panels two" : "panels"}});
    for (const auto& one : what.panels) {
        out.open("div");
        if (what.panels.size() > 1) out.element("p", {{"class", "panel-title"}}, one.title);
        out.element("div", {{"class", "wide"}}, one.wide);
        out.element("div", {{"class", "narrow"}}, one.narrow);
        out.close();
    }
    out.close().close();
    if (!what.notes.empty()) out.element("figcaption", {}, joined(what.notes));
    out.add(html(how));
    out.close().line();
    return out.finish();
}

/// The whole file.
[[nodiscard]] inline std::string html(const page& what) {
    expects(!what.title.empty(), "a page must have a title");
    markup out;
    out.open("html", {{"xmlns", "http://www.w3.org/1999/xhtml"}, {"lang", what.language}}).line();
    out.open("head").line();
    out.leaf("meta", {{"charset", "utf-8"}}).line();
    out.leaf("meta", {{"http-equiv", "Content-Security-Policy"},
                      {"content", "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'"}})
        .line();
    out.leaf("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}).line();
    out.leaf("meta", {{"name", "generator"}, {"content", "colearn"}}).line();
    out.element("title", {}, what.title + (what.eyebrow.empty() ? "" : " \xE2\x80\x93 " + what.eyebrow)).line();
    out.element("style", {}, fragment{std::string(style_sheet)}).line();
    out.close().line().open("body").line();
    out.element("a", {{"class", "skip"}, {"href", "#main"}}, "Skip to the report").line();
    out.open("header", {{"class", "cover"}}).open("div", {{"class", "inner"}}).open("div");
    if (!what.eyebrow.empty()) out.element("p", {{"class", "eyebrow"}}, what.eyebrow);
    out.element("h1", {}, what.title);
    if (!what.standfirst.empty()) out.element("p", {{"class", "standfirst"}}, what.standfirst);
    out.close().add(what.ornament).close().close().line();
    out.open("div", {{"class", "frame"}}).line();
    out.open("div", {{"class", "contents"}}).open("nav", {{"aria-labelledby", "contents-heading"}});
    out.element("h2", {{"id", "contents-heading"}}, "Contents").open("ol");
    for (const auto& one : what.sections)
        out.open("li").element("a", {{"href", "#" + one.id}}, one.nav.empty() ? one.heading : one.nav).close();
    out.close().close().close().line();
    out.open("main", {{"id", "main"}}).line();
    for (const auto& one : what.sections) {
        expects(!one.id.empty() && !one.heading.empty(), "a section must have an id and a heading");
        out.open("section", {{"id", one.id}, {"aria-labelledby", one.id + "-heading"}});
        out.element("h2", {{"id", one.id + "-heading"}}, one.heading).line();
        out.add(one.body);
        out.close().line();
    }
    out.close().line();
    out.close().line();
    if (!what.footer.text.empty())
        out.open("footer")
            .open("div", {{"class", "frame"}})
            .open("div")
            .add(what.footer)
            .close()
            .close()
            .close()
            .line();
    out.element("p", {{"id", "status"}, {"class", "skip"}, {"role", "status"}}, "").line();
    out.element("script", {}, fragment{std::string(script)}).line();
    out.close().close().line();
    return "<!DOCTYPE html>\n" + out.finish().text;
}

} // namespace colearn::report

#endif

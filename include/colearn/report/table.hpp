// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_TABLE_HPP
#define COLEARN_REPORT_TABLE_HPP

/// @file
/// For a policy reader: every table says what each column means, in which unit, and shows what is not known as such.
/// For an engineer: typed columns and cells, written as one HTML table that can be sorted in place.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/report/markup.hpp>
#include <colearn/report/svg.hpp>
#include <colearn/report/words.hpp>

namespace colearn::report {

/// What the cells of a column are.
enum class column_kind : std::uint8_t {
    text,    ///< names and words
    number,  ///< `digits` decimals, or significant digits where that is negative
    whole,   ///< a count
    percent, ///< a share from 0 to 1, shown as a percentage
    money,   ///< an amount
    km,      ///< a distance
};

struct column {
    std::string heading{};
    column_kind kind = column_kind::text;
    int digits = 2;        ///< decimals of a number or a percentage; below 0: that many significant digits
    std::string meaning{}; ///< what the column is, its unit and how it is computed, in a sentence; empty: self-evident
    bool bar = false;      ///< draw each number's length behind it, on a scale from 0 to the column's largest
    bool heads = false;    ///< the cells of this column name their rows
    double least = 0;      ///< numbers nearer to 0 than this, and not 0, are said to be "under" it
};

/// One cell: a text, a number, or what is not known and why.
struct cell {
    std::string text{}; ///< shown in a text column; in the others, shown in place of a missing number
    double number = 0;  ///< shown in the other columns
    bool known = false; ///< whether `number` is set
    std::string link{}; ///< address that the text leads to, such as "#map"
    std::string mark{}; ///< role whose mark stands before the text
    std::string sub{};  ///< a second, smaller line, such as the role
    fragment rich{};    ///< shown in place of the text when not empty

    cell() = default;
    cell(std::string text_) : text(std::move(text_)) {}
    cell(const char* text_) : text(text_) {}
    cell(double number_) : number(number_), known(true) {}
    cell(std::size_t number_) : number(static_cast<double>(number_)), known(true) {}
    cell(fragment rich_) : rich(std::move(rich_)) {}
    /// A measure's value, or why it has none.
    [[nodiscard]] static cell of(const measured& what) {
        return what.value ? cell(*what.value) : unknown("not defined: " + what.why_undefined);
    }
    /// A number that is not defined or not known, for the given reason.
    [[nodiscard]] static cell unknown(std::string why = "not known") { return cell(std::move(why)); }
};

struct row {
    std::vector<cell> cells{};
    std::string id{};     ///< unique on the page; empty: none
    std::string style{};  ///< class of the style sheet
    std::string about{};  ///< id of the mark on the map that the row is about; empty: none
    std::string filter{}; ///< value that a filter shows or hides the row by, such as its role
};

struct table {
    std::string id{};
    std::string caption{};
    std::vector<column> columns{};
    std::vector<row> rows{};
    std::string note{};        ///< below the table: what was left out, where the rest is
    bool caption_shown = true; ///< false where a heading above says the same: the caption is then for screen readers
    bool sortable = true;      ///< offer to sort by each column (with scripts on; the order given needs none)
    std::string money = "$";   ///< sign in front of amounts

    void add(row one) {
        expects(one.cells.size() == columns.size(), "a row must have one cell for each column", one.cells.size());
        rows.push_back(std::move(one));
    }
};

/// A cell's number as the column shows it.
[[nodiscard]] inline std::string shown(const column& what, double number, std::string_view money_sign = "$") {
    switch (what.kind) {
    case column_kind::whole:
        return whole(number);
    case column_kind::percent:
        return percent(number, (std::max)(what.digits, 0));
    case column_kind::money:
        return money(number, money_sign);
    case column_kind::km:
        return distance(number);
    default:
        if (number != 0 && std::abs(number) < what.least)
            return (number > 0 ? "under " : "above -") + rounded(what.least);
        return what.digits < 0 ? rounded(number, -what.digits) : decimal(number, what.digits);
    }
}

namespace detail {

[[nodiscard]] inline fragment role_icon(std::string_view role) {
    const auto mark = mark_of(role);
    markup out;
    out.open("svg", {{"class", "icon " + std::string(mark.style)}, {"viewBox", "0 0 16 16"}, {"aria-hidden", "true"}});
    out.element("title", {}, role);
    out.leaf("path", {{"d", outline(mark.what, 8, 8, 5)}});
    out.close();
    return out.finish();
}

inline void write_cell(markup& out, const table& whole_table, std::size_t at, const cell& one, double largest) {
    const auto& what = whole_table.columns[at];
    const bool is_text = what.kind == column_kind::text;
    const auto name = what.heads ? "th" : "td";
    const bool missing = !is_text && !one.known;
    const bool with_bar = what.bar && one.known && largest > 0;
    std::string style = is_text ? "" : missing ? "number missing" : with_bar ? "number barred" : "number";
    out.open(name,
             {{"scope", what.heads ? "row" : ""},
              {"class", style},
              {"data-value", one.known ? colearn::detail::number_text(one.number) : std::string{}},
              {"style", with_bar ? "--share:" + coordinate(100 * (std::max)(0.0, one.number) / largest) + "%" : ""}});
    if (!one.mark.empty()) out.add(role_icon(one.mark)).text(" ");
    if (!one.link.empty()) out.open("a", {{"href", one.link}});
    if (!one.rich.text.empty())
        out.add(one.rich);
    else if (one.known)
        out.text(shown(what, one.number, whole_table.money));
    else
        out.text(one.text.empty() && missing ? "not known" : one.text);
    if (!one.link.empty()) out.close();
    if (!one.sub.empty()) out.element("span", {{"class", "sub"}}, one.sub);
    out.close();
}

} // namespace detail

/// The table as HTML, in a box that scrolls sideways on a narrow screen, with the meaning of its columns below.
[[nodiscard]] inline fragment html(const table& what) {
    expects(!what.caption.empty(), "a table must have a caption");
    expects(!what.id.empty(), "a table must have an id");
    std::vector<double> largest(what.columns.size(), 0.0);
    for (const auto& one : what.rows) {
        expects(one.cells.size() == what.columns.size(), "a row must have one cell for each column", one.cells.size());
        for (std::size_t i = 0; i < one.cells.size(); ++i) {
            if (!one.cells[i].known) continue;
            expects(std::isfinite(one.cells[i].number), "a number in a table must be finite", one.cells[i].number);
            largest[i] = (std::max)(largest[i], one.cells[i].number);
        }
    }
    markup out;
    out.open(
        "div",
        {{"class", "table-box"}, {"role", "region"}, {"aria-labelledby", what.id + "-caption"}, {"tabindex", "0"}});
    out.open("table", {{"id", what.id}, {"class", what.sortable && what.rows.size() > 2 ? "sortable" : ""}});
    out.element("caption", {{"id", what.id + "-caption"}, {"class", what.caption_shown ? "" : "unseen"}}, what.caption)
        .line();
    out.open("thead").open("tr");
    for (const auto& one : what.columns)
        out.element("th", {{"scope", "col"}, {"class", one.kind == column_kind::text ? "" : "number"}}, one.heading);
    out.close().close().line().open("tbody").line();
    for (const auto& one : what.rows) {
        out.open("tr", {{"id", one.id}, {"class", one.style}, {"data-about", one.about}, {"data-filter", one.filter}});
        for (std::size_t i = 0; i < one.cells.size(); ++i) detail::write_cell(out, what, i, one.cells[i], largest[i]);
        out.close().line();
    }
    out.close().close().close().line();
    bool any_meaning = false;
    for (const auto& one : what.columns) any_meaning |= !one.meaning.empty();
    if (!what.note.empty()) out.element("p", {{"class", "note"}}, what.note).line();
    if (any_meaning) {
        out.open("details", {{"class", "how"}}).element("summary", {}, "What the columns mean").open("dl");
        for (const auto& one : what.columns) {
            if (one.meaning.empty()) continue;
            out.element("dt", {}, one.heading).element("dd", {}, one.meaning);
        }
        out.close().close().line();
    }
    return out.finish();
}

} // namespace colearn::report

#endif

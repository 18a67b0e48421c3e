// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_FIELD_RULE_HPP
#define COLEARN_IO_FIELD_RULE_HPP

/// @file
/// For a policy reader: how a column of your table becomes a fact about a school: which column, in which unit, with
/// which words, and what stands for "not known".
/// For an engineer: a small mapping language (linear sums, text patterns, value maps, filters) bound to a table's
/// columns once and then evaluated row by row.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/io/csv_table.hpp>
#include <colearn/io/joined_rows.hpp>
#include <colearn/io/name_suggestion.hpp>
#include <colearn/io/number_text.hpp>

namespace colearn {

/// One summand of a number: a column's value, times `times`, divided by `divided_by`.
struct column_term {
    std::string column{};
    double times = 1;
    double divided_by = 1; ///< not 0; dividing by 100 makes an exact share of a percentage
};

/// How one field of an actor or tie is made from a row. Either `sum` or `pattern` is set.
struct field_rule {
    std::string field{};            ///< what it makes: "key", "enrolment", "need:mathematics", ...
    std::vector<column_term> sum{}; ///< for a number: the summands; for a text: one column
    double plus = 0;                ///< added to the sum
    double divided_by = 1;          ///< what sum and `plus` are divided by in the end; not 0
    std::string pattern{};          ///< a text with headings in braces: "Leader {ID}"
    std::vector<std::pair<std::string, std::string>> values{}; ///< a cell's text -> the text to read instead
    std::optional<std::string> otherwise{}; ///< read for a text that `values` does not list; unset: the text itself
    std::vector<std::string> missing{};     ///< cells that mean "not known", besides empty ones

    /// Whether a number is one column as it stands.
    [[nodiscard]] bool plain_number() const {
        return sum.size() == 1 && plus == 0 && divided_by == 1 && sum[0].times == 1 && sum[0].divided_by == 1;
    }

    /// In words, for the record: `"need:reading" is ("decile" x -1 + 10) / 9`. Empty for a column as it stands.
    [[nodiscard]] std::string words() const {
        if (plain_number() && values.empty() && !otherwise && field.find(':') == std::string::npos) return {};
        const auto quoted = [](const std::string& text) { return "\"" + text + "\""; };
        std::string formula = sum.empty() ? quoted(pattern) : std::string{};
        for (const auto& term : sum) {
            formula += (formula.empty() ? "" : " + ") + quoted(term.column);
            if (term.times != 1) formula += " x " + detail::number_text(term.times);
            if (term.divided_by != 1) formula += " / " + detail::number_text(term.divided_by);
        }
        if (plus != 0) formula += (plus < 0 ? " - " : " + ") + detail::number_text(std::abs(plus));
        const bool several = sum.size() > 1 || plus != 0;
        if (divided_by != 1)
            formula = (several ? "(" + formula + ")" : formula) + " / " + detail::number_text(divided_by);
        std::string out = quoted(field) + " is " + formula;
        for (std::size_t i = 0; i < values.size(); ++i)
            out += (i == 0 ? ", where " : ", ") + quoted(values[i].first) + " is read as " + quoted(values[i].second);
        if (otherwise) out += ", any other text as " + quoted(*otherwise);
        return out;
    }

    /// A field that is a column as it stands.
    [[nodiscard]] static field_rule of(std::string field, std::string column) {
        field_rule out;
        out.field = std::move(field);
        out.sum.push_back({std::move(column)});
        return out;
    }
};

/// Takes the rows whose column has one of these texts (or none of them, when `exclude`).
struct row_filter {
    std::string column{};
    std::vector<std::string> texts{};
    bool exclude = false;
};

namespace detail {

/// A rule whose columns have been found.
class bound_rule {
public:
    /// Reports columns that are missing; then `usable()` is false.
    bound_rule(field_rule from, const csv_header& header, fault_log& log) : rule_(std::move(from)) {
        const auto& rule = rule_;
        for (const auto& term : rule.sum) {
            const auto found = header.require(term.column, log);
            if (!found) usable_ = false;
            columns_.push_back(found.value_or(0));
        }
        for (std::size_t at = 0; at < rule.pattern.size();) {
            const auto open = rule.pattern.find('{', at);
            const auto close = open == std::string::npos ? open : rule.pattern.find('}', open);
            if (close == std::string::npos) {
                pieces_.push_back({rule.pattern.substr(at), std::nullopt});
                break;
            }
            const auto found = header.require(rule.pattern.substr(open + 1, close - open - 1), log);
            if (!found) usable_ = false;
            pieces_.push_back({rule.pattern.substr(at, open - at), found});
            at = close + 1;
        }
        plain_ = rule.plain_number();
    }

    [[nodiscard]] bool usable() const noexcept { return usable_; }
    [[nodiscard]] const field_rule& rule() const noexcept { return rule_; }
    /// Columns that the rule reads.
    [[nodiscard]] std::vector<std::size_t> columns() const {
        auto out = columns_;
        for (const auto& part : pieces_)
            if (part.column) out.push_back(*part.column);
        return out;
    }
    /// The column that a fault of this field is reported at.
    [[nodiscard]] std::optional<std::size_t> first_column() const {
        const auto all = columns();
        return all.empty() ? std::nullopt : std::optional(all.front());
    }

    /// The field as text; empty when not known. Valid until the row or the rule is used again.
    [[nodiscard]] std::string_view text(std::span<const csv_field> row) {
        if (!pieces_.empty()) {
            scratch_.clear();
            bool known = false;
            bool fixed = true; // a pattern without headings is a constant
            for (const auto& part : pieces_) {
                scratch_ += part.before;
                if (!part.column) continue;
                fixed = false;
                known |= !row[*part.column].text.empty();
                scratch_ += row[*part.column].text;
            }
            return known || fixed ? mapped(scratch_) : std::string_view{};
        }
        return columns_.empty() ? std::string_view{} : mapped(row[columns_[0]].text);
    }

    /// The field as a number; unset when not known, and when a cell is no number, which is reported.
    [[nodiscard]] std::optional<double> number(const joined_rows& rows, bool& faulty) {
        const auto row = rows.fields();
        if (columns_.empty()) return term(rows, text(row), std::nullopt, faulty);
        double sum = 0;
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            const auto value = term(rows, mapped(row[columns_[i]].text), columns_[i], faulty);
            if (!value) return std::nullopt;
            if (plain_) return value;
            sum += *value * rule_.sum[i].times / rule_.sum[i].divided_by;
        }
        return (sum + rule_.plus) / rule_.divided_by;
    }

private:
    struct text_piece {
        std::string before;
        std::optional<std::size_t> column;
    };

    [[nodiscard]] std::string_view mapped(std::string_view text) const {
        if (std::find(rule_.missing.begin(), rule_.missing.end(), text) != rule_.missing.end()) return {};
        for (const auto& [from, to] : rule_.values)
            if (from == text) return to;
        return rule_.otherwise && !text.empty() ? std::string_view(*rule_.otherwise) : text;
    }

    [[nodiscard]] std::optional<double> term(const joined_rows& rows, std::string_view text,
                                             std::optional<std::size_t> column, bool& faulty) const {
        if (text.empty()) return std::nullopt;
        auto reading = read_number(text);
        if (reading.good()) return reading.value;
        faulty = true;
        if (column)
            rows.report(*column, reading.problem + " (wanted for \"" + rule_.field + "\")");
        else
            rows.log().add(rows.first().reader().name(), rows.first().reader().line(), 0, text,
                           reading.problem + " (wanted for \"" + rule_.field + "\")");
        return std::nullopt;
    }

    field_rule rule_;
    std::vector<std::size_t> columns_{}; // of `sum`
    std::vector<text_piece> pieces_{};   // of `pattern`
    std::string scratch_{};
    bool plain_ = false;
    bool usable_ = true;
};

/// Filters whose columns have been found.
class bound_filters {
public:
    bound_filters(const std::vector<row_filter>& filters, const csv_header& header, fault_log& log) {
        for (const auto& one : filters) {
            const auto found = header.require(one.column, log);
            if (!found) continue;
            filters_.push_back({one, *found, 0, {}});
        }
    }

    [[nodiscard]] bool take(std::span<const csv_field> row) {
        for (auto& one : filters_) {
            const auto text = row[one.column].text;
            const bool listed = std::find(one.rule.texts.begin(), one.rule.texts.end(), text) != one.rule.texts.end();
            if (listed != one.rule.exclude) {
                ++one.taken;
                continue;
            }
            constexpr std::size_t shown = 20;
            if (one.seen.size() < shown && std::find(one.seen.begin(), one.seen.end(), text) == one.seen.end())
                one.seen.emplace_back(text);
            return false;
        }
        return true;
    }

    /// Reports filters that no row passed, with what stands in the column.
    void report_idle(const joined_rows& rows) const {
        for (const auto& one : filters_)
            if (one.taken == 0 && !one.seen.empty())
                rows.log().add(rows.first().reader().name(), 0, 0, one.rule.texts.empty() ? "" : one.rule.texts[0],
                               "is in no row of column \"" + one.rule.column + "\", which has " +
                                   quoted_list(one.seen));
    }

private:
    struct bound {
        row_filter rule;
        std::size_t column;
        std::uint64_t taken;
        std::vector<std::string> seen;
    };
    std::vector<bound> filters_{};
};

} // namespace detail

} // namespace colearn

#endif

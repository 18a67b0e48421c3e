// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_TIDY_HPP
#define COLEARN_IO_TIDY_HPP

/// @file
/// For a policy reader: results as plain tables, a row for each finding, with every column explained.
/// For an engineer: a small table with typed columns (text, number) and missing cells, written as CSV or JSON.
/// Source of the form: H. Wickham, "Tidy Data", Journal of Statistical Software 59 (2014).

#include <cmath>
#include <concepts>
#include <cstddef>
#include <filesystem>
#include <initializer_list>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/io/csv_writer.hpp>
#include <colearn/io/json.hpp>
#include <colearn/io/utf8.hpp>

namespace colearn {

enum class column_kind : unsigned char { text, number };

/// A column of a tidy table.
struct tidy_column {
    std::string name{};                   ///< heading, unique in its table
    column_kind kind = column_kind::text; ///< what its cells hold, unless they are missing
    std::string meaning{};                ///< what the cells say, with the unit, as a reader of the table needs it
};

/// A text, a finite number, or missing.
class tidy_cell {
public:
    tidy_cell() = default;
    tidy_cell(std::nullopt_t) {}
    template <class Text>
    requires std::convertible_to<const Text&, std::string_view> tidy_cell(const Text& text)
        : value_(std::string(std::string_view(text))) {}
    /// Integers beyond 2^53 would lose digits: they are refused.
    template <class Number>
    requires(std::is_arithmetic_v<Number> && !std::same_as<Number, bool>) tidy_cell(Number number)
        : value_(static_cast<double>(number)) {
        if constexpr (std::is_integral_v<Number>) {
            constexpr double exact = 9007199254740992.0;
            expects(std::abs(static_cast<double>(number)) <= exact, "an integer in a table must be at most 2^53",
                    number);
        } else {
            expects(std::isfinite(number), "a number in a table must be finite", number);
        }
    }
    template <class Number>
    requires std::is_arithmetic_v<Number> tidy_cell(const std::optional<Number>& number) {
        if (number) *this = tidy_cell(*number);
    }

    [[nodiscard]] bool missing() const noexcept { return value_.index() == 0; }
    [[nodiscard]] const std::string* text() const noexcept { return std::get_if<std::string>(&value_); }
    [[nodiscard]] const double* number() const noexcept { return std::get_if<double>(&value_); }
    friend bool operator==(const tidy_cell&, const tidy_cell&) = default;

private:
    std::variant<std::monostate, std::string, double> value_{};
};

/// Rows under typed columns.
class tidy_table {
public:
    tidy_table() = default;
    /// Throws: `contract_violation` when a column has no name, or two have the same.
    tidy_table(std::string name, std::vector<tidy_column> columns)
        : name_(std::move(name)), columns_(std::move(columns)) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            expects(!columns_[i].name.empty(), "every column of a tidy table must have a name");
            for (std::size_t j = 0; j < i; ++j)
                expects(columns_[j].name != columns_[i].name, "the columns of a tidy table must have different names",
                        std::string_view(columns_[i].name));
        }
    }

    /// Adds a row: `twins.add({"Hill", "Dale", 12.5, std::nullopt})`.
    /// Throws: `contract_violation` when a cell is not of its column's kind, or there are too few or too many.
    void add(std::vector<tidy_cell> cells) {
        expects(cells.size() == columns_.size(), "a row must have a cell for each column", cells.size());
        for (std::size_t i = 0; i < cells.size(); ++i) {
            const bool fits =
                cells[i].missing() || (columns_[i].kind == column_kind::text) == (cells[i].text() != nullptr);
            expects(fits, "a cell must be of its column's kind", std::string_view(columns_[i].name));
        }
        for (auto& one : cells) cells_.push_back(std::move(one));
    }

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] const std::vector<tidy_column>& columns() const noexcept { return columns_; }
    [[nodiscard]] std::size_t row_count() const noexcept {
        return columns_.empty() ? 0 : cells_.size() / columns_.size();
    }
    [[nodiscard]] std::span<const tidy_cell> row(std::size_t which) const {
        expects(which < row_count(), "the row must be one of the table's", which);
        return std::span(cells_).subspan(which * columns_.size(), columns_.size());
    }

private:
    std::string name_{};
    std::vector<tidy_column> columns_{};
    std::vector<tidy_cell> cells_{}; // row by row
};

/// Writes the headings and the rows; a missing cell is an empty field.
inline void write_csv(const tidy_table& table, std::ostream& to, const csv_write_options& options = {}) {
    csv_writer out(to, options);
    for (const auto& column : table.columns()) out.text(column.name);
    out.end_record();
    for (std::size_t r = 0; r < table.row_count(); ++r) {
        for (const auto& cell : table.row(r)) {
            if (const auto* const text = cell.text())
                out.text(*text);
            else if (const auto* const number = cell.number())
                out.number(*number);
            else
                out.empty();
        }
        out.end_record();
    }
    out.flush();
}
inline void write_csv(const tidy_table& table, const std::filesystem::path& to, const csv_write_options& options = {}) {
    auto stream = create_file(to);
    write_csv(table, stream, options);
}

/// Writes the table as a value of a larger JSON text: its name, its columns with their meaning, and an object for each
/// row; a missing cell is `null`.
inline void write_json(const tidy_table& table, json_writer& out) {
    out.begin_object().key("table").value(table.name()).key("columns").begin_array();
    for (const auto& column : table.columns()) {
        out.begin_object().key("name").value(column.name);
        out.key("kind").value(column.kind == column_kind::text ? "text" : "number");
        out.key("meaning").value(column.meaning).end_object();
    }
    out.end_array().key("rows").begin_array();
    for (std::size_t r = 0; r < table.row_count(); ++r) {
        out.begin_object();
        for (std::size_t c = 0; c < table.columns().size(); ++c) {
            const auto& cell = table.row(r)[c];
            out.key(table.columns()[c].name);
            if (const auto* const text = cell.text())
                out.value(*text);
            else if (const auto* const number = cell.number())
                out.value(*number);
            else
                out.null();
        }
        out.end_object();
    }
    out.end_array().end_object();
}
/// Writes the table as a JSON text of its own, a row on each line.
inline void write_json(const tidy_table& table, std::ostream& to, json_write_options options = {.open_levels = 2}) {
    json_writer out(to, options);
    write_json(table, out);
    out.finish();
}
inline void write_json(const tidy_table& table, const std::filesystem::path& to,
                       const json_write_options& options = {.open_levels = 2}) {
    auto stream = create_file(to);
    write_json(table, stream, options);
}

} // namespace colearn

#endif

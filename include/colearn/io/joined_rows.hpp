// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_JOINED_ROWS_HPP
#define COLEARN_IO_JOINED_ROWS_HPP

/// @file
/// For a policy reader: puts a second table's columns beside the first one's, such as where each school is.
/// For an engineer: a left join of a streamed table with tables in memory, on equal text.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/io/csv_table.hpp>

namespace colearn {

/// A table whose columns are put beside those of the first one.
struct joined_table {
    csv_table table;
    std::string left_column{};  ///< column of the first table
    std::string right_column{}; ///< column of this one; its texts must be unique
    std::string label{};        ///< as notes name it; empty: its file
    std::string prefix{};       ///< put before this table's headings; empty: a heading that is there already is hidden
};

/// The rows of a table with those of others beside them. A row without a partner has empty fields there.
class joined_rows {
public:
    explicit joined_rows(csv_rows first, std::vector<joined_table> others = {}) : first_(std::move(first)) {
        auto& log = first_.reader().log();
        names_ = first_.header().names();
        files_.assign(names_.size(), 0);
        file_names_.push_back(first_.reader().name());
        for (auto& other : others) {
            const auto left = first_.header().require(other.left_column, log);
            const auto right = other.table.header().require(other.right_column, log);
            if (!left || !right) continue;
            file_names_.push_back(other.table.file());
            side one{std::move(other.table), std::move(other.label), *left, *right, {}, {}, {}, 0};
            if (one.label.empty()) one.label = one.table.file();
            for (std::size_t c = 0; c < one.table.header().size(); ++c) {
                auto name = other.prefix + one.table.header().names()[c];
                if (one.table.header().names()[c].empty() || csv_header("", names_).find(name)) continue;
                one.columns.push_back(c);
                names_.push_back(std::move(name));
                files_.push_back(file_names_.size() - 1);
            }
            one.by_key.reserve(one.table.row_count());
            for (std::size_t r = 0; r < one.table.row_count(); ++r) {
                const auto& key = one.table.cell(r, *right);
                if (key.text.empty()) continue;
                if (!one.by_key.emplace(key.text, r).second)
                    log.add(one.table.file(), key.line, key.column, key.text,
                            "stands twice in column \"" + other.right_column +
                                "\", on which tables are joined; the first row counts");
            }
            one.met.assign(one.table.row_count(), 0);
            sides_.push_back(std::move(one));
        }
        header_ = csv_header(file_names_[0], names_);
    }

    [[nodiscard]] bool next() {
        if (!first_.next()) return false;
        if (sides_.empty()) return true;
        const auto fields = first_.reader().fields();
        row_.assign(fields.begin(), fields.end());
        for (auto& one : sides_) {
            const auto found = one.by_key.find(row_[one.left].text);
            const auto* const where = found == one.by_key.end() ? nullptr : &found->second;
            if (where == nullptr)
                ++one.without;
            else
                one.met[*where] = 1;
            for (const auto c : one.columns)
                row_.push_back(where != nullptr ? one.table.cell(*where, c)
                                                : csv_field{{}, first_.reader().line(), 0, false});
        }
        return true;
    }

    [[nodiscard]] const csv_header& header() const noexcept { return header_; }
    [[nodiscard]] std::span<const csv_field> fields() const noexcept {
        return sides_.empty() ? first_.reader().fields() : std::span<const csv_field>(row_);
    }
    [[nodiscard]] const csv_rows& first() const noexcept { return first_; }
    [[nodiscard]] fault_log& log() const noexcept { return first_.reader().log(); }

    /// Reports a fault at a column of the current row.
    void report(std::size_t column, std::string message) const {
        const auto& where = fields()[column];
        log().add(file_names_[files_[column]], where.line, where.column, where.text, std::move(message));
    }

    /// Sentences on what did not match, for the record.
    [[nodiscard]] std::vector<std::string> join_notes(const std::string& label) const {
        std::vector<std::string> out;
        for (const auto& one : sides_) {
            const auto unmet = std::count(one.met.begin(), one.met.end(), std::uint8_t{0});
            out.push_back(label + " joined with " + one.label + " on \"" + one.table.header().names()[one.right] +
                          "\": rows of the first without a partner: " + std::to_string(one.without) +
                          "; rows of the second that are not used: " + std::to_string(unmet) + ".");
        }
        return out;
    }

private:
    struct side {
        csv_table table;
        std::string label;
        std::size_t left;                 // column of the first table
        std::size_t right;                // column of this one
        std::vector<std::size_t> columns; // of this one, in the order in which they are put beside
        std::unordered_map<std::string_view, std::size_t> by_key;
        std::vector<std::uint8_t> met;
        std::uint64_t without;
    };

    csv_rows first_;
    std::vector<side> sides_{};
    csv_header header_{};
    std::vector<std::string> names_{};
    std::vector<std::size_t> files_{}; // column -> place in `file_names_`
    std::vector<std::string> file_names_{};
    std::vector<csv_field> row_{};
};

} // namespace colearn

#endif

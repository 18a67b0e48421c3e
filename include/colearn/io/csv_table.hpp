// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_CSV_TABLE_HPP
#define COLEARN_IO_CSV_TABLE_HPP

/// @file
/// For a policy reader: columns are found by their headings, in whatever order they stand.
/// For an engineer: a header over a `csv_reader`, row by row in bounded memory, or as a table in memory.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/error.hpp>
#include <colearn/io/byte_source.hpp>
#include <colearn/io/csv.hpp>
#include <colearn/io/fault_log.hpp>
#include <colearn/io/name_suggestion.hpp>

namespace colearn {

/// The headings of a table.
class csv_header {
public:
    csv_header() = default;
    csv_header(std::string file, std::vector<std::string> names) : file_(std::move(file)), names_(std::move(names)) {}

    [[nodiscard]] const std::vector<std::string>& names() const noexcept { return names_; }
    [[nodiscard]] std::size_t size() const noexcept { return names_.size(); }

    /// The column with this heading, counted from 0.
    [[nodiscard]] std::optional<std::size_t> find(std::string_view name) const noexcept {
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (names_[i] == name && !name.empty()) return i;
        return std::nullopt;
    }
    /// The same, and a fault that names what is there when it is missing.
    [[nodiscard]] std::optional<std::size_t> require(std::string_view name, fault_log& log) const {
        const auto found = find(name);
        if (!found)
            log.add(file_, 1, 0, name,
                    "is not a column of this table, which has " + quoted_list(names_) + did_you_mean(name, names_));
        return found;
    }

private:
    std::string file_{};
    std::vector<std::string> names_{};
};

/// Rows under a header, one at a time. Reports a missing header, a heading that stands twice, and rows with more or
/// fewer fields than the header, which it leaves out.
class csv_rows {
public:
    /// `log` must outlive the rows.
    csv_rows(byte_source from, fault_log& log, const csv_options& options = {})
        : reader_(std::move(from), log, options) {
        const auto before = log.count();
        if (!reader_.next()) {
            if (log.count() == before) log.add(reader_.name(), 0, 0, "", "the file has no header: it holds no record");
            return;
        }
        std::vector<std::string> names;
        for (const auto& field : reader_.fields()) {
            std::string name(field.text);
            for (std::size_t i = 0; i < names.size() && !name.empty() && names.size() < check_limit; ++i)
                if (names[i] == name)
                    reader_.report(field, "heads column " + std::to_string(names.size() + 1) + " and column " +
                                              std::to_string(i + 1) + "; a heading may stand once");
            names.push_back(std::move(name));
        }
        header_ = csv_header(reader_.name(), std::move(names));
    }

    /// Moves to the next row with as many fields as the header; false at the end.
    [[nodiscard]] bool next() {
        while (reader_.next()) {
            ++read_;
            const auto count = reader_.fields().size();
            if (count == header_.size()) return true;
            ++left_out_;
            reader_.report("has " + std::to_string(count) + (count == 1 ? " field" : " fields") +
                           " where the header has " + std::to_string(header_.size()) + "; the row is left out");
        }
        return false;
    }

    [[nodiscard]] const csv_header& header() const noexcept { return header_; }
    [[nodiscard]] const csv_field& operator[](std::size_t column) const {
        expects(column < reader_.fields().size(), "the column must be one of the header's", column);
        return reader_.fields()[column];
    }
    [[nodiscard]] const csv_reader& reader() const noexcept { return reader_; }
    /// Rows below the header so far, and those left out for their number of fields.
    [[nodiscard]] std::uint64_t read() const noexcept { return read_; }
    [[nodiscard]] std::uint64_t left_out() const noexcept { return left_out_; }

private:
    static constexpr std::size_t check_limit = 10'000; // headings compared with one another: 10^8 / 2 at most

    csv_reader reader_;
    csv_header header_{};
    std::uint64_t read_ = 0;
    std::uint64_t left_out_ = 0;
};

/// A table in memory: the header and every row. For tables of millions of rows use `csv_rows`.
class csv_table {
public:
    /// Takes all rows. Memory: the text and 32 bytes a field.
    explicit csv_table(csv_rows from) : header_(from.header()), file_(from.reader().name()) {
        while (from.next()) {
            for (std::size_t c = 0; c < header_.size(); ++c) {
                auto field = from[c];
                field.text = keep(field.text);
                cells_.push_back(field);
            }
        }
        read_ = from.read();
        left_out_ = from.left_out();
        complete_ = from.reader().complete();
    }

    [[nodiscard]] const csv_header& header() const noexcept { return header_; }
    [[nodiscard]] std::size_t row_count() const noexcept {
        return header_.size() == 0 ? 0 : cells_.size() / header_.size();
    }
    [[nodiscard]] std::span<const csv_field> row(std::size_t which) const {
        expects(which < row_count(), "the row must be one of the table's", which);
        return std::span(cells_).subspan(which * header_.size(), header_.size());
    }
    [[nodiscard]] const csv_field& cell(std::size_t row, std::size_t column) const {
        expects(row < row_count(), "the row must be one of the table's", row);
        expects(column < header_.size(), "the column must be one of the table's", column);
        return cells_[row * header_.size() + column];
    }
    [[nodiscard]] const std::string& file() const noexcept { return file_; }
    /// Rows below the header in the file, and those left out for their number of fields.
    [[nodiscard]] std::uint64_t rows_read() const noexcept { return read_; }
    [[nodiscard]] std::uint64_t rows_left_out() const noexcept { return left_out_; }
    /// False where reading had to stop before the end of the file.
    [[nodiscard]] bool complete() const noexcept { return complete_; }
    /// What could not be read; empty unless the options said `on_fault::report`.
    [[nodiscard]] const std::vector<fault>& faults() const noexcept { return faults_; }

private:
    friend csv_table parse_csv(byte_source, const csv_options&);

    [[nodiscard]] std::string_view keep(std::string_view text) {
        if (text.empty()) return {};
        if (text.size() > room_) {
            room_ = (std::max)(text.size(), std::size_t{64} << 10U);
            blocks_.push_back(std::make_unique_for_overwrite<char[]>(room_));
            free_ = blocks_.back().get();
        }
        char* const first = free_;
        std::copy(text.begin(), text.end(), first);
        free_ += text.size();
        room_ -= text.size();
        return {first, text.size()};
    }

    csv_header header_;
    std::string file_;
    std::vector<csv_field> cells_{};
    std::vector<std::unique_ptr<char[]>> blocks_{}; // the text; moving the table leaves it in place
    char* free_ = nullptr;
    std::size_t room_ = 0;
    std::uint64_t read_ = 0;
    std::uint64_t left_out_ = 0;
    bool complete_ = true;
    std::vector<fault> faults_{};
};

/// Reads a whole table. Throws `parse_error` with every fault, unless the options say `on_fault::report`.
[[nodiscard]] inline csv_table parse_csv(byte_source from, const csv_options& options = {}) {
    fault_log log(options.fault_limit, options.faulty);
    csv_table out{csv_rows(std::move(from), log, options)};
    log.settle();
    out.faults_ = log.faults();
    return out;
}

/// The same from a file, which must exist, be a file and not be empty: that is refused under either rule.
[[nodiscard]] inline csv_table read_csv(const std::filesystem::path& file, const csv_options& options = {}) {
    return parse_csv(file_source(file), options);
}

} // namespace colearn

#endif

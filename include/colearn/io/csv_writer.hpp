// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_CSV_WRITER_HPP
#define COLEARN_IO_CSV_WRITER_HPP

/// @file
/// For a policy reader: tables that any office program opens.
/// For an engineer: writes comma-separated records (RFC 4180) that `csv_reader` reads back field by field.

#include <charconv>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>

#include <colearn/core/contract.hpp>
#include <colearn/core/error.hpp>
#include <colearn/io/utf8.hpp>

namespace colearn {

struct csv_write_options {
    char delimiter = ',';             ///< between fields
    std::string_view line_end = "\n"; ///< "\n" or "\r\n"
    bool byte_order_mark = false;     ///< start with one: some spreadsheets need it to see UTF-8
    /// Put a `'` before text that a spreadsheet would run as a formula (that starts with = + - @, tab or CR).
    /// The text then differs from the data, so it is off unless the file is made for a spreadsheet alone.
    bool formula_safe = false;
};

/// Writes records field by field: `out.text("Hill").number(0.5).empty().end_record()`.
/// Numbers are the shortest text that reads back as the same number. A field is put in quotes when it holds the
/// delimiter, a quote, a line end, or a space at either end.
/// Throws: `contract_violation` for NaN, infinity or text that is not UTF-8; `std::system_error` when the stream fails.
class csv_writer {
public:
    /// `out` must outlive the writer.
    explicit csv_writer(std::ostream& out, const csv_write_options& options = {}) : out_(&out), options_(options) {
        expects(options.delimiter != '"' && options.delimiter != '\n' && options.delimiter != '\r' &&
                    options.delimiter != '\0' && static_cast<unsigned char>(options.delimiter) < 0x80U,
                "the delimiter must be an ASCII character other than a quote, a line end and NUL");
        expects(options.line_end == "\n" || options.line_end == "\r\n", "the line end must be LF or CRLF");
        if (options.byte_order_mark) line_ += "\xEF\xBB\xBF";
    }

    csv_writer& text(std::string_view value) {
        if (valid_utf8_length(value) != value.size()) [[unlikely]]
            expects(false, "text must be UTF-8", std::string_view(shown_text(value)));
        separate();
        const bool risky = options_.formula_safe && !value.empty() &&
                           std::string_view("=+-@\t\r").find(value.front()) != std::string_view::npos;
        bool quote =
            !value.empty() && (value.front() == ' ' || value.back() == ' ' || value.substr(0, 3) == "\xEF\xBB\xBF");
        for (const char c : value) quote |= c == options_.delimiter || c == '"' || c == '\n' || c == '\r';
        if (quote) line_ += '"';
        if (risky) line_ += '\'';
        if (quote) {
            for (const char c : value) {
                if (c == '"') line_ += '"';
                line_ += c;
            }
            line_ += '"';
        } else {
            line_ += value;
        }
        bare_empty_ = fields_ == 1 && value.empty();
        return *this;
    }
    template <class Number>
    requires std::is_arithmetic_v<Number> csv_writer& number(Number value) {
        if constexpr (std::is_floating_point_v<Number>) expects(std::isfinite(value), "a number must be finite", value);
        separate();
        line_ += detail::number_text(value);
        return *this;
    }
    csv_writer& number(const std::optional<double>& value) { return value ? number(*value) : empty(); }
    /// A value that is not known.
    csv_writer& empty() { return text({}); }

    csv_writer& end_record() {
        if (bare_empty_ && fields_ == 1) line_ += "\"\""; // an empty line would be no record
        line_ += options_.line_end;
        fields_ = 0;
        if (line_.size() >= flush_size) flush();
        return *this;
    }

    /// Hands everything to the stream. The destructor does so too, but cannot say when it fails.
    void flush() {
        out_->write(line_.data(), static_cast<std::streamsize>(line_.size()));
        line_.clear();
        if (!*out_)
            throw std::system_error(std::make_error_code(std::errc::io_error), "the table could not be written");
    }

    csv_writer(const csv_writer&) = delete;
    csv_writer& operator=(const csv_writer&) = delete;
    ~csv_writer() {
        try {
            out_->write(line_.data(), static_cast<std::streamsize>(line_.size()));
        } catch (...) { // a stream that throws: `flush` would have said so
        }
    }

private:
    static constexpr std::size_t flush_size = 64U << 10U;

    void separate() {
        if (fields_++ > 0) line_ += options_.delimiter;
        bare_empty_ = false;
    }

    std::ostream* out_;
    csv_write_options options_;
    std::string line_{};
    std::size_t fields_ = 0;
    bool bare_empty_ = false;
};

/// Opens a file for writing, or throws `std::system_error` that names it.
[[nodiscard]] inline std::ofstream create_file(const std::filesystem::path& path) {
    std::ofstream out(path, std::ios::binary | std::ios::trunc);
    if (!out)
        throw std::system_error(std::make_error_code(std::errc::io_error), "cannot create \"" + path.string() + "\"");
    return out;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_JSON_HPP
#define COLEARN_IO_JSON_HPP

/// @file
/// For a policy reader: results that other programs can read.
/// For an engineer: a streaming JSON writer (RFC 8259) that keeps the order of keys, writes numbers that read back
/// exactly, and refuses what JSON cannot say.

#include <charconv>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>
#include <type_traits>
#include <unordered_set>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/io/utf8.hpp>

namespace colearn {

struct json_write_options {
    std::size_t indent = 2;         ///< spaces a level; 0: everything on one line
    std::size_t open_levels = 1000; ///< objects and arrays nested deeper than this are written on one line
    bool html_safe = false;         ///< write `<`, `>` and `&` as `\u003c`: for a `<script>` element in a page
};

/// Writes one JSON value: `out.begin_object().key("name").value("Hill").key("roll").value(200).end_object()`.
/// Throws: `contract_violation` for NaN, infinity, text that is not UTF-8, a key that stands twice in an object, and
/// calls that do not nest; `std::system_error` when the stream fails.
class json_writer {
public:
    /// `out` must outlive the writer.
    explicit json_writer(std::ostream& out, const json_write_options& options = {}) : out_(&out), options_(options) {}

    json_writer& begin_object() { return open('{'); }
    json_writer& end_object() { return close('{', '}'); }
    json_writer& begin_array() { return open('['); }
    json_writer& end_array() { return close('[', ']'); }

    json_writer& key(std::string_view name) {
        expects(!levels_.empty() && levels_.back().kind == '{' && !after_key_, "a key must stand in an object", name);
        expects(levels_.back().keys.emplace(name).second, "a key must stand once in an object", name);
        next_line();
        put_text(name);
        text_ += options_.indent > 0 ? ": " : ":";
        after_key_ = true;
        return *this;
    }

    json_writer& value(std::string_view text) {
        before_value();
        put_text(text);
        return after_value();
    }
    json_writer& value(const char* text) { return value(std::string_view(text)); }
    json_writer& value(const std::string& text) { return value(std::string_view(text)); }
    template <class Number>
    requires std::is_arithmetic_v<Number> json_writer& value(Number number) {
        if constexpr (std::same_as<Number, bool>) {
            before_value();
            text_ += number ? "true" : "false";
        } else {
            if constexpr (std::is_floating_point_v<Number>)
                expects(std::isfinite(number), "JSON has no NaN and no infinity: a number must be finite", number);
            before_value();
            char digits[64];
            text_.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
        }
        return after_value();
    }
    json_writer& value(const std::optional<double>& number) { return number ? value(*number) : null(); }
    /// A value that is not known.
    json_writer& null() {
        before_value();
        text_ += "null";
        return after_value();
    }

    /// Ends the text with a line end and hands it to the stream. Everything must be closed.
    void finish() {
        expects(levels_.empty() && done_, "one whole value must have been written");
        text_ += '\n';
        flush();
    }

    json_writer(const json_writer&) = delete;
    json_writer& operator=(const json_writer&) = delete;
    ~json_writer() = default;

private:
    struct level {
        char kind;
        bool any = false;
        std::unordered_set<std::string> keys{};
    };
    static constexpr std::size_t flush_size = 64U << 10U;

    json_writer& open(char kind) {
        before_value();
        text_ += kind;
        levels_.push_back({kind});
        return *this;
    }
    json_writer& close(char kind, char end) {
        expects(!levels_.empty() && levels_.back().kind == kind && !after_key_,
                "what is closed must be what was opened last");
        const bool any = levels_.back().any;
        const bool broken = any && levels_.size() <= options_.open_levels;
        levels_.pop_back();
        if (broken) break_line();
        text_ += end;
        return after_value();
    }
    void before_value() {
        expects(!done_, "only one value may be written");
        if (after_key_) {
            after_key_ = false;
            return;
        }
        if (levels_.empty()) return;
        expects(levels_.back().kind == '[', "a value in an object must have a key");
        next_line();
    }
    json_writer& after_value() {
        done_ = levels_.empty();
        if (text_.size() >= flush_size) flush();
        return *this;
    }
    // The comma, and the start of the next key or array element.
    void next_line() {
        const bool first = !std::exchange(levels_.back().any, true);
        if (!first) text_ += ',';
        if (levels_.size() <= options_.open_levels)
            break_line();
        else if (!first && options_.indent > 0)
            text_ += ' ';
    }
    void break_line() {
        if (options_.indent == 0) return;
        text_ += '\n';
        text_.append(levels_.size() * options_.indent, ' ');
    }
    void put_text(std::string_view text) {
        if (valid_utf8_length(text) != text.size()) [[unlikely]]
            expects(false, "text must be UTF-8", std::string_view(shown_text(text)));
        constexpr std::string_view digits = "0123456789abcdef";
        text_ += '"';
        for (const char c : text) {
            const auto byte = static_cast<unsigned char>(c);
            if (c == '"' || c == '\\') {
                text_ += '\\';
                text_ += c;
            } else if (c == '\n') {
                text_ += "\\n";
            } else if (c == '\t') {
                text_ += "\\t";
            } else if (byte < 0x20U || (options_.html_safe && (c == '<' || c == '>' || c == '&'))) {
                text_ += "\\u00";
                text_ += digits[byte >> 4U];
                text_ += digits[byte & 0xFU];
            } else {
                text_ += c;
            }
        }
        text_ += '"';
    }
    void flush() {
        out_->write(text_.data(), static_cast<std::streamsize>(text_.size()));
        text_.clear();
        if (!*out_) throw std::system_error(std::make_error_code(std::errc::io_error), "the JSON could not be written");
    }

    std::ostream* out_;
    json_write_options options_;
    std::string text_{};
    std::vector<level> levels_{};
    bool after_key_ = false;
    bool done_ = false;
};

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_MARKUP_HPP
#define COLEARN_REPORT_MARKUP_HPP

/// @file
/// For a policy reader: whatever a school is called, its name appears on the page as it is and cannot break the page.
/// For an engineer: writes elements that are well-formed XML and valid HTML at once. Text is escaped unless it has the
/// type `fragment`, so that the compiler keeps data and markup apart.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>

namespace colearn::report {

/// Finished markup: goes into a page as it stands. Only builders make one.
struct fragment {
    std::string text{};
};

namespace detail {

// Length of the well-formed UTF-8 sequence at the front of `text` that XML allows as a character; 0: there is none.
[[nodiscard]] inline std::size_t character_length(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const auto lead = byte(0);
    if (lead < 0x80) return (lead >= 0x20 && lead != 0x7F) || lead == '\t' || lead == '\n' ? 1 : 0;
    const std::size_t length = lead >= 0xC2 && lead <= 0xDF   ? 2
                               : lead >= 0xE0 && lead <= 0xEF ? 3
                               : lead >= 0xF0 && lead <= 0xF4 ? 4
                                                              : 0;
    if (length == 0 || text.size() < length) return 0;
    auto code = static_cast<std::uint32_t>(lead & (0xFFU >> (length + 1)));
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80U) return 0;
        code = code << 6 | (byte(i) & 0x3FU);
    }
    const bool overlong = (length == 3 && code < 0x800) || (length == 4 && code < 0x10000);
    const bool surrogate = code >= 0xD800 && code <= 0xDFFF;
    const bool control = code >= 0x80 && code <= 0x9F;
    const bool not_a_character = (code & 0xFFFEU) == 0xFFFEU;
    return overlong || surrogate || control || not_a_character || code > 0x10FFFF ? 0 : length;
}

} // namespace detail

/// The text with markup characters escaped, fit for element content and quoted attributes. Control characters and bytes
/// that are not UTF-8 become U+FFFD, the mark for a character that cannot be shown.
[[nodiscard]] inline std::string escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    while (!text.empty()) {
        const auto length = detail::character_length(text);
        if (length == 0)
            out += "\xEF\xBF\xBD";
        else if (text[0] == '&')
            out += "&amp;";
        else if (text[0] == '<')
            out += "&lt;";
        else if (text[0] == '>')
            out += "&gt;";
        else if (text[0] == '"')
            out += "&quot;";
        else if (text[0] == '\'')
            out += "&#39;";
        else
            out += text.substr(0, length);
        text.remove_prefix(length == 0 ? 1 : length);
    }
    return out;
}

/// One attribute of an element. An empty value leaves the attribute out.
struct attribute {
    std::string_view name{};
    std::string value{};
};
using attributes = std::initializer_list<attribute>;

/// Writes elements one after the other. `open` and `close` must pair up: `finish` checks it.
class markup {
public:
    markup& open(std::string_view name, attributes with = {}) {
        tag(name, with);
        out_ += '>';
        open_.emplace_back(name);
        return *this;
    }
    markup& close() {
        expects(!open_.empty(), "an element must be open to be closed");
        out_ += "</" + open_.back() + ">";
        open_.pop_back();
        return *this;
    }
    /// An element without content, such as `<path/>` or `<br/>`.
    markup& leaf(std::string_view name, attributes with = {}) {
        tag(name, with);
        out_ += "/>";
        return *this;
    }
    /// An element that holds text alone.
    markup& element(std::string_view name, attributes with, std::string_view content) {
        open(name, with);
        text(content);
        return close();
    }
    markup& element(std::string_view name, attributes with, const fragment& content) {
        open(name, with);
        add(content);
        return close();
    }
    markup& text(std::string_view content) {
        out_ += escaped(content);
        return *this;
    }
    markup& add(const fragment& content) {
        out_ += content.text;
        return *this;
    }
    markup& line() {
        out_ += '\n';
        return *this;
    }

    [[nodiscard]] std::size_t size() const noexcept { return out_.size(); }
    [[nodiscard]] fragment finish() {
        expects(open_.empty(), "every opened element must be closed", open_.size());
        return {std::move(out_)};
    }

private:
    void tag(std::string_view name, attributes with) {
        out_ += '<';
        out_ += name;
        for (const auto& one : with) {
            if (one.value.empty()) continue;
            out_ += ' ';
            out_ += one.name;
            out_ += "=\"";
            out_ += escaped(one.value);
            out_ += '"';
        }
    }

    std::string out_;
    std::vector<std::string> open_;
};

/// Text as a fragment, escaped.
[[nodiscard]] inline fragment plain(std::string_view text) {
    return {escaped(text)};
}
/// One element around text, escaped: `wrap("strong", "12")`.
[[nodiscard]] inline fragment wrap(std::string_view name, std::string_view text, attributes with = {}) {
    markup out;
    out.element(name, with, text);
    return out.finish();
}
[[nodiscard]] inline fragment operator+(fragment left, const fragment& right) {
    left.text += right.text;
    return left;
}
[[nodiscard]] inline fragment operator+(fragment left, std::string_view right) {
    left.text += escaped(right);
    return left;
}

} // namespace colearn::report

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_UTF8_HPP
#define COLEARN_IO_UTF8_HPP

/// @file
/// For a policy reader: names with accents and macrons arrive as they were written, or the file is refused aloud.
/// For an engineer: the UTF-8 check of every reader, and text that is safe to show in an error.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include <colearn/core/error.hpp>

namespace colearn {

namespace detail {

/// Length of the well-formed sequence that `text` starts with at `at`, or 0 when it is malformed (too long, a
/// surrogate, past U+10FFFF, or cut off). Source: The Unicode Standard, table 3-7.
[[nodiscard]] constexpr std::size_t utf8_sequence(std::string_view text, std::size_t at) noexcept {
    const auto byte = [&](std::size_t offset) -> unsigned {
        return at + offset < text.size() ? static_cast<unsigned char>(text[at + offset]) : 0U;
    };
    const auto tail = [&](std::size_t offset, unsigned low = 0x80U, unsigned high = 0xBFU) {
        return byte(offset) >= low && byte(offset) <= high;
    };
    const unsigned lead = byte(0);
    if (lead < 0x80U) return 1;
    if (lead < 0xC2U) return 0;
    if (lead < 0xE0U) return tail(1) ? 2 : 0;
    if (lead < 0xF0U) return tail(1, lead == 0xE0U ? 0xA0U : 0x80U, lead == 0xEDU ? 0x9FU : 0xBFU) && tail(2) ? 3 : 0;
    if (lead < 0xF5U)
        return tail(1, lead == 0xF0U ? 0x90U : 0x80U, lead == 0xF4U ? 0x8FU : 0xBFU) && tail(2) && tail(3) ? 4 : 0;
    return 0;
}

} // namespace detail

/// Offset of the first byte that is not well-formed UTF-8; `text.size()` when all is well. O(length).
[[nodiscard]] inline std::size_t valid_utf8_length(std::string_view text) noexcept {
    std::size_t at = 0;
    while (at < text.size()) {
        // Eight bytes at a time while they are plain ASCII, which nearly all of a table is.
        while (text.size() - at >= sizeof(std::uint64_t)) {
            std::uint64_t word = 0;
            std::memcpy(&word, text.data() + at, sizeof word);
            if ((word & 0x8080808080808080U) != 0) break;
            at += sizeof word;
        }
        if (at == text.size()) break;
        const auto length = detail::utf8_sequence(text, at);
        if (length == 0) return at;
        at += length;
    }
    return at;
}

/// The same text with each malformed byte replaced by U+FFFD. O(length).
[[nodiscard]] inline std::string repaired_utf8(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size();) {
        const auto length = detail::utf8_sequence(text, at);
        if (length == 0)
            out += "\xEF\xBF\xBD";
        else
            out += text.substr(at, length);
        at += length == 0 ? 1 : length;
    }
    return out;
}

/// `text` as a fault shows it: at most `shown_text_limit` bytes of it, cut between characters, with control characters
/// and malformed bytes as `\xNN`, so that it can be printed anywhere.
[[nodiscard]] inline std::string shown_text(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    constexpr std::string_view more = "...";
    std::string out;
    std::size_t cut = 0; // length of the last beginning that leaves room for the dots
    for (std::size_t at = 0; at < text.size() && out.size() <= shown_text_limit;) {
        const auto length = detail::utf8_sequence(text, at);
        const auto byte = static_cast<unsigned char>(text[at]);
        if (out.size() + more.size() <= shown_text_limit) cut = out.size();
        if (length == 0 || byte < 0x20U || byte == 0x7FU)
            out += {'\\', 'x', digits[byte >> 4U], digits[byte & 0xFU]};
        else
            out += text.substr(at, length);
        at += length == 0 ? 1 : length;
    }
    if (out.size() <= shown_text_limit) return out;
    out.resize(cut);
    return out += more;
}

} // namespace colearn

#endif

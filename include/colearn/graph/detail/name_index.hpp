// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_DETAIL_NAME_INDEX_HPP
#define COLEARN_GRAPH_DETAIL_NAME_INDEX_HPP

/// @file
/// For a policy reader: finds a school by its name.
/// For an engineer: an open-addressing multimap from text to number that stores the numbers alone (8 bytes each at most
/// three quarters full); the text stays where it is, in the actors.

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

namespace colearn::detail {

/// FNV-1a, 64 bits: the same on every platform, so that nothing hangs on the standard library's hash.
[[nodiscard]] constexpr std::uint64_t text_hash(std::string_view text) noexcept {
    std::uint64_t hash = 14695981039346656037U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211U;
    return hash ^ (hash >> 32);
}

class name_index {
public:
    /// Adds `number` under `text`; empty text is not indexed. `text_of(number)` gives the text of a stored number.
    template <class TextOf>
    void insert(std::string_view text, std::uint32_t number, const TextOf& text_of) {
        if (text.empty()) return;
        if ((count_ + 1) * 4 > slots_.size() * 3) grow(text_of);
        put(text, number);
        ++count_;
    }

    /// Calls `visit(number)` for each number stored under `text`, in no fixed order.
    template <class TextOf, class Visit>
    void visit(std::string_view text, const TextOf& text_of, Visit visit) const {
        if (slots_.empty() || text.empty()) return;
        const auto hash = text_hash(text);
        const auto tag = static_cast<std::uint32_t>(hash >> 32);
        const auto mask = slots_.size() - 1;
        for (auto at = static_cast<std::size_t>(hash) & mask; slots_[at].number != vacant; at = (at + 1) & mask)
            if (slots_[at].tag == tag && text_of(slots_[at].number) == text) visit(slots_[at].number);
    }

private:
    static constexpr std::uint32_t vacant = 0xFFFFFFFFU;
    struct slot {
        std::uint32_t number = vacant;
        std::uint32_t tag = 0;
    };

    void put(std::string_view text, std::uint32_t number) {
        const auto hash = text_hash(text);
        const auto mask = slots_.size() - 1;
        auto at = static_cast<std::size_t>(hash) & mask;
        while (slots_[at].number != vacant) at = (at + 1) & mask;
        slots_[at] = {number, static_cast<std::uint32_t>(hash >> 32)};
    }

    template <class TextOf>
    void grow(const TextOf& text_of) {
        auto old = std::move(slots_);
        slots_.assign(old.empty() ? 16 : old.size() * 2, slot{});
        for (const auto& one : old)
            if (one.number != vacant) put(text_of(one.number), one.number);
    }

    std::vector<slot> slots_;
    std::size_t count_ = 0;
};

} // namespace colearn::detail

#endif

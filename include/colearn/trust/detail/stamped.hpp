// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_DETAIL_STAMPED_HPP
#define COLEARN_TRUST_DETAIL_STAMPED_HPP

/// @file
/// A value for each actor, which can be forgotten all at once: a search in a small part of a large graph must not pay
/// for the rest.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace colearn::detail {

template <class T>
class stamped {
public:
    explicit stamped(std::size_t size) : entries_(size) {}

    /// Forgets all values, in constant time but once in 2^32 - 1 calls.
    void clear() {
        if (++now_ != 0) return;
        for (auto& one : entries_) one.stamp = 0;
        now_ = 1;
    }
    [[nodiscard]] bool has(std::size_t i) const noexcept { return entries_[i].stamp == now_; }
    /// The value, which must be there.
    [[nodiscard]] T& operator[](std::size_t i) noexcept { return entries_[i].value; }
    [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return entries_[i].value; }
    T& set(std::size_t i, T value) noexcept {
        entries_[i].stamp = now_;
        return entries_[i].value = std::move(value);
    }

private:
    struct entry {
        std::uint32_t stamp = 0;
        T value{};
    };
    std::vector<entry> entries_;
    std::uint32_t now_ = 1;
};

} // namespace colearn::detail

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_ID_HPP
#define COLEARN_CORE_ID_HPP

/// @file
/// For a policy reader: a school's number can never be mistaken for a teacher's.
/// For an engineer: a 32-bit index with the type of what it numbers; `id<school>` does not convert to `id<teacher>`.

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <iterator>
#include <limits>

namespace colearn {

/// Number of one actor, layer or tie among those of its kind, counted from 0.
/// A default-made id names nothing: `valid()` is false.
template <class Kind>
struct id {
    static constexpr std::uint32_t none = (std::numeric_limits<std::uint32_t>::max)();

    std::uint32_t index = none;

    constexpr id() noexcept = default;
    constexpr explicit id(std::uint32_t index_) noexcept : index(index_) {}
    constexpr explicit id(std::size_t index_) noexcept : index(static_cast<std::uint32_t>(index_)) {}

    [[nodiscard]] constexpr bool valid() const noexcept { return index != none; }
    friend constexpr auto operator<=>(const id&, const id&) noexcept = default;
};

/// The ids 0 .. count-1 of one kind, for range-for.
template <class Kind>
class id_range {
public:
    class iterator {
    public:
        using iterator_category = std::input_iterator_tag;
        using value_type = id<Kind>;
        using difference_type = std::ptrdiff_t;
        using pointer = const id<Kind>*;
        using reference = id<Kind>;

        constexpr iterator() noexcept = default;
        constexpr explicit iterator(std::uint32_t index) noexcept : index_(index) {}
        constexpr id<Kind> operator*() const noexcept { return id<Kind>{index_}; }
        constexpr iterator& operator++() noexcept {
            ++index_;
            return *this;
        }
        constexpr iterator operator++(int) noexcept {
            auto before = *this;
            ++index_;
            return before;
        }
        friend constexpr bool operator==(const iterator&, const iterator&) noexcept = default;

    private:
        std::uint32_t index_ = 0;
    };

    constexpr explicit id_range(std::size_t count) noexcept : last_(static_cast<std::uint32_t>(count)) {}
    constexpr id_range(std::size_t first, std::size_t last) noexcept
        : first_(static_cast<std::uint32_t>(first)), last_(static_cast<std::uint32_t>(last)) {}

    [[nodiscard]] constexpr iterator begin() const noexcept { return iterator{first_}; }
    [[nodiscard]] constexpr iterator end() const noexcept { return iterator{last_}; }
    [[nodiscard]] constexpr std::size_t size() const noexcept { return last_ - first_; }
    [[nodiscard]] constexpr bool empty() const noexcept { return first_ == last_; }

private:
    std::uint32_t first_ = 0;
    std::uint32_t last_ = 0;
};

} // namespace colearn

template <class Kind>
struct std::hash<colearn::id<Kind>> {
    [[nodiscard]] std::size_t operator()(colearn::id<Kind> key) const noexcept {
        return std::hash<std::uint32_t>{}(key.index);
    }
};

#endif

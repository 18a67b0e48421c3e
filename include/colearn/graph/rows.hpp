// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_ROWS_HPP
#define COLEARN_GRAPH_ROWS_HPP

/// @file
/// For a policy reader: for each actor, the list of those it is tied to.
/// For an engineer: compressed sparse rows, as spans for those who read and as owned columns for those who make them.

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <type_traits>

namespace colearn {

/// Most arcs that a view can hold: Eigen and the 32-bit offsets agree up to here.
inline constexpr std::size_t arc_limit = (std::numeric_limits<std::int32_t>::max)();

/// One direction of a graph as compressed sparse rows: row v is [offsets[v], offsets[v+1]).
/// Neighbours ascend within a row; parallel arcs stand in the order in which they were given.
struct rows {
    std::span<const std::uint32_t> offsets{};    ///< n + 1
    std::span<const std::uint32_t> neighbours{}; ///< the other end of each arc
    std::span<const double> strengths{};         ///< positive and finite
    std::span<const std::uint32_t> arcs{}; ///< index of the same arc among the outgoing ones; empty: its own index

    [[nodiscard]] std::size_t size() const noexcept { return offsets.size() - 1; }
    [[nodiscard]] std::uint32_t degree(std::uint32_t v) const noexcept { return offsets[v + 1] - offsets[v]; }
    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t v) const noexcept {
        return neighbours.subspan(offsets[v], degree(v));
    }
    /// Strengths of row v, in step with `of(v)`.
    [[nodiscard]] std::span<const double> strengths_of(std::uint32_t v) const noexcept {
        return strengths.subspan(offsets[v], degree(v));
    }
    [[nodiscard]] std::uint32_t arc(std::uint32_t position) const noexcept {
        return arcs.empty() ? position : arcs[position];
    }
};

namespace detail {

// An array of plain values that are not zeroed first, and that can give back its end without a copy: at 40 million ties
// both are worth having, since fresh memory costs more than a pass over it.
template <class T>
class buffer {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= alignof(std::max_align_t));

public:
    buffer() = default;
    explicit buffer(std::size_t size) : data_(static_cast<T*>(std::malloc(size * sizeof(T)))), size_(size) {
        if (data_ == nullptr && size > 0) throw std::bad_alloc();
    }

    /// Keeps the first `size` values.
    void shrink(std::size_t size) noexcept {
        if (size >= size_) return;
        size_ = size;
        if (size == 0) return data_.reset();
        if (auto* const fit = static_cast<T*>(std::realloc(data_.get(), size * sizeof(T)))) {
            static_cast<void>(data_.release());
            data_.reset(fit);
        }
    }

    [[nodiscard]] T* data() noexcept { return data_.get(); }
    [[nodiscard]] const T* data() const noexcept { return data_.get(); }
    [[nodiscard]] T& operator[](std::size_t i) noexcept { return data_.get()[i]; }
    [[nodiscard]] const T& operator[](std::size_t i) const noexcept { return data_.get()[i]; }
    [[nodiscard]] std::size_t size() const noexcept { return size_; }
    [[nodiscard]] std::span<T> values() noexcept { return {data_.get(), size_}; }
    [[nodiscard]] std::span<const T> values() const noexcept { return {data_.get(), size_}; }

private:
    struct release {
        void operator()(T* data) const noexcept { std::free(data); }
    };
    std::unique_ptr<T, release> data_;
    std::size_t size_ = 0;
};

struct row_storage {
    buffer<std::uint32_t> offsets;
    buffer<std::uint32_t> neighbours;
    buffer<double> strengths;
    buffer<std::uint32_t> arcs; ///< a number for each arc, when asked for

    [[nodiscard]] rows as_rows() const noexcept {
        return {offsets.values(), neighbours.values(), strengths.values(), arcs.values()};
    }
};

} // namespace detail

} // namespace colearn

#endif

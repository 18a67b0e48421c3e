// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_DETAIL_ROW_PRODUCT_HPP
#define COLEARN_GRAPH_DETAIL_ROW_PRODUCT_HPP

/// @file
/// For a policy reader: adds up what an actor hears from those tied to it, in a whole nation too.
/// For an engineer: the product of a row of strengths with a vector. Where the vector is larger than a core's cache,
/// its entries are asked for long before they are needed: rows are short, so a processor that guesses wrong where one
/// ends would wait for the memory each time.

#include <algorithm>
#include <cstddef>
#include <cstdint>

#include <colearn/graph/rows.hpp>

namespace colearn::detail {

/// How many arcs earlier an entry is asked for: about the time that memory takes to answer.
inline constexpr std::size_t arcs_ahead = 512;

/// Vectors that are no longer than this stay near the core by themselves (4 MB); to ask would only cost.
inline constexpr std::size_t near_length = std::size_t{1} << 19;

class row_product {
public:
    /// `value` has an entry for each vertex; both outlive this.
    row_product(const rows& side, const double* value, std::size_t near = near_length) noexcept
        : side_(side), value_(value), far_(side.size() > near) {}

    /// Sum of strength * value over the row of v; of value alone if not `Weighted`: equal strengths need not be read.
    template <bool Weighted>
    [[nodiscard]] double sum(std::size_t v) const noexcept {
        const auto heard = [this](std::size_t w) { return value_ + w; };
        return far_ ? added<Weighted, true>(v, heard) : added<Weighted, false>(v, heard);
    }

    /// The same, but with newer values of the vertices from `first` up to v itself, which begin at `newer`.
    template <bool Weighted>
    [[nodiscard]] double sum(std::size_t v, const double* newer, std::size_t first) const noexcept {
        const auto heard = [this, newer, first, count = v - first](std::size_t w) {
            // Chosen by arithmetic: which neighbours lie in between, no processor could guess.
            const auto at = w - first; // wraps around for those before
            const auto old = reinterpret_cast<std::uintptr_t>(value_ + w);
            const auto fresh = reinterpret_cast<std::uintptr_t>(newer) + at * sizeof(double);
            const auto mask = std::uintptr_t{0} - static_cast<std::uintptr_t>(at < count);
            return reinterpret_cast<const double*>(old ^ ((old ^ fresh) & mask));
        };
        return far_ ? added<Weighted, true>(v, heard) : added<Weighted, false>(v, heard);
    }

private:
    template <bool Weighted, bool Far, class Heard>
    [[nodiscard]] double added(std::size_t v, Heard heard) const noexcept {
        const auto* const neighbours = side_.neighbours.data();
        const auto last_arc = side_.neighbours.size() - 1;
        const std::size_t end = side_.offsets[v + 1];
        double all = 0;
        for (std::size_t k = side_.offsets[v]; k < end; ++k) {
            if constexpr (Far) __builtin_prefetch(value_ + neighbours[(std::min)(k + arcs_ahead, last_arc)]);
            if constexpr (Weighted)
                all += side_.strengths[k] * *heard(neighbours[k]);
            else
                all += *heard(neighbours[k]);
        }
        return all;
    }

    rows side_;
    const double* value_;
    bool far_;
};

} // namespace colearn::detail

#endif

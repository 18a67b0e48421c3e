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
        return far_ ? added<Weighted, true>(v) : added<Weighted, false>(v);
    }

private:
    template <bool Weighted, bool Far>
    [[nodiscard]] double added(std::size_t v) const noexcept {
        const auto* const neighbours = side_.neighbours.data();
        const auto last_arc = side_.neighbours.size() - 1;
        const std::size_t end = side_.offsets[v + 1];
        double all = 0;
        for (std::size_t k = side_.offsets[v]; k < end; ++k) {
            if constexpr (Far) __builtin_prefetch(value_ + neighbours[(std::min)(k + arcs_ahead, last_arc)]);
            if constexpr (Weighted)
                all += side_.strengths[k] * value_[neighbours[k]];
            else
                all += value_[neighbours[k]];
        }
        return all;
    }

    rows side_;
    const double* value_;
    bool far_;
};

} // namespace colearn::detail

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_WEIGHTED_PAIRS_HPP
#define COLEARN_SOLVE_WEIGHTED_PAIRS_HPP

/// @file
/// For a policy reader: the pairs that could work together, and what each pair is worth.
/// For an engineer: the instance that every matching solver and its `verify` take: a sparse weighted graph, as a list.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>

namespace colearn {

/// Two that could be paired, in either order.
template <class Kind>
struct weighted_pair {
    id<Kind> a{};
    id<Kind> b{};
    double weight = 0; ///< worth of the pair, finite; a pair that is worth 0 or less is never made

    friend bool operator==(const weighted_pair&, const weighted_pair&) = default;
};

/// An instance of a matching problem. A pair may be listed more than once: the heaviest counts.
template <class Kind>
struct weighted_pairs {
    std::size_t count = 0;                    ///< there are ids 0 .. count-1
    std::vector<weighted_pair<Kind>> pairs{}; ///< in any order
};

namespace detail {

template <class Kind>
[[nodiscard]] std::string pair_text(const weighted_pair<Kind>& one) {
    return std::to_string(one.a.index) + " and " + std::to_string(one.b.index);
}

template <class Kind>
void check_pairs(const weighted_pairs<Kind>& instance, const char* function) {
    expects(instance.count < id<Kind>::none, {"there must be fewer than 2^32 - 1 ids", function}, instance.count);
    for (const auto& one : instance.pairs) {
        expects(one.a.index < instance.count, {"both of every pair must be among the ids", function}, one.a);
        expects(one.b.index < instance.count, {"both of every pair must be among the ids", function}, one.b);
        expects(one.a != one.b, {"a pair must be of two different ids", function}, one.a);
        if (!std::isfinite(one.weight)) [[unlikely]]
            throw contract_violation(function, "the weight of every pair must be finite (pair " + pair_text(one) + ")",
                                     number_text(one.weight));
    }
}

/// One end of a pair, as the other end's row holds it.
struct half_pair {
    double weight;
    std::uint32_t other;
};

/// The pairs of positive weight as rows: row v holds every partner that v could have.
struct pair_rows {
    std::vector<std::size_t> offsets;
    std::vector<half_pair> halves;

    [[nodiscard]] std::span<half_pair> of(std::size_t v) noexcept {
        return {halves.data() + offsets[v], offsets[v + 1] - offsets[v]};
    }
    [[nodiscard]] std::size_t size() const noexcept { return offsets.size() - 1; }
};

template <class Kind>
[[nodiscard]] pair_rows rows_of(const weighted_pairs<Kind>& instance) {
    pair_rows rows{std::vector<std::size_t>(instance.count + 2, 0), {}};
    auto& at = rows.offsets; // counted two places on, so that filling leaves the rows' starts
    for (const auto& one : instance.pairs) {
        if (!(one.weight > 0)) continue;
        ++at[one.a.index + 2];
        ++at[one.b.index + 2];
    }
    for (std::size_t v = 2; v < at.size(); ++v) at[v] += at[v - 1];
    rows.halves.resize(at.back());
    for (const auto& one : instance.pairs) {
        if (!(one.weight > 0)) continue;
        rows.halves[at[one.a.index + 1]++] = {one.weight, one.b.index};
        rows.halves[at[one.b.index + 1]++] = {one.weight, one.a.index};
    }
    at.pop_back();
    return rows;
}

} // namespace detail

} // namespace colearn

#endif

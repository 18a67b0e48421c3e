// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_TRANSITIVITY_HPP
#define COLEARN_MEASURES_TRANSITIVITY_HPP

/// @file
/// For a policy reader: how often two who work with the same third also work with each other.
/// For an engineer: triangles over connected triples, by listing triangles along an order of degrees.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/core/measured.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

struct transitivity_result {
    measured share{};                    ///< 3 * triangles / connected triples, 0 to 1
    std::uint64_t triangles = 0;         ///< sets of three actors who are all tied
    std::uint64_t connected_triples = 0; ///< actors with two of their partners: n choose 2 of each actor's partners
    view_record measured_on{};           ///< layers, direction and what was left out
};

namespace detail {

// Rows of partners: direction, parallel ties and self-ties taken away. Each row ascends.
struct partner_rows {
    std::vector<std::uint32_t> offsets;
    std::vector<std::uint32_t> partners;

    [[nodiscard]] std::span<const std::uint32_t> of(std::uint32_t v) const noexcept {
        return std::span(partners).subspan(offsets[v], offsets[v + 1] - offsets[v]);
    }
};

[[nodiscard]] inline partner_rows partners_of(const view& of) {
    const auto out = of.out();
    const auto in = of.in();
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    partner_rows made;
    made.offsets.reserve(n + std::size_t{1});
    made.partners.reserve(of.arc_count());
    made.offsets.push_back(0);
    for (std::uint32_t v = 0; v < n; ++v) {
        const auto to = out.of(v);
        const auto from = in.of(v);
        const auto first = made.partners.size();
        const auto take = [&](std::uint32_t w) {
            if (w != v && (made.partners.size() == first || made.partners.back() != w)) made.partners.push_back(w);
        };
        std::size_t i = 0;
        std::size_t j = of.directed() ? 0 : from.size();
        while (i < to.size() || j < from.size())
            take(j == from.size() || (i < to.size() && to[i] <= from[j]) ? to[i++] : from[j++]);
        made.offsets.push_back(static_cast<std::uint32_t>(made.partners.size()));
    }
    return made;
}

} // namespace detail

/// Global transitivity of the network of partners: whoever is tied either way counts as a partner, once; self-ties
/// are left out. The same as igraph's `transitivity_undirected`.
///
/// Source: Newman, Watts and Strogatz, PNAS 99 (2002) 2566; triangles: Schank and Wagner, WEA 2005 ("forward").
/// Complexity: O(m^1.5) time at worst, O(n + m) memory. Determinism: exact counts.
/// Undefined: when no actor has two partners.
[[nodiscard]] inline transitivity_result transitivity(const view& of) {
    transitivity_result result;
    result.measured_on = of.record();
    const auto rows = detail::partners_of(of);
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    const auto degree = [&](std::uint32_t v) { return rows.of(v).size(); };
    for (std::uint32_t v = 0; v < n; ++v) result.connected_triples += degree(v) * (degree(v) - (degree(v) > 0)) / 2;

    // Each tie points from the end with fewer partners; then no actor has more than sqrt(2m) outgoing ones, and each
    // triangle is found once, from its first actor.
    const auto points = [&](std::uint32_t v, std::uint32_t w) {
        return degree(v) != degree(w) ? degree(v) < degree(w) : v < w;
    };
    std::vector<std::uint32_t> offsets{0};
    std::vector<std::uint32_t> ahead;
    offsets.reserve(n + std::size_t{1});
    ahead.reserve(rows.partners.size() / 2);
    for (std::uint32_t v = 0; v < n; ++v) {
        for (const auto w : rows.of(v))
            if (points(v, w)) ahead.push_back(w);
        offsets.push_back(static_cast<std::uint32_t>(ahead.size()));
    }
    std::vector<std::uint32_t> marked_by(n, n);
    for (std::uint32_t v = 0; v < n; ++v) {
        for (auto i = offsets[v]; i < offsets[v + 1]; ++i) marked_by[ahead[i]] = v;
        for (auto i = offsets[v]; i < offsets[v + 1]; ++i)
            for (auto j = offsets[ahead[i]]; j < offsets[ahead[i] + 1]; ++j)
                result.triangles += marked_by[ahead[j]] == v ? 1U : 0U;
    }
    result.share =
        result.connected_triples == 0
            ? measured::undefined("no actor has two partners")
            : measured::as(3 * static_cast<double>(result.triangles) / static_cast<double>(result.connected_triples));
    return result;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_TRANSITIVITY_HPP
#define COLEARN_MEASURES_TRANSITIVITY_HPP

/// @file
/// For a policy reader: how often two who work with the same third also work with each other.
/// For an engineer: triangles over connected triples, by listing triangles along an order of degrees.

#include <cstdint>
#include <numeric>

#include <colearn/core/measured.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/partners.hpp>
#include <colearn/measures/detail/triangles.hpp>

namespace colearn {

struct transitivity_result {
    measured share{};                    ///< 3 * triangles / connected triples, 0 to 1
    std::uint64_t triangles = 0;         ///< sets of three actors who are all tied
    std::uint64_t connected_triples = 0; ///< actors with two of their partners: n choose 2 of each actor's partners
    view_record measured_on{};           ///< layers, direction and what was left out
};

/// Global transitivity of the network of partners: whoever is tied either way counts as a partner, once; self-ties
/// are left out. The same as igraph's `transitivity_undirected`.
///
/// Source: Newman, Watts and Strogatz, PNAS 99 (2002) 2566; triangles: Schank and Wagner, WEA 2005 ("forward").
/// Complexity: O(m^1.5) time at worst, O(n + m) memory. Determinism: exact counts.
/// Undefined: when no actor has two partners.
[[nodiscard]] inline transitivity_result transitivity(const view& of) {
    transitivity_result result;
    result.measured_on = of.record();
    const detail::partner_rows rows(of);
    for (std::uint32_t v = 0; v < rows.size(); ++v) {
        const std::uint64_t degree = rows.degree(v);
        result.connected_triples += degree * (degree - (degree > 0)) / 2;
    }
    const auto closed = detail::count_closed_pairs(detail::ahead_rows(rows));
    result.triangles = std::accumulate(closed.begin(), closed.end(), std::uint64_t{0}) / 3;
    result.share =
        result.connected_triples == 0
            ? measured::undefined("no actor has two partners")
            : measured::as(3 * static_cast<double>(result.triangles) / static_cast<double>(result.connected_triples));
    return result;
}

} // namespace colearn

#endif

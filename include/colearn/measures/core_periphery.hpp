// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_CORE_PERIPHERY_HPP
#define COLEARN_MEASURES_CORE_PERIPHERY_HPP

/// @file
/// For a policy reader: is there one inner circle that all work in, and a rim that is tied to the circle alone? Who is
/// in it, and how well does that picture fit?
/// For an engineer: Borgatti and Everett's discrete core and periphery with the fewest errors, exact by Lip's theorem,
/// and the correlation with the ideal pattern.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

struct core_periphery_result {
    actor_map<std::uint8_t> in_core{};   ///< 1: in the core
    std::size_t core_size = 0;           ///< actors in the core
    std::uint64_t missing_in_core = 0;   ///< pairs of the core without a tie; ordered pairs on a directed view
    std::uint64_t ties_in_periphery = 0; ///< tied pairs of the periphery
    measured correlation{};              ///< over pairs of the core and of the periphery: tied or not, core or not
    bool unique = false;                 ///< whether no other core has as few errors
    view_record measured_on{};           ///< layers, direction and what was left out
    status outcome = status::optimal;    ///< always optimal: no core has fewer errors

    /// Pairs that do not fit: what was made as small as can be.
    [[nodiscard]] std::uint64_t errors() const noexcept { return missing_in_core + ties_in_periphery; }
};

namespace detail {

// Each actor's number of different partners, in and out apart; and tied pairs, ordered ones on a directed view.
inline std::uint64_t count_partners(const view& of, std::vector<std::uint64_t>& degree) {
    const auto out = of.out();
    degree.assign(of.actor_count(), 0);
    std::uint64_t ends = 0;
    for (std::uint32_t v = 0; v < of.actor_count(); ++v) {
        auto before = v;
        for (const auto w : out.of(v)) {
            if (w == v || w == before) continue;
            before = w;
            ++degree[v];
            ++ends;
            if (of.directed()) ++degree[w];
        }
    }
    return of.directed() ? ends : ends / 2;
}

// Errors of both kinds, and the correlation, of a core that is given.
inline void measure_core(const view& of, core_periphery_result& result) {
    const auto n = static_cast<double>(of.actor_count());
    const auto core = result.in_core.values();
    result.core_size = static_cast<std::size_t>(std::count(core.begin(), core.end(), 1));
    std::uint64_t inside = 0;
    std::uint64_t outside = 0;
    const auto out = of.out();
    for (std::uint32_t v = 0; v < of.actor_count(); ++v) {
        auto before = v;
        for (const auto w : out.of(v)) {
            if (w == v || w == before || (!of.directed() && w < v)) continue;
            before = w;
            inside += core[v] + core[w] == 2 ? 1U : 0U;
            outside += core[v] + core[w] == 0 ? 1U : 0U;
        }
    }
    const double orders = of.directed() ? 1 : 2;
    const auto k = static_cast<double>(result.core_size);
    const double core_pairs = k * (k - 1) / orders;
    const double rim_pairs = (n - k) * (n - k - 1) / orders;
    result.missing_in_core = static_cast<std::uint64_t>(core_pairs) - inside;
    result.ties_in_periphery = outside;

    // Phi of the two by two table: pairs of the core or the periphery, tied or not.
    const auto tied = static_cast<double>(inside + outside);
    const double untied = core_pairs + rim_pairs - tied;
    if (core_pairs == 0 || rim_pairs == 0)
        result.correlation = measured::undefined("the core or the periphery has no pair");
    else if (tied == 0 || untied == 0)
        result.correlation = measured::undefined("all pairs are tied, or none");
    else
        result.correlation = measured::as((static_cast<double>(inside) * (rim_pairs - static_cast<double>(outside)) -
                                           static_cast<double>(outside) * static_cast<double>(result.missing_in_core)) /
                                          (std::sqrt(core_pairs * rim_pairs) * std::sqrt(tied * untied)));
}

} // namespace detail

/// The core with the fewest errors: pairs of the core that are not tied, and pairs of the periphery that are. Ties
/// between core and periphery count neither way.
///
/// Source: the model, Borgatti and Everett, *Social Networks* 21 (1999) 375 (its version without the block between);
/// the algorithm, Lip, "A fast algorithm for the discrete core/periphery bipartitioning problem" (2011), and for
/// directed networks Fasino and Rinaldi, *Symmetry* 12 (2020) 94: a core of k actors has as many errors as there are
/// ties, and k(k - 1)/2, less the degrees of its members; so the k actors with the most ties are a best core of that
/// size. It is exact for the number of errors. The correlation, which Borgatti and Everett maximise, is that of the
/// core so found; another core may correlate a little more. Self-ties are left out, parallel ties count once; on a
/// directed view pairs are ordered. Strengths do not count. Complexity: O(m + n log n) time, O(n) memory. Determinism:
/// of equally good cores the smallest; among actors with equally many ties the smaller numbers; `unique` says whether
/// that mattered.
[[nodiscard]] inline core_periphery_result core_periphery(const view& of) {
    core_periphery_result result;
    result.in_core = actor_map<std::uint8_t>(of.shared_roster());
    result.measured_on = of.record();
    std::vector<std::uint64_t> degree;
    (void)detail::count_partners(of, degree);
    std::vector<std::uint32_t> order(of.actor_count());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return degree[a] != degree[b] ? degree[a] > degree[b] : a < b; });
    // The k-th member changes the errors by what it lacks to all before it, less its ties: ever more, since degrees
    // fall. So stop at the first that does not gain.
    const std::uint64_t pair = of.directed() ? 2 : 1;
    std::size_t k = 0;
    while (k < order.size() && degree[order[k]] > pair * k) ++k;
    for (std::size_t i = 0; i < k; ++i) result.in_core.values()[order[i]] = 1;
    const bool equal_next = k < order.size() && degree[order[k]] == pair * k; // one more would be as good
    const bool equal_degree = k > 0 && k < order.size() && degree[order[k]] == degree[order[k - 1]];
    result.unique = !equal_next && !equal_degree;
    detail::measure_core(of, result);
    return result;
}

/// Counts the errors again, and the fewest that any core can have, size by size, from the degrees.
/// Complexity: O(m + n log n). What it takes from Lip's theorem is one line: errors = ties + pairs of the core -
/// degrees.
[[nodiscard]] inline verification verify(const view& of, const core_periphery_result& result) {
    if (result.in_core.size() != of.actor_count()) return verification::reject("there must be one mark for each actor");
    for (const auto one : result.in_core.values())
        if (one > 1) return verification::reject("a mark must be 0 or 1");
    auto counted = result;
    detail::measure_core(of, counted);
    if (counted.core_size != result.core_size || counted.missing_in_core != result.missing_in_core ||
        counted.ties_in_periphery != result.ties_in_periphery || counted.correlation != result.correlation)
        return verification::reject("the core has " + std::to_string(counted.core_size) + " actors and " +
                                    std::to_string(counted.errors()) + " errors; the result says otherwise");
    std::vector<std::uint64_t> degree;
    const auto ties = detail::count_partners(of, degree);
    std::sort(degree.rbegin(), degree.rend());
    auto errors = ties;
    auto fewest = ties;
    for (std::size_t k = 0; k < degree.size(); ++k) {
        errors += (of.directed() ? 2 : 1) * k;
        errors -= degree[k];
        fewest = (std::min)(fewest, errors);
    }
    if (fewest < result.errors())
        return verification::reject("a core with " + std::to_string(fewest) + " errors exists; this one has " +
                                    std::to_string(result.errors()));
    return verification::accept();
}

} // namespace colearn

#endif

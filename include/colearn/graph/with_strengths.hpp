// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_WITH_STRENGTHS_HPP
#define COLEARN_GRAPH_WITH_STRENGTHS_HPP

/// @file
/// For a policy reader: the same network with other numbers on its ties: what if trust were higher here, lower there?
/// For an engineer: a view that shares the rows of another one and has strengths of its own.

#include <cmath>
#include <concepts>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/graph/each_tie.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// A view of the same actors and arcs, where each tie has the strength that `rule(arc_end)` gives it. The rule is asked
/// once for each tie, in the order of arcs; on an undirected view with `from <= to`, for both ways.
///
/// Complexity: O(n + m) time; 8 bytes an arc, and 8 more for incoming rows once they are asked for.
/// Throws: `contract_violation` that names a tie whose strength is not positive and finite.
/// Example: `with_strengths(of, [](const arc_end& at) { return at.how_strong.value / 2; }, "half of the trust")`
template <class Rule>
requires std::invocable<Rule&, const arc_end&>
[[nodiscard]] view with_strengths(const view& of, Rule rule, std::string weight) {
    detail::buffer<double> strengths(of.arc_count());
    for_each_tie(of, [&](const arc_end& at, std::uint32_t back) {
        const double value = rule(at);
        if (!(value > 0) || !std::isfinite(value))
            throw contract_violation("with_strengths",
                                     "the strength of every tie must be positive and finite (from " +
                                         of.who().name(at.from) + " to " + of.who().name(at.to) + ")",
                                     detail::number_text(value));
        strengths[at.arc] = value;
        strengths[back] = value;
    });
    return of.sharing_rows(std::move(strengths), std::move(weight));
}

} // namespace colearn

#endif

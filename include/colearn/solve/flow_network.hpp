// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_FLOW_NETWORK_HPP
#define COLEARN_SOLVE_FLOW_NETWORK_HPP

/// @file
/// For a policy reader: places that have something to give, places that need it, and the ways between them with what
/// each way can carry and what it costs.
/// For an engineer: the instance of minimum-cost flow: a directed multigraph as a list of arcs with bounds and costs,
/// and for each node the range that its net supply must lie in.

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/tolerance.hpp>

namespace colearn {

/// Whole numbers are counted exactly; reals within a stated tolerance.
template <class T>
concept flow_number = std::same_as<T, double> || std::same_as<T, std::int64_t>;

static_assert(flow_number<double> && flow_number<std::int64_t>);
static_assert(!flow_number<float> && !flow_number<unsigned>);

/// A capacity that is none.
template <flow_number Amount>
inline constexpr Amount unbounded = std::numeric_limits<Amount>::has_infinity ? std::numeric_limits<Amount>::infinity()
                                                                              : (std::numeric_limits<Amount>::max)();

/// What a sum of amounts times costs is counted in.
template <flow_number Amount, flow_number Cost>
using flow_cost = std::conditional_t<std::same_as<Amount, double>, double, Cost>;

/// A way from one node to another. Several may join the same two, and one may lead back to where it starts.
template <class Kind, flow_number Amount = std::int64_t, flow_number Cost = Amount>
struct flow_arc {
    id<Kind> from{};
    id<Kind> to{};
    Amount capacity = unbounded<Amount>; ///< most that it carries; at least `lower`
    Cost cost = 0;                       ///< of each unit, of either sign
    Amount lower = 0;                    ///< least that it carries; finite, at least 0

    friend bool operator==(const flow_arc&, const flow_arc&) = default;
};

/// What a node sends out less what it takes in must lie in this range. Needs are negative.
template <flow_number Amount = std::int64_t>
struct supply_range {
    Amount least = 0; ///< finite
    Amount most = 0;  ///< finite, at least `least`

    friend bool operator==(const supply_range&, const supply_range&) = default;
};

/// All of it: `exactly(5)` must be sent out, `exactly(-3)` must come in.
template <flow_number Amount>
[[nodiscard]] constexpr supply_range<Amount> exactly(Amount amount) {
    return {amount, amount};
}
/// Any part of it: `at_most(5)` may be sent out, `at_most(-3)` may come in.
template <flow_number Amount>
[[nodiscard]] constexpr supply_range<Amount> at_most(Amount amount) {
    return {(std::min)(amount, Amount{0}), (std::max)(amount, Amount{0})};
}

template <class Kind, flow_number Amount = std::int64_t, flow_number Cost = Amount>
struct flow_network {
    id_map<Kind, supply_range<Amount>> supply{};      ///< one for each node, so this says how many there are
    std::vector<flow_arc<Kind, Amount, Cost>> arcs{}; ///< in any order
};

namespace detail {

inline constexpr std::int64_t flow_limit = std::int64_t{1} << 60; // sums of amounts, and costs of paths, stay below

[[nodiscard]] inline bool finite_number(double x) {
    return std::isfinite(x);
}
[[nodiscard]] inline bool finite_number(std::int64_t x) {
    return x != unbounded<std::int64_t>;
}

/// Sum of sizes, which may be beyond any whole number: only for comparing with a limit.
template <flow_number Number>
[[nodiscard]] double size_of(Number x) {
    return std::fabs(static_cast<double>(x));
}

/// The sum; of whole numbers modulo 2^64, so that not even forged ones overflow.
template <flow_number Number>
[[nodiscard]] Number wrapping_sum(Number a, Number b) {
    if constexpr (std::same_as<Number, double>)
        return a + b;
    else
        return static_cast<Number>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

/// Adds amount times cost; false when that is beyond 2^62.
template <flow_number Amount, flow_number Cost>
[[nodiscard]] bool add_cost(flow_cost<Amount, Cost>& sum, Amount amount, Cost cost) {
    if constexpr (std::same_as<flow_cost<Amount, Cost>, double>) {
        sum += static_cast<double>(amount) * static_cast<double>(cost);
        return std::isfinite(sum);
    } else {
        std::int64_t product = 0;
        return !__builtin_mul_overflow(amount, cost, &product) && !__builtin_add_overflow(sum, product, &sum) &&
               sum < 4 * flow_limit - 1 && sum > -(4 * flow_limit - 1);
    }
}

/// What rounding may hide when reals are checked: relative to the largest amount and the largest cost, for this is what
/// rounding is relative to. 0 for whole numbers.
template <flow_number Amount, flow_number Cost>
struct flow_slack {
    double amount = 0;
    double cost = 0;

    flow_slack(double largest, double dearest, const tolerance& within) {
        if constexpr (std::same_as<Amount, double>) amount = (std::max)(within.absolute, within.relative * largest);
        if constexpr (std::same_as<Cost, double>) cost = (std::max)(within.absolute, within.relative * dearest);
    }
};

/// a < b by more than the slack; whole numbers are compared as they are.
template <flow_number Number>
[[nodiscard]] bool below(Number a, Number b, double slack) {
    if constexpr (std::same_as<Number, double>)
        return a < b - slack;
    else
        return a < b;
}

// In the name of the public function that was called.
template <class Kind, class Amount, class Cost>
void check_network(const flow_network<Kind, Amount, Cost>& network, const char* function) {
    const auto refuse = [&](const char* what, std::size_t which, const char* kind, const std::string& value) {
        throw contract_violation(function, std::string(what) + " (" + kind + " " + std::to_string(which) + ")", value);
    };
    const auto n = network.supply.size();
    expects(network.arcs.size() + 2 * n + 4 < id<Kind>::none / 2,
            {"arcs and twice the nodes must be fewer than 2^31 - 5", function}, network.arcs.size());
    double amounts = 0;
    double costs = 0;
    const auto node = network.supply.values();
    for (std::size_t v = 0; v < n; ++v) {
        if (!finite_number(node[v].least) || !finite_number(node[v].most))
            refuse("every supply must be finite", v, "node",
                   number_text(finite_number(node[v].least) ? node[v].most : node[v].least));
        if (!(node[v].most >= node[v].least))
            refuse("no node's most supply may be below its least", v, "node", number_text(node[v].most));
        amounts += size_of(node[v].least) + size_of(node[v].most);
    }
    for (std::size_t a = 0; a < network.arcs.size(); ++a) {
        const auto& arc = network.arcs[a];
        if (arc.from.index >= n || arc.to.index >= n)
            refuse("both ends of every arc must be among the nodes", a, "arc",
                   number_text(arc.from.index >= n ? arc.from.index : arc.to.index));
        if (!(arc.capacity >= 0)) refuse("no capacity may be negative", a, "arc", number_text(arc.capacity));
        if (!(arc.lower >= 0) || !finite_number(arc.lower))
            refuse("every lower bound must be finite and at least 0", a, "arc", number_text(arc.lower));
        if (arc.lower > arc.capacity)
            refuse("no lower bound may be above the capacity", a, "arc", number_text(arc.lower));
        if (!finite_number(arc.cost)) refuse("every cost must be finite", a, "arc", number_text(arc.cost));
        amounts += size_of(arc.lower) + (finite_number(arc.capacity) ? size_of(arc.capacity) : 0);
        costs = (std::max)(costs, size_of(arc.cost));
    }
    // Sums in doubles are rounded; a factor of two to spare keeps what passes below 2^61.
    if constexpr (std::same_as<Amount, std::int64_t>)
        expects(
            amounts < static_cast<double>(flow_limit),
            {"overflow: supplies, lower bounds and capacities that are not unlimited must sum to below 2^60", function},
            amounts);
    else
        expects(std::isfinite(amounts), {"overflow: the amounts must have a finite sum", function}, amounts);
    if constexpr (std::same_as<Cost, std::int64_t>)
        expects(costs * static_cast<double>(n + 3) < static_cast<double>(flow_limit),
                {"overflow: the largest cost times the number of nodes must be below 2^60", function}, costs);
}

} // namespace detail

} // namespace colearn

#endif

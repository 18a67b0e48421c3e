// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_GROUPING_PROBLEM_HPP
#define COLEARN_SOLVE_GROUPING_PROBLEM_HPP

/// @file
/// For a policy reader: what makes groups good, how large they may be, and which rules each of them must keep.
/// For an engineer: the instance of bounded grouping: sparse pair values and a coverage term to maximise over
/// partitions into groups of bounded size, with must-links, cannot-links, region limits and quotas.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

/// No limit.
inline constexpr std::size_t unlimited = (std::numeric_limits<std::size_t>::max)();

/// Two that a rule is about, in either order.
template <class Kind>
struct linked_pair {
    id<Kind> a{};
    id<Kind> b{};

    friend constexpr bool operator==(const linked_pair&, const linked_pair&) = default;
};

/// How many of a class each group takes: at least one secondary school, at most three of another kind.
template <class Kind>
struct group_quota {
    std::string name{};              ///< of the class, for messages
    std::vector<id<Kind>> members{}; ///< who belongs to the class; classes may overlap
    std::size_t least = 0;           ///< members in each group
    std::size_t most = unlimited;    ///< members in each group, >= `least`
};

/// Need that strength in the same group covers. A group is worth the sum over its members i and the topics k of
/// weight_k * need_ik * max(0, max_j strength_jk - strength_ik), j over its members.
struct group_coverage {
    std::size_t topics = 0;         ///< number of topics; 0: coverage counts for nothing
    std::vector<double> need{};     ///< of each item in each topic, item by item; >= 0
    std::vector<double> strength{}; ///< of each item in each topic, item by item; finite
    std::vector<double> weight{};   ///< worth of a covered unit in each topic, >= 0; empty: 1 each
};

/// An instance of bounded grouping.
template <class Kind>
struct grouping_problem {
    /// Worth of two in one group. Pairs that are not listed are worth 0; a worth may be negative.
    weighted_pairs<Kind> values{};
    std::size_t smallest = 2;                  ///< items in a group at least, >= 1
    std::size_t largest = 8;                   ///< items in a group at most, >= `smallest`
    bool everyone = true;                      ///< each item is in a group where one exists for it; false: need not be
    std::vector<linked_pair<Kind>> together{}; ///< in one group, or both in none
    std::vector<linked_pair<Kind>> apart{};    ///< never in one group
    bool listed_only = false;                ///< two share a group only if `values` lists them or they must be together
    id_map<Kind, std::uint32_t> region{};    ///< number of each item's region; empty: regions do not count
    std::size_t most_regions = unlimited;    ///< regions that a group may span, >= 1
    std::vector<group_quota<Kind>> quotas{}; ///< each holds in each group
    group_coverage coverage{};               ///< need covered by strength
};

namespace detail {

template <class Kind>
void check_grouping(const grouping_problem<Kind>& problem, const char* function) {
    check_pairs(problem.values, function);
    const auto n = problem.values.count;
    const auto among = [&](id<Kind> one) {
        expects(one.index < n, {"every id must be among the items", function}, one);
    };
    expects(problem.smallest >= 1, {"the smallest group must hold at least 1", function}, problem.smallest);
    expects(problem.largest >= problem.smallest, {"the largest group must not be smaller than the smallest", function},
            problem.largest);
    expects(problem.most_regions >= 1, {"a group must be allowed at least 1 region", function}, problem.most_regions);
    expects(problem.region.empty() || problem.region.size() == n,
            {"there must be one region for each item, or none at all", function}, problem.region.size());
    for (const auto* links : {&problem.together, &problem.apart})
        for (const auto& one : *links) {
            among(one.a);
            among(one.b);
            expects(one.a != one.b, {"a rule on two must name two different ones", function}, one.a);
        }
    for (const auto& one : problem.quotas) {
        expects(one.most >= one.least, {"a quota's most must not be less than its least", function}, one.most);
        for (const auto member : one.members) among(member);
    }
    const auto& coverage = problem.coverage;
    expects(coverage.need.size() == n * coverage.topics && coverage.strength.size() == n * coverage.topics,
            {"there must be a need and a strength for each item and topic", function}, coverage.need.size());
    expects(coverage.weight.empty() || coverage.weight.size() == coverage.topics,
            {"there must be one weight for each topic, or none at all", function}, coverage.weight.size());
    for (const double one : coverage.need)
        expects(one >= 0 && std::isfinite(one), {"every need must be finite and not negative", function}, one);
    for (const double one : coverage.strength)
        expects(std::isfinite(one), {"every strength must be finite", function}, one);
    for (const double one : coverage.weight)
        expects(one >= 0 && std::isfinite(one), {"every weight must be finite and not negative", function}, one);
}

/// What a group's members cover of each other's need. `members` are item numbers. O(members * topics).
[[nodiscard]] inline double covered_need(const group_coverage& coverage, std::span<const std::uint32_t> members) {
    double sum = 0;
    const auto topics = coverage.topics;
    for (std::size_t k = 0; k < topics; ++k) {
        double best = -(std::numeric_limits<double>::max)();
        for (const auto i : members) best = (std::max)(best, coverage.strength[i * topics + k]);
        double here = 0;
        for (const auto i : members)
            here += rounded(coverage.need[i * topics + k] * (best - coverage.strength[i * topics + k]));
        sum += coverage.weight.empty() ? here : rounded(here * coverage.weight[k]);
    }
    return sum;
}

} // namespace detail

/// What one group is worth: its pairs and what it covers.
///
/// Source: the definition. Complexity: O(m + members * topics) for m pairs; solvers keep sums instead.
/// Preconditions: members are different ids of the problem. Throws: `contract_violation`. Determinism: one answer.
/// Example: `group_value(problem, std::vector{a, b})` is the worth of the pair a and b, where nothing is covered.
template <class Kind>
[[nodiscard]] double group_value(const grouping_problem<Kind>& problem, const std::vector<id<Kind>>& members) {
    detail::check_grouping(problem, "group_value");
    const auto n = problem.values.count;
    std::vector<std::uint32_t> place(n, id<Kind>::none);
    std::vector<std::uint32_t> numbers;
    for (const auto one : members) {
        expects(one.index < n, "every member must be among the items", one);
        expects(place[one.index] == id<Kind>::none, "a member must be named once", one);
        place[one.index] = static_cast<std::uint32_t>(numbers.size());
        numbers.push_back(one.index);
    }
    const auto size = numbers.size();
    std::vector<double> heaviest(size * size, -std::numeric_limits<double>::infinity());
    for (const auto& one : problem.values.pairs) {
        const auto low = (std::min)(place[one.a.index], place[one.b.index]);
        const auto high = (std::max)(place[one.a.index], place[one.b.index]);
        if (high == id<Kind>::none) continue;
        auto& held = heaviest[low * size + high];
        held = (std::max)(held, one.weight);
    }
    double sum = 0;
    for (const double one : heaviest)
        if (std::isfinite(one)) sum += one;
    return sum + detail::covered_need(problem.coverage, numbers);
}

} // namespace colearn

#endif

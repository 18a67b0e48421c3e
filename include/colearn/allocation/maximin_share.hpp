// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_MAXIMIN_SHARE_HPP
#define COLEARN_ALLOCATION_MAXIMIN_SHARE_HPP

/// @file
/// For a policy reader: what a school could make sure of if it cut the pile into parts and all others chose first. A
/// fair division of things that cannot be cut gives everyone that much, or nearly.
/// For an engineer: the maximin share under additive valuations (divide items into n bundles, maximise the least),
/// exact by branch and bound for few items, else within a proved factor.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/additive_valuations.hpp>
#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>

namespace colearn {

struct maximin_options {
    std::size_t exact_items = 40;        ///< up to so many items are searched for the exact share, at most 1000
    std::uint64_t max_steps = 1'000'000; ///< of the search for one agent; then it stops with bounds
};

/// The maximin share of one agent.
struct maximin_share {
    double share = 0;                    ///< what `bundle` makes sure of: the least worth of its bundles
    double at_most = 0;                  ///< no division makes sure of more; = share where `outcome` is optimal
    std::vector<std::uint32_t> bundle{}; ///< for each item, the bundle it is in, 0 to parts - 1
    std::uint64_t steps = 0;             ///< of the search
    status outcome = status::optimal;    ///< optimal; or guaranteed: between `share` and `at_most`
};

namespace detail {

// An upper bound: at least parts - k bundles hold none of the k best items, and the least of those is at most their
// mean.
[[nodiscard]] inline double mean_bound(std::span<const double> falling, std::size_t parts) {
    std::vector<double> rest(falling.size() + 1);
    compensated_sum sum;
    for (auto k = falling.size(); k-- > 0;) {
        sum += falling[k];
        rest[k] = sum.value();
    }
    double least = rest[0] / static_cast<double>(parts);
    for (std::size_t k = 1; k < parts && k <= falling.size(); ++k)
        least = (std::min)(least, rest[k] / static_cast<double>(parts - k));
    return least;
}

struct maximin_search {
    std::span<const double> falling;
    std::vector<double> rest;        // worth of the items from here on
    std::vector<double> load;        // of each bundle
    std::vector<std::uint32_t> now;  // bundle of each item
    std::vector<std::uint32_t> best; // of the best division so far
    double share = 0;                // its least bundle
    double bound = 0;                // no division reaches more
    std::uint64_t steps = 0;
    std::uint64_t max_steps = 0;
    bool complete = true;

    // Differences of rounding are no improvement.
    [[nodiscard]] double goal() const { return share * (1 + 1e-12); }

    void place(std::size_t item) {
        if (share >= bound || !complete) return;
        if (steps >= max_steps) {
            complete = false;
            return;
        }
        ++steps;
        if (const double least = *std::min_element(load.begin(), load.end()); least > goal()) {
            share = least;
            best = now;
            for (auto k = item; k < falling.size(); ++k) best[k] = 0; // the rest does no harm anywhere
        }
        double lacking = 0; // to lift all bundles above the best division so far
        for (const double one : load) lacking += (std::max)(0.0, goal() - one);
        if (item == falling.size() || lacking >= rest[item]) return;
        // the least loaded bundle first; bundles of one load are alike; one that has the bound needs no more
        std::vector<std::uint32_t> order(load.size());
        std::iota(order.begin(), order.end(), 0U);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return load[a] < load[b]; });
        for (std::size_t k = 0; k < order.size(); ++k) {
            const auto into = order[k];
            if (load[into] >= bound) break;
            if (k > 0 && load[into] == load[order[k - 1]]) continue;
            const double before = load[into];
            load[into] += falling[item];
            now[item] = into;
            place(item + 1);
            load[into] = before;
        }
    }
};

} // namespace detail

/// The maximin share of one who values the items so, among `parts` agents with equal entitlements.
///
/// Source: Budish, "The combinatorial assignment problem", Journal of Political Economy 119 (2011). Best items first
/// into the least bundle gives at least (3n - 1) / (4n - 2) of it: Csirik, Kellerer and Woeginger, "The exact LPT-bound
/// for maximizing the minimum completion time", Operations Research Letters 11 (1992); then branch and bound. The
/// problem is strongly NP-hard: complexity O(m log m + m n) time beside `max_steps` steps of O(n log n); O(m + n)
/// space. Preconditions: values from 0 to 1e100; 1 to 2^32 - 2 parts. Result: `optimal`, or `guaranteed` with `share`
/// and `at_most` where there were more than `exact_items` items or the search hit its limit. Throws:
/// `contract_violation`. Determinism: the same on every platform. A division that is better by a relative 1e-12 or less
/// is not looked for. Example: `maximin_share_of(values, 3).share`
[[nodiscard]] inline maximin_share maximin_share_of(std::span<const double> values, std::size_t parts,
                                                    const maximin_options& options = {}) {
    expects(parts >= 1 && parts < unassigned_item, "there must be at least one part", parts);
    expects(options.exact_items <= 1000, "at most 1000 items can be searched", options.exact_items);
    for (const double one : values) expects(one >= 0 && one <= 1e100, "every value must be from 0 to 1e100", one);
    const auto m = values.size();
    maximin_share out;
    out.bundle.assign(m, 0);
    if (m < parts) { // someone gets nothing
        std::iota(out.bundle.begin(), out.bundle.end(), 0U);
        return out;
    }
    std::vector<std::size_t> order(m);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return values[a] > values[b]; });
    std::vector<double> falling(m);
    for (std::size_t k = 0; k < m; ++k) falling[k] = values[order[k]];

    // 1. Each item, the best first, into the least bundle: a heap by (load, number).
    detail::maximin_search search{};
    search.falling = falling;
    search.best.assign(m, 0);
    std::vector<std::pair<double, std::uint32_t>> heap(parts);
    for (std::uint32_t k = 0; k < parts; ++k) heap[k] = {0, k};
    const auto above = [](const auto& a, const auto& b) { return a > b; };
    for (std::size_t k = 0; k < m; ++k) {
        std::pop_heap(heap.begin(), heap.end(), above);
        search.best[k] = heap.back().second;
        heap.back().first += falling[k];
        std::push_heap(heap.begin(), heap.end(), above);
    }
    search.share = heap.front().first;
    const auto n = static_cast<double>(parts);
    search.bound = (std::min)(detail::mean_bound(falling, parts), search.share * ((4 * n - 2) / (3 * n - 1)));
    search.bound = (std::max)(search.bound, search.share);

    // 2. Branch and bound.
    search.complete = search.goal() >= search.bound;
    if (!search.complete && m <= options.exact_items) {
        search.complete = true;
        search.max_steps = options.max_steps;
        search.load.assign(parts, 0);
        search.now.assign(m, 0);
        search.rest.assign(m + 1, 0);
        for (auto k = m; k-- > 0;) search.rest[k] = search.rest[k + 1] + falling[k];
        search.place(0);
    }
    for (std::size_t k = 0; k < m; ++k) out.bundle[order[k]] = search.best[k];
    out.steps = search.steps;
    // The share as anyone adds it up from the bundles.
    std::vector<compensated_sum> loads(parts);
    for (std::size_t item = 0; item < m; ++item) loads[out.bundle[item]] += values[item];
    out.share = loads[0].value();
    for (const auto& one : loads) out.share = (std::min)(out.share, one.value());
    out.at_most = search.complete ? out.share : (std::max)(out.share, search.bound);
    out.outcome = search.complete ? status::optimal : status::guaranteed;
    return out;
}

/// Checks that the bundles make sure of the share, and that no more is claimed than the mean of the rest allows. That
/// `at_most` holds where a search proved it is not checked: that would be the search again.
[[nodiscard]] inline verification verify(std::span<const double> values, std::size_t parts, const maximin_share& result,
                                         const tolerance& slack = {}) {
    if (parts == 0) return verification::reject("there are no parts");
    if (result.bundle.size() != values.size()) return verification::reject("there is not one bundle for each item");
    std::vector<compensated_sum> loads(parts);
    for (std::size_t item = 0; item < values.size(); ++item) {
        if (result.bundle[item] >= parts)
            return verification::reject("item " + std::to_string(item) + " is in a bundle that is not there");
        loads[result.bundle[item]] += values[item];
    }
    double least = loads[0].value();
    for (const auto& one : loads) least = (std::min)(least, one.value());
    if (!slack.equal(least, result.share))
        return verification::reject("the least bundle is worth " + detail::number_text(least) + ", not " +
                                    detail::number_text(result.share));
    if (!slack.at_most(result.share, result.at_most)) return verification::reject("the share is above its bound");
    std::vector<double> falling(values.begin(), values.end());
    std::sort(falling.begin(), falling.end(), [](double a, double b) { return a > b; });
    if (const double most = detail::mean_bound(falling, parts); !slack.at_most(result.at_most, most))
        return verification::reject("the bound is above " + detail::number_text(most) + ", which nobody can pass");
    if (result.outcome == status::optimal && !slack.equal(result.share, result.at_most))
        return verification::reject("the share is said to be optimal, and is below its bound");
    return verification::accept();
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_MATCHING_PRICING_HPP
#define COLEARN_SOLVE_DETAIL_MATCHING_PRICING_HPP

/// @file
/// Exact matching of many pairs by solving on few of them: the duals say which of the others matter.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/progress.hpp>
#include <colearn/solve/detail/blossom_forest.hpp>
#include <colearn/solve/detail/half_integral_matching.hpp>
#include <colearn/solve/detail/matching_core.hpp>
#include <colearn/solve/detail/matching_rows.hpp>
#include <colearn/solve/detail/whole_duals.hpp>

namespace colearn::detail {

/// The pairs that are among the `each` heaviest of one of their ends. `each_pair(f)` calls `f(a, b, weight)`.
template <class EachPair>
[[nodiscard]] matching_rows heaviest_rows(std::size_t count, const EachPair& each_pair, std::size_t each) {
    std::vector<matching_arc> best(count * each, {-never, no_node}); // each vertex's, as a heap with the least on top
    const auto heavier = [](const matching_arc& x, const matching_arc& y) { return x.weight > y.weight; };
    const auto offer = [&](std::uint32_t v, matching_arc one) {
        auto* const own = best.data() + v * each;
        if (one.weight <= own->weight) return;
        std::pop_heap(own, own + each, heavier);
        own[each - 1] = one;
        std::push_heap(own, own + each, heavier);
    };
    each_pair([&](std::uint32_t a, std::uint32_t b, std::int64_t weight) {
        offer(a, {weight, b});
        offer(b, {weight, a});
    });
    return {count, [&](const auto& take) {
                for (std::uint32_t v = 0; v < count; ++v)
                    for (std::size_t i = 0; i < each; ++i) {
                        const auto& one = best[v * each + i];
                        if (one.other == no_node) continue;
                        const auto* const theirs = best.data() + one.other * each;
                        const bool both = std::any_of(theirs, theirs + each,
                                                      [v](const matching_arc& back) { return back.other == v; });
                        if (!both || v < one.other) take(v, one.other, one.weight);
                    }
            }};
}

/// Duals that cover every pair in the rows, near the least ones. Where there are many pairs, drops those that these
/// duals leave far from tight, all but about `keep` a vertex, and says so.
struct first_duals {
    std::vector<std::int64_t> dual;
    bool dropped = false;

    first_duals(matching_rows& rows, std::size_t keep) : dual(half_of_best(rows)) {
        sweep(rows, 3);
        if (rows.size() <= 3 * keep * rows.count()) { // then looking at all costs less than repairing afterwards
            sweep(rows, 4);
            return;
        }
        const auto border = usual_slack(rows, keep);
        rows.keep(
            [&](std::uint32_t v, const matching_arc& one) { return dual[v] + dual[one.other] - one.weight <= border; });
        dropped = true;
        sweep(rows, 3);
    }

private:
    void sweep(const matching_rows& rows, int times) {
        for (int i = 0; i < times; ++i)
            sweep_duals(rows, dual, i % 2 == 1, i + 1 == times ? 0 : 32 * (times - i) / times);
    }

    // The slack that `keep` pairs a vertex do not exceed, from a sample of the rows.
    [[nodiscard]] std::int64_t usual_slack(const matching_rows& rows, std::size_t keep) const {
        std::vector<std::int64_t> slack;
        const auto step = static_cast<std::uint32_t>(rows.count() / 4096 + 1);
        std::size_t sampled = 0;
        for (std::uint32_t v = 0; v < rows.count(); v += step, ++sampled)
            for (const auto& one : rows.of(v)) slack.push_back(dual[v] + dual[one.other] - one.weight);
        const auto at = (std::min)(sampled * keep, slack.size() - 1);
        std::nth_element(slack.begin(), slack.begin() + static_cast<std::ptrdiff_t>(at), slack.end());
        return slack[at];
    }
};

/// Calls `found(a, b, weight, missing)` for every pair that the duals do not cover.
template <class EachPair, class Found>
void each_uncovered(blossom_forest& forest, const EachPair& each_pair, const Found& found) {
    const auto duals = duals_of(forest);
    const auto sums = duals.sums();
    each_pair([&](std::uint32_t a, std::uint32_t b, std::int64_t weight) {
        auto missing = weight - duals.dual[a] - duals.dual[b];
        if (missing <= 0) return;
        missing -= sums.shared(duals.inside[a], duals.inside[b]);
        if (missing > 0) found(a, b, weight, missing);
    });
}

/// Takes in the pairs that the duals do not cover and repairs the matching around them, until the duals cover all.
/// False when stopped.
template <class EachPair>
[[nodiscard]] bool price(matching_core& core, const EachPair& each_pair, const std::stop_token& stop) {
    std::vector<std::uint8_t> released(core.forest.count());
    for (;;) {
        std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
        each_uncovered(core.forest, each_pair,
                       [&](std::uint32_t a, std::uint32_t b, std::int64_t weight, std::int64_t) {
                           core.rows.add_pair(a, b, weight);
                           pairs.emplace_back(a, b);
                       });
        if (pairs.empty()) return true;
        std::fill(released.begin(), released.end(), std::uint8_t{0});
        std::vector<std::uint32_t> loose;
        for (const auto& [a, b] : pairs) {
            if (released[a] != 0 || released[b] != 0) continue;
            released[a] = 1;
            loose.push_back(a);
            if (const auto mate = core.release(a); mate != no_node) loose.push_back(mate);
        }
        // Only now, when nobody's dual falls any more, does the least that covers an end stay enough.
        for (std::uint32_t v = 0; v < released.size(); ++v)
            if (released[v] != 0) core.cover(v);
        if (!core.place(std::move(loose), stop)) return false;
    }
}

/// After a stop: lifts duals until they cover every pair, so that the bound holds.
template <class EachPair>
void cover_all(matching_core& core, const EachPair& each_pair) {
    std::vector<std::int64_t> lift(core.forest.count(), 0);
    each_uncovered(core.forest, each_pair, [&](std::uint32_t a, std::uint32_t b, std::int64_t, std::int64_t missing) {
        lift[a] += (std::max)(std::int64_t{0}, missing - lift[a] - lift[b]);
    });
    for (std::uint32_t v = 0; v < lift.size(); ++v) core.forest.vertex[v].dual += lift[v];
}

} // namespace colearn::detail

#endif

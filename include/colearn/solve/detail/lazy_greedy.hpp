// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_LAZY_GREEDY_HPP
#define COLEARN_SOLVE_DETAIL_LAZY_GREEDY_HPP

/// @file
/// For a policy reader: takes what helps most, again and again, without asking of everything each time how much it
/// would still help.
/// For an engineer: Minoux's accelerated greedy: gains of a submodular function only fall, so that one that is still
/// the largest when it is computed anew is the largest of all.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <vector>

namespace colearn::detail {

struct lazy_greedy_run {
    std::vector<std::uint32_t> chosen{}; // in order
    std::vector<double> value_after{};   // from 0
    double value = 0;
    double cost = 0;
    std::size_t evaluations = 0; // gains that were computed
    double largest_rise = 0;     // by how much a gain rose most, against submodularity
    bool stopped = false;
};

/// Adds to what is chosen already (`cost` and `value` so far) the item of the largest gain over cost, of equal ones the
/// first, until none fits into the budget, or none has a gain above `above`. `gains` hold what is known: at least the
/// gain of each item now; they are brought up to date where they are computed anew, and 0 for the chosen. `gain(i)` and
/// `add(i)` are the caller's. Without `costs` each is 1.
template <class Gain, class Add>
void lazy_greedy(std::span<double> gains, std::span<const double> costs, double budget, double above, Gain gain,
                 Add add, const std::stop_token& stop, std::span<const std::uint8_t> excluded, lazy_greedy_run& run) {
    struct entry {
        double rate;
        std::uint32_t item;
        std::uint32_t looked_at; // when so many were added, plus 1
    };
    const auto cost_of = [&](std::uint32_t i) { return costs.empty() ? 1.0 : costs[i]; };
    const auto worse = [](const entry& a, const entry& b) {
        return a.rate != b.rate ? a.rate < b.rate : a.item > b.item;
    };
    std::vector<entry> heap;
    for (std::uint32_t i = 0; i < gains.size(); ++i)
        if (excluded.empty() || excluded[i] == 0) heap.push_back({gains[i] / cost_of(i), i, 0});
    std::make_heap(heap.begin(), heap.end(), worse);
    // Those whose gains are given are taken for looked at where nothing was added before.
    const std::uint32_t fresh = run.chosen.empty() ? 0 : 1;
    std::uint32_t added = fresh;
    while (!heap.empty() && !(costs.empty() && run.cost + 1 > budget)) {
        if (stop.stop_requested()) {
            run.stopped = true;
            return;
        }
        std::pop_heap(heap.begin(), heap.end(), worse);
        auto top = heap.back();
        heap.pop_back();
        const auto i = top.item;
        if (run.cost + cost_of(i) > budget) continue; // nor will it fit later
        if (top.looked_at < added) {
            const double now = gain(i);
            ++run.evaluations;
            run.largest_rise = (std::max)(run.largest_rise, now - gains[i]);
            gains[i] = now;
            heap.push_back({now / cost_of(i), i, added});
            std::push_heap(heap.begin(), heap.end(), worse);
            continue;
        }
        if (!(gains[i] > above)) return;
        add(i);
        ++added;
        run.cost += cost_of(i);
        run.value += gains[i];
        run.chosen.push_back(i);
        run.value_after.push_back(run.value);
        gains[i] = 0;
    }
}

} // namespace colearn::detail

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_KEY_PLAYERS_REACH_HPP
#define COLEARN_MEASURES_KEY_PLAYERS_REACH_HPP

/// @file
/// For a policy reader: which few people should hear of a thing first, so that it reaches the most others in few steps?
/// For an engineer: Borgatti's key player problem, positive (KPP-POS): a set of k actors with the largest reach, by
/// lazy greedy, with the bound that submodularity gives.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/solve/detail/lazy_greedy.hpp>

namespace colearn {

struct key_reach_options {
    std::uint32_t steps = 0;      ///< count those within so many steps; 0: count all, each as 1 / steps away
    unsigned threads = 1;         ///< workers of the first pass over all actors; 0: all cores
    progress_callback progress{}; ///< called with the share of that pass that is done
    std::stop_token stop{};       ///< stops between two searches
};

/// Evidence for the bound: what each actor would have added at most to the chosen, when it was last looked at.
struct key_reach_certificate {
    std::vector<double> gain{}; ///< by actor
    double at_most = 0;         ///< no set of so many actors reaches more: reach + the largest gains
};

struct key_reach_result {
    std::vector<id<actor>> chosen{};   ///< in the order in which they were chosen
    std::vector<double> reach_after{}; ///< reach of the first one, of the first two, ...
    double reach = 0;                  ///< actors that are reached, the chosen among them; 0 to the number of actors
    double share = 0;                  ///< the same over the number of actors
    std::uint32_t steps = 0;           ///< within so many steps; 0: weighed by 1 / steps
    view_record measured_on{};         ///< layers, direction and what was left out
    key_reach_certificate certificate{};
    status outcome = status::guaranteed; ///< optimal: reach is `at_most`; guaranteed: at least 1 - 1/e of the best;
                                         ///< cancelled: as many as were chosen until then
};

namespace detail {

// What an actor reaches: `see(w, worth)` for itself (1) and all others, along the ties' direction.
class reach_search {
public:
    explicit reach_search(const view& of) : out_(of.out()), seen_(of.actor_count()) {}

    template <class See>
    void from(std::uint32_t start, std::uint32_t steps, See see) {
        queue_.assign(1, start);
        seen_[start] = 1;
        std::size_t level_end = 1;
        std::uint32_t away = 0;
        for (std::size_t i = 0; i < queue_.size(); ++i) {
            if (i == level_end) {
                ++away;
                level_end = queue_.size();
            }
            const auto v = queue_[i];
            see(v, steps > 0 || away == 0 ? 1.0 : 1.0 / away);
            if (steps > 0 && away == steps) continue;
            for (const auto w : out_.of(v)) {
                if (seen_[w] != 0) continue;
                seen_[w] = 1;
                queue_.push_back(w);
            }
        }
        for (const auto v : queue_) seen_[v] = 0;
    }

private:
    rows out_;
    std::vector<std::uint8_t> seen_;
    std::vector<std::uint32_t> queue_;
};

// Reach + the `count` largest gains, never above the number of actors.
[[nodiscard]] inline double most_reach(double reach, std::vector<double> gains, std::size_t count) {
    std::sort(gains.begin(), gains.end(), std::greater<>());
    double at_most = reach;
    for (std::size_t i = 0; i < (std::min)(count, gains.size()); ++i) at_most += gains[i];
    return (std::min)(at_most, static_cast<double>(gains.size()));
}

} // namespace detail

/// `count` actors who together reach the most: by number within `steps`, or each actor by 1 / its steps from the
/// nearest of them (Borgatti's distance-weighted reach).
///
/// Source: the problem, Borgatti, *Computational and Mathematical Organization Theory* 12 (2006) 21, equation 14; lazy
/// greedy, Minoux (1978); its share of the best, Nemhauser, Wolsey and Fisher, *Mathematical Programming* 14 (1978)
/// 265: reach is monotone and submodular, so that greedy reaches at least 1 - 1/e of it, and no set reaches more than
/// the chosen and the `count` largest gains beside them. Paths follow the ties' direction; strengths do not count.
/// Complexity: one breadth-first search from each actor, O(n (n + m)) (less where `steps` is small), and then few more
/// for each that is chosen; O(n) memory for each thread. Determinism: equally good actors by number; the same on any
/// number of threads. Preconditions: `count` is from 1 to the number of actors.
[[nodiscard]] inline key_reach_result key_players_reach(const view& of, std::size_t count,
                                                        const key_reach_options& options = {}) {
    const auto n = of.actor_count();
    expects(count >= 1 && count <= n, "the number of key players must be from 1 to the number of actors", count);
    key_reach_result result;
    result.steps = options.steps;
    result.measured_on = of.record();
    result.outcome = status::guaranteed;
    auto& gain = result.certificate.gain;
    gain.assign(n, 0);

    // 1. What each reaches alone.
    std::vector<detail::reach_search> searches(thread_count(options.threads), detail::reach_search(of));
    const bool whole =
        parallel_for(n, {.threads = options.threads, .grain = 16, .progress = options.progress, .stop = options.stop},
                     [&](std::size_t v, unsigned worker) {
                         double sum = 0;
                         searches[worker].from(static_cast<std::uint32_t>(v), options.steps,
                                               [&](std::uint32_t, double worth) { sum += worth; });
                         gain[v] = sum;
                     });
    if (!whole) {
        gain.assign(n, static_cast<double>(n)); // nothing is known of those that were not searched
        result.certificate.at_most = static_cast<double>(n);
        result.outcome = status::cancelled;
        return result;
    }

    // 2. The largest gain each time, also where it is 0: as many as were asked for.
    std::vector<double> reached(n);
    auto& search = searches.front();
    detail::lazy_greedy_run run;
    detail::lazy_greedy(
        gain, {}, static_cast<double>(count), -1.0,
        [&](std::uint32_t v) {
            double sum = 0;
            search.from(v, options.steps,
                        [&](std::uint32_t w, double worth) { sum += (std::max)(0.0, worth - reached[w]); });
            return sum;
        },
        [&](std::uint32_t v) {
            search.from(v, options.steps,
                        [&](std::uint32_t w, double worth) { reached[w] = (std::max)(reached[w], worth); });
        },
        options.stop, {}, run);
    if (run.stopped && run.chosen.size() < count) result.outcome = status::cancelled;
    for (const auto v : run.chosen) result.chosen.emplace_back(v);
    result.reach = run.value;
    result.reach_after = std::move(run.value_after);
    result.share = result.reach / static_cast<double>(n);
    result.certificate.at_most = detail::most_reach(result.reach, gain, count);
    if (result.outcome == status::guaranteed && tolerance{}.at_most(result.certificate.at_most, result.reach))
        result.outcome = status::optimal;
    return result;
}

/// Computes the reach of the chosen again in one search from all of them, and for each actor that its gain was not put
/// too low, which makes the bound hold. Complexity: one search from each actor, as for the algorithm.
[[nodiscard]] inline verification verify(const view& of, const key_reach_result& result, const tolerance& within = {}) {
    const auto n = of.actor_count();
    const auto& gain = result.certificate.gain;
    if (gain.size() != n || result.reach_after.size() != result.chosen.size())
        return verification::reject("there must be one gain for each actor and one reach for each that is chosen");
    // Steps from the nearest of the chosen; n: not reached.
    const auto out = of.out();
    const auto away_from = [&](std::vector<std::uint32_t> queue, std::size_t most) {
        std::vector<std::size_t> away(n, n);
        for (const auto v : queue) away[v] = 0;
        for (std::size_t i = 0; i < queue.size(); ++i)
            for (const auto w : out.of(queue[i]))
                if (away[w] == n && away[queue[i]] < most) {
                    away[w] = away[queue[i]] + 1;
                    queue.push_back(w);
                }
        return away;
    };
    const auto most = result.steps > 0 ? static_cast<std::size_t>(result.steps) : n;
    const auto worth = [&](std::size_t away) {
        return away == n ? 0.0 : result.steps > 0 || away == 0 ? 1.0 : 1.0 / static_cast<double>(away);
    };
    std::vector<std::uint32_t> chosen;
    for (const auto who : result.chosen) {
        if (who.index >= n || std::find(chosen.begin(), chosen.end(), who.index) != chosen.end())
            return verification::reject("the chosen must be different actors of the view");
        chosen.push_back(who.index);
    }
    const auto reached = away_from(chosen, most);
    double reach = 0;
    for (const auto away : reached) reach += worth(away);
    if (!within.equal(reach, result.reach) || (!chosen.empty() && result.reach_after.back() != result.reach))
        return verification::reject("the chosen reach " + detail::number_text(reach) + " actors, not " +
                                    detail::number_text(result.reach));
    for (std::uint32_t v = 0; v < n; ++v) {
        const auto away = away_from({v}, most);
        double more = 0;
        for (std::size_t w = 0; w < n; ++w) more += (std::max)(0.0, worth(away[w]) - worth(reached[w]));
        if (!within.at_most(more, gain[v]) && more > within.relative * reach)
            return verification::reject(of.who().name(id<actor>{v}) + " would add " + detail::number_text(more) +
                                        ", more than the " + detail::number_text(gain[v]) + " of the certificate");
    }
    const auto asked = (std::max)(chosen.size(), std::size_t{1});
    if (!within.equal(detail::most_reach(reach, gain, asked), result.certificate.at_most) &&
        result.outcome != status::cancelled)
        return verification::reject("the bound is not the reach and the largest gains");
    if (result.outcome == status::optimal && !within.at_most(result.certificate.at_most, result.reach))
        return verification::reject("the reach must be the bound for it to be optimal");
    return verification::accept();
}

} // namespace colearn

#endif

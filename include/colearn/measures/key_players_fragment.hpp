// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_KEY_PLAYERS_FRAGMENT_HPP
#define COLEARN_MEASURES_KEY_PLAYERS_FRAGMENT_HPP

/// @file
/// For a policy reader: which few people would, if they all left, break the system into the most pieces? Those to keep,
/// and to find deputies for.
/// For an engineer: Borgatti's key player problem, negative (KPP-NEG): a set of k actors whose removal leaves the
/// fewest connected pairs.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/depth_first.hpp>
#include <colearn/measures/detail/partners.hpp>

namespace colearn {

struct key_fragment_options {
    double exact_work = 1e8;      ///< try all sets where that takes at most so many steps; 0: never
    progress_callback progress{}; ///< called after each sweep; how many exchanges will help is not known beforehand
    std::stop_token stop{};       ///< stops between two sweeps over the network
};

struct key_fragment_result {
    std::vector<id<actor>> chosen{};   ///< ascending
    std::uint64_t connected_pairs = 0; ///< ordered pairs of those left who still reach each other
    measured fragmentation{};          ///< share of the pairs of those left who do not reach each other, 0 to 1
    measured before{};                 ///< the same while all are there
    view_record measured_on{};         ///< layers, direction and what was left out
    status outcome = status::optimal;  ///< optimal: all sets were tried; feasible: no single exchange helps, and no
                                       ///< bound is known; cancelled: the best so far
};

namespace detail {

// Connected ordered pairs that are left when each actor leaves beside those who are left out, in one sweep; `now`: when
// nobody else leaves.
[[nodiscard]] inline std::vector<std::uint64_t>
pairs_without_each(const partner_rows& rows, const std::vector<std::uint8_t>& left_out, std::uint64_t& now) {
    std::vector<id<actor>> order;
    std::vector<id<actor>> parent;
    const auto forest = search_depth_first(rows, left_out, order, parent);
    const auto pairs = [](std::uint64_t size) { return size * (size - 1); };
    now = 0;
    std::vector<std::uint64_t> own(rows.size()), below(rows.size());
    for (const auto who : order) {
        const auto v = who.index;
        if (!parent[v].valid()) {
            now += pairs(forest.size[v]);
            continue;
        }
        const auto above = parent[v].index;
        if (forest.lowest[v] < forest.place[above]) continue;
        own[above] += pairs(forest.size[v]);
        below[above] += forest.size[v];
    }
    for (const auto who : order) {
        const auto v = who.index;
        const std::uint64_t whole = forest.size[forest.root[v]];
        const auto rest = whole - 1 - below[v];
        own[v] += now - pairs(whole) + (rest > 0 ? pairs(rest) : 0);
    }
    return own;
}

[[nodiscard]] inline measured fragmentation_of(std::uint64_t connected, std::size_t left) {
    if (left < 2) return measured::undefined("fewer than two actors are left");
    const auto n = static_cast<double>(left);
    return measured::as(1 - static_cast<double>(connected) / (n * (n - 1)));
}

class fragment_search {
public:
    fragment_search(const partner_rows& rows, std::size_t count, const key_fragment_options& options)
        : rows_(rows), count_(count), options_(options), left_out_(rows.size()) {}

    // The best last member for those that are left out already: equal ones by number. Returns the pairs it leaves.
    std::uint64_t best_next(std::uint32_t& best) {
        std::uint64_t now = 0;
        const auto without = pairs_without_each(rows_, left_out_, now);
        best = rows_.size();
        for (std::uint32_t v = 0; v < rows_.size(); ++v)
            if (left_out_[v] == 0 && (best == rows_.size() || without[v] < without[best])) best = v;
        ++sweeps_;
        return without[best];
    }

    // `further`: sweeps that follow these.
    bool greedy(double further) {
        for (std::size_t i = 0; i < count_; ++i) {
            std::uint32_t next = 0;
            pairs = best_next(next);
            left_out_[next] = 1;
            chosen.push_back(next);
            tell(further + static_cast<double>(count_ - chosen.size()));
            if (options_.stop.stop_requested() && i + 1 < count_) return fill();
        }
        return true;
    }
    // Exchanges one member for the best other actor, until none of them helps.
    bool exchange() {
        std::size_t unchanged = 0;
        for (std::size_t i = 0; unchanged < chosen.size(); i = (i + 1) % chosen.size()) {
            if (options_.stop.stop_requested()) return false;
            left_out_[chosen[i]] = 0;
            std::uint32_t other = 0;
            const auto left = best_next(other);
            ++unchanged;
            if (left < pairs) {
                pairs = left;
                chosen[i] = other;
                unchanged = 1;
            }
            left_out_[chosen[i]] = 1;
            tell(static_cast<double>(chosen.size() - unchanged));
        }
        return true;
    }
    // Tries all sets, `further` in number, whose first members are ascending: the last member comes with one sweep.
    bool try_all(std::uint32_t from, std::vector<std::uint32_t>& taken, double further) {
        if (options_.stop.stop_requested()) return false;
        if (taken.size() + 1 == count_) {
            std::uint32_t last = 0;
            const auto left = best_next(last);
            if (left < pairs) {
                pairs = left;
                chosen = taken;
                chosen.push_back(last);
            }
            tell(further + static_cast<double>(count_) - static_cast<double>(sweeps_));
            return true;
        }
        const auto lacking = static_cast<std::uint32_t>(count_ - 1 - taken.size());
        for (auto v = from; v + lacking <= rows_.size(); ++v) {
            taken.push_back(v);
            left_out_[v] = 1;
            const bool whole = try_all(v + 1, taken, further);
            left_out_[v] = 0;
            taken.pop_back();
            if (!whole) return false;
        }
        return true;
    }
    void clear() { std::fill(left_out_.begin(), left_out_.end(), std::uint8_t{0}); }

    std::vector<std::uint32_t> chosen;
    std::uint64_t pairs = 0;

private:
    // So many sweeps are left, as far as can be told.
    void tell(double further) {
        const auto done = static_cast<double>(sweeps_);
        share_ = (std::max)(share_, done / (done + (std::max)(0.0, further)));
        if (options_.progress) options_.progress(share_);
    }

    // Cancelled: any others, so that the set is as large as was asked for.
    bool fill() {
        for (std::uint32_t v = 0; chosen.size() < count_; ++v) {
            if (left_out_[v] != 0) continue;
            left_out_[v] = 1;
            chosen.push_back(v);
        }
        (void)pairs_without_each(rows_, left_out_, pairs);
        return false;
    }

    const partner_rows& rows_;
    std::size_t count_;
    const key_fragment_options& options_;
    std::vector<std::uint8_t> left_out_;
    std::size_t sweeps_ = 0;
    double share_ = 0;
};

} // namespace detail

/// The `count` actors whose leaving would leave the fewest pairs of others connected.
///
/// Source: Borgatti, *Computational and Mathematical Organization Theory* 12 (2006) 21, the fragmentation F of equation
/// 9, of those who are left. Ties count either way round; self-ties, parallel ties and strengths do not matter.
/// Method: where trying all sets takes at most `exact_work` steps, all are tried (the best last member of each comes
/// from one depth-first search). Else the best next actor each time, and then exchanges of one member while that helps.
/// The problem is NP-hard and the measure not submodular, so no bound is known for what the second way finds.
/// Complexity: O(n^(count - 1) (n + m)) for all sets; O(count (n + m)) for the first choice and for each round of
/// exchanges. Determinism: equally good actors by number.
/// Preconditions: `count` is from 1 to the number of actors. Undefined: fragmentation, when fewer than two are left.
[[nodiscard]] inline key_fragment_result key_players_fragment(const view& of, std::size_t count,
                                                              const key_fragment_options& options = {}) {
    const auto n = of.actor_count();
    expects(count >= 1 && count <= n, "the number of key players must be from 1 to the number of actors", count);
    const detail::partner_rows rows(of);
    key_fragment_result result;
    result.measured_on = of.record();
    detail::fragment_search search(rows, count, options);
    std::uint64_t at_first = 0;
    (void)detail::pairs_without_each(rows, std::vector<std::uint8_t>(n), at_first);

    double sweeps = 1; // one for each choice of all members but the last
    for (std::size_t i = 1; i < count; ++i) sweeps *= static_cast<double>(n - i + 1) / static_cast<double>(i);
    const bool all = count > 1 && sweeps * static_cast<double>(n + rows.partners().size()) <= options.exact_work;

    const bool whole = search.greedy(all ? sweeps : count > 1 ? static_cast<double>(count) : 0.0);
    result.outcome = whole ? status::feasible : status::cancelled;
    if (count == 1) {
        result.outcome = status::optimal; // all were compared
    } else if (whole && all) {
        search.clear();
        std::vector<std::uint32_t> taken;
        result.outcome = search.try_all(0, taken, sweeps) ? status::optimal : status::cancelled;
    } else if (whole && !search.exchange()) {
        result.outcome = status::cancelled;
    }
    std::sort(search.chosen.begin(), search.chosen.end());
    for (const auto v : search.chosen) result.chosen.emplace_back(v);
    result.connected_pairs = search.pairs;
    result.fragmentation = detail::fragmentation_of(search.pairs, n - count);
    result.before = detail::fragmentation_of(at_first, n);
    return result;
}

/// Counts the connected pairs again by joining sets, without any search; that no better set exists is not checked.
/// Complexity: O(n + m).
[[nodiscard]] inline verification verify(const view& of, const key_fragment_result& result) {
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    std::vector<std::uint8_t> gone(n);
    for (const auto who : result.chosen) {
        if (who.index >= n || gone[who.index] != 0)
            return verification::reject("the chosen must be different actors of the view");
        gone[who.index] = 1;
    }
    const auto count = [&] {
        std::vector<std::uint32_t> joined(n);
        std::iota(joined.begin(), joined.end(), 0U);
        const auto top = [&](std::uint32_t v) {
            while (joined[v] != v) v = joined[v] = joined[joined[v]];
            return v;
        };
        for (std::uint32_t v = 0; v < n; ++v)
            for (const auto w : of.out().of(v))
                if (gone[v] + gone[w] == 0) joined[top(v)] = top(w);
        std::vector<std::uint64_t> size(n);
        for (std::uint32_t v = 0; v < n; ++v) size[top(v)] += gone[v] == 0 ? 1U : 0U;
        std::uint64_t pairs = 0;
        for (const auto one : size) pairs += one > 0 ? one * (one - 1) : 0;
        return pairs;
    };
    const auto left = count();
    if (left != result.connected_pairs)
        return verification::reject(std::to_string(left) + " pairs are left connected, not " +
                                    std::to_string(result.connected_pairs));
    if (result.fragmentation != detail::fragmentation_of(left, n - result.chosen.size()))
        return verification::reject("the fragmentation is not that of the pairs that are left");
    std::fill(gone.begin(), gone.end(), std::uint8_t{0});
    if (result.before != detail::fragmentation_of(count(), n))
        return verification::reject("the fragmentation before is another one");
    return verification::accept();
}

} // namespace colearn

#endif

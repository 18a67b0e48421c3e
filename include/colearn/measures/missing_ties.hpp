// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_MISSING_TIES_HPP
#define COLEARN_MEASURES_MISSING_TIES_HPP

/// @file
/// For a policy reader: would the same people come out on top if some ties, or some answers, had not been recorded?
/// For an engineer: how much of a measure's ranking is left when ties or respondents are dropped at random.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <stop_token>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/status.hpp>
#include <colearn/graph/filter_ties.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/plain_scores.hpp>

namespace colearn {

/// What is dropped.
enum class missing : std::uint8_t {
    ties,        ///< ties at random
    respondents, ///< all ties that actors chosen at random name; on an undirected view those of which both ends are
                 ///< chosen, since one end is enough to name a tie
};

[[nodiscard]] constexpr std::string_view to_string(missing what) noexcept {
    return what == missing::ties ? "ties" : "respondents";
}

struct missing_options {
    missing what = missing::ties;                ///< what is dropped
    std::vector<double> shares{.05, .1, .2, .3}; ///< (0, 1): which shares of it, rounded to whole ones
    std::size_t replicates = 200;                ///< > 0: draws for each share
    std::size_t top = 10;                        ///< > 0: how many first ones are compared
    double coverage = 0.8;                       ///< (0, 1): share of the replicates that an interval holds
    std::vector<id<actor>> among{};              ///< who is ranked; empty: all
    std::uint64_t seed = 1;                      ///< of the draws
    unsigned threads = 1;                        ///< workers, a replicate each; 0: all cores
    progress_callback progress{};                ///< called with the share of the replicates that are done
    std::stop_token stop{};                      ///< stops after the replicates that are under way
};

/// A figure over the replicates of one share. Undefined when it is so in all of them.
struct replicate_summary {
    measured mean{}; ///< over the replicates in which it is defined
    measured low{};  ///< ends of the interval
    measured high{};
    std::size_t undefined_in = 0; ///< replicates in which it is undefined
};

/// How well the ranking stands when one share is missing.
struct missing_level {
    double share = 0;                ///< of the ties or respondents
    std::size_t dropped = 0;         ///< how many that are
    double same_first = 0;           ///< 0 to 1: replicates in which the first is first, alone or with others
    double first_in_top = 0;         ///< 0 to 1: replicates in which the first is in the top
    replicate_summary top_overlap{}; ///< 0 to 1: share of the top that stays in the top
    replicate_summary correlation{}; ///< -1 to 1: Spearman's correlation of the two rankings, equal scores at mid-rank
    std::size_t replicates = 0;      ///< that this rests on
};

struct missing_result {
    std::vector<missing_level> levels{}; ///< one for each share that was asked for, in that order
    missing what = missing::ties;        ///< what was dropped
    std::size_t top = 0;                 ///< how many first ones were compared; fewer where fewer are ranked
    view_record measured_on{};           ///< layers, direction and what was left out
    status outcome = status::optimal;    ///< optimal: all replicates; cancelled: those that were done
};

namespace detail {

// 1 for the lowest; equal scores share the mean of their places.
[[nodiscard]] inline std::vector<double> mid_ranks(std::span<const double> scores) {
    std::vector<std::uint32_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](auto a, auto b) { return scores[a] != scores[b] ? scores[a] < scores[b] : a < b; });
    std::vector<double> rank(scores.size());
    for (std::size_t first = 0; first < order.size();) {
        auto last = first;
        while (last < order.size() && scores[order[last]] == scores[order[first]]) ++last;
        for (auto i = first; i < last; ++i) rank[order[i]] = static_cast<double>(first + last + 1) / 2;
        first = last;
    }
    return rank;
}

[[nodiscard]] inline measured correlation_of(std::span<const double> x, std::span<const double> y) {
    const auto n = static_cast<double>(x.size());
    const double mean_x = std::accumulate(x.begin(), x.end(), 0.0) / n;
    const double mean_y = std::accumulate(y.begin(), y.end(), 0.0) / n;
    double xx = 0;
    double yy = 0;
    double xy = 0;
    for (std::size_t i = 0; i < x.size(); ++i) {
        xx += (x[i] - mean_x) * (x[i] - mean_x);
        yy += (y[i] - mean_y) * (y[i] - mean_y);
        xy += (x[i] - mean_x) * (y[i] - mean_y);
    }
    if (!(xx > 0 && yy > 0)) return measured::undefined("all scores of a ranking are equal");
    return measured::as((std::clamp)(xy / std::sqrt(xx * yy), -1.0, 1.0));
}

// Who is among the first `top`, by score and then by id: the same rule before and after, so that nothing changes where
// nothing is dropped.
[[nodiscard]] inline std::vector<std::uint8_t> top_flags(std::span<const double> scores, std::size_t top) {
    std::vector<std::uint32_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0U);
    const auto middle = order.begin() + static_cast<std::ptrdiff_t>(top);
    std::partial_sort(order.begin(), middle, order.end(),
                      [&](auto a, auto b) { return scores[a] != scores[b] ? scores[a] > scores[b] : a < b; });
    std::vector<std::uint8_t> flags(scores.size(), 0);
    for (auto at = order.begin(); at != middle; ++at) flags[*at] = 1;
    return flags;
}

// `count` of 0 .. n-1, all choices alike: Floyd's method, Bentley and Floyd, Communications of the ACM 30 (1987) 754.
[[nodiscard]] inline std::vector<std::uint8_t> sample(random_stream& random, std::size_t n, std::size_t count) {
    std::vector<std::uint8_t> chosen(n, 0);
    for (auto i = n - count; i < n; ++i) {
        const auto at = static_cast<std::size_t>(uniform_index(random, i + 1));
        chosen[chosen[at] != 0 ? i : at] = 1;
    }
    return chosen;
}

[[nodiscard]] inline view with_missing(const view& of, missing what, std::size_t count, random_stream random) {
    if (what == missing::ties) {
        const auto gone = sample(random, of.tie_count(), count);
        std::size_t tie = 0;
        return filter_ties(of, [&](const arc_end&) { return gone[tie++] == 0; });
    }
    const auto silent = sample(random, of.actor_count(), count);
    return filter_ties(of, [&](const arc_end& at) {
        return silent[at.from.index] == 0 || (!of.directed() && silent[at.to.index] == 0);
    });
}

[[nodiscard]] inline replicate_summary summary_of(const std::vector<measured>& values, double coverage) {
    replicate_summary made;
    std::vector<double> defined;
    for (const auto& one : values) {
        if (one.defined())
            defined.push_back(*one.value);
        else
            ++made.undefined_in;
    }
    if (defined.empty()) {
        made.mean = made.low = made.high =
            values.empty() ? measured::undefined("no replicate was done") : values.front();
        return made;
    }
    made.mean =
        measured::as(std::accumulate(defined.begin(), defined.end(), 0.0) / static_cast<double>(defined.size()));
    const auto [low, high] = central_interval(defined, coverage);
    made.low = measured::as(low);
    made.high = measured::as(high);
    return made;
}

} // namespace detail

/// How a measure's ranking stands when ties or respondents are missing: for each share, replicates that drop as many at
/// random, measure anew and compare with the ranking on the whole view.
///
/// `measure(view)` is as for `rank_intervals`. Undefined scores rank last. This says how much the ranking depends on
/// what was recorded; it does not say what the missing ties would have been.
/// Source: Costenbader and Valente, Social Networks 25 (2003) 283; Borgatti, Carley and Krackhardt, ibid. 28 (2006) 124
/// (first, first in top, overlap); Smith and Moody, ibid. 35 (2013) 652 (correlation).
/// Complexity: shares * replicates times the measure and O(n + m). Memory: a view for each thread beside the measure's.
/// Preconditions: see `missing_options`; `measure` may be called from several threads. Throws: `contract_violation`;
/// what `measure` and `progress` throw. Determinism: the same on any number of threads.
/// Example: `missing_ties(of, [](const view& v) { return degree(v); }, {.what = missing::respondents})`
template <class Measure>
[[nodiscard]] missing_result missing_ties(const view& of, Measure measure, const missing_options& options = {}) {
    expects(options.replicates > 0, "there must be at least one replicate");
    expects(options.top > 0, "the top must hold one at least", options.top);
    expects(options.coverage > 0 && options.coverage < 1, "the coverage must be between 0 and 1", options.coverage);
    for (const double share : options.shares)
        expects(share > 0 && share < 1, "every share must be between 0 and 1", share);
    const auto among = detail::chosen_actors(of, options.among);
    const auto chosen = [&](const std::vector<double>& all) {
        std::vector<double> some(among.size());
        for (std::size_t i = 0; i < some.size(); ++i) some[i] = all[among[i].index];
        return some;
    };
    missing_result result{{}, options.what, (std::min)(options.top, among.size()), of.record(), status::optimal};
    const auto scores = chosen(detail::plain_scores(measure(of), of));
    const auto ranks = detail::mid_ranks(scores);
    const auto top = detail::top_flags(scores, result.top);
    const auto first = static_cast<std::size_t>(std::max_element(scores.begin(), scores.end()) - scores.begin());
    const auto all = options.what == missing::ties ? of.tie_count() : of.actor_count();

    struct outcome {
        bool done = false;
        bool same_first = false;
        bool first_in_top = false;
        measured overlap{};
        measured correlation{};
    };
    std::vector<outcome> outcomes(options.shares.size() * options.replicates);
    const auto dropped = [&](double share) {
        return static_cast<std::size_t>(std::llround(share * static_cast<double>(all)));
    };
    const bool complete =
        parallel_for(outcomes.size(), {.threads = options.threads, .progress = options.progress, .stop = options.stop},
                     [&](std::size_t item) {
                         const auto count = dropped(options.shares[item / options.replicates]);
                         const auto other =
                             detail::with_missing(of, options.what, count, random_stream(options.seed, item));
                         const auto now = chosen(detail::plain_scores(measure(other), other));
                         auto& mine = outcomes[item];
                         mine.done = true;
                         if (now.empty()) {
                             mine.overlap = mine.correlation = measured::undefined("nobody is ranked");
                             return;
                         }
                         const auto still = detail::top_flags(now, result.top);
                         std::size_t kept = 0;
                         for (std::size_t i = 0; i < now.size(); ++i) kept += top[i] != 0 && still[i] != 0 ? 1U : 0U;
                         mine.same_first = now[first] == *std::max_element(now.begin(), now.end());
                         mine.first_in_top = still[first] != 0;
                         mine.overlap = measured::as(static_cast<double>(kept) / static_cast<double>(result.top));
                         mine.correlation = detail::correlation_of(ranks, detail::mid_ranks(now));
                     });
    if (!complete) result.outcome = status::cancelled;
    for (std::size_t k = 0; k < options.shares.size(); ++k) {
        missing_level level{.share = options.shares[k], .dropped = dropped(options.shares[k])};
        std::vector<measured> overlaps;
        std::vector<measured> correlations;
        for (std::size_t r = 0; r < options.replicates; ++r) {
            const auto& one = outcomes[k * options.replicates + r];
            if (!one.done) continue;
            ++level.replicates;
            level.same_first += one.same_first ? 1 : 0;
            level.first_in_top += one.first_in_top ? 1 : 0;
            overlaps.push_back(one.overlap);
            correlations.push_back(one.correlation);
        }
        if (level.replicates > 0) {
            level.same_first /= static_cast<double>(level.replicates);
            level.first_in_top /= static_cast<double>(level.replicates);
        }
        level.top_overlap = detail::summary_of(overlaps, options.coverage);
        level.correlation = detail::summary_of(correlations, options.coverage);
        result.levels.push_back(std::move(level));
    }
    return result;
}

} // namespace colearn

#endif

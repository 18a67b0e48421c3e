// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_RANK_INTERVALS_HPP
#define COLEARN_MEASURES_RANK_INTERVALS_HPP

/// @file
/// For a policy reader: how sure a ranking is. "Third" may mean "second to ninth": trust in a tie is itself an
/// estimate. For an engineer: intervals of scores and ranks of any measure, from replicates that draw each tie's trust
/// anew from what is known of it.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/status.hpp>
#include <colearn/graph/filter_ties.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/graph/with_strengths.hpp>
#include <colearn/measures/detail/plain_scores.hpp>
#include <colearn/trust/evidence.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn {

/// What a replicate draws for each tie.
enum class tie_draw : std::uint8_t {
    strength, ///< its trust, from the distribution that its evidence stands for; the rows stay as they are
    presence, ///< whether it holds, with the probability that its trust is; its strength stays. For measures of who is
              ///< tied to whom, whatever the strength
};

struct rank_options {
    tie_draw draw = tie_draw::strength; ///< what a replicate draws
    std::size_t replicates = 200;       ///< > 0: how often all ties are drawn
    double coverage = 0.8;              ///< (0, 1): share of the replicates that an interval holds
    std::size_t top = 10;               ///< > 0: `in_top` counts the replicates in which the rank is at most this
    std::vector<id<actor>> among{}; ///< who is ranked, against each other; empty: all. Ties of all count in any case
    std::uint64_t seed = 1;         ///< of the draws
    unsigned threads = 1;           ///< workers, a replicate each; 0: all cores. The measure itself had better take one
    progress_callback progress{};   ///< called with the share of the replicates that are done
    std::stop_token stop{};         ///< stops after the replicates that are under way
};

/// One actor of a ranking. Rank 1 has the largest score; equal scores share the better rank; an undefined score has the
/// last one.
struct ranked_actor {
    id<actor> who{};
    measured score{};           ///< on the view itself
    std::size_t rank = 0;       ///< on the view itself
    measured low{};             ///< lower end of the score's interval; undefined where half the scores are
    measured high{};            ///< upper end
    std::size_t best_rank = 0;  ///< better end of the rank's interval
    std::size_t worst_rank = 0; ///< worse end
    double in_top = 0;          ///< 0 to 1: share of the replicates in which the rank is among the `top` first
};

struct rank_result {
    std::vector<ranked_actor> ranking{}; ///< by rank, then by id
    std::size_t replicates = 0;          ///< that the intervals rest on
    double coverage = 0;                 ///< share of the replicates that an interval holds
    std::size_t top = 0;                 ///< what `in_top` counted
    view_record measured_on{};           ///< layers, direction and what was left out
    status outcome = status::optimal;    ///< optimal: all replicates; cancelled: those that were done
};

namespace detail {

// Rank of each score among all: 1 + how many are larger; undefined ones come last.
[[nodiscard]] inline std::vector<std::uint32_t> competition_ranks(std::span<const double> scores) {
    std::vector<std::uint32_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](auto a, auto b) { return scores[a] != scores[b] ? scores[a] > scores[b] : a < b; });
    std::vector<std::uint32_t> rank(scores.size());
    for (std::size_t i = 0; i < order.size(); ++i)
        rank[order[i]] =
            i > 0 && scores[order[i]] == scores[order[i - 1]] ? rank[order[i - 1]] : static_cast<std::uint32_t>(i + 1);
    return rank;
}

[[nodiscard]] inline measured defined_score(double score) {
    return score == undefined_score ? measured::undefined("the measure is undefined here") : measured::as(score);
}

// What a tie's trust may be instead: a draw from the distribution that its evidence stands for, just inside (0, 1).
[[nodiscard]] inline double drawn_trust(const tie_evidence& known, std::uint32_t arc, random_stream& random) {
    constexpr double edge = 1e-9;
    const auto& one = known.of_arc[arc];
    const double a = one.positive + prior_weight * known.base_rate;
    const double b = one.negative + prior_weight * (1 - known.base_rate);
    if (!(a > 0)) return edge;
    if (!(b > 0)) return 1 - edge;
    return (std::clamp)(beta(random, a, b), edge, 1 - edge);
}

[[nodiscard]] inline view drawn(const view& of, const tie_evidence& known, tie_draw what, random_stream random) {
    if (what == tie_draw::presence)
        return filter_ties(of, [&](const arc_end& at) { return uniform(random) < known.on(at.arc).expectation(); });
    return with_strengths(
        of, [&](const arc_end& at) { return drawn_trust(known, at.arc, random); },
        of.record().weight + ", drawn from its evidence");
}

} // namespace detail

/// How sure a ranking is: intervals of the scores and ranks that `measure` gives, when each tie's trust is only known
/// as well as its evidence goes.
///
/// `measure(view)` is any function of a view that returns one number for each actor (`actor_map`, `measured_map`, or a
/// result with such a `score`). Each replicate draws the trust of every tie from the Beta distribution of its opinion
/// (ties are independent of each other) and measures anew on the same rows, or draws whether the tie holds, see
/// `tie_draw`; it has a random stream of its own. What is
/// not known of the network itself, ties that are missing, is another question: see `missing_ties.hpp`.
/// Source: Josang, *Subjective Logic* (2016), section 3.3.2 (an opinion as a Beta distribution); Frantz, Cataldo and
/// Carley, Computational and Mathematical Organization Theory 15 (2009) 303, on the confidence of centrality.
/// Complexity: `replicates` times the measure and O(m) draws. Memory: 12 bytes a replicate and ranked actor, and for
/// each thread a view's strengths beside what the measure takes.
/// Preconditions: one evidence for each arc, the same both ways on an undirected view; `measure` may be called from
/// several threads. Throws: `contract_violation`; what `measure` and `progress` throw.
/// Determinism: the same on any number of threads.
/// Example: `rank_intervals(of, evidence, [](const view& v) { return betweenness(v, lengths_from(v)); }, {.top = 5})`
template <class Measure>
[[nodiscard]] rank_result rank_intervals(const view& of, const tie_evidence& known, Measure measure,
                                         const rank_options& options = {}) {
    detail::check_evidence(of, known, "rank_intervals");
    expects(options.replicates > 0 && options.replicates < (std::numeric_limits<std::uint32_t>::max)(),
            "there must be at least one replicate", options.replicates);
    expects(options.coverage > 0 && options.coverage < 1, "the coverage must be between 0 and 1", options.coverage);
    expects(options.top > 0, "the top must hold one at least", options.top);
    const auto among = detail::chosen_actors(of, options.among);
    const auto count = among.size();
    const auto chosen = [&](const std::vector<double>& all) {
        std::vector<double> some(count);
        for (std::size_t i = 0; i < count; ++i) some[i] = all[among[i].index];
        return some;
    };
    rank_result result{{}, 0, options.coverage, options.top, of.record(), status::optimal};
    const auto scores = chosen(detail::plain_scores(measure(of), of));
    const auto ranks = detail::competition_ranks(scores);

    std::vector<std::vector<double>> drawn_scores(options.replicates);
    std::vector<std::vector<std::uint32_t>> drawn_ranks(options.replicates);
    const bool complete = parallel_for(
        options.replicates, {.threads = options.threads, .progress = options.progress, .stop = options.stop},
        [&](std::size_t replicate) {
            const auto other = detail::drawn(of, known, options.draw, random_stream(options.seed, replicate));
            drawn_scores[replicate] = chosen(detail::plain_scores(measure(other), other));
            drawn_ranks[replicate] = detail::competition_ranks(drawn_scores[replicate]);
        });
    if (!complete) result.outcome = status::cancelled;
    std::erase_if(drawn_scores, [](const auto& one) { return one.empty(); });
    std::erase_if(drawn_ranks, [](const auto& one) { return one.empty(); });
    result.replicates = count == 0 ? (complete ? options.replicates : 0) : drawn_ranks.size();

    for (std::size_t i = 0; i < count; ++i) {
        ranked_actor one{.who = among[i], .score = detail::defined_score(scores[i]), .rank = ranks[i]};
        std::vector<double> its_scores;
        std::vector<std::uint32_t> its_ranks;
        for (std::size_t r = 0; r < drawn_ranks.size(); ++r) {
            its_scores.push_back(drawn_scores[r][i]);
            its_ranks.push_back(drawn_ranks[r][i]);
            one.in_top += drawn_ranks[r][i] <= options.top ? 1 : 0;
        }
        if (its_ranks.empty()) { // stopped before the first: nothing is known
            one.low = one.high = measured::undefined("no replicate was done");
            one.best_rank = 1;
            one.worst_rank = count;
        } else {
            const auto [low, high] = detail::central_interval(its_scores, options.coverage);
            one.low = detail::defined_score(low);
            one.high = detail::defined_score(high);
            const auto [best, worst] = detail::central_interval(its_ranks, options.coverage);
            one.best_rank = best;
            one.worst_rank = worst;
            one.in_top /= static_cast<double>(its_ranks.size());
        }
        result.ranking.push_back(std::move(one));
    }
    std::stable_sort(result.ranking.begin(), result.ranking.end(),
                     [](const auto& a, const auto& b) { return a.rank < b.rank; });
    return result;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_DETAIL_RESTART_WALK_HPP
#define COLEARN_GRAPH_DETAIL_RESTART_WALK_HPP

/// @file
/// For a policy reader: somebody goes from actor to actor along ties and now and then begins anew; who is met most?
/// For an engineer: the stationary distribution of a random walk with restarts, which PageRank and EigenTrust share.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/graph/detail/iterate_mixture.hpp>
#include <colearn/graph/detail/row_product.hpp>
#include <colearn/graph/detail/vector_blocks.hpp>
#include <colearn/graph/rows.hpp>
#include <colearn/graph/view.hpp>

namespace colearn::detail {

/// Where the walk goes. A distribution has an entry for each actor and sums to 1; an empty one is alike for all.
struct restart_walk {
    std::span<const double> restart;    ///< where it begins anew
    std::span<const double> after_none; ///< where it goes from an actor without outgoing ties
    double damping = 0.85;              ///< [0, 1]: probability to follow a tie rather than to begin anew
};

struct walk_limits {
    double tolerance = 1e-10;          ///< > 0: largest residual
    std::size_t max_iterations = 1000; ///< passes over the ties
    unsigned threads = 1;
    progress_callback progress{}; ///< called with the share of the digits that are settled
    std::stop_token stop{};       ///< stops after the pass that is under way
    std::size_t stage = 1U << 15; ///< actors whose new scores are found side by side, a block by each worker
};

struct walk_outcome {
    double residual = 2; ///< L1 norm of what one more step would change at most; no two distributions are further apart
    std::size_t iterations = 0;
    status outcome = status::converged; ///< converged, not_converged or cancelled
};

struct walk_sums {
    double change = 0; // L1 norm of what the pass changes
    double idle = 0;   // next score of the actors without outgoing ties
    double total = 0;  // next score of all
};

/// One pass over a block of rows. Scores are known up to a factor: those of `score` sum to `total`.
struct walk_pass {
    row_product heard; // of the incoming rows with the score per unit of strength: the next ones of stages that are
                       // done, else the current ones
    const restart_walk& walk;
    double alike;           // 1 / number of actors
    const double* per_unit; // 1 / outgoing strength; 0 for an actor without outgoing ties
    double total;           // current score of all
    double idle;            // current score of the actors without outgoing ties
    const double* score;
    double* next;
    double* handed_next; // of this stage, from `stage_first`
    std::size_t stage_first;

    template <bool Weighted>
    [[nodiscard]] walk_sums run(std::size_t first, std::size_t last) const {
        const double anew = (1 - walk.damping) * total;
        const auto share = [this](std::span<const double> of, std::size_t v) { return of.empty() ? alike : of[v]; };
        walk_sums sums;
        double* const handed = handed_next + (first - stage_first);
        for (auto v = first; v < last; ++v) {
            const double from_ties = walk.damping == 1 ? heard.sum<Weighted>(v) : heard.sum<Weighted>(v, handed, first);
            const double found =
                anew * share(walk.restart, v) + walk.damping * (from_ties + idle * share(walk.after_none, v));
            sums.change += std::fabs(found - score[v]);
            next[v] = found;
            handed[v - first] = found * per_unit[v];
            sums.total += found;
            if (per_unit[v] == 0) sums.idle += found;
        }
        return sums;
    }
};

[[nodiscard]] inline bool equal_strengths(const rows& side) {
    return std::adjacent_find(side.strengths.begin(), side.strengths.end(), std::not_equal_to<>{}) ==
           side.strengths.end();
}

/// Settles `score`, which comes in as the distribution to start from and goes out as one that the residual speaks of.
///
/// A step of the walk shrinks what the last one changed by the damping at least. Two things make fewer do. A score is
/// heard anew as soon as it is known (Gauss and Seidel's way): within a block of actors at once, and by other blocks
/// when the stage of blocks that workers share out is done, so that it does not matter how many they are. And after
/// each cycle of passes, that mixture of its scores is taken which a pass changes least: reduced rank extrapolation,
/// Eddy, in *Information Linkage Between Applied Mathematics and Industry* (1979) 387; Mesina, Computer Methods in
/// Applied Mechanics and Engineering 10 (1977) 165. Where the mixture turns out worse than what it was made from, it is
/// thrown away and plain passes go on. Without restarts (damping 1) scores that settle depend on those to start from;
/// there each pass is a plain step.
/// Source of the walk: Langville and Meyer, *Google's PageRank and Beyond* (2006), chapters 4 and 5.
/// Complexity: O(n + m) time a pass; 9 doubles an actor and the view's incoming rows.
[[nodiscard]] inline walk_outcome settle(const view& of, const restart_walk& walk, const walk_limits& limits,
                                         std::vector<double>& score) {
    walk_outcome made;
    const auto n = of.actor_count();
    const auto in = of.in(limits.threads);
    const auto out = of.out();
    const bool weighted = !equal_strengths(out);
    const bool plain = walk.damping == 1;
    const auto stage = plain ? n : (std::min)(n, limits.stage);
    std::vector<double> per_unit(n, 0.0);
    for (std::uint32_t v = 0; v < n; ++v) {
        double sum = weighted ? 0 : static_cast<double>(out.degree(v));
        if (weighted)
            for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) sum += out.strengths[arc];
        if (sum > 0) per_unit[v] = 1 / sum;
    }

    iterate_mixture history(n);
    std::vector<double> handed(n);
    std::vector<double> handed_next(stage);
    std::vector<walk_sums> sums(vector_blocks(n));
    double idle = 0;
    const auto begin_at = [&](std::size_t from) { // the scores of history[from] become those of a cycle's start
        if (from != 0) history[0].swap(history[from]);
        idle = 0;
        double total = 0;
        for (std::size_t v = 0; v < n; ++v) {
            const double one = history[0][v];
            handed[v] = one * per_unit[v];
            total += one;
            if (per_unit[v] == 0) idle += one;
        }
        history.total[0] = total;
    };
    const auto pass = [&](std::size_t number) { // from history[number] to the next
        walk_sums all;
        for (std::size_t first = 0; first < n; first += stage) {
            const auto last = (std::min)(n, first + stage);
            const walk_pass rows_of{{in, handed.data()},   walk, 1 / static_cast<double>(n), per_unit.data(),
                                    history.total[number], idle, history[number].data(),     history[number + 1].data(),
                                    handed_next.data(),    first};
            const auto count = vector_blocks(last - first);
            parallel_for(count, {.threads = limits.threads}, [&](std::size_t block) {
                const auto from = first + block * vector_block;
                const auto to = (std::min)(last, from + vector_block);
                sums[block] = weighted ? rows_of.run<true>(from, to) : rows_of.run<false>(from, to);
            });
            for (std::size_t block = 0; block < count; ++block) {
                all.change += sums[block].change;
                all.idle += sums[block].idle;
                all.total += sums[block].total;
            }
            std::copy_n(handed_next.begin(), last - first, handed.begin() + static_cast<std::ptrdiff_t>(first));
        }
        // What a step would change: what is handed on differs from what was heard by the change at most, in sum, and
        // the restarts by that of the total.
        made.residual =
            (walk.damping * all.change + (1 - walk.damping) * std::fabs(all.total - history.total[number])) / all.total;
        history.total[number + 1] = all.total;
        idle = all.idle;
        ++made.iterations;
    };

    history[0] = score;
    begin_at(0);
    std::size_t at = 0; // the pass of the cycle
    bool mixed = false; // whether the cycle began from a mixture
    double before = 2;  // the residual of what it was made from
    double told = 0;
    const auto ended = [&] {
        if (made.residual <= limits.tolerance) return true;
        if (made.iterations == limits.max_iterations)
            made.outcome = status::not_converged;
        else if (limits.stop.stop_requested())
            made.outcome = status::cancelled;
        return made.outcome != status::converged;
    };
    while (!ended()) {
        if (at == mixture_cycle) {
            before = made.residual;
            mixed = !plain && history.mix(limits.threads);
            begin_at(mixed ? 0 : mixture_cycle);
            at = 0;
        }
        pass(at);
        if (++at == 1 && mixed && made.residual > before) { // back to the last scores of the cycle: they still stand
            begin_at(mixture_cycle);
            made.residual = before;
            mixed = false;
            at = 0;
        }
        if (limits.progress) {
            const double digits = std::log(made.residual / 2) / std::log(limits.tolerance / 2);
            told = made.residual <= limits.tolerance ? 1 : (std::max)(told, (std::clamp)(digits, 0.0, 1.0));
            limits.progress(told);
        }
    }
    const double total = history.total[at];
    for (std::size_t v = 0; v < n; ++v) score[v] = history[at][v] / total;
    return made;
}

} // namespace colearn::detail

#endif

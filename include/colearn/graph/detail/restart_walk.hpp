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
#include <colearn/graph/rows.hpp>
#include <colearn/graph/view.hpp>

namespace colearn::detail {

/// Where the walk goes. Both distributions have an entry for each actor and sum to 1.
struct restart_walk {
    std::span<const double> restart;    ///< where it begins anew
    std::span<const double> after_none; ///< where it goes from an actor without outgoing ties
    double damping = 0.85;              ///< [0, 1]: probability to follow a tie rather than to begin anew
    bool stretch = false;               ///< Chebyshev's acceleration; needs ties both ways and a damping below 1
};

struct walk_limits {
    double tolerance = 1e-10;          ///< > 0: largest residual
    std::size_t max_iterations = 1000; ///< passes over the ties
    unsigned threads = 1;
    progress_callback progress{}; ///< called with the share of the digits that are settled
    std::stop_token stop{};       ///< stops after the pass that is under way
};

struct walk_outcome {
    double residual = 2; ///< L1 norm of what one more step would change at most; no two distributions are further apart
    std::size_t iterations = 0;
    status outcome = status::converged; ///< converged, not_converged or cancelled
};

// Rows are worked on in blocks of a fixed size, and sums run over the blocks in order: the same on any number of
// threads.
inline constexpr std::size_t walk_block = 4096;

struct walk_sums {
    double change = 0; // L1 norm of what a step changes
    double idle = 0;   // next score of the actors without outgoing ties
    double total = 0;  // next score of all
};

/// One pass: a step of the walk from the current scores, gone `stride` times as far from the last ones.
struct walk_pass {
    const rows& in;
    const restart_walk& walk;
    const double* per_unit; // 1 / outgoing strength; 0 for an actor without outgoing ties
    double idle;            // current score of these
    double stride;
    const double* handed; // current score per unit of strength
    const double* score;
    double* last_then_next;
    double* handed_next;

    // With equal strengths these drop out and need not be read.
    template <bool Weighted>
    [[nodiscard]] walk_sums run(std::size_t first, std::size_t last) const {
        const double anew = 1 - walk.damping;
        walk_sums sums;
        for (auto v = first; v < last; ++v) {
            double heard = 0;
            for (auto k = in.offsets[v]; k < in.offsets[v + 1]; ++k) {
                if constexpr (Weighted)
                    heard += in.strengths[k] * handed[in.neighbours[k]];
                else
                    heard += handed[in.neighbours[k]];
            }
            const double step = anew * walk.restart[v] + walk.damping * (heard + idle * walk.after_none[v]);
            sums.change += std::fabs(step - score[v]);
            const double before = last_then_next[v];
            // No true score is negative: what is stretched beyond 0 comes back to it, and is closer there.
            const double next = stride == 1 ? step : (std::max)(0.0, before + stride * (step - before));
            last_then_next[v] = next;
            handed_next[v] = next * per_unit[v];
            sums.total += next;
            if (per_unit[v] == 0) sums.idle += next;
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
/// Source: Langville and Meyer, *Google's PageRank and Beyond* (2006), chapters 4 and 5. A plain step shrinks what the
/// last one changed by the damping at least. Where ties run both ways, the eigenvalues of the walk are real, and those
/// of the errors within the damping: Golub and Varga, Numerische Mathematik 3 (1961) 147, whose semi-iteration shrinks
/// them by damping / (1 + sqrt(1 - damping^2)) a pass.
/// Complexity: O(n + m) time a pass; 4 doubles an actor and the view's incoming rows.
[[nodiscard]] inline walk_outcome settle(const view& of, const restart_walk& walk, const walk_limits& limits,
                                         std::vector<double>& score) {
    walk_outcome made;
    const auto n = of.actor_count();
    const auto in = of.in(limits.threads);
    const auto out = of.out();
    const bool weighted = !equal_strengths(out);
    std::vector<double> per_unit(n, 0.0);
    std::vector<double> other = score;
    std::vector<double> handed(n);
    std::vector<double> handed_next(n);
    double idle = 0;
    for (std::uint32_t v = 0; v < n; ++v) {
        double sum = weighted ? 0 : static_cast<double>(out.degree(v));
        if (weighted)
            for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) sum += out.strengths[arc];
        if (sum > 0) per_unit[v] = 1 / sum;
        handed[v] = score[v] * per_unit[v];
        if (per_unit[v] == 0) idle += score[v];
    }

    const auto blocks = (n + walk_block - 1) / walk_block;
    std::vector<walk_sums> sums(blocks);
    double total = 1;
    double next_total = 1;
    double stride = 1;
    double told = 0;
    const auto ended = [&] {
        if (made.residual <= limits.tolerance) return true;
        if (made.iterations == limits.max_iterations)
            made.outcome = status::not_converged;
        else if (limits.stop.stop_requested())
            made.outcome = status::cancelled;
        return made.outcome != status::converged;
    };
    const auto advance = [&] { // to the scores that the last pass found
        score.swap(other);
        handed.swap(handed_next);
        total = next_total;
    };
    while (!ended()) {
        if (walk.stretch && made.iterations > 0) advance();
        const walk_pass pass{in,           walk,         per_unit.data(),   idle, stride, handed.data(),
                             score.data(), other.data(), handed_next.data()};
        parallel_for(blocks, {.threads = limits.threads}, [&](std::size_t block) {
            const auto first = block * walk_block;
            const auto last = (std::min)(n, first + walk_block);
            sums[block] = weighted ? pass.run<true>(first, last) : pass.run<false>(first, last);
        });
        walk_sums all;
        for (const auto& one : sums) {
            all.change += one.change;
            all.idle += one.idle;
            all.total += one.total;
        }
        idle = all.idle;
        next_total = all.total;
        if (walk.stretch) // of the scores that the pass started from
            stride = 1 / (1 - walk.damping * walk.damping * (made.iterations == 0 ? 2 : stride) / 4);
        else
            advance();
        // Scores of another sum than 1 are scaled in the end, which leaves the restarts as they are.
        const double left = walk.stretch ? all.change : walk.damping * all.change;
        made.residual = (left + (1 - walk.damping) * std::fabs(total - 1)) / total;
        ++made.iterations;
        if (limits.progress) {
            const double digits = std::log(made.residual / 2) / std::log(limits.tolerance / 2);
            told = made.residual <= limits.tolerance ? 1 : (std::max)(told, (std::clamp)(digits, 0.0, 1.0));
            limits.progress(told);
        }
    }
    for (double& one : score) one /= total;
    return made;
}

} // namespace colearn::detail

#endif

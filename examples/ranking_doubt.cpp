// SPDX-License-Identifier: BSL-1.0
// How sure is it who leads? Ranks the schools of the embedded district by betweenness along trusted paths, with the
// places that hold when trust is drawn from the evidence behind it, and when part of the ties had not been recorded.
#include <cstddef>
#include <string>
#include <vector>

#include <fmt/core.h>

#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/lengths.hpp>
#include <colearn/io/read_system.hpp>
#include <colearn/measures/actor_profile.hpp>
#include <colearn/measures/betweenness.hpp>
#include <colearn/measures/missing_ties.hpp>
#include <colearn/measures/rank_intervals.hpp>
#include <colearn/trust/tie_opinion.hpp>

int main() {
    using namespace colearn;
    const auto data = read_system(COLEARN_EXAMPLES_DATA "/district");
    const auto& net = data.system.net;
    // Parallel ties are kept, so that the evidence of each counts.
    const auto of =
        freeze<school, agency>(net, {.directed = false, .parallel = parallel_ties::keep, .keep_ties = true});
    const auto known = evidence_from_ties(of, net);
    const auto brokers = [](const view& some) {
        return betweenness(some, lengths_from(some, negative_log_trust{.ceiling = .99}), {.normalised = true});
    };
    const std::vector<id<actor>> schools(of.who().actors<school>().begin(), of.who().actors<school>().end());

    const auto ranks = rank_intervals(of, known, brokers, {.replicates = 400, .top = 5, .among = schools});
    fmt::print("Schools by betweenness ({}), with 80% of {} draws:\n", to_string(of.record()), ranks.replicates);
    for (std::size_t i = 0; i < 5; ++i) {
        const auto& one = ranks.ranking[i];
        fmt::print("  {} {:<32} score {:.3f} ({:.3f} to {:.3f}), place {} to {}, among the first five in {:.0f}%\n",
                   one.rank, of.who().name(one.who), *one.score.value, *one.low.value, *one.high.value, one.best_rank,
                   one.worst_rank, 100 * one.in_top);
    }

    const auto gaps = missing_ties(of, brokers, {.shares = {.1, .3}, .replicates = 200, .top = 5, .among = schools});
    fmt::print("\nIf some ties had not been recorded:\n");
    for (const auto& level : gaps.levels)
        fmt::print(
            "  {:.0f}% missing: the first stays first in {:.0f}%, {:.0f}% of the first five stay among them, rank "
            "correlation {:.2f}\n",
            100 * level.share, 100 * level.same_first, 100 * *level.top_overlap.mean.value,
            *level.correlation.mean.value);

    fmt::print("\nThe first of them:\n");
    for (const auto& sentence : profile(of, ranks.ranking.front().who).sentences) fmt::print("  {}\n", sentence);
}

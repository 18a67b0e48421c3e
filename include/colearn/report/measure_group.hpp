// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_MEASURE_GROUP_HPP
#define COLEARN_REPORT_MEASURE_GROUP_HPP

/// @file
/// For a policy reader: who holds a network of organisations, or of people, together; how dense and how closed it is;
/// and what would be lost with one of them. For an engineer: the measures of one view, gathered by actor, ranked by
/// brokerage, each with its check; brokerage is exact up to a stated amount of work and estimated from a sample of
/// sources above it, with its error.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/status.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/filter_ties.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/lengths.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/betweenness.hpp>
#include <colearn/measures/components.hpp>
#include <colearn/measures/cut_actors.hpp>
#include <colearn/measures/degree.hpp>
#include <colearn/measures/density.hpp>
#include <colearn/measures/distances.hpp>
#include <colearn/measures/pagerank.hpp>
#include <colearn/measures/rank_intervals.hpp>
#include <colearn/measures/reciprocity.hpp>
#include <colearn/measures/transitivity.hpp>
#include <colearn/report/review_group.hpp>
#include <colearn/report/review_member.hpp>
#include <colearn/trust/evidence.hpp>
#include <colearn/trust/tie_opinion.hpp>

namespace colearn {

namespace detail {

/// Adds up the experiences behind the ties of each two partners, along `partners.out()`. `all` is the same view with
/// parallel ties and their numbers kept.
[[nodiscard]] inline std::vector<evidence> pooled_evidence(const view& partners, const view& all,
                                                           const system_network& net) {
    std::vector<evidence> out(partners.arc_count());
    const auto merged = partners.out();
    const auto single = all.out();
    for (std::uint32_t v = 0; v < partners.actor_count(); ++v) {
        auto arc = merged.offsets[v];
        for (auto one = single.offsets[v]; one < single.offsets[v + 1]; ++one) { // both rows ascend
            while (merged.neighbours[arc] < single.neighbours[one]) ++arc;
            const auto seen = experiences_of(net[id<tie>{all.ties()[one]}]).amount;
            out[arc].positive += seen.positive;
            out[arc].negative += seen.negative;
        }
    }
    return out;
}

/// How many leading brokers a redraw looks at.
inline constexpr std::size_t leading_brokers = 10;

/// Counts for each actor in how many redraws it is among the leading brokers. A redraw leaves out each tie with
/// probability 0.1: what a survey with one answer in ten missing might have seen.
[[nodiscard]] inline std::vector<std::size_t> times_leading(const view& of, const group_options& options) {
    std::vector<std::size_t> times(of.actor_count(), 0);
    for (std::size_t redraw = 0; redraw < options.redraws; ++redraw) {
        random_stream random(options.seed, redraw + 1);
        const auto drawn = filter_ties(of, [&](const arc_end&) { return uniform(random) >= .1; });
        const auto result =
            betweenness(drawn, lengths_from(drawn, negative_log_trust{.ceiling = options.trust_ceiling}),
                        {.threads = options.threads, .progress = {}, .stop = options.stop});
        for (const auto who : top(result.score, leading_brokers))
            if (result.score[who] > 0) ++times[who.index];
    }
    return times;
}

/// Between which ranks by brokerage each member stands, when trust is only known as well as its evidence goes.
inline void draw_ranks(review_group& out, const view& all, const system_network& net, const group_options& options) {
    const auto& of = out.network;
    const tie_evidence known{pooled_evidence(of, all, net), .5};
    const auto made = rank_intervals(
        of, known,
        [&](const view& drawn) {
            return betweenness(drawn, lengths_from(drawn, negative_log_trust{.ceiling = options.trust_ceiling}));
        },
        {.replicates = options.rank_draws,
         .seed = options.seed,
         .threads = options.threads,
         .progress = {},
         .stop = options.stop});
    out.complete &= made.outcome == status::optimal;
    if (made.outcome != status::optimal) return;
    out.rank_draws = made.replicates;
    for (const auto& one : made.ranking) {
        out.members[one.who.index].best_rank = one.best_rank;
        out.members[one.who.index].worst_rank = one.worst_rank;
    }
}

// Brokerage as a share of the ordered pairs of others: exact, or from a sample of sources.
inline void measure_brokerage(review_group& out, std::vector<double>& brokerage, const group_options& options) {
    const auto& of = out.network;
    const auto n = of.actor_count();
    brokerage.assign(n, 0.0);
    out.sources = n;
    if (n < 3 || !out.has_ties()) return;
    const auto by = lengths_from(of, negative_log_trust{.ceiling = options.trust_ceiling});
    out.capped_ties = by.capped() / (of.directed() ? 1 : 2);
    betweenness_options how;
    how.threads = options.threads;
    how.progress = options.progress;
    how.stop = options.stop;
    const auto work = static_cast<double>(n) * static_cast<double>(of.arc_count());
    out.exact = work <= options.exact_work;
    double scale = 1;
    if (!out.exact) {
        constexpr std::size_t least = 100;
        const auto affordable = static_cast<std::size_t>(options.exact_work / static_cast<double>(of.arc_count()));
        const auto count = (std::min)(n, (std::max)(least, affordable));
        std::vector<id<actor>> everyone(of.actors().begin(), of.actors().end());
        random_stream random(options.seed);
        shuffle(random, everyone);
        everyone.resize(count);
        std::sort(everyone.begin(), everyone.end());
        how.sources = std::move(everyone);
        out.sources = count;
        scale = static_cast<double>(n) / static_cast<double>(count);
        // Hoeffding: each source's contribution, as a share of the pairs that it starts, lies within 0 to 1.
        out.brokerage_error = std::sqrt(std::log(2 / .05) / (2 * static_cast<double>(count)));
    }
    const auto result = betweenness(of, by, how);
    out.complete &= result.outcome != status::cancelled;
    // An undirected view counts each pair once; the share is the same.
    const auto others = static_cast<double>(n);
    const double pairs = (others - 1) * (others - 2) / (of.directed() ? 1 : 2);
    for (const auto who : result.score.ids()) brokerage[who.index] = result.score[who] * scale / pairs;
    if (out.complete)
        out.checks.push_back({"brokerage of " + out.name, verify(of, by, result),
                              "Follows the most trusted paths from some actors again with another method, and compares "
                              "what each adds."});
}

} // namespace detail

/// Measures the actors of the given roles on the ties among them.
///
/// Source: that of each measure. Complexity: O(n m) time up to `exact_work`, bounded by it above; see `betweenness`.
/// Preconditions: trust of every tie is above 0 and at most 1.
/// Result: members by rank; a measure that is undefined says why. Throws: `contract_violation`.
/// Determinism: by seed; the same on any number of threads.
/// Example: `measure_group<school, agency>(system, "organisations").members.front().name`
template <class... Role>
[[nodiscard]] review_group measure_group(const learning_system& system, std::string name,
                                         const group_options& options = {}) {
    expects(options.exact_work > 0, "the amount of exact work must be positive", options.exact_work);
    expects(options.trust_ceiling > 0 && options.trust_ceiling < 1, "the ceiling of trust must be between 0 and 1",
            options.trust_ceiling);
    review_group out;
    out.name = std::move(name);
    const auto layers = detail::layers_among<Role...>(system.net);
    for (const auto which : layers) out.layers.push_back(system.net[which].name);
    out.network = freeze<Role...>(system.net, {.layers = layers});
    out.partners = freeze<Role...>(system.net, {.layers = layers, .directed = false});
    const auto& of = out.network;
    const auto n = of.actor_count();
    out.members = detail::list_members<Role...>(system.net, of.who());
    if (n == 0) return out;
    out.behind = detail::pooled_evidence(
        out.partners,
        freeze<Role...>(system.net,
                        {.layers = layers, .directed = false, .parallel = parallel_ties::keep, .keep_ties = true}),
        system.net);

    // 1. The network as a whole.
    out.density = density(of);
    out.reciprocity = reciprocity(of);
    out.transitivity = transitivity(of).share;
    const auto parts = components(out.partners);
    out.parts.assign(parts.sizes.begin(), parts.sizes.end());
    out.checks.push_back({"parts of the network of " + out.name, verify(out.partners, parts),
                          "Searches each part from its first actor, and looks for ties between parts."});
    std::vector<double> brokerage;
    detail::measure_brokerage(out, brokerage, options);
    if (out.exact) {
        const auto far = distances(of, {.threads = options.threads, .progress = {}, .stop = options.stop});
        out.mean_distance = far.mean;
        out.diameter = far.diameter;
        const auto pairs = far.connected_pairs + far.disconnected_pairs;
        out.reached = pairs > 0 ? static_cast<double>(far.connected_pairs) / static_cast<double>(pairs) : 0;
        out.complete &= far.outcome != status::cancelled;
        if (far.outcome != status::cancelled)
            out.checks.push_back({"distances of " + out.name, verify(of, far),
                                  "Searches again from every 16th actor with a plain queue, and compares the counts."});
    } else {
        out.mean_distance = out.diameter = measured::undefined("the network is too large for all distances");
    }

    // 2. Each actor.
    const auto partners = degree(out.partners);
    const auto trust = actor_strength(out.partners);
    out.checks.push_back({"partners of " + out.name, verify(out.partners, partners), "Counts the ties again by rows."});
    const auto rank = pagerank(of, {.threads = options.threads, .progress = {}, .stop = options.stop});
    out.complete &= rank.outcome == status::converged;
    out.checks.push_back({"standing of " + out.name, verify(of, rank),
                          "Takes one more step of the walk, and measures what it still changes."});
    std::vector<std::size_t> leading;
    const auto affordable = [&](std::size_t times) {
        return out.exact && out.complete && out.has_ties() && n >= 3 &&
               static_cast<double>(times) * static_cast<double>(n) * static_cast<double>(of.arc_count()) <=
                   options.redraw_work;
    };
    if (affordable(options.redraws)) {
        leading = detail::times_leading(of, options);
        out.redraws = options.redraws;
    }
    if (options.rank_draws > 0 && affordable(options.rank_draws)) {
        const auto all = freeze<Role...>(
            system.net,
            {.layers = layers, .directed = of.directed(), .parallel = parallel_ties::keep, .keep_ties = true});
        detail::draw_ranks(out, all, system.net, options);
    }
    const auto cuts = cut_actors(out.partners);
    out.checks.push_back({"who would be cut off among " + out.name, verify(out.partners, cuts),
                          "Reads from a search tree what each actor holds together, without searching again."});
    for (auto& one : out.members) {
        if (!leading.empty()) one.times_leading = leading[one.at.index];
        one.partners = static_cast<std::size_t>(partners.score[one.at]);
        one.trust = trust.score[one.at];
        const auto rows = out.partners.out();
        for (auto arc = rows.offsets[one.at.index]; arc < rows.offsets[one.at.index + 1]; ++arc) {
            one.behind.positive += out.behind[arc].positive;
            one.behind.negative += out.behind[arc].negative;
        }
        one.standing = rank.score[one.at] * static_cast<double>(n);
        one.cut_off = cuts.score[one.at];
        one.brokerage = brokerage[one.at.index];
    }

    // 3. Ranks, and what would be lost.
    std::stable_sort(out.members.begin(), out.members.end(), [](const review_member& a, const review_member& b) {
        if (a.brokerage != b.brokerage) return a.brokerage > b.brokerage;
        if (a.partners != b.partners) return a.partners > b.partners;
        return a.name < b.name;
    });
    for (std::size_t i = 0; i < out.members.size(); ++i) {
        auto& one = out.members[i];
        one.rank = i > 0 && one.brokerage == out.members[i - 1].brokerage ? out.members[i - 1].rank : i + 1;
    }
    return out;
}

} // namespace colearn

#endif

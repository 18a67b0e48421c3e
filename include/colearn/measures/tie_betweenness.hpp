// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_TIE_BETWEENNESS_HPP
#define COLEARN_MEASURES_TIE_BETWEENNESS_HPP

/// @file
/// For a policy reader: which ties hold the network together: how many pairs of actors depend on this one tie.
/// For an engineer: exact edge betweenness of the arcs of a view, with or without lengths.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/lengths.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/betweenness.hpp>
#include <colearn/measures/detail/betweenness_core.hpp>
#include <colearn/measures/detail/betweenness_plain.hpp>
#include <colearn/measures/detail/betweenness_sum.hpp>

namespace colearn {

struct tie_betweenness_result {
    /// By arc of the view, as `view::out()` and `view::ties()` count them: pairs whose shortest paths take it, or the
    /// share of all pairs. Both arcs of an undirected tie have the tie's score.
    std::vector<double> score{};
    bool normalised = false;                 ///< whether the scores were divided by the number of pairs
    std::string note{};                      ///< what a reader must know: an estimate, or why not normalised
    std::string lengths_by{hop_count::name}; ///< what makes a path short
    view_record measured_on{};               ///< layers, direction and what was left out
    betweenness_certificate certificate{};   ///< totals: over all others in reach, the mean number of ties on the way
    status outcome = status::optimal;        ///< optimal: exact; cancelled: an estimate from the sources done
};

namespace detail {

// Pairs of actors, in both orders on a directed view.
[[nodiscard]] inline double pairs_of_actors(const view& of) {
    const auto n = static_cast<double>(of.actor_count());
    return n < 2 ? 0 : n * (n - 1) / (of.directed() ? 1 : 2);
}

// The arc back of each arc of an undirected view: the k-th parallel arc of a pair belongs to the k-th one back.
[[nodiscard]] inline std::vector<std::uint32_t> arcs_back(const view& of) {
    const auto out = of.out();
    std::vector<std::uint32_t> back(of.arc_count());
    std::vector<std::uint32_t> next(out.offsets.begin(), out.offsets.end() - 1);
    for (std::uint32_t v = 0; v < out.size(); ++v)
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) {
            const auto w = out.neighbours[arc];
            back[arc] = w == v ? arc : next[w]++;
            if (w == v) ++next[v];
        }
    return back;
}

// `sum(core, options)` runs the kernel.
template <class Sum>
[[nodiscard]] tie_betweenness_result tie_betweenness_by(const view& of, const betweenness_options& options, Sum sum) {
    const auto is_source = marked_sources(of, options);
    const auto core = make_core(of, is_source);
    betweenness_sum made = sum(
        core,
        parallel_options{.threads = options.threads, .grain = 1, .progress = options.progress, .stop = options.stop});
    tie_betweenness_result result;
    result.measured_on = of.record();
    result.outcome = made.complete ? status::optimal : status::cancelled;
    result.certificate = certificate_of(core, made, is_source, [&](std::size_t v) {
        return core.total_offset[v] + (of.directed() ? 0 : core.reach[core.root[v]] - 1);
    });
    if (!made.complete) result.note = estimate_note(result.certificate);

    const double scale = scale_to_all(core, made);
    auto& score = result.score = std::move(made.score);
    for (auto& one : score) one *= scale;
    if (!of.directed()) {
        const auto out = of.out();
        for (const auto& tie : core.tree_ties) {
            const auto row = out.of(tie.below);
            const auto place = std::lower_bound(row.begin(), row.end(), tie.above) - row.begin();
            score[out.offsets[tie.below] + static_cast<std::uint32_t>(place)] = scale > 0 ? tie.pairs : 0;
        }
        const auto back = arcs_back(of);
        for (std::uint32_t arc = 0; arc < back.size(); ++arc) {
            if (back[arc] <= arc) continue; // a pair counts in both orders, and each along either arc
            score[arc] = score[back[arc]] = (score[arc] + score[back[arc]]) / 2;
        }
    }
    if (options.normalised) {
        const double pairs = pairs_of_actors(of);
        result.normalised = pairs > 0;
        if (pairs > 0)
            for (auto& one : score) one /= pairs;
        else
            result.note = "not normalised: with fewer than two actors there is no pair";
    }
    return result;
}

} // namespace detail

/// Betweenness of ties, each of length 1.
///
/// The score of a tie is the sum over pairs (s, t) of actors of the share of the shortest paths from s to t that take
/// it; both orders of a pair count on a directed view, one on an undirected one. A tie on which all pairs across depend
/// is a bridge. Self-ties have 0; parallel ties share what runs between their ends. With `sources`, s runs over these
/// alone (and an undirected view takes half the sum over ordered pairs).
///
/// Source: Girvan and Newman, PNAS 99 (2002) 7821; Brandes, "On variants of shortest-path betweenness centrality",
/// Social Networks 30 (2008) 136. The kernels are those of `betweenness`.
/// Complexity: O(n m) time. Memory: as `betweenness`, and 8 bytes an arc for the result, 16 for each thread.
/// Preconditions, result, throws: as `betweenness`. Determinism: to the last bit on any number of threads.
/// Example: `tie_betweenness(of).score[arc]` for `arc` from `of.out().offsets[v]` on: the ties of actor v.
[[nodiscard]] inline tie_betweenness_result tie_betweenness(const view& of, const betweenness_options& options = {}) {
    return detail::tie_betweenness_by(of, options, [&](const auto& core, const auto& how) {
        return detail::sum_by_steps<detail::scored::ties>(core, of.arc_count(), how);
    });
}

/// Betweenness of ties with lengths: equally long within the tolerance of `by`, as `betweenness` has it.
template <length_number Number>
[[nodiscard]] tie_betweenness_result tie_betweenness(const view& of, const lengths<Number>& by,
                                                     const betweenness_options& options = {}) {
    expects(by.belong_to(of), "the lengths must be of this view");
    auto result = detail::tie_betweenness_by(of, options, [&](const auto& core, const auto& how) {
        return detail::sum_by_lengths<detail::scored::ties>(core, by, of.arc_count(), how);
    });
    result.lengths_by = by.rule();
    return result;
}

namespace detail {

template <class Length>
[[nodiscard]] verification verify_tie_betweenness(const view& of, const tie_betweenness_result& result,
                                                  const betweenness_check& how, Length length_of, double longer) {
    const auto& score = result.score;
    const auto& certificate = result.certificate;
    if (score.size() != of.arc_count()) return verification::reject("there must be one score for each arc");
    const bool exact = result.outcome == status::optimal;
    const double pairs = pairs_of_actors(of);
    const double unit = result.normalised ? pairs : 1; // both arcs of an undirected tie count for the ordered pairs
    for (std::size_t arc = 0; arc < score.size(); ++arc)
        if (!(score[arc] >= 0) || (exact && !how.within.at_most(score[arc], result.normalised ? 1 : pairs)))
            return verification::reject("the score of arc " + std::to_string(arc) +
                                        " must be from 0 to the number of pairs, not " + number_text(score[arc]));
    if (auto shape = verify_certificate(of, certificate, exact); !shape) return shape;
    const double sum = unit * std::accumulate(score.begin(), score.end(), 0.);
    const double total = std::accumulate(certificate.totals.begin(), certificate.totals.end(), 0.);
    if (exact && !how.within.equal(sum, total))
        return verification::reject("the scores sum to " + number_text(sum) + " over ordered pairs, the totals to " +
                                    number_text(total));
    const auto back = of.directed() ? std::vector<std::uint32_t>() : arcs_back(of);
    for (std::size_t arc = 0; arc < back.size(); ++arc)
        if (score[arc] != score[back[arc]])
            return verification::reject("both arcs of a tie must have its score, unlike arc " + std::to_string(arc));
    const auto& sources = certificate.sources;
    const auto checks = (std::min)((std::max)(how.sources, std::size_t{1}), sources.size());
    std::vector<double> again(score.size(), 0.0);
    for (std::size_t c = 0; c < checks; ++c) {
        const auto k = c * sources.size() / checks;
        double sum_again = 0;
        plain_dependencies(
            of, sources[k].index, length_of, longer, [](std::uint32_t, double) {},
            [&](std::uint32_t arc, double dependency) {
                const double part = of.directed() ? dependency : dependency / 2;
                again[arc] += part;
                if (!of.directed()) again[back[arc]] += part;
                sum_again += dependency;
            });
        if (!how.within.equal(sum_again, certificate.totals[k]))
            return verification::reject("the total of source " + of.who().name(sources[k]) + " is " +
                                        number_text(sum_again) + ", not " + number_text(certificate.totals[k]));
    }
    if (!exact) return verification::accept();
    const bool all = checks == sources.size();
    for (std::size_t arc = 0; arc < score.size(); ++arc) {
        const double given = score[arc] * unit;
        if (all ? !how.within.equal(again[arc], given) : !how.within.at_most(again[arc], given))
            return verification::reject("the score of arc " + std::to_string(arc) + " is " + number_text(given) +
                                        (all ? ", not " : ", less than its share from a part of the sources, ") +
                                        number_text(again[arc]));
    }
    return verification::accept();
}

} // namespace detail

/// Checks a result without the kernels that made it, as `verify` of a `betweenness_result` does.
[[nodiscard]] inline verification verify(const view& of, const tie_betweenness_result& result,
                                         const betweenness_check& how = {}) {
    return detail::verify_tie_betweenness(
        of, result, how, [](std::uint32_t) { return std::uint64_t{1}; }, 0);
}

/// The same with lengths.
template <length_number Number>
[[nodiscard]] verification verify(const view& of, const lengths<Number>& by, const tie_betweenness_result& result,
                                  const betweenness_check& how = {}) {
    expects(by.belong_to(of), "the lengths must be of this view");
    using distance = std::conditional_t<std::is_floating_point_v<Number>, double, std::uint64_t>;
    const auto values = by.values();
    return detail::verify_tie_betweenness(
        of, result, how, [&](std::uint32_t arc) { return static_cast<distance>(values[arc]); }, by.tolerance());
}

} // namespace colearn

#endif

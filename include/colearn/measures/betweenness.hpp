// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_BETWEENNESS_HPP
#define COLEARN_MEASURES_BETWEENNESS_HPP

/// @file
/// For a policy reader: who holds the network together. An actor's betweenness counts the pairs of others whose
/// shortest connection runs through it: how much would take a longer way, or none, without this actor.
/// For an engineer: exact betweenness of the actors of a view, with or without lengths.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/lengths.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/betweenness_core.hpp>
#include <colearn/measures/detail/betweenness_plain.hpp>
#include <colearn/measures/detail/betweenness_sum.hpp>

namespace colearn {

struct betweenness_options {
    bool normalised = false;          ///< divide by the number of pairs of others: scores from 0 to 1
    std::vector<id<actor>> sources{}; ///< count only the shortest paths that start at these; empty: at all
    unsigned threads = 1;             ///< workers; 0: all cores
    progress_callback progress{};     ///< called with the share of the sources that are done
    std::stop_token stop{};           ///< stops within the searches that are under way
};

/// Evidence: what each source contributed, which anyone can compute again for a few of them.
struct betweenness_certificate {
    std::vector<id<actor>> sources{}; ///< actors whose shortest paths are in the scores, ascending
    std::vector<double> totals{};     ///< for each: over all others it can reach, the mean number of actors in between
    std::size_t sources_asked = 0;    ///< how many there were to do
};

struct betweenness_result {
    actor_map<double> score{};               ///< pairs of others that the actor stands between, or a share
    bool normalised = false;                 ///< whether the scores were divided by the number of pairs
    std::string note{};                      ///< what a reader must know: an estimate, or why not normalised
    std::string lengths_by{hop_count::name}; ///< what makes a path short
    view_record measured_on{};               ///< layers, direction and what was left out
    betweenness_certificate certificate{};
    status outcome = status::optimal; ///< optimal: exact; cancelled: an estimate from the sources done
};

namespace detail {

// Ordered pairs of others around one actor, counted once where the view is undirected.
[[nodiscard]] inline double pairs_of_others(const view& of) {
    const auto n = static_cast<double>(of.actor_count());
    return n < 3 ? 0 : (n - 1) * (n - 2) / (of.directed() ? 1 : 2);
}

[[nodiscard]] inline std::vector<std::uint8_t> marked_sources(const view& of, const betweenness_options& options) {
    expects(!options.normalised || options.sources.empty(), "normalised scores need all actors as sources");
    std::vector<std::uint8_t> is_source(of.actor_count(), options.sources.empty() ? 1 : 0);
    for (const auto who : options.sources) {
        expects(who.index < of.actor_count(), "every source must be an actor of the view", who);
        is_source[who.index] = 1;
    }
    return is_source;
}

// What is done stands for the rest; with nothing done, nothing is known, and the factor is 0.
[[nodiscard]] inline double scale_to_all(const betweenness_core& core, const betweenness_sum& made) {
    double asked = 0;
    double done = 0;
    for (std::size_t i = 0; i < core.size(); ++i) {
        asked += core.chosen[i];
        if (made.done[i] != 0) done += core.chosen[i];
    }
    return made.complete ? 1 : done > 0 ? asked / done : 0;
}

// A source's total is that of its root in the core, and `offset(source)`.
template <class Offset>
[[nodiscard]] betweenness_certificate certificate_of(const betweenness_core& core, const betweenness_sum& made,
                                                     const std::vector<std::uint8_t>& is_source, Offset offset) {
    betweenness_certificate certificate;
    for (std::size_t v = 0; v < is_source.size(); ++v) {
        if (is_source[v] == 0) continue;
        ++certificate.sources_asked;
        if (made.done[core.root[v]] == 0) continue;
        certificate.sources.push_back(id<actor>{v});
        certificate.totals.push_back(made.totals[core.root[v]] + offset(v));
    }
    return certificate;
}

[[nodiscard]] inline std::string estimate_note(const betweenness_certificate& certificate) {
    return "an estimate: stopped after " + std::to_string(certificate.sources.size()) + " of " +
           std::to_string(certificate.sources_asked) + " actors, which stand for the rest";
}

// `sum(core, options)` runs the kernel.
template <class Sum>
[[nodiscard]] betweenness_result betweenness_by(const view& of, const betweenness_options& options, Sum sum) {
    const auto is_source = marked_sources(of, options);
    const auto n = of.actor_count();
    const auto core = make_core(of, is_source);
    const betweenness_sum made = sum(
        core,
        parallel_options{.threads = options.threads, .grain = 1, .progress = options.progress, .stop = options.stop});

    betweenness_result result;
    result.score = actor_map<double>(of.shared_roster());
    result.measured_on = of.record();
    result.outcome = made.complete ? status::optimal : status::cancelled;
    const double scale = scale_to_all(core, made);
    const double known = scale > 0 ? 1 : 0;
    const double once = of.directed() ? 1 : 0.5;
    const auto score = result.score.values();
    for (std::size_t v = 0; v < n; ++v) score[v] = known * once * core.by_formula[v];
    for (std::size_t i = 0; i < core.size(); ++i) score[core.original[i]] += once * scale * made.score[i];

    result.certificate = certificate_of(core, made, is_source, [&](std::size_t v) { return core.total_offset[v]; });
    if (!made.complete) result.note = estimate_note(result.certificate);
    if (options.normalised) {
        const double pairs = pairs_of_others(of);
        result.normalised = pairs > 0;
        if (pairs > 0)
            for (auto& one : score) one /= pairs;
        else
            result.note = "not normalised: with fewer than three actors there is no pair to stand between";
    }
    return result;
}

} // namespace detail

/// Betweenness with every tie of length 1: a shortest path is one with the fewest steps.
///
/// The score of v is the sum over pairs (s, t) of others of the share of the shortest paths from s to t that v is on;
/// both orders of a pair count on a directed view, one on an undirected one. Pairs without a path add nothing; ends of
/// a path are not between. Self-ties never matter; parallel ties are so many different paths. With `sources`, s runs
/// over these alone (and an undirected view takes half the sum over ordered pairs).
///
/// Source: Freeman, Sociometry 40 (1977) 35; Brandes, Journal of Mathematical Sociology 25 (2001) 163; trees of an
/// undirected view by the formula in `detail/betweenness_core.hpp`.
/// Complexity: O(n m) time. Memory beside the view: about 110 bytes an actor and 8 an arc (16 on a directed view), and
/// for each thread 610 bytes an actor: three rows of sixteen doubles, and who is met when.
/// Preconditions: see `betweenness_options`.
/// Result: `optimal`: exact up to rounding, whatever the number of paths; `cancelled`: an estimate, labelled in `note`.
/// Throws: `contract_violation`; what `progress` throws.
/// Determinism: the same on any number of threads, to the last bit.
/// Example: `for (auto who : top<teacher>(betweenness(freeze(net)).score, 10)) ...`
[[nodiscard]] inline betweenness_result betweenness(const view& of, const betweenness_options& options = {}) {
    return detail::betweenness_by(of, options, [](const detail::betweenness_core& core, const parallel_options& how) {
        return detail::sum_by_steps<detail::scored::actors>(core, core.size(), how);
    });
}

/// Betweenness with lengths: a shortest path is one with the least sum of lengths. Paths whose lengths agree within
/// the tolerance of `by` are equally short: .1 + .2 and .15 + .15 share a pair half and half.
///
/// Source and rest as above. Complexity: O(n m) time plus that of the queue: O(1) an operation where the longest tie
/// is at most 16,384 times as long as the shortest, O(log n) otherwise; where distances settle in a few passes over the
/// ties, sixteen sources at a time do without (`detail/betweenness_lengths.hpp`). Memory beside the
/// view: as above, but 290 bytes an actor for each thread, there 4 for each further way of each of the sixteen sources
/// to an actor that has several, and two copies of the lengths.
/// Preconditions: `by` was made from this view.
template <length_number Number>
[[nodiscard]] betweenness_result betweenness(const view& of, const lengths<Number>& by,
                                             const betweenness_options& options = {}) {
    expects(by.belong_to(of), "the lengths must be of this view");
    auto result =
        detail::betweenness_by(of, options, [&](const detail::betweenness_core& core, const parallel_options& how) {
            return detail::sum_by_lengths<detail::scored::actors>(core, by, core.size(), how);
        });
    result.lengths_by = by.rule();
    return result;
}

struct betweenness_check {
    std::size_t sources = 32;                             ///< how many searches are run again, spread evenly
    tolerance within{.relative = 1e-9, .absolute = 1e-9}; ///< for comparing sums
};

namespace detail {

[[nodiscard]] inline verification verify_certificate(const view& of, const betweenness_certificate& certificate,
                                                     bool exact) {
    const auto& sources = certificate.sources;
    if (sources.size() != certificate.totals.size())
        return verification::reject("there must be one total for each source");
    if (exact && sources.size() != certificate.sources_asked)
        return verification::reject("an exact result must have all sources that were asked for");
    for (std::size_t k = 0; k < sources.size(); ++k)
        if (sources[k].index >= of.actor_count() || (k > 0 && !(sources[k - 1] < sources[k])))
            return verification::reject("the sources must be actors of the view, ascending");
    return verification::accept();
}

template <class Length>
[[nodiscard]] verification verify_betweenness(const view& of, const betweenness_result& result,
                                              const betweenness_check& how, Length length_of, double longer) {
    const auto n = of.actor_count();
    const auto score = result.score.values();
    const auto& certificate = result.certificate;
    if (score.size() != n) return verification::reject("there must be one score for each actor");
    const double pairs = pairs_of_others(of);
    const double to_ordered = (of.directed() ? 1 : 2) * (result.normalised ? pairs : 1);
    const auto name = [&](std::size_t v) { return of.who().name(id<actor>{v}); };
    const bool exact = result.outcome == status::optimal;
    double sum = 0;
    for (std::size_t v = 0; v < n; ++v) {
        if (!(score[v] >= 0) || (exact && !how.within.at_most(score[v], result.normalised ? 1 : pairs)))
            return verification::reject("the score of " + name(v) + " must be from 0 to the number of pairs, not " +
                                        number_text(score[v]));
        sum += score[v] * to_ordered;
    }
    if (auto shape = verify_certificate(of, certificate, exact); !shape) return shape;
    const auto& sources = certificate.sources;
    const double total = std::accumulate(certificate.totals.begin(), certificate.totals.end(), 0.);
    if (exact && !how.within.equal(sum, total))
        return verification::reject("the scores sum to " + number_text(sum) + " over ordered pairs, the totals to " +
                                    number_text(total));
    const auto checks = (std::min)((std::max)(how.sources, std::size_t{1}), sources.size());
    std::vector<double> dependencies(n, 0.0);
    for (std::size_t c = 0; c < checks; ++c) {
        const auto k = c * sources.size() / checks;
        double again = 0;
        plain_dependencies(
            of, sources[k].index, length_of, longer,
            [&](std::uint32_t v, double dependency) {
                dependencies[v] += dependency;
                again += dependency;
            },
            [](std::uint32_t, double) {});
        if (!how.within.equal(again, certificate.totals[k]))
            return verification::reject("the total of source " + name(sources[k].index) + " is " + number_text(again) +
                                        ", not " + number_text(certificate.totals[k]));
    }
    if (!exact) return verification::accept();
    const bool all = checks == sources.size();
    for (std::size_t v = 0; v < n; ++v) {
        const double ordered = score[v] * to_ordered;
        if (all ? !how.within.equal(dependencies[v], ordered) : !how.within.at_most(dependencies[v], ordered))
            return verification::reject("the score of " + name(v) + " over ordered pairs is " + number_text(ordered) +
                                        (all ? ", not " : ", less than its share from a part of the sources, ") +
                                        number_text(dependencies[v]));
    }
    return verification::accept();
}

} // namespace detail

/// Checks a result without the kernels that made it.
///
/// Each source's total dependency is a row sum, each actor's score a column sum, of one table that is never stored.
/// Checked: every score is in range; the scores and the certificate's totals have the same sum; and for `how.sources`
/// sources, spread evenly, the row is computed again by the textbook algorithm: its sum is the total, and no score is
/// below the sum of its entries in these rows.
/// Proves: with `how.sources` at least the number of sources, every score. With fewer, these totals and the sum of all
/// scores against the totals, not each score: what moves a score from one actor to another within these bounds would
/// pass. Of a cancelled result the totals alone are checked, since its scores are an estimate.
/// Complexity: O(sources (m + n log n)) time, O(n + m) memory.
[[nodiscard]] inline verification verify(const view& of, const betweenness_result& result,
                                         const betweenness_check& how = {}) {
    return detail::verify_betweenness(
        of, result, how, [](std::uint32_t) { return std::uint64_t{1}; }, 0);
}

/// The same with lengths.
template <length_number Number>
[[nodiscard]] verification verify(const view& of, const lengths<Number>& by, const betweenness_result& result,
                                  const betweenness_check& how = {}) {
    expects(by.belong_to(of), "the lengths must be of this view");
    using distance = std::conditional_t<std::is_floating_point_v<Number>, double, std::uint64_t>;
    const auto values = by.values();
    return detail::verify_betweenness(
        of, result, how, [&](std::uint32_t arc) { return static_cast<distance>(values[arc]); }, by.tolerance());
}

} // namespace colearn

#endif

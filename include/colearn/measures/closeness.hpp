// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_CLOSENESS_HPP
#define COLEARN_MEASURES_CLOSENESS_HPP

/// @file
/// For a policy reader: how near an actor is to everyone else: how soon news from it gets round, or reaches it.
/// For an engineer: closeness and harmonic centrality, exact, with or without lengths.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/lengths.hpp>
#include <colearn/graph/measured_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/degree.hpp>
#include <colearn/measures/detail/closeness_run.hpp>

namespace colearn {

/// What to do about others that an actor cannot reach. With r others reached, at a total distance of t, of n actors:
enum class closeness_convention : std::uint8_t {
    scaled_by_reach, ///< (r / (n - 1)) (r / t): being close to few counts for little (Wasserman and Faust; NetworkX)
    within_reach,    ///< r / t: only those in reach count, however few (igraph)
    whole_network,   ///< (n - 1) / t, and undefined unless all others are reached (Freeman)
};

[[nodiscard]] constexpr std::string_view to_string(closeness_convention convention) noexcept {
    return convention == closeness_convention::scaled_by_reach ? "scaled by the share of others in reach"
           : convention == closeness_convention::within_reach  ? "over the others in reach alone"
                                                               : "only where all others are in reach";
}

struct closeness_options {
    direction which = direction::out; ///< distances from the actor along ties (out), or to it (in)
    closeness_convention convention = closeness_convention::scaled_by_reach; ///< for those who cannot reach all
    std::vector<id<actor>> actors{}; ///< whose closeness is asked for; empty: everyone's
    unsigned threads = 1;            ///< workers; 0: all cores
    progress_callback progress{};    ///< called with the share of these actors that is done
    std::stop_token stop{};          ///< stops within the searches that are under way
};

struct harmonic_options {
    direction which = direction::out; ///< distances from the actor along ties (out), or to it (in)
    bool normalised = false;          ///< divide by the number of others: scores from 0 to 1 (in steps)
    std::vector<id<actor>> actors{};  ///< whose centrality is asked for; empty: everyone's
    unsigned threads = 1;             ///< workers; 0: all cores
    progress_callback progress{};     ///< called with the share of these actors that is done
    std::stop_token stop{};           ///< stops within the searches that are under way
};

struct closeness_result {
    measured_map score{};             ///< 1 is next to everyone (in steps); undefined where `score` says why
    direction which = direction::out; ///< along which ties
    closeness_convention convention = closeness_convention::scaled_by_reach; ///< for those who cannot reach all
    std::string lengths_by{hop_count::name};                                 ///< what makes a path short
    view_record measured_on{};                                               ///< layers, direction, what was left out
    distance_certificate certificate{};                                      ///< total: sum of the distances
    status outcome = status::optimal; ///< optimal: all; cancelled: exact for those done, the others undefined
};

struct harmonic_result {
    measured_map score{};                    ///< sum, or mean, of 1 / distance over all others; 0 where out of reach
    direction which = direction::out;        ///< along which ties
    bool normalised = false;                 ///< whether it is the mean
    std::string lengths_by{hop_count::name}; ///< what makes a path short
    view_record measured_on{};               ///< layers, direction, what was left out
    distance_certificate certificate{};      ///< total: sum of 1 / distance
    status outcome = status::optimal;        ///< optimal: all; cancelled: exact for those done, the others undefined
};

namespace detail {

// The score of an actor that reaches `reached` of `others` at a total distance of `total`.
[[nodiscard]] inline measured closeness_of(closeness_convention convention, double reached, double total, double others,
                                           const std::string& why_undefined) {
    if (reached == 0 || (convention == closeness_convention::whole_network && reached != others))
        return measured::undefined(why_undefined);
    const double within = reached / total;
    return measured::as(convention == closeness_convention::scaled_by_reach ? within * (reached / others) : within);
}

[[nodiscard]] inline closeness_result conclude(const view& of, const closeness_options& options, distance_run run) {
    closeness_result result;
    const bool all = options.convention == closeness_convention::whole_network;
    result.score = measured_map(of.shared_roster(),
                                std::string(options.which == direction::in
                                                ? all ? "some others cannot reach it" : "no other can reach it"
                                            : all ? "it cannot reach all others"
                                                  : "it cannot reach any other") +
                                    (options.actors.empty() && run.complete ? "" : ", or it was not searched from"));
    const auto& certificate = run.certificate;
    const auto others = static_cast<double>(of.actor_count()) - 1;
    for (std::size_t k = 0; k < certificate.sources.size(); ++k) {
        const auto made = closeness_of(options.convention, static_cast<double>(certificate.reached[k]),
                                       certificate.total[k], others, result.score.why_undefined());
        if (made.value) result.score.set(certificate.sources[k], *made.value);
    }
    result.which = options.which;
    result.convention = options.convention;
    result.lengths_by = std::move(run.lengths_by);
    result.measured_on = of.record();
    result.certificate = std::move(run.certificate);
    result.outcome = run.complete ? status::optimal : status::cancelled;
    return result;
}

[[nodiscard]] inline harmonic_result conclude(const view& of, const harmonic_options& options, distance_run run) {
    harmonic_result result;
    const auto others = static_cast<double>(of.actor_count()) - 1;
    const bool alone = options.normalised && others == 0;
    result.score = measured_map(of.shared_roster(), alone ? "there is no other actor" : "it was not searched from");
    const auto& certificate = run.certificate;
    for (std::size_t k = 0; k < certificate.sources.size() && !alone; ++k)
        result.score.set(certificate.sources[k],
                         options.normalised ? certificate.total[k] / others : certificate.total[k]);
    result.which = options.which;
    result.normalised = options.normalised;
    result.lengths_by = std::move(run.lengths_by);
    result.measured_on = of.record();
    result.certificate = std::move(run.certificate);
    result.outcome = run.complete ? status::optimal : status::cancelled;
    return result;
}

} // namespace detail

/// Closeness in steps: how few it takes, on average, to get to the others.
///
/// Source: Freeman, Social Networks 1 (1979) 215; Wasserman and Faust, *Social Network Analysis* (1994), 5.2.2 and, for
/// networks that fall apart, p. 200. Searches 512 at a time: `detail/many_source_search.hpp`.
/// Complexity: at most O(n m / 64) word operations a level of the searches, O(n (n + m)) at worst (a long path).
/// Memory: about 140 bytes an actor for each thread, and 40 an actor for the result.
/// Preconditions: `which` is `out` or `in` (on a directed view); `actors` are of the view.
/// Result: `optimal`; or `cancelled`, with exact scores of those that were done. An actor that reaches nobody is
/// undefined: it is not 0 away, nor infinitely close.
/// Throws: `contract_violation`; what `progress` throws. Determinism: to the last bit on any number of threads.
/// Example: `for (auto who : top<teacher>(closeness(freeze(net), {.which = direction::in}).score, 10)) ...`
[[nodiscard]] inline closeness_result closeness(const view& of, const closeness_options& options = {}) {
    return detail::conclude(of, options, detail::run_distances(of, options, false));
}

/// Closeness with lengths. Complexity: O(n m) time for each pass that sixteen sources side by side need until their
/// distances settle (`detail/lane_distances.hpp`), a few as a rule. Where the first sixteen need more than 20, as on a
/// long chain, or there are fewer than six sources: O(n m) plus the time of a queue, O(1) an operation where the
/// longest tie is at most 16,384 times as long as the shortest, O(log n) otherwise. Memory: 130 bytes an actor for each
/// thread (34 where lengths are small whole numbers), 30 more where the queue is needed, and two copies of the lengths.
/// Preconditions: `by` was made from this view. All else as above.
template <length_number Number>
[[nodiscard]] closeness_result closeness(const view& of, const lengths<Number>& by,
                                         const closeness_options& options = {}) {
    return detail::conclude(of, options, detail::run_distances(of, by, options, false));
}

/// Harmonic centrality in steps: the sum of 1 / distance over all others, with 0 for those out of reach. So it is
/// defined for every actor of any network, and is what to use where a network falls apart.
///
/// Source: Marchiori and Latora, Physica A 285 (2000) 539; Boldi and Vigna, "Axioms for centrality", Internet
/// Mathematics 10 (2014) 222. All else as `closeness`.
[[nodiscard]] inline harmonic_result harmonic(const view& of, const harmonic_options& options = {}) {
    return detail::conclude(of, options, detail::run_distances(of, options, true));
}

/// Harmonic centrality with lengths; a score is in 1 / the unit of the lengths.
template <length_number Number>
[[nodiscard]] harmonic_result harmonic(const view& of, const lengths<Number>& by,
                                       const harmonic_options& options = {}) {
    return detail::conclude(of, options, detail::run_distances(of, by, options, true));
}

struct distance_check {
    std::size_t sources = 32;                             ///< how many searches are run again, spread evenly
    tolerance within{.relative = 1e-9, .absolute = 1e-9}; ///< for comparing sums
};

namespace detail {

[[nodiscard]] inline verification verify_scores(const view& of, const closeness_result& result,
                                                const tolerance& within) {
    const auto& certificate = result.certificate;
    const auto others = static_cast<double>(of.actor_count()) - 1;
    for (std::size_t k = 0; k < certificate.sources.size(); ++k) {
        const auto who = certificate.sources[k];
        const auto right = closeness_of(result.convention, static_cast<double>(certificate.reached[k]),
                                        certificate.total[k], others, result.score.why_undefined());
        const auto given = result.score[who];
        if (given.defined() != right.defined() || (right.value && !within.equal(*given.value, *right.value)))
            return verification::reject("the closeness of " + of.who().name(who) + " is " + to_string(right) +
                                        ", not " + to_string(given));
    }
    return verification::accept();
}

[[nodiscard]] inline verification verify_scores(const view& of, const harmonic_result& result,
                                                const tolerance& within) {
    const auto& certificate = result.certificate;
    const auto others = static_cast<double>(of.actor_count()) - 1;
    for (std::size_t k = 0; k < certificate.sources.size(); ++k) {
        const auto who = certificate.sources[k];
        const auto given = result.score[who];
        const bool defined = !result.normalised || others > 0;
        const double right = certificate.total[k] / (result.normalised && defined ? others : 1);
        if (given.defined() != defined || (defined && !within.equal(*given.value, right)))
            return verification::reject("the harmonic centrality of " + of.who().name(who) + " is " +
                                        number_text(right) + ", not " + to_string(given));
    }
    return verification::accept();
}

template <class Result, class Length>
[[nodiscard]] verification verify_distances(const view& of, const Result& result, const distance_check& how,
                                            Length length_of) {
    constexpr bool reciprocal = std::is_same_v<Result, harmonic_result>;
    if (result.score.size() != of.actor_count()) return verification::reject("there must be one score for each actor");
    const auto& sources = result.certificate.sources;
    if (auto shape = verify_shape(of, result.certificate, result.outcome == status::optimal); !shape) return shape;
    for (const auto who : of.actors())
        if (result.score.defined(who) && !std::binary_search(sources.begin(), sources.end(), who))
            return verification::reject(of.who().name(who) + " has a score, but was not searched from");
    if (auto scores = verify_scores(of, result, how.within); !scores) return scores;
    return verify_searches(of, result.certificate, result.which, reciprocal, how.sources, how.within, length_of);
}

} // namespace detail

/// Checks a result without the kernels that made it: every score follows from the number reached and the total in the
/// certificate, and for `how.sources` actors, spread evenly, a plain search with a heap finds the same two.
///
/// Proves: with `how.sources` at least the number of actors, every score; with fewer, those of the ones searched again.
/// Complexity: O(sources (m + n) log n) time, O(n + m) memory.
template <class Result>
requires std::same_as<Result, closeness_result> || std::same_as<Result, harmonic_result>
[[nodiscard]] verification verify(const view& of, const Result& result, const distance_check& how = {}) {
    return detail::verify_distances(of, result, how, [](std::uint32_t) { return std::uint64_t{1}; });
}

/// The same with lengths.
template <length_number Number, class Result>
requires std::same_as<Result, closeness_result> || std::same_as<Result, harmonic_result>
[[nodiscard]] verification verify(const view& of, const lengths<Number>& by, const Result& result,
                                  const distance_check& how = {}) {
    expects(by.belong_to(of), "the lengths must be of this view");
    const auto values = by.values();
    return detail::verify_distances(
        of, result, how, [&](std::uint32_t arc) { return static_cast<detail::distance_of<Number>>(values[arc]); });
}

} // namespace colearn

#endif

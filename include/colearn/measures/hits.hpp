// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_HITS_HPP
#define COLEARN_MEASURES_HITS_HPP

/// @file
/// For a policy reader: two ways to count: an authority is named by good hubs, a hub is who names good authorities.
/// For an engineer: the singular vectors of the matrix of strengths for its largest singular value.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/joined_sets.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/measured_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/dominant_vector.hpp>
#include <colearn/measures/detail/eigenvalue_bound.hpp>
#include <colearn/measures/eigenvector.hpp>

namespace colearn {

struct hits_options {
    double tolerance = 1e-10;         ///< > 0: largest residual of the authorities, as a share of the eigenvalue
    std::size_t max_products = 10000; ///< pairs of passes over the ties, there and back, for each part looked at
    unsigned threads = 1;             ///< workers; 0: all cores
    progress_callback progress{};     ///< called with the share of the digits that are settled, of the part at work
    std::stop_token stop{};           ///< stops after the pair of passes that is under way
};

struct hits_certificate {
    double singular_value = 0; ///< the largest of the matrix of strengths; 0 without ties
    double residual = 0;       ///< Euclidean norm of A^T A x - value^2 x for the authorities x, as a share of value^2 x
    std::size_t products = 0;  ///< pairs of passes over the ties of the parts looked at
    std::size_t leading = 0; ///< parts that share the largest singular value; above 1 the scores are not the only ones
};

struct hits_result {
    measured_map authority{};  ///< 0 to 1, the largest is 1; undefined for all without ties
    measured_map hub{};        ///< 0 to 1, the largest is 1; undefined for all without ties
    std::string note{};        ///< what a reader must know: parts of equal rank
    view_record measured_on{}; ///< layers, direction and what was left out
    hits_certificate certificate{};
    status outcome = status::converged; ///< converged, not_converged (limit reached) or cancelled
};

namespace detail {

// Sets of hubs and authorities that no tie leaves: the blocks of A^T A.
struct citation_part {
    std::vector<std::uint32_t> authorities;
    std::vector<std::uint32_t> hubs;
    double bound = 0; // no squared singular value is larger
    std::vector<double> vector;
    dominant_pair pair;
};

[[nodiscard]] inline std::vector<citation_part> citation_parts(const rows& out, const rows& in) {
    const auto n = static_cast<std::uint32_t>(out.size());
    joined_sets sets(2 * static_cast<std::size_t>(n)); // v as a hub, then n + v as an authority
    for (std::uint32_t v = 0; v < n; ++v)
        for (const auto w : out.of(v)) sets.join(v, n + w); // a part with ties is led by a hub
    const auto sum_of = [](const rows& side, std::uint32_t v) {
        double sum = 0;
        for (const double one : side.strengths_of(v)) sum += one;
        return sum;
    };
    std::vector<citation_part> made;
    std::vector<std::uint32_t> number(n, 0);
    std::vector<double> most_named;
    for (std::uint32_t v = 0; v < n; ++v) {
        if (out.degree(v) == 0) continue;
        const auto root = sets.find(v);
        if (root == v) {
            number[v] = static_cast<std::uint32_t>(made.size());
            made.emplace_back();
            most_named.push_back(0);
        }
        auto& part = made[number[root]];
        part.hubs.push_back(v);
        part.bound = (std::max)(part.bound, sum_of(out, v));
    }
    for (std::uint32_t v = 0; v < n; ++v) {
        if (in.degree(v) == 0) continue;
        const auto at = number[sets.find(n + v)];
        made[at].authorities.push_back(v);
        most_named[at] = (std::max)(most_named[at], sum_of(in, v));
    }
    for (std::size_t k = 0; k < made.size(); ++k) made[k].bound *= most_named[k];
    std::stable_sort(made.begin(), made.end(), [](const auto& a, const auto& b) { return a.bound > b.bound; });
    return made;
}

inline void sum_rows(const rows& side, std::span<const std::uint32_t> of, std::span<const double> from,
                     std::span<double> to, unsigned threads) {
    for_each_block(of.size(), threads, [&](std::size_t first, std::size_t last) {
        for (auto i = first; i < last; ++i) {
            double sum = 0;
            for (auto k = side.offsets[of[i]]; k < side.offsets[of[i] + 1]; ++k)
                sum += side.strengths[k] * from[side.neighbours[k]];
            to[of[i]] = sum;
        }
    });
}

[[nodiscard]] inline hits_result hits_of_undirected(const view& of, const hits_options& options) {
    auto found = eigenvector(of, {.tolerance = options.tolerance,
                                  .max_products = options.max_products,
                                  .threads = options.threads,
                                  .progress = options.progress,
                                  .stop = options.stop});
    hits_result result{found.score, found.score, std::move(found.note), of.record(), {}, found.outcome};
    // |A^2 x - l^2 x| <= |A| |A x - l x| + l |A x - l x|
    result.certificate = {found.certificate.eigenvalue, 2 * found.certificate.residual, found.certificate.products,
                          found.certificate.leading};
    return result;
}

} // namespace detail

/// Hubs and authorities, weighted by strength: authority_w = sum over ties v -> w of strength * hub_v, and hub_v = sum
/// over ties v -> w of strength * authority_w, each up to scale. On an undirected view both are `eigenvector`'s scores.
///
/// Source: Kleinberg, Journal of the ACM 46 (1999) 604; by Lanczos' method on A^T A instead of the power method. Where
/// the network falls into parts that share no hub and no authority, only the one with the largest singular value has
/// scores, the others 0; where several share it, each has its largest score at 1, and `note` says so.
/// Complexity: O(n + m) time a pair of passes. Memory: 18 doubles an actor and the view's incoming rows.
/// Result: `converged` when the residual is at most the tolerance; else `not_converged` or `cancelled`, with the scores
/// so far. Undefined: without ties. Throws: `contract_violation`; what `progress` throws.
/// Determinism: the same on any number of threads.
[[nodiscard]] inline hits_result hits(const view& of, const hits_options& options = {}) {
    expects(options.tolerance > 0, "the tolerance must be positive", options.tolerance);
    if (!of.directed()) return detail::hits_of_undirected(of, options);
    const auto n = of.actor_count();
    const auto out = of.out();
    const auto in = of.in(options.threads);
    hits_result result;
    result.measured_on = of.record();
    result.authority = result.hub = measured_map(of.shared_roster(), "the network has no tie");
    auto& certificate = result.certificate;
    std::vector<double> authority(n, 0.0);
    std::vector<double> hub(n, 0.0);
    std::vector<detail::citation_part> found;
    double best = 0;
    double told = 0;
    for (auto& part : detail::citation_parts(out, in)) {
        if (part.bound < best * (1 - detail::equal_eigenvalues) || result.outcome == status::cancelled) break;
        const auto& who = part.authorities;
        part.vector.assign(who.size(), 1.0);
        const auto multiply = [&](std::span<const double> from, std::span<double> to) {
            for (std::size_t i = 0; i < who.size(); ++i) authority[who[i]] = from[i];
            detail::sum_rows(out, part.hubs, authority, hub, options.threads);
            detail::sum_rows(in, who, hub, authority, options.threads);
            for (std::size_t i = 0; i < who.size(); ++i) to[i] = authority[who[i]];
        };
        const auto tell = [&](double share) { options.progress(told = (std::max)(told, share)); };
        part.pair = detail::dominant_vector(part.vector, multiply,
                                            {.symmetric = true,
                                             .tolerance = options.tolerance,
                                             .max_products = options.max_products,
                                             .threads = options.threads,
                                             .progress = options.progress ? tell : progress_callback{},
                                             .stop = options.stop});
        certificate.products += part.pair.products;
        if (part.pair.outcome != status::converged) result.outcome = part.pair.outcome;
        best = (std::max)(best, part.pair.value);
        found.push_back(std::move(part));
    }
    std::erase_if(found, [&](const auto& one) { return one.pair.value < best * (1 - detail::equal_eigenvalues); });
    if (found.empty()) return result;
    certificate.leading = found.size();
    certificate.singular_value = std::sqrt(best);
    std::fill(authority.begin(), authority.end(), 0.0);
    std::fill(hub.begin(), hub.end(), 0.0);
    for (const auto& one : found) {
        certificate.residual = (std::max)(certificate.residual, one.pair.residual);
        const double largest = *std::max_element(one.vector.begin(), one.vector.end());
        for (std::size_t i = 0; i < one.authorities.size(); ++i)
            authority[one.authorities[i]] = one.vector[i] / largest;
        detail::sum_rows(out, one.hubs, authority, hub, options.threads);
        double most = 0;
        for (const auto v : one.hubs) most = (std::max)(most, hub[v]);
        for (const auto v : one.hubs) hub[v] /= most;
    }
    for (const auto who : of.actors()) {
        result.authority.set(who, authority[who.index]);
        result.hub.set(who, hub[who.index]);
    }
    if (found.size() > 1)
        result.note = std::to_string(found.size()) + " parts of the network, which share neither hubs nor authorities, "
                                                     "have the same singular value: scores compare only within a part";
    return result;
}

/// Multiplies once more, tie by tie along outgoing rows, and bounds the singular values of all others.
///
/// Proves: the authorities are an eigenvector of A^T A up to the residual, the hubs are A times the authorities up to
/// scale, neither is negative, and the singular value is the largest up to a share of `slack`. Rejects what it cannot
/// prove so in `steps` products. Complexity: O((n + m) steps) time at most, O(n) memory.
[[nodiscard]] inline verification verify(const view& of, const hits_result& result, double slack = 1e-6,
                                         std::size_t steps = 10000) {
    constexpr double rounding = 1e-12;
    const auto n = of.actor_count();
    const auto authority = result.authority.values();
    const auto hub = result.hub.values();
    if (authority.size() != n || hub.size() != n)
        return verification::reject("there must be two scores for each actor");
    const auto& certificate = result.certificate;
    if (result.authority.defined_count() != (of.arc_count() > 0 ? n : 0) ||
        result.hub.defined_count() != result.authority.defined_count())
        return verification::reject("scores must be defined where there are ties, and only there");
    if (of.arc_count() == 0) return verification::accept();
    const auto in_range = [](double one) { return one >= 0 && one <= 1; };
    if (!std::all_of(authority.begin(), authority.end(), in_range) || !std::all_of(hub.begin(), hub.end(), in_range))
        return verification::reject("every score must be from 0 to 1");
    const auto out = of.out();
    const auto hubs_of = [&](std::span<const double> from, std::span<double> to) {
        for (std::uint32_t v = 0; v < n; ++v) {
            to[v] = 0;
            for (auto k = out.offsets[v]; k < out.offsets[v + 1]; ++k)
                to[v] += out.strengths[k] * from[out.neighbours[k]];
        }
    };
    std::vector<double> named(n);
    const auto multiply = [&](std::span<const double> from, std::span<double> to) {
        hubs_of(from, named);
        detail::multiply_along_ties(out, named, to);
    };
    std::vector<double> product(n);
    multiply(authority, product);
    const double square = certificate.singular_value * certificate.singular_value;
    const double residual = detail::eigenvector_residual(authority, product, square);
    const double parts = std::sqrt(static_cast<double>((std::max)(certificate.leading, std::size_t{1})));
    if (!(residual <= certificate.residual * parts + rounding + (certificate.leading > 1 ? 1e-8 : 0)))
        return verification::reject("the residual is " + detail::number_text(residual) + ", not " +
                                    detail::number_text(certificate.residual));
    // Within a part, hub = scale * A authority: compared by angle where there is one part, by sign where there are
    // more.
    double dot = 0;
    double hubs = 0;
    double sums = 0;
    for (std::size_t v = 0; v < n; ++v) {
        if ((hub[v] > 0) != (named[v] > 0)) return verification::reject("a hub must name an authority");
        dot += hub[v] * named[v];
        hubs += hub[v] * hub[v];
        sums += named[v] * named[v];
    }
    if (certificate.leading == 1 && !(dot >= std::sqrt(hubs * sums) * (1 - rounding)))
        return verification::reject("the hubs must be in proportion to the authorities that they name");
    if (result.outcome != status::converged ||
        detail::no_eigenvalue_above(square * (1 + slack), authority, steps, multiply))
        return verification::accept();
    return verification::reject("it is not proved that no singular value is larger");
}

} // namespace colearn

#endif

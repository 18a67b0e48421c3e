// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_EIGENVECTOR_HPP
#define COLEARN_MEASURES_EIGENVECTOR_HPP

/// @file
/// For a policy reader: an actor counts for as much as its partners count: who is close to the core.
/// For an engineer: the Perron vector of the matrix of strengths, part by part where the network falls apart.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/measured_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/components.hpp>
#include <colearn/measures/detail/dominant_vector.hpp>
#include <colearn/measures/detail/eigenvalue_bound.hpp>

namespace colearn {

struct eigenvector_options {
    double tolerance = 1e-10;         ///< > 0: largest residual, as a share of the eigenvalue; not scaled by the size
    std::size_t max_products = 10000; ///< passes over the ties, for each part that is looked at
    unsigned threads = 1;             ///< workers; 0: all cores
    progress_callback progress{};     ///< called with the share of the digits that are settled, of the part at work
    std::stop_token stop{};           ///< stops after the pass that is under way
};

struct eigenvector_certificate {
    double eigenvalue = 0;    ///< the largest of the matrix of strengths, its spectral radius; 0 without a circle
    double residual = 0;      ///< Euclidean norm of (matrix * scores - eigenvalue * scores) / (eigenvalue * scores)
    std::size_t products = 0; ///< passes over the ties of the parts looked at
    std::size_t leading = 0;  ///< parts that share the largest eigenvalue; above 1 the scores are not the only ones
};

struct eigenvector_result {
    measured_map score{};      ///< 0 to 1, the largest is 1; undefined for all where no tie leads back
    std::string note{};        ///< what a reader must know: parts of equal rank, actors outside the leading part
    view_record measured_on{}; ///< layers, direction and what was left out
    eigenvector_certificate certificate{};
    status outcome = status::converged; ///< converged, not_converged (limit reached) or cancelled
};

namespace detail {

// Sums of the strengths within each component, by row: no eigenvalue of the component is above its largest.
inline void raise_bounds(const rows& side, std::span<const std::uint32_t> component, std::vector<double>& bound) {
    for (std::uint32_t v = 0; v < side.size(); ++v) {
        double sum = 0;
        for (auto k = side.offsets[v]; k < side.offsets[v + 1]; ++k)
            if (component[side.neighbours[k]] == component[v]) sum += side.strengths[k];
        bound[component[v]] = (std::max)(bound[component[v]], sum);
    }
}

[[nodiscard]] inline std::vector<double> component_bounds(const view& of, const component_result& parts) {
    const auto component = parts.component.values();
    std::vector<double> by_out(parts.sizes.size(), 0);
    raise_bounds(of.out(), component, by_out);
    if (!of.directed()) return by_out;
    std::vector<double> by_in(parts.sizes.size(), 0);
    raise_bounds(of.in(), component, by_in);
    for (std::size_t k = 0; k < by_in.size(); ++k) by_out[k] = (std::min)(by_out[k], by_in[k]);
    return by_out;
}

// Parts within this share of the largest eigenvalue count as equal.
inline constexpr double equal_eigenvalues = 1e-8;

struct leading_part {
    std::uint32_t component = 0;
    std::vector<std::uint32_t> vertices;
    std::vector<double> vector;
    dominant_pair pair;
};

class eigenvector_search {
public:
    eigenvector_search(const view& of, const eigenvector_options& options)
        : of_(of), options_(options), parts_(components(of, {.by = connection::strong})),
          whole_(of.actor_count(), 0.0) {}

    /// The parts that share the largest eigenvalue and whose vector no other of them takes over.
    [[nodiscard]] std::vector<leading_part> leading() {
        const auto bounds = component_bounds(of_, parts_);
        std::vector<std::uint32_t> order;
        for (std::uint32_t k = 0; k < bounds.size(); ++k)
            if (bounds[k] > 0) order.push_back(k);
        std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return bounds[a] > bounds[b]; });
        const auto members = members_of(order);
        std::vector<leading_part> found;
        double best = 0;
        for (const auto k : order) {
            if (bounds[k] < best * (1 - equal_eigenvalues)) break;
            leading_part one{k, members[k], {}, {}};
            one.vector.assign(one.vertices.size(), 1.0);
            solve(one);
            best = (std::max)(best, one.pair.value);
            found.push_back(std::move(one));
            if (outcome == status::cancelled) break;
        }
        std::erase_if(found, [&](const auto& one) { return one.pair.value < best * (1 - equal_eigenvalues); });
        if (of_.directed()) extend(found);
        return found;
    }

    std::size_t products = 0;
    status outcome = status::converged;

private:
    [[nodiscard]] std::vector<std::vector<std::uint32_t>> members_of(std::span<const std::uint32_t> wanted) const {
        std::vector<std::vector<std::uint32_t>> made(parts_.sizes.size());
        std::vector<std::uint8_t> is_wanted(made.size(), 0);
        for (const auto k : wanted) is_wanted[k] = 1;
        const auto component = parts_.component.values();
        for (std::uint32_t v = 0; v < component.size(); ++v)
            if (is_wanted[component[v]] != 0) made[component[v]].push_back(v);
        return made;
    }

    void solve(leading_part& one) {
        const bool all = one.vertices.size() == of_.actor_count();
        strength_matrix matrix(of_.in(options_.threads), all ? std::span<const std::uint32_t>{} : one.vertices, whole_,
                               options_.threads);
        one.pair = dominant_vector(
            one.vector, [&](auto from, auto to) { matrix.multiply(from, to); },
            {.symmetric = !of_.directed(),
             .tolerance = options_.tolerance,
             .max_products = options_.max_products,
             .threads = options_.threads,
             .progress = options_.progress ? [this](double share) { tell(share); } : progress_callback{},
             .stop = options_.stop});
        products += one.pair.products;
        if (one.pair.outcome != status::converged) outcome = one.pair.outcome;
    }

    // A second part begins where the first has been: what is told does not fall back.
    void tell(double share) {
        told_ = (std::max)(told_, share);
        options_.progress(told_);
    }

    // Those that the part leads to, with the part itself, ascending.
    [[nodiscard]] std::vector<std::uint32_t> closure_of(std::span<const std::uint32_t> part) {
        const auto out = of_.out();
        std::vector<std::uint32_t> queue(part.begin(), part.end());
        for (const auto v : queue) whole_[v] = 1; // seen
        for (std::size_t i = 0; i < queue.size(); ++i)
            for (const auto w : out.of(queue[i]))
                if (whole_[w] == 0) {
                    whole_[w] = 1;
                    queue.push_back(w);
                }
        for (const auto v : queue) whole_[v] = 0;
        std::sort(queue.begin(), queue.end());
        return queue;
    }

    // A part hands its score on to those it leads to. One that leads to another leading part has no vector of its own.
    void extend(std::vector<leading_part>& found) {
        const auto component = parts_.component.values();
        std::vector<std::uint8_t> leads(parts_.sizes.size(), 0);
        for (const auto& one : found) leads[one.component] = 1;
        std::vector<leading_part> kept;
        for (auto& one : found) {
            auto reached = closure_of(one.vertices);
            const bool taken_over = std::any_of(reached.begin(), reached.end(), [&](auto v) {
                return component[v] != one.component && leads[component[v]] != 0;
            });
            if (taken_over) continue;
            if (reached.size() != one.vertices.size()) {
                std::vector<double> begin(reached.size(), 0.0);
                std::size_t at = 0;
                for (std::size_t i = 0; i < reached.size(); ++i)
                    if (at < one.vertices.size() && reached[i] == one.vertices[at]) begin[i] = one.vector[at++];
                one.vertices = std::move(reached);
                one.vector = std::move(begin);
                solve(one);
            }
            kept.push_back(std::move(one));
        }
        found = std::move(kept);
    }

    const view& of_;
    const eigenvector_options& options_;
    component_result parts_;
    std::vector<double> whole_; // for `strength_matrix`
    double told_ = 0;
};

// to_w = sum over ties v -> w of strength * from_v, arc by arc along outgoing rows.
inline void multiply_along_ties(const rows& out, std::span<const double> from, std::span<double> to) {
    std::fill(to.begin(), to.end(), 0.0);
    for (std::uint32_t v = 0; v < out.size(); ++v)
        for (auto k = out.offsets[v]; k < out.offsets[v + 1]; ++k) to[out.neighbours[k]] += out.strengths[k] * from[v];
}

[[nodiscard]] inline double eigenvector_residual(std::span<const double> score, std::span<const double> product,
                                                 double eigenvalue) {
    double off = 0;
    double size = 0;
    for (std::size_t v = 0; v < score.size(); ++v) {
        off += (product[v] - eigenvalue * score[v]) * (product[v] - eigenvalue * score[v]);
        size += score[v] * score[v];
    }
    return std::sqrt(off / size) / eigenvalue;
}

[[nodiscard]] inline std::string eigenvector_note(const view& of, std::size_t leading, std::size_t outside) {
    std::string note;
    if (leading > 1)
        note = std::to_string(leading) + " parts of the network share the largest eigenvalue: scores compare only "
                                         "within a part";
    if (outside > 0)
        note += (note.empty() ? "" : "; ") + std::to_string(outside) + (outside == 1 ? " actor has" : " actors have") +
                " the score 0: no path of ties " + (of.directed() ? "leads there from" : "joins them to") +
                " the leading part";
    return note;
}

} // namespace detail

/// Eigenvector centrality, weighted by strength: x_v = (1 / eigenvalue) * sum over ties u -> v of strength * x_u, with
/// the largest eigenvalue. On a directed view an actor is made by those who name it.
///
/// Convention for a network that falls apart: only the part with the largest eigenvalue, and on a directed view those
/// it leads to, have a score; the others have 0, and `note` counts them. Where several parts share that eigenvalue,
/// each has its largest score at 1, and `note` says that scores compare within a part alone.
/// Source: Bonacich, Journal of Mathematical Sociology 2 (1972) 113; for reducible matrices: Berman and Plemmons,
/// *Nonnegative Matrices in the Mathematical Sciences* (1994), theorem 2.3.10 and chapter 2, section 3; the vector by
/// `detail::dominant_vector`.
/// Complexity: O(n + m) time a product; their number depends on the gap to the next eigenvalue (50 to 150 on networks
/// of schools). Memory: 17 doubles an actor and the view's incoming rows.
/// Result: `converged` when the true residual is at most the tolerance; else `not_converged` or `cancelled`, with the
/// scores so far and their residual. Undefined for all: where no tie leads back (no ties, or no circle of them).
/// Throws: `contract_violation`; what `progress` throws. Determinism: the same on any number of threads.
/// Example: `top<school>(eigenvector(freeze(net)).score, 10)`
[[nodiscard]] inline eigenvector_result eigenvector(const view& of, const eigenvector_options& options = {}) {
    expects(options.tolerance > 0, "the tolerance must be positive", options.tolerance);
    eigenvector_result result;
    result.measured_on = of.record();
    result.score = measured_map(of.shared_roster(), of.directed() ? "no tie of the network is part of a circle of ties"
                                                                  : "the network has no tie");
    detail::eigenvector_search search(of, options);
    const auto found = search.leading();
    auto& certificate = result.certificate;
    certificate.products = search.products;
    certificate.leading = found.size();
    result.outcome = search.outcome;
    if (found.empty()) return result;
    std::vector<double> sum(of.actor_count(), 0.0);
    std::vector<double> made(sum.size());
    for (const auto& one : found) {
        const double largest = *std::max_element(one.vector.begin(), one.vector.end());
        for (std::size_t i = 0; i < one.vertices.size(); ++i) sum[one.vertices[i]] += one.vector[i] / largest;
        certificate.eigenvalue = (std::max)(certificate.eigenvalue, one.pair.value);
    }
    const double largest = *std::max_element(sum.begin(), sum.end());
    for (const auto who : of.actors()) result.score.set(who, sum[who.index] / largest);
    detail::multiply_along_ties(of.out(), result.score.values(), made);
    certificate.residual = detail::eigenvector_residual(result.score.values(), made, certificate.eigenvalue);
    const auto outside = static_cast<std::size_t>(std::count(sum.begin(), sum.end(), 0.0));
    result.note = detail::eigenvector_note(of, found.size(), outside);
    return result;
}

/// Multiplies once more, along outgoing ties, and bounds the eigenvalues of all actors with the score 0.
///
/// Proves: the scores are an eigenvector up to the residual, not negative and largest at 1; and its eigenvalue is the
/// largest, up to a share of `slack`: those with a score have no larger one (Collatz and Wielandt: a positive vector
/// bounds it), and nobody with the score 0 is fed by them, whose own eigenvalues are bounded in the same way by a
/// vector that is grown for it. Rejects what it cannot prove so in `steps` products.
/// Complexity: O((n + m) steps) time at most, O(n) memory.
[[nodiscard]] inline verification verify(const view& of, const eigenvector_result& result,
                                         const eigenvector_options& options = {}, double slack = 1e-6,
                                         std::size_t steps = 10000) {
    constexpr double rounding = 1e-13;
    const auto n = of.actor_count();
    const auto score = result.score.values();
    const auto& certificate = result.certificate;
    if (score.size() != n) return verification::reject("there must be one score for each actor");
    const auto out = of.out();
    const auto defined = result.score.defined_count();
    if (defined != 0 && defined != n) return verification::reject("either all scores are undefined or none");
    std::vector<double> product(n);
    if (defined == n && n > 0) {
        double largest = 0;
        for (std::uint32_t v = 0; v < n; ++v) {
            if (!(score[v] >= 0 && score[v] <= 1))
                return verification::reject("the score of " + of.who().name(id<actor>{v}) + " must be from 0 to 1");
            largest = (std::max)(largest, score[v]);
        }
        if (largest != 1) return verification::reject("the largest score must be 1");
        if (!(certificate.eigenvalue > 0)) return verification::reject("the eigenvalue must be positive");
        detail::multiply_along_ties(out, score, product);
        const double residual = detail::eigenvector_residual(score, product, certificate.eigenvalue);
        if (!(residual <= certificate.residual + rounding))
            return verification::reject("the residual is " + detail::number_text(residual) + ", not " +
                                        detail::number_text(certificate.residual));
        if (result.outcome == status::converged && certificate.leading == 1 &&
            !(certificate.residual <= options.tolerance + rounding))
            return verification::reject("a converged result must have a residual of at most the tolerance");
    } else {
        if (certificate.eigenvalue != 0) return verification::reject("without scores the eigenvalue must be 0");
        std::vector<std::uint32_t> each(n);
        std::iota(each.begin(), each.end(), 0U);
        bool loop = false;
        for (std::uint32_t v = 0; v < n; ++v)
            for (const auto w : out.of(v)) loop = loop || v == w;
        if (loop || !detail::runs_in_no_circle(out, each, n))
            return verification::reject("some tie leads back, so there are scores");
        return verification::accept();
    }
    if (result.outcome != status::converged) return verification::accept();
    const auto multiply = [&](auto from, auto to) { detail::multiply_along_ties(out, from, to); };
    if (detail::no_eigenvalue_above(certificate.eigenvalue * (1 + slack), score, steps, multiply))
        return verification::accept();
    return verification::reject("it is not proved that no eigenvalue is larger");
}

} // namespace colearn

#endif

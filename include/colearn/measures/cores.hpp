// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_CORES_HPP
#define COLEARN_MEASURES_CORES_HPP

/// @file
/// For a policy reader: who belongs to the dense heart of the system, where everybody keeps many ties to others in it,
/// and who hangs on at the rim. The core number falls away in layers like an onion.
/// For an engineer: k-cores by the number of ties and s-cores by their strength, with an order of removal as proof.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <queue>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/degree.hpp>

namespace colearn {

struct core_options {
    direction which = direction::total; ///< ties that keep an actor in the core: those it names, is named by, or both
};

/// Evidence: whoever is removed in this order has, among those that are left, no more ties than its core number says.
struct core_certificate {
    std::vector<id<actor>> order{}; ///< all actors; core numbers never fall along it
};

struct k_core_result {
    actor_map<std::uint32_t> score{};   ///< largest k such that the actor is in the k-core
    std::uint32_t largest = 0;          ///< the innermost core's k
    direction which = direction::total; ///< which ties were counted
    view_record measured_on{};          ///< layers, direction and what was left out
    core_certificate certificate{};
};

struct s_core_result {
    actor_map<double> score{}; ///< largest s such that the actor is in the s-core, in the unit of the strengths
    double largest = 0;        ///< the innermost core's s
    direction which = direction::total; ///< which ties were added up
    view_record measured_on{};          ///< layers, direction and what was left out
    core_certificate certificate{};
};

namespace detail {

// `see(w, arc)` for the ties through which v's removal takes something from w.
template <class See>
void for_each_supported(const rows& out, const rows& in, bool directed, direction which, std::uint32_t v, See see) {
    if (!directed || which != direction::out)
        for (auto at = out.offsets[v]; at < out.offsets[v + 1]; ++at) see(out.neighbours[at], out.strengths[at]);
    if (directed && which != direction::in)
        for (auto at = in.offsets[v]; at < in.offsets[v + 1]; ++at) see(in.neighbours[at], in.strengths[at]);
}

// The same from the other side: the ties that keep v.
template <class See>
void for_each_support(const rows& out, const rows& in, bool directed, direction which, std::uint32_t v, See see) {
    const auto turned = which == direction::out ? direction::in : which == direction::in ? direction::out : which;
    for_each_supported(out, in, directed, turned, v, see);
}

// Both sides of the proof for a measure of ties: `weigh(strength)` is 1 or the strength itself.
template <class Score, class Weigh>
[[nodiscard]] verification verify_cores(const view& of, const actor_map<Score>& score, direction which,
                                        const core_certificate& certificate, const tolerance& within, Weigh weigh) {
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    if (score.size() != n || certificate.order.size() != n)
        return verification::reject("there must be one core number and one place in the order for each actor");
    const auto none = n;
    std::vector<std::uint32_t> place(n, none);
    for (std::uint32_t i = 0; i < n; ++i) {
        const auto v = certificate.order[i].index;
        if (v >= n || place[v] != none) return verification::reject("the order must hold each actor once");
        if (i > 0 && score.values()[v] < score.values()[certificate.order[i - 1].index])
            return verification::reject("core numbers must not fall along the order, and " +
                                        of.who().name(id<actor>{v}) + " has less than the one before");
        place[v] = i;
    }
    const auto out = of.out();
    const auto in = which == direction::out || !of.directed() ? rows{} : of.in();
    for (std::uint32_t v = 0; v < n; ++v) {
        const auto own = static_cast<double>(score.values()[v]);
        double left = 0;   // at removal
        double inside = 0; // among those of its own core
        for_each_support(out, in, of.directed(), which, v, [&](std::uint32_t w, double strength) {
            if (w == v) return;
            if (place[w] > place[v]) left += weigh(strength);
            if (score.values()[w] >= score.values()[v]) inside += weigh(strength);
        });
        if (!within.at_most(left, own) || !within.at_most(own, inside))
            return verification::reject("the core number of " + of.who().name(id<actor>{v}) + " must lie between " +
                                        number_text(left) + " and " + number_text(inside) + ", and is " +
                                        number_text(own));
    }
    return verification::accept();
}

} // namespace detail

/// The k-core number of each actor: the k-core is the largest set in which everyone has at least k ties to others of
/// the set.
///
/// Source: Seidman, *Social Networks* 5 (1983) 269; Batagelj and Zaversnik, "An O(m) algorithm for cores decomposition
/// of networks" (2003), directed by in- or out-degree as there. Ties count as the view has them: parallel ties each,
/// a tie there and one back as two under `total`; self-ties are left out, since nobody keeps itself in a core.
/// Complexity: O(n + m) time, O(n) memory. Determinism: exact.
[[nodiscard]] inline k_core_result k_cores(const view& of, const core_options& options = {}) {
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    k_core_result result;
    result.score = actor_map<std::uint32_t>(of.shared_roster());
    result.which = options.which;
    result.measured_on = of.record();
    const bool needs_in = of.directed() && options.which != direction::in;
    const auto out = of.out();
    const auto in = needs_in ? of.in() : rows{};
    const auto degree = result.score.values();

    // 1. Sort the actors by degree, into bins.
    detail::for_each_counted_arc(of, options.which, [&](std::uint32_t v, std::uint32_t) { ++degree[v]; });
    const std::uint32_t counted = of.directed() && options.which == direction::total ? 2 : 1;
    for (std::uint32_t v = 0; v < n && of.record().loop_arcs > 0; ++v)
        for (const auto w : out.of(v)) degree[v] -= w == v ? counted : 0;
    const auto most = n == 0 ? 0 : *std::max_element(degree.begin(), degree.end());
    std::vector<std::uint32_t> bin(most + std::size_t{2});
    for (const auto d : degree) ++bin[d + 1];
    for (std::uint32_t d = 0; d <= most; ++d) bin[d + 1] += bin[d];
    std::vector<std::uint32_t> sorted(n);
    std::vector<std::uint32_t> place(n);
    auto next = bin;
    for (std::uint32_t v = 0; v < n; ++v) {
        place[v] = next[degree[v]]++;
        sorted[place[v]] = v;
    }

    // 2. Remove the one with the fewest ties; whoever had a tie with it moves one bin down.
    for (std::uint32_t i = 0; i < n; ++i) {
        const auto v = sorted[i];
        const auto own = degree[v];
        detail::for_each_supported(out, in, of.directed(), options.which, v, [&](std::uint32_t w, double) {
            const auto d = degree[w];
            if (d <= own) return;
            const auto at = place[w];
            const auto first = bin[d]++;
            const auto other = sorted[first];
            sorted[first] = w;
            place[w] = first;
            sorted[at] = other;
            place[other] = at;
            degree[w] = d - 1;
        });
    }
    result.certificate.order.reserve(n);
    for (const auto v : sorted) result.certificate.order.emplace_back(v);
    result.largest = n == 0 ? 0 : degree[sorted.back()];
    return result;
}

/// The s-core number of each actor: the s-core is the largest set in which everyone's ties to others of the set add up
/// to at least s.
///
/// Source: Eidsaa and Almaas, Physical Review E 88 (2013) 062819; as one of the generalised cores of Batagelj and
/// Zaversnik (2002). Conventions as `k_cores`. Complexity: O(m log m) time, O(m) memory. Determinism: the weakest goes
/// first, equal ones by number; strengths are taken off one by one, so on doubles they carry the rounding of that.
[[nodiscard]] inline s_core_result s_cores(const view& of, const core_options& options = {}) {
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    s_core_result result;
    result.score = actor_map<double>(of.shared_roster());
    result.which = options.which;
    result.measured_on = of.record();
    const auto out = of.out();
    const auto in = of.directed() ? of.in() : rows{};
    std::vector<double> left(n);
    using entry = std::pair<double, std::uint32_t>;
    std::vector<entry> waiting;
    for (std::uint32_t v = 0; v < n; ++v) {
        detail::for_each_support(out, in, of.directed(), options.which, v, [&](std::uint32_t w, double strength) {
            if (w != v) left[v] += strength;
        });
        waiting.emplace_back(left[v], v);
    }
    std::priority_queue<entry, std::vector<entry>, std::greater<>> queue(std::greater<>{}, std::move(waiting));
    std::vector<std::uint8_t> removed(n);
    while (!queue.empty()) {
        const auto [strength, v] = queue.top();
        queue.pop();
        if (removed[v] != 0 || strength != left[v]) continue; // a later entry stands for it
        removed[v] = 1;
        result.largest = (std::max)(result.largest, strength);
        result.score.values()[v] = result.largest;
        result.certificate.order.emplace_back(v);
        detail::for_each_supported(out, in, of.directed(), options.which, v, [&](std::uint32_t w, double lost) {
            if (removed[w] != 0) return;
            left[w] -= lost;
            queue.emplace(left[w], w);
        });
    }
    return result;
}

/// Checks both sides by counting, for each actor: not more ties to those that were removed after it than its number
/// says, and not fewer to those whose number is as large. The first shows that no larger core holds the actor (in one
/// that did, whoever was removed first would have had more ties left), the second that its own core holds together.
/// Complexity: O(n + m). Calls no part of the algorithm.
[[nodiscard]] inline verification verify(const view& of, const k_core_result& result) {
    return detail::verify_cores(of, result.score, result.which, result.certificate, {.relative = 0},
                                [](double) { return 1.0; });
}
/// The same with strengths, within `within`.
[[nodiscard]] inline verification verify(const view& of, const s_core_result& result, const tolerance& within = {}) {
    return detail::verify_cores(of, result.score, result.which, result.certificate, within,
                                [](double strength) { return strength; });
}

} // namespace colearn

#endif

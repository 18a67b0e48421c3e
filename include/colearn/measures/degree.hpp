// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DEGREE_HPP
#define COLEARN_MEASURES_DEGREE_HPP

/// @file
/// For a policy reader: how many others an actor works with, and how much trust that adds up to.
/// For an engineer: number of arcs (degree) and sum of strengths (strength) of each row of a view.

#include <cstdint>
#include <string>
#include <string_view>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// Which ties of an actor count. On an undirected view all three are the same.
enum class direction : std::uint8_t {
    out,   ///< ties that the actor names
    in,    ///< ties that name the actor
    total, ///< both
};

[[nodiscard]] constexpr std::string_view to_string(direction which) noexcept {
    return which == direction::out ? "out" : which == direction::in ? "in" : "total";
}

struct degree_options {
    direction which = direction::total; ///< which ties count
};

struct degree_result {
    actor_map<std::uint64_t> score{};   ///< number of ties
    direction which = direction::total; ///< which ties were counted
    view_record measured_on{};          ///< layers, direction and what was left out
};

struct actor_strength_result {
    actor_map<double> score{};          ///< sum of the strengths, in the unit of the strengths
    direction which = direction::total; ///< which ties were added up
    view_record measured_on{};          ///< layers, direction and what was left out
};

namespace detail {

// `add(v, arc)` for each arc of the directions asked for.
template <class Add>
void for_each_counted_arc(const view& of, direction which, Add add) {
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    const bool out = which != direction::in || !of.directed();
    const bool in = which != direction::out && of.directed();
    const auto rows = of.out();
    for (std::uint32_t v = 0; v < n; ++v) {
        for (auto arc = rows.offsets[v]; arc < rows.offsets[v + 1]; ++arc) {
            if (out) add(v, arc);
            if (in) add(rows.neighbours[arc], arc);
        }
    }
}

} // namespace detail

/// Number of ties of each actor.
///
/// Source: Wasserman and Faust, *Social Network Analysis* (1994), section 4.2.
/// Self-ties and parallel ties count as the view has them (`freeze` drops or merges them by default): a parallel tie
/// counts once for each; a self-tie once out and once in on a directed view, once on an undirected one (igraph: twice).
/// By layer, or by role of the other end: freeze these layers or roles alone.
/// Complexity: O(n + m) time, O(n) memory. Determinism: exact.
[[nodiscard]] inline degree_result degree(const view& of, const degree_options& options = {}) {
    degree_result result{actor_map<std::uint64_t>(of.shared_roster()), options.which, of.record()};
    const auto score = result.score.values();
    detail::for_each_counted_arc(of, options.which, [&](std::uint32_t v, std::uint32_t) { ++score[v]; });
    return result;
}

/// Sum of the strengths of each actor's ties (weighted degree).
///
/// Source: Barrat, Barthelemy, Pastor-Satorras and Vespignani, PNAS 101 (2004) 3747. Self-ties, parallel ties,
/// complexity and determinism as `degree`; sums run in the order of the view's arcs.
[[nodiscard]] inline actor_strength_result actor_strength(const view& of, const degree_options& options = {}) {
    actor_strength_result result{actor_map<double>(of.shared_roster()), options.which, of.record()};
    const auto score = result.score.values();
    const auto strengths = of.out().strengths;
    detail::for_each_counted_arc(of, options.which,
                                 [&](std::uint32_t v, std::uint32_t arc) { score[v] += strengths[arc]; });
    return result;
}

/// Counts again from the rows of the view: outgoing ones, incoming ones or both.
/// Complexity: O(n) time, and O(n + m) the first time that incoming rows are asked for.
[[nodiscard]] inline verification verify(const view& of, const degree_result& result) {
    if (result.score.size() != of.actor_count()) return verification::reject("there must be one score for each actor");
    const auto out = of.out();
    const auto in = of.in();
    for (std::uint32_t v = 0; v < of.actor_count(); ++v) {
        const std::uint64_t from_rows = !of.directed() || result.which == direction::out ? out.degree(v)
                                        : result.which == direction::in                  ? in.degree(v)
                                                                        : std::uint64_t{out.degree(v)} + in.degree(v);
        if (result.score.values()[v] != from_rows)
            return verification::reject("the degree of " + of.who().name(id<actor>{v}) + " is " +
                                        std::to_string(from_rows) + ", not " +
                                        std::to_string(result.score.values()[v]));
    }
    return verification::accept();
}

/// Adds up again, row by row, and compares within `within`.
[[nodiscard]] inline verification verify(const view& of, const actor_strength_result& result,
                                         const tolerance& within = {}) {
    if (result.score.size() != of.actor_count()) return verification::reject("there must be one score for each actor");
    const auto sum = [](const rows& side, std::uint32_t v) {
        double out = 0;
        for (const auto value : side.strengths.subspan(side.offsets[v], side.degree(v))) out += value;
        return out;
    };
    const auto in = of.in();
    for (std::uint32_t v = 0; v < of.actor_count(); ++v) {
        const bool one_way = !of.directed() || result.which != direction::total;
        const double added =
            one_way ? sum(result.which == direction::in ? in : of.out(), v) : sum(of.out(), v) + sum(in, v);
        if (!within.equal(result.score.values()[v], added))
            return verification::reject("the strength of " + of.who().name(id<actor>{v}) + " is " +
                                        detail::number_text(added) + ", not " +
                                        detail::number_text(result.score.values()[v]));
    }
    return verification::accept();
}

} // namespace colearn

#endif

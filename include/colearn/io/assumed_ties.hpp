// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_ASSUMED_TIES_HPP
#define COLEARN_IO_ASSUMED_TIES_HPP

/// @file
/// For a policy reader: where nobody has asked who works with whom, ties can be assumed: between schools of one area,
/// or near one another. They are marked as assumed wherever they appear, and rest on no experience. For an engineer:
/// ties from equal attribute values and from distance, with a stated trust and an evidence of 0, each pair once.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/layer.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/io/fault_log.hpp>
#include <colearn/io/number_text.hpp>
#include <colearn/io/read_result.hpp>

namespace colearn {

/// Ties between all actors that share a value, such as an area.
struct same_value_ties {
    std::string what{};                 ///< as notes name the value: "Local Government Area"
    layer kind{"same value", false};    ///< the layer of the ties
    double trust = 0.5;                 ///< (0, 1]: of each tie
    std::size_t tie_limit = 20'000'000; ///< more are refused: a group of n actors has n (n - 1) / 2 ties
};

/// Ties between actors that are near one another.
struct near_ties {
    layer kind{"near", false}; ///< the layer of the ties
    double max_km = 10;        ///< farthest; positive, may be infinite when `nearest` is set
    std::size_t nearest = 0;   ///< tie each actor to at most so many of the nearest; 0: to all within `max_km`
    double trust = 0.5;        ///< (0, 1]: of a tie of 0 km
    double half_every_km = std::numeric_limits<double>::infinity(); ///< trust halves with each such distance; positive
    std::size_t tie_limit = 20'000'000;                             ///< more are refused
};

/// Ties each pair of actors with the same value; an empty one ties nobody. `values[i]` is that of `actors[i]`.
/// Refused with a fault, and no tie made, when there would be more than `tie_limit`. Notes are added to the system.
/// Complexity: O(n log n + ties). Determinism: groups by value in byte order, pairs in the order given.
inline table_count add_same_value_ties(std::span<const std::string> values, std::span<const tie_end> actors,
                                       const same_value_ties& plan, learning_system& into, fault_log& log) {
    expects(values.size() == actors.size(), "there must be one value for each actor", values.size());
    expects(plan.trust > 0 && plan.trust <= 1, "trust must lie above 0 and up to 1", plan.trust);
    table_count out{plan.what, "tie"};
    std::map<std::string_view, std::vector<std::size_t>> groups;
    std::size_t without = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (values[i].empty())
            ++without;
        else
            groups[values[i]].push_back(i);
    }
    std::uint64_t wanted = 0;
    std::size_t tied_groups = 0;
    for (const auto& [value, members] : groups) {
        wanted += std::uint64_t{members.size()} * (members.size() - 1) / 2;
        tied_groups += members.size() > 1 ? 1U : 0U;
    }
    if (wanted > plan.tie_limit) {
        log.add(plan.what, 0, 0, "",
                "ties " + std::to_string(wanted) + " pairs, more than the limit of " + std::to_string(plan.tie_limit));
        return out;
    }
    const auto kind = into.net.add(plan.kind);
    into.net.reserve_ties(into.net.tie_bound() + wanted);
    for (const auto& [value, members] : groups)
        for (std::size_t i = 0; i < members.size(); ++i)
            for (std::size_t j = i + 1; j < members.size(); ++j)
                into.net.connect(actors[members[i]], actors[members[j]], kind, {.trust = plan.trust, .evidence = 0});
    out.rows = out.taken = wanted;
    into.notes.push_back(
        "Layer \"" + plan.kind.name + "\": a tie between each two actors with the same \"" + plan.what +
        "\": " + detail::counted(wanted, "tie") + " in " + detail::counted(tied_groups, "group") +
        ", each with trust " + detail::number_text(plan.trust) + "." +
        (without > 0 ? " Without a value and such a tie: " + detail::counted(without, "actor") + "." : ""));
    return out;
}

/// Ties actors that are near one another, each pair once: with `nearest` set, when either is among the other's nearest.
/// Trust at d km is trust x 2^(-d / half_every_km). `places[i]` is that of `actors[i]`.
/// Complexity: O(n log n + answers) for places that are spread out.
inline table_count add_near_ties(std::span<const place> places, std::span<const tie_end> actors, const near_ties& plan,
                                 learning_system& into, fault_log& log) {
    expects(places.size() == actors.size(), "there must be one place for each actor", places.size());
    expects(plan.trust > 0 && plan.trust <= 1, "trust must lie above 0 and up to 1", plan.trust);
    expects(plan.half_every_km > 0, "the distance that halves trust must be positive", plan.half_every_km);
    expects(plan.max_km > 0 && (std::isfinite(plan.max_km) || plan.nearest > 0),
            "the largest distance must be positive, and finite unless `nearest` is set", plan.max_km);
    table_count out{plan.kind.name, "tie"};
    struct pair {
        std::uint32_t first;
        std::uint32_t second;
        double km;
    };
    std::vector<pair> pairs;
    const place_index index(places);
    for (std::uint32_t i = 0; i < places.size(); ++i) {
        // One more, for the actor itself and those at the very same place are among the nearest.
        const auto found = plan.nearest > 0 ? index.nearest(places[i], plan.nearest + 1, plan.max_km)
                                            : index.within(places[i], plan.max_km);
        std::size_t taken = 0;
        for (const auto& one : found) {
            if (one.index == i || (plan.nearest > 0 && taken == plan.nearest)) continue;
            ++taken;
            if (plan.nearest == 0 && one.index < i) continue;
            pairs.push_back({(std::min)(i, one.index), (std::max)(i, one.index), one.km});
        }
        if (pairs.size() / (plan.nearest > 0 ? 2 : 1) > plan.tie_limit) {
            log.add(plan.kind.name, 0, 0, "",
                    "ties more pairs than the limit of " + std::to_string(plan.tie_limit) + "; lower the distance");
            return out;
        }
    }
    const auto order = [](const pair& a, const pair& b) {
        return a.first != b.first ? a.first < b.first : a.second < b.second;
    };
    std::sort(pairs.begin(), pairs.end(), order);
    const auto same = [](const pair& a, const pair& b) { return a.first == b.first && a.second == b.second; };
    pairs.erase(std::unique(pairs.begin(), pairs.end(), same), pairs.end());

    const auto kind = into.net.add(plan.kind);
    std::size_t vanished = 0;
    for (const auto& one : pairs) {
        const double trust = plan.trust * std::exp2(-one.km / plan.half_every_km);
        if (!(trust > 0)) { // so far that the number is 0
            ++vanished;
            continue;
        }
        into.net.connect(actors[one.first], actors[one.second], kind, {.trust = trust, .evidence = 0});
    }
    out.rows = pairs.size();
    out.passed = vanished;
    out.taken = out.rows - vanished;
    const bool halves = std::isfinite(plan.half_every_km);
    into.notes.push_back(
        "Layer \"" + plan.kind.name + "\": ties between actors " +
        (std::isfinite(plan.max_km) ? "within " + detail::number_text(plan.max_km) + " km" : "at any distance") +
        (plan.nearest > 0 ? ", each to at most its " + std::to_string(plan.nearest) + " nearest" : "") + ": " +
        detail::counted(out.taken, "tie") + ", with trust " + detail::number_text(plan.trust) +
        (halves ? " at 0 km that halves every " + detail::number_text(plan.half_every_km) + " km." : "."));
    return out;
}

} // namespace colearn

#endif

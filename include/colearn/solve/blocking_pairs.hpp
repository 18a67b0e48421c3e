// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_BLOCKING_PAIRS_HPP
#define COLEARN_SOLVE_BLOCKING_PAIRS_HPP

/// @file
/// For a policy reader: lists the pairs that would both rather have each other than what a plan gives them: how far the
/// plan with the largest sum is from one that holds by itself.
/// For an engineer: all blocking pairs of any matching, by weights or by preference lists; linear time.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/solve/bipartite_pairs.hpp>
#include <colearn/solve/preference_lists.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

/// Two who would both gain by coming together.
template <class Kind>
struct blocking_pair {
    id<Kind> a{}; ///< the smaller id
    id<Kind> b{};
    double weight = 0; ///< of the pair
    double gain_a = 0; ///< `weight` less that of a's own pair (0 without one), above 0
    double gain_b = 0; ///< the same for b

    /// What both gain at least: pairs of which this is small hardly move.
    [[nodiscard]] double smaller_gain() const noexcept { return (std::min)(gain_a, gain_b); }
    friend bool operator==(const blocking_pair&, const blocking_pair&) = default;
};

/// A left one and a right one who would both gain by coming together.
template <class Left, class Right, class Weight>
struct bipartite_blocking_pair {
    id<Left> left{};
    id<Right> right{};
    Weight weight = 0;     ///< of the pair
    Weight gain_left = 0;  ///< `weight` less that of the left one's own pair (0 without one), above 0
    Weight gain_right = 0; ///< the same for the right one

    friend bool operator==(const bipartite_blocking_pair&, const bipartite_blocking_pair&) = default;
};

namespace detail {

template <class Kind>
void check_partners(std::size_t count, const id_map<Kind, id<Kind>>& partner) {
    expects(partner.size() == count, {"there must be one partner, or an invalid id, for each id", "blocking_pairs"},
            partner.size());
    const auto mate = partner.values();
    for (std::size_t v = 0; v < mate.size(); ++v)
        expects(!mate[v].valid() || (mate[v].index < count && mate[v].index != v && mate[mate[v].index].index == v),
                {"partners must be mutual", "blocking_pairs"}, mate[v]);
}

/// The tier of what each chooser has on its own list; `none`, which is behind all, for one that has nothing.
template <class Chooser, class Chosen>
[[nodiscard]] std::vector<std::uint32_t> tiers_reached(const preference_lists<Chooser, Chosen>& lists,
                                                       std::span<const id<Chosen>> has, const char* function) {
    constexpr auto none = id<Chooser>::none;
    std::vector<std::uint32_t> out(lists.size(), none);
    const auto offsets = lists.offsets();
    for (std::size_t v = 0; v < out.size(); ++v) {
        if (!has[v].valid()) continue;
        for (auto i = offsets[v]; i < offsets[v + 1]; ++i)
            if (lists.choices()[i] == has[v]) out[v] = lists.tiers()[i];
        expects(out[v] != none, {"whom one has must be on the own list", function}, has[v]);
    }
    return out;
}

} // namespace detail

/// Where both weigh a pair alike: every pair of positive weight that weighs more than what either of the two has.
///
/// Source: Gale and Shapley 1962 for the notion.
/// Complexity: O(n + m) time, and a sort of the answer; O(n) space.
/// Preconditions: those of `weighted_pairs`; `partner` is mutual.
/// Result: by (a, b), each pair once, at its largest weight.
/// Throws: `contract_violation`.
/// Example: `blocking_pairs(pairs, dominant_matching(pairs).partner).empty()`.
template <class Kind>
[[nodiscard]] std::vector<blocking_pair<Kind>> blocking_pairs(const weighted_pairs<Kind>& instance,
                                                              const id_map<Kind, id<Kind>>& partner) {
    detail::check_pairs(instance, "blocking_pairs");
    detail::check_partners(instance.count, partner);
    const auto mate = partner.values();
    std::vector<double> has(instance.count, 0);
    for (const auto& one : instance.pairs)
        if (mate[one.a.index] == one.b) has[one.a.index] = has[one.b.index] = (std::max)(has[one.a.index], one.weight);
    std::vector<blocking_pair<Kind>> out;
    for (const auto& one : instance.pairs) {
        const auto a = (std::min)(one.a, one.b);
        const auto b = (std::max)(one.a, one.b);
        if (mate[a.index] != b && one.weight > has[a.index] && one.weight > has[b.index])
            out.push_back({a, b, one.weight, one.weight - has[a.index], one.weight - has[b.index]});
    }
    std::sort(out.begin(), out.end(), [](const auto& x, const auto& y) {
        if (x.a != y.a) return x.a < y.a;
        return x.b != y.b ? x.b < y.b : x.weight > y.weight;
    });
    out.erase(
        std::unique(out.begin(), out.end(), [](const auto& x, const auto& y) { return x.a == y.a && x.b == y.b; }),
        out.end());
    return out;
}

/// The same between two kinds, such as after `assignment(...)` of `heaviest`: `right_of` is its answer.
template <class Left, class Right, class Weight>
[[nodiscard]] std::vector<bipartite_blocking_pair<Left, Right, Weight>>
blocking_pairs(const bipartite_pairs<Left, Right, Weight>& instance, const id_map<Left, id<Right>>& right_of) {
    detail::check_pairs(instance, "blocking_pairs");
    expects(right_of.size() == instance.left_count, "there must be a partner, or an invalid id, for each left id",
            right_of.size());
    const auto mate = right_of.values();
    std::vector<std::uint8_t> used(instance.right_count, 0);
    for (const auto right : mate) {
        if (!right.valid()) continue;
        expects(right.index < instance.right_count && used[right.index] == 0,
                "nobody may be the partner of two, and all must be among the ids", right);
        used[right.index] = 1;
    }
    std::vector<Weight> left_has(instance.left_count, 0);
    std::vector<Weight> right_has(instance.right_count, 0);
    for (const auto& one : instance.pairs)
        if (mate[one.left.index] == one.right)
            left_has[one.left.index] = right_has[one.right.index] = (std::max)(left_has[one.left.index], one.weight);
    std::vector<bipartite_blocking_pair<Left, Right, Weight>> out;
    for (const auto& one : instance.pairs) {
        const auto left = left_has[one.left.index];
        const auto right = right_has[one.right.index];
        if (mate[one.left.index] != one.right && one.weight > left && one.weight > right)
            out.push_back({one.left, one.right, one.weight, one.weight - left, one.weight - right});
    }
    std::sort(out.begin(), out.end(), [](const auto& x, const auto& y) {
        if (x.left != y.left) return x.left < y.left;
        return x.right != y.right ? x.right < y.right : x.weight > y.weight;
    });
    out.erase(std::unique(out.begin(), out.end(),
                          [](const auto& x, const auto& y) { return x.left == y.left && x.right == y.right; }),
              out.end());
    return out;
}

/// By preference lists: every two on each other's lists who would both strictly rather have each other than what
/// they have; whoever has nobody would have anyone on the list. The pairs by (a, b), with a < b; no weights.
/// Complexity: O(n + m) time and space.
/// Preconditions: `partner` is mutual, and pairs those on each other's lists.
template <class Kind>
[[nodiscard]] std::vector<std::pair<id<Kind>, id<Kind>>> blocking_pairs(const preference_lists<Kind>& lists,
                                                                        const id_map<Kind, id<Kind>>& partner) {
    detail::check_lists(lists, lists.size(), "blocking_pairs");
    detail::check_partners(lists.size(), partner);
    constexpr auto none = id<Kind>::none;
    const auto back = detail::places_back(lists, lists);
    const auto offsets = lists.offsets();
    const auto has = detail::tiers_reached<Kind, Kind>(lists, partner.values(), "blocking_pairs");
    std::vector<std::pair<id<Kind>, id<Kind>>> out;
    for (const auto who : partner.ids()) {
        for (auto i = offsets[who.index]; i < offsets[who.index + 1]; ++i) {
            const auto other = lists.choices()[i];
            if (back[i] == none || other < who || !(lists.tiers()[i] < has[who.index])) continue;
            if (lists.tiers(other)[back[i]] < has[other.index]) out.emplace_back(who, other);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

/// Between residents and hospitals with quotas: every two on each other's lists where the resident would strictly
/// rather be there, and the hospital has a free place or would strictly rather have it than one whom it has.
/// `hospital_of` may be any placement that keeps the quotas. By (resident, hospital). O(n + m) time and space.
template <class Resident, class Hospital>
[[nodiscard]] std::vector<std::pair<id<Resident>, id<Hospital>>>
blocking_pairs(const preference_lists<Resident, Hospital>& residents,
               const preference_lists<Hospital, Resident>& hospitals, const id_map<Hospital, std::uint32_t>& quota,
               const id_map<Resident, id<Hospital>>& hospital_of) {
    detail::check_lists(residents, hospitals.size(), "blocking_pairs");
    detail::check_lists(hospitals, residents.size(), "blocking_pairs");
    expects(quota.size() == hospitals.size(), "there must be a quota for each hospital", quota.size());
    expects(hospital_of.size() == residents.size(), "there must be a place, or an invalid id, for each resident",
            hospital_of.size());
    constexpr auto none = id<Resident>::none;
    const auto back = detail::places_back(residents, hospitals);
    const auto offsets = residents.offsets();
    const auto has = detail::tiers_reached<Resident, Hospital>(residents, hospital_of.values(), "blocking_pairs");
    std::vector<std::uint32_t> taken(hospitals.size(), 0);
    for (const auto h : hospital_of)
        if (h.valid()) ++taken[h.index];
    std::vector<std::uint32_t> worst(hospitals.size(), none); // tier of the worst one taken; anyone when there is room
    for (const auto h : quota.ids()) {
        expects(taken[h.index] <= quota[h], "no hospital may have more than its quota", h);
        if (taken[h.index] < quota[h]) continue;
        worst[h.index] = 0;
        const auto row = hospitals.of(h);
        for (std::size_t i = 0; i < row.size(); ++i)
            if (hospital_of[row[i]] == h) worst[h.index] = hospitals.tiers(h)[i];
    }
    std::vector<std::pair<id<Resident>, id<Hospital>>> out;
    for (const auto who : hospital_of.ids()) {
        for (auto i = offsets[who.index]; i < offsets[who.index + 1]; ++i) {
            const auto h = residents.choices()[i];
            if (back[i] == none || !(residents.tiers()[i] < has[who.index])) continue;
            if (hospitals.tiers(h)[back[i]] < worst[h.index]) out.emplace_back(who, h);
        }
    }
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace colearn

#endif

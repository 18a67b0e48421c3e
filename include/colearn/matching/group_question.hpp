// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_GROUP_QUESTION_HPP
#define COLEARN_MATCHING_GROUP_QUESTION_HPP

/// @file
/// For a policy reader: who is to be put into groups, and what is known of them.
/// For an engineer: the question behind a proposal of groups, the same for the proposer and for its checker.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <numeric>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/joined_sets.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/group_words.hpp>
#include <colearn/matching/service_fairness.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

namespace detail {

/// Who is to be put into groups, and what is known of them.
template <class Role>
struct group_question {
    std::size_t id_bound = 0;
    std::vector<id<Role>> members{};                        // ascending
    std::vector<std::pair<id<Role>, id<Role>>> pairs{};     // who come into question for each other
    std::vector<std::pair<id<Role>, id<Role>>> forbidden{}; // some of those whom the rules keep apart; may be none
    bool only_these = false; // nobody else shares a group: `pairs` has the nearest, and whoever is further does not fit
    std::function<bool(id<Role>, id<Role>)> allowed{};          // whether the rules let two be in one group
    std::function<double(id<Role>, id<Role>)> score{};          // how well two fit
    std::function<compatibility(id<Role>, id<Role>)> explain{}; // empty: the caller scored
    std::function<std::string(id<Role>)> name{};
    std::function<std::optional<double>(id<Role>, id<Role>)> km{}; // empty result: not known
    std::function<const std::vector<double>&(id<Role>)> need{};
    std::function<const std::vector<double>&(id<Role>)> strength{};
    std::function<bool(id<Role>)> asked{};        // whether pupils have been asked
    std::function<std::string(id<Role>)> alone{}; // why the rules leave nobody for it
    std::vector<std::string> topics{};
    disadvantage_order<Role> disadvantage{};
    group_names names{};
    std::vector<std::string> notes{};
};

/// Pairs of members by both ends.
template <class Role>
[[nodiscard]] std::vector<std::vector<std::pair<std::uint32_t, double>>> neighbours_of(const weighted_pairs<Role>& of) {
    std::vector<std::vector<std::pair<std::uint32_t, double>>> out(of.count);
    for (const auto& one : of.pairs) {
        out[one.a.index].emplace_back(one.b.index, one.weight);
        out[one.b.index].emplace_back(one.a.index, one.weight);
    }
    return out;
}

/// Those who do not come into question for each other but share somebody who does for both: they may meet in a group.
template <class Role>
[[nodiscard]] std::vector<std::pair<id<Role>, id<Role>>> second_ring(const group_question<Role>& question) {
    std::vector<std::vector<std::uint32_t>> near(question.id_bound);
    for (const auto& [a, b] : question.pairs) {
        near[a.index].push_back(b.index);
        near[b.index].push_back(a.index);
    }
    std::vector<std::pair<id<Role>, id<Role>>> out;
    std::vector<std::uint32_t> seen(question.id_bound, id<Role>::none);
    for (const auto who : question.members) {
        seen[who.index] = who.index;
        for (const auto one : near[who.index]) seen[one] = who.index;
        for (const auto one : near[who.index])
            for (const auto other : near[one])
                if (seen[other] != who.index) {
                    seen[other] = who.index;
                    if (other > who.index) out.emplace_back(who, id<Role>{other});
                }
    }
    return out;
}

/// Those who may be in one group unless the rules forbid it: who come into question for each other, or share somebody
/// who does for both. Ascending.
template <class Role>
[[nodiscard]] std::vector<std::pair<id<Role>, id<Role>>> pairs_in_question(const group_question<Role>& question) {
    auto out = question.pairs;
    const auto ring = second_ring(question);
    out.insert(out.end(), ring.begin(), ring.end());
    std::sort(out.begin(), out.end());
    return out;
}

/// The number of the part of the network of those who come into question that each one is in; `none` for who is alone.
template <class Role>
[[nodiscard]] std::vector<std::uint32_t> parts_of(const group_question<Role>& question) {
    joined_sets sets(question.id_bound);
    for (const auto& [a, b] : question.pairs) sets.join(a.index, b.index);
    std::vector<std::uint32_t> out(question.id_bound, id<Role>::none);
    for (const auto& [a, b] : question.pairs)
        for (const auto one : {a, b}) out[one.index] = sets.find(one.index);
    return out;
}

/// What one member can learn from the best of the others on each topic; empty when a need or strength is not known.
template <class Role>
[[nodiscard]] std::optional<double> group_gain(const group_question<Role>& question, id<Role> who,
                                               const std::vector<id<Role>>& group,
                                               std::vector<group_topic_gain>& topics) {
    const auto& need = question.need(who);
    const auto& own = question.strength(who);
    if (need.empty() || own.empty()) return std::nullopt;
    std::vector<double> best = own;
    bool known = false;
    for (const auto other : group) {
        const auto& strength = question.strength(other);
        if (other == who || strength.empty()) continue;
        known = true;
        for (std::size_t k = 0; k < best.size(); ++k) best[k] = (std::max)(best[k], strength[k]);
    }
    if (!known) return std::nullopt;
    const double needed = std::accumulate(need.begin(), need.end(), 0.0);
    double gain = 0;
    for (std::size_t k = 0; k < need.size(); ++k) {
        if (!(need[k] > 0 && best[k] > own[k])) continue;
        topics.push_back({k, own[k], best[k], need[k] * (best[k] - own[k]) / needed});
        gain += topics.back().share;
    }
    std::stable_sort(topics.begin(), topics.end(), [](const auto& x, const auto& y) { return x.share > y.share; });
    return gain;
}

/// Whether those who are in groups are served as well when they are disadvantaged.
template <class Role>
[[nodiscard]] service_fairness group_fairness(const group_question<Role>& question,
                                              const std::vector<group_proposal<Role>>& proposals) {
    std::vector<const group_proposal<Role>*> of(question.id_bound, nullptr);
    std::vector<std::optional<double>> gain(question.id_bound);
    for (const auto& one : proposals)
        for (const auto& member : one.members) {
            of[member.who.index] = &one;
            gain[member.who.index] = member.gain;
        }
    return compare_service(question.disadvantage, question.members.size(),
                           [&](id<Role> who) -> std::optional<service> {
                               if (of[who.index] == nullptr) return std::nullopt;
                               return service{of[who.index]->mean_score, gain[who.index]};
                           },
                           {question.names.one, "are in a " + question.names.group});
}

} // namespace detail

} // namespace colearn

#endif

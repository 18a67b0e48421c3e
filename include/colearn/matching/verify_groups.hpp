// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_VERIFY_GROUPS_HPP
#define COLEARN_MATCHING_VERIFY_GROUPS_HPP

/// @file
/// For a policy reader: checks proposed groups: their members, their sums, and the bound on what others could reach.
/// For an engineer: holds a result of `group_proposer` against the question and the settings; calls no solver.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/group_question.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/group_settings.hpp>
#include <colearn/matching/group_words.hpp>
#include <colearn/matching/service_fairness.hpp>
#include <colearn/solve/grouping_problem.hpp>
#include <colearn/solve/grouping_verify.hpp>

namespace colearn {

namespace detail {

/// Checks that who must be together or apart, who is listed as a pair, and the regions, are those of the settings and
/// the question and no others: a rule too many, or a pair too few, would make the bound too low.
template <class Role>
[[nodiscard]] verification verify_group_rules(const group_question<Role>& question,
                                              const group_settings<Role>& settings,
                                              const group_certificate<Role>& certificate) {
    const auto& places = certificate.who;
    const auto& problem = certificate.problem;
    const auto stated = [](const std::vector<linked_pair<Role>>& rules, id<Role> a, id<Role> b) {
        return std::any_of(rules.begin(), rules.end(), [&](const auto& one) {
            return one == linked_pair<Role>{a, b} || one == linked_pair<Role>{b, a};
        });
    };
    const auto listed = [&](const auto& one) { return one.a.index < places.size() && one.b.index < places.size(); };
    for (const auto& one : problem.together)
        if (!listed(one) || !stated(settings.together, places[one.a.index], places[one.b.index]))
            return verification::reject("those who must be together must be those of the settings");
    for (const auto& one : problem.apart)
        if (!listed(one) || (question.allowed(places[one.a.index], places[one.b.index]) &&
                             !stated(settings.apart, places[one.a.index], places[one.b.index])))
            return verification::reject("those who must be apart must be so by the rules or the settings");
    std::vector<std::pair<id<Role>, id<Role>>> pairs;
    for (const auto& one : problem.values.pairs)
        if (listed(one)) pairs.emplace_back(places[one.a.index], places[one.b.index]);
    std::sort(pairs.begin(), pairs.end());
    auto in_question = pairs_in_question(question);
    std::erase_if(in_question, [&](const auto& one) { return !question.allowed(one.first, one.second); });
    if (problem.listed_only != question.only_these || pairs != in_question)
        return verification::reject("the listed pairs must be all those in question that the rules allow");
    if (problem.region.size() != places.size() ||
        problem.most_regions != (settings.region.empty() ? 1 : settings.most_regions))
        return verification::reject("the regions must be those of the settings");
    for (std::size_t i = 0; i < places.size(); ++i)
        if (!settings.region.empty() && problem.region.values()[i] != settings.region[places[i]])
            return verification::reject("the region of " + question.name(places[i]) + " must be that of the settings");
    if (settings.region.empty()) { // then they are parts of the network of those who come into question
        const auto part = parts_of(question);
        for (std::size_t i = 0; i < places.size(); ++i)
            if (problem.region.values()[i] != part[places[i].index])
                return verification::reject("the region of " + question.name(places[i]) +
                                            " must be its part of those who come into question");
    }
    return verification::accept();
}

/// Checks a result against the question and the settings that it was made with.
template <class Role>
[[nodiscard]] verification verify_groups(const group_question<Role>& question, const group_settings<Role>& settings,
                                         const group_result<Role>& result, const tolerance& within) {
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    if (result.outcome == status::cancelled)
        return result.proposals.empty() && result.left_out.empty() ? verification::accept()
                                                                   : reject("what was cancelled must propose nothing");
    const auto& problem = result.certificate.problem;
    const auto& solved = result.certificate.groups;

    // 1. The instance is the question's.
    const auto& places = result.certificate.who;
    for (std::size_t i = 0; i < places.size(); ++i)
        if (!std::binary_search(question.members.begin(), question.members.end(), places[i]) ||
            (i > 0 && !(places[i - 1] < places[i])))
            return reject("each place must stand for another member");
    if (problem.values.count != places.size() || problem.smallest != settings.smallest ||
        problem.largest != settings.largest || problem.everyone != settings.everyone ||
        problem.quotas.size() != settings.quotas.size())
        return reject("the groups must have been made with these settings");
    if (auto checked = verify_group_rules(question, settings, result.certificate); !checked) return checked;
    for (std::size_t q = 0; q < problem.quotas.size(); ++q) {
        std::vector<id<Role>> members;
        for (const auto one : settings.quotas[q].members)
            if (std::binary_search(places.begin(), places.end(), one)) members.push_back(one);
        std::vector<id<Role>> stated;
        for (const auto one : problem.quotas[q].members)
            if (one.index < places.size()) stated.push_back(places[one.index]);
        if (problem.quotas[q].least != settings.quotas[q].least || problem.quotas[q].most != settings.quotas[q].most ||
            members != stated || stated.size() != problem.quotas[q].members.size())
            return reject("the quota of " + settings.quotas[q].name + " must be that of the settings");
    }
    for (const auto& one : problem.values.pairs) {
        if (one.a.index >= places.size() || one.b.index >= places.size()) return reject("a pair must be of two places");
        const auto a = places[one.a.index];
        const auto b = places[one.b.index];
        if (!question.allowed(a, b))
            return reject("the rules forbid " + question.name(a) + " and " + question.name(b) + " in one group");
        if (!within.equal(one.weight, question.score(a, b) - settings.least_fit))
            return reject("the value of " + question.name(a) + " and " + question.name(b) +
                          " must be their score less " + number_text(settings.least_fit));
    }

    // 2. The groups and their bound.
    if (const auto checked = verify(problem, solved, within); !checked) return checked;
    if (result.outcome != solved.outcome) return reject("the status must be that of the groups");
    if (!within.equal(result.total_value, solved.value) || !within.equal(result.bound, solved.certificate.bound))
        return reject("the total and its bound must be those of the groups");
    std::vector<std::uint32_t> group_of(question.id_bound, id<Role>::none);
    for (std::size_t i = 0; i < places.size(); ++i) group_of[places[i].index] = solved.group_of.values()[i];
    std::vector<std::uint8_t> linked(solved.groups.size(), 0); // groups that the settings put together
    for (const auto& one : settings.together)
        if (one.a.index < group_of.size() && group_of[one.a.index] != id<Role>::none) linked[group_of[one.a.index]] = 1;
    for (const auto& one : settings.apart)
        if (one.a.index < group_of.size() && one.b.index < group_of.size() && group_of[one.a.index] != id<Role>::none &&
            group_of[one.a.index] == group_of[one.b.index])
            return reject(question.name(one.a) + " and " + question.name(one.b) + " must be kept apart");

    // 3. Each group is proposed, with its sums; all others are left out by name.
    if (result.proposals.size() != solved.groups.size()) return reject("each group must be proposed once");
    std::vector<std::size_t> mentions(question.id_bound, 0);
    for (const auto& one : result.proposals) {
        double value = 0;
        if (one.members.empty()) return reject("a proposal must have members");
        for (std::size_t i = 0; i < one.members.size(); ++i) {
            const auto who = one.members[i].who;
            if (who.index >= question.id_bound || group_of[who.index] == id<Role>::none ||
                group_of[who.index] != group_of[one.members.front().who.index])
                return reject("a proposal must be of one group");
            ++mentions[who.index];
            double worth = 0;
            for (std::size_t j = 0; j < one.members.size(); ++j) {
                const auto other = one.members[j].who;
                if (i == j) continue;
                if (other.index >= question.id_bound) return reject("a proposal must be of one group");
                if (linked[group_of[who.index]] == 0 && !question.allowed(who, other))
                    return reject("the rules forbid " + question.name(who) + " and " + question.name(other) +
                                  " in one group");
                worth += question.score((std::min)(who, other), (std::max)(who, other)) - settings.least_fit;
            }
            value += worth / 2;
            if (!within.equal(worth, one.members[i].worth) ||
                !within.equal(one.members[i].stays_by, one.members[i].worth - one.members[i].runner_up_worth))
                return reject("what " + question.name(who) + " is worth in its group must be " + number_text(worth));
        }
        if (!within.equal(value, one.value))
            return reject("the group of " + question.name(one.members.front().who) + " is worth " + number_text(value) +
                          ", not " + number_text(one.value));
    }
    for (const auto& one : result.left_out) {
        if (one.who.index >= question.id_bound) return reject("who is left out must be one of these");
        ++mentions[one.who.index];
    }
    for (const auto who : question.members)
        if (mentions[who.index] != 1)
            return reject(question.name(who) + " must be in one proposal or be left out, once; it is mentioned " +
                          counted(mentions[who.index], "time"));

    // 4. The comparison of the disadvantaged with the others.
    const auto fair = group_fairness(question, result.proposals);
    if (fair.disadvantaged != result.fairness.disadvantaged || fair.others != result.fairness.others)
        return reject("the comparison of the disadvantaged with the others does not follow from the proposals");
    return verification::accept();
}

} // namespace detail

} // namespace colearn

#endif

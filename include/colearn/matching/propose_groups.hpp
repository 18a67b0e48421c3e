// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_PROPOSE_GROUPS_HPP
#define COLEARN_MATCHING_PROPOSE_GROUPS_HPP

/// @file
/// For a policy reader: how groups are found and explained, whoever they are made of.
/// For an engineer: from who may be with whom and how well two fit to a proposal of groups: the instance of bounded
/// grouping, its solution, and the explanation of every group and of everyone who is left out.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/group_question.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/group_settings.hpp>
#include <colearn/matching/group_words.hpp>
#include <colearn/matching/service_fairness.hpp>
#include <colearn/solve/grouping.hpp>
#include <colearn/solve/grouping_problem.hpp>

namespace colearn {

namespace detail {

template <class Role>
class group_proposer {
public:
    group_proposer(const group_question<Role>& question, const group_settings<Role>& settings,
                   const parallel_options& how)
        : question_(question), settings_(settings), how_(how) {}

    [[nodiscard]] group_result<Role> run() {
        out_.notes = question_.notes;
        auto nothing = out_;
        nothing.outcome = status::cancelled;
        if (!make_problem() || !solve()) return nothing;
        out_.total_value = out_.certificate.groups.value;
        out_.bound = out_.certificate.groups.certificate.bound;
        out_.outcome = out_.certificate.groups.outcome;
        explain_groups();
        explain_left_out();
        out_.fairness = group_fairness(question_, out_.proposals);
        if (how_.progress) how_.progress(1);
        return std::move(out_);
    }

private:
    using place = id<group_place<Role>>;

    [[nodiscard]] id<Role> at(place one) const { return out_.certificate.who[one.index]; }

    [[nodiscard]] bool make_problem() {
        auto& problem = out_.certificate.problem;
        const auto part = parts_of(question_);
        auto& who = out_.certificate.who;
        std::vector<place> place_of(question_.id_bound);
        for (const auto one : question_.members) {
            if (part[one.index] == id<Role>::none) continue;
            place_of[one.index] = place{who.size()};
            who.push_back(one);
        }
        problem.values.count = who.size();
        problem.smallest = settings_.smallest;
        problem.largest = settings_.largest;
        problem.everyone = settings_.everyone;
        const auto translate = [&](const std::vector<linked_pair<Role>>& from, auto& to) {
            for (const auto& one : from) {
                expects(one.a.index < place_of.size() && one.b.index < place_of.size(),
                        {"a rule must name members", "propose_groups"}, one.a);
                if (place_of[one.a.index].valid() && place_of[one.b.index].valid())
                    to.push_back({place_of[one.a.index], place_of[one.b.index]});
            }
        };
        translate(settings_.together, problem.together);
        translate(settings_.apart, problem.apart);
        for (const auto& one : settings_.quotas) {
            problem.quotas.push_back({one.name, {}, one.least, one.most});
            for (const auto member : one.members)
                if (member.index < place_of.size() && place_of[member.index].valid())
                    problem.quotas.back().members.push_back(place_of[member.index]);
        }
        // Without regions of the caller's a group stays within one part of the network of those who come into question.
        problem.most_regions = settings_.region.empty() ? 1 : settings_.most_regions;
        problem.region = id_map<group_place<Role>, std::uint32_t>(who.size(), 0U);
        for (std::size_t i = 0; i < who.size(); ++i)
            problem.region.values()[i] = settings_.region.empty() ? part[who[i].index] : settings_.region[who[i]];

        problem.listed_only = question_.only_these;
        const auto pairs = pairs_in_question(question_);
        std::vector<double> values(pairs.size());
        std::vector<std::uint8_t> barred(pairs.size(), 0);
        const auto weigh = [&](std::size_t i) {
            const auto [a, b] = pairs[i];
            barred[i] = question_.allowed(a, b) ? 0 : 1;
            if (barred[i] != 0) return;
            const double score = question_.score(a, b);
            expects(std::isfinite(score), {"a score must be finite", "propose_groups"}, score);
            values[i] = score - settings_.least_fit;
        };
        if (!parallel_for(pairs.size(), {how_.threads, 256, {}, how_.stop}, weigh)) return false;
        if (how_.progress) how_.progress(.3);
        for (std::size_t i = 0; i < pairs.size(); ++i) {
            const auto a = place_of[pairs[i].first.index];
            const auto b = place_of[pairs[i].second.index];
            if (barred[i] == 0)
                problem.values.pairs.push_back({a, b, values[i]});
            else if (!question_.only_these) // else it is enough that they are not listed
                problem.apart.push_back({a, b});
        }
        for (const auto& [a, b] : question_.forbidden)
            if (place_of[a.index].valid() && place_of[b.index].valid() && !put_together(a, b))
                problem.apart.push_back({place_of[a.index], place_of[b.index]});
        return true;
    }

    // Two who are further from each other than two steps are not listed, and a group may still hold both, unless only
    // those listed may share one. Where the rules forbid it, all that they forbid to the two is added and it is solved
    // again; each time somebody is new, so this ends.
    [[nodiscard]] bool solve() {
        auto search = settings_.search;
        search.threads = how_.threads;
        search.stop = how_.stop;
        if (how_.progress) search.progress = [this](double done) { how_.progress(.3 + .5 * done); };
        auto& problem = out_.certificate.problem;
        const auto n = problem.values.count;
        std::vector<std::uint8_t> complete(n, 0); // all that the rules forbid to it is listed
        const auto forbid = [&](place one) {
            if (complete[one.index] != 0) return;
            for (std::size_t other = 0; other < n; ++other)
                if (complete[other] == 0 && other != one.index && !question_.allowed(at(one), at(place{other})) &&
                    !put_together(at(one), at(place{other})))
                    problem.apart.push_back({one, place{other}});
            complete[one.index] = 1;
        };
        for (;;) {
            out_.certificate.groups = form_groups(problem, search);
            if (out_.certificate.groups.outcome == status::cancelled) return false;
            const auto known = problem.apart.size();
            for (const auto& group : out_.certificate.groups.groups)
                for (std::size_t i = 0; i < group.size(); ++i)
                    for (std::size_t j = 0; j < i; ++j)
                        if (!question_.allowed(at(group[j]), at(group[i])) &&
                            !put_together(at(group[j]), at(group[i]))) {
                            forbid(group[i]);
                            forbid(group[j]);
                        }
            if (problem.apart.size() == known) return true;
        }
    }
    // Those who the settings put together may break the other rules.
    [[nodiscard]] bool put_together(id<Role> a, id<Role> b) const {
        return std::any_of(settings_.together.begin(), settings_.together.end(), [&](const auto& one) {
            return one == linked_pair<Role>{a, b} || one == linked_pair<Role>{b, a};
        });
    }

    void explain_groups() {
        const auto& solved = out_.certificate.groups;
        const auto near = neighbours_of(out_.certificate.problem.values);
        out_.proposals.resize(solved.groups.size());
        std::vector<std::size_t> number(solved.groups.size()); // of each group among the proposals
        for (std::size_t g = 0; g < solved.groups.size(); ++g) measure(solved.groups[g], out_.proposals[g]);
        std::vector<std::size_t> order(number.size());
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t x, std::size_t y) {
            return out_.proposals[x].mean_score > out_.proposals[y].mean_score;
        });
        for (std::size_t i = 0; i < order.size(); ++i) number[order[i]] = i;
        std::vector<std::vector<std::uint32_t>> apart(near.size());
        for (const auto& one : out_.certificate.problem.apart) {
            apart[one.a.index].push_back(one.b.index);
            apart[one.b.index].push_back(one.a.index);
        }
        parallel_for(solved.groups.size(), {how_.threads, 16}, [&](std::size_t g) {
            for (const auto one : solved.groups[g]) {
                auto& members = out_.proposals[g].members;
                const auto found = std::find_if(members.begin(), members.end(),
                                                [&](const auto& member) { return member.who == at(one); });
                seek_runner_up(*found, g, near[one.index], number, apart[one.index]);
            }
        });
        std::vector<group_proposal<Role>> sorted;
        for (const auto g : order) sorted.push_back(std::move(out_.proposals[g]));
        out_.proposals = std::move(sorted);
        for (auto& one : out_.proposals) one.rationale = group_rationale(question_, one, out_.proposals);
    }

    // The other group with a place where one member would be worth most.
    void seek_runner_up(proposal_member<Role>& member, std::size_t home,
                        const std::vector<std::pair<std::uint32_t, double>>& near,
                        const std::vector<std::size_t>& number, const std::vector<std::uint32_t>& apart) const {
        const auto& solved = out_.certificate.groups;
        std::vector<std::pair<std::size_t, double>> worth; // by group
        for (const auto& [other, value] : near) {
            const auto g = solved.group_of.values()[other];
            if (g == id<Role>::none) continue;
            const auto found =
                std::find_if(worth.begin(), worth.end(), [&](const auto& one) { return one.first == g; });
            if (found == worth.end())
                worth.emplace_back(g, value);
            else
                found->second += value;
        }
        for (const auto other : apart)
            if (const auto g = solved.group_of.values()[other]; g != id<Role>::none)
                std::erase_if(worth, [&](const auto& one) { return one.first == g; });
        std::sort(worth.begin(), worth.end(), [&](const auto& x, const auto& y) {
            return x.second != y.second ? x.second > y.second : x.first < y.first;
        });
        for (const auto& [g, value] : worth) {
            if (g == home || solved.groups[g].size() >= settings_.largest) continue;
            member.runner_up = number[g];
            member.runner_up_worth = value;
            break;
        }
        member.stays_by = member.worth - member.runner_up_worth;
    }

    void measure(const std::vector<place>& places, group_proposal<Role>& out) const {
        std::vector<id<Role>> group;
        for (const auto one : places) {
            group.push_back(at(one));
            out.members.emplace_back();
            out.members.back().who = at(one);
        }
        std::size_t pairs = 0;
        double scores = 0;
        bool all_placed = true;
        for (std::size_t i = 0; i < group.size(); ++i) {
            for (std::size_t j = i + 1; j < group.size(); ++j) {
                const double score = question_.score(group[i], group[j]);
                const double value = score - settings_.least_fit;
                out.members[i].worth += value;
                out.members[j].worth += value;
                scores += score;
                ++pairs;
                if (const auto km = question_.km(group[i], group[j]))
                    out.widest_km = (std::max)(out.widest_km.value_or(0), *km);
                else
                    all_placed = false;
                if (question_.explain) add_terms(question_.explain(group[i], group[j]), out.terms);
            }
        }
        if (!all_placed) out.widest_km.reset();
        out.value = pairs > 0 ? scores - static_cast<double>(pairs) * settings_.least_fit : 0;
        out.mean_score = pairs > 0 ? scores / static_cast<double>(pairs) : 0;
        for (auto& one : out.terms)
            if (one.mean) *one.mean /= static_cast<double>(one.known_pairs);
        out.student_led = true;
        for (auto& member : out.members) {
            member.gain = group_gain(question_, member.who, group, member.topics);
            out.student_led = out.student_led && question_.asked(member.who);
        }
        std::stable_sort(out.members.begin(), out.members.end(),
                         [](const auto& x, const auto& y) { return x.worth > y.worth; });
    }
    static void add_terms(const compatibility& fit, std::vector<group_term>& terms) {
        if (terms.empty())
            for (const auto& one : fit.terms) terms.push_back({one.name, std::nullopt, 0, 0});
        for (std::size_t t = 0; t < terms.size(); ++t) {
            const auto& value = fit.terms[t].value;
            if (!value) continue;
            terms[t].least = terms[t].mean ? (std::min)(terms[t].least, *value) : *value;
            terms[t].mean = terms[t].mean.value_or(0) + *value;
            ++terms[t].known_pairs;
        }
    }

    void explain_left_out() {
        std::vector<std::optional<ungrouped_reason>> why(question_.id_bound);
        std::vector<std::uint8_t> asked_for(question_.id_bound, 0);
        for (const auto one : out_.certificate.who) asked_for[one.index] = 1;
        for (const auto& one : out_.certificate.groups.left) why[at(one.who).index] = one.why;
        for (const auto who : question_.members) {
            const bool alone = asked_for[who.index] == 0;
            if (!alone && !why[who.index]) continue;
            group_left_out<Role> left{who, group_left_out_reason::nobody_allowed, {}};
            if (!alone)
                left.why = *why[who.index] == ungrouped_reason::better_out   ? group_left_out_reason::better_without
                           : *why[who.index] == ungrouped_reason::not_placed ? group_left_out_reason::not_placed
                                                                             : group_left_out_reason::too_few;
            left.words = alone
                             ? question_.alone(who)
                             : group_left_out_words(question_.name(who), left.why, question_.names, settings_.smallest);
            out_.left_out.push_back(std::move(left));
        }
    }

    const group_question<Role>& question_;
    const group_settings<Role>& settings_;
    const parallel_options& how_;
    group_result<Role> out_{};
};

} // namespace detail

} // namespace colearn

#endif

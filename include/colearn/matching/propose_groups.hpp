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
#include <functional>
#include <numeric>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/group_words.hpp>
#include <colearn/matching/service_fairness.hpp>
#include <colearn/solve/grouping.hpp>
#include <colearn/solve/grouping_problem.hpp>
#include <colearn/solve/grouping_verify.hpp>

namespace colearn {

/// How large groups are, what they must keep, and how long to search.
template <class Role>
struct group_settings {
    std::size_t smallest = 4; ///< members at least, >= 1
    std::size_t largest = 8;  ///< members at most, >= `smallest`
    /// A pair is worth its score less this, so that pairs that fit less count against a group; 0: every pair adds, and
    /// groups are as large as they may be.
    double least_fit = 0;
    bool everyone = true;                      ///< false: whoever adds to no group stays without one
    std::vector<linked_pair<Role>> together{}; ///< in one group whatever they score
    std::vector<linked_pair<Role>> apart{};    ///< never in one group
    id_map<Role, std::uint32_t> region{};      ///< number of each one's region; empty: regions do not count
    std::size_t most_regions = unlimited;      ///< regions that a group may span, >= 1
    std::vector<group_quota<Role>> quotas{};   ///< how many of a class each group takes
    grouping_options search{};                 ///< rounds, seed and bounds; its threads, progress and stop are not used
};

namespace detail {

/// Who is to be put into groups, and what is known of them.
template <class Role>
struct group_question {
    std::size_t id_bound = 0;
    std::vector<id<Role>> members{};                            // ascending
    std::vector<std::pair<id<Role>, id<Role>>> pairs{};         // who come into question for each other
    std::vector<std::pair<id<Role>, id<Role>>> forbidden{};     // some of those whom the rules keep apart; may be none
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

/// The number of the part of the network of those who come into question that each one is in; `none` for who is alone.
template <class Role>
[[nodiscard]] std::vector<std::uint32_t> parts_of(const group_question<Role>& question) {
    std::vector<std::uint32_t> root(question.id_bound);
    std::iota(root.begin(), root.end(), 0U);
    const auto find = [&](std::uint32_t v) {
        while (root[v] != v) v = root[v] = root[root[v]];
        return v;
    };
    for (const auto& [a, b] : question.pairs) {
        const auto x = find(a.index);
        const auto y = find(b.index);
        root[(std::max)(x, y)] = (std::min)(x, y);
    }
    std::vector<std::uint32_t> out(question.id_bound, id<Role>::none);
    for (const auto& [a, b] : question.pairs)
        for (const auto one : {a, b}) out[one.index] = find(one.index);
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
        out_.fairness = fairness(question_, out_.proposals);
        if (how_.progress) how_.progress(1);
        return std::move(out_);
    }

    /// Whether those who are in groups are served as well when they are disadvantaged.
    [[nodiscard]] static service_fairness fairness(const group_question<Role>& question,
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

        auto pairs = question_.pairs;
        const auto ring = second_ring(question_);
        pairs.insert(pairs.end(), ring.begin(), ring.end());
        std::sort(pairs.begin(), pairs.end());
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
            else
                problem.apart.push_back({a, b});
        }
        for (const auto& [a, b] : question_.forbidden)
            if (place_of[a.index].valid() && place_of[b.index].valid() && !put_together(a, b))
                problem.apart.push_back({place_of[a.index], place_of[b.index]});
        return true;
    }

    // Two who are further from each other than two steps are not listed, and a group may still hold both. Where the
    // rules forbid that, all that they forbid to the two is added and it is solved again; each time somebody is new, so
    // this ends.
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

/// Checks that who must be together or apart, and the regions, are those of the settings and the question and no more:
/// a rule too many would make the bound too low.
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
    const auto fair = group_proposer<Role>::fairness(question, result.proposals);
    if (fair.disadvantaged != result.fairness.disadvantaged || fair.others != result.fairness.others)
        return reject("the comparison of the disadvantaged with the others does not follow from the proposals");
    return verification::accept();
}

} // namespace detail

} // namespace colearn

#endif

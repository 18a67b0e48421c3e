// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_COMMUNITY_VOICE_HPP
#define COLEARN_ALLOCATION_COMMUNITY_VOICE_HPP

/// @file
/// For a policy reader: the schools' communities vote on what is paid for, in full or not at all: each need is a
/// project, and a community votes for its own and for those of schools whose benefit reaches it. Or a real ballot says.
/// For an engineer: a participatory budget made from an allocation problem, or given, by the method of equal shares,
/// Phragmen's sequential rule or greedy approval.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/benefit_curve.hpp>     // benefit_weight
#include <colearn/allocation/challenge_funding.hpp> // none_still_fits
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/amount_words.hpp>
#include <colearn/allocation/detail/purse.hpp>
#include <colearn/allocation/detail/weighted_division.hpp> // usable_weight
#include <colearn/allocation/equal_shares.hpp>
#include <colearn/allocation/greedy_approval.hpp>
#include <colearn/allocation/sequential_phragmen.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/participatory_budget.hpp>
#include <colearn/solve/water_filling_whole.hpp>

namespace colearn {

enum class voting_rule : std::uint8_t {
    equal_shares,        ///< with greedy completion
    sequential_phragmen, ///< passing over what no longer fits
    greedy_approval,     ///< by points
};

/// A ballot whose projects are payments to recipients.
struct community_ballot {
    participatory_budget votes{};                    ///< costs and budget in parts; the budget is what the floors leave
    std::vector<id<allocation_recipient>> paid_to{}; ///< by project
};

/// Each topic's need that its floor does not cover, as a project; four ballots for each recipient in all, shared out by
/// `weight` (at least one for each that counts), with points for its own projects by urgent need, and for those of the
/// `partners` recipients that it shares most benefit with (`spill_over`, either way) by the share of it. People mark
/// few projects: those of three partners or so.
[[nodiscard]] inline community_ballot
ballot_of(const allocation_problem& of, benefit_weight weight = benefit_weight::need, std::size_t partners = 3) {
    check_allocation(of, "ballot_of");
    const auto n = of.recipients.size();
    const auto within = detail::allocation_bounds::up_to_need(of);
    community_ballot out;
    out.votes.name = "needs";
    std::int64_t budget = of.supply();
    std::vector<std::vector<budget_vote>> own(n);
    for (std::size_t i = 0; i < n; ++i) {
        const auto& one = of.recipients.values()[i];
        auto covered = within.floors[i];
        auto room = within.caps[i] - covered;
        budget -= (std::min)(covered, budget);
        for (std::size_t t = 0; t < one.need.size(); ++t) {
            const auto parts = detail::parts_for(of.what, one.need[t].amount);
            const auto by_floor = (std::min)(covered, parts);
            covered -= by_floor;
            const auto asks = (std::min)(parts - by_floor, room);
            if (asks == 0) continue;
            room -= asks;
            const auto topic = t < of.topics.size() ? of.topics[t] : std::to_string(t);
            const auto p =
                out.votes.add_project({one.key + ":" + topic, one.name + ", " + topic, static_cast<double>(asks)});
            out.paid_to.emplace_back(i);
            own[i].push_back({p, (std::max)(one.need[t].amount * one.need[t].urgency, 1e-9)});
        }
    }
    out.votes.budget = static_cast<double>(budget);

    // With whom a community shares most benefit, the larger share where there are several ties.
    using near_one = std::pair<double, std::uint32_t>; // share, who
    const auto closer = [](const near_one& a, const near_one& b) {
        return a.first != b.first ? a.first > b.first : a.second < b.second;
    };
    std::vector<std::vector<near_one>> near(n); // closest first
    const auto meet = [&](std::uint32_t who, near_one other) {
        auto& known = near[who];
        if (known.size() >= partners && (partners == 0 || !closer(other, known.back()))) return;
        const auto same =
            std::find_if(known.begin(), known.end(), [&](auto& one) { return one.second == other.second; });
        if (same != known.end() && !closer(other, *same)) return;
        if (same != known.end()) known.erase(same);
        known.insert(std::upper_bound(known.begin(), known.end(), other, closer), other);
        if (known.size() > partners) known.pop_back();
    };
    for (const auto& tie : of.spill_over) {
        if (!(tie.share > 0) || tie.from == tie.to) continue;
        meet(tie.from.index, {tie.share, tie.to.index});
        meet(tie.to.index, {tie.share, tie.from.index});
    }
    std::vector<double> counts;
    std::vector<std::int64_t> least;
    std::int64_t all = 0;
    for (const auto& one : of.recipients) {
        counts.push_back(detail::usable_weight(weight_of(one, weight)));
        least.push_back(counts.back() > 0 ? 1 : 0);
        all += 4 * least.back();
    }
    const auto ballots = water_filling_whole({all, counts, least, {}});
    for (std::size_t i = 0; i < n; ++i) {
        auto marks = own[i];
        for (const auto& [share, partner] : near[i])
            for (const auto& one : own[partner]) marks.push_back({one.project, (std::max)(one.points * share, 1e-9)});
        for (std::int64_t b = 0; b < ballots.amounts[i]; ++b) out.votes.add_ballot(marks);
    }
    return out;
}

/// What the communities choose.
///
/// A chosen project is paid to its recipient beyond its floor, in the order of the rule; where no route can bring it,
/// or a cap forbids it, it is left out, and a note says so. What is left stays. The effects of routes do not
/// count: what a project costs is what is sent. Result: `feasible` (`checked`: the
/// rule's certificate where projects times votes are at most 2e6, else its payments) or `infeasible` (floors).
/// Complexity: that of the rule.
struct community_voice {
    voting_rule rule = voting_rule::equal_shares;
    benefit_weight weight = benefit_weight::need; ///< whose voice counts how much, where no ballot is given
    std::size_t partners = 3; ///< others whose projects a ballot marks too, where none is given: those it is closest to
    community_ballot ballot{}; ///< a given one; without projects: `ballot_of` the problem

    [[nodiscard]] std::string name() const {
        return rule == voting_rule::equal_shares          ? "community voice, equal shares"
               : rule == voting_rule::sequential_phragmen ? "community voice, Phragmen"
                                                          : "community voice, greedy";
    }
    [[nodiscard]] std::string source() const {
        return rule == voting_rule::equal_shares ? "Peters, Pierczynski and Skowron, NeurIPS 2021"
               : rule == voting_rule::sequential_phragmen
                   ? "Phragmen (1894) in Janson, arXiv 1611.08826, section 4; Los, Christoff and Grossi, IJCAI 2022"
                   : "Talmon and Faliszewski, AAAI 2019, rule greedy-max";
    }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        check_allocation(of, "community_voice");
        const bool given = !ballot.votes.projects.empty();
        auto use = given ? ballot : ballot_of(of, weight, partners);
        expects(use.paid_to.size() == use.votes.projects.size(),
                {"there must be one recipient for each project", "community_voice"}, use.paid_to.size());
        for (const auto who : use.paid_to)
            expects(who.index < of.recipients.size(),
                    {"every project must be paid to one of the recipients", "community_voice"}, who);
        detail::purse money(of);
        if (!money.conflict.empty()) return detail::infeasible_allocation(name(), std::move(money.conflict));
        std::int64_t budget = of.supply();
        for (const auto& one : of.recipients) budget -= one.floor;
        use.votes.budget = static_cast<double>(budget);

        verification checked;
        const auto chosen = choose(use.votes, checked);
        std::vector<std::vector<detail::purse_payment>> unreached;
        std::vector<std::uint32_t> projects(of.recipients.size(), 0);
        std::vector<std::uint32_t> paid(of.recipients.size(), 0);
        for (const auto who : use.paid_to) ++projects[who.index];
        for (const auto p : chosen) {
            const auto who = use.paid_to[p.index];
            const auto& one = of.recipients[who];
            const auto parts = static_cast<std::int64_t>(use.votes.projects[p].cost + .5);
            std::vector<detail::purse_payment> what{{who.index, parts}};
            if (one.cap - money.amounts()[who.index] >= parts && money.pay_all(what))
                ++paid[who.index];
            else if (one.cap - money.amounts()[who.index] >= parts)
                unreached.push_back(std::move(what));
        }
        auto out = detail::allocation_of(of, name(), money.amounts(), money.carried());
        out.outcome = status::feasible;
        out.notes.push_back(std::to_string(chosen.size()) + " of " + std::to_string(use.votes.projects.size()) +
                            " projects were chosen by " + std::to_string(use.votes.voter_count()) + " ballots.");
        if (!unreached.empty())
            out.notes.push_back(std::to_string(unreached.size()) + " of them could not be paid for along the routes.");
        if (how.explain)
            for (std::size_t i = 0; i < projects.size(); ++i) {
                const auto& one = of.recipients.values()[i];
                auto why = one.name + " gets " + detail::part_words(of.what, out.amounts.values()[i]) + ": ";
                if (projects[i] == 0)
                    why += "no project of its own stood for election";
                else if (projects[i] == 1)
                    why += std::string("its project was ") + (paid[i] == 0 ? "not " : "") + "chosen and paid for";
                else
                    why += std::to_string(paid[i]) + " of its " + std::to_string(projects[i]) +
                           " projects were chosen and paid for";
                if (one.floor > 0) why += ", beside its floor";
                why +=
                    paid[i] == projects[i] ? "." : ". More or stronger support, or a lower cost, would bring it more.";
                out.why.push_back(std::move(why));
            }
        if (checked) checked = detail::none_still_fits(money, unreached, "a chosen project");
        out.checked = std::move(checked);
        return out;
    }

private:
    [[nodiscard]] std::vector<id<budget_project>> choose(const participatory_budget& votes,
                                                         verification& checked) const {
        const bool small = static_cast<double>(votes.projects.size()) * static_cast<double>(votes.votes.size()) <= 2e6;
        std::vector<id<budget_project>> out;
        double cost = 0;
        const auto finish = [&](const auto& found, const auto& options) {
            if (small) checked = verify(votes, found, options);
            for (const auto p : out) cost += votes.projects[p].cost;
            if (cost > votes.budget * (1 + 1e-9))
                checked = verification::reject("what was chosen costs more than there is");
        };
        const auto bought = [&](const std::vector<budget_purchase>& purchases) {
            for (const auto& one : purchases) {
                out.push_back(one.project);
                double sum = 0;
                for (const auto& each : one.payments) sum += each.amount;
                if (!tolerance{}.equal(sum, votes.projects[one.project].cost))
                    checked = verification::reject("the payments for a project are not its cost");
            }
        };
        if (rule == voting_rule::equal_shares) {
            equal_shares_options options;
            options.utility = budget_utility::cost;
            options.completion = equal_shares_completion::greedy;
            const auto found = equal_shares(votes, options);
            bought(found.purchases);
            out.insert(out.end(), found.completed.begin(), found.completed.end());
            finish(found, options);
        } else if (rule == voting_rule::sequential_phragmen) {
            constexpr sequential_phragmen_options options{phragmen_overshoot::skip};
            const auto found = sequential_phragmen(votes, options);
            bought(found.purchases);
            finish(found, options);
        } else {
            constexpr greedy_approval_options options{approval_score::points};
            const auto found = greedy_approval(votes, options);
            out = found.chosen;
            finish(found, options);
        }
        return out;
    }
};

} // namespace colearn

#endif

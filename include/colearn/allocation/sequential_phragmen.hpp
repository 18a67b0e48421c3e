// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_SEQUENTIAL_PHRAGMEN_HPP
#define COLEARN_ALLOCATION_SEQUENTIAL_PHRAGMEN_HPP

/// @file
/// For a policy reader: everyone earns money at the same pace; as soon as those who want a project together have what
/// it costs, they buy it. It ends when the next purchase would break the budget.
/// For an engineer: Phragmen's sequential rule for participatory budgeting, with lazy evaluation.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/budget_purchase.hpp>
#include <colearn/allocation/detail/rising_prices.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/participatory_budget.hpp>

namespace colearn {

/// What happens when the project whose turn it is would break the budget.
enum class phragmen_overshoot : std::uint8_t {
    stop, ///< the rule ends: the usual form
    skip, ///< that project is out, and the others go on
};

struct sequential_phragmen_options {
    phragmen_overshoot overshoot = phragmen_overshoot::stop;
};

struct sequential_phragmen_certificate {
    id_map<budget_voter, double> paid_until{}; ///< time of each voter's last purchase: what it paid in all
    double spent = 0;                          ///< cost of the chosen projects
    id<budget_project> stopped_by{};           ///< the project that would have broken the budget; invalid: none
    std::size_t evaluations = 0;               ///< prices that were computed; the plain rule: projects x purchases
};

struct sequential_phragmen_result {
    std::vector<budget_purchase> purchases{}; ///< in the order of time
    sequential_phragmen_certificate certificate{};
    status outcome = status::feasible; ///< feasible: the rule makes no promise beyond the budget
};

namespace detail {

/// What these voters have paid in all. Four sums side by side, always the same ones: one alone would wait for each
/// addition to end before it can begin the next.
[[nodiscard]] inline double paid_by(std::span<const std::uint32_t> who, std::span<const double> paid) noexcept {
    double sum[4] = {};
    std::size_t k = 0;
    for (; k + 4 <= who.size(); k += 4)
        for (std::size_t lane = 0; lane < 4; ++lane) sum[lane] += paid[who[k + lane]];
    for (; k < who.size(); ++k) sum[k % 4] += paid[who[k]];
    return (sum[0] + sum[1]) + (sum[2] + sum[3]);
}

} // namespace detail

/// Everyone's money grows by 1 each unit of time. A project is bought when all of its supporters together have its
/// cost, by all the money that they then have.
///
/// Source: Phragmen (1894) in Janson, "Phragmen's and Thiele's election methods", arXiv 1611.08826, section 4; for
/// projects with costs, Los, Christoff and Grossi, "Proportional budget allocations: towards a systematization", IJCAI
/// 2022. Points do not count: a vote is an approval.
/// Complexity: one price is O(supporters), and only those are computed anew that could be lowest, since prices only
/// rise. Where ballots are short beside the list of projects this is close to linear in votes. Where everyone votes for
/// a large part of all projects each purchase moves most prices, and time grows to O(votes x purchases), as by the
/// definition. O(votes) space. Preconditions: those of `check_participatory_budget`.
/// Result: `feasible`; `price` of a purchase is its time. Throws: `contract_violation`.
/// Determinism: of purchases at one time (to 1e-12 of it) the cheaper project, then the one that is listed first.
/// Example: `sequential_phragmen(ballot).purchases`
[[nodiscard]] inline sequential_phragmen_result sequential_phragmen(const participatory_budget& ballot,
                                                                    const sequential_phragmen_options& options = {}) {
    check_participatory_budget(ballot, "sequential_phragmen");
    const detail::budget_supporters supporters(ballot, false);
    sequential_phragmen_result out;
    auto& proof = out.certificate;
    proof.paid_until = id_map<budget_voter, double>(ballot.voter_count(), 0.0);
    const auto paid = proof.paid_until.values();
    detail::rising_prices queue;
    for (std::uint32_t p = 0; p < ballot.projects.size(); ++p)
        if (const auto count = supporters.of(p).size(); count > 0)
            queue.enter(p, ballot.projects.values()[p].cost / static_cast<double>(count));
    const auto fits = [&](std::size_t p) { return proof.spent + ballot.projects.values()[p].cost <= ballot.budget; };
    const auto time = [&](std::uint32_t p, double) {
        // What is out when its turn comes need not wait for it; only who is the first must be known.
        if (proof.stopped_by.valid() && !fits(p)) return -1.0;
        ++proof.evaluations;
        const auto who = supporters.of(p);
        return (ballot.projects.values()[p].cost + detail::paid_by(who, paid)) / static_cast<double>(who.size());
    };
    const auto before = [&](std::uint32_t a, std::uint32_t b) { return detail::cheaper_first(ballot, a, b); };
    detail::rising_prices::entry next{};
    while (queue.take(time, before, next)) {
        const id<budget_project> project{next.project};
        if (!fits(next.project)) {
            if (!proof.stopped_by.valid()) proof.stopped_by = project;
            if (options.overshoot == phragmen_overshoot::stop) break;
            continue;
        }
        proof.spent += ballot.projects[project].cost;
        budget_purchase one{project, next.at_least, {}};
        one.payments.reserve(supporters.of(next.project).size());
        for (const auto i : supporters.of(next.project)) {
            one.payments.push_back({id<budget_voter>{i}, (std::max)(0.0, next.at_least - paid[i])});
            paid[i] = next.at_least;
        }
        out.purchases.push_back(std::move(one));
    }
    return out;
}

/// Replays the purchases: everyone pays what they have, it makes up the cost, and at each step no other project could
/// have been bought earlier. O(votes x purchases).
[[nodiscard]] inline verification verify(const participatory_budget& ballot, const sequential_phragmen_result& result,
                                         const sequential_phragmen_options& options = {}, const tolerance& near = {}) {
    check_participatory_budget(ballot, "verify");
    const detail::budget_supporters supporters(ballot);
    const auto& proof = result.certificate;
    const auto name = [&](std::size_t p) { return "project " + ballot.projects.values()[p].key; };
    if (proof.paid_until.size() != ballot.voter_count())
        return verification::reject("there is not one amount for each voter");
    std::vector<double> paid(ballot.voter_count(), 0.0);
    std::vector<std::uint8_t> out_of_it(ballot.projects.size());
    double spent = 0;
    const auto earliest = [&](std::size_t p) {
        double sum = ballot.projects.values()[p].cost;
        for (const auto i : supporters.of(p)) sum += paid[i];
        return sum / static_cast<double>(supporters.of(p).size());
    };
    const auto fits = [&](std::size_t p) { return spent + ballot.projects.values()[p].cost <= ballot.budget; };
    for (const auto& one : result.purchases) {
        const auto p = one.project.index;
        if (p >= ballot.projects.size() || out_of_it[p] != 0 || supporters.of(p).empty())
            return verification::reject("the purchases must be different projects with supporters");
        if (!near.equal(one.price, earliest(p)))
            return verification::reject(name(p) + " can be bought at time " + detail::number_text(earliest(p)) +
                                        ", not " + detail::number_text(one.price));
        for (std::size_t q = 0; q < ballot.projects.size(); ++q) {
            if (out_of_it[q] != 0 || supporters.of(q).empty()) continue;
            const double at = earliest(q);
            // Skipped ones were out when their turn came.
            if (q != p && at < one.price && !near.equal(at, one.price)) {
                if (options.overshoot == phragmen_overshoot::skip && !fits(q)) {
                    out_of_it[q] = 1;
                    continue;
                }
                return verification::reject(name(q) + " could be bought before " + name(p));
            }
        }
        if (!fits(p)) return verification::reject(name(p) + " breaks the budget");
        if (one.payments.size() != supporters.of(p).size())
            return verification::reject("there is not one payment for each supporter of " + name(p));
        double sum = 0;
        for (std::size_t k = 0; k < one.payments.size(); ++k) {
            const auto i = supporters.of(p)[k];
            const double due = one.price - paid[i];
            if (one.payments[k].voter.index != i || std::fabs(one.payments[k].amount - due) > near.relative * one.price)
                return verification::reject("voter " + std::to_string(i) + " pays " + detail::number_text(due) +
                                            " for " + name(p));
            sum += one.payments[k].amount;
            paid[i] = one.price;
        }
        if (!near.equal(sum, ballot.projects.values()[p].cost))
            return verification::reject("the payments for " + name(p) + " are not its cost");
        spent += ballot.projects.values()[p].cost;
        out_of_it[p] = 1;
    }
    // Nothing could go on: the next one breaks the budget (or all do), or there is none.
    double soonest = -1;
    for (std::size_t q = 0; q < ballot.projects.size(); ++q) {
        if (out_of_it[q] != 0 || supporters.of(q).empty()) continue;
        if (options.overshoot == phragmen_overshoot::skip) {
            if (fits(q)) return verification::reject(name(q) + " could still be bought");
            continue;
        }
        const double at = earliest(q);
        if (soonest < 0 || at < soonest) soonest = at;
    }
    if (options.overshoot == phragmen_overshoot::stop && soonest >= 0) {
        const auto p = proof.stopped_by.index;
        if (p >= ballot.projects.size() || out_of_it[p] != 0 || !near.equal(earliest(p), soonest) || fits(p))
            return verification::reject("the project that stopped the rule is not the next one, or would fit");
    }
    for (std::size_t i = 0; i < paid.size(); ++i)
        if (!near.equal(proof.paid_until.values()[i], paid[i]))
            return verification::reject("voter " + std::to_string(i) + " paid " + detail::number_text(paid[i]) +
                                        " in all");
    if (!near.equal(proof.spent, spent)) return verification::reject("the chosen cost " + detail::number_text(spent));
    return verification::accept();
}

} // namespace colearn

#endif

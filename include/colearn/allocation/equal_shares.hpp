// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_EQUAL_SHARES_HPP
#define COLEARN_ALLOCATION_EQUAL_SHARES_HPP

/// @file
/// For a policy reader: the budget belongs to the voters in equal parts. A project is bought when its supporters can
/// pay for it out of their parts, the best value for money first; so a group of a tenth of the voters decides on about
/// a tenth of the money.
/// For an engineer: the method of equal shares for participatory budgeting with additive utilities, with lazy
/// evaluation, and its usual completions.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/budget_purchase.hpp>
#include <colearn/allocation/detail/rising_prices.hpp>
#include <colearn/allocation/greedy_approval.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/participatory_budget.hpp>

namespace colearn {

/// What a project on a voter's ballot is worth to the voter.
enum class budget_utility : std::uint8_t {
    count,  ///< 1: how many of one's projects are chosen
    cost,   ///< its cost: how much of the money goes to one's projects
    points, ///< the points that the voter gave
};

/// What is done with money that is left, since supporters of no project can pay for it alone.
enum class equal_shares_completion : std::uint8_t {
    none,   ///< it stays
    greedy, ///< projects by falling points that fit into what is left, see `greedy_approval`
    add1,   ///< everyone's part is raised by `step`, again and again, while the outcome stays within the budget
    add1u,  ///< the same, and then greedy
};

struct equal_shares_options {
    budget_utility utility = budget_utility::count;
    equal_shares_completion completion = equal_shares_completion::none;
    double step = 1;        ///< of add1, > 0, in the unit of the budget
    std::stop_token stop{}; ///< stops between two purchases; the outcome is then `cancelled`
};

struct equal_shares_certificate {
    double part = 0;                       ///< everyone's money at the start: budget / voters, or raised by add1
    id_map<budget_voter, double> left{};   ///< what each voter still has
    double spent = 0;                      ///< cost of all chosen projects
    std::vector<budget_purchase> beyond{}; ///< add1: the purchases with one step more, which break the budget; or none
    std::size_t evaluations = 0;           ///< prices that were computed; the plain rule: projects x purchases
    std::size_t rounds = 1;                ///< runs of the rule: more than 1 with add1
};

struct equal_shares_result {
    std::vector<budget_purchase> purchases{};    ///< what voters bought, by rising rho
    std::vector<id<budget_project>> completed{}; ///< what greedy completion added, in its order
    equal_shares_certificate certificate{};
    status outcome = status::feasible; ///< feasible, or cancelled: what was bought until then

    /// All that is paid for, in order.
    [[nodiscard]] std::vector<id<budget_project>> chosen() const {
        std::vector<id<budget_project>> out;
        for (const auto& one : purchases) out.push_back(one.project);
        out.insert(out.end(), completed.begin(), completed.end());
        return out;
    }
};

namespace detail {

[[nodiscard]] inline double utility_of(budget_utility what, double cost, double points) noexcept {
    return what == budget_utility::count ? 1.0 : what == budget_utility::cost ? cost : points;
}

/// One run of the rule at one part for everyone.
class equal_shares_run {
public:
    std::vector<budget_purchase> purchases;
    std::vector<double> left;
    double spent = 0;
    std::size_t evaluations = 0;
    bool stopped = false;

    /// Ends early once more than `enough` is spent: the outcome is then of no use.
    equal_shares_run(const participatory_budget& ballot, const budget_supporters& supporters, budget_utility utility,
                     double part, double enough, const std::stop_token& stop)
        : left(ballot.voter_count(), part), supporters_(&supporters), utility_(utility) {
        const auto projects = ballot.projects.values();
        rising_prices queue;
        for (std::uint32_t p = 0; p < projects.size(); ++p) {
            double all = 0;
            for (const double points : supporters.points_of(p)) all += utility_of(utility, projects[p].cost, points);
            if (all > 0) queue.enter(p, projects[p].cost / all); // as if everyone could pay
        }
        const auto before = [&](std::uint32_t a, std::uint32_t b) { return cheaper_first(ballot, a, b); };
        const auto rho = [&](std::uint32_t p, double at_least) { return price(p, projects[p].cost, at_least); };
        rising_prices::entry next{};
        while (spent <= enough && queue.take(rho, before, next)) {
            if (stop.stop_requested()) {
                stopped = true;
                return;
            }
            const auto p = next.project;
            budget_purchase one{id<budget_project>{p}, next.at_least, {}};
            const auto who = supporters.of(p);
            const auto points = supporters.points_of(p);
            one.payments.reserve(who.size());
            for (std::size_t k = 0; k < who.size(); ++k) {
                auto& money = left[who[k]];
                const double due = utility_of(utility, projects[p].cost, points[k]) * next.at_least;
                const double pays = due < money * (1 - same_price) ? due : money;
                one.payments.push_back({id<budget_voter>{who[k]}, pays});
                money -= pays;
            }
            spent += projects[p].cost;
            purchases.push_back(std::move(one));
        }
    }

private:
    // The rho at which min(money, utility x rho) of all supporters sums to the cost; negative where they have too
    // little. The sum is concave in rho, so that Newton's steps rise to it from below without passing it.
    [[nodiscard]] double price(std::uint32_t p, double cost, double at_least) {
        ++evaluations;
        const auto who = supporters_->of(p);
        const auto points = supporters_->points_of(p);
        double rho = at_least;
        std::size_t limited_before = static_cast<std::size_t>(-1);
        while (true) {
            double limited = 0; // what those pay who give all that they have
            double slope = 0;   // utilities of the others
            double highest = 0;
            std::size_t count = 0;
            for (std::size_t k = 0; k < who.size(); ++k) {
                const double u = utility_of(utility_, cost, points[k]);
                const double money = left[who[k]];
                if (money <= u * rho) {
                    limited += money;
                    highest = (std::max)(highest, money / u);
                    ++count;
                } else {
                    slope += u;
                }
            }
            if (count == who.size()) return limited >= cost * (1 - same_price) ? (std::max)(highest, at_least) : -1.0;
            if (count == limited_before) return rho;
            limited_before = count;
            rho = (std::max)(rho, (cost - limited) / slope);
        }
    }

    const budget_supporters* supporters_;
    budget_utility utility_;
};

} // namespace detail

/// Voters buy projects out of equal parts of the budget. Project p can be bought at rho when the sum of min(what voter
/// i has, utility of p to i x rho) over its supporters is its cost; the smallest rho is next, and everyone pays that.
///
/// Source: Peters, Pierczynski and Skowron, "Proportional participatory budgeting with additive utilities", NeurIPS
/// 2021; the completions as in Faliszewski et al., "Participatory budgeting: data, tools, and analysis", IJCAI 2023.
/// Complexity: one price takes a few passes over a project's supporters, and a price can only rise, so that only those
/// are computed anew that could be lowest (Minoux's lazy evaluation); O(votes) space.
/// Preconditions: those of `check_participatory_budget`, and `step` > 0.
/// Result: `feasible`. With add1 the part is the last one before the outcome first breaks the budget, or before all
/// projects with supporters are bought. Throws: `contract_violation`.
/// Determinism: of equal rho (to 1e-12 of it) the cheaper project, then the one that is listed first.
/// Example: `equal_shares(ballot, {.completion = equal_shares_completion::add1u}).chosen()`
[[nodiscard]] inline equal_shares_result equal_shares(const participatory_budget& ballot,
                                                      const equal_shares_options& options = {}) {
    check_participatory_budget(ballot, "equal_shares");
    expects(options.step > 0 && std::isfinite(options.step), "the step must be positive", options.step);
    const detail::budget_supporters supporters(ballot);
    equal_shares_result out;
    auto& proof = out.certificate;
    if (ballot.voter_count() == 0) return out;
    std::size_t supported = 0;
    for (std::size_t p = 0; p < ballot.projects.size(); ++p) supported += supporters.of(p).empty() ? 0U : 1U;
    const auto run = [&](double part) {
        return detail::equal_shares_run(ballot, supporters, options.utility, part, ballot.budget, options.stop);
    };

    // 1. Equal parts of the budget.
    proof.part = ballot.budget / static_cast<double>(ballot.voter_count());
    auto best = run(proof.part);
    proof.evaluations = best.evaluations;
    if (best.stopped) out.outcome = status::cancelled;

    // 2. Larger parts, while what they buy still fits.
    const auto completion = options.completion;
    if (completion == equal_shares_completion::add1 || completion == equal_shares_completion::add1u)
        while (out.outcome != status::cancelled && best.purchases.size() < supported) {
            auto next = run(proof.part + options.step);
            proof.evaluations += next.evaluations;
            ++proof.rounds;
            if (next.stopped) out.outcome = status::cancelled;
            if (next.spent > ballot.budget) proof.beyond = std::move(next.purchases);
            if (next.stopped || next.spent > ballot.budget) break;
            proof.part += options.step;
            best = std::move(next);
        }
    out.purchases = std::move(best.purchases);
    proof.left = id_map<budget_voter, double>(std::move(best.left));
    proof.spent = best.spent;

    // 3. What still fits, by points.
    if (out.outcome != status::cancelled &&
        (completion == equal_shares_completion::greedy || completion == equal_shares_completion::add1u)) {
        auto all = out.chosen();
        detail::add_greedily(ballot, detail::approval_scores(ballot, approval_score::points), all, proof.spent);
        out.completed.assign(all.begin() + static_cast<std::ptrdiff_t>(out.purchases.size()), all.end());
    }
    return out;
}

namespace detail {

/// Replays purchases from a part for everyone: each at its rho, and no other project at a smaller one.
[[nodiscard]] inline std::string equal_shares_flaw(const participatory_budget& ballot,
                                                   const budget_supporters& supporters, budget_utility utility,
                                                   double part, const std::vector<budget_purchase>& purchases,
                                                   bool whole, const tolerance& near, std::vector<double>& left) {
    left.assign(ballot.voter_count(), part);
    const auto projects = ballot.projects.values();
    const auto name = [&](std::size_t p) { return "project " + projects[p].key; };
    std::vector<std::uint8_t> bought(projects.size());
    const auto raised = [&](std::size_t p, double rho) { // what supporters would pay at rho
        double sum = 0;
        for (std::size_t k = 0; k < supporters.of(p).size(); ++k)
            sum += (std::min)(left[supporters.of(p)[k]],
                              rho * utility_of(utility, projects[p].cost, supporters.points_of(p)[k]));
        return sum;
    };
    for (const auto& one : purchases) {
        const auto p = one.project.index;
        if (p >= projects.size() || bought[p]++ != 0) return "the purchases must be different projects of the ballot";
        const auto who = supporters.of(p);
        if (one.payments.size() != who.size()) return "there is not one payment for each supporter of " + name(p);
        double sum = 0;
        for (std::size_t k = 0; k < who.size(); ++k) {
            const double due =
                (std::min)(left[who[k]], one.price * utility_of(utility, projects[p].cost, supporters.points_of(p)[k]));
            const double pays = one.payments[k].amount;
            if (one.payments[k].voter.index != who[k] || !(std::fabs(pays - due) <= near.relative * part))
                return "voter " + std::to_string(who[k]) + " pays " + number_text(due) + " for " + name(p) + ", not " +
                       number_text(pays);
            sum += pays;
        }
        if (!near.equal(sum, projects[p].cost))
            return "the payments for " + name(p) + " sum to " + number_text(sum) + ", not to its cost of " +
                   number_text(projects[p].cost);
        for (std::size_t q = 0; q < projects.size(); ++q)
            if (bought[q] == 0 && !near.at_most(raised(q, one.price), projects[q].cost))
                return name(q) + " could be bought at a smaller rho than " + name(p);
        for (const auto& each : one.payments) left[each.voter.index] -= each.amount;
    }
    for (std::size_t q = 0; q < projects.size() && whole; ++q) {
        double all = 0;
        for (const auto i : supporters.of(q)) all += left[i];
        if (bought[q] == 0 && !near.at_most(all, projects[q].cost))
            return "the supporters of " + name(q) + " could still pay for it";
    }
    return {};
}

} // namespace detail

/// Replays the purchases, without the rule's own code: at each step everyone pays min(what they have, utility x rho),
/// the payments are the cost, and no other project could be bought at a smaller rho; at the end nobody can pay for any
/// other project. With add1, that one step more does break the budget (that no step before did is not checked); with
/// greedy completion, that each added project comes first among those that fit. O(votes x purchases).
[[nodiscard]] inline verification verify(const participatory_budget& ballot, const equal_shares_result& result,
                                         const equal_shares_options& options = {}, const tolerance& near = {}) {
    check_participatory_budget(ballot, "verify");
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto& proof = result.certificate;
    if (ballot.voter_count() == 0)
        return result.chosen().empty() ? verification::accept() : reject("nobody voted for anything");
    if (result.outcome != status::feasible) return reject("the outcome is not feasible: the rule did not end");
    const bool grown =
        options.completion == equal_shares_completion::add1 || options.completion == equal_shares_completion::add1u;
    const bool filled =
        options.completion == equal_shares_completion::greedy || options.completion == equal_shares_completion::add1u;
    const detail::budget_supporters supporters(ballot);
    const double equal = ballot.budget / static_cast<double>(ballot.voter_count());
    const double raises = (proof.part - equal) / options.step;
    if (!(raises >= -near.relative) || (!grown && !near.equal(proof.part, equal)) ||
        !(std::fabs(raises - std::round(raises)) <= 1e-6 * (1 + raises)))
        return reject("everyone's part is " + detail::number_text(equal) + ", not " + detail::number_text(proof.part));
    std::vector<double> left;
    auto flaw =
        detail::equal_shares_flaw(ballot, supporters, options.utility, proof.part, result.purchases, true, near, left);
    if (!flaw.empty()) return reject(std::move(flaw));
    if (proof.left.size() != left.size()) return reject("there is not one amount for each voter");
    for (std::size_t i = 0; i < left.size(); ++i)
        if (!(std::fabs(proof.left.values()[i] - left[i]) <= near.relative * proof.part))
            return reject("voter " + std::to_string(i) + " has " + detail::number_text(left[i]) + " left");

    double spent = 0;
    std::vector<std::uint8_t> taken(ballot.projects.size());
    for (const auto& one : result.purchases) {
        spent += ballot.projects[one.project].cost;
        taken[one.project.index] = 1;
    }
    if (!near.at_most(spent, ballot.budget)) return reject("the purchases break the budget");
    if (grown) {
        std::size_t supported = 0;
        for (std::size_t p = 0; p < taken.size(); ++p) supported += supporters.of(p).empty() ? 0U : 1U;
        double beyond = 0;
        for (const auto& one : proof.beyond)
            if (one.project.index < taken.size()) beyond += ballot.projects[one.project].cost;
        if (result.purchases.size() < supported) {
            flaw = detail::equal_shares_flaw(ballot, supporters, options.utility, proof.part + options.step,
                                             proof.beyond, false, near, left);
            if (!flaw.empty()) return reject("with one step more: " + flaw);
            if (!(beyond > ballot.budget)) return reject("one step more does not break the budget");
        }
    }
    if (!filled && !result.completed.empty()) return reject("no completion was asked for");
    if (filled) {
        std::vector<double> points(taken.size(), 0.0);
        for (const auto& one : ballot.votes) points[one.project.index] += one.points;
        for (std::size_t k = 0; k <= result.completed.size(); ++k) {
            const bool more = k < result.completed.size();
            const auto next = more ? result.completed[k].index : 0U;
            if (more && (next >= taken.size() || taken[next] != 0 || !(points[next] > 0)))
                return reject("completion must add other projects that somebody voted for");
            for (std::size_t q = 0; q < taken.size(); ++q) {
                if (taken[q] != 0 || !(points[q] > 0) || spent + ballot.projects.values()[q].cost > ballot.budget)
                    continue;
                if (!more) return reject("project " + ballot.projects.values()[q].key + " would still fit");
                if (q != next &&
                    (points[q] > points[next] || (points[q] == points[next] && detail::cheaper_first(ballot, q, next))))
                    return reject("project " + ballot.projects.values()[q].key + " comes before the next one added");
            }
            if (!more) break;
            taken[next] = 1;
            spent += ballot.projects.values()[next].cost;
            if (spent > ballot.budget) return reject("the chosen projects break the budget");
        }
    }
    if (!near.equal(spent, proof.spent)) return reject("the chosen projects cost " + detail::number_text(spent));
    return verification::accept();
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_ALLOCATION_POLICY_HPP
#define COLEARN_ALLOCATION_ALLOCATION_POLICY_HPP

/// @file
/// For a policy reader: a policy is a rule that says who gets how much. All are asked the same question and answer in
/// the same form, so that they can be compared.
/// For an engineer: the concept of an allocation policy, its answer, the check of any answer, and a policy whose type
/// does not show.

#include <concepts>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>

namespace colearn {

/// What a policy gives, and why.
struct allocation {
    std::string policy{};                                 ///< its name
    id_map<allocation_recipient, std::int64_t> amounts{}; ///< parts; empty when infeasible
    std::vector<std::int64_t> carried{};             ///< parts along each route; empty where the supply is one pool
    id_map<allocation_recipient, std::string> why{}; ///< a sentence or two for each; empty when not asked for
    std::int64_t unspent = 0;                        ///< parts that nobody got
    std::vector<std::string> notes{};                ///< what the policy assumed, and what stood in its way
    verification checked{};                          ///< of the solver's certificate, by the policy
    status outcome = status::optimal; ///< optimal, feasible (a rule that optimises nothing), infeasible or cancelled
};

/// How a policy is asked.
struct allocation_request {
    std::uint64_t seed = 1; ///< of what is left to chance
    bool explain = true;    ///< whether the answer says why; an experiment of thousands does without
};

/// A policy: a rule with a name and a source that answers a problem. It keeps to floors, caps and capacities, or says
/// that it cannot (`infeasible`, with the conflict under `notes`); the same request has the same answer.
template <class P>
concept allocation_policy = requires(const P& policy, const allocation_problem& problem,
                                     const allocation_request& how) {
    { policy.name() } -> std::convertible_to<std::string>;
    { policy.source() } -> std::convertible_to<std::string>;
    { policy.allocate(problem, how) } -> std::same_as<allocation>;
};

/// A policy whose type does not show, to hold several in one list.
class any_policy {
public:
    template <class P>
    requires(allocation_policy<P> && !std::same_as<P, any_policy>)
        any_policy(P policy) // NOLINT(google-explicit-constructor): a list of policies is written as one
        : name_(policy.name()), source_(policy.source()),
          allocate_([kept = std::move(policy)](const allocation_problem& problem, const allocation_request& how) {
              return kept.allocate(problem, how);
          }) {}

    [[nodiscard]] const std::string& name() const noexcept { return name_; }
    [[nodiscard]] const std::string& source() const noexcept { return source_; }
    [[nodiscard]] allocation allocate(const allocation_problem& problem, const allocation_request& how = {}) const {
        return allocate_(problem, how);
    }

private:
    std::string name_;
    std::string source_;
    std::function<allocation(const allocation_problem&, const allocation_request&)> allocate_;
};

/// Checks that an answer can be carried out: amounts within floors and caps, providers within their capacity, and what
/// arrives is what was sent. Whether it is the policy's best is checked by the policy (`allocation::checked`).
/// Complexity: O(recipients + routes).
[[nodiscard]] inline verification verify(const allocation_problem& problem, const allocation& answer) {
    const auto reject = [](std::string why) { return verification::reject(std::move(why)); };
    const auto n = problem.recipients.size();
    if (answer.outcome == status::infeasible)
        return answer.notes.empty() ? reject("an infeasible allocation must name what stands in its way")
                                    : verification::accept();
    if (answer.amounts.size() != n) return reject("there must be an amount for each recipient");
    std::int64_t total = 0;
    for (const auto who : problem.recipients.ids()) {
        const auto& one = problem.recipients[who];
        const auto amount = answer.amounts[who];
        if (amount < one.floor) return reject(one.name + " gets less than its floor");
        if (amount > one.cap) return reject(one.name + " gets more than its cap");
        if (amount > most_whole_units - total) return reject("the amounts overflow");
        total += amount;
    }
    if (total + answer.unspent != problem.supply())
        return reject("amounts and what is unspent do not sum to the supply");
    if (answer.unspent < 0) return reject("more is given than there is");
    if (problem.pooled()) {
        if (!answer.carried.empty()) return reject("a pool has no routes to carry along");
        return verification::accept();
    }
    if (answer.carried.size() != problem.routes.size()) return reject("there must be an amount for each route");
    std::vector<std::int64_t> sent(problem.providers.size(), 0);
    std::vector<std::int64_t> arrived(n, 0);
    for (std::size_t i = 0; i < answer.carried.size(); ++i) {
        const auto& route = problem.routes[i];
        const auto carried = answer.carried[i];
        if (carried < 0 || carried > most_whole_units) return reject("what a route carries must not be negative");
        if (carried > problem.providers[route.provider].capacity - sent[route.provider.index])
            return reject(problem.providers[route.provider].name + " gives more than it has");
        sent[route.provider.index] += carried;
        arrived[route.recipient.index] += carried;
    }
    for (const auto who : problem.recipients.ids())
        if (arrived[who.index] != answer.amounts[who])
            return reject(problem.recipients[who].name + " does not get what arrives");
    return verification::accept();
}

/// Units that arrive at each recipient: along routes times their effect. The answer is to this problem, not infeasible.
/// Complexity: O(recipients + routes).
[[nodiscard]] inline std::vector<double> arriving_units(const allocation_problem& of, const allocation& answer) {
    std::vector<double> out(of.recipients.size());
    if (of.pooled()) {
        for (std::size_t i = 0; i < out.size(); ++i) out[i] = of.units(answer.amounts.values()[i]);
        return out;
    }
    std::vector<compensated_sum> sums(out.size());
    for (std::size_t k = 0; k < of.routes.size(); ++k)
        sums[of.routes[k].recipient.index] += detail::rounded(of.units(answer.carried[k]) * of.routes[k].effect);
    for (std::size_t i = 0; i < out.size(); ++i) out[i] = sums[i].value();
    return out;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_LEAST_COST_TRANSPORT_HPP
#define COLEARN_ALLOCATION_LEAST_COST_TRANSPORT_HPP

/// @file
/// For a policy reader: as much need as possible is met, and of all ways to do that the one with the least travel in
/// total.
/// For an engineer: transportation from providers to needs, with a provider of last resort, dearer than any detour,
/// that stands for unmet need.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/amount_words.hpp>
#include <colearn/allocation/detail/route_effects.hpp>
#include <colearn/allocation/detail/route_flow.hpp>
#include <colearn/allocation/max_min_share.hpp>
#include <colearn/core/id.hpp>
#include <colearn/solve/transportation.hpp>
#include <colearn/solve/transportation_problem.hpp>

namespace colearn {

/// Meets as much need as possible at the least total cost of routes; floors are met in any case, nobody gets beyond its
/// need (or its cap).
///
/// It does not ask whose need it is: who is far away is served last. Nor are the effects of routes counted: a unit is a
/// unit (with gains this is a generalised flow, which `transportation` does not solve), and a note says so. Out of a
/// pool nothing travels: the answer is then that of `max_min_share`, and a note says so. Result: `optimal` (`checked`:
/// the prices of `transportation` prove it) or `infeasible` (floors). Complexity: that of `transportation`.
/// Preconditions: those of `check_allocation`; the parts that each recipient's providers have, times its routes, sum to
/// below 2^59.
struct least_cost_transport {
    [[nodiscard]] std::string name() const { return "least-cost transport"; }
    [[nodiscard]] std::string source() const {
        return "Hitchcock, Journal of Mathematics and Physics 20 (1941); unmet demand as in Ahuja, Magnanti and Orlin, "
               "Network Flows (1993), section 1.3";
    }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        check_allocation(of, "least_cost_transport");
        if (of.pooled()) {
            auto out = max_min_share{}.allocate(of, how);
            out.policy = name();
            out.notes.emplace_back("There are no routes, so nothing travels: this is what max-min gives.");
            return out;
        }
        detail::route_flow flow(of);
        if (auto conflict = detail::floor_conflict(of, flow); !conflict.empty())
            return detail::infeasible_allocation(name(), std::move(conflict));
        const auto n = of.recipients.size();
        const auto within = detail::allocation_bounds::up_to_need(of);

        // 1. Two needs for each: the floor, and what may stay unmet.
        struct portion;
        transportation_problem<allocation_provider, portion> problem;
        std::vector<std::int64_t> reach(n);
        double dearest = 0;
        for (const auto& one : of.routes) {
            reach[one.recipient.index] += of.providers[one.provider].capacity;
            dearest = (std::max)(dearest, one.cost);
        }
        for (const auto& one : of.providers) problem.capacity.push_back(one.capacity);
        std::int64_t unmet = 0;
        for (std::size_t i = 0; i < n; ++i) problem.amount.push_back(within.floors[i]);
        for (std::size_t i = 0; i < n; ++i) {
            const auto more = (std::min)(within.caps[i], (std::max)(reach[i], within.floors[i])) - within.floors[i];
            problem.amount.push_back(more);
            unmet += more;
        }
        const id<allocation_provider> last_resort = problem.capacity.push_back(unmet);
        for (const auto& one : of.routes)
            for (const std::size_t portion_of : {std::size_t{0}, n})
                problem.routes.push_back({one.provider, id<portion>{one.recipient.index + portion_of}, one.cost});
        // A detour passes each recipient and each provider once at most.
        const double penalty =
            (dearest > 0 ? dearest : 1) * 2 * static_cast<double>((std::min)(n, of.providers.size()) + 2);
        for (std::size_t i = 0; i < n; ++i) problem.routes.push_back({last_resort, id<portion>{n + i}, penalty});

        // 2. The cheapest way.
        const auto found = transportation(problem);
        std::vector<std::int64_t> amounts(n);
        std::vector<std::int64_t> carried(of.routes.size());
        for (std::size_t k = 0; k < carried.size(); ++k) {
            carried[k] = found.carried[2 * k] + found.carried[2 * k + 1];
            amounts[of.routes[k].recipient.index] += carried[k];
        }
        auto out = detail::allocation_of(of, name(), amounts, carried);
        out.checked = verify(problem, found);
        detail::tell_effects_not_counted(of, out.notes);
        if (how.explain) explain(of, within, out);
        return out;
    }

private:
    static void explain(const allocation_problem& of, const detail::allocation_bounds& within, allocation& out) {
        std::vector<std::string> from(of.recipients.size());
        for (std::size_t k = 0; k < of.routes.size(); ++k) {
            if (out.carried[k] == 0) continue;
            auto& text = from[of.routes[k].recipient.index];
            text += (text.empty() ? "" : ", ") + detail::part_words(of.what, out.carried[k]) + " from " +
                    of.providers[of.routes[k].provider].name + " at a cost of " +
                    detail::plain_number(of.routes[k].cost) + " each";
        }
        for (const auto who : of.recipients.ids()) {
            const auto amount = out.amounts[who];
            const auto missing = within.caps[who.index] - amount;
            const auto& text = from[who.index];
            out.why.push_back(of.recipients[who].name + " gets " + detail::part_words(of.what, amount) +
                              (text.empty() ? "" : ": " + text) + ". " +
                              (missing == 0 ? "It may have no more: that is its need, its cap or its floor."
                                            : "It lacks " + detail::part_words(of.what, missing) +
                                                  ": with what there is no more need can be met, and not at less cost. "
                                                  "A provider nearby with more would change that."));
        }
    }
};

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_TRANSPORTATION_HPP
#define COLEARN_SOLVE_TRANSPORTATION_HPP

/// @file
/// For a policy reader: staff, tutors or laptops from the centres that have them to the schools that need them, with
/// the least travel in total; says what one more at each centre would save, and which schools ask for more than their
/// centres have.
/// For an engineer: sparse transportation: minimum-cost flow from suppliers with capacities to needs that must be met,
/// over routes without limits. Faster than general minimum-cost flow where suppliers are far fewer than needs.

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/detail/supply_auction.hpp>
#include <colearn/solve/detail/supply_network.hpp>
#include <colearn/solve/detail/whole_transportation.hpp>
#include <colearn/solve/flow_network.hpp>
#include <colearn/solve/transportation_problem.hpp>

namespace colearn {

struct transportation_options {
    progress_callback progress{}; ///< from 0 to 1
    std::stop_token stop{};       ///< ask it to stop
};

/// Why nothing is cheaper, or why the needs cannot be met.
///
/// A need's price is at most the cost of each of its routes plus the price of the supplier there, and just that where
/// something is carried; a supplier's price is not negative, and 0 where it has something left. So nothing can cost
/// less than the needs' amounts at their prices less the capacities at theirs.
template <class Supplier, class Need, class Amount, class Cost>
struct transportation_certificate {
    id_map<Supplier, Cost> supplier_price{}; ///< what one more unit there would save
    id_map<Need, Cost> need_price{};         ///< what one more unit there costs, with what it takes from others
    flow_cost<Amount, Cost> bound = 0;       ///< the least cost that there can be
    std::vector<id<Need>> crowded{}; ///< infeasible: these ask for more than all their suppliers have; ascending
};

template <class Supplier, class Need, class Amount, class Cost>
struct transportation_result {
    std::vector<Amount> carried{};    ///< on each route
    flow_cost<Amount, Cost> cost = 0; ///< sum of carried times cost
    transportation_certificate<Supplier, Need, Amount, Cost> certificate{};
    status outcome = status::optimal; ///< optimal, infeasible or cancelled
};

namespace detail {

/// The amounts and the suppliers' prices, or the crowd, by one of two ways to them.
template <class Solver, class Supplier, class Need, class Amount, class Cost>
[[nodiscard]] supply_ending transport_by(const transportation_problem<Supplier, Need, Amount, Cost>& problem,
                                         const transportation_options& options,
                                         transportation_result<Supplier, Need, Amount, Cost>& out) {
    // Reals that do not fit by rounding alone get a second try, with a margin.
    constexpr double margin = 0x1p-43;
    auto ended = supply_ending::infeasible;
    for (const double give : {0.0, margin}) {
        whole_transportation<Supplier, Need, Amount, Cost> whole(problem, give);
        Solver solver(std::move(whole.rows), std::move(whole.capacity), std::move(whole.amount));
        ended = solver.run(options.stop, options.progress);
        out.certificate.crowded.clear();
        for (const auto j : solver.crowded()) out.certificate.crowded.emplace_back(j);
        if (ended == supply_ending::infeasible && std::same_as<Amount, double> && give == 0) continue;
        if (ended != supply_ending::optimal) break;

        // The amounts stand by need; the routes come in any order.
        auto next = solver.starts();
        out.carried.reserve(problem.routes.size());
        for (const auto& one : problem.routes)
            out.carried.push_back(whole.amounts.back(solver.carried()[next[one.need.index]++]));
        for (const auto price : solver.prices()) out.certificate.supplier_price.push_back(whole.costs.back(price));
        break;
    }
    return ended;
}

/// The needs' amounts at their prices less the capacities at theirs; whole numbers modulo 2^64.
template <class Supplier, class Need, class Amount, class Cost>
[[nodiscard]] flow_cost<Amount, Cost> price_of(const transportation_problem<Supplier, Need, Amount, Cost>& problem,
                                               const transportation_certificate<Supplier, Need, Amount, Cost>& proof) {
    using sum = flow_cost<Amount, Cost>;
    const auto times = [](Amount amount, Cost price) -> sum {
        if constexpr (std::same_as<sum, double>)
            return price == 0 ? 0 : static_cast<double>(amount) * static_cast<double>(price);
        else
            return static_cast<sum>(static_cast<std::uint64_t>(amount) * static_cast<std::uint64_t>(price));
    };
    sum out = 0;
    for (const auto j : problem.amount.ids()) out = wrapping_sum(out, times(problem.amount[j], proof.need_price[j]));
    for (const auto i : problem.capacity.ids())
        out = wrapping_sum(out, times(problem.capacity[i], static_cast<Cost>(-proof.supplier_price[i])));
    return out;
}

/// From the amounts carried and the suppliers' prices: the cost, the needs' prices and the bound.
template <class Supplier, class Need, class Amount, class Cost>
void complete(const transportation_problem<Supplier, Need, Amount, Cost>& problem,
              transportation_result<Supplier, Need, Amount, Cost>& out) {
    auto& proof = out.certificate;
    const auto at = proof.supplier_price.values();
    const auto price = proof.need_price.values();
    std::vector<std::uint8_t> seen(price.size(), 0);
    for (std::size_t r = 0; r < problem.routes.size(); ++r) {
        const auto& one = problem.routes[r];
        const Cost pays = wrapping_sum(one.cost, at[one.supplier.index]);
        if (seen[one.need.index] == 0 || pays < price[one.need.index]) price[one.need.index] = pays;
        seen[one.need.index] = 1;
        (void)add_cost<Amount, Cost>(out.cost, out.carried[r], one.cost);
    }
    proof.bound = price_of(problem, proof);
}

} // namespace detail

/// Serves all needs at the least total cost.
///
/// Source: where there are more than ten needs to a supplier, the auction for transportation of Bertsekas and Castanon
/// (1989), with prices at the suppliers alone (detail/supply_auction.hpp); else, and where its numbers grow too large,
/// the network simplex method, as `minimum_cost_flow` (detail/supply_network.hpp). Both keep all that is said here.
/// Complexity: pseudo-polynomial time at worst; as a rule each of six to fifteen rounds looks at each route a few
/// times, or the pivots of the simplex method grow with the routes. O(n + m) space for n ids and m routes.
/// Preconditions: ids in range, finite costs and amounts, no negative capacity or amount (a capacity may be
/// `unbounded`); whole numbers: the largest cost times the number of ids, and times the sum of the amounts, is below
/// 2^60, and so is the sum of each need's amount times the number of its routes.
/// Result: `optimal`; `infeasible`: nothing is carried, and the certificate names needs that together ask for more than
/// all suppliers that have a route to them (Hall 1935); `cancelled`: nothing is carried.
/// Whole amounts come out whole, and with whole costs all is exact. Real costs are rounded to a multiple of 2^-51 of
/// the largest times the suppliers (or a 256th of all ids, if these are more), real amounts to 2^-59 of all that could
/// be asked for; where real capacities are short by less than 1e-13 of that, they give way. Throws:
/// `contract_violation`. Determinism: the same on every platform; it may depend on the order of the routes when several
/// answers are best. The suppliers' prices do not: they are the smallest that prove the answer. Example:
/// `transportation(transportation_problem<centre, school>{staff, wanted, {{a, x, 12.5}, {b, x, 3}}}).cost`.
template <class Supplier, class Need, class Amount, class Cost>
[[nodiscard]] transportation_result<Supplier, Need, Amount, Cost>
transportation(const transportation_problem<Supplier, Need, Amount, Cost>& problem,
               const transportation_options& options = {}) {
    using detail::supply_ending;
    detail::check_transportation(problem, "transportation");
    transportation_result<Supplier, Need, Amount, Cost> out;

    // Prices at few suppliers settle soon. With many, needs bid one another up in small steps. The two ways break even
    // at some 8 to 20 needs a supplier, whatever the number of routes: the auction gains with size.
    constexpr std::size_t needs_to_a_supplier = 10;
    auto ended = supply_ending::out_of_range;
    if (problem.amount.size() > needs_to_a_supplier * problem.capacity.size())
        ended = detail::transport_by<detail::supply_auction>(problem, options, out);
    if (ended == supply_ending::out_of_range)
        ended = detail::transport_by<detail::supply_network>(problem, options, out);
    if (ended == supply_ending::infeasible) out.outcome = status::infeasible;
    if (ended == supply_ending::cancelled) out.outcome = status::cancelled;

    out.certificate.need_price = id_map<Need, Cost>(problem.amount.size());
    if (out.outcome == status::optimal) {
        detail::complete(problem, out);
    } else {
        out.carried.assign(problem.routes.size(), 0);
        out.certificate.supplier_price = id_map<Supplier, Cost>(problem.capacity.size());
    }
    if (options.progress) options.progress(1);
    return out;
}

/// Checks the amounts and the prices, or the crowd, against the problem alone, in O(n + m).
/// First violated of: sizes; the crowd asks for more than its suppliers have; nothing negative is carried; each need
/// gets its amount; no supplier gives more than it has; the cost; the suppliers' prices are not negative, and 0 where
/// something is left; the needs' prices are at most what each route costs, and just that where something is carried;
/// the bound, which the cost must reach. Whole numbers exactly; reals within `within.relative` of the largest amount,
/// and of the largest cost.
template <class Supplier, class Need, class Amount, class Cost>
[[nodiscard]] verification verify(const transportation_problem<Supplier, Need, Amount, Cost>& problem,
                                  const transportation_result<Supplier, Need, Amount, Cost>& result,
                                  const tolerance& within = {}) {
    detail::check_transportation(problem, "verify");
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto text = [](auto x) { return detail::number_text(x); };
    const auto capacity = problem.capacity.values();
    const auto amount = problem.amount.values();
    const auto& routes = problem.routes;
    const auto& proof = result.certificate;
    if (result.carried.size() != routes.size() || proof.supplier_price.size() != capacity.size() ||
        proof.need_price.size() != amount.size())
        return reject("there must be an amount for each route and a price for each id");

    // 1. Infeasible: the crowd.
    if (result.outcome == status::infeasible) {
        if (proof.crowded.empty()) return reject("the crowd that proves the needs cannot be met is missing");
        std::vector<std::uint8_t> inside(amount.size(), 0);
        Amount asks = 0;
        for (const auto j : proof.crowded) {
            if (j.index >= amount.size() || inside[j.index] != 0)
                return reject("the crowd must be of different needs; " + std::to_string(j.index) + " is not");
            inside[j.index] = 1;
            asks += amount[j.index];
        }
        std::vector<std::uint8_t> reached(capacity.size(), 0);
        Amount has = 0; // no more than is asked is counted, so that no sum overflows
        for (const auto& one : routes) {
            if (inside[one.need.index] == 0 || reached[one.supplier.index] != 0) continue;
            reached[one.supplier.index] = 1;
            has += (std::min)(capacity[one.supplier.index], asks);
            if (has >= asks)
                return reject("the crowd asks for " + text(asks) +
                              ", and its suppliers have as much: it proves nothing");
        }
        return asks > has ? verification::accept() : reject("the crowd asks for nothing: it proves nothing");
    }
    if (result.outcome == status::cancelled) {
        const bool nothing = std::all_of(result.carried.begin(), result.carried.end(), [](Amount x) { return x == 0; });
        return nothing ? verification::accept() : reject("when cancelled, nothing must be carried");
    }
    if (result.outcome != status::optimal) return reject("the status must be optimal, infeasible or cancelled");

    // 2. The amounts.
    double largest = 0;
    double dearest = 0;
    for (const Amount one : amount) largest = (std::max)(largest, detail::size_of(one));
    for (const auto& one : routes) dearest = (std::max)(dearest, detail::size_of(one.cost));
    const detail::flow_slack<Amount, Cost> slack(largest, dearest, within);
    std::vector<Amount> gives(capacity.size(), 0);
    std::vector<Amount> gets(amount.size(), 0);
    flow_cost<Amount, Cost> cost = 0;
    for (std::size_t r = 0; r < routes.size(); ++r) {
        const Amount x = result.carried[r];
        if (!(x >= 0) ||
            !(x <= amount[routes[r].need.index] || !detail::below(amount[routes[r].need.index], x, slack.amount)))
            return reject("route " + std::to_string(r) + " must carry from 0 to what its need gets; it carries " +
                          text(x));
        gives[routes[r].supplier.index] = detail::wrapping_sum(gives[routes[r].supplier.index], x);
        gets[routes[r].need.index] = detail::wrapping_sum(gets[routes[r].need.index], x);
        if (!detail::add_cost<Amount, Cost>(cost, x, routes[r].cost)) return reject("the total cost overflows");
    }
    for (std::size_t j = 0; j < amount.size(); ++j)
        if (detail::below(gets[j], amount[j], slack.amount) || detail::below(amount[j], gets[j], slack.amount))
            return reject("need " + std::to_string(j) + " gets " + text(gets[j]) + ", not its " + text(amount[j]));
    for (std::size_t i = 0; i < capacity.size(); ++i)
        if (detail::below(capacity[i], gives[i], slack.amount))
            return reject("supplier " + std::to_string(i) + " gives " + text(gives[i]) + " and has " +
                          text(capacity[i]));
    const tolerance sums{within.relative, (std::max)(within.absolute, within.relative * largest * dearest)};
    const auto same_sum = [&](flow_cost<Amount, Cost> a, flow_cost<Amount, Cost> b) {
        if constexpr (std::same_as<decltype(a), double>)
            return sums.equal(a, b);
        else
            return a == b;
    };
    if (!same_sum(cost, result.cost)) return reject("it costs " + text(cost) + ", not " + text(result.cost));

    // 3. The prices.
    constexpr auto any = static_cast<double>(detail::flow_limit) * 2;
    const auto in_range = [&](Cost price) {
        return detail::finite_number(price) && (std::same_as<Cost, double> || detail::size_of(price) < any);
    };
    for (std::size_t i = 0; i < capacity.size(); ++i) {
        const Cost price = proof.supplier_price.values()[i];
        if (!in_range(price) || price < 0)
            return reject("the price of supplier " + std::to_string(i) + " must be at least 0; it is " + text(price));
        if (detail::below(gives[i], capacity[i], slack.amount) && detail::below(Cost{0}, price, slack.cost))
            return reject("supplier " + std::to_string(i) + " has something left, so its price " + text(price) +
                          " must be 0");
    }
    for (std::size_t j = 0; j < amount.size(); ++j)
        if (!in_range(proof.need_price.values()[j]))
            return reject("the price of need " + std::to_string(j) +
                          " is out of range: " + text(proof.need_price.values()[j]));
    for (std::size_t r = 0; r < routes.size(); ++r) {
        const Cost pays = routes[r].cost + proof.supplier_price.values()[routes[r].supplier.index];
        const Cost price = proof.need_price.values()[routes[r].need.index];
        if (detail::below(pays, price, slack.cost))
            return reject("the price of need " + std::to_string(routes[r].need.index) + " is " + text(price) +
                          ", and route " + std::to_string(r) + " costs " + text(pays));
        if (detail::below(Amount{0}, result.carried[r], slack.amount) && detail::below(price, pays, slack.cost))
            return reject("route " + std::to_string(r) + " is used at " + text(pays) + ", above the need's price " +
                          text(price) + ": it is not proved cheapest");
    }
    const auto bound = detail::price_of(problem, proof);
    double room = 0; // what rounding may add up to
    if constexpr (std::same_as<decltype(bound), const double>)
        for (const Amount one : amount) room += detail::size_of(one) * within.relative * dearest;
    const auto near = [&](auto a, auto b) {
        return same_sum(a, b) || std::fabs(static_cast<double>(a) - static_cast<double>(b)) <= room;
    };
    if (!near(bound, proof.bound))
        return reject("the prices sum to " + text(bound) + ", not to the bound " + text(proof.bound));
    if (!near(bound, cost)) return reject("the cost does not reach the bound: it is not proved cheapest");
    return verification::accept();
}

} // namespace colearn

#endif

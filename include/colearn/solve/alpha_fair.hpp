// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_ALPHA_FAIR_HPP
#define COLEARN_SOLVE_ALPHA_FAIR_HPP

/// @file
/// For a policy reader: shares out what several providers have, where a unit is worth more to some than to others. One
/// number says how much more the sharing cares for those who have little: 0 asks only for the largest total, 1 is the
/// balance of Nash (nobody can gain a per cent without others losing a per cent and more in sum), larger numbers come
/// ever nearer to "the worst served first".
/// For an engineer: the alpha-fair family over a bipartite graph with linear valuations: maximise sum of w U(u), U(u) =
/// u^(1 - alpha) / (1 - alpha), log u for alpha = 1 (the Eisenberg-Gale program of a Fisher market), with prices as the
/// dual and their duality gap as the certificate.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/solve/alpha_fair_problem.hpp>
#include <colearn/solve/detail/bounded_fair.hpp>
#include <colearn/solve/detail/fair_gap.hpp>
#include <colearn/solve/detail/market_prices.hpp>

namespace colearn {

namespace detail {

// With floors, caps or enough. `out` has its columns, filled with 0; `solve_free` solves a problem without bounds.
template <class Provider, class Recipient, class Solve>
[[nodiscard]] alpha_fair_result<Provider, Recipient>
alpha_fair_within(const alpha_fair_problem<Provider, Recipient>& problem, const alpha_fair_options& options,
                  alpha_fair_result<Provider, Recipient> out, Solve solve_free) {
    out.certificate.amount_prices = id_map<Recipient, double>(problem.weights.size());
    bounded_fair<Provider, Recipient> search(problem, options.alpha);
    if (!search.meet_floors(out)) {
        out.flows.clear();
        out.certificate.prices = {};
        out.certificate.amount_prices = {};
        return out;
    }
    // Bounds only take sharings away: if the best of all keeps to them, it is the best of these.
    if (problem.floors.empty() && out.certificate.unserved.empty()) {
        const alpha_fair_problem<Provider, Recipient> free{problem.supply, problem.weights, problem.arcs, {}, {}, {}};
        const auto found = solve_free(free);
        auto same = out;
        same.flows = found.flows;
        same.certificate.prices = found.certificate.prices;
        if (keeps_within(problem, found)) {
            measure_gap(problem, options.alpha, same);
            same.newton_steps = found.newton_steps;
            if (same.certificate.relative_gap <= options.relative_gap) return same;
        }
    }
    search.solve(options, out);
    return out;
}

} // namespace detail

/// Shares the supply of all providers so that the sum of the recipients' weighted alpha-fair utilities is largest.
///
/// Source: Mo and Walrand, "Fair end-to-end window-based congestion control", IEEE/ACM Transactions on Networking 8
/// (2000), for the family; Eisenberg and Gale, Annals of Mathematical Statistics 30 (1959), for alpha = 1; Cole,
/// Devanur et al., "Convex program duality, Fisher markets, and Nash social welfare", EC 2017, for the duals.
/// Method: Newton steps on the smoothed dual, from the prices of a few rounds of proportional response (Birnbaum,
/// Devanur and Xiao, EC 2011); the width of the smoothing falls fivefold from stage to stage, and each stage starts
/// where the last two point. For alpha = 0 everything goes where it is worth most. With floors, caps or `enough`, by a
/// primal-dual interior point method (see detail/gain_flow.hpp).
/// Complexity: O(m log m) time a Newton step, some tens to a hundred of them; O(m) space. With bounds that bind, a step
/// takes O(sum of squares of the recipients' arcs + providers * band^2) time, where the band, at most the number of
/// providers, is how far those who share a recipient stand apart in the best order found; O(providers * band) space.
/// Preconditions: the ranges that `alpha_fair_problem` and `alpha_fair_options` state.
/// Result: `converged` when the gap is at most `relative_gap`, which the certificate proves whatever the method did;
/// the amounts themselves then lie about the root of the gap from the best ones. `not_converged` with the best that
/// was found (rounding sets a limit near 1e-10); `optimal` for alpha = 0 without bounds; `infeasible` when floors cost
/// more than can reach those who have them (both named), or when alpha >= 1 and somebody with weight can be served by
/// nobody, or floors leave nothing for it: a utility of 0 is infinitely bad. Floors and caps bound the sum of a
/// recipient's flows, `enough` what its utility counts; nobody gets beyond enough unless its floor is. With bounds,
/// what is best so far may be the floors alone. A provider whose supply nobody values keeps it, at price 0. With
/// alpha = 1 and equal weights nobody would rather have what another one got (Varian, Journal of Economic Theory 9,
/// 1974), if both may be served by the same providers.
/// Throws: `contract_violation`, which names the recipient, provider or arc.
/// Determinism: one answer for one platform (its logarithms and exponentials may differ in the last bit from others').
/// Example: `alpha_fair(alpha_fair_problem<agency, school>{hours, need, who_helps_whom}).utilities[school]`
template <class Provider, class Recipient>
[[nodiscard]] alpha_fair_result<Provider, Recipient> alpha_fair(const alpha_fair_problem<Provider, Recipient>& problem,
                                                                const alpha_fair_options& options = {}) {
    detail::check_alpha_fair(problem, options, "alpha_fair");
    const auto providers = problem.supply.size();
    const auto recipients = problem.weights.size();
    alpha_fair_result<Provider, Recipient> out;
    out.flows.assign(problem.arcs.size(), 0.0);
    out.certificate.prices = id_map<Provider, double>(providers);
    if (!problem.unbounded())
        return detail::alpha_fair_within(problem, options, std::move(out),
                                         [&](const auto& free) { return alpha_fair(free, options); });

    // 1. Only arcs along which something can matter, and those whom they join.
    constexpr auto none = id<Recipient>::none;
    std::vector<std::uint32_t> arc_count(recipients);
    std::vector<std::uint32_t> provider_place(providers, none);
    std::vector<std::uint32_t> provider_of; // back from places
    for (const auto& one : problem.arcs) {
        if (!detail::counts(problem, one)) continue;
        ++arc_count[one.recipient.index];
        if (provider_place[one.provider.index] != none) continue;
        provider_place[one.provider.index] = static_cast<std::uint32_t>(provider_of.size());
        provider_of.push_back(one.provider.index);
    }
    if (options.alpha >= 1)
        for (std::size_t i = 0; i < recipients; ++i)
            if (problem.weights.values()[i] > 0 && arc_count[i] == 0) out.certificate.unserved.emplace_back(i);
    if (!out.certificate.unserved.empty()) {
        out.outcome = status::infeasible;
        out.flows.clear();
        out.certificate.prices = {};
        return out;
    }
    if (provider_of.empty() || options.alpha == 0) {
        // 2. Each provider to whom a unit is worth most; of equals, to the arc that is listed first.
        std::vector<std::size_t> best(providers, problem.arcs.size());
        for (std::size_t k = 0; k < problem.arcs.size(); ++k) {
            const auto& one = problem.arcs[k];
            if (!detail::counts(problem, one)) continue;
            const double worth = problem.weights[one.recipient] * one.value;
            if (worth > out.certificate.prices[one.provider]) {
                out.certificate.prices[one.provider] = worth;
                best[one.provider.index] = k;
            }
        }
        for (std::size_t j = 0; j < providers; ++j)
            if (best[j] < problem.arcs.size()) out.flows[best[j]] = problem.supply.values()[j];
        detail::measure_gap(problem, options.alpha, out);
        out.outcome = options.alpha == 0 ? status::optimal : status::converged;
        return out;
    }

    // 3. The columns, in units in which all numbers are of moderate size.
    detail::market market;
    market.alpha = options.alpha;
    for (const auto j : provider_of) market.supply.push_back(problem.supply.values()[j]);
    std::vector<std::uint32_t> recipient_place(recipients, none);
    market.offsets.push_back(0);
    double weight_unit = 0;
    for (std::size_t i = 0; i < recipients; ++i) {
        if (arc_count[i] == 0) continue;
        recipient_place[i] = static_cast<std::uint32_t>(market.offsets.size() - 1);
        market.offsets.push_back(market.offsets.back() + arc_count[i]);
        weight_unit += problem.weights.values()[i];
    }
    const auto served = market.offsets.size() - 1;
    weight_unit /= static_cast<double>(served);
    market.log_weight.resize(served);
    for (std::size_t i = 0; i < recipients; ++i)
        if (recipient_place[i] != none)
            market.log_weight[recipient_place[i]] = std::log(problem.weights.values()[i] / weight_unit);
    market.provider.resize(market.offsets.back());
    market.log_value.resize(market.offsets.back());
    std::vector<std::uint32_t> next(market.offsets.begin(), market.offsets.end() - 1);
    std::vector<std::uint32_t> place_of(problem.arcs.size(), none);
    double log_unit = 0; // of utility
    for (std::size_t k = 0; k < problem.arcs.size(); ++k) {
        const auto& one = problem.arcs[k];
        if (!detail::counts(problem, one)) continue;
        const auto a = next[recipient_place[one.recipient.index]]++;
        place_of[k] = a;
        market.provider[a] = provider_place[one.provider.index];
        market.log_value[a] = std::log(one.value);
        log_unit += market.log_value[a] + std::log(problem.supply[one.provider]);
    }
    log_unit /= static_cast<double>(market.log_value.size());
    for (auto& x : market.log_value) x -= log_unit;
    const double price_unit = weight_unit * std::exp((1 - options.alpha) * log_unit);

    // 4. Stage by stage towards the prices at which the smoothing does not matter.
    detail::market_prices search(market);
    const auto measured = [&] {
        search.share_out();
        auto now = out;
        for (std::size_t j = 0; j < provider_of.size(); ++j)
            now.certificate.prices.values()[provider_of[j]] = price_unit * std::exp(search.log_price[j]);
        for (std::size_t k = 0; k < place_of.size(); ++k)
            if (place_of[k] != none) now.flows[k] = search.flow[place_of[k]];
        detail::measure_gap(problem, options.alpha, now);
        return now;
    };
    constexpr double first_width = 0.3;
    constexpr double last_width = 1e-11;
    const double within = (std::min)(1e-5, 10 * options.relative_gap + 1e-14);
    double width = first_width;
    double before = 0;           // width of the last stage that was reached
    std::vector<double> last;    // its prices
    std::vector<double> earlier; // and those of the stage before it
    double earlier_width = 0;
    bool any = false;
    out.outcome = status::not_converged;
    constexpr int most_stages = 60;
    for (int stage = 0; stage < most_stages && width > last_width; ++stage) {
        if (options.stop.stop_requested()) {
            out.outcome = status::cancelled;
            break;
        }
        bool reached = search.centre(width, within);
        if (!reached && !last.empty()) { // the guess may have led astray: start where the last stage ended
            search.log_price = last;
            reached = search.centre(width, within);
        }
        auto now = measured();
        if (!any || now.certificate.relative_gap < out.certificate.relative_gap) {
            now.outcome = out.outcome;
            out = std::move(now);
            any = true;
        }
        out.newton_steps = search.newton_steps;
        if (out.certificate.relative_gap <= options.relative_gap) {
            out.outcome = status::converged;
            break;
        }
        if (!reached && !last.empty()) { // a shorter way down
            width = std::sqrt(width * before);
            search.log_price = last;
            if (width > 0.9 * before) break;
            continue;
        }
        earlier = std::move(last);
        earlier_width = before;
        last = search.log_price;
        before = width;
        width *= 0.2;
        if (!earlier.empty())
            for (std::size_t j = 0; j < last.size(); ++j)
                search.log_price[j] += (width - before) / (before - earlier_width) * (last[j] - earlier[j]);
    }
    if (!any) out = measured(), out.outcome = status::cancelled;
    return out;
}

} // namespace colearn

#endif

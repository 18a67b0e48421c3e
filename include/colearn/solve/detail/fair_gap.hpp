// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_FAIR_GAP_HPP
#define COLEARN_SOLVE_DETAIL_FAIR_GAP_HPP

/// @file
/// For a policy reader: how far from the best a fair sharing can be at most.
/// For an engineer: the duality gap of flows and prices, as a sum of terms that are all at least 0.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <colearn/core/id_map.hpp>
#include <colearn/solve/alpha_fair_problem.hpp>

namespace colearn::detail {

// (e^((1 - alpha) x) - 1) / (1 - alpha): how U changes, for each unit of u U'(u), where log u changes by x.
[[nodiscard]] inline double alpha_change(double alpha, double x) {
    return alpha == 1 ? x : std::expm1((1 - alpha) * x) / (1 - alpha);
}

// The most of w U(v) - price * v, v up to `enough`, less the same at v = u, which is at most `enough`.
[[nodiscard]] inline double alpha_shortfall(double alpha, double w, double u, double price, double enough) {
    if (alpha == 0) {
        if (price >= w) return (price - w) * u;
        return enough < std::numeric_limits<double>::infinity() ? (w - price) * (enough - u) : 0;
    }
    const double log_best = std::log(w / price) / alpha; // of what it would buy
    if (!(log_best < std::log(enough))) {
        const double off = std::log(u) - std::log(enough);
        const double money = w * std::pow(enough, 1 - alpha);
        return price * enough * std::expm1(off) - money * alpha_change(alpha, off);
    }
    const double money = std::pow(w, 1 / alpha) * std::pow(price, 1 - 1 / alpha);
    const double off = std::log(u) - log_best;
    return money * (std::expm1(off) - alpha_change(alpha, off));
}

// Fills in utilities, objective and the certificate's bound and gap from flows and prices. With bounds the prices are
// put right first: what nobody may want must not be worth less than nothing.
template <class Provider, class Recipient>
void measure_gap(const alpha_fair_problem<Provider, Recipient>& in, double alpha,
                 alpha_fair_result<Provider, Recipient>& of) {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    const auto n = in.weights.size();
    const bool bounded = !in.unbounded();
    const auto prices = of.certificate.prices.values();
    of.utilities = id_map<Recipient, double>(n);
    std::vector<double> cheapest(n, infinite); // price of one unit of utility
    std::vector<double> given(in.supply.size());
    std::vector<double> sent(n);
    std::vector<std::uint8_t> unserved(n);
    for (const auto i : of.certificate.unserved) unserved[i.index] = 1;
    if (bounded && alpha == 0) // without end nobody may buy below its weight
        for (const auto& one : in.arcs)
            if (unserved[one.recipient.index] == 0 && counts(in, one) &&
                fair_enough(in, one.recipient.index) == infinite)
                prices[one.provider.index] =
                    (std::max)(prices[one.provider.index],
                               in.weights[one.recipient] * one.value - of.certificate.amount_prices[one.recipient]);
    if (bounded) {
        auto& least = cheapest; // for now: price of one unit
        for (const auto& one : in.arcs)
            if (is_open(in, one))
                least[one.recipient.index] = (std::min)(least[one.recipient.index], prices[one.provider.index]);
        for (std::size_t i = 0; i < n; ++i) {
            auto& amount_price = of.certificate.amount_prices.values()[i];
            if (least[i] < infinite) amount_price = (std::max)(amount_price, -least[i]);
            cheapest[i] = infinite;
        }
    }
    const auto price_of = [&](const auto& one) { // of one unit to this recipient
        const double price = prices[one.provider.index];
        return bounded ? price + of.certificate.amount_prices.values()[one.recipient.index] : price;
    };
    for (std::size_t k = 0; k < in.arcs.size(); ++k) {
        const auto& one = in.arcs[k];
        given[one.provider.index] += of.flows[k];
        sent[one.recipient.index] += of.flows[k];
        of.utilities.values()[one.recipient.index] += of.flows[k] * one.value;
        if (unserved[one.recipient.index] == 0 && counts(in, one))
            cheapest[one.recipient.index] = (std::min)(cheapest[one.recipient.index], price_of(one) / one.value);
    }
    // What is paid above the cheapest price, what is not sold, and what each recipient has other than it would buy.
    double gap = 0;
    double worth = 0;
    double counted = 0; // what counts, at its marginal utility
    double bound = 0;
    of.objective = 0;
    for (std::size_t j = 0; j < given.size(); ++j) {
        worth += prices[j] * in.supply.values()[j];
        gap += prices[j] * (std::max)(0.0, in.supply.values()[j] - given[j]);
    }
    for (std::size_t k = 0; k < in.arcs.size(); ++k) {
        const auto& one = in.arcs[k];
        if (!(of.flows[k] > 0)) continue;
        const double asked = cheapest[one.recipient.index];
        gap += of.flows[k] * (std::max)(0.0, price_of(one) - (asked < infinite ? asked * one.value : 0.0));
    }
    for (std::size_t i = 0; i < n; ++i) {
        const double w = in.weights.values()[i];
        const double amount_price = bounded ? of.certificate.amount_prices.values()[i] : 0.0;
        if (amount_price > 0) {
            bound += amount_price * fair_cap(in, i);
            gap += amount_price * (std::max)(0.0, fair_cap(in, i) - sent[i]);
        } else if (amount_price < 0) {
            bound += amount_price * fair_floor(in, i);
            gap -= amount_price * (std::max)(0.0, sent[i] - fair_floor(in, i));
        }
        if (w == 0 || !(cheapest[i] <= (std::numeric_limits<double>::max)())) continue;
        const double enough = fair_enough(in, i);
        const double u = (std::min)(of.utilities.values()[i], enough);
        const double has = alpha_utility(alpha, w, u);
        of.objective += has;
        counted += alpha == 0 || alpha == 1 ? w * (alpha == 0 ? u : 1.0) : has * (1 - alpha);
        bound += alpha_conjugate(alpha, w, cheapest[i], enough);
        gap += alpha_shortfall(alpha, w, u, cheapest[i], enough) + cheapest[i] * (of.utilities.values()[i] - u);
    }
    const bool proves = std::fabs(bound + worth) < infinite && gap < infinite; // and is a number
    of.certificate.bound = proves ? bound + worth : infinite;
    of.certificate.gap = proves ? (std::max)(0.0, gap) : infinite;
    const double whole = bounded ? counted : worth;
    of.certificate.relative_gap = !proves                  ? infinite
                                  : whole > 0              ? of.certificate.gap / whole
                                  : of.certificate.gap > 0 ? infinite
                                                           : 0;
}

} // namespace colearn::detail

#endif

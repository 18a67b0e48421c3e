// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_ALPHA_FAIR_PROBLEM_HPP
#define COLEARN_SOLVE_ALPHA_FAIR_PROBLEM_HPP

/// @file
/// For a policy reader: who has how much, what it is worth to whom, and what a fair sharing says of itself.
/// For an engineer: the instance, the options, the answer and the certificate of `alpha_fair`, and the utilities.

#include <cmath>
#include <cstddef>
#include <limits>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>

namespace colearn {

/// A provider that may serve a recipient, and what a unit of its supply is worth to this one.
template <class Provider, class Recipient>
struct valued_arc {
    id<Provider> provider{};
    id<Recipient> recipient{};
    double value = 1; ///< utility of one unit: 0, or 1e-12 to 1e12

    friend bool operator==(const valued_arc&, const valued_arc&) = default;
};

template <class Provider, class Recipient>
struct alpha_fair_problem {
    id_map<Provider, double> supply{};                   ///< what each provider has: 0, or 1e-12 to 1e12
    id_map<Recipient, double> weights{};                 ///< say of each recipient: 0, or 1e-12 to 1e12
    std::vector<valued_arc<Provider, Recipient>> arcs{}; ///< who may serve whom; parallel ones are allowed
    id_map<Recipient, double> floors{}; ///< least amount, the sum of its flows: 0, or 1e-12 to 1e12; empty: 0
    id_map<Recipient, double> caps{};   ///< largest amount, at least the floor; empty: infinite
    id_map<Recipient, double> enough{}; ///< utility beyond which more counts for nothing, > 0; empty: infinite

    /// Whether nothing but the supply limits anybody.
    [[nodiscard]] bool unbounded() const noexcept { return floors.empty() && caps.empty() && enough.empty(); }
};

struct alpha_fair_options {
    double alpha = 1;           ///< 0 (utilitarian), or 0.1 to 20; 1: Nash, proportional fairness
    double relative_gap = 1e-8; ///< when to stop: gap as a share of the worth (see the certificate), 0 to 1
    std::stop_token stop{};     ///< stops between two widths of the smoothing, or two steps
};

/// Evidence of how near the best the sharing is: no sharing has an objective above `bound`, for any prices at all.
template <class Provider, class Recipient>
struct alpha_fair_certificate {
    id_map<Provider, double> prices{};         ///< gain in the objective for one more unit of a provider's supply
    id_map<Recipient, double> amount_prices{}; ///< gain for a unit more of its cap, or less (< 0) of its floor; empty
                                               ///< where the problem sets no bounds
    double bound = 0;                          ///< of the objective, from the prices
    double gap = 0;                            ///< bound - objective, >= 0, summed up without cancellation
    double relative_gap = 0;                   ///< gap / worth: that of all supply at the prices; with bounds that of
                                               ///< what counts at its marginal utility, sum of w u^(1 - alpha)
    std::vector<id<Recipient>> unserved{};     ///< who has weight and can get nothing; infeasible from alpha = 1 on
    std::vector<id<Recipient>> conflicting_floors{};   ///< these floors cost what can reach them, or more (infeasible)
    std::vector<id<Provider>> conflicting_providers{}; ///< and these serve them, with all that they have
    double floors_total = 0;                           ///< what those floors cost
    double reachable_total = 0;                        ///< the most that those recipients can receive
};

template <class Provider, class Recipient>
struct alpha_fair_result {
    std::vector<double> flows{};           ///< what goes along each arc, in the order of the problem's arcs
    id_map<Recipient, double> utilities{}; ///< sum of value * flow of each recipient
    double objective = 0;                  ///< sum of w U(u) over the recipients of positive weight
    alpha_fair_certificate<Provider, Recipient> certificate{};
    std::size_t newton_steps = 0;
    status outcome = status::converged; ///< optimal (alpha = 0), converged (the gap is as small as was asked for),
                                        ///< not_converged, cancelled, or infeasible (floors; alpha >= 1 and somebody
                                        ///< unserved)
};

namespace detail {

template <class Provider, class Recipient>
[[nodiscard]] double fair_floor(const alpha_fair_problem<Provider, Recipient>& in, std::size_t i) {
    return in.floors.empty() ? 0.0 : in.floors.values()[i];
}
template <class Provider, class Recipient>
[[nodiscard]] double fair_cap(const alpha_fair_problem<Provider, Recipient>& in, std::size_t i) {
    return in.caps.empty() ? std::numeric_limits<double>::infinity() : in.caps.values()[i];
}
template <class Provider, class Recipient>
[[nodiscard]] double fair_enough(const alpha_fair_problem<Provider, Recipient>& in, std::size_t i) {
    return in.enough.empty() ? std::numeric_limits<double>::infinity() : in.enough.values()[i];
}

template <class Provider, class Recipient>
void check_alpha_fair(const alpha_fair_problem<Provider, Recipient>& in, const alpha_fair_options& options,
                      const char* function) {
    const auto fits = [](double x) { return x == 0 || (x >= 1e-12 && x <= 1e12); };
    const auto refuse = [&](const char* what, const char* whose, std::size_t index, double value) {
        expects(false, {what, function}, whose + std::to_string(index) + ": " + number_text(value));
    };
    expects(options.alpha == 0 || (options.alpha >= 0.1 && options.alpha <= 20),
            {"alpha must be 0 or from 0.1 to 20", function}, options.alpha);
    expects(options.relative_gap >= 0 && options.relative_gap <= 1, {"the gap must be from 0 to 1", function},
            options.relative_gap);
    expects(in.arcs.size() < id<Recipient>::none, {"there must be fewer than 2^32 - 1 arcs", function}, in.arcs.size());
    for (std::size_t j = 0; j < in.supply.size(); ++j)
        if (const double x = in.supply.values()[j]; !fits(x))
            refuse("every supply must be 0 or from 1e-12 to 1e12", "provider ", j, x);
    for (std::size_t i = 0; i < in.weights.size(); ++i)
        if (const double x = in.weights.values()[i]; !fits(x))
            refuse("every weight must be 0 or from 1e-12 to 1e12", "recipient ", i, x);
    for (const auto* bounds : {&in.floors, &in.caps, &in.enough})
        expects(bounds->empty() || bounds->size() == in.weights.size(),
                {"there must be one floor, cap or enough for each weight, or none", function}, bounds->size());
    for (std::size_t i = 0; i < in.weights.size(); ++i) {
        if (const double x = fair_floor(in, i); !fits(x))
            refuse("every floor must be 0 or from 1e-12 to 1e12", "recipient ", i, x);
        if (const double x = fair_cap(in, i); !(x >= fair_floor(in, i) && (x == 0 || x >= 1e-12)))
            refuse("every cap must be 0 or from 1e-12 on, and not below its floor", "recipient ", i, x);
        if (const double x = fair_enough(in, i); !(x >= 1e-24))
            refuse("every enough must be from 1e-24 on", "recipient ", i, x);
    }
    for (std::size_t k = 0; k < in.arcs.size(); ++k) {
        const auto& one = in.arcs[k];
        expects(one.provider.index < in.supply.size(), {"the provider of every arc must be among the ids", function},
                one.provider);
        expects(one.recipient.index < in.weights.size(), {"the recipient of every arc must be among the ids", function},
                one.recipient);
        if (!fits(one.value)) refuse("every value must be 0 or from 1e-12 to 1e12", "arc ", k, one.value);
    }
}

// Whether anything can go along an arc, and whether it is worth something there.
template <class Provider, class Recipient>
[[nodiscard]] bool is_open(const alpha_fair_problem<Provider, Recipient>& in,
                           const valued_arc<Provider, Recipient>& one) {
    return in.supply.values()[one.provider.index] > 0 && fair_cap(in, one.recipient.index) > 0;
}
template <class Provider, class Recipient>
[[nodiscard]] bool counts(const alpha_fair_problem<Provider, Recipient>& in,
                          const valued_arc<Provider, Recipient>& one) {
    return one.value > 0 && in.weights.values()[one.recipient.index] > 0 && is_open(in, one);
}

// w U(u), and the most of w U(u) - price * u over all u from 0 to enough.
[[nodiscard]] inline double alpha_utility(double alpha, double weight, double utility) {
    if (alpha == 1) return weight * std::log(utility);
    return weight * std::pow(utility, 1 - alpha) / (1 - alpha);
}
[[nodiscard]] inline double alpha_conjugate(double alpha, double weight, double price,
                                            double enough = std::numeric_limits<double>::infinity()) {
    constexpr double infinite = std::numeric_limits<double>::infinity();
    if (alpha == 0) return price < weight && enough < infinite ? (weight - price) * enough : 0; // or without end
    if (!(price > 0) || std::log(weight / price) > alpha * std::log(enough))
        return alpha_utility(alpha, weight, enough) - price * enough;
    if (alpha == 1) return weight * (std::log(weight / price) - 1);
    return alpha / (1 - alpha) * std::pow(weight, 1 / alpha) * std::pow(price, 1 - 1 / alpha);
}

} // namespace detail

} // namespace colearn

#endif

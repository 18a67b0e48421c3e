// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_SUBMODULAR_MAXIMISATION_HPP
#define COLEARN_SOLVE_SUBMODULAR_MAXIMISATION_HPP

/// @file
/// For a policy reader: which measures to pay for out of one budget, when each helps less the more is done already;
/// with a figure for how much better any other choice could be. For an engineer: monotone submodular maximisation under
/// a cardinality or knapsack constraint, by lazy greedy, with partial enumeration as an option and an a-posteriori
/// bound as certificate.

#include <algorithm>
#include <cmath>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/detail/lazy_greedy.hpp>

namespace colearn {

/// What a set of items is worth, built up item by item: `gain(i)` is what item i would add to the set so far, `add(i)`
/// puts it in, `clear()` empties the set. The empty set is worth 0. It must be monotone (no gain is negative) and
/// submodular (no gain rises as the set grows): then the promises of `submodular_maximisation` hold.
template <class T>
concept set_objective = requires(T objective, std::size_t item) {
    { objective.gain(item) } -> std::convertible_to<double>;
    objective.add(item);
    objective.clear();
};

namespace detail {
struct set_objective_example {
    double gain(std::size_t) { return 1; }
    void add(std::size_t) {}
    void clear() {}
};
static_assert(set_objective<set_objective_example> && !set_objective<int>);
} // namespace detail

struct submodular_problem {
    std::size_t item_count = 0;
    double budget = 0;               ///< what the chosen may cost in all, >= 0; without costs: how many
    std::span<const double> costs{}; ///< of each item, > 0; empty: each costs 1
};

struct submodular_options {
    /// Sets of so many items (0 to 2) are tried as a start, each completed greedily. 2 raises the promise for unequal
    /// costs from (1 - 1/e) / 2 to 1 - 1/e, for n^2 times the work.
    unsigned guesses = 0;
    std::stop_token stop{}; ///< stops between two evaluations
};

/// Evidence for the bound: what each item would add at most to the chosen.
struct submodular_certificate {
    std::vector<double> gain{};        ///< by item; 0 for the chosen
    double at_most = 0;                ///< no choice within the budget is worth more
    std::size_t evaluations = 0;       ///< gains that were computed, also for the bound
    std::size_t plain_evaluations = 0; ///< gains that greedy without lazy evaluation computes for the same
};

struct submodular_result {
    std::vector<std::size_t> chosen{}; ///< in the order in which they were chosen
    std::vector<double> value_after{}; ///< worth of the first one, of the first two, ...
    double value = 0;                  ///< worth of all
    double cost = 0;                   ///< cost of all
    submodular_certificate certificate{};
    double promise = 0; ///< share of the best that the method is proved to reach; the bound may say more
    status outcome =
        status::guaranteed; ///< optimal: the value is `at_most`; guaranteed; cancelled: what was found so far
};

namespace detail {

// The most that gains can add within the budget, when the last item may be taken in part.
[[nodiscard]] inline double fractional_knapsack(std::span<const double> gains, std::span<const double> costs,
                                                double budget) {
    std::vector<std::size_t> order(gains.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    const auto cost_of = [&](std::size_t i) { return costs.empty() ? 1.0 : costs[i]; };
    std::erase_if(order, [&](std::size_t i) { return !(gains[i] > 0) || cost_of(i) > budget; });
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        const double x = gains[a] / cost_of(a);
        const double y = gains[b] / cost_of(b);
        return x != y ? x > y : a < b;
    });
    double out = 0;
    double left = costs.empty() ? std::floor(budget) : budget;
    for (const auto i : order) {
        if (!(left > 0)) break;
        out += gains[i] * (std::min)(1.0, left / cost_of(i));
        left -= cost_of(i);
    }
    return out;
}

inline void check_submodular(const submodular_problem& in, const submodular_options& options, const char* function) {
    expects(std::isfinite(in.budget) && in.budget >= 0, {"the budget must be finite and not negative", function},
            in.budget);
    expects(in.costs.empty() || in.costs.size() == in.item_count,
            {"there must be one cost for each item, or none", function}, in.costs.size());
    expects(in.item_count < 0xFFFFFFFFU, {"there must be fewer than 2^32 - 1 items", function}, in.item_count);
    for (std::size_t i = 0; i < in.costs.size(); ++i)
        if (!(in.costs[i] > 0) || !std::isfinite(in.costs[i]))
            expects(false, {"every cost must be finite and above 0", function},
                    "item " + std::to_string(i) + ": " + number_text(in.costs[i]));
    expects(options.guesses <= 2, {"there may be at most 2 guesses", function}, options.guesses);
}

} // namespace detail

/// A choice of items within a budget that is worth as much as greedy can find.
///
/// Source: Nemhauser, Wolsey and Fisher, Mathematical Programming 14 (1978): 1 - 1/e with equal costs; Khuller, Moss
/// and Naor, Information Processing Letters 70 (1999), and Leskovec et al., "Cost-effective outbreak detection in
/// networks", KDD 2007: the better of greedy by gain over cost and of the best single item, (1 - 1/e) / 2, and the
/// bound; Feldman, Nutov and Shoham, "Practical budgeted submodular maximization", Algorithmica 85 (2023): 1 - 1/e with
/// two guesses (Sviridenko 2004: three); lazy evaluation, Minoux (1978). Complexity: at most n x chosen evaluations, as
/// a rule little more than n; with g guesses n^g times that; O(n) space. Preconditions: costs > 0, budget >= 0. The
/// objective is left with the chosen added. Result: `optimal` where the bound meets the value, else `guaranteed`.
/// `at_most` is the value and the most that the gains could add within the whole budget (items in part), or where a
/// smaller one was met on the way, that. Throws: `contract_violation`, also when a gain is negative, not finite or has
/// risen by more than rounding: then the objective is not monotone submodular, and nothing could be promised.
/// Determinism: of equal gains over cost the first item.
/// Example: `submodular_maximisation(coverage, {.item_count = schools, .budget = 12})`
template <set_objective Objective>
[[nodiscard]] submodular_result submodular_maximisation(Objective& objective, const submodular_problem& problem,
                                                        const submodular_options& options = {}) {
    detail::check_submodular(problem, options, "submodular_maximisation");
    const auto n = static_cast<std::uint32_t>(problem.item_count);
    const auto cost_of = [&](std::uint32_t i) { return problem.costs.empty() ? 1.0 : problem.costs[i]; };
    submodular_result out;
    auto& proof = out.certificate;
    const double budget = problem.costs.empty() ? std::floor(problem.budget) : problem.budget;
    const double ratio = 1 - std::exp(-1.0);
    out.promise = problem.costs.empty() || options.guesses == 2 ? ratio : ratio / 2;
    const auto gain = [&](std::uint32_t i) {
        const double value = objective.gain(i);
        if (!(value >= 0) || !std::isfinite(value))
            expects(false, {"every gain must be finite and not negative", "submodular_maximisation"},
                    "item " + std::to_string(i) + ": " + detail::number_text(value));
        return value;
    };

    // 1. What each is worth alone.
    objective.clear();
    std::vector<double> alone(n);
    for (std::uint32_t i = 0; i < n; ++i) {
        if (options.stop.stop_requested()) {
            out.outcome = status::cancelled;
            proof.gain.assign(n, std::numeric_limits<double>::infinity());
            proof.at_most = n > 0 ? std::numeric_limits<double>::infinity() : 0;
            return out;
        }
        alone[i] = gain(i);
        ++proof.evaluations;
    }
    proof.at_most = detail::fractional_knapsack(alone, problem.costs, budget);

    // 2. Greedy from every start.
    bool any = false;
    detail::lazy_greedy_run best;
    std::vector<double> best_gains;
    const auto from = [&](const std::vector<std::uint32_t>& start) {
        objective.clear();
        detail::lazy_greedy_run run;
        auto gains = alone;
        std::vector<std::uint8_t> in(n);
        for (const auto i : start) {
            const double more = run.chosen.empty() ? alone[i] : gain(i);
            proof.evaluations += run.chosen.empty() ? 0U : 1U;
            objective.add(i);
            run.cost += cost_of(i);
            run.value += more;
            run.chosen.push_back(i);
            run.value_after.push_back(run.value);
            gains[i] = 0;
            in[i] = 1;
        }
        detail::lazy_greedy(
            gains, problem.costs, budget, 0.0, gain, [&](std::uint32_t i) { objective.add(i); }, options.stop, in, run);
        proof.evaluations += run.evaluations;
        expects(run.largest_rise <= 1e-9 * (run.value + 1e-300),
                {"no gain may rise as the set grows", "submodular_maximisation"}, run.largest_rise);
        if (start.empty()) {
            auto left = static_cast<std::size_t>(n);
            for (std::size_t k = 0; k <= run.chosen.size() && left > 0; ++k) proof.plain_evaluations += left--;
        }
        const bool better = !any || run.value > best.value;
        if (run.stopped) out.outcome = status::cancelled;
        if (better) {
            best = std::move(run);
            best_gains = std::move(gains);
            any = true;
        }
    };
    from({});
    // 3. A single item that is worth more than all of these, and what can go with it.
    std::uint32_t single = n;
    for (std::uint32_t i = 0; i < n; ++i)
        if (cost_of(i) <= budget && (single == n || alone[i] > alone[single])) single = i;
    if (single < n && alone[single] > best.value) from({single});
    for (std::uint32_t a = 0; a < n && options.guesses >= 1; ++a) {
        if (out.outcome == status::cancelled) break;
        if (cost_of(a) > budget) continue;
        from({a});
        for (std::uint32_t b = a + 1; b < n && options.guesses == 2; ++b)
            if (cost_of(a) + cost_of(b) <= budget && out.outcome != status::cancelled) from({a, b});
    }

    // 4. The bound, from gains that are up to date.
    objective.clear();
    std::vector<std::uint8_t> taken(n);
    for (const auto i : best.chosen) {
        objective.add(i);
        taken[i] = 1;
    }
    if (out.outcome != status::cancelled)
        for (std::uint32_t i = 0; i < n; ++i) {
            if (taken[i] != 0) continue;
            best_gains[i] = gain(i);
            ++proof.evaluations;
        }
    proof.gain = std::move(best_gains);
    proof.at_most =
        (std::min)(proof.at_most, best.value + detail::fractional_knapsack(proof.gain, problem.costs, budget));
    proof.at_most = (std::max)(proof.at_most, best.value);
    out.value = best.value;
    out.cost = best.cost;
    out.value_after = std::move(best.value_after);
    out.chosen.assign(best.chosen.begin(), best.chosen.end());
    if (out.outcome == status::guaranteed && tolerance{}.at_most(proof.at_most, out.value))
        out.outcome = status::optimal;
    return out;
}

/// Values the chosen again, in a fresh run of the objective, and each item's gain: the bound is what these prove. The
/// number of evaluations is one for each item twice (alone, and beside the chosen).
template <set_objective Objective>
[[nodiscard]] verification verify(Objective& objective, const submodular_problem& problem,
                                  const submodular_result& result, const tolerance& near = {}) {
    detail::check_submodular(problem, {}, "verify");
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto n = problem.item_count;
    const auto& proof = result.certificate;
    if (proof.gain.size() != n || result.value_after.size() != result.chosen.size())
        return reject("there must be a gain for each item and a value for each that is chosen");
    objective.clear();
    std::vector<double> alone(n);
    for (std::size_t i = 0; i < n; ++i) alone[i] = objective.gain(i);
    std::vector<std::uint8_t> taken(n);
    double value = 0;
    double cost = 0;
    for (std::size_t k = 0; k < result.chosen.size(); ++k) {
        const auto i = result.chosen[k];
        if (i >= n || taken[i] != 0) return reject("the chosen must be different items");
        taken[i] = 1;
        value += objective.gain(i);
        cost += problem.costs.empty() ? 1.0 : problem.costs[i];
        objective.add(i);
        if (!near.equal(value, result.value_after[k]))
            return reject("the first " + std::to_string(k + 1) + " are worth " + detail::number_text(value) + ", not " +
                          detail::number_text(result.value_after[k]));
    }
    if (!near.equal(value, result.value)) return reject("the chosen are worth " + detail::number_text(value));
    if (!near.equal(cost, result.cost)) return reject("the chosen cost " + detail::number_text(cost));
    if (cost > problem.budget) return reject("the chosen cost more than the budget");
    for (std::size_t i = 0; i < n; ++i) {
        const double more = taken[i] != 0 ? 0.0 : objective.gain(i);
        if (!near.at_most(more, proof.gain[i]) && more > near.relative * value)
            return reject("item " + std::to_string(i) + " would add " + detail::number_text(more) + ", more than the " +
                          detail::number_text(proof.gain[i]) + " of the certificate");
    }
    if (result.outcome == status::cancelled) return verification::accept();
    const double budget = problem.costs.empty() ? std::floor(problem.budget) : problem.budget;
    const double bound =
        (std::max)(value, (std::min)(detail::fractional_knapsack(alone, problem.costs, budget),
                                     value + detail::fractional_knapsack(proof.gain, problem.costs, budget)));
    if (!near.at_most(bound, proof.at_most)) return reject("the gains prove a bound of " + detail::number_text(bound));
    if (result.outcome == status::optimal && !near.at_most(proof.at_most, value))
        return reject("the value must be the bound for it to be optimal");
    return verification::accept();
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DIVERSE_MATCHINGS_RESULT_HPP
#define COLEARN_SOLVE_DIVERSE_MATCHINGS_RESULT_HPP

/// @file
/// For a policy reader: different sets of pairs, what each is worth, how different they are, and what is proved.
/// For an engineer: options and result of `diverse_matchings`, and the check, which calls no solver.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/detail/priced_pairs.hpp>
#include <colearn/solve/maximum_weight_matching_result.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

struct diverse_matchings_options {
    std::size_t count = 3;        ///< how many to look for, the best one among them, >= 1
    double least_share = 0.9;     ///< each weighs at least this share of the best one, from 0 to 1
    double most_shared = 0.5;     ///< any two share at most so many pairs: a share of the best one's, from 0 to 1
    progress_callback progress{}; ///< called after each one that is found
    std::stop_token stop{};       ///< ask it to stop
};

/// One of several different matchings. The best one, when every pair of an earlier one costs `price` for each earlier
/// one that makes it.
template <class Kind>
struct diverse_matching {
    id_map<Kind, id<Kind>> partner{}; ///< symmetric; an invalid id has no partner
    std::size_t pair_count = 0;       ///< pairs made
    double weight = 0;                ///< sum of their weights
    std::size_t shared = 0;           ///< pairs that it has in common with an earlier one, the most of any
    double price = 0;                 ///< in the unit of the weights, >= 0
    double bound = 0; ///< none that shares as few pairs with each earlier one as was asked for weighs more
    maximum_weight_matching_certificate<Kind> certificate{}; ///< of the pairs with their price
};

template <class Kind>
struct diverse_matchings_result {
    std::vector<diverse_matching<Kind>> matchings{}; ///< the best one first
    std::size_t most_shared = 0;                     ///< pairs that any two may share
    double least_weight = 0;                         ///< what each must weigh
    diverse_matching<Kind> next{}; ///< when there are fewer than asked for: the best next one found, which weighs less
    status outcome = status::feasible;
};

namespace detail {

inline void check_options(const diverse_matchings_options& options, const char* function) {
    expects(options.count >= 1, {"there must be at least one matching to list", function}, options.count);
    expects(options.least_share >= 0 && options.least_share <= 1, {"least_share must be from 0 to 1", function},
            options.least_share);
    expects(options.most_shared >= 0 && options.most_shared <= 1, {"most_shared must be from 0 to 1", function},
            options.most_shared);
}

[[nodiscard]] inline std::size_t most_shared_of(const diverse_matchings_options& options, std::size_t pairs) {
    return static_cast<std::size_t>(std::floor(options.most_shared * static_cast<double>(pairs)));
}

template <class Kind>
[[nodiscard]] std::size_t shared_pairs(const id_map<Kind, id<Kind>>& one, const id_map<Kind, id<Kind>>& other) {
    std::size_t out = 0;
    for (std::uint32_t v = 0; v < one.size(); ++v) {
        const auto mate = one.values()[v];
        out += mate.valid() && v < mate.index && other.values()[v] == mate;
    }
    return out;
}

/// How many of the listed matchings make the pair.
template <class Kind>
[[nodiscard]] std::size_t times_made(const std::vector<diverse_matching<Kind>>& earlier, id<Kind> a, id<Kind> b) {
    std::size_t out = 0;
    for (const auto& one : earlier) out += one.partner.values()[a.index] == b;
    return out;
}

/// The instance with `price` on each pair for each of the listed matchings that makes it.
template <class Kind>
[[nodiscard]] weighted_pairs<Kind> with_price(const weighted_pairs<Kind>& instance,
                                              const std::vector<diverse_matching<Kind>>& earlier, double price) {
    auto out = instance;
    for (auto& one : out.pairs) one.weight -= price * static_cast<double>(times_made(earlier, one.a, one.b));
    return out;
}

} // namespace detail

/// Checks different matchings against the instance alone, in O(m log n) for each.
/// First violated of: each is a matching of the instance, with its weight; what any two share, and may share; what each
/// must weigh; the duals cover the pairs with their price, and prove that the matching is the best one then; the bound
/// follows; the status says no more than that.
template <class Kind>
[[nodiscard]] verification verify(const weighted_pairs<Kind>& instance, const diverse_matchings_result<Kind>& result,
                                  const diverse_matchings_options& options = {}, const tolerance& within = {1e-12, 0}) {
    detail::check_pairs(instance, "verify");
    detail::check_options(options, "verify");
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    detail::pair_weights weights(instance);
    const auto check = [&](const diverse_matching<Kind>& one, const std::vector<diverse_matching<Kind>>& earlier) {
        double weight = 0;
        std::size_t pairs = 0;
        if (auto bad = detail::check_partners(one.partner, instance.count, weights, weight, pairs); !bad.empty())
            return bad;
        if (pairs != one.pair_count || !within.equal(weight, one.weight))
            return "there are " + std::to_string(pairs) + " pairs, which weigh " + detail::number_text(weight);
        std::size_t shared = 0;
        for (const auto& other : earlier) shared = (std::max)(shared, detail::shared_pairs(other.partner, one.partner));
        if (shared != one.shared || (!earlier.empty() && shared > result.most_shared))
            return "with an earlier one " + std::to_string(shared) + " pairs are shared, not " +
                   std::to_string(one.shared) + "; at most " + std::to_string(result.most_shared) + " may be";
        if (!(one.price >= 0) || (earlier.empty() && one.price != 0))
            return std::string("a price must not be negative, and the best one has none");
        if (auto bad = detail::check_bound(detail::with_price(instance, earlier, one.price), one.certificate, within);
            !bad.empty())
            return bad;
        compensated_sum worth; // with the price
        worth += weight;
        for (std::uint32_t v = 0; v < instance.count; ++v)
            if (const auto mate = one.partner.values()[v]; mate.valid() && v < mate.index)
                worth += -one.price * static_cast<double>(detail::times_made(earlier, id<Kind>{v}, mate));
        const double slack = (std::max)(within.absolute, within.relative * weight);
        if (!(one.certificate.bound <= worth.value() + slack))
            return "with the price on shared pairs it is worth " + detail::number_text(worth.value()) +
                   "; that is not proved best";
        const double bound =
            one.certificate.bound + one.price * static_cast<double>(earlier.size() * result.most_shared);
        if (!within.equal(bound, one.bound)) return "the bound is " + detail::number_text(bound);
        return std::string();
    };
    std::vector<diverse_matching<Kind>> earlier;
    for (const auto& one : result.matchings) {
        if (auto bad = check(one, earlier); !bad.empty())
            return reject("matching " + std::to_string(earlier.size()) + ": " + bad);
        earlier.push_back(one);
        const auto& best = earlier.front();
        if (result.most_shared != detail::most_shared_of(options, best.pair_count) ||
            !within.equal(result.least_weight, options.least_share * best.weight))
            return reject("what may be shared, and the least weight, must be what was asked for");
        if (!within.at_most(result.least_weight, one.weight))
            return reject("matching " + std::to_string(earlier.size() - 1) + " weighs too little");
    }
    switch (result.outcome) {
    case status::cancelled:
        return verification::accept();
    case status::feasible:
        if (earlier.size() != options.count) return reject("there must be as many matchings as were asked for");
        return verification::accept();
    case status::infeasible:
    case status::not_converged:
        if (earlier.empty() || earlier.size() >= options.count) return reject("there must be too few matchings");
        if (auto bad = check(result.next, earlier); !bad.empty()) return reject("the next one: " + bad);
        if (result.outcome == status::infeasible && !(result.next.bound < result.least_weight))
            return reject("it is not proved that there is no other one: one may weigh up to " +
                          detail::number_text(result.next.bound));
        return verification::accept();
    default:
        return reject("the status must be feasible, infeasible, not converged or cancelled");
    }
}

} // namespace colearn

#endif

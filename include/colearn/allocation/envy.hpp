// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_ENVY_HPP
#define COLEARN_ALLOCATION_ENVY_HPP

/// @file
/// For a policy reader: does any school wish that it had what another one got? Who, of whom, and by how much; and is it
/// over one item alone, which cannot always be avoided?
/// For an engineer: violations of EF, EF1, PROP and PROP1 under additive valuations, with entitlements, and the worst.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include <colearn/allocation/additive_valuations.hpp>
#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/core/tolerance.hpp>

namespace colearn {

struct envy_options {
    /// What each agent is entitled to, such as its pupils, each above 0; empty: all to the same. With entitlements, an
    /// agent compares what it has for each unit of its own with what another has for each unit of the other's.
    std::span<const double> entitlements{};
    tolerance slack{1e-12, 0}; ///< differences that do not count
};

/// One who would rather have what another has.
struct envious_pair {
    std::uint32_t agent = 0; ///< who envies
    std::uint32_t of = 0;    ///< whom
    double own = 0;          ///< what its own part is worth to it
    double other = 0;        ///< what it wishes for: the other's part, in the agent's valuation and scaled to its
                             ///< entitlement; for envy up to one item without the best item
    double envy = 0;         ///< (other - own) / worth of all items to it, above 0 to 1 for equal entitlements

    friend bool operator==(const envious_pair&, const envious_pair&) = default;
};

/// How much envy there is.
struct envy_count {
    std::size_t pairs = 0;               ///< ordered pairs of one who envies another
    std::size_t agents = 0;              ///< agents that envy anyone
    std::optional<envious_pair> worst{}; ///< the largest `envy`, the first of equals; empty: nobody envies

    [[nodiscard]] bool none() const noexcept { return pairs == 0; }
};

/// One who has less than its part.
struct shortfall {
    std::uint32_t agent = 0;
    double own = 0;     ///< what its part is worth to it; for PROP1 with the best item that it lacks
    double due = 0;     ///< its entitled share of the worth of all items to it
    double missing = 0; ///< (due - own) / worth of all items to it, above 0 to 1

    friend bool operator==(const shortfall&, const shortfall&) = default;
};

/// How many have less than their part.
struct shortfall_count {
    std::size_t agents = 0;
    std::optional<shortfall> worst{}; ///< the largest `missing`, the first of equals; empty: nobody is short

    [[nodiscard]] bool none() const noexcept { return agents == 0; }
};

/// Fairness of a division by shares.
struct envy_of_shares_result {
    envy_count envy{};            ///< none: envy-free, EF
    shortfall_count shortfalls{}; ///< none: proportional, PROP
};

/// Fairness of a division of whole items.
struct envy_of_bundles_result {
    envy_count envy{};                      ///< none: envy-free, EF
    envy_count envy_up_to_one{};            ///< none: EF1
    shortfall_count shortfalls{};           ///< none: proportional, PROP
    shortfall_count shortfalls_up_to_one{}; ///< none: PROP1
};

namespace detail {

struct entitlement_table {
    std::span<const double> given{};
    double sum = 0;

    entitlement_table(std::size_t agents, std::span<const double> entitlements, const char* caller)
        : given(entitlements) {
        expects(given.empty() || given.size() == agents,
                {"there must be one entitlement for each agent, or none", caller}, given.size());
        compensated_sum all;
        for (const double one : given) {
            expects(one >= 1e-100 && one <= 1e100, {"every entitlement must be from 1e-100 to 1e100", caller}, one);
            all += one;
        }
        sum = given.empty() ? static_cast<double>(agents) : all.value();
    }
    [[nodiscard]] double part(std::size_t agent) const { return (given.empty() ? 1 : given[agent]) / sum; }
    [[nodiscard]] double ratio(std::size_t agent, std::size_t other) const {
        return given.empty() ? 1 : given[agent] / given[other];
    }
};

inline void note_envy(envy_count& into, const tolerance& slack, double worth, envious_pair one) {
    if (slack.at_most(one.other, one.own)) return;
    ++into.pairs;
    one.envy = (one.other - one.own) / worth;
    if (!into.worst || one.envy > into.worst->envy) into.worst = one;
}

inline void note_shortfall(shortfall_count& into, const tolerance& slack, double worth, shortfall one) {
    if (slack.at_most(one.due, one.own)) return;
    ++into.agents;
    one.missing = (one.due - one.own) / worth;
    if (!into.worst || one.missing > into.worst->missing) into.worst = one;
}

} // namespace detail

/// Envy and proportionality of a division by shares. `shares` has the shape of the valuations; those of an item sum to
/// at most 1.
///
/// Source: Foley, "Resource allocation and the public sector", Yale Economic Essays 7 (1967), for envy; Steinhaus, "The
/// problem of fair division", Econometrica 16 (1948), for proportionality. An envy-free division of everything is
/// proportional. Complexity: O(agents^2 * items) time, O(1) space. Preconditions: values from 0 to 1e100, shares from 0
/// to 1. Throws: `contract_violation`. Determinism: the same bits on every platform; of equals the first.
/// Example: `envy_of_shares({values, 3, 2}, shares).envy.worst`
[[nodiscard]] inline envy_of_shares_result envy_of_shares(const additive_valuations& of, std::span<const double> shares,
                                                          const envy_options& options = {}) {
    detail::expect_shares(of, shares, "envy_of_shares");
    const detail::entitlement_table entitled(of.agents, options.entitlements, "envy_of_shares");
    envy_of_shares_result out;
    for (std::uint32_t i = 0; i < of.agents; ++i) {
        const double worth = detail::worth_of_all(of, i);
        const double own = detail::worth_of_shares(of, shares, i, i);
        const auto before = out.envy.pairs;
        for (std::uint32_t k = 0; k < of.agents; ++k)
            if (k != i) {
                const double other = detail::worth_of_shares(of, shares, i, k) * entitled.ratio(i, k);
                detail::note_envy(out.envy, options.slack, worth, {i, k, own, detail::rounded(other), 0});
            }
        out.envy.agents += out.envy.pairs > before ? 1 : 0;
        const double due = detail::rounded(worth * entitled.part(i));
        detail::note_shortfall(out.shortfalls, options.slack, worth, {i, own, due, 0});
    }
    return out;
}

/// Envy and proportionality of a division of whole items, each also up to one item.
///
/// EF1: the envy vanishes when the best item, in the envious agent's eyes, is taken from the other's bundle. PROP1:
/// with the best item that it lacks, an agent would have its part.
///
/// Source: Budish, "The combinatorial assignment problem", Journal of Political Economy 119 (2011), after Lipton,
/// Markakis, Mossel and Saberi (2004), for EF1; Conitzer, Freeman and Shah, "Fair public decision making", EC '17, for
/// PROP1; Chakraborty, Igarashi, Suksompong and Zick, "Weighted envy-freeness in indivisible item allocation", ACM
/// Transactions on Economics and Computation 9 (2021), for entitlements. EF1 of a division of everything implies PROP1
/// for equal entitlements. Complexity: O(agents * (agents + items)) time, O(agents) space. Preconditions: values from 0
/// to 1e100; an owner, or `unassigned_item`, for each item. Throws: `contract_violation`. Determinism: the same bits on
/// every platform; of equals the first. Example: `envy_of_bundles({values, 3, 5}, owner).envy_up_to_one.none()`
[[nodiscard]] inline envy_of_bundles_result
envy_of_bundles(const additive_valuations& of, std::span<const std::uint32_t> owner, const envy_options& options = {}) {
    detail::expect_owners(of, owner, "envy_of_bundles");
    const detail::entitlement_table entitled(of.agents, options.entitlements, "envy_of_bundles");
    envy_of_bundles_result out;
    std::vector<compensated_sum> bundle(of.agents); // what each agent's items are worth to agent i
    std::vector<double> best(of.agents);            // the best of them
    for (std::uint32_t i = 0; i < of.agents; ++i) {
        std::fill(bundle.begin(), bundle.end(), compensated_sum{});
        std::fill(best.begin(), best.end(), 0.0);
        compensated_sum all;
        double best_lacked = 0;
        for (std::size_t item = 0; item < of.items; ++item) {
            const double value = of(i, item);
            all += value;
            if (owner[item] != i) best_lacked = (std::max)(best_lacked, value);
            if (owner[item] == unassigned_item) continue;
            bundle[owner[item]] += value;
            best[owner[item]] = (std::max)(best[owner[item]], value);
        }
        const double worth = all.value();
        const double own = bundle[i].value();
        const auto before = out.envy.pairs;
        const auto before_up_to_one = out.envy_up_to_one.pairs;
        for (std::uint32_t k = 0; k < of.agents; ++k) {
            if (k == i) continue;
            const double scale = entitled.ratio(i, k);
            detail::note_envy(out.envy, options.slack, worth,
                              {i, k, own, detail::rounded(bundle[k].value() * scale), 0});
            // without its rounding error, so that a bundle of one item leaves exactly 0
            compensated_sum rest = bundle[k];
            rest += -best[k];
            detail::note_envy(out.envy_up_to_one, options.slack, worth,
                              {i, k, own, detail::rounded((std::max)(0.0, rest.value()) * scale), 0});
        }
        out.envy.agents += out.envy.pairs > before ? 1 : 0;
        out.envy_up_to_one.agents += out.envy_up_to_one.pairs > before_up_to_one ? 1 : 0;
        const double due = detail::rounded(worth * entitled.part(i));
        detail::note_shortfall(out.shortfalls, options.slack, worth, {i, own, due, 0});
        detail::note_shortfall(out.shortfalls_up_to_one, options.slack, worth, {i, own + best_lacked, due, 0});
    }
    return out;
}

} // namespace colearn

#endif

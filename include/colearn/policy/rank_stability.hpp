// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_RANK_STABILITY_HPP
#define COLEARN_POLICY_RANK_STABILITY_HPP

/// @file
/// For a policy reader: whether the order of the policies stays the same when the scenario changes, and how often each
/// policy comes out first.
/// For an engineer: Kendall's tau-b between scenarios; shares of first places over replicates.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/policy/experiment_index.hpp>
#include <colearn/policy/experiment_table.hpp>
#include <colearn/policy/outcome.hpp>

namespace colearn {

/// Kendall's tau-b of two columns: 1: the same order; -1: the reverse; ties are allowed for.
///
/// Source: Kendall, "The treatment of ties in ranking problems", Biometrika 33 (1945).
/// Complexity: O(n^2), for the few policies that one compares. Preconditions: columns of one length, no NaN.
/// Result: undefined below two rows, and where all of a column is tied. Throws: `contract_violation`.
[[nodiscard]] inline measured kendall_tau_b(std::span<const double> a, std::span<const double> b) {
    expects(a.size() == b.size(), "the columns must have the same length", b.size());
    for (std::size_t i = 0; i < a.size(); ++i) expects(a[i] == a[i] && b[i] == b[i], "no value may be NaN", i);
    if (a.size() < 2) return measured::undefined("there are fewer than two to put in order");
    const auto sign = [](double x, double y) { return x < y ? -1 : x > y ? 1 : 0; };
    std::int64_t agree = 0; // pairs in the same order less pairs in the reverse one
    std::int64_t told_a = 0;
    std::int64_t told_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        for (std::size_t k = i + 1; k < a.size(); ++k) {
            const int in_a = sign(a[i], a[k]);
            const int in_b = sign(b[i], b[k]);
            agree += in_a * in_b;
            told_a += in_a * in_a;
            told_b += in_b * in_b;
        }
    if (told_a == 0 || told_b == 0) return measured::undefined("all are tied, so that there is no order");
    if (told_a == told_b) return measured::as(static_cast<double>(agree) / static_cast<double>(told_a));
    return measured::as(static_cast<double>(agree) /
                        std::sqrt(static_cast<double>(told_a) * static_cast<double>(told_b)));
}

/// How alike the orders of the policies are between two scenarios.
struct scenario_agreement {
    std::size_t one = 0;      ///< place of a scenario
    std::size_t other = 0;    ///< place of a later one
    measured tau{};           ///< Kendall's tau-b over the policies with a score in both
    std::size_t policies = 0; ///< how many these are
};

/// Agreement of every two scenarios, by their places. O(scenarios^2 * policies^2).
/// Example: `rank_agreement(scores(index, "unmet_need")).front().tau`
[[nodiscard]] inline std::vector<scenario_agreement> rank_agreement(const score_table& of) {
    std::vector<scenario_agreement> out;
    for (std::size_t s = 0; s < of.scenarios.size(); ++s)
        for (std::size_t t = s + 1; t < of.scenarios.size(); ++t) {
            std::vector<double> a;
            std::vector<double> b;
            for (std::size_t p = 0; p < of.policies.size(); ++p) {
                if (!of.at(p, s).defined() || !of.at(p, t).defined()) continue;
                a.push_back(*of.at(p, s).value);
                b.push_back(*of.at(p, t).value);
            }
            out.push_back({s, t, kendall_tau_b(a, b), a.size()});
        }
    return out;
}

/// How often policies come first.
struct first_places {
    std::vector<measured> share{}; ///< of each policy: its share of the replicates; those who tie share the place
    std::size_t replicates = 0;    ///< in which any policy has a value
};

/// The share of replicates of a scenario in which each policy is best. A policy without a value in a replicate cannot
/// be first in it. Source: as the probability of being best in ranking and selection: Law (2015), section 10.4.
/// Complexity: O(policies * replicates). Throws: `contract_violation` for a measure without a better direction.
/// Determinism: exact comparisons. Example: `share_first(index, "worst_served", 0).share`
[[nodiscard]] inline first_places share_first(const experiment_index& of, std::string_view measure,
                                              std::uint32_t scenario) {
    const auto& table = of.table();
    expects(scenario < table.scenarios.size(), "the scenario must be one of the table's", scenario);
    const auto at = place_of(table.measures, measure);
    const auto better = better_of(measure);
    expects(better.has_value(), "the measure must have a better direction", measure);
    struct leaders {
        double value = 0;
        std::vector<std::uint32_t> policies{};
    };
    std::map<std::uint64_t, leaders> best; // by replicate
    for (std::uint32_t p = 0; p < table.policies.size(); ++p)
        for (const auto row : of.rows({p, scenario, at})) {
            const auto& value = table.rows[row].value;
            if (!value.defined()) continue;
            auto& now = best[table.rows[row].replicate];
            const bool ahead = now.policies.empty() ||
                               (*better == better_when::higher ? *value.value > now.value : *value.value < now.value);
            if (!ahead && *value.value != now.value) continue;
            if (ahead) now.policies.clear();
            now.value = *value.value;
            now.policies.push_back(p);
        }
    first_places out;
    out.replicates = best.size();
    std::vector<double> wins(table.policies.size(), 0);
    for (const auto& [replicate, first] : best)
        for (const auto p : first.policies) wins[p] += 1 / static_cast<double>(first.policies.size());
    for (const double one : wins)
        out.share.push_back(best.empty() ? measured::undefined("no replicate has a value")
                                         : measured::as(one / static_cast<double>(best.size())));
    return out;
}

} // namespace colearn

#endif

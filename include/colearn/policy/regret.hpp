// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_REGRET_HPP
#define COLEARN_POLICY_REGRET_HPP

/// @file
/// For a policy reader: how much worse a policy does than the one that would have been best, had one known what would
/// come. A policy with small regret everywhere is a safe choice.
/// For an engineer: largest and mean regret over scenarios.

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/policy/experiment_index.hpp>

namespace colearn {

/// The regret of one policy, in the measure's unit, at least 0.
struct policy_regret {
    std::string policy{};
    std::vector<measured> in_scenario{};         ///< one for each scenario
    measured largest{};                          ///< over the scenarios in which anybody has a score
    measured mean{};                             ///< over the same, each counting alike
    std::optional<std::size_t> worst_scenario{}; ///< where the largest is: the first; unset where it is undefined
};

struct regret_result {
    std::vector<policy_regret> policies{};         ///< in the order of the table
    std::optional<std::size_t> smallest_largest{}; ///< the minimax-regret policy: the first; unset: none is defined
    std::vector<std::string> scenarios_left_out{}; ///< those in which no policy has a score
};

/// Regret against the best policy of each scenario.
///
/// Source: Savage, "The theory of statistical decision", JASA 46 (1951): the minimax-regret rule.
/// Complexity: O(policies * scenarios). Preconditions: one score for each policy and scenario.
/// Result: a policy without a score in a scenario in which others have one has no regret there and none overall, and
/// says so. Throws: `contract_violation`. Determinism: ties go to the first. Example:
/// `regret(scores(index, "unmet_share")).smallest_largest`
[[nodiscard]] inline regret_result regret(const score_table& of) {
    const auto scenarios = of.scenarios.size();
    expects(of.scores.size() == of.policies.size() * scenarios, "there must be a score for each policy and scenario",
            of.scores.size());
    regret_result out;
    std::vector<std::optional<double>> best(scenarios);
    for (std::size_t s = 0; s < scenarios; ++s) {
        for (std::size_t p = 0; p < of.policies.size(); ++p)
            if (const auto& score = of.at(p, s); score.defined() && (!best[s] || of.gain(*score.value, *best[s]) > 0))
                best[s] = score.value;
        if (!best[s]) out.scenarios_left_out.push_back(of.scenarios[s]);
    }
    for (std::size_t p = 0; p < of.policies.size(); ++p) {
        policy_regret one;
        one.policy = of.policies[p];
        compensated_sum sum;
        std::size_t count = 0;
        std::string lacking;
        double largest = 0;
        std::optional<std::size_t> worst;
        for (std::size_t s = 0; s < scenarios; ++s) {
            const auto& score = of.at(p, s);
            if (!score.defined()) {
                one.in_scenario.push_back(measured::undefined(score.why_undefined));
                if (best[s] && lacking.empty())
                    lacking = "it has no score in the scenario \"" + of.scenarios[s] + "\": " + score.why_undefined;
                continue;
            }
            const double here = of.gain(*best[s], *score.value);
            one.in_scenario.push_back(measured::as(here));
            sum += here;
            ++count;
            if (!worst || here > largest) {
                largest = here;
                worst = s;
            }
        }
        if (lacking.empty() && count == 0) lacking = "there is no scenario with a score";
        if (lacking.empty()) {
            one.largest = measured::as(largest);
            one.mean = measured::as(sum.value() / static_cast<double>(count));
            one.worst_scenario = worst;
        } else {
            one.largest = one.mean = measured::undefined(lacking);
        }
        const auto& leader = out.smallest_largest;
        if (one.largest.defined() && (!leader || *one.largest.value < *out.policies[*leader].largest.value))
            out.smallest_largest = p;
        out.policies.push_back(std::move(one));
    }
    return out;
}

} // namespace colearn

#endif

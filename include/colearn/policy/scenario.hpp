// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_SCENARIO_HPP
#define COLEARN_POLICY_SCENARIO_HPP

/// @file
/// For a policy reader: a scenario is a way in which things may turn out: what the department sees, and what is so.
/// For an engineer: named, seeded transformations of a problem into a pair of problems, one that policies are shown and
/// one that outcomes are measured against. Draws are keyed, so that every policy faces the same ones (common random
/// numbers) and no draw depends on the order of the work.
///
/// Source of common random numbers: Law, *Simulation Modeling and Analysis* (5th ed., 2015), section 11.2.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/random.hpp>

namespace colearn {

/// One year of one replicate. The draws of a scenario are a function of this and of the recipient alone.
struct scenario_year {
    std::uint64_t seed = 1;      ///< of the experiment
    std::uint64_t replicate = 0; ///< counted from 0
    std::uint32_t year = 1;      ///< counted from 1; the first year is the problem's own

    /// The stream of one item (a recipient, a region) for one purpose. What lasts over the years leaves out the year.
    [[nodiscard]] random_stream stream(std::uint64_t purpose, std::uint64_t item) const noexcept {
        return keyed(purpose, year, item);
    }
    [[nodiscard]] random_stream lasting_stream(std::uint64_t purpose, std::uint64_t item) const noexcept {
        return keyed(purpose, 0, item);
    }

private:
    [[nodiscard]] random_stream keyed(std::uint64_t purpose, std::uint64_t when, std::uint64_t item) const noexcept {
        const auto of_replicate = random_stream(seed, replicate)();
        const auto of_purpose = random_stream(of_replicate, purpose)();
        return random_stream(random_stream(of_purpose, when)(), item);
    }
};

/// What a scenario makes of a problem in one year. Both have the same recipients, floors, caps and providers.
struct scenario_case {
    allocation_problem seen{};        ///< what policies are shown
    allocation_problem real{};        ///< what is so, and what outcomes are measured against
    std::vector<std::string> notes{}; ///< what could not be done as usual, a sentence each
};

/// A way in which things may turn out.
struct scenario {
    std::string name{};      ///< in tables: one of its own in an experiment
    std::string what{};      ///< what happens, with its parameters, as a sentence or two
    std::uint32_t years = 1; ///< how many it runs over, 1 to 100; last year's amounts carry over
    /// Changes both problems, which come as they are in the first year. It may neither add nor remove anybody.
    std::function<void(scenario_case&, const scenario_year&)> change{};
};

/// What a scenario makes of `problem`.
///
/// Complexity: a copy of the problem twice, and the change. Precondition: the scenario has a change.
/// Throws: `contract_violation`, also when the change breaks a rule of problems or alters who is there.
/// Determinism: the same case for the same problem and year, whatever was made before.
[[nodiscard]] inline scenario_case apply_scenario(const scenario& how, const allocation_problem& problem,
                                                  const scenario_year& when) {
    expects(static_cast<bool>(how.change), "a scenario must have a change", how.name);
    expects(how.years >= 1 && how.years <= 100, "a scenario must run over 1 to 100 years", how.years);
    expects(when.year >= 1 && when.year <= how.years, "the year must be one of the scenario's", when.year);
    scenario_case out{problem, problem, {}};
    how.change(out, when);
    const auto n = problem.recipients.size();
    expects(out.seen.recipients.size() == n && out.real.recipients.size() == n,
            "a scenario must not add or remove recipients", how.name);
    expects(out.seen.routes.size() == out.real.routes.size() && out.seen.providers.size() == out.real.providers.size(),
            "a scenario must leave the same providers and routes in what is seen and what is real", how.name);
    check_allocation(out.seen);
    check_allocation(out.real);
    return out;
}

/// Several scenarios at once, one after the other. It runs over as many years as the longest; the others go on
/// happening after their last year, as they did in it.
[[nodiscard]] inline scenario combine_scenarios(std::string name, std::vector<scenario> parts) {
    expects(!parts.empty(), "there must be a scenario to combine");
    scenario out;
    out.name = std::move(name);
    for (const auto& one : parts) {
        expects(static_cast<bool>(one.change), "a scenario must have a change", one.name);
        out.what += (out.what.empty() ? "" : " ") + one.what;
        out.years = (std::max)(out.years, one.years);
    }
    out.change = [kept = std::move(parts)](scenario_case& both, const scenario_year& when) {
        for (const auto& one : kept) {
            auto then = when;
            then.year = (std::min)(when.year, one.years);
            one.change(both, then);
        }
    };
    return out;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_ALLOCATION_BALLOT_SUPPORT_HPP
#define COLEARN_TESTS_ALLOCATION_BALLOT_SUPPORT_HPP

#include <cstddef>
#include <string>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/graph/participatory_budget.hpp>

namespace ballot_test {

// Projects by cost, and ballots as lists of projects, each cast by so many.
struct ballots {
    std::size_t count;
    std::vector<unsigned> projects;
};
[[nodiscard]] inline colearn::participatory_budget make(double budget, const std::vector<double>& costs,
                                                        const std::vector<ballots>& cast) {
    colearn::participatory_budget out;
    out.budget = budget;
    for (std::size_t p = 0; p < costs.size(); ++p) (void)out.add_project({std::to_string(p), "", costs[p]});
    for (const auto& one : cast) {
        std::vector<colearn::budget_vote> ballot;
        for (const auto p : one.projects) ballot.push_back({colearn::id<colearn::budget_project>{p}, 1});
        for (std::size_t k = 0; k < one.count; ++k) (void)out.add_ballot(ballot);
    }
    return out;
}

[[nodiscard]] inline colearn::participatory_budget any_ballot(colearn::random_stream& stream, std::size_t most_projects,
                                                              std::size_t most_voters, bool unit_cost = false) {
    colearn::participatory_budget out;
    const auto projects = 1 + colearn::uniform_index(stream, most_projects);
    double all = 0;
    for (std::size_t p = 0; p < projects; ++p) {
        const auto pick = colearn::uniform_index(stream, 9);
        const double cost = unit_cost ? 1 : pick < 6 ? static_cast<double>(1 + pick) : 1 + 7 * colearn::uniform(stream);
        (void)out.add_project({std::to_string(p), "", cost});
        all += cost;
    }
    out.budget =
        unit_cost ? static_cast<double>(1 + colearn::uniform_index(stream, projects)) : all * colearn::uniform(stream);
    const auto voters = 1 + colearn::uniform_index(stream, most_voters);
    for (std::size_t i = 0; i < voters; ++i) {
        std::vector<colearn::budget_vote> ballot;
        for (std::size_t p = 0; p < projects; ++p)
            if (colearn::uniform(stream) < .4)
                ballot.push_back({colearn::id<colearn::budget_project>{p},
                                  static_cast<double>(1 + colearn::uniform_index(stream, 3))});
        (void)out.add_ballot(ballot);
    }
    return out;
}

[[nodiscard]] inline std::vector<unsigned> indices(const std::vector<colearn::id<colearn::budget_project>>& of) {
    std::vector<unsigned> out;
    for (const auto p : of) out.push_back(p.index);
    return out;
}

} // namespace ballot_test

#endif

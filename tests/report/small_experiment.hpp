// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_REPORT_SMALL_EXPERIMENT_HPP
#define COLEARN_TESTS_REPORT_SMALL_EXPERIMENT_HPP

#include <colearn/allocation/equal_split.hpp>
#include <colearn/allocation/need_proportional.hpp>
#include <colearn/policy/experiment.hpp>
#include <colearn/policy/scenarios.hpp>

#include "allocation/allocation_support.hpp"

namespace small_experiment {

using namespace colearn;

// 100 for needs of 50, 30 and 120.
[[nodiscard]] inline experiment make() {
    experiment out;
    out.problem = allocation_test::small_pool();
    for (auto& one : out.problem.recipients.values()) one.last_year = 3000;
    out.policies = {equal_per_school{}, need_proportional{}};
    out.scenarios = {baseline(), mismeasured_need({.if_unstated = .4})};
    out.replicates = 4;
    out.groups = quarters_of_disadvantage(out.problem);
    return out;
}

} // namespace small_experiment

#endif

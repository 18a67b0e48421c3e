// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_POLICY_EXPERIMENT_FILE_SUPPORT_HPP
#define COLEARN_TESTS_POLICY_EXPERIMENT_FILE_SUPPORT_HPP

#include <cstdint>
#include <sstream>
#include <string>

#include <colearn/policy/experiment.hpp>
#include <colearn/policy/experiment_table.hpp>
#include <colearn/policy/scenarios.hpp>

#include "io/io_support.hpp"
#include "policy/policy_support.hpp"

namespace policy_test {

using io_test::scratch_folder;

inline experiment small_experiment(std::uint64_t replicates = 4) {
    experiment out;
    out.problem = six_schools();
    out.policies = {by_need{}, by_lot{}};
    out.scenarios = {baseline(), mismeasured_need(), budget_cut({.years = 2})};
    out.replicates = replicates;
    return out;
}

inline std::string in_memory(const experiment& of) {
    std::ostringstream out;
    write_experiment(out, run_experiment(of).table);
    return out.str();
}

} // namespace policy_test

#endif

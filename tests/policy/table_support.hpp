// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_POLICY_TABLE_SUPPORT_HPP
#define COLEARN_TESTS_POLICY_TABLE_SUPPORT_HPP

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <colearn/policy/experiment_table.hpp>

namespace policy_test {

// A table of one year; `value(policy, scenario, measure, replicate)`.
template <class Value>
colearn::experiment_table table_of(std::vector<std::string> policies, std::vector<std::string> scenarios,
                                   std::vector<std::string> measures, std::uint64_t replicates, Value value) {
    colearn::experiment_table out{std::move(policies), std::move(scenarios), std::move(measures), {}};
    for (std::uint64_t r = 0; r < replicates; ++r)
        for (std::uint32_t s = 0; s < out.scenarios.size(); ++s)
            for (std::uint32_t p = 0; p < out.policies.size(); ++p)
                for (std::uint32_t m = 0; m < out.measures.size(); ++m)
                    out.rows.push_back({p, s, m, 1, r, value(p, s, m, r)});
    return out;
}

} // namespace policy_test

#endif

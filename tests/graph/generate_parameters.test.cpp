// SPDX-License-Identifier: BSL-1.0
#include <cstddef>

#include <colearn/graph/detail/generate_check.hpp>
#include <colearn/graph/generate_parameters.hpp>

#include "support/catch.hpp"

namespace generate_parameters_test {

using namespace colearn;

TEST_CASE("the named sizes have the schools that they are named for", "[generate]") {
    CHECK(parameters_of(system_size::district).schools == 50);
    CHECK(parameters_of(system_size::state).schools == 2'000);
    CHECK(parameters_of(system_size::nation).schools == 10'000);
    for (const auto size : {system_size::district, system_size::state, system_size::nation})
        CHECK_NOTHROW(detail::check(parameters_of(size), "test"));
}

TEST_CASE("the parameters of a benchmark have ten ties an actor at every size", "[generate]") {
    CHECK(benchmark_parameters_of(system_size::district).schools == 100);
    CHECK(benchmark_parameters_of(system_size::state).schools == 2'000);
    CHECK(benchmark_parameters_of(system_size::nation).schools == 10'000);
    CHECK_NOTHROW(detail::check(benchmark_parameters_of(system_size::district), "test"));
}

TEST_CASE("tables of quantiles ascend and the shares of levels and sectors make a whole", "[generate]") {
    const system_parameters defaults;
    double sum = 0;
    for (const auto* const one :
         {&defaults.levels.primary, &defaults.levels.secondary, &defaults.levels.combined, &defaults.levels.special}) {
        for (const double share : one->share) sum += share;
        for (std::size_t i = 1; i < one->enrolment.size(); ++i) CHECK(one->enrolment[i - 1] <= one->enrolment[i]);
    }
    CHECK(sum == Approx(1).margin(0.001));
    for (std::size_t i = 1; i < quantile_shares.size(); ++i) CHECK(quantile_shares[i - 1] < quantile_shares[i]);
}

} // namespace generate_parameters_test

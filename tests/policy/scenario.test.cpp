// SPDX-License-Identifier: BSL-1.0
#include <set>
#include <string>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/policy/scenario.hpp>

#include "policy/policy_support.hpp"
#include "support/catch.hpp"

namespace scenario_test {

namespace {

using namespace policy_test;

scenario doubled(std::uint32_t years = 1) {
    return {"doubled", "Need doubles.", years, [](scenario_case& both, const scenario_year&) {
                for (auto& one : both.real.recipients.values()) one.need.front().amount *= 2;
            }};
}

} // namespace

TEST_CASE("a scenario makes what is seen and what is real from one problem", "[scenario]") {
    const auto problem = six_schools();
    const auto both = apply_scenario(doubled(), problem, {});
    for (std::size_t i = 0; i < 6; ++i) {
        const auto amount = problem.recipients.values()[i].need.front().amount;
        CHECK(both.seen.recipients.values()[i].need.front().amount == amount);
        CHECK(both.real.recipients.values()[i].need.front().amount == 2 * amount);
    }
    // several at once: what they say and do adds up, over the longest time
    const auto twice = combine_scenarios("twice", {doubled(), doubled(3)});
    CHECK(twice.years == 3);
    CHECK(twice.what == "Need doubles. Need doubles.");
    CHECK(apply_scenario(twice, problem, {.year = 3}).real.recipients.values()[0].need.front().amount ==
          4 * problem.recipients.values()[0].need.front().amount);
}

TEST_CASE("the draws of a scenario differ by seed, replicate, year, purpose and item, and by nothing else",
          "[scenario]") {
    std::set<std::uint64_t> first;
    std::size_t count = 0;
    for (std::uint64_t seed = 0; seed < 3; ++seed)
        for (std::uint64_t replicate = 0; replicate < 3; ++replicate)
            for (std::uint32_t year = 1; year < 4; ++year)
                for (std::uint64_t purpose = 0; purpose < 3; ++purpose)
                    for (std::uint64_t item = 0; item < 3; ++item, ++count) {
                        const scenario_year when{seed, replicate, year};
                        first.insert(when.stream(purpose, item)());
                        CHECK(when.lasting_stream(purpose, item) ==
                              scenario_year{seed, replicate, 1}.lasting_stream(purpose, item));
                        CHECK_FALSE(when.stream(purpose, item) == when.lasting_stream(purpose, item));
                    }
    CHECK(first.size() == count);
}

TEST_CASE("a scenario that breaks the rules is refused by name", "[scenario]") {
    const auto problem = six_schools();
    const auto with = [](auto change) {
        return scenario{"odd", "", 1, [change](scenario_case& both, const scenario_year&) { change(both); }};
    };
    CHECK_THROWS_WITH(apply_scenario({"empty"}, problem, {}), Catch::Contains("must have a change; got \"empty\""));
    CHECK_THROWS_WITH(apply_scenario(doubled(), problem, {.year = 2}), Catch::Contains("the year"));
    CHECK_THROWS_WITH(apply_scenario(doubled(), problem, {.year = 0}), Catch::Contains("the year"));
    CHECK_THROWS_WITH(apply_scenario(doubled(101), problem, {}), Catch::Contains("1 to 100 years"));
    CHECK_THROWS_WITH(apply_scenario(with([](scenario_case& both) { both.seen.recipients = {}; }), problem, {}),
                      Catch::Contains("add or remove recipients"));
    CHECK_THROWS_WITH(apply_scenario(with([](scenario_case& both) { both.real.providers = {}; }), problem, {}),
                      Catch::Contains("same providers"));
    CHECK_THROWS_WITH(
        apply_scenario(with([](scenario_case& both) { both.real.recipients.values()[2].pupils = -1; }), problem, {}),
        Catch::Contains("School 2: -1"));
    CHECK_THROWS_WITH(combine_scenarios("none", {}), Catch::Contains("a scenario to combine"));
    CHECK_THROWS_WITH(combine_scenarios("none", {scenario{}}), Catch::Contains("must have a change"));
}

} // namespace scenario_test

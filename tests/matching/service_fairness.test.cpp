// SPDX-License-Identifier: BSL-1.0
#include <optional>
#include <vector>

#include <colearn/matching/service_fairness.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace service_fairness_test {

using namespace colearn;
using matching_test::at;

TEST_CASE("schools in the order of their disadvantage, by the field that is known of more", "[service_fairness]") {
    std::vector<school> schools(4);
    schools[0].disadvantaged = .2;
    schools[2].disadvantaged = .9;
    auto known = disadvantage_of(school_table(schools));
    CHECK(known.measured_by == "share of disadvantaged pupils");
    REQUIRE(known.order.size() == 2);
    CHECK(known.order.front().second == at(2));
    for (auto& one : schools) one.advantage = 1000;
    known = disadvantage_of(school_table(schools));
    CHECK(known.measured_by == "index of advantage");
    CHECK(known.order.front().second == at(0)); // equal: by id
    CHECK(disadvantage_of(school_table(std::vector<school>{})).measured_by.empty());
}

TEST_CASE("a quarter beside the rest, with names of the caller's", "[service_fairness]") {
    disadvantage_order<school> known{{}, "wealth"};
    for (std::size_t i = 0; i < 5; ++i) known.order.emplace_back(static_cast<double>(i), at(i));
    const auto fair =
        compare_service(known, 6,
                        [](id<school> who) -> std::optional<service> {
                            if (who.index == 1) return std::nullopt;
                            return service{.5 + .1 * who.index, who.index == 0 ? std::optional(.25) : std::nullopt};
                        },
                        {"teacher", "have a mentor"});
    CHECK(fair.unknown_count == 1);
    CHECK(fair.disadvantaged.count == 2); // of 5, rounded up
    CHECK(fair.disadvantaged.served == 1);
    CHECK(*fair.disadvantaged.mean_gain == .25);
    CHECK(*fair.others.share == 1);
    CHECK(*fair.others.mean_score == Approx(.8));
    CHECK_FALSE(fair.others.mean_gain);
    CHECK_THAT(fair.words, Catch::Contains("2 teachers by wealth") && Catch::Contains("50% have a mentor"));
    CHECK(fair.disadvantaged != fair.others);
}

} // namespace service_fairness_test

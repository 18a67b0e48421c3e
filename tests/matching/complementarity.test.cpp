// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>

#include <colearn/matching/complementarity.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace complementarity_test {

using colearn::complementarity;
using colearn::mutual_benefit;
using colearn::topic_gains;
using matching_test::profiled;

// By hand: a needs reading .8 and numeracy .2, and b is ahead by .5 in reading and behind in numeracy, so a gains
// .8 * .5 / (.8 + .2) = .4. b needs both alike and a is ahead by .3 in numeracy: .5 * .3 / 1 = .15.
TEST_CASE("gains by hand", "[complementarity]") {
    const auto a = profiled({.8, .2}, {.2, .7});
    const auto b = profiled({.5, .5}, {.7, .4});
    const auto benefit = complementarity(a, b);
    REQUIRE(benefit);
    CHECK(benefit->to_a == Approx(.4));
    CHECK(benefit->to_b == Approx(.15));
    CHECK(benefit->smaller() == benefit->to_b);
    CHECK(benefit->value() == Approx(2 * .4 * .15 / .55));
    CHECK(benefit->imbalance() == Approx(.25 / .55));
    const auto topics = topic_gains(a, b);
    REQUIRE(topics.size() == 1);
    CHECK(topics[0].topic == 0);
    CHECK(topics[0].need == .8);
    CHECK(topics[0].own == .2);
    CHECK(topics[0].partner == .7);
    CHECK(topics[0].share == Approx(.4));
}

TEST_CASE("a one-way gift is worth nothing as an exchange, and shows as uneven", "[complementarity]") {
    const auto weak = profiled({1, 1}, {0, 0});
    const auto strong = profiled({1, 1}, {1, 1});
    const auto gift = complementarity(weak, strong);
    REQUIRE(gift);
    CHECK(gift->to_a == 1);
    CHECK(gift->to_b == 0);
    CHECK(gift->value() == 0);
    CHECK(gift->imbalance() == 1);
    CHECK(mutual_benefit{}.imbalance() == 0);
    CHECK(mutual_benefit{.3, .3}.value() == Approx(.3));
}

TEST_CASE("what is not known is empty, what is not needed is 0", "[complementarity]") {
    const auto whole = profiled({.5}, {.5});
    CHECK_FALSE(complementarity(whole, profiled({.5}, {})));
    CHECK_FALSE(complementarity(profiled({}, {.5}), whole));
    CHECK(topic_gains(profiled({}, {.5}), whole).empty());
    const auto content = complementarity(profiled({0}, {.1}), whole);
    REQUIRE(content);
    CHECK(content->to_a == 0);
    CHECK_THROWS_AS(complementarity(whole, profiled({.5, .5}, {.5, .5})), colearn::contract_violation);
    CHECK_THROWS_AS(topic_gains(whole, profiled({.5, .5}, {.5, .5})), colearn::contract_violation);
}

TEST_CASE("bounds, symmetry, and topics that sum to the gain", "[complementarity]") {
    const auto schools = matching_test::random_schools(1, 300);
    for (std::size_t i = 0; i + 1 < schools.size(); ++i) {
        const auto& a = schools[i];
        const auto& b = schools[i + 1];
        const auto there = complementarity(a, b);
        const auto back = complementarity(b, a);
        REQUIRE((there && back));
        CHECK(there->to_a == back->to_b);
        CHECK(there->to_b == back->to_a);
        CHECK(there->value() == back->value());
        CHECK(there->value() >= there->smaller());
        CHECK(there->value() <= 2 * there->smaller());
        CHECK((std::max)(there->to_a, there->to_b) <= 1);
        CHECK((there->imbalance() >= 0 && there->imbalance() <= 1));
        double sum = 0;
        double last = 1;
        for (const auto& one : topic_gains(a, b)) {
            CHECK(one.share <= last);
            last = one.share;
            sum += one.share;
        }
        CHECK(sum == Approx(there->to_a).margin(1e-15));
    }
}

TEST_CASE("how far two schools need help with the same topics, by hand", "[complementarity]") {
    using colearn::shared_purpose;
    const auto needs = [](std::vector<double> need) { return matching_test::profiled(std::move(need), {}); };
    CHECK(*shared_purpose(needs({.8, .2}), needs({.5, .5})) == Approx(.7 / 1.3));
    CHECK(*shared_purpose(needs({.4, .2}), needs({.4, .2})) == 1);
    CHECK(*shared_purpose(needs({1, 0}), needs({0, 1})) == 0);
    CHECK_FALSE(shared_purpose(needs({0, 0}), needs({0, 0})));
    CHECK_FALSE(shared_purpose(needs({}), needs({1, 1})));
    CHECK_THROWS_AS(shared_purpose(needs({1}), needs({1, 1})), colearn::contract_violation);
}

} // namespace complementarity_test

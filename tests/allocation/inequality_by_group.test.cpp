// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <colearn/allocation/inequality_by_group.hpp>

#include "allocation/equity_samples.hpp"
#include "support/catch.hpp"

namespace inequality_by_group_test {

namespace {

using namespace equity_samples;
using colearn::split_inequality;
using labels = std::vector<std::uint32_t>;

} // namespace

TEST_CASE("a case by hand", "[inequality_by_group]") {
    // means 2 and 6, overall 4; T within is 0 in the second group
    const auto of = split_inequality(numbers{1, 3, 6, 6}, labels{9, 9, 4, 4}, 1);
    const double first = (0.5 * std::log(0.5) + 1.5 * std::log(1.5)) / 2;
    CHECK(*of.within.value == Approx(0.5 * 0.5 * first));
    CHECK(*of.between.value == Approx((0.5 * std::log(0.5) + 1.5 * std::log(1.5)) / 2));
    REQUIRE(of.groups.size() == 2);
    CHECK(of.groups[0].group == 4);
    CHECK(of.groups[0].mean == 6);
    CHECK(of.groups[1].weight == 2);
    CHECK(*of.groups[1].inequality.value == Approx(first));
    CHECK(of.groups[1].contribution == Approx(0.25 * first));
}

TEST_CASE("within and between sum to the total, and mean what they say", "[inequality_by_group]") {
    for (std::uint64_t item = 0; item < 150; ++item)
        for (const double a : {-1.0, 0.0, 0.5, 1.0, 2.0}) {
            const auto s = draw(item, a > 0);
            colearn::random_stream stream(7, item);
            labels group;
            for (std::size_t i = 0; i < s.values.size(); ++i)
                group.push_back(static_cast<std::uint32_t>(1000 * colearn::uniform_index(stream, 4)));
            const auto of = split_inequality(s.values, group, a, s.weights);
            CHECK(*of.total.value == Approx(*colearn::generalized_entropy(s.values, a, s.weights).value));
            CHECK(*of.within.value + *of.between.value == Approx(*of.total.value).margin(1e-12));
            // between: everyone has the group's mean
            numbers smoothed = s.values;
            numbers rescaled = s.values; // within: every group has the same mean
            for (std::size_t i = 0; i < smoothed.size(); ++i)
                for (const auto& one : of.groups)
                    if (one.group == group[i]) {
                        smoothed[i] = one.mean;
                        if (one.mean > 0) rescaled[i] = s.values[i] / one.mean;
                    }
            CHECK(*of.between.value ==
                  Approx(*colearn::generalized_entropy(smoothed, a, s.weights).value).margin(1e-12));
            if (a == 0) // for L alone, whose group weights are those of the population
                CHECK(*of.within.value ==
                      Approx(*colearn::generalized_entropy(rescaled, a, s.weights).value).margin(1e-12));
            double sum = 0;
            for (const auto& one : of.groups) sum += one.contribution;
            CHECK(sum == Approx(*of.within.value).margin(1e-12));
        }
}

TEST_CASE("inequality by group: what is undefined says why, and bad input is refused", "[inequality_by_group]") {
    CHECK(split_inequality({}, {}).within.why_undefined == "there are no values");
    CHECK(split_inequality(numbers{0, 1}, labels{0, 1}, 0).between.why_undefined ==
          "a value is 0, which makes the measure infinite");
    const auto equal = split_inequality(numbers{2, 2}, labels{0, 1});
    CHECK(*equal.within.value == 0);
    CHECK(equal.share_between.why_undefined == "all values are equal");
    const auto poor = split_inequality(numbers{0, 0, 5}, labels{1, 1, 2});
    CHECK_FALSE(poor.groups[0].inequality.defined());
    CHECK(*poor.share_between.value == Approx(1));
    CHECK(split_inequality(numbers{1, 2}, labels{1, 2}, 1, numbers{1, 0}).groups.size() == 1);
    CHECK_THROWS_WITH(split_inequality(numbers{1, 2}, labels{1}),
                      "split_inequality: there must be one group for each value; got 1");
}

} // namespace inequality_by_group_test

// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <optional>
#include <vector>

#include <colearn/matching/context.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace context_test {

using colearn::context_likeness;
using colearn::school_table;
using matching_test::at;
using matching_test::level;
using matching_test::school;
using matching_test::sector;

namespace {

school with(std::optional<double> pupils, std::optional<double> disadvantaged,
            std::optional<double> advantage = std::nullopt) {
    school one;
    one.enrolment = pupils;
    one.disadvantaged = disadvantaged;
    one.advantage = advantage;
    return one;
}

} // namespace

// By hand: of 100 and 400 pupils the logarithms differ by ln 4 with a standard deviation of ln 2, so by 2 deviations;
// shares of .2 and .6 differ by 2 deviations as well: d^2 = (.5 * 4 + .4 * 4) / .9 = 4.
TEST_CASE("likeness by hand", "[context]") {
    const std::vector schools{with(100, .2), with(400, .6)};
    const school_table table(schools);
    CHECK(context_likeness(table)(at(0), at(1)).value() == Approx(std::exp(-2.)));
    CHECK(context_likeness(table)(at(1), at(0)) == context_likeness(table)(at(0), at(1)));
    CHECK(context_likeness(table)(at(0), at(0)).value() == 1);
}

TEST_CASE("a sector or level that differs counts a twentieth each", "[context]") {
    std::vector schools{with(100, .2), with(100, .2), with(400, .6)};
    schools[0].governance = sector::government;
    schools[1].governance = sector::catholic;
    schools[0].years = schools[1].years = level::primary;
    const school_table table(schools);
    CHECK(context_likeness(table)(at(0), at(1)).value() == Approx(std::exp(-.05 / 2)));
}

TEST_CASE("parts that are not known are left out, not taken for 0", "[context]") {
    const std::vector schools{with({}, .2, 1000), with(400, .6, 900), with(200, {}, 1100), with({}, {}, {})};
    const school_table table(schools);
    const context_likeness likeness(table);
    CHECK(likeness(at(0), at(1)).value() == Approx(std::exp(-2.)));  // the shares alone
    CHECK(likeness(at(0), at(2)).value() == Approx(std::exp(-.75))); // the index: 100 of a deviation of 81.65
    CHECK(likeness(at(1), at(2)).has_value());
    CHECK_FALSE(likeness(at(0), at(3)).has_value());
    CHECK_FALSE(context_likeness(table, {.size = 0, .disadvantage = 0})(at(1), at(2)).has_value());
}

TEST_CASE("schools that are all alike are alike", "[context]") {
    const std::vector schools{with(100, .5), with(100, .5)};
    CHECK(context_likeness(school_table(schools))(at(0), at(1)).value() == 1);
    CHECK_THROWS_AS(context_likeness(school_table(schools), {.size = -1}), colearn::contract_violation);
}

TEST_CASE("the unit of disadvantage and a factor on all rolls do not matter", "[context]") {
    auto schools = matching_test::random_schools(2, 40);
    const auto first = schools;
    for (auto& one : schools) {
        one.enrolment = *one.enrolment * 3;
        one.disadvantaged = *one.disadvantaged / 2;
    }
    const school_table before(first);
    const school_table after(schools);
    const context_likeness x(before);
    const context_likeness y(after);
    for (std::size_t i = 0; i + 1 < schools.size(); ++i)
        CHECK(x(at(i), at(i + 1)).value() == Approx(y(at(i), at(i + 1)).value()));
}

} // namespace context_test

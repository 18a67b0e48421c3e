// SPDX-License-Identifier: BSL-1.0
#include <colearn/allocation/school_characteristics.hpp>

#include "support/catch.hpp"

namespace school_characteristics_test {

using colearn::characteristics_of;
using colearn::level;
using colearn::school;

TEST_CASE("a school's characteristics are filled in as far as they are known", "[funding]") {
    school one;
    one.key = "7";
    auto filled = characteristics_of(one);
    CHECK(filled.known.name == "7");
    CHECK(filled.known.kind.empty());
    CHECK(filled.known.figures.empty());
    REQUIRE(filled.missing.size() == 4);
    CHECK(filled.missing[0] == colearn::missing_characteristic{"kind of school", "its level is not known"});
    CHECK(filled.missing[1].figure == "primary pupils");
    CHECK(filled.missing[3].figure == "pupils in the lowest quarter of socio-educational advantage");

    one.name = "Hill";
    one.years = level::primary;
    one.enrolment = 240;
    one.disadvantaged = 0.3;
    filled = characteristics_of(one);
    CHECK(filled.missing.empty());
    CHECK(filled.known.name == "Hill");
    CHECK(filled.known.kind == "primary");
    CHECK(filled.known.figures.at("primary pupils") == 240);
    CHECK(filled.known.figures.at("secondary pupils") == 0);
    CHECK(filled.known.shares.at("pupils in the lowest quarter of socio-educational advantage").share == 0.3);

    one.years = level::secondary;
    one.enrolment.reset();
    filled = characteristics_of(one);
    CHECK(filled.known.figures.at("primary pupils") == 0);
    CHECK_FALSE(filled.known.figures.contains("secondary pupils"));
    CHECK_FALSE(filled.known.figures.contains("key stage 3 pupils"));
    REQUIRE(filled.missing.size() == 1);
    CHECK(filled.missing[0].why == "the enrolment is not known");

    one.years = level::combined;
    one.enrolment = 900;
    filled = characteristics_of(one);
    CHECK(filled.known.kind == "combined");
    CHECK(filled.missing.size() == 2);
    one.years = level::special;
    CHECK(characteristics_of(one).known.kind == "special");

    one.enrolment = -1;
    CHECK_THROWS_WITH(characteristics_of(one), Catch::Contains("an enrolment must be") && Catch::Contains("Hill: -1"));
    one.enrolment = 10;
    one.disadvantaged = 1.5;
    CHECK_THROWS_WITH(characteristics_of(one), Catch::Contains("a share must be from 0 to 1"));
}

} // namespace school_characteristics_test

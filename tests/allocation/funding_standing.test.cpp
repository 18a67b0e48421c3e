// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <string>
#include <vector>

#include <colearn/allocation/funding_award.hpp>
#include <colearn/allocation/funding_standing.hpp>
#include <colearn/allocation/national_funding_formula.hpp>
#include <colearn/allocation/schooling_resource_standard.hpp>

#include "allocation/funding_support.hpp"
#include "support/catch.hpp"

namespace funding_standing_test {

using namespace funding_support;
using colearn::figure_standing;
using colearn::money;
using colearn::standing_of;
using enum colearn::figure_standing;
using words = std::vector<std::string>;

namespace {

colearn::award_standing standing(const colearn::funding_formula& formula,
                                 const colearn::school_characteristics& school) {
    return standing_of(formula, school, funding_for(formula, school));
}

} // namespace

TEST_CASE("what of an award stands from memory is worked out line by line", "[funding]") {
    auto formula = small_formula();
    const auto school = small_school();
    formula.adjustments.clear();
    const auto none = standing(formula, school);
    CHECK(none.lines.empty());
    CHECK(none.depends == money{});

    // The basic amount of primary pupils: 120 x 4,200 = 504,000. "need" is 25% x .35 of primary and secondary, "far"
    // 50% x .2 of primary, secondary and the lump sum: 504,000 x (1 + .0875 + .1) = 598,500.
    formula.terms[0].source.standing = recalled;
    const auto one = standing(formula, school);
    REQUIRE(one.lines.size() == 1);
    CHECK(one.lines[0].name == "primary");
    CHECK(one.lines[0].figures == words{"the amount"});
    CHECK(one.lines[0].depends == money::of(598500));
    CHECK(one.depends == money::of(598500));

    // A table from memory: all that its line has. The two lines share what "need" has of "primary".
    formula.terms[5].factors[0].standing = recalled;
    const auto two = standing(formula, school);
    REQUIRE(two.lines.size() == 2);
    CHECK(two.lines[1].figures == words{"the table for the share of pupils in need"});
    CHECK(two.lines[1].depends == money{6247686});
    CHECK(two.depends == money{59850000 + 6247686 - 4410000}); // .0875 x 504,000 is in both

    // One amount of the lump sum, for a phase that the school has, and then for one that it has not.
    formula.terms[0].source.standing = read;
    formula.terms[5].factors[0].standing = read;
    formula.terms[4].amounts[1].standing = recalled;
    CHECK(standing(formula, school).lines.at(0).figures == words{"the amount for secondary pupils"});
    auto primary = school;
    primary.figures["secondary pupils"] = 0;
    CHECK(standing(formula, primary).lines.empty());

    // A threshold matters where there are pupils, though none are beyond it.
    formula = small_formula();
    formula.terms[3].source.standing = recalled;
    formula.terms[3].amounts[0].standing = read;
    auto few = school;
    few.figures["pupils who moved"] = 3;
    CHECK(funding_for(formula, few).line("moved")->amount == money{});
    CHECK(standing(formula, few).lines.at(0).figures == words{"the threshold"});
    CHECK(standing(formula, few).depends == money{});
    few.figures["pupils who moved"] = 0;
    CHECK(standing(formula, few).lines.empty());
    // A factor of 0 that was read leaves nothing to depend on the amount; one from memory does.
    formula = small_formula();
    formula.adjustments.clear();
    formula.terms[4].amounts[0].standing = recalled;
    auto large = school;
    large.figures["primary pupils"] = 5000;
    large.figures["secondary pupils"] = 5000;
    CHECK(standing(formula, large).lines.empty());
    formula.terms[4].factors[0].standing = recalled;
    CHECK(standing(formula, large).lines.at(0).figures ==
          words{"the amount for primary pupils", "the table for pupils"});
    CHECK(standing(formula, large).lines.at(0).depends == money{});
    // For others, it does not enter.
    formula = small_formula();
    formula.terms[6].source.standing = recalled;
    auto city = school;
    city.kind = "city";
    CHECK(standing(formula, city).lines.empty());
    CHECK(standing(formula, school).lines.size() == 1);
    CHECK_THROWS_WITH(standing_of(formula, school, {}), Catch::Contains("the award must be one of this formula"));
}

TEST_CASE("a floor makes up for a line that is not there", "[funding]") {
    // The floor holds Hill at 882,560: without the meals, of 15,000, it would hold it as well.
    auto formula = small_formula();
    const auto school = small_school();
    formula.terms[2].source.standing = recalled;
    CHECK(standing(formula, school).lines.at(0).depends == money{});
    // Without the floor itself the school would have 4,266.82 less; without both, the minimum per pupil of 4,200 and
    // 5,500, 724,000 in all, is far below.
    formula.adjustments[2].source.standing = recalled;
    const auto both = standing(formula, school);
    REQUIRE(both.lines.size() == 2);
    CHECK(both.lines[1].name == "floor");
    CHECK(both.lines[1].figures == words{"the least that it keeps"});
    CHECK(both.lines[1].depends == money{426682});
    CHECK(both.depends == money{1500000 + 426682});
    // A cap takes away.
    formula = small_formula();
    formula.adjustments[0].source.standing = recalled;
    auto poorer = school;
    poorer.figures["last year per pupil"] = 4000;
    CHECK(standing(formula, poorer).depends == money{-16431989});
    // Without a total nothing can be said of amounts, and the figures are named all the same.
    poorer.figures.erase("remoteness");
    const auto unknown = standing(formula, poorer);
    CHECK(unknown.lines.size() == 1);
    CHECK_FALSE(unknown.lines[0].depends);
    CHECK_FALSE(unknown.depends);
}

TEST_CASE("the held formulas say which figures of an award stand from memory", "[funding]") {
    // England: a primary school's own minimum was read; those of the secondary stages were not, and do not enter.
    const auto england = colearn::national_funding_formula_2025_26();
    colearn::school_characteristics school;
    school.name = "Ash";
    school.kind = "primary";
    for (const auto& phase : england.phases) school.figures[phase] = 0;
    for (const auto& term : england.terms)
        if (!term.figure.empty()) school.figures[term.figure] = 0;
    school.figures["area cost adjustment"] = 1;
    school.figures["primary pupils"] = 210;
    school.figures["primary pupils per year group"] = 30;
    school.figures["secondary pupils per year group"] = 0;
    school.figures["miles to the second nearest suitable school"] = .4;
    school.figures["primary pupils: free school meals"] = 35;
    const auto primary = standing(england, school);
    REQUIRE(primary.lines.size() == 2);
    CHECK(primary.lines[0].name == "basic amount, primary");
    // 210 x 3,847 = 807,870, and 17,325 for meals, and 145,100: 970,295. Without it the minimum of 4,955 for each pupil
    // would make 1,040,550 of what is left, as it does now.
    CHECK(funding_for(england, school).total == money::of(1040550));
    CHECK(primary.lines[0].depends == money{});
    CHECK(primary.lines[1].name == "sparsity, primary");
    CHECK(primary.lines[1].depends == money{});
    school.figures["primary pupils"] = 0;
    school.figures["key stage 3 pupils"] = 300;
    school.kind = "secondary";
    const auto secondary = standing(england, school);
    const auto minimum = std::find_if(secondary.lines.begin(), secondary.lines.end(),
                                      [](const auto& one) { return one.name == "minimum per pupil level"; });
    REQUIRE(minimum != secondary.lines.end());
    CHECK(minimum->figures == words{"the amount for key stage 3 pupils"});

    // Australia: base amounts and the size loading were read; of the disadvantage loading the table was not, in part.
    const auto australia = colearn::schooling_resource_standard_2014();
    colearn::school_characteristics other;
    other.name = "Wattle";
    other.figures = {{"primary pupils", 150}, {"secondary pupils", 0}, {"ARIA index value", 0}};
    for (const auto& term : australia.terms)
        if (!term.figure.empty()) other.figures.emplace(term.figure, 0);
    const auto plain = standing(australia, other);
    REQUIRE(plain.lines.size() == 1); // the table by remoteness, which says that it is in a city
    CHECK(plain.lines[0].figures == words{"the table for ARIA index value"});
    CHECK(plain.depends == money{});
    for (const auto& term : australia.terms)
        if (term.name == "socio-educational disadvantage, lowest quarter") other.figures[term.figure] = 30;
    const auto poorer = standing(australia, other);
    REQUIRE(poorer.lines.size() == 2);
    CHECK(poorer.lines[0].name == "socio-educational disadvantage, lowest quarter");
    // 20% of pupils, so .15 + .35 x .2 / .75 of 150 x 9,271 x .2 = 278,130.
    CHECK(poorer.depends->units() == Approx(278130 * (.15 + .35 * .2 / .75)).margin(.006));
    CHECK(poorer.lines[0].figures == words{"the table for the share of " + australia.terms[3].figure});
}

} // namespace funding_standing_test

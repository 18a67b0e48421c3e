// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/allocation/funding_award.hpp>
#include <colearn/allocation/funding_words.hpp>

#include "allocation/funding_support.hpp"
#include "support/catch.hpp"

namespace funding_words_test {

using namespace funding_support;
using colearn::figure_change;
using colearn::money;

TEST_CASE("an award by formula is explained term by term", "[funding]") {
    const auto formula = small_formula();
    const auto school = small_school();
    const auto words = explain(formula, school, funding_for(formula, school));
    CHECK(words.why ==
          std::vector<std::string>{
              "primary: 504,000.00, 120 primary pupils at 4,200.00 each.",
              "secondary: 210,021.20, 40 secondary pupils at 5,250.53 each.",
              "meals: 15,000.00, 30 pupils with free meals at 500.00 each.",
              "moved: 2,268.00, 2.4 pupils who moved above 6% of pupils at 945.00 each.",
              "lump: 131,250.00, a lump sum of 131,250.00, times 1 for pupils.",
              "need: 62,476.86, 178,505.30, which is the share of pupils in need in primary and secondary, times 0.35 "
              "for "
              "the share of pupils in need.",
              "far: 84,527.12, 50% of 845,271.20, which is primary, secondary and lump, times 0.2 for remoteness.",
              "floor: 4,266.82, which takes 878,293.18 up to 882,560.00.",
              "Hill gets AUD 1,013,810.00 by test formula, 2026.",
          });
    // The floor holds the school: one more pupil brings 5,516, which is last year's amount less 1.5%, and changes the
    // lump sum, which is a mean over the phases: by 105,000 x (121 + 80) / 161 - 131,250 = -163.04. One more in need
    // brings nothing.
    CHECK(words.what_would_change ==
          std::vector<std::string>{
              "One more of primary pupils would change it by 5,352.96.",
              "One more of secondary pupils would change it by 6,005.13.",
              "If one more of its pupils were among pupils with free meals, it would change by 0.00.",
              "If one more of its pupils were among pupils who moved, it would change by 0.00.",
              "If one more of its pupils were among pupils in need, it would change by 0.00.",
          });

    auto poorer = school;
    poorer.figures["last year per pupil"] = 4000;
    CHECK_THAT(
        explain(formula, poorer, funding_for(formula, poorer)).why[7],
        Catch::Contains("cap: -164,319.89, since 878,293.18 is above the cap of 659,200.00, and the school keeps "
                        "25% of what is above it."));
    poorer.figures.erase("remoteness");
    const auto unknown = explain(formula, poorer, funding_for(formula, poorer));
    CHECK(unknown.why[6] == "far is not known: \"remoteness\" is not known.");
    CHECK(unknown.why.back() == "What Hill gets is not known; missing: remoteness.");
    CHECK(unknown.what_would_change.empty());
    CHECK_THROWS_WITH(explain(formula, school, {}), Catch::Contains("the award must be one of this formula"));
}

TEST_CASE("an award in words says which figures stand from memory", "[funding]") {
    using words = std::vector<std::string>;
    auto formula = small_formula();
    auto school = small_school();
    const auto said = [&] { return explain(formula, school, funding_for(formula, school)).from_memory; };
    CHECK(said() == words{"Every figure of the formula that entered the award was read in its source."});
    using enum colearn::figure_standing;
    formula.terms[4].source.standing = recalled; // the lump sum: 131,250, and a tenth of it for remoteness
    formula.terms[6].factors[0].standing = recalled;
    // The floor leaves the lump sum outside: without "far" the rest falls by 84,527.12, which the floor makes up.
    CHECK(said() == words{"lump: from memory, not read in a source: the amount for primary pupils, the amount for "
                          "secondary pupils and the table for pupils; without this line the award would be 131,250.00 "
                          "less.",
                          "far: from memory, not read in a source: the table for remoteness; without this line the "
                          "award would be the same.",
                          "Figures from memory entered the award: without their lines the award would be 131,250.00 "
                          "less, 12.9% of it."});
    formula = small_formula();
    formula.adjustments[0].source.standing = recalled;
    school.figures["last year per pupil"] = 4000;
    CHECK(said() == words{"cap: from memory, not read in a source: the most that it may rise; without this line the "
                          "award would be 164,319.89 more.",
                          "Figures from memory entered the award: without their lines the award would be 164,319.89 "
                          "more."});
    school.figures.erase("remoteness");
    CHECK(said() == words{"cap: from memory, not read in a source: the most that it may rise."});
}

TEST_CASE("what a change of figures would bring is exact", "[funding]") {
    auto formula = small_formula();
    formula.adjustments.clear();
    const auto school = small_school();
    CHECK(funding_change(formula, school, {{"pupils with free meals", 1}}) == money::of(500));
    CHECK(funding_change(formula, school, {{"pupils with free meals", -30}}) == money::of(-15000));
    // A new pupil in need: both counts rise, so that the share is 41 of 161.
    auto more = school;
    more.shares.clear();
    more.figures["primary pupils"] = 121;
    more.figures["pupils in need"] = 41;
    CHECK(funding_change(formula, school, {{"primary pupils", 1}, {"pupils in need", 1}}) ==
          *funding_for(formula, more).total - *funding_for(formula, school).total);
    CHECK(funding_change(formula, school, {}) == money{});
    auto unknown = school;
    unknown.figures.erase("remoteness");
    CHECK_FALSE(funding_change(formula, unknown, {{"pupils with free meals", 1}}));
    CHECK_THROWS_WITH(funding_change(formula, unknown, {{"remoteness", 1}}), Catch::Contains("must be known"));
    CHECK_THROWS_WITH(funding_change(formula, school, {{"remoteness", -8}}), Catch::Contains("may fall below 0"));
}

} // namespace funding_words_test

// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <string>

#include <colearn/allocation/funding_award.hpp>
#include <colearn/allocation/funding_award_check.hpp>
#include <colearn/allocation/national_funding_formula.hpp>

#include "support/catch.hpp"

namespace national_funding_formula_test {

using colearn::money;
using colearn::national_funding_formula_2025_26;
using colearn::school_characteristics;

namespace {

/// Every characteristic is known and none applies; two year groups of nobody.
school_characteristics blank(const char* name, const char* kind) {
    school_characteristics out;
    out.name = name;
    out.kind = kind;
    for (const auto& phase : national_funding_formula_2025_26().phases) out.figures[phase] = 0;
    for (const auto& term : national_funding_formula_2025_26().terms)
        if (!term.figure.empty()) out.figures[term.figure] = 0;
    out.figures["area cost adjustment"] = 1;
    out.figures["primary pupils per year group"] = 30;
    out.figures["secondary pupils per year group"] = 200;
    out.figures["miles to the second nearest suitable school"] = 0.4;
    return out;
}

/// A primary school's general annual grant statement, as it stands (without school or year) among the examples of a
/// public script that maps such statements to a planning tool. The statement gives amounts; the counts are those that
/// it implies. The local authority paid the national rates, but for the basic amount, which it had scaled to 3,803.98.
school_characteristics statement_primary() {
    auto out = blank("primary statement", "primary");
    out.figures["area cost adjustment"] = 1.00017;
    out.figures["primary pupils"] = 210;
    out.figures["primary pupils: IDACI band B"] = 2;
    out.figures["primary pupils: IDACI band D"] = 2;
    out.figures["primary pupils: IDACI band E"] = 48;
    out.figures["primary pupils: IDACI band F"] = 21;
    out.figures["primary pupils: free school meals"] = 35;
    out.figures["primary pupils: free school meals in the last six years"] = 36;
    out.figures.erase("primary pupils: low prior attainment");
    out.figures.erase("primary pupils: English as an additional language");
    out.shares["primary pupils: low prior attainment"] = {49.0 / 179, "primary pupils"};
    out.shares["primary pupils: English as an additional language"] = {1.0 / 180, "primary pupils"};
    return out;
}

money of(std::int64_t cents) {
    return {cents};
}

} // namespace

TEST_CASE("a primary school's allocation statement is reproduced to the cent", "[funding]") {
    auto formula = national_funding_formula_2025_26();
    REQUIRE(formula.terms.front().name == "basic amount, primary");
    formula.terms.front().amounts = {{"", 3803.98}};
    formula.terms.front().area_cost = false;
    const auto school = statement_primary();
    const auto award = funding_for(formula, school);
    CHECK(award.line("basic amount, primary")->amount == of(79883580));
    CHECK(award.line("IDACI band A, primary")->amount == of(0));
    CHECK(award.line("IDACI band B, primary")->amount == of(104018));
    CHECK(award.line("IDACI band C, primary")->amount == of(0));
    CHECK(award.line("IDACI band D, primary")->amount == of(89016));
    CHECK(award.line("IDACI band E, primary")->amount == of(1368240));
    CHECK(award.line("IDACI band F, primary")->amount == of(493584));
    CHECK(award.line("free school meals, primary")->amount == of(1732780));
    CHECK(award.line("free school meals in the last six years, primary")->amount == of(3816648));
    CHECK(award.line("low prior attainment, primary")->amount == of(6755759));
    CHECK(award.line("English as an additional language, primary")->amount == of(69428));
    CHECK(award.line("mobility, primary")->amount == of(0));
    CHECK(award.line("lump sum")->amount == of(14512467));
    CHECK(award.line("sparsity, primary")->amount == of(0));
    CHECK(award.line("minimum per pupil level")->amount == of(0));
    CHECK(award.line("funding floor")->amount == of(0));
    CHECK(award.total == of(108825520)); // the statement's total allocation, 1,088,255.20
    CHECK(verify(formula, school, award));
}

TEST_CASE("a secondary school's allocation statement is reproduced line by line", "[funding]") {
    // Its two basic amounts are at local rates, and its prior attainment at a weighting that it does not state.
    auto school = blank("secondary statement", "secondary");
    school.figures["area cost adjustment"] = 1.00017;
    school.figures["key stage 3 pupils"] = 804;
    school.figures["key stage 4 pupils"] = 540;
    const std::string of_pupils = "secondary pupils: ";
    school.figures[of_pupils + "IDACI band A"] = 89;
    school.figures[of_pupils + "IDACI band B"] = 98;
    school.figures[of_pupils + "IDACI band C"] = 3;
    school.figures[of_pupils + "IDACI band D"] = 141;
    school.figures[of_pupils + "IDACI band E"] = 34;
    school.figures[of_pupils + "IDACI band F"] = 224;
    school.figures[of_pupils + "free school meals"] = 374;
    school.figures[of_pupils + "free school meals in the last six years"] = 379;
    school.figures[of_pupils + "English as an additional language"] = 20;
    const auto formula = national_funding_formula_2025_26();
    const auto award = funding_for(formula, school);
    CHECK(award.line("IDACI band A, secondary")->amount == of(8456424));
    CHECK(award.line("IDACI band B, secondary")->amount == of(7302274));
    CHECK(award.line("IDACI band C, secondary")->amount == of(208536));
    CHECK(award.line("IDACI band D, secondary")->amount == of(8955051));
    CHECK(award.line("IDACI band E, secondary")->amount == of(1530272));
    CHECK(award.line("IDACI band F, secondary")->amount == of(7617344));
    CHECK(award.line("free school meals, secondary")->amount == of(18515992));
    CHECK(award.line("free school meals in the last six years, secondary")->amount == of(58944354));
    CHECK(award.line("English as an additional language, secondary")->amount == of(3190540));
    CHECK(award.line("lump sum")->amount == of(14512467));
    CHECK(verify(formula, school, award));
}

TEST_CASE("sparsity tapers with distance and with the size of a year group", "[funding]") {
    const auto formula = national_funding_formula_2025_26();
    auto school = blank("Fell", "primary");
    school.figures["primary pupils"] = 70;
    const auto sparsity = [&](double year_group, double miles) {
        school.figures["primary pupils per year group"] = year_group;
        school.figures["miles to the second nearest suitable school"] = miles;
        return funding_for(formula, school).line("sparsity, primary")->amount->units();
    };
    CHECK(sparsity(10, 2.5) == 57400);
    CHECK(sparsity(10.7, 2) == 57400);
    CHECK(sparsity(10, 1.8) == 28700);
    CHECK(sparsity(10, 1.6) == 0);
    CHECK(sparsity(16.05, 3) == 28700);
    CHECK(sparsity(16.05, 1.8) == 14350);
    CHECK(sparsity(21.4, 3) == 0);
    CHECK_FALSE(funding_for(formula, school).line("sparsity, secondary")->applies);
}

TEST_CASE("the minimum per pupil and the funding floor of the national formula", "[funding]") {
    const auto formula = national_funding_formula_2025_26();
    CHECK(verify(formula));
    auto school = blank("Leafy", "primary");
    school.figures["primary pupils"] = 420;
    auto award = funding_for(formula, school);
    // 420 x 3,847 + 145,100 = 1,760,840, and 420 x 4,955 = 2,081,100
    CHECK(award.line("minimum per pupil level")->amount == money::of(320260));
    CHECK(award.total == money::of(2081100));
    // The floor looks at what is pupil-led: (2,081,100 - 145,100) / 420 = 4,609.52 now, and 4,700 last year.
    school.figures["last year's pupil-led funding per pupil"] = 4700;
    award = funding_for(formula, school);
    CHECK(award.line("funding floor")->amount == money::of(38000));
    CHECK(award.total == money::of(2119100));
    CHECK(verify(formula, school, award));
    // A secondary school with three years in key stage 3 and two in key stage 4 gets 6,465 for each.
    school = blank("High", "secondary");
    school.figures["key stage 3 pupils"] = 600;
    school.figures["key stage 4 pupils"] = 400;
    CHECK(funding_for(formula, school).total == money::of(6465000));

    school.figures["primary pupils: IDACI band A"] = 1; // a rate that could not be confirmed: no total, rather than 0
    award = funding_for(formula, school);
    CHECK_FALSE(award.total);
    CHECK(verify(formula, school, award));

    const auto recalled = recalled_figures(formula);
    CHECK(std::find(recalled.begin(), recalled.end(), "sparsity, primary") != recalled.end());
    CHECK(std::find(recalled.begin(), recalled.end(), "lump sum") == recalled.end());
    CHECK(std::find(recalled.begin(), recalled.end(), "minimum per pupil level") != recalled.end()); // stages 3 and 4
    CHECK_FALSE(formula.left_out.empty());
}

} // namespace national_funding_formula_test

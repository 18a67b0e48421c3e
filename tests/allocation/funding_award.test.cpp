// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include <colearn/allocation/funding_award.hpp>
#include <colearn/allocation/funding_award_check.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>

#include "allocation/funding_support.hpp"
#include "support/catch.hpp"

namespace funding_award_test {

using namespace funding_support;
using colearn::funding_award;
using colearn::money;
using colearn::school_characteristics;

TEST_CASE("each kind of term and adjustment by hand", "[funding]") {
    const auto formula = small_formula();
    const auto school = small_school();
    const auto award = funding_for(formula, school);
    const auto cents = [&](const char* name) { return award.line(name)->amount.value().cents; };
    CHECK(award.line("secondary")->rate == 5250.53); // 5,000.50 x 1.05 = 5,250.525, to the cent
    CHECK(cents("primary") == 120 * 420000);
    CHECK(cents("secondary") == 40 * 525053);
    CHECK(cents("meals") == 30 * 50000);                 // without area cost
    CHECK(award.line("moved")->quantity == Approx(2.4)); // 12 less 6% of 160
    CHECK(cents("moved") == 226800);                     // 2.4 x 945
    // Three quarters primary: at most 125,000 x 1.05, full to 175 pupils; there are 160.
    CHECK(award.line("lump")->factor == 1);
    CHECK(cents("lump") == 13125000);
    // A quarter of 714,021.20 at a rate half way between 10% and 60%.
    CHECK(cents("need") == 6247686);
    // 10% of half of 714,021.20 + 131,250.
    CHECK(cents("far") == 8452712);
    // Without the lump sum 878,293.18; the cap is 160 x 5,600 x 1.03 = 922,880: nothing is taken.
    CHECK(cents("cap") == 0);
    CHECK(cents("minimum") == 0);
    CHECK(cents("floor") == 426682); // 160 x 5,600 x 0.985 = 882,560
    CHECK(award.total == money{101381000});
    CHECK(award.missing.empty());
    CHECK(verify(formula, school, award));

    auto poor = school;
    poor.figures["last year per pupil"] = 4000; // cap at 659,200: a quarter of the 219,093.18 above it is kept
    auto other = funding_for(formula, poor);
    CHECK(other.line("cap")->amount == money{-16431989}); // 164,319.885, halves away from zero
    CHECK(other.line("floor")->amount == money{});
    poor.figures["pupils with free meals"] = 0;
    poor.figures["pupils in need"] = 0;
    poor.figures["remoteness"] = 0;
    auto raised = formula;
    raised.adjustments[1].amounts[0].amount = 6000;
    other = funding_for(raised, poor);
    CHECK(other.line("need")->amount == money{});
    // 120 x 6,000 + 40 x 5,500 = 940,000, and all before comes to 847,539.20 less 42,816.90 of cap
    CHECK(other.line("cap")->amount == money{-4281690});
    CHECK(other.line("minimum")->amount == money{94000000 - 84753920 + 4281690});
    CHECK(verify(raised, poor, other));

    auto town = school;
    town.kind = "town";
    other = funding_for(formula, town);
    CHECK_FALSE(other.line("far")->applies);
    CHECK(other.line("far")->amount == money{});
    auto whole_dollars = formula;
    whole_dollars.round_to_cents = 100;
    CHECK(funding_for(whole_dollars, school).line("need")->amount == money::of(62477));
}

TEST_CASE("what is not known is named and never 0", "[funding]") {
    const auto formula = small_formula();
    auto school = small_school();
    school.figures.erase("remoteness");
    school.shares.clear();
    const auto award = funding_for(formula, school);
    CHECK_FALSE(award.total);
    CHECK(award.line("primary")->amount == money::of(120 * 4200));
    CHECK(award.line("need")->why_undefined == "\"pupils in need\" is not known");
    CHECK(award.line("far")->why_undefined == "\"remoteness\" is not known");
    CHECK(award.line("floor")->why_undefined == "\"need\" is undefined");
    REQUIRE(award.missing.size() == 2);
    CHECK(award.missing[0].figure == "pupils in need");
    CHECK(award.missing[0].why == "\"need\" asks for it");
    CHECK(award.missing[1].figure == "remoteness");
    CHECK(verify(formula, school, award));

    const auto nothing = funding_for(formula, school_characteristics{});
    CHECK(nothing.missing.size() == 9); // seven figures, last year's and the kind of school
    CHECK(verify(formula, school_characteristics{}, nothing));

    // A new school has no last year: where the adjustment is not needed, it does not apply.
    auto lenient = formula;
    lenient.adjustments[0].needed = lenient.adjustments[2].needed = false;
    school = small_school();
    school.figures.erase("last year per pupil");
    CHECK_FALSE(funding_for(formula, school).total);
    const auto fresh = funding_for(lenient, school);
    CHECK(fresh.total);
    CHECK_FALSE(fresh.line("floor")->applies);
    CHECK(fresh.missing.empty());
    CHECK(verify(lenient, school, fresh));

    // A school without pupils has no share of them.
    school = small_school();
    school.figures["primary pupils"] = school.figures["secondary pupils"] = 0;
    const auto empty = funding_for(formula, school);
    CHECK_FALSE(empty.total);
    CHECK(empty.line("primary")->amount == money{});
    CHECK(empty.line("need")->why_undefined == "the school has no pupils to take a share of");
    CHECK(empty.line("lump")->why_undefined == "the school has no pupils in its phases");
    CHECK(verify(formula, school, empty));
    // Outside of its bands a factor is undefined.
    school = small_school();
    school.figures["remoteness"] = 16;
    CHECK(funding_for(formula, school).line("far")->why_undefined == "no band holds \"remoteness\" of 16");
}

TEST_CASE("bad figures of a school are refused by name", "[funding]") {
    const auto formula = small_formula();
    auto school = small_school();
    school.figures["remoteness"] = -1;
    CHECK_THROWS_WITH(funding_for(formula, school),
                      Catch::Contains("a figure must be from 0") && Catch::Contains("Hill, remoteness: -1"));
    school.figures["remoteness"] = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(funding_for(formula, school), Catch::Contains("remoteness: nan"));
    school = small_school();
    school.shares["pupils in need"].share = 1.2;
    CHECK_THROWS_WITH(funding_for(formula, school), Catch::Contains("a share must be from 0 to 1"));
    school = small_school();
    school.figures["primary pupils"] = 1e13;
    CHECK_THROWS_WITH(funding_for(formula, school), Catch::Contains("an amount must be within 9e13 units"));
    auto wrong = formula;
    wrong.terms[0].amounts[0].amount = -4000;
    CHECK_THROWS_WITH(funding_for(wrong, small_school()), Catch::Contains("the funding formula must be sound") &&
                                                              Catch::Contains("its rate must be from 0"));
    CHECK_THROWS_AS(funding_for(wrong, std::vector<school_characteristics>{}), colearn::contract_violation);
}

TEST_CASE("random schools: checked, additive, monotone, in whole cents", "[funding]") {
    colearn::random_stream random(6);
    auto formula = small_formula();
    auto terms_only = formula;
    terms_only.adjustments.clear();
    std::vector<school_characteristics> schools;
    for (int round = 0; round < 300; ++round) {
        auto school = small_school();
        school.kind = round % 3 == 0 ? "town" : "country";
        const auto primary = std::floor(uniform(random, 0, 500));
        const auto secondary = std::floor(uniform(random, round % 4 == 0 ? 0 : 1, 800)) + (primary == 0 ? 1 : 0);
        school.figures["primary pupils"] = primary;
        school.figures["secondary pupils"] = secondary;
        school.figures["pupils with free meals"] = std::floor(uniform(random, 0, primary + secondary));
        school.figures["pupils who moved"] = std::floor(uniform(random, 0, primary + secondary) / 5);
        school.figures["area cost"] = uniform(random, 1, 1.2);
        school.figures["remoteness"] = uniform(random, 0, 15);
        school.figures["last year per pupil"] = uniform(random, 4000, 7000);
        school.shares["pupils in need"].share = uniform(random);
        const auto award = funding_for(formula, school);
        const auto checked = verify(formula, school, award);
        INFO(checked.violated);
        REQUIRE(checked);
        REQUIRE(award.total);
        money sum{};
        for (const auto& one : award.lines) sum += *one.amount;
        REQUIRE(sum == *award.total);

        // Independently: the need loading and the two bounds, in doubles.
        const double base = award.line("primary")->amount->units() + award.line("secondary")->amount->units();
        const double share = school.shares["pupils in need"].share;
        REQUIRE(award.line("need")->amount->units() ==
                Approx(base * share * (0.1 + std::fmin(share, 0.5))).margin(0.00501).epsilon(0));
        const double pupils = primary + secondary;
        const double led = (*award.total - *award.line("lump")->amount).units();
        REQUIRE(led >= 0.985 * pupils * school.figures["last year per pupil"] - 0.01);
        REQUIRE(award.total->units() >= 4200 * primary + 5500 * secondary - 0.01);

        // Terms add up: without its last term, a formula gives that term's amount less.
        auto shorter = terms_only;
        shorter.terms.pop_back();
        const auto all = funding_for(terms_only, school);
        REQUIRE(*all.total - *funding_for(shorter, school).total == *all.lines.back().amount);
        // More of what is paid for is never less.
        for (const char* figure : {"pupils with free meals", "pupils who moved", "remoteness", "area cost"}) {
            auto more = school;
            more.figures[figure] *= more.figures[figure] * 1.01 <= 15 || figure[0] == 'p' ? 1.01 : 1;
            REQUIRE(*funding_for(terms_only, more).total >= *all.total);
        }
        auto dearer = terms_only;
        dearer.terms[static_cast<std::size_t>(round) % 7].amounts[0].amount *= 1.1;
        REQUIRE(*funding_for(dearer, school).total >= *all.total);
        schools.push_back(school);
    }
    const auto awards = funding_for(formula, schools);
    REQUIRE(awards.size() == schools.size());
    for (std::size_t i = 0; i < awards.size(); ++i) REQUIRE(awards[i].total == funding_for(formula, schools[i]).total);
}

} // namespace funding_award_test

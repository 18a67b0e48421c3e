// SPDX-License-Identifier: BSL-1.0
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/funding_award.hpp>
#include <colearn/allocation/funding_award_check.hpp>

#include "allocation/funding_support.hpp"
#include "support/catch.hpp"

namespace funding_award_check_test {

using namespace funding_support;
using colearn::funding_award;
using colearn::money;

TEST_CASE("a forged breakdown is rejected", "[funding]") {
    const auto formula = small_formula();
    const auto school = small_school();
    const auto right = funding_for(formula, school);
    REQUIRE(verify(formula, school, right));
    using forgery = std::function<void(funding_award&)>;
    // The total is kept the sum of the lines, so that the lines are what is looked at.
    const auto move = [](funding_award& a, std::size_t line, std::int64_t cents) {
        *a.lines[line].amount += money{cents};
        *a.total += money{cents};
    };
    const std::vector<std::pair<const char*, forgery>> forgeries{
        {"the lines sum to 1,013,810.00, not to 1,013,810.01", [](auto& a) { *a.total += money{1}; }},
        {"\"primary\": rate, quantity and factor make 504,000.00, not 504,000.01", [&](auto& a) { move(a, 0, 1); }},
        {"\"need\": rate, quantity and factor make", [&](auto& a) { move(a, 5, -2); }},
        {"\"floor\": it comes to 4,266.82, not to 4,276.82", [&](auto& a) { move(a, 9, 1000); }},
        {"\"cap\": it comes to 0.00, not to -5.00", [&](auto& a) { move(a, 7, -500); }},
        {"\"minimum\": it comes to 0.00, not to 5.00", [&](auto& a) { move(a, 8, 500); }},
        {"\"secondary\": its rate is 5250.52",
         [&](auto& a) {
             a.lines[1].rate += 10;
             move(a, 1, 40 * 1000);
         }},
        {"\"meals\": it is for 30, not for 31",
         [&](auto& a) {
             a.lines[2].quantity += 1;
             move(a, 2, 50000);
         }},
        {"\"far\": its factor is 0.2, not 0.4",
         [&](auto& a) {
             a.lines[6].factor *= 2;
             move(a, 6, a.lines[6].amount->cents);
         }},
        {"\"far\": it has no amount, and every figure is known",
         [](auto& a) {
             a.lines[6].amount.reset();
             a.total.reset();
         }},
        {"\"cap\": it compares", [](auto& a) { a.lines[7].quantity += 1000; }},
        {"line 0 is not \"primary\"", [](auto& a) { std::swap(a.lines[0], a.lines[1]); }},
        {"there is not one line for each term", [](auto& a) { a.lines.pop_back(); }},
        {"there is no total", [](auto& a) { a.total.reset(); }},
        {"the award is for another school", [](auto& a) { a.school = "Dale"; }},
        {"the figures that are said to be missing",
         [](auto& a) {
             a.missing.push_back({"remoteness", ""});
         }},
    };
    for (const auto& [words, forge] : forgeries) {
        auto forged = right;
        forge(forged);
        CHECK_THAT(verify(formula, school, forged).violated, Catch::Contains(words));
    }
    // An award by another formula, or for other figures.
    auto other = formula;
    other.terms[2].amounts[0].amount = 501;
    CHECK_THAT(verify(other, school, right).violated, Catch::Contains("\"meals\": its rate is 501, not 500"));
    other.terms[2].amounts[0].amount = -1;
    CHECK_THAT(verify(other, school, right).violated, Catch::Contains("\"meals\": its rate must be from 0"));
    auto town = school;
    town.kind = "town";
    CHECK_THAT(verify(formula, town, right).violated, Catch::Contains("\"far\": it is not for this kind of school"));
}

TEST_CASE("an amount where a figure is missing is rejected", "[funding]") {
    const auto formula = small_formula();
    auto school = small_school();
    const auto right = funding_for(formula, school);
    school.figures.erase("remoteness");
    CHECK_THAT(verify(formula, school, right).violated,
               Catch::Contains("\"far\": it has an amount, and a figure is not known"));
    auto award = funding_for(formula, school);
    REQUIRE(verify(formula, school, award));
    award.total = money{};
    CHECK_THAT(verify(formula, school, award).violated, Catch::Contains("there is a total, and a line has no amount"));
    award = funding_for(formula, school);
    award.lines[6].why_undefined.clear();
    CHECK_THAT(verify(formula, school, award).violated, Catch::Contains("\"far\": it does not say why"));
    award = funding_for(formula, school);
    award.missing.clear();
    CHECK_THAT(verify(formula, school, award).violated, Catch::Contains("the figures that are said to be missing"));
}

} // namespace funding_award_check_test

// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <colearn/report/review_budget_section.hpp>

#include "report/page_check.hpp"
#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_budget_section_test {

using namespace colearn;

TEST_CASE("every school's amount is shown with what decided it", "[review_budget_section]") {
    const auto system = small_district();
    const review_options options{.budget = money::of(10'000)};
    const auto made = reviewed(system, options);
    const auto text = detail::budget_section(made, system, options).body.text;
    CHECK(fragment_faults(text).empty());
    for (const auto& one : made.allocation->awards)
        CHECK(text.find(report::money(one.amount.units())) != std::string::npos);
    CHECK(text.find("need-weighted pupils = pupils x (1 + 1 x share") != std::string::npos);
    CHECK(text.find("Most disadvantaged") != std::string::npos);
}

TEST_CASE("the quarters hold every pupil and the whole budget", "[review_budget_section]") {
    const auto system = small_district();
    const review_options options{.budget = money::of(10'000)};
    const auto made = reviewed(system, options);
    const auto text = detail::quarters_table(made, options).text;
    pugi::xml_document document;
    document.load_string(("<x>" + text + "</x>").c_str());
    double pupils = 0;
    double amount = 0;
    for (const auto& row : document.select_nodes("//tbody/tr")) {
        std::vector<double> values;
        for (const auto& cell : row.node().children("td")) values.push_back(cell.attribute("data-value").as_double());
        REQUIRE(values.size() == 5);
        pupils += values[2];
        amount += values[3];
    }
    CHECK(pupils == made.pupils);
    CHECK(amount == Approx(10'000));
}

TEST_CASE("schools without figures are listed", "[review_budget_section]") {
    auto system = small_district();
    system.net.add(school{.key = "new", .name = "New school"});
    const auto text = detail::budget_section(reviewed(system), system, {}).body.text;
    CHECK(fragment_faults(text).empty());
    CHECK(text.find("New school: enrolment is not known.") != std::string::npos);
}

TEST_CASE("what decided an amount is a column only where a bound holds somebody", "[review_budget_section]") {
    const auto system = small_district();
    const review_options free{.budget = money::of(10'000)};
    CHECK(detail::budget_section(reviewed(system, free), system, free).body.text.find("Decided by") ==
          std::string::npos);
    const review_options bound{.budget = money::of(10'000), .least_grant = money::of(1'000)};
    const auto text = detail::budget_section(reviewed(system, bound), system, bound).body.text;
    CHECK(text.find("Decided by") != std::string::npos);
    CHECK(text.find("the least grant<") != std::string::npos);
}

} // namespace review_budget_section_test

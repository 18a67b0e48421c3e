// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <colearn/report/review_federations_section.hpp>
#include <colearn/report/review_tables.hpp>

#include "report/page_check.hpp"
#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_federations_section_test {

using namespace colearn;

TEST_CASE("every federation is shown with its reasons, and every school in none with its own",
          "[review_federations_section]") {
    auto system = small_district();
    school far;
    far.key = "far";
    far.name = "Far away";
    far.where = place{-20, 150};
    far.need = far.strength = {.5, .5};
    system.net.add(std::move(far));
    const auto made = reviewed(system);
    REQUIRE(made.federations);
    REQUIRE_FALSE(made.federations->proposals.empty());
    const auto text = detail::federations_section(made, system, {}).body.text;
    CHECK(fragment_faults(text).empty());
    const school_table schools(system);
    for (const auto& one : made.federations->proposals)
        CHECK(text.find(detail::federation_name(schools, one)) != std::string::npos);
    const auto& first = made.federations->proposals.front();
    CHECK(text.find(detail::group_fit_words(first)) != std::string::npos);
    const detail::federation_question asked{schools, schools.topics()};
    CHECK(text.find(detail::group_standing_words(asked, first, made.federations->proposals)) != std::string::npos);
    // The card's sentences are those of the rationale.
    for (const auto& member : first.members) {
        const auto name = schools.name(member.who);
        const auto gain = detail::member_gain_words(asked, member);
        CHECK(first.rationale.find(gain) != std::string::npos);
        CHECK(text.find("<p><strong>" + name + "</strong>" + gain.substr(name.size()) + ".</p>") != std::string::npos);
    }
    CHECK(text.find("Far away") != std::string::npos);
    CHECK(text.find("is proved") != std::string::npos);
    CHECK(made.accepted() == made.checks.size());

    const auto table = federations_table(made, system);
    CHECK(table.row_count() == 11);
}

TEST_CASE("one school has nobody to federate with", "[review_federations_section]") {
    learning_system one;
    one.net.add(school{.key = "a", .name = "Only"});
    const auto text = detail::federations_section(reviewed(one), one, {}).body.text;
    CHECK(text.find("There is one school in this system") != std::string::npos);
    CHECK(text.find("<table") == std::string::npos);
}

} // namespace review_federations_section_test

// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <colearn/report/review_found_section.hpp>

#include "report/page_check.hpp"
#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_found_section_test {

using namespace colearn;

TEST_CASE("all that is known of an actor is on its card", "[review_found_section]") {
    auto system = small_district();
    system.net.change(id<school>{3U}, [](school& one) { one.advantage = 950; });
    system.net.add(school{.key = "new", .name = "New school"});
    const review_options options{.find = {"School 3", "Welfare", "New school", "nobody"}};
    const auto made = reviewed(system, options);
    const auto text = detail::found_section(made, system, options).body.text;
    CHECK(fragment_faults(text).empty());
    CHECK(text.find("index of advantage 950 (1000 is the average)") != std::string::npos);
    // Two ties to schools, each a trust of .7 on 4 experiences.
    CHECK(text.find("School 2 (trust 0.70, with 80% ") != std::string::npos);
    CHECK(text.find("Takes no part: enrolment is not known.") != std::string::npos);
    CHECK(text.find("Nobody of the name &quot;nobody&quot; is in this system.") != std::string::npos);
    CHECK(text.find("Trust both ways: 0.70") != std::string::npos);
}

TEST_CASE("partners with most evidence come first", "[review_found_section]") {
    auto system = small_district();
    system.net.connect(id<school>{5U}, id<school>{4U}, layers::data_sharing, {.trust = .9, .evidence = 40});
    const auto made = reviewed(system);
    for (const auto& one : made.organisations.members) {
        if (one.name != "School 5") continue;
        const auto partners = detail::partners_by_evidence(made.organisations, one.at);
        REQUIRE(partners.size() == 2);
        CHECK(partners[0].starts_with("School 4 (trust 0.89")); // (3.2 + 36.8 + 1) / (44 + 2)
        CHECK(partners[1].starts_with("School 6 (trust 0.70"));
    }
}

} // namespace review_found_section_test

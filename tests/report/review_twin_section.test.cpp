// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <colearn/report/review_twin_section.hpp>

#include "report/page_check.hpp"
#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_twin_section_test {

using namespace colearn;

TEST_CASE("every proposal has its reasons, and every school without one too", "[review_twin_section]") {
    auto system = small_district();
    school far;
    far.key = "far";
    far.name = "Far away";
    far.where = place{-20, 150};
    far.need = far.strength = {.5, .5};
    system.net.add(std::move(far));
    const auto made = reviewed(system);
    REQUIRE(made.twins);
    const auto text = detail::twin_section(made, system, {}).body.text;
    CHECK(fragment_faults(text).empty());
    for (const auto& one : made.twins->proposals)
        CHECK(text.find(detail::pair_name(school_table(system), one)) != std::string::npos);
    CHECK(text.find("Far away") != std::string::npos);
    CHECK(text.find("can learn from") != std::string::npos);
    CHECK(text.find("not student-led") != std::string::npos);
}

TEST_CASE("where nobody can be paired, the reason stands alone", "[review_twin_section]") {
    learning_system one;
    one.net.add(school{.key = "a", .name = "Only"});
    const auto text = detail::twin_section(reviewed(one), one, {}).body.text;
    CHECK(text.find("There is one school in this system") != std::string::npos);
    CHECK(text.find("<table") == std::string::npos);
}

} // namespace review_twin_section_test

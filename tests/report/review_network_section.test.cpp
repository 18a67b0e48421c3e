// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <colearn/report/review_network_section.hpp>

#include "report/page_check.hpp"
#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_network_section_test {

using namespace colearn;

TEST_CASE("the network's section shows leaders, their figures and how they were measured", "[review_network_section]") {
    const auto system = small_district();
    const auto made = reviewed(system);
    report::fragment ornament;
    const auto text = detail::network_section(made, system, ornament).body.text;
    CHECK(fragment_faults(text).empty());
    CHECK_FALSE(ornament.text.empty());
    CHECK(text.find("id=\"organisation-") != std::string::npos);
    CHECK(text.find("id=\"person-") != std::string::npos);
    CHECK(text.find("thin: on hardly any evidence") != std::string::npos);
    CHECK(text.find("wide: on very much evidence") != std::string::npos);
    const auto& first = made.organisations.members[0];
    CHECK(text.find(report::interval_words(opinion::of(first.behind)) + ", " +
                    report::evidence_words(first.behind.positive + first.behind.negative)) != std::string::npos);
    CHECK(text.find("Betweenness: Freeman (1977)") != std::string::npos);
    CHECK(text.find("on 3 layers (school to school, school to agency and school to community)") != std::string::npos);
    CHECK(text.find(report::percent(made.organisations.members[0].brokerage, 1)) != std::string::npos);
}

TEST_CASE("an estimate is called one", "[review_network_section]") {
    const auto system = small_district();
    review_options options;
    options.measuring.exact_work = 10;
    const auto made = reviewed(system, options);
    report::fragment ornament;
    const auto text = detail::network_section(made, system, ornament).body.text;
    CHECK(fragment_faults(text).empty());
    CHECK(text.find("An estimate: the most trusted paths from") != std::string::npos);
    CHECK(text.find("whisker") != std::string::npos);
}

} // namespace review_network_section_test

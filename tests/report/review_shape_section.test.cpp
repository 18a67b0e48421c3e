// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <colearn/report/review_shape_section.hpp>

#include "report/page_check.hpp"
#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_shape_section_test {

using namespace colearn;

TEST_CASE("the shape of the network has its figures, undefined ones with their reason", "[review_shape_section]") {
    const auto system = small_district();
    const auto made = reviewed(system);
    const auto text = detail::shape_section(made, system).body.text;
    CHECK(fragment_faults(text).empty());
    CHECK(text.find(report::rounded(*made.organisations.density.value, 3)) != std::string::npos);
    CHECK(text.find("not defined: ") != std::string::npos); // reciprocity of ties without direction
    CHECK(text.find("Need and partners of each school") != std::string::npos);
    CHECK(text.find("a few (4)") != std::string::npos); // experiences behind a tie of each layer
    CHECK(text.find(report::interval_words(opinion_of(tie{.trust = .9, .evidence = 4}))) !=
          std::string::npos); // employment
}

TEST_CASE("a network without anybody has no shape", "[review_shape_section]") {
    const learning_system nobody;
    const auto text = detail::shape_section(reviewed(nobody), nobody).body.text;
    CHECK(text.find("There is no network to describe.") != std::string::npos);
}

} // namespace review_shape_section_test

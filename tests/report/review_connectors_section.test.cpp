// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <colearn/report/review_connectors_section.hpp>

#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_connectors_section_test {

using namespace colearn;

TEST_CASE("the section says who connects, and how sure that is", "[review_connectors_section]") {
    const auto of = reviewed(small_district());
    const auto made = detail::connectors_section(of);
    CHECK(made.id == "connectors");
    const auto& text = made.body.text;
    CHECK(of.connectors.any());
    CHECK(text.find(of.connectors.members.front().name) != std::string::npos);
    CHECK(text.find("Gould and Fernandez (1989)") != std::string::npos);
    CHECK(text.find("connectors-table") != std::string::npos);
    CHECK(text.find("40 networks were drawn") != std::string::npos);
    const auto table = detail::leading_connectors_table(of.connectors);
    CHECK(table.rows.size() == (std::min)(detail::connector_rows, of.connectors.members.size()));
    CHECK(table.rows.front().cells[0].sub == detail::range_of_ranks(of.connectors.members.front()));
}

TEST_CASE("the section says why there is nothing to say", "[review_connectors_section]") {
    review nothing;
    nothing.connectors.none_because = "all actors are of one kind";
    const auto made = detail::connectors_section(nothing);
    CHECK(made.body.text.find("cannot be said: all actors are of one kind.") != std::string::npos);
    CHECK(made.body.text.find("<table") == std::string::npos);
}

} // namespace review_connectors_section_test

// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <colearn/report/review_basis_section.hpp>

#include "report/page_check.hpp"
#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_basis_section_test {

using namespace colearn;

TEST_CASE("what was read, what was wrong with it and what was checked is listed", "[review_basis_section]") {
    const auto made = reviewed(small_district());
    const review_provenance from{.tables = {{"schools.csv", "school", 12, 10, 1, 1, {{"staff", 10}}}},
                                 .faults = {{"ties.csv", 3, 4, "x", "is bad"}},
                                 .fault_count = 2};
    const auto text = detail::basis_section(made, from).body.text;
    CHECK(fragment_faults(text).empty());
    CHECK(text.find("staff in 10") != std::string::npos);
    CHECK(text.find("2 faults were found") != std::string::npos);
    CHECK(text.find("ties.csv") != std::string::npos);
    CHECK(text.find("Made up for a test.") != std::string::npos);
    for (const auto& one : made.checks) CHECK(text.find(report::capital(one.what)) != std::string::npos);
    CHECK(text.find("rejected") == std::string::npos);
}

TEST_CASE("a check that fails is shown as such", "[review_basis_section]") {
    auto made = reviewed(small_district());
    made.checks.back().outcome = verification::reject("forged");
    CHECK(detail::basis_section(made, {}).body.text.find("rejected: forged") != std::string::npos);
}

} // namespace review_basis_section_test

// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <colearn/report/review_page.hpp>

#include "report/page_check.hpp"
#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_page_test {

using namespace colearn;

namespace {

const std::string hostile = " </script><b onclick=\"x\">'&\x02\xFF";

} // namespace

TEST_CASE("the page of a review is accessible and well-formed, whatever the names are", "[review_page]") {
    for (const auto& flourish : {std::string{}, hostile}) {
        const auto system = small_district(flourish);
        const review_options options{.find = {"School 3" + flourish, "<i>nobody"}};
        const auto made = reviewed(system, options);
        const review_provenance from{
            .tables = {{"schools" + flourish + ".csv", "school", 10, 10, 0, 0, {{"staff", 10}}}},
            .faults = {{"ties.csv", 3, 4, hostile, "is bad"}},
            .fault_count = 1,
            .date = "22 November 2026"};
        const auto text = review_page(made, system, options, from);
        CHECK(page_faults(text) == std::vector<std::string>{});
        CHECK(text == review_page(made, system, options, from));
        for (const char* id : {"short", "found", "network", "twins", "budget", "shape", "basis"})
            CHECK(text.find("<section id=\"" + std::string(id) + "\"") != std::string::npos);
        CHECK(text.find("22 November 2026") != std::string::npos);
        CHECK(text.find("1 fault was found") != std::string::npos);
        CHECK(text.find("Nobody of the name &quot;&lt;i&gt;nobody&quot;") != std::string::npos);
        CHECK(text.find("<b onclick") == std::string::npos);
    }
}

TEST_CASE("every table has its columns explained or says nothing that needs it", "[review_page]") {
    const auto system = small_district();
    const auto text = review_page(reviewed(system), system, {});
    pugi::xml_document document;
    REQUIRE(document.load_buffer(text.data(), text.size(), pugi::parse_default | pugi::parse_doctype));
    // Behind each chart: its numbers and how it is measured.
    std::size_t figures = 0;
    for (const auto& found : document.select_nodes("//figure")) {
        ++figures;
        CHECK(found.node().select_node(".//details[@class='how']"));
    }
    CHECK(figures >= 6);
    for (const auto& found : document.select_nodes("//figure[@class='beside']"))
        CHECK(found.node().select_node(".//details//table"));
}

TEST_CASE("a part that cannot be computed says why in place of an empty section", "[review_page]") {
    learning_system staff;
    staff.name = "Leaders";
    for (int i = 0; i < 5; ++i) staff.net.add(teacher{.key = std::to_string(i)});
    for (std::size_t i = 0; i + 1 < 5; ++i)
        staff.net.connect(id<teacher>{i}, id<teacher>{i + 1}, layers::teacher_to_teacher, {.trust = .5});
    const auto text = review_page(reviewed(staff), staff, {});
    CHECK(page_faults(text) == std::vector<std::string>{});
    CHECK(text.find("There are no schools in this system, so there is nobody to pair.") != std::string::npos);
    CHECK(text.find("so there is nobody to share a budget among.") != std::string::npos);
    CHECK(text.find("$500,000") == std::string::npos);
    CHECK(text.find("<a href=\"#twins\">The reasons</a>") == std::string::npos);
    CHECK(text.find("<a href=\"#network\">The reasons</a>") != std::string::npos);

    const learning_system nobody;
    const auto empty = review_page(reviewed(nobody), nobody, {});
    CHECK(page_faults(empty) == std::vector<std::string>{});
}

TEST_CASE("bounds on the grants are drawn and explained", "[review_page]") {
    const auto system = small_district();
    const review_options options{
        .budget = money::of(10'000), .least_grant = money::of(1'000), .most_grant = money::of(1'200)};
    const auto text = review_page(reviewed(system, options), system, options);
    CHECK(page_faults(text) == std::vector<std::string>{});
    CHECK(text.find("How far the budget lifts each school") != std::string::npos);
    CHECK(text.find("No school gets less than $1,000.") != std::string::npos);
    const review_options poor{.budget = money::of(10), .least_grant = money::of(1'000)};
    CHECK(review_page(reviewed(system, poor), system, poor).find("The least grants alone cost $10,000.00") !=
          std::string::npos);
}

} // namespace review_page_test

// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <colearn/report/review_map.hpp>

#include "report/page_check.hpp"
#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_map_test {

using namespace colearn;

namespace {

std::string wide_of(const review_map& map) {
    std::string out;
    for (const auto& one : map.drawn.panels) out += one.wide.text;
    return out;
}

} // namespace

TEST_CASE("organisations stand at their places, with the proposed pairs", "[review_map]") {
    const auto system = small_district(" <&>");
    const auto made = reviewed(system);
    const auto map = organisation_map(made, system, "row-", 3);
    CHECK(map.drawn.geographic);
    CHECK(map.drawn.actors_drawn == 12); // the youth club has no place
    CHECK(map.roles.size() == 3);
    const auto text = wide_of(map);
    CHECK(text.find("class=\"pair\"") != std::string::npos);
    CHECK(text.find("data-actor=\"o0\"") != std::string::npos);
    CHECK(text.find("&lt;&amp;&gt;") != std::string::npos);
    // Links lead to the rows of the leading members alone.
    std::size_t links = 0;
    for (std::size_t at = text.find("href=\"#row-"); at != std::string::npos; at = text.find("href=\"#row-", at + 1))
        ++links;
    CHECK(links <= 3);
}

TEST_CASE("few people are drawn one by one, many as their schools", "[review_map]") {
    auto system = small_district();
    const auto few = people_map(reviewed(system), system, "row-", 3);
    CHECK_FALSE(few.folded);
    CHECK_FALSE(few.drawn.geographic);
    CHECK(few.drawn.actors_drawn == 20);

    // Two schools get 300 more staff each; one of each knows one of the other.
    for (std::size_t i = 0; i < 600; ++i) {
        const auto who = system.net.add(teacher{.key = "more" + std::to_string(i)});
        system.net.connect(id<school>{i % 2}, who, layers::employment, {.trust = .9});
    }
    system.net.connect(id<teacher>{std::size_t{20}}, id<teacher>{std::size_t{21}}, layers::teacher_to_teacher,
                       {.trust = .9});
    const auto many = people_map(reviewed(system), system, "row-", 3);
    CHECK(many.folded);
    CHECK(many.drawn.geographic);
    CHECK(many.drawn.actors_drawn == 10);
    CHECK(many.drawn.ties_drawn == 9); // neighbours along the line; the new tie joins two that are tied already
    CHECK(wide_of(many).find("302 staff, 2 ties of theirs with staff of other schools") != std::string::npos);
}

TEST_CASE("people without schools are not folded", "[review_map]") {
    learning_system staff;
    for (int i = 0; i < 600; ++i) staff.net.add(teacher{.key = std::to_string(i)});
    CHECK(people_map(reviewed(staff), staff, "row-", 3).drawn.panels.empty());
}

} // namespace review_map_test

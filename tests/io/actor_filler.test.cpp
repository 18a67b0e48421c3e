// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/io/detail/actor_filler.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace actor_filler_test {

using namespace colearn;

TEST_CASE("an actor is filled from the row by the rules, and what is not known is counted", "[io][actor_filler]") {
    fault_log log(100, on_fault::report);
    joined_rows rows(csv_rows(text_source("n,s,d,e\n1,Catholic,50,9\n2,unknown,,x\n3,,120,\n", "t.csv"), log));
    const std::vector<field_rule> fields{field_rule::of("key", "n"),
                                         field_rule::of("sector", "s"),
                                         {.field = "disadvantaged", .sum = {{"d"}}, .divided_by = 100},
                                         field_rule::of("enrolment", "e")};
    const std::vector<std::string> topics;
    detail::actor_filler filler(fields, "t", topics, rows);
    filler.bind<school>();
    REQUIRE(filler.has_key());
    std::vector<school> read;
    while (rows.next()) CHECK(filler.fill(read.emplace_back()));
    REQUIRE(read.size() == 3);
    CHECK(read[0].governance == sector::catholic);
    CHECK(read[0].disadvantaged == 0.5);
    CHECK(read[0].enrolment == 9.0);
    CHECK_FALSE(read[1].disadvantaged);
    CHECK(filler.unknown() ==
          std::vector<std::pair<std::string, std::uint64_t>>{{"sector", 2}, {"enrolment", 2}, {"disadvantaged", 2}});
    CHECK(io_test::lines_of(log.faults()) ==
          std::vector<std::string>{"3:12 x | is not a number (wanted for \"enrolment\")",
                                   "4:4 120 | makes \"disadvantaged\" 1.2, which must be from 0 to 1"});
}

TEST_CASE("a fault of a field without a column of its own is one of the row", "[io][actor_filler]") {
    fault_log log(100, on_fault::report);
    joined_rows rows(csv_rows(text_source("n\n1\n", "t.csv"), log));
    const std::vector<field_rule> fields{field_rule::of("key", "n"), {.field = "sector", .pattern = "state"}};
    const std::vector<std::string> topics;
    detail::actor_filler filler(fields, "t", topics, rows);
    filler.bind<school>();
    REQUIRE(rows.next());
    school one;
    CHECK(filler.fill(one));
    CHECK(to_string(log.faults().at(0)).substr(0, 36) == "t.csv:2: is not a sector, which is o");
}

} // namespace actor_filler_test

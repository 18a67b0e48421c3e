// SPDX-License-Identifier: BSL-1.0
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/io/read_actors.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace read_actors_test {

using namespace colearn;

namespace {

struct outcome {
    learning_system system{};
    actor_rows rows{};
    std::vector<fault> faults{};
};

template <class Role>
outcome read(std::string_view text, const actor_table& plan, std::vector<std::string> topics = {}) {
    outcome out;
    out.system.topics = std::move(topics);
    fault_log log(100, on_fault::report);
    out.rows = read_actors<Role>(joined_rows(csv_rows(text_source(text, "t.csv"), log)), plan, out.system);
    out.faults = log.faults();
    return out;
}

actor_table plan_of(const std::vector<std::string>& fields) {
    actor_table plan;
    for (const auto& one : fields) plan.fields.push_back(field_rule::of(one, one));
    return plan;
}

} // namespace

TEST_CASE("a row becomes a school with all its fields", "[io][read_actors]") {
    const std::vector<std::string> columns{
        "key",   "name",      "region",        "latitude",     "longitude",        "sector",   "level",
        "staff", "advantage", "disadvantaged", "need:reading", "strength:reading", "enrolment"};
    const auto out = read<school>("key,name,region,latitude,longitude,sector,level,staff,advantage,disadvantaged,"
                                  "need:reading,strength:reading,enrolment\n"
                                  "1,Hill,North,-37.5,145.25,Catholic,PRIMARY,10.5,980,0.25,0.5,0.75,200\n"
                                  "2,,,,,,,,,,,,\n",
                                  plan_of(columns), {"reading"});
    CHECK(out.faults.empty());
    const auto& hill = out.system.net[out.system.net.find<school>("1")];
    CHECK(hill.name == "Hill");
    CHECK(hill.region == "North");
    CHECK(hill.where == place{-37.5, 145.25});
    CHECK(hill.governance == sector::catholic);
    CHECK(hill.years == level::primary);
    CHECK(hill.staff == 10.5);
    CHECK(hill.advantage == 980.0);
    CHECK(hill.disadvantaged == 0.25);
    CHECK(hill.need == std::vector{0.5});
    CHECK(hill.strength == std::vector{0.75});
    CHECK(hill.enrolment == 200.0);
    const auto& bare = out.system.net[out.system.net.find<school>("2")];
    CHECK_FALSE(bare.where);
    CHECK_FALSE(bare.enrolment); // not known is not 0
    CHECK(bare.need.empty());
    CHECK(bare.governance == sector::unknown);
    CHECK(out.rows.count.rows == 2);
    CHECK(out.rows.count.taken == 2);
    CHECK(out.rows.count.unknown.size() == 12);
}

TEST_CASE("a duplicate key and a missing key are faults, and the row is left out", "[io][read_actors]") {
    const auto out = read<teacher>("key,name\na,Ann\nb,Bo\na,Ada\n,Cy\n", plan_of({"key", "name"}));
    CHECK(out.system.net.count<teacher>() == 2);
    CHECK(out.rows.actor_of_row == std::vector<std::uint32_t>{0, 1, no_actor, no_actor});
    CHECK(out.rows.count.left_out == 2);
    CHECK(io_test::lines_of(out.faults) ==
          std::vector<std::string>{
              "4:1 a | is the key of an earlier teacher too, and keys are unique; the row is left out",
              "5:1  | is empty where the key of a teacher was expected; the row is left out"});
}

TEST_CASE("values out of bounds are faults, and the field is not known", "[io][read_actors]") {
    const auto out = read<school>(
        "key,enrolment,disadvantaged,latitude,longitude,sector,need:a\n"
        "1,-5,1.5,91,0,state,2\n"
        "2,1e400,0.5,1,181,,nan\n"
        "3,inf,0.5,1,,,0.5\n",
        plan_of({"key", "enrolment", "disadvantaged", "latitude", "longitude", "sector", "need:a"}), {"a"});
    CHECK(out.system.net.count<school>() == 3);
    for (const auto who : out.system.net.ids<school>()) {
        CHECK_FALSE(out.system.net[who].enrolment);
        CHECK_FALSE(out.system.net[who].where);
    }
    CHECK(io_test::lines_of(out.faults) ==
          std::vector<std::string>{
              "2:3 -5 | makes \"enrolment\" -5, which must be at least 0",
              "2:6 1.5 | makes \"disadvantaged\" 1.5, which must be from 0 to 1",
              "2:10 91 | makes \"latitude\" 91, which must be from -90 to 90",
              "2:15 state | is not a sector, which is one of \"government\", \"catholic\", \"independent\"",
              "2:21 2 | makes \"need:a\" 2, which must be from 0 to 1",
              "3:3 1e400 | is beyond the range of a number (wanted for \"enrolment\")",
              "3:15 181 | makes \"longitude\" 181, which must be from -180 to 180",
              "3:20 nan | is not a finite number (wanted for \"need:a\")",
              "4:3 inf | is not a finite number (wanted for \"enrolment\")",
              "4:11 1 | stands alone: a place needs both latitude and longitude"});
}

TEST_CASE("a weighted sum may pass 1 by rounding alone", "[io][read_actors]") {
    actor_table plan = plan_of({"key"});
    plan.fields.push_back({.field = "need:a", .sum = {{"p", 1, 100}, {"q", 1, 100}, {"r", 1, 100}}});
    const auto out = read<school>("key,p,q,r\n1,70,10,20\n2,70,20,20\n", plan, {"a"});
    CHECK(out.system.net[id<school>{0U}].need.at(0) <= 1);
    CHECK(out.system.net[id<school>{1U}].need.empty());
    CHECK(out.faults.size() == 1);
}

TEST_CASE("need that is known for some topics only counts as not known, and that is noted", "[io][read_actors]") {
    auto plan = plan_of({"key", "need:a", "need:b"});
    plan.label = "schools";
    const auto out = read<school>("key,need:a,need:b\n1,0.5,\n2,0.5,0.5\n3,,\n", plan, {"a", "b"});
    CHECK(out.system.net[id<school>{0U}].need.empty());
    CHECK(out.system.net[id<school>{1U}].need.size() == 2);
    CHECK(out.rows.notes ==
          std::vector<std::string>{
              "schools: need is known for some topics and not for others in 1 row; there it counts as not known."});
    CHECK(out.faults.empty());
}

TEST_CASE("a plan that does not fit the role or the table is a fault", "[io][read_actors]") {
    auto out = read<family>("key,enrolment\n1,5\n", plan_of({"key", "enrolment"}));
    CHECK(io_test::mentions(out.faults, "is not a field of a family, which has \"key\", \"name\""));
    out = read<family>("name\nx\n", plan_of({"name"}));
    CHECK(io_test::mentions(out.faults, "has no column \"key\", which tells actors apart"));
    out = read<family>("name\nx\n", plan_of({"key", "name"}));
    CHECK(io_test::lines_of(out.faults) ==
          std::vector<std::string>{"1:0 key | is not a column of this table, which has \"name\""});
}

TEST_CASE("filters pass rows over, and kept columns follow the rows", "[io][read_actors]") {
    auto plan = plan_of({"key"});
    plan.where = {{"state", {"VIC"}}};
    plan.keep = {"area"};
    const auto out = read<school>("key,state,area\n1,VIC,x\n2,NSW,y\n3,VIC,z\n", plan);
    CHECK(out.rows.count.passed == 1);
    CHECK(out.rows.actor_of_row == std::vector<std::uint32_t>{0, no_actor, 1});
    CHECK(out.rows.kept == std::vector<std::vector<std::string>>{{"x", "y", "z"}});
}

TEST_CASE("a stop ends the reading of a long table", "[io][read_actors]") {
    std::string text = "key\n";
    for (int i = 0; i < 20000; ++i) text += std::to_string(i) + "\n";
    std::stop_source stop;
    stop.request_stop();
    learning_system system;
    fault_log log;
    const auto rows = read_actors<family>(joined_rows(csv_rows(text_source(text, "t.csv"), log)), plan_of({"key"}),
                                          system, stop.get_token());
    CHECK(rows.count.taken > 0);
    CHECK(rows.count.taken < 20000);
}

} // namespace read_actors_test

// SPDX-License-Identifier: BSL-1.0
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/io/edge_list.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace edge_list_test {

using namespace colearn;

namespace {

learning_system people() {
    learning_system out;
    out.net.add(teacher{.key = "a"});
    out.net.add(teacher{.key = "b"});
    out.net.add(school{.key = "s"});
    out.net.add(school{.key = "both"});
    out.net.add(agency{.key = "both"});
    return out;
}

struct outcome {
    learning_system system = people();
    table_count count{};
    std::vector<fault> faults{};
};

outcome read(std::string_view text, const edge_list& plan) {
    outcome out;
    fault_log log(100, on_fault::report);
    out.count = read_edges(joined_rows(csv_rows(text_source(text, "t.csv"), log)), plan, out.system);
    out.faults = log.faults();
    return out;
}

} // namespace

TEST_CASE("an edge list with its own column names and dates", "[io][edge_list]") {
    const auto out = read("Sender,Receiver,Timestamp\na,b,4/4/13 16:32\nb,a,\na,a,6/16/13 17:12\n",
                          {.from = "Sender",
                           .to = "Receiver",
                           .kind = {"posts"},
                           .trust = {.constant = 0.5},
                           .time_column = "Timestamp",
                           .time = time_format::month_day_year});
    CHECK(out.faults.empty());
    REQUIRE(out.system.net.tie_count() == 3);
    const auto first = id<tie>{0U};
    CHECK(out.system.net[first] == tie{0.5, {1365093120}});
    CHECK(out.system.net.from(first) == tie_end{1, 0});
    CHECK(out.system.net.to(first) == tie_end{1, 1});
    CHECK(out.system.net[out.system.net.layer_of(first)].name == "posts");
    CHECK(out.count.unknown == std::vector<std::pair<std::string, std::uint64_t>>{{"Timestamp", 1}});
}

TEST_CASE("roles come from a column, are fixed, or follow from the key", "[io][edge_list]") {
    auto out = read("r,from,to\nteacher,a,s\n,s,a\nTeachers,b,s\n", {.from_role_column = "r", .kind = {"x"}});
    CHECK(out.faults.empty());
    CHECK(out.system.net.tie_count() == 3);
    out = read("from,to\ns,both\n", {.to_role = "agency", .kind = {"x"}});
    CHECK(out.faults.empty());
    CHECK(out.system.net.to(id<tie>{0U}) == tie_end{4, 0});
    out = read("r,from,to\npilot,a,s\n,both,s\n", {.from_role_column = "r", .kind = {"x"}});
    CHECK(out.system.net.tie_count() == 0);
    CHECK(out.count.left_out == 2);
    CHECK(io_test::lines_of(out.faults) ==
          std::vector<std::string>{
              "2:1 pilot | is not a role, which is one of \"school\", \"teacher\", \"student group\", "
              "\"family\", \"agency\", \"employer\", \"university\", \"community group\"",
              "3:2 both | is the key of a school and of a agency: say which role is meant; the tie is "
              "left out"});
    CHECK_THROWS_AS(read("from,to\n", {.from_role = "pilot"}), contract_violation);
}

TEST_CASE("an unknown id is a fault", "[io][edge_list]") {
    const auto out = read("from,to\na,zz\n,b\n", {.to_role = "teacher", .kind = {"x"}});
    CHECK(io_test::lines_of(out.faults) ==
          std::vector<std::string>{"2:3 zz | is not the key of a teacher; the tie is left out",
                                   "3:1  | is empty where the key of any actor was expected; the tie is left out"});
}

TEST_CASE("NaN, infinite, zero and negative trust are faults", "[io][edge_list]") {
    const auto out = read("from,to,w\na,b,nan\na,b,inf\na,b,0\na,b,-0.5\na,b,1.5\na,b,x\na,b,1\na,b,\n",
                          {.kind = {"x"}, .trust = {.constant = 0.25, .column = field_rule::of("trust", "w")}});
    CHECK(out.system.net.tie_count() == 2);
    CHECK(out.system.net[id<tie>{0U}].trust == 1);
    CHECK(out.system.net[id<tie>{1U}].trust == 0.25); // an empty cell
    CHECK(out.count.left_out == 6);
    CHECK(io_test::lines_of(out.faults) ==
          std::vector<std::string>{"2:5 nan | is not a finite number (wanted for \"trust\")",
                                   "3:5 inf | is not a finite number (wanted for \"trust\")",
                                   "4:5 0 | is no trust, which lies above 0 and up to 1",
                                   "5:5 -0.5 | is no trust, which lies above 0 and up to 1",
                                   "6:5 1.5 | is no trust, which lies above 0 and up to 1",
                                   "7:5 x | is not a number (wanted for \"trust\")"});
    CHECK(out.count.rows == out.count.taken + out.count.passed + out.count.left_out);
}

TEST_CASE("evidence below nothing, without end and beyond counting is a fault", "[io][edge_list]") {
    const auto out = read("from,to,e\na,b,0\na,b,2.5\na,b,\na,b,-1\na,b,nan\na,b,inf\na,b,1e16\na,b,many\n",
                          {.kind = {"x"}, .trust = {.experiences = 7, .evidence = field_rule::of("evidence", "e")}});
    REQUIRE(out.system.net.tie_count() == 3);
    CHECK(out.system.net[id<tie>{0U}].evidence == 0);
    CHECK(out.system.net[id<tie>{1U}].evidence == 2.5);
    CHECK(out.system.net[id<tie>{2U}].evidence == 7); // an empty cell
    CHECK(out.count.left_out == 5);
    CHECK(io_test::lines_of(out.faults) ==
          std::vector<std::string>{"5:5 -1 | is no number of experiences, which is at least 0 and at most 1e15",
                                   "6:5 nan | is not a finite number (wanted for \"evidence\")",
                                   "7:5 inf | is not a finite number (wanted for \"evidence\")",
                                   "8:5 1e16 | is no number of experiences, which is at least 0 and at most 1e15",
                                   "9:5 many | is not a number (wanted for \"evidence\")"});
    CHECK_THROWS_AS(read("from,to\n", {.kind = {"x"}, .trust = {.experiences = -1}}), contract_violation);
    CHECK(read("from,to\na,b\n", {.kind = {"x"}}).system.net[id<tie>{0U}].evidence == 4);
}

TEST_CASE("ratings become trust on their scale", "[io][edge_list]") {
    const auto out =
        read("from,to,w\na,b,10\na,b,-10\na,b,11\n",
             {.kind = {"x"}, .trust = {.column = field_rule::of("trust", "w"), .scale = rating_scale{-10, 10}}});
    REQUIRE(out.system.net.tie_count() == 2);
    CHECK(out.system.net[id<tie>{0U}].trust == Approx(21.0 / 22));
    CHECK(out.system.net[id<tie>{0U}].evidence == 20);
    CHECK(out.system.net[id<tie>{1U}].trust == Approx(1.0 / 22));
    CHECK(io_test::mentions(out.faults, "is not on the rating scale from -10 to 10"));
}

TEST_CASE("layers by column: known ones, new ones, and a fault", "[io][edge_list]") {
    auto out =
        read("from,to,l\na,b,employment\na,b,mine\na,b,employment\na,b,\n", {.layer_column = "l", .new_layers = true});
    CHECK(out.system.net.tie_count() == 3);
    CHECK(out.system.net[out.system.net.find_layer("employment")] == layers::employment);
    CHECK(out.system.net[out.system.net.find_layer("mine")] == layer{"mine"});
    CHECK(out.faults.size() == 1);
    out = read("from,to,l\na,b,mine\n", {.layer_column = "l"});
    CHECK(out.system.net.tie_count() == 0);
    CHECK(io_test::mentions(out.faults, "is not a layer"));
}

TEST_CASE("a date that cannot be read is a fault, and the tie stays", "[io][edge_list]") {
    const auto out = read("from,to,t\na,b,yesterday\n", {.kind = {"x"}, .time_column = "t"});
    REQUIRE(out.system.net.tie_count() == 1);
    CHECK_FALSE(out.system.net[id<tie>{0U}].last_seen.known());
    CHECK(io_test::mentions(out.faults, "is not a date"));
}

TEST_CASE("missing columns end the reading of an edge list", "[io][edge_list]") {
    const auto out = read("a,b\n1,2\n", {.kind = {"x"}, .trust = {.column = field_rule::of("trust", "w")}});
    CHECK(out.faults.size() == 3);
    CHECK(out.count.rows == 0);
}

TEST_CASE("progress never falls, and a stop ends the reading", "[io][edge_list]") {
    std::string text = "from,to\n";
    for (int i = 0; i < 100'000; ++i) text += "a,b\n";
    std::vector<double> shares;
    std::stop_source stop;
    auto system = people();
    fault_log log;
    const auto count = read_edges(joined_rows(csv_rows(text_source(text, "t.csv"), log)), {.kind = {"x"}}, system,
                                  stop.get_token(), [&](double share) {
                                      shares.push_back(share);
                                      if (share > 0.5) stop.request_stop();
                                  });
    CHECK(shares.size() > 1);
    CHECK(std::is_sorted(shares.begin(), shares.end()));
    CHECK(shares.back() <= 1);
    CHECK(count.taken > 10'000);
    CHECK(count.taken < 100'000);
    CHECK(system.net.tie_count() == count.taken);
}

} // namespace edge_list_test

// SPDX-License-Identifier: BSL-1.0
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include <colearn/io/parse_manifest.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace parse_manifest_test {

using namespace colearn;

namespace {

struct outcome {
    manifest_plan plan{};
    std::vector<std::string> faults{};
};
outcome parse(std::string_view text, const parameter_values& parameters = {}) {
    fault_log log(100, on_fault::report);
    outcome out;
    out.plan = parse_manifest(text, "m.json", log, parameters);
    for (const auto& one : log.faults()) out.faults.push_back((one.text.empty() ? "" : one.text + " | ") + one.message);
    return out;
}
// A manifest with one table of teachers and these ties.
outcome with_ties(const std::string& ties) {
    return parse(R"({"actors": [{"role": "teacher", "table": "t.csv", "fields": {"key": "ID"}}], "ties": [)" + ties +
                 "]}");
}
outcome with_fields(const std::string& fields) {
    return parse(R"({"actors": [{"role": "school", "table": "t.csv", "fields": {"key": "ID", )" + fields + "}}]}");
}
using texts = std::vector<std::string>;

} // namespace

TEST_CASE("a whole manifest becomes a plan", "[io][parse_manifest]") {
    const auto out = parse(R"({
      "name": "Schools of {state}", "parameters": {"state": "VIC", "year": "2022"}, "notes": ["From {year}."],
      "layers": [{"name": "pairs", "directed": false, "individualism": 0.1, "solidarity": 0.7, "hierarchy": 0.2}],
      "actors": [{"role": "school", "table": "{year}/profile.csv", "delimiter": ";",
        "join": [{"table": "where.csv", "on": "ID", "equals": "School", "prefix": "w "}],
        "where": [{"column": "State", "is": "{state}"}, {"column": "Type", "is_not": ["x", "y"]}],
        "missing": "NA",
        "fields": {"key": "ID", "name": {"text": "School {ID}"}, "enrolment": {"column": "Roll", "missing": ["-"]},
          "need:reading": {"sum": [{"column": "A", "divided_by": 100}, "B"], "plus": 1, "divided_by": 2},
          "sector": {"column": "S", "values": {"G": "government"}, "otherwise": ""}}}],
      "ties": [
        {"edges": "e.csv", "layer": "pairs", "from": "a", "to": "b", "trust": {"column": "w", "scale": [-10, 10]},
         "time": {"column": "t", "format": "epoch seconds"}},
        {"same": "Area", "role": "school", "layer": "area", "trust": 0.5},
        {"within_km": 10, "nearest": 3, "role": "school", "layer": "near", "trust": {"at_0_km": 0.5, "half_every_km": 5}}]})",
                           {{"state", "NSW"}});
    CHECK(out.faults.empty());
    CHECK(out.plan.name == "Schools of NSW");
    CHECK(out.plan.notes == texts{"From 2022."});
    CHECK(out.plan.topics == texts{"reading"});
    REQUIRE(out.plan.actors.size() == 1);
    const auto& schools = out.plan.actors[0];
    CHECK(schools.table.file == "2022/profile.csv");
    CHECK(schools.table.delimiter == ';');
    CHECK(schools.joins.at(0).right_column == "School");
    CHECK(schools.rules.where.at(0).texts == texts{"NSW"});
    CHECK(schools.rules.where.at(1).exclude);
    CHECK(schools.rules.keep == texts{"Area"});
    CHECK(schools.rules.fields.at(0).missing == texts{"NA"});
    CHECK(schools.rules.fields.at(2).missing == texts{"-"});
    CHECK(schools.rules.fields.at(3).words() == "\"need:reading\" is (\"A\" / 100 + \"B\" + 1) / 2");
    REQUIRE(out.plan.ties.size() == 3);
    const auto& edges = std::get<planned_edges>(out.plan.ties[0]);
    CHECK(edges.rules.kind == layer{"pairs", false, {0.1, 0.7, 0.2}});
    CHECK(edges.rules.trust.scale->low == -10);
    CHECK(edges.rules.time == time_format::epoch_seconds);
    CHECK(std::get<planned_same>(out.plan.ties[1]).rules.kind == layer{"area (assumed)", false});
    CHECK(std::get<planned_near>(out.plan.ties[2]).rules.nearest == 3);
}

TEST_CASE("a manifest's mistakes are named by path, with what was expected", "[io][parse_manifest]") {
    CHECK(parse("[]").faults ==
          texts{"at / is not an object {...} with \"name\", \"parameters\", \"notes\", \"topics\", "
                "\"layers\", \"actors\", \"ties\""});
    CHECK(parse("{}").faults == texts{"at / lacks the key \"actors\": the tables of schools, teachers, ..."});
    CHECK(parse(R"({"actors": []})").faults == texts{"at /actors names no table of actors"});
    CHECK(parse(R"({"actor": [], "actors": []})").faults.at(0) ==
          "at /actor is not a key of this object, which may have \"name\", \"parameters\", \"notes\", \"topics\", "
          "\"layers\", "
          "\"actors\", \"ties\"; did you mean \"actors\"?");
    CHECK(parse(R"({"actors": [{"role": "scool", "table": "t.csv", "fields": {"key": "ID"}}]})").faults ==
          texts{"scool | at /actors/0/role is not a role, which is one of \"school\", \"teacher\", \"student group\", "
                "\"family\", \"agency\", \"employer\", \"university\", \"community group\"; did you mean \"school\"?"});
    CHECK(parse(R"({"actors": [{"role": "school", "table": "t.csv", "fields": {"name": "N"}}]})").faults ==
          texts{"at /actors/0/fields lacks the key \"key\": the column that tells actors apart"});
    CHECK(with_fields(R"("enrollment": "Roll")").faults.at(0).find("did you mean \"enrolment\"?") != std::string::npos);
    CHECK(with_fields(R"("name": 5)").faults.at(0).substr(0, 53) ==
          "5 | at /actors/0/fields/name is not an object {...} w");
    CHECK(with_fields(R"("name": {"column": "a", "text": "b"})").faults ==
          texts{"at /actors/0/fields/name needs exactly one of \"column\", \"sum\" and \"text\""});
    CHECK(with_fields(R"("staff": {"column": "a", "divided_by": 0})").faults ==
          texts{"0 | at /actors/0/fields/staff/divided_by must not be 0"});
    CHECK(with_fields(R"("staff": {"sum": []})").faults == texts{"at /actors/0/fields/staff/sum must have a summand"});
    CHECK(with_fields(R"("staff": {"sum": ["a"], "times": 2})").faults ==
          texts{"2 | at /actors/0/fields/staff/times goes with \"column\""});
    CHECK(with_fields(R"("name": {"text": ""})").faults == texts{"at /actors/0/fields/name/text must not be empty"});
}

TEST_CASE("tables stay below the root folder", "[io][parse_manifest]") {
    for (const auto* const file : {"/etc/passwd", "../secret.csv", "a/../../b.csv", ""}) {
        const auto out = parse(R"({"actors": [{"role": "school", "table": ")" + std::string(file) +
                               R"(", "fields": {"key": "ID"}}]})");
        CAPTURE(file);
        REQUIRE(out.faults.size() == 1);
        CHECK(out.faults[0].find("must be a path below the root folder") != std::string::npos);
    }
    // A parameter cannot lead out either.
    CHECK(
        parse(
            R"({"parameters": {"f": "x"}, "actors": [{"role": "school", "table": "{f}.csv", "fields": {"key": "ID"}}]})",
            {{"f", "../x"}})
            .faults.size() == 1);
}

TEST_CASE("mistakes of ties", "[io][parse_manifest]") {
    CHECK(with_ties("{}").faults.at(0).substr(0, 30) == "at /ties/0 needs exactly one o");
    CHECK(with_ties(R"({"edges": "e.csv", "layer": "x"})").faults ==
          texts{"at /ties/0 lacks the key \"trust\": a number, {\"column\": ...} or {\"experiences\": ...}"});
    CHECK(with_ties(R"({"edges": "e.csv", "trust": 1})").faults ==
          texts{"at /ties/0 lacks the key \"layer\": the name of the layer that the ties are in"});
    CHECK(with_ties(R"({"edges": "e.csv", "layer": "x", "trust": 0})").faults ==
          texts{"0 | at /ties/0/trust is no trust, which lies above 0 and up to 1"});
    CHECK(with_ties(R"({"edges": "e.csv", "layer": "x", "layer_column": "l", "trust": 1})").faults ==
          texts{"at /ties/0 has both \"layer\" and \"layer_column\""});
    CHECK(
        with_ties(R"({"edges": "e.csv", "layer": "x", "trust": 1, "time": {"column": "t", "format": "us"}})").faults ==
        texts{"us | at /ties/0/time/format is not a time format, which is one of \"iso\", \"month/day/year\", "
              "\"day/month/year\", \"epoch seconds\""});
    for (const auto* const ends : {"[4, 0]", "[4]", "[-1e61, 10]", "[-1e308, 1e308]"})
        CHECK(with_ties(R"({"edges": "e.csv", "layer": "x", "trust": {"column": "w", "scale": )" + std::string(ends) +
                        "}}")
                  .faults == texts{"at /ties/0/trust/scale is not a scale: its lowest and its highest rating, at most "
                                   "1e15 apart, such as [0, 4]"});
    CHECK(with_ties(R"({"edges": "e.csv", "layer": "x", "trust": 1, "where": [{"column": "s"}]})").faults ==
          texts{"at /ties/0/where/0 needs either \"is\" or \"is_not\": a text or a list of texts"});
    CHECK(with_ties(R"({"edges": "e.csv", "delimiter": "ab", "layer": "x", "trust": 1})").faults ==
          texts{"ab | at /ties/0/delimiter must be one ASCII character other than a quote and a line end"});
    CHECK(with_ties(R"({"matrix": "m.csv", "role": "teacher", "layer": "x", "scale": [0, 4], "at_least": 5})").faults ==
          texts{"5 | at /ties/0/at_least must be from 0 to 4"});
    CHECK(with_ties(R"({"within_km": -1, "role": "teacher", "layer": "x", "trust": 1})").faults ==
          texts{"-1 | at /ties/0/within_km must be positive"});
    CHECK(with_ties(R"({"nearest": 1.5, "role": "teacher", "layer": "x", "trust": 1})").faults ==
          texts{"1.5 | at /ties/0/nearest must be a whole number"});
    CHECK(with_ties(R"({"nearest": 2, "role": "teacher", "layer": "x", "trust": 1})").faults.empty());
}

TEST_CASE("parameters that are not there", "[io][parse_manifest]") {
    const std::string text =
        R"({"name": "{town}", "parameters": {"state": "VIC"}, "actors": [{"role": "school", "table": "t.csv", "fields": {"key": "ID"}}]})";
    CHECK(parse(text, {{"stat", "x"}}).faults ==
          texts{"at / has no parameter \"stat\"; it has \"state\"; did you mean \"state\"?",
                "{town} | at /name names a parameter \"town\" that \"parameters\" does not have"});
}

TEST_CASE("the layers: the manifest's, the library's, new ones", "[io][parse_manifest]") {
    CHECK(std::get<planned_edges>(
              with_ties(R"({"edges": "e.csv", "layer": "school to school", "trust": 1})").plan.ties.at(0))
              .rules.kind == layers::school_to_school);
    CHECK(parse(R"({"layers": [{"name": "a"}, {"name": "a"}, {"name": "b", "solidarity": 0.5}], "actors": []})")
              .faults.size() == 3);
}

} // namespace parse_manifest_test

// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <string>
#include <vector>

#include <colearn/graph/freeze_network.hpp>
#include <colearn/io/manifest.hpp>
#include <colearn/io/read_system.hpp>
#include <colearn/io/write_system.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"
#include "support/real_data.hpp"

namespace manifest_test {

using namespace colearn;

namespace {

manifest_options below(const std::filesystem::path& root, parameter_values parameters = {}) {
    manifest_options out;
    out.root = root;
    out.parameters = std::move(parameters);
    return out;
}
std::filesystem::path shipped(const std::string& name) {
    return std::filesystem::path(COLEARN_SOURCE_DIR "/examples/systems") / name;
}
bool notes_mention(const learning_system& system, std::string_view words) {
    return std::any_of(system.notes.begin(), system.notes.end(),
                       [&](const std::string& note) { return note.find(words) != std::string::npos; });
}
std::size_t ties_in(const system_network& net, std::string_view name) {
    std::size_t count = 0;
    net.for_each_tie(
        [&](auto, tie_end, tie_end, id<layer> kind, const tie&) { count += net[kind].name == name ? 1U : 0U; });
    return count;
}

// A small register, a survey and a log, with everything that a manifest can say.
constexpr std::string_view everything = R"json({
  "name": "District {area}", "parameters": {"area": "N"}, "notes": ["By hand."],
  "actors": [
    {"role": "school", "table": "register.csv", "join": [{"table": "places.csv", "on": "ID"}],
     "where": [{"column": "Area", "is": "{area}"}],
     "fields": {"key": "ID", "name": "Name", "latitude": "lat", "longitude": "lon",
                "disadvantaged": {"column": "Low (%)",
                           "divided_by" : 100
}
, "need:reading" : {
    "sum" : [ {"column" : "Low (%)", "divided_by" : 100}, {"column" : "Mid (%)", "divided_by" : 200} ]
}
}
},
    {"role": "teacher", "table": "people.csv", "delimiter": ";", "fields": {"key": "n", "name": {"text": "Person {n}"}}}],
  "ties": [
    {"same": "Town", "role": "school", "layer": "same town", "trust": 0.25},
    {"within_km": 50, "role": "school", "layer": "near", "trust": {"at_0_km": 0.5, "half_every_km": 10}},
    {"matrix": "survey.csv", "role": "teacher", "layer": "advice", "scale": [0, 4], "at_least": 3},
    {"edges": "log.csv", "from": "who", "to": "whom", "layer": "posts", "trust": {"column": "mark", "scale": [-10, 10], "if_missing": 0.5},
     "time": {"column": "when", "format": "epoch seconds"}, "where": [{"column": "kind", "is": ["post"]}]}]
})json";

void fill(const io_test::scratch_folder& folder) {
    folder.write("m.json", everything);
    folder.write("register.csv",
                 "ID,Name,Area,Town,Low (%),Mid "
                 "(%)\r\n1,Hill,N,Ash,40,20\r\n2,Dale,N,Ash,,\r\n3,Far,S,Ash,10,10\r\n4,Glen,N,Elm,100,0\r\n");
    folder.write("places.csv", "lat,lon,ID\n-37,145,1\n-37.1,145,2\n-37.2,145,3\n");
    folder.write("people.csv", "n;x\ra;1\rb;2\rc;3\r");
    folder.write("survey.csv", "0,3,4\n1,0,2\n4,0,0\n");
    folder.write("log.csv", "who,whom,mark,when,kind\na,1,10,1289241911.7,post\nb,c,,,post\nb,c,5,,like\n");
}

} // namespace

TEST_CASE("tables of any origin become a system, and every step is on record", "[io][manifest]") {
    const io_test::scratch_folder folder;
    fill(folder);
    const auto out = read_manifest(folder.path() / "m.json");
    const auto& net = out.system.net;
    CHECK(out.system.name == "District N");
    CHECK(out.system.topics == std::vector<std::string>{"reading"});
    CHECK(net.count<school>() == 3);
    CHECK(net.count<teacher>() == 3);
    const auto& hill = net[net.find<school>("1")];
    CHECK(hill.where == place{-37, 145});
    CHECK(hill.disadvantaged == 0.4);
    CHECK(hill.need.at(0) == Approx(0.5));
    CHECK(net[net.find<school>("2")].need.empty());
    CHECK_FALSE(net[net.find<school>("4")].where);
    CHECK(net[net.find<teacher>("b")].name == "Person b");
    CHECK(ties_in(net, "same town (assumed)") == 1);
    CHECK(ties_in(net, "near (assumed)") == 1);
    CHECK(ties_in(net, "advice") == 3);
    CHECK(ties_in(net, "posts") == 2);
    CHECK(out.system.notes ==
          std::vector<std::string>{
              "By hand.", "register.csv: \"disadvantaged\" is \"Low (%)\" / 100.",
              "register.csv: \"need:reading\" is \"Low (%)\" / 100 + \"Mid (%)\" / 200.",
              "register.csv joined with places.csv on \"ID\": rows of the first without a partner: 1; rows of the "
              "second that are not used: 0.",
              "register.csv: only rows where \"Area\" is \"N\": 3 of 4.",
              "register.csv: not known, of 3 actors: \"latitude\" of 1, \"longitude\" of 1, \"disadvantaged\" of 1, "
              "\"need:reading\" of 1.",
              "people.csv: \"name\" is \"Person {n}\".", "people.csv: not used: \"x\".",
              "Layer \"same town (assumed)\": a tie between each two actors with the same \"Town\": 1 tie in 1 group, "
              "each with trust 0.25.",
              "Layer \"same town (assumed)\" is an assumption: no data on who works with whom went into it.",
              "Layer \"near (assumed)\": ties between actors within 50 km: 1 tie, with trust 0.5 at 0 km that halves "
              "every 10 "
              "km.",
              "Layer \"near (assumed)\": without a known place and such a tie: 1 actor.",
              "Layer \"near (assumed)\" is an assumption: no data on who works with whom went into it.",
              "survey.csv: ties at >= 3 on a scale from 0 to 4: 3 of 6 ratings. Trust is (rating + 1) / 6, the "
              "posterior mean "
              "with the rating as evidence.",
              "log.csv: 2 ties from \"who\" to \"whom\" (1 row passed over by a filter); trust is (\"mark\" + 10 + 1) "
              "/ 22, the "
              "posterior mean with the rating as evidence.",
              "log.csv: without trust in the table: 1 tie, which get trust 0.5."});
    for (const auto& one : out.tables) CHECK(one.rows == one.taken + one.passed + one.left_out);

    // What was read can be written as a folder and read again.
    write_system(out.system, folder.path() / "system");
    CHECK(io_test::same_system(read_system(folder.path() / "system").system, out.system));
}

TEST_CASE("a parameter takes another part, or all", "[io][manifest]") {
    const io_test::scratch_folder folder;
    fill(folder);
    folder.write("log.csv", "who,whom,mark,when,kind\na,b,10,,post\n");
    CHECK(read_manifest(folder.path() / "m.json", below({}, {{"area", "S"}})).system.net.count<school>() == 1);
    CHECK(read_manifest(folder.path() / "m.json", below({}, {{"area", "*"}})).system.net.count<school>() == 4);
    const auto faults = io_test::faults_of([&] {
        (void)read_manifest(folder.path() / "m.json", below({}, {{"area", "W"}}));
    });
    CHECK(io_test::mentions(faults, "is in no row of column \"Area\", which has \"N\", \"S\""));
}

TEST_CASE("faults of tables: refused together, or reported with the rest", "[io][manifest]") {
    const io_test::scratch_folder folder;
    fill(folder);
    folder.write("places.csv", "lat,lon,ID\nx,145,1\n-37.1,145,2\n-37.1,145,2\n");
    folder.write("survey.csv", "0,3\n1,0\n");
    folder.write("log.csv", "who,whom,mark,when,kind\na,zz,10,soon,post\n");
    const auto faults = io_test::faults_of([&] { (void)read_manifest(folder.path() / "m.json"); });
    CHECK(io_test::lines_of(faults) ==
          std::vector<std::string>{
              "2:1 x | is not a number (wanted for \"latitude\")",
              "4:11 2 | stands twice in column \"ID\", on which tables are joined; the first row counts",
              "0:0  | is 2 x 2 where the table of actors has 3 rows",
              "2:3 zz | is not the key of any actor; the tie is left out",
              "2:9 soon | is not a number of seconds since 1970-01-01"});
    manifest_options options;
    options.faulty = on_fault::report;
    const auto out = read_manifest(folder.path() / "m.json", options);
    CHECK(out.faults == faults);
    CHECK(out.system.net.count<school>() == 3);
    CHECK(ties_in(out.system.net, "posts") == 0);
    CHECK(notes_mention(out.system, "Found while reading: 5 faults"));
}

TEST_CASE("a manifest that is wrong is refused before a table is opened, under either rule", "[io][manifest]") {
    const io_test::scratch_folder folder;
    const auto file =
        folder.write("m.json", R"({"actors": [{"role": "school", "table": "none.csv", "fields": {"kei": "ID"}}]})");
    manifest_options options;
    options.faulty = on_fault::report;
    const auto faults = io_test::faults_of([&] { (void)read_manifest(file, options); });
    REQUIRE(faults.size() == 2);
    CHECK(faults[0].file == file.string());
    CHECK(faults[0].message.find("at /actors/0/fields/kei is not a field of a school") == 0);
    CHECK(
        io_test::mentions(io_test::faults_of([&] { (void)read_manifest(folder.path() / "no.json"); }), "no such file"));
    options.record_limit = 10;
    CHECK(io_test::mentions(io_test::faults_of([&] { (void)read_manifest(file, options); }), "longer than the limit"));
}

TEST_CASE("a table that is missing says where it was looked for", "[io][manifest]") {
    const io_test::scratch_folder folder;
    fill(folder);
    std::filesystem::remove(folder.path() / "people.csv");
    const auto faults = io_test::faults_of([&] { (void)read_manifest(folder.path() / "m.json"); });
    CHECK(io_test::mentions(faults, "no such file: tables are looked for below \"" + folder.path().string() + "\""));
}

TEST_CASE("ACARA 2022: the schools of a state, with blanks not known and every tie assumed",
          "[io][manifest][realdata]") {
    const auto data = real_data_folder();
    if (!data) return;
    const auto out = read_manifest(shipped("acara_2022.json"), below(*data));
    const auto& net = out.system.net;
    CHECK(net.count<school>() == 2296); // Victoria
    CHECK(out.faults.empty());
    std::size_t without_index = 0;
    std::size_t without_need = 0;
    net.for_each<school>([&](auto, const school& one) {
        without_index += one.advantage ? 0U : 1U;
        without_need += one.need.empty() ? 1U : 0U;
        CHECK(one.where);
        CHECK_FALSE(one.region.empty());
        CHECK(one.governance != sector::unknown);
    });
    CHECK(without_index == 21); // blank in the table: not known, not 0
    CHECK(without_need == 21);
    CHECK(notes_mention(out.system, "\"advantage\" of 21"));
    CHECK(notes_mention(out.system,
                        "\"need:learning support\" is \"Bottom SEA Quarter (%)\" / 100 + \"Lower Middle SEA "
                        "Quarter (%)\" / 200"));
    CHECK(ties_in(net, "same local government area (assumed)") == 46679);
    for (const auto which : net.layer_ids()) CHECK(net[which].name.find("(assumed)") != std::string::npos);

    const auto named = net.find_by_name<school>("Dandenong West Primary School");
    REQUIRE(named.size() == 1);
    const auto& dandenong = net[named[0]];
    CHECK(dandenong.key == "44725");
    CHECK(dandenong.advantage == 935.0);
    CHECK(dandenong.disadvantaged == 0.57);
    CHECK(dandenong.enrolment == 278.0);
    CHECK(net.find_by_name<school>("St Anthony's School").size() == 5);
    CHECK(net[net.find<school>("45895")].advantage == 1005.0); // Noble Park
}

TEST_CASE("ACARA 2022: case-study schools of other states", "[io][manifest][realdata]") {
    const auto data = real_data_folder();
    if (!data) return;
    const auto in = [&](const std::string& state, std::string_view name) {
        const auto out = read_manifest(shipped("acara_2022.json"), below(*data, {{"state", state}}));
        const auto found = out.system.net.find_by_name<school>(name);
        return found.size() == 1 ? out.system.net[found[0]].key : std::string{};
    };
    CHECK(in("SA", "Parafield Gardens High School") == "49608");
    CHECK(in("NSW", "Canley Vale High School") == "41583");
}

TEST_CASE("school leaders: 43 actors, 74 ties at >= 3 in year 1", "[io][manifest][realdata]") {
    const auto data = real_data_folder();
    if (!data) return;
    const auto out = read_manifest(shipped("school_leaders.json"), below(*data));
    CHECK(out.system.net.count<teacher>() == 43);
    CHECK(out.system.net.tie_count() == 74);
    CHECK(notes_mention(out.system, "ties at >= 3 on a scale from 0 to 4: 74 of 1806 ratings"));
    // Row 1 of the matrix names leader 3 with a 3: trust (3 + 1) / 6.
    const auto first = id<tie>{0U};
    CHECK(out.system.net[id<teacher>{out.system.net.from(first).index}].key == "1");
    CHECK(out.system.net[id<teacher>{out.system.net.to(first).index}].key == "3");
    CHECK(out.system.net[first].trust == Approx(4.0 / 6));
    const auto third = read_manifest(shipped("school_leaders.json"), below(*data, {{"year", "3"}}));
    CHECK(third.system.net.tie_count() == 362); // 372 entries, of which 10 are ratings of oneself
    CHECK(notes_mention(third.system, "which is not used: 10."));
}

TEST_CASE("dlt1: 445 people and 2,529 posts, in tables with CR line ends", "[io][manifest][realdata]") {
    const auto data = real_data_folder();
    if (!data) return;
    const auto out = read_manifest(shipped("dlt1_mooc.json"), below(*data));
    const auto& net = out.system.net;
    CHECK(net.count<teacher>() == 445);
    CHECK(net.tie_count() == 2529);
    std::size_t loops = 0;
    net.for_each_tie([&](auto, tie_end from, tie_end to, auto, const tie& one) {
        loops += from == to ? 1U : 0U;
        CHECK(one.last_seen.known());
    });
    CHECK(loops == 86);
    CHECK(net[id<tie>{0U}].last_seen.seconds == 1365093120); // 4/4/13 16:32
    // Published: density .0127999, which counts every post over 445 x 444 ordered pairs.
    CHECK(2529.0 / (445 * 444) == Approx(0.0127999).epsilon(1e-4));
}

TEST_CASE("New Zealand 2016: 789 schools in 96 communities of learning", "[io][manifest][realdata]") {
    const auto data = real_data_folder();
    if (!data) return;
    const auto out = read_manifest(shipped("nz_2016.json"), below(*data));
    const auto& net = out.system.net;
    CHECK(net.count<school>() == 2539);
    CHECK(ties_in(net, "community of learning") == 3358);
    CHECK(notes_mention(out.system, "in 96 groups"));
    CHECK(notes_mention(out.system, "such a tie: 1750 actors")); // 2,539 - 789
    const auto& te_kao = net[net.find<school>("1")];
    CHECK(te_kao.name == "Te Kao School");
    CHECK(te_kao.need.at(0) == Approx(8.0 / 9)); // decile 2
    net.for_each<school>([&](auto, const school& one) {
        if (!one.need.empty()) CHECK((one.need[0] >= 0 && one.need[0] <= 1));
    });
}

} // namespace manifest_test

// SPDX-License-Identifier: BSL-1.0
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/io/read_system.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace read_system_test {

using namespace colearn;

namespace {
folder_options lenient() {
    folder_options options;
    options.faulty = on_fault::report;
    return options;
}
} // namespace

TEST_CASE("a folder of tables becomes a system", "[io][read_system]") {
    const io_test::scratch_folder folder;
    folder.write("schools.csv", "name,key,region,need:reading\nHill,1,North,0.5\nDale,2,South,\n");
    folder.write("teachers.csv", "key,name,position\nt1,Ann,coach\n");
    folder.write("layers.csv",
                 "name,directed,individualism,solidarity,hierarchy\nadvice,true,0.1,0.8,0.1\npairs,no,,,\n");
    folder.write("ties.csv", "from_role,from,to_role,to,layer,trust,last_seen,evidence\n"
                             "school,1,school,2,pairs,0.5,2022-06-30,12\nteacher,t1,school,1,advice,1,,0.5\n");
    const auto out = read_system(folder.path());
    const auto& net = out.system.net;
    CHECK(out.faults.empty());
    CHECK(out.system.name == folder.path().filename().string());
    CHECK(out.system.topics == std::vector<std::string>{"reading"});
    CHECK(out.system.notes.empty());
    CHECK(net.count<school>() == 2);
    CHECK(net[net.find<school>("1")].need == std::vector{0.5});
    CHECK(net[net.find<school>("2")].need.empty());
    CHECK(net.count<teacher>() == 1);
    REQUIRE(net.tie_count() == 2);
    CHECK(net[id<tie>{0U}] == tie{0.5, {1656547200}, 12});
    CHECK(net[id<tie>{1U}] == tie{1, {}, 0.5});
    CHECK(net[net.layer_of(id<tie>{0U})] == layer{"pairs", false});
    CHECK(net[net.layer_of(id<tie>{1U})] == layer{"advice", true, {0.1, 0.8, 0.1}});
    REQUIRE(out.tables.size() == 4);
    CHECK(out.tables[0].what == "school");
    CHECK(out.tables[3].taken == 2);
}

TEST_CASE("topics of all tables are one list", "[io][read_system]") {
    const io_test::scratch_folder folder;
    folder.write("about.csv", "item,text\nname,The North\ntopic,c\nnote,Made by hand.\n");
    folder.write("schools.csv", "key,need:a,need:c\n1,0.1,0.3\n");
    folder.write("teachers.csv", "key,strength:b,strength:c,strength:a\nt,0.2,0.3,0.1\n");
    const auto out = read_system(folder.path());
    CHECK(out.system.name == "The North");
    CHECK(out.system.topics == std::vector<std::string>{"c", "a", "b"});
    CHECK(out.system.net[id<teacher>{0U}].strength == std::vector{0.3, 0.1, 0.2});
    CHECK(out.system.net[id<school>{0U}].need.empty()); // nothing on topic b
    CHECK(out.system.notes ==
          std::vector<std::string>{"Made by hand.",
                                   "schools.csv: need is known for some topics and not for others in 1 row; there it "
                                   "counts as not known.",
                                   "There is no table ties.csv: the system has no ties."});
}

TEST_CASE("evidence that is not known is noted, and what is none is a fault", "[io][read_system]") {
    const io_test::scratch_folder folder;
    folder.write("families.csv", "key\nf\ng\n");
    folder.write("ties.csv", "from,to,layer,trust,evidence\nf,g,x,0.5,\ng,f,x,0.5,30\n");
    const auto out = read_system(folder.path());
    CHECK(out.system.net[id<tie>{0U}].evidence == 4);
    CHECK(out.system.net[id<tie>{1U}].evidence == 30);
    CHECK(out.system.notes == std::vector<std::string>{"ties.csv: without evidence in the table: 1 tie, which count as "
                                                       "resting on 4 experiences."});
    folder.write("ties.csv", "from,to,layer,trust,contacts\nf,g,x,0.5,-2\n");
    folder_options options;
    options.columns = {{"evidence", "contacts"}};
    const auto faults = io_test::faults_of([&] { (void)read_system(folder.path(), options); });
    CHECK(io_test::lines_of(faults) ==
          std::vector<std::string>{"2:11 -2 | is no number of experiences, which is at least 0 and at most 1e15"});
    REQUIRE(faults.size() == 1);
    CHECK(faults[0].file.ends_with("ties.csv"));
}

TEST_CASE("columns that are not used are on record", "[io][read_system]") {
    const io_test::scratch_folder folder;
    folder.write("families.csv", "key,suburb\nf,Hillside\n");
    folder.write("ties.csv", "from,to,why\nf,f,x\n");
    const auto out = read_system(folder.path());
    CHECK(out.system.notes ==
          std::vector<std::string>{"families.csv: column \"suburb\" is not used.",
                                   "ties.csv has no column \"layer\": all ties are in one directed layer \"ties\".",
                                   "ties.csv has no column \"trust\": every tie carries trust 1.",
                                   "ties.csv has no column \"evidence\": the trust of every tie counts as resting on 4 "
                                   "experiences.",
                                   "ties.csv: column \"why\" is not used."});
    CHECK(out.system.net.tie_count() == 1);
}

TEST_CASE("the user's headings are mapped to fields", "[io][read_system]") {
    const io_test::scratch_folder folder;
    folder.write("schools.csv", "ACARA SML ID,School Name,name,Roll\n40000,Hill,short,12\n");
    folder.write("ties.csv", "Sender,to,weight\n40000,40000,0.5\n");
    folder_options options;
    options.columns = {{"key", "ACARA SML ID"},
                       {"name", "School Name"},
                       {"enrolment", "Roll", "schools"},
                       {"from", "Sender", "ties"},
                       {"trust", "weight"}};
    const auto out = read_system(folder.path(), options);
    const auto& one = out.system.net[out.system.net.find<school>("40000")];
    CHECK(one.name == "Hill");
    CHECK(one.enrolment == 12.0);
    CHECK(out.system.net[id<tie>{0U}].trust == 0.5);
    CHECK(out.system.notes.at(0) == "schools.csv: column \"name\" is not used.");

    options.columns = {{"key", "ACARA SML ID"}, {"staff", "Staff", "schools"}};
    CHECK(io_test::mentions(io_test::faults_of([&] { (void)read_system(folder.path(), options); }),
                            "is not a column of this table"));
    options.columns = {{"colour", "Roll"}};
    CHECK_THROWS_AS(read_system(folder.path(), options), contract_violation);
}

TEST_CASE("every fault of every table is reported at once", "[io][read_system]") {
    const io_test::scratch_folder folder;
    folder.write("schools.csv", "key,enrolment\n1,12x\n1,5\n2,7\n");
    folder.write("layers.csv",
                 "name,directed,individualism,solidarity,hierarchy\na,maybe,,,\nb,true,0.5,0.1,0.1\nc,true,2,,\n"
                 "d,true,,,\nd,true,,,\n,true,,,\n");
    folder.write("ties.csv", "from,to,layer,trust\n1,9,d,0.5\n1,2,zz,0.5\n1,2,d,nan\n1,2,d,0.5\n");
    const auto faults = io_test::faults_of([&] { (void)read_system(folder.path()); });
    CHECK(io_test::lines_of(faults) ==
          std::vector<std::string>{
              "2:3 12x | is not a number (wanted for \"enrolment\")",
              "3:1 1 | is the key of an earlier school too, and keys are unique; the row is left out",
              "2:3 maybe | is not true or false",
              "3:0  | needs individualism, solidarity and hierarchy that sum to 1; they sum to 0.7",
              "4:8 2 | is no share, which is from 0 to 1", "6:1 d | is the name of an earlier layer too",
              "7:1  | is empty where the name of a layer was expected",
              "2:3 9 | is not the key of any actor; the tie is left out",
              "3:5 zz | is not a layer, which is one of \"d\"; the tie is left out",
              "4:7 nan | is not a finite number (wanted for \"trust\")"});

    const auto out = read_system(folder.path(), lenient());
    CHECK(out.faults == faults);
    CHECK(out.fault_count == 10);
    CHECK(out.system.net.count<school>() == 2);
    CHECK(out.system.net.tie_count() == 1);
    CHECK(out.system.notes.back() == "Found while reading: 10 faults. What was faulty is left out.");
    for (const auto& one : out.tables) CHECK(one.rows == one.taken + one.passed + one.left_out);
}

TEST_CASE("a folder that is none, and one without tables", "[io][read_system]") {
    const io_test::scratch_folder folder;
    const auto message = [&](const std::filesystem::path& path) {
        const auto faults = io_test::faults_of([&] { (void)read_system(path); });
        return faults.empty() ? std::string{} : faults[0].message;
    };
    CHECK(message(folder.path() / "none") == "is not a folder with a system's tables");
    CHECK(message(folder.path()).substr(0, 50) == "holds none of the tables of a system: schools.csv,");
    folder.write("schools.csv", "");
    CHECK(message(folder.path()) == "the file is empty (0 bytes)");
    std::filesystem::remove(folder.path() / "schools.csv");
    std::filesystem::create_directory(folder.path() / "schools.csv");
    CHECK(message(folder.path()) == "is a folder, not a file");
}

TEST_CASE("about.csv: items that are not known, topics that stand twice", "[io][read_system]") {
    const io_test::scratch_folder folder;
    folder.write("about.csv", "item,text\ntopic,a\ntopic,a\nauthor,me\n");
    folder.write("families.csv", "key\nf\n");
    CHECK(io_test::lines_of(io_test::faults_of([&] { (void)read_system(folder.path()); })) ==
          std::vector<std::string>{"3:7 a | is no new topic: it is empty or stands twice",
                                   "4:1 author | is not an item, which is one of \"name\", \"topic\", \"note\""});
}

TEST_CASE("CR-only tables in another delimiter", "[io][read_system]") {
    const io_test::scratch_folder folder;
    folder.write("teachers.csv", "key;name\rt1;Ann\rt2;Bo");
    folder.write("ties.csv", "from;to;trust\rt1;t2;0.5\r");
    folder_options options;
    options.delimiter = ';';
    const auto out = read_system(folder.path(), options);
    CHECK(out.system.net.count<teacher>() == 2);
    CHECK(out.system.net.tie_count() == 1);
}

TEST_CASE("a stop ends the reading of a system, which says so", "[io][read_system]") {
    const io_test::scratch_folder folder;
    folder.write("families.csv", "key\na\n");
    std::string ties = "from,to\n";
    for (int i = 0; i < 100'000; ++i) ties += "a,a\n";
    folder.write("ties.csv", ties);
    std::stop_source stop;
    stop.request_stop();
    folder_options options;
    options.stop = stop.get_token();
    const auto out = read_system(folder.path(), options);
    CHECK(out.stopped);
    CHECK(out.system.net.tie_count() < 100'000);
}

} // namespace read_system_test

// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/io/csv_table.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace csv_table_test {

using namespace colearn;

namespace {
csv_table lenient(std::string_view text) {
    return parse_csv(text_source(text, "t.csv"), {.faulty = on_fault::report});
}
std::vector<fault> strict_faults(std::string_view text) {
    return io_test::faults_of([&] { (void)parse_csv(text_source(text, "t.csv")); });
}
} // namespace

TEST_CASE("columns are found by their headings in any order", "[io][csv_table]") {
    for (const auto* const text : {"key,name\n1,Hill\n2,Dale\n", "name,key\nHill,1\nDale,2\n"}) {
        const auto table = parse_csv(text_source(text, "t.csv"));
        const auto key = table.header().find("key");
        const auto name = table.header().find("name");
        REQUIRE((key && name));
        REQUIRE(table.row_count() == 2);
        CHECK(table.cell(0, *key).text == "1");
        CHECK(table.cell(1, *name).text == "Dale");
        CHECK(table.cell(1, *name).line == 3);
    }
}

TEST_CASE("a wrong column is answered with those that are there and the nearest", "[io][csv_table]") {
    const auto table = parse_csv(text_source("key,name,enrolment\n", "t.csv"));
    fault_log log;
    CHECK_FALSE(table.header().require("enrollment", log));
    REQUIRE(log.count() == 1);
    CHECK(to_string(log.faults()[0]) ==
          "t.csv:1: \"enrollment\" is not a column of this table, which has \"key\", \"name\", \"enrolment\"; did you "
          "mean \"enrolment\"?");
}

TEST_CASE("a row with a wrong number of fields is a fault", "[io][csv_table]") {
    const auto faults = strict_faults("a,b\n1\n1,2\n1,2,3\n");
    REQUIRE(faults.size() == 2);
    CHECK(to_string(faults[0]) == "t.csv:2: has 1 field where the header has 2; the row is left out");
    CHECK(to_string(faults[1]) == "t.csv:4: has 3 fields where the header has 2; the row is left out");
    const auto table = lenient("a,b\n1\n1,2\n1,2,3\n");
    CHECK(table.row_count() == 1);
    CHECK(table.rows_read() == 3);
    CHECK(table.rows_left_out() == 2);
    CHECK(table.faults().size() == 2);
}

TEST_CASE("a duplicate column is a fault", "[io][csv_table]") {
    const auto faults = strict_faults("a,b,a\n1,2,3\n");
    REQUIRE(faults.size() == 1);
    CHECK(to_string(faults[0]) == "t.csv:1:5: \"a\" heads column 3 and column 1; a heading may stand once");
    CHECK(strict_faults("a,,\n1,2,3\n").empty()); // columns without a heading cannot be asked for
}

TEST_CASE("a file without a header is a fault", "[io][csv_table]") {
    CHECK(io_test::mentions(strict_faults(""), "no header"));
    CHECK(io_test::mentions(strict_faults("\n\n"), "no header"));
}

TEST_CASE("a 0-byte file, a folder and a missing file are refused in lenient mode too", "[io][csv_table]") {
    const io_test::scratch_folder folder;
    const auto empty = folder.write("empty.csv", "");
    const auto message = [](const std::filesystem::path& file) {
        return io_test::faults_of([&] { (void)read_csv(file, {.faulty = on_fault::report}); }).at(0).message;
    };
    CHECK(message(empty) == "the file is empty (0 bytes)");
    CHECK(message(folder.path()) == "is a folder, not a file");
    CHECK(message(folder.path() / "none.csv") == "no such file");
}

TEST_CASE("a refusal holds at most as many faults as the limit, and says so", "[io][csv_table]") {
    std::string text = "a,b\n";
    for (int i = 0; i < 500; ++i) text += "1\n";
    const auto faults = io_test::faults_of([&] { (void)parse_csv(text_source(text, "t.csv"), {.fault_limit = 10}); });
    REQUIRE(faults.size() == 11);
    CHECK(faults[10].message == "reading stopped after 10 faults; there may be more");
}

TEST_CASE("a table outlives its text and can be moved", "[io][csv_table]") {
    std::string text = "a\n";
    for (int i = 0; i < 30000; ++i) text += "row number " + std::to_string(i) + "\n";
    text += std::string(100'000, 'x') + "\n";
    auto first = parse_csv(text_source(text, "t.csv"));
    text.assign(text.size(), '?');
    const auto table = std::move(first);
    REQUIRE(table.row_count() == 30001);
    bool same = true;
    for (std::size_t i = 0; i < 30000; ++i) same = same && table.cell(i, 0).text == "row number " + std::to_string(i);
    CHECK(same);
    CHECK(table.cell(30000, 0).text == std::string(100'000, 'x'));
    CHECK_THROWS_AS(table.cell(30001, 0), contract_violation);
    CHECK_THROWS_AS(table.cell(0, 1), contract_violation);
}

} // namespace csv_table_test

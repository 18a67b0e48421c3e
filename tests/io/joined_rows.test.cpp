// SPDX-License-Identifier: BSL-1.0
#include <map>
#include <random>
#include <string>
#include <vector>

#include <colearn/io/joined_rows.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace joined_rows_test {

using namespace colearn;
using table = std::vector<std::vector<std::string>>;

namespace {

joined_table side(std::string_view text, std::string left, std::string right, std::string prefix = {}) {
    return {parse_csv(text_source(text, "side.csv")), std::move(left), std::move(right), {}, std::move(prefix)};
}

joined_rows join(fault_log& log, std::string_view first, std::vector<joined_table> others) {
    return joined_rows(csv_rows(text_source(first, "first.csv"), log), std::move(others));
}

table all(joined_rows& rows) {
    table out;
    while (rows.next()) {
        out.emplace_back();
        for (const auto& field : rows.fields()) out.back().emplace_back(field.text);
    }
    return out;
}

template <class... Table>
std::vector<joined_table> list(Table... one) {
    std::vector<joined_table> out;
    (out.push_back(std::move(one)), ...);
    return out;
}

} // namespace

TEST_CASE("a second table's columns stand beside the first one's", "[io][joined_rows]") {
    fault_log log;
    auto rows = join(log, "id,name\n2,Dale\n1,Hill\n3,Glen\n",
                     list(side("km,school,name\n10,1,x\n20,2,y\n40,4,z\n", "id", "school")));
    CHECK(rows.header().names() == std::vector<std::string>{"id", "name", "km", "school"});
    CHECK(all(rows) == table{{"2", "Dale", "20", "2"}, {"1", "Hill", "10", "1"}, {"3", "Glen", "", ""}});
    CHECK(rows.join_notes("first") ==
          std::vector<std::string>{"first joined with side.csv on \"school\": rows of the first without a partner: 1; "
                                   "rows of the second that are not used: 1."});
    CHECK(log.count() == 0);
}

TEST_CASE("a prefix keeps headings apart", "[io][joined_rows]") {
    fault_log log;
    auto rows = join(log, "id,name\n1,Hill\n", list(side("id,name\n1,Mount\n", "id", "id", "other ")));
    CHECK(rows.header().names() == std::vector<std::string>{"id", "name", "other id", "other name"});
    CHECK(all(rows) == table{{"1", "Hill", "1", "Mount"}});
}

TEST_CASE("faults of a joined table: missing columns, a key that stands twice", "[io][joined_rows]") {
    fault_log log(100, on_fault::report);
    auto rows = join(
        log, "id\n1\n",
        list(side("k,v\n1,a\n1,b\n,c\n,d\n", "id", "k"), side("k\n1\n", "id", "nope"), side("k\n1\n", "nope", "k")));
    CHECK(all(rows) == table{{"1", "1", "a"}});
    CHECK(log.count() == 3);
    CHECK(io_test::mentions(log.faults(), "stands twice"));
    CHECK(io_test::mentions(log.faults(), "is not a column"));
    const auto faults = log.faults();
    CHECK(std::count_if(faults.begin(), faults.end(), [](const auto& one) { return one.file == "side.csv"; }) == 2);
}

TEST_CASE("a fault in a joined column names the joined file and its line", "[io][joined_rows]") {
    fault_log log(100, on_fault::report);
    auto rows = join(log, "id\n2\n", list(side("k,v\n1,a\n2,bad\n", "id", "k")));
    REQUIRE(rows.next());
    rows.report(2, "is bad");
    CHECK(to_string(log.faults()[0]) == "side.csv:3:3: \"bad\" is bad");
}

TEST_CASE("the join is that of two nested loops", "[io][joined_rows]") {
    std::mt19937 random(9);
    for (int round = 0; round < 50; ++round) {
        std::map<std::string, std::string> right;
        std::string right_text = "k,v\n";
        for (int i = 0; i < 8; ++i) {
            const auto key = std::to_string(random() % 12);
            const auto value = std::to_string(random() % 100);
            if (right.emplace(key, value).second) right_text += key + "," + value + "\n";
        }
        std::string left_text = "id\n";
        table expected;
        for (int i = 0; i < 10; ++i) {
            const auto key = std::to_string(random() % 12);
            left_text += key + "\n";
            const auto found = right.find(key);
            expected.push_back(found == right.end() ? std::vector<std::string>{key, "", ""}
                                                    : std::vector<std::string>{key, key, found->second});
        }
        fault_log log;
        auto rows = join(log, left_text, list(side(right_text, "id", "k")));
        CHECK(all(rows) == expected);
        CHECK(log.count() == 0);
    }
}

} // namespace joined_rows_test

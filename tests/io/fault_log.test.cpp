// SPDX-License-Identifier: BSL-1.0
#include <colearn/io/fault_log.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace fault_log_test {

using namespace colearn;

TEST_CASE("a log keeps the first faults and counts them all", "[io][fault_log]") {
    fault_log log(2, on_fault::report);
    for (std::size_t line = 1; line <= 5; ++line) log.add("a.csv", line, 1, "x", "is wrong");
    CHECK(log.count() == 5);
    CHECK_FALSE(log.enough());
    const auto faults = log.faults();
    REQUIRE(faults.size() == 3);
    CHECK(faults[2].message == "there are 5 faults, of which the first 2 are listed");
    CHECK_NOTHROW(log.settle());
}

TEST_CASE("a log that refuses asks for an end once it is full, and says so", "[io][fault_log]") {
    fault_log log(2);
    log.add("a.csv", 3, 1, "x", "is wrong");
    CHECK_FALSE(log.enough());
    log.add("a.csv", 2, 1, "y", "is wrong");
    CHECK(log.enough());
    const auto faults = io_test::faults_of([&] { log.settle(); });
    REQUIRE(faults.size() == 3);
    CHECK(faults[0].line == 2); // in the order of the file
    CHECK(faults[1].line == 3);
    CHECK(faults[2].message == "reading stopped after 2 faults; there may be more");
}

TEST_CASE("faults stand by file in the order of reading", "[io][fault_log]") {
    fault_log log(10);
    log.add("b.csv", 9, 2, "", "one");
    log.add("a.csv", 1, 1, "", "two");
    log.add("b.csv", 9, 1, "", "three");
    const auto faults = log.faults();
    CHECK(io_test::lines_of(faults) == std::vector<std::string>{"9:1  | three", "9:2  | one", "1:1  | two"});
}

TEST_CASE("a log without faults lets go on", "[io][fault_log]") {
    const fault_log log;
    CHECK_NOTHROW(log.settle());
    CHECK(log.faults().empty());
}

} // namespace fault_log_test

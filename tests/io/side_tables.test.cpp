// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/io/detail/side_tables.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace side_tables_test {

using namespace colearn;

TEST_CASE("layers: direction and mode, given or by default", "[io][side_tables]") {
    fault_log log;
    system_network net;
    const auto count = detail::read_layers(
        csv_rows(text_source("hierarchy,name,directed,individualism,solidarity\n0.25,a,no,0.5,0.25\n,b,,,\n", "l.csv"),
                 log),
        net);
    CHECK(count.taken == 2);
    CHECK(net[net.find_layer("a")] == layer{"a", false, {0.5, 0.25, 0.25}});
    CHECK(net[net.find_layer("b")] == layer{"b"});
}

TEST_CASE("about: the name counts even when it is empty", "[io][side_tables]") {
    fault_log log;
    learning_system system;
    bool named = false;
    (void)detail::read_about(csv_rows(text_source("item,text\nnote,One.\nname,\nnote,Two.\n", "a.csv"), log), system,
                             named);
    CHECK(named);
    CHECK(system.notes == std::vector<std::string>{"One.", "Two."});
}

TEST_CASE("yes and no in words", "[io][side_tables]") {
    for (const auto* const yes : {"true", "TRUE", "yes", "1"}) CHECK(detail::yes_or_no(yes) == true);
    for (const auto* const no : {"false", "No", "0"}) CHECK(detail::yes_or_no(no) == false);
    for (const auto* const other : {"", "maybe", "2"}) CHECK_FALSE(detail::yes_or_no(other).has_value());
}

} // namespace side_tables_test

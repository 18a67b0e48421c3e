// SPDX-License-Identifier: BSL-1.0
#include <colearn/io/read_result.hpp>

#include "support/catch.hpp"

namespace read_result_test {

using namespace colearn;

TEST_CASE("options of a system reach each of its tables", "[io][read_result]") {
    const read_options options{.faulty = on_fault::report, .fault_limit = 7, .record_limit = 99};
    const auto table = detail::table_options(options, ';');
    CHECK(table.delimiter == ';');
    CHECK(table.record_limit == 99);
    CHECK(table.fault_limit == 7);
    CHECK(table.faulty == on_fault::report);
    CHECK(read_options{}.faulty == on_fault::refuse);
}

} // namespace read_result_test

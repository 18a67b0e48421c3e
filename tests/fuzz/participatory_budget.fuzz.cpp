// SPDX-License-Identifier: BSL-1.0
// The reader of ballots: whatever the bytes, what is returned is a proper ballot, and nothing is lost without a fault.
#include <colearn/io/participatory_budget.hpp>

#include "fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace colearn;
    const auto read = parse_participatory_budget(text_source(fuzz::text_of(data, size), "fuzz"),
                                                 {.faulty = on_fault::report, .fault_limit = 50});
    check_participatory_budget(read.ballot, "fuzz"); // throws what nobody catches
    fuzz::require(read.ballot.voter_keys.size() == read.ballot.voter_count(), "one key for each voter");
    fuzz::require(read.fault_count > 0 || read.voters_left + read.projects_left == 0, "nothing is lost in silence");
    fuzz::require(read.faults.size() <= 51, "faults are listed up to the limit");
    return 0;
}

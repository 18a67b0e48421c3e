// SPDX-License-Identifier: BSL-1.0
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/error.hpp>
#include <colearn/policy/experiment_file.hpp>
#include <colearn/policy/merge_experiment.hpp>
#include <colearn/policy/scenarios.hpp>

#include "policy/experiment_file_support.hpp"
#include "support/catch.hpp"

namespace merge_experiment_test {

using namespace policy_test;
namespace fs = std::filesystem;

TEST_CASE("the files of the shards merge to the file of the whole, byte for byte", "[merge_experiment]") {
    const scratch_folder in;
    const auto of = small_experiment(5);
    const auto whole = in_memory(of);
    const auto merged = in.path() / "all.csv";
    for (const std::uint64_t count : {1U, 2U, 4U, 17U}) {
        std::vector<fs::path> files;
        for (std::uint64_t k = 1; k <= count; ++k) {
            files.push_back(in.path() / ("shard" + std::to_string(k) + ".csv"));
            fs::remove(files.back());
            CHECK(run_experiment_file(files.back(), of, {.shard = {k, count}}).outcome == status::feasible);
        }
        merge_experiment_files(files, merged, of);
        CHECK(bytes_of(merged) == whole);
        // what is missing, unfinished, in another order or of another experiment is refused
        const auto refused = [&](std::vector<fs::path> from, const experiment& what) {
            try {
                merge_experiment_files(from, merged, what);
                return std::string("not refused");
            } catch (const parse_error& error) {
                return std::string(error.what());
            }
        };
        if (count == 1) continue;
        auto swapped = files;
        std::swap(swapped[0], swapped[1]);
        if (count < 15) CHECK_THAT(refused(swapped, of), Catch::Contains("stands where this experiment has the"));
        auto few = files;
        few.pop_back();
        CHECK(refused(few, of) != "not refused");
        const auto text = bytes_of(files[1]);
        write_bytes(files[1], text.substr(0, text.size() - 3));
        CHECK_THAT(refused(files, of), Catch::Contains("is not finished: it holds"));
        write_bytes(files[1], "a,b\n");
        CHECK_THAT(refused(files, of), Catch::Contains("is not the first line of an experiment's table"));
        fs::remove(files[1]);
        CHECK_THAT(refused(files, of), Catch::Contains("no such file"));
        CHECK(bytes_of(merged) == whole);
    }
    const std::vector<fs::path> itself = {merged};
    CHECK_THROWS_AS(merge_experiment_files(itself, merged, of), contract_violation);
    CHECK_THROWS_AS(merge_experiment_files({}, merged, of), contract_violation);
}

} // namespace merge_experiment_test

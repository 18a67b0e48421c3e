// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <atomic>
#include <filesystem>
#include <sstream>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/error.hpp>
#include <colearn/policy/experiment_file.hpp>
#include <colearn/policy/scenarios.hpp>

#include "policy/experiment_file_support.hpp"
#include "support/catch.hpp"

namespace experiment_file_test {

namespace {

using namespace policy_test;
namespace fs = std::filesystem;

std::string refusal(const fs::path& path, const experiment& of) {
    try {
        (void)run_experiment_file(path, of);
        return "not refused";
    } catch (const parse_error& error) {
        return error.what();
    }
}

} // namespace

TEST_CASE("an experiment's file is the table, on any number of threads", "[experiment_file]") {
    const scratch_folder in;
    const auto of = small_experiment();
    const auto whole = in_memory(of);
    for (const unsigned threads : {1U, 3U}) {
        const auto path = in.path() / ("r" + std::to_string(threads) + ".csv");
        const auto done = run_experiment_file(path, of, {.threads = threads});
        CHECK(done.trials == 12);
        CHECK(done.trials_kept == 0);
        CHECK(done.rows == 4 * 2 * 4 * 10);
        CHECK(done.outcome == status::feasible);
        CHECK(done.notes.empty());
        CHECK(bytes_of(path) == whole);
        CHECK(read_experiment(path) == run_experiment(of).table);
    }
}

TEST_CASE("a file cut off anywhere is completed to the same bytes, and what was repaired is said",
          "[experiment_file]") {
    const scratch_folder in;
    const auto path = in.path() / "r.csv";
    const auto of = small_experiment(2);
    const auto whole = in_memory(of);
    std::vector<std::size_t> cuts = {0, 1, 51, 52, 53, whole.size() - 1, whole.size()};
    for (std::size_t at = 100; at < whole.size(); at += 577) cuts.push_back(at);
    for (const auto at : cuts) {
        INFO("cut at " << at);
        write_bytes(path, whole.substr(0, at));
        const auto done = run_experiment_file(path, of);
        CHECK(bytes_of(path) == whole);
        CHECK(done.trials == 6);
        CHECK(done.rows == 160);
        const bool half_line = at > 0 && whole[at - 1] != '\n';
        const auto said = [&](const char* words) {
            return std::any_of(done.notes.begin(), done.notes.end(),
                               [&](const auto& note) { return note.find(words) != std::string::npos; });
        };
        CHECK(said("was taken away and is written again") == half_line);
        CHECK(done.rows_kept ==
              static_cast<std::uint64_t>(std::max<std::ptrdiff_t>(
                  0, std::count(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(at), '\n') - 1)));
        CHECK(done.trials_kept + (said("was cut off: its last") ? 1U : 0U) <= 6);
    }
    // what a power failure can leave behind
    write_bytes(path, whole.substr(0, 3000) + std::string(300, '\0'));
    CHECK(run_experiment_file(path, of).notes.size() == 2);
    CHECK(bytes_of(path) == whole);
}

TEST_CASE("rows that are there are kept, and only the first trial of each scenario is computed again",
          "[experiment_file]") {
    const scratch_folder in;
    const auto path = in.path() / "r.csv";
    struct counting {
        std::atomic<int>* calls;
        std::string name() const { return "counting"; }
        std::string source() const { return "test"; }
        allocation allocate(const allocation_problem& problem, const allocation_request& how) const {
            ++*calls;
            return by_need{}.allocate(problem, how);
        }
    };
    std::atomic<int> calls{0};
    auto of = small_experiment(10);
    of.policies = {counting{&calls}};
    std::stop_source stop;
    const auto part = run_experiment_file(path, of,
                                          {.progress =
                                               [&](double share) {
                                                   if (share > .5) stop.request_stop();
                                               },
                                           .stop = stop.get_token()});
    CHECK(part.outcome == status::cancelled);
    CHECK(part.trials > 9);
    CHECK(part.trials < 30);
    calls = 0;
    const auto rest = run_experiment_file(path, of);
    CHECK(rest.trials_kept == part.trials);
    CHECK(rest.trials_checked == 3);
    CHECK(rest.outcome == status::feasible);
    CHECK(calls >= static_cast<int>(3 + 1 + 30 - part.trials)); // a trial of two years asks twice
    CHECK(calls <= static_cast<int>(2 * (3 + 30 - part.trials)));
    CHECK(bytes_of(path) == in_memory(of));
    // more replicates go on where it ended
    of.replicates = 12;
    const auto more = run_experiment_file(path, of);
    CHECK(more.trials_kept == 30);
    CHECK(more.trials == 36);
    CHECK(bytes_of(path) == in_memory(of));
}

TEST_CASE("a file of another experiment is refused and left as it was", "[experiment_file]") {
    const scratch_folder in;
    const auto path = in.path() / "r.csv";
    const auto of = small_experiment(2);
    const auto whole = in_memory(of);
    const auto refused_with = [&](const std::string& text, const experiment& what, const char* words) {
        write_bytes(path, text);
        CHECK_THAT(refusal(path, what), Catch::Contains(words));
        CHECK(bytes_of(path) == text);
    };
    auto other = of;
    other.seed = 2;
    refused_with(whole, other, "is not what this experiment gives here");
    other = of;
    other.problem.recipients.values()[3].need.front().amount *= 2;
    refused_with(whole, other, "r.csv:2: \"");
    other = of;
    other.policies = {by_lot{}, by_need{}};
    refused_with(whole, other, "has the policy \"by lot\"");
    other = of;
    other.replicates = 1;
    refused_with(whole, other, "behind the last row");
    refused_with("my,own,table\n1,2,3\n", of, "is not the first line");
    refused_with("diary", of, "is not the first line");
    std::string other_ends;
    for (const char c : whole) other_ends += c == '\n' ? std::string("\r\n") : std::string(1, c);
    refused_with(other_ends, of, "and a line feed");
    auto changed = whole;
    const auto at = changed.find('\n', 60);
    changed.insert(at, "x"); // a value with a letter, or a reason beside a value
    refused_with(changed, of, "reason beside a value");
    refused_with(whole.substr(0, whole.find('\n', 60) + 1) + "short,row\n", of, "2 fields where the header has 7");
    CHECK_THAT(refusal(in.path(), of), Catch::Contains("is a folder"));
    CHECK_THROWS(run_experiment_file(in.path() / "no" / "such" / "r.csv", of));
}

} // namespace experiment_file_test

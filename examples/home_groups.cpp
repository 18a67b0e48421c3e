// SPDX-License-Identifier: BSL-1.0
// Which home group would each teacher of this district be in, and why?
#include <algorithm>
#include <cstddef>
#include <exception>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <colearn/io/read_system.hpp>
#include <colearn/matching/home_groups.hpp>

int main(int argc, char** argv) {
    using colearn::school;
    using colearn::teacher;
    std::string folder = COLEARN_EXAMPLES_DATA "/district";
    std::vector<std::string> asked;
    std::size_t list = 0;
    bool across = false;
    colearn::home_group_options<teacher> options;
    CLI::App app{"Proposes a home group for every teacher of a system."};
    app.add_option("--actors", folder, "Folder with the system's tables")->capture_default_str();
    app.add_option("--teacher", asked, "Name of a teacher whose group to show in full; may be given several times");
    app.add_option("--list", list, "Groups to list, the best fitting first; 0: all")->capture_default_str();
    app.add_flag("--across-schools", across, "No two of one school in a group");
    app.add_option("--best", options.best, "Teachers that come into question for each, at least")
        ->capture_default_str();
    app.add_option("--rounds", options.groups.search.rounds, "Rounds of search")->capture_default_str();
    app.add_option("--looks", options.groups.search.looks, "Steps looked at for each teacher in each round")
        ->capture_default_str();
    app.add_option("--threads", options.threads, "Workers; 0: all cores")->capture_default_str();
    CLI11_PARSE(app, argc, argv);
    if (across) options.rules.schools = colearn::workplace::other;

    try {
        const auto system = colearn::read_system(folder).system;
        const auto& net = system.net;
        const auto got = colearn::home_groups<teacher>(system, options);
        const auto checked = verify(system, got, options);

        fmt::print("{}: {} teachers, {} home groups\n", system.name, net.count<teacher>(), got.proposals.size());
        for (const auto& name : asked) {
            bool found = false;
            for (const auto& one : got.proposals)
                for (const auto& member : one.members)
                    if (net[member.who].name == name && !found) {
                        found = true;
                        fmt::print("\nThe home group of {}\n  {}\n", name, one.rationale);
                    }
            if (!found) fmt::print("\nNobody of the name \"{}\" is in a home group.\n", name);
        }

        fmt::print("\nWho is with whom\n");
        const auto shown = list == 0 ? got.proposals.size() : (std::min)(list, got.proposals.size());
        for (std::size_t i = 0; i < shown; ++i) {
            const auto& one = got.proposals[i];
            fmt::print("{:4}  fit {:.2f} of 1:", i + 1, one.mean_score);
            for (const auto& member : one.members)
                fmt::print("{} {}", member.who == one.members.front().who ? "" : ",", net[member.who].name);
            fmt::print("\n");
        }
        if (shown < got.proposals.size()) fmt::print("      ... and {} more\n", got.proposals.size() - shown);
        for (const auto& one : got.left_out) fmt::print("  {}\n", one.words);

        fmt::print("\nIs it fair?\n  {}\n", got.fairness.words);
        fmt::print(
            "\nHow good is it?\n  The groups are worth {:.1f}; no grouping along the pairs that came into question "
            "is worth more than {:.1f}.\n  {}\n",
            got.total_value, got.bound, checked ? "An independent check accepts the result." : checked.violated);
        fmt::print("\nWhat to know\n");
        for (const auto& note : got.notes) fmt::print("  {}\n", note);
        return checked ? 0 : 1;
    } catch (const std::exception& wrong) {
        fmt::print(stderr, "home_groups: {}\n", wrong.what());
        return 1;
    }
}

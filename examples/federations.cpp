// SPDX-License-Identifier: BSL-1.0
// Which schools should federate, and why? With --compare: do the proposals look like groups that schools formed
// themselves?
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <colearn/io/manifest.hpp>
#include <colearn/io/read_system.hpp>
#include <colearn/matching/federate.hpp>
#include <colearn/matching/group_agreement.hpp>

#include "support/command_line.hpp"

namespace {

using colearn::school;

struct arguments {
    std::string system = COLEARN_EXAMPLES_DATA "/district"; // a folder or a manifest
    std::string root{};
    std::vector<std::string> where{}; // KEY=VALUE
    std::string compare{};
    std::size_t list = 0;
    colearn::federate_options options{};
};

colearn::learning_system read(const arguments& what) {
    if (std::filesystem::is_directory(what.system)) return colearn::read_system(what.system).system;
    return colearn::read_manifest(what.system, example::manifest_options(what.root, what.where)).system;
}

bool print(const arguments& what, const colearn::group_result<school>& got, const colearn::verification& checked) {
    const auto shown = what.list == 0 ? got.proposals.size() : (std::min)(what.list, got.proposals.size());
    for (std::size_t i = 0; i < shown; ++i) fmt::print("\n{}. {}\n", i + 1, got.proposals[i].rationale);
    if (shown < got.proposals.size()) fmt::print("\n... and {} more\n", got.proposals.size() - shown);
    if (!got.left_out.empty()) fmt::print("\nIn no federation\n");
    for (const auto& one : got.left_out) fmt::print("  {}\n", one.words);
    fmt::print("\nIs it fair?\n  {}\n", got.fairness.words);
    fmt::print(
        "\nHow good is it?\n  The federations are worth {:.2f}; none along the pairs that came into question are "
        "worth more than {:.2f}.\n  {}\n",
        got.total_value, got.bound, checked ? "An independent check accepts the result." : checked.violated);
    fmt::print("\nWhat to know\n");
    for (const auto& note : got.notes) fmt::print("  {}\n", note);
    return static_cast<bool>(checked);
}

// Only the schools that are in a group of the layer take part, and everyone is placed; who is with whom is not told.
bool compare(const arguments& what, const colearn::learning_system& system) {
    const auto group_of = colearn::groups_of_layer(system.net, what.compare);
    std::vector<school> schools;
    std::vector<std::uint32_t> given;
    for (const auto who : group_of.ids())
        if (group_of[who] != colearn::id<school>::none) {
            schools.push_back(system.net[who]);
            given.push_back(group_of[who]);
        }
    auto options = what.options;
    options.topics = system.topics;
    options.groups.everyone = true;
    options.fit.weights = {0, 0, 4, 0, 0, 0, 0, 1}; // nearness and the pathway
    const auto got = colearn::federate(schools, options);
    const auto checked = verify(schools, got, options);
    const auto same = agreement_with(colearn::school_table(schools, system.topics), got,
                                     colearn::id_map<school, std::uint32_t>(given));
    const auto percent = [](const std::optional<double>& share) {
        return share ? fmt::format("{:.1f}%", 100 * *share) : std::string("not known");
    };
    fmt::print(
        "The {} schools with a tie of \"{}\", grouped by nearness and the pathway alone into groups of {} to {}\n",
        schools.size(), what.compare, options.groups.smallest, options.groups.largest);
    fmt::print("  proposed groups                        {}\n", got.proposals.size());
    fmt::print("  pairs of schools proposed              {}\n", same.proposed_pairs);
    fmt::print("  of them together in fact               {} ({})\n", same.shared_pairs, percent(same.precision));
    fmt::print("  of as many nearest pairs               {}\n", percent(same.precision_of_nearest));
    fmt::print("  of pairs drawn by chance               {}\n", percent(same.precision_of_chance));
    fmt::print("  of all pairs together in fact, found   {} of {} ({})\n", same.shared_pairs, same.given_pairs,
               percent(same.recall));
    return print(what, got, checked);
}

} // namespace

int main(int argc, char** argv) {
    arguments what;
    std::optional<std::size_t> smallest;
    std::optional<std::size_t> largest;
    CLI::App app{"Proposes federations of schools."};
    app.add_option("system", what.system, "Folder with a system's tables, or a manifest")->capture_default_str();
    app.add_option("--root", what.root, "Folder that the manifest's tables are below (its own)");
    app.add_option("--where", what.where, "KEY=VALUE for a parameter of the manifest");
    app.add_option("--compare", what.compare, "Layer whose ties join schools that are grouped in fact");
    app.add_option("--smallest", smallest, "Schools in a group at least (2; with --compare 3)");
    app.add_option("--largest", largest, "Schools in a group at most (6; with --compare 10)");
    app.add_option("--max-distance", what.options.max_distance_km, "Largest distance in a group, in km")
        ->capture_default_str();
    app.add_option("--list", what.list, "Federations to show, the best fitting first; 0: all")->capture_default_str();
    app.add_option("--rounds", what.options.groups.search.rounds, "Rounds of search")->capture_default_str();
    app.add_option("--threads", what.options.threads, "Workers; 0: all cores")->capture_default_str();
    try {
        app.parse(argc, argv);
        what.options.groups.smallest = smallest.value_or(what.compare.empty() ? 2 : 3);
        what.options.groups.largest = largest.value_or(what.compare.empty() ? 6 : 10);
        const auto system = read(what);
        fmt::print("{}\n", system.name);
        if (!what.compare.empty()) return compare(what, system) ? 0 : 1;
        const auto got = colearn::federate(system, what.options);
        return print(what, got, verify(system, got, what.options)) ? 0 : 1;
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong);
    } catch (const std::exception& wrong) {
        fmt::print(stderr, "federations: {}\n", wrong.what());
        return 1;
    }
}

// SPDX-License-Identifier: BSL-1.0
// Reviews a system: who holds it together, who could work with whom, where a budget should go. Prints the findings and
// writes a page, tables and JSON. See docs/guide/district_review.md.
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <colearn/io/manifest.hpp>
#include <colearn/io/read_result.hpp>
#include <colearn/io/read_system.hpp>
#include <colearn/report/district_review.hpp>
#include <colearn/report/review_files.hpp>
#include <colearn/report/review_words.hpp>

#include "support/command_line.hpp"

namespace {

struct arguments {
    std::string actors = COLEARN_EXAMPLES_DATA "/district";
    std::string system{}; // a manifest, in place of `actors`
    std::string root{};
    std::vector<std::string> where{}; // KEY=VALUE
    double budget = 500'000;
    std::string out = "review";
    std::optional<double> least_grant{};
    std::optional<double> most_grant{};
    bool lenient = false;
    std::string date{};
    colearn::review_options review{};
};

// An amount as it was typed, or an error that names the option.
colearn::money amount(const char* option, double units) {
    if (!(units >= 0 && units <= 9e13))
        throw CLI::ValidationError(option, fmt::format("must be an amount from 0 to 9e13; got {}", units));
    return colearn::money::nearest(units);
}

colearn::read_result read(const arguments& what) {
    const auto faulty = what.lenient ? colearn::on_fault::report : colearn::on_fault::refuse;
    if (what.system.empty()) {
        colearn::folder_options options;
        options.faulty = faulty;
        return colearn::read_system(what.actors, options);
    }
    auto options = example::manifest_options(what.root, what.where);
    options.faulty = faulty;
    return colearn::read_manifest(what.system, options);
}

void review(arguments& what) {
    what.review.budget = amount("--budget", what.budget);
    if (what.least_grant) what.review.least_grant = amount("--least-grant", *what.least_grant);
    if (what.most_grant) what.review.most_grant = amount("--most-grant", *what.most_grant);
    if (what.least_grant && what.most_grant && *what.least_grant > *what.most_grant)
        throw CLI::ValidationError("--least-grant", fmt::format("must not be above --most-grant, which is {}; got {}",
                                                                *what.most_grant, *what.least_grant));
    if (const auto km = what.review.twinning.max_distance_km; !(km >= 0))
        throw CLI::ValidationError("--max-distance", fmt::format("must not be negative; got {}", km));
    const auto data = read(what);

    const auto found = colearn::review_district(data.system, what.review);
    const auto files = colearn::write_review(found, data.system, what.review, what.out,
                                             {data.tables, data.faults, data.fault_count, what.date});
    fmt::print("{}", to_text(summary_of(found, data.system, what.review), found.name));
    fmt::print("\nThe page with the reasons: {}\n", files.front().string());
    std::vector<std::string> others;
    for (std::size_t i = 1; i < files.size(); ++i) others.push_back(files[i].filename().string());
    fmt::print("Beside it: {}\n", colearn::report::list(others));
    if (data.fault_count > 0)
        fmt::print(stderr, "{} found in the data; what is faulty was left out. The page lists them.\n",
                   colearn::report::plural(data.fault_count, "fault was", "faults were"));
    for (const auto& name : found.found)
        if (name.actors.empty()) fmt::print(stderr, "Nobody of the name \"{}\" is in this system.\n", name.asked);
}

} // namespace

int main(int argc, char** argv) {
    arguments what;
    CLI::App app{"Reviews a collaborative learning system."};
    app.add_option("--actors", what.actors, "Folder with the system's tables: schools.csv, ties.csv, ...")
        ->capture_default_str();
    app.add_option("--system", what.system, "Manifest that says how to read other tables; in place of --actors");
    app.add_option("--root", what.root, "Folder that the manifest's tables are below (its own)")->needs("--system");
    app.add_option("--where", what.where, "KEY=VALUE for a parameter of the manifest")->needs("--system");
    app.add_option("--budget", what.budget, "Amount to share among the schools")->capture_default_str();
    app.add_option("--out", what.out, "Folder to write to")->capture_default_str();
    app.add_option("--find", what.review.find, "Name of an actor to show in full; may be given several times");
    app.add_option("--currency", what.review.currency, "Sign in front of amounts")->capture_default_str();
    app.add_option("--least-grant", what.least_grant, "Least amount for each school");
    app.add_option("--most-grant", what.most_grant, "Largest amount for each school");
    app.add_option("--max-distance", what.review.twinning.max_distance_km, "Largest distance of twins, in km")
        ->capture_default_str();
    app.add_option("--threads", what.review.threads, "Workers; 0: all cores")->capture_default_str();
    app.add_option("--date", what.date, "Date to show on the page; none by default, so that runs can be compared");
    app.add_flag("--lenient", what.lenient, "Leave out what is faulty, and list it, instead of stopping");
    return example::run(app, "district_review", argc, argv, [&] { review(what); });
}

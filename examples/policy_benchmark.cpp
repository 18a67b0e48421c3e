// SPDX-License-Identifier: BSL-1.0
// Compares ways to share out a budget among schools: every policy in every scenario, many times over, under the same
// luck. Writes tidy rows and a page. See docs/guide/policy.md.
#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/core.h>
#include <fmt/format.h>

#include <colearn/allocation/standard_policies.hpp>
#include <colearn/core/error.hpp>
#include <colearn/graph/generate.hpp>
#include <colearn/io/manifest.hpp>
#include <colearn/io/read_system.hpp>
#include <colearn/policy/experiment_file.hpp>
#include <colearn/policy/outcome.hpp>
#include <colearn/policy/scenarios.hpp>
#include <colearn/policy/school_problem.hpp>
#include <colearn/report/experiment_page.hpp>
#include <colearn/report/words.hpp>

#include "support/command_line.hpp"

namespace {

struct arguments {
    std::string actors = COLEARN_EXAMPLES_DATA "/district";
    std::string system{}; // a manifest, in place of `actors`
    std::string root{};
    std::vector<std::string> where{}; // KEY=VALUE
    std::string generate{};           // a size, in place of both
    double budget = 500'000;
    double passed_on = .1; // of benefit, along a tie of full trust
    double covers = .7;    // what the budget is of what would be adequate
    std::uint64_t replicates = 20;
    std::uint64_t seed = 1;
    unsigned threads = 1;
    std::string shard{};
    std::vector<std::string> only_policies{};
    std::vector<std::string> only_scenarios{};
    std::string measure = "unmet_share";
    std::string out = "benchmark";
};

colearn::learning_system read(const arguments& what) {
    if (!what.generate.empty()) {
        if (what.generate == "district") return colearn::generate_system(colearn::system_size::district, what.seed);
        if (what.generate == "state") return colearn::generate_system(colearn::system_size::state, what.seed);
        throw CLI::ValidationError("--generate", fmt::format("must be district or state; got {}", what.generate));
    }
    if (what.system.empty()) return colearn::read_system(what.actors).system;
    return colearn::read_manifest(what.system, example::manifest_options(what.root, what.where)).system;
}

// Keeps those of the given names, or says which name there is not.
template <class T, class Name>
void keep_only(std::vector<T>& all, const std::vector<std::string>& names, Name name, const char* option) {
    if (names.empty()) return;
    std::vector<std::string> known;
    for (const auto& one : all) known.push_back(name(one));
    for (const auto& one : names)
        if (std::find(known.begin(), known.end(), one) == known.end())
            throw CLI::ValidationError(option,
                                       fmt::format("\"{}\" is none of\n  \"{}\"", one, fmt::join(known, "\"\n  \"")));
    std::erase_if(all, [&](const T& one) { return std::find(names.begin(), names.end(), name(one)) == names.end(); });
}

// The measures, a line each.
std::string measures() {
    std::string out;
    for (const auto& one : colearn::outcome_meanings) out += fmt::format("\n  {:<18} {}", one.name, one.what);
    return out;
}

const colearn::outcome_meaning* meaning_of(const std::string& measure) {
    for (const auto& one : colearn::outcome_meanings)
        if (one.name == measure) return &one;
    return nullptr;
}

// What can be said before anything is read.
void check(const arguments& what) {
    const auto refuse = [](const char* option, const std::string& why) { throw CLI::ValidationError(option, why); };
    if (!(what.budget > 0 && what.budget <= 9e13))
        refuse("--budget", fmt::format("must be above 0 and at most 9e13; got {}", what.budget));
    if (!(what.covers > 0 && what.covers <= 10))
        refuse("--covers", fmt::format("must be above 0 and at most 10; got {}", what.covers));
    if (!(what.passed_on >= 0 && what.passed_on <= 1))
        refuse("--passed-on", fmt::format("must be from 0 to 1; got {}", what.passed_on));
    if (what.replicates < 1 || what.replicates > 1'000'000'000)
        refuse("--replicates", fmt::format("must be from 1 to 1e9; got {}", what.replicates));
    if (meaning_of(what.measure) == nullptr)
        refuse("--measure", fmt::format("\"{}\" is none of{}", what.measure, measures()));
}

void compare(const arguments& what) {
    check(what);
    const auto system = read(what);
    colearn::school_problem_options asked{.budget = what.budget, .uncertainty = .2};
    asked.passed_on.between_staff *= what.passed_on / asked.passed_on.between_schools;
    asked.passed_on.between_schools = what.passed_on;
    double need = 0; // units, at one unit for a full need of one pupil on one topic
    for (const auto& one : colearn::make_school_problem(system.net, system.topics, asked).problem.recipients)
        need += one.total_need();
    if (!(need > 0)) throw std::runtime_error("no school has a need, so there is nothing to share out by");
    asked.adequate = what.budget / (what.covers * need);
    const auto made = colearn::make_school_problem(system.net, system.topics, asked);
    colearn::experiment of;
    of.problem = made.problem;
    of.policies = colearn::standard_policies();
    of.scenarios = colearn::standard_scenarios();
    keep_only(
        of.policies, what.only_policies, [](const auto& one) { return one.name(); }, "--only-policies");
    keep_only(
        of.scenarios, what.only_scenarios, [](const auto& one) { return one.name; }, "--only-scenarios");
    of.replicates = what.replicates;
    of.seed = what.seed;
    of.groups = colearn::quarters_of_disadvantage(of.problem);

    std::filesystem::create_directories(what.out);
    const auto rows = std::filesystem::path(what.out) / "outcomes.csv";
    colearn::experiment_options how{.threads = what.threads};
    if (!what.shard.empty()) how.shard = colearn::parse_shard(what.shard);
    colearn::experiment_file_result done;
    try {
        done = colearn::run_experiment_file(rows, of, how);
    } catch (const colearn::parse_error&) {
        fmt::print(stderr,
                   "{} holds rows that are kept when a run goes on. For another experiment, such as one of "
                   "another budget or seed, name another folder with --out.\n",
                   rows.string());
        throw;
    }
    using colearn::report::plural;
    fmt::print("{} in {}, {} of each, {}: {} in {}\n", plural(of.policies.size(), "policy", "policies"),
               plural(of.scenarios.size(), "scenario"), plural(static_cast<std::size_t>(of.replicates), "draw"),
               plural(of.problem.recipients.size(), "school"), plural(done.rows, "row"), rows.filename().string());
    if (done.trials_kept > 0) fmt::print("{} of {} trials were there already.\n", done.trials_kept, done.trials_in_all);
    if (!what.shard.empty()) {
        fmt::print("This is part {}; join the parts before they are compared.\n", what.shard);
        return;
    }

    const auto table = colearn::read_experiment(rows);
    const colearn::experiment_index index(table);
    const auto scores = colearn::scores(index, what.measure);
    const auto losses = colearn::regret(scores);
    const auto& told = *meaning_of(what.measure);
    fmt::print("\n{}: {}, in the scenario \"{}\" ({} is better).\n", told.name, told.what, table.scenarios.front(),
               told.better == colearn::better_when::lower ? "lower" : "higher");
    fmt::print("largest regret: by how much it is worse than the best policy of a scenario, at most over scenarios.\n");
    fmt::print("\n{:<32} {:>17} {:>16}\n", "policy", what.measure, "largest regret");
    const auto text = [](const colearn::measured& value) {
        return value.defined() ? fmt::format("{:.4f}", *value.value) : std::string("undefined");
    };
    for (std::size_t p = 0; p < table.policies.size(); ++p)
        fmt::print("{:<32} {:>17} {:>16}\n", table.policies[p], text(scores.at(p, 0)),
                   text(losses.policies[p].largest));
    if (losses.smallest_largest) {
        const auto least = text(losses.policies[*losses.smallest_largest].largest);
        std::vector<std::string> names; // all that print the same
        for (const auto& one : losses.policies)
            if (text(one.largest) == least) names.push_back(one.policy);
        fmt::print("\nThe smallest largest regret, {}: {}.\n", least, colearn::report::list(names));
    }

    auto notes = made.notes;
    notes.insert(notes.end(), system.notes.begin(), system.notes.end());
    notes.insert(notes.end(), done.notes.begin(), done.notes.end());
    notes.push_back(
        fmt::format("An adequate amount is {:.2f} for each need-weighted pupil and topic of full need, so that "
                    "the budget covers {} of all need: an assumption, set by --covers.",
                    asked.adequate, colearn::report::percent(what.covers)));
    if (!made.missing.empty())
        notes.push_back(fmt::format("{} left out, since a figure is not known.",
                                    colearn::report::plural(made.missing.size(), "school was", "schools were")));
    const auto page = std::filesystem::path(what.out) / "index.html";
    std::ofstream to(page, std::ios::binary);
    to << colearn::experiment_page(
        of, table,
        {.title = system.name.empty() ? "Policies compared" : system.name, .measure = what.measure, .notes = notes});
    to.close();
    if (!to) throw std::runtime_error("cannot write " + page.string());
    fmt::print("The page: {}\n", page.string());
}

} // namespace

int main(int argc, char** argv) {
    arguments what;
    CLI::App app{"Compares policies that share out a budget among schools."};
    app.add_option("--actors", what.actors, "Folder with the system's tables")->capture_default_str();
    app.add_option("--system", what.system, "Manifest that says how to read other tables; in place of --actors");
    app.add_option("--root", what.root, "Folder that the manifest's tables are below (its own)")->needs("--system");
    app.add_option("--where", what.where, "KEY=VALUE for a parameter of the manifest")->needs("--system");
    app.add_option("--generate", what.generate, "A made-up system: district or state; in place of --actors");
    app.add_option("--budget", what.budget, "Money to share among the schools")->capture_default_str();
    app.add_option("--covers", what.covers, "Share of all need that the budget would meet, if it met need alone")
        ->capture_default_str();
    app.add_option("--passed-on", what.passed_on,
                   "Share of the benefit at a school that reaches another which fully trusts it; of a tie between two "
                   "of their teachers a twentieth of that; 0: none")
        ->capture_default_str();
    app.add_option("--replicates", what.replicates, "Draws of each scenario")->capture_default_str();
    app.add_option("--seed", what.seed, "Of every draw")
        ->check([](const std::string& text) {
            return text.starts_with('-') ? "must not be negative; got " + text : std::string{};
        })
        ->capture_default_str();
    app.add_option("--threads", what.threads, "Workers; 0: all cores")->capture_default_str();
    app.add_option("--shard", what.shard, "Part k of N of the work, as k/N");
    app.add_option("--only-policies", what.only_policies,
                   "Names of policies, such as max-min Nash; all others are left out");
    app.add_option("--only-scenarios", what.only_scenarios,
                   "Names of scenarios, such as baseline \"budget cut\"; all others are left out");
    app.add_option("--measure", what.measure, "What policies are ranked by, one of" + measures())
        ->capture_default_str();
    app.add_option("--out", what.out, "Folder to write to; what is there of this experiment is kept")
        ->capture_default_str();
    return example::run(app, "policy_benchmark", argc, argv, [&] { compare(what); });
}

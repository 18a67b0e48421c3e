// SPDX-License-Identifier: BSL-1.0
// Who should this school work with, and why? What else could be done, and what would it cost?
#include <algorithm>
#include <cstddef>
#include <exception>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <colearn/graph/learning_system.hpp>
#include <colearn/io/manifest.hpp>
#include <colearn/io/read_system.hpp>
#include <colearn/matching/partner_sets.hpp>
#include <colearn/matching/twin.hpp>
#include <colearn/matching/twin_alternatives.hpp>

#include "support/command_line.hpp"

namespace {

using colearn::learning_system;
using colearn::school;

struct arguments {
    std::string system{}; // a folder or a manifest; empty: made up here
    std::string root{};
    std::vector<std::string> where{};   // KEY=VALUE
    std::vector<std::string> schools{}; // to show; empty: all
    double max_distance_km = 30;
    colearn::diverse_matchings_options alternatives{.least_share = .8, .most_shared = .5};
    colearn::partner_sets_options several{.up_to = 2};
};

// Eight made-up schools: need and strength from 0 to 1 in reading, numeracy, attendance and wellbeing.
learning_system made_up() {
    using colearn::level;
    using colearn::place;
    using colearn::sector;

    learning_system system;
    system.topics = {"reading", "numeracy", "attendance", "wellbeing"};
    const auto add = [&](const char* name, place where, level years, double pupils, double disadvantaged,
                         std::vector<double> need, std::vector<double> strength) {
        school one;
        one.name = name;
        one.where = where;
        one.governance = sector::government;
        one.years = years;
        one.enrolment = pupils;
        one.disadvantaged = disadvantaged;
        one.need = std::move(need);
        one.strength = std::move(strength);
        return system.net.add(one);
    };
    const auto oak = add("Oak Hill Primary", {-37.98, 145.15}, level::primary, 410, .42, //
                         {.9, .3, .4, .2}, {.2, .7, .5, .8});
    const auto elm = add("Elm Park Primary", {-37.96, 145.18}, level::primary, 380, .38, //
                         {.2, .8, .5, .3}, {.8, .2, .4, .6});
    add("Birch Road Primary", {-38.02, 145.20}, level::primary, 520, .45, {.7, .4, .3, .6}, {.4, .6, .7, .3});
    const auto ash = add("Ash Grove Primary", {-38.05, 145.24}, level::primary, 290, .12, //
                         {.1, .2, .2, .7}, {.9, .8, .8, .3});
    add("Lakeside Primary", {-37.93, 145.30}, level::primary, 610, .20, {.3, .3, .6, .2}, {.6, .7, .3, .7});
    const auto college = add("Harbour College", {-38.00, 145.12}, level::secondary, 1150, .40, //
                             {.6, .7, .7, .4}, {.5, .4, .3, .7});
    add("Riverside High", {-37.92, 145.22}, level::secondary, 980, .25, {.3, .4, .3, .6}, {.7, .7, .7, .3});
    add("Outback Area School", {-35.20, 142.10}, level::combined, 90, .61, {.8, .8, .6, .5}, {.3, .3, .4, .6});
    // Two pairs know each other, and three schools work with one family centre.
    system.net.connect(oak, ash, colearn::layers::school_to_school, {.7, {}});
    system.net.connect(oak, elm, colearn::layers::school_to_school, {.8, {}});
    colearn::agency centre;
    centre.name = "Southern Family Centre";
    const auto shared = system.net.add(centre);
    for (const auto who : {oak, elm, college}) system.net.connect(who, shared, colearn::layers::school_to_agency);
    return system;
}

learning_system read(const arguments& what) {
    if (what.system.empty()) return made_up();
    if (std::filesystem::is_directory(what.system)) return colearn::read_system(what.system).system;
    return colearn::read_manifest(what.system, example::manifest_options(what.root, what.where)).system;
}

int show(const arguments& what, const learning_system& system) {
    const colearn::twin_options options{.max_distance_km = what.max_distance_km};
    const auto result = colearn::twin(system, options);
    const auto others = colearn::twin_alternatives(system, result, what.alternatives);
    const auto several = colearn::partner_sets(system, result, what.several);
    const auto name = [&](colearn::id<school> who) { return system.net[who].name; };
    const auto shown = [&](colearn::id<school> who) {
        const auto asked = [&](const std::string& one) {
            return one == name(who) || one == name(who) + ", " + system.net[who].region;
        };
        return what.schools.empty() || std::any_of(what.schools.begin(), what.schools.end(), asked);
    };

    fmt::print("Who should work with whom?\n");
    for (const auto& one : result.proposals) {
        if (!shown(one.a.who) && !shown(one.b.who)) continue;
        fmt::print("\n{} + {}\n  {}\n", name(one.a.who), name(one.b.who), one.rationale);
        fmt::print("  What the score is made of:\n");
        for (const auto& part : one.why.terms) {
            if (part.missing())
                fmt::print("    {:<20} not known\n", part.name);
            else
                fmt::print("    {:<20} {:.2f} of 1, adds {:.2f}\n", part.name, *part.value, part.contribution);
        }
        for (const auto& side : {one.a, one.b})
            for (const auto& next : side.runners_up)
                fmt::print("  Next for {}: {} ({:.2f})\n", name(side.who), name(next.who), next.score);
    }
    fmt::print("\nWithout a twin\n");
    for (const auto& one : result.left_out)
        if (shown(one.who)) fmt::print("  {}\n", one.words);

    fmt::print("\nWhat else could be done?\n  {}\n", others.words);
    for (std::size_t i = 0; i < others.sets.size(); ++i) {
        fmt::print("  {}. {}\n", i + 1, others.sets[i].words);
        const auto& partner = others.certificate.matchings[i].partner;
        if (!what.schools.empty())
            for (const auto who : partner.ids())
                if (shown(who) && system.net.contains(who))
                    fmt::print("     {} with {}\n", name(who),
                               partner[who].valid() ? name(partner[who]) : std::string("nobody"));
    }
    fmt::print("\nWith up to {} partners each\n  {}\n", what.several.up_to, several.words);
    for (const auto& one : several.schools)
        if (shown(one.who)) fmt::print("  {}\n", one.words);

    fmt::print("\nIs it fair?\n  {}\n", result.fairness.words);
    fmt::print(
        "\nHow good is it?\n  The scores sum to {:.2f}; no way to pair up these candidates sums to more than {:.2f}.\n",
        result.total_score, result.bound);
    fmt::print("  {}\n", result.trade_off.words);
    int wrong = 0;
    for (const auto& checked : {verify(system, result, options), verify(result, others, what.alternatives),
                                verify(result, several, what.several)}) {
        if (!checked) fmt::print("  {}\n", checked.violated);
        wrong += checked ? 0 : 1;
    }
    if (wrong == 0) fmt::print("  An independent check accepts all of it.\n");
    fmt::print("\nWhat to know\n");
    for (const auto& note : result.notes) fmt::print("  {}\n", note);
    return wrong == 0 ? 0 : 1;
}

} // namespace

int main(int argc, char** argv) {
    arguments what;
    CLI::App app{"Proposes twins: pairs of schools that should work together."};
    app.add_option("system", what.system, "Folder with a system's tables, or a manifest (eight schools made up here)");
    app.add_option("--root", what.root, "Folder that the manifest's tables are below (its own)");
    app.add_option("--where", what.where, "KEY=VALUE for a parameter of the manifest");
    app.add_option("--school", what.schools, "Show this one only, by NAME or NAME, REGION; may be given again");
    app.add_option("--max-distance", what.max_distance_km, "Largest distance of twins, in km")->capture_default_str();
    app.add_option("--sets", what.alternatives.count, "Sets of twins to show, the best one among them")
        ->capture_default_str();
    app.add_option("--least-share", what.alternatives.least_share, "Share of the largest total that each set reaches")
        ->capture_default_str();
    app.add_option("--most-shared", what.alternatives.most_shared,
                   "Share of the pairs that two sets may have in common")
        ->capture_default_str();
    app.add_option("--up-to", what.several.up_to, "Partners that a school may have in the last plan")
        ->capture_default_str();
    try {
        app.parse(argc, argv);
        return show(what, read(what));
    } catch (const CLI::ParseError& wrong) {
        return app.exit(wrong);
    } catch (const std::exception& wrong) {
        fmt::print(stderr, "twins: {}\n", wrong.what());
        return 1;
    }
}

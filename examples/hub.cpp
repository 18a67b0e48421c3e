// SPDX-License-Identifier: BSL-1.0
// Which primary schools belong to which secondary school, and what does each pair know of its pupils' way?
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include <colearn/graph/learning_system.hpp>
#include <colearn/matching/hub_and_feeders.hpp>

int main() {
    using colearn::level;
    using colearn::place;
    using colearn::school;

    // Two secondary schools and seven primary schools, made up: need and strength from 0 to 1 in reading, numeracy and
    // wellbeing.
    colearn::learning_system system;
    system.topics = {"reading", "numeracy", "wellbeing"};
    const auto add = [&](const char* name, place where, level years, double pupils, double disadvantaged,
                         std::vector<double> need, std::vector<double> strength) {
        school one;
        one.name = name;
        one.where = where;
        one.governance = colearn::sector::government;
        one.years = years;
        one.enrolment = pupils;
        one.disadvantaged = disadvantaged;
        one.need = std::move(need);
        one.strength = std::move(strength);
        return system.net.add(one);
    };
    const auto college = add("Harbour College", {-38.00, 145.12}, level::secondary, 1150, .40, //
                             {.6, .7, .4}, {.5, .4, .7});
    const auto high = add("Riverside High", {-37.93, 145.22}, level::secondary, 980, .25, {.3, .4, .6}, {.7, .7, .3});
    const auto oak = add("Oak Hill Primary", {-37.98, 145.15}, level::primary, 410, .42, {.9, .3, .2}, {.2, .7, .8});
    const auto elm = add("Elm Park Primary", {-37.96, 145.18}, level::primary, 380, .38, {.2, .8, .3}, {.8, .2, .6});
    const auto birch = add("Birch Road Primary", {-38.02, 145.20}, level::primary, 520, .45, //
                           {.7, .4, .6}, {.4, .6, .3});
    const auto ash = add("Ash Grove Primary", {-37.95, 145.24}, level::primary, 290, .12, {.1, .2, .7}, {.9, .8, .3});
    const auto lake = add("Lakeside Primary", {-37.90, 145.25}, level::primary, 610, .20, {.3, .3, .2}, {.6, .7, .7});
    add("Harbour View Primary", {-38.01, 145.10}, level::primary, 240, .31, {.4, .5, .4}, {.5, .5, .6});
    add("Outback Area School", {-35.20, 142.10}, level::primary, 90, .61, {.8, .8, .5}, {.3, .3, .6});

    // Where last year's leavers went; of two schools it is not known.
    colearn::hub_options options{.most_feeders = 3, .fewest_feeders = 2, .max_distance_km = 40};
    options.transitions = {{oak, college, 38}, {oak, high, 12},      {elm, college, 21},
                           {elm, high, 24},    {birch, college, 44}, {birch, high, 9},
                           {ash, high, 31},    {lake, high, 58},     {lake, college, 6}};

    const auto result = colearn::hub_and_feeders(system, options);
    const auto name = [&](colearn::id<school> who) { return system.net[who].name; };
    fmt::print("Which primary schools belong to which secondary school?\n");
    for (const auto& one : result.pyramids) {
        fmt::print("\n{}\n  {}\n", name(one.hub), one.rationale);
        for (const auto& feeder : one.feeders) {
            fmt::print("\n  {}\n    {}\n", name(feeder.who), feeder.rationale);
            for (const auto& next : feeder.runners_up)
                fmt::print("    Next best: {} ({:.2f})\n", name(next.mentor), next.score);
        }
    }
    fmt::print("\nIn no pyramid\n");
    for (const auto& one : result.left_out) fmt::print("  {}\n", one.words);
    for (const auto& one : result.unused) fmt::print("  {}\n", one.words);
    fmt::print("\nOther plans\n");
    for (const auto& one : result.trade_off)
        fmt::print("  {:<25} total {:.2f}, {} placed, {} pairs that would rather have each other\n",
                   to_string(one.plan), one.total_score, one.placed, one.blocking_pairs);
    fmt::print("\nIs it fair?\n  {}\n", result.fairness.words);
    const auto checked = verify(system, result, options);
    fmt::print("\nHow good is it?\n  {}\n", checked ? "An independent check accepts the result." : checked.violated);
    fmt::print("\nWhat to know\n");
    for (const auto& note : result.notes) fmt::print("  {}\n", note);
    return checked ? 0 : 1;
}

// SPDX-License-Identifier: BSL-1.0
// Who should this school work with, and why?
#include <string>
#include <utility>
#include <vector>

#include <fmt/core.h>

#include <colearn/graph/learning_system.hpp>
#include <colearn/matching/twin.hpp>

int main() {
    using colearn::level;
    using colearn::place;
    using colearn::school;
    using colearn::sector;

    // Eight made-up schools: need and strength from 0 to 1 in reading, numeracy, attendance and wellbeing.
    colearn::learning_system system;
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

    const auto result = colearn::twin(system, {.max_distance_km = 30});
    const auto name = [&](colearn::id<school> who) { return system.net[who].name; };

    fmt::print("Who should work with whom?\n");
    for (const auto& one : result.proposals) {
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
    for (const auto& one : result.left_out) fmt::print("  {}\n", one.words);
    fmt::print("\nIs it fair?\n  {}\n", result.fairness.words);
    fmt::print(
        "\nHow good is it?\n  The scores sum to {:.2f}; no way to pair up these candidates sums to more than {:.2f}.\n",
        result.total_score, result.bound);
    fmt::print("  {}\n", result.trade_off.words);
    const auto checked = verify(system, result, {.max_distance_km = 30});
    fmt::print("  {}\n", checked ? "An independent check accepts the result." : checked.violated);
    fmt::print("\nWhat to know\n");
    for (const auto& note : result.notes) fmt::print("  {}\n", note);
    return checked ? 0 : 1;
}

// SPDX-License-Identifier: BSL-1.0
// Who should this school work with, and why?
#include <iostream>
#include <optional>
#include <string>
#include <vector>

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

    const auto result = colearn::twin(system);
    for (const auto& one : result.proposals) {
        std::cout << system.net[one.a.who].name << " + " << system.net[one.b.who].name << "\n  " << one.rationale
                  << "\n";
        for (const auto& part : one.why.terms) {
            std::cout << "    " << part.name << ": ";
            if (part.value)
                std::cout << colearn::detail::decimal(*part.value, 2) << " x weight "
                          << colearn::detail::decimal(part.weight, 2) << " -> "
                          << colearn::detail::decimal(part.contribution, 2) << "\n";
            else
                std::cout << "missing\n";
        }
    }
    std::cout << "\nWithout a twin:\n";
    for (const auto& one : result.left_out) std::cout << "  " << one.words << "\n";
    std::cout << "\nIs it fair?\n  " << result.fairness.words << "\n";
    std::cout << "\nHow good is it?\n  The scores sum to " << colearn::detail::decimal(result.total_score, 2)
              << "; no way to pair these candidates sums to more than " << colearn::detail::decimal(result.bound, 2)
              << ".\n";
    const auto checked = verify(system, result);
    std::cout << "  An independent check " << (checked ? "accepts the result." : "rejects it: " + checked.violated)
              << "\n";
    std::cout << "\nWhat to know:\n";
    for (const auto& note : result.notes) std::cout << "  " << note << "\n";
    return checked ? 0 : 1;
}

// SPDX-License-Identifier: BSL-1.0
// Where do 500,000 go so that the worst-served pupil is served best?
#include <optional>
#include <string>

#include <fmt/core.h>

#include <colearn/allocation/max_min.hpp>
#include <colearn/allocation/need.hpp>
#include <colearn/graph/learning_system.hpp>

namespace {

colearn::school make(std::string name, std::optional<double> enrolment, std::optional<double> disadvantaged) {
    colearn::school one;
    one.key = name;
    one.name = std::move(name);
    one.enrolment = enrolment;
    one.disadvantaged = disadvantaged;
    return one;
}

} // namespace

int main() {
    using colearn::money;
    colearn::system_network net;
    const auto hill = net.add(make("Hill Primary", 420, 0.10));
    const auto river = net.add(make("River Primary", 310, 0.55));
    net.add(make("Station Road Primary", 515, 0.48));
    net.add(make("St Brigid's", 265, 0.22));
    net.add(make("Westgate Secondary", 1080, 0.41));
    net.add(make("Northfield Secondary", 890, 0.18));
    net.add(make("Harbour Primary", 350, 0.37));
    net.add(make("Mill Lane Primary", 180, 0.62));
    net.add(make("Bush Flat School", 24, 0.33));
    net.add(make("Grammar", 760, 0.03));
    net.add(make("Park Special School", 95, 0.44));
    net.add(make("New Estate Primary", 140, {})); // it opened this year: its pupils' backgrounds are not known yet

    // 1. Need: every pupil counts once, a disadvantaged one twice.
    const auto of = needs(net, {.formula = {.base = 1, .loading = 1}});

    // 2. Nobody gets less than 4,000; Hill was promised 60,000; River cannot spend more than 30,000 this year.
    colearn::max_min_options bounds;
    bounds.floors = colearn::id_map<colearn::school, money>(of.school_bound, money::of(4'000));
    bounds.caps = colearn::id_map<colearn::school, money>(of.school_bound, money::of(500'000));
    bounds.floors[hill] = money::of(60'000);
    bounds.caps[river] = money::of(30'000);

    // 3. The division, and its check by code that does not divide.
    const auto budget = money::of(500'000);
    const auto division = max_min(of, budget, bounds);
    const auto checked = verify(of, budget, bounds, division);
    if (division.outcome != colearn::status::optimal || !checked) {
        fmt::print("no division: {} {}\n", to_string(division.outcome), checked.violated);
        return 1;
    }

    fmt::print("{:<22}{:>10}{:>14}{:>10}  {}\n", "school", "need", "amount", "per need", "decided by");
    for (const auto& one : division.awards)
        fmt::print("{:<22}{:>10.1f}{:>14}{:>10.2f}  {}\n", one.name, one.need, to_string(one.amount),
                   one.amount.units() / one.need, to_string(one.decided));
    fmt::print("{:<32}{:>14}\n\n", "total", to_string(division.certificate.total));

    for (const auto& one : division.awards) {
        if (one.decided == colearn::binding::level && one.name != "Grammar")
            continue; // one of those at the level will do
        const auto said = explain(one, division.certificate);
        fmt::print("{}\n  {}\n", said.why, said.what_would_change);
    }
    for (const auto& one : division.missing)
        fmt::print("{} took no part: its \"{}\" is not known.\n", one.name, one.field);
    fmt::print("Worst served: {}.\n", division.worst_served()->name);
    fmt::print("Another 10,000 would raise the level by {:.2f} for each need-weighted pupil.\n",
               10'000 * division.certificate.level_per_unit);
}

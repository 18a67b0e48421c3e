// SPDX-License-Identifier: BSL-1.0
// Why does a school get what it gets by Australia's Schooling Resource Standard of 2014, and what would change it?
#include <fmt/core.h>

#include <colearn/allocation/funding_award_check.hpp>
#include <colearn/allocation/funding_words.hpp>
#include <colearn/allocation/schooling_resource_standard.hpp>

int main() {
    using namespace colearn;
    const auto formula = schooling_resource_standard_2014();

    // A made-up school. Counts are given as they are, or as shares of pupils.
    school_characteristics school{.name = "Bush Flat School", .kind = "combined"};
    school.figures = {{"primary pupils", 84}, {"secondary pupils", 46}};
    school.figures.emplace(srs_figure::aria, 6.2);
    school.figures.emplace(srs_figure::disability, 9);
    school.figures.emplace(srs_figure::low_english, 4);
    school.figures.emplace(srs_figure::indigenous, 31);
    school.shares.emplace(school_figure::lowest_quarter, named_share{.45, {}});
    school.shares.emplace(school_figure::second_quarter, named_share{.25, {}});

    const auto award = funding_for(formula, school);
    if (const auto checked = verify(formula, school, award); !checked) {
        fmt::print("the award does not hold: {}\n", checked.violated);
        return 1;
    }
    const auto words = explain(formula, school, award);
    for (const auto& one : words.why) fmt::print("{}\n", one);
    fmt::print("\nWhat would change it:\n");
    for (const auto& one : words.what_would_change) fmt::print("  {}\n", one);
    fmt::print("\nHow sure are the figures?\n");
    for (const auto& one : words.from_memory) fmt::print("  {}\n", one);

    // What is not known is said, and never taken for 0.
    school.figures.erase("secondary pupils");
    fmt::print("\n{}\n", explain(formula, school, funding_for(formula, school)).why.back());
}

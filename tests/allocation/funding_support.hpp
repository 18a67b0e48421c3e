// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_ALLOCATION_FUNDING_SUPPORT_HPP
#define COLEARN_TESTS_ALLOCATION_FUNDING_SUPPORT_HPP

// A small formula with a term of each kind, and a school to match, for the tests of funding formulas.

#include <limits>
#include <string>

#include <colearn/allocation/funding_formula.hpp>
#include <colearn/allocation/school_characteristics.hpp>

namespace funding_support {

inline colearn::funding_source made_up() {
    return {"made up for a test", "page 1", "", colearn::figure_standing::read};
}

inline colearn::funding_term per_pupil(const char* name, const char* figure, double amount) {
    colearn::funding_term term;
    term.name = name;
    term.figure = figure;
    term.amounts = {{"", amount}};
    term.source = made_up();
    return term;
}

inline colearn::funding_formula small_formula() {
    using namespace colearn;
    constexpr double endless = std::numeric_limits<double>::infinity();
    funding_formula out;
    out.name = "test formula";
    out.year = "2026";
    out.currency = "AUD";
    out.source = made_up();
    out.phases = {"primary pupils", "secondary pupils"};
    out.area_cost_figure = "area cost";
    out.terms = {per_pupil("primary", "primary pupils", 4000), per_pupil("secondary", "secondary pupils", 5000.5)};
    auto meals = per_pupil("meals", "pupils with free meals", 500);
    meals.area_cost = false;
    out.terms.push_back(meals);
    auto moved = per_pupil("moved", "pupils who moved", 900);
    moved.above_share = 0.06;
    out.terms.push_back(moved);
    funding_term lump;
    lump.name = "lump";
    lump.basis = term_basis::lump_sum;
    lump.amounts = {{"primary pupils", 100000}, {"secondary pupils", 200000}};
    lump.factors = {{"",
                     factor_reading::figure,
                     {{"primary pupils", {{0, 100, 1, 1}, {100, 300, 1, 0}, {300, endless, 0, 0}}},
                      {"secondary pupils", {{0, 400, 1, 1}, {400, 600, 1, 0}, {600, endless, 0, 0}}}}}};
    lump.source = made_up();
    out.terms.push_back(lump);
    funding_term need;
    need.name = "need";
    need.basis = term_basis::of_terms;
    need.amounts = {{"", 1}};
    need.figure = "pupils in need";
    need.of = {"primary", "secondary"};
    need.factors = {{"pupils in need", factor_reading::share, {{"", {{0, 0.5, 0.1, 0.6}, {0.5, 1, 0.6, 0.6}}}}}};
    need.source = made_up();
    out.terms.push_back(need);
    auto far = need;
    far.name = "far";
    far.figure.clear();
    far.amounts = {{"", 0.5}};
    far.of = {"primary", "secondary", "lump"};
    far.factors = {{"remoteness", factor_reading::figure, {{"", {{0, 5, 0, 0}, {5, 15, 0, 1}}}}}};
    far.only_for = "country";
    out.terms.push_back(far);

    funding_adjustment cap;
    cap.name = "cap";
    cap.kind = adjustment_kind::cap;
    cap.change = 0.03;
    cap.kept = 0.25;
    cap.last_year = "last year per pupil";
    cap.outside = {"lump"};
    cap.source = made_up();
    auto floor = cap;
    floor.name = "floor";
    floor.kind = adjustment_kind::floor;
    floor.change = -0.015;
    funding_adjustment minimum;
    minimum.name = "minimum";
    minimum.amounts = {{"primary pupils", 4200}, {"secondary pupils", 5500}};
    minimum.source = made_up();
    out.adjustments = {cap, minimum, floor};
    return out;
}

inline colearn::school_characteristics small_school() {
    colearn::school_characteristics out;
    out.name = "Hill";
    out.kind = "country";
    out.figures = {{"primary pupils", 120},       {"secondary pupils", 40}, {"area cost", 1.05},
                   {"pupils who moved", 12},      {"remoteness", 7},        {"last year per pupil", 5600},
                   {"pupils with free meals", 30}};
    out.shares = {{"pupils in need", {0.25, ""}}};
    return out;
}

} // namespace funding_support

#endif

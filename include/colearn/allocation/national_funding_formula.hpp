// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_NATIONAL_FUNDING_FORMULA_HPP
#define COLEARN_ALLOCATION_NATIONAL_FUNDING_FORMULA_HPP

/// @file
/// For a policy reader: England's national funding formula for schools, 2025-26, as data: each figure with its source,
/// and whether it was read there or stands from memory.
/// For an engineer: a `funding_formula`.

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/allocation/funding_formula.hpp>
#include <colearn/allocation/school_characteristics.hpp>

namespace colearn {

/// Names of the figures that the formula asks for, beside those of `school_figure`.
namespace nff_figure {

inline constexpr std::string_view area_cost = "area cost adjustment";
inline constexpr std::string_view primary_year_group = "primary pupils per year group";
inline constexpr std::string_view secondary_year_group = "secondary pupils per year group";
inline constexpr std::string_view miles_to_next_school = "miles to the second nearest suitable school";
inline constexpr std::string_view last_year_per_pupil = "last year's pupil-led funding per pupil";

} // namespace nff_figure

namespace detail {

/// The pairs of a primary and a secondary amount in one factor of the formula.
struct nff_factor {
    const char* name;
    double primary;
    double secondary;
    figure_standing primary_standing;
    figure_standing secondary_standing;
};

[[nodiscard]] inline funding_source nff_source(std::string place, figure_standing standing) {
    return {"The national funding formulae for schools and high needs 2025 to 2026 (Department for Education, 2024)",
            std::move(place),
            "https://www.gov.uk/government/publications/national-funding-formula-for-schools-and-high-needs", standing};
}

[[nodiscard]] inline funding_factor taper(std::string_view figure, std::vector<factor_band> bands) {
    return {std::string(figure), factor_reading::figure, {{"", std::move(bands)}}};
}

} // namespace detail

/// England's national funding formula for mainstream schools, 2025-26.
///
/// Figures: the table of factor values in the policy document of November 2024, which was not readable here. What
/// stands as `read` was reproduced to the cent from the lines of two general annual grant statements, of a primary and
/// of a secondary school (see the test): the lump sum, free school meals, most IDACI bands, low prior attainment
/// (primary) and English as an additional language. The copy of the statements names neither school nor year; that the
/// year is 2025-26 follows from the lump sum and the other amounts. They confirm the ratio of the basic amounts of
/// primary and key stage 3, and not their level, since the local authority had scaled them. The minimum per pupil
/// levels, 4,955 and 6,465, were read in a schools forum's minutes; that 6,465 is three years at 6,221 and two at 6,831
/// is from memory, though it comes out. Everything else stands from memory and says so.
///
/// Prior attainment and mobility: give the weighted count of pupils, as the allocation statements do. IDACI: the count
/// of pupils in each band. Sparsity: give the pupils per year group of the phase; the taper in size runs from half of
/// the threshold to the threshold, the taper in distance over its last fifth. The statements apply the area cost
/// adjustment to every factor, free school meals among them, and so does this. Kinds of school: "primary", "secondary".
/// Example: `funding_for(national_funding_formula_2025_26(), school).total`
[[nodiscard]] inline funding_formula national_funding_formula_2025_26() {
    using enum figure_standing;
    const std::string primary(school_figure::primary_pupils);
    const std::string stage_3(school_figure::key_stage_3_pupils);
    const std::string stage_4(school_figure::key_stage_4_pupils);
    funding_formula out;
    out.name = "national funding formula for schools (England)";
    out.year = "2025-26";
    out.currency = "GBP";
    out.source = detail::nff_source("table of factor values", recalled);
    out.phases = {primary, stage_3, stage_4};
    out.area_cost_figure = nff_figure::area_cost;
    out.left_out = {
        "the rates of IDACI bands A and C for primary pupils, which could not be confirmed: a primary school with "
        "pupils in them has no total",
        "premises (rates, split sites, private finance, exceptional circumstances)", "growth and falling rolls",
        "sparsity of middle and all-through schools",
        "local authorities' own rates and the minimum funding guarantee of local formulae"};

    constexpr double not_known = -1;
    const auto per_pupil = [&](std::string name, const std::string& figure, double amount, figure_standing standing) {
        funding_term term;
        term.name = std::move(name);
        term.amount_known = amount != not_known;
        if (term.amount_known) term.amounts = {{"", amount}};
        term.figure = figure;
        term.source = detail::nff_source(standing == read ? "table of factor values; reproduced from grant statements"
                                                          : "table of factor values",
                                         standing);
        out.terms.push_back(std::move(term));
    };
    per_pupil("basic amount, primary", primary, 3847, recalled);
    per_pupil("basic amount, key stage 3", stage_3, 5422, recalled);
    per_pupil("basic amount, key stage 4", stage_4, 6113, recalled);
    // Names as in the statements; counted for primary and secondary pupils apart.
    for (const auto& one : {detail::nff_factor{"free school meals", 495, 495, read, read},
                            {"free school meals in the last six years", 1060, 1555, read, read},
                            {"IDACI band F", 235, 340, read, read},
                            {"IDACI band E", 285, 450, read, read},
                            {"IDACI band D", 445, 635, read, read},
                            {"IDACI band C", not_known, 695, recalled, read},
                            {"IDACI band B", 520, 745, read, read},
                            {"IDACI band A", not_known, 950, recalled, read},
                            {"low prior attainment", 1175, 1785, read, recalled},
                            {"English as an additional language", 595, 1595, read, read}}) {
        const std::string name = one.name;
        per_pupil(name + ", primary", "primary pupils: " + name, one.primary, one.primary_standing);
        per_pupil(name + ", secondary", "secondary pupils: " + name, one.secondary, one.secondary_standing);
    }
    // Mobility counts pupils beyond 6% of the phase: the statements give that count.
    per_pupil("mobility, primary", "primary pupils: mobility", 965, recalled);
    per_pupil("mobility, secondary", "secondary pupils: mobility", 1385, recalled);

    funding_term lump;
    lump.name = "lump sum";
    lump.basis = term_basis::lump_sum;
    lump.amounts = {{"", 145100}};
    lump.source = detail::nff_source("table of factor values; reproduced from grant statements", read);
    out.terms.push_back(lump);

    const auto sparsity = [&](const char* name, const char* kind, double amount, std::string_view year_group,
                              double pupils, double miles) {
        funding_term term;
        term.name = name;
        term.basis = term_basis::lump_sum;
        term.amounts = {{"", amount}};
        term.only_for = kind;
        term.factors = {
            detail::taper(year_group, {{0, pupils / 2, 1, 1}, {pupils / 2, pupils, 1, 0}, {pupils, 1e6, 0, 0}}),
            detail::taper(nff_figure::miles_to_next_school,
                          {{0, 0.8 * miles, 0, 0}, {0.8 * miles, miles, 0, 1}, {miles, 1e6, 1, 1}})};
        term.source = detail::nff_source("table of factor values; technical note, sparsity factor", recalled);
        out.terms.push_back(std::move(term));
    };
    sparsity("sparsity, primary", "primary", 57400, nff_figure::primary_year_group, 21.4, 2);
    sparsity("sparsity, secondary", "secondary", 83400, nff_figure::secondary_year_group, 120, 3);

    funding_adjustment minimum;
    minimum.name = "minimum per pupil level";
    minimum.kind = adjustment_kind::minimum_per_pupil;
    minimum.amounts = {{primary, 4955}, {stage_3, 6221, recalled}, {stage_4, 6831, recalled}};
    minimum.source = {"Schools Forum, update on 2025-26 school budgets (Bracknell Forest Council)", "minutes",
                      "https://democratic.bracknell-forest.gov.uk/mgAi.aspx?ID=119432", read};
    out.adjustments.push_back(minimum);

    funding_adjustment floor;
    floor.name = "funding floor";
    floor.kind = adjustment_kind::floor;
    floor.change = 0;
    floor.last_year = nff_figure::last_year_per_pupil;
    floor.needed = false; // a new school has no last year
    floor.outside = {"lump sum", "sparsity, primary", "sparsity, secondary"};
    floor.source = detail::nff_source("funding floor", recalled);
    out.adjustments.push_back(floor);
    return out;
}

} // namespace colearn

#endif

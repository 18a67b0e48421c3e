// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_SCHOOLING_RESOURCE_STANDARD_HPP
#define COLEARN_ALLOCATION_SCHOOLING_RESOURCE_STANDARD_HPP

/// @file
/// For a policy reader: Australia's Schooling Resource Standard as data: each figure with its source, and whether it
/// was read there or stands from memory. For an engineer: two `funding_formula`s, 2014 and 2023.

#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/allocation/funding_formula.hpp>
#include <colearn/allocation/school_characteristics.hpp>

namespace colearn {

/// Names of the figures that the formula asks for, beside those of `school_figure`.
namespace srs_figure {

inline constexpr std::string_view indigenous = "Aboriginal and Torres Strait Islander pupils";
inline constexpr std::string_view low_english = "pupils with low English proficiency";
inline constexpr std::string_view disability = "pupils with disability";
inline constexpr std::string_view aria = "ARIA index value";

} // namespace srs_figure

/// The largest size loading of a year.
struct srs_size_amounts {
    double primary = 0;   ///< dollars
    double secondary = 0; ///< dollars
    funding_source source{};
};

namespace detail {

[[nodiscard]] inline funding_source srs_act(std::string place, figure_standing standing) {
    return {"Australian Education Act 2013 (Cth)", std::move(place),
            "https://www.legislation.gov.au/C2013A00067/latest/text", standing};
}

/// A percentage of the base amount for the share of pupils of a kind; the percentage may depend on that share.
[[nodiscard]] inline funding_term srs_loading(const char* name, std::string_view figure, std::vector<factor_band> bands,
                                              funding_source source) {
    funding_term term;
    term.name = name;
    term.basis = term_basis::of_terms;
    term.amounts = {{"", 1, figure_standing::read}}; // section 31: of the whole amount
    term.figure = figure;
    term.of = {"base amount, primary", "base amount, secondary"};
    term.factors = {{std::string(figure), factor_reading::share, {{"", std::move(bands)}}, source.standing}};
    term.source = std::move(source);
    return term;
}

/// What the years have in common. A loading of p% of the SRS funding amount for each of n pupils is p% of the base
/// amount times their share, since the SRS funding amount of a combined school is the mean over its pupils.
[[nodiscard]] inline funding_formula srs_formula(std::string year, double primary, double secondary,
                                                 const funding_source& amounts) {
    using enum figure_standing;
    const std::string primary_pupils(school_figure::primary_pupils);
    const std::string secondary_pupils(school_figure::secondary_pupils);
    funding_formula out;
    out.name = "Schooling Resource Standard (Australia)";
    out.year = std::move(year);
    out.currency = "AUD";
    out.source = srs_act("Part 3, Divisions 2 and 3", read);
    out.phases = {primary_pupils, secondary_pupils};
    out.left_out = {"capacity to contribute of non-government schools (section 54): the base amount is that of a "
                    "government school",
                    "the lower base amount for distance education (section 33)",
                    "rounding of loadings (section 56): amounts are to the cent",
                    "shares of the Commonwealth and the States, and transition"};

    funding_term base;
    base.amounts = {{"", primary}};
    base.source = amounts;
    base.name = "base amount, primary";
    base.figure = primary_pupils;
    out.terms.push_back(base);
    base.name = "base amount, secondary";
    base.figure = secondary_pupils;
    base.amounts = {{"", secondary}};
    out.terms.push_back(base);

    out.terms.push_back(srs_loading("Aboriginal and Torres Strait Islander loading", srs_figure::indigenous,
                                    {{0, 1, 0.2, 1.2}}, srs_act("section 37", recalled)));
    // Read: the caps of 50% and 37.5% in the Act, the starts of 15% and 7.5% in The Australian, "Economic disadvantage
    // feeds into the funding formula" (2013). From memory: that the caps are met at a share of 75%.
    out.terms.push_back(srs_loading("socio-educational disadvantage, lowest quarter", school_figure::lowest_quarter,
                                    {{0, 0.75, 0.15, 0.5}, {0.75, 1, 0.5, 0.5}},
                                    srs_act("section 38(2) to (4); all but the share of 75% read", recalled)));
    out.terms.push_back(srs_loading("socio-educational disadvantage, second quarter", school_figure::second_quarter,
                                    {{0, 0.75, 0.075, 0.375}, {0.75, 1, 0.375, 0.375}},
                                    srs_act("section 38(5) to (7); all but the share of 75% read", recalled)));
    out.terms.push_back(srs_loading("low English proficiency loading", srs_figure::low_english, {{0, 1, 0.1, 0.1}},
                                    srs_act("section 39", recalled)));

    return out;
}

/// Section 43: the limits for primary and secondary schools; a combined school has their mean, weighted by its pupils.
inline void add_srs_size(funding_formula& formula, const std::optional<srs_size_amounts>& amounts) {
    constexpr double endless = std::numeric_limits<double>::infinity();
    const std::string primary(school_figure::primary_pupils);
    const std::string secondary(school_figure::secondary_pupils);
    funding_term term;
    term.name = "size loading";
    term.basis = term_basis::lump_sum;
    term.amount_known = amounts.has_value();
    if (amounts) term.amounts = {{primary, amounts->primary}, {secondary, amounts->secondary}};
    term.factors = {{"",
                     factor_reading::figure,
                     {{primary, {{15, 200, 1, 1}, {200, 300, 1, 0}, {300, endless, 0, 0}}},
                      {secondary, {{100, 500, 1, 1}, {500, 700, 1, 0}, {700, endless, 0, 0}}}},
                     figure_standing::read}};
    term.source = amounts ? amounts->source : srs_act("sections 42 to 51", figure_standing::recalled);
    formula.terms.push_back(term);
    formula.left_out.push_back("the size loading of very small schools, of fewer than 15 primary or 100 secondary "
                               "pupils (sections 46 to 50): it is undefined here");
}

/// Sections 40 and 41: a percentage of the base amount and the size loading, by remoteness.
///
/// The formula of section 40 is a picture. That the size loading counts is from memory, and the department's example of
/// 2013 needs it: a very remote school of about 12 pupils was to get 334,000 dollars for its location in 2019, when 80%
/// of the base amount of 12 secondary pupils is 140,000 (The Australian, "Gonski pay to hit $60,000 per child").
inline void add_srs_location(funding_formula& formula) {
    // Borders of the classes of remoteness: Queensland Government Statistician's Office, ARIA+ (read).
    funding_term location;
    location.name = "location loading";
    location.basis = term_basis::of_terms;
    location.amounts = {{"", 1, figure_standing::read}};
    location.of = {"base amount, primary", "base amount, secondary", "size loading"};
    location.factors = {{std::string(srs_figure::aria),
                         factor_reading::figure,
                         {{"",
                           {{0, 0.2, 0, 0},
                            {0.2, 2.4, 0, 0.1},
                            {2.4, 5.92, 0.1, 0.3},
                            {5.92, 10.53, 0.3, 0.7},
                            {10.53, 15, 0.7, 0.8}}}}}};
    location.source =
        srs_act("sections 13, 40 and 41; the ends, 10% and 80%, read in the press", figure_standing::recalled);
    formula.terms.push_back(location);
}

} // namespace detail

/// The Schooling Resource Standard of 2014, the year whose amounts the Act itself states.
///
/// Read in the Act (compilation of 25 March 2015): base amounts (section 34), the largest size loadings and the limits
/// of size (sections 43 and 44), the caps of the disadvantage loading (section 38), that the loadings are a percentage
/// of the SRS funding amount for the pupils who qualify (section 31); in the press of 2013: that the size loading falls
/// to zero between the limits, where the disadvantage loadings start, that the location loading goes from 10% to 80%.
/// The formulas of the Act are pictures and were not readable: what else sections 37 to 41 and 51 say stands from
/// memory. So does the disability percentage of the Regulation, 186% in ordinary schools.
[[nodiscard]] inline funding_formula schooling_resource_standard_2014() {
    using enum figure_standing;
    auto out = detail::srs_formula("2014", 9271, 12193, detail::srs_act("section 34(1) and (2)", read));
    auto disability = detail::srs_loading("disability loading", srs_figure::disability, {{0, 1, 1.86, 1.86}},
                                          {"Australian Education Regulation 2013 (Cth)", "section 17", "", recalled});
    out.terms.push_back(std::move(disability));
    detail::add_srs_size(
        out, srs_size_amounts{150000, 240000, detail::srs_act("sections 42 to 45 (section 51: in the press)", read)});
    detail::add_srs_location(out);
    out.left_out.emplace_back("disability in special schools (223%)");
    return out;
}

/// The Schooling Resource Standard of 2023.
///
/// Read: base amounts (Catholic Schools NSW, "NSW Catholic school funding"), percentages by level of adjustment for
/// disability (Australian Education Regulation 2013, section 17, as in force to 2023). For the other loadings see
/// `schooling_resource_standard_2014`. The size loading amounts of 2023 could not be read: give them. Combined schools:
/// disability is counted for primary and secondary pupils apart.
[[nodiscard]] inline funding_formula
schooling_resource_standard_2023(const std::optional<srs_size_amounts>& size = std::nullopt) {
    using enum figure_standing;
    constexpr double primary = 13048;
    constexpr double secondary = 16397;
    auto out = detail::srs_formula("2023", primary, secondary,
                                   {"NSW Catholic school funding (Catholic Schools NSW)", "Part 1, base funding",
                                    "https://www.csnsw.catholic.edu.au/nsw-catholic-school-funding/", read});
    const auto disability = [&](const std::string& adjustment, double in_primary, double in_secondary) {
        for (const bool in_first : {true, false}) {
            const std::string phase = in_first ? "primary" : "secondary";
            funding_term term;
            term.name = "disability loading, " + adjustment + ", " + phase;
            term.figure = phase + " pupils with " + adjustment + " adjustment";
            term.amounts = {{"", in_first ? in_primary * primary : in_secondary * secondary}};
            term.source = {"Australian Education Regulation 2013 (Cth)", "section 17(2) to (4)",
                           "https://zoelaw.ai/legislation/australian-education-regulation-2013/sections/17", read};
            out.terms.push_back(std::move(term));
        }
    };
    disability("supplementary", 0.42, 0.33);
    disability("substantial", 1.46, 1.16);
    disability("extensive", 3.12, 2.48);
    detail::add_srs_size(out, size);
    if (!size)
        out.left_out.emplace_back("the amounts of the size loading of 2023, which were not readable: a school that is "
                                  "small enough for one has no total");
    detail::add_srs_location(out);
    return out;
}

} // namespace colearn

#endif

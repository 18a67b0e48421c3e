// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_FUNDING_FORMULA_HPP
#define COLEARN_ALLOCATION_FUNDING_FORMULA_HPP

/// @file
/// For a policy reader: a school funding formula written down as data, with the source of every figure, so that it can
/// be read, checked and changed without programming.
/// For an engineer: terms (amount per pupil, lump sum, share of other terms; each times piecewise linear factors) and
/// adjustments (minimum per pupil, floor, cap), and the check that refuses a formula that contradicts itself.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/verification.hpp>

namespace colearn {

/// How a figure of a formula was come by.
enum class figure_standing : std::uint8_t {
    read,    ///< read in the source that is named, or reproduced from a published allocation
    recalled ///< stands from memory: check it against the source before use
};

/// Where a figure comes from.
struct funding_source {
    std::string document{}; ///< title of the document
    std::string place{};    ///< section, table or page
    std::string address{};  ///< where it can be read; empty: in print, or not found
    figure_standing standing = figure_standing::recalled;
};

/// An amount for one phase of schooling, or for all of them.
struct phase_amount {
    std::string phase{};                       ///< a figure of `funding_formula::phases`; empty: all
    double amount = 0;                         ///< units of currency, or for `term_basis::of_terms` a fraction; >= 0
    std::optional<figure_standing> standing{}; ///< unset: that of the source of its term or adjustment
};

/// Over (from, to] the factor goes in a straight line from `at_from` to `at_to`; the lowest band takes in its `from`.
struct factor_band {
    double from = 0;
    double to = 0;      ///< infinity where the factor is level
    double at_from = 1; ///< >= 0
    double at_to = 1;   ///< >= 0
};

/// The bands for one phase of schooling, or for all of them.
struct phase_bands {
    std::string phase{}; ///< a figure of `funding_formula::phases`; empty: all
    std::vector<factor_band> bands{};
};

/// What a factor is read from.
enum class factor_reading : std::uint8_t {
    figure, ///< the figure itself: an ARIA score, a distance, a number of pupils
    share   ///< the figure as a share of all pupils
};

/// A piecewise linear factor: a taper, a table of bands, a rate that grows with concentration.
/// Where it is given by phase, a school with pupils in several phases gets the mean of the bands, band by band,
/// weighted by its pupils. Outside of its bands a factor is undefined, by name, and not 0.
struct funding_factor {
    std::string figure{}; ///< empty: all pupils
    factor_reading reading = factor_reading::figure;
    std::vector<phase_bands> tables{};
    std::optional<figure_standing> standing{}; ///< of the tables; unset: that of the source of its term
};

/// What the amount of a term is multiplied by.
enum class term_basis : std::uint8_t {
    lump_sum,  ///< nothing: one amount for each school
    per_pupil, ///< the count of `figure`
    of_terms   ///< the sum of the terms named in `of`, times the share of pupils of `figure` where it names one
};

/// One term: amount x what it is per x factors.
struct funding_term {
    std::string name{};
    term_basis basis = term_basis::per_pupil;
    std::vector<phase_amount> amounts{}; ///< one; several for a lump sum by phase, which is weighted by pupils
    bool amount_known = true;      ///< false: `amounts` is empty, and the term is undefined wherever it would not be 0
    std::string figure{};          ///< whose count: a phase, or pupils of some characteristic
    double above_share = 0;        ///< only pupils beyond this share of `above_share_of` count; 0 to 1
    std::string above_share_of{};  ///< a count; empty: all pupils
    std::vector<std::string> of{}; ///< names of earlier terms
    std::vector<funding_factor> factors{};
    std::string only_for{}; ///< a kind of school; empty: every kind
    bool area_cost = true;  ///< the amount is multiplied by the area cost figure, where the formula has one
    funding_source source{};
};

enum class adjustment_kind : std::uint8_t {
    minimum_per_pupil, ///< tops up to an amount per pupil
    floor,             ///< tops up to last year's amount, changed by at least `change`
    cap                ///< takes back of what is above last year's amount, changed by at most `change`
};

/// What is done to the sum of the terms. Adjustments apply in their order, each to the sum so far.
struct funding_adjustment {
    std::string name{};
    adjustment_kind kind = adjustment_kind::minimum_per_pupil;
    std::vector<phase_amount> amounts{}; ///< minimum per pupil: for each phase
    double change = 0;                   ///< floor and cap: against last year, a fraction from -1
    double kept = 0;                     ///< cap: the share of the gain above the cap that the school keeps, 0 to 1
    std::string last_year{};             ///< floor and cap: the figure that holds last year's amount
    bool per_pupil = true;               ///< floor and cap: that figure is per pupil
    bool needed = true; ///< floor and cap: without last year's figure the total is undefined; else it is not applied
    std::vector<std::string> outside{}; ///< names of terms that count neither for it nor against it
    std::string only_for{};             ///< a kind of school; empty: every kind
    funding_source source{};
};

/// A funding formula.
struct funding_formula {
    std::string name{};
    std::string year{};     ///< "2025-26"
    std::string currency{}; ///< ISO 4217: "AUD", "GBP"
    funding_source source{};
    std::vector<std::string> phases{}; ///< figures that count pupils; each pupil is in one of them
    std::string area_cost_figure{};    ///< the figure that amounts are multiplied by; empty: none
    std::int64_t round_to_cents = 1;   ///< each term's amount is rounded to a multiple of it: 1, or 100 for whole units
    std::vector<funding_term> terms{};
    std::vector<funding_adjustment> adjustments{};
    std::vector<std::string> left_out{}; ///< parts of the official formula that are not here, in words
};

namespace detail {

[[nodiscard]] inline bool is_recalled(const std::optional<figure_standing>& own, const funding_source& source) {
    return own.value_or(source.standing) == figure_standing::recalled;
}

/// Whether any figure of a term, or of an adjustment, stands from memory or is not known.
[[nodiscard]] inline bool any_recalled(const std::vector<phase_amount>& amounts, const funding_source& source) {
    return std::any_of(amounts.begin(), amounts.end(),
                       [&](const phase_amount& one) { return is_recalled(one.standing, source); });
}
[[nodiscard]] inline bool any_recalled(const funding_term& term) {
    return !term.amount_known || any_recalled(term.amounts, term.source) ||
           (term.above_share > 0 && is_recalled({}, term.source)) ||
           std::any_of(term.factors.begin(), term.factors.end(),
                       [&](const funding_factor& one) { return is_recalled(one.standing, term.source); });
}
[[nodiscard]] inline bool any_recalled(const funding_adjustment& one) {
    return one.kind == adjustment_kind::minimum_per_pupil ? any_recalled(one.amounts, one.source)
                                                          : is_recalled({}, one.source);
}

} // namespace detail

/// Names of the terms and adjustments that have a figure which stands from memory, or is not known.
[[nodiscard]] inline std::vector<std::string> recalled_figures(const funding_formula& formula) {
    std::vector<std::string> out;
    for (const auto& term : formula.terms)
        if (detail::any_recalled(term)) out.push_back(term.name);
    for (const auto& one : formula.adjustments)
        if (detail::any_recalled(one)) out.push_back(one.name);
    return out;
}

namespace detail {

/// Looks for the first fault of a formula; `fault` stays empty where there is none.
class formula_check {
public:
    explicit formula_check(const funding_formula& formula) : formula_(formula) {
        require(!formula.name.empty(), "the formula has no name");
        require(!formula.year.empty(), "the formula has no year");
        require(!formula.currency.empty(), "the formula has no currency");
        require(!formula.source.document.empty(), "the formula has no source");
        require(!formula.phases.empty(), "the formula names no phase, so that it knows no pupils");
        require(formula.round_to_cents >= 1, "amounts must be rounded to at least one cent");
        require(!formula.terms.empty(), "the formula has no terms");
        for (std::size_t i = 0; i < formula.terms.size(); ++i) check_term(i);
        for (const auto& one : formula.adjustments) check_adjustment(one);
    }
    std::string fault{};

private:
    const funding_formula& formula_;

    void require(bool holds, const std::string& otherwise) {
        if (!holds && fault.empty()) fault = otherwise;
    }
    void require(bool holds, const std::string& where, const std::string& otherwise) {
        if (!holds && fault.empty()) fault = "\"" + where + "\": " + otherwise;
    }
    static bool amount_like(double x) { return x >= 0 && x <= 1e12; }
    bool is_term(std::string_view name, std::size_t before) const {
        for (std::size_t i = 0; i < before; ++i)
            if (formula_.terms[i].name == name) return true;
        return false;
    }
    bool is_phase(std::string_view name) const {
        for (const auto& phase : formula_.phases)
            if (phase == name) return true;
        return false;
    }
    template <class Entries>
    void check_phases(const Entries& entries, const std::string& where) {
        for (const auto& entry : entries) {
            require(entries.size() == 1 || !entry.phase.empty(), where, "one of several phases has no name");
            require(entry.phase.empty() || is_phase(entry.phase), where, "it has no phase \"" + entry.phase + "\"");
            for (const auto& other : entries)
                require(&other == &entry || other.phase != entry.phase, where, "it names a phase twice");
        }
    }
    void check_bands(const std::vector<factor_band>& bands, const std::string& where) {
        require(!bands.empty(), where, "a table has no bands");
        for (std::size_t k = 0; k < bands.size(); ++k) {
            const auto& band = bands[k];
            const auto name = number_text(band.from) + " to " + number_text(band.to);
            require(std::isfinite(band.from) && band.from < band.to, where, "the band " + name + " is empty");
            require(amount_like(band.at_from) && amount_like(band.at_to), where,
                    "the band " + name + " has a rate below 0 or beyond 1e12");
            require(std::isfinite(band.to) || band.at_from == band.at_to, where,
                    "the band " + name + " is endless and not level");
            if (k > 0 && band.from < bands[k - 1].to)
                require(false, where,
                        "the bands " + number_text(bands[k - 1].from) + " to " + number_text(bands[k - 1].to) +
                            " and " + name + " overlap or are not in order");
        }
    }
    void check_term(std::size_t i) {
        const auto& term = formula_.terms[i];
        const auto& where = term.name;
        require(!where.empty(), "a term has no name");
        require(!is_term(where, i), where, "two terms have this name");
        require(!term.source.document.empty(), where, "it has no source");
        require(term.amounts.empty() != term.amount_known, where, "it has no amount, or one that is not known");
        require(term.amounts.size() <= 1 || term.basis == term_basis::lump_sum, where,
                "only a lump sum may have amounts by phase");
        check_phases(term.amounts, where);
        for (const auto& one : term.amounts)
            require(amount_like(one.amount), where,
                    "its rate must be from 0 to 1e12, and is " + number_text(one.amount));
        require(term.basis != term_basis::per_pupil || !term.figure.empty(), where, "it does not say whose count");
        require(term.basis != term_basis::lump_sum || term.figure.empty(), where, "a lump sum is not per pupil");
        require(term.basis == term_basis::per_pupil || term.above_share == 0, where, "its threshold is of no count");
        require((term.basis == term_basis::of_terms) == !term.of.empty(), where,
                "it names other terms if and only if it is a share of them");
        require(term.above_share >= 0 && term.above_share <= 1, where, "its threshold must be from 0 to 1");
        for (const auto& other : term.of)
            require(is_term(other, i), where, "no earlier term is called \"" + other + "\"");
        for (const auto& factor : term.factors) {
            require(!factor.tables.empty(), where, "a factor has no table");
            check_phases(factor.tables, where);
            for (const auto& table : factor.tables) {
                check_bands(table.bands, where);
                require(table.bands.size() == factor.tables.front().bands.size(), where,
                        "the tables of its phases have different numbers of bands");
            }
        }
    }
    void check_adjustment(const funding_adjustment& one) {
        const auto& where = one.name;
        require(!where.empty(), "an adjustment has no name");
        require(!is_term(where, formula_.terms.size()), where, "a term and an adjustment have this name");
        for (const auto& other : formula_.adjustments)
            require(&other == &one || other.name != where, where, "two adjustments have this name");
        require(!one.source.document.empty(), where, "it has no source");
        for (const auto& term : one.outside)
            require(is_term(term, formula_.terms.size()), where, "no term is called \"" + term + "\"");
        const bool minimum = one.kind == adjustment_kind::minimum_per_pupil;
        require(minimum == !one.amounts.empty(), where, "amounts belong to a minimum per pupil, and to nothing else");
        require(minimum || !one.last_year.empty(), where, "it does not say which figure holds last year's amount");
        require(one.change >= -1 && one.change <= 1e6, where, "the change must be from -1 to 1e6");
        require(one.kept >= 0 && one.kept <= 1, where, "the share that is kept must be from 0 to 1");
        check_phases(one.amounts, where);
        for (const auto& amount : one.amounts)
            require(amount_like(amount.amount), where,
                    "its rate must be from 0 to 1e12, and is " + number_text(amount.amount));
    }
};

} // namespace detail

/// Whether a formula is sound; the first fault in words, which name the term.
///
/// Complexity: O(terms^2). Result: accepted, or rejected for a missing name, source or figure, a negative rate, a table
/// with empty, overlapping or unordered bands, a reference to no earlier term or phase.
/// Example: `verify(national_funding_formula_2025_26())`
[[nodiscard]] inline verification verify(const funding_formula& formula) {
    return {detail::formula_check(formula).fault};
}

} // namespace colearn

#endif

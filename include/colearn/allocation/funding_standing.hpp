// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_FUNDING_STANDING_HPP
#define COLEARN_ALLOCATION_FUNDING_STANDING_HPP

/// @file
/// For a policy reader: which figures of a formula that stand from memory, and were not read in a source, entered a
/// school's award, and how much of the award depends on them.
/// For an engineer: the recalled figures of each line that could have changed it, and exact differences by evaluating
/// the formula without those lines.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/funding_award.hpp>
#include <colearn/allocation/funding_formula.hpp>
#include <colearn/allocation/money.hpp>
#include <colearn/allocation/school_characteristics.hpp>
#include <colearn/core/contract.hpp>

namespace colearn {

/// A line of an award that figures from memory entered.
struct recalled_line {
    std::string name{};                 ///< of the term or adjustment
    std::vector<std::string> figures{}; ///< which: "the amount", "the table for remoteness"; at least one
    std::optional<money> depends{};     ///< the total less what it would be without the line; unset: no total
};

/// How much of an award stands from memory.
struct award_standing {
    std::vector<recalled_line> lines{}; ///< in the award's order; empty: every figure that entered it was read
    std::optional<money> depends{};     ///< the total less what it would be without any of them; unset: no total
};

namespace detail {

/// The formula without some lines: terms pay nothing, and adjustments are not made.
[[nodiscard]] inline funding_formula without_lines(const funding_formula& formula,
                                                   const std::vector<recalled_line>& lines) {
    const auto named = [&](const std::string& name) {
        return std::any_of(lines.begin(), lines.end(), [&](const recalled_line& one) { return one.name == name; });
    };
    auto out = formula;
    for (auto& term : out.terms)
        if (named(term.name))
            for (auto& one : term.amounts) one.amount = 0;
    std::erase_if(out.adjustments, [&](const funding_adjustment& one) { return named(one.name); });
    return out;
}

/// The recalled ones of the amounts by phase that count here: those of phases in which the school has pupils, or in
/// which it is not known whether it has.
inline void add_recalled(const std::vector<phase_amount>& amounts, const funding_source& source,
                         characteristic_reader& read, std::vector<std::string>& out) {
    for (const auto& one : amounts) {
        if (!is_recalled(one.standing, source)) continue;
        if (one.phase.empty())
            out.emplace_back("the amount");
        else if (read.figure(one.phase).value != 0.)
            out.push_back("the amount for " + one.phase);
    }
}

/// The recalled figures of a term that could have changed its line. None where the line is 0 whatever they are.
[[nodiscard]] inline std::vector<std::string> recalled_of(const funding_term& term, const funding_line& line,
                                                          characteristic_reader& read) {
    std::vector<std::string> out;
    const bool known = line.amount.has_value();
    if (!line.applies) return out;
    // Beyond a threshold from memory there might be pupils where the line counts none.
    const bool threshold = term.above_share > 0 && is_recalled({}, term.source) && read.figure(term.figure).value != 0.;
    if (known && line.quantity == 0 && !threshold) return out;
    const auto recalled_table = [&](const funding_factor& one) { return is_recalled(one.standing, term.source); };
    const bool any_table = std::any_of(term.factors.begin(), term.factors.end(), recalled_table);
    if (!known || line.factor != 0 || any_table) add_recalled(term.amounts, term.source, read, out);
    if (known && line.rate == 0 && out.empty()) return out;
    if (threshold) out.emplace_back("the threshold");
    for (const auto& factor : term.factors)
        if (recalled_table(factor))
            out.push_back("the table for " +
                          std::string(factor.reading == factor_reading::share ? "the share of " : "") +
                          (factor.figure.empty() ? "pupils" : factor.figure));
    return out;
}

/// The same for an adjustment, which compares, so that it enters an award where it changes nothing too.
[[nodiscard]] inline std::vector<std::string> recalled_of(const funding_adjustment& one, const funding_line& line,
                                                          characteristic_reader& read) {
    std::vector<std::string> out;
    if (!line.applies) return out;
    if (one.kind == adjustment_kind::minimum_per_pupil)
        add_recalled(one.amounts, one.source, read, out);
    else if (is_recalled({}, one.source))
        out.emplace_back(one.kind == adjustment_kind::cap ? "the most that it may rise" : "the least that it keeps");
    return out;
}

} // namespace detail

/// Which figures from memory entered a school's award, and how much of it depends on them.
///
/// A line depends on a figure with all that it has: what the figure should be instead is not known. So `depends` is
/// what the line brings in the end, with the lines that are shares of it, and less what a minimum or a floor would make
/// up; it is negative where the line takes away. It says how much is at stake, not how far out the figure may be.
///
/// Complexity: an evaluation for each such line, and one more. Preconditions: `award` is that of the school.
/// Result: lines that no figure from memory could have changed are not listed: a rate for pupils whom the school does
/// not have, a phase that it does not teach. A term whose amount the formula does not hold has no total, see
/// `funding_award`. Throws: as `funding_for`. Determinism: no choice is made.
/// Example: `standing_of(formula, school, funding_for(formula, school)).depends`
[[nodiscard]] inline award_standing standing_of(const funding_formula& formula, const school_characteristics& school,
                                                const funding_award& award) {
    const auto terms = formula.terms.size();
    expects(award.lines.size() == terms + formula.adjustments.size(), "the award must be one of this formula",
            award.lines.size());
    detail::characteristic_reader read(formula, school);
    award_standing out;
    for (std::size_t i = 0; i < award.lines.size(); ++i) {
        const auto& line = award.lines[i];
        auto figures = i < terms ? detail::recalled_of(formula.terms[i], line, read)
                                 : detail::recalled_of(formula.adjustments[i - terms], line, read);
        if (!figures.empty()) out.lines.push_back({line.name, std::move(figures), {}});
    }
    if (!award.total) return out;
    const auto depends_on = [&](const std::vector<recalled_line>& lines) -> std::optional<money> {
        const auto rest = funding_for(detail::without_lines(formula, lines), school).total;
        if (!rest) return std::nullopt;
        return *award.total - *rest;
    };
    for (auto& one : out.lines) one.depends = depends_on({one});
    out.depends = depends_on(out.lines);
    return out;
}

} // namespace colearn

#endif

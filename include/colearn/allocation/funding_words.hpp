// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_FUNDING_WORDS_HPP
#define COLEARN_ALLOCATION_FUNDING_WORDS_HPP

/// @file
/// For a policy reader: why a school gets what it gets, term by term, what of it rests on figures from memory, and what
/// one more pupil would change.
/// For an engineer: sentences from a `funding_award`, and exact differences by evaluating a second time.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <colearn/allocation/funding_award.hpp>
#include <colearn/allocation/funding_formula.hpp>
#include <colearn/allocation/funding_standing.hpp>
#include <colearn/allocation/money.hpp>
#include <colearn/allocation/school_characteristics.hpp>
#include <colearn/core/contract.hpp>

namespace colearn {

/// A figure that is to be changed.
struct figure_change {
    std::string figure{};
    double by = 1; ///< added to the figure
};

/// How much a school's total would change if some of its figures did and nothing else; unset where either total is
/// undefined. Characteristics that are given as shares keep their counts, not their shares.
///
/// Complexity: two evaluations. Throws: `contract_violation` where a figure is not known or would fall below 0.
/// Example: one more pupil who is disadvantaged:
/// `funding_change(formula, school, {{{"primary pupils"}, {"disadvantaged pupils"}}})`
[[nodiscard]] inline std::optional<money> funding_change(const funding_formula& formula,
                                                         const school_characteristics& school,
                                                         const std::vector<figure_change>& changes) {
    const auto before = funding_for(formula, school);
    detail::characteristic_reader read(formula, school);
    auto changed = school;
    for (const auto& [name, share] : school.shares) {
        const auto count = read.figure(name);
        if (!count.value) continue; // stays a share of what is not known
        changed.figures.emplace(name, *count.value);
        changed.shares.erase(name);
    }
    for (const auto& one : changes) {
        const auto found = changed.figures.find(one.figure);
        expects(found != changed.figures.end(), "a figure that changes must be known", one.figure);
        expects(found->second + one.by >= 0, "no figure may fall below 0", one.figure);
        found->second += one.by;
    }
    const auto after = funding_for(formula, changed);
    if (!before.total || !after.total) return std::nullopt;
    return *after.total - *before.total;
}

/// An award in words.
struct funding_explanation {
    std::vector<std::string> why{};               ///< a sentence for each line that is not 0, then the total
    std::vector<std::string> from_memory{};       ///< which figures were not read in a source, and what depends on them
    std::vector<std::string> what_would_change{}; ///< what one more pupil of each kind would bring
};

namespace detail {

/// Up to four decimals, with groups of thousands, without a tail of zeros.
[[nodiscard]] inline std::string count_text(double value) {
    if (!(value < 1e11)) return number_text(value);
    const auto parts = static_cast<std::uint64_t>(std::llround(value * 10000));
    auto rest = std::to_string(10000 + parts % 10000).substr(1);
    while (!rest.empty() && rest.back() == '0') rest.pop_back();
    return grouped(parts / 10000) + (rest.empty() ? "" : "." + rest);
}

[[nodiscard]] inline std::string per_cent_text(double fraction) {
    return count_text(fraction * 100) + "%";
}

[[nodiscard]] inline std::string listed(const std::vector<std::string>& names) {
    std::string out;
    for (std::size_t i = 0; i < names.size(); ++i)
        out += (i == 0 ? "" : i + 1 == names.size() ? " and " : ", ") + names[i];
    return out;
}

[[nodiscard]] inline std::string line_words(const funding_term& term, const funding_line& line) {
    if (!line.amount) return term.name + " is not known: " + line.why_undefined + ".";
    std::string out = term.name + ": " + to_string(*line.amount) + ", ";
    switch (term.basis) {
    case term_basis::lump_sum:
        out += "a lump sum of " + to_string(money::nearest(line.rate));
        break;
    case term_basis::per_pupil:
        out += count_text(line.quantity) + " " + term.figure;
        if (term.above_share > 0)
            out += " above " + per_cent_text(term.above_share) + " of " +
                   (term.above_share_of.empty() ? std::string("pupils") : term.above_share_of);
        out += " at " + to_string(money::nearest(line.rate)) + " each";
        break;
    case term_basis::of_terms:
        out += (line.rate == 1 ? "" : per_cent_text(line.rate) + " of ") + to_string(money::nearest(line.quantity)) +
               ", which is " + (term.figure.empty() ? "" : "the share of " + term.figure + " in ") + listed(term.of);
        break;
    }
    if (!term.factors.empty()) {
        std::vector<std::string> read_from;
        for (const auto& factor : term.factors)
            read_from.push_back((factor.reading == factor_reading::share ? "the share of " : "") +
                                (factor.figure.empty() ? std::string("pupils") : factor.figure));
        out += ", times " + count_text(line.factor) + " for " + listed(read_from);
    }
    return out + ".";
}

[[nodiscard]] inline std::string line_words(const funding_adjustment& one, const funding_line& line) {
    if (!line.amount) return one.name + " is not known: " + line.why_undefined + ".";
    const auto sum = to_string(money::nearest(line.rate));
    const auto bound = to_string(money::nearest(line.quantity));
    if (one.kind == adjustment_kind::cap)
        return one.name + ": " + to_string(*line.amount) + ", since " + sum + " is above the cap of " + bound +
               (one.kept > 0 ? ", and the school keeps " + per_cent_text(one.kept) + " of what is above it." : ".");
    return one.name + ": " + to_string(*line.amount) + ", which takes " + sum + " up to " + bound + ".";
}

/// What depends on lines from memory: "without it the award would be 12.00 less".
[[nodiscard]] inline std::string without_words(const char* what, money depends) {
    const auto out = std::string("without ") + what + " the award would be ";
    if (depends == money{}) return out + "the same";
    return depends < money{} ? out + to_string(money{} - depends) + " more" : out + to_string(depends) + " less";
}

[[nodiscard]] inline std::vector<std::string> memory_words(const award_standing& standing,
                                                           const std::optional<money>& total) {
    std::vector<std::string> out;
    if (standing.lines.empty()) {
        out.emplace_back("Every figure of the formula that entered the award was read in its source.");
        return out;
    }
    for (const auto& one : standing.lines)
        out.push_back(one.name + ": from memory, not read in a source: " + listed(one.figures) +
                      (one.depends ? "; " + without_words("this line", *one.depends) : "") + ".");
    if (!standing.depends || !total) return out;
    auto all = "Figures from memory entered the award: " + without_words("their lines", *standing.depends);
    if (*standing.depends > money{} && *total > money{})
        all += ", " + count_text(std::round(standing.depends->units() / total->units() * 1000) / 10) + "% of it";
    out.push_back(all + ".");
    return out;
}

} // namespace detail

/// A school's award in words: why it is what it is, and what would change it.
///
/// Complexity: an evaluation for each figure that counts pupils, and for each line from memory. Preconditions: `award`
/// is that of the school. Result: sentences; what one more pupil would bring, and what depends on figures from memory
/// (see `standing_of`), is exact to the cent, adjustments and rounding included.
/// Throws: as `funding_for`.
/// Example: `explain(formula, school, funding_for(formula, school)).why.front()`
[[nodiscard]] inline funding_explanation explain(const funding_formula& formula, const school_characteristics& school,
                                                 const funding_award& award) {
    expects(award.lines.size() == formula.terms.size() + formula.adjustments.size(),
            "the award must be one of this formula", award.lines.size());
    funding_explanation out;
    for (std::size_t i = 0; i < award.lines.size(); ++i) {
        const auto& line = award.lines[i];
        if (line.amount == money{}) continue;
        out.why.push_back(i < formula.terms.size()
                              ? detail::line_words(formula.terms[i], line)
                              : detail::line_words(formula.adjustments[i - formula.terms.size()], line));
    }
    out.from_memory = detail::memory_words(standing_of(formula, school, award), award.total);
    const auto head = award.school + " gets ";
    if (!award.total) {
        std::vector<std::string> figures;
        for (const auto& one : award.missing) figures.push_back(one.figure);
        out.why.push_back("What " + head + "is not known" +
                          (figures.empty() ? "" : "; missing: " + detail::listed(figures)) + ".");
        return out;
    }
    out.why.push_back(head + formula.currency + " " + to_string(*award.total) + " by " + formula.name + ", " +
                      formula.year + ".");

    std::vector<std::string> counted;
    const auto add = [&](const std::string& figure) {
        if (figure.empty() || std::find(counted.begin(), counted.end(), figure) != counted.end()) return;
        if (school.figures.contains(figure) || school.shares.contains(figure)) counted.push_back(figure);
    };
    for (const auto& phase : formula.phases) add(phase);
    const auto phases = counted.size();
    for (const auto& term : formula.terms)
        if (term.only_for.empty() || term.only_for == school.kind) add(term.figure);
    for (std::size_t i = 0; i < counted.size(); ++i) {
        const auto change = funding_change(formula, school, {{counted[i]}});
        out.what_would_change.push_back(
            (i < phases ? "One more of " + counted[i] + " would change it by "
                        : "If one more of its pupils were among " + counted[i] + ", it would change by ") +
            (change ? to_string(*change) : "an amount that is not known") + ".");
    }
    return out;
}

} // namespace colearn

#endif

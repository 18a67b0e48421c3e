// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_FUNDING_AWARD_HPP
#define COLEARN_ALLOCATION_FUNDING_AWARD_HPP

/// @file
/// For a policy reader: what a funding formula gives a school, line by line; where a figure of the school is not known,
/// the line and the total say so and are not 0.
/// For an engineer: evaluation of a `funding_formula` in whole cents, O(terms) for each school.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/allocation/funding_formula.hpp>
#include <colearn/allocation/money.hpp>
#include <colearn/allocation/school_characteristics.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>

namespace colearn {

/// A term or an adjustment as it applies to one school.
struct funding_line {
    std::string name{};
    bool applies = true;           ///< false: not for this kind of school, or an adjustment without last year's figure
    double rate = 0;               ///< term: units of currency, or fraction, for each; adjustment: the amount compared
    double quantity = 0;           ///< term: pupils, 1, or units of other terms; adjustment: the amount it is held to
    double factor = 1;             ///< product of the factors
    std::optional<money> amount{}; ///< rate x quantity x factor; adjustment: what it adds or takes; unset: undefined
    std::string why_undefined{};   ///< a sentence without its full stop; empty when there is an amount
};

/// What a formula gives a school.
struct funding_award {
    std::string school{};
    std::vector<funding_line> lines{};             ///< the terms, then the adjustments, each in the formula's order
    std::optional<money> total{};                  ///< the sum of the lines; unset where a line is undefined
    std::vector<missing_characteristic> missing{}; ///< the figures that are not known, and the first term that asks

    [[nodiscard]] const funding_line* line(std::string_view name) const noexcept {
        for (const auto& one : lines)
            if (one.name == name) return &one;
        return nullptr;
    }
};

namespace detail {

inline constexpr double most_funding_cents = 9e15;

/// The nearest multiple of `step`; halves, to within a ten-millionth of a step, away from zero.
[[nodiscard]] inline std::int64_t rounded_cents(double cents, std::int64_t step) {
    expects(std::fabs(cents) <= most_funding_cents, {"an amount must be within 9e13 units", "funding_for"},
            cents / 100);
    const auto steps = std::fabs(cents) / static_cast<double>(step);
    const auto size = static_cast<std::int64_t>(std::floor(steps + 0.5 + 1e-7)) * step;
    return cents < 0 ? -size : size;
}

/// The bands of a school: those of its phases, weighted by its pupils.
[[nodiscard]] inline std::vector<factor_band> mean_bands(const std::vector<phase_bands>& tables,
                                                         const std::vector<double>& weights) {
    if (tables.size() == 1) return tables.front().bands;
    std::vector<factor_band> out(tables.front().bands.size(), factor_band{0, 0, 0, 0});
    for (std::size_t t = 0; t < tables.size(); ++t) {
        if (weights[t] == 0) continue; // so that an endless band of another phase does not make a NaN
        for (std::size_t k = 0; k < out.size(); ++k) {
            out[k].from += weights[t] * tables[t].bands[k].from;
            out[k].to += weights[t] * tables[t].bands[k].to;
            out[k].at_from += weights[t] * tables[t].bands[k].at_from;
            out[k].at_to += weights[t] * tables[t].bands[k].at_to;
        }
    }
    return out;
}

[[nodiscard]] inline std::optional<double> factor_at(const std::vector<factor_band>& bands, double x) {
    for (std::size_t k = 0; k < bands.size(); ++k) {
        const auto& band = bands[k];
        if (x > band.to || x < band.from || (x == band.from && k > 0)) continue;
        if (band.at_from == band.at_to) return band.at_from;
        return band.at_from + (band.at_to - band.at_from) * ((x - band.from) / (band.to - band.from));
    }
    return std::nullopt;
}

/// Reads the figures of one school as one formula asks for them, and remembers those that are missing.
class characteristic_reader {
public:
    characteristic_reader(const funding_formula& formula, const school_characteristics& school)
        : formula_(formula), school_(school) {
        for (const auto& [name, value] : school.figures)
            if (!(value >= 0 && value <= 1e13)) refuse("a figure must be from 0 to 1e13", name, value);
        for (const auto& [name, value] : school.shares)
            if (!(value.share >= 0 && value.share <= 1)) refuse("a share must be from 0 to 1", name, value.share);
    }

    void asks(std::string_view term) { term_ = term; }

    /// The figure of this name, all pupils where it is empty.
    [[nodiscard]] measured figure(std::string_view name) {
        if (name.empty()) return pupils();
        if (const auto found = school_.figures.find(name); found != school_.figures.end())
            return measured::as(found->second);
        if (const auto found = school_.shares.find(name); found != school_.shares.end()) {
            if (found->second.of == name) refuse("a share must not be of itself", name, found->second.share);
            if (const auto whole =
                    found->second.of.empty() ? school_.figures.end() : school_.figures.find(found->second.of);
                whole != school_.figures.end())
                return measured::as(found->second.share * whole->second);
            if (!found->second.of.empty()) return lacks(found->second.of);
            const auto all = pupils();
            return all.value ? measured::as(found->second.share * *all.value) : all;
        }
        return lacks(name);
    }
    [[nodiscard]] measured pupils() {
        double sum = 0;
        for (const auto& phase : formula_.phases) {
            const auto found = school_.figures.find(phase);
            if (found == school_.figures.end()) return lacks(phase);
            sum += found->second;
        }
        return measured::as(sum);
    }
    [[nodiscard]] measured share(std::string_view name) {
        const auto part = figure(name);
        if (!part.value) return part;
        const auto whole = pupils();
        if (!whole.value) return whole;
        if (*whole.value == 0) return measured::undefined("the school has no pupils to take a share of");
        return measured::as(*part.value / *whole.value);
    }
    /// Shares of pupils in the phases of some entries; false: undefined, and `why` says why.
    template <class Entries>
    [[nodiscard]] bool phase_weights(const Entries& entries, std::vector<double>& out, std::string& why) {
        double sum = 0;
        for (const auto& entry : entries) {
            const auto count = figure(entry.phase);
            if (!count.value) return why = count.why_undefined, false;
            out.push_back(*count.value);
            sum += *count.value;
        }
        if (sum == 0) return why = "the school has no pupils in its phases", false;
        for (double& weight : out) weight /= sum;
        return true;
    }
    /// Whether a term for this kind of school applies; undefined where the school's kind is not known.
    [[nodiscard]] measured applies(const std::string& only_for) {
        if (only_for.empty()) return measured::as(1);
        if (school_.kind.empty()) return lacks("kind of school");
        return measured::as(school_.kind == only_for ? 1 : 0);
    }

    std::vector<missing_characteristic> missing{};

private:
    const funding_formula& formula_;
    const school_characteristics& school_;
    std::string_view term_{};

    measured lacks(std::string_view name) {
        const auto known = [&](const missing_characteristic& one) { return one.figure == name; };
        if (std::none_of(missing.begin(), missing.end(), known))
            missing.push_back({std::string(name), "\"" + std::string(term_) + "\" asks for it"});
        return measured::undefined("\"" + std::string(name) + "\" is not known");
    }
    void refuse(const char* what, std::string_view name, double value) const {
        expects(false, {what, "funding_for"}, school_.name + ", " + std::string(name) + ": " + number_text(value));
    }
};

/// Works out the lines of an award one after the other.
class funding_evaluation {
public:
    funding_evaluation(const funding_formula& formula, const school_characteristics& school)
        : formula_(formula), read_(formula, school) {
        award_.school = school.name;
        for (const auto& term : formula.terms) add_line(term);
        for (const auto& one : formula.adjustments) add_line(one);
        award_.missing = std::move(read_.missing);
        money sum{};
        for (const auto& one : award_.lines) {
            if (!one.amount) return;
            sum += *one.amount;
        }
        award_.total = sum;
    }
    [[nodiscard]] funding_award take() { return std::move(award_); }

private:
    const funding_formula& formula_;
    characteristic_reader read_;
    funding_award award_;

    template <class Part>
    void add_line(const Part& part) {
        read_.asks(part.name);
        funding_line out;
        out.name = part.name;
        work_out(part, out);
        award_.lines.push_back(std::move(out));
    }
    void work_out(const funding_term& term, funding_line& out) {
        if (!may_apply(term.only_for, out)) return not_applied(out);
        // What is undefined does not end the reading: so that every figure that is missing is named.
        set_rate(term, out);
        set_quantity(term, out);
        for (const auto& factor : term.factors) multiply(factor, out);
        if (!term.amount_known && out.quantity * out.factor != 0)
            undefine(out, measured::undefined("the formula does not hold its amount"));
        if (out.why_undefined.empty())
            out.amount = money{rounded_cents(100 * out.rate * out.quantity * out.factor, formula_.round_to_cents)};
    }
    /// False when it is known that the line is for others; not known is said in the line.
    [[nodiscard]] bool may_apply(const std::string& only_for, funding_line& out) {
        const auto applies = read_.applies(only_for);
        if (!applies.value) undefine(out, applies);
        return applies.value != 0.;
    }
    static void undefine(funding_line& out, const measured& reason) {
        if (out.why_undefined.empty()) out.why_undefined = reason.why_undefined;
    }
    static void not_applied(funding_line& out) {
        out.applies = false;
        out.amount = money{};
    }
    void set_rate(const funding_term& term, funding_line& out) {
        std::vector<double> weights{1};
        if (term.amounts.size() > 1) {
            weights.clear();
            if (std::string why; !read_.phase_weights(term.amounts, weights, why))
                return undefine(out, measured::undefined(why));
        }
        for (std::size_t i = 0; i < term.amounts.size(); ++i) out.rate += weights[i] * term.amounts[i].amount;
        if (term.basis == term_basis::of_terms) return;
        if (term.area_cost && !formula_.area_cost_figure.empty()) {
            const auto cost = read_.figure(formula_.area_cost_figure);
            if (!cost.value) return undefine(out, cost);
            out.rate *= *cost.value;
        }
        out.rate = static_cast<double>(rounded_cents(100 * out.rate, 1)) / 100;
    }
    void set_quantity(const funding_term& term, funding_line& out) {
        if (term.basis == term_basis::lump_sum) {
            out.quantity = 1;
            return;
        }
        if (term.basis == term_basis::of_terms) {
            money sum{};
            for (const auto& name : term.of) {
                const auto& amount = award_.line(name)->amount;
                if (!amount) undefine(out, measured::undefined("\"" + name + "\" is undefined"));
                sum += amount.value_or(money{});
            }
            const auto share = term.figure.empty() ? measured::as(1) : read_.share(term.figure);
            if (!share.value) return undefine(out, share);
            out.quantity = sum.units() * *share.value;
            return;
        }
        const auto count = read_.figure(term.figure);
        const auto whole = term.above_share == 0 ? measured::as(0) : read_.figure(term.above_share_of);
        if (!count.value) return undefine(out, count);
        if (!whole.value) return undefine(out, whole);
        out.quantity = (std::max)(0.0, *count.value - term.above_share * *whole.value);
    }
    void multiply(const funding_factor& factor, funding_line& out) {
        const auto x =
            factor.reading == factor_reading::share ? read_.share(factor.figure) : read_.figure(factor.figure);
        if (!x.value) return undefine(out, x);
        std::vector<double> weights;
        if (std::string why; factor.tables.size() > 1 && !read_.phase_weights(factor.tables, weights, why))
            return undefine(out, measured::undefined(why));
        const auto at = factor_at(mean_bands(factor.tables, weights), *x.value);
        if (!at) {
            const auto what = factor.figure.empty() ? std::string("pupils") : factor.figure;
            return undefine(out, measured::undefined("no band holds \"" + what + "\" of " + number_text(*x.value)));
        }
        out.factor *= *at;
    }

    void work_out(const funding_adjustment& one, funding_line& out) {
        if (!may_apply(one.only_for, out)) return not_applied(out);
        if (one.kind != adjustment_kind::minimum_per_pupil && !one.needed) {
            auto silent = read_; // asks without adding to what is missing
            if (!silent.figure(one.last_year).value) return not_applied(out);
        }
        double held_to = 0;
        if (one.kind == adjustment_kind::minimum_per_pupil) {
            for (const auto& entry : one.amounts) {
                const auto count = read_.figure(entry.phase);
                if (!count.value) undefine(out, count);
                held_to += entry.amount * count.value.value_or(0);
            }
        } else {
            const auto before = read_.figure(one.last_year);
            const auto count = one.per_pupil ? read_.pupils() : measured::as(1);
            if (!before.value) undefine(out, before);
            if (!count.value) undefine(out, count);
            held_to = before.value.value_or(0) * (1 + one.change) * count.value.value_or(0);
        }
        money compared{};
        for (const auto& line : award_.lines) {
            if (std::find(one.outside.begin(), one.outside.end(), line.name) != one.outside.end()) continue;
            if (!line.amount) undefine(out, measured::undefined("\"" + line.name + "\" is undefined"));
            compared += line.amount.value_or(money{});
        }
        if (!out.why_undefined.empty()) return;
        const money bound{rounded_cents(100 * held_to, 1)};
        out.rate = compared.units();
        out.quantity = bound.units();
        const auto gap = compared.cents - bound.cents;
        if (one.kind == adjustment_kind::cap)
            out.amount = gap > 0 ? money{-rounded_cents((1 - one.kept) * static_cast<double>(gap), 1)} : money{};
        else
            out.amount = money{gap < 0 ? -gap : 0};
    }
};

} // namespace detail

/// What a formula gives a school.
///
/// Source: the formula's own. Complexity: O(terms x log figures). Preconditions: a sound formula (see
/// `verify(formula)`), figures from 0 to 1e13, shares from 0 to 1. Result: a line for each term and adjustment; a line
/// whose figures are not all known is undefined, and so is then the total. Rates are rounded to the cent after the area
/// cost adjustment, amounts as the formula says. Throws: `contract_violation`, which names the term, or the school and
/// figure. Determinism: no choice is made.
/// Example: `funding_for(national_funding_formula_2025_26(), school).total`
[[nodiscard]] inline funding_award funding_for(const funding_formula& formula, const school_characteristics& school) {
    const auto sound = verify(formula);
    expects(sound.accepted(), "the funding formula must be sound", sound.violated);
    return detail::funding_evaluation(formula, school).take();
}

/// The same for many schools, in their order; the formula is checked once.
[[nodiscard]] inline std::vector<funding_award> funding_for(const funding_formula& formula,
                                                            std::span<const school_characteristics> schools) {
    const auto sound = verify(formula);
    expects(sound.accepted(), "the funding formula must be sound", sound.violated);
    std::vector<funding_award> out;
    out.reserve(schools.size());
    for (const auto& school : schools) out.push_back(detail::funding_evaluation(formula, school).take());
    return out;
}

} // namespace colearn

#endif

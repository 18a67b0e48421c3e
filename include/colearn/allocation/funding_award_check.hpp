// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_FUNDING_AWARD_CHECK_HPP
#define COLEARN_ALLOCATION_FUNDING_AWARD_CHECK_HPP

/// @file
/// For a policy reader: an award is checked line by line against the formula, as an auditor would.
/// For an engineer: `verify(formula, school, award)`; it shares with the evaluation how figures are looked up and how
/// bands of several phases are averaged, and does the sums its own way.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <colearn/allocation/funding_award.hpp>
#include <colearn/allocation/funding_formula.hpp>
#include <colearn/allocation/money.hpp>
#include <colearn/allocation/school_characteristics.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>

namespace colearn {

namespace detail {

/// The factor of a term, in another form than `factor_at`: the straight line as a weighted mean of its two ends.
[[nodiscard]] inline std::optional<long double> checked_factor(const funding_term& term, characteristic_reader& read) {
    long double product = 1;
    bool known = true;
    for (const auto& factor : term.factors) {
        const auto x = factor.reading == factor_reading::share ? read.share(factor.figure) : read.figure(factor.figure);
        std::vector<double> weights;
        std::string why;
        if (!x.value || (factor.tables.size() > 1 && !read.phase_weights(factor.tables, weights, why))) {
            known = false; // and reads on, for the list of what is missing
            continue;
        }
        const auto bands = mean_bands(factor.tables, weights);
        const auto holds = [&](const factor_band& band) {
            return *x.value <= band.to && (*x.value > band.from || (&band == bands.data() && *x.value == band.from));
        };
        const auto band = std::find_if(bands.begin(), bands.end(), holds);
        known = known && band != bands.end();
        if (!known) continue;
        if (std::isinf(band->to)) {
            product *= band->at_to;
            continue;
        }
        const long double left = static_cast<long double>(band->to) - *x.value;
        const long double right = *x.value - static_cast<long double>(band->from);
        product *= (left * band->at_from + right * band->at_to) / (left + right);
    }
    return known ? std::optional(product) : std::nullopt;
}

/// The first fault in a line's amount, or nothing.
[[nodiscard]] inline std::string term_fault(const funding_formula& formula, const funding_term& term,
                                            const funding_line& line, const funding_award& award,
                                            characteristic_reader& read, const tolerance& near) {
    const auto applies = read.applies(term.only_for);
    if (applies.value && *applies.value == 0)
        return line.applies || line.amount != money{} ? "it is not for this kind of school" : "";
    std::vector<double> weights{1};
    std::string why;
    bool known = applies.defined();
    if (term.amounts.size() > 1) {
        weights.clear();
        known = read.phase_weights(term.amounts, weights, why) && known;
    }
    double rate = 0;
    for (std::size_t i = 0; known && i < term.amounts.size(); ++i) rate += weights[i] * term.amounts[i].amount;
    double slack = 0;
    if (term.basis != term_basis::of_terms) {
        slack = 0.005 + 1e-6;
        if (term.area_cost && !formula.area_cost_figure.empty()) {
            const auto cost = read.figure(formula.area_cost_figure);
            known = known && cost.defined();
            rate *= cost.value.value_or(0);
        }
    }
    double quantity = 1;
    if (term.basis == term_basis::per_pupil) {
        const auto count = read.figure(term.figure);
        const auto whole = term.above_share == 0 ? measured::as(0) : read.figure(term.above_share_of);
        known = known && count.defined() && whole.defined();
        quantity = (std::max)(0.0, count.value.value_or(0) - term.above_share * whole.value.value_or(0));
    } else if (term.basis == term_basis::of_terms) {
        quantity = 0;
        for (const auto& name : term.of) {
            const auto& other = award.line(name)->amount;
            known = known && other;
            quantity += other ? other->units() : 0;
        }
        const auto share = term.figure.empty() ? measured::as(1) : read.share(term.figure);
        known = known && share.defined();
        quantity *= share.value.value_or(0);
    }
    const auto factor = checked_factor(term, read);
    known = known && factor && (term.amount_known || quantity * static_cast<double>(*factor) == 0);
    if (known != line.amount.has_value())
        return known ? "it has no amount, and every figure is known" : "it has an amount, and a figure is not known";
    if (!known) return line.why_undefined.empty() ? "it does not say why it is undefined" : "";
    if (std::fabs(line.rate - rate) > slack && !near.equal(line.rate, rate))
        return "its rate is " + number_text(rate) + ", not " + number_text(line.rate);
    if (!near.equal(line.quantity, quantity))
        return "it is for " + number_text(quantity) + ", not for " + number_text(line.quantity);
    if (!near.equal(line.factor, static_cast<double>(*factor)))
        return "its factor is " + number_text(static_cast<double>(*factor)) + ", not " + number_text(line.factor);
    const long double exact = 100.0L * line.rate * line.quantity * *factor;
    const auto step = static_cast<long double>(formula.round_to_cents);
    const long double allowed = step / 2 + 1e-6L * step + 1e-14L * exact;
    if (line.amount->cents % formula.round_to_cents != 0 ||
        std::fabs(static_cast<long double>(line.amount->cents) - exact) > allowed)
        return "rate, quantity and factor make " + to_string(money::nearest(static_cast<double>(exact / 100))) +
               ", not " + to_string(*line.amount);
    return "";
}

/// The same for an adjustment: it takes the sum so far to its bound, and does nothing where that holds already.
[[nodiscard]] inline std::string adjustment_fault(const funding_adjustment& one, std::size_t at,
                                                  const funding_award& award, characteristic_reader& read) {
    const auto& line = award.lines[at];
    const auto applies = read.applies(one.only_for);
    const bool minimum = one.kind == adjustment_kind::minimum_per_pupil;
    auto silent = read; // without last year's figure, an adjustment that is not needed misses nothing
    const auto before = minimum ? measured::as(0) : (one.needed ? read : silent).figure(one.last_year);
    if ((applies.value && *applies.value == 0) || (applies.value && !one.needed && !before.value))
        return line.applies || line.amount != money{} ? "it does not apply to this school" : "";
    bool known = applies.defined() && before.defined();
    std::int64_t sum = 0;
    for (std::size_t i = 0; i < at; ++i) {
        if (std::find(one.outside.begin(), one.outside.end(), award.lines[i].name) != one.outside.end()) continue;
        known = known && award.lines[i].amount;
        sum += award.lines[i].amount ? award.lines[i].amount->cents : 0;
    }
    long double bound = 0;
    if (minimum) {
        for (const auto& entry : one.amounts) {
            const auto count = read.figure(entry.phase);
            known = known && count.defined();
            bound += static_cast<long double>(entry.amount) * count.value.value_or(0);
        }
    } else {
        const auto count = one.per_pupil ? read.pupils() : measured::as(1);
        known = known && count.defined();
        bound = static_cast<long double>(before.value.value_or(0)) * (1 + static_cast<long double>(one.change)) *
                count.value.value_or(0);
    }
    if (known != line.amount.has_value())
        return known ? "it has no amount, and every figure is known" : "it has an amount, and a figure is not known";
    if (!known) return line.why_undefined.empty() ? "it does not say why it is undefined" : "";
    const long double gap = static_cast<long double>(sum) - 100 * bound;
    const bool cap = one.kind == adjustment_kind::cap;
    const long double wanted =
        cap ? (gap > 0 ? -gap * (1 - static_cast<long double>(one.kept)) : 0) : (gap < 0 ? -gap : 0);
    if (std::fabs(static_cast<long double>(line.amount->cents) - wanted) > 1 + 1e-12L * std::fabs(100 * bound))
        return "it comes to " + to_string(money::nearest(static_cast<double>(wanted / 100))) + ", not to " +
               to_string(*line.amount);
    if (std::fabs(100.0L * line.rate - sum) > 1e-3L || std::fabs(100.0L * line.quantity - 100 * bound) > 1)
        return "it compares " + to_string(money{sum}) + " with " +
               to_string(money::nearest(static_cast<double>(bound)));
    return "";
}

} // namespace detail

/// Checks an award line by line against the formula and the school, without working it out anew: each amount is its
/// rate x quantity x factor, each of these is what the formula says, and the total is the sum. Names the first fault.
[[nodiscard]] inline verification verify(const funding_formula& formula, const school_characteristics& school,
                                         const funding_award& award, const tolerance& near = {}) {
    if (auto sound = verify(formula); !sound) return sound;
    if (award.school != school.name) return verification::reject("the award is for another school");
    const auto terms = formula.terms.size();
    if (award.lines.size() != terms + formula.adjustments.size())
        return verification::reject("there is not one line for each term and adjustment");
    detail::characteristic_reader read(formula, school);
    std::int64_t sum = 0;
    bool known = true;
    for (std::size_t i = 0; i < award.lines.size(); ++i) {
        const auto& name = i < terms ? formula.terms[i].name : formula.adjustments[i - terms].name;
        const auto& line = award.lines[i];
        if (line.name != name) return verification::reject("line " + std::to_string(i) + " is not \"" + name + "\"");
        read.asks(name);
        const auto fault = i < terms ? detail::term_fault(formula, formula.terms[i], line, award, read, near)
                                     : detail::adjustment_fault(formula.adjustments[i - terms], i, award, read);
        if (!fault.empty()) return verification::reject("\"" + name + "\": " + fault);
        known = known && line.amount;
        sum += line.amount ? line.amount->cents : 0;
    }
    const auto names = [](const std::vector<missing_characteristic>& missing) {
        std::vector<std::string> out;
        for (const auto& one : missing) out.push_back(one.figure);
        std::sort(out.begin(), out.end());
        return out;
    };
    if (names(read.missing) != names(award.missing))
        return verification::reject("the figures that are said to be missing are not those that are");
    if (known != award.total.has_value())
        return verification::reject(known ? "there is no total, and every line has an amount"
                                          : "there is a total, and a line has no amount");
    if (known && award.total->cents != sum)
        return verification::reject("the lines sum to " + to_string(money{sum}) + ", not to " +
                                    to_string(*award.total));
    return verification::accept();
}

} // namespace colearn

#endif

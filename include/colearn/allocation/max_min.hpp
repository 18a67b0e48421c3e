// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_MAX_MIN_HPP
#define COLEARN_ALLOCATION_MAX_MIN_HPP

/// @file
/// For a policy reader: divides a budget among schools so that the worst-served pupil is served as well as it allows,
/// and says of every school why it gets what it gets.
/// For an engineer: need-weighted max-min over schools, in cents, on `solve/water_filling_whole.hpp`.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/allocation/money.hpp>
#include <colearn/allocation/need.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/water_filling_whole.hpp>

namespace colearn {

struct max_min_options {
    id_map<school, money> floors{}; ///< least amount for each school, as last year's; empty: none
    id_map<school, money> caps{};   ///< largest amount for each school; empty: none
};

/// What one school gets, and the terms that made it.
struct max_min_award {
    id<school> who{};
    std::string name{};               ///< of the school
    double need = 0;                  ///< need-weighted pupils
    money amount{};                   ///< what it gets
    money floor{};                    ///< least it could get
    std::optional<money> cap{};       ///< most it could get; unset: no cap
    binding decided = binding::level; ///< which of these decided
};

struct max_min_certificate {
    /// Units of money for each need-weighted pupil of the schools that are held at no bound.
    double level = 0;
    /// How much the level rises for one more unit of budget, until another school leaves its floor or meets its cap:
    /// the shadow price of the budget. 0 where every school is held at a bound.
    double level_per_unit = 0;
    money total{};        ///< sum of the amounts; the budget to the cent, or short of it by `unspent`
    money unspent{};      ///< what no school could take, all being at their caps or without need
    money floors_total{}; ///< sum of the floors; above the budget it is the witness of infeasibility
};

struct max_min_result {
    std::vector<max_min_award> awards{};   ///< one for each recipient, in the order of the needs; empty when infeasible
    std::vector<missing_figure> missing{}; ///< schools that took no part, and the figure that each lacks
    max_min_certificate certificate{};
    status outcome = status::optimal; ///< optimal, or infeasible: the floors alone cost more than the budget

    /// The award with the least money for each need-weighted pupil, of the schools that have need; null when none has.
    [[nodiscard]] const max_min_award* worst_served() const noexcept {
        const max_min_award* worst = nullptr;
        for (const auto& one : awards)
            if (one.need > 0 &&
                (worst == nullptr || one.amount.units() / one.need < worst->amount.units() / worst->need))
                worst = &one;
        return worst;
    }
    /// Amounts by school; a school that took no part has none, which is not the same as 0.
    [[nodiscard]] id_map<school, std::optional<money>> amounts(std::size_t school_bound) const {
        id_map<school, std::optional<money>> out(school_bound);
        for (const auto& one : awards) out[one.who] = one.amount;
        return out;
    }
};

namespace detail {

/// The recipients as the solver's columns.
struct max_min_columns {
    std::vector<double> weights;
    std::vector<std::int64_t> floors;
    std::vector<std::int64_t> caps;
    std::int64_t budget = 0;

    max_min_columns(const school_needs& of, money amount, const max_min_options& options) : budget(amount.cents) {
        for (const auto& one : of.recipients) {
            weights.push_back(one.weight);
            floors.push_back(options.floors.empty() ? 0 : options.floors[one.who].cents);
            caps.push_back(options.caps.empty() ? no_cap : options.caps[one.who].cents);
        }
    }
    [[nodiscard]] water_filling_whole_problem problem() const noexcept { return {budget, weights, floors, caps}; }
};

} // namespace detail

/// Divides a budget among schools in proportion to need, within floors and caps, to the cent.
///
/// Source: weighted max-min fairness, the lexicographic form of Rawls's difference principle (*A Theory of Justice*,
/// 1971, section 13); the division itself is `water_filling_whole`. Complexity: O(n log n) time, O(n) space for n
/// schools. Preconditions: budget, floors and caps from 0 to 9e13 units, no cap below its floor. Result: `optimal`,
/// where the amounts sum to the budget to the cent, or fall short of it by `unspent` when every school is at its cap or
/// without need; `infeasible` when the floors cost more than the budget. Throws: `contract_violation`, which names the
/// school. Determinism: the same amounts on every platform; of equal claims on an odd cent, the school that is listed
/// first. Example: `max_min(needs(system.net), money::of(500'000)).awards`
[[nodiscard]] inline max_min_result max_min(const school_needs& of, money budget, const max_min_options& options = {}) {
    expects(options.floors.empty() || options.floors.size() == of.school_bound,
            "there must be one floor for each school, or none", options.floors.size());
    expects(options.caps.empty() || options.caps.size() == of.school_bound,
            "there must be one cap for each school, or none", options.caps.size());
    expects(budget.cents >= 0 && budget.cents <= most_whole_units, "the budget must be from 0 to 9e13 units",
            budget.units());
    const detail::max_min_columns columns(of, budget, options);
    const auto refuse = [&](std::size_t i, const char* what, std::int64_t cents) {
        expects(false, {what, "max_min"}, of.recipients[i].name + ": " + to_string(money{cents}));
    };
    for (std::size_t i = 0; i < of.recipients.size(); ++i) {
        if (columns.floors[i] < 0 || columns.floors[i] > most_whole_units)
            refuse(i, "every floor must be from 0 to 9e13 units", columns.floors[i]);
        if (columns.caps[i] < columns.floors[i]) refuse(i, "no cap may be below its floor", columns.caps[i]);
    }

    auto division = water_filling_whole(columns.problem());
    max_min_result out;
    out.outcome = division.outcome;
    out.missing = of.missing;
    const auto& proof = division.certificate;
    out.certificate = {proof.level / 100, proof.level_weight > 0 ? 1 / proof.level_weight : 0, money{proof.total},
                       money{proof.unspent}, money{proof.floors_total}};
    for (std::size_t i = 0; i < division.amounts.size(); ++i) {
        const auto& one = of.recipients[i];
        max_min_award award{one.who, one.name,        one.weight, money{division.amounts[i]}, money{columns.floors[i]},
                            {},      proof.decided[i]};
        if (columns.caps[i] != no_cap) award.cap = money{columns.caps[i]};
        out.awards.push_back(std::move(award));
    }
    return out;
}

/// Checks a result without solving anything: the awards are those of the needs, and the division passes the check of
/// `water_filling_whole`. Names the first condition that fails.
[[nodiscard]] inline verification verify(const school_needs& of, money budget, const max_min_options& options,
                                         const max_min_result& result, const tolerance& near = {}) {
    const detail::max_min_columns columns(of, budget, options);
    const auto& proof = result.certificate;
    if (result.missing != of.missing)
        return verification::reject("the schools that took no part are not those of the needs");
    if (result.outcome == status::optimal && result.awards.size() != of.recipients.size())
        return verification::reject("there is not one award for each recipient");
    water_filling_whole_result division;
    division.outcome = result.outcome;
    division.certificate.level = proof.level * 100;
    division.certificate.total = proof.total.cents;
    division.certificate.unspent = proof.unspent.cents;
    division.certificate.floors_total = proof.floors_total.cents;
    for (std::size_t i = 0; i < result.awards.size(); ++i) {
        const auto& award = result.awards[i];
        if (i >= of.recipients.size() || award.who != of.recipients[i].who)
            return verification::reject("award " + std::to_string(i) + " is not for the recipient of that place");
        if (award.need != of.recipients[i].weight)
            return verification::reject(award.name + " has a need of " + detail::number_text(of.recipients[i].weight) +
                                        ", not of " + detail::number_text(award.need));
        if (award.floor.cents != columns.floors[i] || (award.cap ? award.cap->cents : no_cap) != columns.caps[i])
            return verification::reject(award.name + " has another floor or cap");
        division.amounts.push_back(award.amount.cents);
        division.certificate.decided.push_back(award.decided);
        if (award.decided == binding::level) division.certificate.level_weight += award.need;
    }
    const double slope = division.certificate.level_weight > 0 ? 1 / division.certificate.level_weight : 0;
    if (result.outcome == status::optimal && !near.equal(proof.level_per_unit, slope))
        return verification::reject("one more unit of budget raises the level by " + detail::number_text(slope) +
                                    ", not by " + detail::number_text(proof.level_per_unit));
    return verify(columns.problem(), division, near);
}

/// A school's award in words: why it is what it is, and what would change it.
struct award_explanation {
    std::string why{};
    std::string what_would_change{};
};

[[nodiscard]] inline award_explanation explain(const max_min_award& award, const max_min_certificate& proof) {
    // Beyond what money can hold, a level is shown as a bare number.
    const auto amount = [](double units) {
        return units < 9e13 ? to_string(money::nearest(units)) : detail::number_text(units);
    };
    const auto pupils = [](double count) {
        if (!(count < 9e13)) return detail::number_text(count);
        const auto tenths = static_cast<std::uint64_t>(std::llround(count * 10));
        return detail::grouped(tenths / 10) + (tenths % 10 == 0 ? "" : "." + std::to_string(tenths % 10));
    };
    const std::string share = pupils(award.need) + " need-weighted pupils at " + amount(proof.level) + " each";
    award_explanation out;
    switch (award.decided) {
    case binding::level:
        out.why = award.name + " gets " + to_string(award.amount) + ": " + share + ".";
        out.what_would_change = "Another 1,000 of budget would bring it about " +
                                amount(1000 * award.need * proof.level_per_unit) +
                                "; one more need-weighted pupil about " +
                                amount(proof.level * (1 - award.need * proof.level_per_unit)) + ".";
        break;
    case binding::floor:
        out.why = award.name + " gets its floor of " + to_string(award.floor) + "; " + share + " would be " +
                  amount(award.need * proof.level) + ".";
        out.what_would_change = "It would get more once the level passes " + amount(award.floor.units() / award.need) +
                                " each, or with a higher floor.";
        break;
    case binding::cap:
        out.why = award.name + " gets its cap of " + to_string(award.amount) + "; " + share + " would be " +
                  amount(award.need * proof.level) + ".";
        out.what_would_change = "Only a higher cap would bring it more.";
        break;
    case binding::fixed:
        out.why = award.name + " gets " + to_string(award.amount) + ": its floor and its cap are the same.";
        out.what_would_change = "Only another floor or cap would change it.";
        break;
    case binding::no_weight:
        out.why = award.name + " gets its floor of " + to_string(award.amount) + ": no need is on record for it.";
        out.what_would_change = "It would get more if it had need, or with a higher floor.";
        break;
    }
    return out;
}

} // namespace colearn

#endif

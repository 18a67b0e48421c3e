// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_FORMULA_SHARE_HPP
#define COLEARN_ALLOCATION_FORMULA_SHARE_HPP

/// @file
/// For a policy reader: a funding formula says what each school should have; what there is, is shared out in proportion
/// to that.
/// For an engineer: division by weights, which are the totals of a `funding_formula`.

#include <algorithm>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/weighted_division.hpp>
#include <colearn/allocation/funding_award.hpp>
#include <colearn/allocation/funding_award_check.hpp>
#include <colearn/allocation/funding_formula.hpp>
#include <colearn/allocation/school_characteristics.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/verification.hpp>

namespace colearn {

/// Amounts in proportion to what a funding formula gives, within floors and caps.
///
/// A recipient whose total is undefined, since a figure is not known, gets its floor: a note names it and the figure.
/// All is given out, beyond the formula's totals too when there is that much. The effects of routes do not count:
/// amounts are what is sent. Result: `optimal` (`checked`: the
/// division, and every award) or `infeasible` (floors). Complexity: that of the formula for each, and O(n log n).
/// Throws: `contract_violation` where the formula is not sound. Example:
/// `formula_share{schooling_resource_standard_2023(), [&](const auto& one) { return known.at(one.key); }}`
struct formula_share {
    funding_formula formula{};
    /// What the formula asks about a recipient; it is asked at each call, so that a scenario may change the answer.
    std::function<school_characteristics(const allocation_recipient&)> characteristics{};

    [[nodiscard]] std::string name() const { return "formula: " + formula.name + " " + formula.year; }
    [[nodiscard]] std::string source() const { return formula.source.document + ", " + formula.source.place; }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        check_allocation(of, "formula_share");
        expects(static_cast<bool>(characteristics), {"it must be known what the formula asks", "formula_share"});
        std::vector<school_characteristics> known;
        for (const auto& one : of.recipients) known.push_back(characteristics(one));
        const auto awards = funding_for(formula, known);
        std::vector<double> totals;
        verification sound;
        std::vector<std::string> notes;
        for (std::size_t i = 0; i < awards.size(); ++i) {
            totals.push_back(awards[i].total ? (std::max)(awards[i].total->units(), 0.0) : 0);
            if (sound) sound = verify(formula, known[i], awards[i]);
            if (awards[i].total) continue;
            notes.push_back(
                "The formula is undefined for " + of.recipients.values()[i].name +
                (awards[i].missing.empty() ? "." : ", which lacks: " + awards[i].missing.front().figure + "."));
        }
        auto out = detail::weighted_allocation(
            of, how, name(), totals, detail::allocation_bounds(of),
            {"unit of the formula", "units of the formula", "cap", "the formula gives it nothing, or lacks a figure"});
        out.notes.insert(out.notes.end(), notes.begin(), notes.end());
        if (out.checked) out.checked = std::move(sound);
        return out;
    }
};

} // namespace colearn

#endif

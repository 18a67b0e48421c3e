// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_LEXIMIN_SHARE_HPP
#define COLEARN_ALLOCATION_LEXIMIN_SHARE_HPP

/// @file
/// For a policy reader: whole tutors, one after the other, each to the school that has least of what it needs; and no
/// tutor could be moved to a school that would still be worse off with it than the other one without it.
/// For an engineer: leximin of the share of need met in whole parts: out of a pool the divisor method of Adams, along
/// routes the divisible leximin, rounded, and then moves of single parts until none is better.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/amount_words.hpp>
#include <colearn/allocation/detail/purse.hpp>
#include <colearn/allocation/detail/route_effects.hpp>
#include <colearn/allocation/detail/route_flow.hpp>
#include <colearn/allocation/detail/weighted_division.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/apportionment.hpp>

namespace colearn {

namespace detail {

/// The parts a recipient has for each unit of its weight, as what it would gain (the less it has, the more) by one
/// more, and lose by one less.
struct share_moves {
    std::vector<double> gain;
    std::vector<double> loss;

    share_moves(std::span<const double> weights, const allocation_bounds& within)
        : gain(weights.size()), loss(weights.size()), weights_(weights), within_(&within) {}
    void read(std::span<const std::int64_t> amounts) {
        constexpr double infinite = std::numeric_limits<double>::infinity();
        for (std::size_t i = 0; i < amounts.size(); ++i) {
            const bool counts = weights_[i] > 0;
            gain[i] =
                counts && amounts[i] < within_->caps[i] ? -static_cast<double>(amounts[i]) / weights_[i] : -infinite;
            loss[i] = counts && amounts[i] > within_->floors[i] ? -static_cast<double>(amounts[i] - 1) / weights_[i]
                                                                : infinite;
        }
    }

private:
    std::span<const double> weights_;
    const allocation_bounds* within_;
};

} // namespace detail

/// Leximin of the share of need that is met, in whole parts. Nobody gets beyond its need, unless its floor is.
///
/// The effects of routes count where all routes to a school have the same one: a need is then what has to be sent to
/// meet it. Where they differ (a flow with gains: moves of single parts would not prove it best) a unit is a unit, and
/// a note says so.
/// Along routes the number of moves after rounding is small, each O(routes + n log n); out of a pool all is O(n log n).
/// Result: `optimal` (no single move is better, which proves it best: see detail/route_flow.hpp) or `infeasible`
/// (floors). Determinism: of equal shares the larger need, then the one that is listed first.
struct leximin_share {
    [[nodiscard]] std::string name() const { return "leximin"; }
    [[nodiscard]] std::string source() const {
        return "Sen, Collective Choice and Social Welfare (1970), chapter 9; in whole parts Frank and Murota, "
               "Mathematical Programming 195 (2022), and Balinski and Young, Fair Representation (1982), on Adams";
    }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        check_allocation(of, "leximin_share");
        const detail::route_effects effects(of);
        const auto within = detail::allocation_bounds::up_to(of, effects.need);
        std::vector<double> need; // parts to send
        for (const double units : effects.need)
            need.push_back(detail::usable_weight(units * static_cast<double>(of.what.parts)));

        std::vector<std::int64_t> amounts;
        std::vector<std::int64_t> carried;
        verification checked;
        detail::share_moves moves(need, within);
        if (of.pooled()) {
            detail::route_flow none(of);
            if (auto conflict = detail::floor_conflict(of, none); !conflict.empty())
                return detail::infeasible_allocation(name(), std::move(conflict));
            const apportionment_problem pool{of.supply(), need, within.floors, within.caps};
            constexpr apportionment_options adams{apportionment_method::adams, apportionment_ties::larger_weight};
            auto found = apportionment(pool, adams);
            checked = verify(pool, found, adams);
            amounts = std::move(found.units);
        } else {
            auto found = detail::divide_by_weights(of, need, within);
            if (!found.conflict.empty()) return detail::infeasible_allocation(name(), std::move(found.conflict));
            detail::route_flow flow(of);
            for (std::uint32_t k = 0; k < of.routes.size(); ++k) flow.carry(k, found.carried[k]);
            do moves.read(flow.amounts);
            while (flow.improve(moves.gain, moves.loss, 0, 1) > 0);
            amounts = std::move(flow.amounts);
            carried = std::move(flow.carried);
            moves.read(amounts);
            checked = detail::no_better_move(of, amounts, carried, moves.gain, moves.loss);
        }
        auto out = detail::allocation_of(of, name(), amounts, std::move(carried));
        out.checked = std::move(checked);
        if (out.unspent > 0)
            out.notes.push_back("Unspent: " + detail::part_words(of.what, out.unspent) +
                                ", since nobody whom it could reach may take more.");
        if (how.explain)
            for (std::size_t i = 0; i < need.size(); ++i)
                out.why.push_back(why(of, effects, within, amounts[i], need[i], i));
        effects.tell(out.notes);
        return out;
    }

private:
    [[nodiscard]] static std::string why(const allocation_problem& of, const detail::route_effects& effects,
                                         const detail::allocation_bounds& within, std::int64_t amount, double need,
                                         std::size_t i) {
        const auto& one = of.recipients.values()[i];
        const auto words = detail::need_words(effects);
        auto out = one.name + " gets " + detail::part_words(of.what, amount);
        if (!(need > 0)) return out + ": its floor, since " + words.nothing + ".";
        const auto share = [&](std::int64_t parts) {
            return detail::plain_number(100 * static_cast<double>(parts) / need) + " %";
        };
        out += ", " + share(amount) +
               (effects.any && !effects.differ ? " of what would meet its need, " : " of its need of ") +
               detail::part_words(of.what, need) + ". ";
        if (amount == within.caps[i])
            return out + (amount == one.cap ? "That is its cap; only a higher one would bring it more."
                                            : "That is all it needs; more need would bring it more.");
        return out + (amount == within.floors[i] && amount > 0 ? "That is its floor. " : "") +
               "One more part would go to it once all whom it competes with have " + share(amount) + " of theirs.";
    }
};

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_CHALLENGE_FUNDING_HPP
#define COLEARN_ALLOCATION_CHALLENGE_FUNDING_HPP

/// @file
/// For a policy reader: schools write bids, a jury puts them in order, and the best are paid for in full until the
/// money is gone. Large and well-off schools find it easier to write a bid, and a good one; how much easier is a
/// number that one can set. If wished, only groups of schools may bid.
/// For an engineer: a model of bids (taking part, quality, noise, capacity to bid) and greedy, all-or-nothing service
/// in the order of their scores.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/amount_words.hpp>
#include <colearn/allocation/detail/purse.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>

namespace colearn {

/// How schools bid. A school's capacity to bid c, from 0 to 1, is `by_size` times its rank by pupils plus the rest
/// times its share of pupils who are not disadvantaged (1/2 where not known); ranks are from 0 to 1. Assumptions, not
/// estimates: vary them.
struct bidding {
    double taking_part = .6;      ///< chance that a school of capacity 1/2 bids, 0 to 1
    double taking_part_bias = .3; ///< added to it at capacity 1, taken off at 0; -1 to 1
    double merit = .5;            ///< how much quality rises from the least to the most need per pupil
    double quality_bias = .3;     ///< added to quality at capacity 1, taken off at 0
    double noise = .2;            ///< standard deviation of what the jury adds by chance, >= 0
    double by_size = .5;          ///< how much of the capacity is size, 0 to 1; the rest is advantage

    friend bool operator==(const bidding&, const bidding&) = default;
};

/// What puts bids in order.
enum class bid_order : std::uint8_t {
    score,         ///< the jury's score
    score_per_unit ///< the score over the amount that is asked for
};

/// A bid, by one school or by several together.
struct funding_bid {
    std::vector<id<allocation_recipient>> members{};
    double score = 0;
    std::int64_t asks = 0; ///< parts, beyond the floors
};

namespace detail {

/// From 0 (the smallest) to 1 (the largest); equal values share the mean of their ranks.
[[nodiscard]] inline std::vector<double> ranks(const std::vector<double>& of) {
    std::vector<std::uint32_t> order(of.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return of[a] != of[b] ? of[a] < of[b] : a < b; });
    std::vector<double> out(of.size(), .5);
    if (of.size() < 2) return out;
    for (std::size_t k = 0; k < order.size();) {
        auto end = k;
        while (end < order.size() && of[order[end]] == of[order[k]]) ++end;
        const double rank = static_cast<double>(k + end - 1) / 2 / static_cast<double>(of.size() - 1);
        for (; k < end; ++k) out[order[k]] = rank;
    }
    return out;
}

/// That no request which lost could be paid for in full now. What is left only shrinks, so it could not at its turn, or
/// the order of service was broken.
[[nodiscard]] inline verification none_still_fits(purse& money, const std::vector<std::vector<purse_payment>>& lost,
                                                  const std::string& what) {
    for (const auto& one : lost)
        if (money.pay_all(one)) return verification::reject(what + " that was not paid for could be");
    return verification::accept();
}

} // namespace detail

/// Challenge-based (competitive) funding. Each bid asks for all that its members need beyond their floors, which all
/// get in any case; it is paid in full or not at all, in the order of scores, each that can still be.
///
/// With `partners` of 2 or more only joint bids of that many schools are taken: those of one region that want to bid
/// join up as they are listed, and whoever finds too few does not bid; the score of a joint bid is the mean of its
/// members'. The effects of routes do not count: a bid asks for what is sent. What is left after the last bid stays.
/// Result: `feasible` (a rule; `checked`: no bid that lost would still fit) or `infeasible` (floors). Complexity: O(n
/// log n) out of a pool and O(n) for each bid that fails; with routes a flow for each bid. Determinism: the seed of the
/// request decides, each school drawing from a stream of its own.
struct challenge_funding {
    bidding bids{};
    bid_order order = bid_order::score;
    std::size_t partners = 1; ///< schools in each bid, >= 1

    [[nodiscard]] std::string name() const {
        return partners == 1 ? "challenge-based" : "challenge-based, joint bids of " + std::to_string(partners);
    }
    [[nodiscard]] std::string source() const {
        return "Competitive grants and the capacity to apply: Collins and Gerber, Public Administration Review 68 "
               "(2008)";
    }

    /// The bids in the order of service, as this policy models them.
    [[nodiscard]] std::vector<funding_bid> make_bids(const allocation_problem& of, std::uint64_t seed) const {
        check_allocation(of, "challenge_funding");
        check();
        const auto n = of.recipients.size();
        const auto within = detail::allocation_bounds::up_to_need(of);
        std::vector<double> size;
        std::vector<double> need;
        for (const auto& one : of.recipients) {
            size.push_back(one.pupils);
            need.push_back(one.total_need() / (one.pupils > 0 ? one.pupils : 1));
        }
        size = detail::ranks(size);
        need = detail::ranks(need);
        const auto own_seed = random_stream(seed, 0x62696473)();
        std::vector<funding_bid> out;
        std::map<std::string, funding_bid> open; // joint bids that lack members
        for (std::size_t i = 0; i < n; ++i) {
            const auto& one = of.recipients.values()[i];
            const double advantage = one.disadvantaged ? 1 - *one.disadvantaged : .5;
            const double easy = 2 * (bids.by_size * size[i] + (1 - bids.by_size) * advantage) - 1; // -1 to 1
            random_stream draw(own_seed, i);
            const bool wants = uniform(draw) < bids.taking_part + bids.taking_part_bias * easy;
            const double score = bids.merit * need[i] + bids.quality_bias * easy + bids.noise * normal(draw);
            const auto asks = within.caps[i] - within.floors[i];
            if (!wants || asks == 0) continue;
            auto& bid = open[partners == 1 ? std::string{} : one.region];
            bid.members.emplace_back(i);
            bid.score += score / static_cast<double>(partners);
            bid.asks += asks;
            if (bid.members.size() < partners) continue;
            out.push_back(std::move(bid));
            bid = {};
        }
        const auto rank = [&](const funding_bid& bid) {
            if (order == bid_order::score) return bid.score;
            const auto asks = static_cast<double>(bid.asks);
            return bid.score > 0 ? bid.score / asks : bid.score * asks;
        };
        std::stable_sort(out.begin(), out.end(),
                         [&](const funding_bid& a, const funding_bid& b) { return rank(a) > rank(b); });
        return out;
    }

    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        const auto made = make_bids(of, how.seed);
        detail::purse money(of);
        if (!money.conflict.empty()) return detail::infeasible_allocation(name(), std::move(money.conflict));
        const auto within = detail::allocation_bounds::up_to_need(of);
        std::vector<std::vector<detail::purse_payment>> lost;
        std::vector<std::size_t> place(of.recipients.size(), 0); // 0: no bid
        std::vector<std::uint8_t> won(of.recipients.size(), 0);
        for (std::size_t k = 0; k < made.size(); ++k) {
            std::vector<detail::purse_payment> what;
            for (const auto who : made[k].members)
                what.push_back({who.index, within.caps[who.index] - within.floors[who.index]});
            const bool paid = money.pay_all(what);
            for (const auto who : made[k].members) {
                place[who.index] = k + 1;
                won[who.index] = paid ? 1 : 0;
            }
            if (!paid) lost.push_back(std::move(what));
        }
        auto out = detail::allocation_of(of, name(), money.amounts(), money.carried());
        out.outcome = status::feasible;
        out.notes.push_back(std::to_string(made.size()) + (made.size() == 1 ? " bid was made, " : " bids were made, ") +
                            std::to_string(made.size() - lost.size()) + " of them paid for.");
        if (how.explain)
            for (std::size_t i = 0; i < place.size(); ++i)
                out.why.push_back(why(of, made, place[i], won[i] != 0, out.amounts.values()[i], i));
        out.checked = detail::none_still_fits(money, lost, "a bid");
        return out;
    }

private:
    void check() const {
        const auto share = [](double x) { return x >= 0 && x <= 1; };
        expects(share(bids.taking_part), {"the chance to bid must be from 0 to 1", "challenge_funding"},
                bids.taking_part);
        expects(bids.taking_part_bias >= -1 && bids.taking_part_bias <= 1,
                {"the bias of taking part must be from -1 to 1", "challenge_funding"}, bids.taking_part_bias);
        expects(share(bids.by_size), {"the share of size must be from 0 to 1", "challenge_funding"}, bids.by_size);
        for (const double x : {bids.merit, bids.quality_bias, bids.noise})
            expects(x >= -1e6 && x <= 1e6, {"merit, bias and noise of a bid must be finite", "challenge_funding"}, x);
        expects(bids.noise >= 0, {"the noise must not be negative", "challenge_funding"}, bids.noise);
        expects(partners >= 1, {"a bid needs at least one school", "challenge_funding"}, partners);
    }
    [[nodiscard]] std::string why(const allocation_problem& of, const std::vector<funding_bid>& made, std::size_t place,
                                  bool won, std::int64_t amount, std::size_t i) const {
        const auto& one = of.recipients.values()[i];
        auto out = one.name + " gets " + detail::part_words(of.what, amount) + ": ";
        if (place == 0)
            return out + (partners == 1 ? "it made no bid" : "it was in no joint bid") +
                   (amount > 0 ? ", and has its floor" : "") + ". A bid could have brought it more, if it needs more.";
        const auto& bid = made[place - 1];
        out += std::string(partners == 1 ? "its bid" : "its joint bid") + " for " +
               detail::part_words(of.what, bid.asks) + " was number " + std::to_string(place) + " of " +
               std::to_string(made.size()) + " with a score of " +
               detail::number_text(std::round(bid.score * 100) / 100);
        return out +
               (won ? ", and was paid for. A lower score could have cost it that."
                    : ", and what was left when its turn came did not pay for it. A higher score or a smaller bid "
                      "could have.");
    }
};

} // namespace colearn

#endif

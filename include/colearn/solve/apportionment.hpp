// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_APPORTIONMENT_HPP
#define COLEARN_SOLVE_APPORTIONMENT_HPP

/// @file
/// For a policy reader: teachers, tutors and seats come whole. This shares out a whole number of them in proportion to
/// need, within floors and caps, by the methods that parliaments use, and says how close the last one was.
/// For an engineer: apportionment by a divisor method (Adams, Dean, Huntington-Hill, Sainte-Lague, d'Hondt) or by
/// largest remainders (Hamilton); the min-max inequality of the quotients is the certificate.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <queue>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/water_filling.hpp>
#include <colearn/solve/water_filling_whole.hpp>

namespace colearn {

/// How a share between s and s + 1 is rounded. The first five are divisor methods, from the one that favours the small
/// most to the one that favours the large most: a share is rounded up when it is above the point that is named.
enum class apportionment_method : std::uint8_t {
    adams,             ///< s: always up
    dean,              ///< the harmonic mean of s and s + 1
    huntington_hill,   ///< the geometric mean; seats of the US House since 1941
    sainte_lague,      ///< s + 1/2, Webster's method; favours neither
    dhondt,            ///< s + 1: always down, Jefferson's method
    largest_remainder, ///< Hamilton's: down, and what is left over to the largest remainders; not a divisor method
};

[[nodiscard]] constexpr std::string_view to_string(apportionment_method what) noexcept {
    switch (what) {
    case apportionment_method::adams:
        return "Adams";
    case apportionment_method::dean:
        return "Dean";
    case apportionment_method::huntington_hill:
        return "Huntington-Hill";
    case apportionment_method::sainte_lague:
        return "Sainte-Lague";
    case apportionment_method::dhondt:
        return "d'Hondt";
    case apportionment_method::largest_remainder:
        return "largest remainder";
    }
    return "unknown";
}

/// Columns of one length.
struct apportionment_problem {
    std::int64_t total = 0;                 ///< units to give, 0 to 9e15
    std::span<const double> weights{};      ///< need or population of each: 0, or 1e-100 to 1e100
    std::span<const std::int64_t> floors{}; ///< least of each, from 0; empty: 0
    std::span<const std::int64_t> caps{};   ///< most of each, at least its floor; empty: no caps
};

/// Whoever of several with equal claims comes first.
enum class apportionment_ties : std::uint8_t {
    larger_weight, ///< the larger weight, and of equal weights the one that is listed first
    listed_first,  ///< the one that is listed first
};

struct apportionment_options {
    apportionment_method method = apportionment_method::sainte_lague;
    apportionment_ties ties = apportionment_ties::larger_weight; ///< largest remainders: always the one listed first
};

/// Evidence. A divisor method's answer is right when no claim that was refused is larger than one that was granted; a
/// claim to the next unit is weight / rounding point.
struct apportionment_certificate {
    double lowest_granted = 0;       ///< smallest claim that got its unit (above floors); infinite when none did
    double highest_refused = 0;      ///< largest claim that did not (below caps); 0 when none was
    double divisor = 0;              ///< weight for each unit: a share is weight / divisor; any between the claims
    std::int64_t unspent = 0;        ///< units that nobody could take, all with weight being at their caps
    std::int64_t floors_total = 0;   ///< above the total it is the witness of infeasibility
    std::vector<std::size_t> tied{}; ///< whose refused claims equal the lowest that was granted: a tie decided
};

struct apportionment_result {
    std::vector<std::int64_t> units{}; ///< what each gets; empty when infeasible
    apportionment_certificate certificate{};
    status outcome = status::optimal; ///< optimal, or infeasible: the floors need more than there is
};

namespace detail {

/// The claim to the unit after the first `has`. For Huntington-Hill its square, so that equal claims of whole weights
/// below 2^26 are equal numbers: each is one correctly rounded quotient.
[[nodiscard]] inline double claim_key(apportionment_method method, double weight, std::int64_t has) noexcept {
    const auto s = static_cast<double>(has);
    if (weight == 0) return 0;
    switch (method) {
    case apportionment_method::adams:
        return weight / s;
    case apportionment_method::dean:
        return weight * (s + .5) / (s * (s + 1));
    case apportionment_method::huntington_hill:
        return weight * weight / (s * (s + 1));
    case apportionment_method::sainte_lague:
        return weight / (s + .5);
    default:
        return weight / (s + 1);
    }
}
[[nodiscard]] inline double claim_of_key(apportionment_method method, double key) noexcept {
    return method == apportionment_method::huntington_hill ? std::sqrt(key) : key;
}

inline void check_apportionment(const apportionment_problem& in, const char* function) {
    expects(in.total >= 0 && in.total <= most_whole_units, {"the total must be from 0 to 9e15 units", function},
            in.total);
    expects(in.floors.empty() || in.floors.size() == in.weights.size(),
            {"there must be one floor for each weight, or none", function}, in.floors.size());
    expects(in.caps.empty() || in.caps.size() == in.weights.size(),
            {"there must be one cap for each weight, or none", function}, in.caps.size());
    for (std::size_t i = 0; i < in.weights.size(); ++i) {
        const auto refuse = [&](const char* what, const std::string& value) {
            expects(false, {what, function}, "recipient " + std::to_string(i) + ": " + value);
        };
        const double w = in.weights[i];
        const auto floor = in.floors.empty() ? 0 : in.floors[i];
        if (!(w == 0 || (w >= 1e-100 && w <= 1e100)))
            refuse("every weight must be 0 or from 1e-100 to 1e100", number_text(w));
        if (floor < 0 || floor > most_whole_units)
            refuse("every floor must be from 0 to 9e15 units", std::to_string(floor));
        if (!in.caps.empty() && in.caps[i] < floor) refuse("no cap may be below its floor", std::to_string(in.caps[i]));
    }
}

[[nodiscard]] inline water_filling_whole_problem as_whole(const apportionment_problem& in) noexcept {
    return {in.total, in.weights, in.floors, in.caps};
}

} // namespace detail

/// Shares out a whole number of units in proportion to weights, within floors and caps.
///
/// Source: Balinski and Young, *Fair Representation: Meeting the Ideal of One Man, One Vote* (1982; 2nd ed. 2001),
/// proposition 3.1 and appendix A for the divisor methods and their min-max inequality; floors and caps as minimum and
/// maximum requirements there. Divisor methods never take a unit from somebody because there are more of them (the
/// Alabama paradox of largest remainders); largest remainders never leave the quota, weight's share rounded either way.
/// Complexity: O(n log n) time and O(n) space, whatever the total: the unrounded shares are where the search starts.
/// Preconditions: the ranges that `apportionment_problem` states.
/// Result: `optimal`, where the units sum to the total, or fall short of it by `unspent` when all with weight are at
/// their caps; `infeasible` when the floors need more than the total.
/// Throws: `contract_violation`, which names the recipient.
/// Determinism: one answer; ties as the options say. Equal claims are recognised exactly for whole weights up to 2^53
/// (Huntington-Hill and Dean: 2^26), else to the last bit.
/// Example: `apportionment({.total = 435, .weights = population, .floors = ones}, {.method =
/// apportionment_method::huntington_hill}).units`
[[nodiscard]] inline apportionment_result apportionment(const apportionment_problem& problem,
                                                        const apportionment_options& options = {}) {
    detail::check_apportionment(problem, "apportionment");
    const auto n = problem.weights.size();
    const auto method = options.method;
    const auto floor_of = [&](std::size_t i) { return problem.floors.empty() ? 0 : problem.floors[i]; };
    const auto cap_of = [&](std::size_t i) { return problem.caps.empty() ? no_cap : problem.caps[i]; };

    // 1. Shares by largest remainders: the answer, or where the search for it starts.
    auto shares = water_filling_whole(detail::as_whole(problem));
    apportionment_result out;
    auto& proof = out.certificate;
    out.outcome = shares.outcome;
    proof.floors_total = shares.certificate.floors_total;
    if (out.outcome == status::infeasible) return out;
    proof.unspent = shares.certificate.unspent;
    out.units = std::move(shares.amounts);
    if (method == apportionment_method::largest_remainder) {
        proof.divisor = shares.certificate.level > 0 ? 1 / shares.certificate.level : 0;
        return out;
    }

    // 2. Units move from the lowest claim that has one to the highest that has not, until none is higher.
    struct claim {
        double key;
        std::size_t who;
        std::int64_t has; // units when it was entered: an old entry is passed over
    };
    const auto before = [&](const claim& a, const claim& b) { // whether a's claim goes before b's
        if (a.key != b.key) return a.key > b.key;
        if (options.ties == apportionment_ties::larger_weight && problem.weights[a.who] != problem.weights[b.who])
            return problem.weights[a.who] > problem.weights[b.who];
        return a.who < b.who;
    };
    const auto later = [&](const claim& a, const claim& b) { return before(b, a); };
    std::vector<claim> asking;
    std::vector<claim> holding;
    const auto next = [&](std::size_t i) {
        return claim{detail::claim_key(method, problem.weights[i], out.units[i]), i, out.units[i]};
    };
    const auto last = [&](std::size_t i) {
        return claim{detail::claim_key(method, problem.weights[i], out.units[i] - 1), i, out.units[i]};
    };
    for (std::size_t i = 0; i < n; ++i) {
        if (problem.weights[i] > 0 && out.units[i] < cap_of(i)) asking.push_back(next(i));
        if (out.units[i] > floor_of(i)) holding.push_back(last(i));
    }
    std::priority_queue ask(later, std::move(asking));    // the highest claim on top
    std::priority_queue hold(before, std::move(holding)); // the lowest
    const auto enter = [&](std::size_t i) {
        if (out.units[i] < cap_of(i)) ask.push(next(i));
        if (out.units[i] > floor_of(i)) hold.push(last(i));
    };
    const auto clean = [&](auto& queue) {
        while (!queue.empty() && queue.top().has != out.units[queue.top().who]) queue.pop();
        return !queue.empty();
    };
    while (clean(ask) && clean(hold) && before(ask.top(), hold.top())) {
        const auto taker = ask.top().who;
        const auto giver = hold.top().who;
        ++out.units[taker];
        --out.units[giver];
        enter(taker);
        enter(giver);
    }

    // 3. The claims on either side, and a divisor between them.
    double refused = 0;
    double granted = std::numeric_limits<double>::infinity();
    if (clean(ask)) refused = ask.top().key;
    if (clean(hold)) granted = hold.top().key;
    for (std::size_t i = 0; i < n; ++i)
        if (problem.weights[i] > 0 && out.units[i] < cap_of(i) && next(i).key >= granted) proof.tied.push_back(i);
    proof.highest_refused = detail::claim_of_key(method, refused);
    proof.lowest_granted = detail::claim_of_key(method, granted);
    const bool bounded = proof.lowest_granted <= (std::numeric_limits<double>::max)();
    const bool endless = proof.highest_refused > (std::numeric_limits<double>::max)();
    proof.divisor = endless   ? proof.highest_refused
                    : bounded ? proof.highest_refused + (proof.lowest_granted - proof.highest_refused) / 2
                              : proof.highest_refused;
    return out;
}

/// Checks an apportionment without solving it, in O(n): floors, caps and total; and for a divisor method that no claim
/// which was refused is larger than one that was granted, nor as large where the tie rule puts it first; for largest
/// remainders that every share is rounded to a neighbour, and no smaller remainder up before a larger.
[[nodiscard]] inline verification verify(const apportionment_problem& problem, const apportionment_result& result,
                                         const apportionment_options& options = {}, const tolerance& near = {}) {
    detail::check_apportionment(problem, "verify");
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto who = [](std::size_t i) { return "recipient " + std::to_string(i); };
    const auto n = problem.weights.size();
    const auto& proof = result.certificate;
    std::int64_t floors = 0;
    for (const auto one : problem.floors) floors = detail::capped_sum(floors, one);
    if (proof.floors_total != floors) return reject("the floors sum to " + std::to_string(floors));
    if (result.outcome == status::infeasible) {
        if (!result.units.empty()) return reject("an infeasible apportionment has no units");
        if (floors <= problem.total) return reject("the total pays for the floors, so there is an apportionment");
        return verification::accept();
    }
    if (result.outcome != status::optimal) return reject("the outcome is neither optimal nor infeasible");
    if (result.units.size() != n) return reject("there are not units for each recipient");
    std::int64_t total = 0;
    bool room = false;
    for (std::size_t i = 0; i < n; ++i) {
        const auto cap = problem.caps.empty() ? no_cap : problem.caps[i];
        const auto floor = problem.floors.empty() ? 0 : problem.floors[i];
        if (result.units[i] < floor) return reject(who(i) + " gets less than its floor");
        if (result.units[i] > cap) return reject(who(i) + " gets more than its cap");
        if (problem.weights[i] == 0 && result.units[i] != floor)
            return reject(who(i) + " has weight 0 and gets more than its floor");
        room = room || (problem.weights[i] > 0 && result.units[i] < cap);
        total = detail::capped_sum(total, result.units[i]);
    }
    if (proof.unspent < 0 || total != problem.total - proof.unspent)
        return reject("units and remainder do not sum to the total of " + std::to_string(problem.total));
    if (proof.unspent > 0 && room) return reject("units are left over while somebody could take more");

    if (options.method == apportionment_method::largest_remainder) {
        double largest_down = -1;
        double smallest_up = 2;
        double largest = 1;
        for (std::size_t i = 0; i < n; ++i) {
            const auto low = problem.floors.empty() ? 0.0 : static_cast<double>(problem.floors[i]);
            const auto high =
                problem.caps.empty() ? std::numeric_limits<double>::infinity() : static_cast<double>(problem.caps[i]);
            if (problem.weights[i] == 0) continue;
            const double wanted = proof.divisor > 0 ? problem.weights[i] / proof.divisor : low;
            const double share = (std::min)((std::max)(wanted, low), high);
            const double rounding = static_cast<double>(result.units[i]) - share;
            const double slip = near.relative * (std::max)(share, 1.0);
            if (!(std::fabs(rounding) < 1 + slip))
                return reject(who(i) + " gets " + std::to_string(result.units[i]) + " for a share of " +
                              detail::number_text(share));
            if (rounding > slip) smallest_up = (std::min)(smallest_up, 1 - rounding);
            if (rounding < -slip) largest_down = (std::max)(largest_down, -rounding);
            largest = (std::max)(largest, share);
        }
        if (largest_down > smallest_up + near.relative * largest)
            return reject("a remainder of " + detail::number_text(smallest_up) + " was rounded up while one of " +
                          detail::number_text(largest_down) + " was rounded down");
        return verification::accept();
    }

    // The last to be granted and the first to be refused, in the order of claims.
    std::size_t granted = n;
    std::size_t refused = n;
    double granted_key = std::numeric_limits<double>::infinity();
    double refused_key = 0;
    const auto first = [&](std::size_t a, std::size_t b) { // whether a comes before b at equal claims
        if (options.ties == apportionment_ties::larger_weight && problem.weights[a] != problem.weights[b])
            return problem.weights[a] > problem.weights[b];
        return a < b;
    };
    for (std::size_t i = 0; i < n; ++i) {
        const double w = problem.weights[i];
        if (w == 0) continue;
        if (result.units[i] > (problem.floors.empty() ? 0 : problem.floors[i])) {
            const double key = detail::claim_key(options.method, w, result.units[i] - 1);
            if (granted == n || key < granted_key || (key == granted_key && first(granted, i))) {
                granted = i;
                granted_key = key;
            }
        }
        if (result.units[i] < (problem.caps.empty() ? no_cap : problem.caps[i])) {
            const double key = detail::claim_key(options.method, w, result.units[i]);
            if (refused == n || key > refused_key || (key == refused_key && first(i, refused))) {
                refused = i;
                refused_key = key;
            }
        }
    }
    if (granted < n && refused < n && granted != refused &&
        (refused_key > granted_key || (refused_key == granted_key && first(refused, granted))))
        return reject(who(refused) + " has a larger claim to its next unit than " + who(granted) + " to its last");
    std::vector<std::size_t> tied;
    for (std::size_t i = 0; i < n; ++i)
        if (problem.weights[i] > 0 && result.units[i] < (problem.caps.empty() ? no_cap : problem.caps[i]) &&
            detail::claim_key(options.method, problem.weights[i], result.units[i]) >= granted_key)
            tied.push_back(i);
    if (tied != proof.tied) return reject("other recipients are tied with the last that was granted");
    const double lowest = detail::claim_of_key(options.method, granted_key);
    const double highest = detail::claim_of_key(options.method, refused_key);
    if (!near.equal(proof.lowest_granted, lowest) || !near.equal(proof.highest_refused, highest))
        return reject("the claims on either side are " + detail::number_text(lowest) + " and " +
                      detail::number_text(highest));
    if (!near.at_most(highest, proof.divisor) || !near.at_most(proof.divisor, (std::max)(lowest, highest)))
        return reject("the divisor does not lie between the claims");
    return verification::accept();
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_MENTOR_STANDING_HPP
#define COLEARN_MATCHING_MENTOR_STANDING_HPP

/// @file
/// For a policy reader: what would have to change for a mentoring pair to fall, and who comes next if a place is freed.
/// For an engineer: the score at which each pair of a plan stops to stand, from the cutoffs of a stable plan or from
/// the dual prices of a plan with the best sum.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/matching/mentor_result.hpp>
#include <colearn/matching/mentor_scores.hpp>

namespace colearn::detail {

/// How firmly a pair stands, while all other scores stay.
template <class Kind>
struct mentor_standing {
    double falls_at = 0; // the mentee's score down to which the pair stands; 0: as long as it fits at all
    id<Kind> rival{};    // the mentor that the mentee would then have
    id<Kind> next{};     // stable plans: the mentee who comes next if this mentor frees a place
};

/// Of a stable plan, by id of mentee: it stays stable while no mentor who would take the mentee scores higher with it.
/// (It may no longer be the mentees' best one: an exchange from which all who take part gain may come up.)
template <class Kind>
[[nodiscard]] std::vector<mentor_standing<Kind>> stable_standings(const std::vector<mentor_candidate<Kind>>& candidates,
                                                                  const id_map<Kind, id<Kind>>& mentor_of,
                                                                  const mentor_options<Kind>& options) {
    // What each has: the mentee's own pair, the mentor's worst one.
    const auto n = mentor_of.size();
    std::vector<const mentor_candidate<Kind>*> own(n, nullptr);
    std::vector<const mentor_candidate<Kind>*> worst(n, nullptr);
    std::vector<std::uint32_t> room(n, 0);
    for (const auto& one : options.mentors) room[one.who.index] = one.places;
    const auto first_for_mentor = [](const mentor_candidate<Kind>& x, const mentor_candidate<Kind>& y) {
        return x.mentor_score != y.mentor_score ? x.mentor_score > y.mentor_score : x.mentee < y.mentee;
    };
    for (const auto& one : candidates) {
        if (mentor_of[one.mentee] != one.mentor) continue;
        own[one.mentee.index] = &one;
        --room[one.mentor.index];
        auto& last = worst[one.mentor.index];
        if (last == nullptr || first_for_mentor(*last, one)) last = &one;
    }
    std::vector<mentor_standing<Kind>> out(n);
    std::vector<const mentor_candidate<Kind>*> next(n, nullptr);
    for (const auto& one : candidates) {
        const auto* const has = own[one.mentee.index];
        if (has == &one) continue;
        const bool wants =
            has == nullptr || one.score > has->score || (one.score == has->score && one.mentor < has->mentor);
        auto& waiting = next[one.mentor.index];
        if (wants && (waiting == nullptr || first_for_mentor(one, *waiting))) waiting = &one;
        const auto* const last = worst[one.mentor.index];
        const bool welcome = room[one.mentor.index] > 0 || (last != nullptr && first_for_mentor(one, *last));
        auto& mine = out[one.mentee.index];
        if (has != nullptr && welcome && one.score > mine.falls_at) mine = {one.score, one.mentor, {}};
    }
    for (const auto who : mentor_of.ids())
        if (const auto mentor = mentor_of[who]; mentor.valid() && next[mentor.index] != nullptr)
            out[who.index].next = next[mentor.index]->mentee;
    return out;
}

/// Of a plan with the best sum: while the mentee's score with its mentor is above `falls_at`, the prices still prove
/// the plan (with the mentee's own price lowered as much). It may stand longer.
template <class Kind>
[[nodiscard]] std::vector<mentor_standing<Kind>> sum_standings(const std::vector<mentor_candidate<Kind>>& candidates,
                                                               const mentor_certificate<Kind>& certificate,
                                                               const mentor_seats<Kind>& seats) {
    const auto& made = certificate.assigned;
    const auto n = made.right_of.size();
    constexpr double no_seat = (std::numeric_limits<double>::max)();
    std::vector<double> price(n, no_seat); // of each mentor's cheapest place
    for (const auto seat : made.left_of.ids()) {
        auto& least = price[seats.mentor[seat.index].index];
        least = (std::min)(least, made.certificate.right_price[seat]);
    }
    std::vector<mentor_standing<Kind>> out(n);
    std::vector<double> best(n, 0); // what the mentee's best other mentor leaves it
    for (const auto& one : candidates) {
        const auto seat = made.right_of[one.mentee];
        if (!seat.valid() || price[one.mentor.index] == no_seat || seats.mentor[seat.index] == one.mentor) continue;
        const double left = one.score + seats.bonus - price[one.mentor.index];
        if (left <= best[one.mentee.index]) continue;
        best[one.mentee.index] = left;
        out[one.mentee.index].rival = one.mentor;
    }
    for (const auto& one : candidates) {
        const auto seat = made.right_of[one.mentee];
        if (!seat.valid() || seats.mentor[seat.index] != one.mentor) continue;
        auto& mine = out[one.mentee.index];
        const double slack = made.certificate.left_price[one.mentee] - best[one.mentee.index];
        mine.falls_at = (std::min)(one.score, (std::max)(0.0, one.score - (std::max)(0.0, slack)));
        if (!(mine.falls_at > 0)) mine.rival = {};
    }
    return out;
}

template <class Kind>
[[nodiscard]] std::vector<mentor_standing<Kind>> standings_of(const std::vector<mentor_candidate<Kind>>& candidates,
                                                              const mentor_result<Kind>& result,
                                                              const mentor_options<Kind>& options) {
    if (is_stable(options.plan)) return stable_standings(candidates, result.mentor_of, options);
    return sum_standings(candidates, result.certificate, seats_of(result.mentor_of.size(), candidates, options));
}

} // namespace colearn::detail

#endif

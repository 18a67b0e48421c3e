// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_HUB_WORDS_HPP
#define COLEARN_MATCHING_HUB_WORDS_HPP

/// @file
/// For a policy reader: the sentences under each pyramid and each feeder, and under hubs and feeders that stay alone.
/// For an engineer: texts of `hub_and_feeders`.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <string>
#include <vector>

#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/hub_result.hpp>
#include <colearn/matching/hub_scores.hpp>
#include <colearn/matching/mentor_result.hpp>
#include <colearn/matching/travel.hpp>
#include <colearn/matching/words.hpp>

namespace colearn::detail {

/// `38 pupils`, `1.5 pupils`: estimates need not be whole.
[[nodiscard]] inline std::string pupil_words(double pupils) {
    if (pupils == std::round(pupils) && pupils < 1e15) return counted(static_cast<std::size_t>(pupils), "pupil");
    return decimal(pupils, 1) + " pupils";
}

[[nodiscard]] inline std::string feeder_words(const hub_scores& scores, const hub_options& options,
                                              const feeder_place& one, id<school> hub) {
    const auto name = [&](id<school> who) { return scores.schools().name(who); };
    std::string out;
    if (one.pupils.leavers) {
        out = "Of the " + pupil_words(*one.pupils.leavers) + " who leave " + name(one.who) + ", " +
              decimal(100 * *one.pupils.share, 0) + "% (" + pupil_words(one.pupils.to_hub) + ") move on to " +
              name(hub) + ", " + pupil_words(one.pupils.to_other_hubs) + " to other hubs and " +
              pupil_words(one.pupils.elsewhere) + " elsewhere.";
    } else {
        out = "Where the pupils of " + name(one.who) + " move on to is not known.";
    }
    if (one.km)
        out += " The schools are " + kilometres(*one.km) + " apart (about " +
               decimal(road_minutes(*one.km, options.fit.travel), 0) + " minutes by road).";
    if (one.choices == 1)
        out += " No other hub comes into question.";
    else if (one.rank == 1)
        out += " Of " + std::to_string(one.choices) + " hubs it is the best for " + name(one.who) + ".";
    else
        out += " Of " + std::to_string(one.choices) + " hubs it is number " + std::to_string(one.rank) + " for " +
               name(one.who) + "; " + name(one.runners_up.empty() ? hub : one.runners_up.front().mentor) +
               (options.plan == hub_plan::best_total ? " would suit better, but its places do more good elsewhere."
                                                     : " would suit better, but gave its places to others.");
    if (one.rival.valid())
        out += " It stays here unless its score of " + decimal(one.score, 2) + " falls to " + decimal(one.falls_at, 2) +
               ": then " + name(one.rival) + " would be the better hub.";
    else
        out += " It stays here as long as the two fit at all.";
    return out;
}

[[nodiscard]] inline std::string pyramid_words(const hub_scores& scores, const hub_options& options,
                                               const pyramid& one) {
    const auto name = [&](id<school> who) { return scores.schools().name(who); };
    std::vector<std::string> names;
    for (const auto& feeder : one.feeders) names.push_back(name(feeder.who));
    std::string out = name(one.hub) + " would be the hub of " + listed(names) + ".";
    if (one.leavers)
        out += " Of the " + pupil_words(*one.leavers) + " who leave them, as far as is known, " +
               percent(*one.leavers > 0 ? one.to_hub / *one.leavers : 0) + " (" + pupil_words(one.to_hub) +
               ") move on to it: an account of their transition that the schools can share.";
    else
        out += " How many pupils move on to it is not known; an account of their transition would be the first thing "
               "to share.";
    if (one.widest_km) out += " The farthest is " + kilometres(*one.widest_km) + " away.";
    if (one.below_fewest)
        out += " With " + counted(one.feeders.size(), "feeder") + " it stays below the " +
               std::to_string(options.fewest_feeders) + " that a hub should have.";
    if (one.feeders.size() < one.places)
        out += " It has " + counted(one.places - one.feeders.size(), "place") + " left.";
    if (one.next_in_line.valid()) out += " With one more place it would take " + name(one.next_in_line) + ".";
    return out;
}

/// `wanted` holds the feeders that come into question, `of` the proposal of each feeder.
[[nodiscard]] inline std::string unused_hub_words(const hub_scores& scores, const hub_options& options, id<school> hub,
                                                  no_feeder_reason why,
                                                  const std::vector<const mentor_candidate<school>*>& wanted,
                                                  const std::vector<const mentor_proposal<school>*>& of) {
    const auto name = [&](id<school> who) { return scores.schools().name(who); };
    if (why == no_feeder_reason::no_places) return name(hub) + " has no place for a feeder.";
    if (why == no_feeder_reason::nobody_allowed)
        return "Within " + kilometres(options.max_distance_km) + " of " + name(hub) +
               " there is no feeder that the rules allow and that has no nearer hubs.";
    const auto* best = wanted.front();
    for (const auto* one : wanted)
        if (one->score > best->score) best = one;
    const auto* const has = of[best->mentee.index];
    return "All " + counted(wanted.size(), "feeder") + " that could be with " + name(hub) +
           " are better placed elsewhere; the closest call is " + name(best->mentee) + " (" + decimal(best->score, 2) +
           " here" + (has != nullptr ? ", " + decimal(has->score, 2) + " with " + name(has->mentor) : std::string()) +
           ").";
}

[[nodiscard]] inline std::string left_out_feeder_words(const hub_scores& scores, const hub_options& options,
                                                       id<school> who, bool full) {
    const auto name = scores.schools().name(who);
    if (full) return "All places of the hubs that come into question for " + name + " went to others.";
    if (!scores.schools()[who].where)
        return "No hub that the rules allow comes into question for " + name + ", whose place is not known.";
    return "Within " + kilometres(options.max_distance_km) + " of " + name + " there is no hub that the rules allow.";
}

[[nodiscard]] inline std::vector<std::string> hub_notes(const hub_scores& scores, const hub_options& options,
                                                        const hub_result& made) {
    std::vector<std::string> out;
    std::size_t unknown = 0;
    for (const auto who : scores.feeders()) unknown += scores.account(who, who).leavers ? 0U : 1U;
    if (unknown > 0)
        out.push_back("Where pupils move on to is not known of " + counted(unknown, "feeder") + ": for " +
                      (unknown == 1 ? "it" : "them") + " the fit of the schools, nearness first, stands in.");
    const auto& total = made.trade_off[0];
    const auto& stable = made.trade_off[1];
    out.push_back("The plan with the largest sum of scores reaches " + decimal(total.total_score, 2) + ", places " +
                  counted(total.placed, "feeder") + " and leaves " + counted(total.blocking_pairs, "pair") +
                  " who would rather have each other; the stable plans reach " + decimal(stable.total_score, 2) +
                  " (feeders' best) and " + decimal(made.trade_off[2].total_score, 2) + " (hubs' best), place " +
                  counted(stable.placed, "feeder") +
                  " and leave no such pair. Proposed is: " + std::string(to_string(options.plan)) + ".");
    return out;
}

} // namespace colearn::detail

#endif

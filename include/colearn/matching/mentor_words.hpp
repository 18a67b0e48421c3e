// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_MENTOR_WORDS_HPP
#define COLEARN_MATCHING_MENTOR_WORDS_HPP

/// @file
/// For a policy reader: the reasons for a mentoring pair, and for being left out, in sentences; and whether those with
/// the greatest need are served as well as the others.
/// For an engineer: texts and the fairness summary of `match_mentors`.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/matching/mentor_result.hpp>
#include <colearn/matching/mentor_scores.hpp>
#include <colearn/matching/profile_table.hpp>
#include <colearn/matching/travel.hpp>
#include <colearn/matching/words.hpp>

namespace colearn::detail {

template <class Kind>
[[nodiscard]] std::vector<std::string> mentor_notes(const profile_table<Kind>& table,
                                                    const mentor_options<Kind>& options) {
    std::size_t unknown = 0;
    for (const auto& one : options.mentors) unknown += table[one.who].strength.empty() ? 1U : 0U;
    std::vector<std::string> out;
    if (unknown > 0) out.push_back("The strengths of " + counted(unknown, "mentor") + " are not known.");
    std::size_t far = 0;
    for (const auto& one : options.mentors) far += table.distance(one.who, one.who) ? 0U : 1U;
    if (far > 0)
        out.push_back("Where " + counted(far, "mentor") +
                      " can be found is not known: distance is left out of their scores.");
    if (is_stable(options.plan))
        out.push_back(std::string("No mentor and mentee would both rather have each other; of all such plans it is the "
                                  "one that ") +
                      (options.plan == mentor_plan::stable_for_mentees ? "mentees" : "mentors") + " like best.");
    else
        out.push_back(options.plan == mentor_plan::best_total
                          ? "The plan has the largest sum of scores; it need not be what each pair would choose."
                          : "The plan serves as many as can be served; it need not be what each pair would choose.");
    return out;
}

/// `best` is the mentor that the mentee likes best.
template <class Kind>
[[nodiscard]] std::string mentor_rationale(const profile_table<Kind>& table, const mentor_proposal<Kind>& one,
                                           const mentor_options<Kind>& options, id<Kind> best) {
    const auto mentee = table.name(one.mentee);
    const auto mentor = table.name(one.mentor);
    std::string out = mentor + " for " + mentee + ": ";
    std::vector<std::string> parts;
    for (const auto& topic : one.topics) {
        if (parts.size() == 3) break;
        parts.push_back(table.topics()[topic.topic] + " (" + decimal(topic.partner, 2) + " against " +
                        decimal(topic.own, 2) + ")");
    }
    if (!parts.empty())
        out += "stronger in " + listed(parts) + ", which meets " + percent(one.gain.value_or(0)) + " of the need. ";
    else
        out += "worth " + decimal(one.score, 2) + " by the caller's own score. ";
    const auto a = table.home(one.mentee);
    const auto b = table.home(one.mentor);
    if (a.valid() && a == b)
        out += "They work at the same school. ";
    else if (one.km)
        out += "They are " + kilometres(*one.km) + " apart (about " +
               decimal(road_minutes(*one.km, options.travel), 0) + " minutes by road). ";
    if (one.choices == 1)
        out += "No other mentor fits.";
    else if (one.rank == 1)
        out += "It is the best of " + std::to_string(one.choices) + " that fit.";
    else
        out += "It is number " + std::to_string(one.rank) + " of " + std::to_string(one.choices) + " that fit; " +
               table.name(best) + " would fit best" +
               (is_stable(options.plan) ? ", but gave its places to others who rank as high or higher with it."
                                        : ", but its places do more good elsewhere.");
    if (one.rival.valid())
        out += " The pair stands unless its score falls to " + decimal(one.falls_at, 2) + " (by " +
               (one.score - one.falls_at < 0.01 ? "less than 0.01" : decimal(one.score - one.falls_at, 2)) +
               "): then " + table.name(one.rival) + " would be the better choice.";
    else
        out += " The pair stands as long as it fits at all.";
    if (one.next_in_line.valid())
        out += " With one more place, " + mentor + " would take " + table.name(one.next_in_line) + ".";
    return out;
}

/// `row` holds those who fit, best first.
template <class Kind>
[[nodiscard]] mentee_left_out<Kind> left_out_of(const profile_table<Kind>& table, const mentor_options<Kind>& options,
                                                id<Kind> who, const std::vector<mentor_candidate<Kind>>& row) {
    const auto name = table.name(who);
    if (!row.empty())
        return {who, no_mentor_reason::mentors_full,
                "All places of the " + counted(row.size(), "mentor") + " that would fit " + name + " went to others; " +
                    table.name(row.front().mentor) + " would fit best."};
    if (!options.mentee_score && !mentee_known(table, who))
        return {who, no_mentor_reason::profile_missing, "What " + name + " needs and is strong in is not known."};
    std::size_t counts[7] = {};
    for (const auto& one : options.mentors)
        ++counts[static_cast<std::size_t>(broken_mentor_rule(table, who, one.who, options.rules))];
    if (counts[0] > 0)
        return {who, no_mentor_reason::nobody_fits,
                "None of the " + counted(counts[0], "mentor") + " that the rules allow would bring " + name +
                    " enough."};
    const auto commonest = std::max_element(counts + 1, counts + 7) - counts;
    std::string words = "The rules leave no mentor for " + name;
    if (counts[commonest] > 0)
        words += ": of " + std::to_string(counts[commonest]) + " it is true that " +
                 std::string(to_string(static_cast<mentor_rule>(commonest)));
    return {who, no_mentor_reason::nobody_allowed, words + "."};
}

/// The quarter with the greatest need (sum over the topics; equal ones by id) against the others.
template <class Kind>
[[nodiscard]] mentor_fairness mentor_fairness_of(const profile_table<Kind>& table, std::span<const id<Kind>> mentees,
                                                 const id_map<Kind, id<Kind>>& mentor_of) {
    mentor_fairness out;
    std::vector<std::pair<double, id<Kind>>> order; // the neediest first
    for (const auto who : mentees) {
        double need = 0;
        for (const double one : table[who].need) need += one;
        if (table[who].need.empty())
            ++out.unknown;
        else
            order.emplace_back(-need, who);
    }
    std::sort(order.begin(), order.end());
    const auto quarter = (order.size() + 3) / 4;
    double sums[2] = {};
    std::size_t known[2] = {};
    for (std::size_t i = 0; i < order.size(); ++i) {
        const auto group = i < quarter ? 0U : 1U;
        auto& service = group == 0 ? out.neediest : out.others;
        ++service.mentees;
        const auto mentor = mentor_of[order[i].second];
        if (!mentor.valid()) continue;
        ++service.matched;
        if (const auto gain = gain_of(table, order[i].second, mentor)) {
            sums[group] += *gain;
            ++known[group];
        }
    }
    if (known[0] > 0) out.neediest.mean_gain = sums[0] / static_cast<double>(known[0]);
    if (known[1] > 0) out.others.mean_gain = sums[1] / static_cast<double>(known[1]);
    const auto words = [](const mentor_service& of) {
        std::string text = std::to_string(of.matched) + " of " + std::to_string(of.mentees) + " have a mentor";
        if (of.mean_gain) text += ", who meets " + percent(*of.mean_gain) + " of their need on average";
        return text;
    };
    out.words = order.empty() ? "Whether the neediest are served as well is not known: no mentee's need is."
                              : "Of the quarter with the greatest need, " + words(out.neediest) + "; of the others, " +
                                    words(out.others) + ".";
    return out;
}

} // namespace colearn::detail

#endif

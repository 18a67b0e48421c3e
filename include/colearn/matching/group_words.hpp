// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_GROUP_WORDS_HPP
#define COLEARN_MATCHING_GROUP_WORDS_HPP

/// @file
/// For a policy reader: the sentences under each proposed group, and under each one who is left out.
/// For an engineer: rationale of a `group_proposal` and of an `group_left_out` from their fields.

#include <algorithm>
#include <cstddef>
#include <string>
#include <vector>

#include <colearn/core/counted.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/words.hpp>

namespace colearn {

/// What members and groups are called in sentences; plurals have an s more.
struct group_names {
    std::string one = "school";       ///< a member
    std::string group = "home group"; ///< a group
    /// Said where pupils of all of them have not been asked; empty: nothing is said.
    std::string not_asked = "Not student-led: pupils of all of them have not been asked.";
};

namespace detail {

/// At most this many are named; the rest are counted.
inline constexpr std::size_t names_in_a_sentence = 8;

template <class Role, class Question>
[[nodiscard]] std::string member_names(const Question& question, const std::vector<proposal_member<Role>>& members) {
    std::vector<std::string> names;
    for (const auto& one : members) {
        if (names.size() == names_in_a_sentence) {
            names.push_back(std::to_string(members.size() - names_in_a_sentence) + " more");
            break;
        }
        names.push_back(question.name(one.who));
    }
    return listed(names);
}

// "Oak Hill would learn most in reading (0.40 against 0.90) and numeracy (0.20 against 0.50)": at most two topics.
template <class Role, class Question>
[[nodiscard]] std::string member_gain_words(const Question& question, const proposal_member<Role>& member) {
    std::vector<std::string> topics;
    for (const auto& one : member.topics) {
        if (topics.size() == 2) break;
        topics.push_back(question.topics[one.topic] + " (" + decimal(one.own, 2) + " against " + decimal(one.best, 2) +
                         ")");
    }
    return question.name(member.who) +
           (topics.empty() ? " learns nothing that is on record" : " learns most in " + listed(topics));
}

// What would have to change for the group to lose its loosest member.
template <class Role, class Question>
[[nodiscard]] std::string group_standing_words(const Question& question, const group_proposal<Role>& one,
                                               const std::vector<group_proposal<Role>>& all) {
    const auto loosest = std::min_element(one.members.begin(), one.members.end(), [](const auto& x, const auto& y) {
        return x.runner_up.has_value() != y.runner_up.has_value() ? x.runner_up.has_value() : x.stays_by < y.stays_by;
    });
    if (loosest == one.members.end() || !loosest->runner_up)
        return "No other " + question.names.group + " has a place for any of them.";
    const auto there =
        "the " + question.names.group + " of " + question.name(all[*loosest->runner_up].members.front().who);
    if (!(loosest->stays_by > 0))
        return question.name(loosest->who) + " would fit as well into " + there +
               ": what decides are the rules or the others' places.";
    return question.name(loosest->who) + " is held least: if the pairs here lost " +
           (loosest->stays_by < 0.01 ? "less than 0.01" : decimal(loosest->stays_by, 2)) + " in sum, " + there +
           " would be the better place.";
}

// How well a group fits, and how wide it is.
template <class Role>
[[nodiscard]] std::string group_fit_words(const group_proposal<Role>& one) {
    const auto pairs = one.members.size() * (one.members.size() - 1) / 2;
    std::string out;
    if (pairs > 0)
        out = "On average its " + counted(pairs, "pair") + " fit" + (pairs == 1 ? "s" : "") + " at " +
              decimal(one.mean_score, 2) + (one.terms.empty() ? ", by the caller's own score." : " of 1.");
    if (one.widest_km)
        out += (out.empty() ? "" : " ") + ("No two are further apart than " + kilometres(*one.widest_km) + ".");
    return out;
}

// What a group's fit is made of; either may be empty.
struct group_term_words {
    std::string known{};
    std::string unknown{};
};

template <class Role>
[[nodiscard]] group_term_words words_about_terms(const group_proposal<Role>& one) {
    const auto pairs = one.members.size() * (one.members.size() - 1) / 2;
    std::vector<std::string> strong;
    std::vector<std::string> missing;
    for (const auto& part : one.terms) {
        if (!part.mean)
            missing.push_back(part.name);
        else if (part.name != "mutual benefit" && *part.mean > 0)
            strong.push_back(part.name + " " + decimal(*part.mean, 2) +
                             (part.known_pairs < pairs ? " (known of " + std::to_string(part.known_pairs) + ")" : ""));
    }
    return {strong.empty() ? "" : "Over its pairs, of 1: " + listed(strong) + ".",
            missing.empty() ? "" : "Not known, and left out of the score: " + listed(missing) + "."};
}

template <class Role, class Question>
[[nodiscard]] std::string group_rationale(const Question& question, const group_proposal<Role>& one,
                                          const std::vector<group_proposal<Role>>& all) {
    std::string out = member_names(question, one.members) + " would be a " + question.names.group + " of " +
                      std::to_string(one.members.size()) + ".";
    if (const auto fit = group_fit_words(one); !fit.empty()) out += " " + fit;
    std::vector<std::string> gains;
    std::size_t unknown = 0;
    for (const auto& member : one.members) {
        if (!member.gain)
            ++unknown;
        else if (gains.size() < names_in_a_sentence)
            gains.push_back(member_gain_words(question, member));
    }
    if (!gains.empty()) {
        for (std::size_t i = 0; i < gains.size(); ++i) out += (i == 0 ? " " : "; ") + gains[i];
        out += " (own strength against the best in the group).";
    }
    if (unknown > 0) out += " What " + counted(unknown, question.names.one) + " would learn is not known.";
    const auto terms = words_about_terms(one);
    if (!terms.known.empty()) out += " " + terms.known;
    out += " " + group_standing_words(question, one, all);
    if (!terms.unknown.empty()) out += " " + terms.unknown;
    if (!one.student_led && !question.names.not_asked.empty()) out += " " + question.names.not_asked;
    return out;
}

[[nodiscard]] inline std::string group_left_out_words(const std::string& name, group_left_out_reason why,
                                                      const group_names& names, std::size_t smallest) {
    switch (why) {
    case group_left_out_reason::too_few:
        return "Of those who come into question for " + name + " there are too few for a " + names.group +
               " that keeps the rules (at least " + std::to_string(smallest) + ").";
    case group_left_out_reason::better_without:
        return name + " fits no " + names.group + " well enough to add to it.";
    case group_left_out_reason::not_placed:
        return "No place was found for " + name + ". It is not proved that there is none.";
    case group_left_out_reason::nobody_allowed:
        break;
    }
    return "The rules leave nobody for " + name + ".";
}

} // namespace detail

} // namespace colearn

#endif

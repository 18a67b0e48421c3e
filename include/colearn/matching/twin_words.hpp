// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_TWIN_WORDS_HPP
#define COLEARN_MATCHING_TWIN_WORDS_HPP

/// @file
/// For a policy reader: the sentences under each proposal, and under each school that is left out.
/// For an engineer: rationale of a `twin_proposal` and of a `twin_left_out` from their fields.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/twin_options.hpp>
#include <colearn/matching/twin_result.hpp>
#include <colearn/matching/words.hpp>

namespace colearn::detail {

// "Oak Hill gains in reading (0.40 against 0.90) and numeracy (0.20 against 0.50)": at most three topics.
[[nodiscard]] inline std::string gain_words(const school_table& schools, const twin_side& side) {
    std::vector<std::string> parts;
    for (const auto& one : side.topics) {
        if (parts.size() == 3) break;
        parts.push_back(schools.topics()[one.topic] + " (" + decimal(one.own, 2) + " against " +
                        decimal(one.partner, 2) + ")");
    }
    if (parts.empty()) return schools.name(side.who) + " gains nothing that is on record";
    return schools.name(side.who) + " gains in " + listed(parts);
}

// "best", "3rd best"
[[nodiscard]] inline std::string rank_words(std::size_t rank) {
    if (rank == 1) return "best";
    const auto last = rank % 10;
    const bool teen = rank / 10 % 10 == 1;
    return std::to_string(rank) +
           (teen || last == 0 || last > 3 ? "th"
            : last == 1                   ? "st"
            : last == 2                   ? "nd"
                                          : "rd") +
           " best";
}

// How good a choice each is for the other.
[[nodiscard]] inline std::string choice_words(const school_table& schools, const twin_side& one,
                                              const twin_side& other) {
    if (one.choices == 1) return schools.name(other.who) + " is the only one that fits " + schools.name(one.who);
    return schools.name(other.who) + " is the " + rank_words(one.rank) + " of " + std::to_string(one.choices) +
           " that fit " + schools.name(one.who);
}

// What would have to change for the pair to part.
[[nodiscard]] inline std::string standing_words(const school_table& schools, const twin_proposal& one,
                                                twin_plan plan = twin_plan::stable) {
    if (plan == twin_plan::best_total) {
        const double slack = one.score - one.falls_at;
        std::string out = "The pair stands unless its score falls to " + decimal(one.falls_at, 2) + " (by " +
                          (slack < 0.01 ? "less than 0.01" : decimal(slack, 2)) + "): then the total is larger with ";
        std::vector<std::string> others;
        for (const auto* side : {&one.a, &one.b})
            others.push_back(side->rival.who.valid()
                                 ? schools.name(side->who) + " and " + schools.name(side->rival.who) + " in a pair"
                                 : schools.name(side->who) + " in none");
        return out + listed(others) + ".";
    }
    const auto& side = one.a.rival.threshold >= one.b.rival.threshold ? one.a : one.b;
    if (!side.rival.who.valid())
        return "No other school that would take one of them is waiting: the pair stands as long as it fits at all.";
    const double slack = one.score - one.falls_at;
    return "The pair stands unless its score falls to " + decimal(one.falls_at, 2) + " (by " +
           (slack < 0.01 ? "less than 0.01" : decimal(slack, 2)) + "): then " + schools.name(side.who) + " and " +
           schools.name(side.rival.who) + " would rather have each other.";
}

[[nodiscard]] inline std::string rationale(const school_table& schools, const twin_proposal& one,
                                           twin_plan plan = twin_plan::stable) {
    const auto a = schools.name(one.a.who);
    const auto b = schools.name(one.b.who);
    if (one.why.terms.empty())
        return a + " and " + b + " are worth " + decimal(one.score, 2) + " together, by the caller's own score. " +
               standing_words(schools, one, plan);
    std::string out = a + " and " + b + " fit at " + decimal(one.score, 2) +
                      " of 1: " + choice_words(schools, one.a, one.b) + ", " + choice_words(schools, one.b, one.a) +
                      ". ";
    if (one.a.gain && one.b.gain) {
        out +=
            gain_words(schools, one.a) + "; " + gain_words(schools, one.b) + " (own strength against the partner's). ";
        const mutual_benefit benefit{*one.a.gain, *one.b.gain};
        if (benefit.imbalance() > 1.0 / 3) // one gains more than twice as much
            out += "The exchange is uneven: " + (benefit.to_a > benefit.to_b ? b : a) + " would mostly give. ";
    }
    std::vector<std::string> missing;
    for (const auto& part : one.why.terms) {
        if (part.missing() && part.weight > 0 && part.name != "student voice") // which has a sentence of its own
            missing.push_back(part.name);
        else if (!part.missing() && part.name != "mutual benefit")
            out += part.words + " ";
    }
    out += standing_words(schools, one, plan);
    if (!missing.empty()) out += " Not known, and left out of the score: " + listed(missing) + ".";
    if (!one.student_led) out += " Not student-led: pupils of both schools have not been asked.";
    return out;
}

/// Why none of a school's candidates fits: the commonest reason, when the score is the library's own (`fit` is there).
[[nodiscard]] inline std::string no_fit_words(const school_table& schools, const school_compatibility* fit,
                                              id<school> who, const std::vector<id<school>>& candidates) {
    std::string out = schools.name(who) + " has " + counted(candidates.size(), "candidate") + ", but no pair with " +
                      (candidates.size() == 1 ? "it" : "one of them") + " scores above 0";
    if (fit == nullptr) return out + ".";
    std::vector<std::pair<std::string_view, std::size_t>> reasons;
    for (const auto other : candidates) {
        const auto reason = fit->ruled_out(who, other);
        const auto found = std::find_if(reasons.begin(), reasons.end(), [&](auto& one) { return one.first == reason; });
        if (found == reasons.end())
            reasons.emplace_back(reason, 1);
        else
            ++found->second;
    }
    const auto commonest = std::max_element(reasons.begin(), reasons.end(),
                                            [](const auto& x, const auto& y) { return x.second < y.second; });
    if (commonest != reasons.end() && !commonest->first.empty())
        out += ": with " + std::to_string(commonest->second) + " of them, " + std::string(commonest->first);
    return out + ".";
}

[[nodiscard]] inline std::string taken_words(const school_table& schools, const twin_left_out& one,
                                             twin_plan plan = twin_plan::stable) {
    const auto& miss = one.nearest_miss;
    if (plan == twin_plan::best_total)
        return "No total that holds a pair with " + schools.name(one.who) + " is larger. " + schools.name(miss.who) +
               " was nearest to come: their pair scores " + decimal(miss.weight, 2) + " and is not made below " +
               decimal(miss.threshold, 2) + ".";
    return "Every candidate that fits " + schools.name(one.who) + " has a partner that fits it as well or better. " +
           schools.name(miss.who) + " was nearest to come: their pair scores " + decimal(miss.weight, 2) +
           " and would need more than " + decimal(miss.threshold, 2) + ".";
}

[[nodiscard]] inline std::string alone_words(const school_table& schools, const twin_left_out& one,
                                             double max_distance_km) {
    const auto name = schools.name(one.who);
    if (one.why == left_out_reason::data_missing)
        return "Neither the place nor the needs and strengths of " + name + " are known, so nobody could be proposed.";
    if (!schools[one.who].where) return "The rules leave no partner for " + name + ", whose place is not known.";
    return "Within " + kilometres(max_distance_km) + " of " + name + " there is no school that the rules allow.";
}

} // namespace colearn::detail

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_OMNIBUS_T_SCALE_HPP
#define COLEARN_TRUST_OMNIBUS_T_SCALE_HPP

/// @file
/// For a policy reader: scores the questionnaire by which teachers say how much they trust their principal, their
/// colleagues, and their pupils and parents.
/// For an engineer: the scoring key of the Omnibus T-Scale, 26 Likert items of six points.

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include <colearn/core/contract.hpp>
#include <colearn/trust/opinion.hpp>
#include <colearn/trust/scales.hpp>

namespace colearn {

/// Whom the teachers of a school trust.
struct omnibus_t_scores {
    std::optional<double> principal{};  ///< 1 to 6: mean of 8 items; unset when nobody answered one of them
    std::optional<double> colleagues{}; ///< 1 to 6: mean of 8 items
    std::optional<double> clients{};    ///< 1 to 6: mean of 10 items on pupils and parents
};

namespace omnibus_t {

inline constexpr std::size_t item_count = 26;
/// Numbers of the items on the sheet, from 1.
inline constexpr std::array<std::size_t, 8> principal = {1, 4, 7, 9, 11, 15, 18, 23};
inline constexpr std::array<std::size_t, 8> colleagues = {2, 5, 8, 12, 13, 16, 19, 21};
inline constexpr std::array<std::size_t, 10> clients = {3, 6, 10, 14, 17, 20, 22, 24, 25, 26};
/// Worded the other way round: an answer x counts as 7 - x.
inline constexpr std::array<std::size_t, 5> reversed = {4, 8, 11, 23, 26};

/// One person's answers, in the order of the sheet: 1 (strongly disagree) to 6; unset where there is none.
using answers = std::array<std::optional<double>, item_count>;

/// What an answer to item `number` counts: itself, or 7 minus it for the five items that are worded the other way.
[[nodiscard]] inline double scored(std::size_t number, double answer) {
    expects(number >= 1 && number <= item_count, "the scale has the items 1 to 26", number);
    expects(answer >= 1 && answer <= 6, "an answer must be from 1 to 6", answer);
    return std::find(reversed.begin(), reversed.end(), number) != reversed.end() ? 7 - answer : answer;
}

} // namespace omnibus_t

namespace detail {

[[nodiscard]] inline std::optional<double> subscale(std::span<const omnibus_t::answers> people,
                                                    std::span<const std::size_t> items) {
    double sum = 0;
    for (const auto number : items) {
        double item = 0;
        double count = 0;
        for (const auto& one : people)
            if (const auto& answer = one[number - 1]) {
                item += omnibus_t::scored(number, *answer);
                count += 1;
            }
        if (count == 0) return std::nullopt;
        sum += item / count;
    }
    return sum / static_cast<double>(items.size());
}

} // namespace detail

/// Scores of a school: the mean over people of each item first, then the mean of each subscale's items.
///
/// Source: Hoy and Tschannen-Moran, "The conceptualization and measurement of faculty trust in schools: the Omnibus
/// T-Scale", in *Studies in Leading and Organizing Schools* (2003) 181, with the scoring key that its first author
/// publishes: principal 1, 4, 7, 9, 11, 15, 18, 23; colleagues 2, 5, 8, 12, 13, 16, 19, 21; clients 3, 6, 10, 14, 17,
/// 20, 22, 24, 25, 26; reversed 4, 8, 11, 23, 26. Result: a subscale that has an item which nobody answered is unset.
/// For one person, pass one. Throws: `contract_violation` for an answer beside the scale.
[[nodiscard]] inline omnibus_t_scores omnibus_t_scale(std::span<const omnibus_t::answers> people) {
    return {detail::subscale(people, omnibus_t::principal), detail::subscale(people, omnibus_t::colleagues),
            detail::subscale(people, omnibus_t::clients)};
}

/// The evidence in a subscale's score from so many people: each stands for one experience on the scale of 1 to 6.
[[nodiscard]] inline evidence omnibus_t_evidence(double score, double people) {
    expects(people > 0, "somebody must have answered", people);
    auto scale = scales::likert_6;
    scale.experiences = people;
    return rated(score, scale);
}

} // namespace colearn

#endif

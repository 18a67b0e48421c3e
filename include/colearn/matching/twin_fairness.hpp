// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_TWIN_FAIRNESS_HPP
#define COLEARN_MATCHING_TWIN_FAIRNESS_HPP

/// @file
/// For a policy reader: are the most disadvantaged schools served as well as the others?
/// For an engineer: share matched, mean score and mean gain in the most disadvantaged quarter and in the rest.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/twin_result.hpp>
#include <colearn/matching/words.hpp>

namespace colearn {

/// Compares the most disadvantaged quarter of the schools with the others. Disadvantage is the share of disadvantaged
/// pupils, or the index of advantage (low is disadvantaged) when that is known of more schools; a school of which it is
/// not known is in neither group. The quarter is rounded up; equal schools by id.
///
/// Complexity: O(n log n) time, O(n) space.
[[nodiscard]] inline twin_fairness fairness_of(const school_table& schools, std::span<const twin_proposal> proposals) {
    using ranked = std::pair<double, id<school>>; // most disadvantaged first
    std::vector<ranked> by_share;
    std::vector<ranked> by_index;
    for (const auto who : schools.ids()) {
        if (const auto& share = schools[who].disadvantaged) by_share.emplace_back(-*share, who);
        if (const auto& index = schools[who].advantage) by_index.emplace_back(*index, who);
    }
    auto& order = by_index.size() > by_share.size() ? by_index : by_share;
    std::sort(order.begin(), order.end());

    twin_fairness out;
    out.unknown_schools = schools.ids().size() - order.size();
    if (order.empty()) {
        out.words = "Whether disadvantaged schools are served as well is not known: no school's disadvantage is.";
        return out;
    }
    out.measured_by = &order == &by_share ? "share of disadvantaged pupils" : "index of advantage";

    std::vector<const twin_proposal*> proposal(schools.id_bound(), nullptr);
    for (const auto& one : proposals) proposal[one.a.who.index] = proposal[one.b.who.index] = &one;
    const auto serve = [&](std::size_t first, std::size_t last) {
        twin_service group;
        double score = 0;
        double gain = 0;
        std::size_t gains = 0;
        for (auto i = first; i < last; ++i) {
            ++group.schools;
            const auto* const one = proposal[order[i].second.index];
            if (one == nullptr) continue;
            ++group.matched;
            score += one->score;
            if (const auto& own = (one->a.who == order[i].second ? one->a : one->b).gain) {
                gain += *own;
                ++gains;
            }
        }
        if (group.schools > 0) group.share = static_cast<double>(group.matched) / static_cast<double>(group.schools);
        if (group.matched > 0) group.mean_score = score / static_cast<double>(group.matched);
        if (gains > 0) group.mean_gain = gain / static_cast<double>(gains);
        return group;
    };
    const auto quarter = (order.size() + 3) / 4;
    out.disadvantaged = serve(0, quarter);
    out.others = serve(quarter, order.size());

    const auto service = [](const twin_service& group) {
        std::string text = detail::percent(group.share.value_or(0)) + " have a twin";
        if (group.mean_score) text += ", with a mean score of " + detail::decimal(*group.mean_score, 2);
        if (group.mean_gain) text += " and a mean gain of " + detail::decimal(*group.mean_gain, 2);
        return text;
    };
    out.words = "Of the most disadvantaged quarter (" + detail::counted(out.disadvantaged.schools, "school") + " by " +
                out.measured_by + "), " + service(out.disadvantaged);
    out.words += out.others.schools > 0 ? "; of the others, " + service(out.others) + "." : ".";
    return out;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_SERVICE_FAIRNESS_HPP
#define COLEARN_MATCHING_SERVICE_FAIRNESS_HPP

/// @file
/// For a policy reader: are the most disadvantaged served as well as the others?
/// For an engineer: share served, mean score and mean gain in the most disadvantaged quarter and in the rest.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/words.hpp>

namespace colearn {

/// How well one group of schools (or of people) is served.
struct served_group {
    std::size_t count = 0;              ///< how many there are in it
    std::size_t served = 0;             ///< how many of them a proposal is for
    std::optional<double> share{};      ///< served / count; empty for an empty group
    std::optional<double> mean_score{}; ///< mean over those served of their proposal's score; empty without one
    std::optional<double> mean_gain{};  ///< mean over those served of their own gain, where known; empty without one

    friend bool operator==(const served_group&, const served_group&) = default;
};

/// Whether the most disadvantaged are served as well as the others.
struct service_fairness {
    std::string measured_by{};     ///< the field that tells disadvantage; empty: not known of anyone
    served_group disadvantaged{};  ///< the most disadvantaged quarter
    served_group others{};         ///< the other three quarters
    std::size_t unknown_count = 0; ///< those whose disadvantage is not known, in neither group
    std::string words{};           ///< the comparison in a sentence
};

/// What a proposal is worth to one of those in it.
struct service {
    double score = 0;             ///< of the proposal
    std::optional<double> gain{}; ///< its own; empty: not known
};

/// What to call them in the sentence.
struct service_words {
    std::string one = "school";       ///< who is served; its plural has an s more
    std::string have = "have a twin"; ///< what the served ones have
};

/// Who is how disadvantaged.
template <class Role>
struct disadvantage_order {
    std::vector<std::pair<double, id<Role>>> order{}; ///< ascending: the most disadvantaged first
    std::string measured_by{};                        ///< the field; empty: not known of anyone
};

/// Disadvantage of schools: the share of disadvantaged pupils, or the index of advantage (low is disadvantaged) when
/// that is known of more schools. A school of which it is not known is left out. Equal schools by id. O(n log n).
[[nodiscard]] inline disadvantage_order<school> disadvantage_of(const school_table& schools) {
    disadvantage_order<school> by_share{{}, "share of disadvantaged pupils"};
    disadvantage_order<school> by_index{{}, "index of advantage"};
    for (const auto who : schools.ids()) {
        if (const auto& share = schools[who].disadvantaged) by_share.order.emplace_back(-*share, who);
        if (const auto& index = schools[who].advantage) by_index.order.emplace_back(*index, who);
    }
    auto& out = by_index.order.size() > by_share.order.size() ? by_index : by_share;
    std::sort(out.order.begin(), out.order.end());
    if (out.order.empty()) out.measured_by.clear();
    return std::move(out);
}

/// Compares the most disadvantaged quarter (rounded up) with the others. `service_of(id)` is a `service`, or empty for
/// one that no proposal is for; `count` is how many there are, those of unknown disadvantage among them.
///
/// Complexity: O(n) time and space, beside that of `service_of`.
template <class Role, class ServiceOf>
[[nodiscard]] service_fairness compare_service(const disadvantage_order<Role>& known, std::size_t count,
                                               const ServiceOf& service_of, const service_words& name = {}) {
    const auto& order = known.order;
    service_fairness out;
    out.unknown_count = count - order.size();
    if (order.empty()) {
        out.words = "Whether disadvantaged " + name.one + "s are served as well is not known: no " + name.one +
                    "'s disadvantage is.";
        return out;
    }
    out.measured_by = known.measured_by;
    const auto serve = [&](std::size_t first, std::size_t last) {
        served_group group;
        double score = 0;
        double gain = 0;
        std::size_t gains = 0;
        for (auto i = first; i < last; ++i) {
            ++group.count;
            const std::optional<service> one = service_of(order[i].second);
            if (!one) continue;
            ++group.served;
            score += one->score;
            if (one->gain) {
                gain += *one->gain;
                ++gains;
            }
        }
        if (group.count > 0) group.share = static_cast<double>(group.served) / static_cast<double>(group.count);
        if (group.served > 0) group.mean_score = score / static_cast<double>(group.served);
        if (gains > 0) group.mean_gain = gain / static_cast<double>(gains);
        return group;
    };
    const auto quarter = (order.size() + 3) / 4;
    out.disadvantaged = serve(0, quarter);
    out.others = serve(quarter, order.size());

    const auto words = [&](const served_group& group) {
        std::string text = detail::percent(group.share.value_or(0)) + " " + name.have;
        if (group.mean_score) text += ", with a mean score of " + detail::decimal(*group.mean_score, 2);
        if (group.mean_gain) text += " and a mean gain of " + detail::decimal(*group.mean_gain, 2);
        return text;
    };
    out.words = "Of the most disadvantaged quarter (" + detail::counted(out.disadvantaged.count, name.one) + " by " +
                out.measured_by + "), " + words(out.disadvantaged);
    out.words += out.others.count > 0 ? "; of the others, " + words(out.others) + "." : ".";
    return out;
}

} // namespace colearn

#endif

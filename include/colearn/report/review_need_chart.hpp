// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_NEED_CHART_HPP
#define COLEARN_REPORT_REVIEW_NEED_CHART_HPP

/// @file
/// For a policy reader: which schools with much need have few partners.
/// For an engineer: one chart of a `review`: need across, partners up, those in both outer quarters named.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_group.hpp>
#include <colearn/report/review_words.hpp>
#include <colearn/report/scatter.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/words.hpp>

namespace colearn::detail {

// How much a school needs, by whichever figure is known of most schools.
struct need_axis {
    std::string label{};
    std::string meaning{};
    std::vector<std::optional<double>> by_school{};
};

[[nodiscard]] inline std::optional<need_axis> choose_need(const system_network& net) {
    need_axis topics{"mean need over the topics, 0 to 1",
                     "Mean of the school's need over all topics, each from 0 to 1.",
                     std::vector<std::optional<double>>(net.id_bound<school>())};
    need_axis share{"pupils from the least advantaged homes, %",
                    "Share of the school's pupils in the lowest quarter of advantage, in percent.",
                    std::vector<std::optional<double>>(net.id_bound<school>())};
    std::size_t with_topics = 0;
    std::size_t with_share = 0;
    net.for_each<school>([&](id<school> who, const school& one) {
        if (!one.need.empty()) {
            double sum = 0;
            for (const auto each : one.need) sum += each;
            topics.by_school[who.index] = sum / static_cast<double>(one.need.size());
            ++with_topics;
        }
        if (one.disadvantaged) {
            share.by_school[who.index] = *one.disadvantaged * 100;
            ++with_share;
        }
    });
    if ((std::max)(with_topics, with_share) < 8) return std::nullopt;
    return with_topics >= with_share ? topics : share;
}

[[nodiscard]] inline report::fragment need_chart(const review& of, const learning_system& system) {
    const auto need = choose_need(system.net);
    if (!need || !of.organisations.has_ties()) return {};
    std::vector<report::scatter_point> points;
    std::vector<double> needs;
    std::vector<double> partners;
    for (const auto& one : of.organisations.members) {
        if (one.role != school::role || !need->by_school[one.who.index]) continue;
        points.push_back(
            {one.name, *need->by_school[one.who.index], static_cast<double>(one.partners), one.role, 0, false});
        needs.push_back(points.back().x);
        partners.push_back(points.back().y);
    }
    if (points.size() < 8) return {};
    std::sort(needs.begin(), needs.end());
    std::sort(partners.begin(), partners.end());
    const auto much = report::quantile(needs, .75);
    const auto few = report::quantile(partners, .25);
    std::vector<std::string> names;
    for (auto& one : points) {
        one.stands_out = one.x >= much && one.y <= few;
        if (one.stands_out) one.importance = 1 + one.x / (needs.back() > 0 ? needs.back() : 1) - one.y * 1e-3;
    }
    auto by_need = points;
    std::stable_sort(by_need.begin(), by_need.end(),
                     [](const auto& a, const auto& b) { return a.importance > b.importance; });
    for (const auto& one : by_need)
        if (one.stands_out) names.push_back(one.label);
    const auto limits = report::rounded(much) + (need->label.ends_with("%") ? "%" : "") + " need or more and " +
                        report::plural(static_cast<std::size_t>(few), "partner") + " or fewer";
    const std::string says =
        names.empty() ? "No school is both in the quarter with most need and in the quarter with fewest partners."
                      : report::capital(report::plural(names.size(), "school")) + (names.size() == 1 ? " is" : " are") +
                            " in the quarter with most need and in the quarter with fewest partners (" + limits +
                            "): " + report::list(names, 6) + ".";
    return report::figure(
        report::scatter(points,
                        {.id = "left-out",
                         .title = "Need and partners of each school",
                         .description = says,
                         .x_label = need->label,
                         .y_label = "partner organisations"},
                        {.x = {.heading = "Need", .kind = report::column_kind::number, .meaning = need->meaning},
                         .y = {.heading = "Partners",
                               .kind = report::column_kind::whole,
                               .meaning = "Organisations with a tie to or from the school."},
                         .label = "School"}),
        "Schools with much need and few partners", says,
        "Each circle is a school; the larger, orange ones are those named. In each shaded band, over a tenth of the "
        "schools or "
        "ten of them, the middle half has that many partners; the line is the median.",
        {.what = "Partners: organisations with a tie to or from the school, a count. Need: " + need->meaning,
         .computed =
             "Quarters are taken over the schools of this system: they say who has less than the others here, not who "
             "has too little.",
         .measured = measured_on_words(of.organisations),
         .sure = "Counts are exact for the ties on record. Few partners on record may also mean few answers."});
}

} // namespace colearn::detail

#endif

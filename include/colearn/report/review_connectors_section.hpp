// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_CONNECTORS_SECTION_HPP
#define COLEARN_REPORT_REVIEW_CONNECTORS_SECTION_HPP

/// @file
/// For a policy reader: the part of a review that says who connects schools, families and services, and whose leaving
/// would cut somebody off.
/// For an engineer: sentences, a chart and a table of `review_connectors`, with their explanation.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <colearn/graph/roles.hpp>
#include <colearn/report/bar_chart.hpp>
#include <colearn/report/connector_words.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_connectors.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/words.hpp>

namespace colearn::detail {

/// Rows of the table that a page shows; the file beside it has all.
inline constexpr std::size_t connector_rows = 20;

[[nodiscard]] inline report::explanation connectors_explained(const review_connectors& of) {
    std::string kinds;
    for (std::size_t k = 0; k < connected_kinds.size(); ++k)
        kinds += (k == 0   ? ""
                  : k == 1 ? ", "
                           : " and ") +
                 report::whole(of.actors[k]) + " " + std::string(k == 0 ? "schools and staff" : connected_kinds[k]);
    return {.what = "Of all pairs of an actor's partners, those who are of different kinds (" + kinds +
                    ") and have no tie of their own: what passes between them passes through this actor, or takes a "
                    "longer way.",
            .computed = "Counted exactly, direction left aside; two partners count once. These are the gatekeepers, "
                        "representatives and liaisons of Gould and Fernandez, over kinds of actor. Families and "
                        "student groups are counted as partners and not ranked.",
            .measured = report::capital(report::plural(of.network.tie_count(), "tie")) + " on " +
                        report::plural(of.layers.size(), "layer") + " (" + report::list(of.layers) +
                        "). Ties of employment and enrolment say who belongs where, and are left out; so are assumed "
                        "ones.",
            .sure =
                of.draws > 0
                    ? "Exact for the ties on record. How far a place depends on them: " + report::whole(of.draws) +
                          " networks were drawn in which each tie holds with the probability that its trust is; the "
                          "places below each rank hold four of five of these."
                    : "Exact for the ties on record. How far places depend on them was not measured here: the "
                      "network is too large.",
            .source = "Gould and Fernandez (1989); single points of failure: Tarjan (1972)."};
}

[[nodiscard]] inline report::table leading_connectors_table(const review_connectors& of) {
    using kind = report::column_kind;
    report::table out;
    out.id = "connectors-table";
    const auto shown = (std::min)(connector_rows, of.members.size());
    out.caption = shown < of.members.size() ? "The " + report::whole(shown) + " leading connectors" : "All connectors";
    out.columns = {
        {.heading = "Rank",
         .kind = kind::whole,
         .meaning = "Place by pairs connected; equal ones share it. Below it the places that hold it in four of five "
                    "networks in which each tie holds with the probability of its trust."},
        {.heading = "Name", .meaning = "With the role, and the region or the school.", .heads = true},
        {.heading = "Pairs connected",
         .kind = kind::whole,
         .meaning = "Pairs of partners of different kinds who have no tie of their own.",
         .bar = true},
        {.heading = "Schools, staff", .kind = kind::whole, .meaning = "Partners among schools and their staff."},
        {.heading = "Families", .kind = kind::whole, .meaning = "Partners among families and student groups."},
        {.heading = "Services",
         .kind = kind::whole,
         .meaning = "Partners among agencies, employers, universities and community groups."},
        {.heading = "Would be cut off",
         .kind = kind::whole,
         .meaning = "Others that would lose every connection to the largest part that is left without this actor."}};
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& one = of.members[i];
        report::cell rank(one.rank);
        if (one.best_rank > 0) rank.sub = range_of_ranks(one);
        report::cell name(one.name);
        name.mark = one.role;
        name.sub = one.place.empty() ? one.role : one.role + ", " + one.place;
        out.add({.cells = {rank, name, static_cast<std::size_t>(one.pairs), one.partners[0], one.partners[1],
                           one.partners[2], static_cast<std::size_t>(one.cut_off)},
                 .id = "connector-" + std::to_string(one.at.index)});
    }
    if (shown < of.members.size()) out.note = "All " + report::whole(of.members.size()) + " are in connectors.csv.";
    return out;
}

/// Those whose leaving would cut off most.
[[nodiscard]] inline report::table single_points_table(const review_connectors& of) {
    using kind = report::column_kind;
    report::table out;
    out.id = "single-points-table";
    out.caption = "Whose leaving would cut off most";
    out.columns = {{.heading = "Name", .meaning = "With the role, and the region or the school.", .heads = true},
                   {.heading = "Would be cut off",
                    .kind = kind::whole,
                    .meaning = "Others that would lose every connection to the largest part that is left.",
                    .bar = true},
                   {.heading = "Partners", .kind = kind::whole, .meaning = "Others with a tie to or from this actor."}};
    for (const auto* one : single_points(of, 10)) {
        report::cell name(one->name);
        name.mark = one->role;
        name.sub = one->place.empty() ? one->role : one->role + ", " + one->place;
        out.add({.cells = {name, static_cast<std::size_t>(one->cut_off),
                           one->partners[0] + one->partners[1] + one->partners[2]}});
    }
    return out;
}

/// The section "Who connects schools, families and services".
[[nodiscard]] inline report::section connectors_section(const review& of) {
    const auto& found = of.connectors;
    report::fragment body = report::paragraph(report::joined(words_about(found)), "lead");
    if (found.none_because.empty() && !found.members.empty()) {
        std::vector<report::bar> bars;
        for (std::size_t i = 0; i < (std::min<std::size_t>)(10, found.members.size()); ++i) {
            const auto& one = found.members[i];
            if (one.pairs == 0) break;
            bars.push_back({.label = one.name, .value = static_cast<double>(one.pairs), .role = one.role});
        }
        if (!bars.empty()) {
            const std::string heading = "Who connects schools, families and services";
            const std::string says = words_about(found).front();
            body = body +
                   report::figure(
                       report::bar_chart(bars, {.id = "connectors", .title = heading, .description = says},
                                         {.value = {.heading = "Pairs connected", .kind = report::column_kind::whole}}),
                       heading, says,
                       "A long bar is a strength and a risk: where one actor alone brings others "
                       "together, a second contact makes the connection safe.",
                       connectors_explained(found));
        }
        body = body + report::block(leading_connectors_table(found), "The leading connectors, with their figures", "");
        if (const auto points = single_points_table(found); !points.rows.empty())
            body = body + report::block(points, "Single points of failure",
                                        "Each is the only link of others. A second contact for those is the cheapest "
                                        "way to make the network safe.");
    }
    return {"connectors", "Who connects schools, families and services", "Connectors", std::move(body)};
}

} // namespace colearn::detail

#endif

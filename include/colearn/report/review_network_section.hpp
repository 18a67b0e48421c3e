// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_NETWORK_SECTION_HPP
#define COLEARN_REPORT_REVIEW_NETWORK_SECTION_HPP

/// @file
/// For a policy reader: the part of a review that says who holds the network together.
/// For an engineer: maps, charts and tables of the two groups of a `review`, each with its explanation.

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/report/bar_chart.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_group.hpp>
#include <colearn/report/review_map.hpp>
#include <colearn/report/review_words.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/trust_words.hpp>
#include <colearn/report/words.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn::detail {

/// Rows of a long table that a page shows; the files beside it have all.
inline constexpr std::size_t page_rows = 25;

[[nodiscard]] inline std::string brokerage_certainty(const review_group& group) {
    std::string out;
    if (group.exact)
        out = "Exact for the ties on record: every most trusted path was followed.";
    else
        out = "An estimate: the most trusted paths from " + report::whole(group.sources) + " of " +
              report::whole(group.members.size()) +
              " actors, drawn at random, stand for all. With 95% confidence a figure "
              "is within " +
              report::percent(group.brokerage_error, 1) + " (in points) of the exact one (Hoeffding's bound).";
    if (group.rank_draws > 0)
        out += " How far the order depends on trust that is itself an estimate: the trust of every tie was drawn " +
               report::whole(group.rank_draws) +
               " times from what its evidence leaves open, and the places below each rank hold four of five of these.";
    if (group.redraws > 0)
        out += " Whether the order would hold if the record had gaps: the network was redrawn " +
               report::whole(group.redraws) +
               " times with each tie left out with probability 1 in 10; the last column says how often an actor was "
               "among the ten first.";
    else
        out += " How the order would change if some ties were missing was not measured here: the network is too large.";
    return out;
}

[[nodiscard]] inline report::explanation brokerage_explained(const review_group& group) {
    return {
        .what = "Brokerage: of all pairs of other actors that one could make (in order: from A to B and from B to A), "
                "the share whose most trusted path runs through this actor. From 0 to 100%; no unit.",
        .computed =
            "The trust of a path is the product of the trust of its ties; a tie has the length -log(trust), so the "
            "most trusted path is the shortest one. Where several paths are equally trusted, each counts in "
            "part. Trust above 0.99 counts as 0.99" +
            (group.capped_ties > 0 ? " (" + report::plural(group.capped_ties, "tie") + " here)." : std::string(".")),
        .measured = measured_on_words(group),
        .sure = brokerage_certainty(group),
        .source = "Betweenness: Freeman (1977), computed after Brandes (2001)."};
}

/// "1 to 4", or "1" where it is sure.
[[nodiscard]] inline std::string rank_range(const review_member& one) {
    return report::whole(one.best_rank) +
           (one.best_rank == one.worst_rank ? "" : " to " + report::whole(one.worst_rank));
}

/// A trust as a number, with its range and its evidence below.
[[nodiscard]] inline report::cell trust_cell(const opinion& of) {
    if (of.vacuous()) return report::cell::unknown("no evidence");
    report::cell out(of.expectation());
    out.sub = report::interval_words(of) + ", " + report::evidence_words(report::experiences_behind(of));
    return out;
}

[[nodiscard]] inline report::table brokers_table(const review_group& group, const std::string& id,
                                                 const std::string& row_prefix) {
    report::table out;
    const bool people = group.name == "people";
    out.id = id;
    const auto shown = (std::min)(page_rows, group.members.size());
    out.caption = shown < group.members.size()
                      ? "The " + report::whole(shown) + " leading " + group.name + ", by brokerage"
                      : report::capital(group.name) + ", by brokerage";
    using kind = report::column_kind;
    out.columns.push_back(
        {.heading = "Rank",
         .kind = kind::whole,
         .meaning = "Place by brokerage; equal ones share it." +
                    (group.rank_draws > 0
                         ? " Below it the places that hold it in four of five of " + report::whole(group.rank_draws) +
                               " networks in which the trust of each tie was drawn from the evidence behind it."
                         : std::string())});
    out.columns.push_back({.heading = "Name",
                           .meaning = people ? "With the school that employs the person, by the layer employment."
                                             : "With the role, and the region of a school as the data has it.",
                           .heads = true});
    out.columns.push_back({.heading = "Brokerage",
                           .kind = kind::percent,
                           .digits = 1,
                           .meaning = "Share of all pairs of others whose most trusted path runs through this actor.",
                           .bar = true});
    out.columns.push_back({.heading = "Would be cut off",
                           .kind = kind::whole,
                           .meaning =
                               "Others that would lose every connection to the rest without this actor; direction "
                               "left aside. Counted exactly."});
    out.columns.push_back({.heading = "Partners",
                           .kind = kind::whole,
                           .meaning = "Others with a tie to or from this actor (degree).",
                           .bar = true});
    const bool experienced = std::any_of(group.members.begin(), group.members.end(), [](const review_member& one) {
        return one.behind.positive + one.behind.negative > 0;
    });
    if (experienced)
        out.columns.push_back(
            {.heading = "Trust",
             .kind = kind::number,
             .meaning = "Expected trust of these ties together, 0 to 1, over all experiences behind them; "
                        "below it the range that holds it with a probability of 80%, and how many "
                        "experiences there are. Their sum tie by tie (strength) is in the files. " +
                        std::string(report::trust_explained)});
    out.columns.push_back({.heading = "Standing",
                           .kind = kind::number,
                           .digits = 1,
                           .meaning =
                               "How much one counts by who turns to it, and who turns to those (PageRank, damping "
                               "0.85), as a multiple of the average, which is 1."});
    if (group.redraws > 0)
        out.columns.push_back(
            {.heading = "Holds in redraws",
             .kind = kind::percent,
             .digits = 0,
             .meaning = "Share of " + report::whole(group.redraws) +
                        " redrawn networks, each with one tie in ten left out at random, in which the "
                        "actor is among the ten first brokers."});
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& one = group.members[i];
        report::cell name(one.name);
        name.mark = one.role;
        name.sub = one.role == teacher::role && !one.place.empty() ? one.place
                   : one.place.empty()                             ? one.role
                                                                   : one.role + ", " + one.place;
        report::cell rank(one.rank);
        if (one.best_rank > 0) rank.sub = rank_range(one);
        std::vector<report::cell> cells{rank, name};
        cells.emplace_back(one.brokerage);
        cells.emplace_back(one.cut_off);
        cells.emplace_back(one.partners);
        if (experienced) cells.push_back(trust_cell(opinion::of(one.behind)));
        cells.emplace_back(one.standing);
        if (group.redraws > 0)
            cells.emplace_back(static_cast<double>(one.times_leading) / static_cast<double>(group.redraws));
        out.add({.cells = std::move(cells),
                 .id = row_prefix + std::to_string(one.at.index),
                 .about = (people ? "p" : "o") + std::to_string(one.at.index)});
    }
    if (shown < group.members.size())
        out.note = "All " + report::whole(group.members.size()) + " are in " + group.name + ".csv.";
    return out;
}

[[nodiscard]] inline report::fragment brokers_chart(const review_group& group) {
    std::vector<report::bar> bars;
    for (std::size_t i = 0; i < (std::min<std::size_t>)(10, group.members.size()); ++i) {
        const auto& one = group.members[i];
        if (!(one.brokerage > 0)) break;
        report::bar made{.label = one.name, .value = one.brokerage, .role = one.role};
        if (!group.exact) {
            made.low = (std::max)(0.0, one.brokerage - group.brokerage_error);
            made.high = (std::min)(1.0, one.brokerage + group.brokerage_error);
        }
        bars.push_back(std::move(made));
    }
    if (bars.empty()) return {};
    const auto& first = group.members.front();
    const auto heading = group.name == "people" ? "People who connect others" : "Organisations that connect others";
    std::string says = first.name + " stands between " + share_text(first.brokerage) + " of all pairs of others";
    if (bars.size() > 1) says += ", " + bars[1].label + " between " + share_text(bars[1].value);
    says += ".";
    if (group.redraws > 0) {
        const auto solid =
            std::count_if(group.members.begin(), group.members.begin() + static_cast<std::ptrdiff_t>(bars.size()),
                          [&](const review_member& one) { return one.times_leading * 10 >= group.redraws * 9; });
        says +=
            " " +
            (solid == 0 ? std::string("None") : report::capital(report::number_word(static_cast<std::size_t>(solid)))) +
            " of the " + report::number_word(bars.size()) +
            " stay among the ten first in at least nine of ten redrawn networks.";
    }
    return report::figure(
        report::bar_chart(
            bars, {.id = group.name + "-brokers", .title = std::string(heading) + ": brokerage", .description = says},
            {.value = {.heading = "Brokerage", .kind = report::column_kind::percent, .digits = 1}}),
        heading, says,
        "A long bar is a strength and a risk: much passes through one actor, and much is lost with it. It says nothing "
        "about "
        "how well anybody works.",
        brokerage_explained(group));
}

// One group's block: chart and table.
[[nodiscard]] inline report::fragment group_block(const review_group& group, const std::string& row_prefix) {
    if (!group.has_ties()) return {};
    auto out = brokers_chart(group);
    const bool people = group.name == "people";
    return std::move(out) + report::block(brokers_table(group, group.name + "-table", row_prefix),
                                          people ? "The leading people, with their figures"
                                                 : "The leading organisations, with their figures",
                                          "");
}

// Trust and evidence are drawn apart: how clear, and how wide.
[[nodiscard]] inline std::vector<report::map_line> trust_lines() {
    return {{"tie tie-1 sure-3", "faint: little trust"},
            {"tie tie-4 sure-3", "clear: much trust"},
            {"tie tie-4 sure-1", "thin: on hardly any evidence"},
            {"tie tie-4 sure-4", "wide: on very much evidence"}};
}
[[nodiscard]] inline std::vector<report::map_line> folded_lines() {
    return {{"tie tie-1 sure-1", "few ties"}, {"tie tie-4 sure-4", "many ties"}};
}

/// The section "Who holds the network together".
/// `ornament` becomes a quiet picture of the network for the cover.
[[nodiscard]] inline report::section network_section(const review& of, const learning_system& system,
                                                     report::fragment& ornament) {
    using report::paragraph;
    report::fragment body;
    for (const auto* group : {&of.organisations, &of.people}) {
        const bool people = group == &of.people;
        for (const auto& sentence : words_about(*group))
            if (!group->has_ties()) body = body + paragraph(sentence, "lead");
        if (!group->has_ties()) continue;
        body = body + paragraph(report::joined(words_about(*group)), "lead");
        const std::string row = people ? "person-" : "organisation-";
        const auto map = people ? people_map(of, system, row, page_rows) : organisation_map(of, system, row, page_rows);
        if (ornament.text.empty()) ornament = map.drawn.ornament;
        if (!map.drawn.panels.empty()) {
            const bool twins = !people && of.twins && !of.twins->proposals.empty();
            body = body +
                   report::figure(
                       map.drawn,
                       {.id = people ? "people-figure" : "organisations-figure",
                        .heading = map.folded ? "The ties between staff of different schools"
                                   : people   ? "The network of people"
                                              : "The network of organisations",
                        .says = {},
                        .roles = map.roles,
                        .lines = map.folded ? folded_lines() : trust_lines(),
                        .pairs = twins ? "proposed twins" : "",
                        .sizes = map.folded             ? "Size: number of staff"
                                 : group->has_brokers() ? "Size: brokerage"
                                                        : "Size: partners"},
                       {.what = "Who is tied to whom. Shape and colour tell the role; direction is not drawn. " +
                                std::string(map.folded ? "Clearer and wider lines are more ties."
                                                       : "The clearer a line, the more trust; the wider, the more "
                                                         "experience stands behind it: thin lines are trust on "
                                                         "little evidence."),
                        .computed = map.drawn.geographic
                                        ? "Every mark stands at its place (latitude and longitude, true to "
                                          "scale along the middle of the map); shaded areas join the schools "
                                          "of one region and are no borders."
                                        : "Drawn so that distances on the picture come close to the number of "
                                          "steps in the network (stress, by Zheng, Pawar and Goodman 2019).",
                        .measured = measured_on_words(*group),
                        .sure = map.folded ? "The picture shows the record as it is."
                                           : "As sure as the lines are wide. " + std::string(report::trust_explained) +
                                                 " Of several ties between two, the strongest gives the trust, "
                                                 "and the experiences of all are added up."});
        } else if (people) {
            body = body +
                   paragraph("There are too many people to draw one by one, and their schools are not known.", "note");
        }
        body = body + group_block(*group, row);
    }
    if (body.text.empty()) body = paragraph("There are neither organisations nor people in this system.");
    return {"network", "Who holds the network together", "Who holds it together", std::move(body)};
}

} // namespace colearn::detail

#endif

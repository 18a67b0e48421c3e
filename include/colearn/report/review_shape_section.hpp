// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_SHAPE_SECTION_HPP
#define COLEARN_REPORT_REVIEW_SHAPE_SECTION_HPP

/// @file
/// For a policy reader: the part of a review that says what shape the network has: how dense and how closed it is, how
/// partners are spread, and which kinds of tie there are.
/// For an engineer: tables and charts of the two groups of a `review`, each with its explanation.

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/measured.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/tie.hpp>
#include <colearn/report/histogram.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_group.hpp>
#include <colearn/report/review_need_chart.hpp>
#include <colearn/report/review_words.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/trust_words.hpp>
#include <colearn/report/words.hpp>
#include <colearn/trust/tie_opinion.hpp>

namespace colearn::detail {

// The mean trust of a layer, with the range of a tie that has it on the layer's mean evidence.
[[nodiscard]] inline report::cell layer_trust(const layer_count& of) {
    report::cell out(of.mean_trust);
    if (of.mean_evidence > 0)
        out.sub = report::interval_words(opinion_of(tie{.trust = of.mean_trust, .evidence = of.mean_evidence}));
    return out;
}

/// The section "The shape of the network".
[[nodiscard]] inline report::section shape_section(const review& of, const learning_system& system) {
    using kind = report::column_kind;
    report::fragment body;
    std::vector<const review_group*> groups;
    for (const auto* group : {&of.organisations, &of.people})
        if (!group->members.empty()) groups.push_back(group);

    // 1. Figures of the whole.
    if (!groups.empty()) {
        report::table out;
        out.id = "shape-table";
        out.caption = "The network in figures";
        out.sortable = false;
        out.columns.push_back({.heading = "Figure", .heads = true});
        for (const auto* group : groups)
            out.columns.push_back({.heading = report::capital(group->name), .kind = kind::number, .digits = -3});
        out.columns.push_back({.heading = "What it says"});
        const auto line = [&](const std::string& name, const std::string& says, auto value) {
            std::vector<report::cell> cells{name};
            for (const auto* group : groups) cells.push_back(value(*group));
            cells.emplace_back(says);
            out.add({.cells = std::move(cells)});
        };
        using group_type = const review_group&;
        line("Actors", "How many there are; a count.", [](group_type g) { return report::cell(g.members.size()); });
        line("Ties", "Pairs of actors with a tie, each direction for itself; a count.",
             [](group_type g) { return report::cell(g.network.tie_count()); });
        line("Density", "Share of all possible ties that exist, 0 to 1.",
             [](group_type g) { return report::cell::of(g.density); });
        line("Reciprocity", "Share of ties that are answered by one the other way, 0 to 1.",
             [](group_type g) { return report::cell::of(g.reciprocity); });
        line("Transitivity", "How often two partners of one actor are partners too, 0 to 1: how closed circles are.",
             [](group_type g) { return report::cell::of(g.transitivity); });
        line("Mean distance", "Steps from one actor to another along ties, over the pairs with a path.",
             [](group_type g) { return report::cell::of(g.mean_distance); });
        line("Diameter", "The longest of these distances, in steps.",
             [](group_type g) { return report::cell::of(g.diameter); });
        line("Pairs with a path", "Share of all ordered pairs where one can reach the other along ties, 0 to 1.",
             [](group_type g) { return g.exact ? report::cell(g.reached) : report::cell::unknown("not measured"); });
        line("Parts", "Groups of actors that are connected with each other and with nobody else; direction left aside.",
             [](group_type g) { return report::cell(g.parts.size()); });
        line("Largest part", "Actors in the largest of these groups.", [](group_type g) {
            return g.parts.empty() ? report::cell::unknown("none") : report::cell(g.parts.front());
        });
        line("Alone", "Actors without a tie to another one of their group on record.",
             [](group_type g) { return report::cell(alone_in(g)); });
        body = body + report::block(out, "The network in figures", "");
        for (const auto* group : groups)
            body = body +
                   report::html(report::explanation{.what = {},
                                                    .computed = "Density, reciprocity and transitivity as in Wasserman "
                                                                "and Faust (1994) and Newman (2003); distances count "
                                                                "ties, not trust. Self-ties are left out.",
                                                    .measured = measured_on_words(*group),
                                                    .sure = "Exact for the ties on record. Surveys miss ties: density "
                                                            "and transitivity are then too low, distances too long."},
                                "How the figures of " + group->name + " are measured");
    }

    // 2. How partners are spread.
    for (const auto* group : groups) {
        if (!group->has_ties()) continue;
        std::vector<double> counts;
        std::size_t most = 0;
        for (const auto& one : group->members) {
            counts.push_back(static_cast<double>(one.partners));
            most = (std::max)(most, one.partners);
        }
        auto sorted = counts;
        std::sort(sorted.begin(), sorted.end());
        const auto middle = report::quantile(sorted, .5);
        const bool people = group == &of.people;
        const std::string says = "Half of the " + members_text(*group, counts.size()) + " have " +
                                 report::rounded(middle) + " partners or fewer; one has " + report::whole(most) + ".";
        body = body + report::figure(report::histogram(report::doubling_bins(counts),
                                                       {.id = group->name + "-partners",
                                                        .title = "How many partners " + group->name + " have",
                                                        .description = says,
                                                        .x_label = "partners of one " +
                                                                   std::string(people ? "person" : "organisation"),
                                                        .y_label = group->name},
                                                       "Partners", report::capital(group->name)),
                                     "How many partners " + group->name + " have", says,
                                     "Each bar counts those whose number of partners lies in its range; ranges double.",
                                     {.what = "Partners: others with a tie to or from the actor; a count (degree).",
                                      .computed = "Counted, each partner once.",
                                      .measured = measured_on_words(*group),
                                      .sure = "Exact for the ties on record."});
    }
    body = body + need_chart(of, system);

    // 3. Layers.
    if (!of.layers.empty()) {
        report::table out;
        out.id = "layers-table";
        out.caption = "Kinds of tie";
        out.columns = {
            {.heading = "Layer", .meaning = "The kind of tie, as the data names it.", .heads = true},
            {.heading = "Ties", .kind = kind::whole, .meaning = "Ties on record, before any are merged.", .bar = true},
            {.heading = "Mean trust",
             .kind = kind::number,
             .meaning = "Mean trust of these ties, 0 to 1; below it the range in which the trust of a tie of that mean "
                        "trust and evidence lies with a probability of 80%."},
            {.heading = "Evidence",
             .meaning = "Mean number of experiences behind a tie, in words and as a number. " +
                        std::string(report::trust_explained)},
            {.heading = "Direction", .meaning = "Whether a tie from A to B differs from one from B to A."},
            {.heading = "Individualism",
             .kind = kind::percent,
             .digits = 0,
             .meaning = "How far the collaboration is steered by each for himself, as in a market. The three "
                        "shares come with the layer and sum to 100% (Thompson, Ellis and Wildavsky 1990)."},
            {.heading = "Solidarity",
             .kind = kind::percent,
             .digits = 0,
             .meaning = "The same: together, as in a network."},
            {.heading = "Hierarchy", .kind = kind::percent, .digits = 0, .meaning = "The same: from above."}};
        for (const auto& one : of.layers)
            out.add(
                {.cells = {one.kind.name, one.ties, one.ties > 0 ? layer_trust(one) : report::cell::unknown("no ties"),
                           one.ties > 0 ? report::evidence_words(one.mean_evidence) : std::string("no ties"),
                           one.kind.directed ? "one way" : "both ways", one.kind.steering.individualism,
                           one.kind.steering.solidarity, one.kind.steering.hierarchy}});
        body = body + report::block(out, "Kinds of tie", "");
    }
    if (body.text.empty()) body = report::paragraph("There is no network to describe.");
    return {"shape", "The shape of the network", "The shape of the network", std::move(body)};
}

} // namespace colearn::detail

#endif

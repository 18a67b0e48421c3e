// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_NETWORK_SECTION_HPP
#define COLEARN_REPORT_REVIEW_NETWORK_SECTION_HPP

/// @file
/// For a policy reader: the part of a review that says who holds the network together, what shape it has, and which
/// schools with much need have few partners.
/// For an engineer: maps, charts and tables of the two groups of a `review`, each with its explanation.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/measured.hpp>
#include <colearn/report/bar_chart.hpp>
#include <colearn/report/district_review.hpp>
#include <colearn/report/histogram.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/review_group.hpp>
#include <colearn/report/review_map.hpp>
#include <colearn/report/review_words.hpp>
#include <colearn/report/scatter.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/words.hpp>

namespace colearn::detail {

/// Rows of a long table that a page shows; the files beside it have all.
inline constexpr std::size_t page_rows = 25;

/// On which ties a group was measured.
[[nodiscard]] inline std::string measured_on_words(const review_group& group) {
    const auto& record = group.network.record();
    std::string out = report::capital(report::plural(group.network.tie_count(), "tie")) + " among the " +
                      members_text(group, group.members.size()) + ", on " +
                      report::plural(group.layers.size(), "layer") +
                      (group.layers.empty() ? "" : " (" + report::list(group.layers) + ")") + ". ";
    out += record.directed
               ? "Direction counts: a tie from A to B says that A turns to B; ties of undirected layers run both "
                 "ways. "
               : "Ties have no direction. ";
    out +=
        "The strength of a tie is its " + record.weight + "; of several ties between the same two the strongest counts";
    if (record.ties_merged > 0) out += " (" + report::plural(record.ties_merged, "tie") + " merged)";
    if (record.loops_dropped > 0)
        out += ", and " + report::plural(record.loops_dropped, "tie") + " from an actor to itself " +
               (record.loops_dropped == 1 ? "is" : "are") + " left out";
    return out + ".";
}

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
        {.heading = "Rank", .kind = kind::whole, .meaning = "Place by brokerage; equal ones share it."});
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
                               "left aside. Counted exactly, for the leading ones alone."});
    out.columns.push_back({.heading = "Partners",
                           .kind = kind::whole,
                           .meaning = "Others with a tie to or from this actor (degree).",
                           .bar = true});
    out.columns.push_back({.heading = "Trust",
                           .kind = kind::number,
                           .digits = 1,
                           .meaning = "Sum of the trust of these ties, each from 0 to 1, the strongest of each pair "
                                      "(strength)."});
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
        std::vector<report::cell> cells{one.rank, name};
        cells.emplace_back(one.brokerage);
        cells.push_back(one.looked_at ? report::cell(one.cut_off) : report::cell::unknown("not counted"));
        cells.emplace_back(one.partners);
        cells.emplace_back(one.trust);
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
        std::string says;
        for (const auto& sentence : words_about(*group)) says += (says.empty() ? "" : " ") + sentence;
        body = body + paragraph(says, "lead");
        const std::string row = people ? "person-" : "organisation-";
        const auto map = people ? people_map(of, system, row, page_rows) : organisation_map(of, system, row, page_rows);
        if (ornament.text.empty()) ornament = map.drawn.ornament;
        if (!map.drawn.panels.empty()) {
            const bool twins = !people && of.twins && !of.twins->proposals.empty();
            body = body + report::figure(
                              map.drawn,
                              {.id = people ? "people-figure" : "organisations-figure",
                               .heading = map.folded ? "The ties between staff of different schools"
                                          : people   ? "The network of people"
                                                     : "The network of organisations",
                               .says = {},
                               .roles = map.roles,
                               .weak = map.folded ? "few ties" : "some trust",
                               .strong = map.folded ? "many ties" : "strong trust",
                               .pairs = twins ? "proposed twins" : "",
                               .sizes = map.folded             ? "Size: number of staff"
                                        : group->has_brokers() ? "Size: brokerage"
                                                               : "Size: partners"},
                              {.what = "Who is tied to whom. Shape and colour tell the role, darker and wider "
                                       "lines more trust; direction is not drawn.",
                               .computed = map.drawn.geographic
                                               ? "Every mark stands at its place (latitude and longitude, true to "
                                                 "scale along the middle of the map); shaded areas join the schools "
                                                 "of one region and are no borders."
                                               : "Drawn so that distances on the picture come close to the number of "
                                                 "steps in the network (stress, by Zheng, Pawar and Goodman 2019).",
                               .measured = measured_on_words(*group),
                               .sure = "The picture shows the record as it is."});
        } else if (people) {
            body = body +
                   paragraph("There are too many people to draw one by one, and their schools are not known.", "note");
        }
        body = body + group_block(*group, row);
    }
    if (body.text.empty()) body = paragraph("There are neither organisations nor people in this system.");
    return {"network", "Who holds the network together", "Who holds it together", std::move(body)};
}

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

[[nodiscard]] inline report::fragment left_out_chart(const review& of, const learning_system& system) {
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

[[nodiscard]] inline report::cell cell_of(const measured& what) {
    return what.value ? report::cell(*what.value) : report::cell::unknown("not defined: " + what.why_undefined);
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
             [](group_type g) { return cell_of(g.density); });
        line("Reciprocity", "Share of ties that are answered by one the other way, 0 to 1.",
             [](group_type g) { return cell_of(g.reciprocity); });
        line("Transitivity", "How often two partners of one actor are partners too, 0 to 1: how closed circles are.",
             [](group_type g) { return cell_of(g.transitivity); });
        line("Mean distance", "Steps from one actor to another along ties, over the pairs with a path.",
             [](group_type g) { return cell_of(g.mean_distance); });
        line("Diameter", "The longest of these distances, in steps.", [](group_type g) { return cell_of(g.diameter); });
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
    body = body + left_out_chart(of, system);

    // 3. Layers.
    if (!of.layers.empty()) {
        report::table out;
        out.id = "layers-table";
        out.caption = "Kinds of tie";
        out.columns = {
            {.heading = "Layer", .meaning = "The kind of tie, as the data names it.", .heads = true},
            {.heading = "Ties", .kind = kind::whole, .meaning = "Ties on record, before any are merged.", .bar = true},
            {.heading = "Mean trust", .kind = kind::number, .meaning = "Mean trust of these ties, 0 to 1."},
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
            out.add({.cells = {one.kind.name, one.ties,
                               one.ties > 0 ? report::cell(one.mean_trust) : report::cell::unknown("no ties"),
                               one.kind.directed ? "one way" : "both ways", one.kind.steering.individualism,
                               one.kind.steering.solidarity, one.kind.steering.hierarchy}});
        body = body + report::block(out, "Kinds of tie", "");
    }
    if (body.text.empty()) body = report::paragraph("There is no network to describe.");
    return {"shape", "The shape of the network", "The shape of the network", std::move(body)};
}

} // namespace colearn::detail

#endif

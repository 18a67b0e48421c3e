// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_FEDERATIONS_SECTION_HPP
#define COLEARN_REPORT_REVIEW_FEDERATIONS_SECTION_HPP

/// @file
/// For a policy reader: the part of the page about federations: which few schools could share what they do, why these,
/// who is held least, and who is in none. For an engineer: the section "Which schools could federate" of a district
/// review.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/group_result.hpp>
#include <colearn/matching/group_words.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/report/markup.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_words.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/words.hpp>

namespace colearn::detail {

/// Federations that a page shows in full.
inline constexpr std::size_t federation_cards = 4;
/// Rows of a table of federations that a page shows.
inline constexpr std::size_t page_federations = 60;

[[nodiscard]] inline report::explanation federations_explained(const review_options& options) {
    const auto& how = options.federating;
    return {
        .what = "Worth of a federation: the sum over its pairs of how well the two fit (0 to 1), less " +
                report::decimal(how.groups.least_fit, 2) +
                " for each pair, so that a pair that fits less counts against it. No unit.",
        .computed =
            "Federations have " + report::whole(how.groups.smallest) + " to " + report::whole(how.groups.largest) +
            " schools, no two further apart than " + report::distance(how.max_distance_km) +
            ". Nearness and the pupils' way from primary to secondary school count most. They are found by search; "
            "the bound on what any other grouping could reach is proved and checked.",
        .measured =
            "Place, level, need and strength of the schools; ties between schools and with other organisations.",
        .sure = "How sure a single fit is depends on the profiles of need and strength, whose error is not known.",
        .source =
            "Bounded grouping: annealing (Kirkpatrick, Gelatt and Vecchi 1983) and large-neighbourhood search (Shaw "
            "1998); the mean over known terms: Gower (1971)."};
}

/// What the sentences about groups ask of schools.
struct federation_question {
    const school_table& schools;
    const std::vector<std::string>& topics;
    group_names names{.group = "federation"};

    [[nodiscard]] std::string name(id<school> who) const { return schools.name(who); }
};

/// A federation, and why: the sentences of its rationale, a paragraph each, without the names that stand above.
[[nodiscard]] inline report::fragment federation_card(const school_table& schools, const group_proposal<school>& one,
                                                      const std::vector<group_proposal<school>>& all) {
    const federation_question question{schools, schools.topics()};
    report::markup out;
    out.open("li").element("h4", {}, federation_name(schools, one));
    out.element("p", {{"class", "note"}}, group_fit_words(one));
    std::size_t unknown = 0;
    bool any = false;
    for (const auto& member : one.members) {
        if (!member.gain) {
            ++unknown;
            continue;
        }
        const auto name = schools.name(member.who);
        out.open("p").element("strong", {}, name).text(member_gain_words(question, member).substr(name.size()) + ".");
        out.close();
        any = true;
    }
    const auto terms = words_about_terms(one);
    std::vector<std::string> rest;
    if (any) rest.push_back("In brackets: own strength against the best in the federation.");
    if (unknown > 0) rest.push_back("What " + counted(unknown, "school") + " would learn is not known.");
    if (!terms.known.empty()) rest.push_back(terms.known);
    rest.push_back(group_standing_words(question, one, all));
    out.element("p", {}, report::joined(rest));
    std::vector<std::string> lacking;
    if (!terms.unknown.empty()) lacking.push_back(terms.unknown);
    if (!one.student_led) lacking.push_back(question.names.not_asked);
    if (!lacking.empty()) out.element("p", {{"class", "note"}}, report::joined(lacking));
    out.close().line();
    return out.finish();
}

/// The section "Which schools could federate".
[[nodiscard]] inline report::section federations_section(const review& of, const learning_system& system,
                                                         const review_options& options) {
    using kind = report::column_kind;
    const school_table schools(system);
    report::section out{"federations", "Which schools could federate", "Which schools could federate", {}};
    out.body = report::paragraph(report::joined(words_about_federations(of, schools)), "lead");
    if (!of.federations || of.federations->proposals.empty()) return out;
    const auto& all = *of.federations;

    report::markup cards;
    cards.open("div", {{"class", "block"}})
        .element("h3", {}, "The best federations, and why")
        .open("ul", {{"class", "pairs"}});
    for (std::size_t i = 0; i < (std::min)(federation_cards, all.proposals.size()); ++i)
        cards.add(federation_card(schools, all.proposals[i], all.proposals));
    cards.close().close().line();
    out.body = out.body + cards.finish();

    report::table table;
    table.id = "federations-table";
    const auto shown = (std::min)(page_federations, all.proposals.size());
    table.caption = shown < all.proposals.size() ? "The " + report::whole(shown) + " federations whose pairs fit best"
                                                 : "All proposed federations";
    table.columns = {{.heading = "Schools", .heads = true},
                     {.heading = "How many", .kind = kind::whole},
                     {.heading = "Fit", .kind = kind::number, .meaning = "Mean over the pairs, 0 to 1.", .bar = true},
                     {.heading = "Widest", .kind = kind::km, .meaning = "Straight distance of the two furthest apart."},
                     {.heading = "Held least"},
                     {.heading = "By",
                      .kind = kind::number,
                      .meaning = "What its pairs here would have to lose in sum before it were better elsewhere."}};
    for (std::size_t i = 0; i < shown; ++i) {
        const auto& one = all.proposals[i];
        const auto loosest = std::min_element(one.members.begin(), one.members.end(), [](const auto& x, const auto& y) {
            return x.runner_up.has_value() != y.runner_up.has_value() ? x.runner_up.has_value()
                                                                      : x.stays_by < y.stays_by;
        });
        const bool any = loosest != one.members.end() && loosest->runner_up.has_value();
        table.add({.cells = {federation_name(schools, one), one.members.size(), one.mean_score,
                             one.widest_km ? report::cell(*one.widest_km) : report::cell::unknown(),
                             any ? schools.name(loosest->who) : std::string("nobody has another place"),
                             any ? report::cell(loosest->stays_by) : report::cell::unknown("none")}});
    }
    if (shown < all.proposals.size())
        table.note = "All " + report::whole(all.proposals.size()) + ", with their reasons, are in federations.csv.";
    out.body = out.body + report::block(table, "Every federation", "");

    if (!all.left_out.empty()) {
        report::table left;
        left.id = "federations-left-table";
        left.caption = "Schools in no federation";
        left.columns = {{.heading = "School", .heads = true}, {.heading = "Reason"}, {.heading = "In words"}};
        const auto rows = (std::min)(page_federations, all.left_out.size());
        for (std::size_t i = 0; i < rows; ++i)
            left.add({.cells = {schools.name(all.left_out[i].who), std::string(to_string(all.left_out[i].why)),
                                all.left_out[i].words}});
        if (rows < all.left_out.size())
            left.note = "The first " + report::whole(rows) + " of " + report::whole(all.left_out.size()) +
                        "; all are in federations.csv.";
        out.body = out.body + report::block(left, "Who is in none", "");
    }
    std::vector<std::string> notes = all.notes;
    notes.push_back(all.fairness.words);
    out.body = out.body + report::wrap("h3", "What to know about the federations") + report::bullets(notes);
    out.body = out.body + report::html(federations_explained(options), "How federations are found");
    return out;
}

} // namespace colearn::detail

#endif

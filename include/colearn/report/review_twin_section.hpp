// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_TWIN_SECTION_HPP
#define COLEARN_REPORT_REVIEW_TWIN_SECTION_HPP

/// @file
/// For a policy reader: the part of a review that says which schools could work together, why, and who is left out.
/// For an engineer: cards, a chart of the scores' terms and tables from a `twin_result`.

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/pairing_rules.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/twin_result.hpp>
#include <colearn/matching/twin_words.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_twin_trust.hpp>
#include <colearn/report/review_words.hpp>
#include <colearn/report/stacked_chart.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/words.hpp>

namespace colearn::detail {

/// Rows of a table of pairs that a page shows.
inline constexpr std::size_t page_pairs = 60;
/// Proposals that a page shows in full.
inline constexpr std::size_t page_cards = 6;

[[nodiscard]] inline std::string pair_name(const school_table& schools, const twin_proposal& one) {
    return schools.name(one.a.who) + " and " + schools.name(one.b.who);
}

[[nodiscard]] inline report::explanation twins_explained(const review& of, const review_options& options) {
    const auto& twins = *of.twins;
    const auto& rules = options.twinning.rules;
    std::string limits = "Pairs are at most " + report::distance(options.twinning.max_distance_km) + " apart";
    limits += rules.same_level
                  ? ", of the same level (a combined school may also pair with a primary or a secondary one)"
                  : "";
    limits += rules.same_sector ? ", of the same sector." : ", of any sector.";
    return {
        .what =
            "Fit: how well two schools suit each other, from 0 to 1; no unit. It is the weighted mean of named terms: "
            "mutual benefit, likeness of context, nearness, trust, shared partners and student voice. A term that is "
            "not known is left out, never counted as 0.",
        .computed =
            "Mutual benefit compares strengths topic by topic, weighted by need; the smaller of the two gains "
            "decides. " +
            limits +
            (twins.plan == twin_plan::best_total
                 ? " Pairs are chosen so that the sum of their scores is the largest there is."
                 : " Pairs are chosen so that no two schools that came into question would both rather have each "
                   "other."),
        .measured =
            "Need and strength of the schools by topic, their size, disadvantage, level, sector and place; ties "
            "between schools and with other organisations, on all layers" +
            (of.assumed_ties > 0
                 ? " but those that are assumed: the " + report::plural(of.assumed_ties, "assumed tie") +
                       " count neither as trust nor as shared partners."
                 : std::string(".")),
        .sure = twins.bound > 0 ? "The total fit is " + report::decimal(twins.total_score, 2) +
                                      "; no pairing of the "
                                      "candidates can reach more than " +
                                      report::decimal(twins.bound, 2) +
                                      " (proved, and checked). How sure a single fit is "
                                      "depends on the profiles of need and strength, whose error is not known."
                                : "How sure a single fit is depends on the profiles, whose error is not known.",
        .source = "Locally dominant matching: Preis (1999); largest total: Edmonds (1965); the mean over known terms: "
                  "Gower (1971)."};
}

[[nodiscard]] inline report::fragment twin_card(const school_table& schools, const twin_proposal& one,
                                                const std::string& trust, twin_plan plan) {
    report::markup out;
    out.open("li").element("h4", {}, pair_name(schools, one));
    std::string fit = "Fit " + report::decimal(one.score, 2) + " of 1";
    if (!one.why.terms.empty() && one.why.known < .995)
        fit += ", by " + report::percent(one.why.known) + " of what counts; the rest is not known";
    out.element("p", {{"class", "note"}}, fit + ".");
    const auto gain = [&](const twin_side& side, const twin_side& other) {
        if (side.topics.empty()) return;
        std::vector<std::string> topics;
        for (const auto& each : side.topics)
            if (topics.size() < 3)
                topics.push_back(schools.topics()[each.topic] + " (" + report::decimal(each.own, 2) + " against " +
                                 report::decimal(each.partner, 2) + ")");
        out.open("p").element("strong", {}, schools.name(side.who));
        out.text(" can learn from " + schools.name(other.who) + " in " + report::list(topics) + ".").close();
    };
    gain(one.a, one.b);
    gain(one.b, one.a);
    std::string rest;
    for (const auto& part : one.why.terms)
        if (!part.missing() && part.name != "mutual benefit" && part.name != "trust" && !part.words.empty())
            rest += (rest.empty() ? "" : " ") + part.words;
    if (!rest.empty()) out.element("p", {}, rest);
    if (!trust.empty()) out.element("p", {}, trust);
    const auto& side = one.a.rival.threshold >= one.b.rival.threshold ? one.a : one.b;
    out.element("p", {{"class", "note"}},
                plan == twin_plan::best_total ? standing_words(schools, one, plan)
                : side.rival.who.valid()
                    ? "Would part if its fit fell by " + report::rounded(one.score - one.falls_at, 1) +
                          " or more, all else as it is: then " + schools.name(side.who) + " and " +
                          schools.name(side.rival.who) + " would rather have each other."
                    : "No other school that would take one of them is waiting.");
    out.close().line();
    return out.finish();
}

[[nodiscard]] inline report::fragment twin_terms_chart(const school_table& schools, const review& of,
                                                       const review_options& options) {
    const auto& twins = *of.twins;
    const auto& first = twins.proposals.front();
    if (first.why.terms.empty() || first.why.terms.size() > report::most_series) return {};
    report::stacked_chart_options how;
    for (const auto& part : first.why.terms) how.series.push_back(part.name);
    how.value = {.heading = "Fit", .kind = report::column_kind::number, .digits = 2};
    how.label = "Pair";
    std::vector<report::stacked_bar> bars;
    for (const auto& one : twins.proposals) {
        if (bars.size() == 12) break;
        report::stacked_bar made{.label = pair_name(schools, one)};
        for (const auto& part : one.why.terms) made.parts.push_back((std::max)(0.0, part.contribution));
        bars.push_back(std::move(made));
    }
    // Series that are 0 everywhere would only fill the key.
    for (std::size_t i = how.series.size(); i-- > 0;) {
        const bool used = std::any_of(bars.begin(), bars.end(), [&](const auto& one) { return one.parts[i] > 0; });
        if (used) continue;
        how.series.erase(how.series.begin() + static_cast<std::ptrdiff_t>(i));
        for (auto& one : bars) one.parts.erase(one.parts.begin() + static_cast<std::ptrdiff_t>(i));
    }
    if (how.series.empty()) return {};
    std::vector<std::string> shares;
    for (std::size_t i = 0; i < how.series.size(); ++i) {
        double part = 0;
        double whole = 0;
        for (const auto& one : bars) {
            part += one.parts[i];
            for (const auto each : one.parts) whole += each;
        }
        shares.push_back(how.series[i] + " " + report::percent(whole > 0 ? part / whole : 0));
    }
    const std::string says = "What the fit of the " + report::plural(bars.size(), "best pair") +
                             " is made of, on average: " + report::list(shares) + ".";
    return report::figure(
        report::stacked_chart(
            bars, {.id = "twin-terms", .title = "What makes the fit of the best pairs", .description = says}, how),
        "What makes the fit", says,
        "The parts of a bar sum to the pair's fit. A part that is missing was not known, or is 0.",
        twins_explained(of, options));
}

/// The section "Who could work with whom".
[[nodiscard]] inline report::section twin_section(const review& of, const learning_system& system,
                                                  const review_options& options) {
    using kind = report::column_kind;
    const school_table schools(system);
    report::section out{"twins", "Who could work with whom", "Who could work with whom", {}};
    if (!of.twins) {
        out.body = report::paragraph(of.no_twins, "lead");
        return out;
    }
    const auto& twins = *of.twins;
    out.body = report::paragraph(report::joined(words_about_twins(of, schools)), "lead");
    out.body = out.body +
               report::paragraph("A proposal is an invitation to talk, not a decision: nobody has asked the schools, "
                                 "and they know what no table holds.");
    if (!twins.proposals.empty()) {
        report::markup cards;
        cards.open("div", {{"class", "block"}})
            .element("h3", {}, "The best pairs, and why")
            .open("ul", {{"class", "pairs"}});
        for (std::size_t i = 0; i < (std::min)(page_cards, twins.proposals.size()); ++i)
            cards.add(
                twin_card(schools, twins.proposals[i],
                          of.twin_trust.pairs.empty()
                              ? std::string{}
                              : twin_trust_in_short(schools, twins.proposals[i], of.twin_trust.pairs[i], of.twin_trust),
                          twins.plan));
        cards.close().close().line();
        out.body = out.body + cards.finish() + twin_terms_chart(schools, of, options);

        report::table pairs;
        pairs.id = "pairs-table";
        const auto shown = (std::min)(page_pairs, twins.proposals.size());
        pairs.caption =
            shown < twins.proposals.size() ? "The " + report::whole(shown) + " best pairs" : "All proposed pairs";
        pairs.columns = {{.heading = "School", .heads = true},
                         {.heading = "Twin"},
                         {.heading = "Fit",
                          .kind = kind::number,
                          .meaning = "Weighted mean of the known terms, 0 to 1.",
                          .bar = true},
                         {.heading = "Apart", .kind = kind::km, .meaning = "Straight distance."}};
        const bool gains_known = any_gains(twins);
        if (gains_known) {
            pairs.columns.push_back(
                {.heading = "School gains in",
                 .meaning = "Topics where the twin is stronger and the school has need, the largest gain first."});
            pairs.columns.push_back({.heading = "Twin gains in", .meaning = "The same, the other way."});
        }
        pairs.columns.push_back(
            {.heading = "Parts at",
             .kind = kind::number,
             .meaning = "The fit at or below which one of the two would rather go with a school that would take it; 0: "
                        "nobody is waiting."});
        pairs.columns.push_back({.heading = "Next best for the school",
                                 .meaning = "The candidate with the next highest fit, whether it would come or not."});
        for (std::size_t i = 0; i < shown; ++i) {
            const auto& one = twins.proposals[i];
            const auto km = distance_km(schools, one.a.who, one.b.who);
            const auto gains = [&](const twin_side& side) {
                const auto text = topics_text(schools, side, 2);
                return text.empty() ? std::string("not known") : text;
            };
            std::vector<report::cell> cells{schools.name(one.a.who), schools.name(one.b.who), one.score,
                                            km ? report::cell(*km) : report::cell::unknown()};
            if (gains_known) {
                cells.emplace_back(gains(one.a));
                cells.emplace_back(gains(one.b));
            }
            cells.emplace_back(one.falls_at);
            cells.emplace_back(one.a.runners_up.empty() ? "nobody" : schools.name(one.a.runners_up.front().who));
            pairs.add({.cells = std::move(cells)});
        }
        if (shown < twins.proposals.size())
            pairs.note =
                "All " + report::whole(twins.proposals.size()) + " pairs, with their reasons, are in twins.csv.";
        out.body = out.body + report::block(pairs, "Every pair", "");
        if (of.twin_trust.any_ties)
            out.body = out.body + report::block(twin_trust_table(schools, twins, of.twin_trust, page_pairs),
                                                "How far they trust each other",
                                                report::joined(words_about_trust(schools, twins, of.twin_trust)));
    }
    if (twins.trade_off.best_total.pairs > 0) {
        report::table plans;
        plans.id = "twin-plans";
        plans.caption = "Two ways to pair the schools up";
        plans.columns = {
            {.heading = "Way", .heads = true},
            {.heading = "Pairs", .kind = kind::whole},
            {.heading = "Total fit", .kind = kind::number, .meaning = "Sum of the pairs' scores."},
            {.heading = "Would leave",
             .kind = kind::whole,
             .meaning = "Schools that would leave their partner for another school that would have them."}};
        for (const auto& [name, one] : {std::pair<const char*, const twin_plan_summary&>{
                                            "No two would rather have each other", twins.trade_off.stable},
                                        {"The largest total", twins.trade_off.best_total}})
            plans.add({.cells = {name, one.pairs, one.total_score, one.blocking_schools}});
        out.body = out.body + report::block(plans, "What the choice of pairs costs", twins.trade_off.words);
    }
    if (!twins.left_out.empty()) {
        report::table left;
        left.id = "left-out-table";
        const auto shown = (std::min)(page_pairs, twins.left_out.size());
        left.caption = "Schools without a twin";
        left.columns = {{.heading = "School", .heads = true}, {.heading = "Reason"}, {.heading = "In words"}};
        for (std::size_t i = 0; i < shown; ++i)
            left.add({.cells = {schools.name(twins.left_out[i].who), std::string(to_string(twins.left_out[i].why)),
                                twins.left_out[i].words}});
        if (shown < twins.left_out.size())
            left.note = "The first " + report::whole(shown) + " of " + report::whole(twins.left_out.size()) +
                        "; all are in twins.csv.";
        out.body = out.body + report::block(left, "Who is left out", "");
    }
    const auto& fair = twins.fairness;
    if (!fair.measured_by.empty()) {
        report::table groups;
        groups.id = "twin-fairness-table";
        groups.caption = "How schools are served, by disadvantage";
        groups.sortable = false;
        groups.columns = {
            {.heading = "Group of schools",
             .meaning = "By " + fair.measured_by + "; the quarter is rounded up.",
             .heads = true},
            {.heading = "Schools", .kind = kind::whole},
            {.heading = "With a twin",
             .kind = kind::percent,
             .digits = 0,
             .meaning = "Share of the group's schools that have a proposed twin."},
            {.heading = "Mean fit", .kind = kind::number, .meaning = "Mean fit of the pairs they are in, 0 to 1."},
            {.heading = "Mean gain",
             .kind = kind::number,
             .meaning = "Mean of what the schools themselves gain, 0 to 1, where known."}};
        const auto optional_cell = [](const std::optional<double>& value) {
            return value ? report::cell(*value) : report::cell::unknown();
        };
        for (const auto& [name, one] :
             {std::pair<const char*, const served_group&>{"The most disadvantaged quarter", fair.disadvantaged},
              {"The other three quarters", fair.others}})
            groups.add({.cells = {name, one.count, optional_cell(one.share), optional_cell(one.mean_score),
                                  optional_cell(one.mean_gain)}});
        out.body = out.body + report::block(groups, "Are disadvantaged schools served as well?", fair.words);
    }
    if (!twins.notes.empty()) {
        out.body = out.body + report::wrap("h3", "What to know about the proposals") + report::bullets(twins.notes);
    }
    out.body = out.body + report::html(twins_explained(of, options), "How fit is measured and pairs are chosen");
    return out;
}

} // namespace colearn::detail

#endif

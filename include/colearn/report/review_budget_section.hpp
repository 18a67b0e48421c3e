// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_BUDGET_SECTION_HPP
#define COLEARN_REPORT_REVIEW_BUDGET_SECTION_HPP

/// @file
/// For a policy reader: the part of a review that says where the budget goes and why, school by school.
/// For an engineer: charts and tables from `school_needs` and a `max_min_result`.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/max_min.hpp>
#include <colearn/allocation/money.hpp>
#include <colearn/allocation/need.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_words.hpp>
#include <colearn/report/stacked_chart.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/water_chart.hpp>
#include <colearn/report/words.hpp>

namespace colearn::detail {

/// Rows of the table of amounts that a page shows.
inline constexpr std::size_t page_awards = 60;

[[nodiscard]] inline std::string formula_text(const need_formula& formula) {
    return "need-weighted pupils = pupils x (" + report::rounded(formula.base) + " + " +
           report::rounded(formula.loading) + " x share of pupils from the least advantaged homes)";
}

[[nodiscard]] inline report::explanation budget_explained(const review& of, const review_options& options) {
    const auto& proof = of.allocation->certificate;
    std::string bounds;
    if (options.least_grant)
        bounds += " No school gets less than " + amount_text(*options.least_grant, options.currency) + ".";
    if (options.most_grant)
        bounds += " No school gets more than " + amount_text(*options.most_grant, options.currency) + ".";
    return {
        .what = "Amounts of money, in the currency of the budget, to the cent.",
        .computed =
            "The worst-served need-weighted pupil is served as well as the budget allows, then the second worst, "
            "and so on (max-min fairness): every school gets the same for each need-weighted pupil, " +
            report::money(proof.level, options.currency) + ", unless a bound holds it." + bounds + " Here " +
            formula_text(of.needs.formula) + ".",
        .measured = "Enrolment and share of disadvantaged pupils of " +
                    report::plural(of.needs.recipients.size(), "school") + ". The network plays no part.",
        .sure = "The division is exact: the amounts sum to " + options.currency + to_string(proof.total) +
                ", and no other one serves the worst-served better. One more unit of budget raises the level by " +
                report::rounded(proof.level_per_unit) +
                ". How much a pupil from the least advantaged homes should count more is a choice, not a finding; "
                "enrolment and shares are taken as stated.",
        .source =
            "Rawls (1971), section 13; weighted pupil funding as in the national formulas of England and Australia."};
}

[[nodiscard]] inline const char* decided_by(binding what) {
    switch (what) {
    case binding::floor:
        return "the least grant";
    case binding::cap:
        return "the largest grant";
    case binding::fixed:
        return "the least grant, which is the largest too";
    case binding::no_weight:
        return "no need";
    default:
        return "the common level";
    }
}

// Places of the awards, largest amount first, equal ones in order.
[[nodiscard]] inline std::vector<std::size_t> awards_by_amount(const max_min_result& result) {
    std::vector<std::size_t> order(result.awards.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return result.awards[a].amount > result.awards[b].amount; });
    return order;
}

[[nodiscard]] inline report::fragment amounts_chart(const review& of, const review_options& options) {
    const auto& result = *of.allocation;
    const auto order = awards_by_amount(result);
    report::stacked_chart_options how;
    how.series = {"for every pupil", "for pupils from the least advantaged homes"};
    how.value = {.heading = "Amount", .kind = report::column_kind::money};
    how.label = "School";
    how.money = options.currency;
    std::vector<report::stacked_bar> bars;
    double shown = 0;
    for (const auto at : order) {
        if (bars.size() == 15) break;
        const auto& award = result.awards[at];
        const auto& need = of.needs.recipients[at];
        const auto amount = award.amount.units();
        const auto basic = need.weight > 0 ? amount * need.pupils * of.needs.formula.base / need.weight : amount;
        bars.push_back({.label = award.name, .parts = {(std::min)(basic, amount), (std::max)(0.0, amount - basic)}});
        shown += amount;
    }
    if (bars.empty()) return {};
    const auto total = result.certificate.total.units();
    const std::string says = "The " + report::plural(bars.size(), "largest amount", "largest amounts") + " of " +
                             report::whole(result.awards.size()) + " make up " +
                             report::percent(total > 0 ? shown / total : 0) + " of the budget. The largest, " +
                             amount_text(result.awards[order.front()].amount, options.currency) + ", goes to " +
                             result.awards[order.front()].name + ".";
    return report::figure(
        report::stacked_chart(
            bars, {.id = "amounts", .title = "The largest amounts, and what they are for", .description = says}, how),
        "The largest amounts, and what they are for", says,
        "The first part is what the school gets for its pupils as such, the second for those from the least "
        "advantaged homes. Large schools get much; the table below shows the amount for each pupil.",
        budget_explained(of, options));
}

// Only where bounds hold somebody: elsewhere all would stand at one height.
[[nodiscard]] inline report::fragment level_chart(const review& of, const review_options& options) {
    const auto& result = *of.allocation;
    std::size_t held = 0;
    std::vector<report::water_block> blocks;
    for (const auto& one : result.awards) {
        if (one.decided != binding::level) ++held;
        if (!(one.need > 0)) continue;
        const auto floor = (std::min)(one.floor.units(), one.amount.units());
        blocks.push_back({one.name, one.need, floor, one.amount.units() - floor});
    }
    if (held == 0 || blocks.empty()) return {};
    std::stable_sort(blocks.begin(), blocks.end(),
                     [](const auto& a, const auto& b) { return a.before / a.weight < b.before / b.weight; });
    const auto level = report::money(result.certificate.level, options.currency);
    const std::string says = report::capital(report::plural(held, "school")) + (held == 1 ? " is" : " are") +
                             " held at a bound; all others get " + level + " for each need-weighted pupil.";
    return report::figure(report::water_chart(blocks,
                                              {.id = "level",
                                               .title = "How far the budget lifts each school",
                                               .description = says,
                                               .x_label = "schools, as wide as their need-weighted pupils",
                                               .y_label = "for each need-weighted pupil"},
                                              {.level = result.certificate.level,
                                               .level_label = "level: " + level,
                                               .weight = "Need-weighted pupils",
                                               .before = "Least grant",
                                               .given = "Above it",
                                               .money = options.currency}),
                          "How far the budget lifts each school", says,
                          "Each block is a school, as wide as its need-weighted pupils; its area is its amount. The "
                          "budget fills the lowest first.",
                          budget_explained(of, options));
}

// The recipients in four groups of equally many schools, by the share of disadvantaged pupils.
[[nodiscard]] inline report::fragment quarters_table(const review& of, const review_options& options) {
    const auto& all = of.needs.recipients;
    if (all.size() < 8) return {};
    std::vector<std::size_t> order(all.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return all[a].disadvantaged > all[b].disadvantaged; });
    using kind = report::column_kind;
    report::table out;
    out.id = "quarters-table";
    out.caption = "The budget by quarter of disadvantage";
    out.sortable = false;
    out.money = options.currency;
    out.columns = {{.heading = "Quarter of the schools", .heads = true},
                   {.heading = "Schools", .kind = kind::whole},
                   {.heading = "Share of disadvantaged pupils",
                    .kind = kind::percent,
                    .digits = 0,
                    .meaning = "Pupils in the lowest quarter of advantage, over all pupils of these schools."},
                   {.heading = "Pupils", .kind = kind::whole, .meaning = "Enrolment of these schools."},
                   {.heading = "Amount", .kind = kind::money, .meaning = "Sum of what they get.", .bar = true},
                   {.heading = "For each pupil", .kind = kind::money, .meaning = "That sum over their pupils."}};
    const char* names[] = {"Most disadvantaged", "Second", "Third", "Least disadvantaged"};
    double first_each = 0;
    double last_each = 0;
    for (std::size_t k = 0; k < 4; ++k) {
        const auto first = order.size() * k / 4;
        const auto last = order.size() * (k + 1) / 4;
        double pupils = 0;
        double disadvantaged = 0;
        double amount = 0;
        for (auto i = first; i < last; ++i) {
            pupils += all[order[i]].pupils;
            disadvantaged += all[order[i]].pupils * all[order[i]].disadvantaged;
            amount += of.allocation->awards[order[i]].amount.units();
        }
        const auto each = pupils > 0 ? amount / pupils : 0;
        if (k == 0) first_each = each;
        if (k == 3) last_each = each;
        out.add({.cells = {names[k], last - first,
                           pupils > 0 ? report::cell(disadvantaged / pupils) : report::cell::unknown("no pupils"),
                           pupils, amount, pupils > 0 ? report::cell(each) : report::cell::unknown("no pupils")}});
    }
    std::string says;
    if (first_each > 0 && last_each > 0)
        says = "For each pupil, the most disadvantaged quarter of the schools gets " +
               report::money(first_each, options.currency) + " and the least disadvantaged " +
               report::money(last_each, options.currency) + ".";
    return report::block(out, "The budget by disadvantage", says);
}

/// The section "Where the budget goes".
[[nodiscard]] inline report::section budget_section(const review& of, const learning_system& system,
                                                    const review_options& options) {
    using kind = report::column_kind;
    report::section out{"budget", "Where the budget goes", "Where the budget goes", {}};
    out.body = report::paragraph(report::joined(words_about_money(of, options)), "lead");
    if (of.allocation && !of.allocation->awards.empty()) {
        const auto& result = *of.allocation;
        out.body = out.body + amounts_chart(of, options) + level_chart(of, options) + quarters_table(of, options);
        report::table all;
        all.id = "allocation-table";
        all.money = options.currency;
        const auto order = awards_by_amount(result);
        const auto shown = (std::min)(page_awards, order.size());
        all.caption =
            shown < order.size() ? "The " + report::whole(shown) + " largest amounts" : "The amount of every school";
        all.columns = {{.heading = "School", .meaning = "With its region, as the data has it.", .heads = true},
                       {.heading = "Pupils", .kind = kind::whole, .meaning = "Enrolment."},
                       {.heading = "Disadvantaged",
                        .kind = kind::percent,
                        .digits = 0,
                        .meaning = "Share of pupils in the lowest quarter of advantage."},
                       {.heading = "Need-weighted pupils",
                        .kind = kind::number,
                        .digits = 1,
                        .meaning = report::capital(formula_text(of.needs.formula)) + "."},
                       {.heading = "Amount",
                        .kind = kind::money,
                        .meaning = "Rounded to whole units here; to the cent in allocation.csv.",
                        .bar = true},
                       {.heading = "For each pupil", .kind = kind::money, .meaning = "Amount over pupils."}};
        const bool bound = std::any_of(result.awards.begin(), result.awards.end(),
                                       [](const max_min_award& one) { return one.decided != binding::level; });
        if (bound)
            all.columns.push_back(
                {.heading = "Decided by",
                 .meaning = "The common level for each need-weighted pupil, or the bound that holds the school."});
        for (std::size_t i = 0; i < shown; ++i) {
            const auto& award = result.awards[order[i]];
            const auto& need = of.needs.recipients[order[i]];
            report::cell name(award.name);
            name.sub = system.net[award.who].region;
            std::vector<report::cell> cells{name,
                                            need.pupils,
                                            need.disadvantaged,
                                            need.weight,
                                            award.amount.units(),
                                            need.pupils > 0 ? report::cell(award.amount.units() / need.pupils)
                                                            : report::cell::unknown("no pupils")};
            if (bound) cells.emplace_back(decided_by(award.decided));
            all.add({.cells = std::move(cells)});
        }
        if (shown < order.size())
            all.note = "All " + report::whole(order.size()) + " are in allocation.csv, with the reasons.";
        out.body = out.body + report::block(all, "School by school",
                                            "For example, in " + options.currency + ": " +
                                                explain(result.awards[order.front()], result.certificate).why);
        out.body = out.body + report::html(budget_explained(of, options), "How the budget is shared");
    }
    if (!of.needs.missing.empty()) {
        std::vector<std::string> items;
        for (const auto& one : of.needs.missing) {
            if (items.size() == 30) {
                items.push_back("... and " + report::whole(of.needs.missing.size() - 30) + " more, in review.json.");
                break;
            }
            items.push_back(one.name + ": " + one.field + " is not known.");
        }
        out.body = out.body + report::wrap("h3", "Schools that take no part") +
                   report::paragraph(
                       "A school without a figure is left out and named, never counted as if the figure were 0.") +
                   report::bullets(items);
    }
    return out;
}

} // namespace colearn::detail

#endif

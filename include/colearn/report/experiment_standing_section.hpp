// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_EXPERIMENT_STANDING_SECTION_HPP
#define COLEARN_REPORT_EXPERIMENT_STANDING_SECTION_HPP

/// @file
/// For a policy reader: how well each policy does, in which circumstances, and on two goals at once.
/// For an engineer: bars, scenario table and Pareto front of an `experiment_reading`.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/policy/experiment.hpp>
#include <colearn/policy/experiment_index.hpp>
#include <colearn/policy/experiment_table.hpp>
#include <colearn/policy/outcome.hpp>
#include <colearn/policy/pareto.hpp>
#include <colearn/policy/rank_stability.hpp>
#include <colearn/report/bar_chart.hpp>
#include <colearn/report/experiment_reading.hpp>
#include <colearn/report/markup.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/scatter.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/words.hpp>

namespace colearn::detail {

[[nodiscard]] inline report::fragment measures_table(const experiment_reading& all) {
    report::table table{.id = "measure-table",
                        .caption = "All measures in the scenario " + all.table.scenarios.front()};
    table.columns.push_back({.heading = "Policy", .heads = true});
    for (const auto& one : outcome_meanings)
        table.columns.push_back(heading(tell_measure(one.name).column, std::string(one.name)));
    for (const auto p : all.order) {
        report::row row;
        row.cells.emplace_back(all.table.policies[p]);
        for (const auto& one : outcome_meanings)
            row.cells.push_back(report::cell::of(
                all.index.mean({static_cast<std::uint32_t>(p), 0, place_of(all.table.measures, one.name)})));
        table.add(std::move(row));
    }
    return report::block(table, "All measures", "Means in the scenario \"" + all.table.scenarios.front() + "\".");
}

/// How well each does on average, as bars, and by every measure.
[[nodiscard]] inline report::section ranking_section(const experiment_reading& all) {
    const auto measure = tell_measure(all.options.measure);
    std::vector<report::bar> bars;
    std::vector<std::string> lacking;
    for (const auto p : all.order) {
        std::optional<double> low;
        std::optional<double> high;
        double sum = 0;
        std::size_t count = 0;
        for (std::size_t s = 0; s < all.table.scenarios.size(); ++s)
            if (const auto& one = all.scores.at(p, s); one.defined()) {
                low = low ? (std::min)(*low, *one.value) : *one.value;
                high = high ? (std::max)(*high, *one.value) : *one.value;
                sum += *one.value;
                ++count;
            }
        if (count < all.table.scenarios.size() || *low < 0) {
            lacking.push_back(all.table.policies[p]);
            continue;
        }
        bars.push_back({all.table.policies[p], sum / static_cast<double>(count), {}, {}, low, high});
    }
    report::markup out;
    const auto first = all.nearest();
    const std::string says = bars.empty() ? "No policy has a value in every scenario."
                                          : report::capital(report::list(first)) +
                                                (first.size() == 1 ? " comes" : " come, alike,") +
                                                " nearest to the best of each scenario on average.";
    if (!bars.empty())
        out.add(report::figure(
            report::bar_chart(bars,
                              {.id = "ranking",
                               .title = report::capital(measure.what) + ", by policy",
                               .description = says,
                               .x_label = measure.what,
                               .y_label = "policy"},
                              {.value = heading(measure.column, all.options.measure), .label = "Policy"}),
            report::capital(measure.what), says,
            "Each bar is a policy's mean over the scenarios; the line through its end reaches from its best to its "
            "worst scenario. In the order of mean regret.",
            {.what = report::capital(measure.what) + ".",
             .computed = "The mean over " + report::plural(static_cast<std::size_t>(all.of.replicates), "draw") +
                         " of each scenario, in its last year; then the mean over scenarios.",
             .sure = "Lines are not intervals of confidence: they show how much circumstances matter. Differences "
                     "with their intervals stand below.",
             .source = "Common random numbers: Law, Simulation Modeling and Analysis (2015), section 11.2."}));
    if (!lacking.empty())
        out.element("p", {{"class", "note"}},
                    "Without a value in some scenario, and so not drawn: " + report::list(lacking) + ".");
    out.add(measures_table(all));
    return {"ranking", "How well each policy does", "How well they do", out.finish()};
}

[[nodiscard]] inline std::string agreement_words(const experiment_reading& all) {
    std::string out;
    const scenario_agreement* worst = nullptr;
    const auto pairs = rank_agreement(all.scores);
    for (const auto& one : pairs)
        if (one.tau.defined() && (worst == nullptr || *one.tau.value < *worst->tau.value)) worst = &one;
    if (worst != nullptr)
        out = "The order of the policies changes most between \"" + all.table.scenarios[worst->one] + "\" and \"" +
              all.table.scenarios[worst->other] + "\" (Kendall's tau " + report::decimal(*worst->tau.value, 2) +
              "; 1 is the same order).";
    return out;
}

/// How well each does in each scenario.
[[nodiscard]] inline report::section circumstances_section(const experiment_reading& all) {
    const auto measure = tell_measure(all.options.measure);
    report::table table{.id = "scenario-table", .caption = report::capital(measure.what) + ", by scenario"};
    table.columns.push_back({.heading = "Policy", .heads = true});
    auto plain = measure.column;
    plain.meaning.clear(); // the same of all, and said above
    for (const auto& name : all.table.scenarios) table.columns.push_back(heading(plain, name));
    auto loss = measure.column;
    loss.meaning = "Regret: by how much it is worse than the best policy of that scenario, at most over scenarios.";
    table.columns.push_back(heading(loss, "largest regret"));
    for (const auto p : all.order) {
        report::row row;
        row.cells.emplace_back(all.table.policies[p]);
        for (std::size_t s = 0; s < all.table.scenarios.size(); ++s)
            row.cells.push_back(report::cell::of(all.scores.at(p, s)));
        row.cells.push_back(report::cell::of(all.regrets.policies[p].largest));
        table.add(std::move(row));
    }
    report::markup out;
    out.add(report::block(table, "In which circumstances", measure.column.meaning + " " + agreement_words(all)));
    std::vector<std::string> told_scenarios;
    for (const auto& one : all.of.scenarios)
        told_scenarios.push_back(report::capital(one.name) + ": " + one.what +
                                 (one.years > 1 ? " Over " + report::plural(one.years, "year") + "." : ""));
    out.add(report::bullets(told_scenarios));
    return {"scenarios", "When circumstances change", "Circumstances", out.finish()};
}

/// Two goals at once.
[[nodiscard]] inline report::section goals_section(const experiment_reading& all) {
    const auto both = goals_of(all.index, {all.options.measure, all.options.trade_off}, 0);
    const auto front = pareto_front(both);
    std::vector<report::scatter_point> points;
    std::vector<std::string> best;
    for (std::size_t p = 0; p < all.table.policies.size(); ++p) {
        if (!front.left_out[p].empty()) continue;
        const bool on = std::find(front.front.begin(), front.front.end(), p) != front.front.end();
        points.push_back(
            {all.table.policies[p], *both[0].values[p].value, *both[1].values[p].value, {}, on ? 2. : 1., on});
        if (on) best.push_back(all.table.policies[p]);
    }
    const auto x = tell_measure(all.options.measure);
    const auto y = tell_measure(all.options.trade_off);
    const auto axis = [](const std::string& name, const told_measure& told) {
        return measure_name(name) + (told.better.empty() ? "" : " (" + told.better + ")");
    };
    report::markup out;
    if (points.empty()) {
        out.element("p", {}, "No policy has a value of both goals in the first scenario.");
    } else {
        const std::string says = "No policy is better on both goals than " + report::list(best) + ".";
        out.add(report::figure(
            report::scatter(points,
                            {.id = "goals",
                             .title = "Two goals at once, in the scenario " + all.table.scenarios.front(),
                             .description = says,
                             .x_label = axis(all.options.measure, x),
                             .y_label = axis(all.options.trade_off, y)},
                            {.x = heading(x.column, all.options.measure),
                             .y = heading(y.column, all.options.trade_off),
                             .label = "Policy",
                             .bands = false}),
            "Two goals at once", says,
            "Each mark is a policy. Those that stand out are the ones that no other beats on both.",
            {.what = x.column.meaning + " " + y.column.meaning,
             .computed = "Means in the scenario \"" + all.table.scenarios.front() + "\".",
             .sure = "A policy may be on the front by a hair: see the differences below.",
             .source = "Pareto (1906)."}));
    }
    return {"goals", "What cannot be had together", "Two goals", out.finish()};
}

} // namespace colearn::detail

#endif

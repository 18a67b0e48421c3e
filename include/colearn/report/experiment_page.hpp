// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_EXPERIMENT_PAGE_HPP
#define COLEARN_REPORT_EXPERIMENT_PAGE_HPP

/// @file
/// For a policy reader: one page that compares ways to share out a budget: how much need each leaves unmet, in which
/// circumstances, who gains and who loses against today, and how sure that is.
/// For an engineer: `experiment_table` as a self-contained page: means, paired differences, regret, Pareto front.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/policy/comparison.hpp>
#include <colearn/policy/experiment.hpp>
#include <colearn/policy/experiment_index.hpp>
#include <colearn/policy/experiment_table.hpp>
#include <colearn/policy/outcome.hpp>
#include <colearn/policy/pareto.hpp>
#include <colearn/policy/rank_stability.hpp>
#include <colearn/policy/regret.hpp>
#include <colearn/report/bar_chart.hpp>
#include <colearn/report/markup.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/scatter.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/words.hpp>

namespace colearn {

/// What the page needs beside the rows.
struct experiment_page_options {
    std::string title = "Policies compared";
    std::string measure = "unmet_share";        ///< what policies are ranked by; one with a better direction
    std::string trade_off = "disadvantage_gap"; ///< the other goal of the picture of two goals
    std::string today{};                        ///< policy that the others are set against; empty: the first
    std::vector<std::string> notes{};           ///< what the data is and what was assumed, a sentence each
    bootstrap_options interval{.resamples = 1000};
};

namespace detail {

/// A measure for readers: what it is, and how its numbers are shown.
struct told_measure {
    std::string what{};
    report::column column{};
};

[[nodiscard]] inline told_measure tell_measure(std::string_view name) {
    for (const auto& one : outcome_meanings) {
        if (one.name != name) continue;
        const bool share = one.unit.starts_with("share");
        return {std::string(one.what),
                {.heading = report::capital(std::string(one.name)),
                 .kind = share ? report::column_kind::percent : report::column_kind::number,
                 .digits = share ? 1 : -3,
                 .meaning = report::capital(std::string(one.what)) + ". " +
                            (one.better == better_when::lower ? "Lower is better." : "Higher is better."),
                 .least = share ? 0 : .0005}};
    }
    return {std::string(name), {.heading = std::string(name), .kind = report::column_kind::number, .digits = -3}};
}

[[nodiscard]] inline report::column heading(report::column of, std::string text) {
    std::replace(text.begin(), text.end(), '_', ' ');
    of.heading = report::capital(std::move(text));
    return of;
}

/// An experiment as the sections of a page see it.
class experiment_reader {
public:
    experiment_reader(const experiment& of, const experiment_table& table, const experiment_page_options& options)
        : of_(of), table_(table), options_(options), index_(table), scores_(scores(index_, options.measure)),
          regret_(regret(scores_)), order_(table.policies.size()) {
        today_ = options.today.empty() ? 0 : place_of(table.policies, options.today);
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        std::stable_sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) {
            const auto& x = regret_.policies[a].mean;
            const auto& y = regret_.policies[b].mean;
            if (x.defined() != y.defined()) return x.defined();
            return x.defined() && *x.value < *y.value;
        });
    }

    [[nodiscard]] report::section in_short() const {
        report::markup out;
        double need = 0;
        for (const auto& one : of_.problem.recipients) need += one.total_need();
        const auto supply = of_.problem.units(of_.problem.supply());
        std::vector<report::key_figure> figures{
            {report::whole(table_.policies.size()), "policies", "ways to share out, each with its source below"},
            {report::whole(table_.scenarios.size()), "scenarios", "circumstances in which each is tried"},
            {report::whole(static_cast<std::size_t>(of_.replicates)), "draws of each",
             "all policies face the same ones"},
            {report::whole(of_.problem.recipients.size()), "recipients", "schools that share"},
            {need > 0 ? report::percent(supply / need) : std::string("all"), "of need can be met",
             "what there is, as a share of what would be adequate"}};
        out.add(report::html(figures));
        out.add(report::bullets(findings()));
        return {"short", "In short", "In short", out.finish()};
    }

    [[nodiscard]] report::section ranking() const {
        const auto measure = tell_measure(options_.measure);
        std::vector<report::bar> bars;
        std::vector<std::string> lacking;
        for (const auto p : order_) {
            std::optional<double> low;
            std::optional<double> high;
            double sum = 0;
            std::size_t count = 0;
            for (std::size_t s = 0; s < table_.scenarios.size(); ++s)
                if (const auto& one = scores_.at(p, s); one.defined()) {
                    low = low ? (std::min)(*low, *one.value) : *one.value;
                    high = high ? (std::max)(*high, *one.value) : *one.value;
                    sum += *one.value;
                    ++count;
                }
            if (count < table_.scenarios.size() || *low < 0) {
                lacking.push_back(table_.policies[p]);
                continue;
            }
            bars.push_back({table_.policies[p], sum / static_cast<double>(count), {}, {}, low, high});
        }
        report::markup out;
        const auto first = nearest();
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
                                  {.value = heading(measure.column, options_.measure), .label = "Policy"}),
                report::capital(measure.what), says,
                "Each bar is a policy's mean over the scenarios; the line through its end reaches from its best to its "
                "worst scenario. In the order of mean regret.",
                {.what = report::capital(measure.what) + ".",
                 .computed = "The mean over " + report::plural(static_cast<std::size_t>(of_.replicates), "draw") +
                             " of each scenario, in its last year; then the mean over scenarios.",
                 .sure = "Lines are not intervals of confidence: they show how much circumstances matter. Differences "
                         "with their intervals stand below.",
                 .source = "Common random numbers: Law, Simulation Modeling and Analysis (2015), section 11.2."}));
        if (!lacking.empty())
            out.element("p", {{"class", "note"}},
                        "Without a value in some scenario, and so not drawn: " + report::list(lacking) + ".");
        out.add(measures_table());
        return {"ranking", "How well each policy does", "How well they do", out.finish()};
    }

    [[nodiscard]] report::section circumstances() const {
        const auto measure = tell_measure(options_.measure);
        report::table table{.id = "scenario-table", .caption = report::capital(measure.what) + ", by scenario"};
        table.columns.push_back({.heading = "Policy", .heads = true});
        for (const auto& name : table_.scenarios) table.columns.push_back(heading(measure.column, name));
        auto loss = measure.column;
        loss.meaning = "Regret: by how much it is worse than the best policy of that scenario, at most over scenarios.";
        table.columns.push_back(heading(loss, "largest regret"));
        for (const auto p : order_) {
            report::row row;
            row.cells.emplace_back(table_.policies[p]);
            for (std::size_t s = 0; s < table_.scenarios.size(); ++s)
                row.cells.push_back(report::cell::of(scores_.at(p, s)));
            row.cells.push_back(report::cell::of(regret_.policies[p].largest));
            table.add(std::move(row));
        }
        report::markup out;
        out.add(report::block(table, "In which circumstances", agreement_words()));
        std::vector<std::string> told_scenarios;
        for (const auto& one : of_.scenarios)
            told_scenarios.push_back(report::capital(one.name) + ": " + one.what +
                                     (one.years > 1 ? " Over " + report::plural(one.years, "year") + "." : ""));
        out.add(report::bullets(told_scenarios));
        return {"scenarios", "When circumstances change", "Circumstances", out.finish()};
    }

    [[nodiscard]] report::section goals() const {
        const auto both = goals_of(index_, {options_.measure, options_.trade_off}, 0);
        const auto front = pareto_front(both);
        std::vector<report::scatter_point> points;
        std::vector<std::string> best;
        for (std::size_t p = 0; p < table_.policies.size(); ++p) {
            if (!front.left_out[p].empty()) continue;
            const bool on = std::find(front.front.begin(), front.front.end(), p) != front.front.end();
            points.push_back(
                {table_.policies[p], *both[0].values[p].value, *both[1].values[p].value, {}, on ? 2. : 1., on});
            if (on) best.push_back(table_.policies[p]);
        }
        const auto x = tell_measure(options_.measure);
        const auto y = tell_measure(options_.trade_off);
        report::markup out;
        if (points.empty()) {
            out.element("p", {}, "No policy has a value of both goals in the first scenario.");
        } else {
            const std::string says = "No policy is better on both goals than " + report::list(best) + ".";
            out.add(report::figure(
                report::scatter(points,
                                {.id = "goals",
                                 .title = "Two goals at once, in the scenario " + table_.scenarios.front(),
                                 .description = says,
                                 .x_label = x.what,
                                 .y_label = y.what},
                                {.x = heading(x.column, options_.measure),
                                 .y = heading(y.column, options_.trade_off),
                                 .label = "Policy",
                                 .bands = false}),
                "Two goals at once", says,
                "Each mark is a policy. Those that stand out are the ones that no other beats on both.",
                {.what = x.column.meaning + " " + y.column.meaning,
                 .computed = "Means in the scenario \"" + table_.scenarios.front() + "\".",
                 .sure = "A policy may be on the front by a hair: see the differences below.",
                 .source = "Pareto (1906)."}));
        }
        return {"goals", "What cannot be had together", "Two goals", out.finish()};
    }

    [[nodiscard]] report::section changes() const {
        const auto at = place_of(table_.measures, options_.measure);
        const auto measure = tell_measure(options_.measure);
        const auto& today = table_.policies[today_];
        report::table table{.id = "change-table", .caption = "Change against " + today};
        table.columns.push_back({.heading = "Policy", .heads = true});
        auto difference = measure.column;
        difference.meaning = "Mean difference to " + today +
                             " in the same draws. Below it the interval that holds it "
                             "with a confidence of " +
                             report::percent(options_.interval.level) + ".";
        table.columns.push_back(heading(difference, "difference in " + options_.measure));
        table.columns.push_back({.heading = "So it is"});
        for (const auto& group : of_.groups.names)
            table.columns.push_back({.heading = report::capital(group),
                                     .kind = report::column_kind::number,
                                     .digits = -3,
                                     .meaning = of_.problem.what.unit + " that the group gets more, or less, in all."});
        const bool intervals = of_.replicates > 1;
        for (const auto p : order_) {
            if (p == today_) continue;
            const auto policy = static_cast<std::uint32_t>(p);
            const auto change = compare(index_, policy, today_, 0, at, options_.interval);
            report::row row;
            row.cells.emplace_back(table_.policies[p]);
            auto cell = report::cell::of(change.difference.mean);
            if (intervals && change.difference.low.defined()) {
                const auto low = report::shown(measure.column, *change.difference.low.value);
                const auto high = report::shown(measure.column, *change.difference.high.value);
                cell.sub = low == high ? "in every draw" : low + " to " + high;
            }
            row.cells.push_back(std::move(cell));
            row.cells.emplace_back(std::string(to_string(change.verdict)));
            if (!of_.groups.names.empty())
                for (const auto& group : who_gains(index_, policy, today_, 0, options_.interval))
                    row.cells.push_back(report::cell::of(group.given.difference.mean));
            table.add(std::move(row));
        }
        report::markup out;
        out.add(
            report::block(table, "Against " + today,
                          "In the scenario \"" + table_.scenarios.front() +
                              "\": what would change, and for whom. A policy of many may look better by chance: one "
                              "in twenty at this confidence."));
        return {"changes", "Who would gain and who would lose", "Gains and losses", out.finish()};
    }

    [[nodiscard]] report::section basis() const {
        report::markup out;
        out.add(report::bullets(options_.notes));
        report::table table{.id = "policy-table", .caption = "The policies"};
        table.columns = {{.heading = "Policy", .heads = true}, {.heading = "Source"}};
        for (const auto& one : of_.policies) {
            report::row row;
            row.cells.emplace_back(one.name());
            row.cells.emplace_back(one.source());
            table.add(std::move(row));
        }
        out.add(report::block(table, "The policies", ""));
        std::vector<std::string> meanings;
        for (const auto& one : outcome_meanings)
            meanings.push_back(std::string(one.name) + ": " + std::string(one.what) + " (" + std::string(one.unit) +
                               "; " + (one.better == better_when::lower ? "lower" : "higher") + " is better)");
        out.element("h3", {}, "The measures");
        out.add(report::bullets(meanings));
        return {"basis", "What this rests on", "What this rests on", out.finish()};
    }

private:
    /// The policies of the smallest mean regret, as far as a reader can tell it from others.
    [[nodiscard]] std::vector<std::string> nearest() const {
        const auto measure = tell_measure(options_.measure);
        std::vector<std::string> out;
        const auto& least = regret_.policies[order_.front()].mean;
        for (const auto p : order_) {
            const auto& one = regret_.policies[p].mean;
            if (one.defined() &&
                report::shown(measure.column, *one.value) == report::shown(measure.column, *least.value))
                out.push_back(table_.policies[p]);
        }
        return out;
    }
    [[nodiscard]] std::vector<std::string> findings() const {
        const auto measure = tell_measure(options_.measure);
        const auto shown = [&](const measured& value) {
            return value.defined() ? report::shown(measure.column, *value.value)
                                   : "undefined (" + value.why_undefined + ")";
        };
        std::vector<std::string> out;
        out.push_back("Ranked by: " + measure.what + ".");
        if (regret_.smallest_largest) {
            const auto& least = regret_.policies[*regret_.smallest_largest].largest;
            std::vector<std::string> names;
            for (const auto& one : regret_.policies)
                if (one.largest.defined() && shown(one.largest) == shown(least)) names.push_back(one.policy);
            const auto most = shown(least); // "12.3%", or "under 0.1%"
            out.push_back("Whatever happens, " + report::list(names) + (names.size() == 1 ? " is" : " are") +
                          (most.starts_with("under ") ? " always " : " never more than ") + most +
                          " away from the best policy of the scenario: the smallest such regret.");
        }
        const auto& first = order_.front();
        out.push_back("In the scenario \"" + table_.scenarios.front() + "\", " + table_.policies[today_] +
                      " stands at " + shown(scores_.at(today_, 0)) + ", " + table_.policies[first] + " at " +
                      shown(scores_.at(first, 0)) + ".");
        return out;
    }
    [[nodiscard]] std::string agreement_words() const {
        std::string out;
        const scenario_agreement* worst = nullptr;
        const auto all = rank_agreement(scores_);
        for (const auto& one : all)
            if (one.tau.defined() && (worst == nullptr || *one.tau.value < *worst->tau.value)) worst = &one;
        if (worst != nullptr)
            out = "The order of the policies changes most between \"" + table_.scenarios[worst->one] + "\" and \"" +
                  table_.scenarios[worst->other] + "\" (Kendall's tau " + report::decimal(*worst->tau.value, 2) +
                  "; 1 is the same order).";
        return out;
    }
    [[nodiscard]] report::fragment measures_table() const {
        report::table table{.id = "measure-table",
                            .caption = "All measures in the scenario " + table_.scenarios.front()};
        table.columns.push_back({.heading = "Policy", .heads = true});
        for (const auto& one : outcome_meanings)
            table.columns.push_back(heading(tell_measure(one.name).column, std::string(one.name)));
        for (const auto p : order_) {
            report::row row;
            row.cells.emplace_back(table_.policies[p]);
            for (const auto& one : outcome_meanings)
                row.cells.push_back(report::cell::of(
                    index_.mean({static_cast<std::uint32_t>(p), 0, place_of(table_.measures, one.name)})));
            table.add(std::move(row));
        }
        return report::block(table, "All measures", "Means in the scenario \"" + table_.scenarios.front() + "\".");
    }

    const experiment& of_;
    const experiment_table& table_;
    const experiment_page_options& options_;
    experiment_index index_;
    score_table scores_;
    regret_result regret_;
    std::vector<std::size_t> order_; // by mean regret
    std::uint32_t today_ = 0;
};

} // namespace detail

/// A comparison of policies as one page of HTML, complete in itself.
///
/// Source: that of each part. Complexity: that of `experiment_index` and of `compare` for each policy.
/// Preconditions: the table is that of the experiment, with a row for each policy, scenario, replicate and measure of
/// `outcome_meanings`; `today` is one of its policies. Throws: `contract_violation`. Determinism: by the interval's
/// seed. Example: `experiment_page(what, run_experiment(what).table)`
[[nodiscard]] inline std::string experiment_page(const experiment& of, const experiment_table& table,
                                                 const experiment_page_options& options = {}) {
    expects(!table.rows.empty(), "there must be rows to write a page of");
    const detail::experiment_reader reader(of, table, options);
    report::page out;
    out.title = options.title;
    out.eyebrow = "Policy benchmark";
    out.standfirst = report::capital(report::plural(table.policies.size(), "way", "ways")) + " to share out " +
                     of.problem.what.name + ", tried in " +
                     report::plural(table.scenarios.size(), "scenario", "scenarios") + " under the same luck.";
    out.sections = {reader.in_short(), reader.ranking(), reader.circumstances(),
                    reader.goals(),    reader.changes(), reader.basis()};
    out.footer =
        report::paragraph("Made with colearn, an open library that models collaborative learning systems. This "
                          "page is one file: it loads nothing, sends nothing, and opens without a network.");
    return report::html(out);
}

} // namespace colearn

#endif

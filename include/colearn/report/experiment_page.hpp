// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_EXPERIMENT_PAGE_HPP
#define COLEARN_REPORT_EXPERIMENT_PAGE_HPP

/// @file
/// For a policy reader: one page that compares ways to share out a budget: how much need each leaves unmet, in which
/// circumstances, who gains and who loses against today, and how sure that is.
/// For an engineer: `experiment_table` as a self-contained page: means, paired differences, regret, Pareto front.

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/policy/experiment.hpp>
#include <colearn/policy/experiment_table.hpp>
#include <colearn/policy/outcome.hpp>
#include <colearn/report/experiment_change_section.hpp>
#include <colearn/report/experiment_reading.hpp>
#include <colearn/report/experiment_standing_section.hpp>
#include <colearn/report/markup.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/words.hpp>

namespace colearn {

namespace detail {

[[nodiscard]] inline std::vector<std::string> experiment_findings(const experiment_reading& all) {
    const auto measure = tell_measure(all.options.measure);
    const auto shown = [&](const measured& value) {
        return value.defined() ? report::shown(measure.column, *value.value)
                               : "undefined (" + value.why_undefined + ")";
    };
    std::vector<std::string> out;
    out.push_back("Ranked by: " + measure.what + ".");
    if (all.regrets.smallest_largest) {
        const auto& least = all.regrets.policies[*all.regrets.smallest_largest].largest;
        std::vector<std::string> names;
        for (const auto& one : all.regrets.policies)
            if (one.largest.defined() && shown(one.largest) == shown(least)) names.push_back(one.policy);
        auto most = shown(least); // "12.3%", or "under 0.1%"
        if (most.ends_with('%')) most.replace(most.size() - 1, 1, " percentage points");
        out.push_back("Whatever happens, " + report::list(names) + (names.size() == 1 ? " is" : " are") +
                      (most.starts_with("under ") ? " always " : " never more than ") + most +
                      " away from the best policy of the scenario: the smallest such regret.");
    }
    const auto& first = all.order.front();
    out.push_back("In the scenario \"" + all.table.scenarios.front() + "\", " + all.table.policies[all.today] +
                  " stands at " + shown(all.scores.at(all.today, 0)) + ", " + all.table.policies[first] + " at " +
                  shown(all.scores.at(first, 0)) + ".");
    return out;
}

[[nodiscard]] inline report::section short_section(const experiment_reading& all) {
    report::markup out;
    double need = 0;
    for (const auto& one : all.of.problem.recipients) need += one.total_need();
    const auto supply = all.of.problem.units(all.of.problem.supply());
    std::vector<report::key_figure> figures{
        {report::whole(all.table.policies.size()), "policies", "ways to share out, each with its source below"},
        {report::whole(all.table.scenarios.size()), "scenarios", "circumstances in which each is tried"},
        {report::whole(static_cast<std::size_t>(all.of.replicates)), "draws of each",
         "all policies face the same ones"},
        {report::whole(all.of.problem.recipients.size()), "recipients", "schools that share"},
        {need > 0 ? report::percent(supply / need) : std::string("all"), "of need can be met",
         "what there is, as a share of what would be adequate"}};
    out.add(report::html(figures));
    out.add(report::bullets(experiment_findings(all)));
    return {"short", "In short", "In short", out.finish()};
}

[[nodiscard]] inline report::section experiment_basis_section(const experiment_reading& all) {
    report::markup out;
    out.add(report::bullets(all.options.notes));
    report::table table{.id = "policy-table", .caption = "The policies"};
    table.columns = {{.heading = "Policy", .heads = true}, {.heading = "Source"}};
    for (const auto& one : all.of.policies) {
        report::row row;
        row.cells.emplace_back(one.name());
        row.cells.emplace_back(one.source());
        table.add(std::move(row));
    }
    out.add(report::block(table, "The policies", ""));
    std::vector<std::string> meanings;
    for (const auto& one : outcome_meanings)
        meanings.push_back(measure_name(std::string(one.name)) + ": " + std::string(one.what) + " (" +
                           std::string(one.unit) + "; " + (one.better == better_when::lower ? "lower" : "higher") +
                           " is better)");
    out.element("h3", {}, "The measures");
    out.add(report::bullets(meanings));
    return {"basis", "What this rests on", "What this rests on", out.finish()};
}

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
    const detail::experiment_reading all(of, table, options);
    report::page out;
    out.title = options.title;
    out.eyebrow = "Policy benchmark";
    out.standfirst = report::capital(report::plural(table.policies.size(), "way", "ways")) + " to share out " +
                     of.problem.what.name + ", tried in " +
                     report::plural(table.scenarios.size(), "scenario", "scenarios") + " under the same luck.";
    out.sections = {detail::short_section(all), detail::ranking_section(all), detail::circumstances_section(all),
                    detail::goals_section(all), detail::changes_section(all), detail::experiment_basis_section(all)};
    out.footer =
        report::paragraph("Made with colearn, an open library that models collaborative learning systems. This "
                          "page is one file: it loads nothing, sends nothing, and opens without a network.");
    return report::html(out);
}

} // namespace colearn

#endif

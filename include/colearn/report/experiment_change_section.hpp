// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_EXPERIMENT_CHANGE_SECTION_HPP
#define COLEARN_REPORT_EXPERIMENT_CHANGE_SECTION_HPP

/// @file
/// For a policy reader: what would change against today, how sure that is, and which groups would get more or less.
/// For an engineer: paired differences with their intervals, and who gains, from an `experiment_reading`.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>

#include <colearn/policy/comparison.hpp>
#include <colearn/policy/experiment.hpp>
#include <colearn/policy/experiment_index.hpp>
#include <colearn/report/experiment_reading.hpp>
#include <colearn/report/markup.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/words.hpp>

namespace colearn::detail {

/// Every other policy against today's.
[[nodiscard]] inline report::section changes_section(const experiment_reading& all) {
    const auto at = place_of(all.table.measures, all.options.measure);
    const auto measure = tell_measure(all.options.measure);
    const auto& today = all.table.policies[all.today];
    report::table table{.id = "change-table", .caption = "Change against " + today};
    table.columns.push_back({.heading = "Policy", .heads = true});
    auto difference = measure.column;
    const bool points = difference.kind == report::column_kind::percent;
    difference.meaning = "Mean difference to " + today +
                         " in the same draws. Below it the interval that holds it "
                         "with a confidence of " +
                         report::percent(all.options.interval.level) + ".";
    table.columns.push_back(
        heading(difference, "difference in " + all.options.measure + (points ? ", percentage points" : "")));
    table.columns.push_back({.heading = "Verdict"});
    for (const auto& group : all.of.groups.names)
        table.columns.push_back({.heading = report::capital(group),
                                 .kind = report::column_kind::number,
                                 .digits = -3,
                                 .meaning = all.of.problem.what.unit + " that the group gets more, or less, in all."});
    const bool intervals = all.of.replicates > 1;
    for (const auto p : all.order) {
        if (p == all.today) continue;
        const auto policy = static_cast<std::uint32_t>(p);
        const auto change = compare(all.index, policy, all.today, 0, at, all.options.interval);
        report::row row;
        row.cells.emplace_back(all.table.policies[p]);
        auto cell = report::cell::of(change.difference.mean);
        if (intervals && change.difference.low.defined()) {
            const auto low = report::shown(measure.column, *change.difference.low.value);
            const auto high = report::shown(measure.column, *change.difference.high.value);
            cell.sub = low == high ? "in every draw" : low + " to " + high;
        }
        row.cells.push_back(std::move(cell));
        row.cells.emplace_back(std::string(to_string(change.verdict)));
        if (!all.of.groups.names.empty())
            for (const auto& group : who_gains(all.index, policy, all.today, 0, all.options.interval))
                row.cells.push_back(report::cell::of(group.given.difference.mean));
        table.add(std::move(row));
    }
    report::markup out;
    out.add(report::block(table, "Against " + today,
                          "In the scenario \"" + all.table.scenarios.front() +
                              "\": what would change, and for whom. A policy of many may look better by chance: one "
                              "in twenty at this confidence."));
    return {"changes", "Who would gain and who would lose", "Gains and losses", out.finish()};
}

} // namespace colearn::detail

#endif

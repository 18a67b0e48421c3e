// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_EXPERIMENT_READING_HPP
#define COLEARN_REPORT_EXPERIMENT_READING_HPP

/// @file
/// For a policy reader: what a page needs beside the rows of an experiment, and the order in which it names policies.
/// For an engineer: an experiment's index, scores and regrets, computed once for all sections of `experiment_page`.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/policy/bootstrap.hpp>
#include <colearn/policy/comparison.hpp>
#include <colearn/policy/experiment.hpp>
#include <colearn/policy/experiment_index.hpp>
#include <colearn/policy/experiment_table.hpp>
#include <colearn/policy/outcome.hpp>
#include <colearn/policy/regret.hpp>
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
    std::string better{}; ///< "lower is better"; empty: not known
};

[[nodiscard]] inline told_measure tell_measure(std::string_view name) {
    for (const auto& one : outcome_meanings) {
        if (one.name != name) continue;
        const bool share = one.unit.starts_with("share");
        const std::string better = one.better == better_when::lower ? "lower is better" : "higher is better";
        return {std::string(one.what),
                {.heading = report::capital(std::string(one.name)),
                 .kind = share ? report::column_kind::percent : report::column_kind::number,
                 .digits = share                  ? 1
                           : one.unit == "0 to 1" ? 3
                                                  : -3,
                 .meaning = report::capital(std::string(one.what)) + ". " + report::capital(better) + ".",
                 .least = share ? 0 : .0005},
                better};
    }
    return {std::string(name), {.heading = std::string(name), .kind = report::column_kind::number, .digits = -3}, {}};
}

/// The name of a measure for readers: "Unmet share".
[[nodiscard]] inline std::string measure_name(std::string text) {
    std::replace(text.begin(), text.end(), '_', ' ');
    return report::capital(std::move(text));
}

[[nodiscard]] inline report::column heading(report::column of, std::string text) {
    of.heading = measure_name(std::move(text));
    return of;
}

/// An experiment as the sections of a page see it. The experiment, its table and the options must outlive it.
struct experiment_reading {
    const experiment& of;
    const experiment_table& table;
    const experiment_page_options& options;
    experiment_index index;
    score_table scores; ///< of the measure that policies are ranked by
    regret_result regrets;
    std::vector<std::size_t> order; ///< policies by mean regret
    std::uint32_t today = 0;        ///< the policy that others are set against

    experiment_reading(const experiment& what, const experiment_table& rows, const experiment_page_options& how)
        : of(what), table(rows), options(how), index(rows), scores(colearn::scores(index, how.measure)),
          regrets(regret(scores)), order(rows.policies.size()) {
        today = how.today.empty() ? 0 : place_of(rows.policies, how.today);
        std::iota(order.begin(), order.end(), std::size_t{0});
        std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
            const auto& x = regrets.policies[a].mean;
            const auto& y = regrets.policies[b].mean;
            if (x.defined() != y.defined()) return x.defined();
            return x.defined() && *x.value < *y.value;
        });
    }

    /// The policies of the smallest mean regret, as far as a reader can tell it from others.
    [[nodiscard]] std::vector<std::string> nearest() const {
        const auto measure = tell_measure(options.measure);
        std::vector<std::string> out;
        const auto& least = regrets.policies[order.front()].mean;
        for (const auto p : order) {
            const auto& one = regrets.policies[p].mean;
            if (one.defined() &&
                report::shown(measure.column, *one.value) == report::shown(measure.column, *least.value))
                out.push_back(table.policies[p]);
        }
        return out;
    }
};

} // namespace detail

} // namespace colearn

#endif

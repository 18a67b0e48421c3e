// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_EXPERIMENT_INDEX_HPP
#define COLEARN_POLICY_EXPERIMENT_INDEX_HPP

/// @file
/// For a policy reader: finds what a policy did in a scenario, over all replicates, and its mean.
/// For an engineer: rows of an experiment in the order of policy, scenario, measure, year and replicate; and the matrix
/// of mean scores, policies by scenarios, that rankings and regret are made from.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/policy/experiment_table.hpp>
#include <colearn/policy/outcome.hpp>

namespace colearn {

/// One policy in one scenario under one measure, as places in a table's names.
struct experiment_cell {
    std::uint32_t policy = 0;
    std::uint32_t scenario = 0;
    std::uint32_t measure = 0;
};

/// Where an experiment's rows are. The table must outlive it.
class experiment_index {
public:
    /// `year`: which of a scenario's years to look at; unset: each one's last.
    /// Complexity: O(rows log rows) time, O(rows) space. Throws: `contract_violation` when a row stands twice.
    explicit experiment_index(const experiment_table& table, std::optional<std::uint32_t> year = {})
        : table_(&table), year_(year), order_(table.rows.size()) {
        std::iota(order_.begin(), order_.end(), std::size_t{0});
        const auto key = [&](std::size_t at) {
            const auto& row = table.rows[at];
            return std::tuple(row.policy, row.scenario, row.measure, row.year, row.replicate);
        };
        std::sort(order_.begin(), order_.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
        for (std::size_t i = 1; i < order_.size(); ++i)
            expects(key(order_[i - 1]) != key(order_[i]),
                    {"no row of an experiment may stand twice", "experiment_index"}, order_[i]);
    }

    [[nodiscard]] const experiment_table& table() const noexcept { return *table_; }

    /// The rows of a cell in the chosen year, as places in the table, ascending by replicate; empty where there are
    /// none.
    [[nodiscard]] std::span<const std::size_t> rows(const experiment_cell& cell) const {
        const auto key = [&](std::size_t at) {
            const auto& row = table_->rows[at];
            return std::tuple(row.policy, row.scenario, row.measure);
        };
        const std::tuple wanted(cell.policy, cell.scenario, cell.measure);
        const auto first =
            std::partition_point(order_.begin(), order_.end(), [&](std::size_t at) { return key(at) < wanted; });
        const auto last = std::partition_point(first, order_.end(), [&](std::size_t at) { return key(at) == wanted; });
        if (first == last) return {};
        const auto year = year_.value_or(table_->rows[*(last - 1)].year);
        const auto from =
            std::partition_point(first, last, [&](std::size_t at) { return table_->rows[at].year < year; });
        const auto to = std::partition_point(from, last, [&](std::size_t at) { return table_->rows[at].year == year; });
        return {from, to};
    }

    /// The mean over all replicates; undefined when a replicate has no value: the mean of the others would compare
    /// policies under different luck.
    [[nodiscard]] measured mean(const experiment_cell& cell) const {
        const auto all = rows(cell);
        if (all.empty()) return measured::undefined("there are no rows");
        compensated_sum sum;
        std::size_t without = 0;
        const std::string* why = nullptr;
        for (const auto at : all) {
            const auto& value = table_->rows[at].value;
            if (value.defined()) {
                sum += *value.value;
            } else if (without++ == 0) {
                why = &value.why_undefined;
            }
        }
        if (why == nullptr) return measured::as(sum.value() / static_cast<double>(all.size()));
        return measured::undefined(std::to_string(without) + " of " + detail::counted(all.size(), "replicate") +
                                   " without a value: " + *why);
    }

private:
    const experiment_table* table_;
    std::optional<std::uint32_t> year_;
    std::vector<std::size_t> order_;
};

/// Mean scores of policies in scenarios under one measure.
struct score_table {
    std::vector<std::string> policies{};
    std::vector<std::string> scenarios{};
    std::string measure{};
    better_when better = better_when::lower;
    std::vector<measured> scores{}; ///< policy by policy, each with its scenarios

    [[nodiscard]] const measured& at(std::size_t policy, std::size_t scenario) const {
        expects(policy < policies.size() && scenario < scenarios.size(), "the policy and scenario must be in the table",
                policy);
        return scores[policy * scenarios.size() + scenario];
    }
    /// By how much `a` is better than `b`, in the measure's own unit; below 0: worse.
    [[nodiscard]] double gain(double a, double b) const noexcept {
        return better == better_when::higher ? a - b : b - a;
    }
};

/// The mean scores of a measure that has a better direction. Throws `contract_violation` for one that is not in the
/// table or has none. Example: `scores(experiment_index(table), "worst_served")`
[[nodiscard]] inline score_table scores(const experiment_index& of, std::string_view measure) {
    const auto& table = of.table();
    const auto at = place_of(table.measures, measure);
    const auto better = better_of(measure);
    expects(better.has_value(), "the measure must have a better direction", measure);
    score_table out{table.policies, table.scenarios, std::string(measure), *better, {}};
    for (std::uint32_t p = 0; p < table.policies.size(); ++p)
        for (std::uint32_t s = 0; s < table.scenarios.size(); ++s) out.scores.push_back(of.mean({p, s, at}));
    return out;
}

} // namespace colearn

#endif

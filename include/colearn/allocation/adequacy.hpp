// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_ADEQUACY_HPP
#define COLEARN_ALLOCATION_ADEQUACY_HPP

/// @file
/// For a policy reader: how many pupils have enough, how close the others come, and what is still missing.
/// For an engineer: the Odden-Picus adequacy index and unmet need.

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>

#include <colearn/allocation/weighted_values.hpp>
#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

/// Who has enough.
struct adequacy {
    measured index{};          ///< Odden-Picus: share_adequate + (1 - share_adequate) * ratio_below; 1: all have enough
    measured share_adequate{}; ///< share of the weight at or above the adequate amount, 0 to 1
    measured ratio_below{};    ///< what the others have over what they should have; undefined when all have enough
};

/// Odden-Picus adequacy index: the share of pupils who have an adequate amount, and of the others as much as they reach
/// of it. 1: all have enough; what is above enough does not make up for what is missing.
///
/// Source: Odden and Picus, *School Finance: A Policy Perspective* (2nd edition 2000), chapter 3. For amounts that are
/// adequate for each pupil's own need, give `per_need(...)` and 1. Complexity: O(n) time. Preconditions: values and
/// weights from 0 to 1e100; an adequate amount above 0, at most 1e100. Undefined for no values and for weights that are
/// all 0. Throws: `contract_violation`. Determinism: the same bits on every platform.
/// Example: `adequacy_of(money_for_each_pupil, 14'000, pupils).index`
[[nodiscard]] inline adequacy adequacy_of(std::span<const double> values, double adequate,
                                          std::span<const double> weights = {}) {
    detail::expect_amounts(values, weights, "adequacy_of");
    expects(adequate > 0 && adequate <= 1e100, "the adequate amount must be above 0 and at most 1e100", adequate);
    compensated_sum all;
    compensated_sum enough;
    compensated_sum below;
    compensated_sum reached; // by those below, in units of the adequate amount
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double w = detail::weight_of(weights, i);
        all += w;
        if (values[i] >= adequate) {
            enough += w;
        } else {
            below += w;
            reached += detail::rounded(w * (values[i] / adequate));
        }
    }
    if (!(all.value() > 0)) {
        const auto none = measured::undefined(values.empty() ? "there are no values" : "every weight is 0");
        return {none, none, none};
    }
    adequacy out;
    out.share_adequate = measured::as(enough.value() / all.value());
    out.ratio_below = below.value() > 0 ? measured::as(reached.value() / below.value())
                                        : measured::undefined("all have the adequate amount");
    compensated_sum counted = enough;
    counted += reached.value();
    out.index = measured::as((std::min)(1.0, counted.value() / all.value()));
    return out;
}

/// Need that is not met.
struct unmet_need {
    double amount = 0;                  ///< sum of weight * what is missing to the need, in the values' unit
    double need = 0;                    ///< sum of weight * need, in the same unit
    measured share{};                   ///< amount / need; undefined when nobody needs anything
    measured share_short{};             ///< share of the weight whose need is not met; undefined without weight
    std::optional<std::size_t> worst{}; ///< where the smallest part of the need is met; the first of equals
};

/// What is missing to everyone's need. What some have beyond their need does not make up for it.
///
/// Source: the poverty gap of Foster, Greer and Thorbecke, "A class of decomposable poverty measures", Econometrica 52
/// (1984), with each one's need as its line. Values and needs are in one unit, such as money for each pupil; weights
/// say how many each stands for. Complexity: O(n) time. Preconditions: values, needs and weights from 0 to 1e100; one
/// need for each value. Throws: `contract_violation`. Determinism: the same bits on every platform. Example:
/// `unmet_need_of(hours, hours_needed, pupils).share`
[[nodiscard]] inline unmet_need unmet_need_of(std::span<const double> values, std::span<const double> needs,
                                              std::span<const double> weights = {}) {
    detail::expect_amounts(values, weights, "unmet_need_of");
    expects(needs.size() == values.size(), "there must be one need for each value", needs.size());
    for (const double one : needs) expects(one >= 0 && one <= 1e100, "every need must be from 0 to 1e100", one);
    compensated_sum all;
    compensated_sum amount;
    compensated_sum need;
    compensated_sum short_of;
    unmet_need out;
    double worst_ratio = 1;
    for (std::size_t i = 0; i < values.size(); ++i) {
        const double w = detail::weight_of(weights, i);
        if (w == 0) continue;
        all += w;
        need += detail::rounded(w * needs[i]);
        if (values[i] >= needs[i]) continue;
        short_of += w;
        amount += detail::rounded(w * (needs[i] - values[i]));
        if (const double ratio = values[i] / needs[i]; !out.worst || ratio < worst_ratio) {
            out.worst = i;
            worst_ratio = ratio;
        }
    }
    out.amount = amount.value();
    out.need = need.value();
    const char* nothing = values.empty() ? "there are no values" : "every weight is 0";
    const bool any = all.value() > 0;
    out.share_short = any ? measured::as(short_of.value() / all.value()) : measured::undefined(nothing);
    out.share = out.need > 0 ? measured::as((std::min)(1.0, out.amount / out.need))
                             : measured::undefined(any ? "nobody needs anything" : nothing);
    return out;
}

} // namespace colearn

#endif

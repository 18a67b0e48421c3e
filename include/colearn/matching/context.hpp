// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_CONTEXT_HPP
#define COLEARN_MATCHING_CONTEXT_HPP

/// @file
/// For a policy reader: whether two schools work under like conditions: as many pupils, as much disadvantage, the same
/// kind of school. What works in one is then likelier to work in the other.
/// For an engineer: a Gaussian kernel over standardised differences, with the weights of England's comparator distance.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/school_table.hpp>

namespace colearn {

/// How much each part of the context counts; only their proportions matter.
/// The Department for Education in England weighs pupils .5, free school meals .4 and special needs .1; a `school` has
/// no field for special needs, so the tenth goes to the kind of school. Each weight is finite and not negative.
struct context_options {
    double size = 0.5; ///< pupils, on a logarithmic scale: 100 to 200 is as far as 400 to 800
    double disadvantage =
        0.4;           ///< share of disadvantaged pupils, or where one of the two lacks it, the index of advantage
    double kind = 0.1; ///< sector and level
};

/// Likeness of context between schools of one table.
///
/// Likeness = exp(-d^2 / 2) with d^2 the weighted mean of squared differences, each in standard deviations of all
/// schools (a sector or level that differs counts as one). Parts that are not known of both schools are left out of the
/// mean; with neither size nor disadvantage there is no likeness to speak of.
///
/// Source of the weights: DfE, Financial Benchmarking and Insights Tool, comparator sets: sqrt(sum w (delta /
/// range)^2). We divide by the standard deviation: one very large school would otherwise make all others look alike.
/// Complexity: O(n) to make, O(1) for a pair. Space: O(n).
class context_likeness {
public:
    explicit context_likeness(const school_table& schools, const context_options& options = {})
        : schools_(&schools), options_(options) {
        for (const double weight : {options.size, options.disadvantage, options.kind})
            expects(weight >= 0 && std::isfinite(weight), "a weight must be finite and not negative", weight);
        size_ = standardised([](const school& one) -> std::optional<double> {
            if (!one.enrolment) return std::nullopt;
            return detail::reproducible_log((std::max)(1.0, *one.enrolment));
        });
        disadvantaged_ = standardised([](const school& one) { return one.disadvantaged; });
        advantage_ = standardised([](const school& one) { return one.advantage; });
    }

    /// 0 to 1; empty when neither size nor disadvantage is known of both.
    [[nodiscard]] std::optional<double> operator()(id<school> a, id<school> b) const {
        double weights = 0;
        double sum = 0;
        const auto count = [&](double weight, double delta) {
            weights += weight;
            sum += weight * delta * delta;
        };
        const double size = size_[a.index] - size_[b.index];
        if (known(size)) count(options_.size, size);
        const double share = disadvantaged_[a.index] - disadvantaged_[b.index];
        const double index = advantage_[a.index] - advantage_[b.index];
        if (known(share))
            count(options_.disadvantage, share);
        else if (known(index))
            count(options_.disadvantage, index);
        if (!(weights > 0)) return std::nullopt;
        const auto& x = (*schools_)[a];
        const auto& y = (*schools_)[b];
        if (x.governance != sector::unknown && y.governance != sector::unknown)
            count(options_.kind / 2, x.governance == y.governance ? 0 : 1);
        if (x.years != level::unknown && y.years != level::unknown)
            count(options_.kind / 2, x.years == y.years ? 0 : 1);
        return detail::reproducible_exp(-sum / weights / 2);
    }

private:
    [[nodiscard]] static bool known(double value) noexcept { return value == value; }

    // In standard deviations of the schools where it is known; NaN, which stays in here, where it is not.
    template <class Field>
    [[nodiscard]] std::vector<double> standardised(Field field) const {
        std::vector<double> out(schools_->id_bound(), std::numeric_limits<double>::quiet_NaN());
        double count = 0;
        double sum = 0;
        for (const auto who : schools_->ids()) {
            const std::optional<double> value = field((*schools_)[who]);
            if (!value) continue;
            out[who.index] = *value;
            count += 1;
            sum += *value;
        }
        double squares = 0;
        for (const double value : out)
            if (known(value)) squares += (value - sum / count) * (value - sum / count);
        if (squares > 0)
            for (double& value : out) value /= std::sqrt(squares / count);
        return out;
    }

    const school_table* schools_;
    context_options options_;
    std::vector<double> size_;
    std::vector<double> disadvantaged_;
    std::vector<double> advantage_;
};

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_BENEFIT_CURVE_HPP
#define COLEARN_ALLOCATION_BENEFIT_CURVE_HPP

/// @file
/// For a policy reader: the first tutor helps a school more than the tenth. This says how much of its need is served by
/// how much of what it needs, and whose benefit counts how much.
/// For an engineer: a concave benefit of the share of need met, exponential or piecewise linear, as data.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

/// A corner of a piecewise linear curve.
struct benefit_point {
    double share = 0;   ///< of need, > 0
    double benefit = 0; ///< there, >= 0

    friend bool operator==(const benefit_point&, const benefit_point&) = default;
};

/// Benefit b(s) of having the share s of what one needs, for each unit of weight; b(0) = 0. Without corners
/// b(s) = 1 - exp(-s / scale). With corners it is linear between them, from (0, 0), and flat after the last one.
struct benefit_curve {
    double scale = .5;                    ///< share at which 1 - 1/e of the benefit is there, 1e-6 to 1e6
    std::vector<benefit_point> corners{}; ///< by rising share, with slopes that fall and are >= 0; or none

    [[nodiscard]] double operator()(double share) const noexcept {
        if (corners.empty()) return 1 - detail::reproducible_exp(-share / scale);
        benefit_point before;
        for (const auto& one : corners) {
            if (share <= one.share)
                return before.benefit + detail::rounded((one.benefit - before.benefit) *
                                                        ((share - before.share) / (one.share - before.share)));
            before = one;
        }
        return before.benefit;
    }
    /// What more brings, for each unit of the share: the derivative to the right. `share` >= 0.
    [[nodiscard]] double slope_above(double share) const noexcept {
        if (corners.empty()) return detail::reproducible_exp(-share / scale) / scale;
        benefit_point before;
        for (const auto& one : corners) {
            if (share < one.share) return (one.benefit - before.benefit) / (one.share - before.share);
            before = one;
        }
        return 0;
    }
    /// What less costs: the derivative to the left, at least `slope_above`. `share` >= 0; at 0 that to the right.
    [[nodiscard]] double slope_below(double share) const noexcept {
        if (corners.empty() || !(share > 0)) return slope_above(share);
        benefit_point before;
        for (const auto& one : corners) {
            if (share <= one.share) return (one.benefit - before.benefit) / (one.share - before.share);
            before = one;
        }
        return 0;
    }

    friend bool operator==(const benefit_curve&, const benefit_curve&) = default;
};

/// Throws `contract_violation`, in the name of `function`, unless the curve is what its comments state.
inline void check_benefit_curve(const benefit_curve& of, const char* function) {
    expects(of.scale >= 1e-6 && of.scale <= 1e6, {"the scale of a benefit must be from 1e-6 to 1e6", function},
            of.scale);
    benefit_point before;
    double slope = std::numeric_limits<double>::infinity();
    for (const auto& one : of.corners) {
        expects(one.share > before.share && one.share <= 1e6,
                {"the corners of a benefit must stand at rising shares, up to 1e6", function}, one.share);
        const double next = (one.benefit - before.benefit) / (one.share - before.share);
        expects(next >= 0 && next <= slope * (1 + 1e-12) && next <= 1e9,
                {"a benefit must not fall, nor rise faster where there is more", function}, one.benefit);
        slope = next;
        before = one;
    }
}

/// Whose benefit counts how much.
enum class benefit_weight : std::uint8_t {
    pupils,  ///< every pupil counts alike
    need,    ///< every unit of need counts alike
    urgency, ///< every unit of need counts as much as it is urgent
};

[[nodiscard]] constexpr std::string_view to_string(benefit_weight what) noexcept {
    switch (what) {
    case benefit_weight::pupils:
        return "pupils";
    case benefit_weight::need:
        return "need";
    case benefit_weight::urgency:
        return "urgency";
    }
    return "unknown";
}

/// What a recipient's benefit counts.
[[nodiscard]] inline double weight_of(const allocation_recipient& one, benefit_weight what) noexcept {
    return what == benefit_weight::pupils ? one.pupils
           : what == benefit_weight::need ? one.total_need()
                                          : one.urgent_need();
}

} // namespace colearn

#endif

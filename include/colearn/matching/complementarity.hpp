// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_COMPLEMENTARITY_HPP
#define COLEARN_MATCHING_COMPLEMENTARITY_HPP

/// @file
/// For a policy reader: what each of two schools could gain from the other, topic by topic. Collaboration is bilateral:
/// the smaller gain decides, so that a one-way gift scores low; how uneven it is, is shown.
/// For an engineer: need-weighted lead of the partner's strength over the own one, both ways, and its harmonic mean.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <numeric>
#include <optional>
#include <span>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/graph/roles.hpp>

namespace colearn {

/// A role whose actors have needs and strengths by topic, 0 to 1, empty when not known.
template <class Role>
concept profiled_role = actor_role<Role> && requires(const Role& one) {
    { one.need } -> std::convertible_to<const std::vector<double>&>;
    { one.strength } -> std::convertible_to<const std::vector<double>&>;
};

static_assert(profiled_role<school> && profiled_role<teacher>);
static_assert(!profiled_role<family> && !profiled_role<student_group>);

/// What one school (or teacher) could gain from another on one topic.
struct topic_gain {
    std::size_t topic = 0; ///< its place among the topics
    double need = 0;       ///< of the school that gains, 0 to 1
    double own = 0;        ///< its own strength, 0 to 1
    double partner = 0;    ///< the other's strength, 0 to 1
    double share = 0;      ///< part of the whole gain that this topic makes, in the gain's unit
};

/// Gains of two schools from each other.
struct mutual_benefit {
    double to_a = 0; ///< what a gains from b, 0 to 1
    double to_b = 0; ///< what b gains from a, 0 to 1

    [[nodiscard]] constexpr double smaller() const noexcept { return (std::min)(to_a, to_b); }
    /// 2xy / (x + y): between the smaller gain and twice the smaller gain; 0 when one gains nothing.
    [[nodiscard]] constexpr double value() const noexcept {
        return smaller() > 0 ? 2 * to_a * to_b / (to_a + to_b) : 0;
    }
    /// 0 when both gain the same, 1 when only one gains. Shown, never hidden: federations of a strong with a weak
    /// school had the largest effect among 122 (Chapman and Muijs, doi:10.1080/09243453.2013.840319).
    [[nodiscard]] constexpr double imbalance() const noexcept {
        const double sum = to_a + to_b;
        return sum > 0 ? ((std::max)(to_a, to_b) - smaller()) / sum : 0;
    }
};

namespace detail {

// Of spans of one length. A school that needs nothing gains nothing.
[[nodiscard]] inline double gain(std::span<const double> need, std::span<const double> own,
                                 std::span<const double> partner) noexcept {
    double needed = 0;
    double met = 0;
    for (std::size_t k = 0; k < need.size(); ++k) {
        needed += need[k];
        met += need[k] * (std::max)(0.0, partner[k] - own[k]);
    }
    return needed > 0 ? (std::min)(1.0, met / needed) : 0;
}

} // namespace detail

/// What both schools gain from each other: g(a <- b) = sum_k n_ak max(0, s_bk - s_ak) / sum_k n_ak, and the reverse.
/// It is the lead of b's strength over a's, averaged over what a needs. Empty when a need or strength is not known.
///
/// Source: ours, after the rule that collaboration is not one stronger partner giving to a weaker one.
/// Complexity: O(topics). Preconditions: those of `school_table`; both schools have the same topics.
template <profiled_role Role>
[[nodiscard]] std::optional<mutual_benefit> complementarity(const Role& a, const Role& b) {
    if (a.need.empty() || a.strength.empty() || b.need.empty() || b.strength.empty()) return std::nullopt;
    const auto topics = a.need.size();
    expects(a.strength.size() == topics && b.need.size() == topics && b.strength.size() == topics,
            "both must have the same topics", topics);
    return mutual_benefit{detail::gain(a.need, a.strength, b.strength), detail::gain(b.need, b.strength, a.strength)};
}

namespace detail {

// Of spans of one length; the largest part first.
[[nodiscard]] inline std::vector<topic_gain> topic_gains(std::span<const double> need, std::span<const double> own,
                                                         std::span<const double> partner) {
    const double needed = std::accumulate(need.begin(), need.end(), 0.0);
    std::vector<topic_gain> out;
    for (std::size_t k = 0; k < need.size(); ++k) {
        const double lead = partner[k] - own[k];
        if (need[k] > 0 && lead > 0) out.push_back({k, need[k], own[k], partner[k], need[k] * lead / needed});
    }
    std::stable_sort(out.begin(), out.end(), [](const auto& x, const auto& y) { return x.share > y.share; });
    return out;
}

} // namespace detail

/// How far two schools need help with the same topics: sum_k min(n_ak, n_bk) / sum_k max(n_ak, n_bk), 0 to 1. Empty
/// when needs are not known, or when neither needs anything.
///
/// Source: Ruzicka's similarity (1958), the ratio of Jaccard for amounts. Complexity: O(topics). Preconditions: as
/// above.
template <profiled_role Role>
[[nodiscard]] std::optional<double> shared_purpose(const Role& a, const Role& b) {
    expects(a.need.empty() || b.need.empty() || a.need.size() == b.need.size(), "both must have the same topics",
            a.need.size());
    double shared = 0;
    double either = 0;
    for (std::size_t k = 0; k < (std::min)(a.need.size(), b.need.size()); ++k) {
        shared += (std::min)(a.need[k], b.need[k]);
        either += (std::max)(a.need[k], b.need[k]);
    }
    if (!(either > 0)) return std::nullopt;
    return shared / either;
}

/// The topics on which `one` gains from `partner`, the largest part of the gain first, equal ones by topic.
/// Their shares sum to the gain. Empty when a need or strength is not known.
[[nodiscard]] inline std::vector<topic_gain> topic_gains(const school& one, const school& partner) {
    if (one.need.empty() || one.strength.empty() || partner.strength.empty()) return {};
    expects(one.strength.size() == one.need.size() && partner.strength.size() == one.need.size(),
            "both must have the same topics", one.need.size());
    return detail::topic_gains(one.need, one.strength, partner.strength);
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_TEACHER_COMPATIBILITY_HPP
#define COLEARN_MATCHING_TEACHER_COMPATIBILITY_HPP

/// @file
/// For a policy reader: how well two teachers fit as colleagues who learn together, as a sum of named parts that a
/// teacher can argue with. For an engineer: `school_compatibility`'s weighted mean, with the terms that are known of
/// teachers.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/complementarity.hpp>
#include <colearn/matching/partner_ties.hpp>
#include <colearn/matching/profile_table.hpp>
#include <colearn/matching/travel.hpp>
#include <colearn/matching/weighted_terms.hpp>
#include <colearn/matching/words.hpp>

namespace colearn {

/// How much each term counts; only their proportions matter. Finite and not negative, at least one positive.
struct teacher_weights {
    double mutual_benefit = 6;    ///< what each gains on what it needs; the smaller gain decides
    double shared_purpose = 3;    ///< how far both need help with the same topics
    double proximity = 2;         ///< nearness of their schools by road
    double trust = 1;             ///< how far the two trust each other already
    double shared_colleagues = 1; ///< share of the teachers they work with whom they have in common
};

struct teacher_fit_options {
    teacher_weights weights{};
    double least_known = 0.2; ///< 0 to 1: share of the weights whose terms must be known
    travel_options travel{};
    /// Trust of one teacher in another, 0 to 1, or empty: not known. Unset: the trust of their ties.
    std::function<std::optional<double>(id<teacher>, id<teacher>)> trust{};
};

/// Ties among teachers.
using teacher_ties = partner_ties<teacher>;

/// Scores pairs of teachers of one table. The table and the ties must outlive it.
///
/// score = sum_t w_t v_t / sum_t w_t over the terms t that are known: mutual benefit and shared purpose (as in
/// `complementarity`), nearness of their schools, mutual trust sqrt(t_ab t_ba), shared colleagues (Jaccard). Nobody is
/// ruled out for gaining nothing from one other: a home group has more members, and of two friends one may give.
///
/// Source: those of `school_compatibility`. Symmetric to the last bit, as every term is.
/// Complexity: O(1) to make; O(topics + ties of the two) for a pair. Safe to read from many threads.
class teacher_compatibility {
public:
    /// Without ties nothing is known of trust and colleagues, unless the options say it.
    explicit teacher_compatibility(const profile_table<teacher>& teachers, const teacher_ties* ties = nullptr,
                                   teacher_fit_options options = {})
        : teachers_(&teachers), ties_(ties != nullptr ? ties : &no_ties()), options_(std::move(options)) {
        const auto& w = options_.weights;
        weights_ = detail::shares_of(
            std::array{w.mutual_benefit, w.shared_purpose, w.proximity, w.trust, w.shared_colleagues});
        expects(options_.least_known >= 0 && options_.least_known <= 1, "least_known must be within 0 to 1",
                options_.least_known);
        static_cast<void>(proximity(0, options_.travel)); // checks the options
    }
    teacher_compatibility(profile_table<teacher>&&, const teacher_ties* = nullptr, teacher_fit_options = {}) = delete;

    /// 0 when too little is known about the two.
    [[nodiscard]] double score(id<teacher> a, id<teacher> b) const {
        const auto sum = detail::mean_of_terms(values_of(a, b), weights_);
        return detail::too_little_known(sum.known, options_.least_known) ? 0 : sum.score;
    }

    /// The score with its terms in words, as seen from `a`.
    [[nodiscard]] compatibility explain(id<teacher> a, id<teacher> b) const {
        const auto values = values_of(a, b);
        const auto sum = detail::mean_of_terms(values, weights_);
        compatibility out;
        out.known = sum.known;
        if (detail::too_little_known(sum.known, options_.least_known))
            out.ruled_out = "too little is known about the two";
        else
            out.score = sum.score;
        const std::array<std::string, term_count> words{benefit_words(a, b), purpose_words(a, b), proximity_words(a, b),
                                                        trust_words(a, b), colleague_words(a, b)};
        out.terms = detail::terms_of(names, values, weights_, words, out.score);
        return out;
    }

    [[nodiscard]] const profile_table<teacher>& teachers() const noexcept { return *teachers_; }

private:
    static constexpr std::size_t term_count = 5;
    static constexpr const char* names[term_count] = {"mutual benefit", "shared purpose", "nearness of schools",
                                                      "trust", "shared colleagues"};
    using term_values = std::array<std::optional<double>, term_count>;

    [[nodiscard]] static const teacher_ties& no_ties() {
        static const teacher_ties none;
        return none;
    }
    [[nodiscard]] term_values values_of(id<teacher> a, id<teacher> b) const {
        const auto& x = (*teachers_)[a];
        const auto& y = (*teachers_)[b];
        term_values out;
        if (const auto benefit = complementarity(x, y)) out[0] = benefit->value();
        out[1] = shared_purpose(x, y);
        if (const auto km = apart(a, b)) out[2] = proximity(*km, options_.travel);
        const auto there = trust(a, b);
        const auto back = trust(b, a);
        if (there && back) out[3] = std::sqrt(*there * *back);
        const auto overlap = ties_->partners(a, b);
        if (overlap.known()) out[4] = static_cast<double>(overlap.shared) / static_cast<double>(overlap.either());
        return out;
    }
    // 0 at one school, wherever that is.
    [[nodiscard]] std::optional<double> apart(id<teacher> a, id<teacher> b) const {
        if (const auto home = teachers_->home(a); home.valid() && home == teachers_->home(b)) return 0;
        return teachers_->distance(a, b);
    }
    [[nodiscard]] std::optional<double> trust(id<teacher> from, id<teacher> to) const {
        if (!options_.trust) return ties_->trust(from, to);
        const auto value = options_.trust(from, to);
        expects(!value || (*value >= 0 && *value <= 1), "trust must be within 0 to 1", value.value_or(0));
        return value;
    }

    [[nodiscard]] std::string benefit_words(id<teacher> a, id<teacher> b) const {
        const auto benefit = complementarity((*teachers_)[a], (*teachers_)[b]);
        if (!benefit) return "Needs and strengths of both teachers are not known.";
        std::string out = "On a scale of 0 to 1, on what " + teachers_->name(a) + " wants to learn, " +
                          teachers_->name(b) + " is ahead by " + detail::decimal(benefit->to_a, 2) + "; on what " +
                          teachers_->name(b) + " wants to learn, " + teachers_->name(a) + " is ahead by " +
                          detail::decimal(benefit->to_b, 2) + ".";
        if (benefit->imbalance() > 1.0 / 3) // one gains more than twice as much
            out += " The exchange is uneven: " + teachers_->name(benefit->to_a > benefit->to_b ? b : a) +
                   " would mostly give.";
        return out;
    }
    [[nodiscard]] std::string purpose_words(id<teacher> a, id<teacher> b) const {
        const auto& x = (*teachers_)[a].need;
        const auto& y = (*teachers_)[b].need;
        if (x.empty() || y.empty()) return "What both want to learn is not known.";
        std::vector<std::pair<double, std::size_t>> both;
        for (std::size_t k = 0; k < x.size(); ++k)
            if (const double least = (std::min)(x[k], y[k]); least > 0) both.emplace_back(-least, k);
        std::sort(both.begin(), both.end());
        if (both.empty()) return "No topic is on record that both want to learn about.";
        both.resize((std::min)(both.size(), std::size_t{2}));
        std::vector<std::string> topics;
        for (const auto& [least, k] : both) topics.push_back(teachers_->topics()[k]);
        return "Both want to learn about " + detail::listed(topics) + " most.";
    }
    [[nodiscard]] std::string proximity_words(id<teacher> a, id<teacher> b) const {
        if (const auto home = teachers_->home(a); home.valid() && home == teachers_->home(b))
            return "They work at the same school.";
        const auto km = teachers_->distance(a, b);
        if (!km) return "Where at least one of them works is not known.";
        const auto minutes = std::round(road_minutes(*km, options_.travel));
        return "Their schools are " + detail::kilometres(*km) + " apart, " +
               (minutes < 1 ? "less than a minute"
                            : "about " + detail::counted(static_cast<std::size_t>(minutes), "minute")) +
               " by road (estimated).";
    }
    [[nodiscard]] std::string trust_words(id<teacher> a, id<teacher> b) const {
        const auto there = trust(a, b);
        const auto back = trust(b, a);
        if (there && back)
            return "They work together already: trust is " + detail::decimal(*there, 2) +
                   (*there == *back ? " both ways" : " one way and " + detail::decimal(*back, 2) + " the other") +
                   " (0 to 1).";
        if (!there && !back) return "That they work together already is not known.";
        return "Only the trust of " + teachers_->name(there ? a : b) + " in the other is known (" +
               detail::decimal(there ? *there : *back, 2) + ").";
    }
    [[nodiscard]] std::string colleague_words(id<teacher> a, id<teacher> b) const {
        const auto both = ties_->partners(a, b);
        if (!both.known()) return "Who else at least one of them works with is not known.";
        return "They share " + std::to_string(both.shared) + " of the " + detail::counted(both.either(), "teacher") +
               " whom at least one of them works with.";
    }

    const profile_table<teacher>* teachers_;
    const teacher_ties* ties_;
    teacher_fit_options options_;
    std::array<double, term_count> weights_{};
};

} // namespace colearn

#endif

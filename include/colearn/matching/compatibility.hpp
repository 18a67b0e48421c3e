// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_COMPATIBILITY_HPP
#define COLEARN_MATCHING_COMPATIBILITY_HPP

/// @file
/// For a policy reader: how well two schools fit as partners, as a sum of named parts that a principal can argue with.
/// For an engineer: a weighted mean of bounded terms over those that can be computed (Gower's rule for missing values).

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
#include <colearn/core/id_map.hpp>
#include <colearn/matching/complementarity.hpp>
#include <colearn/matching/context.hpp>
#include <colearn/matching/pairing_rules.hpp> // distance_km
#include <colearn/matching/pathway.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/school_ties.hpp>
#include <colearn/matching/travel.hpp>
#include <colearn/matching/weighted_terms.hpp>
#include <colearn/matching/words.hpp>

namespace colearn {

/// How much each term counts; only their proportions matter. Finite and not negative, at least one positive.
/// A term moves the choice by its weight times its spread over the candidates. Gains spread little (a standard
/// deviation of some .05, likeness .28, nearness .17 in generated systems), so that mutual benefit leads only by its
/// large weight.
struct compatibility_weights {
    double mutual_benefit = 8;  ///< what each gains on what it needs; the smaller gain decides
    double likeness = 1;        ///< size, disadvantage, kind of school
    double proximity = 2;       ///< nearness by road
    double trust = 1;           ///< how far the two trust each other already
    double shared_partners = 1; ///< share of their partners that they have in common
    double student_voice = 2;   ///< share of what pupils ask for that the partner can help with
    double shared_purpose = 0;  ///< how far both need help with the same topics; counts where groups work on one thing
    double pathway = 0;         ///< pupils move on from one to the other; counts where groups follow the pupils' way
};

struct compatibility_options {
    compatibility_weights weights{};
    /// 0 to 1: the smaller gain must be above this, where both gains are known; empty: whatever it is.
    std::optional<double> least_benefit = 0.0;
    double least_known = 0.2; ///< 0 to 1: share of the weights whose terms must be known
    context_options context{};
    travel_options travel{};
    /// Trust of one school in another, 0 to 1, or empty: not known. Unset: the trust of their ties.
    std::function<std::optional<double>(id<school>, id<school>)> trust{};
    /// What pupils of each school ask for, per topic, not negative; an empty entry: they have not been asked.
    id_map<school, std::vector<double>> student_voice{};
};

/// Scores pairs of schools of one table. The table and the ties must outlive it.
///
/// score = sum_t w_t v_t / sum_t w_t, over the terms t that are known. Each value is within 0 to 1:
/// mutual benefit (`complementarity`), likeness of context (`context_likeness`), proximity, mutual trust
/// sqrt(t_ab t_ba), shared partners (Jaccard), student voice (the smaller of the two shares of what pupils ask for that
/// fall on topics where their school gains), shared purpose (Ruzicka's ratio of the needs: sum_k min / sum_k max),
/// pathway (1 for a primary and a secondary school, 1/2 where one of the two is combined, 0 for one level). A sum, not
/// a product: its parts can be read off and argued with, and a part that is not known drops out, which a product has no
/// rule for. What a product is good at, ruling out, is done by name: a pair scores 0 when the smaller gain is known and
/// not above `least_benefit` (where that is asked for), or when too little is known.
///
/// Source: Gower, "A general coefficient of similarity and some of its properties", Biometrics 27 (1971), for the mean
/// over known terms; the terms' own headers for theirs. Symmetric to the last bit, as every term is.
/// Complexity: O(n) to make; O(topics + ties of the two) for a pair. Safe to read from many threads.
class school_compatibility {
public:
    /// Without ties nothing is known of trust and partners, unless the options say it.
    explicit school_compatibility(const school_table& schools, const school_ties* ties = nullptr,
                                  compatibility_options options = {})
        : schools_(&schools), ties_(ties != nullptr ? ties : &no_ties()), options_(std::move(options)),
          likeness_(schools, options_.context) {
        const auto& w = options_.weights;
        weights_ = detail::shares_of(std::array{w.mutual_benefit, w.likeness, w.proximity, w.trust, w.shared_partners,
                                                w.student_voice, w.shared_purpose, w.pathway});
        if (const auto least = options_.least_benefit)
            expects(*least >= 0 && *least <= 1, "least_benefit must be within 0 to 1", *least);
        expects(options_.least_known >= 0 && options_.least_known <= 1, "least_known must be within 0 to 1",
                options_.least_known);
        static_cast<void>(proximity(0, options_.travel)); // checks the options
        const auto& voice = options_.student_voice;
        expects(voice.empty() || voice.size() == schools.id_bound(), "student_voice must have an entry for each school",
                voice.size());
        for (const auto& one : voice) {
            expects(one.empty() || one.size() == schools.topics().size(), "student_voice must have one entry per topic",
                    one.size());
            for (const double asked : one)
                expects(asked >= 0 && std::isfinite(asked), "student_voice must be finite and not negative", asked);
        }
    }

    school_compatibility(school_table&&, const school_ties* = nullptr, compatibility_options = {}) = delete;

    /// 0 when the two should not be paired.
    [[nodiscard]] double score(id<school> a, id<school> b) const {
        const auto values = values_of(a, b);
        return ruling(values).empty() ? weighted(values.terms).score : 0;
    }

    /// The score with its terms in words, as seen from `a`.
    [[nodiscard]] compatibility explain(id<school> a, id<school> b) const {
        const auto values = values_of(a, b);
        const auto sum = weighted(values.terms);
        compatibility out;
        out.known = sum.known;
        out.ruled_out = std::string(ruling(values));
        out.score = out.ruled_out.empty() ? sum.score : 0;
        const std::array<std::string, term_count> words{benefit_words(a, b),        likeness_words(a, b),
                                                        proximity_words(a, b),      trust_words(a, b),
                                                        shared_partner_words(a, b), voice_words(values.terms[5]),
                                                        purpose_words(a, b),        pathway_words(values.terms[7])};
        out.terms = detail::terms_of(names, values.terms, weights_, words, out.score);
        return out;
    }

    /// Why the two should not be paired, in words; empty when they may.
    [[nodiscard]] std::string_view ruled_out(id<school> a, id<school> b) const { return ruling(values_of(a, b)); }

    /// Whether pupils of both schools have been asked.
    [[nodiscard]] bool student_led(id<school> a, id<school> b) const { return asked(a) && asked(b); }
    [[nodiscard]] const school_table& schools() const noexcept { return *schools_; }
    [[nodiscard]] const compatibility_options& options() const noexcept { return options_; }

private:
    static constexpr std::size_t term_count = 8;
    static constexpr std::size_t pathway_term = 7;
    static constexpr const char* names[term_count] = {
        "mutual benefit",  "likeness of context", "nearness",       "trust",
        "shared partners", "student voice",       "shared purpose", "pathway"};
    using term_values = std::array<std::optional<double>, term_count>;
    struct pair_values {
        std::optional<mutual_benefit> benefit;
        term_values terms;
    };
    [[nodiscard]] static const school_ties& no_ties() {
        static const school_ties none;
        return none;
    }
    [[nodiscard]] bool asked(id<school> who) const {
        return who.index < options_.student_voice.size() && !options_.student_voice[who].empty();
    }

    [[nodiscard]] pair_values values_of(id<school> a, id<school> b) const {
        pair_values values{complementarity((*schools_)[a], (*schools_)[b]), {}};
        auto& out = values.terms;
        if (values.benefit) out[0] = values.benefit->value();
        out[1] = likeness_(a, b);
        if (const auto km = distance_km(*schools_, a, b)) out[2] = proximity(*km, options_.travel);
        const auto there = trust(a, b);
        const auto back = trust(b, a);
        if (there && back) out[3] = std::sqrt(*there * *back);
        const auto overlap = ties_->partners(a, b);
        if (overlap.known()) out[4] = static_cast<double>(overlap.shared) / static_cast<double>(overlap.either());
        if (student_led(a, b) && out[0]) {
            const auto one = voice_share(a, b);
            const auto other = voice_share(b, a);
            if (one && other) out[5] = (std::min)(*one, *other);
        }
        out[6] = shared_purpose((*schools_)[a], (*schools_)[b]);
        out[pathway_term] = pathway((*schools_)[a].years, (*schools_)[b].years);
        return values;
    }
    [[nodiscard]] detail::sum_of_terms weighted(const term_values& values) const {
        return detail::mean_of_terms(values, weights_);
    }
    // Why the two should not be paired; empty when they may.
    [[nodiscard]] std::string_view ruling(const pair_values& values) const {
        const auto least = options_.least_benefit;
        if (least && values.benefit && !(values.benefit->smaller() > *least))
            return values.benefit->smaller() > 0 ? "one of the two would gain too little"
                                                 : "one of the two would gain nothing";
        if (detail::too_little_known(weighted(values.terms).known, options_.least_known))
            return "too little is known about the two";
        return {};
    }
    [[nodiscard]] std::optional<double> trust(id<school> from, id<school> to) const {
        if (!options_.trust) return ties_->trust(from, to);
        const auto value = options_.trust(from, to);
        expects(!value || (*value >= 0 && *value <= 1), "trust must be within 0 to 1", value.value_or(0));
        return value;
    }
    // Share of what pupils of `one` ask for that falls on topics where it gains from `partner`.
    [[nodiscard]] std::optional<double> voice_share(id<school> one, id<school> partner) const {
        const auto& voice = options_.student_voice[one];
        const auto& own = (*schools_)[one].strength;
        const auto& other = (*schools_)[partner].strength;
        double all = 0;
        double met = 0;
        for (std::size_t k = 0; k < voice.size(); ++k) {
            all += voice[k];
            if (other[k] > own[k]) met += voice[k];
        }
        if (!(all > 0)) return std::nullopt;
        return met / all;
    }

    [[nodiscard]] std::string benefit_words(id<school> a, id<school> b) const {
        const auto benefit = complementarity((*schools_)[a], (*schools_)[b]);
        if (!benefit) return "Needs and strengths of both schools are not known.";
        const auto lead = [&](id<school> one, id<school> partner, double value) {
            return "on what " + schools_->name(one) + " needs, " + schools_->name(partner) + " is ahead by " +
                   detail::decimal(value, 2);
        };
        std::string out = "On a scale of 0 to 1, " + lead(a, b, benefit->to_a) + "; " + lead(b, a, benefit->to_b) + ".";
        if (benefit->imbalance() > 1.0 / 3) // one gains more than twice as much
            out += " The exchange is uneven: " + schools_->name(benefit->to_a > benefit->to_b ? b : a) +
                   " would mostly give.";
        return out;
    }
    [[nodiscard]] std::string likeness_words(id<school> a, id<school> b) const {
        const auto& x = (*schools_)[a];
        const auto& y = (*schools_)[b];
        std::vector<std::string> parts;
        if (x.enrolment && y.enrolment)
            parts.push_back(detail::whole(*x.enrolment) + " and " + detail::whole(*y.enrolment) + " pupils");
        if (x.disadvantaged && y.disadvantaged)
            parts.push_back(detail::percent(*x.disadvantaged) + " and " + detail::percent(*y.disadvantaged) +
                            " of pupils disadvantaged");
        else if (x.advantage && y.advantage)
            parts.push_back("an index of advantage of " + detail::decimal(*x.advantage, 0) + " and " +
                            detail::decimal(*y.advantage, 0));
        if (parts.empty()) return "Neither size nor disadvantage is known of both schools.";
        return "They have " + parts.front() + (parts.size() > 1 ? ", and " + parts.back() : "") + ".";
    }
    [[nodiscard]] std::string proximity_words(id<school> a, id<school> b) const {
        const auto km = distance_km(*schools_, a, b);
        if (!km) return "The place of at least one of them is not known.";
        const auto minutes = std::round(road_minutes(*km, options_.travel));
        return "They are " + detail::kilometres(*km) + " apart, " +
               (minutes < 1 ? "less than a minute"
                            : "about " + detail::counted(static_cast<std::size_t>(minutes), "minute")) +
               " by road (estimated).";
    }
    [[nodiscard]] std::string trust_words(id<school> a, id<school> b) const {
        const auto there = trust(a, b);
        const auto back = trust(b, a);
        if (there && back)
            return "They know each other: trust is " + detail::decimal(*there, 2) +
                   (*there == *back ? " both ways" : " one way and " + detail::decimal(*back, 2) + " the other") +
                   " (0 to 1).";
        if (!there && !back) return "No tie between them is known.";
        return "Only the trust of " + schools_->name(there ? a : b) + " in the other is known (" +
               detail::decimal(there ? *there : *back, 2) + ").";
    }
    [[nodiscard]] std::string shared_partner_words(id<school> a, id<school> b) const {
        const auto both = ties_->partners(a, b);
        if (!both.known()) return "The other partners of at least one of them are not known.";
        if (both.shared == both.either())
            return both.shared == 1 ? "They have the same one partner."
                                    : "They have the same " + std::to_string(both.shared) + " partners.";
        return "They share " + std::to_string(both.shared) + " of the " + detail::counted(both.either(), "partner") +
               " that at least one of them has.";
    }
    [[nodiscard]] std::string voice_words(const std::optional<double>& value) const {
        if (!value) return "Not student-led: what pupils of both schools ask for is not known.";
        return "At least " + detail::percent(*value) +
               " of what pupils ask for is on topics where the partner is stronger.";
    }

    [[nodiscard]] std::string purpose_words(id<school> a, id<school> b) const {
        const auto& x = (*schools_)[a].need;
        const auto& y = (*schools_)[b].need;
        if (x.empty() || y.empty()) return "Needs of both schools are not known.";
        std::vector<std::pair<double, std::size_t>> both;
        for (std::size_t k = 0; k < x.size(); ++k)
            if (const double least = (std::min)(x[k], y[k]); least > 0) both.emplace_back(-least, k);
        std::sort(both.begin(), both.end());
        if (both.empty()) return "No topic is on record that both need help with.";
        both.resize((std::min)(both.size(), std::size_t{2}));
        std::vector<std::string> topics;
        for (const auto& [least, k] : both) topics.push_back(schools_->topics()[k]);
        return "Both need help with " + detail::listed(topics) + " most.";
    }
    [[nodiscard]] static std::string pathway_words(const std::optional<double>& value) {
        if (!value) return "Which years one of them teaches is not known.";
        if (*value >= 1) return "Pupils move on from one to the other.";
        return *value > 0 ? "One of them teaches all years, so that some pupils may move on to it."
                          : "They teach the same years.";
    }

    const school_table* schools_;
    const school_ties* ties_;
    compatibility_options options_;
    context_likeness likeness_;
    std::array<double, term_count> weights_{};
};

} // namespace colearn

#endif

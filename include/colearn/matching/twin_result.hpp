// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_TWIN_RESULT_HPP
#define COLEARN_MATCHING_TWIN_RESULT_HPP

/// @file
/// For a policy reader: what a twinning proposal says: who with whom, what each side gains, what could change it, who
/// is left out and why, and whether disadvantaged schools are served as well as others. For an engineer: the result
/// types of `twin`.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/status.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/complementarity.hpp>
#include <colearn/matching/service_fairness.hpp>
#include <colearn/matching/twin_options.hpp>
#include <colearn/solve/dominant_matching.hpp>
#include <colearn/solve/matching_slack.hpp>
#include <colearn/solve/maximum_weight_matching_result.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

/// Another partner that came into question.
struct runner_up {
    id<school> who{};
    double score = 0; ///< of the pair with it, above 0
};

/// A proposal as one of the two schools sees it.
struct twin_side {
    id<school> who{};
    std::optional<double> gain{};        ///< what it gains, 0 to 1; empty: not known
    std::vector<topic_gain> topics{};    ///< where it gains, the largest part first
    std::size_t rank = 0;                ///< the partner's place among the schools that fit it; 1 is the best
    std::size_t choices = 0;             ///< candidates that fit it, the partner among them
    std::vector<runner_up> runners_up{}; ///< its next best candidates, whether they would come or not; best first
    /// Stable: the best other school that would take it too. Best total: its partner if the pair fell, or nobody.
    matching_rival<school> rival{};
};

/// Two schools that should work together.
struct twin_proposal {
    twin_side a{};            ///< the school with the smaller id
    twin_side b{};            ///< the other one
    double score = 0;         ///< of the pair
    compatibility why{};      ///< the score's terms; none when the caller scored
    double falls_at = 0;      ///< the pair stands while its score is above this and all other scores stay
    bool student_led = false; ///< whether pupils of both schools have been asked
    std::string rationale{};  ///< the reasons in sentences
};

/// Why a school has no twin.
enum class left_out_reason : std::uint8_t {
    nobody_allowed, ///< the rules leave nobody: too far away, another level or sector
    data_missing,   ///< neither its place nor its need and strength are known
    nobody_fits,    ///< there are candidates, but no pair with one of them scores above 0
    partners_taken, ///< each candidate that fits has a partner that fits it as well or better (stable), or no total
                    ///< that holds a pair with it is larger (best total)
};

[[nodiscard]] constexpr std::string_view to_string(left_out_reason why) noexcept {
    switch (why) {
    case left_out_reason::nobody_allowed:
        return "nobody within the rules";
    case left_out_reason::data_missing:
        return "data missing";
    case left_out_reason::nobody_fits:
        return "nobody fits";
    case left_out_reason::partners_taken:
        return "partners taken";
    }
    return "unknown";
}

/// A school without a twin.
struct twin_left_out {
    id<school> who{};
    left_out_reason why = left_out_reason::nobody_allowed;
    matching_rival<school> nearest_miss{}; ///< with `partners_taken`: the partner that was nearest to come
    std::string words{};                   ///< the reason in a sentence
};

/// What one way to pair schools up comes to.
struct twin_plan_summary {
    std::size_t pairs = 0;
    double total_score = 0;           ///< sum of the pairs' scores
    std::size_t blocking_pairs = 0;   ///< candidate pairs that would both rather have each other
    std::size_t blocking_schools = 0; ///< schools in at least one of them

    friend bool operator==(const twin_plan_summary&, const twin_plan_summary&) = default;
};

/// The two ways side by side: nobody with a reason to part, or the largest total.
struct twin_trade_off {
    twin_plan_summary stable{};
    twin_plan_summary best_total{};
    std::string words{}; ///< the comparison in a sentence or two
};

/// What a checker needs: every candidate pair with its score, and both matchings, each with its proof.
struct twin_certificate {
    weighted_pairs<school> candidates{};
    dominant_matching_result<school> stable{};           ///< no two would both rather have each other
    maximum_weight_matching_result<school> best_total{}; ///< no total is larger
};

struct twin_result {
    std::vector<twin_proposal> proposals{}; ///< best score first, equal ones by id
    std::vector<twin_left_out> left_out{};  ///< by id
    service_fairness fairness{};            ///< whether disadvantaged schools are served as well as the others
    double total_score = 0;                 ///< sum of the proposals' scores
    double bound = 0;                       ///< no way to pair up along the candidate pairs has a larger sum
    twin_plan plan = twin_plan::stable;     ///< what the proposals are
    twin_trade_off trade_off{};
    twin_certificate certificate{};
    std::vector<std::string> notes{}; ///< what a reader must know about the data and the method, a sentence each
    status outcome = status::guaranteed;

    /// The school's twin, or an invalid id.
    [[nodiscard]] id<school> partner(id<school> who) const {
        return plan == twin_plan::stable ? certificate.stable.partner[who] : certificate.best_total.partner[who];
    }
    /// The proposal that a school is in, or nothing. O(n).
    [[nodiscard]] const twin_proposal* proposal_of(id<school> who) const noexcept {
        const auto found = std::find_if(proposals.begin(), proposals.end(), [who](const twin_proposal& one) {
            return one.a.who == who || one.b.who == who;
        });
        return found == proposals.end() ? nullptr : &*found;
    }
};

} // namespace colearn

#endif

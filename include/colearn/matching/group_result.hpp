// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_GROUP_RESULT_HPP
#define COLEARN_MATCHING_GROUP_RESULT_HPP

/// @file
/// For a policy reader: what a proposal of groups says: who is with whom, what each gains from the others, who holds
/// the group together, what could change it, who is left out and why, and whether it is fair. For an engineer: the
/// result types of `federate` and `home_groups`.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/status.hpp>
#include <colearn/matching/service_fairness.hpp>
#include <colearn/solve/grouping_problem.hpp>
#include <colearn/solve/grouping_result.hpp>

namespace colearn {

/// A topic on which a member can learn from its group.
struct group_topic_gain {
    std::size_t topic = 0; ///< its place among the topics
    double own = 0;        ///< its own strength, 0 to 1
    double best = 0;       ///< the largest strength in the group, 0 to 1
    double share = 0;      ///< part of the whole gain that this topic makes, in the gain's unit
};

/// One of a group, as it sees the proposal.
template <class Role>
struct proposal_member {
    id<Role> who{};
    double worth = 0;                       ///< sum of its pairs' values within the group
    std::optional<double> gain{};           ///< what it can learn from the best of the others, 0 to 1; empty: not known
    std::vector<group_topic_gain> topics{}; ///< where it gains, the largest part first
    std::optional<std::size_t>
        runner_up{};            ///< place of the other proposal where it would be worth most and has a place
    double runner_up_worth = 0; ///< what it would be worth there
    /// Its worth here less that of the runner-up: if the pairs that it makes here lose more than this in sum, the whole
    /// is better with it there. It may be negative where a rule keeps it here.
    double stays_by = 0;
};

/// One of the terms of a fit, over all pairs of a group.
struct group_term {
    std::string name{};
    std::optional<double> mean{}; ///< over the pairs of which it is known, 0 to 1; empty: of none
    double least = 0;             ///< the smallest of them
    std::size_t known_pairs = 0;
};

/// Some who should work together.
template <class Role>
struct group_proposal {
    std::vector<proposal_member<Role>> members{}; ///< who is worth most to the others first, equal ones by id
    double value = 0;                             ///< sum of its pairs' values
    double mean_score = 0;                        ///< mean of its pairs' scores, 0 to 1 (or the caller's)
    std::vector<group_term> terms{};              ///< none when the caller scored
    std::optional<double> widest_km{};            ///< largest distance within it; empty: not known
    bool student_led = false;                     ///< whether pupils of all of them have been asked
    std::string rationale{};                      ///< the reasons in sentences
};

/// Why somebody is in no group.
enum class group_left_out_reason : std::uint8_t {
    nobody_allowed, ///< the rules leave nobody
    too_few,        ///< with those allowed there is no group that keeps the rules
    better_without, ///< no group was found that it would add to
    not_placed,     ///< a place should exist for it and none was found; that there is none is not proved
};

[[nodiscard]] constexpr std::string_view to_string(group_left_out_reason why) noexcept {
    switch (why) {
    case group_left_out_reason::nobody_allowed:
        return "nobody within the rules";
    case group_left_out_reason::too_few:
        return "too few for a group";
    case group_left_out_reason::better_without:
        return "fits no group";
    case group_left_out_reason::not_placed:
        return "no place found";
    }
    return "unknown";
}

/// Somebody without a group.
template <class Role>
struct group_left_out {
    id<Role> who{};
    group_left_out_reason why = group_left_out_reason::nobody_allowed;
    std::string words{}; ///< the reason in a sentence
};

/// The kind of the places in `group_certificate::who`.
template <class Role>
struct group_place {};

/// What a checker needs: every pair that came into question with its value, the rules, and the groups with their bound.
/// Those for whom the rules leave nobody are not in it, so that its ids are places in `who`, not ids of the role.
template <class Role>
struct group_certificate {
    std::vector<id<Role>> who{}; ///< ascending
    grouping_problem<group_place<Role>> problem{};
    grouping_result<group_place<Role>> groups{};
};

template <class Role>
struct group_result {
    std::vector<group_proposal<Role>> proposals{}; ///< best mean score first, equal ones by their first member
    std::vector<group_left_out<Role>> left_out{};  ///< by id
    service_fairness fairness{};
    double total_value = 0; ///< sum of the proposals' values
    double bound = 0;       ///< no grouping along the pairs that came into question is worth more
    group_certificate<Role> certificate{};
    std::vector<std::string> notes{}; ///< what a reader must know about the data and the method, a sentence each
    status outcome = status::feasible;

    /// How much more than `total_value` any grouping could be worth, as a share of the bound.
    [[nodiscard]] double gap() const noexcept { return certificate.groups.gap(); }
    /// The proposal that somebody is in, or nothing. O(n).
    [[nodiscard]] const group_proposal<Role>* proposal_of(id<Role> who) const noexcept {
        for (const auto& one : proposals)
            for (const auto& member : one.members)
                if (member.who == who) return &one;
        return nullptr;
    }
};

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_CONNECTORS_HPP
#define COLEARN_REPORT_REVIEW_CONNECTORS_HPP

/// @file
/// For a policy reader: what a review says of those who bring schools, families and services together.
/// For an engineer: the result of `measure_connectors`, without the measures.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/report/review_group.hpp>

namespace colearn {

/// The kinds of actor between which somebody can stand.
inline constexpr std::array<std::string_view, 3> connected_kinds{"schools and staff", "families and students",
                                                                 "services and partners"};

/// One who could bring kinds together.
struct connector {
    id<actor> at{};                        ///< in the view
    tie_end who{};                         ///< in the network
    std::string key{};                     ///< in the network
    std::string name{};                    ///< the key where it has no name
    std::string role{};                    ///< such as "school"
    std::string place{};                   ///< region of a school, school of a teacher; empty: not known
    std::uint64_t pairs = 0;               ///< pairs of its partners of different kinds, who have no tie of their own
    std::array<std::size_t, 3> partners{}; ///< by kind
    std::size_t rank = 0;                  ///< by pairs, from 1; equal ones share it
    std::size_t best_rank = 0;             ///< ends of the interval of ranks; 0: not measured
    std::size_t worst_rank = 0;
    std::uint32_t cut_off = 0; ///< others that would lose every connection to the largest part that is left without it
};

/// Who connects the kinds of actor of a system.
struct review_connectors {
    view network{};                    ///< ties of all roles, without direction, but those of employment and enrolment
    std::vector<std::string> layers{}; ///< that it holds
    std::vector<connector> members{};  ///< schools, staff and services with a partner, by rank, then by name
    std::array<std::size_t, 3> actors{}; ///< of each kind, with or without ties
    std::size_t draws = 0;               ///< networks that the intervals of ranks rest on; 0: not measured
    std::string none_because{};          ///< why there is nothing to say; empty when there is
    std::vector<review_check> checks{};
    bool complete = true; ///< false: stopped before everything was measured

    [[nodiscard]] bool any() const noexcept { return !members.empty() && members.front().pairs > 0; }
};

} // namespace colearn

#endif

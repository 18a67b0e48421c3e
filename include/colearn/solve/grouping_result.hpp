// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_GROUPING_RESULT_HPP
#define COLEARN_SOLVE_GROUPING_RESULT_HPP

/// @file
/// For a policy reader: the groups, who is in none and why, how good they are, and how much better any could be.
/// For an engineer: the result of bounded grouping: its certificate, its log and its status.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/solve/grouping_conflict.hpp>

namespace colearn {

/// Why somebody is in no group.
enum class ungrouped_reason : std::uint8_t {
    no_group,   ///< no allowed group can hold it: too few could be with it, or too few of a class
    better_out, ///< it need not be in one, and no group was found that it would add to
    not_placed, ///< it should be in one, but no place was found; that there is none is not proved
};

[[nodiscard]] constexpr std::string_view to_string(ungrouped_reason what) noexcept {
    switch (what) {
    case ungrouped_reason::no_group:
        return "no group";
    case ungrouped_reason::better_out:
        return "better out";
    case ungrouped_reason::not_placed:
        return "not placed";
    }
    return "unknown";
}

template <class Kind>
struct ungrouped {
    id<Kind> who{};
    ungrouped_reason why = ungrouped_reason::no_group;

    friend constexpr bool operator==(const ungrouped&, const ungrouped&) = default;
};

/// What the bound rests on.
enum class grouping_proof : std::uint8_t {
    none,       ///< nothing: there is no bound
    shares,     ///< each pair's worth is split between its two; none collects more than its potential: linear to check
    columns,    ///< sets around some items exceed their shares; enumeration shows that none exceeds its potentials
    exhaustion, ///< every grouping was looked at
};

[[nodiscard]] constexpr std::string_view to_string(grouping_proof what) noexcept {
    switch (what) {
    case grouping_proof::none:
        return "none";
    case grouping_proof::shares:
        return "shares";
    case grouping_proof::columns:
        return "columns";
    case grouping_proof::exhaustion:
        return "exhaustion";
    }
    return "unknown";
}

/// Why no grouping is worth more than `bound`: no set of at most `largest` items that keeps the rules is worth more
/// than the sum of its members' potentials.
template <class Kind>
struct grouping_certificate {
    grouping_proof proof = grouping_proof::none;
    double bound = 0;                 ///< sum of the potentials; with `exhaustion` the best value
    id_map<Kind, double> potential{}; ///< of each item; those of items that must be together count together
    /// Of a pair worth w > 0, a keeps (w + tilt_a - tilt_b) / 2, cut off at 0 and w, and b keeps the rest.
    id_map<Kind, double> tilt{};
    std::size_t open = 0;              ///< items (of those together, one) whose shares may exceed their potential
    grouping_witness<Kind> conflict{}; ///< when infeasible
};

/// One round of the search.
struct grouping_round {
    double value = 0;         ///< of all groups after it
    std::uint64_t moves = 0;  ///< one to another group, or in or out
    std::uint64_t swaps = 0;  ///< two changed places
    std::uint64_t chains = 0; ///< three changed places in turn

    friend constexpr bool operator==(const grouping_round&, const grouping_round&) = default;
};

/// What the search did: one entry a round, however many steps it made.
struct grouping_log {
    double start = 0;                     ///< value of the first groups
    std::vector<grouping_round> rounds{}; ///< in order; at most as many as the options ask for
};

template <class Kind>
struct grouping_result {
    std::vector<std::vector<id<Kind>>> groups{}; ///< each ascending; ordered by their first
    id_map<Kind, std::uint32_t> group_of{};      ///< number of its group in `groups`; `id<Kind>::none`: in none
    std::vector<ungrouped<Kind>> left{};         ///< who is in none, and why; ascending
    double value = 0;                            ///< worth of all groups
    grouping_log log{};
    grouping_certificate<Kind> certificate{};
    status outcome = status::feasible;

    /// How much more than `value` any grouping could be worth, as a share of the bound; 0 when nothing.
    [[nodiscard]] double gap() const noexcept {
        return certificate.bound > value ? (certificate.bound - value) / (std::max)(certificate.bound, -value) : 0;
    }
};

} // namespace colearn

#endif

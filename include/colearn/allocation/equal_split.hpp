// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_EQUAL_SPLIT_HPP
#define COLEARN_ALLOCATION_EQUAL_SPLIT_HPP

/// @file
/// For a policy reader: the same for every school, or the same for every pupil: the two ways to share that look at no
/// need at all.
/// For an engineer: division by weights, which are 1 or the numbers of pupils.

#include <string>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/detail/allocation_bounds.hpp>
#include <colearn/allocation/detail/weighted_division.hpp>

namespace colearn {

/// Every recipient gets the same, within floors and caps.
///
/// With routes: as equal as they allow, whoever has least first (leximin). The effects of routes do not count: what
/// is equal is what is sent. Result: `optimal` or `infeasible` (floors).
/// Complexity: O(n log n) out of a pool. Determinism: of equal claims on an odd part, the one that is listed first.
struct equal_per_school {
    [[nodiscard]] std::string name() const { return "equal per school"; }
    [[nodiscard]] std::string source() const {
        return "Lump-sum allocation: OECD, The Funding of School Education (2017), chapter 3";
    }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        check_allocation(of, "equal_per_school");
        return detail::weighted_allocation(of, how, name(), std::vector<double>(of.recipients.size(), 1.0),
                                           detail::allocation_bounds(of), {"school", "schools", "cap", ""});
    }
};

/// The same for each pupil, within floors and caps. The rest as in `equal_per_school`.
struct equal_per_pupil {
    [[nodiscard]] std::string name() const { return "equal per pupil"; }
    [[nodiscard]] std::string source() const {
        return "Per-capita funding: OECD, The Funding of School Education (2017), chapter 3";
    }
    [[nodiscard]] allocation allocate(const allocation_problem& of, const allocation_request& how = {}) const {
        check_allocation(of, "equal_per_pupil");
        std::vector<double> pupils;
        for (const auto& one : of.recipients) pupils.push_back(one.pupils);
        return detail::weighted_allocation(of, how, name(), pupils, detail::allocation_bounds(of), {});
    }
};

} // namespace colearn

#endif

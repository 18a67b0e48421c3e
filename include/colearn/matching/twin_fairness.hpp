// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_TWIN_FAIRNESS_HPP
#define COLEARN_MATCHING_TWIN_FAIRNESS_HPP

/// @file
/// For a policy reader: are the most disadvantaged schools served as well as the others?
/// For an engineer: share matched, mean score and mean gain in the most disadvantaged quarter and in the rest.

#include <optional>
#include <span>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/service_fairness.hpp>
#include <colearn/matching/twin_result.hpp>

namespace colearn {

/// Compares the most disadvantaged quarter of the schools with the others (`compare_service`). A school whose
/// disadvantage is not known is in neither group.
///
/// Complexity: O(n log n) time, O(n) space.
[[nodiscard]] inline service_fairness fairness_of(const school_table& schools,
                                                  std::span<const twin_proposal> proposals) {
    std::vector<const twin_proposal*> proposal(schools.id_bound(), nullptr);
    for (const auto& one : proposals) proposal[one.a.who.index] = proposal[one.b.who.index] = &one;
    return compare_service(disadvantage_of(schools), schools.ids().size(),
                           [&](id<school> who) -> std::optional<service> {
                               const auto* const one = proposal[who.index];
                               if (one == nullptr) return std::nullopt;
                               return service{one->score, (one->a.who == who ? one->a : one->b).gain};
                           });
}

} // namespace colearn

#endif

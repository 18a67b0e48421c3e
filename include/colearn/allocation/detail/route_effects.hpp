// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_DETAIL_ROUTE_EFFECTS_HPP
#define COLEARN_ALLOCATION_DETAIL_ROUTE_EFFECTS_HPP

/// @file
/// How much has to be sent to meet a need, where what is sent does more or less than usual.
///
/// Where all routes to a recipient have one effect, need / effect units meet its need, and a policy that goes by shares
/// of need stays what it was, with that in the need's place. Where they differ, amounts are a flow with gains: whole
/// amounts are then no polymatroid any more, and what route_flow.hpp and `leximin` rest on does not hold.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>

namespace colearn::detail {

struct route_effects {
    std::vector<double> need{}; ///< of each recipient: units to send that meet its need; 0 where nothing sent helps
    bool any = false;           ///< some effect is not 1
    bool differ = false;        ///< those of one recipient's routes do: `need` is then the need, a unit a unit

    explicit route_effects(const allocation_problem& of) {
        for (const auto& one : of.recipients) need.push_back(one.total_need());
        std::vector<double> effect(need.size(), -1); // none yet
        for (const auto& one : of.routes) {
            auto& known = effect[one.recipient.index];
            any = any || one.effect != 1;
            differ = differ || (known >= 0 && known != one.effect);
            known = one.effect;
        }
        if (!any || differ) return;
        for (std::size_t i = 0; i < need.size(); ++i)
            if (effect[i] >= 0) need[i] = effect[i] > 0 ? (std::min)(need[i] / effect[i], 1e100) : 0;
    }

    /// For the notes of an answer; empty where all effects are 1.
    [[nodiscard]] std::string note() const {
        if (!any) return {};
        return differ ? "The effects of routes are not counted, since they differ between routes to one school: a unit "
                        "is a unit."
                      : "The effects of routes count: a need is what has to be sent to meet it.";
    }
    void tell(std::vector<std::string>& notes) const {
        if (any) notes.push_back(note());
    }
};

/// For the notes of a policy that does not count effects; nothing where all are 1.
inline void tell_effects_not_counted(const allocation_problem& of, std::vector<std::string>& notes) {
    if (std::any_of(of.routes.begin(), of.routes.end(), [](const auto& one) { return one.effect != 1; }))
        notes.emplace_back("The effects of routes are not counted: a unit is a unit.");
}

} // namespace colearn::detail

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_FLOOR_FLOW_HPP
#define COLEARN_SOLVE_DETAIL_FLOOR_FLOW_HPP

/// @file
/// For a policy reader: whether everybody's least amount can be met, and where that takes all there is.
/// For an engineer: a flow that meets the floors, and the largest set of recipients whose floors are just what all
/// their providers have; or, where they cannot be met, a set whose floors are more than that (Hall 1935, Gale 1957).

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <vector>

#include <colearn/solve/detail/supply_flow.hpp>

namespace colearn::detail {

struct floor_flow {
    bool met = true;
    std::vector<double> flow{}; ///< by arc
    /// Providers with nothing for anybody but the tight recipients, whose floors take all that they have, or more.
    std::vector<std::uint8_t> provider_is_tight{};
    std::vector<std::uint8_t> recipient_is_tight{};

    floor_flow() = default;
    floor_flow(std::span<const double> supply, std::span<const double> floors, std::span<const std::uint32_t> from,
               std::span<const std::uint32_t> to)
        : flow(from.size()), provider_is_tight(supply.size()), recipient_is_tight(floors.size()) {
        if (std::all_of(floors.begin(), floors.end(), [](double x) { return x == 0; })) return;
        const supply_graph graph(supply.size(), floors.size(), from, to);
        supply_flow search(graph);
        for (std::size_t j = 0; j < supply.size(); ++j) search.provider[j].spare = supply[j];
        for (std::size_t i = 0; i < floors.size(); ++i) search.recipient[i].lacking = floors[i];
        std::vector<std::uint32_t> providers(supply.size());
        std::vector<std::uint32_t> recipients(floors.size());
        std::iota(providers.begin(), providers.end(), 0U);
        std::iota(recipients.begin(), recipients.end(), 0U);
        search.maximise(0, providers, recipients);
        for (std::size_t k = 0; k < flow.size(); ++k) flow[k] = search.flow[graph.place_of[k]];

        // From whoever has something to spare, and whoever could have: the others are tight.
        constexpr double rounding = 1e-12;
        std::vector<std::uint8_t> reached(supply.size());
        std::vector<std::uint8_t> gains(floors.size());
        std::vector<std::uint32_t> queue;
        for (std::uint32_t j = 0; j < supply.size(); ++j)
            if (search.provider[j].spare > rounding * supply[j]) {
                reached[j] = 1;
                queue.push_back(j);
            }
        for (std::size_t q = 0; q < queue.size(); ++q)
            for (auto at = graph.provider_offsets[queue[q]]; at < graph.provider_offsets[queue[q] + std::size_t{1}];
                 ++at) {
                const auto i = graph.provider_arcs[at].recipient;
                if (gains[i] != 0) continue;
                gains[i] = 1;
                for (auto a = graph.recipient_offsets[i]; a < graph.recipient_offsets[i + std::size_t{1}]; ++a) {
                    const auto j = graph.provider_of[a];
                    if (reached[j] != 0 || !(search.flow[a] > rounding * floors[i])) continue;
                    reached[j] = 1;
                    queue.push_back(j);
                }
            }
        double wanted = 0;
        double lacking = 0;
        for (std::size_t j = 0; j < supply.size(); ++j) provider_is_tight[j] = reached[j] != 0 ? 0 : 1;
        for (std::size_t i = 0; i < floors.size(); ++i) {
            recipient_is_tight[i] = gains[i] != 0 ? 0 : 1;
            if (gains[i] != 0) continue;
            wanted += floors[i];
            lacking += search.recipient[i].lacking;
        }
        met = !(lacking > rounding * wanted);
    }
};

} // namespace colearn::detail

#endif

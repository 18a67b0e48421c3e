// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_LEIDEN_LEVEL_HPP
#define COLEARN_MEASURES_DETAIL_LEIDEN_LEVEL_HPP

/// @file
/// For a policy reader: actors, then groups of them, then groups of groups.
/// For an engineer: one level of the Leiden algorithm, and the next one above it.

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace colearn::detail {

/// A graph whose nodes are actors, or sets of them. A community c is worth the strength within it, less
/// `penalty` x (mass of c)(other mass of c) over pairs of its nodes: for all that follows, a node and a set are worth
/// their strength less penalty * (m_v M_c), or penalty * (m_v N_c + n_v M_c) where there are two masses m and n.
struct leiden_level {
    std::span<const std::uint32_t> offsets;
    std::span<const std::uint32_t> neighbours;
    std::span<const double> strengths;
    std::vector<double> mass;
    std::vector<double> other_mass; ///< empty: there is one mass

    std::vector<std::uint32_t> own_offsets{}; ///< of a made level
    std::vector<std::uint32_t> own_neighbours{};
    std::vector<double> own_strengths{};

    [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(mass.size()); }
};

/// The level above: the sets 0, 1, ... that `refined` puts the nodes into become nodes. Ties within a set are dropped,
/// since they move with it. O(m).
[[nodiscard]] inline leiden_level aggregate(const leiden_level& level, const std::vector<std::uint32_t>& refined,
                                            std::uint32_t count) {
    leiden_level made;
    made.mass.resize(count);
    made.other_mass.resize(level.other_mass.empty() ? 0 : count);
    std::vector<std::uint32_t> begin(count + std::size_t{1}), members(level.size());
    for (const auto set : refined) ++begin[set + 1];
    for (std::uint32_t set = 0; set < count; ++set) begin[set + 1] += begin[set];
    auto next = begin;
    for (std::uint32_t v = 0; v < level.size(); ++v) {
        members[next[refined[v]]++] = v;
        made.mass[refined[v]] += level.mass[v];
        if (!level.other_mass.empty()) made.other_mass[refined[v]] += level.other_mass[v];
    }
    std::vector<double> to(count);
    made.own_offsets.reserve(count + std::size_t{1});
    made.own_offsets.push_back(0);
    for (std::uint32_t set = 0; set < count; ++set) {
        const auto first = made.own_neighbours.size();
        for (auto i = begin[set]; i < begin[set + 1]; ++i) {
            const auto v = members[i];
            for (auto at = level.offsets[v]; at < level.offsets[v + 1]; ++at) {
                const auto other = refined[level.neighbours[at]];
                if (other == set) continue;
                if (to[other] == 0) made.own_neighbours.push_back(other);
                to[other] += level.strengths[at];
            }
        }
        for (auto i = first; i < made.own_neighbours.size(); ++i) {
            made.own_strengths.push_back(to[made.own_neighbours[i]]);
            to[made.own_neighbours[i]] = 0;
        }
        made.own_offsets.push_back(static_cast<std::uint32_t>(made.own_neighbours.size()));
    }
    made.offsets = made.own_offsets;
    made.neighbours = made.own_neighbours;
    made.strengths = made.own_strengths;
    return made;
}

} // namespace colearn::detail

#endif

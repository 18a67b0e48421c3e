// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_BETWEENNESS_LANES_HPP
#define COLEARN_MEASURES_DETAIL_BETWEENNESS_LANES_HPP

/// @file
/// For a policy reader: counts the shortest paths of sixteen actors in one go.
/// For an engineer: Brandes' algorithm without lengths, sources side by side in vector lanes. Both sweeps pull: a
/// vertex gathers whole rows of lanes from its neighbours without looking at their levels. See `forward`.
/// Source: Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25 (2001) 163;
/// the backward sweep over successors, which needs no list of predecessors: Madduri et al., IPDPS 2009.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <stop_token>
#include <vector>

#include <colearn/core/vector_register.hpp>
#include <colearn/measures/detail/betweenness_core.hpp>
#include <colearn/measures/detail/lane_count.hpp>
#include <colearn/measures/detail/path_count.hpp>
#include <colearn/measures/detail/side_by_side_search.hpp>

namespace colearn::detail {

using lane_mask = std::uint16_t;

inline constexpr std::size_t lane_parts = lane_count / register_width;

/// One double for each lane.
struct lanes {
    some_doubles part[lane_parts];
};

template <class Body>
inline void for_each_part(Body body) {
    for_each_register<lane_parts>(body);
}

// By some bits of a mask: all bits of the lanes whose bit is set.
inline constexpr auto lane_bits = [] {
    struct {
        alignas(32) long long word[1U << register_width][register_width];
    } table{};
    for (unsigned bits = 0; bits < 1U << register_width; ++bits)
        for (unsigned k = 0; k < register_width; ++k) table.word[bits][k] = (bits >> k & 1U) != 0 ? -1 : 0;
    return table;
}();

/// Memory: up to 400 bytes a vertex, and 8 to 16 for each level at which some source meets it.
template <scored What>
class lane_searches {
public:
    explicit lane_searches(const betweenness_core& core)
        : core_(core), search_(core.out.as_rows(), core.incoming().as_rows()), paths_(core.size()),
          share_(core.size()) {}

    /// Adds the dependencies of up to 16 sources to `score` (weighted by how many sources each stands for), and puts
    /// the sum of each source's over what is scored into `totals`. False when stopped, or when there are too many paths
    /// to count in a double: then `score` is spoilt.
    [[nodiscard]] bool run(std::span<const std::uint32_t> sources, std::span<double> score, std::span<double> totals,
                           const std::stop_token& stop) {
        if (!forward(sources, stop)) return false;
        return backward(sources, score, totals, stop);
    }

private:
    // The lanes of a part that the mask has, and 0 in the others.
    template <class Part>
    static void keep(some_doubles& value, lane_mask by, Part part) {
        const unsigned bits = static_cast<unsigned>(by) >> (register_width * part) & ((1U << register_width) - 1);
        some_words mask;
        std::memcpy(&mask, lane_bits.word[bits], sizeof mask);
        value = (some_doubles)((some_words)value & mask);
    }

    // Counts the shortest paths, level by level. What a vertex gathers in a lane in which it is new comes from the
    // level before alone: an arc v -> w allows level(w) <= level(v) + 1, and `paths_` is 0 above the levels that are
    // written. So no level is compared, as long as a level is written only after all of it has been gathered.
    [[nodiscard]] bool forward(std::span<const std::uint32_t> sources, const std::stop_token& stop) {
        const auto in = core_.incoming().as_rows();
        std::fill(paths_.begin(), paths_.end(), lanes{});
        search_.start(sources);
        entries_.assign(search_.level().begin(), search_.level().end());
        starts_.assign({0, entries_.size()});
        for (std::size_t k = 0; k < sources.size(); ++k)
            paths_[sources[k]].part[k / register_width][k % register_width] = 1;
        lanes all_paths{};
        while (search_.advance()) {
            if (stop.stop_requested()) return false;
            const auto level = search_.level();
            gathered_.resize((std::max)(gathered_.size(), level.size()));
            for (std::size_t i = 0; i < level.size(); ++i) {
                lanes sum{};
                for (const auto v : in.of(level[i].vertex)) {
                    const auto& from = paths_[v];
                    for_each_part([&](auto p) { sum.part[p] += from.part[p]; });
                }
                for_each_part([&](auto p) {
                    keep(sum.part[p], level[i].by, p);
                    gathered_[i].part[p] = sum.part[p];
                    all_paths.part[p] += sum.part[p];
                });
            }
            for (std::size_t i = 0; i < level.size(); ++i) {
                auto& to = paths_[level[i].vertex];
                for_each_part([&](auto p) { to.part[p] += gathered_[i].part[p]; });
            }
            entries_.insert(entries_.end(), level.begin(), level.end());
            starts_.push_back(entries_.size());
        }
        for (std::size_t k = 0; k < sources.size(); ++k)
            if (too_many(all_paths.part[k / register_width][k % register_width])) return false;
        return true;
    }

    // From the last level to the first: with share(w) = (reach(w) + dependency(w)) / paths(w), the dependency of v is
    // paths(v) * sum of share(w) over the successors w. As before, `share_` is 0 in all lanes but those of later
    // levels, and no arc leads further than the next one.
    [[nodiscard]] bool backward(std::span<const std::uint32_t> sources, std::span<double> score,
                                std::span<double> totals, const std::stop_token& stop) {
        const auto out = core_.out.as_rows();
        std::fill(share_.begin(), share_.end(), lanes{});
        lanes weight{};
        for (std::size_t k = 0; k < sources.size(); ++k)
            weight.part[k / register_width][k % register_width] = core_.chosen[sources[k]];
        lanes total{};
        constexpr std::size_t last_level = What == scored::ties ? 0 : 1; // a source has ties, but is not in between
        for (auto level = starts_.size() - 1; level > last_level; --level) {
            if (stop.stop_requested()) return false;
            const auto first = starts_[level - 1];
            const auto last = starts_[level];
            for (auto i = first; i < last; ++i) {
                const auto v = entries_[i].vertex;
                const auto& paths = paths_[v];
                lanes sum{};
                for (const auto w : out.of(v)) {
                    const auto& from = share_[w];
                    for_each_part([&](auto p) { sum.part[p] += from.part[p]; });
                }
                if constexpr (What == scored::ties) add_ties(v, entries_[i].by, weight, score);
                auto& to = gathered_[i - first];
                some_doubles weighed[4 / register_width] = {}; // lanes k, k+4, ... together, whatever the width
                for_each_part([&](auto p) {
                    auto dependency = paths.part[p] * sum.part[p];
                    keep(dependency, entries_[i].by, p);
                    total.part[p] += dependency;
                    weighed[p % (4 / register_width)] += dependency * weight.part[p];
                    auto share = core_.reach[v] / paths.part[p] + sum.part[p];
                    keep(share, entries_[i].by, p);
                    to.part[p] = share;
                });
                if constexpr (What == scored::actors) score[v] += sum_of(weighed);
            }
            for (auto i = first; i < last; ++i) {
                auto& to = share_[entries_[i].vertex];
                for_each_part([&](auto p) { to.part[p] += gathered_[i - first].part[p]; });
            }
        }
        for (std::size_t k = 0; k < sources.size(); ++k) totals[k] = total.part[k / register_width][k % register_width];
        return true;
    }

    // The same for each tie v -> w alone: paths(v) * share(w).
    void add_ties(std::uint32_t v, lane_mask by, const lanes& weight, std::span<double> score) const noexcept {
        lanes weighed_paths = paths_[v];
        for_each_part([&](auto p) {
            keep(weighed_paths.part[p], by, p);
            weighed_paths.part[p] *= weight.part[p];
        });
        for (auto k = core_.out.offsets[v]; k < core_.out.offsets[v + 1]; ++k) {
            const auto& from = share_[core_.out.neighbours[k]];
            some_doubles added[4 / register_width] = {};
            for_each_part([&](auto p) { added[p % (4 / register_width)] += weighed_paths.part[p] * from.part[p]; });
            score[core_.out.arcs[k]] += sum_of(added);
        }
    }

    [[nodiscard]] static double sum_of(const some_doubles (&of)[4 / register_width]) noexcept {
        constexpr auto last = 4 / register_width - 1;
        return (of[0][0] + of[0][1]) + (of[last][register_width - 2] + of[last][register_width - 1]);
    }

    const betweenness_core& core_;
    side_by_side_search<lane_mask> search_;
    std::vector<lanes> paths_;
    std::vector<lanes> share_;
    std::vector<lanes> gathered_;
    std::vector<side_by_side_search<lane_mask>::entry> entries_;
    std::vector<std::size_t> starts_;
};

} // namespace colearn::detail

#endif

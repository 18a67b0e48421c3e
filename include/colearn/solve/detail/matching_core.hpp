// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_MATCHING_CORE_HPP
#define COLEARN_SOLVE_DETAIL_MATCHING_CORE_HPP

/// @file
/// Exact maximum weight matching on rows of whole numbers, from nothing and after a change.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/progress.hpp>
#include <colearn/solve/detail/blossom_forest.hpp>
#include <colearn/solve/detail/blossom_search.hpp>
#include <colearn/solve/detail/half_integral_matching.hpp>
#include <colearn/solve/detail/matching_rows.hpp>

namespace colearn::detail {

/// The pairs, the matching with its duals, and what keeps the one optimal for the other.
class matching_core {
public:
    explicit matching_core(matching_rows&& rows_)
        : rows(std::move(rows_)), forest(rows.count()), search_(rows, forest) {}
    matching_core(const matching_core&) = delete;
    matching_core& operator=(const matching_core&) = delete;

    matching_rows rows;
    blossom_forest forest;

    /// Solves from duals that cover every pair. False when stopped: what is made is a matching, and the duals still
    /// cover every pair.
    bool solve(const std::vector<std::int64_t>& dual, const progress_callback& progress, const std::stop_token& stop) {
        auto& vertex = forest.vertex;
        mean_dual_ = 1;
        for (std::uint32_t v = 0; v < vertex.size(); ++v) {
            vertex[v].dual = dual[v];
            mean_dual_ += static_cast<double>(dual[v]) / static_cast<double>(vertex.size());
        }

        // 1. Pairs that are tight already.
        half_integral_search half(rows, vertex);
        half.greedy();

        // 2. The best half-integral matching.
        auto waiting = unplaced();
        rounds(waiting, first_half_reach * mean_dual_, 2, stop, [&](std::uint32_t v, std::int64_t reach) {
            if (half.on_cycle(v) || vertex[v].mate != no_node || vertex[v].dual == 0) return true;
            return half.search(v, reach);
        });
        for (std::uint32_t v = 0; v < vertex.size(); ++v)
            if (half.on_cycle(v)) half.open_cycle(v);
        if (progress) progress(.4);

        // 3. The best matching.
        return place(unplaced(), stop);
    }

    /// Finds a place for all of these that need one. False when stopped.
    bool place(std::vector<std::uint32_t> waiting, const std::stop_token& stop) {
        return rounds(waiting, first_reach * mean_dual_, 1.6, stop, [&](std::uint32_t v, std::int64_t reach) {
            if (forest.vertex[v].mate != no_node || forest.dual(v) == 0) return true;
            return search_.search(v, reach, stop);
        });
    }

    /// Finds a place for v if it needs one. False when stopped.
    bool place(std::uint32_t v, const std::stop_token& stop) {
        if (forest.vertex[v].mate != no_node || forest.dual(v) == 0) return true;
        return search_.search(v, never, stop);
    }

    /// See `blossom_search`.
    std::uint32_t release(std::uint32_t v) { return search_.release(v); }
    void cover(std::uint32_t v) { search_.cover(v); }

private:
    // How far searches go in the first round, in mean duals. Many small trees that grow by turns touch much less than
    // one after the other grown to the end: two that lie near each other meet half-way.
    static constexpr double first_half_reach = .002;
    static constexpr double first_reach = .03;

    [[nodiscard]] std::vector<std::uint32_t> unplaced() const {
        std::vector<std::uint32_t> out;
        for (std::uint32_t v = 0; v < forest.count(); ++v)
            if (forest.vertex[v].mate == no_node && forest.dual(v) > 0) out.push_back(v);
        return out;
    }

    // Searches for all that wait, and again for those that found nothing, with `growth` times the reach. False when
    // stopped.
    template <class Search>
    static bool rounds(std::vector<std::uint32_t>& waiting, double reach, double growth, const std::stop_token& stop,
                       const Search& search) {
        for (; !waiting.empty(); reach *= growth) {
            const auto whole_reach = reach < 1e18 ? static_cast<std::int64_t>(reach) + 1 : never;
            std::size_t kept = 0;
            for (const auto v : waiting) {
                if (stop.stop_requested()) return false;
                if (!search(v, whole_reach)) waiting[kept++] = v;
            }
            waiting.resize(kept);
        }
        return true;
    }

    blossom_search search_;
    double mean_dual_ = 1;
};

} // namespace colearn::detail

#endif

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

class matching_core {
public:
    explicit matching_core(matching_rows&& rows_) : rows(std::move(rows_)), forest(rows.count()), search_(rows, forest) {}
    matching_core(const matching_core&) = delete;
    matching_core& operator=(const matching_core&) = delete;

    matching_rows rows;
    blossom_forest forest;

    /// False when stopped: the matching is one, and the duals cover every pair.
    bool solve(const std::vector<std::int64_t>& dual, const progress_callback& progress, const std::stop_token& stop) {
        const auto n = forest.count();
        auto& vertex = forest.vertex;
        for (std::uint32_t v = 0; v < n; ++v) vertex[v].dual = dual[v];
        half_integral_search half(rows, vertex);
        half.greedy();
        bool running = true;
        for (std::uint32_t v = 0; v < n; ++v) {
            if (v % 256 == 0) running = running && !stop.stop_requested();
            if (running && vertex[v].mate == no_node && vertex[v].dual > 0 && !half.on_cycle(v)) half.search(v);
        }
        for (std::uint32_t v = 0; v < n; ++v)
            if (half.on_cycle(v)) half.open_cycle(v);
        if (progress) progress(.5);
        for (std::uint32_t v = 0; v < n && running; ++v) running = place(v, stop);
        return running;
    }

    /// Finds a place for v if it needs one. False when stopped.
    bool place(std::uint32_t v, const std::stop_token& stop) {
        if (forest.vertex[v].mate != no_node || forest.dual(v) == 0) return true;
        return search_.search(v, stop);
    }

    std::uint32_t release(std::uint32_t v) { return search_.release(v); }
    void cover(std::uint32_t v) { search_.cover(v); }

private:
    blossom_search search_;
};

} // namespace colearn::detail

#endif

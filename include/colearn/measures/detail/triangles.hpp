// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_TRIANGLES_HPP
#define COLEARN_MEASURES_DETAIL_TRIANGLES_HPP

/// @file
/// For a policy reader: finds all trios who are all tied to each other.
/// For an engineer: forward triangle listing along an order of degrees.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/measures/detail/partners.hpp>

namespace colearn::detail {

/// Each pair of partners once, in the row of the end with fewer partners (equal ones by number): then no row is longer
/// than sqrt(2m), and each triangle is found once, from its first actor. Numbers are left as they are, since those of
/// one school or town mostly stand together: a relabelled graph was slower by a third.
struct ahead_rows {
    std::vector<std::uint32_t> offsets{};
    std::vector<std::uint32_t> ahead{};
    std::uint32_t longest = 0; ///< partners of the actor who has most

    /// `keep(place, at)` tells that what stands at `at` among the partners stands at `place` here. It may be told of
    /// one place several times, and then the last time counts; of at most half as many places as there are partners,
    /// and one.
    template <class Keep>
    ahead_rows(const partner_rows& rows, Keep keep) {
        const auto n = rows.size();
        offsets.reserve(n + std::size_t{1});
        ahead.resize(rows.partners().size() / 2 + 1);
        offsets.push_back(0);
        const auto begins = rows.offsets();
        std::uint32_t end = 0;
        for (std::uint32_t v = 0; v < n; ++v) {
            const auto degree = rows.degree(v);
            longest = (std::max)(longest, degree);
            for (auto at = begins[v]; at < begins[v + 1]; ++at) {
                const auto w = rows.partners()[at];
                const auto other = rows.degree(w);
                ahead[end] = w;
                keep(end, at);
                end += (degree < other) | ((degree == other) & (v < w)) ? 1U : 0U;
            }
            offsets.push_back(end);
        }
        ahead.resize(end);
    }
    explicit ahead_rows(const partner_rows& rows) : ahead_rows(rows, [](std::uint32_t, std::uint32_t) {}) {}

    [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(offsets.size() - 1); }
};

/// `see(v, vw, vx, wx)` for each triangle v, w, x: the first actor, and the places of its three pairs in `ahead`.
/// O(m^1.5) time at worst, O(n) memory. About every fourth step finds a triangle: they are noted without a branch,
/// which a processor would often guess wrong, and then seen in turn.
template <class See>
void for_each_triangle(const ahead_rows& rows, See see) {
    const auto n = rows.size();
    const auto* const offsets = rows.offsets.data();
    const auto* const ahead = rows.ahead.data();
    std::vector<std::uint32_t> place(n,
                                     static_cast<std::uint32_t>(rows.ahead.size())); // of the last pair that ends here
    std::vector<std::uint32_t> closing(rows.longest + std::size_t{1});
    auto* const found = closing.data();
    for (std::uint32_t v = 0; v < n; ++v) {
        const auto first = offsets[v];
        const auto count = offsets[v + 1] - first;
        if (count < 2) continue;
        for (auto vx = first; vx < first + count; ++vx) place[ahead[vx]] = vx;
        for (auto vw = first; vw < first + count; ++vw) {
            const auto w = ahead[vw];
            std::uint32_t triangles = 0;
            for (auto wx = offsets[w]; wx < offsets[w + 1]; ++wx) {
                found[triangles] = wx;
                triangles += place[ahead[wx]] - first < count ? 1U : 0U; // else the place is another row's
            }
            for (std::uint32_t i = 0; i < triangles; ++i) see(v, vw, place[ahead[found[i]]], found[i]);
        }
    }
}

// The same search for counts alone.
template <class Count>
[[nodiscard]] std::vector<std::uint64_t> count_closed_pairs_by(const ahead_rows& rows) {
    const auto n = rows.size();
    const auto* const offsets = rows.offsets.data();
    const auto* const ahead = rows.ahead.data();
    std::vector<std::uint32_t> marked_by(n, n);
    std::vector<Count> found(n);
    auto* const count = found.data();
    for (std::uint32_t v = 0; v < n; ++v) {
        for (auto vx = offsets[v]; vx < offsets[v + 1]; ++vx) marked_by[ahead[vx]] = v;
        for (auto vw = offsets[v]; vw < offsets[v + 1]; ++vw) {
            const auto w = ahead[vw];
            std::uint32_t closed = 0;
            for (auto wx = offsets[w]; wx < offsets[w + 1]; ++wx) {
                const std::uint32_t one = marked_by[ahead[wx]] == v ? 1 : 0;
                count[ahead[wx]] += one;
                closed += one;
            }
            count[v] += closed;
            count[w] += closed;
        }
    }
    return {found.begin(), found.end()};
}

/// How many pairs of an actor's partners are partners too: the triangles that it is in.
[[nodiscard]] inline std::vector<std::uint64_t> count_closed_pairs(const ahead_rows& rows) {
    const bool small = rows.longest <= 90'000; // then n choose 2 of them fits in 32 bits, which stay nearer
    return small ? count_closed_pairs_by<std::uint32_t>(rows) : count_closed_pairs_by<std::uint64_t>(rows);
}

} // namespace colearn::detail

#endif

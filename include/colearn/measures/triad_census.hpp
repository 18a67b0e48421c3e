// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_TRIAD_CENSUS_HPP
#define COLEARN_MEASURES_TRIAD_CENSUS_HPP

/// @file
/// For a policy reader: the patterns of help among three: a chain, a go-between, a circle, a closed team.
/// For an engineer: the numbers of the 16 isomorphism classes of three actors, without looking at all triples.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/partners.hpp>
#include <colearn/measures/detail/tie_directions.hpp>
#include <colearn/measures/detail/triangles.hpp>

namespace colearn {

/// Classes of three actors by their mutual, asymmetric and null pairs, in the order of Holland and Leinhardt.
enum class triad : std::uint8_t {
    t003,  ///< no tie
    t012,  ///< A -> B, C
    t102,  ///< A <-> B, C
    t021d, ///< A <- B -> C
    t021u, ///< A -> B <- C
    t021c, ///< A -> B -> C
    t111d, ///< A <-> B <- C
    t111u, ///< A <-> B -> C
    t030t, ///< A -> B -> C, A -> C
    t030c, ///< A -> B -> C -> A
    t201,  ///< A <-> B <-> C
    t120d, ///< A <- B -> C, A <-> C
    t120u, ///< A -> B <- C, A <-> C
    t120c, ///< A -> B -> C, A <-> C
    t210,  ///< A -> B <-> C, A <-> C
    t300,  ///< A <-> B <-> C, A <-> C
};
inline constexpr std::size_t triad_count = 16;

[[nodiscard]] constexpr std::string_view to_string(triad which) noexcept {
    constexpr std::string_view names[] = {"003",  "012",  "102", "021D", "021U", "021C", "111D", "111U",
                                          "030T", "030C", "201", "120D", "120U", "120C", "210",  "300"};
    return names[static_cast<std::size_t>(which)];
}

struct triad_census {
    std::array<std::uint64_t, triad_count> count{}; ///< sets of three actors, by `triad`
    view_record measured_on{};                      ///< layers, direction and what was left out

    [[nodiscard]] std::uint64_t operator[](triad which) const { return count[static_cast<std::size_t>(which)]; }
};

namespace detail {

// How a pair is tied, seen from its first actor: there, back or both ways.
inline constexpr std::size_t pair_kinds = 4;
[[nodiscard]] constexpr std::size_t turned_pair(std::size_t kind) noexcept {
    return (kind >> 1) | ((kind & 1) << 1);
}

// The class of three actors of whom the middle one alone is tied to both others, by its kinds of tie to them.
[[nodiscard]] constexpr triad open_triad(std::size_t a, std::size_t b) noexcept {
    if (a > b) return open_triad(b, a);
    if (b == 3) return a == 3 ? triad::t201 : a == tie_there ? triad::t111u : triad::t111d;
    return a == b ? (a == tie_there ? triad::t021d : triad::t021u) : triad::t021c;
}

// The class of three actors v, w, x who are all tied, by the kinds of (v, w), (v, x) and (w, x).
[[nodiscard]] constexpr triad closed_triad(std::size_t vw, std::size_t vx, std::size_t wx) noexcept {
    const int mutual = (vw == 3) + (vx == 3) + (wx == 3);
    if (mutual == 3) return triad::t300;
    if (mutual == 2) return triad::t210;
    if (mutual == 1) {
        // the third actor's ties to the two who are mutual
        const auto a = wx == 3 ? vw : vx == 3 ? turned_pair(vw) : turned_pair(vx);
        const auto b = wx == 3 ? vx : vx == 3 ? wx : turned_pair(wx);
        return a != b ? triad::t120c : a == tie_there ? triad::t120d : triad::t120u;
    }
    const bool circle = vw == wx && vx != vw; // v -> w -> x -> v, or the other way round
    return circle ? triad::t030c : triad::t030t;
}

} // namespace detail

/// Counts the triads of each class.
///
/// Source: the classes, Holland and Leinhardt, American Journal of Sociology 76 (1970) 492, named as in igraph and
/// Pajek; counting from what is tied as Batagelj and Mrvar, *Social Networks* 23 (2001) 237, but by the triangles
/// alone: triads with two tied pairs are counted at their middle actor and those with one at its pair, less what
/// triangles close. Self-ties are left out, parallel ties count once; on an undirected view all ties are mutual.
/// Complexity: O(m^1.5) time at worst, O(n + m) memory. Determinism: exact.
/// Precondition: at most 4,700,000 actors, so that the number of triads fits in 64 bits.
[[nodiscard]] inline triad_census count_triads(const view& of) {
    const std::uint64_t n = of.actor_count();
    expects(n <= 4'700'000, "triads are counted for at most 4,700,000 actors", n);
    const detail::partner_rows partners(of);
    const auto directions = detail::directions_of(of, partners);
    constexpr auto kinds = detail::pair_kinds;

    // 1. Triangles, by the kinds of their pairs.
    std::vector<std::uint8_t> kind(directions.size() / 2 + 1);
    const detail::ahead_rows rows(partners,
                                  [&](std::uint32_t place, std::uint32_t at) { kind[place] = directions[at]; });
    std::array<std::uint64_t, kinds * kinds * kinds> triangles{};
    detail::for_each_triangle(rows, [&](std::uint32_t, std::uint32_t vw, std::uint32_t vx, std::uint32_t wx) {
        ++triangles[(kind[vw] * kinds + kind[vx]) * kinds + kind[wx]];
    });

    // 2. Pairs of partners of each actor, and for each tied pair all third actors, less those who are partners of
    // either (in one row each, or in both where there is a triangle).
    triad_census result;
    result.measured_on = of.record();
    const auto add = [&](triad which, std::uint64_t count) { result.count[static_cast<std::size_t>(which)] += count; };
    for (std::uint32_t v = 0; v < partners.size(); ++v) {
        std::array<std::uint64_t, kinds> own{};
        for (auto at = partners.offsets()[v]; at < partners.offsets()[v + 1]; ++at) ++own[directions[at]];
        const std::uint64_t degree = partners.degree(v);
        for (std::size_t a = 1; a < kinds; ++a) {
            if (own[a] > 0) add(detail::open_triad(a, a), own[a] * (own[a] - 1) / 2);
            for (std::size_t b = a + 1; b < kinds; ++b) add(detail::open_triad(a, b), own[a] * own[b]);
            const auto single = a == 3 ? triad::t102 : triad::t012;
            // Seen from both ends of a pair: n - 2 third actors in all, and each end takes off its other partners.
            if (own[a] > 0) add(single, 0 - own[a] * (degree - 1)); // modulo 2^64, and never below 0 in the end
        }
        for (auto at = rows.offsets[v]; at < rows.offsets[v + 1]; ++at)
            add(kind[at] == 3 ? triad::t102 : triad::t012, n - 2);
    }

    // 3. What triangles close; and those without a tie are the rest.
    for (std::size_t code = 0; code < triangles.size(); ++code) {
        if (triangles[code] == 0) continue;
        const auto vw = code / kinds / kinds, vx = code / kinds % kinds, wx = code % kinds;
        add(detail::closed_triad(vw, vx, wx), triangles[code]);
        add(detail::open_triad(vw, vx), 0 - triangles[code]);
        add(detail::open_triad(detail::turned_pair(vw), wx), 0 - triangles[code]);
        add(detail::open_triad(detail::turned_pair(vx), detail::turned_pair(wx)), 0 - triangles[code]);
        for (const auto one : {vw, vx, wx}) add(one == 3 ? triad::t102 : triad::t012, triangles[code]);
    }
    auto left = n < 3 ? 0 : static_cast<std::uint64_t>(detail::uint128{n} * (n - 1) * (n - 2) / 6);
    for (std::size_t i = 1; i < triad_count; ++i) left -= result.count[i];
    result.count[0] = left;
    return result;
}

} // namespace colearn

#endif

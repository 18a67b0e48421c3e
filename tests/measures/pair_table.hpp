// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_MEASURES_PAIR_TABLE_HPP
#define COLEARN_TESTS_MEASURES_PAIR_TABLE_HPP

// A view as a square table, for tests that go by a measure's definition.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/graph/view.hpp>

namespace small {

using pair_table = std::vector<std::vector<double>>;

/// table[v][w]: sum of the strengths of the arcs from v to w, with self-ties.
inline pair_table arcs_of(const colearn::view& of) {
    const auto n = of.actor_count();
    pair_table made(n, std::vector<double>(n));
    const auto out = of.out();
    for (std::uint32_t v = 0; v < n; ++v)
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc)
            made[v][out.neighbours[arc]] += out.strengths[arc];
    return made;
}

/// table[v][w] = table[w][v]: sum of the strengths of all ties between two actors, without self-ties.
inline pair_table pairs_of(const colearn::view& of) {
    auto made = arcs_of(of);
    const auto arcs = made;
    for (std::size_t v = 0; v < made.size(); ++v)
        for (std::size_t w = 0; w < made.size(); ++w)
            made[v][w] = v == w ? 0 : of.directed() ? arcs[v][w] + arcs[w][v] : arcs[v][w];
    return made;
}

inline std::size_t partner_count(const pair_table& pairs, std::size_t v) {
    std::size_t count = 0;
    for (const double one : pairs[v]) count += one > 0 ? 1U : 0U;
    return count;
}

} // namespace small

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_WHOLE_DUALS_HPP
#define COLEARN_SOLVE_DETAIL_WHOLE_DUALS_HPP

/// @file
/// The duals of a matching, taken out of the structure that the searches work on.

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <colearn/solve/detail/blossom_forest.hpp>
#include <colearn/solve/odd_sets.hpp>

namespace colearn::detail {

/// Duals in half units, and the odd sets whose dual is positive, inner before outer.
struct whole_duals {
    std::vector<std::int64_t> dual;    // of vertices
    std::vector<std::uint32_t> inside; // of vertices: the smallest set around
    std::vector<std::uint32_t> parent; // of sets
    std::vector<std::int64_t> set_dual;
    std::vector<std::uint32_t> set_size;

    [[nodiscard]] path_sums<std::int64_t> sums() const { return {parent, set_dual}; }
};

[[nodiscard]] inline whole_duals duals_of(blossom_forest& forest) {
    const auto n = forest.count();
    whole_duals out{std::vector<std::int64_t>(n), std::vector<std::uint32_t>(n, odd_set::none), {}, {}, {}};
    for (std::uint32_t v = 0; v < n; ++v) out.dual[v] = forest.dual(v);
    // From the outside inwards, so the sets come in the wrong order: their numbers are counted from the end.
    std::vector<std::pair<std::uint32_t, std::uint32_t>> stack; // a blossom and the number of the set around it
    for (std::size_t i = 0; i < forest.blossoms().size(); ++i) {
        const auto& one = forest.blossoms()[i];
        if (one.children > 0 && one.place.parent == no_node)
            stack.emplace_back(first_blossom + static_cast<std::uint32_t>(i), odd_set::none);
    }
    while (!stack.empty()) {
        const auto [node, around] = stack.back();
        stack.pop_back();
        const auto& one = forest.of(node);
        auto number = around;
        if (one.dual > 0) {
            number = static_cast<std::uint32_t>(out.parent.size());
            out.parent.push_back(around);
            out.set_dual.push_back(one.dual);
            out.set_size.push_back(one.size);
        }
        forest.each_child(node, [&](std::uint32_t child) {
            if (forest.is_vertex(child))
                out.inside[child] = number;
            else
                stack.emplace_back(child, number);
        });
    }
    const auto sets = static_cast<std::uint32_t>(out.parent.size());
    const auto turned = [sets](std::uint32_t i) { return i == odd_set::none ? i : sets - 1 - i; };
    for (auto& one : out.inside) one = turned(one);
    for (auto& one : out.parent) one = turned(one);
    for (std::uint32_t i = 0, j = sets; i + 1 < j; ++i) {
        --j;
        std::swap(out.parent[i], out.parent[j]);
        std::swap(out.set_dual[i], out.set_dual[j]);
        std::swap(out.set_size[i], out.set_size[j]);
    }
    return out;
}

} // namespace colearn::detail

#endif

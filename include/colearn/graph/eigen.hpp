// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_EIGEN_HPP
#define COLEARN_GRAPH_EIGEN_HPP

/// @file
/// For a policy reader: the network as a table with a row and a column for each actor.
/// For an engineer: the adjacency matrix of a view as an Eigen sparse matrix that reads the view's own memory.

#include <cstdint>
#include <type_traits>

#include <Eigen/SparseCore>

#include <colearn/core/contract.hpp>
#include <colearn/graph/rows.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// Entry (v, w) is the strength of the arc from v to w.
using adjacency_map = Eigen::Map<const Eigen::SparseMatrix<double, Eigen::RowMajor, int>>;

namespace detail {

// Indices below 2^31 have one form in both types, and a value may be read through its signed counterpart.
[[nodiscard]] inline adjacency_map map_rows(const rows& from) {
    static_assert(sizeof(int) == sizeof(std::uint32_t));
    const auto size = static_cast<Eigen::Index>(from.size());
    return {size,
            size,
            static_cast<Eigen::Index>(from.neighbours.size()),
            reinterpret_cast<const int*>(from.offsets.data()),
            reinterpret_cast<const int*>(from.neighbours.data()),
            from.strengths.data()};
}

inline void check_mappable(const view& of) {
    expects(of.actor_count() <= arc_limit, "a matrix of ints has at most 2^31 - 1 rows", of.actor_count());
    expects(!of.record().has_parallel,
            "a matrix has one entry for a pair: freeze with parallel ties merged (parallel_ties::sum or another)");
}

} // namespace detail

/// The adjacency matrix A of a view, without a copy: `A * x` gathers from the alters that an actor names. It must not
/// outlive the last copy of the view. O(1).
/// Throws: `contract_violation` for a view with parallel arcs, or with more actors than an `int` counts.
[[nodiscard]] inline adjacency_map adjacency(const view& of) {
    detail::check_mappable(of);
    return detail::map_rows(of.out());
}
/// Its transpose, from the view's incoming rows: `A * x` gathers from those who name an actor. O(n + m) the first time,
/// on a directed view, and O(1) from then on.
[[nodiscard]] inline adjacency_map transposed_adjacency(const view& of) {
    detail::check_mappable(of);
    return detail::map_rows(of.in());
}
adjacency_map adjacency(const view&&) = delete; // the map would outlive it
adjacency_map transposed_adjacency(const view&&) = delete;

} // namespace colearn

#endif

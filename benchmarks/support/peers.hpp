// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_BENCHMARKS_SUPPORT_PEERS_HPP
#define COLEARN_BENCHMARKS_SUPPORT_PEERS_HPP

/// @file
/// What the benchmarks of measures share: the network of each size, and the same network as the peers hold it.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <boost/graph/compressed_sparse_row_graph.hpp>

#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/graph/generate_ties.hpp>
#include <colearn/graph/view.hpp>

#ifdef COLEARN_HAS_IGRAPH
#include <igraph/igraph.h>
#endif

namespace bench {

inline constexpr std::uint64_t network_seed = 2022;

using scores = std::vector<double>;

inline scores values_of(const colearn::actor_map<double>& map) {
    return {map.values().begin(), map.values().end()};
}

inline bool same_scores(const scores& ours, const scores& theirs, double factor = 1) {
    if (ours.size() != theirs.size()) return false;
    for (std::size_t v = 0; v < ours.size(); ++v)
        if (!(std::fabs(ours[v] - factor * theirs[v]) <= 1e-7 * (1 + ours[v]))) return false;
    return true;
}

// Boost.Graph's own compact graph, with the arcs of a view.
using boost_graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, double, std::uint32_t>;

template <class Values>
boost_graph make_boost_graph(const colearn::view& of, const Values& by_arc) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> arcs;
    arcs.reserve(of.arc_count());
    for (std::uint32_t v = 0; v < of.actor_count(); ++v)
        for (const auto w : of.out().of(v)) arcs.emplace_back(v, w);
    return {boost::edges_are_sorted, arcs.begin(), arcs.end(), by_arc.begin(),
            static_cast<std::uint32_t>(of.actor_count())};
}

#ifdef COLEARN_HAS_IGRAPH
class igraph_values {
public:
    igraph_values() { igraph_vector_init(&data_, 0); }
    ~igraph_values() { igraph_vector_destroy(&data_); }
    igraph_values(const igraph_values&) = delete;
    igraph_values& operator=(const igraph_values&) = delete;
    igraph_vector_t* get() { return &data_; }
    scores values() const { return {VECTOR(data_), VECTOR(data_) + igraph_vector_size(&data_)}; }
    double operator[](std::size_t i) const { return VECTOR(data_)[i]; }

private:
    igraph_vector_t data_;
};

// igraph's own graph with the ties of a view, and their values.
class igraph_graph {
public:
    template <class Values>
    igraph_graph(const colearn::view& of, const Values& by_arc) {
        igraph_vector_int_t ends;
        igraph_vector_int_init(&ends, 0);
        igraph_vector_int_reserve(&ends, static_cast<igraph_integer_t>(2 * of.tie_count()));
        igraph_vector_reserve(values.get(), static_cast<igraph_integer_t>(of.tie_count()));
        const auto out = of.out();
        for (std::uint32_t v = 0; v < of.actor_count(); ++v) {
            for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) {
                if (!of.directed() && out.neighbours[arc] < v) continue;
                igraph_vector_int_push_back(&ends, v);
                igraph_vector_int_push_back(&ends, out.neighbours[arc]);
                igraph_vector_push_back(values.get(), static_cast<double>(by_arc[arc]));
            }
        }
        igraph_create(&data_, &ends, static_cast<igraph_integer_t>(of.actor_count()), of.directed());
        igraph_vector_int_destroy(&ends);
    }
    ~igraph_graph() { igraph_destroy(&data_); }
    igraph_graph(const igraph_graph&) = delete;
    igraph_graph& operator=(const igraph_graph&) = delete;
    igraph_t* get() { return &data_; }

    igraph_values values;

private:
    igraph_t data_;
};
#endif

struct network {
    explicit network(const std::string& size)
        : made(colearn::generate_ties(
              colearn::benchmark_parameters_of(size == "district" ? colearn::system_size::district
                                               : size == "state"  ? colearn::system_size::state
                                                                  : colearn::system_size::nation),
              network_seed)) {}

    colearn::view frozen(bool directed, bool weighted = true) const {
        auto ties = made.columns();
        if (!weighted) ties.strengths = {};
        return colearn::freeze(ties, made.people.actor_count(), {.directed = directed});
    }

    colearn::generated_ties made;
};

} // namespace bench

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_MEASURES_IGRAPH_ORACLE_HPP
#define COLEARN_TESTS_MEASURES_IGRAPH_ORACLE_HPP

// igraph's C library as an oracle, where it is installed.
#ifdef COLEARN_HAS_IGRAPH

#include <cstdint>
#include <vector>

#include <igraph/igraph.h>

#include <colearn/graph/view.hpp>

namespace oracle {

/// A vector of igraph's that is given back.
class vector {
public:
    vector() { igraph_vector_init(&data_, 0); }
    explicit vector(const std::vector<double>& from) {
        igraph_vector_init(&data_, static_cast<igraph_integer_t>(from.size()));
        for (std::size_t i = 0; i < from.size(); ++i) VECTOR(data_)[i] = from[i];
    }
    ~vector() { igraph_vector_destroy(&data_); }
    vector(const vector&) = delete;
    vector& operator=(const vector&) = delete;

    [[nodiscard]] igraph_vector_t* get() { return &data_; }
    [[nodiscard]] std::vector<double> values() const {
        return {VECTOR(data_), VECTOR(data_) + igraph_vector_size(&data_)};
    }

private:
    igraph_vector_t data_;
};

/// A view as igraph's own graph: edge i has the value `by_arc[arcs()[i]]`.
class graph {
public:
    explicit graph(const colearn::view& of) : directed_(of.directed()) {
        const auto out = of.out();
        igraph_vector_int_t ends;
        igraph_vector_int_init(&ends, 0);
        for (std::uint32_t v = 0; v < of.actor_count(); ++v) {
            for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) {
                if (!directed_ && out.neighbours[arc] < v) continue;
                igraph_vector_int_push_back(&ends, v);
                igraph_vector_int_push_back(&ends, out.neighbours[arc]);
                arcs_.push_back(arc);
            }
        }
        igraph_create(&data_, &ends, static_cast<igraph_integer_t>(of.actor_count()), directed_);
        igraph_vector_int_destroy(&ends);
    }
    ~graph() { igraph_destroy(&data_); }
    graph(const graph&) = delete;
    graph& operator=(const graph&) = delete;

    [[nodiscard]] igraph_t* get() { return &data_; }
    [[nodiscard]] bool directed() const { return directed_; }

    template <class Values>
    [[nodiscard]] std::vector<double> edge_values(const Values& by_arc) const {
        std::vector<double> made;
        for (const auto arc : arcs_) made.push_back(static_cast<double>(by_arc[arc]));
        return made;
    }

private:
    igraph_t data_;
    bool directed_;
    std::vector<std::uint32_t> arcs_;
};

} // namespace oracle

#endif
#endif

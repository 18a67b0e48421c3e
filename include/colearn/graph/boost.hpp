// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_BOOST_HPP
#define COLEARN_GRAPH_BOOST_HPP

/// @file
/// For a policy reader: other people's methods run on our picture of the network, without a copy.
/// For an engineer: `view` as a Boost graph (VertexList, EdgeList, Incidence, Bidirectional, Adjacency and
/// ReadableProperty graph).
///
/// A `view` is a directed graph to Boost: an undirected tie is two arcs. `undirected_view` is the undirected graph with
/// each tie once, for algorithms that ask for one (`connected_components`, `kruskal_minimum_spanning_tree`).
///
/// There is no `edge_weight`. Boost's shortest paths take it for a length and its flows for a capacity, and a trusted
/// tie would silently become a long road. So the caller names the weight, by graph/boost_weights.hpp.

#include <algorithm>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <boost/graph/graph_traits.hpp>
#include <boost/graph/properties.hpp>
#include <boost/iterator/counting_iterator.hpp>
#include <boost/iterator/iterator_facade.hpp>
#include <boost/property_map/property_map.hpp>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/rows.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// An edge of a view to Boost.
struct arc_descriptor {
    std::uint32_t source = 0;
    std::uint32_t target = 0;
    std::uint32_t arc = 0;   ///< position among the view's arcs
    std::uint32_t index = 0; ///< Boost's `edge_index`: the arc itself, or the number of the tie in an `undirected_view`

    friend constexpr bool operator==(const arc_descriptor& a, const arc_descriptor& b) noexcept {
        return a.index == b.index;
    }
    friend constexpr auto operator<=>(const arc_descriptor& a, const arc_descriptor& b) noexcept {
        return a.index <=> b.index;
    }
};

/// An undirected view as an undirected Boost graph: `edges` lists each tie once, and both its directions are one edge.
/// A self-tie is one edge, and stands once among the edges of its actor.
/// Takes 4 bytes an arc and O(n + m) time to make; cheap to copy.
class undirected_view {
public:
    explicit undirected_view(view of) : of_(std::move(of)) {
        expects(!of_.directed(), "an undirected_view is made from an undirected view: freeze with {.directed = false}");
        const auto rows = of_.out();
        auto numbers = std::make_shared<std::vector<std::uint32_t>>(of_.arc_count());
        // Rows ascend, so the arcs back to smaller actors stand first in each row, in the order in which they are met.
        std::vector<std::uint32_t> back(rows.offsets.begin(), rows.offsets.end() - 1);
        std::uint32_t next = 0;
        for (std::uint32_t v = 0; v < rows.size(); ++v) {
            for (auto arc = rows.offsets[v]; arc < rows.offsets[v + 1]; ++arc) {
                const auto w = rows.neighbours[arc];
                if (w < v) continue;
                (*numbers)[arc] = next;
                if (w > v) (*numbers)[back[w]++] = next;
                ++next;
            }
        }
        numbers_ = std::move(numbers);
    }

    [[nodiscard]] const view& base() const noexcept { return of_; }
    /// The number of each arc's tie, from 0 to `tie_count() - 1`.
    [[nodiscard]] std::span<const std::uint32_t> numbers() const noexcept { return *numbers_; }

private:
    view of_;
    std::shared_ptr<const std::vector<std::uint32_t>> numbers_;
};

namespace detail {

template <class Graph>
concept boost_view =
    std::same_as<std::remove_const_t<Graph>, view> || std::same_as<std::remove_const_t<Graph>, undirected_view>;

[[nodiscard]] inline const view& base_of(const view& of) noexcept {
    return of;
}
[[nodiscard]] inline const view& base_of(const undirected_view& of) noexcept {
    return of.base();
}
[[nodiscard]] inline const std::uint32_t* numbers_of(const view&) noexcept {
    return nullptr;
}
[[nodiscard]] inline const std::uint32_t* numbers_of(const undirected_view& of) noexcept {
    return of.numbers().data();
}

// The arc that runs the other way in an undirected view: the k-th of parallel arcs belongs to the k-th one back.
[[nodiscard]] inline std::uint32_t mate_of(const rows& in, std::uint32_t source, std::uint32_t arc) {
    const auto target = in.neighbours[arc];
    const auto row = in.of(source);
    const auto first = std::lower_bound(row.begin(), row.end(), target) - row.begin();
    const auto place_among_parallels = arc - (in.offsets[source] + static_cast<std::uint32_t>(first));
    const auto back = in.of(target);
    const auto found = std::lower_bound(back.begin(), back.end(), source) - back.begin();
    return in.offsets[target] + static_cast<std::uint32_t>(found) + place_among_parallels;
}

// What the iterators below have in common: the rows that they walk along and how edges are numbered.
template <class Self, class Traversal>
class arc_iterator : public boost::iterator_facade<Self, arc_descriptor, Traversal, arc_descriptor> {
public:
    arc_iterator() = default;
    arc_iterator(const rows& along, const std::uint32_t* numbers, std::uint32_t at)
        : rows_(along), numbers_(numbers), at_(at) {}

protected:
    [[nodiscard]] std::uint32_t index(std::uint32_t arc) const { return numbers_ == nullptr ? arc : numbers_[arc]; }

    rows rows_{};
    const std::uint32_t* numbers_ = nullptr;
    std::uint32_t at_ = 0;

private:
    friend class boost::iterator_core_access;
    [[nodiscard]] bool equal(const arc_iterator& other) const { return at_ == other.at_; }
    void increment() { static_cast<Self*>(this)->step(1); }
    void decrement() { static_cast<Self*>(this)->step(-1); }
    void advance(std::ptrdiff_t by) { static_cast<Self*>(this)->step(by); }
    [[nodiscard]] std::ptrdiff_t distance_to(const arc_iterator& other) const {
        return static_cast<std::ptrdiff_t>(other.at_) - static_cast<std::ptrdiff_t>(at_);
    }
    [[nodiscard]] arc_descriptor dereference() const { return static_cast<const Self*>(this)->here(); }
};

class out_edge_iterator : public arc_iterator<out_edge_iterator, boost::random_access_traversal_tag> {
public:
    out_edge_iterator() = default;
    out_edge_iterator(const rows& along, const std::uint32_t* numbers, std::uint32_t source, std::uint32_t at)
        : arc_iterator(along, numbers, at), source_(source) {}

    void step(std::ptrdiff_t by) { at_ = static_cast<std::uint32_t>(at_ + by); }
    [[nodiscard]] arc_descriptor here() const { return {source_, rows_.neighbours[at_], at_, index(at_)}; }

private:
    std::uint32_t source_ = 0;
};

class in_edge_iterator : public arc_iterator<in_edge_iterator, boost::random_access_traversal_tag> {
public:
    in_edge_iterator() = default;
    in_edge_iterator(const rows& along, const std::uint32_t* numbers, std::uint32_t target, std::uint32_t at)
        : arc_iterator(along, numbers, at), target_(target) {}

    void step(std::ptrdiff_t by) { at_ = static_cast<std::uint32_t>(at_ + by); }
    [[nodiscard]] arc_descriptor here() const {
        const auto arc = !rows_.arcs.empty() ? rows_.arcs[at_] : mate_of(rows_, target_, at_);
        return {rows_.neighbours[at_], target_, arc, index(arc)};
    }

private:
    std::uint32_t target_ = 0;
};

// All arcs in order; in an undirected_view those that lead to a larger actor or to the same.
class edge_iterator : public arc_iterator<edge_iterator, boost::forward_traversal_tag> {
public:
    edge_iterator() = default;
    edge_iterator(const rows& along, const std::uint32_t* numbers, std::uint32_t at)
        : arc_iterator(along, numbers, at) {
        settle();
    }

    void step(std::ptrdiff_t) {
        ++at_;
        settle();
    }
    [[nodiscard]] arc_descriptor here() const { return {source_, rows_.neighbours[at_], at_, index(at_)}; }

private:
    void settle() {
        for (; at_ < rows_.neighbours.size(); ++at_) {
            while (rows_.offsets[source_ + 1] <= at_) ++source_;
            if (numbers_ == nullptr || rows_.neighbours[at_] >= source_) return;
        }
    }

    std::uint32_t source_ = 0;
};

template <class DirectedCategory>
struct view_traits {
    struct traversal_category : virtual boost::vertex_list_graph_tag,
                                virtual boost::edge_list_graph_tag,
                                virtual boost::adjacency_graph_tag,
                                virtual boost::bidirectional_graph_tag {};
    using vertex_descriptor = std::uint32_t;
    using edge_descriptor = arc_descriptor;
    using directed_category = DirectedCategory;
    using edge_parallel_category = boost::allow_parallel_edge_tag;
    using vertex_iterator = boost::counting_iterator<std::uint32_t>;
    using adjacency_iterator = const std::uint32_t*;
    using out_edge_iterator = detail::out_edge_iterator;
    using in_edge_iterator = detail::in_edge_iterator;
    using edge_iterator = detail::edge_iterator;
    using vertices_size_type = std::size_t;
    using edges_size_type = std::size_t;
    using degree_size_type = std::uint32_t;
    static constexpr vertex_descriptor null_vertex() noexcept { return id<actor>::none; }
};

} // namespace detail

// The functions of Boost's concepts. Boost finds them by the graph's namespace.

template <detail::boost_view Graph>
[[nodiscard]] std::size_t num_vertices(const Graph& graph) {
    return detail::base_of(graph).actor_count();
}
template <detail::boost_view Graph>
[[nodiscard]] std::pair<boost::counting_iterator<std::uint32_t>, boost::counting_iterator<std::uint32_t>>
vertices(const Graph& graph) {
    const auto count = static_cast<std::uint32_t>(num_vertices(graph));
    return {boost::counting_iterator<std::uint32_t>(0U), boost::counting_iterator<std::uint32_t>(count)};
}
[[nodiscard]] inline std::size_t num_edges(const view& graph) {
    return graph.arc_count();
}
[[nodiscard]] inline std::size_t num_edges(const undirected_view& graph) {
    return graph.base().tie_count();
}
template <detail::boost_view Graph>
[[nodiscard]] std::pair<detail::edge_iterator, detail::edge_iterator> edges(const Graph& graph) {
    const auto rows = detail::base_of(graph).out();
    const auto* const numbers = detail::numbers_of(graph);
    return {{rows, numbers, 0}, {rows, numbers, static_cast<std::uint32_t>(rows.neighbours.size())}};
}
[[nodiscard]] constexpr std::uint32_t source(const arc_descriptor& edge, const view&) noexcept {
    return edge.source;
}
[[nodiscard]] constexpr std::uint32_t target(const arc_descriptor& edge, const view&) noexcept {
    return edge.target;
}
[[nodiscard]] inline std::uint32_t source(const arc_descriptor& edge, const undirected_view&) noexcept {
    return edge.source;
}
[[nodiscard]] inline std::uint32_t target(const arc_descriptor& edge, const undirected_view&) noexcept {
    return edge.target;
}
template <detail::boost_view Graph>
[[nodiscard]] std::uint32_t out_degree(std::uint32_t v, const Graph& graph) {
    return detail::base_of(graph).out().degree(v);
}
template <detail::boost_view Graph>
[[nodiscard]] std::uint32_t in_degree(std::uint32_t v, const Graph& graph) {
    return detail::base_of(graph).in().degree(v);
}
[[nodiscard]] inline std::uint32_t degree(std::uint32_t v, const view& graph) {
    return out_degree(v, graph) + in_degree(v, graph);
}
[[nodiscard]] inline std::uint32_t degree(std::uint32_t v, const undirected_view& graph) {
    return out_degree(v, graph);
}
template <detail::boost_view Graph>
[[nodiscard]] std::pair<detail::out_edge_iterator, detail::out_edge_iterator> out_edges(std::uint32_t v,
                                                                                        const Graph& graph) {
    const auto rows = detail::base_of(graph).out();
    const auto* const numbers = detail::numbers_of(graph);
    return {{rows, numbers, v, rows.offsets[v]}, {rows, numbers, v, rows.offsets[v + 1]}};
}
template <detail::boost_view Graph>
[[nodiscard]] std::pair<detail::in_edge_iterator, detail::in_edge_iterator> in_edges(std::uint32_t v,
                                                                                     const Graph& graph) {
    const auto rows = detail::base_of(graph).in();
    const auto* const numbers = detail::numbers_of(graph);
    return {{rows, numbers, v, rows.offsets[v]}, {rows, numbers, v, rows.offsets[v + 1]}};
}
template <detail::boost_view Graph>
[[nodiscard]] std::pair<const std::uint32_t*, const std::uint32_t*> adjacent_vertices(std::uint32_t v,
                                                                                      const Graph& graph) {
    const auto row = detail::base_of(graph).out().of(v);
    return {row.data(), row.data() + row.size()};
}

// Indices.

/// Boost's `edge_index`, from 0 to `num_edges - 1`.
struct arc_index_map {
    using key_type = arc_descriptor;
    using value_type = std::uint32_t;
    using reference = std::uint32_t;
    using category = boost::readable_property_map_tag;

    friend constexpr std::uint32_t get(const arc_index_map&, const arc_descriptor& edge) noexcept { return edge.index; }
    constexpr std::uint32_t operator[](const arc_descriptor& edge) const noexcept { return edge.index; }
};

template <detail::boost_view Graph>
[[nodiscard]] constexpr boost::typed_identity_property_map<std::uint32_t> get(boost::vertex_index_t,
                                                                              const Graph&) noexcept {
    return {};
}
template <detail::boost_view Graph>
[[nodiscard]] constexpr std::uint32_t get(boost::vertex_index_t, const Graph&, std::uint32_t v) noexcept {
    return v;
}
template <detail::boost_view Graph>
[[nodiscard]] constexpr arc_index_map get(boost::edge_index_t, const Graph&) noexcept {
    return {};
}
template <detail::boost_view Graph>
[[nodiscard]] constexpr std::uint32_t get(boost::edge_index_t, const Graph&, const arc_descriptor& edge) noexcept {
    return edge.index;
}
/// A weight must be named: see graph/boost_weights.hpp.
template <detail::boost_view Graph>
void get(boost::edge_weight_t, const Graph&) = delete;

} // namespace colearn

template <colearn::detail::boost_view Graph>
struct boost::graph_traits<Graph>
    : colearn::detail::view_traits<std::conditional_t<std::is_same_v<std::remove_const_t<Graph>, colearn::view>,
                                                      boost::bidirectional_tag, boost::undirected_tag>> {};
template <colearn::detail::boost_view Graph>
struct boost::property_map<Graph, boost::vertex_index_t> {
    using type = boost::typed_identity_property_map<std::uint32_t>;
    using const_type = type;
};
template <colearn::detail::boost_view Graph>
struct boost::property_map<Graph, boost::edge_index_t> {
    using type = colearn::arc_index_map;
    using const_type = type;
};
/// Left undefined on purpose: name the weight by graph/boost_weights.hpp.
template <colearn::detail::boost_view Graph>
struct boost::property_map<Graph, boost::edge_weight_t>;

#endif

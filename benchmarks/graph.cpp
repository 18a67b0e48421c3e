// SPDX-License-Identifier: BSL-1.0
// How long it takes to freeze ties into a view, and how much memory: district 10,000 actors and 100,000 ties, state
// 200,000 and 2 million, nation 4 million and 40 million.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <optional>
#include <span>
#include <string>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>
#include <utility>
#include <vector>

#include <boost/graph/compressed_sparse_row_graph.hpp>
#ifdef COLEARN_HAS_IGRAPH
#include <igraph.h>
#endif

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/learning_system.hpp>

#include "support/compare.hpp"

namespace {

struct columns {
    std::size_t actors = 0;
    std::vector<std::uint32_t> sources;
    std::vector<std::uint32_t> targets;
    std::vector<double> strengths;

    [[nodiscard]] colearn::tie_columns view() const { return {sources, targets, strengths}; }
    [[nodiscard]] std::size_t bytes() const { return sources.size() * 16; }
};

// In no order; some are named far more often than others: the density of targets falls like 1 / sqrt.
columns make_columns(const std::string& size) {
    const std::size_t actors = size == "district" ? 10'000 : size == "state" ? 200'000 : 4'000'000;
    const auto ties = actors * 10;
    columns out{actors, std::vector<std::uint32_t>(ties), std::vector<std::uint32_t>(ties), std::vector<double>(ties)};
    colearn::random_stream stream(1);
    for (std::size_t i = 0; i < ties; ++i) {
        const double at = colearn::uniform(stream);
        out.sources[i] = static_cast<std::uint32_t>(colearn::uniform_index(stream, actors));
        out.targets[i] = static_cast<std::uint32_t>(at * at * static_cast<double>(actors));
        out.strengths[i] = 1 - colearn::uniform(stream);
    }
    return out;
}

// All ties are kept, as the peers keep them.
colearn::freeze_options keep_all(unsigned threads, bool directed = true) {
    return {.directed = directed,
            .self_ties = colearn::loops::keep,
            .parallel = colearn::parallel_ties::keep,
            .threads = threads};
}

bool same_row(std::span<const std::uint32_t> ours, std::vector<std::uint32_t>& theirs) {
    std::sort(theirs.begin(), theirs.end());
    return std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end());
}

// The largest resident memory of a process that makes the columns and freezes them, in bytes.
std::optional<double> peak_of_freezing(const std::string& size, bool directed) {
    int channel[2];
    if (pipe(channel) != 0) return std::nullopt;
    const auto child = fork();
    if (child == 0) {
        const auto ties = make_columns(size);
        const auto frozen = colearn::freeze(ties.view(), ties.actors, {.directed = directed});
        rusage usage{};
        getrusage(RUSAGE_SELF, &usage);
        const double peak = static_cast<double>(usage.ru_maxrss) * 1024;
        const bool told = frozen.arc_count() > 0 && write(channel[1], &peak, sizeof peak) == sizeof peak;
        _exit(told ? 0 : 1);
    }
    close(channel[1]);
    double peak = 0;
    const bool heard = child > 0 && read(channel[0], &peak, sizeof peak) == sizeof peak;
    close(channel[0]);
    if (child > 0) waitpid(child, nullptr, 0);
    return heard ? std::optional(peak) : std::nullopt;
}

using boost_graph = boost::compressed_sparse_row_graph<boost::directedS, boost::no_property, double, boost::no_property,
                                                       std::uint32_t, std::uint32_t>;
using boost_both_ways = boost::compressed_sparse_row_graph<boost::bidirectionalS, boost::no_property, double,
                                                           boost::no_property, std::uint32_t, std::uint32_t>;

template <class Graph>
bool same_rows(const colearn::view& ours, const Graph& theirs) {
    std::vector<std::uint32_t> row;
    for (std::uint32_t v = 0; v < ours.actor_count(); ++v) {
        const auto [first, last] = adjacent_vertices(v, theirs);
        row.assign(first, last);
        if (!same_row(ours.out().of(v), row)) return false;
        if constexpr (std::is_same_v<Graph, boost_both_ways>) {
            row.clear();
            for (auto [edge, end] = in_edges(v, theirs); edge != end; ++edge) row.push_back(source(*edge, theirs));
            if (!same_row(ours.in().of(v), row)) return false;
        }
    }
    return true;
}

#ifdef COLEARN_HAS_IGRAPH
class igraph_peer {
public:
    explicit igraph_peer(const columns& ties) : actors_(static_cast<igraph_integer_t>(ties.actors)) {
        igraph_vector_int_init(&edges_, static_cast<igraph_integer_t>(2 * ties.sources.size()));
        for (std::size_t i = 0; i < ties.sources.size(); ++i) {
            VECTOR(edges_)[2 * i] = ties.sources[i];
            VECTOR(edges_)[2 * i + 1] = ties.targets[i];
        }
    }
    igraph_peer(const igraph_peer&) = delete;
    igraph_peer& operator=(const igraph_peer&) = delete;
    ~igraph_peer() {
        clear();
        igraph_vector_int_destroy(&edges_);
    }

    void build(bool directed) {
        clear();
        igraph_create(&graph_, &edges_, actors_, directed);
        made_ = true;
    }
    bool same_as(const colearn::view& ours) const {
        std::vector<std::uint32_t> row;
        igraph_vector_int_t found;
        igraph_vector_int_init(&found, 0);
        bool same = true;
        const auto check = [&](std::uint32_t v, std::span<const std::uint32_t> expected, igraph_neimode_t which) {
            igraph_neighbors(&graph_, &found, v, which);
            row.clear();
            for (igraph_integer_t i = 0; i < igraph_vector_int_size(&found); ++i) {
                const auto w = static_cast<std::uint32_t>(VECTOR(found)[i]);
                row.push_back(w);
                if (!ours.directed() && w == v) ++i; // an undirected self-tie stands twice in igraph
            }
            same = same && same_row(expected, row);
        };
        for (std::uint32_t v = 0; v < ours.actor_count() && same; ++v) {
            check(v, ours.out().of(v), IGRAPH_OUT);
            check(v, ours.in().of(v), IGRAPH_IN);
        }
        igraph_vector_int_destroy(&found);
        return same;
    }

private:
    void clear() {
        if (made_) igraph_destroy(&graph_);
        made_ = false;
    }
    igraph_integer_t actors_;
    igraph_vector_int_t edges_;
    igraph_t graph_{};
    bool made_ = false;
};
#endif

void compare_views(bench::session& session, const columns& ties) {
    const auto n = static_cast<double>(ties.actors);
    const auto m = static_cast<double>(ties.sources.size());
    const auto bandwidth = session.bandwidth().triad;
    // Columns in: 16 bytes a tie. Rows out: 12 bytes an arc and 4 an actor; incoming rows 16 and 4, read from the
    // others.
    const double out_bytes = 16 * m + 12 * m + 4 * n;
    const double both_bytes = out_bytes + 12 * m + 4 * n + 16 * m + 4 * n;
    const double undirected_bytes = 16 * m + 24 * m + 4 * n;

    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (std::size_t i = 0; i < ties.sources.size(); ++i) pairs.emplace_back(ties.sources[i], ties.targets[i]);
    std::optional<boost_graph> boost_out;
    std::optional<boost_both_ways> boost_both;
    colearn::view ours;
    const auto threads = session.threads();

    session.compare({.kernel = "view_build",
                     .ours =
                         [&] {
                             ours = {};
                             ours = colearn::freeze(ties.view(), ties.actors, keep_all(threads));
                         },
                     .peers = {{"Boost CSR (rows unsorted)",
                                [&] {
                                    boost_out.reset();
                                    boost_out.emplace(boost::edges_are_unsorted_multi_pass, pairs.begin(), pairs.end(),
                                                      ties.strengths.begin(), ties.actors);
                                },
                                [&] { return same_rows(ours, *boost_out); }}},
                     .floor_seconds = out_bytes / bandwidth});
    boost_out.reset();

    bench::comparison both{.kernel = "view_build with in()",
                           .ours =
                               [&] {
                                   ours = {};
                                   ours = colearn::freeze(ties.view(), ties.actors, keep_all(threads));
                                   (void)ours.in(threads);
                               },
                           .floor_seconds = both_bytes / bandwidth};
    both.peers.push_back({"Boost CSR (rows unsorted)",
                          [&] {
                              boost_both.reset();
                              boost_both.emplace(boost::edges_are_unsorted_multi_pass, pairs.begin(), pairs.end(),
                                                 ties.strengths.begin(), ties.actors);
                          },
                          [&] { return same_rows(ours, *boost_both); }});
#ifdef COLEARN_HAS_IGRAPH
    // igraph indexes both directions at once, and holds no weights.
    igraph_peer igraph(ties);
    both.peers.push_back({"igraph", [&] { igraph.build(true); }, [&] { return igraph.same_as(ours); }});
#endif
    session.compare(both);
    boost_both.reset();

    bench::comparison undirected{.kernel = "view_build undirected",
                                 .ours =
                                     [&] {
                                         ours = {};
                                         ours = colearn::freeze(ties.view(), ties.actors, keep_all(threads, false));
                                     },
                                 .floor_seconds = undirected_bytes / bandwidth};
#ifdef COLEARN_HAS_IGRAPH
    undirected.peers.push_back({"igraph", [&] { igraph.build(false); }, [&] { return igraph.same_as(ours); }});
#endif
    session.compare(undirected);
}

void compare_network(bench::session& session, const columns& ties) {
    colearn::system_network net;
    net.reserve<colearn::family>(ties.actors);
    net.reserve_ties(ties.sources.size());
    for (std::size_t v = 0; v < ties.actors; ++v) net.add(colearn::family{});
    const auto kind = net.add(colearn::layer{.name = "knows"});
    for (std::size_t i = 0; i < ties.sources.size(); ++i)
        net.connect(colearn::id<colearn::family>{ties.sources[i]}, colearn::id<colearn::family>{ties.targets[i]}, kind,
                    {.trust = ties.strengths[i]});
    const auto n = static_cast<double>(ties.actors);
    const auto m = static_cast<double>(ties.sources.size());
    colearn::view ours;
    session.compare({.kernel = "view_build from a network",
                     .ours =
                         [&] {
                             ours = {};
                             ours = colearn::freeze(net, {.threads = session.threads()});
                         },
                     .floor_seconds = (26 * m + 12 * m + 12 * n) / session.bandwidth().triad});
}

} // namespace

int main(int argc, char** argv) {
    bench::session session("graph", argc, argv);
    std::vector<std::string> notes;
    if (session.wants("view_build")) {
        for (const bool directed : {true, false}) {
            // In processes of their own, and before this one has grown.
            const auto peak = peak_of_freezing(session.size(), directed);
            const auto input = static_cast<double>(make_columns(session.size()).bytes());
            if (peak)
                notes.push_back("peak memory of a process that freezes " +
                                std::string(directed ? "a directed" : "an undirected") +
                                " view: " + std::to_string(static_cast<int>(*peak / 1e6)) + " MB, " +
                                std::to_string(*peak / input).substr(0, 4) + " times the input columns");
        }
    }
    const auto ties = make_columns(session.size());
    if (session.wants("view_build")) compare_views(session, ties);
    if (session.wants("view_build from a network")) compare_network(session, ties);
    const int outcome = session.finish();
    for (const auto& note : notes) std::cout << note << '\n';
    return outcome;
}

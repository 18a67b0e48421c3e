// SPDX-License-Identifier: BSL-1.0
// Who holds the network together: PageRank and betweenness beside igraph and Boost.Graph.
// A peer's own graph is built beforehand and not timed; what ours needs beforehand has a row of its own.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/compressed_sparse_row_graph.hpp>
#include <boost/graph/page_rank.hpp>
#include <boost/property_map/property_map.hpp>

#include <colearn/graph/freeze.hpp>
#include <colearn/graph/generate_ties.hpp>
#include <colearn/graph/lengths.hpp>
#include <colearn/measures/betweenness.hpp>
#include <colearn/measures/pagerank.hpp>

#include "support/compare.hpp"

#ifdef COLEARN_HAS_IGRAPH
#include <igraph/igraph.h>
#endif

namespace {

constexpr double damping = .85;
constexpr double l1_change = 1e-10;
constexpr std::uint64_t seed = 2022;
constexpr std::size_t sampled = 64; // sources, where all would take hours

using scores = std::vector<double>;

scores values_of(const colearn::actor_map<double>& map) {
    return {map.values().begin(), map.values().end()};
}

double sum_of(const scores& values) {
    double sum = 0;
    for (const double one : values) sum += one;
    return sum;
}

// Sum of the differences, once both sum to 1: a solution without restarts from dangling actors is the same up to scale.
bool same_distribution(const scores& ours, const scores& theirs) {
    if (ours.size() != theirs.size()) return false;
    const double mine = sum_of(ours);
    const double other = sum_of(theirs);
    double apart = 0;
    for (std::size_t v = 0; v < ours.size(); ++v) apart += std::fabs(ours[v] / mine - theirs[v] / other);
    return apart <= 1e-8;
}

bool same_scores(const scores& ours, const scores& theirs, double factor = 1) {
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
              seed)) {}

    colearn::view frozen(bool directed, bool weighted = true) const {
        auto ties = made.columns();
        if (!weighted) ties.strengths = {};
        return colearn::freeze(ties, made.people.actor_count(), {.directed = directed});
    }

    colearn::generated_ties made;
};

void pagerank(bench::session& session, const network& net, bool directed, bool weighted) {
    const std::string kernel =
        std::string("pagerank") + (directed ? "" : " undirected") + (weighted ? "" : " without strengths");
    if (!session.wants(kernel)) return;
    const auto of = net.frozen(directed, weighted);
    (void)of.in();
    colearn::pagerank_result ours;
    bench::comparison one{.kernel = kernel, .ours = [&] {
                              ours = colearn::pagerank(
                                  of, {.damping = damping, .tolerance = l1_change, .threads = session.threads()});
                          }};
#ifdef COLEARN_HAS_IGRAPH
    igraph_graph theirs(of, of.out().strengths);
    igraph_values found;
    one.peers.push_back({"igraph",
                         [&] {
                             igraph_real_t value = 0;
                             igraph_pagerank(theirs.get(), IGRAPH_PAGERANK_ALGO_PRPACK, found.get(), &value,
                                             igraph_vss_all(), directed, damping,
                                             weighted ? theirs.values.get() : nullptr, nullptr);
                         },
                         [&] { return same_distribution(values_of(ours.score), found.values()); }});
#endif
    // Boost.Graph has no strengths here, and stops after a number of passes that its user chooses. It starts from next
    // to nothing, and each pass brings it closer by the damping: so many reach a relative error as small as the
    // tolerance.
    std::optional<boost_graph> graph;
    scores boost_score(of.actor_count());
    const auto passes = static_cast<std::size_t>(
        colearn::pagerank(of, {.damping = damping, .tolerance = l1_change}).certificate.iterations);
    const auto boost_passes = static_cast<std::size_t>(std::ceil(std::log(l1_change) / std::log(damping)));
    if (!weighted) {
        graph.emplace(make_boost_graph(of, of.out().strengths));
        one.peers.push_back({"Boost.Graph",
                             [&] {
                                 boost::graph::page_rank(*graph,
                                                         boost::make_iterator_property_map(
                                                             boost_score.begin(), get(boost::vertex_index, *graph)),
                                                         boost::graph::n_iterations(boost_passes), damping);
                             },
                             [&] { return same_distribution(values_of(ours.score), boost_score); }});
    }
    // A pass reads the incoming rows and what each actor hands on, and for each actor its row's end, its share of
    // restarts, its score and its outgoing strength; it writes the score and what is handed on.
    const double n = static_cast<double>(of.actor_count());
    const double m = static_cast<double>(of.arc_count());
    const double bytes = m * (weighted ? 12 : 4) + n * (4 + 6 * 8);
    if (session.size() != "district") // a district stays in the cache
        one.floor_seconds = static_cast<double>(passes) * bytes / session.bandwidth().read;
    session.compare(one);
}

// Betweenness of all actors, or from `sampled` sources where the network is large.
template <class Run>
void betweenness(bench::session& session, const std::string& name, const colearn::view& of,
                 const std::vector<double>& lengths, bool weighted, Run run) {
    const bool all = session.size() == "district";
    const std::string kernel = all ? name : name + " (" + std::to_string(sampled) + " sources)";
    colearn::betweenness_options options{.threads = session.threads()};
    if (!all)
        for (std::size_t k = 0; k < sampled; ++k)
            options.sources.push_back(colearn::id<colearn::actor>{k * of.actor_count() / sampled});
    colearn::betweenness_result ours;
    bench::comparison one{.kernel = kernel, .ours = [&] { ours = run(options); }};
#ifdef COLEARN_HAS_IGRAPH
    igraph_graph theirs(of, lengths);
    igraph_values found;
    one.peers.push_back({"igraph",
                         [&] {
                             auto* const along = weighted ? theirs.values.get() : nullptr;
                             if (all) {
                                 igraph_betweenness(theirs.get(), found.get(), igraph_vss_all(), of.directed(), along);
                                 return;
                             }
                             igraph_vector_int_t sources;
                             igraph_vector_int_init(&sources, 0);
                             for (const auto who : options.sources) igraph_vector_int_push_back(&sources, who.index);
                             igraph_betweenness_subset(theirs.get(), found.get(), igraph_vss_all(), of.directed(),
                                                       igraph_vss_vector(&sources), igraph_vss_all(), along);
                             igraph_vector_int_destroy(&sources);
                         },
                         [&] { return same_scores(values_of(ours.score), found.values()); }});
#endif
    std::optional<boost_graph> graph;
    scores boost_score(of.actor_count());
    if (all) { // Boost.Graph cannot do some sources only
        graph.emplace(make_boost_graph(of, lengths));
        one.peers.push_back(
            {"Boost.Graph",
             [&] {
                 const auto score =
                     boost::make_iterator_property_map(boost_score.begin(), get(boost::vertex_index, *graph));
                 if (weighted)
                     boost::brandes_betweenness_centrality(
                         *graph, boost::centrality_map(score).weight_map(get(boost::edge_bundle, *graph)));
                 else
                     boost::brandes_betweenness_centrality(*graph, score);
             },
             [&] { return same_scores(values_of(ours.score), boost_score, of.directed() ? 1 : .5); }});
    }
    session.compare(one);
}

} // namespace

int main(int argc, char** argv) {
    bench::session session("centrality", argc, argv);
    const network net(session.size());

    session.compare({.kernel = "pagerank (prepare)", .threads = 1, .ours = [&] { (void)net.frozen(true).in(); }});
    for (const bool directed : {true, false})
        for (const bool weighted : {true, false}) pagerank(session, net, directed, weighted);
    if (session.size() == "nation") return session.finish();

    for (const bool directed : {false, true}) {
        const std::string name = directed ? "betweenness directed" : "betweenness";
        if (!session.wants(name)) continue;
        const auto of = net.frozen(directed);
        betweenness(session, name, of, std::vector<double>(of.arc_count(), 1.), false,
                    [&](const auto& options) { return colearn::betweenness(of, options); });
    }
    if (session.wants("betweenness_weighted")) {
        const auto of = net.frozen(false);
        const auto by = colearn::lengths_from(of, colearn::negative_log_trust{.ceiling = .99});
        betweenness(session, "betweenness_weighted", of, {by.values().begin(), by.values().end()}, true,
                    [&](const auto& options) { return colearn::betweenness(of, by, options); });
    }
    return session.finish();
}

// SPDX-License-Identifier: BSL-1.0
// Who holds the network together: PageRank, eigenvector and Katz centrality beside igraph and Boost.Graph.
// A peer's own graph is built beforehand and not timed; what ours needs beforehand has a row of its own.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include <boost/graph/page_rank.hpp>
#include <boost/property_map/property_map.hpp>

#include <colearn/measures/eigenvector.hpp>
#include <colearn/measures/katz.hpp>
#include <colearn/measures/pagerank.hpp>

#include "support/compare.hpp"
#include "support/peers.hpp"

namespace {

using namespace bench;

constexpr double damping = .85;
constexpr double l1_change = 1e-10;

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

// The same tolerance for both: ARPACK's is that of its Ritz value, ours the true residual.
void eigenvector(bench::session& session, const network& net, bool directed) {
    const std::string kernel = directed ? "eigenvector" : "eigenvector undirected";
    if (!session.wants(kernel)) return;
    const auto of = net.frozen(directed);
    (void)of.in();
    colearn::eigenvector_result ours;
    bench::comparison one{.kernel = kernel,
                          .ours = [&] { ours = colearn::eigenvector(of, {.threads = session.threads()}); }};
#ifdef COLEARN_HAS_IGRAPH
    igraph_set_warning_handler(igraph_warning_handler_ignore); // it warns of strengths on directed ties
    igraph_graph theirs(of, of.out().strengths);
    igraph_values found;
    one.peers.push_back({"igraph (ARPACK)",
                         [&] {
                             igraph_real_t value = 0;
                             igraph_arpack_options_t how;
                             igraph_arpack_options_init(&how);
                             igraph_eigenvector_centrality(theirs.get(), found.get(), &value, directed, true,
                                                           theirs.values.get(), &how);
                         },
                         [&] {
                             const auto score = ours.score.values();
                             return same_scores({score.begin(), score.end()}, found.values());
                         }});
#endif
    // On a directed view the passes are over the parts that were looked at, of many sizes.
    if (!directed && session.size() != "district") { // a district stays in the cache
        const auto products = colearn::eigenvector(of).certificate.products;
        const double bytes =
            static_cast<double>(of.arc_count()) * 12 + static_cast<double>(of.actor_count()) * (4 + 2 * 8);
        one.floor_seconds = static_cast<double>(products) * bytes / session.bandwidth().read;
    }
    session.compare(one);
}

// No peer here has Katz centrality: what a user would write is the sum of damped walks, step by step, over Boost's
// rows.
void katz(bench::session& session, const network& net) {
    if (!session.wants("katz")) return;
    const auto of = net.frozen(true);
    (void)of.in();
    colearn::katz_result ours;
    const double factor = colearn::katz(of).certificate.attenuation;
    const auto graph = make_boost_graph(of, of.out().strengths);
    scores found;
    session.compare({.kernel = "katz",
                     .ours = [&] { ours = colearn::katz(of, {.attenuation = factor, .threads = session.threads()}); },
                     .peers = {{"walks summed over Boost.Graph",
                                [&] {
                                    scores walks(of.actor_count(), 1.);
                                    scores next(walks.size());
                                    found = walks;
                                    for (double most = 1; most > 1e-10;) {
                                        std::fill(next.begin(), next.end(), 0.);
                                        const auto [arc, end] = edges(graph);
                                        for (auto at = arc; at != end; ++at)
                                            next[target(*at, graph)] += factor * graph[*at] * walks[source(*at, graph)];
                                        most = 0;
                                        for (std::size_t v = 0; v < next.size(); ++v) {
                                            found[v] += next[v];
                                            most = (std::max)(most, next[v]);
                                        }
                                        walks.swap(next);
                                    }
                                },
                                [&] { return same_scores(values_of(ours.score), found); }}}});
}

} // namespace

int main(int argc, char** argv) {
    bench::session session("centrality", argc, argv);
    const network net(session.size());

    session.compare({.kernel = "pagerank (prepare)", .threads = 1, .ours = [&] { (void)net.frozen(true).in(); }});
    for (const bool directed : {true, false})
        for (const bool weighted : {true, false}) pagerank(session, net, directed, weighted);
    for (const bool directed : {true, false}) eigenvector(session, net, directed);
    if (session.size() != "nation") katz(session, net);
    return session.finish();
}

// SPDX-License-Identifier: BSL-1.0
// Who is near to all, and who stands between them: closeness, harmonic centrality and betweenness beside igraph and
// Boost.Graph. A peer's own graph is built beforehand and not timed; what ours needs beforehand is in its time.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iostream>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#include <boost/graph/betweenness_centrality.hpp>
#include <boost/graph/breadth_first_search.hpp>
#include <boost/graph/dijkstra_shortest_paths.hpp>
#include <boost/property_map/property_map.hpp>

#include <colearn/graph/lengths.hpp>
#include <colearn/measures/betweenness.hpp>
#include <colearn/measures/closeness.hpp>
#include <colearn/measures/detail/many_source_search.hpp>
#include <colearn/measures/sampled_betweenness.hpp>
#include <colearn/measures/tie_betweenness.hpp>

#include "support/compare.hpp"
#include "support/kadabra.hpp"
#include "support/peak_memory.hpp"
#include "support/peers.hpp"

namespace {

using namespace bench;
using ids = std::vector<colearn::id<colearn::actor>>;

// Where all would take hours, so many spread evenly; else empty, which stands for all.
ids some_sources(const bench::session& session, const colearn::view& of, std::size_t count) {
    ids made;
    if (session.size() != "district")
        for (std::size_t k = 0; k < count; ++k)
            made.push_back(colearn::id<colearn::actor>{k * of.actor_count() / count});
    return made;
}

std::string named(const std::string& kernel, const ids& sources) {
    return sources.empty() ? kernel : kernel + " (" + std::to_string(sources.size()) + " sources)";
}

ids or_all(const ids& sources, const colearn::view& of) {
    if (!sources.empty()) return sources;
    ids all;
    for (const auto who : of.actors()) all.push_back(who);
    return all;
}

#ifdef COLEARN_HAS_IGRAPH
// igraph's selection of some actors, or of all.
class igraph_selection {
public:
    explicit igraph_selection(const ids& sources) : all_(sources.empty()) {
        igraph_vector_int_init(&some_, 0);
        for (const auto who : sources) igraph_vector_int_push_back(&some_, who.index);
    }
    ~igraph_selection() { igraph_vector_int_destroy(&some_); }
    igraph_selection(const igraph_selection&) = delete;
    igraph_selection& operator=(const igraph_selection&) = delete;
    igraph_vs_t get() { return all_ ? igraph_vss_all() : igraph_vss_vector(&some_); }

private:
    igraph_vector_int_t some_;
    bool all_;
};
#endif

// Where a peer has nothing to say of an actor that reaches nobody, nothing is compared.
bool same_measured(const colearn::measured_map& ours, const ids& sources, const scores& theirs) {
    if (theirs.size() != sources.size()) return false;
    for (std::size_t k = 0; k < sources.size(); ++k) {
        const auto mine = ours[sources[k]];
        if (mine.defined() != !std::isnan(theirs[k])) return false;
        if (mine.value && !(std::fabs(*mine.value - theirs[k]) <= 1e-9 * (1 + theirs[k]))) return false;
    }
    return true;
}

// Harmonic centrality, or closeness over those in reach, both as igraph has them.
void closeness(bench::session& session, bool harmonic, bool directed) {
    const auto name = std::string(harmonic ? "harmonic" : "closeness") + (directed ? " directed" : "");
    if (!session.wants(name)) return;
    const auto of = network(session.size()).frozen(directed, false);
    (void)of.in();
    const auto chosen = some_sources(session, of, 512);
    const auto sources = or_all(chosen, of);
    colearn::measured_map ours;
    bench::comparison one{
        .kernel = named(name, chosen), .ours = [&] {
            if (harmonic)
                ours =
                    colearn::harmonic(of, {.normalised = true, .actors = chosen, .threads = session.threads()}).score;
            else
                ours = colearn::closeness(of, {.convention = colearn::closeness_convention::within_reach,
                                               .actors = chosen,
                                               .threads = session.threads()})
                           .score;
        }};
    print_memory(one.kernel, of.actor_count(), "actor", one.ours);
#ifdef COLEARN_HAS_IGRAPH
    igraph_graph theirs(of, of.out().strengths);
    igraph_values found;
    igraph_selection some(chosen);
    one.peers.push_back(
        {"igraph",
         [&] {
             igraph_bool_t all = false;
             if (harmonic)
                 igraph_harmonic_centrality(theirs.get(), found.get(), some.get(), IGRAPH_OUT, nullptr, true);
             else
                 igraph_closeness(theirs.get(), found.get(), nullptr, &all, some.get(), IGRAPH_OUT, nullptr, true);
         },
         [&] { return same_measured(ours, sources, found.values()); }});
#endif
    // Boost.Graph's measure wants a matrix of all distances; its search is what a user would build it from.
    const auto graph = make_boost_graph(of, of.out().strengths);
    scores boost_score;
    std::vector<std::uint32_t> away(of.actor_count());
    one.peers.push_back(
        {"Boost.Graph",
         [&] {
             boost_score.clear();
             const auto map = boost::make_iterator_property_map(away.begin(), get(boost::vertex_index, graph));
             for (const auto who : sources) {
                 std::fill(away.begin(), away.end(), 0U);
                 boost::breadth_first_search(
                     graph, vertex(who.index, graph),
                     boost::visitor(boost::make_bfs_visitor(boost::record_distances(map, boost::on_tree_edge()))));
                 double reached = 0, total = 0, reciprocals = 0;
                 for (const auto d : away) {
                     if (d == 0) continue;
                     reached += 1;
                     total += d;
                     reciprocals += 1. / d;
                 }
                 boost_score.push_back(harmonic ? reciprocals / (static_cast<double>(of.actor_count()) - 1)
                                                : reached / total);
             }
         },
         [&] { return same_measured(ours, sources, boost_score); }});
    // In each step of 512 searches the arcs are read, and each actor's two rows of 512 bits are read or written.
    std::uint64_t steps = 0;
    const std::vector<std::uint32_t> first{0};
    (void)colearn::detail::many_source_search(of.out(), of.in())
        .run(
            first, {}, [](const colearn::detail::bit_row&) {}, [&](std::uint64_t distance) { steps = distance; });
    const auto batches = static_cast<double>((sources.size() + 511) / 512);
    const double bytes = 4 * static_cast<double>(of.arc_count()) + 2 * 64 * static_cast<double>(of.actor_count());
    if (session.size() != "district") // a district stays in the cache
        one.floor_seconds = batches * static_cast<double>(steps) * bytes / session.bandwidth().read;
    session.compare(one);
}

// Closeness over those in reach along ties of different lengths.
template <class Lengths>
void closeness_along(bench::session& session, const std::string& name, const Lengths& by) {
    const auto& of = by.of();
    const auto chosen = some_sources(session, of, 64);
    const auto sources = or_all(chosen, of);
    const std::vector<double> along(by.values().begin(), by.values().end());
    colearn::measured_map ours;
    bench::comparison one{.kernel = named(name, chosen), .ours = [&] {
                              ours = colearn::closeness(of, by,
                                                        {.convention = colearn::closeness_convention::within_reach,
                                                         .actors = chosen,
                                                         .threads = session.threads()})
                                         .score;
                          }};
    print_memory(one.kernel, of.actor_count(), "actor", one.ours);
#ifdef COLEARN_HAS_IGRAPH
    igraph_graph theirs(of, along);
    igraph_values found;
    igraph_selection some(chosen);
    one.peers.push_back({"igraph",
                         [&] {
                             igraph_bool_t all = false;
                             igraph_closeness(theirs.get(), found.get(), nullptr, &all, some.get(), IGRAPH_OUT,
                                              theirs.values.get(), true);
                         },
                         [&] { return same_measured(ours, sources, found.values()); }});
#endif
    const auto graph = make_boost_graph(of, along);
    scores boost_score;
    std::vector<double> away(of.actor_count());
    one.peers.push_back(
        {"Boost.Graph",
         [&] {
             boost_score.clear();
             const auto map = boost::make_iterator_property_map(away.begin(), get(boost::vertex_index, graph));
             constexpr auto unreached = std::numeric_limits<double>::max();
             for (const auto who : sources) {
                 boost::dijkstra_shortest_paths(
                     graph, vertex(who.index, graph),
                     boost::distance_map(map).weight_map(get(boost::edge_bundle, graph)).distance_inf(unreached));
                 double reached = -1, total = 0; // itself does not count
                 for (const auto d : away) {
                     if (d == unreached) continue;
                     reached += 1;
                     total += d;
                 }
                 boost_score.push_back(reached / total);
             }
         },
         [&] { return same_measured(ours, sources, boost_score); }});
    session.compare(one);
}

// Trust on a five-point scale, length 1 / w: 12, 15, 20, 30 or 60.
colearn::lengths<std::uint32_t> five_point_lengths(const colearn::view& of) {
    return colearn::lengths_from(of, [](colearn::strength trust) {
        const auto point = std::clamp(std::ceil(5 * trust.value), 1., 5.);
        return static_cast<std::uint32_t>(60 / point);
    });
}

colearn::lengths<double> real_lengths(const colearn::view& of) {
    return colearn::lengths_from(of, colearn::negative_log_trust{.ceiling = .99});
}

// Betweenness of all actors, or from some sources where the network is large.
template <class Run>
void betweenness(bench::session& session, const std::string& name, const colearn::view& of,
                 const std::vector<double>& lengths, bool weighted, Run run) {
    const auto chosen = some_sources(session, of, 64);
    const colearn::betweenness_options options{.sources = chosen, .threads = session.threads()};
    colearn::betweenness_result ours;
    bench::comparison one{.kernel = named(name, chosen), .ours = [&] { ours = run(options); }};
    print_memory(one.kernel, of.actor_count(), "actor", one.ours);
#ifdef COLEARN_HAS_IGRAPH
    igraph_graph theirs(of, lengths);
    igraph_values found;
    igraph_selection some(chosen);
    one.peers.push_back({"igraph",
                         [&] {
                             auto* const along = weighted ? theirs.values.get() : nullptr;
                             if (chosen.empty())
                                 igraph_betweenness(theirs.get(), found.get(), igraph_vss_all(), of.directed(), along);
                             else
                                 igraph_betweenness_subset(theirs.get(), found.get(), igraph_vss_all(), of.directed(),
                                                           some.get(), igraph_vss_all(), along);
                         },
                         [&] { return same_scores(values_of(ours.score), found.values()); }});
#endif
    std::optional<boost_graph> graph;
    scores boost_score(of.actor_count());
    if (chosen.empty()) { // Boost.Graph cannot do some sources only
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

template <class Lengths>
void betweenness_along(bench::session& session, const std::string& name, const Lengths& by) {
    betweenness(session, name, by.of(), {by.values().begin(), by.values().end()}, true,
                [&](const auto& options) { return colearn::betweenness(by.of(), by, options); });
}

// Sampled betweenness: no installed peer has it. What a peer would need is samples, so KADABRA's number is printed.
void sampled(bench::session& session, bool directed) {
    const std::string name = directed ? "betweenness_sampled directed" : "betweenness_sampled";
    if (!session.wants(name)) return;
    const auto of = network(session.size()).frozen(directed, false);
    (void)of.in();
    colearn::sampled_betweenness_result ours;
    session.compare({.kernel = name, .ours = [&] {
                         ours = colearn::sampled_betweenness(
                             of, {.epsilon = .01, .delta = .1, .threads = session.threads()});
                     }});
    std::uint64_t steps = 0;
    std::vector<std::uint32_t> first;
    for (std::uint32_t k = 0; k < 512; ++k) first.push_back(static_cast<std::uint32_t>(k * of.actor_count() / 512));
    (void)colearn::detail::many_source_search(of.out(), of.in())
        .run(
            first, {}, [](const colearn::detail::bit_row&) {}, [&](std::uint64_t distance) { steps = distance; });
    std::cerr << name << ": " << ours.certificate.samples + ours.certificate.pilot_samples
              << " samples for epsilon .01 and delta .1; KADABRA "
              << kadabra_samples(of, static_cast<double>(steps), .01, .1, 1) << " (diameter at least " << steps
              << ")\n";
}

// Betweenness of ties; igraph's is of all actors only.
void ties(bench::session& session, bool directed) {
    const std::string name = directed ? "betweenness_ties directed" : "betweenness_ties";
    if (!session.wants(name) || session.size() != "district") return;
    const auto of = network(session.size()).frozen(directed, false);
    colearn::tie_betweenness_result ours;
    bench::comparison one{.kernel = name,
                          .ours = [&] { ours = colearn::tie_betweenness(of, {.threads = session.threads()}); }};
#ifdef COLEARN_HAS_IGRAPH
    igraph_graph theirs(of, of.out().strengths);
    igraph_values found;
    one.peers.push_back({"igraph", [&] { igraph_edge_betweenness(theirs.get(), found.get(), directed, nullptr); },
                         [&] {
                             scores mine; // in the order in which igraph was given the ties
                             for (std::uint32_t v = 0; v < of.actor_count(); ++v)
                                 for (auto arc = of.out().offsets[v]; arc < of.out().offsets[v + 1]; ++arc)
                                     if (directed || of.out().neighbours[arc] >= v) mine.push_back(ours.score[arc]);
                             return same_scores(mine, found.values());
                         }});
#endif
    session.compare(one);
}

} // namespace

int main(int argc, char** argv) {
    bench::session session("paths", argc, argv);
    for (const bool directed : {false, true}) {
        closeness(session, true, directed);
        closeness(session, false, directed);
    }
    for (const bool directed : {false, true}) {
        const std::string name = directed ? "betweenness directed" : "betweenness";
        if (!session.wants(name)) continue;
        const auto of = network(session.size()).frozen(directed);
        betweenness(session, name, of, std::vector<double>(of.arc_count(), 1.), false,
                    [&](const auto& options) { return colearn::betweenness(of, options); });
    }
    for (const bool directed : {false, true}) {
        ties(session, directed);
        sampled(session, directed);
    }
    const auto undirected = [&] { return network(session.size()).frozen(false); };
    if (session.wants("closeness_weighted")) closeness_along(session, "closeness_weighted", real_lengths(undirected()));
    if (session.wants("closeness_integer"))
        closeness_along(session, "closeness_integer", five_point_lengths(undirected()));
    if (session.wants("betweenness_weighted"))
        betweenness_along(session, "betweenness_weighted", real_lengths(undirected()));
    if (session.wants("betweenness_integer"))
        betweenness_along(session, "betweenness_integer", five_point_lengths(undirected()));
    return session.finish();
}

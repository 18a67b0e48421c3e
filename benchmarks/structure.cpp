// SPDX-License-Identifier: BSL-1.0
// Structure beside igraph: local clustering, k-cores, Burt's constraint, articulation actors, triad census,
// communities. A peer's own graph, and the incoming rows of a directed view, are made beforehand and not timed.
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <vector>

#include <colearn/graph/view.hpp>
#include <colearn/measures/clustering.hpp>
#include <colearn/measures/communities.hpp>
#include <colearn/measures/cores.hpp>
#include <colearn/measures/cut_actors.hpp>
#include <colearn/measures/structural_holes.hpp>
#include <colearn/measures/triad_census.hpp>

#include "support/compare.hpp"
#include "support/peers.hpp"

namespace {

using namespace bench;

#ifdef COLEARN_HAS_IGRAPH
class igraph_numbers {
public:
    igraph_numbers() { igraph_vector_int_init(&data_, 0); }
    ~igraph_numbers() { igraph_vector_int_destroy(&data_); }
    igraph_numbers(const igraph_numbers&) = delete;
    igraph_numbers& operator=(const igraph_numbers&) = delete;
    igraph_vector_int_t* get() { return &data_; }
    [[nodiscard]] igraph_integer_t operator[](std::size_t i) const { return VECTOR(data_)[i]; }
    [[nodiscard]] std::size_t size() const { return static_cast<std::size_t>(igraph_vector_int_size(&data_)); }

private:
    igraph_vector_int_t data_;
};

// Equal where ours is defined; igraph says NaN, or 0 where it was told so, where it is not.
bool same_scores(const colearn::measured_map& ours, const igraph_values& theirs) {
    for (const auto who : ours.ids())
        if (ours.defined(who) && !(std::fabs(ours.values()[who.index] - theirs[who.index]) <= 1e-9)) return false;
    return true;
}
#endif

void clustering(bench::session& session, const colearn::view& of) {
    colearn::clustering_result ours;
    bench::comparison plain{.kernel = "clustering", .threads = 1, .ours = [&] { ours = colearn::clustering(of); }};
    bench::comparison weighted{.kernel = "clustering, Barrat", .threads = 1, .ours = [&] {
                                   ours = colearn::clustering(of, {colearn::clustering_rule::barrat});
                               }};
#ifdef COLEARN_HAS_IGRAPH
    igraph_graph theirs(of, of.out().strengths);
    igraph_values found;
    plain.peers.push_back({"igraph",
                           [&] {
                               igraph_transitivity_local_undirected(theirs.get(), found.get(), igraph_vss_all(),
                                                                    IGRAPH_TRANSITIVITY_ZERO);
                           },
                           [&] { return same_scores(ours.score, found); }});
    weighted.peers.push_back({"igraph",
                              [&] {
                                  igraph_transitivity_barrat(theirs.get(), found.get(), igraph_vss_all(),
                                                             theirs.values.get(), IGRAPH_TRANSITIVITY_ZERO);
                              },
                              [&] { return same_scores(ours.score, found); }});
#endif
    session.compare(plain);
    session.compare(weighted);
}

void cores(bench::session& session, const colearn::view& of) {
    colearn::k_core_result ours;
    bench::comparison one{.kernel = "core", .threads = 1, .ours = [&] { ours = colearn::k_cores(of); }};
#ifdef COLEARN_HAS_IGRAPH
    igraph_graph theirs(of, of.out().strengths);
    igraph_numbers found;
    one.peers.push_back({"igraph", [&] { igraph_coreness(theirs.get(), found.get(), IGRAPH_ALL); },
                         [&] {
                             for (std::size_t v = 0; v < of.actor_count(); ++v)
                                 if (ours.score.values()[v] != static_cast<std::uint64_t>(found[v])) return false;
                             return true;
                         }});
#endif
    session.compare(one);
}

void constraint(bench::session& session, const std::string& kernel, const colearn::view& of) {
    colearn::structural_holes_result ours;
    bench::comparison one{.kernel = kernel, .threads = 1, .ours = [&] { ours = colearn::structural_holes(of); }};
#ifdef COLEARN_HAS_IGRAPH
    igraph_graph theirs(of, of.out().strengths);
    igraph_values found;
    one.peers.push_back({"igraph",
                         [&] { igraph_constraint(theirs.get(), found.get(), igraph_vss_all(), theirs.values.get()); },
                         [&] { return same_scores(ours.constraint, found); }});
#endif
    session.compare(one);
}

void cuts(bench::session& session, const colearn::view& of) {
    colearn::cut_actors_result ours;
    bench::comparison one{
        .kernel = "articulation actors and bridges", .threads = 1, .ours = [&] { ours = colearn::cut_actors(of); }};
#ifdef COLEARN_HAS_IGRAPH
    igraph_graph theirs(of, of.out().strengths);
    igraph_numbers actors, ties;
    one.peers.push_back({"igraph",
                         [&] {
                             igraph_articulation_points(theirs.get(), actors.get());
                             igraph_bridges(theirs.get(), ties.get());
                         },
                         [&] { return ours.actors.size() == actors.size() && ours.ties.size() == ties.size(); }});
#endif
    session.compare(one);
}

void triads(bench::session& session, const colearn::view& of) {
    colearn::triad_census ours;
    bench::comparison one{.kernel = "triad census", .threads = 1, .ours = [&] { ours = colearn::count_triads(of); }};
#ifdef COLEARN_HAS_IGRAPH
    igraph_graph theirs(of, of.out().strengths);
    igraph_values found;
    one.peers.push_back({"igraph", [&] { igraph_triad_census(theirs.get(), found.get()); },
                         [&] {
                             for (std::size_t i = 1; i < colearn::triad_count; ++i) // igraph rounds 003
                                 if (std::fabs(static_cast<double>(ours.count[i]) - found[i]) > 1e-12 * found[i])
                                     return false;
                             return true;
                         }});
#endif
    session.compare(one);
}

// So many rounds of both; the answer is as good if its modularity is less by no more than 0.001.
void communities(bench::session& session, const colearn::view& of) {
    constexpr int rounds = 3;
    colearn::communities_result ours;
    bench::comparison one{.kernel = "communities, 3 rounds", .threads = 1, .ours = [&] {
                              ours = colearn::communities(of, {.most_rounds = rounds});
                          }};
#ifdef COLEARN_HAS_IGRAPH
    igraph_graph theirs(of, of.out().strengths);
    igraph_values strengths;
    igraph_strength(theirs.get(), strengths.get(), igraph_vss_all(), IGRAPH_ALL, true, theirs.values.get());
    const double all = igraph_vector_sum(strengths.get());
    igraph_numbers found;
    one.peers.push_back({"igraph",
                         [&] {
                             igraph_integer_t count = 0;
                             igraph_rng_seed(igraph_rng_default(), network_seed);
                             igraph_community_leiden(theirs.get(), theirs.values.get(), strengths.get(), 1 / all, .01,
                                                     false, rounds, found.get(), &count, nullptr);
                         },
                         [&] {
                             igraph_real_t modularity = 0;
                             igraph_modularity(theirs.get(), found.get(), theirs.values.get(), 1, false, &modularity);
                             std::printf("communities: modularity %.6f, igraph %.6f\n", *ours.quality.value,
                                         modularity);
                             return *ours.quality.value > modularity - .001;
                         }});
#endif
    session.compare(one);
}

} // namespace

int main(int argc, char** argv) {
    bench::session session("structure", argc, argv);
    const network net(session.size());
    const auto undirected = net.frozen(false);
    clustering(session, undirected);
    cores(session, undirected);
    constraint(session, "constraint", undirected);
    cuts(session, undirected);
    communities(session, undirected);
    const auto directed = net.frozen(true);
    (void)directed.in();
    constraint(session, "constraint, directed", directed);
    triads(session, directed);
    return session.finish();
}

// SPDX-License-Identifier: BSL-1.0
// Who should work with whom: candidates, scores and pairs of generated schools.
#include <algorithm>
#include <cstddef>
#include <cstdio>
#include <functional>
#include <string>
#include <vector>

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/maximum_weighted_matching.hpp>
#include <boost/version.hpp>

#include <colearn/core/distribution.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/candidates.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/twin.hpp>
#include <colearn/solve/dynamic_matching.hpp>
#include <colearn/solve/maximum_weight_matching.hpp>

#include "matching_lemon.hpp"
#include "support/compare.hpp"
#include "support/limited_run.hpp"
#include "support/peak_memory.hpp"
#include "support/school_pairs.hpp"
#include "support/schools.hpp"

namespace {

using bench::all_pairs;
using bench::near_pairs;
using bench::pairs_of_schools;
using bench::random_pairs;
using bench::schools_of;

// The exact matching beside LEMON's, each with its own set-up.
void exact(bench::session& session, const std::string& size, const std::function<pairs_of_schools()>& make) {
    if (!session.wants("matching " + size)) return;
    const auto instance = make();
    colearn::maximum_weight_matching_result<colearn::school> made;
    const auto solve = [&] { made = colearn::maximum_weight_matching(instance); };
    const auto memory = bench::peak_memory(solve);
    std::vector<bench::peer> peers;
#ifdef COLEARN_HAS_LEMON
    std::vector<bench::lemon_edge> edges;
    for (const auto& one : instance.pairs)
        edges.push_back({static_cast<int>(one.a.index), static_cast<int>(one.b.index), one.weight});
    double best = 0;
    peers.push_back({"LEMON", [&] { best = bench::lemon_best_weight(static_cast<int>(instance.count), edges); },
                     [&] { return colearn::tolerance{}.equal(made.weight, best) && verify(instance, made); }});
#endif
    session.compare({.kernel = "matching",
                     .size = size,
                     .once = size.starts_with("1m") || size == "100k_random",
                     .threads = 1,
                     .ours = solve,
                     .peers = peers});
    const auto checked = verify(instance, made);
    std::printf("matching %s: %zu schools, %zu possible pairs, %zu made, %zu odd sets; certificate %s\n", size.c_str(),
                instance.count, instance.pairs.size(), made.pair_count, made.certificate.odd_sets.size(),
                checked ? "holds" : checked.violated.c_str());
    std::printf("matching %s: memory at most %.0f MB, the instance's %.0f MB among it\n", size.c_str(), memory.peak,
                memory.before);
}

// Boost.Graph's matching, in a process of its own that is ended after so many seconds: version 1.74 may never end.
void boost_alone(bench::session& session, const std::string& size, unsigned seconds,
                 const std::function<pairs_of_schools()>& make) {
    if (!session.wants("matching " + size)) return;
    using boost_graph = boost::adjacency_list<boost::vecS, boost::vecS, boost::undirectedS, boost::no_property,
                                              boost::property<boost::edge_weight_t, double>>;
    const auto instance = make();
    const auto best = colearn::maximum_weight_matching(instance).weight;
    const auto ended = bench::try_for(seconds, [&] {
        boost_graph graph(instance.count);
        for (const auto& one : instance.pairs) boost::add_edge(one.a.index, one.b.index, one.weight, graph);
        std::vector<boost::graph_traits<boost_graph>::vertex_descriptor> mate(instance.count);
        boost::maximum_weighted_matching(graph, mate.data());
        return colearn::tolerance{}.equal(boost::matching_weight_sum(graph, mate.data()), best);
    });
    std::printf("matching %s: Boost.Graph %d.%d: %s\n", size.c_str(), BOOST_VERSION / 100000,
                BOOST_VERSION / 100 % 1000, ended.c_str());
}

// One school leaves and comes back, against solving anew.
void rematch(bench::session& session, const std::string& size, const std::function<pairs_of_schools()>& make) {
    if (!session.wants("rematch " + size)) return;
    const auto instance = make();
    std::vector<std::vector<colearn::possible_partner<colearn::school>>> partners(instance.count);
    for (const auto& one : instance.pairs) {
        partners[one.a.index].push_back({one.b, one.weight});
        partners[one.b.index].push_back({one.a, one.weight});
    }
    colearn::dynamic_matching<colearn::school> pairs(instance);
    colearn::random_stream stream(9);
    double anew = 0;
    session.compare({.kernel = "rematch",
                     .size = size,
                     .threads = 1,
                     .ours =
                         [&] {
                             const colearn::id<colearn::school> who{colearn::uniform_index(stream, instance.count)};
                             pairs.remove(who);
                             pairs.add(who, partners[who.index]);
                         },
                     .peers = {{"solved anew", [&] { anew = colearn::maximum_weight_matching(instance).weight; },
                                [&] { return colearn::tolerance{}.equal(pairs.result().weight, anew); }}}});
}

} // namespace

int main(int argc, char** argv) {
    bench::session session("matching", argc, argv, {"huge"});
    if (session.size() == "huge") { // LEMON takes minutes
        exact(session, "1m", [] { return near_pairs(1'000'000, 10); });
        exact(session, "1m_random", [] { return random_pairs(1'000'000, 10); });
        return session.finish();
    }
    if (session.size() == "nation") {
        exact(session, "100k", [] { return near_pairs(100'000, 20); });
        exact(session, "100k_random", [] { return random_pairs(100'000, 20); });
        rematch(session, "100k", [] { return near_pairs(100'000, 20); });
    } else {
        boost_alone(session, "50_near", 10, [] { return near_pairs(50, 20); });
        boost_alone(session, "50_random", 10, [] { return random_pairs(50, 4); });
        exact(session, "1k_dense", [] { return all_pairs(1'000); });
        exact(session, "10k", [] { return near_pairs(10'000, 20); });
        exact(session, "10k_random", [] { return random_pairs(10'000, 20); });
        rematch(session, "10k", [] { return near_pairs(10'000, 20); });
    }

    const auto schools = schools_of(session.size() == "district" ? 50 : session.size() == "state" ? 2'000 : 10'000);
    const auto instance = colearn::twin(schools).certificate.candidates;

    colearn::dominant_matching_result<colearn::school> pairs;
    std::vector<bench::peer> peers;
#ifdef COLEARN_HAS_LEMON
    std::vector<bench::lemon_edge> edges;
    for (const auto& one : instance.pairs)
        if (one.weight > 0) edges.push_back({static_cast<int>(one.a.index), static_cast<int>(one.b.index), one.weight});
    double best = 0;
    // LEMON's answer is the best one; ours is another, of which the bound must hold.
    peers.push_back({"LEMON (optimum)",
                     [&] { best = bench::lemon_best_weight(static_cast<int>(instance.count), edges); },
                     [&] {
                         return 2 * pairs.weight >= best && pairs.weight <= best * (1 + 1e-9) &&
                                pairs.certificate.bound >= best * (1 - 1e-9);
                     }});
#endif
    session.compare({.kernel = "dominant_matching, with bound",
                     .threads = 1,
                     .ours = [&] { pairs = colearn::dominant_matching(instance); },
                     .peers = peers});
    session.compare({.kernel = "dominant_matching, pairs alone",
                     .threads = 1,
                     .ours = [&] { pairs = colearn::dominant_matching(instance, {.bound_sweeps = 0}); },
                     .peers = peers});
    colearn::twin_result twins;
    session.compare(
        {.kernel = "twin", .ours = [&] { twins = colearn::twin(schools, {.threads = session.threads()}); }});
    colearn::verification checked;
    session.compare({.kernel = "verify of twin", .threads = 1, .ours = [&] { checked = verify(schools, twins); }});

    pairs = colearn::dominant_matching(instance);
    std::printf("%zu schools, %zu candidate pairs: proved to reach %.4f of the best weight", schools.size(),
                instance.pairs.size(), pairs.guarantee());
#ifdef COLEARN_HAS_LEMON
    if (best > 0) std::printf("; reaches %.4f of it", pairs.weight / best);
#endif
    std::printf("\n");
    return session.finish();
}

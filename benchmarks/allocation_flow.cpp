// SPDX-License-Identifier: BSL-1.0
// Staff from the centres that have them to the schools that need them: transportation, and the general flows beneath.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/solve/maximum_flow.hpp>
#include <colearn/solve/minimum_cost_flow.hpp>
#include <colearn/solve/transportation.hpp>

#include "allocation_flow_capacities.hpp"
#include "allocation_flow_lemon.hpp"
#include "allocation_flow_networks.hpp"
#include "support/compare.hpp"
#include "support/limited_run.hpp"
#include "support/peak_memory.hpp"

#ifdef COLEARN_HAS_GLPK
#include <glpk.h>
#endif
#ifdef COLEARN_HAS_CLP
#include <coin/ClpSimplex.hpp>
#endif

namespace {

struct centre;
struct school;
using problem = colearn::transportation_problem<centre, school, std::int64_t, std::int64_t>; // posts and metres

// Where the routes of a school lead.
enum class lie { near, anywhere };

struct shape {
    std::size_t centres;
    std::size_t schools;
    std::size_t routes; // of each school
    lie where;          // near: the nearest centres in a country of some 1,000 km; anywhere: any, at any distance
    double spare;       // capacity beyond what is needed, as a share; 0: each centre is emptied
    std::uint64_t seed;
};

problem make(const shape& of) {
    colearn::random_stream stream(of.seed);
    const auto somewhere = [&] {
        return colearn::place{colearn::uniform(stream, -35, -26), colearn::uniform(stream, 138, 150)};
    };
    std::vector<colearn::place> centres(of.centres);
    std::vector<double> attraction(of.centres); // centres differ in size
    for (auto& one : centres) one = somewhere();
    for (auto& one : attraction) one = .2 + 2 * colearn::uniform(stream) * colearn::uniform(stream);
    const colearn::place_index index(centres);
    problem out;
    std::vector<std::int64_t> capacity(of.centres, 0);
    out.routes.reserve(of.schools * of.routes);
    for (std::size_t j = 0; j < of.schools; ++j) {
        const auto amount = 1 + static_cast<std::int64_t>(colearn::uniform_index(stream, 20));
        out.amount.push_back(amount);
        const auto first = out.routes.size();
        const colearn::id<school> to{j};
        if (of.where == lie::near) {
            for (const auto& one : index.nearest(somewhere(), of.routes, 1e9))
                out.routes.push_back({colearn::id<centre>{one.index}, to, std::llround(one.km * 1000)});
        } else {
            for (std::size_t r = 0; r < of.routes; ++r)
                out.routes.push_back({colearn::id<centre>{colearn::uniform_index(stream, of.centres)}, to,
                                      1 + static_cast<std::int64_t>(colearn::uniform_index(stream, 10'000))});
        }
        // Some centre has it in stock, so that all needs can be met.
        double sum = 0;
        for (auto r = first; r < out.routes.size(); ++r) sum += attraction[out.routes[r].supplier.index];
        double draw = colearn::uniform(stream) * sum;
        auto r = first;
        while (r + 1 < out.routes.size() && (draw -= attraction[out.routes[r].supplier.index]) > 0) ++r;
        capacity[out.routes[r].supplier.index] += amount;
    }
    for (auto& one : capacity) one += std::llround(static_cast<double>(one) * 2 * of.spare * colearn::uniform(stream));
    out.capacity = colearn::id_map<centre, std::int64_t>(std::move(capacity));
    return out;
}

#ifdef COLEARN_HAS_LEMON
// Centres, schools, and one node more that gives to the centres what they have.
std::unique_ptr<bench::lemon_flows> lemon_of(const problem& of) {
    const auto centres = static_cast<int>(of.capacity.size());
    const auto root = centres + static_cast<int>(of.amount.size());
    std::vector<long long> supply(of.capacity.size(), 0);
    long long all = 0;
    for (const auto one : of.amount) {
        supply.push_back(-one);
        all += one;
    }
    supply.push_back(all);
    std::vector<bench::lemon_arc> arcs;
    for (const auto i : of.capacity.ids()) arcs.push_back({root, static_cast<int>(i.index), of.capacity[i], 0});
    for (const auto& one : of.routes)
        arcs.push_back({static_cast<int>(one.supplier.index), centres + static_cast<int>(one.need.index),
                        of.amount[one.need], one.cost});
    return std::make_unique<bench::lemon_flows>(supply, arcs);
}
#endif

#ifdef COLEARN_HAS_LEMON
// What is free in the supplies comes from one node more.
std::unique_ptr<bench::lemon_flows> lemon_of(const bench::network& of) {
    const auto extra = static_cast<int>(of.supply.size());
    std::vector<long long> supply;
    std::vector<bench::lemon_arc> arcs;
    long long all = 0;
    for (const auto& one : of.arcs)
        arcs.push_back(
            {static_cast<int>(one.from.index), static_cast<int>(one.to.index), one.capacity, one.cost, one.lower});
    for (const auto v : of.supply.ids()) {
        const auto& range = of.supply[v];
        supply.push_back(range.least);
        all += range.least;
        if (range.most > range.least) arcs.push_back({extra, static_cast<int>(v.index), range.most - range.least, 0});
    }
    if (all != 0) supply.push_back(-all);
    return std::make_unique<bench::lemon_flows>(supply, arcs);
}
#endif

#ifdef COLEARN_HAS_GLPK
double by_glpk(const problem& of) {
    glp_prob* lp = glp_create_prob();
    const auto centres = static_cast<int>(of.capacity.size());
    glp_add_rows(lp, centres + static_cast<int>(of.amount.size()));
    glp_add_cols(lp, static_cast<int>(of.routes.size()));
    for (const auto i : of.capacity.ids())
        glp_set_row_bnds(lp, static_cast<int>(i.index) + 1, GLP_UP, 0, static_cast<double>(of.capacity[i]));
    for (const auto j : of.amount.ids())
        glp_set_row_bnds(lp, centres + static_cast<int>(j.index) + 1, GLP_FX, static_cast<double>(of.amount[j]), 0);
    for (std::size_t r = 0; r < of.routes.size(); ++r) {
        const auto& one = of.routes[r];
        const int column = static_cast<int>(r) + 1;
        glp_set_col_bnds(lp, column, GLP_LO, 0, 0);
        glp_set_obj_coef(lp, column, static_cast<double>(one.cost));
        const int rows[] = {0, static_cast<int>(one.supplier.index) + 1,
                            centres + static_cast<int>(one.need.index) + 1};
        const double ones[] = {0, 1, 1};
        glp_set_mat_col(lp, column, 2, rows, ones);
    }
    glp_smcp options;
    glp_init_smcp(&options);
    options.msg_lev = GLP_MSG_OFF;
    options.presolve = GLP_ON;
    const bool fine = glp_simplex(lp, &options) == 0 && glp_get_status(lp) == GLP_OPT;
    const double cost = fine ? glp_get_obj_val(lp) : -1;
    glp_delete_prob(lp);
    return cost;
}
#endif

#ifdef COLEARN_HAS_CLP
double by_clp(const problem& of) {
    const auto centres = static_cast<int>(of.capacity.size());
    std::vector<CoinBigIndex> starts{0};
    std::vector<int> rows;
    std::vector<double> ones, costs;
    for (const auto& one : of.routes) {
        rows.push_back(static_cast<int>(one.supplier.index));
        rows.push_back(centres + static_cast<int>(one.need.index));
        ones.insert(ones.end(), 2, 1.0);
        starts.push_back(static_cast<CoinBigIndex>(rows.size()));
        costs.push_back(static_cast<double>(one.cost));
    }
    std::vector<double> low, high;
    for (const auto one : of.capacity) {
        low.push_back(0);
        high.push_back(static_cast<double>(one));
    }
    for (const auto one : of.amount) {
        low.push_back(static_cast<double>(one));
        high.push_back(static_cast<double>(one));
    }
    ClpSimplex lp;
    lp.setLogLevel(0);
    lp.loadProblem(static_cast<int>(costs.size()), static_cast<int>(low.size()), starts.data(), rows.data(),
                   ones.data(), nullptr, nullptr, costs.data(), low.data(), high.data());
    lp.initialSolve();
    return lp.isProvenOptimal() ? lp.objectiveValue() : -1;
}
#endif

// LEMON's network simplex is stopped after `pivot_seconds`, if these are given.
void transport(bench::session& session, const std::string& size, const shape& of, bool all_peers,
               unsigned pivot_seconds = 0) {
    if (!session.wants("transport " + size)) return;
    const auto instance = make(of);
    colearn::transportation_result<centre, school, std::int64_t, std::int64_t> made;
    std::vector<bench::peer> peers;
#ifdef COLEARN_HAS_LEMON
    const auto lemon = lemon_of(instance);
    long long scaled = 0;
    long long pivoted = 0;
    if (pivot_seconds == 0)
        peers.push_back({"LEMON NetworkSimplex", [&] { pivoted = lemon->network_simplex(); },
                         [&] { return made.cost == pivoted; }});
    peers.push_back(
        {"LEMON CostScaling", [&] { scaled = lemon->cost_scaling(); }, [&] { return made.cost == scaled; }});
#endif
    // Where centres are many, general flow is the other choice.
    colearn::minimum_cost_flow_result<bench::node, std::int64_t, std::int64_t> general;
    bench::network net;
    decltype(made) auctioned;
    if (30 * of.centres >= of.schools) {
        peers.push_back({"colearn, by auction",
                         [&] {
                             auctioned = {};
                             (void)colearn::detail::transport_by<colearn::detail::supply_auction>(instance, {},
                                                                                                  auctioned);
                         },
                         [&] { return made.certificate.supplier_price == auctioned.certificate.supplier_price; }});
        for (const auto one : instance.capacity) net.supply.push_back(colearn::at_most<std::int64_t>(one));
        for (const auto one : instance.amount) net.supply.push_back(colearn::exactly<std::int64_t>(-one));
        for (const auto& one : instance.routes)
            net.arcs.push_back({colearn::id<bench::node>{one.supplier.index},
                                colearn::id<bench::node>{of.centres + one.need.index}, instance.amount[one.need],
                                one.cost});
        peers.push_back({"colearn minimum_cost_flow", [&] { general = minimum_cost_flow(net); },
                         [&] { return made.cost == general.cost; }});
    }
    [[maybe_unused]] double glpk = 0;
    [[maybe_unused]] double clp = 0;
    [[maybe_unused]] const auto close = [&](double cost) {
        return colearn::tolerance{}.equal(cost, static_cast<double>(made.cost));
    };
    if (all_peers) {
#ifdef COLEARN_HAS_GLPK
        peers.push_back({"GLPK", [&] { glpk = by_glpk(instance); }, [&] { return close(glpk); }});
#endif
#ifdef COLEARN_HAS_CLP
        peers.push_back({"Clp", [&] { clp = by_clp(instance); }, [&] { return close(clp); }});
#endif
    }
    // The floor: each route is read once where it stands, and once more when it is looked at.
    const auto bytes = static_cast<double>(instance.routes.size()) * 2 * sizeof(instance.routes[0]);
    session.compare({.kernel = "transport",
                     .size = size,
                     .once = instance.routes.size() > 500'000,
                     .threads = 1,
                     .ours = [&] { made = transportation(instance); },
                     .peers = peers,
                     .floor_seconds = bytes / session.bandwidth().read});
    const auto checked = verify(instance, made);
    std::printf("transport %s: %zu centres, %zu schools, %zu routes; %s; proof %s\n", size.c_str(),
                instance.capacity.size(), instance.amount.size(), instance.routes.size(),
                std::string(to_string(made.outcome)).c_str(), checked ? "holds" : checked.violated.c_str());
    if (pivot_seconds > 0) {
        const auto memory = bench::peak_memory([&] { made = transportation(instance); });
        std::printf("transport %s: memory at most %.0f MB, the instance's and the peer's %.0f MB among it\n",
                    size.c_str(), memory.peak, memory.before);
    }
#ifdef COLEARN_HAS_LEMON
    if (pivot_seconds > 0)
        std::printf("transport %s: LEMON NetworkSimplex: %s\n", size.c_str(),
                    bench::try_for(pivot_seconds, [&] { return made.cost == lemon->network_simplex(); }).c_str());
#endif
}

// The same routes in real kilometres; the peers count metres.
void transport_km(bench::session& session, const std::string& size, const shape& of) {
    if (!session.wants("transport " + size)) return;
    const auto metres = make(of);
    colearn::transportation_problem<centre, school> instance{metres.capacity, metres.amount, {}};
    for (const auto& one : metres.routes)
        instance.routes.push_back({one.supplier, one.need, static_cast<double>(one.cost) / 1000});
    colearn::transportation_result<centre, school, std::int64_t, double> made;
    std::vector<bench::peer> peers;
#ifdef COLEARN_HAS_LEMON
    const auto lemon = lemon_of(metres);
    long long best = 0;
    peers.push_back({"LEMON CostScaling", [&] { best = lemon->cost_scaling(); },
                     [&] { return colearn::tolerance{}.equal(made.cost, static_cast<double>(best) / 1000); }});
#endif
    session.compare({.kernel = "transport",
                     .size = size,
                     .once = true,
                     .threads = 1,
                     .ours = [&] { made = transportation(instance); },
                     .peers = peers});
    const auto checked = verify(instance, made);
    std::printf("transport %s: proof %s\n", size.c_str(), checked ? "holds" : checked.violated.c_str());
}

// How much of what centres have can reach the schools at all.
bench::capacities reach(std::size_t centres, std::size_t schools) {
    colearn::random_stream stream(6);
    const auto source = centres + schools;
    const auto amount = [&](std::int64_t low, std::uint64_t count) {
        return low + static_cast<std::int64_t>(colearn::uniform_index(stream, count));
    };
    const auto at = [](std::size_t v) { return colearn::id<bench::node>{v}; };
    bench::capacities ways{source + 2, at(source), at(source + 1), {}};
    for (std::size_t i = 0; i < centres; ++i) ways.arcs.push_back({at(source), at(i), amount(900, 300)});
    for (std::size_t j = 0; j < schools; ++j) {
        const auto wants = amount(1, 20);
        ways.arcs.push_back({at(centres + j), at(source + 1), wants});
        for (int k = 0; k < 10; ++k)
            ways.arcs.push_back({at(colearn::uniform_index(stream, centres)), at(centres + j), wants});
    }
    return ways;
}

template <class Make>
void most_flow(bench::session& session, const std::string& size, const Make& make, bool once = false) {
    if (!session.wants("maximum_flow " + size)) return;
    const bench::capacities ways = make();
    colearn::maximum_flow_result<bench::node, std::int64_t> most;
    std::vector<bench::peer> peers;
#ifdef COLEARN_HAS_LEMON
    std::vector<bench::lemon_arc> arcs;
    for (const auto& one : ways.arcs)
        arcs.push_back({static_cast<int>(one.from.index), static_cast<int>(one.to.index), one.capacity, 0});
    const bench::lemon_flows lemon(std::vector<long long>(ways.count, 0), arcs);
    long long value = 0;
    peers.push_back(
        {"LEMON Preflow",
         [&] { value = lemon.preflow(static_cast<int>(ways.source.index), static_cast<int>(ways.sink.index)); },
         [&] { return most.value == value && verify(ways, most); }});
#endif
    session.compare({.kernel = "maximum_flow",
                     .size = size,
                     .once = once,
                     .threads = 1,
                     .ours = [&] { most = maximum_flow(ways); },
                     .peers = peers});
    std::printf("maximum_flow %s: %zu nodes, %zu arcs\n", size.c_str(), ways.count, ways.arcs.size());
}

template <class Make>
void least_cost(bench::session& session, const std::string& size, const Make& make, bool once = false) {
    if (!session.wants("minimum_cost_flow " + size)) return;
    const bench::network net = make();
    colearn::minimum_cost_flow_result<bench::node, std::int64_t, std::int64_t> cheapest;
    std::vector<bench::peer> peers;
#ifdef COLEARN_HAS_LEMON
    const auto lemon = lemon_of(net);
    long long scaled = 0;
    long long pivoted = 0;
    peers.push_back({"LEMON CostScaling", [&] { scaled = lemon->cost_scaling(); },
                     [&] { return cheapest.cost == scaled && verify(net, cheapest); }});
    peers.push_back({"LEMON NetworkSimplex", [&] { pivoted = lemon->network_simplex(); },
                     [&] { return cheapest.cost == pivoted; }});
#endif
    session.compare({.kernel = "minimum_cost_flow",
                     .size = size,
                     .once = once,
                     .threads = 1,
                     .ours = [&] { cheapest = minimum_cost_flow(net); },
                     .peers = peers});
    std::printf("minimum_cost_flow %s: %zu nodes, %zu arcs\n", size.c_str(), net.supply.size(), net.arcs.size());
}

} // namespace

int main(int argc, char** argv) {
    bench::session session("allocation_flow", argc, argv);
    if (session.size() == "district") {
        transport(session, "10k_arcs", {100, 1'000, 10, lie::near, .1, 1}, true);
        const auto random = [] { return bench::network_maker(3).random(1'000, 10); };
        using maker = bench::capacity_maker;
        most_flow(session, "10k_arcs", [&] { return capacities_of(random()); });
        most_flow(session, "10k_reach", [] { return reach(30, 1'000); });
        most_flow(session, "10k_levels_long", [] { return maker(13).levels(256, 16); });
        most_flow(session, "10k_levels_wide", [] { return maker(14).levels(16, 256); });
        most_flow(session, "10k_frames_long", [] { return maker(15).frames(64, 6); });
        most_flow(session, "10k_frames_flat", [] { return maker(16).frames(8, 16); });
        most_flow(session, "10k_acyclic", [] { return maker(17).acyclic(142); });
        most_flow(session, "10k_pairs", [] { return maker(18).pairs(1'500, 5); });
        most_flow(session, "10k_streets", [] { return maker(19).streets(45); });
        least_cost(session, "10k_arcs", random);
    } else if (session.size() == "state") {
        transport(session, "1m_arcs", {1'000, 100'000, 10, lie::near, .1, 1}, false);
        transport(session, "1m_arcs_tight", {1'000, 100'000, 10, lie::near, 0, 2}, false);
        transport(session, "1m_arcs_slack", {1'000, 100'000, 10, lie::near, .5, 3}, false);
        transport(session, "1m_arcs_random", {1'000, 100'000, 10, lie::anywhere, .1, 4}, false);
        transport(session, "100k_arcs_even", {10'000, 10'000, 10, lie::near, .1, 5}, false);
        transport(session, "100k_arcs_even_random", {10'000, 10'000, 10, lie::anywhere, .1, 5}, false);
        transport(session, "100k_arcs_three", {3'333, 10'000, 10, lie::near, .1, 5}, false);
        transport(session, "100k_arcs_ten", {1'000, 10'000, 10, lie::near, .1, 5}, false);
        transport(session, "100k_arcs_thirty", {334, 10'000, 10, lie::near, .1, 5}, false);
        transport_km(session, "1m_arcs_km", {1'000, 100'000, 10, lie::near, .1, 1});
        const auto random = [] { return bench::network_maker(3).random(10'000, 10); };
        using maker = bench::capacity_maker;
        most_flow(
            session, "1m_arcs", [] { return reach(1'000, 100'000); }, true);
        most_flow(session, "100k_arcs", [&] { return capacities_of(random()); });
        most_flow(session, "100k_levels_long", [] { return maker(13).levels(2'048, 16); });
        most_flow(session, "100k_levels_wide", [] { return maker(14).levels(32, 1'024); });
        most_flow(session, "100k_frames_long", [] { return maker(15).frames(256, 9); });
        most_flow(session, "100k_frames_flat", [] { return maker(16).frames(16, 36); });
        most_flow(session, "100k_acyclic", [] { return maker(17).acyclic(448); });
        most_flow(session, "100k_pairs", [] { return maker(18).pairs(15'000, 5); });
        most_flow(session, "100k_streets", [] { return maker(19).streets(142); });
        least_cost(session, "100k_arcs", random);
        least_cost(session, "100k_chains", [] { return bench::network_maker(7).chains(16'384, 131'072, 128, 1'000); });
        least_cost(session, "100k_grid", [] { return bench::network_maker(8).grid(1'600, 16, 160, 300); });
        least_cost(session, "100k_roads", [] { return bench::network_maker(9).roads(160, 40); });
        least_cost(session, "100k_dense", [] { return bench::network_maker(10).dense(350, 7'000); });
        least_cost(session, "100k_layers", [] { return bench::network_maker(12).layers(160, 64, 8); });
        least_cost(session, "100k_ranges", [] { return bench::network_maker(11).ranges(10'000, 10); });
    } else {
        transport(session, "10m_arcs", {10'000, 1'000'000, 10, lie::near, .1, 1}, false, 600);
        least_cost(session, "1m_chains", [] { return bench::network_maker(7).chains(131'072, 1'048'576, 362, 1'000); });
        least_cost(
            session, "1m_layers", [] { return bench::network_maker(12).layers(800, 128, 8); }, true);
    }
    return session.finish();
}

// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <colearn/measures/assortativity.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace assortativity_test {

using namespace colearn;

TEST_CASE("assortativity by hand", "[assortativity]") {
    // Two pairs that keep to themselves, and two that do not.
    const auto apart = small::graph(4, {{0, 1}, {2, 3}}, false);
    const auto across = small::graph(4, {{0, 2}, {1, 3}}, false);
    const std::vector<std::uint32_t> labels{0, 0, 1, 1};
    const std::vector<double> values{1, 1, 2, 2};
    CHECK(*assortativity(apart, groups_from(apart, "house", labels)).value == 1);
    CHECK(*assortativity(across, groups_from(across, "house", labels)).value == -1);
    CHECK(*assortativity(apart, values).value == Approx(1));
    CHECK(*assortativity(across, values).value == Approx(-1));
    CHECK(*degree_assortativity(small::graph(4, {{0, 1}, {0, 2}, {0, 3}}, false)).value == Approx(-1)); // a star
}

TEST_CASE("assortativity, against sums over ties", "[assortativity]") {
    random_stream random(74);
    for (int trial = 0; trial < 300; ++trial) {
        const auto of = small::random_columns(random, 8).frozen(small::any_options(random));
        const auto n = of.actor_count();
        std::vector<std::uint32_t> labels(n);
        std::vector<double> values(n), out(n), in(n);
        for (auto& one : labels) one = static_cast<std::uint32_t>(uniform_index(random, (n + 1) / 2));
        for (auto& one : values) one = static_cast<double>(uniform_index(random, 4));
        struct arc {
            std::size_t from, to;
            double strength;
        };
        std::vector<arc> arcs; // an undirected tie both ways
        for (std::uint32_t v = 0; v < n; ++v)
            for (std::size_t i = 0; i < of.out().of(v).size(); ++i) {
                const std::size_t w = of.out().of(v)[i];
                for (int twice = 0; twice < (!of.directed() && w == v ? 2 : 1); ++twice) {
                    arcs.push_back({v, w, of.out().strengths_of(v)[i]});
                    ++out[v], ++in[w];
                }
            }
        const auto correlation = [&](const std::vector<double>& x, const std::vector<double>& y, bool by_strength) {
            double m = 0, sx = 0, sy = 0, sxy = 0, sxx = 0, syy = 0;
            for (const auto& one : arcs) {
                const double c = by_strength ? one.strength : 1;
                m += c, sx += c * x[one.from], sy += c * y[one.to], sxy += c * x[one.from] * y[one.to];
                sxx += c * x[one.from] * x[one.from], syy += c * y[one.to] * y[one.to];
            }
            const double vx = m * sxx - sx * sx, vy = m * syy - sy * sy;
            return vx > 1e-9 && vy > 1e-9 ? (m * sxy - sx * sy) / std::sqrt(vx * vy) : -9;
        };
        const auto same = [](const measured& given, double known) {
            return given.defined() ? *given.value == Approx(known).margin(1e-9) : known == -9;
        };
        for (const bool by_strength : {false, true}) {
            CHECK(same(assortativity(of, values, {by_strength}), correlation(values, values, by_strength)));
            CHECK(same(degree_assortativity(of, {by_strength}), correlation(out, in, by_strength)));
            double all = 0, within = 0, expected = 0;
            for (const auto& one : arcs) {
                const double c = by_strength ? one.strength : 1;
                all += c, within += labels[one.from] == labels[one.to] ? c : 0;
                for (const auto& other : arcs)
                    expected += labels[one.from] == labels[other.to] ? c * (by_strength ? other.strength : 1) : 0;
            }
            const double share = all > 0 ? expected / (all * all) : 1;
            CHECK(same(assortativity(of, groups_from(of, "label", labels), {by_strength}),
                       share < 1 - 1e-12 ? (within / all - share) / (1 - share) : -9));
        }
    }
}

TEST_CASE("assortativity that is undefined, and bad values", "[assortativity]") {
    const auto of = small::graph(3, {}, true);
    const auto kite = small::kite();
    CHECK(assortativity(of, groups_by_role(of)).why_undefined == "there is no tie");
    CHECK(assortativity(kite, groups_by_role(kite)).why_undefined == "all ties are within one group");
    CHECK_FALSE(degree_assortativity(small::graph(3, {{0, 1}, {1, 2}, {2, 0}}, false)).defined());
    CHECK_FALSE(degree_assortativity(view()).defined());
    CHECK_THROWS_AS(assortativity(of, std::vector<double>{1, 2}), contract_violation);
    CHECK_THROWS_AS(assortativity(of, std::vector<double>{1, 2, std::numeric_limits<double>::quiet_NaN()}),
                    contract_violation);
}

#ifdef COLEARN_HAS_IGRAPH
TEST_CASE("assortativity agrees with igraph", "[assortativity][igraph]") {
    for (const bool directed : {false, true}) {
        const auto of = small::mixed(60, 200, 17)
                            .frozen({.directed = directed, .self_ties = loops::keep, .parallel = parallel_ties::keep});
        oracle::graph peer(of);
        std::vector<std::uint32_t> labels;
        std::vector<double> values;
        igraph_vector_int_t types;
        igraph_vector_int_init(&types, 0);
        for (std::uint32_t v = 0; v < 60; ++v) {
            labels.push_back(v % 7 % 3);
            values.push_back(v * v % 11);
            igraph_vector_int_push_back(&types, labels.back());
        }
        igraph_real_t by_group = 0, by_degree = 0, by_value = 0;
        oracle::vector numbers(values);
        igraph_assortativity_nominal(peer.get(), &types, &by_group, directed, true);
        igraph_assortativity_degree(peer.get(), &by_degree, directed);
        igraph_assortativity(peer.get(), numbers.get(), nullptr, &by_value, directed, true);
        igraph_vector_int_destroy(&types);
        CHECK(*assortativity(of, groups_from(of, "label", labels)).value == Approx(by_group));
        CHECK(*degree_assortativity(of).value == Approx(by_degree));
        CHECK(*assortativity(of, values).value == Approx(by_value));
    }
}
#endif

} // namespace assortativity_test

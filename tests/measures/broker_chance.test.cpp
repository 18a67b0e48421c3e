// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstddef>
#include <vector>

#include <colearn/measures/detail/broker_chance.hpp>

#include "support/catch.hpp"

namespace broker_chance_test {

using colearn::detail::chances_of_brokerage;

// The moments themselves are held against all networks of four actors in brokerage_roles.test.cpp; here, larger groups,
// against a count of all pairs of pairs.
TEST_CASE("chances of brokerage, against all pairs of pairs", "[broker_chance]") {
    const std::vector<double> size{3, 0, 4, 2, 1};
    std::vector<std::size_t> group;
    for (std::size_t g = 0; g < size.size(); ++g) group.insert(group.end(), static_cast<std::size_t>(size[g]), g);
    const double d = .3;
    const double p = d * d * (1 - d);
    const auto made = chances_of_brokerage(size, d);
    for (std::size_t broker = 0; broker < group.size(); ++broker) {
        struct pair {
            std::size_t a, b;
        };
        std::vector<std::vector<pair>> of_role(6);
        for (std::size_t a = 0; a < group.size(); ++a)
            for (std::size_t b = 0; b < group.size(); ++b) {
                if (a == b || a == broker || b == broker) continue;
                const bool from_own = group[a] == group[broker], to_own = group[b] == group[broker];
                const std::size_t role = from_own && to_own                  ? 0
                                         : !from_own && group[a] == group[b] ? 1
                                         : to_own                            ? 2
                                         : from_own                          ? 3
                                                                             : 4;
                of_role[role].push_back({a, b});
                of_role[5].push_back({a, b});
            }
        for (std::size_t role = 0; role < 6; ++role) {
            double variance = 0;
            for (const auto& one : of_role[role])
                for (const auto& other : of_role[role]) {
                    if (one.a == other.a && one.b == other.b)
                        variance += p * (1 - p);
                    else if (one.a == other.a || one.b == other.b)
                        variance += std::pow(d * (1 - d), 3);
                }
            CHECK(made[group[broker]].mean[role] == Approx(p * static_cast<double>(of_role[role].size())));
            CHECK(made[group[broker]].deviation[role] == Approx(std::sqrt(variance)).margin(1e-12));
        }
    }
    CHECK(made[1].mean[5] == 0); // nobody to expect anything of
    CHECK(chances_of_brokerage({}, .5).empty());
}

TEST_CASE("chance of all brokerage, against all pairs of triples", "[broker_chance]") {
    const std::vector<double> size{3, 2, 0, 2, 1};
    std::vector<std::size_t> group;
    for (std::size_t g = 0; g < size.size(); ++g) group.insert(group.end(), static_cast<std::size_t>(size[g]), g);
    const double d = .35;
    struct triple {
        std::size_t a, v, b, role;
        // What it needs of the tie from x to y: 1 that it is there, 0 that it is not, -1 nothing.
        [[nodiscard]] int needs(std::size_t x, std::size_t y) const {
            return (x == a && y == v) || (x == v && y == b) ? 1 : x == a && y == b ? 0 : -1;
        }
    };
    std::vector<triple> all;
    for (std::size_t a = 0; a < group.size(); ++a)
        for (std::size_t v = 0; v < group.size(); ++v)
            for (std::size_t b = 0; b < group.size(); ++b) {
                if (a == v || v == b || a == b) continue;
                const bool from_own = group[a] == group[v], to_own = group[b] == group[v];
                const std::size_t role = from_own && to_own                  ? 0
                                         : !from_own && group[a] == group[b] ? 1
                                         : to_own                            ? 2
                                         : from_own                          ? 3
                                                                             : 4;
                all.push_back({a, v, b, role});
            }
    std::vector<double> mean(6), variance(6);
    const double p = d * d * (1 - d);
    for (const auto& one : all) {
        mean[one.role] += p;
        mean[5] += p;
        for (const auto& other : all) {
            double together = p; // chance of both: what one needs, and what the other needs beside it
            const std::size_t needed[3][2] = {{other.a, other.v}, {other.v, other.b}, {other.a, other.b}};
            for (const auto& [x, y] : needed) {
                const int here = one.needs(x, y), there = other.needs(x, y);
                together *= here == there ? 1 : here >= 0 ? 0 : there == 1 ? d : 1 - d;
            }
            if (one.role == other.role) variance[one.role] += together - p * p;
            variance[5] += together - p * p;
        }
    }
    const auto made = colearn::detail::chance_of_all_brokerage(size, d);
    for (std::size_t role = 0; role < 6; ++role) {
        CHECK(made.mean[role] == Approx(mean[role]));
        CHECK(made.deviation[role] == Approx(std::sqrt(variance[role])));
    }
    CHECK(colearn::detail::chance_of_all_brokerage({}, .5).deviation[5] == 0);
}

} // namespace broker_chance_test

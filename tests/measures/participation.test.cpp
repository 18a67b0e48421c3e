// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <colearn/measures/participation.hpp>

#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace participation_test {

using namespace colearn;

TEST_CASE("participation, by hand", "[participation]") {
    // 0 has two ties to its own group and one to each of two others: 1 - (1/4 + 1/16 + 1/16).
    const auto of = small::graph(5, {{0, 1}, {0, 2}, {0, 3}, {0, 4}}, false);
    const auto result = participation(of, groups_from(of, "house", std::vector<std::uint32_t>{0, 0, 0, 1, 2}));
    CHECK(*result.score[id<actor>{0U}].value == 1 - 6. / 16);
    CHECK(*result.score[id<actor>{1U}].value == 0);
    // within: 2, 1, 1: mean 4/3, deviation sqrt(2)/3
    CHECK(*result.within_z[id<actor>{0U}].value == Approx(std::sqrt(2.)));
    CHECK(result.within_z[id<actor>{3U}].why_undefined ==
          "all members of its group have equally many ties within the group");
}

TEST_CASE("participation, against the definition", "[participation]") {
    random_stream random(72);
    for (int trial = 0; trial < 300; ++trial) {
        const auto of = small::random_columns(random, 8).frozen(small::any_options(random));
        const auto n = of.actor_count();
        std::vector<std::uint32_t> labels(n);
        for (auto& one : labels) one = static_cast<std::uint32_t>(uniform_index(random, (n + 1) / 2));
        const auto groups = groups_from(of, "label", labels);
        const auto arcs = small::arcs_of(of);
        for (const auto which : {direction::out, direction::in, direction::total}) {
            const auto result = participation(of, groups, {.which = which, .by_strength = true});
            const auto between = [&](std::size_t v, std::size_t w) {
                if (v == w) return 0.;
                if (!of.directed() || which == direction::out) return arcs[v][w];
                return which == direction::in ? arcs[w][v] : arcs[v][w] + arcs[w][v];
            };
            std::vector<double> within(n);
            for (std::size_t v = 0; v < n; ++v) {
                double total = 0, squares = 0;
                for (std::size_t w = 0; w < n; ++w) total += between(v, w);
                for (std::size_t g = 0; g < groups.names.size(); ++g) {
                    double to = 0;
                    for (std::size_t w = 0; w < n; ++w) to += labels[w] == g ? between(v, w) : 0;
                    squares += to * to;
                    if (labels[v] == g) within[v] = to;
                }
                REQUIRE(result.score.defined(id<actor>{v}) == (total > 0));
                if (total > 0) CHECK(result.score.values()[v] == Approx(1 - squares / (total * total)).margin(1e-12));
            }
            for (std::size_t v = 0; v < n; ++v) {
                double size = 0, mean = 0, spread = 0;
                for (std::size_t w = 0; w < n; ++w)
                    if (labels[w] == labels[v]) ++size, mean += within[w];
                mean /= size;
                for (std::size_t w = 0; w < n; ++w)
                    if (labels[w] == labels[v]) spread += (within[w] - mean) * (within[w] - mean);
                REQUIRE(result.within_z.defined(id<actor>{v}) == (spread > 1e-12));
                if (spread > 1e-12)
                    CHECK(result.within_z.values()[v] ==
                          Approx((within[v] - mean) / std::sqrt(spread / size)).margin(1e-12));
            }
        }
    }
    CHECK(participation(view(), groups_by_role(view())).score.size() == 0);
    CHECK_THROWS_AS(participation(small::kite(), groups_by_role(view())), contract_violation);
}

} // namespace participation_test

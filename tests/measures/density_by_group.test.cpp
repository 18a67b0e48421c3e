// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <set>
#include <vector>

#include <colearn/measures/density.hpp>
#include <colearn/measures/density_by_group.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace density_by_group_test {

using namespace colearn;

TEST_CASE("density between groups, against a count of pairs", "[density_by_group]") {
    random_stream random(73);
    for (int trial = 0; trial < 300; ++trial) {
        const auto of = small::random_columns(random, 8).frozen(small::any_options(random));
        const auto n = of.actor_count();
        std::vector<std::uint32_t> labels(n);
        for (auto& one : labels) one = static_cast<std::uint32_t>(uniform_index(random, (n + 1) / 2));
        const auto result = density_by_group(of, groups_from(of, "label", labels));
        const auto g = result.groups.names.size();
        for (std::size_t a = 0; a < g; ++a)
            for (std::size_t b = 0; b < g; ++b) {
                double possible = 0, strength = 0;
                std::set<std::pair<std::size_t, std::size_t>> tied;
                for (std::size_t v = 0; v < n; ++v)
                    for (std::size_t w = 0; w < n; ++w)
                        if (v != w && labels[v] == a && labels[w] == b) ++possible;
                for (std::uint32_t v = 0; v < n; ++v)
                    for (std::size_t i = 0; i < of.out().of(v).size(); ++i) {
                        const auto w = of.out().of(v)[i];
                        if (w == v || labels[v] != a || labels[w] != b) continue;
                        tied.emplace(v, w);
                        strength += of.out().strengths_of(v)[i];
                    }
                const double half = !of.directed() && a == b ? 2 : 1;
                const auto& pair = result.between(a, b);
                CHECK(pair.possible_pairs == possible / half);
                CHECK(static_cast<double>(pair.tied_pairs) == static_cast<double>(tied.size()) / half);
                CHECK(pair.strength == Approx(strength / half));
                REQUIRE(pair.density.defined() == (possible > 0));
                if (possible > 0) CHECK(*pair.density.value == Approx(static_cast<double>(tied.size()) / possible));
                REQUIRE(pair.mean_strength.defined() == !tied.empty());
                if (!tied.empty())
                    CHECK(*pair.mean_strength.value == Approx(strength / static_cast<double>(tied.size())));
            }
    }
}

TEST_CASE("one group's density is that of the view", "[density_by_group]") {
    const auto of = small::kite();
    const auto result = density_by_role(of);
    CHECK(*result.between(0, 0).density.value == *density(of).value);
    CHECK_THROWS_AS(result.between(0, 1), contract_violation);
    CHECK(density_by_role(small::graph(1, {}, true)).between(0, 0).density.why_undefined ==
          "there is no possible pair");
    CHECK(density_by_role(small::graph(2, {}, true)).between(0, 0).mean_strength.why_undefined == "no pair is tied");
    CHECK_THROWS_AS(density_by_group(of, groups_by_role(view())), contract_violation);
}

} // namespace density_by_group_test

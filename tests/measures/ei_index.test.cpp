// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/measures/ei_index.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace ei_index_test {

using namespace colearn;

TEST_CASE("the E-I index of two houses, by hand", "[ei_index]") {
    // 0, 1, 2 in one house, 3, 4 in another: three ties within, one across.
    const auto of = small::graph(6, {{0, 1}, {1, 2}, {3, 4}, {2, 3}}, false);
    const auto result = ei_index(of, groups_from(of, "house", std::vector<std::uint32_t>{0, 0, 0, 1, 1, 2}));
    CHECK(*result.overall.value == -.5);
    CHECK(*result.group[0].value == Approx(-1. / 3));
    CHECK(*result.group[1].value == 0);
    CHECK(result.group[2].why_undefined == "the group has no tie");
    CHECK(*result.score[id<actor>{2U}].value == 0);
    CHECK(*result.score[id<actor>{0U}].value == -1);
    CHECK(result.score[id<actor>{5U}].why_undefined == "it has no tie");
    CHECK(*result.if_mixed.value == Approx((15. - 4 - 4) / 15)); // 4 pairs of 15 are within
    CHECK(result.groups.boundary == "house");
    CHECK(result.external == 1);
    CHECK(result.internal == 3);
}

TEST_CASE("the E-I index, against all ties", "[ei_index]") {
    random_stream random(71);
    for (int trial = 0; trial < 300; ++trial) {
        const auto of = small::random_columns(random, 8).frozen(small::any_options(random));
        const auto n = of.actor_count();
        std::vector<std::uint32_t> labels(n);
        for (auto& one : labels) one = static_cast<std::uint32_t>(uniform_index(random, (n + 1) / 2));
        const auto groups = groups_from(of, "label", labels);
        for (const bool by_strength : {false, true}) {
            const auto result = ei_index(of, groups, {by_strength});
            const auto index = [&](auto takes_part) {
                double external = 0, internal = 0;
                for (std::uint32_t v = 0; v < n; ++v)
                    for (std::size_t i = 0; i < of.out().of(v).size(); ++i) {
                        const auto w = of.out().of(v)[i];
                        if (w == v || (!of.directed() && w < v) || !takes_part(v, w)) continue;
                        (labels[v] != labels[w] ? external : internal) += by_strength ? of.out().strengths_of(v)[i] : 1;
                    }
                return external + internal > 0 ? (external - internal) / (external + internal) : -9;
            };
            const auto same = [](const measured& given, double known) {
                return given.defined() ? *given.value == Approx(known) : known == -9;
            };
            CHECK(same(result.overall, index([](auto, auto) { return true; })));
            for (std::uint32_t g = 0; g < groups.names.size(); ++g)
                CHECK(same(result.group[g], index([&](auto v, auto w) { return labels[v] == g || labels[w] == g; })));
            for (std::uint32_t a = 0; a < n; ++a)
                CHECK(same(result.score[id<actor>{a}], index([&](auto v, auto w) { return v == a || w == a; })));
        }
    }
    CHECK(ei_index(view(), groups_by_role(view())).overall.why_undefined == "there is no tie between different actors");
    CHECK_FALSE(ei_index(view(), groups_by_role(view())).if_mixed.defined());
    CHECK_THROWS_AS(ei_index(small::kite(), groups_by_role(view())), contract_violation);
}

} // namespace ei_index_test

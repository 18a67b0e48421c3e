// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <colearn/measures/core_periphery.hpp>

#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace core_periphery_test {

using namespace colearn;

namespace {

struct counted {
    double missing = 0, extra = 0, correlation = 0;
    bool defined = false;
};

// Over all pairs, ordered ones of a directed view.
counted by_definition(const view& of, const small::pair_table& arcs, std::uint32_t core) {
    counted made;
    double n = 0, x = 0, y = 0, xy = 0;
    for (std::size_t v = 0; v < arcs.size(); ++v)
        for (std::size_t w = of.directed() ? 0 : v + 1; w < arcs.size(); ++w) {
            const bool a = core >> v & 1U, b = core >> w & 1U;
            if (v == w || a != b) continue;
            const double tied = arcs[v][w] > 0 ? 1 : 0;
            made.missing += a ? 1 - tied : 0;
            made.extra += a ? 0 : tied;
            ++n, x += a, y += tied, xy += a ? tied : 0;
        }
    const double vx = n * x - x * x, vy = n * y - y * y;
    made.defined = vx > 0 && vy > 0;
    if (made.defined) made.correlation = (n * xy - x * y) / std::sqrt(vx * vy);
    return made;
}

} // namespace

TEST_CASE("a star, a clique and Borgatti and Everett's ideal", "[core_periphery]") {
    const auto star = core_periphery(small::graph(5, {{0, 1}, {0, 2}, {0, 3}, {0, 4}}, false));
    CHECK(star.core_size == 1);
    CHECK(star.errors() == 0);
    CHECK(star.in_core.values()[0] == 1);
    CHECK_FALSE(star.unique); // the centre with any one other is as good
    // Figure 1 of Borgatti and Everett: a core of four who are all tied, and a rim tied to the core alone
    const auto ideal = small::graph(
        10, {{0, 1}, {0, 2}, {0, 3}, {1, 2}, {1, 3}, {2, 3}, {0, 4}, {0, 5}, {1, 6}, {1, 7}, {2, 8}, {3, 9}}, false);
    const auto result = core_periphery(ideal);
    CHECK(result.core_size == 4);
    CHECK(result.errors() == 0);
    CHECK(*result.correlation.value == Approx(1));
    CHECK(result.unique);
    CHECK(verify(ideal, result));
}

TEST_CASE("the core has the fewest errors of all", "[core_periphery]") {
    random_stream random(101);
    for (int trial = 0; trial < 300; ++trial) {
        const auto of = small::random_columns(random, 8).frozen(small::any_options(random));
        const auto arcs = small::arcs_of(of);
        const auto result = core_periphery(of);
        CHECK(verify(of, result));
        std::uint32_t found = 0;
        for (std::uint32_t v = 0; v < of.actor_count(); ++v) found |= result.in_core.values()[v] == 1 ? 1U << v : 0U;
        double fewest = 1e9;
        int how_many = 0;
        for (std::uint32_t core = 0; core < 1U << of.actor_count(); ++core) {
            const auto one = by_definition(of, arcs, core);
            if (one.missing + one.extra < fewest) fewest = one.missing + one.extra, how_many = 0;
            how_many += one.missing + one.extra == fewest ? 1 : 0;
        }
        const auto own = by_definition(of, arcs, found);
        CHECK(static_cast<double>(result.errors()) == fewest);
        CHECK(static_cast<double>(result.missing_in_core) == own.missing);
        CHECK(static_cast<double>(result.ties_in_periphery) == own.extra);
        CHECK(result.unique == (how_many == 1));
        REQUIRE(result.correlation.defined() == own.defined);
        if (own.defined) CHECK(*result.correlation.value == Approx(own.correlation).margin(1e-12));
    }
}

TEST_CASE("forged cores and peripheries are rejected", "[core_periphery]") {
    const auto of = small::kite();
    auto result = core_periphery(of);
    CHECK(verify(of, result));
    result.missing_in_core -= result.missing_in_core > 0 ? 1 : 0;
    result.ties_in_periphery += 1;
    CHECK_FALSE(verify(of, result));
    result = core_periphery(of);
    result.in_core.values()[9] = 1; // Jane: a worse core, counted right
    detail::measure_core(of, result);
    CHECK(verify(of, result).violated.find("a core with ") == 0);
    result.in_core.values()[9] = 2;
    CHECK_FALSE(verify(of, result));
    CHECK_FALSE(verify(view(), core_periphery(of)));
    CHECK(core_periphery(view()).core_size == 0);
}

} // namespace core_periphery_test

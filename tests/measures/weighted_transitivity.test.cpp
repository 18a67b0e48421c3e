// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>

#include <colearn/measures/transitivity.hpp>
#include <colearn/measures/weighted_transitivity.hpp>

#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace weighted_transitivity_test {

using namespace colearn;

namespace {
constexpr triple_value values[] = {triple_value::arithmetic_mean, triple_value::geometric_mean, triple_value::maximum,
                                   triple_value::minimum};
}

TEST_CASE("weighted transitivity of a triangle with a tail, by hand", "[weighted_transitivity]") {
    // a-b 4, a-c 2, b-c 1, c-d 3. Triples: at a (4, 2), at b (4, 1), at c (2, 1) closed; at c (2, 3), (1, 3) open.
    small::columns ties{{0, 0, 1, 2}, {1, 2, 2, 3}, {4, 2, 1, 3}, 4};
    const auto of = ties.frozen({.directed = false});
    const auto mean = weighted_transitivity(of);
    CHECK(mean.closed == 3 + 2.5 + 1.5);
    CHECK(mean.all == 7 + 2.5 + 2);
    CHECK(*mean.share.value == Approx(7 / 11.5));
    CHECK(*weighted_transitivity(of, {triple_value::maximum}).share.value == Approx(10. / 16));
    CHECK(*weighted_transitivity(of, {triple_value::minimum}).share.value == Approx(4. / 7));
}

TEST_CASE("weighted transitivity, against all triples", "[weighted_transitivity]") {
    random_stream random(33);
    for (int trial = 0; trial < 300; ++trial) {
        const auto of = small::random_columns(random, 8).frozen(small::any_options(random));
        const auto w = small::pairs_of(of);
        for (const auto value : values) {
            double closed = 0, all = 0;
            for (std::size_t i = 0; i < w.size(); ++i)
                for (std::size_t j = 0; j < w.size(); ++j)
                    for (std::size_t h = j + 1; h < w.size(); ++h) {
                        const double a = w[i][j], b = w[i][h];
                        if (a == 0 || b == 0) continue;
                        const double worth = value == triple_value::arithmetic_mean  ? (a + b) / 2
                                             : value == triple_value::geometric_mean ? std::sqrt(a * b)
                                             : value == triple_value::maximum        ? (std::max)(a, b)
                                                                                     : (std::min)(a, b);
                        all += worth;
                        closed += w[j][h] > 0 ? worth : 0;
                    }
            const auto result = weighted_transitivity(of, {value});
            CHECK(result.all == Approx(all));
            CHECK(result.closed == Approx(closed));
            REQUIRE(result.share.defined() == (all > 0));
            if (all > 0) CHECK(*result.share.value == Approx(closed / all));
        }
    }
}

TEST_CASE("with equal strengths it is transitivity", "[weighted_transitivity]") {
    const auto of = small::florentine_marriages();
    for (const auto value : values)
        CHECK(*weighted_transitivity(of, {value}).share.value == Approx(*transitivity(of).share.value));
    CHECK(weighted_transitivity(view()).share.why_undefined == "no actor has two partners");
}

} // namespace weighted_transitivity_test

// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/measures/detail/community_model.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace community_model_test {

using namespace colearn;
using detail::community_model;
using detail::quality_of;

TEST_CASE("modularity and Potts quality, by hand", "[community_model]") {
    // Two pairs and a tie between them; communities {0, 1} and {2, 3}.
    const auto of = small::graph(4, {{0, 1}, {2, 3}, {1, 2}}, false);
    const std::vector<std::uint32_t> community{0, 0, 1, 1};
    // 2/3 of the ties within; each community has half the ends.
    CHECK(*quality_of(community_model(of, false, 1), community, 2).value == Approx(2. / 3 - .5));
    CHECK(*quality_of(community_model(of, false, .5), community, 2).value == Approx(2. / 3 - .25));
    CHECK(*quality_of(community_model(of, true, .25), community, 2).value == Approx(2 - 2 * .25));
    // The same directed: out strengths 1, 1, 1, 0 and in strengths 0, 1, 1, 1.
    const auto directed = small::graph(4, {{0, 1}, {2, 3}, {1, 2}}, true);
    CHECK(*quality_of(community_model(directed, false, 1), community, 2).value == Approx(2. / 3 - (2 + 2) / 9.));
    CHECK(*quality_of(community_model(directed, true, .25), community, 2).value == Approx(2 - 4 * .25));
    CHECK(quality_of(community_model(small::graph(2, {}, true), false, 1), std::vector<std::uint32_t>{0, 1}, 2)
              .why_undefined == "there is no tie between different actors");
}

TEST_CASE("self-ties are left out of the model", "[community_model]") {
    const small::columns ties{{0, 0, 1}, {0, 1, 1}, {5, 2, 7}, 2};
    const community_model model(ties.frozen({.self_ties = loops::keep}), false, 1);
    CHECK(model.out == std::vector<double>{2, 0});
    CHECK(model.in == std::vector<double>{0, 2});
    CHECK(model.all == 2);
}

} // namespace community_model_test

// SPDX-License-Identifier: BSL-1.0
#include <cstdint>

#include <colearn/measures/density.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace density_test {

using namespace colearn;

TEST_CASE("density of published networks", "[density]") {
    CHECK(density(small::kite()).value == Approx(18. / 45));
    CHECK(density(small::florentine_marriages()).value == Approx(20. / 120)); // Wasserman and Faust (1994): .167
}

TEST_CASE("density counts every tie that the view has, over pairs of different actors", "[density]") {
    const small::columns ties{{0, 0, 0, 1, 1}, {0, 1, 1, 0, 2}, {1, 1, 1, 1, 1}, 3};
    CHECK(density(ties.frozen({})).value == Approx(3. / 6));
    CHECK(density(ties.frozen({.self_ties = loops::keep, .parallel = parallel_ties::keep})).value == Approx(5. / 6));
    CHECK(density(ties.frozen({.directed = false})).value == Approx(2. / 3));
    CHECK(density(ties.frozen({.directed = false, .self_ties = loops::keep})).value == Approx(3. / 3));
}

TEST_CASE("density is 0 without ties, and undefined without a pair", "[density]") {
    CHECK(density(small::graph(3, {}, true)).value == 0.);
    CHECK(density(small::graph(1, {}, true)).why_undefined == "there are fewer than two actors");
    CHECK_FALSE(density(view()).defined());
}

} // namespace density_test

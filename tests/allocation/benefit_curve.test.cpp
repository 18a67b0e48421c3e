// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <vector>

#include <colearn/allocation/benefit_curve.hpp>

#include "allocation/allocation_support.hpp"
#include "support/catch.hpp"

namespace benefit_curve_test {

using namespace allocation_test;

TEST_CASE("benefit of a share of need", "[benefit_curve]") {
    const benefit_curve curve;
    CHECK(curve(0) == 0);
    CHECK(curve(.5) == Approx(1 - std::exp(-1)));
    const benefit_curve straight{.5, {{.5, .8}, {1, 1}}};
    CHECK(straight(.25) == Approx(.4));
    CHECK(straight(.5) == Approx(.8));
    CHECK(straight(.75) == Approx(.9));
    CHECK(straight(3) == 1);
    CHECK(curve.slope_above(.5) == Approx(2 * std::exp(-1)));
    CHECK(curve.slope_below(.5) == curve.slope_above(.5));
    CHECK(straight.slope_below(.5) == Approx(1.6));
    CHECK(straight.slope_above(.5) == Approx(.4));
    CHECK(straight.slope_below(0) == Approx(1.6));
    CHECK(straight.slope_below(1) == Approx(.4));
    CHECK(straight.slope_above(1) == 0);
    CHECK(straight.slope_below(2) == 0);
    check_benefit_curve(curve, "test");
    check_benefit_curve(straight, "test");
    allocation_recipient one;
    one.pupils = 7;
    one.need = {{2, 3, 0}, {4, 1, 0}};
    CHECK(weight_of(one, benefit_weight::pupils) == 7);
    CHECK(weight_of(one, benefit_weight::need) == 6);
    CHECK(weight_of(one, benefit_weight::urgency) == 10);
    CHECK(to_string(benefit_weight::urgency) == "urgency");
}

TEST_CASE("a curve that is not concave is refused", "[benefit_curve]") {
    for (const auto& wrong : std::vector<benefit_curve>{{0, {}},
                                                        {std::nan(""), {}},
                                                        {.5, {{.5, .2}, {1, 1}}},
                                                        {.5, {{.5, .5}, {.5, .6}}},
                                                        {.5, {{.5, .5}, {1, .4}}},
                                                        {.5, {{-1, .5}}},
                                                        {.5, {{1, std::nan("")}}}})
        CHECK_THROWS_AS(check_benefit_curve(wrong, "test"), contract_violation);
}

} // namespace benefit_curve_test

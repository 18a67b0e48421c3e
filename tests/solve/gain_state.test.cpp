// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <limits>

#include <colearn/solve/detail/gain_state.hpp>

#include "support/catch.hpp"

namespace gain_state_test {

using colearn::detail::gain_flow_problem;
using colearn::detail::gain_pair;

struct opened : colearn::detail::gain_state { // what a search sees
    explicit opened(const gain_flow_problem& in) : gain_state(in) {
        alpha_ = in.alpha;
        start();
        set_multipliers();
    }
    using gain_state::arcs_;
    using gain_state::each_pair;
    using gain_state::left_;
    using gain_state::pairs_;
    using gain_state::who_;
};

TEST_CASE("the first guess is inside all bounds, and all multipliers are positive", "[gain_state]") {
    const double none = std::numeric_limits<double>::infinity();
    gain_flow_problem in;
    in.alpha = 2;
    in.supply = {1, 3};
    in.exhausted = {0, 0};
    in.offsets = {0, 2, 4, 5};
    in.provider = {0, 1, 0, 1, 1};
    in.value = {1, .5, .2, 1, 0};
    in.floors = {0, .3, .4};
    in.caps = {none, .5, .4};
    in.enough = {none, .2, 1};
    in.log_weight = {0, std::log(3.0), -none};
    const opened now(in);
    std::size_t pairs = 0;
    now.each_pair([&](const gain_pair& one) {
        ++pairs;
        CHECK(one.x > 0);
        CHECK(one.dual > 0);
    });
    CHECK(pairs == now.pairs_);
    CHECK(pairs == 5 + 2 + 4); // arcs, providers; the second recipient's floor, cap, surplus and lack
    const double sent = now.arcs_[2].x + now.arcs_[3].x;
    CHECK(sent > .3);
    CHECK(sent < .5);
    CHECK(now.arcs_[4].x == Approx(.4)); // a fixed amount
    CHECK(!now.who_[2].wants);
    CHECK(now.who_[0].counted == Approx(now.arcs_[0].x + .5 * now.arcs_[1].x));
    CHECK(now.who_[1].counted + now.who_[1].lacks.x == Approx(.2));
    // A unit more is worth something to whoever lacks enough, half of it for the bound.
    CHECK(now.who_[1].over.dual == Approx(now.who_[1].lacks.dual));
    CHECK(now.who_[0].over.dual > 0);
    CHECK(now.who_[2].over.dual == 0);
}

} // namespace gain_state_test

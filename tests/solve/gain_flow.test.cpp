// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/detail/gain_flow.hpp>

#include "support/catch.hpp"

namespace gain_flow_test {

using colearn::random_stream;
using colearn::uniform;
using colearn::detail::gain_flow;
using colearn::detail::gain_flow_problem;

// The conditions of Karush, Kuhn and Tucker at the end. alpha_fair.test.cpp has the duality gaps.
TEST_CASE("steps lead to prices at which nobody would change anything", "[gain_flow]") {
    random_stream stream(1);
    const double none = std::numeric_limits<double>::infinity();
    for (int round = 0; round < 40; ++round) {
        CAPTURE(round);
        gain_flow_problem in;
        in.alpha = std::vector{1.0, .4, 3.0, 8.0}[static_cast<std::size_t>(round) % 4];
        const std::uint32_t providers = 4;
        for (std::uint32_t j = 0; j < providers; ++j) {
            in.supply.push_back(.5 + uniform(stream));
            in.exhausted.push_back(0);
        }
        in.offsets.push_back(0);
        for (std::uint32_t i = 0; i < 9; ++i) {
            for (std::uint32_t j = 0; j < providers; ++j)
                if (j == i % providers || uniform(stream) < .4) {
                    in.provider.push_back(j);
                    in.value.push_back(.1 + .9 * uniform(stream));
                }
            in.offsets.push_back(static_cast<std::uint32_t>(in.provider.size()));
            in.floors.push_back(uniform(stream) < .3 ? .2 * uniform(stream) : 0);
            in.caps.push_back(uniform(stream) < .3 ? in.floors.back() + .05 + .3 * uniform(stream) : none);
            in.enough.push_back(uniform(stream) < .4 ? .05 + .4 * uniform(stream) : none);
            in.log_weight.push_back(std::log(.5 + uniform(stream)));
        }
        gain_flow search(in);
        for (int k = 0; k < 100 && search.complementarity() > 1e-9; ++k) REQUIRE(search.step());
        CHECK(search.complementarity() <= 1e-9);
        CHECK(search.violation() < 1e-9);
        std::vector<double> given(providers);
        for (std::size_t i = 0; i < 9; ++i) {
            double sent = 0;
            double arrived = 0;
            for (auto a = in.offsets[i]; a < in.offsets[i + 1]; ++a) {
                const double flow = search.flow(a);
                given[in.provider[a]] += flow;
                sent += flow;
                arrived += flow * in.value[a];
                const double reduced =
                    search.price(in.provider[a]) + search.amount_price(i) - in.value[a] * search.worth(i);
                CHECK(reduced > -1e-7);
                CHECK(flow * reduced < 1e-7); // nothing goes where it costs more than it is worth
            }
            const double q = search.amount_price(i);
            if (q > 1e-5) CHECK(sent == Approx(in.caps[i]).epsilon(1e-4));
            if (q < -1e-5) CHECK(sent == Approx(in.floors[i]).epsilon(1e-4));
            const double marginal =
                std::exp(in.log_weight[i] - in.alpha * std::log((std::min)(arrived, in.enough[i])) - search.log_unit());
            if (arrived < .999 * in.enough[i]) {
                CHECK(search.worth(i) == Approx(marginal).epsilon(2e-2).margin(1e-6));
            } else {
                CHECK(search.worth(i) <= marginal * 1.1);
            }
        }
        for (std::uint32_t j = 0; j < providers; ++j)
            if (search.price(j) > 1e-4) CHECK(given[j] == Approx(in.supply[j]).epsilon(1e-4));
    }
}

TEST_CASE("a fixed amount and a provider that gives all are equations", "[gain_flow]") {
    const double none = std::numeric_limits<double>::infinity();
    gain_flow_problem in;
    in.supply = {1, 1};
    in.exhausted = {1, 0};
    in.offsets = {0, 2, 4};
    in.provider = {0, 1, 0, 1};
    in.value = {1, .5, 1, 1};
    in.floors = {.7, 0};
    in.caps = {.7, none};
    in.enough = {none, none};
    in.log_weight = {0, 0};
    gain_flow search(in);
    for (int k = 0; k < 60 && search.complementarity() > 1e-10; ++k) REQUIRE(search.step());
    CHECK(search.flow(0) + search.flow(1) == Approx(.7));
    CHECK(search.flow(0) + search.flow(2) == Approx(1));
    CHECK(search.flow(0) == Approx(.7).epsilon(1e-4)); // where it does more
    CHECK(search.flow(3) == Approx(1).epsilon(1e-4));
}

} // namespace gain_flow_test

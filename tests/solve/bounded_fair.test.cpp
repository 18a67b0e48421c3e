// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <stop_token>
#include <utility>

#include <colearn/solve/alpha_fair.hpp>
#include <colearn/solve/alpha_fair_verify.hpp>
#include <colearn/solve/detail/bounded_fair.hpp>

#include "solve/alpha_fair_support.hpp"
#include "support/catch.hpp"

namespace bounded_fair_test {

using namespace alpha_fair_test;
using colearn::status;

TEST_CASE("a sharing without bounds is told from one that breaks them", "[bounded_fair]") {
    auto in = make({4}, {1, 1}, {{0, 0, 2}, {0, 1, 1}});
    const auto free = alpha_fair(in); // two units each
    const auto keeps = [&](numbers caps, numbers enough) {
        in.caps = colearn::id_map<school, double>(std::move(caps));
        in.enough = colearn::id_map<school, double>(std::move(enough));
        return colearn::detail::keeps_within(in, free);
    };
    CHECK(keeps({}, {}));
    CHECK(keeps({2.1, 2.1}, {4.1, 2.1}));
    CHECK(!keeps({1.9, 2.1}, {}));
    CHECK(!keeps({}, {3.9, 2.1}));
}

TEST_CASE("what helps nobody is taken back", "[bounded_fair]") {
    // The first school needs one unit, the second none that counts: it gets its floor and no more.
    auto in = make({10, 10}, {1, 0}, {{0, 0, 1}, {1, 0, 1}, {0, 1, 1}, {1, 1, 0}});
    in.floors = colearn::id_map<school, double>(numbers{0, 3});
    in.enough = colearn::id_map<school, double>(numbers{1, 1});
    const auto got = alpha_fair(in);
    CHECK(got.outcome == status::converged);
    CHECK(got.flows[0] + got.flows[1] == Approx(1));
    CHECK(got.flows[2] + got.flows[3] == Approx(3));
    // Floors alone.
    in.weights = colearn::id_map<school, double>(2, 0.0);
    const auto floors = alpha_fair(in);
    CHECK(floors.outcome == status::converged);
    CHECK(floors.flows[0] + floors.flows[1] == 0);
    CHECK(floors.flows[2] + floors.flows[3] == 3);
    // A search that was stopped at once has floors and claims no more than that.
    in.weights = colearn::id_map<school, double>(2, 1.0);
    in.floors = colearn::id_map<school, double>(numbers{0, 15});
    std::stop_source source;
    source.request_stop();
    auto stopped = alpha_fair(in, {.stop = source.get_token()});
    CHECK(stopped.outcome == status::cancelled);
    CHECK(stopped.flows[2] + stopped.flows[3] == 15);
    CHECK(stopped.certificate.gap == std::numeric_limits<double>::infinity());
    CHECK(verify(in, stopped).violated == "");
    stopped.outcome = status::converged;
    CHECK(!verify(in, stopped));
}

} // namespace bounded_fair_test

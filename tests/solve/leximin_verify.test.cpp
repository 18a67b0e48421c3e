// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/solve/leximin.hpp>
#include <colearn/solve/leximin_verify.hpp>

#include "solve/leximin_support.hpp"
#include "support/catch.hpp"

namespace leximin_verify_test {

using namespace leximin_test;
using colearn::leximin_binding;
using colearn::status;

TEST_CASE("a forged sharing is rejected", "[leximin_verify]") {
    auto in = make({6, 20}, {1, 2, 1, 4}, {{0, 0}, {0, 1}, {0, 2}, {1, 2}, {1, 3}});
    in.floors = colearn::id_map<school, double>(numbers{0, 0, 5, 0});
    in.caps = colearn::id_map<school, double>(numbers{1, infinity, infinity, infinity});
    const auto right = colearn::leximin(in);
    check_near(amounts(right), {1, 5, 5, 15});
    REQUIRE(verify(in, right));
    const auto refused = [&](auto forge, const std::string& why) {
        auto forged = right;
        forge(forged);
        const auto checked = verify(in, forged);
        CAPTURE(checked.violated, why);
        CHECK(!checked);
        CHECK(checked.violated.find(why) != std::string::npos);
    };
    const auto move = [](auto& of, std::size_t from, std::size_t to, double much) { // along arcs
        const std::size_t who[] = {0, 1, 2, 2, 3};
        of.flows[from] -= much;
        of.flows[to] += much;
        of.amounts.values()[who[from]] -= much;
        of.amounts.values()[who[to]] += much;
    };
    refused([&](auto& of) { of.flows.pop_back(); }, "a flow for each arc");
    refused([&](auto& of) { of.flows[1] += 1; }, "and has 6");
    refused([&](auto& of) { of.amounts.values()[3] += 1; }, "receives");
    refused([&](auto& of) { move(of, 1, 0, 1); }, "above its cap");
    refused([&](auto& of) { move(of, 3, 4, 1); }, "below its floor");
    refused([&](auto& of) { of.certificate.provider_in.values()[0] = 9; }, "no bottleneck");
    refused([&](auto& of) { of.certificate.decided.values()[3] = leximin_binding::floor; }, "decided");
    refused([&](auto& of) { of.certificate.bottlenecks[0].supply += 1; }, "other members");
    refused([&](auto& of) { of.certificate.bottlenecks[0].level = 99; }, "rise");
    refused(
        [&](auto& of) { // worse for the worst served, with levels to match
            move(of, 1, 2, 1);
            of.certificate.decided.values()[1] = leximin_binding::arcs;
            of.certificate.decided.values()[2] = leximin_binding::arcs;
        },
        "");
    auto kept = right;
    kept.flows[4] -= 1;
    kept.amounts.values()[3] -= 1;
    kept.certificate.bottlenecks[1].spare = 1;
    CHECK(!verify(in, kept));

    // Floors that cannot be met are named, and so are those on whom they depend.
    in.floors = colearn::id_map<school, double>(numbers{1, 6, 5, 0});
    auto conflict = colearn::leximin(in);
    CHECK(conflict.outcome == status::infeasible);
    CHECK(conflict.certificate.conflicting_floors == std::vector{id<school>{0U}, id<school>{1U}});
    CHECK(conflict.certificate.conflicting_providers == std::vector{id<agency>{0U}});
    CHECK(conflict.certificate.floors_total == 7);
    CHECK(conflict.certificate.reachable_total == 6);
    CHECK(verify(in, conflict));
    conflict.certificate.conflicting_providers.clear();
    CHECK(!verify(in, conflict));
    conflict.certificate.conflicting_floors.pop_back();
    CHECK(!verify(in, conflict));
}

} // namespace leximin_verify_test

// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <string>

#include <colearn/solve/alpha_fair.hpp>
#include <colearn/solve/alpha_fair_verify.hpp>

#include "solve/alpha_fair_support.hpp"
#include "support/catch.hpp"

namespace alpha_fair_verify_test {

using namespace alpha_fair_test;
using colearn::random_stream;

TEST_CASE("a forged fair sharing is rejected", "[alpha_fair_verify]") {
    random_stream stream(3);
    const auto in = any_problem(stream, 3, 5, values::real);
    const auto right = alpha_fair(in);
    REQUIRE(verify(in, right));
    const auto refused = [&](auto forge, const std::string& why) {
        auto forged = right;
        forge(forged);
        const auto checked = verify(in, forged);
        CAPTURE(checked.violated, why);
        CHECK(!checked);
        CHECK(checked.violated.find(why) != std::string::npos);
    };
    refused([](result& of) { of.flows.pop_back(); }, "a flow for each arc");
    refused([](result& of) { of.flows[0] = -1; }, "carries -1");
    refused([](result& of) { of.flows[0] += 1; }, "gives");
    refused([](result& of) { of.utilities.values()[0] *= 2; }, "has a utility of");
    refused([](result& of) { of.objective += .1; }, "the objective is");
    refused([](result& of) { of.certificate.bound -= .1; }, "prove a bound");
    refused([](result& of) { of.certificate.prices.values()[0] *= 1.1; }, "prove a bound");
    refused([](result& of) { of.certificate.prices.values()[0] = -1; }, "has a price of");
    refused([](result& of) { of.certificate.relative_gap = .5; }, "of the worth of all supply");
    refused([](result& of) { of.certificate.gap = of.certificate.relative_gap = 0; }, "the gap is");
    // A worse sharing with an honest gap is no answer to what was asked for.
    const auto rough = alpha_fair(in, {.relative_gap = .01});
    CHECK(verify(in, rough, {.relative_gap = .01}));
    CHECK(!verify(in, rough));
}

TEST_CASE("with bounds a forged proof is rejected, too", "[alpha_fair_verify]") {
    auto in = make({12}, {1, 1, 1}, {{0, 0, 3}, {0, 1, 1}, {0, 2, 1}});
    const double none = std::numeric_limits<double>::infinity();
    in.floors = colearn::id_map<school, double>(numbers{0, 6, 0});
    in.caps = colearn::id_map<school, double>(numbers{2, none, none});
    in.enough = colearn::id_map<school, double>(numbers{none, none, 20});
    const auto right = alpha_fair(in);
    REQUIRE(verify(in, right).violated == "");
    const auto refused = [&](auto forge, const std::string& why) {
        auto forged = right;
        forge(forged);
        const auto checked = verify(in, forged);
        CAPTURE(checked.violated, why);
        CHECK(!checked);
        CHECK(checked.violated.find(why) != std::string::npos);
    };
    const auto move = [](result& of, std::size_t from, std::size_t to, double much, double value) {
        of.flows[from] -= much;
        of.flows[to] += much;
        of.utilities.values()[to] += much * value;
        of.utilities.values()[from] = of.flows[from] * (from == 0 ? 3 : 1);
    };
    refused([&](result& of) { move(of, 1, 2, 1, 1); }, "below its floor");
    refused([&](result& of) { move(of, 2, 0, 1, 3); }, "above its cap");
    refused([](result& of) { of.certificate.amount_prices = {}; }, "a price of the amount");
    refused([](result& of) { of.certificate.amount_prices.values()[0] += .1; }, "prove a bound");
    refused([](result& of) { of.certificate.amount_prices.values()[1] = 0; }, "prove a bound");
    refused([](result& of) { of.certificate.amount_prices.values()[1] = -1; }, "is paid to take");
    refused([](result& of) { of.certificate.amount_prices.values()[2] = std::numeric_limits<double>::infinity(); }, "");
    refused([](result& of) { of.certificate.unserved = {id<school>{0U}}; }, "can be served");
    refused([](result& of) { of.certificate.unserved = {id<school>{7U}}; }, "can be served");
    refused([](result& of) { of.certificate.conflicting_floors = {id<school>{1U}}; }, "that is not named");
    refused([](result& of) { of.outcome = colearn::status::infeasible; }, "names somebody");
    refused(
        [](result& of) {
            of.outcome = colearn::status::infeasible;
            of.certificate.conflicting_floors = {id<school>{1U}};
            of.certificate.conflicting_providers = {id<agency>{0U}};
            of.certificate.floors_total = 6;
            of.certificate.reachable_total = 12;
        },
        "names somebody");
}

TEST_CASE("any multipliers prove a bound, which the best sharing keeps to", "[alpha_fair_verify]") {
    random_stream stream(8);
    for (int round = 0; round < 60; ++round) {
        CAPTURE(round);
        const double alpha = round % 2 == 0 ? 1 : .5;
        const auto in = with_bounds(any_problem(stream, 3, 4, values::real), stream, 7);
        const auto right = alpha_fair(in, {.alpha = alpha});
        if (right.outcome != colearn::status::converged) continue;
        auto other = right;
        for (auto& x : other.certificate.prices.values()) x *= 2 * colearn::uniform(stream);
        for (auto& x : other.certificate.amount_prices.values())
            x = colearn::detail::fair_cap(in, 0) > 1e300 || x < 0 ? x * 2 * colearn::uniform(stream) : x;
        colearn::detail::measure_gap(in, alpha, other);
        CHECK(other.certificate.bound >= right.objective - 1e-9);
        other.outcome = colearn::status::not_converged;
        CHECK(verify(in, other, {.alpha = alpha}).violated == "");
        other.outcome = colearn::status::converged;
        if (other.certificate.relative_gap > 1e-8) CHECK(!verify(in, other, {.alpha = alpha}));
    }
}

} // namespace alpha_fair_verify_test

// SPDX-License-Identifier: BSL-1.0
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

} // namespace alpha_fair_verify_test

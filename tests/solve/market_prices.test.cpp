// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/detail/market_prices.hpp>

#include "support/catch.hpp"

namespace market_prices_test {

// At a width that is not small, against what the smoothing means: all money goes along arcs in proportion to
// exp(-log(price / value) / width), and every provider sells just what it has. alpha_fair.test.cpp has the rest.
TEST_CASE("smoothed prices clear every provider's market", "[market_prices]") {
    colearn::random_stream stream(1);
    for (const double alpha : {.3, 1.0, 4.0}) {
        CAPTURE(alpha);
        colearn::detail::market in;
        in.alpha = alpha;
        for (int j = 0; j < 6; ++j) in.supply.push_back(.5 + colearn::uniform(stream));
        in.offsets.push_back(0);
        for (int i = 0; i < 15; ++i) {
            in.log_weight.push_back(std::log(.5 + colearn::uniform(stream)));
            for (std::uint32_t j = 0; j < 6; ++j)
                if (j == static_cast<std::uint32_t>(i) % 6 || colearn::uniform(stream) < .4) {
                    in.provider.push_back(j);
                    in.log_value.push_back(std::log(.2 + colearn::uniform(stream)));
                }
            in.offsets.push_back(static_cast<std::uint32_t>(in.provider.size()));
        }
        colearn::detail::market_prices search(in);
        const double width = .1;
        REQUIRE(search.centre(width, 1e-10));
        CHECK(search.newton_steps < 30);
        std::vector<double> asked(6);
        for (std::size_t i = 0; i < 15; ++i) {
            double sum = 0;
            for (auto a = in.offsets[i]; a < in.offsets[i + 1]; ++a)
                sum += std::exp((in.log_value[a] - search.log_price[in.provider[a]]) / width);
            const double unit = std::pow(sum, -width); // price of a unit of utility
            const double money = std::exp(in.log_weight[i] / alpha) * std::pow(unit, 1 - 1 / alpha);
            for (auto a = in.offsets[i]; a < in.offsets[i + 1]; ++a) {
                const auto j = in.provider[a];
                const double share = std::exp((in.log_value[a] - search.log_price[j]) / width) / sum;
                asked[j] += money * share / std::exp(search.log_price[j]);
            }
        }
        search.share_out();
        std::vector<double> given(6);
        for (std::size_t a = 0; a < in.provider.size(); ++a) given[in.provider[a]] += search.flow[a];
        for (std::size_t j = 0; j < 6; ++j) {
            CHECK(asked[j] == Approx(in.supply[j]).epsilon(1e-8));
            CHECK(given[j] == Approx(in.supply[j]).epsilon(1e-12));
        }
    }
}

} // namespace market_prices_test

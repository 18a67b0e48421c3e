// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <colearn/allocation/spill_over.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>

#include "allocation/allocation_support.hpp"
#include "support/catch.hpp"

namespace spill_over_test {

using namespace allocation_test;

TEST_CASE("what is passed on reaches others, and comes back", "[spill_over]") {
    auto of = small_pool();
    of.spill_over = {
        {recipient(0), recipient(1), .5}, {recipient(1), recipient(0), .5}, {recipient(1), recipient(2), .25}};
    const std::vector<double> given{6, 0, 1};
    auto found = spill_over(of, given); // y0 = 6 + y1 / 2, y1 = y0 / 2, y2 = 1 + y1 / 4
    CHECK(found.reached[0] == Approx(8));
    CHECK(found.reached[1] == Approx(4));
    CHECK(found.reached[2] == Approx(2));
    CHECK(found.error < 1e-10);
    CHECK(verify(of, given, found).violated == "");
    auto forged = found;
    forged.reached[2] = 2.1;
    CHECK(verify(of, given, forged).violated.find("misses its equations") != std::string::npos);
    forged.reached.pop_back();
    CHECK_FALSE(verify(of, given, forged));
    CHECK(spill_over(small_pool(), given).reached == given);
    CHECK_THROWS_AS(spill_over(of, std::vector<double>{1}), contract_violation);
}

TEST_CASE("what reaches everyone is the sum over all ways", "[spill_over]") {
    for (std::uint64_t item = 0; item < 60; ++item) {
        random_stream draw(64, item);
        allocation_problem of;
        const auto n = 1 + static_cast<std::size_t>(uniform_index(draw, 9));
        std::vector<double> given;
        for (std::size_t i = 0; i < n; ++i) {
            of.recipients.push_back({});
            given.push_back(uniform(draw, 0, 10));
        }
        const double most = item % 4 == 0 ? .999 : .6;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                if (uniform(draw) < .6)
                    of.spill_over.push_back(
                        {recipient(i), recipient(j), uniform(draw, 0, most / static_cast<double>(n))});
        for (const bool backwards : {false, true}) {
            // Power series, until a term is nothing.
            auto expected = given;
            auto term = given;
            for (int k = 0; k < 4'000; ++k) {
                std::vector<double> next(n);
                for (const auto& tie : of.spill_over)
                    if (backwards)
                        next[tie.from.index] += tie.share * term[tie.to.index];
                    else
                        next[tie.to.index] += tie.share * term[tie.from.index];
                term = next;
                for (std::size_t i = 0; i < n; ++i) expected[i] += term[i];
            }
            for (const double near : {1e-3, 1e-13}) {
                const auto found =
                    detail::benefit_rows(of, backwards ? detail::benefit_way::backwards : detail::benefit_way::forwards)
                        .solve(given, near);
                double off = 0;
                for (std::size_t i = 0; i < n; ++i) {
                    const double one = std::fabs(found.reached[i] - expected[i]);
                    off = backwards ? (std::max)(off, one) : off + one;
                }
                double size = 0;
                for (const double one : expected) size += one;
                CHECK(off <= found.error + 1e-12 * size);
                CHECK(found.error <= near * size + 1e-12 * size);
            }
        }
        CHECK(verify(of, given, spill_over(of, given)).violated == "");
    }
}

TEST_CASE("solved side by side, each is the same to the bit as alone", "[spill_over]") {
    for (std::uint64_t item = 0; item < 40; ++item) {
        random_stream draw(65, item);
        allocation_problem of;
        const std::size_t n = item % 10 == 0 ? 0 : 1 + uniform_index(draw, 40);
        for (std::size_t i = 0; i < n; ++i) of.recipients.push_back({});
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                if (uniform(draw) < .3)
                    of.spill_over.push_back(
                        {recipient(i), recipient(j), uniform(draw, 0, .9 / static_cast<double>(n))});
        // Some are nothing, some very large, so that they end after different rounds.
        std::vector<std::vector<double>> starts(item % 10);
        for (auto& start : starts) {
            const double size = uniform(draw) < .2 ? 0 : std::exp(uniform(draw, -20, 20));
            for (std::size_t i = 0; i < n; ++i) start.push_back(uniform(draw) < .5 ? 0 : uniform(draw, 0, size));
        }
        for (const auto way : {detail::benefit_way::forwards, detail::benefit_way::backwards})
            for (const double near : {1e-2, 1e-10}) {
                const detail::benefit_rows ties(of, way);
                const auto together = ties.solve_each(starts, near);
                REQUIRE(together.size() == starts.size());
                for (std::size_t k = 0; k < starts.size(); ++k) {
                    const auto alone = ties.solve(starts[k], near);
                    CHECK(together[k].reached == alone.reached);
                    CHECK(together[k].error == alone.error);
                    CHECK(together[k].rounds == alone.rounds);
                }
            }
    }
}

} // namespace spill_over_test

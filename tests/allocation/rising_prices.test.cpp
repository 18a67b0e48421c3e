// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/allocation/detail/rising_prices.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>

#include "support/catch.hpp"

namespace rising_prices_test {

using colearn::uniform_index;
using colearn::detail::rising_prices;

TEST_CASE("prices that only rise come out in order", "[rising_prices]") {
    std::size_t computed = 0;
    std::size_t plainly = 0;
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        colearn::random_stream stream(1, seed);
        const auto n = static_cast<std::uint32_t>(1 + uniform_index(stream, 60));
        const auto values = 1 + uniform_index(stream, 9); // few, so that many are equal
        std::vector<double> now(n);
        std::vector<std::uint32_t> rank(n);
        rising_prices queue;
        for (std::uint32_t p = 0; p < n; ++p) {
            rank[p] = p;
            queue.enter(p, now[p] = static_cast<double>(uniform_index(stream, values)));
        }
        colearn::shuffle(stream, std::span(rank));
        std::vector<std::uint8_t> gone(n);
        rising_prices::entry best{};
        const auto price = [&](std::uint32_t p, double at_least) {
            ++computed;
            CHECK(at_least <= (std::max)(now[p], 0.0) + (now[p] < 0 ? 1e9 : 0));
            return now[p];
        };
        const auto before = [&](std::uint32_t a, std::uint32_t b) { return rank[a] < rank[b]; };
        while (true) {
            std::uint32_t want = n;
            for (std::uint32_t p = 0; p < n; ++p)
                if (gone[p] == 0 && now[p] >= 0 &&
                    (want == n || now[p] < now[want] || (now[p] == now[want] && rank[p] < rank[want])))
                    want = p;
            plainly += static_cast<std::size_t>(std::count(gone.begin(), gone.end(), 0));
            REQUIRE(queue.take(price, before, best) == (want < n));
            if (want == n) break;
            CHECK(best.project == want);
            CHECK(best.at_least == now[want]);
            gone[want] = 1;
            for (auto& one : now) {
                if (one >= 0 && uniform_index(stream, 6) == 0) one += 1;
                if (uniform_index(stream, 50) == 0) one = -1; // out for good
            }
        }
    }
    CHECK(computed * 4 < plainly);
}

TEST_CASE("thousands of equal prices are not computed anew for each purchase", "[rising_prices]") {
    constexpr std::uint32_t n = 5000;
    rising_prices queue;
    for (std::uint32_t p = 0; p < n; ++p) queue.enter(p, 1);
    std::size_t computed = 0;
    // Prices that are equal to within 1e-12 of each other are one price; the second half is a little higher than that.
    const auto price = [&](std::uint32_t p, double) {
        ++computed;
        return p < n / 2 ? 1 + 1e-13 * (p % 7) : 1 + 1e-11;
    };
    rising_prices::entry best{};
    for (std::uint32_t k = 0; k < n; ++k) {
        REQUIRE(queue.take(
            price, [](std::uint32_t a, std::uint32_t b) { return a > b; }, best));
        REQUIRE(best.project == (k < n / 2 ? n / 2 - 1 - k : n - 1 - (k - n / 2)));
    }
    CHECK_FALSE(queue.take(
        price, [](std::uint32_t a, std::uint32_t b) { return a > b; }, best));
    CHECK(computed < 5 * n);
}

} // namespace rising_prices_test

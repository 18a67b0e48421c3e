// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/odd_sets.hpp>

#include "support/catch.hpp"

namespace odd_sets_test {

using colearn::odd_set;
using colearn::path_sums;

TEST_CASE("sums over all sets that hold both, against walking up", "[odd_sets]") {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        colearn::random_stream stream(seed);
        const auto n = static_cast<std::uint32_t>(1 + colearn::uniform_index(stream, 60));
        std::vector<std::uint32_t> parent(n, odd_set::none);
        std::vector<std::int64_t> value(n);
        for (std::uint32_t i = 0; i < n; ++i) {
            value[i] = static_cast<std::int64_t>(colearn::uniform_index(stream, 100));
            // A chain, a wide tree, or something between.
            const auto range = seed % 3 == 0 ? std::uint64_t{1} : n - i;
            if (i + 1 < n && colearn::uniform(stream) < .95)
                parent[i] = (std::min)(n - 1, i + 1 + static_cast<std::uint32_t>(colearn::uniform_index(stream, range)));
        }
        const path_sums<std::int64_t> sums(parent, value);
        CHECK(sums.size() == n);
        for (std::uint32_t a = 0; a < n; ++a)
            for (std::uint32_t b = 0; b < n; ++b) {
                std::vector<char> above(n, 0);
                for (auto x = a; x != odd_set::none; x = parent[x]) above[x] = 1;
                std::int64_t shared = 0;
                auto lowest = odd_set::none;
                for (auto x = b; x != odd_set::none; x = parent[x])
                    if (above[x] != 0) {
                        shared += value[x];
                        if (lowest == odd_set::none) lowest = x;
                    }
                CHECK(sums.shared(a, b) == shared);
                CHECK(sums.common(a, b) == lowest);
            }
        CHECK(sums.shared(0, odd_set::none) == 0);
    }
}

TEST_CASE("a nest of a million sets needs no recursion", "[odd_sets]") {
    constexpr std::uint32_t n = 1'000'000;
    std::vector<std::uint32_t> parent(n);
    for (std::uint32_t i = 0; i < n; ++i) parent[i] = i + 1 < n ? i + 1 : odd_set::none;
    const path_sums<double> sums(parent, std::vector<double>(n, 1));
    CHECK(sums.shared(0, 0) == n);
    CHECK(sums.shared(10, n - 5) == 5);
}

TEST_CASE("sets in a wrong order are refused", "[odd_sets]") {
    const std::vector<double> two(2, 1.);
    CHECK_THROWS_AS(path_sums<double>(std::vector<std::uint32_t>{odd_set::none, 0}, two), colearn::contract_violation);
    CHECK_THROWS_AS(path_sums<double>(std::vector<std::uint32_t>{0, odd_set::none}, two), colearn::contract_violation);
    CHECK_THROWS_AS(path_sums<double>(std::vector<std::uint32_t>{2, odd_set::none}, two), colearn::contract_violation);
    CHECK_THROWS_AS(path_sums<double>(std::vector<std::uint32_t>{odd_set::none}, two), colearn::contract_violation);
}

} // namespace odd_sets_test

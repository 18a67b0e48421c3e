// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/matching/profile_index.hpp>

#include "support/catch.hpp"

namespace profile_index_test {

using colearn::profile_index;
using colearn::profile_neighbour;

namespace {

std::vector<profile_neighbour> all_by_distance(std::size_t dimensions, const std::vector<double>& points,
                                               const std::vector<double>& query) {
    std::vector<profile_neighbour> out;
    for (std::uint32_t i = 0; i < points.size() / dimensions; ++i) {
        double square = 0;
        for (std::size_t k = 0; k < dimensions; ++k) {
            const double delta = query[k] - points[i * dimensions + k];
            square += delta * delta;
        }
        out.push_back({i, square});
    }
    std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) {
        return a.square != b.square ? a.square < b.square : a.index < b.index;
    });
    return out;
}

} // namespace

TEST_CASE("searches equal those of all points", "[profile_index]") {
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
        colearn::random_stream stream(seed);
        const auto dimensions = 1 + static_cast<std::size_t>(colearn::uniform_index(stream, 12));
        const auto count = 1 + static_cast<std::size_t>(colearn::uniform_index(stream, 400));
        const bool coarse = seed % 3 == 0; // many equal points
        const auto draw = [&] {
            return coarse ? static_cast<double>(colearn::uniform_index(stream, 3)) : colearn::uniform(stream);
        };
        std::vector<double> points(dimensions * count);
        for (double& one : points) one = draw();
        const profile_index index(dimensions, points);
        REQUIRE(index.size() == count);
        for (int repeat = 0; repeat < 10; ++repeat) {
            std::vector<double> query(dimensions);
            for (double& one : query) one = draw();
            auto all = all_by_distance(dimensions, points, query);
            for (const std::size_t wanted : {std::size_t{1}, std::size_t{7}, count + 3}) {
                const auto found = index.nearest(query, wanted);
                const auto last = all.begin() + static_cast<std::ptrdiff_t>((std::min)(wanted, count));
                CHECK(found == std::vector<profile_neighbour>(all.begin(), last));
            }
            const auto odd = [](std::uint32_t i) { return i % 2 == 1; };
            all.erase(std::remove_if(all.begin(), all.end(), [&](const auto& one) { return !odd(one.index); }),
                      all.end());
            all.resize((std::min)(all.size(), std::size_t{5}));
            CHECK(index.nearest(query, 5, profile_index::all_leaves, odd) == all);
        }
    }
}

TEST_CASE("a search that may look at few leaves finds most of what is near", "[profile_index]") {
    colearn::random_stream stream(1);
    constexpr std::size_t dimensions = 8;
    std::vector<double> points(dimensions * 5000);
    for (double& one : points) one = colearn::uniform(stream);
    const profile_index index(dimensions, points);
    std::size_t shared = 0;
    for (int repeat = 0; repeat < 50; ++repeat) {
        std::vector<double> query(dimensions);
        for (double& one : query) one = colearn::uniform(stream);
        const auto exact = index.nearest(query, 16);
        for (const auto& one : index.nearest(query, 16, 32, [](std::uint32_t) { return true; }))
            shared += std::find(exact.begin(), exact.end(), one) != exact.end() ? 1U : 0U;
    }
    CHECK(shared > 50 * 16 / 2);
}

TEST_CASE("empty and wrong questions", "[profile_index]") {
    CHECK(profile_index().nearest({}, 3).empty());
    const profile_index index(2, {0, 0, 1, 1});
    const std::vector<double> query{0, 0};
    CHECK(index.nearest(query, 0).empty());
    CHECK_THROWS_AS(index.nearest(std::vector<double>{1}, 1), colearn::contract_violation);
    CHECK_THROWS_AS(profile_index(2, {1, 2, 3}), colearn::contract_violation);
    CHECK_THROWS_AS(profile_index(0, {}), colearn::contract_violation);
}

} // namespace profile_index_test

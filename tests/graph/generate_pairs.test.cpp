// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/detail/generate_pairs.hpp>
#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/generate_schools.hpp>
#include <colearn/graph/geography.hpp>

#include "support/catch.hpp"

namespace generate_pairs_test {

using namespace colearn;

TEST_CASE("a set of pairs agrees with std::set, also after it was cleared", "[generate]") {
    detail::pair_set fast;
    random_stream stream(4);
    for (int round = 0; round < 20; ++round) {
        fast.clear();
        std::set<std::pair<std::uint32_t, std::uint32_t>> slow;
        const auto people = 2 + uniform_index(stream, 60);
        for (int i = 0; i < 500; ++i) {
            const auto a = static_cast<std::uint32_t>(uniform_index(stream, people));
            const auto b = static_cast<std::uint32_t>(uniform_index(stream, people));
            REQUIRE(fast.insert(a, b) == slow.insert(std::minmax(a, b)).second);
        }
    }
}

TEST_CASE("picks go by popularity and stay in their range", "[generate]") {
    const std::vector<double> sums{0, 5, 6, 8, 8.5, 12, 100};
    random_stream stream(9);
    std::array<int, 6> drawn{};
    constexpr int draws = 40'000;
    for (int i = 0; i < draws; ++i) ++drawn[detail::pick(stream, sums, 1, 5)];
    CHECK(drawn[0] == 0);
    CHECK(drawn[5] == 0);
    CHECK(drawn[1] == Approx(draws * 1.0 / 7).epsilon(0.05));
    CHECK(drawn[2] == Approx(draws * 2.0 / 7).epsilon(0.05));
    CHECK(drawn[3] == Approx(draws * 0.5 / 7).epsilon(0.07));
    CHECK(drawn[4] == Approx(draws * 3.5 / 7).epsilon(0.05));
}

TEST_CASE("pairs of near schools are those that measuring all distances finds", "[generate]") {
    auto parameters = system_parameters{};
    parameters.ties.candidate_schools = 7;
    const auto sites = generate_schools(parameters, 5);
    const auto n = sites.schools.size();
    const auto pairs = detail::near_schools(sites, parameters.ties);

    std::map<std::pair<std::uint32_t, std::uint32_t>, double> share; // from, to
    for (std::uint32_t s = 0; s < n; ++s) {
        std::vector<std::pair<double, std::uint32_t>> near;
        for (std::uint32_t t = 0; t < n; ++t)
            if (t != s) near.emplace_back(distance_km(*sites.schools[s].where, *sites.schools[t].where), t);
        std::sort(near.begin(), near.end());
        near.resize(7);
        double sum = 0;
        for (auto& [km, t] : near) {
            km = 1 / ((1 + km / 5) * (1 + km / 5));
            if (sites.schools[t].years == sites.schools[s].years) km *= 2;
            if (sites.schools[t].governance == sites.schools[s].governance) km *= 2;
            sum += km;
        }
        for (const auto& [weight, t] : near) share[{s, t}] = weight / sum;
    }
    double total = 0;
    std::pair<std::uint32_t, std::uint32_t> before{0, 0};
    for (const auto& [one, other, there, back] : pairs) {
        REQUIRE(one < other);
        REQUIRE(before < std::pair(one, other));
        before = {one, other};
        CHECK(there == Approx((share[{one, other}])));
        CHECK(back == Approx((share[{other, one}])));
        total += there + back;
    }
    CHECK(total == Approx(static_cast<double>(n)));
}

TEST_CASE("one school has nobody near", "[generate]") {
    auto parameters = system_parameters{};
    parameters.schools = parameters.regions = 1;
    CHECK(detail::near_schools(generate_schools(parameters, 1), parameters.ties).empty());
}

} // namespace generate_pairs_test

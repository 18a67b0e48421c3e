// SPDX-License-Identifier: BSL-1.0
#include <mutex>
#include <set>
#include <vector>

#include <colearn/trust/trust_pairs.hpp>

#include "support/catch.hpp"
#include "trust/support.hpp"

namespace trust_pairs_test {

namespace {

using colearn::id;
using colearn::trust_pair;

trust_pair pair_of(std::uint32_t source, std::uint32_t target) {
    return {id<colearn::actor>{source}, id<colearn::actor>{target}};
}

} // namespace

TEST_CASE("pairs are grouped by source, each once and in the order given", "[pairs]") {
    const std::vector<trust_pair> pairs = {pair_of(3, 1), pair_of(0, 2), pair_of(3, 0), pair_of(0, 1), pair_of(3, 1)};
    const colearn::detail::pairs_by_source grouped(pairs);
    REQUIRE(grouped.sources() == 2);
    CHECK(std::vector(grouped.of(0).begin(), grouped.of(0).end()) == std::vector<std::size_t>{1, 3});
    CHECK(std::vector(grouped.of(1).begin(), grouped.of(1).end()) == std::vector<std::size_t>{0, 2, 4});
    CHECK(colearn::detail::pairs_by_source({}).sources() == 0);
}

TEST_CASE("every source is answered once, on any number of threads", "[pairs]") {
    const auto view = test::make_view(40, {});
    std::vector<trust_pair> pairs;
    for (std::uint32_t i = 0; i < 400; ++i) pairs.push_back(pair_of(i * 7 % 40, (i * 7 + 1) % 40));
    for (const unsigned threads : {1U, 4U}) {
        std::mutex guard;
        std::multiset<std::size_t> answered;
        struct nothing {
            explicit nothing(std::size_t) {}
        };
        const bool complete = colearn::detail::for_each_source<nothing>(
            view, pairs, {.threads = threads}, [&](nothing&, id<colearn::actor> source, auto asked) {
                const std::lock_guard lock(guard);
                for (const auto i : asked) {
                    if (pairs[i].source != source) FAIL("a pair of another source");
                    answered.insert(i);
                }
            });
        CHECK(complete);
        CHECK(answered.size() == pairs.size());
        CHECK(std::set(answered.begin(), answered.end()).size() == pairs.size());
    }
}

TEST_CASE("pairs with strangers and with oneself are refused", "[pairs]") {
    const auto view = test::make_view(3, {});
    const auto check = [&](trust_pair one) {
        const std::vector<trust_pair> pairs = {one};
        colearn::detail::check_pairs(view, pairs, "test");
    };
    CHECK_NOTHROW(check(pair_of(0, 2)));
    CHECK_THROWS_AS(check(pair_of(0, 3)), colearn::contract_violation);
    CHECK_THROWS_AS(check(pair_of(3, 0)), colearn::contract_violation);
    CHECK_THROWS_AS(check(pair_of(1, 1)), colearn::contract_violation);
    CHECK_THROWS_AS(check({}), colearn::contract_violation);
}

} // namespace trust_pairs_test

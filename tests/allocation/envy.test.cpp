// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include <colearn/allocation/envy.hpp>
#include <colearn/core/distribution.hpp>

#include "support/catch.hpp"

namespace envy_test {

namespace {

using namespace colearn;
using numbers = std::vector<double>;
using owners = std::vector<std::uint32_t>;

struct instance {
    numbers values{};
    std::size_t agents = 0, items = 0;
    numbers entitlements{};
    [[nodiscard]] additive_valuations of() const { return {values, agents, items}; }
    [[nodiscard]] double weight(std::size_t i) const { return entitlements.empty() ? 1 : entitlements[i]; }
};

instance draw(std::uint64_t item) {
    random_stream stream(12, item);
    instance out;
    out.agents = 1 + uniform_index(stream, 4);
    out.items = uniform_index(stream, 8);
    for (std::size_t k = 0; k < out.agents * out.items; ++k)
        out.values.push_back(static_cast<double>(uniform_index(stream, 10)));
    if (item % 3 == 0)
        for (std::size_t i = 0; i < out.agents; ++i)
            out.entitlements.push_back(static_cast<double>(1 + uniform_index(stream, 4)));
    return out;
}

// The definitions: every pair, every item that might be taken away or added.
struct counts {
    std::size_t envy = 0, up_to_one = 0, short_of = 0, short_up_to_one = 0;
    double worst = 0;
};
counts by_definition(const instance& x, const owners& owner) {
    counts out;
    double entitled = 0;
    for (std::size_t i = 0; i < x.agents; ++i) entitled += x.weight(i);
    const auto worth = [&](std::size_t i, std::size_t holder, std::size_t without) {
        double sum = 0;
        for (std::size_t k = 0; k < x.items; ++k)
            if (owner[k] == holder && k != without) sum += x.values[i * x.items + k];
        return sum;
    };
    for (std::size_t i = 0; i < x.agents; ++i) {
        double all = 0;
        for (std::size_t k = 0; k < x.items; ++k) all += x.values[i * x.items + k];
        const double own = worth(i, i, x.items);
        for (std::size_t j = 0; j < x.agents; ++j) {
            const double mine = own * x.weight(j); // products of whole numbers: exact
            if (i == j || mine >= worth(i, j, x.items) * x.weight(i)) continue;
            ++out.envy;
            out.worst = (std::max)(out.worst, (worth(i, j, x.items) * x.weight(i) / x.weight(j) - own) / all);
            bool cured = false;
            for (std::size_t k = 0; k < x.items; ++k) cured |= mine >= worth(i, j, k) * x.weight(i) && owner[k] == j;
            out.up_to_one += cured ? 0 : 1;
        }
        if (own * entitled >= all * x.weight(i)) continue;
        ++out.short_of;
        bool cured = false;
        for (std::size_t k = 0; k < x.items; ++k)
            cured |= owner[k] != i && (own + x.values[i * x.items + k]) * entitled >= all * x.weight(i);
        out.short_up_to_one += cured ? 0 : 1;
    }
    return out;
}

} // namespace

TEST_CASE("three agents and a path of five items: the connected divisions that are EF1, as published", "[envy]") {
    // Peters, "Counterexamples in fair division" (gist.github.com/DominikPeters/063fb9bac3008372d12603bfdacbc8b1):
    // these valuations, and the list of all EF1 connected allocations
    const numbers values{3, 3, 0, 5, 4, 4, 0, 4, 7, 6, 6, 7, 3, 4, 4};
    const additive_valuations of{values, 3, 5};
    std::set<std::vector<std::string>> found;
    for (std::size_t first = 0; first <= 5; ++first)
        for (std::size_t second = first; second <= 5; ++second) {
            std::vector<std::uint32_t> order{0, 1, 2};
            do {
                owners owner;
                std::vector<std::string> named(3);
                for (std::size_t k = 0; k < 5; ++k) {
                    owner.push_back(order[k < first ? 0 : k < second ? 1 : 2]);
                    named[owner.back()] += static_cast<char>('a' + k);
                }
                if (envy_of_bundles(of, owner).envy_up_to_one.none()) found.insert(named);
            } while (std::next_permutation(order.begin(), order.end()));
        }
    CHECK(found == std::set<std::vector<std::string>>{{"a", "e", "bcd"},
                                                      {"e", "a", "bcd"},
                                                      {"ab", "e", "cd"},
                                                      {"e", "ab", "cd"},
                                                      {"cd", "e", "ab"},
                                                      {"e", "cd", "ab"},
                                                      {"d", "e", "abc"},
                                                      {"e", "d", "abc"}});
}

TEST_CASE("the witness of the worst envy, by hand", "[envy]") {
    const numbers values{6, 3, 1, 5, 5, 10};
    const auto of = envy_of_bundles({values, 2, 3}, owners{1, 1, 0});
    CHECK(of.envy.worst == envious_pair{0, 1, 1, 9, 0.8});
    CHECK(of.envy_up_to_one.worst == envious_pair{0, 1, 1, 3, 0.2});
    CHECK(of.shortfalls.worst == shortfall{0, 1, 5, 0.4});
    CHECK(of.shortfalls_up_to_one.none());
    CHECK(of.envy.agents == 1); // the other one has 10 of 20
    // with three times the pupils the second one expects three times as much, and envies too
    const auto entitled = envy_of_bundles({values, 2, 3}, owners{1, 1, 0}, {.entitlements = numbers{1, 3}});
    CHECK(entitled.envy.agents == 2);
    CHECK(entitled.envy.worst == envious_pair{1, 0, 10, 30, 1});
    CHECK(entitled.shortfalls.worst == shortfall{1, 10, 15, 0.25});
}

TEST_CASE("envy agrees with its definitions, and the notions imply one another", "[envy]") {
    std::size_t envious = 0, beyond_one = 0;
    for (std::uint64_t item = 0; item < 400; ++item) {
        const auto x = draw(item);
        random_stream stream(13, item);
        owners owner;
        numbers shares(x.values.size());
        for (std::size_t k = 0; k < x.items; ++k) {
            const auto one = static_cast<std::uint32_t>(uniform_index(stream, x.agents + (item % 5 == 0 ? 1 : 0)));
            owner.push_back(one < x.agents ? one : unassigned_item);
            if (one < x.agents) shares[one * x.items + k] = 1;
        }
        const auto of = envy_of_bundles(x.of(), owner, {.entitlements = x.entitlements});
        const auto expected = by_definition(x, owner);
        CHECK(of.envy.pairs == expected.envy);
        CHECK(of.envy_up_to_one.pairs == expected.up_to_one);
        CHECK(of.shortfalls.agents == expected.short_of);
        CHECK(of.shortfalls_up_to_one.agents == expected.short_up_to_one);
        CHECK((of.envy.worst ? of.envy.worst->envy : 0) == Approx(expected.worst).margin(1e-12));
        envious += of.envy.pairs;
        beyond_one += of.envy_up_to_one.pairs;
        // whole items are shares of 0 and 1
        const auto divided = envy_of_shares(x.of(), shares, {.entitlements = x.entitlements});
        CHECK(divided.envy.pairs == of.envy.pairs);
        CHECK(divided.envy.agents == of.envy.agents);
        CHECK(divided.envy.worst == of.envy.worst);
        CHECK(divided.shortfalls.worst == of.shortfalls.worst);
        const bool complete = std::count(owner.begin(), owner.end(), unassigned_item) == 0;
        if (complete && of.envy.none()) CHECK(of.shortfalls.none());
        if (complete && x.entitlements.empty() && of.envy_up_to_one.none()) CHECK(of.shortfalls_up_to_one.none());
        // everyone the same share of everything: nobody envies, whatever the values
        double entitled = 0;
        for (std::size_t i = 0; i < x.agents; ++i) entitled += x.weight(i);
        for (std::size_t k = 0; k < shares.size(); ++k) shares[k] = x.weight(k / x.items) / entitled;
        const auto even = envy_of_shares(x.of(), shares, {.entitlements = x.entitlements});
        CHECK((even.envy.none() && even.shortfalls.none()));
        // taking turns is EF1 (Caragiannis et al. 2019)
        if (!x.entitlements.empty()) continue;
        owners turns(x.items, unassigned_item);
        for (std::size_t turn = 0; turn < x.items; ++turn) {
            const auto i = turn % x.agents;
            std::size_t best = x.items;
            for (std::size_t k = 0; k < x.items; ++k)
                if (turns[k] == unassigned_item &&
                    (best == x.items || x.values[i * x.items + k] > x.values[i * x.items + best]))
                    best = k;
            turns[best] = static_cast<std::uint32_t>(i);
        }
        CHECK(envy_of_bundles(x.of(), turns).envy_up_to_one.none());
    }
    CHECK(envious > 100);
    CHECK(beyond_one > 100);
}

TEST_CASE("nobody and nothing, and bad input", "[envy]") {
    CHECK(envy_of_bundles({}, {}).envy.none());
    CHECK(envy_of_shares({}, {}).shortfalls.none());
    const numbers values{1, 2, 3, 4}, zeros(4);
    CHECK(envy_of_bundles({zeros, 2, 2}, owners{0, 0}).shortfalls.none()); // worth nothing to anyone
    CHECK_THROWS_AS(envy_of_bundles({values, 2, 2}, owners{0, 5}), contract_violation);
    CHECK_THROWS_AS(envy_of_shares({values, 2, 2}, numbers{1, 1, 1, 0}), contract_violation);
    CHECK_THROWS_AS(envy_of_bundles({values, 2, 2}, owners{0, 1}, {.entitlements = numbers{1}}), contract_violation);
    CHECK_THROWS_WITH(envy_of_bundles({values, 2, 2}, owners{0, 1}, {.entitlements = numbers{1, 0}}),
                      "envy_of_bundles: every entitlement must be from 1e-100 to 1e100; got 0");
}

} // namespace envy_test

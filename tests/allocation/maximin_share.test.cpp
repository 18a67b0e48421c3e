// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <vector>

#include <colearn/allocation/maximin_share.hpp>
#include <colearn/core/distribution.hpp>

#include "support/catch.hpp"

namespace maximin_share_test {

namespace {

using namespace colearn;
using numbers = std::vector<double>;
using owners = std::vector<std::uint32_t>;

// Every division of the items into the parts.
double by_enumeration(const numbers& values, std::size_t parts) {
    double best = 0;
    owners bundle(values.size(), 0);
    for (bool more = true; more;) {
        numbers load(parts);
        for (std::size_t k = 0; k < values.size(); ++k) load[bundle[k]] += values[k];
        best = (std::max)(best, *std::min_element(load.begin(), load.end()));
        more = false;
        for (auto& one : bundle) {
            if ((more = ++one < parts)) break;
            one = 0;
        }
    }
    return best;
}

} // namespace

TEST_CASE("published examples", "[maximin_share]") {
    // Wikipedia, "Maximin share", motivation: items of 1, 3, 5, 6, 9 for three agents: 7, by {1, 6}, {3, 5}, {9}
    const numbers five{1, 3, 5, 6, 9};
    const auto of = maximin_share_of(five, 3);
    CHECK(of.share == 7);
    CHECK(of.outcome == status::optimal);
    CHECK(of.bundle[0] == of.bundle[3]);
    CHECK(of.bundle[1] == of.bundle[2]);
    CHECK(verify(five, 3, of));
    // the worst case of the greedy rule for two: (3n - 1) / (4n - 2) = 5/6, where it gives 5 of 6
    const numbers hard{3, 3, 2, 2, 2};
    CHECK(maximin_share_of(hard, 2).share == 6);
    const auto greedy = maximin_share_of(hard, 2, {.exact_items = 0});
    CHECK(greedy.share == 5);
    CHECK(greedy.at_most == Approx(6));
    CHECK(greedy.outcome == status::guaranteed);
    CHECK(verify(hard, 2, greedy));
}

TEST_CASE("the search finds what enumeration finds, and the bounds hold", "[maximin_share]") {
    for (std::uint64_t item = 0; item < 250; ++item) {
        random_stream stream(14, item);
        const std::size_t parts = 1 + uniform_index(stream, 4), items = uniform_index(stream, 8);
        numbers values;
        for (std::size_t k = 0; k < items; ++k)
            values.push_back(item % 2 == 0 ? static_cast<double>(uniform_index(stream, 12)) : uniform(stream, 0, 9));
        const double expected = by_enumeration(values, parts);
        const auto of = maximin_share_of(values, parts);
        CHECK(of.share == Approx(expected).margin(1e-12));
        CHECK(of.at_most == of.share);
        CHECK(of.outcome == status::optimal);
        CHECK(verify(values, parts, of).violated == "");
        for (const auto& options : {maximin_options{.exact_items = 0}, maximin_options{.max_steps = 3}}) {
            const auto bounded = maximin_share_of(values, parts, options);
            CHECK(bounded.share <= expected + 1e-12);
            CHECK(bounded.at_most >= expected - 1e-12);
            CHECK(verify(values, parts, bounded).violated == "");
        }
    }
}

TEST_CASE("a search of thirty items ends, and so does the bound for many", "[maximin_share]") {
    random_stream stream(15);
    numbers thirty(30), many(20'000);
    for (double& one : thirty) one = static_cast<double>(1 + uniform_index(stream, 1000));
    for (double& one : many) one = uniform(stream);
    const auto of = maximin_share_of(thirty, 4, {.max_steps = 20'000});
    CHECK(verify(thirty, 4, of));
    CHECK(of.at_most <= of.share * 1.01);
    const auto bound = maximin_share_of(many, 50);
    CHECK(bound.at_most <= bound.share * 1.001);
    CHECK(verify(many, 50, bound));
}

TEST_CASE("nobody and nothing, forged results, and bad input", "[maximin_share]") {
    CHECK(maximin_share_of({}, 2).share == 0);
    CHECK(maximin_share_of(numbers{5, 6}, 3).share == 0);
    const numbers five{1, 3, 5, 6, 9};
    auto forged = maximin_share_of(five, 3);
    forged.share = forged.at_most = 8;
    CHECK(verify(five, 3, forged).violated == "the least bundle is worth 7, not 8");
    forged = maximin_share_of(five, 3);
    forged.at_most = 7.5;
    CHECK(verify(five, 3, forged).violated == "the share is said to be optimal, and is below its bound");
    forged.at_most = 9;
    CHECK(verify(five, 3, forged).violated == "the bound is above 7.5, which nobody can pass");
    forged.at_most = 6;
    CHECK(verify(five, 3, forged).violated == "the share is above its bound");
    forged.bundle[0] = 3;
    CHECK(verify(five, 3, forged).violated == "item 0 is in a bundle that is not there");
    forged.bundle.pop_back();
    CHECK_FALSE(verify(five, 3, forged));
    CHECK_THROWS_AS(maximin_share_of(five, 0), contract_violation);
    CHECK_THROWS_AS(maximin_share_of(numbers{-1}, 1), contract_violation);
}

} // namespace maximin_share_test

// SPDX-License-Identifier: BSL-1.0
#include <map>
#include <utility>
#include <vector>

#include <colearn/trust/reciprocity.hpp>

#include "support/catch.hpp"
#include "trust/support.hpp"

namespace reciprocity_test {

namespace {

using colearn::actor;
using colearn::id;
using colearn::measure_reciprocity;

} // namespace

TEST_CASE("reciprocity counts pairs and ties, mutuality says how equal they are", "[trust_reciprocity]") {
    // 0 and 1 trust each other, .8 and .4; 0 trusts 2; 3 trusts 0
    const auto view = test::make_view(5, {{0, 1, 0.8}, {1, 0, 0.4}, {0, 2, 0.9}, {3, 0, 0.5}});
    const auto found = measure_reciprocity(view);
    CHECK(found.mutual == 1);
    CHECK(found.one_sided == 2);
    CHECK(*found.of_pairs.value == Approx(1.0 / 3));
    CHECK(*found.of_ties.value == Approx(0.5));
    CHECK(*found.mutuality.value == Approx(0.5));
    CHECK(*found.of_actor[id<actor>{0U}] == Approx(0.5));
    CHECK(*found.of_actor[id<actor>{1U}] == 1);
    CHECK(*found.of_actor[id<actor>{3U}] == 0);
    CHECK_FALSE(found.of_actor[id<actor>{4U}].has_value());
    // with a threshold of .5 the tie back is no trust
    const auto strict = measure_reciprocity(view, 0.5);
    CHECK(strict.mutual == 0);
    CHECK(strict.one_sided == 3);
    CHECK(*strict.of_ties.value == 0);
    CHECK_FALSE(strict.mutuality.value.has_value());
    CHECK(strict.mutuality.why_undefined == "there is no pair with trust both ways");
}

TEST_CASE("reciprocity agrees with a map of pairs", "[trust_reciprocity]") {
    colearn::random_stream stream(25);
    for (int round = 0; round < 100; ++round) {
        const auto actors = static_cast<std::uint32_t>(2 + colearn::uniform_index(stream, 15));
        auto ties = test::random_ties(stream, actors, colearn::uniform(stream));
        const auto once = ties.size();
        for (std::size_t i = 0; i < once; i += 3) ties.push_back({ties[i].from, ties[i].to, 0.5}); // parallel
        std::vector<std::uint32_t> sources;
        std::vector<std::uint32_t> targets;
        std::vector<double> strengths;
        std::map<std::pair<std::uint32_t, std::uint32_t>, double> strongest;
        for (const auto& one : ties) {
            sources.push_back(one.from);
            targets.push_back(one.to);
            strengths.push_back(one.strength);
            auto& most = strongest[{one.from, one.to}];
            most = std::max(most, one.strength);
        }
        const auto view =
            colearn::freeze({sources, targets, strengths}, actors, {.parallel = colearn::parallel_ties::keep});
        const double threshold = 0.7 * colearn::uniform(stream);
        double mutual = 0;
        double one_sided = 0;
        double balance = 0;
        for (std::uint32_t v = 0; v < actors; ++v)
            for (std::uint32_t w = v + 1; w < actors; ++w) {
                const double there = strongest.contains({v, w}) ? strongest[{v, w}] : -1;
                const double back = strongest.contains({w, v}) ? strongest[{w, v}] : -1;
                if (there >= threshold && back >= threshold) {
                    ++mutual;
                    balance += std::min(there, back) / std::max(there, back);
                } else if (there >= threshold || back >= threshold) {
                    ++one_sided;
                }
            }
        const auto found = measure_reciprocity(view, threshold);
        REQUIRE(static_cast<double>(found.mutual) == mutual);
        REQUIRE(static_cast<double>(found.one_sided) == one_sided);
        REQUIRE(found.mutuality.value.has_value() == (mutual > 0));
        if (mutual > 0) REQUIRE(*found.mutuality.value == Approx(balance / mutual));
        if (mutual + one_sided > 0) REQUIRE(*found.of_pairs.value == Approx(mutual / (mutual + one_sided)));
        // other names and another unit: the same
        for (auto& one : ties) one.strength *= 8;
        const auto names = test::random_names(stream, actors);
        const auto other = measure_reciprocity(test::make_view(actors, test::renamed(ties, names)), 8 * threshold);
        REQUIRE(other.mutual == found.mutual);
        REQUIRE(other.one_sided == found.one_sided);
    }
}

TEST_CASE("what is undefined says why", "[trust_reciprocity]") {
    const auto nobody = measure_reciprocity(test::make_view(3, {}));
    CHECK_FALSE(nobody.of_pairs.value.has_value());
    CHECK(nobody.of_pairs.why_undefined == "there is no tie of trust between different actors");
    const auto undirected = measure_reciprocity(test::make_view(2, {{0, 1, 1}}, false));
    CHECK_FALSE(undirected.of_ties.value.has_value());
    CHECK(undirected.of_ties.why_undefined.find("undirected") != std::string::npos);
    CHECK_THROWS_AS(measure_reciprocity(test::make_view(2, {}), -1), colearn::contract_violation);
}

} // namespace reciprocity_test

// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <numeric>
#include <vector>

#include <colearn/measures/detail/community_model.hpp>
#include <colearn/measures/detail/leiden.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace leiden_test {

using namespace colearn;
using labels = std::vector<std::uint32_t>;

TEST_CASE("labels are numbered in the order in which they stand", "[leiden]") {
    labels given{7, 2, 7, 0, 2};
    CHECK(detail::leiden<false>::compact(given) == 3);
    CHECK(given == labels{0, 1, 0, 2, 1});
    labels none;
    CHECK(detail::leiden<true>::compact(none) == 0);
}

TEST_CASE("each round is as good as the one before, until one changes nothing", "[leiden]") {
    random_stream random(146);
    for (int trial = 0; trial < 60; ++trial) {
        const auto of = small::mixed(40 + uniform_index(random, 60), 150, 300 + static_cast<std::uint64_t>(trial))
                            .frozen({.directed = false});
        const detail::community_model model(of, false, 1);
        const detail::leiden_level bottom{
            model.rows.offsets(), model.rows.partners(), model.rows.strengths(), model.out, {}};
        detail::leiden<false> engine(model.penalty, .01, 5, {});
        labels community(of.actor_count());
        std::iota(community.begin(), community.end(), 0U);
        double before = *detail::quality_of(model, community, community.size()).value;
        bool moved = true;
        for (int round = 0; moved && round < 100; ++round) {
            moved = engine.round(bottom, community);
            const double now = *detail::quality_of(model, community, community.size()).value;
            CHECK(now >= before - 1e-12);
            if (!moved) CHECK(now == Approx(before));
            before = now;
        }
        CHECK_FALSE(moved);
    }
}

TEST_CASE("a community that falls apart is split by the next round", "[leiden]") {
    const auto of = small::graph(6, {{0, 1}, {1, 2}, {2, 0}, {3, 4}, {4, 5}, {5, 3}}, false);
    const detail::community_model model(of, false, 1);
    const detail::leiden_level bottom{
        model.rows.offsets(), model.rows.partners(), model.rows.strengths(), model.out, {}};
    detail::leiden<false> engine(model.penalty, .01, 5, {});
    labels all(6, 0);
    CHECK(engine.round(bottom, all));
    CHECK(all == labels{0, 0, 0, 1, 1, 1});
    CHECK_FALSE(engine.round(bottom, all));
}

TEST_CASE("refined sets lie within communities and hold together", "[leiden]") {
    random_stream random(147);
    for (int trial = 0; trial < 100; ++trial) {
        const auto of = small::mixed(30, 70, 400 + static_cast<std::uint64_t>(trial)).frozen({.directed = false});
        const detail::community_model model(of, trial % 2 == 0, trial % 2 == 0 ? .05 : 1);
        detail::leiden_level bottom{model.rows.offsets(), model.rows.partners(), model.rows.strengths(), model.out, {}};
        if (model.potts) bottom.mass.assign(30, 1);
        labels community(30);
        for (auto& one : community) one = static_cast<std::uint32_t>(uniform_index(random, 3));
        detail::leiden<false> engine(model.penalty, .01, 5, {});
        const auto [refined, count] = engine.refine(bottom, community);
        labels joined(30);
        std::iota(joined.begin(), joined.end(), 0U);
        const auto top = [&](std::uint32_t v) {
            while (joined[v] != v) v = joined[v];
            return v;
        };
        for (std::uint32_t v = 0; v < 30; ++v)
            for (const auto w : model.rows.of(v))
                if (refined[v] == refined[w]) joined[top(v)] = top(w);
        std::uint32_t sets = 0;
        for (std::uint32_t v = 0; v < 30; ++v) {
            sets += top(v) == v ? 1U : 0U;
            for (std::uint32_t w = 0; w < 30; ++w)
                if (refined[v] == refined[w]) CHECK(community[v] == community[w]);
        }
        CHECK(sets == count); // each set is in one piece
    }
}

} // namespace leiden_test

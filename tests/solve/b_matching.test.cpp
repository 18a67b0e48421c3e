// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <stop_token>

#include <colearn/solve/b_matching.hpp>

#include "solve/b_matching_support.hpp"
#include "support/catch.hpp"

namespace b_matching_test {

using namespace colearn;
using Catch::Contains;
using matching_test::at;
using matching_test::b_problem;
using matching_test::best_b_matching;
using matching_test::node;
using matching_test::random_b_problem;
using matching_test::weights;

TEST_CASE("a triangle with a tail, by hand", "[b_matching]") {
    // Everyone once: 0-1 and 2-3, 6. Twice: the whole triangle, 11, or 0-1, 0-2, 2-3 ...: no, 2-3 costs a pair of 3.
    b_problem of{{4, {{at(0), at(1), 5}, {at(2), at(1), 3}, {at(0), at(2), 3}, {at(2), at(3), 1}}},
                 id_map<node, std::uint32_t>(4, 1)};
    CHECK(b_matching(of).weight == 6);
    of.capacity = id_map<node, std::uint32_t>(4, 2);
    const auto got = b_matching(of);
    CHECK(got.weight == 11);
    CHECK(got.made.size() == 3);
    CHECK(got.made[0].a == at(0));
    CHECK(got.made[0].b == at(1));
    CHECK(got.partners(4)[at(2)] == std::vector{at(0), at(1)});
    CHECK(verify(of, got));
    of.capacity = id_map<node, std::uint32_t>(4, 9); // all pairs
    CHECK(b_matching(of).weight == 12);
    CHECK(verify(of, b_matching(of)));
    of.capacity = id_map<node, std::uint32_t>(4, 0);
    CHECK(b_matching(of).made.empty());
    CHECK(verify(b_problem{}, b_matching(b_problem{})));
}

TEST_CASE("the best of all b-matchings of hundreds of small graphs", "[b_matching]") {
    std::size_t with_sets = 0;
    std::size_t with_crossing = 0;
    for (std::uint64_t seed = 0; seed < 500; ++seed) {
        CAPTURE(seed);
        const auto of = random_b_problem(seed, 3 + seed % 6, seed % 3 == 0 ? 1 : .6, static_cast<weights>(seed % 5),
                                         static_cast<std::uint32_t>(seed / 5 % 3), 3);
        const auto got = b_matching(of);
        const double best = best_b_matching(of).weight();
        CHECK(got.outcome == status::optimal);
        CHECK(got.weight == Approx(best).epsilon(1e-12));
        const auto checked = verify(of, got);
        INFO(checked.violated);
        CHECK(checked);
        with_sets += got.certificate.odd_sets.empty() ? 0U : 1U;
        with_crossing += got.certificate.crossing.empty() ? 0U : 1U;
    }
    CHECK(with_sets > 20);
    CHECK(with_crossing > 10);
}

TEST_CASE("what the prices settle wrongly is opened again", "[b_matching]") {
    std::size_t opened = 0;
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        CAPTURE(seed);
        const auto of = random_b_problem(seed, 60, .4, seed % 3 == 0 ? weights::small_integers : weights::wide, 1, 4);
        int rounds = -1;
        const auto got = b_matching(of, {.progress = [&](double) { ++rounds; }});
        opened += rounds > 1 ? 1U : 0U;
        const auto checked = verify(of, got);
        INFO(checked.violated);
        CHECK(checked);
    }
    CHECK(opened > 3);
}

TEST_CASE("larger graphs are proved, at any numbering and scale", "[b_matching]") {
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        CAPTURE(seed);
        const auto of = random_b_problem(seed, 60 + 20 * seed, .15, static_cast<weights>(seed % 4), 1, 4);
        auto other = of;
        const auto last = of.pairs.count - 1;
        for (auto& one : other.pairs.pairs) one = {at(last - one.b.index), at(last - one.a.index), 8 * one.weight};
        for (std::size_t v = 0; v <= last; ++v) other.capacity[at(v)] = of.capacity[at(last - v)];
        other.pairs.pairs.push_back({other.pairs.pairs[0].b, other.pairs.pairs[0].a, -1}); // listed twice
        const auto got = b_matching(of);
        const auto again = b_matching(other);
        const auto checked = verify(of, got);
        INFO(checked.violated);
        CHECK(checked);
        CHECK(verify(other, again));
        CHECK(again.weight == Approx(8 * got.weight).epsilon(1e-12));
    }
}

TEST_CASE("bad input to b_matching, and a stop", "[b_matching]") {
    b_problem of{{2, {{at(0), at(1), 5}}}, id_map<node, std::uint32_t>(1, 1)};
    CHECK_THROWS_WITH(b_matching(of), Contains("one capacity for each id"));
    of.capacity = id_map<node, std::uint32_t>(2, 1);
    of.pairs.pairs[0].b = at(0);
    CHECK_THROWS_WITH(b_matching(of), Contains("different"));
    std::stop_source source;
    source.request_stop();
    const auto large = random_b_problem(2, 80, .2, weights::real, 1, 3);
    const auto stopped = b_matching(large, {.stop = source.get_token()});
    CHECK(stopped.outcome == status::cancelled);
    CHECK(verify(large, stopped));
    CHECK(stopped.certificate.bound >= b_matching(large).weight);
}

} // namespace b_matching_test

// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stop_token>
#include <vector>

#include <colearn/solve/assignment.hpp>

#include "solve/assignment_support.hpp"
#include "support/catch.hpp"

namespace assignment_test {

using bipartite_test::instance;
using bipartite_test::m;
using bipartite_test::mentor;
using bipartite_test::p;
using bipartite_test::pupil;
using bipartite_test::weights;
using Catch::Contains;
using colearn::assignment;
using colearn::assignment_aim;
using colearn::status;

namespace {

constexpr std::array aims{assignment_aim::heaviest, assignment_aim::complete_heaviest,
                          assignment_aim::complete_cheapest};

template <class Weight>
void agrees_with_brute_force(const instance<Weight>& one, assignment_aim aim) {
    const bool complete = aim != assignment_aim::heaviest;
    const auto best = bipartite_test::best(one, complete, aim == assignment_aim::complete_cheapest);
    const auto made = assignment(one, {.aim = aim});
    const auto checked = verify(one, made, {.aim = aim});
    INFO(checked.violated);
    CHECK(checked);
    CHECK((made.outcome == status::optimal) == best.has_value());
    if (best) CHECK(static_cast<double>(made.weight) == Approx(static_cast<double>(*best)).margin(1e-9));
    if (made.outcome == status::infeasible) CHECK(made.pair_count == 0);
    if (!complete)
        for (const auto& pair : one.pairs)
            if (made.right_of[pair.left] == pair.right && pair.weight <= 0)
                CHECK(std::any_of(one.pairs.begin(), one.pairs.end(), [&](const auto& other) {
                    return other.left == pair.left && other.right == pair.right && other.weight > 0;
                }));
}

} // namespace

// Kuhn, "The Hungarian method for the assignment problem", Naval Research Logistics Quarterly 2 (1955), section 3.
TEST_CASE("Kuhn's example: four individuals, four jobs, best sum of ratings 27", "[assignment]") {
    const colearn::bipartite_matrix<mentor, pupil, std::int64_t> kuhn{
        4, 4, {8, 7, 9, 9, 5, 2, 7, 8, 6, 1, 4, 9, 2, 3, 2, 6}};
    for (const auto aim : {assignment_aim::heaviest, assignment_aim::complete_heaviest}) {
        const auto best = assignment(kuhn, {.aim = aim});
        CHECK(best.weight == 27);
        CHECK(best.certificate.bound == 27);
        CHECK(best.right_of == colearn::id_map<mentor, colearn::id<pupil>>(std::vector{p(0), p(2), p(3), p(1)}));
        CHECK(verify(kuhn, best, {.aim = aim}));
    }
    CHECK(assignment(kuhn, {.aim = assignment_aim::complete_cheapest}).weight == 9 + 5 + 1 + 2);
}

TEST_CASE("thousands of small instances against all assignments", "[assignment]") {
    for (std::uint64_t seed = 0; seed < 700; ++seed) {
        const auto left = static_cast<std::size_t>(seed % 6);
        const auto right = static_cast<std::size_t>(seed / 6 % 6);
        const double density = seed % 5 == 0 ? 1 : seed % 5 == 1 ? .2 : .55;
        const auto kind = static_cast<weights>(seed % 4);
        for (const auto aim : aims) {
            INFO("seed " << seed << " aim " << static_cast<int>(aim));
            agrees_with_brute_force(bipartite_test::random_instance<std::int64_t>(seed, left, right, density, kind),
                                    aim);
            auto real = bipartite_test::random_instance<double>(seed, left, right, density, kind);
            for (auto& pair : real.pairs) pair.weight *= 1e-7 / 3;
            agrees_with_brute_force(real, aim);
        }
    }
}

TEST_CASE("larger ones: dense as sparse, turned, shifted and permuted, and proved best", "[assignment]") {
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const auto left = 20 + static_cast<std::size_t>(seed * 3);
        const std::size_t right = 40;
        colearn::random_stream stream(seed);
        colearn::bipartite_matrix<mentor, pupil, std::int64_t> matrix{left, right, {}};
        instance<std::int64_t> list{left, right, {}};
        colearn::bipartite_pairs<pupil, mentor, std::int64_t> turned{right, left, {}};
        for (std::size_t i = 0; i < left; ++i)
            for (std::size_t j = 0; j < right; ++j) {
                const auto range = seed % 2 == 0 ? 10U : 100000U;
                const auto weight = static_cast<std::int64_t>(colearn::uniform_index(stream, range)) - 4;
                matrix.weights.push_back(weight);
                list.pairs.push_back({m(i), p(j), weight});
                turned.pairs.push_back({p(j), m(i), weight});
            }
        colearn::shuffle(stream, list.pairs);
        for (const auto aim : aims) {
            const auto best = assignment(matrix, {.aim = aim});
            const auto checked = verify(matrix, best, {.aim = aim});
            INFO(checked.violated);
            CHECK(checked);
            CHECK(best.certificate.bound == best.weight);
            CHECK(assignment(list, {.aim = aim}).weight == best.weight);
            CHECK(assignment(turned, {.aim = aim}).weight == best.weight);
            CHECK(verify(turned, assignment(turned, {.aim = aim}), {.aim = aim}));
            if (aim == assignment_aim::heaviest) continue;
            auto shifted = list; // all weights by as much: the same complete assignment is best
            for (auto& pair : shifted.pairs) pair.weight += 1000;
            const auto many = static_cast<std::int64_t>((std::min)(left, right));
            CHECK(assignment(shifted, {.aim = aim}).weight == best.weight + 1000 * many);
        }
    }
}

TEST_CASE("sparse ones with many who stay alone are proved best", "[assignment]") {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const auto kind = static_cast<weights>(seed % 4);
        auto one = bipartite_test::random_instance<std::int64_t>(seed, 50, 30 + seed % 40, .12, kind);
        for (auto& pair : one.pairs) pair.weight += pair.right.index % 4 == 0 ? 700 : 0; // all want the same few
        for (const auto aim : aims) {
            const auto made = assignment(one, {.aim = aim});
            const auto checked = verify(one, made, {.aim = aim});
            INFO("seed " << seed << ": " << checked.violated);
            CHECK(checked);
        }
    }
}

TEST_CASE("a price war is no trap, and whole numbers are exact to the last digit", "[assignment]") {
    // Many rows want the same few columns, at nearly equal worth: bids alone would take forever.
    instance<std::int64_t> war{60, 60, {}};
    for (std::size_t i = 0; i < 60; ++i)
        for (std::size_t j = 0; j < 60; ++j)
            war.pairs.push_back({m(i), p(j), j < 30 ? (std::int64_t{1} << 50) + static_cast<std::int64_t>(i * j) : 1});
    const auto best = assignment(war, {.aim = assignment_aim::complete_heaviest});
    CHECK(verify(war, best, {.aim = assignment_aim::complete_heaviest}));
    std::int64_t expected = 30;
    for (std::int64_t j = 0; j < 30; ++j) expected += (std::int64_t{1} << 50) + j * (j + 30);
    CHECK(best.weight == expected);
}

TEST_CASE("a crowd that cannot be served is named", "[assignment]") {
    // Of 1, 2 and 4, all want 0 or 3.
    const instance<double> crowd{5,
                                 6,
                                 {{m(0), p(1), 5},
                                  {m(0), p(0), 1},
                                  {m(1), p(0), 2},
                                  {m(1), p(3), 1},
                                  {m(2), p(3), 9},
                                  {m(3), p(4), 1},
                                  {m(3), p(5), 1},
                                  {m(4), p(0), 1},
                                  {m(4), p(3), 1}}};
    const colearn::assignment_options complete{.aim = assignment_aim::complete_cheapest};
    const auto made = assignment(crowd, complete);
    CHECK(made.outcome == status::infeasible);
    CHECK(made.certificate.crowded_left == std::vector{m(1), m(2), m(4)});
    CHECK(verify(crowd, made, complete));
    const auto rejected = [&](auto forge) {
        auto forged = made;
        forge(forged);
        return verify(crowd, forged, complete).violated;
    };
    CHECK_THAT(rejected([](auto& r) { r.certificate.crowded_left.clear(); }), Contains("missing"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.crowded_left.pop_back(); }), Contains("proves nothing"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.crowded_left = {m(1), m(1), m(2)}; }), Contains("different ids"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.crowded_left = {m(1), m(9)}; }), Contains("different ids"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.crowded_right = {p(1)}; }), Contains("smaller side"));
    CHECK_THAT(verify(crowd, made).violated, Contains("always exists"));
    const auto served = assignment(crowd);
    CHECK(served.pair_count == 4);
    CHECK(served.weight == 5 + 9 + 2 + 1);
}

TEST_CASE("a forged assignment is rejected, and the first broken condition named", "[assignment]") {
    const instance<std::int64_t> one{3, 2, {{m(0), p(0), 9}, {m(0), p(1), 8}, {m(1), p(0), 7}, {m(2), p(1), 1}}};
    const auto good = assignment(one);
    REQUIRE(verify(one, good));
    CHECK(good.weight == 15);
    const auto rejected = [&](auto forge) {
        auto forged = good;
        forge(forged);
        return verify(one, forged).violated;
    };
    CHECK_THAT(rejected([](auto& r) { r.right_of = colearn::id_map<mentor, colearn::id<pupil>>(2); }),
               Contains("a partner and a price per id"));
    CHECK_THAT(rejected([](auto& r) { r.right_of[m(0)] = p(0); }), Contains("mutual: left 0"));
    CHECK_THAT(rejected([](auto& r) { r.right_of[m(0)] = p(7); }), Contains("mutual: left 0"));
    CHECK_THAT(rejected([](auto& r) { r.right_of[m(0)] = {}; }), Contains("mutual: right 1"));
    CHECK_THAT(rejected([](auto& r) { r.right_of[m(1)] = {}, r.right_of[m(2)] = p(0), r.left_of[p(0)] = m(2); }),
               Contains("left 2 and right 0 must be in the instance"));
    CHECK_THAT(rejected([](auto& r) { r.pair_count = 1; }), Contains("there are 2 pairs, not 1"));
    CHECK_THAT(rejected([](auto& r) { r.weight = 16; }), Contains("the pairs weigh 15, not 16"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.bound += 1; }), Contains("not to the bound 16"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.left_price[m(2)] = 1; }), Contains("not assigned, must be 0"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.left_price[m(1)] = -1; }), Contains("wrong sign"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.left_price[m(0)] = std::numeric_limits<std::int64_t>::max(); }),
               Contains("out of range"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.left_price[m(0)] = 0; }), Contains("does not cover"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.left_price[m(0)] += 5; }), Contains("not to its weight"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::converged; }), Contains("the status"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::infeasible; }), Contains("always exists"));
    // A worse assignment with the best prices: 0-0 alone.
    CHECK_THAT(rejected([](auto& r) {
                   r.right_of[m(1)] = {}, r.right_of[m(0)] = p(0), r.left_of[p(0)] = m(0), r.left_of[p(1)] = {};
                   r.pair_count = 1, r.weight = 9;
               }),
               Contains("must be 0"));
    CHECK_THAT(rejected([](auto& r) {
                   r.right_of[m(1)] = {}, r.left_of[p(0)] = {}, r.pair_count = 1, r.weight = 8;
                   r.certificate.left_price = colearn::id_map<mentor, std::int64_t>(3);
                   r.certificate.right_price = colearn::id_map<pupil, std::int64_t>(std::vector<std::int64_t>{0, 8});
                   r.certificate.bound = 8;
               }),
               Contains("does not cover"));
    auto incomplete = good;
    incomplete.right_of[m(1)] = {}, incomplete.left_of[p(0)] = {}, incomplete.pair_count = 1, incomplete.weight = 8;
    CHECK_THAT(verify(one, incomplete, {.aim = assignment_aim::complete_heaviest}).violated,
               Contains("all of the smaller side"));
    auto real = assignment(instance<double>{1, 1, {{m(0), p(0), .5}}});
    real.certificate.left_price[m(0)] = std::numeric_limits<double>::quiet_NaN();
    CHECK_THAT(verify(instance<double>{1, 1, {{m(0), p(0), .5}}}, real).violated, Contains("out of range"));
}

TEST_CASE("a stopped assignment is valid as far as it says", "[assignment]") {
    const auto one = bipartite_test::random_instance<double>(4, 40, 40, .3, weights::few);
    std::stop_source source;
    source.request_stop();
    const auto made = assignment(one, {.stop = source.get_token()});
    CHECK(verify(one, made));
    CHECK(made.outcome == status::cancelled);
    double last = 0;
    (void)assignment(one, {.progress = [&](double share) {
                         CHECK(share >= last);
                         last = share;
                     }});
    CHECK(last == 1);
}

TEST_CASE("an assignment that makes no sense is refused", "[assignment]") {
    const double nan = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_WITH(assignment(instance<double>{1, 1, {{m(1), p(0), 1}}}), Contains("left of every pair"));
    CHECK_THROWS_WITH(assignment(instance<double>{1, 1, {{m(0), p(1), 1}}}), Contains("right of every pair"));
    CHECK_THROWS_WITH(assignment(instance<double>{1, 1, {{m(0), p(0), nan}}}), Contains("finite"));
    CHECK_THROWS_WITH(assignment(instance<std::int64_t>{1, 1, {{m(0), p(0), std::int64_t{1} << 58}}}),
                      Contains("below 2^58"));
    CHECK_THROWS_WITH(assignment(instance<std::int64_t>{1000, 1000, {{m(0), p(0), std::int64_t{1} << 50}}}),
                      Contains("assignment: a weight times"));
    CHECK_THROWS_WITH(assignment(colearn::bipartite_matrix<mentor, pupil>{2, 2, {1, 2, 3}}),
                      Contains("a weight for each"));
    CHECK(assignment(instance<double>{}).outcome == status::optimal);
}

} // namespace assignment_test

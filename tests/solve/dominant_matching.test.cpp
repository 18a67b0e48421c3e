// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <stop_token>
#include <vector>

#include <colearn/solve/dominant_matching.hpp>

#include "solve/lemon_matching.hpp"
#include "solve/support.hpp"
#include "support/catch.hpp"

namespace dominant_matching_test {

using Catch::Contains;
using colearn::dominant_matching;
using colearn::status;
using matching_test::at;
using matching_test::instance;
using matching_test::node;
using matching_test::weights;

namespace {

std::vector<colearn::id<node>> partners(const colearn::dominant_matching_result<node>& of) {
    return {of.partner.begin(), of.partner.end()};
}

} // namespace

// The path whose middle pair is a little heavier than its neighbours: the case that shows the factor 1/2 to be tight
// (Preis 1999, section 2: a path of three edges).
TEST_CASE("a slightly heavier middle costs almost half, and the bound says so", "[dominant_matching]") {
    const instance path{4, {{at(0), at(1), 10}, {at(1), at(2), 11}, {at(2), at(3), 10}}};
    const auto made = dominant_matching(path);
    CHECK(made.partner[at(1)] == at(2));
    CHECK_FALSE(made.partner[at(0)].valid());
    CHECK(made.weight == 11);
    CHECK(made.pair_count == 1);
    CHECK(matching_test::best_weight(path) == 20);
    CHECK(made.certificate.bound == Approx(20));
    CHECK(made.guarantee() == Approx(.55));
    CHECK(made.outcome == status::guaranteed);
    CHECK(verify(path, made));
}

TEST_CASE("a matching that is best is recognised as such", "[dominant_matching]") {
    const instance two_pairs{5, {{at(0), at(1), 5}, {at(1), at(2), 1}, {at(2), at(3), 4}, {at(3), at(4), -2}}};
    const auto made = dominant_matching(two_pairs);
    CHECK(made.weight == 9);
    CHECK(made.outcome == status::optimal);
    CHECK(made.guarantee() == 1);
    CHECK_FALSE(made.partner[at(4)].valid());
    CHECK(verify(two_pairs, made));
}

TEST_CASE("nothing to pair", "[dominant_matching]") {
    for (const auto& one :
         {instance{}, instance{3, {}}, instance{2, {{at(0), at(1), 0}}}, instance{2, {{at(0), at(1), -1}}}}) {
        const auto made = dominant_matching(one);
        CHECK(made.pair_count == 0);
        CHECK(made.weight == 0);
        CHECK(made.certificate.bound == 0);
        CHECK(made.guarantee() == 1);
        CHECK(made.outcome == status::optimal);
        CHECK(verify(one, made));
    }
}

TEST_CASE("a pair that is listed twice counts at its heaviest", "[dominant_matching]") {
    const instance twice{3, {{at(0), at(1), 1}, {at(1), at(0), 3}, {at(1), at(2), 2}, {at(2), at(1), 2}}};
    const auto made = dominant_matching(twice);
    CHECK(made.partner[at(0)] == at(1));
    CHECK(made.weight == 3);
    CHECK(verify(twice, made));
}

TEST_CASE("thousands of small graphs against all matchings", "[dominant_matching]") {
    const auto kind =
        GENERATE(weights::real, weights::small_integers, weights::with_negatives, weights::all_equal, weights::wide);
    const auto density = GENERATE(.15, .4, 1.);
    double reached = 0;
    double proved = 0;
    for (std::uint64_t seed = 0; seed < 250; ++seed) {
        const auto count = 2 + static_cast<std::size_t>(seed % 9);
        const auto one =
            matching_test::random_instance(seed * 16 + static_cast<std::uint64_t>(kind), count, density, kind);
        const auto best = matching_test::best_weight(one);
        const auto made = dominant_matching(one);
        INFO("seed " << seed);
        CHECK(partners(made) == matching_test::greedy(one));
        CHECK(made.weight * 2 >= best * (1 - 1e-12));
        CHECK(made.weight <= best * (1 + 1e-12));
        CHECK(made.certificate.bound >= best * (1 - 1e-9));
        CHECK(made.certificate.bound <= made.weight * 2 * (1 + 1e-12));
        if (made.outcome == status::optimal) CHECK(made.weight == Approx(best).epsilon(1e-9));
        for (const auto& pair : one.pairs) { // no two would both rather have each other
            const auto worth = [&](colearn::id<node> who) {
                double out = 0;
                for (const auto& other : one.pairs)
                    if ((other.a == who && made.partner[who] == other.b) ||
                        (other.b == who && made.partner[who] == other.a))
                        out = (std::max)(out, other.weight);
                return out;
            };
            CHECK_FALSE((pair.weight > worth(pair.a) && pair.weight > worth(pair.b)));
            if (made.partner[pair.a] == pair.b) CHECK(pair.weight > 0);
        }
        const auto checked = verify(one, made);
        INFO(checked.violated);
        CHECK(checked);
        reached += best > 0 ? made.weight / best : 1;
        proved += made.guarantee();
    }
    CHECK(reached / 250 > .9);
    CHECK(proved / 250 > .7);
}

#ifdef COLEARN_HAS_LEMON
TEST_CASE("larger graphs against LEMON's best weight", "[dominant_matching]") {
    const auto kind = GENERATE(weights::real, weights::small_integers, weights::with_negatives);
    for (std::uint64_t seed = 0; seed < 12; ++seed) {
        const auto one = matching_test::random_instance(seed, 60 + 20 * static_cast<std::size_t>(seed), .08, kind);
        std::vector<matching_test::lemon_edge> edges;
        for (const auto& pair : one.pairs)
            edges.push_back({static_cast<int>(pair.a.index), static_cast<int>(pair.b.index), pair.weight});
        const double best = matching_test::lemon_best_weight(static_cast<int>(one.count), edges);
        const auto made = dominant_matching(one);
        INFO("seed " << seed);
        CHECK(made.weight <= best * (1 + 1e-9));
        CHECK(made.weight >= best * .85); // far above its guarantee on random graphs
        CHECK(made.certificate.bound >= best * (1 - 1e-9));
        CHECK(made.certificate.bound <= best * 1.05); // and the bound is near
    }
}
#endif

TEST_CASE("any number of sweeps gives a valid bound, and more give a better one", "[dominant_matching]") {
    const auto one = matching_test::random_instance(7, 300, .06, weights::real);
    double last = (std::numeric_limits<double>::max)();
    for (const unsigned sweeps : {0U, 1U, 5U, 20U, 80U}) {
        const auto made = dominant_matching(one, {.bound_sweeps = sweeps});
        CHECK(verify(one, made));
        CHECK(made.certificate.bound < last);
        last = made.certificate.bound;
    }
    CHECK(dominant_matching(one, {.bound_sweeps = 0}).guarantee() == .5);
    CHECK(dominant_matching(one).guarantee() > .9);
}

TEST_CASE("the order of the list and a scale do not matter, and a relabelling is followed", "[dominant_matching]") {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        const auto one = matching_test::random_instance(seed, 12, .5, weights::real);
        const auto made = dominant_matching(one);
        auto shuffled = one;
        colearn::random_stream stream(seed, 1);
        colearn::shuffle(stream, shuffled.pairs);
        CHECK(partners(dominant_matching(shuffled)) == partners(made));
        auto scaled = one;
        for (auto& pair : scaled.pairs) pair.weight *= 1024;
        CHECK(partners(dominant_matching(scaled)) == partners(made));
        CHECK(dominant_matching(scaled).weight == made.weight * 1024);
        std::vector<std::size_t> label(one.count);
        std::iota(label.begin(), label.end(), std::size_t{0});
        colearn::shuffle(stream, label);
        auto relabelled = one;
        for (auto& pair : relabelled.pairs) {
            pair.a = at(label[pair.a.index]);
            pair.b = at(label[pair.b.index]);
        }
        const auto other = dominant_matching(relabelled);
        for (std::size_t v = 0; v < one.count; ++v) {
            const auto mate = made.partner[at(v)];
            CHECK(other.partner[at(label[v])] == (mate.valid() ? at(label[mate.index]) : mate));
        }
    }
}

TEST_CASE("a forged result is rejected, and the first broken condition named", "[dominant_matching]") {
    const instance path{5, {{at(0), at(1), 10}, {at(1), at(2), 11}, {at(2), at(3), 10}, {at(3), at(4), -1}}};
    const auto good = dominant_matching(path);
    REQUIRE(verify(path, good));
    const auto rejected = [&](auto forge) {
        auto forged = good;
        forge(forged);
        return verify(path, forged).violated;
    };
    CHECK_THAT(rejected([](auto& r) { r.partner[at(2)] = at(3); }), Contains("mutual"));
    CHECK_THAT(rejected([](auto& r) { r.partner[at(0)] = at(9); }), Contains("mutual"));
    CHECK_THAT(rejected([](auto& r) { r.partner[at(0)] = at(0); }), Contains("mutual"));
    CHECK_THAT(rejected([](auto& r) { r.partner = colearn::id_map<node, colearn::id<node>>(2); }),
               Contains("a partner and a potential per id"));
    // A pair that nobody offered, and one of negative weight.
    CHECK_THAT(rejected([](auto& r) { r.partner[at(0)] = at(3), r.partner[at(3)] = at(0); }),
               Contains("0 and 3 must be in the instance"));
    CHECK_THAT(rejected([](auto& r) { r.partner[at(4)] = at(3), r.partner[at(3)] = at(4); }),
               Contains("3 and 4 must be in the instance"));
    CHECK_THAT(rejected([](auto& r) { r.pair_count = 2; }), Contains("there are 1 pairs, not 2"));
    CHECK_THAT(rejected([](auto& r) { r.weight = 12; }), Contains("the pairs weigh 11, not 12"));
    // Two light pairs weigh more, but 1 and 2 would leave them.
    CHECK_THAT(rejected([](auto& r) {
                   r.partner = colearn::id_map<node, colearn::id<node>>(5);
                   r.partner[at(0)] = at(1), r.partner[at(1)] = at(0);
                   r.partner[at(2)] = at(3), r.partner[at(3)] = at(2);
                   r.pair_count = 2, r.weight = 20;
               }),
               Contains("1 and 2 of weight 11 would leave"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.potential[at(1)] -= 1, r.certificate.bound -= 1; }),
               Contains("do not cover"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.potential[at(4)] = -1; }), Contains("not negative"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.potential[at(4)] = std::numeric_limits<double>::quiet_NaN(); }),
               Contains("not negative"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.bound = 12; }), Contains("not to the bound 12"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::optimal; }), Contains("not proved best"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::converged; }), Contains("status"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.potential[at(4)] = 9, r.certificate.bound += 9; }),
               Contains("at most twice"));
}

TEST_CASE("a stopped run is valid as far as it says", "[dominant_matching]") {
    const auto one = matching_test::random_instance(3, 200, .1, weights::real);
    std::stop_source source;
    source.request_stop();
    const auto made = dominant_matching(one, {.stop = source.get_token()});
    CHECK(made.outcome == status::cancelled);
    CHECK(verify(one, made));
    CHECK(made.certificate.bound >= dominant_matching(one).weight);

    // Stopped after the courtship: the pairs are those of a full run, the bound is weaker.
    std::stop_source later;
    std::vector<double> shares;
    const auto some = dominant_matching(one, {.progress =
                                                  [&](double share) {
                                                      shares.push_back(share);
                                                      if (share > .1) later.request_stop();
                                                  },
                                              .stop = later.get_token()});
    CHECK(some.outcome == status::guaranteed);
    CHECK(partners(some) == partners(dominant_matching(one)));
    CHECK(verify(one, some));
    CHECK(std::is_sorted(shares.begin(), shares.end()));
    CHECK(shares.back() == 1);
}

TEST_CASE("bad input is refused", "[dominant_matching]") {
    CHECK_THROWS_AS(dominant_matching(instance{1, {{at(0), at(1), 1}}}), colearn::contract_violation);
    CHECK_THROWS_WITH(dominant_matching(instance{2, {{at(0), at(0), 1}}}), Contains("dominant_matching"));
}

// A path of rising weights: every vertex is displaced by the next, the longest chain of refusals there is.
TEST_CASE("a long chain of rising weights takes no recursion", "[dominant_matching]") {
    instance chain{100'001, {}};
    for (std::size_t v = 0; v + 1 < chain.count; ++v)
        chain.pairs.push_back({at(v), at(v + 1), static_cast<double>(v + 1)});
    const auto made = dominant_matching(chain);
    CHECK(made.pair_count == 50'000);
    CHECK(made.partner[at(100'000)] == at(99'999));
    CHECK(verify(chain, made));
}

} // namespace dominant_matching_test

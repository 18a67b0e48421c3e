// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/solve/diverse_matchings.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace diverse_matchings_test {

using namespace colearn;
using Catch::Contains;
using matching_test::at;
using matching_test::instance;
using matching_test::node;
using matching_test::random_instance;
using matching_test::weights;

// Calls visit(mate, weight) for every matching.
template <class Visit>
void every(const instance& of, std::size_t next, std::vector<std::uint32_t>& mate, double weight, const Visit& visit) {
    constexpr auto nobody = id<node>::none;
    if (next == of.pairs.size()) return visit(mate, weight);
    every(of, next + 1, mate, weight, visit);
    const auto& one = of.pairs[next];
    if (!(one.weight > 0) || mate[one.a.index] != nobody || mate[one.b.index] != nobody) return;
    mate[one.a.index] = one.b.index;
    mate[one.b.index] = one.a.index;
    every(of, next + 1, mate, weight + one.weight, visit);
    mate[one.a.index] = mate[one.b.index] = nobody;
}

TEST_CASE("two ways round a cycle share nothing", "[diverse_matchings]") {
    const instance cycle{4, {{at(0), at(1), 5}, {at(1), at(2), 4}, {at(2), at(3), 5}, {at(3), at(0), 4}}};
    const diverse_matchings_options options{.count = 2, .least_share = .8, .most_shared = 0};
    const auto got = diverse_matchings(cycle, options);
    REQUIRE(got.matchings.size() == 2);
    CHECK(got.outcome == status::feasible);
    CHECK(got.matchings[0].weight == 10);
    CHECK(got.matchings[1].weight == 8);
    CHECK(got.matchings[1].bound == 8);
    CHECK(got.matchings[1].shared == 0);
    CHECK(verify(cycle, got, options));
    const diverse_matchings_options strict{.count = 2, .least_share = .9, .most_shared = 0};
    const auto none = diverse_matchings(cycle, strict);
    CHECK(none.outcome == status::infeasible);
    CHECK(none.next.weight == 8);
    CHECK(verify(cycle, none, strict));
}

TEST_CASE("what is proved of different matchings holds of all matchings", "[diverse_matchings]") {
    std::size_t found = 0;
    std::size_t impossible = 0;
    std::size_t best_possible = 0;
    for (std::uint64_t seed = 0; seed < 150; ++seed) {
        CAPTURE(seed);
        const auto of = random_instance(seed, 4 + seed % 5, seed % 3 == 0 ? 1 : .7, static_cast<weights>(seed % 5));
        const diverse_matchings_options options{
            .count = 3, .least_share = seed % 2 == 0 ? .7 : .9, .most_shared = static_cast<double>(seed % 3) / 3};
        const auto got = diverse_matchings(of, options);
        const auto checked = verify(of, got, options);
        INFO(checked.violated);
        REQUIRE(checked);
        CHECK(got.matchings[0].weight == Approx(matching_test::best_weight(of)).epsilon(1e-12));
        const auto no_better = [&](const diverse_matching<node>& one, std::size_t earlier) {
            double best = 0; // of all that share as few pairs with each earlier one as may be
            std::vector<std::uint32_t> mate(of.count, id<node>::none);
            const auto shared = [&](const diverse_matching<node>& other) {
                std::size_t out = 0;
                for (std::uint32_t v = 0; v < mate.size(); ++v)
                    out += mate[v] != id<node>::none && v < mate[v] && other.partner.values()[v].index == mate[v];
                return out;
            };
            std::size_t own = 0; // shared with all earlier ones together
            for (std::size_t i = 0; i < earlier; ++i)
                own += detail::shared_pairs(got.matchings[i].partner, one.partner);
            bool dominated = false;
            every(of, 0, mate, 0, [&](const auto&, double weight) {
                std::size_t all = 0;
                bool few = true;
                for (std::size_t i = 0; i < earlier; ++i) {
                    const auto with = shared(got.matchings[i]);
                    all += with;
                    few = few && with <= got.most_shared;
                }
                if (few) best = (std::max)(best, weight);
                dominated = dominated || (all <= own && weight > one.weight * (1 + 1e-12));
            });
            CHECK_FALSE(dominated);
            CHECK(best <= one.bound * (1 + 1e-12));
            best_possible += best <= one.weight * (1 + 1e-12);
            return best;
        };
        for (std::size_t i = 1; i < got.matchings.size(); ++i) no_better(got.matchings[i], i);
        found += got.matchings.size() - 1;
        if (got.outcome == status::infeasible) {
            ++impossible;
            CHECK(no_better(got.next, got.matchings.size()) < got.least_weight);
        }
    }
    CHECK(found > 100);
    CHECK(impossible > 30);
    CHECK(best_possible > (found + impossible) / 2); // mostly the best one there is, not only near it
}

TEST_CASE("sets of more pairs are proved as well", "[diverse_matchings]") {
    for (std::uint64_t seed = 0; seed < 9; ++seed) {
        CAPTURE(seed);
        const auto of = random_instance(seed, 90, .1, seed % 3 == 0 ? weights::small_integers : weights::real);
        const diverse_matchings_options options{.least_share = .5, .most_shared = .5};
        const auto got = diverse_matchings(of, options);
        REQUIRE(got.matchings.size() == 3);
        const auto checked = verify(of, got, options);
        INFO(checked.violated);
        CHECK(checked);
    }
}

TEST_CASE("bad input to diverse_matchings, and a stop", "[diverse_matchings]") {
    const instance one{2, {{at(0), at(1), 1}}};
    CHECK_THROWS_WITH(diverse_matchings(one, {.count = 0}), Contains("at least one"));
    CHECK_THROWS_WITH(diverse_matchings(one, {.least_share = 1.5}), Contains("least_share"));
    CHECK_THROWS_WITH(diverse_matchings(one, {.most_shared = -1}), Contains("most_shared"));
    std::stop_source source;
    const diverse_matchings_options options{.progress = [&](double) { source.request_stop(); },
                                            .stop = source.get_token()};
    const auto some = diverse_matchings(random_instance(3, 30, .4, weights::real), options);
    CHECK(some.outcome == status::cancelled);
    CHECK(some.matchings.size() == 1);
    const instance nothing{3, {}};
    CHECK(diverse_matchings(nothing).matchings.size() == 3); // all the same: nothing
    CHECK(verify(nothing, diverse_matchings(nothing)));
}

} // namespace diverse_matchings_test

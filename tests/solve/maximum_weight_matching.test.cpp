// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/solve/maximum_weight_matching.hpp>

#include "solve/lemon_matching.hpp"
#include "solve/support.hpp"
#include "support/catch.hpp"

namespace maximum_weight_matching_test {

using Catch::Contains;
using colearn::matching_objective;
using colearn::maximum_weight_matching;
using colearn::status;
using matching_test::at;
using matching_test::instance;
using matching_test::node;
using matching_test::weights;

namespace {

using rules = colearn::matching_rules<node>;
using result = colearn::maximum_weight_matching_result<node>;

// Solves, and fails unless the certificate holds.
result proved(const instance& of, const rules& with = {}) {
    auto out = maximum_weight_matching(of, {.rules = with});
    const auto checked = verify(of, out, with);
    INFO(checked.violated);
    CHECK(checked);
    return out;
}

struct listed {
    std::size_t a;
    std::size_t b;
    double weight;
};

instance graph(std::size_t count, const std::vector<listed>& pairs) {
    instance out{count, {}};
    for (const auto& one : pairs) out.pairs.push_back({at(one.a), at(one.b), one.weight});
    return out;
}

} // namespace

TEST_CASE("two light pairs beat the heavy one between them", "[maximum_weight_matching]") {
    const auto path = graph(4, {{0, 1, 10}, {1, 2, 11}, {2, 3, 10}});
    const auto made = proved(path);
    CHECK(made.partner[at(0)] == at(1));
    CHECK(made.weight == 20);
    CHECK(made.pair_count == 2);
    CHECK(made.exact());
    for (const auto& one : {instance{}, instance{3, {}}, graph(2, {{0, 1, 0}}), graph(2, {{0, 1, -1}})}) {
        CHECK(proved(one).pair_count == 0);
        CHECK(proved(one).exact());
    }
}

TEST_CASE("the best of all matchings on thousands of small graphs", "[maximum_weight_matching]") {
    for (std::uint64_t seed = 0; seed < 1500; ++seed) {
        const auto kind = static_cast<weights>(seed % 5);
        const double density = seed % 3 == 0 ? 1 : seed % 3 == 1 ? .5 : .25;
        const auto one = matching_test::random_instance(seed, 2 + seed % 9, density, kind);
        INFO("seed " << seed);
        const auto made = proved(one);
        const double best = matching_test::best_weight(one);
        CHECK(made.outcome == status::optimal);
        CHECK(std::fabs(made.weight - best) <= 1e-12 * best);
        const bool integers = kind == weights::small_integers || kind == weights::all_equal;
        if (integers) CHECK(made.exact());

        const auto most = matching_test::best_of_most_pairs(one);
        const auto many = proved(one, {.objective = matching_objective::cardinality});
        CHECK(many.pair_count == most.pairs);
        CHECK(std::fabs(many.weight - most.weight) <= 1e-11 * (std::fabs(most.weight) + 1e-3 * best));
        if (integers) CHECK(many.exact());
        const auto all = proved(one, {.objective = matching_objective::perfect});
        CHECK(all.outcome == (2 * most.pairs == one.count ? status::optimal : status::infeasible));
        CHECK(all.weight == many.weight);
    }
}

TEST_CASE("forced and forbidden pairs", "[maximum_weight_matching]") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        const auto kind = seed % 2 == 0 ? weights::small_integers : weights::with_negatives;
        const auto one = matching_test::random_instance(seed, 4 + seed % 7, .7, kind);
        if (one.pairs.size() < 3) continue;
        INFO("seed " << seed);
        rules with;
        with.objective = seed % 3 == 0 ? matching_objective::cardinality : matching_objective::weight;
        const auto& forced = one.pairs[0];
        with.forced = {{forced.b, forced.a}, {forced.a, forced.b}}; // named twice, in either order
        with.forbidden = {{one.pairs[1].b, one.pairs[1].a}, {one.pairs[2].a, one.pairs[2].b}};
        auto left = one; // what the rules leave, for the oracle
        std::erase_if(left.pairs, [&](const auto& pair) {
            const bool forbidden = pair == one.pairs[1] || pair == one.pairs[2];
            return forbidden || pair.a == forced.a || pair.b == forced.a || pair.a == forced.b || pair.b == forced.b;
        });
        const auto made = proved(one, with);
        const auto most = matching_test::best_of_most_pairs(left);
        const double rest =
            with.objective == matching_objective::weight ? matching_test::best_weight(left) : most.weight;
        CHECK(made.partner[forced.a] == forced.b);
        CHECK(made.weight == Approx(forced.weight + rest).margin(1e-9));
        if (with.objective != matching_objective::weight) CHECK(made.pair_count == 1 + most.pairs);
    }
}

// The structures that break blossom codes, after the cases that van Rantwijk's tests (2008) collected; drawn anew. The
// tails are long enough that no structure can be passed by.
TEST_CASE("structures that break blossom codes", "[maximum_weight_matching]") {
    struct named {
        const char* what;
        std::size_t count;
        std::vector<listed> pairs;
        double best;
    };
    const std::vector<named> cases = {
        {"an odd cycle is shrunk and passed", 5, {{0, 1, 7}, {0, 2, 8}, {1, 2, 9}, {2, 3, 6}}, 13},
        {"the same with two ways out", 7, {{0, 1, 7}, {0, 2, 8}, {1, 2, 9}, {2, 3, 6}, {0, 5, 4}, {3, 4, 5}}, 18},
        {"a shrunk cycle becomes inner", 7, {{0, 1, 8}, {0, 2, 7}, {1, 2, 9}, {0, 3, 4}, {3, 4, 3}, {0, 5, 2}}, 0},
        {"the base is entered from outside", 7, {{0, 1, 8}, {0, 2, 7}, {1, 2, 9}, {0, 3, 4}, {3, 4, 3}, {2, 5, 3}}, 0},
        {"a cycle within a cycle",
         7,
         {{0, 1, 8}, {0, 2, 8}, {1, 2, 9}, {1, 3, 7}, {2, 4, 7}, {3, 4, 9}, {4, 5, 5}},
         0},
        {"an outer nest is relabelled inner and used",
         9,
         {{0, 1, 9}, {0, 2, 9}, {1, 2, 10}, {1, 3, 8}, {2, 4, 8}, {3, 4, 10}, {4, 5, 6}, {0, 6, 3}, {6, 7, 2}},
         0},
        {"a nest within a nest",
         9,
         {{0, 1, 9}, {0, 6, 9}, {1, 2, 11}, {1, 3, 7}, {2, 3, 7}, {3, 4, 7}, {3, 5, 7}, {4, 5, 11}, {5, 6, 9},
          {6, 7, 6}},
         0},
        {"an outer cycle becomes inner and is taken apart",
         9,
         {{0, 1, 22}, {0, 4, 22}, {1, 2, 24}, {2, 3, 21}, {3, 4, 24}, {3, 7, 13}, {4, 6, 13}, {6, 8, 5}},
         0},
        {"a nested outer cycle becomes inner and is taken apart",
         9,
         {{0, 1, 18}, {0, 2, 18}, {1, 2, 24}, {1, 3, 19}, {2, 4, 19}, {3, 4, 24}, {0, 7, 15}, {4, 6, 8}, {6, 5, 4}},
         0},
        {"a nest grows, becomes inner, and falls apart to both sides",
         12,
         {{0, 1, 44}, {0, 4, 44}, {1, 2, 49}, {2, 3, 44}, {3, 4, 49}, {0, 5, 29}, {2, 8, 34}, {3, 7, 25}, {4, 6, 25},
          {8, 9, 4}},
         0},
        {"the same, and the inner part is entered at another vertex",
         12,
         {{0, 1, 44}, {0, 4, 44}, {1, 2, 49}, {2, 3, 44}, {3, 4, 49}, {0, 5, 29}, {2, 8, 34}, {3, 7, 25}, {4, 6, 39},
          {8, 9, 4}},
         0},
        {"a nest in an inner nest that falls apart in one step",
         12,
         {{0, 1, 44}, {0, 6, 44}, {1, 2, 49}, {2, 3, 94}, {2, 4, 94}, {3, 4, 93}, {4, 5, 49}, {5, 6, 49}, {0, 7, 29},
          {6, 10, 34}, {4, 8, 35}, {8, 9, 25}},
         0},
        {"an inner nest is taken apart while another outer one hangs on it",
         14,
         {{0, 1, 39}, {0, 2, 39}, {1, 2, 59}, {1, 3, 54}, {2, 4, 54}, {3, 4, 49}, {0, 7, 14}, {4, 6, 29}, {6, 5, 9},
          {7, 9, 9}, {3, 11, 29}, {11, 12, 7}},
         0},
    };
    for (const auto& one : cases) {
        INFO(one.what);
        // Each with all vertices numbered anew in several ways, and with a shift that the order of events depends on.
        for (std::uint64_t seed = 0; seed < 12; ++seed) {
            auto of = graph(one.count, one.pairs);
            colearn::random_stream stream(seed);
            std::vector<std::size_t> label(one.count);
            std::iota(label.begin(), label.end(), std::size_t{0});
            if (seed > 0) colearn::shuffle(stream, label);
            for (auto& pair : of.pairs) pair = {at(label[pair.a.index]), at(label[pair.b.index]), pair.weight};
            if (seed > 0) colearn::shuffle(stream, of.pairs);
            const auto made = proved(of);
            CHECK(made.exact());
            CHECK(made.weight == matching_test::best_weight(of));
            if (one.best > 0) CHECK(made.weight == one.best);
        }
    }
}

// Triangles in triangles: three copies of the nest one level down, linked weakly to a cycle.
TEST_CASE("deep nests", "[maximum_weight_matching]") {
    // A chain of odd cycles, each around all before it: blossom k is vertex 2k+1, vertex 2k+2 and blossom k-1.
    constexpr std::size_t depth = 400;
    instance chain{2 * depth + 2, {}};
    for (std::size_t k = 0; k < depth; ++k) {
        const double weight = 4 * static_cast<double>(depth - k);
        const auto inner = k == 0 ? 0 : 2 * k - 1;
        chain.pairs.push_back({at(inner), at(2 * k + 1), weight});
        chain.pairs.push_back({at(k == 0 ? 0 : 2 * k), at(2 * k + 2), weight});
        chain.pairs.push_back({at(2 * k + 1), at(2 * k + 2), weight + 1});
    }
    chain.pairs.push_back({at(depth), at(2 * depth + 1), 1});
    CHECK(proved(chain).exact());
    // Random partners with few weights and none: where blossoms nest deepest in practice.
    for (std::uint64_t seed = 0; seed < 4; ++seed) {
        instance random{1200, {}};
        colearn::random_stream stream(seed);
        for (std::size_t v = 0; v < random.count; ++v)
            for (std::size_t i = 0; i < 3; ++i) {
                const auto other = colearn::uniform_index(stream, random.count);
                const double weight = seed % 2 == 0 ? 1000 + static_cast<double>(colearn::uniform_index(stream, 9))
                                                    : 1 + colearn::uniform(stream) / 50;
                if (other != v) random.pairs.push_back({at(v), at(other), weight});
            }
        CHECK(proved(random).outcome == status::optimal);
        CHECK(proved(random, {.objective = matching_objective::cardinality}).outcome == status::optimal);
    }
}

#ifdef COLEARN_HAS_LEMON
TEST_CASE("LEMON finds the same best weight on larger graphs", "[maximum_weight_matching]") {
    for (std::uint64_t seed = 0; seed < 24; ++seed) {
        const auto kind = static_cast<weights>(seed % 4);
        const auto one = matching_test::random_instance(seed, 60 + 12 * static_cast<std::size_t>(seed),
                                                        seed % 3 == 0 ? .5 : .06, kind);
        std::vector<matching_test::lemon_edge> edges;
        for (const auto& pair : one.pairs)
            edges.push_back({static_cast<int>(pair.a.index), static_cast<int>(pair.b.index), pair.weight});
        const double best = matching_test::lemon_best_weight(static_cast<int>(one.count), edges);
        INFO("seed " << seed);
        CHECK(proved(one).weight == Approx(best).epsilon(1e-12));
    }
}
#endif

TEST_CASE("all pairs by a function", "[maximum_weight_matching]") {
    for (std::uint64_t seed = 0; seed < 8; ++seed) {
        const std::size_t count = 20 + 37 * static_cast<std::size_t>(seed);
        const auto score = [&](colearn::id<node> a, colearn::id<node> b) {
            colearn::random_stream stream(seed, a.index * 1000 + b.index);
            return colearn::uniform(stream) - .1;
        };
        instance same{count, {}};
        for (std::size_t a = 0; a < count; ++a)
            for (std::size_t b = a + 1; b < count; ++b) same.pairs.push_back({at(a), at(b), score(at(a), at(b))});
        const auto made = maximum_weight_matching<node>(count, score);
        CHECK(verify(count, score, made));
        CHECK(verify(same, made));
        CHECK(made.weight == Approx(proved(same).weight).epsilon(1e-12));
        CHECK(made.pair_count <= count / 2);
        const rules all{.objective = matching_objective::perfect};
        const auto everyone = maximum_weight_matching<node>(count, score, {.rules = all});
        CHECK(verify(count, score, everyone, all));
        CHECK(everyone.outcome == (count % 2 == 0 ? status::optimal : status::infeasible));
    }
}

TEST_CASE("order, labels and scale leave the weight as it is", "[maximum_weight_matching]") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto one = matching_test::random_instance(seed, 40, .3, weights::small_integers);
        const auto made = proved(one);
        CHECK(proved(one).partner == made.partner);
        auto other = one;
        colearn::random_stream stream(seed, 1);
        colearn::shuffle(stream, other.pairs);
        std::vector<std::size_t> label(one.count);
        std::iota(label.begin(), label.end(), std::size_t{0});
        colearn::shuffle(stream, label);
        for (auto& pair : other.pairs)
            pair = {at(label[pair.a.index]), at(label[pair.b.index]), std::ldexp(pair.weight, 300)};
        CHECK(proved(other).weight == std::ldexp(made.weight, 300));
    }
    // Extremes of the range of numbers; what is lost is said.
    CHECK(proved(graph(3, {{0, 1, 1e-280}, {1, 2, 2e-280}})).weight == 2e-280);
    const auto wide = proved(graph(4, {{0, 1, 1e-300}, {2, 3, 1e299}}));
    CHECK(wide.pair_count == 2);
    CHECK(wide.certificate.rounding > 0);
    CHECK(wide.certificate.rounding < 1e285);
    CHECK_FALSE(wide.exact());
    const auto large = proved(graph(3, {{0, 1, 1125899906842623.}, {1, 2, 1125899906842622.}})); // 2^50 - 1
    CHECK(large.exact());
    CHECK(large.weight == 1125899906842623.);
}

TEST_CASE("a stopped exact matching is valid as far as it says", "[maximum_weight_matching]") {
    const auto one = matching_test::random_instance(3, 300, .2, weights::real);
    const double best = proved(one).weight;
    std::stop_source at_once;
    at_once.request_stop();
    for (const auto objective : {matching_objective::weight, matching_objective::cardinality}) {
        const rules with{.objective = objective};
        const auto made = maximum_weight_matching(one, {.rules = with, .stop = at_once.get_token()});
        CHECK(made.outcome == status::cancelled);
        CHECK(verify(one, made, with));
        if (objective == matching_objective::weight) CHECK(made.certificate.bound >= best);
    }
    std::stop_source later;
    std::vector<double> shares;
    const auto some = maximum_weight_matching(one, {.progress =
                                                        [&](double share) {
                                                            shares.push_back(share);
                                                            if (share > .3) later.request_stop();
                                                        },
                                                    .stop = later.get_token()});
    CHECK(some.outcome == status::cancelled);
    CHECK(verify(one, some));
    CHECK(some.weight <= best);
    CHECK(some.weight > .9 * best);
    CHECK(some.certificate.bound >= best);
    CHECK(some.certificate.bound < 1.1 * best);
    CHECK(std::is_sorted(shares.begin(), shares.end()));
    CHECK(shares.back() == 1);
}

TEST_CASE("bad input to exact matching is refused", "[maximum_weight_matching]") {
    const auto path = graph(4, {{0, 1, 10}, {1, 2, 11}, {2, 3, 10}});
    CHECK_THROWS_AS(maximum_weight_matching(graph(1, {{0, 1, 1}})), colearn::contract_violation);
    CHECK_THROWS_WITH(maximum_weight_matching(graph(2, {{0, 0, 1}})), Contains("maximum_weight_matching"));
    CHECK_THROWS_WITH(maximum_weight_matching(graph(2, {{0, 1, NAN}})), Contains("finite"));
    CHECK_THROWS_WITH(maximum_weight_matching(path, {.rules = {.forced = {{at(0), at(3)}}}}),
                      Contains("must be in the instance"));
    CHECK_THROWS_WITH(maximum_weight_matching(graph(2, {{0, 1, 1e300}})), Contains("1e300"));
    CHECK_THROWS_WITH(maximum_weight_matching(graph(2, {{0, 1, 1e-300}})), Contains("1e-280"));
    CHECK_THROWS_WITH(maximum_weight_matching<node>(3, [](auto, auto) { return INFINITY; }), Contains("0 and 1"));
}

} // namespace maximum_weight_matching_test

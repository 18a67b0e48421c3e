// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/measures/closeness.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace closeness_test {

using namespace colearn;

namespace {

constexpr distance_check every_source{.sources = 1U << 30};
constexpr double far = std::numeric_limits<double>::infinity();

// The definition: shortest distances of all pairs by Floyd and Warshall.
template <class Length>
std::vector<std::vector<double>> all_distances(const view& of, Length length_of) {
    const auto n = of.actor_count();
    std::vector<std::vector<double>> away(n, std::vector<double>(n, far));
    const auto out = of.out();
    for (std::uint32_t v = 0; v < n; ++v) {
        for (auto arc = out.offsets[v]; arc < out.offsets[v + 1]; ++arc) {
            auto& one = away[v][out.neighbours[arc]];
            one = (std::min)(one, static_cast<double>(length_of(arc)));
        }
        away[v][v] = 0;
    }
    for (std::size_t k = 0; k < n; ++k)
        for (std::size_t v = 0; v < n; ++v)
            for (std::size_t w = 0; w < n; ++w) away[v][w] = (std::min)(away[v][w], away[v][k] + away[k][w]);
    return away;
}

// Both measures of every actor against the matrix of distances.
void check_all(const std::vector<std::vector<double>>& away, direction which, const closeness_result& close,
               const harmonic_result& harmonic) {
    const auto n = away.size();
    for (std::size_t v = 0; v < n; ++v) {
        double reached = 0, total = 0, reciprocals = 0;
        for (std::size_t w = 0; w < n; ++w) {
            const double one = which == direction::in ? away[w][v] : away[v][w];
            if (w == v || one == far) continue;
            reached += 1;
            total += one;
            reciprocals += 1 / one;
        }
        const auto others = static_cast<double>(n) - 1;
        const auto score = close.score[id<actor>{v}];
        const bool whole = close.convention == closeness_convention::whole_network;
        REQUIRE(score.defined() == (reached > 0 && (!whole || reached == others)));
        if (score.defined())
            CHECK(*score.value == Approx(close.convention == closeness_convention::scaled_by_reach
                                             ? reached / others * reached / total
                                             : reached / total));
        const auto sum = harmonic.score[id<actor>{v}];
        REQUIRE(sum.defined() == (!harmonic.normalised || others > 0));
        if (sum.defined()) CHECK(*sum.value == Approx(harmonic.normalised ? reciprocals / others : reciprocals));
    }
}

template <class Result>
bool same_bits(const Result& a, const Result& b) {
    return std::equal(a.score.values().begin(), a.score.values().end(), b.score.values().begin()) &&
           a.certificate.total == b.certificate.total && a.certificate.reached == b.certificate.reached;
}

} // namespace

TEST_CASE("closeness of the kite", "[closeness]") {
    // Krackhardt (1990): Fernando and Garth .643, Diane and Heather .6, Jane .310.
    const auto of = small::kite();
    for (const auto convention : {closeness_convention::scaled_by_reach, closeness_convention::within_reach,
                                  closeness_convention::whole_network}) {
        const auto result = closeness(of, {.convention = convention});
        const auto score = result.score.values();
        CHECK(score[5] == Approx(9. / 14));
        CHECK(score[6] == Approx(9. / 14));
        CHECK(score[3] == Approx(.6));
        CHECK(score[7] == Approx(.6));
        CHECK(score[9] == Approx(9. / 29));
        CHECK(result.convention == convention);
        CHECK(verify(of, result, every_source));
    }
    const auto result = harmonic(of, {.normalised = true});
    // Heather: three at one step, the five others of the first seven and Jane at two, nobody further
    CHECK(result.score.values()[7] == Approx((3 + 6. / 2) / 9));
    CHECK(verify(of, result, every_source));
}

TEST_CASE("closeness where the network falls apart", "[closeness]") {
    // Padgett and Ansell's families: the Medici .56 over the fourteen whom they reach; the Pucci have no marriages.
    const auto of = small::florentine_marriages();
    const auto within = closeness(of, {.convention = closeness_convention::within_reach});
    CHECK(*within.score[id<actor>{8U}].value == Approx(14. / 25));
    CHECK(within.score[id<actor>{11U}].why_undefined == "it cannot reach any other");
    const auto scaled = closeness(of);
    CHECK(*scaled.score[id<actor>{8U}].value == Approx(14. / 15 * 14 / 25));
    const auto whole = closeness(of, {.convention = closeness_convention::whole_network});
    CHECK(whole.score.defined_count() == 0);
    CHECK(whole.score.why_undefined() == "it cannot reach all others");
    const auto sums = harmonic(of);
    CHECK(sums.score[id<actor>{11U}].value == 0.);
    CHECK(sums.score.defined_count() == 16);
    CHECK(to_string(scaled.convention) == "scaled by the share of others in reach");
}

TEST_CASE("closeness and harmonic centrality in steps, against Floyd and Warshall", "[closeness]") {
    random_stream random(21);
    for (int trial = 0; trial < 300; ++trial) {
        const auto of = small::random_columns(random, 14).frozen(small::any_options(random));
        const auto away = all_distances(of, [](std::uint32_t) { return 1; });
        const auto which = trial % 2 == 0 ? direction::out : direction::in;
        const auto convention = static_cast<closeness_convention>(trial % 3);
        const auto close = closeness(of, {.which = which, .convention = convention});
        const auto sums = harmonic(of, {.which = which, .normalised = trial % 4 < 2});
        check_all(away, which, close, sums);
        CHECK(verify(of, close, every_source));
        CHECK(verify(of, sums, every_source));
        CHECK(close.which == which);
    }
}

TEST_CASE("closeness and harmonic centrality with lengths, against Floyd and Warshall", "[closeness]") {
    random_stream random(22);
    for (int trial = 0; trial < 200; ++trial) {
        const auto of = small::random_columns(random, 14).frozen(small::any_options(random));
        const auto which = trial % 2 == 0 ? direction::out : direction::in;
        const auto check = [&](const auto& by) {
            const auto away = all_distances(of, [&](std::uint32_t arc) { return by[arc]; });
            const auto close = closeness(of, by, {.which = which});
            const auto sums = harmonic(of, by, {.which = which});
            check_all(away, which, close, sums);
            CHECK(verify(of, by, close, every_source));
            CHECK(verify(of, by, sums, every_source));
            CHECK(close.lengths_by == by.rule());
        };
        check(lengths_from(of, exact_reciprocal_strength{}));
        check(lengths_from(of, reciprocal_strength{}));
        // So far apart that a heap is needed.
        check(lengths_from(of, [](strength one) { return std::pow(one.value, 8); }));
    }
}

TEST_CASE("more actors than one pass takes, some of them, on any number of threads", "[closeness]") {
    const auto of = small::mixed(1'300, 4'000, 8).frozen({.directed = true});
    const auto one = closeness(of, {.which = direction::in});
    const auto three = closeness(of, {.which = direction::in, .threads = 3});
    CHECK(same_bits(one, three));
    CHECK(verify(of, one));
    const auto by = lengths_from(of, reciprocal_strength{});
    CHECK(same_bits(harmonic(of, by), harmonic(of, by, {.threads = 3})));
    const auto some =
        closeness(of, {.which = direction::in, .actors = {id<actor>{700U}, id<actor>{3U}, id<actor>{700U}}});
    CHECK(some.certificate.sources == std::vector<id<actor>>{id<actor>{3U}, id<actor>{700U}});
    CHECK(some.score[id<actor>{700U}] == one.score[id<actor>{700U}]);
    CHECK(some.score[id<actor>{4U}].why_undefined == "no other can reach it, or it was not searched from");
    CHECK(verify(of, some));
#ifdef COLEARN_HAS_IGRAPH
    oracle::graph peer(of);
    oracle::vector score, sums;
    igraph_bool_t all = false;
    igraph_closeness(peer.get(), score.get(), nullptr, &all, igraph_vss_all(), IGRAPH_IN, nullptr, true);
    igraph_harmonic_centrality(peer.get(), sums.get(), igraph_vss_all(), IGRAPH_OUT, nullptr, true);
    const auto within = closeness(of, {.which = direction::in, .convention = closeness_convention::within_reach});
    const auto mean = harmonic(of, {.normalised = true});
    for (const auto who : of.actors()) {
        const auto theirs = score.values()[who.index];
        const auto ours = within.score[who];
        CHECK(ours.defined() == !std::isnan(theirs));
        if (ours.defined()) CHECK(*ours.value == Approx(theirs));
        CHECK(*mean.score[who].value == Approx(sums.values()[who.index]));
    }
#endif
}

TEST_CASE("nobody, one actor, no ties, a path and a star", "[closeness]") {
    CHECK(closeness(view()).score.size() == 0);
    CHECK(verify(view(), harmonic(view())));
    const auto alone = small::graph(1, {}, true);
    CHECK(closeness(alone).score.defined_count() == 0);
    CHECK(harmonic(alone).score[id<actor>{0U}].value == 0.);
    CHECK(harmonic(alone, {.normalised = true}).score[id<actor>{0U}].why_undefined == "there is no other actor");
    const auto apart = small::graph(6, {}, false);
    CHECK(closeness(apart).score.defined_count() == 0);
    CHECK(harmonic(apart, {.normalised = true}).score.values()[5] == 0);
    small::columns path, star;
    path.actors = star.actors = 700;
    for (std::uint32_t v = 1; v < 700; ++v) {
        path.sources.push_back(v - 1);
        star.sources.push_back(0);
        for (auto* ties : {&path, &star}) {
            ties->targets.push_back(v);
            ties->strengths.push_back(1);
        }
    }
    const auto along = closeness(path.frozen({.directed = false}));
    CHECK(along.score.values()[0] == Approx(2. / 700));
    CHECK(along.certificate.total[350] == 350. * 351 / 2 + 349. * 350 / 2);
    const auto around = closeness(star.frozen({.directed = false}));
    CHECK(around.score.values()[0] == 1);
    CHECK(around.score.values()[1] == Approx(699. / (1 + 2 * 698)));
    CHECK(verify(path.frozen({.directed = false}), along));
}

TEST_CASE("closeness scales with lengths and does not care for numbering", "[closeness]") {
    random_stream random(23);
    const auto ties = small::random_columns(random, 40);
    const auto of = ties.frozen({.directed = true});
    const auto once = lengths_from(of, reciprocal_strength{});
    const auto thrice = lengths_from(of, [](strength one) { return length{3 / one.value}; });
    const auto numbers = small::random_numbers(random, ties.actors);
    const auto other = closeness(small::renumbered(ties, numbers).frozen({.directed = true}));
    const auto a = closeness(of, once), b = closeness(of, thrice), steps = closeness(of);
    for (const auto who : of.actors()) {
        CHECK(steps.score[who] == other.score[id<actor>{numbers[who.index]}]);
        if (a.score.defined(who)) CHECK(*a.score[who].value == Approx(3 * *b.score[who].value));
    }
}

TEST_CASE("stopped closeness is exact for those done", "[closeness]") {
    const auto of = small::mixed(1'300, 4'000, 8).frozen({.directed = false});
    const auto by = lengths_from(of, reciprocal_strength{});
    const auto check = [&](const auto& result, const auto& whole, const auto& accepted) {
        CHECK(result.outcome == status::cancelled);
        CHECK(result.certificate.sources.size() > 0);
        CHECK(result.certificate.sources.size() < 1'300);
        for (const auto who : result.certificate.sources) CHECK(result.score[who].value == whole.score[who].value);
        CHECK(accepted(result));
    };
    std::stop_source first, second, before;
    check(closeness(of, {.progress = [&](double) { first.request_stop(); }, .stop = first.get_token()}), closeness(of),
          [&](const auto& result) { return verify(of, result).accepted(); });
    check(harmonic(of, by, {.progress = [&](double) { second.request_stop(); }, .stop = second.get_token()}),
          harmonic(of, by), [&](const auto& result) { return verify(of, by, result).accepted(); });
    before.request_stop();
    CHECK(harmonic(of, {.stop = before.get_token()}).score.defined_count() == 0);
}

TEST_CASE("forged closeness is rejected", "[closeness]") {
    const auto of = small::kite();
    const auto honest = closeness(of);
    auto forged = honest;
    forged.score.set(id<actor>{9U}, .5);
    CHECK(verify(of, forged).violated == "the closeness of 9 is 0.3103448275862069, not 0.5");
    forged = honest; // consistent in itself
    forged.certificate.total[9] = 18;
    forged.score.set(id<actor>{9U}, .5);
    CHECK_FALSE(verify(of, forged, every_source));
    forged = honest;
    forged.certificate.sources.pop_back();
    CHECK_FALSE(verify(of, forged));
    forged = honest;
    forged.convention = closeness_convention::within_reach;
    CHECK(verify(of, forged)); // all are in reach, so it makes no difference
    auto sums = harmonic(of);
    sums.certificate.reached[0] = 8;
    CHECK_FALSE(verify(of, sums, every_source));
    sums = harmonic(of);
    sums.score.set(id<actor>{0U}, 1);
    CHECK_FALSE(verify(of, sums));
    auto some = harmonic(of, {.actors = {id<actor>{1U}}});
    some.score.set(id<actor>{2U}, 1);
    CHECK(verify(of, some).violated == "2 has a score, but was not searched from");
}

TEST_CASE("bad questions about closeness", "[closeness]") {
    const auto of = small::graph(3, {{0, 1}}, true);
    CHECK_THROWS_AS(closeness(of, {.which = direction::total}), contract_violation);
    CHECK_THROWS_AS(harmonic(of, {.actors = {id<actor>{3U}}}), contract_violation);
    CHECK_NOTHROW(closeness(small::kite(), {.which = direction::total}));
    const auto by = lengths_from(small::kite(), hop_count{});
    CHECK_THROWS_AS(closeness(of, by), contract_violation);
}

} // namespace closeness_test

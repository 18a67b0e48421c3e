// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/measures/betweenness.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace betweenness_test {

using namespace colearn;

namespace {

// The definition: lists every path of arcs without a repeated actor, keeps the shortest of each pair.
class by_enumeration {
public:
    by_enumeration(const view& of, std::vector<std::uint64_t> lengths) : of_(of), lengths_(std::move(lengths)) {}

    std::vector<double> scores(const std::vector<std::uint8_t>& is_source) {
        const auto n = of_.actor_count();
        std::vector<double> made(n, 0.);
        for (std::uint32_t s = 0; s < n; ++s) {
            if (is_source[s] == 0) continue;
            shortest_.assign(n, std::numeric_limits<std::uint64_t>::max());
            paths_.assign(n, 0);
            through_.assign(n, std::vector<double>(n, 0.));
            path_.assign(1, s);
            walk(s, 0);
            for (std::uint32_t t = 0; t < n; ++t)
                if (t != s && paths_[t] > 0)
                    for (std::uint32_t v = 0; v < n; ++v) made[v] += through_[t][v] / paths_[t];
        }
        if (!of_.directed())
            for (auto& one : made) one /= 2;
        return made;
    }

private:
    void walk(std::uint32_t at, std::uint64_t length) {
        const auto out = of_.out();
        for (auto arc = out.offsets[at]; arc < out.offsets[at + 1]; ++arc) {
            const auto to = out.neighbours[arc];
            if (std::find(path_.begin(), path_.end(), to) != path_.end()) continue;
            const auto there = length + lengths_[arc];
            if (there < shortest_[to]) {
                shortest_[to] = there;
                paths_[to] = 0;
                std::fill(through_[to].begin(), through_[to].end(), 0.);
            }
            if (there == shortest_[to]) {
                paths_[to] += 1;
                for (std::size_t i = 1; i < path_.size(); ++i) through_[to][path_[i]] += 1;
            }
            path_.push_back(to);
            walk(to, there);
            path_.pop_back();
        }
    }

    const view& of_;
    std::vector<std::uint64_t> lengths_;
    std::vector<std::uint64_t> shortest_;
    std::vector<double> paths_;
    std::vector<std::vector<double>> through_;
    std::vector<std::uint32_t> path_;
};

void check_scores(const betweenness_result& result, const std::vector<double>& expected) {
    REQUIRE(result.score.size() == expected.size());
    for (std::size_t v = 0; v < expected.size(); ++v)
        CHECK(result.score.values()[v] == Approx(expected[v]).margin(1e-12));
}

bool same_bits(const betweenness_result& a, const betweenness_result& b) {
    return std::equal(a.score.values().begin(), a.score.values().end(), b.score.values().begin()) &&
           a.certificate.totals == b.certificate.totals;
}

constexpr betweenness_check every_source{.sources = 1U << 30};

} // namespace

TEST_CASE("betweenness of the kite", "[betweenness]") {
    // Krackhardt (1990): Heather 14, Fernando and Garth 8 1/3, Ike 8, Diane 3 2/3, Andre and Beverley 5/6.
    const auto of = small::kite();
    const auto result = betweenness(of);
    check_scores(result, {5. / 6, 5. / 6, 0, 11. / 3, 0, 25. / 3, 25. / 3, 14, 8, 0});
    CHECK(result.outcome == status::optimal);
    CHECK(result.lengths_by == "number of steps");
    CHECK(verify(of, result, every_source));
    CHECK(top(result.score, 1)[0].index == 7);
    const auto shares = betweenness(of, {.normalised = true});
    CHECK(shares.normalised);
    CHECK(shares.score.values()[7] == Approx(.389).margin(.0005));
    CHECK(verify(of, shares, every_source));
}

TEST_CASE("betweenness of the Florentine families", "[betweenness]") {
    // The Medici 47.5, the Guadagni 23.167, the Albizzi 19.333, the Strozzi 9.333 (Wasserman and Faust, table 5.1,
    // normalised over all sixteen families: .452, .221, .184, .089).
    const auto result = betweenness(small::florentine_marriages());
    const auto score = result.score.values();
    CHECK(score[8] == Approx(47.5));
    CHECK(score[6] == Approx(139. / 6));
    CHECK(score[1] == Approx(58. / 3));
    CHECK(score[14] == Approx(28. / 3));
    CHECK(score[11] == 0);
}

TEST_CASE("the middle of a star stands between all pairs", "[betweenness]") {
    for (const bool directed : {false, true}) {
        small::columns star;
        star.actors = 50;
        for (std::uint32_t v = 1; v < 50; ++v) {
            star.sources.insert(star.sources.end(), {0, v});
            star.targets.insert(star.targets.end(), {v, 0});
            star.strengths.insert(star.strengths.end(), {1, 1});
        }
        const auto of = star.frozen({.directed = directed});
        const auto result = betweenness(of, {.normalised = true});
        CHECK(result.score.values()[0] == Approx(1));
        CHECK(result.score.values()[1] == 0);
        CHECK(verify(of, result, every_source));
    }
}

TEST_CASE("betweenness by steps, against all paths", "[betweenness]") {
    random_stream random(21);
    for (int trial = 0; trial < 600; ++trial) {
        const auto of = small::random_columns(random, 7).frozen(small::any_options(random));
        betweenness_options options;
        std::vector<std::uint8_t> is_source(of.actor_count(), 1);
        if (of.actor_count() > 0 && trial % 3 == 0) {
            std::fill(is_source.begin(), is_source.end(), std::uint8_t{0});
            for (int i = 0; i < 3; ++i) {
                const auto who = uniform_index(random, of.actor_count());
                options.sources.push_back(id<actor>{who});
                is_source[who] = 1;
            }
        }
        const auto result = betweenness(of, options);
        check_scores(result, by_enumeration(of, std::vector<std::uint64_t>(of.arc_count(), 1)).scores(is_source));
        CHECK(verify(of, result, every_source).violated == "");
        CHECK(result.certificate.sources_asked ==
              static_cast<std::size_t>(std::count(is_source.begin(), is_source.end(), std::uint8_t{1})));
    }
}

TEST_CASE("betweenness by lengths, against all paths", "[betweenness]") {
    random_stream random(22);
    for (int trial = 0; trial < 600; ++trial) {
        // Strengths are whole numbers of steps of .05, which doubles cannot hold: ties in length are many, and only a
        // tolerance finds them. The enumeration has them exactly.
        const auto of = small::random_columns(random, 7, 1 + static_cast<std::uint64_t>(trial) % 8)
                            .frozen(small::any_options(random));
        std::vector<std::uint64_t> whole;
        for (const auto strength : of.out().strengths) whole.push_back(static_cast<std::uint64_t>(strength));
        const std::vector<std::uint8_t> all(of.actor_count(), 1);
        const auto expected = by_enumeration(of, whole).scores(all);

        const auto real = lengths_from(of, [](strength how) { return how.value * .05; });
        const auto by_real = betweenness(of, real);
        check_scores(by_real, expected);
        CHECK(verify(of, real, by_real, every_source).violated == "");
        const auto exact = lengths_from(of, [](strength how) { return static_cast<std::uint32_t>(how.value); });
        const auto by_exact = betweenness(of, exact);
        check_scores(by_exact, expected);
        CHECK(verify(of, exact, by_exact, every_source).violated == "");
    }
}

TEST_CASE("lengths of any spread: the heap finds what the buckets find", "[betweenness]") {
    random_stream random(23);
    for (int trial = 0; trial < 200; ++trial) {
        const auto of = small::random_columns(random, 7, 4).frozen(small::any_options(random));
        std::vector<std::uint64_t> whole;
        // 1, 20, 400, ..., 160,000 times the shortest
        const auto spread = [](strength how) {
            return static_cast<std::uint64_t>(std::pow(20., 4 - how.value)) * 20 + 1;
        };
        for (const auto strength : of.out().strengths) whole.push_back(spread(colearn::strength{strength}));
        const auto expected = by_enumeration(of, whole).scores(std::vector<std::uint8_t>(of.actor_count(), 1));
        check_scores(betweenness(of, lengths_from(of, [&](strength how) { return spread(how); })), expected);
        check_scores(
            betweenness(of, lengths_from(of, [&](strength how) { return 1e-3 * static_cast<double>(spread(how)); })),
            expected);
        const auto wide =
            lengths_from(of, [&](strength how) { return how.value > 3 ? 1e-6 : static_cast<double>(spread(how)); });
        CHECK(verify(of, wide, betweenness(of, wide), every_source).violated == "");
    }
}

TEST_CASE(".1 + .2 and .15 + .15 are one length", "[betweenness]") {
    small::columns square{{0, 1, 0, 2}, {1, 3, 2, 3}, {.1, .2, .15, .15}, 4};
    REQUIRE(.1 + .2 != .15 + .15);
    for (const bool directed : {false, true}) {
        const auto of = square.frozen({.directed = directed});
        const auto by = lengths_from(of, [](strength how) { return length{how.value}; });
        const auto result = betweenness(of, by);
        CHECK(result.score.values()[1] == .5);
        CHECK(result.score.values()[2] == .5);
        const auto trust = lengths_from(of); // .1 * .2 is not .15 * .15
        CHECK(betweenness(of, trust).score.values()[1] == 0);
        CHECK(betweenness(of, trust).score.values()[2] == 1);
        CHECK(betweenness(of, trust).lengths_by == "negative logarithm of trust");
    }
}

TEST_CASE("a five-point scale: rounded reciprocals and exact ones agree", "[betweenness]") {
    auto ties = small::mixed(120, 500, 24);
    random_stream random(25);
    for (auto& one : ties.strengths) one = static_cast<double>(1 + uniform_index(random, 5));
    const auto of = ties.frozen({.directed = true});
    const auto rounded = betweenness(of, lengths_from(of, reciprocal_strength{}));
    const auto exact = betweenness(of, lengths_from(of, exact_reciprocal_strength{}));
    for (std::size_t v = 0; v < 120; ++v)
        CHECK(rounded.score.values()[v] == Approx(exact.score.values()[v]).margin(1e-9));
}

TEST_CASE("betweenness that other packages got wrong by rounding", "[betweenness]") {
    // igraph/rigraph issue 314, where 47.25 and 46 were given for actor 4. In units of 1e-7 the way 3-4-6 is as long as
    // the tie 3-6: 16251956 + 5913490 = 22165446. So the pairs across are shared, and actor 4 has 36.5.
    const std::vector<std::uint32_t> from{1, 2, 3, 3, 3, 4, 6, 7, 2, 9, 5, 7, 9, 9, 5, 8};
    const std::vector<std::uint32_t> to{4, 3, 6, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16};
    const std::vector<double> decimals{1.9617537, 0.9060834, 2.2165446, 1.6251956,  2.4473929, 0.5913490,
                                       8.7093236, 2.8387330, 6.1225042, 20.7217776, 6.8027218, 16.3147479,
                                       5.2605598, 6.6816853, 4.9482123, 1.8989790};
    const auto of = freeze({from, to, decimals}, 17, {.directed = false});
    const std::vector<double> expected{0, 0, 44, 71, 36.5, 27, 44, 38, 14, 39, 0, 0, 0, 0, 0, 0, 0};
    check_scores(betweenness(of, lengths_from(of, [](strength how) { return how.value; })), expected);
    check_scores(
        betweenness(of, lengths_from(
                            of, [](strength how) { return static_cast<std::uint32_t>(std::lround(how.value * 1e7)); })),
        expected);
}

TEST_CASE("parallel ties are so many paths, self-ties none", "[betweenness]") {
    // From 0 to 3: twice over 1, once over 2.
    const small::columns ties{{0, 0, 0, 1, 2, 1}, {1, 1, 2, 3, 3, 1}, {1, 1, 1, 1, 1, 1}, 4};
    const auto kept = ties.frozen({.self_ties = loops::keep, .parallel = parallel_ties::keep});
    CHECK(betweenness(kept).score.values()[1] == Approx(2. / 3));
    CHECK(betweenness(kept).score.values()[2] == Approx(1. / 3));
    CHECK(betweenness(ties.frozen({})).score.values()[1] == Approx(.5));
}

TEST_CASE("betweenness where there is nothing to be between", "[betweenness]") {
    CHECK(betweenness(view()).score.size() == 0);
    CHECK(betweenness(view()).outcome == status::optimal);
    const auto two = betweenness(small::graph(2, {{0, 1}}, false), {.normalised = true});
    CHECK_FALSE(two.normalised);
    CHECK(two.note.find("fewer than three") != std::string::npos);
    CHECK(two.score.values()[0] == 0);
    const auto none = betweenness(small::graph(6, {}, true));
    for (const auto one : none.score.values()) CHECK(one == 0);
    CHECK(verify(view(), betweenness(view())));
}

TEST_CASE("a path is all tree: the formula alone", "[betweenness]") {
    small::columns path;
    path.actors = 40;
    for (std::uint32_t v = 0; v + 1 < 40; ++v) {
        path.sources.push_back(v);
        path.targets.push_back(v + 1);
        path.strengths.push_back(1 + v);
    }
    const auto of = path.frozen({.directed = false});
    for (const auto& result : {betweenness(of), betweenness(of, lengths_from(of, reciprocal_strength{}))}) {
        for (std::size_t v = 0; v < 40; ++v) CHECK(result.score.values()[v] == static_cast<double>(v * (39 - v)));
        CHECK(verify(of, result, every_source));
    }
    CHECK(detail::make_core(of, std::vector<std::uint8_t>(40, 1)).size() == 1);
}

TEST_CASE("betweenness does not depend on numbers, units or threads", "[betweenness]") {
    random_stream random(26);
    for (const bool directed : {false, true}) {
        const auto ties = small::mixed(300, 900, 27);
        const auto of = ties.frozen({.directed = directed});
        const auto by = lengths_from(of);
        const auto steps = betweenness(of);
        const auto trust = betweenness(of, by);
        CHECK(same_bits(steps, betweenness(of, {.threads = 3})));
        CHECK(same_bits(trust, betweenness(of, by, {.threads = 3})));
        CHECK(verify(of, steps));
        CHECK(verify(of, by, trust));

        const auto numbers = small::random_numbers(random, ties.actors);
        const auto other = small::renumbered(ties, numbers).frozen({.directed = directed});
        const auto longer = lengths_from(other, [](strength how) { return -1000 * std::log(how.value); });
        const auto steps_again = betweenness(other);
        const auto trust_again = betweenness(other, longer);
        for (std::size_t v = 0; v < ties.actors; ++v) {
            CHECK(steps_again.score.values()[numbers[v]] == Approx(steps.score.values()[v]).margin(1e-9));
            CHECK(trust_again.score.values()[numbers[v]] == Approx(trust.score.values()[v]).margin(1e-9));
        }
        // Lanes of sources and one source at a time are two ways to one answer.
        const auto core = detail::make_core(of, std::vector<std::uint8_t>(300, 1));
        CHECK(detail::lanes_suit(core));
        const auto one_step = lengths_from(of, [](const arc_end& at) { return at.arc == 0 ? 1. : 1 + 1e-15; });
        const auto one_by_one = betweenness(of, one_step);
        for (std::size_t v = 0; v < ties.actors; ++v)
            CHECK(one_by_one.score.values()[v] == Approx(steps.score.values()[v]).margin(1e-9));
    }
}

TEST_CASE("more shortest paths than a double can count", "[betweenness]") {
    SECTION("a chain of 1,100 squares, a source at a time") {
        const std::uint32_t squares = 1100;
        small::columns chain;
        chain.actors = 3 * squares + 1;
        for (std::uint32_t i = 0; i < squares; ++i) {
            const auto hub = 3 * i;
            chain.sources.insert(chain.sources.end(), {hub, hub, hub + 1, hub + 2});
            chain.targets.insert(chain.targets.end(), {hub + 1, hub + 2, hub + 3, hub + 3});
            chain.strengths.insert(chain.strengths.end(), {1, 1, 1, 1});
        }
        const auto of = chain.frozen({.directed = true});
        const auto result = betweenness(of, {.sources = {id<actor>{0U}}});
        for (std::uint32_t i = 1; i < squares; ++i) {
            const double beyond = 3. * (squares - i);
            REQUIRE(result.score.values()[3 * i] == Approx(beyond));
            REQUIRE(result.score.values()[3 * i + 1] == Approx((beyond - 2) / 2));
        }
        CHECK(verify(of, result));
    }
    SECTION("three hundred layers of sixteen, side by side") {
        const std::uint32_t layers = 300;
        small::columns chain;
        chain.actors = 16 * layers;
        for (std::uint32_t v = 0; v < 16 * (layers - 1); ++v) {
            for (std::uint32_t w = 0; w < 16; ++w) {
                chain.sources.push_back(v);
                chain.targets.push_back(16 * (v / 16 + 1) + w);
                chain.strengths.push_back(1);
            }
        }
        const auto of = chain.frozen({.directed = true});
        betweenness_options options;
        for (std::uint32_t v = 0; v < 16; ++v) options.sources.push_back(id<actor>{v});
        REQUIRE(detail::lanes_suit(detail::make_core(of, std::vector<std::uint8_t>(of.actor_count(), 1))));
        const auto result = betweenness(of, options);
        for (std::uint32_t v = 16; v < 16 * layers; ++v)
            REQUIRE(result.score.values()[v] == Approx(16. * (layers - 1 - v / 16)).margin(1e-9));
    }
}

TEST_CASE("stopped betweenness is an estimate, and says so", "[betweenness]") {
    const auto of = small::mixed(600, 2500, 28).frozen({.directed = false});
    const auto exact = betweenness(of);
    std::stop_source stop;
    const auto result = betweenness(of, {.progress =
                                             [&](double share) {
                                                 if (share > .5) stop.request_stop();
                                             },
                                         .stop = stop.get_token()});
    CHECK(result.outcome == status::cancelled);
    CHECK(result.note.find("an estimate") == 0);
    const auto& done = result.certificate;
    CHECK(done.sources.size() > 290);
    CHECK(done.sources.size() < 600);
    CHECK(done.sources_asked == 600);
    CHECK(verify(of, result, every_source).violated == "");
    // It estimates: the sum over all actors comes within a tenth.
    double estimated = 0, true_sum = 0;
    for (std::size_t v = 0; v < 600; ++v) {
        estimated += result.score.values()[v];
        true_sum += exact.score.values()[v];
    }
    CHECK(estimated == Approx(true_sum).epsilon(.1));

    stop.request_stop();
    const auto nothing = betweenness(of, {.stop = stop.get_token()});
    CHECK(nothing.outcome == status::cancelled);
    CHECK(nothing.certificate.sources.empty());
    CHECK(
        std::all_of(nothing.score.values().begin(), nothing.score.values().end(), [](double one) { return one == 0; }));
    CHECK(verify(of, nothing));
}

TEST_CASE("an exception from progress reaches the caller", "[betweenness]") {
    const auto of = small::mixed(600, 2500, 28).frozen({.directed = false});
    for (const unsigned threads : {1U, 3U})
        CHECK_THROWS_AS(
            betweenness(of, {.threads = threads, .progress = [](double) { throw std::runtime_error("no"); }}),
            std::runtime_error);
}

TEST_CASE("questions that make no sense are refused", "[betweenness]") {
    const auto of = small::kite();
    CHECK_THROWS_AS(betweenness(of, {.sources = {id<actor>{10U}}}), contract_violation);
    CHECK_THROWS_AS(betweenness(of, {.normalised = true, .sources = {id<actor>{1U}}}), contract_violation);
    CHECK_THROWS_AS(betweenness(of, lengths_from(small::kite(), hop_count{})), contract_violation);
}

TEST_CASE("forged betweenness is rejected", "[betweenness]") {
    const auto of = small::mixed(100, 300, 29).frozen({.directed = false});
    const auto honest = betweenness(of);
    REQUIRE(verify(of, honest));
    auto forged = honest;
    forged.score.values()[5] += .5;
    CHECK(verify(of, forged).violated.find("sum to") != std::string::npos);
    forged = honest;
    forged.score.values()[5] = -1;
    CHECK_FALSE(verify(of, forged));
    forged.score.values()[5] = std::numeric_limits<double>::quiet_NaN();
    CHECK_FALSE(verify(of, forged));
    forged = honest; // the broker's place is given to somebody else: the sum stays
    const auto first = top(forged.score, 1)[0];
    const auto least = std::min_element(forged.score.values().begin(), forged.score.values().end());
    std::swap(forged.score[first], *least);
    CHECK_FALSE(verify(of, forged));
    forged = honest; // a little is moved: only the check of all sources can see it
    forged.score.values()[first.index] += .01;
    forged.score.values()[top(honest.score, 2)[1].index] -= .01;
    CHECK_FALSE(verify(of, forged, every_source));
    forged = honest;
    forged.certificate.totals[0] += 1;
    forged.certificate.totals[1] -= 1;
    CHECK_FALSE(verify(of, forged, every_source));
    forged = honest;
    forged.certificate.sources.pop_back();
    forged.certificate.totals.pop_back();
    CHECK_FALSE(verify(of, forged));
    CHECK_FALSE(verify(of, betweenness(small::kite())));
    CHECK_FALSE(verify(of, lengths_from(of), honest));
}

#ifdef COLEARN_HAS_IGRAPH
TEST_CASE("betweenness agrees with igraph", "[betweenness][igraph]") {
    random_stream random(30);
    for (int trial = 0; trial < 60; ++trial) {
        auto ties = small::mixed(40 + uniform_index(random, 60), 60 + uniform_index(random, 300),
                                 static_cast<std::uint64_t>(trial));
        for (auto& one : ties.strengths) one = static_cast<double>(1 + uniform_index(random, 5));
        const auto of = ties.frozen(small::any_options(random));
        oracle::graph peer(of);
        oracle::vector theirs;
        igraph_betweenness(peer.get(), theirs.get(), igraph_vss_all(), of.directed(), nullptr);
        check_scores(betweenness(of), theirs.values());
        const auto by = lengths_from(of, reciprocal_strength{});
        oracle::vector lengths(peer.edge_values(by.values()));
        igraph_betweenness(peer.get(), theirs.get(), igraph_vss_all(), of.directed(), lengths.get());
        check_scores(betweenness(of, by), theirs.values());
    }
}
#endif

} // namespace betweenness_test

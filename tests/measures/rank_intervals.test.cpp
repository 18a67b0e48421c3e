// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <vector>

#include <colearn/measures/degree.hpp>
#include <colearn/measures/rank_intervals.hpp>
#include <colearn/trust/credible_interval.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace rank_intervals_test {

using namespace colearn;

namespace {

const auto received = [](const view& of) { return actor_strength(of, {.which = direction::in}); };

// P(X > Y) for two Beta variables with whole parameters: sum over i < a of B(c + i, b + d) / ((b + i) B(1 + i, b) B(c,
// d))
double first_is_larger(double a, double b, double c, double d) {
    const auto log_beta = [](double x, double y) { return std::lgamma(x) + std::lgamma(y) - std::lgamma(x + y); };
    double sum = 0;
    for (double i = 0; i < a; ++i)
        sum += std::exp(log_beta(c + i, b + d) - std::log(b + i) - log_beta(1 + i, b) - log_beta(c, d));
    return sum;
}

} // namespace

TEST_CASE("the chance to be first is that of the trust to be larger", "[rank_intervals]") {
    const auto of = small::graph(4, {{0, 2}, {1, 3}}, true); // 2 and 3 are each named by one
    const tie_evidence known{{{8, 2}, {6, 4}}, .5};
    const auto result = rank_intervals(of, known, received, {.replicates = 4000, .top = 1, .threads = 2});
    CHECK(result.outcome == status::optimal);
    CHECK(result.replicates == 4000);
    const double exact = first_is_larger(9, 3, 7, 5);
    REQUIRE(exact > .7);
    for (const auto& one : result.ranking) {
        if (one.who.index == 2) CHECK(one.in_top == Approx(exact).margin(4 * std::sqrt(.25 / 4000)));
        if (one.who.index == 3) CHECK(one.in_top == Approx(1 - exact).margin(4 * std::sqrt(.25 / 4000)));
        if (one.who.index < 2) CHECK(one.in_top == 0);
    }
    // The interval of a score is that of its opinion.
    const auto [low, high] = interval(opinion::of({8, 2}));
    const auto& third =
        *std::find_if(result.ranking.begin(), result.ranking.end(), [](const auto& one) { return one.who.index == 2; });
    CHECK(*third.low.value == Approx(low).margin(.01));
    CHECK(*third.high.value == Approx(high).margin(.01));
    CHECK(third.rank == 1); // both strengths are 1 on the view itself, and share the rank
    CHECK(third.best_rank == 1);
    CHECK(third.worst_rank == 2);
}

TEST_CASE("a tie holds with the probability that its trust is", "[rank_intervals]") {
    const auto of = small::graph(4, {{0, 2}, {1, 3}}, false);
    const tie_evidence known{{{8, 2}, {0, 1}, {8, 2}, {0, 1}}, .5}; // 0 - 2: .75, 1 - 3: 1/3
    const auto result = rank_intervals(
        of, known, [](const view& v) { return degree(v); },
        {.draw = tie_draw::presence, .replicates = 4000, .top = 1, .among = {id<actor>{2U}, id<actor>{3U}}});
    for (const auto& one : result.ranking) {
        const double holds = one.who.index == 2 ? .75 : 1.0 / 3;
        const double other = one.who.index == 2 ? 1.0 / 3 : .75;
        CHECK(one.in_top == Approx(holds + (1 - holds) * (1 - other)).margin(.03)); // first alone, or equal
        CHECK(*one.high.value == 1);
        CHECK(*one.low.value == 0);
    }
}

TEST_CASE("much evidence makes a ranking sure", "[rank_intervals]") {
    const auto of = small::graph(5, {{0, 2}, {1, 3}, {0, 4}}, true);
    const tie_evidence sure{{{9e6, 1e6}, {2e6, 8e6}, {5e6, 5e6}}, .5};
    const auto result = rank_intervals(of, sure, received, {.replicates = 100, .top = 2});
    // Arcs are in rows: 0 -> 2, 0 -> 4, 1 -> 3.
    CHECK(result.ranking[0].who.index == 2);
    for (const auto& one : result.ranking) {
        CHECK(one.best_rank == one.worst_rank);
        CHECK((one.in_top == 0 || one.in_top == 1));
    }
}

TEST_CASE("ranks are among those who were chosen, and undefined scores are last", "[rank_intervals]") {
    const auto of = small::graph(4, {{0, 2}, {1, 3}, {2, 3}}, false);
    const auto known = evidence_from_strengths(of, 5);
    const std::vector<id<actor>> two{id<actor>{3U}, id<actor>{0U}};
    const auto result =
        rank_intervals(of, known, [](const view& v) { return actor_strength(v); }, {.replicates = 50, .among = two});
    REQUIRE(result.ranking.size() == 2);
    CHECK(result.ranking[0].who.index == 3);
    CHECK(result.ranking[1].worst_rank <= 2);
    const auto partly = [](const view& v) {
        measured_map made(v.shared_roster(), "it is odd");
        made.set(id<actor>{2U}, 5);
        made.set(id<actor>{0U}, 7);
        return made;
    };
    const auto last = rank_intervals(of, known, partly, {.replicates = 10});
    CHECK(last.ranking[0].who.index == 0);
    CHECK(last.ranking[2].rank == 3);
    CHECK(last.ranking[3].rank == 3);
    CHECK_FALSE(last.ranking[3].score.defined());
    CHECK_FALSE(last.ranking[3].low.defined());
    CHECK(*last.ranking[1].high.value == 5);
}

TEST_CASE("rank intervals are the same on any number of threads, and can be stopped", "[rank_intervals]") {
    const auto of = small::mixed(60, 200, 5).frozen({.directed = false});
    const auto known = evidence_from_strengths(of, 6);
    const auto strength = [](const view& v) { return actor_strength(v); };
    const auto one = rank_intervals(of, known, strength, {.seed = 3});
    const auto two = rank_intervals(of, known, strength, {.seed = 3, .threads = 3});
    const auto other = rank_intervals(of, known, strength, {.seed = 4});
    bool differs = false;
    for (std::size_t i = 0; i < one.ranking.size(); ++i) {
        CHECK(one.ranking[i].low == two.ranking[i].low);
        CHECK(one.ranking[i].worst_rank == two.ranking[i].worst_rank);
        CHECK(one.ranking[i].best_rank <= one.ranking[i].worst_rank);
        CHECK(*one.ranking[i].low.value <= *one.ranking[i].high.value);
        differs = differs || one.ranking[i].low != other.ranking[i].low;
    }
    CHECK(differs);
    std::stop_source stop;
    const auto part = rank_intervals(of, known, strength,
                                     {.progress = [&](double) { stop.request_stop(); }, .stop = stop.get_token()});
    CHECK(part.outcome == status::cancelled);
    CHECK(part.replicates > 0);
    CHECK(part.replicates < 200);
    std::stop_source before;
    before.request_stop();
    const auto none = rank_intervals(of, known, strength, {.stop = before.get_token()});
    CHECK(none.replicates == 0);
    CHECK(none.ranking[0].worst_rank == 60);
    CHECK_FALSE(none.ranking[0].low.defined());
}

TEST_CASE("what cannot be ranked is refused", "[rank_intervals]") {
    const auto of = small::graph(3, {{0, 1}}, true);
    const auto known = evidence_from_strengths(of, 5);
    CHECK_THROWS_AS(rank_intervals(of, {}, received), contract_violation);
    CHECK_THROWS_AS(rank_intervals(of, known, received, {.replicates = 0}), contract_violation);
    CHECK_THROWS_AS(rank_intervals(of, known, received, {.coverage = 1}), contract_violation);
    CHECK_THROWS_AS(rank_intervals(of, known, received, {.top = 0}), contract_violation);
    CHECK_THROWS_AS(rank_intervals(of, known, received, {.among = {id<actor>{3U}}}), contract_violation);
    CHECK_THROWS_AS(rank_intervals(of, known, received, {.among = {id<actor>{1U}, id<actor>{1U}}}), contract_violation);
    CHECK_THROWS_AS(rank_intervals(of, known, [](const view&) { return actor_map<double>(); }), contract_violation);
    CHECK(rank_intervals(view(), {}, received).ranking.empty());
}

} // namespace rank_intervals_test

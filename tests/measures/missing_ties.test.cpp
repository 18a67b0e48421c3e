// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/measures/degree.hpp>
#include <colearn/measures/missing_ties.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace missing_ties_test {

using namespace colearn;

namespace {

const auto partners = [](const view& of) { return degree(of); };

view star_of(std::uint32_t arms) {
    small::columns made;
    made.actors = arms + 1;
    for (std::uint32_t v = 1; v <= arms; ++v) {
        made.sources.push_back(v);
        made.targets.push_back(0);
        made.strengths.push_back(1);
    }
    return made.frozen({});
}

} // namespace

TEST_CASE("the centre of a star stays first whatever is missing", "[missing_ties]") {
    const auto of = star_of(20);
    const auto received = [](const view& v) { return degree(v, {.which = direction::in}); };
    for (const auto what : {missing::ties, missing::respondents}) {
        const auto result = missing_ties(of, received, {.what = what, .shares = {.1, .5}, .top = 1});
        REQUIRE(result.levels.size() == 2);
        CHECK(result.levels[0].dropped == 2);
        CHECK(result.levels[1].dropped == (what == missing::ties ? 10 : 11)); // half of 21, rounded
        for (const auto& level : result.levels) {
            CHECK(level.same_first == 1);
            CHECK(level.first_in_top == 1);
            CHECK(*level.top_overlap.mean.value == 1);
            CHECK(*level.correlation.mean.value == Approx(1));
            CHECK(level.replicates == 200);
        }
    }
    CHECK(to_string(missing::respondents) == "respondents");
}

TEST_CASE("one of two ties that is missing leaves one of two first", "[missing_ties]") {
    // 1 and 2 are each named twice; each tie is as likely to go.
    const auto of = small::graph(5, {{0, 1}, {3, 1}, {0, 2}, {3, 2}}, true);
    const auto received = [](const view& v) { return degree(v, {.which = direction::in}); };
    const auto result = missing_ties(of, received, {.shares = {.25}, .replicates = 2000, .top = 1, .threads = 2});
    CHECK(result.levels[0].dropped == 1);
    CHECK(result.levels[0].same_first == Approx(.5).margin(.05)); // 1 is the first by id
    CHECK(*result.levels[0].top_overlap.mean.value == Approx(.5).margin(.05));
}

TEST_CASE("a tie of an undirected network is named by either end", "[missing_ties]") {
    const auto of = small::graph(4, {{0, 1}, {1, 2}, {2, 3}}, false);
    for (std::uint64_t item = 0; item < 20; ++item) {
        const auto none = detail::with_missing(of, missing::respondents, 1, random_stream(1, item));
        CHECK(none.tie_count() == 3);
        const auto all = detail::with_missing(of, missing::respondents, 4, random_stream(1, item));
        CHECK(all.tie_count() == 0);
        CHECK(detail::with_missing(of, missing::ties, 2, random_stream(1, item)).tie_count() == 1);
    }
}

TEST_CASE("all choices are as likely", "[missing_ties]") {
    std::vector<int> times(6, 0);
    for (std::uint64_t item = 0; item < 6000; ++item) {
        random_stream random(2, item);
        const auto chosen = detail::sample(random, 6, 2);
        int count = 0;
        for (std::size_t i = 0; i < 6; ++i)
            if (chosen[i] != 0) {
                ++times[i];
                ++count;
            }
        REQUIRE(count == 2);
    }
    for (const int one : times) CHECK(one == Approx(2000).margin(180));
}

TEST_CASE("rank correlation is Spearman's", "[missing_ties]") {
    CHECK(detail::mid_ranks(std::vector<double>{3, 1, 3, 2}) == std::vector<double>{3.5, 1, 3.5, 2});
    const auto rho = [](std::vector<double> x, std::vector<double> y) {
        return detail::correlation_of(detail::mid_ranks(x), detail::mid_ranks(y));
    };
    // 1 - 6 * sum of squared differences / (n (n^2 - 1))
    CHECK(*rho({1, 2, 3, 4, 5}, {2, 1, 4, 3, 5}).value == Approx(1 - 6.0 * 4 / 120));
    CHECK(rho({1, 1, 1}, {1, 2, 3}) == measured::undefined("all scores of a ranking are equal"));
}

TEST_CASE("missing ties: the same on any number of threads, and can be stopped", "[missing_ties]") {
    const auto of = small::mixed(80, 250, 5).frozen({.directed = false});
    const auto one = missing_ties(of, partners, {.replicates = 40});
    const auto two = missing_ties(of, partners, {.replicates = 40, .threads = 3});
    for (std::size_t k = 0; k < 4; ++k) {
        CHECK(one.levels[k].correlation.mean == two.levels[k].correlation.mean);
        CHECK(one.levels[k].top_overlap.low == two.levels[k].top_overlap.low);
        if (k > 0) CHECK(*one.levels[k].correlation.mean.value < *one.levels[k - 1].correlation.mean.value);
    }
    std::stop_source stop;
    const auto part =
        missing_ties(of, partners, {.progress = [&](double) { stop.request_stop(); }, .stop = stop.get_token()});
    CHECK(part.outcome == status::cancelled);
    CHECK(part.levels[3].replicates == 0);
    CHECK(part.levels[3].correlation.mean == measured::undefined("no replicate was done"));
}

TEST_CASE("missing ties: what makes no sense is refused, and nobody is nobody", "[missing_ties]") {
    const auto of = small::kite();
    CHECK_THROWS_AS(missing_ties(of, partners, {.shares = {0}}), contract_violation);
    CHECK_THROWS_AS(missing_ties(of, partners, {.shares = {1}}), contract_violation);
    CHECK_THROWS_AS(missing_ties(of, partners, {.replicates = 0}), contract_violation);
    CHECK_THROWS_AS(missing_ties(of, partners, {.top = 0}), contract_violation);
    CHECK_THROWS_AS(missing_ties(of, partners, {.coverage = 0}), contract_violation);
    CHECK_THROWS_AS(missing_ties(of, partners, {.among = {id<actor>{10U}}}), contract_violation);
    const auto empty = missing_ties(view(), partners, {.replicates = 3});
    CHECK(empty.levels[0].top_overlap.mean == measured::undefined("nobody is ranked"));
    const auto alone = missing_ties(small::graph(2, {}, true), partners, {.replicates = 3});
    CHECK(alone.levels[0].correlation.mean == measured::undefined("all scores of a ranking are equal"));
}

} // namespace missing_ties_test

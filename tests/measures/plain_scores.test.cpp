// SPDX-License-Identifier: BSL-1.0
#include <utility>
#include <vector>

#include <colearn/measures/detail/plain_scores.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace plain_scores_test {

using namespace colearn;

TEST_CASE("scores of any kind become numbers by actor", "[plain_scores]") {
    const auto of = small::graph(3, {{0, 1}}, true);
    const actor_map<std::uint64_t> counts(of.shared_roster(), std::vector<std::uint64_t>{3, 1, 2});
    CHECK(detail::plain_scores(counts, of) == std::vector<double>{3, 1, 2});
    measured_map partly(of.shared_roster(), "nobody knows");
    partly.set(id<actor>{1U}, -5);
    CHECK(detail::plain_scores(partly, of) ==
          std::vector<double>{detail::undefined_score, -5, detail::undefined_score});
    struct result {
        measured_map score;
    };
    CHECK(detail::plain_scores(result{partly}, of)[1] == -5);
    CHECK_THROWS_AS(detail::plain_scores(actor_map<double>(), of), contract_violation);
}

TEST_CASE("those who were asked for are actors, each once", "[plain_scores]") {
    const auto of = small::graph(3, {}, true);
    CHECK(detail::chosen_actors(of, {}).size() == 3);
    const std::vector<id<actor>> two{id<actor>{2U}, id<actor>{0U}};
    CHECK(detail::chosen_actors(of, two) == two);
    CHECK_THROWS_AS(detail::chosen_actors(of, {id<actor>{3U}}), contract_violation);
    CHECK_THROWS_AS(detail::chosen_actors(of, {id<actor>{1U}, id<actor>{1U}}), contract_violation);
}

TEST_CASE("the middle part of many numbers", "[plain_scores]") {
    using detail::central_interval;
    std::vector<int> hundred;
    for (int i = 100; i > 0; --i) hundred.push_back(i);
    CHECK(central_interval(hundred, .8) == std::pair(11, 90));
    CHECK(central_interval(hundred, .99) == std::pair(1, 100));
    CHECK(central_interval(std::vector<int>{5}, .8) == std::pair(5, 5));
    CHECK(central_interval(std::vector<int>{2, 1}, .01) == std::pair(1, 2));
    CHECK(central_interval(std::vector<int>{3, 1, 2}, .01) == std::pair(2, 2));
}

} // namespace plain_scores_test

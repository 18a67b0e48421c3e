// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <numeric>
#include <stop_token>
#include <vector>

#include <colearn/measures/detail/betweenness_lengths.hpp>
#include <colearn/measures/detail/betweenness_paths.hpp>
#include <colearn/measures/detail/betweenness_sum.hpp>

#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace betweenness_lengths_test {

using namespace colearn;

namespace {

struct sums {
    std::vector<double> score;
    std::vector<double> totals;
    bool finished = false;
};

template <class Searches>
sums run(Searches searches, const std::vector<std::uint32_t>& sources, std::size_t slots) {
    sums made{std::vector<double>(slots), std::vector<double>(sources.size())};
    made.finished = searches.run(sources, made.score, made.totals, {});
    return made;
}

void check_same(const sums& found, const sums& expected) {
    CHECK(found.finished);
    for (std::size_t i = 0; i < expected.score.size(); ++i)
        REQUIRE(found.score[i] == Approx(expected.score[i]).margin(1e-9));
    for (std::size_t k = 0; k < expected.totals.size(); ++k)
        REQUIRE(found.totals[k] == Approx(expected.totals[k]).margin(1e-9));
}

template <class Number>
detail::core_lengths<Number> along(const detail::betweenness_core& core, const lengths<Number>& by) {
    detail::core_lengths<Number> made;
    made.tolerance = by.tolerance();
    for (const auto arc : core.out.arcs) made.out.push_back(by.values()[arc]);
    for (const auto arc : core.in.arcs) made.in.push_back(by.values()[arc]);
    return made;
}

template <class Value, detail::scored What, class Number>
void compare(const view& of, const lengths<Number>& by) {
    const auto core = detail::make_core(of, std::vector<std::uint8_t>(of.actor_count(), 1));
    std::vector<std::uint32_t> sources((std::min)(std::size_t{13}, core.size())); // not all lanes
    std::iota(sources.begin(), sources.end(), static_cast<std::uint32_t>(core.size() - sources.size()));
    const auto lengths = along(core, by);
    const auto lanes = detail::in_lanes(lengths.into());
    const auto slots = What == detail::scored::ties ? of.arc_count() : core.size();
    using distance = typename detail::core_lengths<Number>::distance;
    check_same(run(detail::length_searches<Value, What>(core, lanes, by.tolerance()), sources, slots),
               run(detail::path_searches<detail::core_lengths<Number>, detail::heap_queue<distance>, double, What>(
                       core, lengths, detail::heap_queue<distance>(core.size())),
                   sources, slots));
}

} // namespace

TEST_CASE("sixteen sources with lengths find what each finds alone", "[betweenness_lengths]") {
    random_stream random(71);
    for (int trial = 0; trial < 60; ++trial) {
        const auto n = 20 + uniform_index(random, 200);
        auto ties = small::mixed(n, n + uniform_index(random, 4 * n), uniform_index(random, 1000));
        for (auto& one : ties.strengths) one = static_cast<double>(1 + uniform_index(random, 5));
        const auto of = ties.frozen({.directed = trial % 2 == 0, .parallel = parallel_ties::keep});
        if (of.arc_count() == 0) continue;
        const auto whole = lengths_from(of, [](strength how) { return static_cast<std::uint32_t>(7 * how.value); });
        const auto real = lengths_from(of, [](strength how) { return .15 * how.value; });
        compare<std::int16_t, detail::scored::actors>(of, whole);
        compare<std::int16_t, detail::scored::ties>(of, whole);
        compare<double, detail::scored::actors>(of, real);
        compare<double, detail::scored::ties>(of, real);
    }
}

TEST_CASE("distances that do not fit are left to others", "[betweenness_lengths]") {
    // Around a ring of 40 with ties of 1 and 4,000: up to 80,000 units away, where lanes hold 16,383.
    small::columns ring;
    ring.actors = 40;
    for (std::uint32_t v = 0; v < 40; ++v) ring.add(v, (v + 1) % 40, v == 0 ? 1 : 4000);
    const auto of = ring.frozen({.directed = false});
    const auto by = lengths_from(of, [](strength how) { return static_cast<std::uint32_t>(how.value); });
    const auto core = detail::make_core(of, std::vector<std::uint8_t>(40, 1));
    const auto lanes = detail::in_lanes(along(core, by).into());
    const std::vector<std::uint32_t> sources{0, 1, 2};
    CHECK_FALSE(
        run(detail::length_searches<std::int16_t, detail::scored::actors>(core, lanes, 0), sources, 40).finished);
    using searches = detail::length_searches<std::int16_t, detail::scored::actors>;
    CHECK_FALSE(detail::lanes_suit(core, searches(core, lanes, 0)));
    const auto longer = lengths_from(of, [](strength how) { return how.value > 1 ? 8001U : 2U; });
    CHECK(detail::in_lanes(along(core, longer).into()).in.empty()); // 8,001 beside 2
}

TEST_CASE("distances of a long chain against the order of its numbers are left to others", "[betweenness_lengths]") {
    // Each actor is told by the one numbered above it: a pass over all carries news one step only.
    small::columns chain;
    chain.actors = 300;
    for (std::uint32_t v = 0; v < 300; ++v) chain.add((v + 1) % 300, v, 1 + v % 2);
    const auto of = chain.frozen({.directed = true});
    const auto by = lengths_from(of, [](strength how) { return how.value; });
    const auto core = detail::make_core(of, std::vector<std::uint8_t>(300, 1));
    const auto lanes = detail::in_lanes(along(core, by).into());
    detail::length_searches<double, detail::scored::actors> searches(core, lanes, by.tolerance());
    // Whether it settles or not, what it says it has found is right.
    const std::vector<std::uint32_t> sources{5, 100, 299};
    const auto found = run(std::move(searches), sources, 300);
    if (found.finished) CHECK(found.totals[0] == Approx(299. * 298 / 2));
}

TEST_CASE("a stopped batch with lengths leaves nothing behind", "[betweenness_lengths]") {
    const auto of = small::mixed(200, 700, 72).frozen({.directed = false});
    const auto by = lengths_from(of);
    const auto core = detail::make_core(of, std::vector<std::uint8_t>(200, 1));
    const auto lanes = detail::in_lanes(along(core, by).into());
    detail::length_searches<double, detail::scored::actors> searches(core, lanes, by.tolerance());
    const std::vector<std::uint32_t> sources{0, 1};
    std::vector<double> first(core.size()), spoilt(core.size()), again(core.size()), totals(2);
    REQUIRE(searches.run(sources, first, totals, {}));
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(searches.run(sources, spoilt, totals, stop.get_token()));
    REQUIRE(searches.run(sources, again, totals, {}));
    CHECK(first == again);
}

} // namespace betweenness_lengths_test

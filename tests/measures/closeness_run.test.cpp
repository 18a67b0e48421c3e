// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/progress.hpp>
#include <colearn/measures/detail/closeness_run.hpp>

#include "measures/plain_distances.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace closeness_run_test {

using namespace colearn;

namespace {

struct what_to_do {
    direction which = direction::out;
    std::vector<id<actor>> actors{};
    unsigned threads = 1;
    progress_callback progress{};
    std::stop_token stop{};
};

template <class Length>
void check(const view& of, const detail::distance_run& run, direction which, bool reciprocal, Length length_of) {
    const auto side = which == direction::in ? of.in() : of.out();
    const auto& found = run.certificate;
    CHECK(run.complete);
    REQUIRE(found.sources_asked == found.sources.size());
    for (std::size_t k = 0; k < found.sources.size(); ++k) {
        std::uint64_t reached = 0;
        double total = 0;
        const auto source = static_cast<std::uint32_t>(found.sources[k].index);
        for (const double away :
             small::plain_distances(side, source, [&](std::uint32_t at) { return length_of(side.arc(at)); })) {
            if (away == 0 || away == small::out_of_reach) continue;
            ++reached;
            total += reciprocal ? 1 / away : away;
        }
        REQUIRE(found.reached[k] == reached);
        REQUIRE(found.total[k] == Approx(total).epsilon(1e-12));
    }
    CHECK(detail::verify_shape(of, found, true));
    const auto search_again = [&](const distance_certificate& what) {
        return static_cast<bool>(detail::verify_searches(of, what, which, reciprocal, 1000, {}, length_of));
    };
    CHECK(search_again(found));
    for (std::size_t k = 0; k < found.sources.size(); ++k) {
        auto forged = found;
        forged.total[k] += .01;
        CHECK_FALSE(search_again(forged));
        forged = found;
        ++forged.reached[k];
        CHECK_FALSE(search_again(forged));
    }
}

} // namespace

TEST_CASE("runs of searches find the distances along ties and against them", "[closeness_run]") {
    random_stream random(41);
    for (int trial = 0; trial < 40; ++trial) {
        const auto of = small::random_columns(random, 12, 9).frozen(small::any_options(random));
        if (of.arc_count() == 0) continue;
        const auto by = lengths_from(of, [](strength how) { return .1 + how.value / 7; });
        what_to_do how;
        if (trial % 3 == 0) how.actors = {id<actor>{of.actor_count() - 1}, id<actor>{0U}, id<actor>{0U}};
        for (const auto which : {direction::out, direction::in}) {
            how.which = which;
            for (const bool reciprocal : {false, true}) {
                check(of, detail::run_distances(of, how, reciprocal), which, reciprocal,
                      [](std::uint32_t) { return std::uint64_t{1}; });
                const auto run = detail::run_distances(of, by, how, reciprocal);
                CHECK(run.lengths_by == by.rule());
                check(of, run, which, reciprocal, [&](std::uint32_t arc) { return by.values()[arc]; });
            }
        }
    }
}

TEST_CASE("actors who were asked for are searched from once each, ascending", "[closeness_run]") {
    const auto of = small::graph(4, {{0, 1}}, true);
    CHECK(detail::chosen_vertices(of, {}) == std::vector<std::uint32_t>{0, 1, 2, 3});
    CHECK(detail::chosen_vertices(of, {id<actor>{3U}, id<actor>{1U}, id<actor>{3U}}) ==
          std::vector<std::uint32_t>{1, 3});
    CHECK_THROWS_AS(detail::chosen_vertices(of, {id<actor>{4U}}), contract_violation);
    CHECK_THROWS_AS(detail::run_distances(of, what_to_do{.which = direction::total}, false), contract_violation);
    const auto other = small::graph(4, {{0, 1}}, true);
    CHECK_THROWS_AS(detail::run_distances(of, lengths_from(other, hop_count{}), what_to_do{}, false),
                    contract_violation);
}

TEST_CASE("a certificate of another shape is rejected", "[closeness_run]") {
    const auto of = small::kite();
    const auto good = detail::run_distances(of, what_to_do{}, false).certificate;
    const auto broken = [&](auto how, bool complete = true) {
        auto forged = good;
        how(forged);
        return !detail::verify_shape(of, forged, complete);
    };
    CHECK_FALSE(broken([](auto&) {}));
    CHECK(broken([](auto& one) { one.reached.pop_back(); }));
    CHECK(broken([](auto& one) { one.total.push_back(1); }));
    CHECK(broken([](auto& one) { one.sources.back() = id<actor>{10U}; }));
    CHECK(broken([](auto& one) { std::swap(one.sources[0], one.sources[1]); }));
    CHECK(broken([](auto& one) { one.sources[1] = one.sources[0]; }));
    CHECK(broken([](auto& one) { ++one.sources_asked; }));
    CHECK_FALSE(broken([](auto& one) { ++one.sources_asked; }, false)); // some may be missing where it was stopped
}

TEST_CASE("a run that is stopped keeps those that are done", "[closeness_run]") {
    const auto of = small::mixed(600, 2000, 8).frozen({.directed = false});
    std::stop_source stop;
    const auto run = detail::run_distances(
        of, lengths_from(of, hop_count{}),
        what_to_do{.progress = [&](double) { stop.request_stop(); }, .stop = stop.get_token()}, false);
    CHECK_FALSE(run.complete);
    CHECK(run.certificate.sources_asked == 600);
    CHECK(run.certificate.sources.size() < 600);
    CHECK_FALSE(run.certificate.sources.empty());
    CHECK(detail::verify_shape(of, run.certificate, false));
    CHECK_FALSE(detail::verify_shape(of, run.certificate, true));
}

} // namespace closeness_run_test

// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/measures/detail/sampling_bounds.hpp>

#include "support/catch.hpp"

namespace sampling_bounds_test {

using namespace colearn;
using detail::sampling_bounds;

namespace {

// As if some are hit often, many seldom and some never, with a pilot a tenth as long, where many look alike. Nobody is
// between more pairs than there are of others: a share of (n - 2) / n.
sampled_betweenness_certificate counted(random_stream& random, std::size_t n, std::uint64_t samples) {
    sampled_betweenness_certificate made{
        .epsilon = .02, .delta = .1, .seed = 1, .pilot_samples = samples / 10, .samples = samples, .looks = 1};
    for (std::size_t v = 0; v < n; ++v) {
        made.hits.push_back(v % 4 == 1 ? 0 : uniform_index(random, samples * (n - 2) / n / (1 + v % 7 * v)));
        made.pilot_hits.push_back(made.hits[v] / 500 * 50);
    }
    return made;
}

} // namespace

TEST_CASE("all bounds at all looks together are wrong with the probability asked for", "[sampling_bounds]") {
    random_stream random(4);
    for (const std::size_t n : {3U, 10U, 50U}) {
        auto from = counted(random, n, 4000);
        const sampling_bounds bounds(from);
        double wrong = 0;
        for (from.looks = 1; from.looks <= 1000; ++from.looks)
            for (std::size_t v = 0; v < n; ++v) wrong += 2 * std::exp(-bounds.exponent(v)); // on either side
        CHECK(wrong == Approx(from.delta * 1000 / 1001));
    }
}

TEST_CASE("scores lie between their bounds, which more draws bring closer", "[sampling_bounds]") {
    random_stream random(5);
    for (const std::size_t n : {3U, 10U, 50U}) {
        auto from = counted(random, n, 4000);
        auto more = from;
        more.samples *= 3;
        for (auto& hits : more.hits) hits *= 3;
        const sampling_bounds bounds(from);
        const sampling_bounds closer(more);
        const double scale = static_cast<double>(n) / static_cast<double>(n - 2); // pairs drawn, to pairs of others
        for (std::size_t v = 0; v < n; ++v) {
            const double score = bounds.score(v);
            CHECK(score == Approx((std::min)(1., scale * static_cast<double>(from.hits[v]) / 4000)));
            CHECK((0 <= bounds.low(v) && bounds.low(v) <= score));
            CHECK((score <= bounds.high(v) && bounds.high(v) <= 1));
            if (bounds.high(v) < 1) CHECK(closer.high(v) < bounds.high(v));
            if (bounds.low(v) > 0) CHECK(closer.low(v) > bounds.low(v));
            for (std::size_t w = 0; w < n; ++w) {
                if (from.hits[v] > from.hits[w] || from.pilot_hits[v] != from.pilot_hits[w]) continue;
                CHECK(bounds.low(v) <= bounds.low(w));
                CHECK(bounds.high(v) <= bounds.high(w));
            }
        }
    }
}

TEST_CASE("short questions are answered as the bounds would", "[sampling_bounds]") {
    random_stream random(6);
    int yes = 0;
    int no = 0;
    for (int trial = 0; trial < 20; ++trial) {
        const std::size_t n = 3 + uniform_index(random, 25);
        const auto from = counted(random, n, 20000);
        const sampling_bounds bounds(from);
        std::vector<std::size_t> order;
        std::vector<double> low;
        std::vector<double> high;
        for (std::size_t v = 0; v < n; ++v) {
            order.push_back(v);
            low.push_back(bounds.low(v));
            high.push_back(bounds.high(v));
            if (high[v] >= 1) continue;
            const double apart = (std::max)(high[v] - bounds.score(v), bounds.score(v) - low[v]);
            CHECK(bounds.within(v, 1.001 * apart));
            CHECK_FALSE(bounds.within(v, .999 * apart));
            CHECK(bounds.below(v, high[v] * 1.001));
            CHECK_FALSE(bounds.below(v, high[v] * .999));
        }
        for (const double epsilon : {.01, .02, .03, .04, .05, .06}) {
            bool every = true;
            for (std::size_t v = 0; v < n; ++v) every = every && bounds.within(v, epsilon);
            CHECK(detail::all_within(bounds, n, epsilon) == every);
        }
        std::stable_sort(order.begin(), order.end(),
                         [&](std::size_t a, std::size_t b) { return from.hits[a] > from.hits[b]; });
        for (std::size_t top = 1; top < n; ++top) {
            bool separated = true;
            for (std::size_t i = 0; i < top; ++i)
                for (std::size_t j = top; j < n; ++j) separated = separated && low[order[i]] > high[order[j]];
            CHECK(detail::top_separated(bounds, from.hits, top) == separated);
            ++(separated ? yes : no);
        }
        CHECK(detail::top_separated(bounds, from.hits, n));
        CHECK_FALSE(detail::top_separated(bounds, from.hits, 0));
    }
    CHECK((yes > 10 && no > 10));
}

TEST_CASE("the first look comes when the pilot says that it will do", "[sampling_bounds]") {
    // All alike, so that the number of draws that takes a share of the error of .9 delta / 4 has a closed form.
    sampled_betweenness_certificate from{.epsilon = .01, .delta = .1, .pilot_samples = 999};
    from.hits.assign(40, 0);
    from.pilot_hits.assign(40, 100);
    const double share = 100.5 / 1000;
    const double apart = .01 * 38 / 40;
    const auto rate_to = [&](double to) {
        return share * std::log(share / to) + (1 - share) * std::log((1 - share) / (1 - to));
    };
    const double rate = (std::min)(rate_to(share + apart), rate_to(share - apart));
    CHECK(sampling_bounds(from).first_look() == Approx(1.5 * std::log(40 / (.9 * .1 / 4)) / rate).epsilon(1e-6));
    CHECK(sampling_bounds(from).score(0) == 0); // nothing drawn yet
    from.looks = 1;
    CHECK(sampling_bounds(from).low(0) == 0);
    CHECK(sampling_bounds(from).high(0) == 1);
}

} // namespace sampling_bounds_test

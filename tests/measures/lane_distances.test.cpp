// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <stop_token>
#include <type_traits>
#include <vector>

#include <colearn/measures/detail/lane_count.hpp>
#include <colearn/measures/detail/lane_distances.hpp>

#include "measures/plain_distances.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace lane_distances_test {

using namespace colearn;

namespace {

constexpr std::size_t everything = 1000000000;

// Lengths by position of the incoming arcs.
template <class Value>
std::vector<Value> lengths_into(const view& of) {
    std::vector<Value> made;
    for (std::uint32_t k = 0; k < of.in().neighbours.size(); ++k)
        made.push_back(static_cast<Value>(of.in().strengths[k] * (std::is_floating_point_v<Value> ? .1 : 7)));
    return made;
}

template <class Value>
void check_found(const view& of, const detail::lane_distances<Value>& lanes,
                 const std::vector<std::uint32_t>& sources) {
    const auto length_at = [&](std::uint32_t k) {
        return static_cast<Value>(of.out().strengths[k] * (std::is_floating_point_v<Value> ? .1 : 7));
    };
    std::size_t wrong = 0;
    for (std::size_t lane = 0; lane < detail::lane_count; ++lane) {
        std::vector<double> plain(of.actor_count(), small::out_of_reach); // a lane without a source reaches nobody
        if (lane < sources.size()) plain = small::plain_distances(of.out(), sources[lane], length_at);
        for (std::size_t v = 0; v < plain.size(); ++v) {
            const auto found = lanes.away()[v][lane];
            const bool right = plain[v] == small::out_of_reach ? found == detail::lane_distances<Value>::unreached
                                                               : static_cast<double>(found) == plain[v];
            wrong += right ? 0U : 1U;
        }
    }
    CHECK(wrong == 0);
}

template <class Value>
void compare(const view& of, random_stream& random) {
    const auto lengths = lengths_into<Value>(of);
    detail::lane_distances<Value> lanes(of.out(), of.in(), lengths);
    for (const std::size_t count : {std::size_t{16}, std::size_t{1} + uniform_index(random, 15)}) {
        std::vector<std::uint32_t> sources; // some twice
        for (std::size_t k = 0; k < count; ++k)
            sources.push_back(static_cast<std::uint32_t>(uniform_index(random, of.actor_count())));
        CHECK(lanes.run(sources, {}, everything));
        check_found(of, lanes, sources);
        if (of.arc_count() == 0) continue;
        static_cast<void>(lanes.run(sources, {}, 0)); // given up, or nothing to do
        CHECK(lanes.run(sources, {}, everything));
        check_found(of, lanes, sources);
    }
}

template <class Value>
void compare_lanes(random_stream& random) {
    using row = detail::lane_values<Value>;
    for (int trial = 0; trial < 50; ++trial) {
        row a{};
        row b{};
        unsigned expected = 0;
        for (unsigned lane = 0; lane < detail::lane_count; ++lane) {
            a.set(lane, static_cast<Value>(uniform_index(random, 3)));
            b.set(lane, static_cast<Value>(uniform_index(random, 3)));
            if (a[lane] < b[lane]) expected |= 1U << lane;
        }
        decltype(a.part[0] < b.part[0]) less[row::parts];
        for (std::size_t p = 0; p < row::parts; ++p) less[p] = a.part[p] < b.part[p];
        CHECK(detail::lanes_of<Value>(less) == expected);
    }
}

} // namespace

TEST_CASE("distances in lanes are those from each source alone", "[lane_distances]") {
    random_stream random(21);
    for (int trial = 0; trial < 40; ++trial) {
        auto ties = small::random_columns(random, 25);
        if (trial % 4 == 0) ties = small::mixed(80, 250, uniform_index(random, 1000));
        for (auto& one : ties.strengths) one = static_cast<double>(1 + uniform_index(random, 30));
        const auto of = ties.frozen(small::any_options(random));
        if (of.actor_count() == 0) continue;
        compare<double>(of, random);
        compare<std::int16_t>(of, random);
    }
}

TEST_CASE("distances in lanes are given up when asked to", "[lane_distances]") {
    const auto of = small::kite();
    const auto lengths = lengths_into<double>(of);
    detail::lane_distances<double> lanes(of.out(), of.in(), lengths);
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(lanes.run(std::vector<std::uint32_t>{0}, stop.get_token(), everything));
    CHECK_FALSE(lanes.run(std::vector<std::uint32_t>{0}, {}, 0));
    CHECK(lanes.looked_at() > 0);
    const std::vector<std::uint32_t> last{9};
    CHECK(lanes.run(last, {}, everything));
    check_found(of, lanes, last);
}

TEST_CASE("which lanes a comparison holds in", "[lane_distances]") {
    random_stream random(22);
    compare_lanes<double>(random);
    compare_lanes<std::int16_t>(random);
}

} // namespace lane_distances_test

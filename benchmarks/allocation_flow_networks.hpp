// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_BENCHMARKS_ALLOCATION_FLOW_NETWORKS_HPP
#define COLEARN_BENCHMARKS_ALLOCATION_FLOW_NETWORKS_HPP

/// @file
/// Networks for minimum-cost flow, of kinds on which solvers differ. Each has a flow: what is asked for is what some
/// flow carries, or a way that is dear but wide is added.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/solve/flow_network.hpp>

namespace bench {

struct node;
using network = colearn::flow_network<node>;

class network_maker {
public:
    explicit network_maker(std::uint64_t seed) : stream_(seed) {}

    /// Arcs between any two places; a tenth of what the first arc of each can carry is asked for.
    network random(std::size_t nodes, std::size_t each) {
        start(nodes);
        for (std::size_t u = 0; u < nodes; ++u)
            for (std::size_t k = 0; k < each; ++k) {
                const auto v = below(nodes);
                const auto capacity = from_to(1, 1000);
                join(u, v, capacity, from_to(1, 10'000));
                if (k == 0) move(u, v, capacity / 10);
            }
        return finish();
    }

    /// After NETGEN (Klingman, Napier and Stutz, Management Science 20 (1974)): few sources and sinks, joined by long
    /// chains that could carry all; besides, narrower arcs between any two.
    network chains(std::size_t nodes, std::size_t arcs, std::size_t ends, std::int64_t amount) {
        start(nodes);
        std::vector<std::vector<std::size_t>> chain(ends);
        for (std::size_t s = 0; s < ends; ++s) chain[s].push_back(s);
        for (auto v = ends; v + ends < nodes; ++v) chain[below(ends)].push_back(v);
        for (const auto& one : chain) {
            const auto all = from_to(1, 2 * amount);
            for (std::size_t i = 0; i + 1 < one.size(); ++i)
                join(one[i], one[i + 1], (std::max)(all, from_to(1, 1000)), from_to(1, 10'000));
            auto left = all;
            for (int sinks = 0; left > 0; ++sinks) {
                const auto part = sinks == 2 ? left : from_to(1, left);
                const auto sink = nodes - 1 - below(ends);
                join(one[below(one.size())], sink, all, from_to(1, 10'000));
                move(one[0], sink, part);
                left -= part;
            }
        }
        while (out_.arcs.size() < arcs)
            join(below(nodes - ends), ends + below(nodes - ends), from_to(1, 1000), from_to(1, 10'000));
        return finish();
    }

    /// A grid of streets that is longer than wide: ways of hundreds of arcs.
    network grid(std::size_t length, std::size_t width, std::size_t moves, std::int64_t amount) {
        start(length * width);
        const auto street = [&](std::size_t u, std::size_t v) {
            join(u, v, from_to(1, 1000), from_to(1, 10'000));
            join(v, u, from_to(1, 1000), from_to(1, 10'000));
        };
        for (std::size_t x = 0; x < length; ++x)
            for (std::size_t y = 0; y < width; ++y) {
                const auto here = x * width + y;
                if (x + 1 < length) street(here, here + width);
                if (y + 1 < width) street(here, here + 1);
            }
        for (; moves > 0; --moves) {
            const auto u = below(length * width);
            const auto v = below(length * width);
            move(u, v, amount);
            join(u, v, amount, 2500 * static_cast<std::int64_t>(length + width)); // dear, but wide enough
        }
        return finish();
    }

    /// A country of side x side crossings, some streets missing, with roads that are three times as fast at each
    /// sixteenth: from depots to every third crossing. What the roads cannot carry goes by a dear way of its own.
    network roads(std::size_t side, std::size_t depots) {
        start(side * side + 1);
        std::vector<std::pair<double, double>> at(side * side);
        for (std::size_t x = 0; x < side; ++x)
            for (std::size_t y = 0; y < side; ++y)
                at[x * side + y] = {1000 * static_cast<double>(x) + static_cast<double>(below(700)),
                                    1000 * static_cast<double>(y) + static_cast<double>(below(700))};
        const auto road = [&](std::size_t u, std::size_t v, bool fast) {
            const double metres = std::hypot(at[u].first - at[v].first, at[u].second - at[v].second);
            const auto capacity = fast ? from_to(200, 400) : from_to(40, 100);
            const auto cost = std::llround(fast ? metres / 3 : metres) + 1;
            join(u, v, capacity, cost);
            join(v, u, capacity, cost);
        };
        for (std::size_t x = 0; x < side; ++x)
            for (std::size_t y = 0; y < side; ++y) {
                const auto here = x * side + y;
                if (x + 1 < side && (y % 16 == 0 || below(100) < 60)) road(here, here + side, y % 16 == 0);
                if (y + 1 < side) road(here, here + 1, x % 16 == 0);
            }
        std::vector<std::size_t> from(depots);
        for (auto& one : from) one = below(side) / 16 * 16 * side + below(side) / 16 * 16;
        const auto around = side * side;
        for (std::size_t v = 0; v < around; ++v) {
            if (below(3) != 0) continue;
            const auto amount = from_to(1, 20);
            const auto depot = from[below(depots)];
            move(depot, v, amount);
            join(around, v, amount, 0);
            join(depot, around, amount, 1'000'000);
        }
        return finish();
    }

    /// Layer after layer, round as a belt, from one end to the other: longer arcs are cheaper for their length, and a
    /// dear chain along each line could carry all.
    network layers(std::size_t length, std::size_t around, std::size_t each) {
        const auto nodes = length * around;
        const auto amount = 200 * static_cast<std::int64_t>(around);
        start(nodes + 2);
        for (std::size_t x = 0; x < length; ++x)
            for (std::size_t y = 0; y < around; ++y) {
                const auto here = x * around + y;
                for (std::size_t k = 0; k < each; ++k) {
                    const auto ahead = 1 + k % 3;
                    const auto there = (x + ahead) * around + (y + around + k % 5 - 2) % around;
                    const auto cost = static_cast<std::int64_t>(ahead) *
                                      (std::llround(10'000 * std::pow(.6, ahead)) + from_to(0, 3000));
                    const auto capacity = k == 0 ? 100'000 : from_to(1, 1000);
                    if (there < nodes) join(here, there, capacity, k == 0 ? 4 * cost : cost);
                }
                if (x + 1 < length) join(here, here + around, amount, 20'000);
                if (x < 3) join(nodes, here, amount, from_to(1, 100));
                if (x + 3 >= length) join(here, nodes + 1, amount, from_to(1, 100));
            }
        move(nodes, nodes + 1, amount);
        return finish();
    }

    /// An arc from each node to each other.
    network dense(std::size_t nodes, std::size_t moves) {
        start(nodes);
        for (std::size_t u = 0; u < nodes; ++u)
            for (std::size_t v = 0; v < nodes; ++v)
                if (u != v) join(u, v, from_to(1, 1000), from_to(1, 10'000));
        for (; moves > 0; --moves) move(below(nodes), below(nodes), from_to(1, 100));
        return finish();
    }

    /// Random arcs, a fifth of which must carry something; supplies that may be more or less; some costs negative.
    network ranges(std::size_t nodes, std::size_t each) {
        start(nodes);
        for (std::size_t u = 0; u < nodes; ++u)
            for (std::size_t k = 0; k < each; ++k) {
                const auto v = below(nodes);
                const auto lower = below(5) == 0 ? from_to(0, 20) : 0;
                const auto carried = lower + (k == 0 ? from_to(0, 100) : 0);
                join(u, v, carried + from_to(0, 200), from_to(-500, 10'000), lower);
                move(u, v, carried);
            }
        auto out = finish();
        for (auto& one : out.supply.values()) {
            one.least -= from_to(0, 20);
            one.most += from_to(0, 20);
        }
        return out;
    }

private:
    [[nodiscard]] std::size_t below(std::size_t count) {
        return static_cast<std::size_t>(colearn::uniform_index(stream_, count));
    }
    [[nodiscard]] std::int64_t from_to(std::int64_t low, std::int64_t high) {
        return low +
               static_cast<std::int64_t>(colearn::uniform_index(stream_, static_cast<std::uint64_t>(high - low + 1)));
    }
    void start(std::size_t nodes) {
        out_ = {};
        supply_.assign(nodes, 0);
    }
    void join(std::size_t u, std::size_t v, std::int64_t capacity, std::int64_t cost, std::int64_t lower = 0) {
        out_.arcs.push_back({colearn::id<node>{u}, colearn::id<node>{v}, capacity, cost, lower});
    }
    void move(std::size_t u, std::size_t v, std::int64_t amount) {
        supply_[u] += amount;
        supply_[v] -= amount;
    }
    [[nodiscard]] network finish() {
        for (const auto one : supply_) out_.supply.push_back(colearn::exactly<std::int64_t>(one));
        return std::move(out_);
    }

    colearn::random_stream stream_;
    network out_;
    std::vector<std::int64_t> supply_;
};

} // namespace bench

#endif

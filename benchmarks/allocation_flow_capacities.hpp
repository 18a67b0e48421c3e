// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_BENCHMARKS_ALLOCATION_FLOW_CAPACITIES_HPP
#define COLEARN_BENCHMARKS_ALLOCATION_FLOW_CAPACITIES_HPP

/// @file
/// Networks for maximum flow, of kinds on which solvers differ: from the first place to the last. Most are after the
/// generators of the First DIMACS Implementation Challenge (Johnson and McGeoch, *Network Flows and Matching*, 1993).

#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/random.hpp>
#include <colearn/solve/maximum_flow.hpp>

#include "allocation_flow_networks.hpp"

namespace bench {

using capacities = colearn::capacity_network<node>;

/// A network for minimum-cost flow, without its costs and supplies.
inline capacities capacities_of(const network& of) {
    const auto last = of.supply.size() - 1;
    capacities out{of.supply.size(), colearn::id<node>{0U}, colearn::id<node>{last}, {}};
    for (const auto& one : of.arcs) out.arcs.push_back({one.from, one.to, one.capacity});
    return out;
}

class capacity_maker {
public:
    explicit capacity_maker(std::uint64_t seed) : stream_(seed) {}

    /// Level after level; three arcs from each place to anywhere in the next level (Washington's random level graph).
    capacities levels(std::size_t count, std::size_t across) {
        start(count * across + 2);
        for (std::size_t y = 0; y < across; ++y) {
            join(0, 1 + y, wide);
            join(1 + (count - 1) * across + y, out_.count - 1, wide);
        }
        for (std::size_t x = 0; x + 1 < count; ++x)
            for (std::size_t y = 0; y < across; ++y)
                for (int k = 0; k < 3; ++k)
                    join(1 + x * across + y, 1 + (x + 1) * across + below(across), from_to(1, 10'000));
        return std::move(out_);
    }

    /// Frames of side x side places, each joined both ways to its neighbours by arcs that could carry all; each place
    /// of a frame leads to another one of the next (GENRMF): from a corner of the first to the far one of the last.
    capacities frames(std::size_t count, std::size_t side) {
        const auto each = side * side;
        start(count * each);
        std::vector<std::size_t> order(each);
        std::iota(order.begin(), order.end(), std::size_t{0});
        for (std::size_t f = 0; f < count; ++f) {
            const auto all = static_cast<std::int64_t>(each) * wide;
            const auto both = [&](std::size_t u, std::size_t v) {
                join(u, v, all);
                join(v, u, all);
            };
            for (std::size_t x = 0; x < side; ++x)
                for (std::size_t y = 0; y < side; ++y) {
                    const auto here = f * each + x * side + y;
                    if (x + 1 < side) both(here, here + side);
                    if (y + 1 < side) both(here, here + 1);
                }
            if (f + 1 == count) break;
            for (auto left = each; left > 1; --left) std::swap(order[left - 1], order[below(left)]);
            for (std::size_t i = 0; i < each; ++i) join(f * each + i, (f + 1) * each + order[i], from_to(1, wide));
        }
        return std::move(out_);
    }

    /// An arc from each place to each later one (AC).
    capacities acyclic(std::size_t places) {
        start(places);
        for (std::size_t u = 0; u < places; ++u)
            for (auto v = u + 1; v < places; ++v) join(u, v, from_to(1, wide));
        return std::move(out_);
    }

    /// Who can work with whom: pairs of two sides, each member once.
    capacities pairs(std::size_t members, std::size_t each) {
        start(2 * members + 2);
        const auto last = 2 * members + 1;
        for (std::size_t i = 0; i < members; ++i) {
            join(0, 1 + i, 1);
            for (std::size_t k = 0; k < each; ++k) join(1 + i, 1 + members + below(members), 1);
            join(1 + members + i, last, 1);
        }
        return std::move(out_);
    }

    /// Streets of a square town, with something to bring at some crossings and to fetch at the others: what the graph
    /// cuts of images look like.
    capacities streets(std::size_t side) {
        start(side * side + 2);
        for (std::size_t x = 0; x < side; ++x)
            for (std::size_t y = 0; y < side; ++y) {
                const auto here = 1 + x * side + y;
                const auto street = [&](std::size_t there) {
                    const auto capacity = from_to(1, 60);
                    join(here, there, capacity);
                    join(there, here, capacity);
                };
                if (x + 1 < side) street(here + side);
                if (y + 1 < side) street(here + 1);
                const bool brings = (x / 8 + y / 8) % 2 == 0 ? below(4) > 0 : below(4) == 0;
                if (brings)
                    join(0, here, from_to(1, 100));
                else
                    join(here, out_.count - 1, from_to(1, 100));
            }
        return std::move(out_);
    }

private:
    static constexpr std::int64_t wide = 10'000;

    [[nodiscard]] std::size_t below(std::size_t count) {
        return static_cast<std::size_t>(colearn::uniform_index(stream_, count));
    }
    [[nodiscard]] std::int64_t from_to(std::int64_t low, std::int64_t high) {
        return low +
               static_cast<std::int64_t>(colearn::uniform_index(stream_, static_cast<std::uint64_t>(high - low + 1)));
    }
    void start(std::size_t places) { out_ = {places, colearn::id<node>{0U}, colearn::id<node>{places - 1}, {}}; }
    void join(std::size_t u, std::size_t v, std::int64_t capacity) {
        out_.arcs.push_back({colearn::id<node>{u}, colearn::id<node>{v}, capacity});
    }

    colearn::random_stream stream_;
    capacities out_;
};

} // namespace bench

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_LEIDEN_HPP
#define COLEARN_MEASURES_DETAIL_LEIDEN_HPP

/// @file
/// For a policy reader: sorts actors into communities, again and again, until no move makes them better.
/// For an engineer: the three steps of the Leiden algorithm on one level, and its rounds over all levels.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/measures/detail/leiden_level.hpp>

namespace colearn::detail {

template <bool two_masses>
class leiden {
public:
    using labels = std::vector<std::uint32_t>;

    leiden(double penalty, double randomness, std::uint64_t seed, std::stop_token stop)
        : penalty_(penalty), randomness_(randomness), random_(seed), stop_(std::move(stop)) {}

    /// One round over all levels. Returns whether anything moved.
    bool round(const leiden_level& bottom, labels& community) {
        bool moved = move(bottom, community);
        labels top(bottom.size()); // node of the present level that an actor is in
        std::iota(top.begin(), top.end(), 0U);
        leiden_level made;
        const leiden_level* level = &bottom;
        labels above = community;
        while (!stop_.stop_requested()) {
            const auto [refined, count] = refine(*level, above);
            if (count == level->size()) break;
            auto next = aggregate(*level, refined, count); // step 3
            labels start(count);
            for (std::uint32_t v = 0; v < level->size(); ++v) start[refined[v]] = above[v];
            compact(start);
            for (auto& one : top) one = refined[one];
            made = std::move(next);
            level = &made;
            above = std::move(start);
            moved |= move(made, above);
        }
        for (std::size_t v = 0; v < community.size(); ++v) community[v] = above[top[v]];
        compact(community);
        return moved;
    }

    /// Step 2: within each community, lone nodes join others of it at random, the more likely the more that gains, but
    /// only what is well connected to the rest. Returns labels 0, 1, ... and their number.
    std::pair<labels, std::uint32_t> refine(const leiden_level& level, const labels& community) {
        const auto n = level.size();
        const auto whole = masses_of(level, community);
        labels refined(n);
        std::iota(refined.begin(), refined.end(), 0U);
        auto mass = masses_of(level, refined);
        std::vector<std::uint32_t> members(n, 1);
        std::vector<double> outside(n); // strength between a refined set and the rest of its community
        for (std::uint32_t v = 0; v < n; ++v)
            for (auto at = level.offsets[v]; at < level.offsets[v + 1]; ++at)
                if (community[level.neighbours[at]] == community[v]) outside[v] += level.strengths[at];
        const auto well_connected = [&](std::uint32_t set, std::uint32_t c) {
            double rest = penalty_ * mass.mass[set] * (whole.mass[c] - mass.mass[set]);
            if constexpr (two_masses)
                rest = penalty_ * (mass.mass[set] * (whole.other[c] - mass.other[set]) +
                                   mass.other[set] * (whole.mass[c] - mass.mass[set]));
            return outside[set] >= rest;
        };
        std::vector<double> to(n);
        labels seen;
        std::vector<std::pair<double, std::uint32_t>> choices;
        for (const auto v : random_order(n)) {
            const auto c = community[v];
            if (members[refined[v]] > 1 || !well_connected(v, c)) continue;
            for (auto at = level.offsets[v]; at < level.offsets[v + 1]; ++at) {
                const auto w = level.neighbours[at];
                if (community[w] != c) continue;
                if (to[refined[w]] == 0) seen.push_back(refined[w]);
                to[refined[w]] += level.strengths[at];
            }
            double most = 0;
            choices.assign(1, {0.0, v});
            for (const auto set : seen) {
                const double gain = to[set] - between(level, v, mass, set);
                if (set == v || gain < 0 || !well_connected(set, c)) continue;
                choices.emplace_back(gain, set);
                most = (std::max)(most, gain);
            }
            const auto joined = choose(choices, most);
            if (joined != v) {
                refined[v] = joined;
                mass.add(level, v, v, -1);
                mass.add(level, v, joined, 1);
                --members[v];
                ++members[joined];
                outside[joined] += outside[v] - 2 * to[joined];
            }
            for (const auto set : seen) to[set] = 0;
            seen.clear();
        }
        const auto count = compact(refined);
        return {std::move(refined), count};
    }

    /// Numbers the labels 0, 1, ... in the order in which they first stand; returns how many there are.
    static std::uint32_t compact(labels& community) {
        labels number(community.empty() ? 0 : *std::max_element(community.begin(), community.end()) + std::size_t{1},
                      none);
        std::uint32_t count = 0;
        for (auto& one : community) {
            if (number[one] == none) number[one] = count++;
            one = number[one];
        }
        return count;
    }

private:
    static constexpr std::uint32_t none = ~std::uint32_t{0};

    struct masses {
        std::vector<double> mass;
        std::vector<double> other;

        void add(const leiden_level& level, std::uint32_t v, std::uint32_t c, double sign) {
            mass[c] += sign * level.mass[v];
            if constexpr (two_masses) other[c] += sign * level.other_mass[v];
        }
    };
    [[nodiscard]] static masses masses_of(const leiden_level& level, const labels& community) {
        masses made{std::vector<double>(level.size()), std::vector<double>(two_masses ? level.size() : 0)};
        for (std::uint32_t v = 0; v < level.size(); ++v) made.add(level, v, community[v], 1);
        return made;
    }
    // Penalty between node v and what has these masses.
    [[nodiscard]] double between(const leiden_level& level, std::uint32_t v, double mass, double other) const {
        if constexpr (two_masses) return penalty_ * (level.mass[v] * other + level.other_mass[v] * mass);
        return penalty_ * level.mass[v] * mass;
    }
    [[nodiscard]] double between(const leiden_level& level, std::uint32_t v, const masses& all, std::uint32_t c) const {
        return between(level, v, all.mass[c], two_masses ? all.other[c] : 0);
    }
    [[nodiscard]] double itself(const leiden_level& level, std::uint32_t v) const {
        return between(level, v, level.mass[v], two_masses ? level.other_mass[v] : 0);
    }

    // Runs of nodes that follow each other stay together, up to 256 of them: neighbours are mostly numbered near each
    // other, and a shuffle of single nodes took 2.5 times as long for communities that were no better.
    labels random_order(std::uint32_t n) {
        const auto run = std::clamp(n / 1024, 1U, 256U);
        labels runs(n / run + (n % run > 0 ? 1 : 0));
        std::iota(runs.begin(), runs.end(), 0U);
        shuffle(random_, std::span<std::uint32_t>(runs));
        labels order;
        order.reserve(n);
        for (const auto one : runs)
            for (auto v = one * run; v < n && v - one * run < run; ++v) order.push_back(v);
        return order;
    }

    // Step 1: each node goes where it is worth most; whoever is tied to one that moved is looked at again. A move must
    // gain more than rounding could feign, so that it ends.
    bool move(const leiden_level& level, labels& community) {
        const auto n = level.size();
        auto mass = masses_of(level, community);
        std::vector<std::uint32_t> members(n);
        for (const auto c : community) ++members[c];
        labels empty;
        for (std::uint32_t c = n; c-- > 0;)
            if (members[c] == 0) empty.push_back(c);
        auto queue = random_order(n);
        std::vector<std::uint8_t> waits(n, 1);
        std::vector<double> to(n);
        labels seen;
        bool moved = false;
        std::size_t first = 0; // of a ring
        for (std::size_t waiting = n; waiting > 0;) {
            if ((waiting & 1023U) == 0 && stop_.stop_requested()) break;
            const auto v = queue[first];
            first = first + 1 == n ? 0 : first + 1;
            --waiting;
            waits[v] = 0;
            const auto own = community[v];
            double strength = 0;
            for (auto at = level.offsets[v]; at < level.offsets[v + 1]; ++at) {
                const auto c = community[level.neighbours[at]];
                if (to[c] == 0) seen.push_back(c);
                to[c] += level.strengths[at];
                strength += level.strengths[at];
            }
            auto best = own;
            double most = to[own] - (between(level, v, mass, own) - itself(level, v));
            const double least_gain = 1e-11 * (strength + between(level, v, mass, own));
            const double stay = most;
            for (const auto c : seen) {
                const double worth = to[c] - between(level, v, mass, c);
                to[c] = 0;
                if (c != own && worth > most && worth > stay + least_gain) {
                    most = worth;
                    best = c;
                }
            }
            seen.clear();
            if (most < -least_gain && members[own] > 1) best = empty.back();
            if (best == own) continue;
            if (members[best]++ == 0) empty.pop_back();
            if (--members[own] == 0) empty.push_back(own);
            mass.add(level, v, own, -1);
            mass.add(level, v, best, 1);
            community[v] = best;
            moved = true;
            for (auto at = level.offsets[v]; at < level.offsets[v + 1]; ++at) {
                const auto w = level.neighbours[at];
                if (waits[w] != 0 || community[w] == best) continue;
                waits[w] = 1;
                auto last = first + waiting;
                if (last >= n) last -= n;
                queue[last] = w;
                ++waiting;
            }
        }
        return moved;
    }

    // One of them with chance proportional to exp(gain / randomness).
    std::uint32_t choose(std::vector<std::pair<double, std::uint32_t>>& choices, double most) {
        if (choices.size() == 1) return choices.front().second;
        double sum = 0;
        for (auto& [gain, set] : choices) {
            const double below = (gain - most) / randomness_;
            sum += below < -40 ? 0 : reproducible_exp(below);
            gain = sum;
        }
        const double drawn = uniform(random_) * sum;
        for (const auto& [upto, set] : choices)
            if (drawn < upto) return set;
        return choices.back().second;
    }

    double penalty_;
    double randomness_;
    random_stream random_;
    std::stop_token stop_;
};

} // namespace colearn::detail

#endif

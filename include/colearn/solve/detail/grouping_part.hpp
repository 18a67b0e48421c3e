// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_GROUPING_PART_HPP
#define COLEARN_SOLVE_DETAIL_GROUPING_PART_HPP

/// @file
/// For a policy reader: a few neighbouring groups are opened, members change places, and the better groups stay.
/// For an engineer: annealing and descent by moves, swaps and ejection chains over a small set of groups, with a dense
/// table of gains: a step is looked at in O(1) and made in O(blocks), without rules.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/solve/detail/grouping_blocks.hpp>
#include <colearn/solve/detail/grouping_table.hpp>

namespace colearn::detail {

/// Steps made, by kind.
struct grouping_steps {
    std::uint64_t moves = 0;  // one block to another group, or in or out
    std::uint64_t swaps = 0;  // two blocks change places
    std::uint64_t chains = 0; // three blocks change places in turn

    grouping_steps& operator+=(const grouping_steps& other) noexcept {
        moves += other.moves;
        swaps += other.swaps;
        chains += other.chains;
        return *this;
    }
};

/// Numbers for the steps of one part. Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators",
/// OOPSLA 2014 (SplitMix64): a fifth of the time of the stream that it starts from, which matters here.
class quick_stream {
public:
    explicit quick_stream(random_stream from) noexcept : state_(from()) {}
    [[nodiscard]] std::uint64_t operator()() noexcept {
        std::uint64_t z = (state_ += 0x9E3779B97F4A7C15U);
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31);
    }

private:
    std::uint64_t state_;
};

/// The search over a few groups.
class grouping_part : public grouping_table {
public:
    using grouping_table::grouping_table;

    [[nodiscard]] const grouping_steps& steps() const noexcept { return steps_; }

    /// Average size of the change that a random swap makes: the unit of temperature. 0 where nothing can change.
    [[nodiscard]] double typical_change(quick_stream& stream) const {
        double sum = 0;
        int seen = 0;
        for (int i = 0; i < 256 && count() > 1; ++i) {
            const auto bits = stream();
            const auto x = pick(bits, count());
            const auto z = pick(bits >> 16, count());
            if (group_[x] == group_[z]) continue;
            sum += std::fabs(swap_gain(x, z));
            ++seen;
        }
        return seen > 0 ? sum / seen : 0;
    }

    /// Looks at `looks` random steps, and makes one that loses d with chance exp(-d / temperature). The temperature
    /// falls from `hot` to `cold` by equal factors.
    void anneal(quick_stream& stream, std::size_t looks, double hot, double cold) {
        const auto m = count();
        if (m < 2 || group_count_ == 0 || m > 0xFFFF || !(hot > 0)) return;
        constexpr std::size_t stages = 16;
        const double factor = reproducible_exp(reproducible_log(cold / hot) / (stages - 1));
        double temperature = hot;
        for (std::size_t stage = 0; stage < stages; ++stage, temperature *= factor) {
            for (std::size_t look = 0; look < looks / stages; ++look) {
                const auto bits = stream();
                const auto x = pick(bits, m);
                const auto near = near_[x];
                const auto from = group_[x];
                // Mostly to the group of a partner; now and then anywhere, or out.
                const auto kind = (bits >> 48) & 0x1F;
                auto to = kind == 0 || near.empty() ? static_cast<std::uint16_t>(pick(bits >> 16, group_count_ + 1))
                                                    : group_[near[pick(bits >> 16, near.size())]];
                if (to == from) continue;
                const double luck = rounded(temperature * luck_[bits >> 54]);
                if (kind % 4 == 1 || to == none() || members_[to].empty()) {
                    try_move(x, to, luck);
                } else {
                    const auto& there = members_[to];
                    const auto z = there[pick(bits >> 32, there.size())];
                    if (kind % 8 == 2)
                        try_chain(x, z, stream(), luck);
                    else if (swap_gain(x, z) + luck > 0 || shortfalls_)
                        try_swap(x, z, luck);
                }
            }
        }
    }

    /// Makes steps that gain, the best for each block in turn, until none is left: the groups are then best under
    /// every move and swap, and with `chains` every chain of three. False when it ran out of rounds.
    bool descend(bool chains) {
        for (int round = 0; round < 100; ++round) {
            bool better = false;
            for (std::uint32_t x = 0; x < count(); ++x) better = improve(x) || better;
            if (better) continue;
            if (!chains) return true;
            for (std::uint32_t x = 0; x < count(); ++x) better = improve_by_chain(x) || better;
            if (!better) return true;
        }
        return false;
    }

    /// Empties a group or fills an empty one with a block and what suits it best, for a search from a new number of
    /// groups. False when there is nothing to do it with.
    bool reshape(quick_stream& stream) {
        if (count() == 0) return false;
        std::uint32_t empty = none();
        for (std::uint32_t g = 0; g < group_count_; ++g)
            if (members_[g].empty()) empty = g;
        if (empty != none() && (stream() & 1) != 0) {
            const auto x = static_cast<std::uint32_t>(pick(stream(), count()));
            relocate(x, empty);
            while (size_[empty] < all_->smallest) {
                std::uint32_t best = none();
                double most = 0;
                for (std::uint32_t y = 0; y < count(); ++y) {
                    if (group_[y] == empty || size_[empty] + all_->size[ids_[y]] > all_->largest) continue;
                    const double gain = link(empty, y) - link(group_[y], y);
                    if ((best == none() || gain > most) && fits(y, empty)) {
                        best = y;
                        most = gain;
                    }
                }
                if (best == none()) return false;
                relocate(best, empty);
            }
            return true;
        }
        const auto g = static_cast<std::uint32_t>(pick(stream(), group_count_));
        if (members_[g].empty()) return false;
        const auto leaving = members_[g];
        for (const auto x : leaving) {
            std::uint32_t best = none();
            for (std::uint32_t other = 0; other < group_count_; ++other)
                if (other != g && !members_[other].empty() && size_[other] + all_->size[ids_[x]] <= all_->largest &&
                    (best == none() || link(other, x) > link(best, x)) && fits(x, other))
                    best = other;
            if (best == none() && all_->everyone) return false;
            relocate(x, best);
        }
        return true;
    }

private:
    grouping_steps steps_;
    inline static const std::array<double, 1024> luck_ = [] {
        std::array<double, 1024> out{};
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = -reproducible_log((static_cast<double>(i) + .5) / static_cast<double>(out.size()));
        return out;
    }();

    [[nodiscard]] static std::size_t pick(std::uint64_t bits, std::size_t count) noexcept {
        return ((bits & 0xFFFF) * count) >> 16;
    }

    void made(std::uint64_t& kind) {
        ++kind;
        if (shortfalls_) note_shortfalls();
    }
    bool try_move(std::size_t at, std::uint32_t to, double luck) {
        const auto x = static_cast<std::uint32_t>(at);
        double gain = 0;
        if (!move_gain(x, to, gain) || !(gain + luck > 0)) return false;
        relocate(x, to);
        made(steps_.moves);
        return true;
    }
    bool try_swap(std::size_t at, std::size_t other, double luck) {
        const auto x = static_cast<std::uint32_t>(at);
        const auto z = static_cast<std::uint32_t>(other);
        double gain = 0;
        if (!whole_swap_gain(x, z, gain) || !(gain + luck > 0)) return false;
        const std::uint32_t a = group_[x];
        relocate(x, group_[z]);
        relocate(z, a);
        made(steps_.swaps);
        return true;
    }
    void try_chain(std::size_t x, std::size_t z, std::uint64_t bits, double luck) {
        const auto near = near_[z];
        if (near.empty()) return;
        const std::uint32_t c = group_[near[pick(bits, near.size())]];
        if (c == group_[x] || c == group_[z] || members_[c].empty()) return;
        const auto u = members_[c][pick(bits >> 16, members_[c].size())];
        if (!(chain_links(x, z, u) + luck > 0) && !shortfalls_) return;
        make_chain(static_cast<std::uint32_t>(x), static_cast<std::uint32_t>(z), u, luck);
    }
    bool make_chain(std::uint32_t x, std::uint32_t z, std::uint32_t u, double luck) {
        double gain = 0;
        if (!whole_chain_gain(x, z, u, gain) || !(gain + luck > 0)) return false;
        const std::uint32_t a = group_[x];
        const std::uint32_t b = group_[z];
        const std::uint32_t c = group_[u];
        relocate(x, b);
        relocate(z, c);
        relocate(u, a);
        made(steps_.chains);
        return true;
    }

    // A gain that is no rounding error.
    [[nodiscard]] double worthwhile() const noexcept { return -1e-12 * (shortfall_ + 1e-300); }
    bool improve(std::uint32_t x) {
        double most = -worthwhile();
        std::uint32_t best_group = absent;
        std::uint32_t best_block = absent;
        double gain = 0;
        for (std::uint32_t to = 0; to <= group_count_; ++to)
            if (to != group_[x] && move_gain(x, to, gain) && gain > most) {
                most = gain;
                best_group = to;
            }
        for (std::uint32_t z = 0; z < count(); ++z) {
            if (group_[z] == group_[x]) continue;
            if (!shortfalls_ && all_->coverage == nullptr && group_[z] != none() && group_[x] != none() &&
                !(swap_gain(x, z) > most))
                continue;
            if (whole_swap_gain(x, z, gain) && gain > most) {
                most = gain;
                best_group = absent;
                best_block = z;
            }
        }
        if (best_group != absent) return try_move(x, best_group, worthwhile());
        return best_block != absent && try_swap(x, best_block, worthwhile());
    }
    bool improve_by_chain(std::uint32_t x) {
        // Too many to look at all: dense values, or coverage, which links do not show.
        if (all_->coverage != nullptr || near_.all.size() * all_->largest > 50'000 || group_[x] == none()) return false;
        for (std::uint32_t z = 0; z < count(); ++z) {
            if (group_[z] == group_[x] || group_[z] == none()) continue;
            for (const auto y : near_[z]) {
                const std::uint32_t c = group_[y];
                if (c == group_[x] || c == group_[z] || c == none()) continue;
                for (const auto u : members_[c])
                    if (chain_links(x, z, u) > -worthwhile() && make_chain(x, z, u, worthwhile())) return true;
            }
        }
        return false;
    }
};

} // namespace colearn::detail

#endif

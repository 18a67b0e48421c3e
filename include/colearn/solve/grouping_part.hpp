// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_GROUPING_PART_HPP
#define COLEARN_SOLVE_GROUPING_PART_HPP

/// @file
/// For a policy reader: a few neighbouring groups are opened, members change places, and the better groups stay.
/// For an engineer: annealing and descent by moves, swaps and ejection chains over a small set of groups, with a dense
/// table of the worth of each block to each group: a step is looked at in O(1) and made in O(blocks), without rules.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/solve/grouping_blocks.hpp>

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

/// A few groups and the blocks in none, numbered anew so that the tables stay small.
class grouping_part {
public:
    /// `groups` lists the blocks of each group; empty groups may be filled. `outside` are in none.
    /// `shortfall` is the price of an item that a group lacks or, where everyone must be in a group, is in none.
    grouping_part(const grouping_blocks& blocks, std::vector<std::vector<std::uint32_t>> groups,
                  const std::vector<std::uint32_t>& outside, double shortfall, std::vector<std::uint32_t>& local_of)
        : all_(&blocks), shortfall_(shortfall) {
        for (const auto& one : groups) ids_.insert(ids_.end(), one.begin(), one.end());
        ids_.insert(ids_.end(), outside.begin(), outside.end());
        std::sort(ids_.begin(), ids_.end());
        const auto m = ids_.size();
        stride_ = (m + 3) / 4 * 4;
        for (std::uint32_t x = 0; x < m; ++x) local_of[ids_[x]] = x;
        value_.assign(m * stride_, 0);
        for (std::uint32_t x = 0; x < m; ++x) {
            for (const auto& one : blocks.rows[ids_[x]]) {
                const auto y = local_of[one.other];
                if (y == id<int>::none) continue;
                value_[x * stride_ + y] = one.weight;
                if (one.weight > 0) near_.all.push_back(static_cast<std::uint16_t>(y));
            }
            near_.close();
        }
        for (const auto one : ids_) local_of[one] = id<int>::none;
        group_count_ = groups.size();
        group_.resize(m);
        members_.resize(group_count_ + 1);
        for (std::uint32_t g = 0; g < group_count_; ++g)
            for (const auto one : groups[g]) put(local(one), g);
        for (const auto one : outside) put(local(one), none());
        rebuild();
    }

    [[nodiscard]] std::size_t count() const noexcept { return ids_.size(); }
    [[nodiscard]] std::size_t group_count() const noexcept { return group_count_; }
    /// Worth of the groups, less the price of what is short.
    [[nodiscard]] double score() const {
        double sum = 0;
        for (std::uint32_t g = 0; g <= group_count_; ++g) sum += worth(g, members_[g]);
        return sum;
    }
    [[nodiscard]] std::vector<std::uint32_t> blocks_of(std::size_t g) const {
        std::vector<std::uint32_t> out;
        for (const auto x : members_[g]) out.push_back(ids_[x]);
        std::sort(out.begin(), out.end());
        return out;
    }
    [[nodiscard]] const grouping_steps& steps() const noexcept { return steps_; }

    /// The arrangement, to come back to.
    [[nodiscard]] const std::vector<std::uint16_t>& arrangement() const noexcept { return group_; }
    void restore(const std::vector<std::uint16_t>& arrangement) {
        for (auto& one : members_) one.clear();
        for (std::uint32_t x = 0; x < count(); ++x) put(x, arrangement[x]);
        rebuild();
    }

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
    using member_list = std::vector<std::uint16_t>;

    const grouping_blocks* all_;
    double shortfall_;
    std::vector<std::uint32_t> ids_;
    std::size_t stride_ = 0;
    std::size_t group_count_ = 0;
    std::vector<double> value_;        // of each two, a row of `stride_` for each
    number_lists<std::uint16_t> near_; // partners of positive value
    std::vector<std::uint16_t> group_; // of each block; group_count_ means none
    std::vector<member_list> members_; // of each group, and those in none
    std::vector<std::size_t> size_;    // items of each group
    std::vector<double> link_;         // worth of each block to each group, a row for each group
    grouping_steps steps_;
    bool shortfalls_ = false; // somebody is out, or a group is short: steps may mend that at a loss
    inline static const std::array<double, 1024> luck_ = [] {
        std::array<double, 1024> out{};
        for (std::size_t i = 0; i < out.size(); ++i)
            out[i] = -reproducible_log((static_cast<double>(i) + .5) / static_cast<double>(out.size()));
        return out;
    }();

    [[nodiscard]] std::uint32_t none() const noexcept { return static_cast<std::uint32_t>(group_count_); }
    [[nodiscard]] static std::size_t pick(std::uint64_t bits, std::size_t count) noexcept {
        return ((bits & 0xFFFF) * count) >> 16;
    }
    [[nodiscard]] std::uint32_t local(std::uint32_t block) const {
        return static_cast<std::uint32_t>(std::lower_bound(ids_.begin(), ids_.end(), block) - ids_.begin());
    }
    [[nodiscard]] double link(std::size_t g, std::size_t x) const noexcept { return link_[g * stride_ + x]; }
    [[nodiscard]] double value(std::size_t x, std::size_t y) const noexcept { return value_[x * stride_ + y]; }

    void put(std::uint32_t x, std::uint32_t g) {
        group_[x] = static_cast<std::uint16_t>(g);
        members_[g].push_back(static_cast<std::uint16_t>(x));
    }
    void rebuild() {
        link_.assign((group_count_ + 1) * stride_, 0); // the row of none stays 0
        size_.assign(group_count_ + 1, 0);
        for (std::uint32_t g = 0; g < group_count_; ++g)
            for (const auto x : members_[g]) add_links(g, x, 1);
        for (std::uint32_t g = 0; g <= group_count_; ++g)
            for (const auto x : members_[g]) size_[g] += all_->size[ids_[x]];
        note_shortfalls();
    }
    void add_links(std::size_t g, std::size_t x, double sign) {
        double* to = link_.data() + g * stride_;
        const double* from = value_.data() + x * stride_;
        for (std::size_t y = 0; y < stride_; ++y) to[y] += sign * from[y];
    }
    void note_shortfalls() {
        shortfalls_ = all_->everyone && !members_[none()].empty();
        std::vector<std::uint32_t> blocks;
        for (std::uint32_t g = 0; g < group_count_ && !shortfalls_; ++g) shortfalls_ = short_of(members_[g]) > 0;
    }

    void relocate(std::uint32_t x, std::uint32_t to) {
        const auto from = group_[x];
        auto& left = members_[from];
        *std::find(left.begin(), left.end(), static_cast<std::uint16_t>(x)) = left.back();
        left.pop_back();
        size_[from] -= all_->size[ids_[x]];
        size_[to] += all_->size[ids_[x]];
        put(x, to);
        if (from != none()) add_links(from, x, -1);
        if (to != none()) add_links(to, x, 1);
    }

    // What x gains by taking the place of z, and z by taking that of x, in links alone.
    [[nodiscard]] double swap_gain(std::size_t x, std::size_t z) const noexcept {
        const auto a = group_[x];
        const auto b = group_[z];
        return (link(b, x) - link(a, x)) + (link(a, z) - link(b, z)) -
               (a == none() || b == none() ? value(x, z) : 2 * value(x, z));
    }

    [[nodiscard]] std::vector<std::uint32_t> named(const member_list& members) const {
        std::vector<std::uint32_t> out;
        out.reserve(members.size());
        for (const auto x : members) out.push_back(ids_[x]);
        return out;
    }
    [[nodiscard]] std::size_t short_of(const member_list& members) const { return all_->deficit(named(members)); }
    [[nodiscard]] double worth(std::uint32_t g, const member_list& members) const {
        if (g == none()) {
            std::size_t items = 0;
            for (const auto x : members) items += all_->size[ids_[x]];
            return all_->everyone ? -shortfall_ * static_cast<double>(items) : 0;
        }
        double sum = 0;
        for (std::size_t i = 0; i < members.size(); ++i) {
            sum += all_->own[ids_[members[i]]];
            for (std::size_t j = 0; j < i; ++j) sum += value(members[j], members[i]);
        }
        const auto blocks = named(members);
        return sum + all_->covered(blocks) - shortfall_ * static_cast<double>(all_->deficit(blocks));
    }
    // `g` with `out` replaced by `in`; either may be absent.
    [[nodiscard]] member_list changed(std::uint32_t g, std::size_t out, std::size_t in) const {
        member_list list;
        for (const auto x : members_[g])
            if (x != out) list.push_back(x);
        if (in != absent) list.push_back(static_cast<std::uint16_t>(in));
        return list;
    }
    static constexpr std::size_t absent = 0xFFFFFFFF;
    [[nodiscard]] bool fits(std::uint32_t x, std::uint32_t g) const {
        return g == none() || all_->allowed(named(changed(g, absent, x)));
    }

    // The part of a change that links do not show: sizes, rules, quotas, coverage. False: not allowed. What x leaves
    // or enters outside of any group is its own worth.
    bool settle(std::uint32_t g, std::size_t out, std::size_t in, double& gain) const {
        const bool plain = !all_->ruled && all_->coverage == nullptr;
        const auto size_out = out == absent ? 0 : all_->size[ids_[out]];
        const auto size_in = in == absent ? 0 : all_->size[ids_[in]];
        if (g == none()) {
            gain += (in == absent ? 0 : -all_->own[ids_[in]]) + (out == absent ? 0 : all_->own[ids_[out]]);
            if (all_->everyone) gain += shortfall_ * (static_cast<double>(size_out) - static_cast<double>(size_in));
            return true;
        }
        if (plain) {
            const auto before = size_[g];
            const auto after = before - size_out + size_in;
            if (after > all_->largest) return false;
            const auto lack = [&](std::size_t size) {
                return size > 0 && size < all_->smallest ? static_cast<double>(all_->smallest - size) : 0.0;
            };
            if (before < all_->smallest || after < all_->smallest) gain += shortfall_ * (lack(before) - lack(after));
            return true;
        }
        const auto after = named(changed(g, out, in));
        if (!all_->allowed(after)) return false;
        const auto before = named(members_[g]);
        gain += shortfall_ * (static_cast<double>(all_->deficit(before)) - static_cast<double>(all_->deficit(after)));
        gain += all_->covered(after) - all_->covered(before);
        return true;
    }

    // Gains of whole steps; false when not allowed.
    bool move_gain(std::uint32_t x, std::uint32_t to, double& gain) const {
        const std::uint32_t from = group_[x];
        gain = link(to, x) - link(from, x);
        return settle(from, x, absent, gain) && settle(to, absent, x, gain);
    }
    bool whole_swap_gain(std::uint32_t x, std::uint32_t z, double& gain) const {
        gain = swap_gain(x, z);
        return settle(group_[x], x, z, gain) && settle(group_[z], z, x, gain);
    }
    // x to z's group, z to u's, u to x's.
    [[nodiscard]] double chain_links(std::size_t x, std::size_t z, std::size_t u) const noexcept {
        const auto a = group_[x];
        const auto b = group_[z];
        const auto c = group_[u];
        return (link(b, x) - link(a, x) - (b == none() ? 0 : value(x, z))) +
               (link(c, z) - link(b, z) - (c == none() ? 0 : value(z, u))) +
               (link(a, u) - link(c, u) - (a == none() ? 0 : value(u, x)));
    }
    bool whole_chain_gain(std::uint32_t x, std::uint32_t z, std::uint32_t u, double& gain) const {
        gain = chain_links(x, z, u);
        return settle(group_[x], x, u, gain) && settle(group_[z], z, x, gain) && settle(group_[u], u, z, gain);
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
        if (all_->coverage != nullptr || count() > 256 || group_[x] == none()) return false; // too many to look at all
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

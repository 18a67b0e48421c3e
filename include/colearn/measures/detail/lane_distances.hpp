// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_LANE_DISTANCES_HPP
#define COLEARN_MEASURES_DETAIL_LANE_DISTANCES_HPP

/// @file
/// For a policy reader: how far everyone is from each of sixteen actors, where ties have lengths, in one go.
/// For an engineer: distances from up to 16 sources side by side in vector lanes, by correcting labels in place. A
/// vertex takes the least of its neighbours' distances plus the lengths between; those whose neighbours changed do so
/// again, near ones before far ones, so that few do so often. No queue, and nothing in the inner loop that the
/// processor could guess wrongly. Source: Bellman, Quarterly of Applied Mathematics 16 (1958) 87, with updates in
/// place; the order by rings: Meyer and Sanders, "Delta-stepping: a parallelizable shortest path algorithm", Journal of
/// Algorithms 49 (2003) 114.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <span>
#include <stop_token>
#include <type_traits>
#include <vector>

#include <colearn/core/vector_register.hpp>
#include <colearn/graph/rows.hpp>
#include <colearn/measures/detail/lane_count.hpp>

namespace colearn::detail {

/// One number for each lane. `Value` is double or std::int16_t.
template <class Value>
struct alignas(8 * register_width) lane_values {
    static constexpr std::size_t per_part = 8 * register_width / sizeof(Value);
    static constexpr std::size_t parts = lane_count / per_part;
    using part_type [[gnu::vector_size(8 * register_width)]] = Value;

    part_type part[parts];

    [[nodiscard]] Value operator[](std::size_t lane) const noexcept { return part[lane / per_part][lane % per_part]; }
    void set(std::size_t lane, Value to) noexcept { part[lane / per_part][lane % per_part] = to; }
};

// In each lane's field the bit of that lane.
template <class Field>
struct field_bits {
    alignas(64) Field bit[lane_count];
};
template <class Field>
inline constexpr field_bits<Field> bits_by_lane = [] {
    field_bits<Field> table{};
    for (unsigned lane = 0; lane < lane_count; ++lane) table.bit[lane] = static_cast<Field>(1U << lane);
    return table;
}();

/// The lanes in which all bits of `yes` are set, where two `lane_values<Value>` were compared.
template <class Value, class Mask>
[[nodiscard]] unsigned lanes_of(const Mask (&yes)[lane_values<Value>::parts]) noexcept {
    constexpr bool real = std::is_floating_point_v<Value>;
    constexpr const auto& bits_of = bits_by_lane<std::conditional_t<real, std::uint64_t, std::uint16_t>>;
    some_words bits{};
    for_each_register<lane_values<Value>::parts>([&](auto p) {
        some_words own;
        std::memcpy(&own, &bits_of.bit[p * lane_values<Value>::per_part], sizeof own);
        bits |= (some_words)yes[p] & own;
    });
    std::uint64_t word = 0;
    for (std::size_t k = 0; k < register_width; ++k) word |= static_cast<std::uint64_t>(bits[k]);
    if constexpr (!real) { // four fields a word
        word |= word >> 32;
        word |= word >> 16;
    }
    return static_cast<unsigned>(word & 0xffff);
}

/// Memory: 2 bytes and 16 values a vertex.
template <class Value>
class lane_distances {
public:
    using row = lane_values<Value>;
    // Lengths and distances of whole numbers stay below this, so that two of them can be added.
    static constexpr Value unreached =
        std::is_floating_point_v<Value> ? std::numeric_limits<Value>::infinity() : static_cast<Value>(0x3fff);

    /// `lengths[k]` is the length of the arc at position k of `in`; an undirected graph has both the same.
    lane_distances(const rows& out, const rows& in, std::span<const Value> lengths)
        : out_(out), in_(in), lengths_(lengths), away_(out.size()),
          due_((out.size() + due_block - 1) / due_block * due_block, not_due) {
        double sum = 0;
        for (const auto length : lengths) sum += static_cast<double>(length);
        if (sum > 0) per_length_ = rings_per_tie * static_cast<double>(lengths.size()) / sum;
    }

    /// False when stopped, or after `most` arcs were looked at.
    [[nodiscard]] bool run(std::span<const std::uint32_t> sources, const std::stop_token& stop, std::size_t most) {
        row far;
        for (auto& part : far.part) part = unreached - typename row::part_type{};
        std::fill(away_.begin(), away_.end(), far);
        for (std::size_t k = 0; k < sources.size(); ++k) {
            away_[sources[k]].set(k, 0);
            wake(sources[k], 0);
        }
        looked_at_ = 0;
        for (unsigned ring = 0; ring < not_due;) {
            if (stop.stop_requested() || looked_at_ > most) {
                std::fill(due_.begin(), due_.end(), not_due);
                return false;
            }
            ring = (std::max)(ring + 1, sweep(ring));
        }
        return true;
    }

    [[nodiscard]] std::span<const row> away() const noexcept { return away_; }
    [[nodiscard]] std::size_t looked_at() const noexcept { return looked_at_; }

private:
    // How many rings an average tie spans (whole numbers are looked at in so little time that going through all of them
    // again counts for more), and how many vertices are passed over at once when none of them is due.
    static constexpr double rings_per_tie = std::is_floating_point_v<Value> ? 4 : 1;
    static constexpr std::size_t due_block = 32;
    static constexpr std::uint16_t not_due = 0xffff; // what is too far out for its ring is due in the last one below

    // All that are due in this ring or before it, ascending. Returns the first ring in which somebody still is.
    [[nodiscard]] unsigned sweep(unsigned ring) {
        std::uint16_t next = not_due;
        for (std::size_t first = 0; first < due_.size(); first += due_block) {
            auto soonest = not_due;
            for (std::size_t k = 0; k < due_block; ++k) soonest = (std::min)(soonest, due_[first + k]);
            if (soonest > ring) {
                next = (std::min)(next, soonest);
                continue;
            }
            for (std::size_t k = 0; k < due_block; ++k) {
                const auto v = static_cast<std::uint32_t>(first + k);
                if (due_[v] <= ring) {
                    due_[v] = not_due;
                    looked_at_ += in_.degree(v);
                    if (const auto nearest = gather(v); nearest < unreached) {
                        const auto there = wake(v, nearest);
                        next = (std::min)(next, there);
                    }
                }
                next = (std::min)(next, due_[v]);
            }
        }
        return next;
    }

    // A change of v may change its neighbours. They are due in the ring of the nearest distance that changed.
    std::uint16_t wake(std::uint32_t v, Value nearest) noexcept {
        const auto ring = static_cast<double>(nearest) * per_length_;
        const auto due = ring < not_due - 1. ? static_cast<std::uint16_t>(ring) : std::uint16_t{not_due - 1};
        for (const auto w : out_.of(v)) due_[w] = (std::min)(due_[w], due);
        return due;
    }

    // A function of its own, so that the row stays in registers. The nearest distance that changed, or
    // `unreached`.
    [[nodiscard, gnu::noinline]] Value gather(std::uint32_t v) noexcept {
        typename row::part_type least[row::parts];
        for_each_register<row::parts>([&](auto p) { least[p] = away_[v].part[p]; });
        for (auto k = in_.offsets[v]; k < in_.offsets[v + 1]; ++k) {
            const auto& from = away_[in_.neighbours[k]];
            const auto length = lengths_[k];
            for_each_register<row::parts>([&](auto p) {
                const auto there = from.part[p] + length;
                least[p] = there < least[p] ? there : least[p];
            });
        }
        using part_type = typename row::part_type;
        constexpr auto far = unreached - part_type{};
        auto nearest = far;
        for_each_register<row::parts>([&](auto p) {
            const auto changed = least[p] < away_[v].part[p] ? least[p] : far;
            nearest = changed < nearest ? changed : nearest;
            away_[v].part[p] = least[p];
        });
        auto found = unreached;
        for (std::size_t k = 0; k < row::per_part; ++k) found = (std::min)(found, static_cast<Value>(nearest[k]));
        return found;
    }

    rows out_;
    rows in_;
    std::span<const Value> lengths_;
    std::vector<row> away_;
    std::vector<std::uint16_t> due_; // by vertex: in which ring it is looked at again
    double per_length_ = 0;
    std::size_t looked_at_ = 0;
};

} // namespace colearn::detail

#endif

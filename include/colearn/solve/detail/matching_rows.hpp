// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_MATCHING_ROWS_HPP
#define COLEARN_SOLVE_DETAIL_MATCHING_ROWS_HPP

/// @file
/// The graph as the exact matching solver sees it: whole-number weights, and each vertex's pairs in a row of its own.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace colearn::detail {

/// Weights as whole numbers of a unit that is a power of two: weights that are themselves multiples of the unit lose
/// nothing, others are rounded up, so that duals that cover the whole numbers cover the given weights too. All of them
/// are doubled: the duals of matching are halves of whole numbers. Largest: 2^51, so that every dual is a double.
class weight_scale {
public:
    weight_scale() = default;
    /// For weights of at most `largest` in size, each raised by `bonus`; their sum from 1e-280 to 1e300, or 0.
    weight_scale(double largest, double bonus) {
        int exponent = 0;
        if (largest + bonus > 0) std::frexp(largest + bonus, &exponent);
        up_ = std::ldexp(1., whole_bits - exponent);
        bonus_ = 2 * whole(bonus);
    }

    [[nodiscard]] std::int64_t doubled(double weight) const noexcept { return 2 * whole(weight) + bonus_; }
    /// The number, in the unit of the given weights, that a dual stands for.
    [[nodiscard]] double value(std::int64_t dual) const noexcept { return static_cast<double>(dual) / 2 / up_; }
    /// What is added to the weight of each pair.
    [[nodiscard]] double bonus() const noexcept { return value(bonus_); }
    /// The distance of the whole numbers.
    [[nodiscard]] double unit() const noexcept { return 1 / up_; }

private:
    static constexpr int whole_bits = 50;

    [[nodiscard]] std::int64_t whole(double weight) const noexcept {
        const double up = std::ceil(weight * up_);
        return static_cast<std::int64_t>(up == 0 && weight > 0 ? 1 : up); // the product may have underflowed
    }

    double up_ = 1;
    std::int64_t bonus_ = 0;
};

/// What a scale must span.
class weight_range {
public:
    void add(double weight) noexcept {
        const auto bits = std::bit_cast<std::uint64_t>(weight);
        if (weight == 0) return;
        largest_ = (std::max)(largest_, std::fabs(weight));
        const auto biased = static_cast<int>(bits >> 52 & 0x7FF);
        const auto fraction = (bits & 0xFFFFFFFFFFFFFULL) | (biased > 0 ? 1ULL << 52 : 0);
        finest_ = (std::min)(finest_, (std::max)(biased, 1) - 1075 + std::countr_zero(fraction));
    }
    [[nodiscard]] double largest() const noexcept { return largest_; }
    /// The largest power of two of which all weights are multiples; 0 when there are none or all are 0.
    [[nodiscard]] double finest() const noexcept { return largest_ > 0 ? std::ldexp(1., finest_) : 0; }

private:
    double largest_ = 0;
    int finest_ = 2000;
};

/// A whole number in two halves, so that an arc takes 12 bytes: rows are what a search waits for.
class packed_whole {
public:
    packed_whole() = default;
    packed_whole(std::int64_t value) noexcept // a plain number, stored
        : low_(static_cast<std::uint32_t>(value)), high_(static_cast<std::int32_t>(value >> 32)) {}
    operator std::int64_t() const noexcept { return static_cast<std::int64_t>(high_) * (std::int64_t{1} << 32) + low_; }

private:
    std::uint32_t low_ = 0;
    std::int32_t high_ = 0;
};

/// One end of a pair, as the other end's row holds it.
struct matching_arc {
    packed_whole weight; ///< doubled
    std::uint32_t other;
};

/// Rows that can grow. A row that is full moves to the end of the store.
class matching_rows {
public:
    matching_rows() = default;

    /// One pass counts, one fills: `each_pair(f)` calls `f(a, b, weight)` for every pair, twice in the same order.
    template <class EachPair>
    matching_rows(std::size_t count, const EachPair& each_pair) : rows_(count) {
        each_pair([&](std::uint32_t a, std::uint32_t b, std::int64_t) {
            ++rows_[a].room;
            ++rows_[b].room;
        });
        std::size_t total = 0;
        for (auto& one : rows_) {
            one.begin = total;
            total += one.room;
        }
        arcs_.resize(total);
        each_pair([&](std::uint32_t a, std::uint32_t b, std::int64_t weight) {
            put(a, {weight, b});
            put(b, {weight, a});
        });
    }

    [[nodiscard]] std::size_t count() const noexcept { return rows_.size(); }
    /// Arcs of all rows, two for each pair, with the room between rows.
    [[nodiscard]] std::size_t size() const noexcept { return arcs_.size(); }
    [[nodiscard]] std::span<const matching_arc> of(std::uint32_t v) const noexcept {
        return {arcs_.data() + rows_[v].begin, rows_[v].size};
    }

    void prefetch(std::uint32_t v) const noexcept { __builtin_prefetch(rows_.data() + v); }
    void prefetch_arcs(std::uint32_t v) const noexcept {
        const auto* const first = arcs_.data() + rows_[v].begin;
        for (std::uint32_t i = 0; i < rows_[v].size; i += 5) __builtin_prefetch(first + i); // 5 and a bit to a line
    }

    void add_vertex() { rows_.push_back({arcs_.size(), 0, 0}); }
    void reserve(std::size_t count) { rows_.reserve(count); }
    /// The weight of a pair; 0 when there is none.
    [[nodiscard]] std::int64_t weight(std::uint32_t a, std::uint32_t b) const noexcept {
        std::int64_t out = 0;
        for (const auto& one : of(a))
            if (one.other == b) out = (std::max)(out, std::int64_t{one.weight});
        return out;
    }

    void add_pair(std::uint32_t a, std::uint32_t b, std::int64_t weight) {
        add(a, {weight, b});
        add(b, {weight, a});
    }

    /// One way only.
    void add_arc(std::uint32_t from, std::uint32_t to, std::int64_t weight) { add(from, {weight, to}); }
    /// Takes a vertex out of all rows, and empties its own.
    void remove_all(std::uint32_t v) {
        for (const auto& one : of(v)) remove(one.other, v);
        rows_[v].size = 0;
    }

    void remove_pair(std::uint32_t a, std::uint32_t b) {
        remove(a, b);
        remove(b, a);
    }

    /// Keeps the arcs of which `keeps(v, arc)` is true, in their order, and closes the gaps. Only as long as no row has
    /// grown.
    template <class Keeps>
    void keep(const Keeps& keeps) {
        std::size_t to = 0;
        for (std::uint32_t v = 0; v < rows_.size(); ++v) {
            auto& one = rows_[v];
            const auto begin = to;
            for (std::size_t from = one.begin; from < one.begin + one.size; ++from)
                if (keeps(v, arcs_[from])) arcs_[to++] = arcs_[from];
            one = {begin, static_cast<std::uint32_t>(to - begin), static_cast<std::uint32_t>(to - begin)};
        }
        arcs_.resize(to);
    }

private:
    struct extent {
        std::size_t begin = 0;
        std::uint32_t size = 0;
        std::uint32_t room = 0;
    };

    void put(std::uint32_t v, matching_arc one) noexcept {
        auto& row = rows_[v];
        arcs_[row.begin + row.size++] = one;
    }

    void add(std::uint32_t v, matching_arc one) {
        auto& row = rows_[v];
        if (row.size == row.room) {
            const auto begin = arcs_.size();
            row.room = (std::max)(2 * row.room, std::uint32_t{4});
            arcs_.resize(begin + row.room);
            for (std::size_t i = 0; i < row.size; ++i) arcs_[begin + i] = arcs_[row.begin + i];
            row.begin = begin;
        }
        put(v, one);
    }

    void remove(std::uint32_t v, std::uint32_t other) noexcept {
        auto& row = rows_[v];
        const auto first = arcs_.begin() + static_cast<std::ptrdiff_t>(row.begin);
        const auto last = std::remove_if(first, first + row.size, [&](const auto& one) { return one.other == other; });
        row.size = static_cast<std::uint32_t>(last - first);
    }

    std::vector<extent> rows_;
    std::vector<matching_arc> arcs_;
};

} // namespace colearn::detail

#endif

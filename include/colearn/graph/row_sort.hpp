// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_ROW_SORT_HPP
#define COLEARN_GRAPH_ROW_SORT_HPP

/// @file
/// For a policy reader: nothing to see here; it is what makes a picture of a whole nation in a second.
/// For an engineer: sorts arcs, in whatever order they come, into compressed sparse rows. It moves each arc three times
/// and in ranges that fit in a cache, and takes no memory beside the result but 2 bytes an arc.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/graph/rows.hpp>

namespace colearn::detail {

/// An arc on its way into a row.
struct loose_arc {
    double strength;
    std::uint32_t neighbour;
    std::uint32_t number; ///< what the caller wants to find it by again
};

/// Sorts a row's arcs by neighbour and keeps the order of equals. It takes no branch on a key: rows of a network are
/// short and in no order, so that a comparison sort would guess wrong half the time.
class row_sorter {
public:
    /// Every neighbour is below `bound`.
    explicit row_sorter(std::size_t bound) : short_row_(bound <= rank_bound ? rank_limit : 1) {
        for (auto rest = bound > 0 ? bound - 1 : 0; rest > 0; rest >>= 8) ++digits_;
    }

    /// The arcs in order, in `row` itself or in memory that lasts until the next call.
    [[nodiscard]] std::span<loose_arc> operator()(std::span<loose_arc> row) {
        if (row.size() < 2) return row;
        if (spare_.size() < row.size()) spare_.resize(row.size());
        if (row.size() <= short_row_) return by_rank(row);
        const auto before = [](const loose_arc& a, const loose_arc& b) { return a.neighbour < b.neighbour; };
        return std::is_sorted(row.begin(), row.end(), before) ? row : by_digits(row);
    }

private:
    static constexpr std::size_t rank_limit = 64;
    static constexpr std::size_t rank_bound = std::size_t{1} << 25; // neighbour and place in the row: 31 bits

    // An arc's rank is the number of arcs that stand before it: all pairs, eight at a time. The place in the row makes
    // the keys distinct.
    std::span<loose_arc> by_rank(std::span<loose_arc> row) {
        constexpr std::size_t lanes = 8;
        std::array<std::int32_t, rank_limit> key{};
        for (std::size_t i = 0; i < row.size(); ++i)
            key[i] = static_cast<std::int32_t>(row[i].neighbour * rank_limit + i);
        for (std::size_t first = 0; first < row.size(); first += lanes) {
            std::array<std::int32_t, lanes> rank{};
            for (std::size_t j = 0; j < row.size(); ++j)
                for (std::size_t i = 0; i < lanes; ++i) rank[i] += key[j] < key[first + i] ? 1 : 0;
            const auto here = (std::min)(lanes, row.size() - first);
            for (std::size_t i = 0; i < here; ++i) spare_[static_cast<std::size_t>(rank[i])] = row[first + i];
        }
        return std::span(spare_).first(row.size());
    }

    // Least significant digit first, a byte at a time.
    std::span<loose_arc> by_digits(std::span<loose_arc> row) {
        auto from = row;
        auto to = std::span(spare_).first(row.size());
        for (int digit = 0; digit < digits_; ++digit) {
            std::array<std::size_t, 257> at{};
            const auto value = [shift = 8 * digit](const loose_arc& one) { return (one.neighbour >> shift) & 255U; };
            for (const auto& one : from) ++at[value(one) + 1];
            for (std::size_t i = 1; i < at.size(); ++i) at[i] += at[i - 1];
            for (const auto& one : from) to[at[value(one)]++] = one;
            std::swap(from, to);
        }
        return from;
    }

    std::size_t short_row_;
    int digits_ = 0;
    std::vector<loose_arc> spare_;
};

/// Where a row's arcs go, in ascending order.
class row_writer {
public:
    row_writer(row_storage& to, std::size_t at) : to_(to), at_(at) {}

    void operator()(std::uint32_t neighbour, double strength, std::uint32_t number) {
        to_.neighbours[at_] = neighbour;
        to_.strengths[at_] = strength;
        if (to_.arcs.size() > 0) to_.arcs[at_] = number;
        ++at_;
    }
    [[nodiscard]] std::size_t position() const noexcept { return at_; }

private:
    row_storage& to_;
    std::size_t at_;
};

/// Sorts the arcs of `source` into rows 0 .. row_count-1.
///
/// `source.size()` items make the arcs; `source.expected_arcs()` is a guess at their number.
/// `source.each_row(first, last, visit)` calls `visit(row)` for each arc of these items, and `source.each_arc(first,
/// last, visit)` calls `visit(row, neighbour, strength, number)` for the same arcs in the same order.
/// `finish[worker](row, arcs, writer)` gets each row once, its arcs in the order of the items, and writes what is to
/// stay of them; there is one for each worker.
///
/// The method is that of a cache-conscious radix sort: 1. deal the arcs into buckets of consecutive rows, each small
/// enough for a core's cache, straight into the columns of the result; 2. sort each bucket in place; 3. close the gaps
/// that merging left. The order of arcs is kept throughout, so the result does not depend on the number of workers.
template <class Source, class Finish>
[[nodiscard]] row_storage sort_into_rows(std::size_t row_count, const Source& source, bool with_numbers,
                                         std::span<Finish> finish) {
    constexpr std::size_t bucket_arcs = std::size_t{1} << 16; // 16 bytes each: a megabyte
    const auto rows_wanted = bucket_arcs * row_count / (std::max)(source.expected_arcs(), std::size_t{1});
    const auto shift =
        (std::clamp)(static_cast<int>(std::bit_width(rows_wanted)) - 1, 0, 16); // a row within its bucket has 16 bits
    const auto bucket_count = (row_count >> shift) + 1;
    const auto workers = finish.size();
    const auto threads = static_cast<unsigned>(workers);
    const auto chunk_begin = [&](std::size_t chunk) { return source.size() * chunk / workers; };

    // 1. Count each bucket's arcs from each chunk of items, and give both their places.
    std::vector<std::vector<std::uint64_t>> at(workers);
    parallel_for(workers, {.threads = threads}, [&](std::size_t chunk) {
        at[chunk].assign(bucket_count, 0);
        auto* const count = at[chunk].data();
        source.each_row(chunk_begin(chunk), chunk_begin(chunk + 1), [&](std::uint32_t row) { ++count[row >> shift]; });
    });
    std::vector<std::size_t> begin(bucket_count + 1, 0);
    std::size_t total = 0;
    for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
        begin[bucket] = total;
        for (auto& chunk : at) total += std::exchange(chunk[bucket], total);
    }
    begin[bucket_count] = total;
    expects(total <= arc_limit, {"a view holds at most 2^31 - 1 arcs", "freeze"}, total);

    // 2. Deal.
    row_storage made{buffer<std::uint32_t>(row_count + 1), buffer<std::uint32_t>(total), buffer<double>(total),
                     buffer<std::uint32_t>(with_numbers ? total : 0)};
    buffer<std::uint16_t> row_in_bucket(total);
    const auto mask = (std::uint32_t{1} << shift) - 1;
    parallel_for(workers, {.threads = threads}, [&](std::size_t chunk) {
        auto* const next = at[chunk].data();
        auto* const neighbours = made.neighbours.data();
        auto* const strengths = made.strengths.data();
        auto* const numbers = with_numbers ? made.arcs.data() : nullptr;
        auto* const rows_of = row_in_bucket.data();
        source.each_arc(chunk_begin(chunk), chunk_begin(chunk + 1),
                        [&](std::uint32_t row, std::uint32_t neighbour, double strength, std::uint32_t number) {
                            const auto to = next[row >> shift]++;
                            neighbours[to] = neighbour;
                            strengths[to] = strength;
                            rows_of[to] = static_cast<std::uint16_t>(row & mask);
                            if (numbers != nullptr) numbers[to] = number;
                        });
    });

    // 3. Sort each bucket. It is copied out by row and written back, so that it never outgrows its place.
    std::vector<std::vector<loose_arc>> scratch(workers);
    std::vector<std::size_t> end(bucket_count);
    parallel_for(bucket_count, {.threads = threads}, [&](std::size_t bucket, unsigned worker) {
        const auto first = begin[bucket];
        const auto last = begin[bucket + 1];
        const auto first_row = bucket << shift;
        const auto rows_here = (std::min)(row_count - first_row, std::size_t{mask} + 1);
        std::vector<std::uint32_t> row_at(rows_here + 1, 0);
        for (auto i = first; i < last; ++i) ++row_at[row_in_bucket[i] + 1U];
        for (std::size_t row = 0; row < rows_here; ++row) row_at[row + 1] += row_at[row];
        auto& arcs = scratch[worker];
        if (arcs.size() < last - first) arcs.resize(last - first);
        for (auto i = first; i < last; ++i)
            arcs[row_at[row_in_bucket[i]]++] = {made.strengths[i], made.neighbours[i], with_numbers ? made.arcs[i] : 0};
        row_writer writer(made, first);
        std::size_t from = 0;
        for (std::size_t row = 0; row < rows_here; ++row) {
            const auto to = row_at[row]; // filling moved each row's begin to its end
            finish[worker](static_cast<std::uint32_t>(first_row + row), std::span(arcs).subspan(from, to - from),
                           writer);
            made.offsets[first_row + row + 1] = static_cast<std::uint32_t>(writer.position());
            from = to;
        }
        end[bucket] = writer.position();
    });

    // 4. Close the gaps.
    made.offsets[0] = 0;
    std::size_t written = 0;
    for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
        const auto gap = begin[bucket] - written;
        if (gap > 0) {
            const auto move = [&](auto& column) {
                if (column.size() > 0)
                    std::copy(column.data() + begin[bucket], column.data() + end[bucket], column.data() + written);
            };
            move(made.neighbours);
            move(made.strengths);
            move(made.arcs);
            const auto first_row = bucket << shift;
            const auto last_row = (std::min)(row_count, first_row + mask + 1);
            for (auto row = first_row; row < last_row; ++row) made.offsets[row + 1] -= static_cast<std::uint32_t>(gap);
        }
        written += end[bucket] - begin[bucket];
    }
    made.neighbours.shrink(written);
    made.strengths.shrink(written);
    if (with_numbers) made.arcs.shrink(written);
    return made;
}

} // namespace colearn::detail

#endif

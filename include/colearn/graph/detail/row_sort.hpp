// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_DETAIL_ROW_SORT_HPP
#define COLEARN_GRAPH_DETAIL_ROW_SORT_HPP

/// @file
/// For a policy reader: nothing to see here; it is what makes a picture of a whole nation in a second.
/// For an engineer: sorts arcs, in whatever order they come, into compressed sparse rows, by a radix sort in ranges
/// that fit in a core's cache. It takes no memory beside the result but 2 bytes an arc and a few such ranges.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
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

/// Where a row's arcs go, in ascending order.
class row_writer {
public:
    row_writer(row_storage& to, std::size_t at)
        : neighbours_(to.neighbours.data()), strengths_(to.strengths.data()),
          numbers_(to.arcs.size() > 0 ? to.arcs.data() : nullptr), at_(at) {}

    void operator()(std::uint32_t neighbour, double strength, std::uint32_t number) {
        neighbours_[at_] = neighbour;
        strengths_[at_] = strength;
        if (numbers_ != nullptr) numbers_[at_] = number;
        ++at_;
    }
    [[nodiscard]] std::size_t position() const noexcept { return at_; }

private:
    std::uint32_t* neighbours_;
    double* strengths_;
    std::uint32_t* numbers_;
    std::size_t at_;
};

/// Arcs of a range of consecutive rows, as they lie in the columns of the result before they are in order.
struct arc_bucket {
    std::span<const std::uint32_t> neighbours;
    std::span<const double> strengths;
    std::span<const std::uint32_t> numbers; ///< empty: none are kept
    std::span<const std::uint16_t> rows;    ///< counted from the bucket's first
};

/// Sorts buckets by row and neighbour, and keeps the order of equals. One for each worker.
class bucket_sorter {
public:
    /// Every neighbour is below `bound`.
    explicit bucket_sorter(std::size_t bound) {
        const auto bits = static_cast<unsigned>(std::bit_width(bound > 0 ? bound - 1 : 0));
        passes_ = (bits + digit_limit - 1) / digit_limit;
        digit_bits_ = passes_ == 0 ? 0 : (bits + passes_ - 1) / passes_;
    }

    /// The arcs in order, in memory that lasts until the next call. `row_ends()` tells where each row ends.
    [[nodiscard]] std::span<const loose_arc> operator()(const arc_bucket& from, std::size_t row_count) {
        const auto size = from.neighbours.size();
        if (arcs_.size() < size) {
            arcs_ = {}; // given back first
            keys_ = {};
            spare_ = {};
            keys_ = buffer<keyed>(size);
            spare_ = buffer<keyed>(size);
            arcs_ = buffer<loose_arc>(size);
        }
        sort_keys(from.neighbours);
        row_ends_.assign(row_count + 1, 0);
        auto* const at = row_ends_.data();
        for (const auto row : from.rows) ++at[row + 1U];
        for (std::size_t row = 0; row < row_count; ++row) at[row + 1] += at[row];
        auto* const to = arcs_.data();
        for (const auto& one : keys_.values().first(size))
            to[at[from.rows[one.place]]++] = {from.strengths[one.place], one.neighbour,
                                              from.numbers.empty() ? 0 : from.numbers[one.place]};
        return arcs_.values().first(size);
    }
    [[nodiscard]] std::span<const std::uint32_t> row_ends() const noexcept { return row_ends_; }

private:
    static constexpr unsigned digit_limit = 11; // 2,048 counters: 8 KB

    struct keyed {
        std::uint32_t neighbour;
        std::uint32_t place; // in the bucket
    };

    // Least significant digit first. No branch depends on a key, where a comparison sort guesses wrong half the time.
    void sort_keys(std::span<const std::uint32_t> neighbours) {
        for (std::uint32_t i = 0; i < neighbours.size(); ++i) keys_[i] = {neighbours[i], i};
        if (std::is_sorted(neighbours.begin(), neighbours.end())) return; // as when incoming rows are made
        for (unsigned pass = 0; pass < passes_; ++pass) {
            std::array<std::uint32_t, (std::size_t{1} << digit_limit) + 1> at{};
            const auto keys = keys_.values().first(neighbours.size());
            const auto digit = [shift = pass * digit_bits_, mask = (1U << digit_bits_) - 1](const keyed& one) {
                return one.neighbour >> shift & mask;
            };
            for (const auto& one : keys) ++at[digit(one) + 1];
            for (std::size_t i = 1; i <= std::size_t{1} << digit_bits_; ++i) at[i] += at[i - 1];
            auto* const to = spare_.data();
            for (const auto& one : keys) to[at[digit(one)]++] = one;
            std::swap(keys_, spare_);
        }
    }

    unsigned passes_ = 0;
    unsigned digit_bits_ = 0;
    buffer<keyed> keys_;
    buffer<keyed> spare_;
    buffer<loose_arc> arcs_;
    std::vector<std::uint32_t> row_ends_;
};

/// Sorts the arcs of `source` into rows 0 .. row_count-1, whose neighbours are rows too.
///
/// `source.size()` items make the arcs; `source.expected_arcs()` is a guess at their number.
/// `source.each_row(first, last, visit)` calls `visit(row)` for each arc of these items, and
/// `source.each_arc(first, last, visit)` calls `visit(row, neighbour, strength, number)` for the same arcs in the same
/// order. `finish[worker](row, arcs, writer)` gets each row once, its arcs by neighbour and then in the order of the
/// items, and writes what is to stay of them; there is one for each worker.
///
/// 1. Count. 2. Deal the arcs into buckets of consecutive rows, each small enough for a core's cache, straight into the
/// columns of the result. 3. Sort each bucket in its place. 4. Close the gaps that merging left. The order of arcs is
/// kept throughout, so the result does not depend on the number of workers.
///
/// Memory beside the result: 2 bytes an arc, and 32 bytes an arc of the largest bucket for each worker.
template <class Source, class Finish>
[[nodiscard]] row_storage sort_into_rows(std::size_t row_count, const Source& source, bool with_numbers,
                                         std::span<Finish> finish) {
    const auto workers = finish.size();
    const auto threads = static_cast<unsigned>(workers);
    const auto arcs_wanted = (std::clamp)(source.expected_arcs() / 128, std::size_t{1} << 12, std::size_t{1} << 16);
    const auto rows_wanted = arcs_wanted * row_count / (std::max)(source.expected_arcs(), std::size_t{1});
    const auto shift = (std::clamp)(static_cast<int>(std::bit_width(rows_wanted)) - 1, 0, 16); // `arc_bucket::rows`
    const auto mask = (std::uint32_t{1} << shift) - 1;
    const auto bucket_count = (row_count >> shift) + 1;
    const auto chunk_begin = [&](std::size_t chunk) { return source.size() * chunk / workers; };

    // 1. Each bucket's arcs from each chunk of items; then both have their places.
    std::vector<std::vector<std::uint64_t>> at(workers);
    parallel_for(workers, {.threads = threads}, [&](std::size_t chunk) {
        at[chunk].assign(bucket_count, 0);
        source.each_row(chunk_begin(chunk), chunk_begin(chunk + 1),
                        [shift, count = at[chunk].data()](std::uint32_t row) { ++count[row >> shift]; });
    });
    std::vector<std::size_t> begin(bucket_count + 1, 0);
    std::size_t total = 0;
    for (std::size_t bucket = 0; bucket < bucket_count; ++bucket) {
        begin[bucket] = total;
        for (auto& chunk : at) total += std::exchange(chunk[bucket], total);
    }
    begin[bucket_count] = total;
    expects(total <= arc_limit, {"a view holds at most 2^31 - 1 arcs", "freeze"}, total);

    // 2.
    row_storage made{buffer<std::uint32_t>(row_count + 1), buffer<std::uint32_t>(total), buffer<double>(total),
                     buffer<std::uint32_t>(with_numbers ? total : 0)};
    buffer<std::uint16_t> row_in_bucket(total);
    parallel_for(workers, {.threads = threads}, [&](std::size_t chunk) {
        const auto deal = [shift, mask, next = at[chunk].data(), neighbours = made.neighbours.data(),
                           strengths = made.strengths.data(), numbers = with_numbers ? made.arcs.data() : nullptr,
                           rows_of = row_in_bucket.data()](std::uint32_t row, std::uint32_t neighbour, double strength,
                                                           std::uint32_t number) {
            const auto to = next[row >> shift]++;
            neighbours[to] = neighbour;
            strengths[to] = strength;
            rows_of[to] = static_cast<std::uint16_t>(row & mask);
            if (numbers != nullptr) numbers[to] = number;
        };
        source.each_arc(chunk_begin(chunk), chunk_begin(chunk + 1), deal);
    });

    // 3. A bucket is copied out in order and written back, so that it never outgrows its place.
    std::vector<bucket_sorter> sorters;
    for (std::size_t worker = 0; worker < workers; ++worker) sorters.emplace_back(row_count);
    std::vector<std::size_t> end(bucket_count);
    parallel_for(bucket_count, {.threads = threads}, [&](std::size_t bucket, unsigned worker) {
        const auto first = begin[bucket];
        const auto size = begin[bucket + 1] - first;
        const auto first_row = bucket << shift;
        const auto rows_here = (std::min)(row_count - first_row, std::size_t{mask} + 1);
        auto& sort = sorters[worker];
        const auto arcs =
            sort({made.neighbours.values().subspan(first, size), made.strengths.values().subspan(first, size),
                  with_numbers ? made.arcs.values().subspan(first, size) : std::span<std::uint32_t>(),
                  row_in_bucket.values().subspan(first, size)},
                 rows_here);
        const auto row_ends = sort.row_ends();
        row_writer write(made, first);
        std::size_t from = 0;
        for (std::size_t row = 0; row < rows_here; ++row) {
            const std::size_t to = row_ends[row];
            finish[worker](static_cast<std::uint32_t>(first_row + row), arcs.subspan(from, to - from), write);
            made.offsets[first_row + row + 1] = static_cast<std::uint32_t>(write.position());
            from = to;
        }
        end[bucket] = write.position();
    });

    // 4.
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

// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <span>
#include <tuple>
#include <vector>

#include <colearn/graph/detail/row_sort.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace row_sort_test {

using colearn::detail::bucket_sorter;
using colearn::detail::loose_arc;
using colearn::detail::row_storage;
using colearn::detail::row_writer;

namespace {

// One arc an item, from columns.
struct listed_arcs {
    const test::ties& ties;

    [[nodiscard]] std::size_t size() const { return ties.size(); }
    [[nodiscard]] std::size_t expected_arcs() const { return ties.size(); }
    template <class Visit>
    void each_row(std::size_t first, std::size_t last, Visit visit) const {
        for (auto i = first; i < last; ++i) visit(ties.sources[i]);
    }
    template <class Visit>
    void each_arc(std::size_t first, std::size_t last, Visit visit) const {
        for (auto i = first; i < last; ++i)
            visit(ties.sources[i], ties.targets[i], ties.strengths[i], static_cast<std::uint32_t>(i));
    }
};

// Keeps the first arc of each row, or all.
struct keep_some {
    bool first_only;
    void operator()(std::uint32_t, std::span<const loose_arc> row, row_writer& write) {
        for (const auto& one : first_only ? row.first((std::min)(row.size(), std::size_t{1})) : row)
            write(one.neighbour, one.strength, one.number);
    }
};

} // namespace

TEST_CASE("a bucket is sorted as a stable sort would", "[row_sort]") {
    test::dice roll(1);
    // Bounds of one, two and three digits, and both their edges.
    for (const std::size_t bound : {std::size_t{1}, std::size_t{2}, std::size_t{2048}, std::size_t{2049},
                                    std::size_t{1} << 22, (std::size_t{1} << 22) + 1, std::size_t{0xFFFFFFFF}}) {
        bucket_sorter sort(bound);
        for (const std::size_t size : {0U, 1U, 2U, 3U, 100U, 3000U, 5U}) {
            for (const std::size_t distinct : {std::size_t{2}, bound}) {
                const std::size_t row_count = 1 + roll.below(40);
                std::vector<std::uint16_t> rows;
                std::vector<std::uint32_t> neighbours;
                std::vector<double> strengths;
                std::vector<std::uint32_t> numbers;
                std::vector<std::tuple<std::uint16_t, std::uint32_t, std::uint32_t>> expected;
                for (std::uint32_t i = 0; i < size; ++i) {
                    rows.push_back(static_cast<std::uint16_t>(roll.below(row_count)));
                    neighbours.push_back(
                        static_cast<std::uint32_t>(bound - 1 - roll.below((std::min)(distinct, bound))));
                    strengths.push_back(0.5 + i);
                    numbers.push_back(i + 7);
                    expected.emplace_back(rows[i], neighbours[i], i);
                }
                std::sort(expected.begin(), expected.end());
                for (const bool numbered : {true, false}) {
                    const auto kept = std::span<const std::uint32_t>(numbers).first(numbered ? size : 0);
                    const auto sorted = sort({neighbours, strengths, kept, rows}, row_count);
                    REQUIRE(sorted.size() == size);
                    for (std::size_t i = 0; i < size; ++i) {
                        const auto [row, neighbour, place] = expected[i];
                        REQUIRE(sorted[i].neighbour == neighbour);
                        REQUIRE(sorted[i].strength == 0.5 + place);
                        REQUIRE(sorted[i].number == (numbered ? place + 7 : 0));
                        REQUIRE(i < sort.row_ends()[row]);
                        if (row > 0) REQUIRE(i >= sort.row_ends()[row - 1U]);
                    }
                }
                // And once in order, it stays so.
                std::sort(neighbours.begin(), neighbours.end());
                std::fill(rows.begin(), rows.end(), std::uint16_t{0});
                const auto sorted = sort({neighbours, strengths, {}, rows}, row_count);
                for (std::size_t i = 0; i < size; ++i) REQUIRE(sorted[i].strength == 0.5 + static_cast<double>(i));
            }
        }
    }
}

TEST_CASE("arcs come to their rows, and gaps close", "[row_sort]") {
    test::dice roll(2);
    for (const bool first_only : {false, true}) {
        for (const bool numbers : {false, true}) {
            for (const std::size_t workers : {1U, 3U}) {
                const std::size_t row_count = 100'000 + roll.below(100);
                const auto ties = test::random_ties(roll, row_count, 3'000);
                std::vector finish(workers, keep_some{first_only});
                const auto made =
                    colearn::detail::sort_into_rows(row_count, listed_arcs{ties}, numbers, std::span(finish));
                std::vector<std::vector<std::uint32_t>> expected(row_count);
                for (std::uint32_t i = 0; i < ties.size(); ++i) expected[ties.sources[i]].push_back(i);
                for (auto& row : expected) {
                    std::stable_sort(row.begin(), row.end(),
                                     [&](auto a, auto b) { return ties.targets[a] < ties.targets[b]; });
                    if (first_only && !row.empty()) row.resize(1);
                }
                REQUIRE(made.offsets.size() == row_count + 1);
                REQUIRE(made.offsets[0] == 0);
                CHECK(made.arcs.size() == (numbers ? made.neighbours.size() : 0));
                for (std::size_t v = 0; v < row_count; ++v) {
                    if (made.offsets[v + 1] - made.offsets[v] != expected[v].size()) FAIL("row " << v);
                    for (std::size_t i = 0; i < expected[v].size(); ++i) {
                        const auto at = made.offsets[v] + i;
                        REQUIRE(made.neighbours[at] == ties.targets[expected[v][i]]);
                        REQUIRE(made.strengths[at] == ties.strengths[expected[v][i]]);
                        if (numbers) REQUIRE(made.arcs[at] == expected[v][i]);
                    }
                }
            }
        }
    }
}

} // namespace row_sort_test

// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <vector>

#include <colearn/graph/row_sort.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

using colearn::detail::loose_arc;
using colearn::detail::row_sorter;
using colearn::detail::row_storage;
using colearn::detail::row_writer;

namespace {

std::vector<std::pair<std::uint32_t, std::uint32_t>> keys_of(std::span<const loose_arc> row) {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
    for (const auto& one : row) out.emplace_back(one.neighbour, one.number);
    return out;
}

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
    void operator()(std::uint32_t, std::span<loose_arc> row, row_writer& write) {
        for (const auto& one : first_only ? row.first((std::min)(row.size(), std::size_t{1})) : row)
            write(one.neighbour, one.strength, one.number);
    }
};

} // namespace

TEST_CASE("a row is sorted as a stable sort would", "[row_sort]") {
    test::dice roll(1);
    // Bounds on both sides of each way to sort: one to four bytes, and beyond what ranks can hold.
    for (const std::size_t bound :
         {std::size_t{1}, std::size_t{2}, std::size_t{256}, std::size_t{257}, std::size_t{70'000}, std::size_t{1} << 25,
          (std::size_t{1} << 25) + 1, std::size_t{0xFFFFFFFF}}) {
        row_sorter sort(bound);
        for (const std::size_t size : {0U, 1U, 2U, 3U, 7U, 8U, 9U, 16U, 63U, 64U, 65U, 300U, 3U}) {
            for (const std::size_t distinct : {std::size_t{2}, bound}) {
                std::vector<loose_arc> row;
                for (std::uint32_t i = 0; i < size; ++i)
                    row.push_back(
                        {0.5 + i, static_cast<std::uint32_t>(bound - 1 - roll.below((std::min)(distinct, bound))), i});
                auto expected = row;
                std::stable_sort(expected.begin(), expected.end(),
                                 [](const auto& a, const auto& b) { return a.neighbour < b.neighbour; });
                const auto sorted = sort(row);
                REQUIRE(keys_of(sorted) == keys_of(expected));
                for (const auto& one : sorted) REQUIRE(one.strength == 0.5 + one.number);
                std::vector<loose_arc> again(sorted.begin(), sorted.end());
                REQUIRE(keys_of(sort(again)) == keys_of(expected));
            }
        }
    }
}

TEST_CASE("arcs come to their rows in the order given, and gaps close", "[row_sort]") {
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
                for (std::uint32_t i = 0; i < ties.size(); ++i)
                    if (auto& row = expected[ties.sources[i]]; row.empty() || !first_only) row.push_back(i);
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

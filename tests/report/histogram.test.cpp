// SPDX-License-Identifier: BSL-1.0
#include <cmath>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/report/histogram.hpp>

#include "report/page_check.hpp"
#include "support/catch.hpp"

namespace histogram_test {

using namespace colearn::report;

TEST_CASE("doubling bins hold each value once", "[histogram]") {
    const std::vector<double> values{0, 0, 1, 2, 3, 4, 7, 8, 100};
    const auto bins = doubling_bins(values);
    REQUIRE(bins.size() == 8);
    CHECK(bins[0].count == 2);
    CHECK(bins[1].count == 1);
    CHECK(bins[2].count == 2); // 2-3
    CHECK(bins[3].count == 2); // 4-7
    CHECK(bins[4].count == 1); // 8-15
    CHECK(bins[7].count == 1); // 64-127
    CHECK(bins[7].label == "64\xE2\x80\x93"
                           "127");
    CHECK_THROWS_AS(doubling_bins(std::vector<double>{.5}), colearn::contract_violation);
}

TEST_CASE("even bins count as a plain loop does", "[histogram]") {
    for (std::uint64_t trial = 0; trial < 300; ++trial) {
        colearn::random_stream random(5, trial);
        std::vector<double> values;
        for (auto i = 1 + colearn::uniform_index(random, 60); i > 0; --i)
            values.push_back(std::round(colearn::normal(random, 0, 10)) / 10);
        const auto bins = even_bins(values);
        std::size_t sum = 0;
        for (std::size_t i = 0; i < bins.size(); ++i) {
            std::size_t count = 0;
            const bool last = i + 1 == bins.size();
            for (const auto one : values)
                if (one >= bins[i].low && (one < bins[i].high || (last && one <= bins[i].high + 1e-9))) ++count;
            CHECK(bins[i].count == count);
            sum += bins[i].count;
        }
        CHECK(sum == values.size());
    }
}

TEST_CASE("a histogram is drawn with its numbers", "[histogram]") {
    const std::vector<double> values{1, 2, 2, 3, 40};
    const auto made = histogram(doubling_bins(values),
                                {.id = "h", .title = "Ties", .x_label = "ties", .y_label = "actors"}, "Ties", "Actors");
    CHECK(fragment_faults(made.wide.text + made.narrow.text + html(made.data).text).empty());
    CHECK(made.data.rows.size() == 7);
    CHECK_THROWS_AS(histogram({}, {.id = "h", .title = "t"}, "a", "b"), colearn::contract_violation);
}

} // namespace histogram_test

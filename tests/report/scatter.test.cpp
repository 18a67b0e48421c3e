// SPDX-License-Identifier: BSL-1.0
#include <algorithm>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/report/scatter.hpp>

#include "report/page_check.hpp"
#include "support/catch.hpp"

namespace scatter_test {

using namespace colearn::report;

TEST_CASE("quantiles by linear interpolation", "[scatter]") {
    const std::vector<double> values{1, 2, 3, 4};
    CHECK(quantile(values, 0) == 1);
    CHECK(quantile(values, .5) == 2.5);
    CHECK(quantile(values, .25) == 1.75); // R: quantile(1:4, .25, type = 7)
    CHECK(quantile(values, 1) == 4);
    CHECK_THROWS_AS(quantile({}, .5), colearn::contract_violation);
}

TEST_CASE("bands part the points into slices and hold their middle half", "[scatter]") {
    for (std::uint64_t trial = 0; trial < 100; ++trial) {
        colearn::random_stream random(9, trial);
        std::vector<scatter_point> points(1 + colearn::uniform_index(random, 200));
        for (auto& one : points) one = {"p", std::floor(colearn::uniform(random, 0, 30)), colearn::uniform(random)};
        const auto bands = quantile_bands(points);
        std::size_t sum = 0;
        for (std::size_t i = 0; i < bands.size(); ++i) {
            sum += bands[i].count;
            if (i > 0) CHECK(bands[i].x_low > bands[i - 1].x_high); // equal x stay together
            CHECK(bands[i].lower <= bands[i].median);
            CHECK(bands[i].median <= bands[i].upper);
            const auto within = std::count_if(points.begin(), points.end(), [&](const auto& one) {
                return one.x >= bands[i].x_low && one.x <= bands[i].x_high;
            });
            CHECK(static_cast<std::size_t>(within) == bands[i].count);
        }
        CHECK(sum == points.size());
    }
}

TEST_CASE("a scatter plot is drawn with its numbers", "[scatter]") {
    std::vector<scatter_point> points;
    for (int i = 0; i < 150; ++i)
        points.push_back({"School <" + std::to_string(i) + ">", i * .01, (i * 37) % 100 * 1.0, "school", i % 50 * 1.0,
                          i % 50 == 49});
    const auto made = scatter(
        points, {.id = "s", .title = "t", .x_label = "x", .y_label = "y"},
        {.x = {.heading = "x", .kind = column_kind::number}, .y = {.heading = "y", .kind = column_kind::whole}});
    CHECK(fragment_faults(made.wide.text + made.narrow.text + html(made.data).text).empty());
    CHECK(made.data.rows.size() == 100);
    CHECK(made.data.note.find("100 rows") != std::string::npos);
    CHECK(made.wide.text.find("class=\"band\"") != std::string::npos);
    // One point alone, and points that all lie on one spot.
    CHECK_NOTHROW(scatter({{"a", 1, 1}}, {.id = "s", .title = "t"}, {.x = {.heading = "x"}, .y = {.heading = "y"}}));
    CHECK_NOTHROW(scatter(
        {{"a", 0, 0}, {"b", 0, 0}}, {.id = "s", .title = "t"},
        {.x = {.heading = "x", .kind = column_kind::number}, .y = {.heading = "y", .kind = column_kind::number}}));
}

} // namespace scatter_test

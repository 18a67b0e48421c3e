// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <vector>

#include <colearn/allocation/median_indices.hpp>

#include "allocation/equity_samples.hpp"
#include "support/catch.hpp"

namespace median_indices_test {

namespace {

using namespace equity_samples;
using colearn::mcloone_index;
using colearn::verstegen_index;

// One by one; the middle one of an odd number counts for half in each half.
struct halves {
    double below = 0, above = 0;
};
halves by_definition(numbers x) {
    std::sort(x.begin(), x.end());
    const auto n = x.size();
    const double median = (x[(n - 1) / 2] + x[n / 2]) / 2;
    halves out;
    for (std::size_t k = 0; k < n; ++k) {
        const double lower = 2 * k + 1 == n ? 0.5 : k < n / 2 ? 1 : 0;
        out.below += lower * x[k];
        out.above += (1 - lower) * x[k];
    }
    out.below /= median * static_cast<double>(n) / 2;
    out.above /= median * static_cast<double>(n) / 2;
    return out;
}

} // namespace

TEST_CASE("38 salaries, a published worked example", "[median_indices]") {
    // forum.posit.co/t/how-to-calculate-mcloone-index/52862: median 45, the lower 19 sum to 603, 603 / (45 * 19) =
    // .7053
    const numbers salaries{1000, 200, 100, 60, 45, 24};
    const numbers employees{2, 4, 6, 6, 8, 12};
    CHECK(*mcloone_index(salaries, employees).value == Approx(603.0 / (45 * 19)));
    CHECK(*mcloone_index(salaries, employees).value == Approx(0.7053).margin(5e-5));
    CHECK(*verstegen_index(salaries, employees).value == Approx((2000.0 + 800 + 600 + 360 + 45) / (45 * 19)));
}

TEST_CASE("median indices: small cases by hand", "[median_indices]") {
    CHECK(*mcloone_index(numbers{6, 8, 10, 20}).value == Approx(14.0 / 18));
    CHECK(*verstegen_index(numbers{6, 8, 10, 20}).value == Approx(30.0 / 18));
    CHECK(*mcloone_index(numbers{6, 10, 20}).value == Approx((6 + 5) / 15.0));
    CHECK(*mcloone_index(numbers(5, 0.1)).value == Approx(1));
    CHECK(*verstegen_index(numbers(5, 0.1)).value == Approx(1));
}

TEST_CASE("the indices agree with their definitions, and a weight is a repetition", "[median_indices]") {
    for (std::uint64_t item = 0; item < 200; ++item) {
        const auto s = draw(item, false);
        const auto expected = by_definition(s.written_out);
        const double low = *mcloone_index(s.values, s.weights).value;
        const double high = *verstegen_index(s.values, s.weights).value;
        CHECK(low == Approx(expected.below).margin(1e-12));
        CHECK(high == Approx(expected.above).margin(1e-12));
        CHECK((low <= 1 && high >= 1));
        CHECK(*mcloone_index(times(50, s.values), times(4, s.weights)).value == Approx(low).margin(1e-12));
        CHECK(*verstegen_index(times(50, s.values), times(4, s.weights)).value == Approx(high).margin(1e-12));
    }
}

TEST_CASE("median indices: what is undefined says why, and bad input is refused", "[median_indices]") {
    for (const auto measure : {mcloone_index, verstegen_index}) {
        check_bounds(measure, false);
        CHECK(measure(numbers{0, 0, 4}, {}).why_undefined == "the median is 0");
    }
}

} // namespace median_indices_test

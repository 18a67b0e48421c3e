// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <vector>

#include <colearn/allocation/adequacy.hpp>

#include "allocation/equity_samples.hpp"
#include "support/catch.hpp"

namespace adequacy_test {

namespace {

using namespace equity_samples;
using colearn::adequacy_of;
using colearn::unmet_need_of;

} // namespace

TEST_CASE("districts by hand, by the rule of Education Week's spending index", "[adequacy]") {
    // "Spending Index and Equity Indicators", Quality Counts 2006: a district at or above the benchmark scores its
    // pupils, one below scores pupils times its spending over the benchmark, and the sum is divided by all pupils. Its
    // benchmark of 2002-03 was $6,786; the districts are made up.
    const numbers money{6786, 3393, 9000}, pupils{100, 50, 50};
    const auto of = adequacy_of(money, 6786, pupils);
    CHECK(*of.index.value == Approx((100 + 25 + 50) / 200.0));
    CHECK(*of.share_adequate.value == 0.75);
    CHECK(*of.ratio_below.value == 0.5);
    const auto all = adequacy_of(money, 3000, pupils);
    CHECK(*all.index.value == 1);
    CHECK(all.ratio_below.why_undefined == "all have the adequate amount");

    const auto unmet = unmet_need_of(money, numbers{6786, 6786, 10000}, pupils);
    CHECK(unmet.amount == 50 * 3393 + 50 * 1000);
    CHECK(unmet.need == 100 * 6786 + 50 * 6786 + 50 * 10000);
    CHECK(*unmet.share_short.value == 0.5);
    CHECK(unmet.worst == 1);
}

TEST_CASE("both agree with their definitions, and a weight is a repetition", "[adequacy]") {
    for (std::uint64_t item = 0; item < 150; ++item) {
        const auto s = draw(item, true);
        const double enough = 0.5 + static_cast<double>(item % 7) * 10;
        double index = 0, share = 0, missing = 0;
        for (const double one : s.written_out) {
            index += (std::min)(1.0, one / enough) / static_cast<double>(s.written_out.size());
            share += (one >= enough ? 1 : 0) / static_cast<double>(s.written_out.size());
            missing += (std::max)(0.0, enough - one);
        }
        for (const double scale : {1.0, 8.0}) {
            const auto of = adequacy_of(times(scale, s.values), scale * enough, times(0.3, s.weights));
            CHECK(*of.index.value == Approx(index).margin(1e-12));
            CHECK(*of.share_adequate.value == Approx(share).margin(1e-12));
            const double below = of.ratio_below.defined() ? *of.ratio_below.value : 0;
            CHECK(share + (1 - share) * below == Approx(index).margin(1e-12));
        }
        // with one need for all, unmet need is what the adequacy index lacks
        const numbers needs(s.values.size(), enough);
        const auto unmet = unmet_need_of(s.values, needs, s.weights);
        CHECK(unmet.amount == Approx(missing).margin(1e-9));
        CHECK(*unmet.share.value == Approx(1 - index).margin(1e-12));
        CHECK(*unmet.share_short.value == Approx(1 - share).margin(1e-12));
        CHECK(unmet.worst.has_value() == (missing > 0));
    }
}

TEST_CASE("adequacy: what is undefined says why, and bad input is refused", "[adequacy]") {
    check_bounds([](const numbers& x, const numbers& w) { return adequacy_of(x, 1, w).index; }, false);
    check_bounds([](const numbers& x, const numbers& w) { return unmet_need_of(x, numbers(x.size(), 1), w).share; },
                 false);
    CHECK(*adequacy_of(numbers{0, 0}, 1).index.value == 0); // nothing at all is an answer here
    CHECK(unmet_need_of(numbers{1, 2}, numbers{0, 0}).share.why_undefined == "nobody needs anything");
    CHECK_FALSE(unmet_need_of(numbers{0, 5}, numbers{3, 4}, numbers{0, 1}).worst.has_value()); // it stands for nobody
    CHECK_THROWS_WITH(adequacy_of(numbers{1}, 0),
                      "adequacy_of: the adequate amount must be above 0 and at most 1e100; got 0");
    CHECK_THROWS_AS(unmet_need_of(numbers{1}, numbers{}), colearn::contract_violation);
    CHECK_THROWS_AS(unmet_need_of(numbers{1}, numbers{-1}), colearn::contract_violation);
}

} // namespace adequacy_test

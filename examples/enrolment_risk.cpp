// SPDX-License-Identifier: BSL-1.0
// How much can the worst-served pupil count on, when next year's enrolments are not known yet?
#include <algorithm>
#include <array>
#include <vector>

#include <fmt/core.h>

#include <colearn/allocation/max_min.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/random.hpp>

int main() {
    using colearn::id;
    using colearn::money;
    using colearn::school;
    struct forecast {
        double pupils;    // expected
        double deviation; // of the forecast, as a share of it
        double disadvantaged;
    };
    constexpr std::array<forecast, 5> forecasts{
        {{420, 0.04, 0.10}, {310, 0.10, 0.55}, {1080, 0.03, 0.41}, {180, 0.15, 0.62}, {24, 0.30, 0.33}}};

    // One possible year: every school's enrolment is drawn, and the budget is divided by need.
    const auto level_in = [&](std::size_t year) {
        colearn::random_stream stream(2026, year); // keyed by the year, so no other year's draws matter
        colearn::school_needs of;
        of.school_bound = forecasts.size();
        for (std::size_t i = 0; i < forecasts.size(); ++i) {
            const auto& one = forecasts[i];
            const double pupils = (std::max)(0.0, colearn::normal(stream, one.pupils, one.pupils * one.deviation));
            of.recipients.push_back({id<school>{i},
                                     {},
                                     pupils,
                                     one.disadvantaged,
                                     colearn::need_weighted_pupils(pupils, one.disadvantaged),
                                     {}});
        }
        return max_min(of, money::of(300'000)).certificate.level;
    };

    std::vector<double> levels(10'000);
    std::vector<double> again(levels.size());
    colearn::parallel_for(levels.size(), {.threads = 1}, [&](std::size_t year) { levels[year] = level_in(year); });
    colearn::parallel_for(again.size(), {.threads = 4, .grain = 50},
                          [&](std::size_t year) { again[year] = level_in(year); });
    const bool same = levels == again;

    std::sort(levels.begin(), levels.end());
    fmt::print("For each need-weighted pupil, in {} possible years:\n", levels.size());
    fmt::print("  in half of them      {:.2f} or more\n", levels[levels.size() / 2]);
    fmt::print("  in 19 of 20          {:.2f} or more\n", levels[levels.size() / 20]);
    fmt::print("  in 99 of 100         {:.2f} or more\n", levels[levels.size() / 100]);
    fmt::print("The same years on one thread and on four: {}\n", same ? "yes, to the bit" : "no");
    return same ? 0 : 1;
}

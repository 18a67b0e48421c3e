// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <string>

#include <colearn/report/review_need_chart.hpp>

#include "report/page_check.hpp"
#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_need_chart_test {

using namespace colearn;

TEST_CASE("schools with much need and few partners are named", "[review_need_chart]") {
    auto system = small_district();
    // All of need .5 and with two partners or more, but for a school at the end of the line, in need and with one.
    for (std::uint32_t i = 0; i < 10; ++i)
        system.net.change(id<school>{i}, [&](school& one) { one.need = {.5, i == 9 ? .9 : .5}; });
    const auto text = detail::need_chart(reviewed(system), system).text;
    CHECK(fragment_faults(text).empty());
    CHECK(text.find("Need and partners of each school") != std::string::npos);
    CHECK(text.find("fewest partners (") != std::string::npos);
    CHECK(text.find("): School 9") != std::string::npos); // the most needy of them first
}

TEST_CASE("need is what most schools state", "[review_need_chart]") {
    auto system = small_district();
    CHECK(detail::choose_need(system.net)->by_school[1] == Approx(.5)); // mean of .8 and .2
    for (std::uint32_t i = 0; i < 10; ++i) system.net.change(id<school>{i}, [](school& one) { one.need.clear(); });
    const auto by_share = detail::choose_need(system.net);
    REQUIRE(by_share);
    CHECK(by_share->by_school[1] == Approx(50)); // percent
    CHECK(by_share->label.ends_with("%"));
    for (std::uint32_t i = 0; i < 10; ++i)
        system.net.change(id<school>{i}, [](school& one) { one.disadvantaged.reset(); });
    CHECK_FALSE(detail::choose_need(system.net));
    CHECK(detail::need_chart(reviewed(system), system).text.empty());
}

} // namespace review_need_chart_test

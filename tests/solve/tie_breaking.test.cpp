// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/tie_breaking.hpp>

#include "solve/preference_support.hpp"
#include "support/catch.hpp"

namespace tie_breaking_test {

using colearn::tie_break;
using preference_test::at;
using preference_test::person;
using preference_test::place;
using preference_test::who;

TEST_CASE("ties are put in order, and nothing else moves", "[tie_breaking]") {
    colearn::preference_lists<person, place> lists;
    for (int i = 0; i < 40; ++i) lists.add_tied({{at(5)}, {at(4), at(2), at(3)}, {at(1), at(0)}});
    std::size_t orders_by_rule[3] = {};
    for (const auto rule : {tie_break::by_id, tie_break::one_lottery, tie_break::lottery_per_list}) {
        const auto strict = colearn::break_ties(lists, rule, 11);
        CHECK_FALSE(strict.has_ties());
        CHECK(colearn::break_ties(lists, rule, 11) == strict);
        CHECK(colearn::break_ties(strict, rule, 12) == strict);
        std::vector<std::vector<colearn::id<place>>> orders;
        for (std::size_t v = 0; v < 40; ++v) {
            const auto row = strict.of(who(v));
            orders.emplace_back(row.begin(), row.end());
            CHECK(row[0] == at(5));
            CHECK(std::all_of(row.begin() + 1, row.begin() + 4, [](auto one) { return one > at(1) && one < at(5); }));
        }
        std::sort(orders.begin(), orders.end());
        orders.erase(std::unique(orders.begin(), orders.end()), orders.end());
        orders_by_rule[static_cast<std::size_t>(rule)] = orders.size();
    }
    CHECK(orders_by_rule[0] == 1);
    CHECK(orders_by_rule[1] == 1); // everyone's list is alike, and so is the lottery
    CHECK(orders_by_rule[2] > 6);  // of 12
    CHECK(colearn::break_ties(lists).of(who(0))[1] == at(2));
    // Every seed draws anew.
    std::vector<colearn::id<place>> firsts;
    for (std::uint64_t seed = 0; seed < 60; ++seed)
        firsts.push_back(colearn::break_ties(lists, tie_break::one_lottery, seed).of(who(0))[1]);
    for (std::size_t one = 2; one < 5; ++one) CHECK(std::count(firsts.begin(), firsts.end(), at(one)) > 8);
    CHECK(colearn::to_string(tie_break::one_lottery) == "one lottery for all lists");
}

} // namespace tie_breaking_test

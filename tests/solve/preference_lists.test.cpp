// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/preference_lists.hpp>

#include "solve/preference_support.hpp"
#include "support/catch.hpp"

namespace preference_lists_test {

using Catch::Contains;
using preference_test::at;
using preference_test::person;
using preference_test::place;
using preference_test::who;

TEST_CASE("lists are kept in their order, with their ties", "[preference_lists]") {
    colearn::preference_lists<person, place> lists;
    CHECK(lists.add({at(2), at(0)}) == who(0));
    CHECK(lists.add({}) == who(1));
    CHECK_FALSE(lists.has_ties());
    CHECK(lists.add_tied({{at(1)}, {}, {at(0), at(2)}, {at(3)}}) == who(2));
    CHECK(lists.has_ties());
    CHECK(lists.size() == 3);
    CHECK(lists.entry_count() == 6);
    CHECK(lists.of(who(0))[1] == at(0));
    CHECK(lists.of(who(1)).empty());
    const auto tiers = lists.tiers(who(2));
    CHECK(std::vector<std::uint32_t>(tiers.begin(), tiers.end()) == std::vector<std::uint32_t>{0, 1, 1, 2});
    CHECK_THROWS_AS(lists.of(who(3)), colearn::contract_violation);
    CHECK_THROWS_WITH(colearn::detail::check_lists(lists, 3, "test"), Contains("among the ids"));
    lists.add({at(0), at(1), at(0)});
    CHECK_THROWS_WITH(colearn::detail::check_lists(lists, 4, "test"), Contains("test: nobody may be on a list twice"));
}

TEST_CASE("scores make lists: the heavier first, equal ones tied, each once", "[preference_lists]") {
    const colearn::weighted_pairs<person> pairs{4,
                                                {{who(1), who(0), .5},
                                                 {who(0), who(2), .7},
                                                 {who(0), who(1), .7},
                                                 {who(2), who(1), -1},
                                                 {who(3), who(0), .5},
                                                 {who(0), who(2), .6}}};
    const auto lists = colearn::preferences(pairs);
    colearn::preference_lists<person> expected;
    expected.add_tied({{who(1), who(2)}, {who(3)}});
    expected.add({who(0)});
    expected.add({who(0)});
    expected.add({who(0)});
    CHECK(lists == expected);
    const colearn::bipartite_pairs<person, place> both{
        2, 2, {{who(0), at(0), 1}, {who(0), at(1), 2}, {who(1), at(1), 2}, {who(1), at(0), 0}}};
    colearn::preference_lists<person, place> left;
    left.add({at(1), at(0)});
    left.add({at(1)});
    colearn::preference_lists<place, person> right;
    right.add({who(0)});
    right.add_tied({{who(0), who(1)}});
    CHECK(colearn::left_preferences(both) == left);
    CHECK(colearn::right_preferences(both) == right);
}

TEST_CASE("places on the other one's list", "[preference_lists]") {
    for (std::uint64_t seed = 0; seed < 50; ++seed) {
        colearn::random_stream stream(seed);
        const auto a = preference_test::random_lists<person, place>(stream, 6, 5, .6, .3);
        const auto b = preference_test::random_lists<place, person>(stream, 5, 6, .6, .3);
        const auto back = colearn::detail::places_back(a, b);
        std::size_t entry = 0;
        bool right = true;
        for (std::size_t v = 0; v < 6; ++v)
            for (const auto one : a.of(who(v))) {
                auto expected = colearn::id<person>::none;
                for (std::size_t i = 0; i < b.of(one).size(); ++i)
                    if (b.of(one)[i] == who(v)) expected = static_cast<std::uint32_t>(i);
                right = right && back[entry++] == expected;
            }
        CHECK(right);
    }
}

} // namespace preference_lists_test

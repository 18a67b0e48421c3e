// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/core/id_map.hpp>

#include "support/catch.hpp"

namespace id_map_test {

namespace {
struct school_like;
struct teacher_like;
using pupils = colearn::id_map<school_like, double>;

template <class Map, class Key>
concept indexable = requires(Map map, Key key) {
    map[key];
};
} // namespace

static_assert(indexable<pupils, colearn::id<school_like>>);
static_assert(!indexable<pupils, colearn::id<teacher_like>>);
static_assert(!indexable<pupils, std::size_t>);

TEST_CASE("a map is read and written by the ids of its kind", "[id_map]") {
    pupils map(3, 100);
    const colearn::id<school_like> second{1U};
    map[second] = 250;
    CHECK(map[second] == 250);
    CHECK(map.size() == 3);
    double sum = 0;
    for (const auto one : map.ids()) sum += std::as_const(map)[one];
    CHECK(sum == 450);
    CHECK(map.values()[1] == 250);
    map.values()[2] = 1;
    CHECK(std::vector<double>(map.begin(), map.end()) == std::vector<double>{100, 250, 1});
}

TEST_CASE("what is appended gets the next id", "[id_map]") {
    colearn::id_map<school_like, std::string> names;
    CHECK(names.empty());
    CHECK(names.push_back("Hill").index == 0);
    const auto second = names.push_back("Dale");
    CHECK(names[second] == "Dale");
    CHECK(names == colearn::id_map<school_like, std::string>(std::vector<std::string>{"Hill", "Dale"}));
}

TEST_CASE("an id that is not of the map is refused", "[id_map]") {
    pupils map(3);
    CHECK_THROWS_AS(map[colearn::id<school_like>{3U}], colearn::contract_violation);
    CHECK_THROWS_AS(map[colearn::id<school_like>{}], colearn::contract_violation);
    CHECK_THROWS_AS(std::as_const(map)[colearn::id<school_like>{3U}], colearn::contract_violation);
}

} // namespace id_map_test

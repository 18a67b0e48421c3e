// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/trust/omnibus_t_scale.hpp>

#include "support/catch.hpp"

namespace omnibus_t_scale_test {

namespace {

namespace key = colearn::omnibus_t;
using colearn::contract_violation;

key::answers sheet(double everywhere) {
    key::answers out;
    out.fill(everywhere);
    return out;
}

} // namespace

TEST_CASE("each of the 26 items belongs to one subscale", "[omnibus]") {
    std::vector<std::size_t> all(key::principal.begin(), key::principal.end());
    all.insert(all.end(), key::colleagues.begin(), key::colleagues.end());
    all.insert(all.end(), key::clients.begin(), key::clients.end());
    std::sort(all.begin(), all.end());
    REQUIRE(all.size() == key::item_count);
    for (std::size_t i = 0; i < all.size(); ++i) CHECK(all[i] == i + 1);
    // reversed ones: three on the principal, one on colleagues, one on clients
    const auto among = [](const auto& items) {
        return std::count_if(items.begin(), items.end(), [](std::size_t number) {
            return std::find(key::reversed.begin(), key::reversed.end(), number) != key::reversed.end();
        });
    };
    CHECK(among(key::principal) == 3);
    CHECK(among(key::colleagues) == 1);
    CHECK(among(key::clients) == 1);
}

TEST_CASE("a sheet that agrees with everything is scored by the key", "[omnibus]") {
    // all 6: the reversed items count 1
    const std::vector<key::answers> people = {sheet(6)};
    const auto scores = colearn::omnibus_t_scale(people);
    CHECK(*scores.principal == Approx((5 * 6 + 3 * 1) / 8.0));
    CHECK(*scores.colleagues == Approx((7 * 6 + 1) / 8.0));
    CHECK(*scores.clients == Approx((9 * 6 + 1) / 10.0));
}

TEST_CASE("full trust is 6 on each subscale", "[omnibus]") {
    auto full = sheet(6);
    for (const auto number : key::reversed) full[number - 1] = 1;
    const std::vector<key::answers> people = {full};
    const auto scores = colearn::omnibus_t_scale(people);
    CHECK(*scores.principal == 6);
    CHECK(*scores.colleagues == 6);
    CHECK(*scores.clients == 6);
}

TEST_CASE("items are averaged over people before subscales are, so a gap in one sheet weighs as it should",
          "[omnibus]") {
    auto one = sheet(2);
    auto other = sheet(4);
    other[0] = std::nullopt; // item 1, on the principal
    const std::vector<key::answers> people = {one, other};
    const auto scores = colearn::omnibus_t_scale(people);
    // items 7, 9, 15, 18: 3 each; 4, 11, 23 reversed: 4 each; item 1: 2
    CHECK(*scores.principal == Approx((2 + 4 * 3 + 3 * 4) / 8.0));
    CHECK(*scores.colleagues == Approx((7 * 3 + 4) / 8.0));
}

TEST_CASE("the order of people does not matter, and a mirrored sheet mirrors the scores", "[omnibus]") {
    colearn::random_stream stream(6);
    std::vector<key::answers> people(12);
    std::vector<key::answers> mirrored(12);
    for (std::size_t p = 0; p < people.size(); ++p)
        for (std::size_t i = 0; i < key::item_count; ++i) {
            people[p][i] = 1 + static_cast<double>(colearn::uniform_index(stream, 6));
            mirrored[p][i] = 7 - *people[p][i];
        }
    const auto scores = colearn::omnibus_t_scale(people);
    const auto other = colearn::omnibus_t_scale(mirrored);
    CHECK(*scores.principal + *other.principal == Approx(7));
    CHECK(*scores.clients + *other.clients == Approx(7));
    std::reverse(people.begin(), people.end());
    CHECK(*colearn::omnibus_t_scale(people).colleagues == Approx(*scores.colleagues));
}

TEST_CASE("an item that nobody answered leaves its subscale open", "[omnibus]") {
    auto one = sheet(5);
    one[25] = std::nullopt;
    const std::vector<key::answers> people = {one};
    const auto scores = colearn::omnibus_t_scale(people);
    CHECK_FALSE(scores.clients.has_value());
    CHECK(scores.principal.has_value());
    CHECK_FALSE(colearn::omnibus_t_scale({}).principal.has_value());
}

TEST_CASE("a school's score is evidence of as many experiences as people answered", "[omnibus]") {
    const auto seen = colearn::omnibus_t_evidence(4.5, 20);
    CHECK(seen.positive == Approx(14));
    CHECK(seen.negative == Approx(6));
    CHECK_THROWS_AS(colearn::omnibus_t_evidence(4.5, 0), contract_violation);
    CHECK_THROWS_AS(colearn::omnibus_t_evidence(0.5, 3), contract_violation);
}

TEST_CASE("answers beside the scale are refused", "[omnibus]") {
    auto one = sheet(5);
    one[3] = 7;
    const std::vector<key::answers> people = {one};
    CHECK_THROWS_AS(colearn::omnibus_t_scale(people), contract_violation);
    CHECK_THROWS_AS(key::scored(0, 3), contract_violation);
    CHECK_THROWS_AS(key::scored(27, 3), contract_violation);
}

} // namespace omnibus_t_scale_test

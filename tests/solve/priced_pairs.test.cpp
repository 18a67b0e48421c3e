// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/priced_pairs.hpp>
#include <colearn/solve/maximum_weight_matching.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace priced_pairs_test {

using namespace colearn;
using Catch::Contains;
using matching_test::at;
using matching_test::instance;
using matching_test::node;

TEST_CASE("weights by pair, and the pieces in which two matchings differ", "[priced_pairs]") {
    const instance of{7,
                      {{at(0), at(1), 5},
                       {at(1), at(0), 4},
                       {at(1), at(2), 3},
                       {at(2), at(3), 2},
                       {at(4), at(5), 1},
                       {at(5), at(6), 3},
                       {at(0), at(6), -1}}};
    detail::pair_weights weight(of);
    CHECK(weight(1, 0) == 5); // the heavier of the two that are listed
    CHECK(weight(0, 2) == 0);
    CHECK(weight(0, 6) == 0);
    constexpr auto none = id<node>::none;
    const std::vector<std::uint32_t> from{1, 0, 3, 2, 5, 4, none};
    const std::vector<std::uint32_t> to{none, 2, 1, none, none, 6, 5};
    const auto pieces = detail::changes(from, to, weight, [](std::uint32_t v) { return v == 2; });
    REQUIRE(pieces.size() == 2);
    CHECK(pieces[0].ids.size() == 4);
    CHECK(pieces[0].loss == 4); // 5 + 2 - 3
    CHECK(pieces[0].counted == 1);
    CHECK(pieces[1].ids.size() == 3);
    CHECK(pieces[1].loss == -2);
    CHECK(pieces[1].counted == 0);
    CHECK(detail::changes(from, from, weight, [](std::uint32_t) { return true; }).empty());

    auto made = maximum_weight_matching(of);
    double sum = 0;
    std::size_t pairs = 0;
    CHECK(detail::check_partners(made.partner, 7, weight, sum, pairs).empty());
    CHECK(sum == made.weight);
    CHECK(pairs == made.pair_count);
    CHECK(detail::check_bound(of, made.certificate, {}).empty());
    made.certificate.bound -= 1;
    CHECK_THAT(detail::check_bound(of, made.certificate, {}), Contains("bound"));
    made.partner[at(0)] = at(6);
    CHECK_THAT(detail::check_partners(made.partner, 7, weight, sum, pairs), Contains("mutual"));
}

} // namespace priced_pairs_test

// SPDX-License-Identifier: BSL-1.0
#include <cstdint>

#include <colearn/core/id.hpp>
#include <colearn/solve/grouping.hpp>
#include <colearn/solve/grouping_options.hpp>

#include "support/catch.hpp"

namespace grouping_options_test {

using namespace colearn;

struct pupil {};

TEST_CASE("no rounds leave the first groups, and a few items are looked at exactly", "[grouping_options]") {
    grouping_problem<pupil> six;
    six.values.count = 6;
    six.largest = 3;
    for (std::uint32_t a = 0; a < 6; ++a)
        for (std::uint32_t b = a + 1; b < 6; ++b)
            six.values.pairs.push_back({id<pupil>{a}, id<pupil>{b}, static_cast<double>((a + 1) * (b + 2) % 7)});
    const auto exact = form_groups(six);
    const auto first = form_groups(six, {.rounds = 0, .exact_up_to = 0});
    CHECK(exact.outcome == status::optimal);
    CHECK(first.value <= exact.value);
    CHECK(first.certificate.bound >= exact.value - 1e-9);
}

} // namespace grouping_options_test

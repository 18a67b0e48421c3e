// SPDX-License-Identifier: BSL-1.0
#include <vector>

#include <colearn/allocation/detail/amount_words.hpp>

#include "allocation/allocation_support.hpp"
#include "support/catch.hpp"

namespace amount_words_test {

using namespace allocation_test;

TEST_CASE("amounts and names as people read them", "[amount_words]") {
    using namespace colearn::detail;
    CHECK(plain_number(0) == "0");
    CHECK(plain_number(1234.5) == "1,234.50");
    CHECK(plain_number(12.05) == "12.05");
    CHECK(plain_number(.03333333) == "0.0333");
    const resource money;
    const resource tutors{"tutors", "tutor", 1};
    const resource time{"counselling", "hour", 60};
    CHECK(part_words(money, std::int64_t{123456}) == "$1,234.56");
    CHECK(part_words(tutors, std::int64_t{1}) == "1 tutor");
    CHECK(part_words(tutors, std::int64_t{3}) == "3 tutors");
    CHECK(part_words(time, std::int64_t{150}) == "2.50 hours");
    const auto of = small_pool();
    const std::vector<std::uint32_t> one{1};
    const std::vector<std::uint32_t> all{0, 1, 2};
    const std::vector<std::uint32_t> many{0, 1, 2, 0, 1, 2};
    CHECK(name_words(of.recipients, one) == "B School");
    CHECK(name_words(of.recipients, all) == "A School, B School and C School");
    CHECK(name_words(of.recipients, many) == "A School, B School, C School and 3 more");
}

} // namespace amount_words_test

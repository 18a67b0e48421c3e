// SPDX-License-Identifier: BSL-1.0
#include <utility>
#include <vector>

#include <colearn/matching/group_question.hpp>

#include "matching/group_path.hpp"
#include "support/catch.hpp"

namespace group_question_test {

using namespace colearn;
using matching_test::at;
using matching_test::path;
using pairs = std::vector<std::pair<id<school>, id<school>>>;

TEST_CASE("those two steps apart, and the parts of who comes into question", "[group_question]") {
    CHECK(detail::second_ring(path()) == pairs{{at(0), at(2)}, {at(1), at(3)}, {at(2), at(4)}});
    const auto part = detail::parts_of(path());
    CHECK(part[0] == part[4]);
    CHECK(part[6] == part[7]);
    CHECK(part[0] != part[6]);
    CHECK(part[5] == id<school>::none);
}

TEST_CASE("what a member learns from the best of the others, by hand", "[group_question]") {
    std::vector<group_topic_gain> topics;
    // 2 needs both topics: 1 for reading (3 has it), nothing more for numeracy (it is best itself).
    CHECK(*detail::group_gain(path(), at(2), {at(1), at(2), at(3)}, topics) == .5);
    REQUIRE(topics.size() == 1);
    CHECK(topics.front().topic == 0);
    CHECK(topics.front().best == 1);
    topics.clear();
    CHECK_FALSE(detail::group_gain(path(), at(6), {at(6), at(7)}, topics)); // its need is not known
    CHECK_FALSE(detail::group_gain(path(), at(7), {at(7)}, topics));        // nobody to learn from
}

} // namespace group_question_test

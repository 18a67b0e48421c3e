// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <colearn/matching/propose_groups.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace propose_groups_test {

using namespace colearn;
using matching_test::at;
using question = detail::group_question<school>;
using pairs = std::vector<std::pair<id<school>, id<school>>>;

// A path 0-1-2-3-4 and a pair 6-7; 5 comes into question for nobody.
question path() {
    question out;
    out.id_bound = 8;
    for (std::size_t i = 0; i < 8; ++i) out.members.push_back(at(i));
    out.pairs = {{at(0), at(1)}, {at(1), at(2)}, {at(2), at(3)}, {at(3), at(4)}, {at(6), at(7)}};
    static const std::vector<std::vector<double>> need{{1, 0}, {0, 1}, {1, 1}, {1, 0}, {1, 0}, {1, 0}, {}, {1, 0}};
    static const std::vector<std::vector<double>> strength{{0, 0}, {.5, 0}, {0, 1}, {1, 0},
                                                           {0, 0}, {0, 0},  {1, 1}, {.2, 0}};
    out.allowed = [](id<school> a, id<school> b) {
        return std::max(a.index, b.index) - std::min(a.index, b.index) < 4;
    };
    out.score = [](id<school>, id<school>) { return .5; };
    out.name = [](id<school> who) { return "S" + std::to_string(who.index); };
    out.km = [](id<school>, id<school>) { return std::optional<double>(); };
    out.need = [](id<school> who) -> const std::vector<double>& { return need[who.index]; };
    out.strength = [](id<school> who) -> const std::vector<double>& { return strength[who.index]; };
    out.asked = [](id<school>) { return true; };
    out.alone = [](id<school> who) { return "S" + std::to_string(who.index) + " is alone."; };
    out.topics = {"reading", "numeracy"};
    return out;
}

TEST_CASE("those two steps apart, and the parts of who comes into question", "[propose_groups]") {
    CHECK(detail::second_ring(path()) == pairs{{at(0), at(2)}, {at(1), at(3)}, {at(2), at(4)}});
    const auto part = detail::parts_of(path());
    CHECK(part[0] == part[4]);
    CHECK(part[6] == part[7]);
    CHECK(part[0] != part[6]);
    CHECK(part[5] == id<school>::none);
}

TEST_CASE("what a member learns from the best of the others, by hand", "[propose_groups]") {
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

TEST_CASE("groups stay within the rules and within a part, the rest is named", "[propose_groups]") {
    group_settings<school> settings;
    settings.smallest = 2;
    settings.largest = 3;
    const auto of = path();
    const auto got = detail::group_proposer<school>(of, settings, {}).run();
    CHECK(detail::verify_groups(of, settings, got, {}));
    CHECK(got.proposals.size() == 3);
    CHECK(got.total_value == Approx(.5 * 3 + .5 + .5)); // of three, of two, and the pair
    REQUIRE(got.left_out.size() == 1);
    CHECK(got.left_out.front().words == "S5 is alone.");
    for (const auto& one : got.proposals) CHECK(one.student_led);
}

TEST_CASE("what the rules forbid to those further apart is found out and kept", "[propose_groups]") {
    // Everyone on the path wants to be in one group of five; 0 and 4 may not.
    group_settings<school> settings;
    settings.smallest = 1;
    settings.largest = 5;
    settings.search.exact_up_to = 0;
    const auto of = path();
    const auto got = detail::group_proposer<school>(of, settings, {}).run();
    CHECK(detail::verify_groups(of, settings, got, {}));
    CHECK(got.proposal_of(at(0)) != got.proposal_of(at(4)));
    // A checker that is told nothing of the rule would accept what breaks it; ours does not.
    auto free = of;
    free.allowed = [](id<school>, id<school>) { return true; };
    const auto wide = detail::group_proposer<school>(free, settings, {}).run();
    CHECK(wide.proposal_of(at(0)) == wide.proposal_of(at(4)));
    const auto checked = detail::verify_groups(of, settings, wide, {});
    CHECK_FALSE(checked);
    CHECK_THAT(checked.violated, Catch::Contains("the rules forbid"));
}

} // namespace propose_groups_test

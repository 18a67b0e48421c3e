// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <vector>

#include <colearn/graph/freeze.hpp>
#include <colearn/graph/lengths.hpp>
#include <colearn/graph/with_strengths.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace with_strengths_test {

using namespace colearn;

namespace {

// The same as freezing anew with the other strengths.
void same_as_frozen(const view& got, const view& expected) {
    for (const auto& [a, b] : {std::pair(got.out(), expected.out()), std::pair(got.in(), expected.in())}) {
        CHECK(std::equal(a.offsets.begin(), a.offsets.end(), b.offsets.begin(), b.offsets.end()));
        CHECK(std::equal(a.neighbours.begin(), a.neighbours.end(), b.neighbours.begin(), b.neighbours.end()));
        CHECK(std::equal(a.strengths.begin(), a.strengths.end(), b.strengths.begin(), b.strengths.end()));
    }
}

} // namespace

TEST_CASE("other strengths on the same rows are what freezing anew would give", "[with_strengths]") {
    test::dice roll(7);
    for (int round = 0; round < 100; ++round) {
        const auto n = 1 + roll.below(9);
        auto ties = test::random_ties(roll, n, roll.below(4 * n));
        const freeze_options how{.directed = round % 2 == 0, .self_ties = loops::keep, .keep_ties = true};
        const auto of = freeze(ties.columns(), n, how);
        const auto twice = [](const arc_end& at) { return 2 * at.how_strong.value; };
        const auto other = with_strengths(of, twice, "twice");
        const auto again = with_strengths(other, twice, "four times"); // shares the first one's rows
        CHECK(of.out().offsets.data() == again.out().offsets.data());
        for (auto& one : ties.strengths) one *= 2;
        same_as_frozen(other, freeze(ties.columns(), n, how));
        for (auto& one : ties.strengths) one *= 2;
        same_as_frozen(again, freeze(ties.columns(), n, how));
        CHECK(again.record().weight == "four times");
        CHECK(again.record().directed == of.record().directed);
        CHECK(again.tie_count() == of.tie_count());
        CHECK(again.ties().data() == of.ties().data());
        CHECK(again.shared_roster() == of.shared_roster());
    }
}

TEST_CASE("lengths of one view are not those of another with its rows", "[with_strengths]") {
    test::ties ties;
    ties.add(0, 1);
    const auto of = freeze(ties.columns(), 2);
    const auto other = with_strengths(
        of, [](const arc_end&) { return .5; }, "half");
    const auto by = lengths_from(of, reciprocal_strength{});
    CHECK(by.belong_to(of));
    CHECK_FALSE(by.belong_to(other));
    CHECK(lengths_from(other, reciprocal_strength{})[0] == 2);
    CHECK(other.strength_of(0).value == .5);
}

TEST_CASE("strengths that are none are refused by name", "[with_strengths]") {
    test::ties ties;
    ties.add(0, 1);
    const auto of = freeze(ties.columns(), 2);
    for (const double bad :
         {0.0, -1.0, std::numeric_limits<double>::infinity(), std::numeric_limits<double>::quiet_NaN()})
        CHECK_THROWS_AS(with_strengths(
                            of, [&](const arc_end&) { return bad; }, "bad"),
                        contract_violation);
}

} // namespace with_strengths_test

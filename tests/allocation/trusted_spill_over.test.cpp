// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/spill_over.hpp>
#include <colearn/allocation/trusted_spill_over.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/learning_system.hpp>

#include "allocation/allocation_support.hpp"
#include "support/catch.hpp"

namespace trusted_spill_over_test {

using namespace allocation_test;
using pairs = std::map<std::pair<std::size_t, std::size_t>, double>;

struct district {
    system_network net{};
    std::vector<id<school>> schools{};
    std::vector<id<teacher>> teachers{};
    id_map<allocation_recipient, id<school>> who{};

    explicit district(std::size_t schools_wanted, std::size_t teachers_wanted = 0) {
        for (std::size_t i = 0; i < schools_wanted; ++i) {
            school one;
            one.key = "s" + std::to_string(i);
            schools.push_back(net.add(one));
            who.push_back(schools.back());
        }
        for (std::size_t i = 0; i < teachers_wanted; ++i) {
            teacher one;
            one.key = "t" + std::to_string(i);
            teachers.push_back(net.add(one));
        }
    }
    template <class A, class B>
    void tie_to(A from, B to, const layer& kind, double trust) {
        net.connect(from, to, kind, tie{.trust = trust});
    }
};

pairs shares(const trusted_spill_over_result& of) {
    pairs out;
    for (const auto& one : of.ties) {
        CHECK(out.count({one.from.index, one.to.index}) == 0);
        out[{one.from.index, one.to.index}] = one.share;
    }
    return out;
}

TEST_CASE("benefit goes from who is trusted to who trusts", "[trusted_spill_over]") {
    district of(3, 3);
    of.tie_to(of.schools[0], of.schools[1], layers::school_to_school, .5);      // both ways
    of.tie_to(of.teachers[0], of.schools[0], layers::employment, 1);            // works at 0
    of.tie_to(of.teachers[1], of.schools[2], layers::employment, 1);            // at 2
    of.tie_to(of.teachers[2], of.schools[2], layers::employment, 1);            // at 2, and at 0
    of.tie_to(of.schools[0], of.teachers[2], layers::employment, .3);           // said the other way round
    of.tie_to(of.teachers[0], of.teachers[1], layers::teacher_to_teacher, .8);  // 0 turns to 2
    of.tie_to(of.teachers[0], of.teachers[2], layers::teacher_to_teacher, .6);  // half of it within 0
    of.tie_to(of.schools[0], of.schools[2], layers::governance, 1);             // does not count
    of.tie_to(of.schools[1], of.schools[2], layer{"near (assumed)", false}, 1); // nor does what is assumed
    const auto found = trusted_spill_over(of.net, of.who, {.between_schools = .2, .between_staff = .1});
    const auto made = shares(found);
    REQUIRE(made.size() == 3);
    CHECK(made.at({0, 1}) == Approx(.1));
    CHECK(made.at({1, 0}) == Approx(.1));
    CHECK(made.at({2, 0}) == Approx(.08 + .03));
    CHECK(found.between_schools == 1);
    CHECK(found.between_staff == 2);
    CHECK(found.limited == 0);
    REQUIRE(found.notes.size() == 1);
    CHECK(found.notes[0] ==
          "A tie of full trust between two schools is taken to pass on 20% of what reaches the trusted one, a tie "
          "between two of their teachers 10%, and no school more than 50% in all: assumptions. There are 1 tie between "
          "schools and 2 between teachers of different schools.");

    // Layers by name, who takes part, and the limit.
    const auto near = trusted_spill_over(of.net, of.who, {.layers = {"near (assumed)"}});
    CHECK(shares(near) == pairs{{{1, 2}, .1}, {{2, 1}, .1}});
    id_map<allocation_recipient, id<school>> two;
    two.push_back(of.schools[2]);
    two.push_back(of.schools[0]);
    CHECK(shares(trusted_spill_over(of.net, two, {.between_staff = .1})).size() == 1);
    const auto limited = trusted_spill_over(of.net, of.who, {.between_schools = 1, .between_staff = 1, .at_most = .4});
    CHECK(limited.limited == 3);
    CHECK(shares(limited).at({2, 0}) == Approx(.4));
    CHECK(limited.notes[0].find("; 3 schools reach that limit.") != std::string::npos);
    const auto none = trusted_spill_over(of.net, of.who, {.between_schools = 0, .between_staff = 0});
    CHECK(none.ties.empty());
    CHECK(none.notes[0].find("No benefit is passed on") == 0);
}

TEST_CASE("shares are those of the definition, whatever the order of ties", "[trusted_spill_over]") {
    for (std::uint64_t item = 0; item < 60; ++item) {
        random_stream draw(91, item);
        const auto any = [&](std::size_t n) { return static_cast<std::size_t>(uniform_index(draw, n)); };
        const std::size_t schools = 2 + any(5);
        const std::size_t teachers = any(12);
        struct drawn {
            std::size_t kind, from, to;
            double trust;
        };
        std::vector<drawn> ties;
        std::vector<std::size_t> works(teachers);
        for (auto& one : works) one = any(schools);
        for (std::size_t k = 0; k < 30; ++k) {
            const std::size_t kind = teachers > 1 ? any(3) : 0;
            const auto size = kind == 0 ? schools : teachers;
            if (const auto a = any(size), b = any(size); a != b) ties.push_back({kind, a, b, uniform(draw, .05, 1)});
        }
        const trusted_spill_over_options how{.at_most = .3};
        const auto build = [&](const std::vector<drawn>& order) {
            district of(schools, teachers);
            for (std::size_t t = 0; t < teachers; ++t)
                of.tie_to(of.teachers[t], of.schools[works[t]], layers::employment, 1);
            for (const auto& one : order)
                if (one.kind == 0)
                    of.tie_to(of.schools[one.from], of.schools[one.to], layers::school_to_school, one.trust);
                else
                    of.tie_to(of.teachers[one.from], of.teachers[one.to],
                              one.kind == 1 ? layers::teacher_to_teacher : layer{"friends", false}, one.trust);
            return shares(trusted_spill_over(of.net, of.who, how));
        };
        pairs expected;
        for (const auto& one : ties) {
            const auto a = one.kind == 0 ? one.from : works[one.from];
            const auto b = one.kind == 0 ? one.to : works[one.to];
            const double share = one.trust * (one.kind == 0 ? how.between_schools : how.between_staff);
            if (a == b) continue;
            expected[{b, a}] += share;
            if (one.kind != 1) expected[{a, b}] += share;
        }
        std::vector<double> sum(schools);
        for (const auto& [pair, share] : expected) sum[pair.first] += share;
        for (auto& [pair, share] : expected) share *= (std::min)(1.0, how.at_most / sum[pair.first]);
        const auto made = build(ties);
        REQUIRE(made.size() == expected.size());
        for (const auto& [pair, share] : expected) CHECK(made.at(pair) == Approx(share));
        std::reverse(ties.begin(), ties.end());
        CHECK(build(ties) == made);
    }
}

TEST_CASE("bad input to what is passed on", "[trusted_spill_over]") {
    district of(2);
    of.tie_to(of.schools[0], of.schools[1], layers::school_to_school, .5);
    using options = trusted_spill_over_options;
    for (const auto& wrong : {options{.between_schools = -1}, options{.between_staff = 1.1}, options{.at_most = 1},
                              options{.layers = {"no such layer"}}})
        CHECK_THROWS_AS(trusted_spill_over(of.net, of.who, wrong), contract_violation);
    auto twice = of.who;
    twice.push_back(of.schools[0]);
    CHECK_THROWS_WITH(trusted_spill_over(of.net, twice), Catch::Contains("a school must not be two recipients"));
    auto foreign = of.who;
    foreign.push_back(id<school>{7U});
    CHECK_THROWS_WITH(trusted_spill_over(of.net, foreign), Catch::Contains("must be a school of the network"));
    CHECK_THROWS_WITH(trusted_spill_over(of.net, of.who, {}, [](const tie&) { return 3.0; }),
                      Catch::Contains("trust must be from 0 to 1"));
}

} // namespace trusted_spill_over_test

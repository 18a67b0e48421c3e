// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <string>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/apportionment.hpp>

#include "support/catch.hpp"

namespace apportionment_test {

namespace {

using colearn::apportionment;
using colearn::apportionment_method;
using colearn::apportionment_options;
using colearn::apportionment_problem;
using colearn::apportionment_ties;
using colearn::random_stream;
using colearn::status;
using units = std::vector<std::int64_t>;
using numbers = std::vector<double>;

units by(apportionment_method method, std::int64_t total, const numbers& weights, const units& floors = {}) {
    const apportionment_problem in{total, weights, floors, {}};
    const auto result = apportionment(in, {.method = method});
    const auto checked = verify(in, result, {.method = method});
    CAPTURE(checked.violated);
    CHECK(checked);
    return result.units;
}

constexpr apportionment_method divisor_methods[] = {apportionment_method::adams, apportionment_method::dean,
                                                    apportionment_method::huntington_hill,
                                                    apportionment_method::sainte_lague, apportionment_method::dhondt};

// The rounding point between s and s + 1.
long double point(apportionment_method method, std::int64_t has) {
    const auto s = static_cast<long double>(has);
    switch (method) {
    case apportionment_method::adams:
        return s;
    case apportionment_method::dean:
        return s * (s + 1) / (s + .5L);
    case apportionment_method::huntington_hill:
        return std::sqrt(s * (s + 1));
    case apportionment_method::sainte_lague:
        return s + .5L;
    default:
        return s + 1;
    }
}

// One unit after the other to the highest claim; of equal claims to the larger weight, then to the first.
units one_by_one(apportionment_method method, std::int64_t total, const numbers& weights, units got,
                 const units& caps) {
    for (auto left = total - std::accumulate(got.begin(), got.end(), std::int64_t{0}); left > 0; --left) {
        std::size_t best = weights.size();
        long double highest = 0;
        for (std::size_t i = 0; i < weights.size(); ++i) {
            if (weights[i] == 0 || got[i] >= caps[i]) continue;
            const auto at = point(method, got[i]);
            const auto claim = at == 0 ? std::numeric_limits<long double>::infinity() : weights[i] / at;
            const bool equal = claim == highest || std::fabs(claim - highest) < 1e-15L * highest;
            if (best == weights.size() || (equal ? weights[i] > weights[best] : claim > highest)) {
                best = i;
                highest = claim;
            }
        }
        if (best == weights.size()) return got;
        ++got[best];
    }
    return got;
}

} // namespace

TEST_CASE("the House of Representatives of 1792", "[apportionment]") {
    // Balinski and Young, Fair Representation, table 3.1 and appendix B: VA MA PA NC NY MD CT SC NJ NH VT GA KY RI DE.
    const numbers people{630560, 475327, 432879, 353523, 331589, 278514, 236841, 206236,
                         179570, 141822, 85533,  70835,  68705,  68446,  55540};
    REQUIRE(std::accumulate(people.begin(), people.end(), 0.0) == 3615920);
    CHECK(by(apportionment_method::largest_remainder, 120, people) ==
          units{21, 16, 14, 12, 11, 9, 8, 7, 6, 5, 3, 2, 2, 2, 2});
    CHECK(by(apportionment_method::dhondt, 105, people) == units{19, 14, 13, 10, 10, 8, 7, 6, 5, 4, 2, 2, 2, 2, 1});
}

TEST_CASE("the House of Representatives after the census of 2020", "[apportionment]") {
    // US Census Bureau, 2020 Census Apportionment Results, table 1: apportionment population and seats by state.
    const numbers people{5030053, 736081,   7158923,  3013756, 39576757, 5782171, 3608298, 990837,   21570527, 10725274,
                         1460137, 1841377,  12822739, 6790280, 3192406,  2940865, 4509342, 4661468,  1363582,  6185278,
                         7033469, 10084442, 5709752,  2963914, 6160281,  1085407, 1963333, 3108462,  1379089,  9294493,
                         2120220, 20215751, 10453948, 779702,  11808848, 3963516, 4241500, 13011844, 1098163,  5124712,
                         887770,  6916897,  29183290, 3275252, 643503,   8654542, 7715946, 1795045,  5897473,  577719};
    const units seats{7, 1, 9, 4, 52, 8, 5,  1,  28, 14, 2, 2, 17, 9, 4, 4, 6, 6,  2, 8, 9,  13, 8, 4, 8,
                      2, 3, 4, 2, 12, 3, 26, 14, 1,  15, 5, 6, 17, 2, 7, 1, 9, 38, 4, 1, 11, 10, 2, 8, 1};
    REQUIRE(std::accumulate(people.begin(), people.end(), 0.0) == 331108434);
    CHECK(by(apportionment_method::huntington_hill, 435, people) == seats);
    CHECK(by(apportionment_method::huntington_hill, 435, people, units(50, 1)) == seats);
    // As was widely reported, 89 more people would have won New York the last seat, from Minnesota.
    for (const int more : {88, 89}) {
        auto other = people;
        other[31] += more;
        const auto got = by(apportionment_method::huntington_hill, 435, other);
        CHECK(got[31] == (more == 89 ? 27 : 26));
        CHECK(got[22] == (more == 89 ? 7 : 8));
    }
}

TEST_CASE("textbook parties and paradoxes", "[apportionment]") {
    const numbers votes{100000, 80000, 30000, 20000}; // 8 seats
    CHECK(by(apportionment_method::dhondt, 8, votes) == units{4, 3, 1, 0});
    CHECK(by(apportionment_method::sainte_lague, 8, votes) == units{3, 3, 1, 1});
    // The Alabama paradox: one more seat for all is one less for the smallest; never with a divisor method.
    const numbers three{6, 6, 2};
    CHECK(by(apportionment_method::largest_remainder, 10, three) == units{4, 4, 2});
    CHECK(by(apportionment_method::largest_remainder, 11, three) == units{5, 5, 1});
    random_stream stream(1);
    for (int round = 0; round < 40; ++round) {
        numbers weights;
        for (int i = 0; i < 6; ++i) weights.push_back(1 + static_cast<double>(colearn::uniform_index(stream, 50)));
        for (const auto method : divisor_methods) {
            const auto fewer = by(method, 20 + round, weights);
            const auto more = by(method, 21 + round, weights);
            for (std::size_t i = 0; i < 6; ++i) CHECK(fewer[i] <= more[i]);
        }
    }
    // Ties are decided as stated, and reported.
    const apportionment_problem even{3, std::span(three).first(2), {}, {}};
    const auto tie = apportionment(even);
    CHECK(tie.units == units{2, 1});
    CHECK(tie.certificate.tied == std::vector<std::size_t>{1});
    CHECK(tie.certificate.lowest_granted == tie.certificate.highest_refused);
    const numbers small_first{1, 3}; // d'Hondt: 3/3 and 1/1 claim the third unit alike
    const apportionment_problem uneven{3, small_first, {}, {}};
    CHECK(apportionment(uneven, {apportionment_method::dhondt, apportionment_ties::larger_weight}).units ==
          units{0, 3});
    CHECK(apportionment(uneven, {apportionment_method::dhondt, apportionment_ties::listed_first}).units == units{1, 2});
    // Six times the weight at 8 units claims as much as it at 1 by Huntington-Hill: sqrt(72) = 6 sqrt(2).
    const numbers six{1, 6};
    const apportionment_problem far{10, six, {}, {}};
    CHECK(apportionment(far, {apportionment_method::huntington_hill}).certificate.tied.size() == 1);
}

TEST_CASE("within floors and caps it is what giving one unit after the other gives", "[apportionment]") {
    random_stream stream(2);
    int infeasible = 0;
    for (int round = 0; round < 400; ++round) {
        CAPTURE(round);
        const auto n = 1 + colearn::uniform_index(stream, 7);
        numbers weights;
        units floors;
        units caps;
        for (std::size_t i = 0; i < n; ++i) {
            const auto pick = colearn::uniform_index(stream, 8);
            weights.push_back(pick == 0 ? 0 : pick < 5 ? static_cast<double>(pick) : 10 * colearn::uniform(stream));
            floors.push_back(static_cast<std::int64_t>(colearn::uniform_index(stream, 3)));
            caps.push_back(pick % 3 == 0
                               ? colearn::no_cap
                               : floors.back() + static_cast<std::int64_t>(colearn::uniform_index(stream, 9)));
        }
        const auto total = static_cast<std::int64_t>(colearn::uniform_index(stream, 30));
        const apportionment_problem in{total, weights, floors, caps};
        const auto need = std::accumulate(floors.begin(), floors.end(), std::int64_t{0});
        for (const auto method : divisor_methods) {
            const auto got = apportionment(in, {.method = method});
            CAPTURE(to_string(method));
            const auto checked = verify(in, got, {.method = method});
            CAPTURE(checked.violated);
            CHECK(checked);
            CHECK((got.outcome == status::infeasible) == (need > total));
            if (got.outcome == status::optimal) CHECK(got.units == one_by_one(method, total, weights, floors, caps));
        }
        infeasible += need > total ? 1 : 0;
        const auto remainders = apportionment(in, {.method = apportionment_method::largest_remainder});
        const auto checked = verify(in, remainders, {.method = apportionment_method::largest_remainder});
        CAPTURE(checked.violated);
        CHECK(checked);
    }
    CHECK(infeasible > 20);

    // A total as large as money in cents takes no longer.
    const numbers shares{1, 2, 3.5};
    const apportionment_problem money{9'000'000'000'000'000, shares, {}, {}};
    for (const auto method : divisor_methods)
        CHECK(verify(money, apportionment(money, {.method = method}), {.method = method}));
}

TEST_CASE("a forged apportionment is rejected", "[apportionment]") {
    const numbers weights{5, 3, 1, 0};
    const units floors{0, 1, 0, 1};
    const units caps{9, 9, 2, 9};
    const apportionment_problem in{10, weights, floors, caps};
    for (const auto method : {apportionment_method::sainte_lague, apportionment_method::largest_remainder}) {
        const apportionment_options how{.method = method};
        const auto right = apportionment(in, how);
        REQUIRE(verify(in, right, how));
        for (std::size_t from = 0; from < 4; ++from)
            for (std::size_t to = 0; to < 4; ++to) {
                if (from == to) continue;
                auto forged = right;
                --forged.units[from];
                ++forged.units[to];
                CHECK(!verify(in, forged, how));
            }
        auto forged = right;
        ++forged.units[0];
        CHECK(!verify(in, forged, how));
        forged = right;
        forged.certificate.unspent = 1;
        CHECK(!verify(in, forged, how));
        forged = right;
        forged.certificate.divisor *= 3;
        CHECK(!verify(in, forged, how));
        forged = right;
        forged.outcome = status::infeasible;
        forged.units.clear();
        CHECK(!verify(in, forged, how));
    }
    auto tied = apportionment(in);
    tied.certificate.tied = {2};
    CHECK(!verify(in, tied));
    tied = apportionment(in);
    tied.certificate.lowest_granted *= 1.5;
    CHECK(!verify(in, tied));
}

TEST_CASE("what apportionment refuses, and what it takes in its stride", "[apportionment]") {
    const auto says = [](const apportionment_problem& in, const std::string& what) {
        try {
            (void)apportionment(in);
            FAIL("accepted");
        } catch (const colearn::contract_violation& refused) {
            CAPTURE(refused.what());
            CHECK(std::string(refused.what()).find(what) != std::string::npos);
        }
    };
    const numbers one{1};
    const numbers bad{-1};
    const units two{2};
    const units minus{-1};
    says({-1, one, {}, {}}, "the total must be");
    says({9'100'000'000'000'000, one, {}, {}}, "the total must be");
    says({1, bad, {}, {}}, "recipient 0: -1");
    says({1, one, minus, {}}, "every floor");
    says({1, one, two, one.size() == 1 ? std::span<const std::int64_t>(minus) : std::span<const std::int64_t>()},
         "no cap may be below");
    CHECK(apportionment({}).units.empty());
    const numbers none{0, 0};
    const apportionment_problem nobody{5, none, {}, {}};
    const auto kept = apportionment(nobody);
    CHECK(kept.certificate.unspent == 5);
    CHECK(verify(nobody, kept));
    // Fewer units than recipients, by a method that would give each its first: the larger weights come first.
    const numbers many{1, 5, 3, 2};
    CHECK(by(apportionment_method::adams, 2, many) == units{0, 1, 1, 0});
    CHECK(by(apportionment_method::huntington_hill, 0, many) == units{0, 0, 0, 0});
}

} // namespace apportionment_test

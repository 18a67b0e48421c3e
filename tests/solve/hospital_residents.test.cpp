// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/solve/blocking_pairs.hpp>
#include <colearn/solve/hospital_residents.hpp>

#include "solve/preference_support.hpp"
#include "support/catch.hpp"

namespace hospital_residents_test {

using Catch::Contains;
using colearn::hospital_residents;
using colearn::hospital_residents_options;
using colearn::matching_side;
using colearn::status;
using preference_test::at;
using preference_test::person;
using preference_test::place;
using preference_test::tier;
using preference_test::who;

namespace {

using problem = colearn::hospital_residents_problem<person, place>;
using result = colearn::hospital_residents_result<person, place>;
using placement = std::vector<colearn::id<place>>;

problem random_problem(std::uint64_t seed, double tied) {
    colearn::random_stream stream(seed);
    const auto residents = 2 + static_cast<std::size_t>(seed % 4);
    const auto hospitals = 2 + static_cast<std::size_t>(seed / 4 % 3);
    const double density = seed % 3 == 0 ? 1 : .75;
    problem out{preference_test::random_lists<person, place>(stream, residents, hospitals, density, tied),
                preference_test::random_lists<place, person>(stream, hospitals, residents, density, tied),
                {}};
    for (std::size_t h = 0; h < hospitals; ++h)
        out.quota.push_back(static_cast<std::uint32_t>(colearn::uniform_index(stream, seed % 5 == 0 ? 3 : 1)) +
                            (seed % 7 == 0 && h == 0 ? 0U : 1U));
    return out;
}

// Weakly stable, straight from the definition.
bool stable(const problem& of, const placement& where) {
    for (std::size_t r = 0; r < where.size(); ++r)
        for (const auto h : of.residents.of(who(r))) {
            if (tier(of.hospitals, h, who(r)) == 1000) continue;
            if (where[r].valid() && tier(of.residents, who(r), h) >= tier(of.residents, who(r), where[r])) continue;
            std::uint32_t taken = 0;
            bool worse = false;
            for (std::size_t other = 0; other < where.size(); ++other) {
                if (where[other] != h) continue;
                ++taken;
                worse = worse || tier(of.hospitals, h, who(other)) > tier(of.hospitals, h, who(r));
            }
            if (taken < of.quota[h] || worse) return false;
        }
    return true;
}

std::vector<placement> all_stable(const problem& of) {
    std::vector<placement> out;
    placement where(of.residents.size());
    std::vector<std::uint32_t> taken(of.quota.size(), 0);
    const auto place_next = [&](auto self, std::size_t r) -> void {
        if (r == where.size()) {
            if (stable(of, where)) out.push_back(where);
            return;
        }
        where[r] = {};
        self(self, r + 1);
        for (const auto h : of.residents.of(who(r))) {
            if (tier(of.hospitals, h, who(r)) == 1000 || taken[h.index] == of.quota[h]) continue;
            ++taken[h.index];
            where[r] = h;
            self(self, r + 1);
            --taken[h.index];
        }
        where[r] = {};
    };
    place_next(place_next, 0);
    return out;
}

// A result that says that this is the answer.
result claimed(const problem& of, const placement& where) {
    result out{colearn::id_map<person, colearn::id<place>>(where),
               colearn::id_map<place, std::vector<colearn::id<person>>>(of.quota.size()),
               0,
               {colearn::id_map<place, std::uint32_t>(of.quota.size())},
               of.residents.has_ties() || of.hospitals.has_ties() ? status::guaranteed : status::optimal};
    for (const auto h : where) out.assigned_count += h.valid() ? 1U : 0U;
    for (const auto h : of.quota.ids()) {
        const auto row = of.hospitals.of(h);
        for (std::size_t i = 0; i < row.size(); ++i)
            if (where[row[i].index] == h) {
                out.residents_of[h].push_back(row[i]);
                out.certificate.cutoff[h] = static_cast<std::uint32_t>(i + 1);
            }
        if (out.residents_of[h].size() < of.quota[h])
            out.certificate.cutoff[h] = static_cast<std::uint32_t>(row.size());
    }
    return out;
}

placement placed(const result& of) {
    return {of.hospital_of.begin(), of.hospital_of.end()};
}

problem gale_shapley(std::initializer_list<std::initializer_list<std::size_t>> men,
                     std::initializer_list<std::initializer_list<std::size_t>> women) {
    problem out;
    for (const auto& row : men) {
        std::vector<colearn::id<place>> list;
        for (const auto one : row) list.push_back(at(one));
        out.residents.add(std::span<const colearn::id<place>>{list});
    }
    for (const auto& row : women) {
        std::vector<colearn::id<person>> list;
        for (const auto one : row) list.push_back(who(one));
        out.hospitals.add(std::span<const colearn::id<person>>{list});
        out.quota.push_back(1);
    }
    return out;
}

} // namespace

// Gale and Shapley 1962, examples 1 and 2.
TEST_CASE("the examples of Gale and Shapley", "[hospital_residents]") {
    const auto three = gale_shapley({{0, 1, 2}, {1, 2, 0}, {2, 0, 1}}, {{1, 2, 0}, {2, 0, 1}, {0, 1, 2}});
    CHECK(all_stable(three).size() == 3); // each his first, each her first, or all their second
    CHECK(placed(hospital_residents(three)) == placement{at(0), at(1), at(2)});
    CHECK(placed(hospital_residents(three, {.best_for = matching_side::hospitals})) == placement{at(2), at(0), at(1)});
    CHECK_THAT(verify(three, claimed(three, {at(1), at(2), at(0)})).violated, Contains("an exchange around hospital"));
    const auto four = gale_shapley({{0, 1, 2, 3}, {0, 3, 2, 1}, {1, 0, 2, 3}, {3, 1, 2, 0}},
                                   {{3, 2, 0, 1}, {1, 3, 0, 2}, {3, 0, 1, 2}, {2, 1, 0, 3}});
    const placement only{at(2), at(3), at(0), at(1)};
    CHECK(all_stable(four) == std::vector<placement>{only});
    for (const auto side : {matching_side::residents, matching_side::hospitals}) {
        const auto made = hospital_residents(four, {.best_for = side});
        CHECK(placed(made) == only);
        CHECK(made.outcome == status::optimal);
        CHECK(verify(four, made, {.best_for = side}));
    }
}

TEST_CASE("thousands of small problems against all stable matchings", "[hospital_residents]") {
    std::size_t several = 0;
    for (std::uint64_t seed = 0; seed < 900; ++seed) {
        INFO("seed " << seed);
        const auto one = random_problem(seed, 0);
        const auto every = all_stable(one);
        REQUIRE_FALSE(every.empty());
        several += every.size() > 1 ? 1U : 0U;
        const auto best = hospital_residents(one);
        const hospital_residents_options for_hospitals{.best_for = matching_side::hospitals};
        const auto worst = hospital_residents(one, for_hospitals);
        bool right = stable(one, placed(best)) && stable(one, placed(worst));
        for (const auto& other : every) {
            for (std::size_t r = 0; r < other.size(); ++r) {
                const auto mine = best.hospital_of[who(r)];
                right = right && mine.valid() == other[r].valid(); // the same have a place in all
                if (!mine.valid()) continue;
                const auto rank = [&](colearn::id<place> h) { return tier(one.residents, who(r), h); };
                right = right && rank(mine) <= rank(other[r]) && rank(other[r]) <= rank(worst.hospital_of[who(r)]);
            }
            for (const auto h : one.quota.ids()) { // rural hospitals keep the same residents
                if (best.residents_of[h].size() == one.quota[h]) continue;
                for (std::size_t r = 0; r < other.size(); ++r)
                    right = right && (other[r] == h) == (best.hospital_of[who(r)] == h);
            }
            // The checker accepts the best one and no other.
            const bool is_best = other == placed(best);
            right = right && verify(one, claimed(one, other)).accepted() == is_best;
            right = right && verify(one, claimed(one, other), for_hospitals).accepted() == (other == placed(worst));
            right = right && blocking_pairs(one.residents, one.hospitals, one.quota,
                                            colearn::id_map<person, colearn::id<place>>(other))
                                 .empty();
        }
        CHECK(right);
        const auto checked = verify(one, best);
        INFO(checked.violated);
        CHECK(checked);
        CHECK(verify(one, worst, for_hospitals));
        CHECK(best.outcome == status::optimal);
    }
    CHECK(several > 30);
}

TEST_CASE("with ties: weakly stable, half of the most at least, and replayable", "[hospital_residents]") {
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        INFO("seed " << seed);
        const auto one = random_problem(seed, .5);
        const auto every = all_stable(one);
        std::size_t most = 0;
        for (const auto& other : every)
            most = (std::max)(most, static_cast<std::size_t>(
                                        std::count_if(other.begin(), other.end(), [](auto h) { return h.valid(); })));
        for (const auto rule :
             {colearn::tie_break::by_id, colearn::tie_break::one_lottery, colearn::tie_break::lottery_per_list}) {
            const hospital_residents_options options{.best_for = seed % 2 == 0 ? matching_side::residents
                                                                               : matching_side::hospitals,
                                                     .ties = rule,
                                                     .seed = seed};
            const auto made = hospital_residents(one, options);
            CHECK(std::find(every.begin(), every.end(), placed(made)) != every.end());
            CHECK(2 * made.assigned_count >= most);
            CHECK(verify(one, made, options));
            CHECK(placed(hospital_residents(one, options)) == placed(made));
            const bool ties = one.residents.has_ties() || one.hospitals.has_ties();
            CHECK(made.outcome == (ties ? status::guaranteed : status::optimal));
        }
    }
}

TEST_CASE("a forged placement is rejected, and the first broken condition named", "[hospital_residents]") {
    problem one{{}, {}, colearn::id_map<place, std::uint32_t>(std::vector<std::uint32_t>{2, 1, 0})};
    one.residents.add({at(0), at(1)});
    one.residents.add({at(0), at(1)});
    one.residents.add({at(2), at(0), at(1)});
    one.residents.add({at(1)});
    one.hospitals.add({who(2), who(1), who(0)});
    one.hospitals.add({who(0), who(1), who(2)});
    one.hospitals.add({who(2)});
    const auto good = hospital_residents(one);
    REQUIRE(verify(one, good));
    CHECK(placed(good) == placement{at(1), at(0), at(0), {}}); // 3 is on no list
    CHECK(good.residents_of[at(0)] == std::vector{who(2), who(1)});
    CHECK(good.certificate.cutoff == colearn::id_map<place, std::uint32_t>(std::vector<std::uint32_t>{2, 1, 0}));
    const auto rejected = [&](auto forge) {
        auto forged = good;
        forge(forged);
        return verify(one, forged).violated;
    };
    CHECK_THAT(rejected([](auto& r) { r.certificate.cutoff = colearn::id_map<place, std::uint32_t>(1); }),
               Contains("a list and a cutoff"));
    CHECK_THAT(rejected([](auto& r) { r.hospital_of[who(3)] = at(1); }),
               Contains("resident 3 and hospital 1 must have"));
    CHECK_THAT(rejected([](auto& r) { r.hospital_of[who(3)] = at(9); }), Contains("must have each other"));
    CHECK_THAT(rejected([](auto& r) { r.assigned_count = 4; }), Contains("3 have a place, not 4"));
    CHECK_THAT(rejected([](auto& r) { std::swap(r.residents_of[at(0)][0], r.residents_of[at(0)][1]); }),
               Contains("best first"));
    CHECK_THAT(rejected([](auto& r) { r.certificate.cutoff[at(1)] = 2; }), Contains("the cutoff of hospital 1 is 1"));
    CHECK_THAT(rejected([](auto& r) { r.outcome = status::guaranteed; }), Contains("must be optimal"));
    CHECK_THAT(verify(one, claimed(one, {at(0), at(0), at(0), {}})).violated, Contains("3 residents and a quota of 2"));
    CHECK_THAT(verify(one, claimed(one, {at(0), at(1), at(0), {}})).violated,
               Contains("resident 1 and hospital 0 would leave"));
    CHECK_THAT(verify(one, claimed(one, {{}, at(0), at(0), {}})).violated,
               Contains("resident 0 and hospital 1 would leave"));
}

TEST_CASE("what makes no sense is refused, nothing is nothing", "[hospital_residents]") {
    problem one;
    CHECK(hospital_residents(one).assigned_count == 0);
    CHECK(verify(one, hospital_residents(one)));
    one.hospitals.add({});
    CHECK_THROWS_WITH(hospital_residents(one), Contains("a quota for each hospital"));
    one.quota.push_back(1);
    one.residents.add({at(1)});
    CHECK_THROWS_WITH(hospital_residents(one), Contains("hospital_residents: everyone on a list"));
}

} // namespace hospital_residents_test

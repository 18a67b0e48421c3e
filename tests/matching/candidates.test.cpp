// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <stop_token>
#include <tuple>
#include <utility>
#include <vector>

#include <colearn/matching/candidates.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace candidates_test {

using colearn::broken_rule;
using colearn::candidate_gap;
using colearn::candidate_options;
using colearn::candidate_pair;
using colearn::candidates;
using colearn::school_table;
using colearn::school_ties;
using matching_test::at;
using matching_test::id;
using matching_test::level;
using matching_test::place;
using matching_test::school;

namespace {

// The definition, by looking at all pairs.
std::set<candidate_pair> all_pairs(const school_table& table, const candidate_options& options) {
    std::set<candidate_pair> out;
    for (const auto who : table.ids()) {
        std::vector<std::pair<double, id<school>>> order;
        std::size_t pool = 0;
        for (const auto other : table.ids()) {
            const auto& one = table[who];
            if (!one.where) pool += one.region.empty() || one.region == table[other].region ? 1U : 0U;
            if (broken_rule(table, who, other, options.rules, options.max_distance_km) != colearn::pairing_rule::none)
                continue;
            if (one.where) {
                if (const auto km = distance_km(table, who, other)) order.emplace_back(*km, other);
            } else if (one.region.empty() || one.region == table[other].region) {
                double square = 0;
                if (table.has_profile(who) && table.has_profile(other)) {
                    for (std::size_t k = 0; k < one.need.size(); ++k) {
                        const double to_need = one.strength[k] - table[other].need[k];
                        square += to_need * to_need;
                    }
                    for (std::size_t k = 0; k < one.need.size(); ++k) {
                        const double to_strength = one.need[k] - table[other].strength[k];
                        square += to_strength * to_strength;
                    }
                }
                order.emplace_back(square, other);
            }
        }
        std::size_t most = options.nearest;
        if (!table[who].where && pool > options.nearest + 1) {
            if (!table.has_profile(who)) continue;
            order.erase(std::remove_if(order.begin(), order.end(),
                                       [&](const auto& one) { return !table.has_profile(one.second); }),
                        order.end());
            most = options.alike;
        }
        std::sort(order.begin(), order.end());
        for (std::size_t i = 0; i < (std::min)(most, order.size()); ++i)
            out.insert({(std::min)(who, order[i].second), (std::max)(who, order[i].second)});
    }
    return out;
}

} // namespace

TEST_CASE("candidates equal those of looking at all pairs", "[candidates]") {
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        const auto schools = matching_test::random_schools(seed, 5 + 4 * (seed % 20), seed % 2 == 0 ? .3 : 1.5,
                                                           {seed % 3 == 0 ? .4 : 0., .3, .2});
        const school_table table(schools);
        candidate_options options;
        options.nearest = 1 + seed % 7;
        options.alike = 1 + seed % 4;
        options.max_distance_km = seed % 5 == 0 ? 15 : 40;
        options.rules.same_sector = seed % 4 == 0;
        if (seed % 6 == 0) options.rules.same_level = false;
        if (seed % 3 == 1) options.rules.apart = {{at(0), at(1)}, {at(3), at(2)}, {at(0), at(4)}};
        const auto found = candidates(table, {}, options);
        const auto expected = all_pairs(table, options);
        INFO("seed " << seed);
        CHECK(std::set(found.pairs.begin(), found.pairs.end()) == expected);
        CHECK(found.pairs.size() == expected.size());
        for (const auto who : table.ids()) {
            const bool has = std::any_of(expected.begin(), expected.end(),
                                         [&](const auto& one) { return one.a == who || one.b == who; });
            CHECK((found.gap[who] == candidate_gap::none) == has);
            if (found.gap[who] == candidate_gap::data_missing) {
                CHECK_FALSE(table[who].where);
                CHECK_FALSE(table.has_profile(who));
            }
        }
    }
}

TEST_CASE("a school that it already has a tie with is a candidate, as far as the rules go", "[candidates]") {
    colearn::system_network net;
    std::vector<id<school>> ids;
    for (int i = 0; i < 6; ++i) {
        school one;
        one.where = place{-37.8 - .01 * i, 145};
        ids.push_back(net.add(one));
    }
    school far;
    far.where = place{-39.8, 145};
    const auto away = net.add(far);
    net.connect(ids[0], ids[5], colearn::layers::school_to_school);
    net.connect(ids[0], away, colearn::layers::school_to_school);
    const auto without = candidates(school_table(net), {}, {.nearest = 1});
    const auto with = candidates(school_table(net), school_ties(net), {.nearest = 1});
    CHECK(std::count(without.pairs.begin(), without.pairs.end(), candidate_pair{ids[0], ids[5]}) == 0);
    CHECK(std::count(with.pairs.begin(), with.pairs.end(), candidate_pair{ids[0], ids[5]}) == 1);
    CHECK(with.pairs.size() == without.pairs.size() + 1);
    CHECK(with.gap[away] == candidate_gap::nobody_allowed);
    net.remove(ids[5]);
    const auto after = candidates(school_table(net), school_ties(net), {.nearest = 1});
    CHECK(after.gap[ids[5]] == candidate_gap::absent);
}

TEST_CASE("schools of one site and a table of one", "[candidates]") {
    std::vector<school> schools(4);
    for (auto& one : schools) one.where = place{-37.8, 145};
    const school_table site(schools);
    CHECK(candidates(site, {}, {.nearest = 2}).pairs.size() == 5); // (0,1) (0,2) (1,2) (0,3) (1,3)
    const school_table alone(std::span<const school>(schools).first(1));
    const auto nobody = candidates(alone, {});
    CHECK(nobody.pairs.empty());
    CHECK(nobody.gap[at(0)] == candidate_gap::nobody_allowed);
    CHECK(candidates(school_table(std::span<const school>()), {}).pairs.empty());
}

TEST_CASE("candidates on several threads are the same, and a stopped search has none", "[candidates]") {
    const auto schools = matching_test::random_schools(9, 300, 1, {.2, .2, .2});
    const school_table table(schools);
    CHECK(candidates(table, {}, {.threads = 3}).pairs == candidates(table, {}).pairs);
    std::stop_source source;
    source.request_stop();
    const auto stopped = candidates(table, {}, {.stop = source.get_token()});
    CHECK(stopped.outcome == colearn::status::cancelled);
    CHECK(stopped.pairs.empty());
    CHECK_THROWS_AS(candidates(table, {}, {.nearest = 0}), colearn::contract_violation);
    CHECK_THROWS_AS(candidates(table, {}, {.alike = 0}), colearn::contract_violation);
    CHECK_THROWS_AS(candidates(table, {}, {.max_distance_km = -1}), colearn::contract_violation);
}

} // namespace candidates_test

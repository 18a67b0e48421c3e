// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <limits>
#include <stop_token>
#include <vector>

#include <colearn/matching/hub_scores.hpp>

#include "matching/hub_support.hpp"
#include "support/catch.hpp"

namespace hub_scores_test {

using namespace colearn;
using matching_test::at;
using matching_test::random_moves;
using matching_test::with_hubs;

TEST_CASE("moves lead the scores of both sides, by hand", "[hub_scores]") {
    const auto schools = with_hubs(1, 9); // hubs 0, 4, 8
    const school_table table(schools);
    const school_ties ties;
    hub_options options;
    options.transitions = {
        {at(2), at(0), 10}, {at(2), at(0), 20}, {at(2), at(4), 10}, {at(2), at(1), 20}, {at(3), at(0), 90}};
    const detail::hub_scores scores(table, ties, options);
    const auto account = scores.account(at(2), at(0));
    CHECK(*account.leavers == 60);
    CHECK(account.to_hub == 30);
    CHECK(account.to_other_hubs == 10);
    CHECK(account.elsewhere == 20);
    CHECK(*account.share == .5);
    CHECK(*account.of_intake == .25);
    CHECK_FALSE(scores.account(at(5), at(8)).leavers);
    CHECK_FALSE(scores.account(at(5), at(8)).of_intake);
    const auto rows = scores.rows({});
    REQUIRE(rows->size() == 6);
    const auto& mine = (*rows)[1]; // of school 2, after school 1
    REQUIRE(mine.size() == 3);
    const double fit = scores.fit().score(at(2), at(0));
    CHECK(mine[0].score == Approx(.75 * .5 + .25 * fit));
    CHECK(mine[0].mentor_score == Approx(.75 * .25 + .25 * fit));
    CHECK(mine[2].score == Approx(.25 * scores.fit().score(at(2), at(8)))); // it sends nobody there
    CHECK(mine[2].mentor_score == Approx(scores.fit().score(at(2), at(8))));
    CHECK(scores.as_mentors(hub_plan::stable_for_hubs).plan == mentor_plan::stable_for_mentors);
    CHECK(scores.hubs().size() == 3);
    CHECK(scores.feeders().front() == at(1));
}

TEST_CASE("the nearest hubs come into question, and those that pupils go to", "[hub_scores]") {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        auto schools = with_hubs(seed, 40);
        schools[7].where.reset(); // a feeder that could be anywhere in its region
        schools[8].where.reset(); // a hub
        const school_table table(schools);
        hub_options options;
        options.nearest = 3;
        options.max_distance_km = 15;
        options.apart = {{at(2), at(4)}};
        options.same_sector = seed % 2 == 0;
        options.transitions = random_moves(seed, 40);
        const school_ties ties;
        const detail::hub_scores scores(table, ties, options);
        const auto rows = scores.rows({.threads = 2});
        pairing_rules rules;
        rules.same_level = false;
        rules.same_sector = options.same_sector;
        rules.apart = options.apart;
        for (std::size_t i = 0; i < rows->size(); ++i) {
            const auto who = scores.feeders()[i];
            std::vector<std::pair<double, id<school>>> near;
            std::vector<id<school>> right;
            for (const auto& hub : scores.hubs()) {
                if (broken_rule(table, who, hub.who, rules, 15) != pairing_rule::none) continue;
                const auto km = distance_km(table, who, hub.who);
                if (!km || scores.account(who, hub.who).to_hub > 0) right.push_back(hub.who);
                if (km) near.emplace_back(*km, hub.who);
            }
            std::sort(near.begin(), near.end());
            for (std::size_t k = 0; k < std::min<std::size_t>(3, near.size()); ++k) right.push_back(near[k].second);
            std::sort(right.begin(), right.end());
            right.erase(std::unique(right.begin(), right.end()), right.end());
            std::vector<id<school>> got;
            for (const auto& one : (*rows)[i]) got.push_back(one.mentor);
            CHECK(got == right);
        }
    }
}

TEST_CASE("bad questions are refused by name", "[hub_scores]") {
    const auto schools = with_hubs(1, 8);
    const auto refuses = [&](auto change) {
        hub_options options;
        change(options);
        CHECK_THROWS_AS(hub_and_feeders(schools, options), contract_violation);
    };
    refuses([](auto& o) { o.nearest = 0; });
    refuses([](auto& o) { o.transition_weight = 1.5; });
    refuses([](auto& o) { o.max_distance_km = -1; });
    refuses([](auto& o) { o.hubs = {at(99)}; });
    refuses([](auto& o) { o.hubs = {at(0), at(0)}; });
    refuses([](auto& o) { o.hubs = {at(0)}, o.feeders = {at(0)}; });
    refuses([](auto& o) { o.places = {{at(1), 3}}; });
    refuses([](auto& o) { o.transitions = {{at(1), at(1), 3}}; });
    refuses([](auto& o) { o.transitions = {{at(1), at(77), 3}}; });
    refuses([](auto& o) { o.transitions = {{at(1), at(0), -3}}; });
    refuses([](auto& o) { o.transitions = {{at(1), at(0), std::numeric_limits<double>::infinity()}}; });
    std::stop_source stop;
    stop.request_stop();
    hub_options stopped;
    stopped.stop = stop.get_token();
    const auto nothing = hub_and_feeders(schools, stopped);
    CHECK(nothing.outcome == status::cancelled);
    CHECK(verify(schools, nothing, stopped));
}

} // namespace hub_scores_test

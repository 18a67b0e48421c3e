// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include <colearn/matching/hub_and_feeders.hpp>

#include "matching/hub_support.hpp"
#include "support/catch.hpp"

namespace hub_and_feeders_test {

using Catch::Contains;
using namespace colearn;
using matching_test::at;
using matching_test::random_moves;
using matching_test::with_hubs;

constexpr hub_plan plans[] = {hub_plan::best_total, hub_plan::stable_for_feeders, hub_plan::stable_for_hubs};

// Two hubs at one place, one seat each, and two feeders: A sends 60 of 100 to the first and 40 to the second, B 50 of
// 50 to the first.
TEST_CASE("two hubs and two feeders, by hand", "[hub_and_feeders]") {
    std::vector<school> schools(4);
    const char* const names[] = {"First", "Second", "A", "B"};
    for (std::size_t i = 0; i < 4; ++i) {
        schools[i].name = names[i];
        schools[i].where = matching_test::place{-37.8, 145};
        schools[i].years = i < 2 ? level::secondary : level::primary;
    }
    hub_options options{.most_feeders = 1,
                        .transitions = {{at(2), at(0), 60}, {at(2), at(1), 40}, {at(3), at(0), 50}},
                        .transition_weight = 1};
    // Best total: A first (.6) and B second is no pair (0), so .6; B first (1) and A second (.4) is 1.4.
    const auto best = hub_and_feeders(schools, options);
    REQUIRE(verify(schools, best, options));
    CHECK(best.outcome == status::optimal);
    REQUIRE(best.pyramids.size() == 2);
    CHECK(best.pyramids[0].feeders[0].who == at(3));
    CHECK(best.pyramids[1].feeders[0].who == at(2));
    CHECK(best.trade_off[0].total_score == Approx(1.4));
    CHECK(best.trade_off[0].blocking_pairs == 1); // A and First: 60 pupils against B's 50
    // Stable: First would rather have A (60 of its 110) and A would rather have First.
    options.plan = hub_plan::stable_for_feeders;
    const auto stable = hub_and_feeders(schools, options);
    REQUIRE(verify(schools, stable, options));
    REQUIRE(stable.pyramids.size() == 1);
    const auto& one = stable.pyramids[0];
    CHECK(one.feeders[0].who == at(2));
    CHECK(one.below_fewest);
    CHECK(*one.leavers == 100);
    CHECK(one.to_hub == 60);
    CHECK(one.next_in_line == at(3));
    CHECK(*one.feeders[0].pupils.share == .6);
    CHECK(one.feeders[0].falls_at == Approx(.4)); // below that A would go to Second
    CHECK(one.feeders[0].rival == at(1));
    CHECK_THAT(one.feeders[0].rationale, Contains("60% (60 pupils) move on to First, 40 pupils to other hubs"));
    CHECK_THAT(one.rationale, Contains("With one more place it would take B"));
    REQUIRE(stable.left_out.size() == 1);
    CHECK(stable.left_out[0].who == at(3));
    CHECK(stable.left_out[0].hubs_full);
    REQUIRE(stable.unused.size() == 1);
    CHECK(stable.unused[0].why == no_feeder_reason::feeders_elsewhere);
    CHECK_THAT(stable.unused[0].words, Contains("the closest call is A (0.40 here, 0.60 with First)"));
    CHECK(stable.trade_off[1].total_score == Approx(.6));
    CHECK(stable.trade_off[1].blocking_pairs == 0);
    CHECK(stable.trade_off == best.trade_off);
    CHECK(stable.below_fewest == std::vector{at(0)});
    CHECK_THAT(stable.notes.back(), Contains("leaves 1 pair who would rather have each other"));
}

// All ways to place few feeders: the largest total, and whether a placing has a blocking pair.
struct every_placing {
    double best = 0;
    double best_stable_total = -1;

    every_placing(const std::vector<mentor_candidate<school>>& all, const std::vector<id<school>>& feeders,
                  std::vector<std::uint32_t> room)
        : all_(all), feeders_(feeders), room_(std::move(room)), has_(room_.size(), nullptr) {
        place(0, 0);
    }

private:
    void place(std::size_t i, double total) {
        if (i == feeders_.size()) {
            best = (std::max)(best, total);
            if (stable()) best_stable_total = (std::max)(best_stable_total, total);
            return;
        }
        place(i + 1, total);
        for (const auto& one : all_) {
            if (one.mentee != feeders_[i] || room_[one.mentor.index] == 0) continue;
            --room_[one.mentor.index];
            has_[one.mentee.index] = &one;
            place(i + 1, total + one.score);
            has_[one.mentee.index] = nullptr;
            ++room_[one.mentor.index];
        }
    }
    [[nodiscard]] bool stable() const {
        return std::none_of(all_.begin(), all_.end(), [&](const auto& one) {
            const auto* own = has_[one.mentee.index];
            if (own != nullptr && own->score >= one.score) return false;
            if (room_[one.mentor.index] > 0) return true;
            return std::any_of(has_.begin(), has_.end(), [&](const auto* other) {
                return other != nullptr && other->mentor == one.mentor && other->mentor_score < one.mentor_score;
            });
        });
    }
    const std::vector<mentor_candidate<school>>& all_;
    const std::vector<id<school>>& feeders_;
    std::vector<std::uint32_t> room_;
    std::vector<const mentor_candidate<school>*> has_;
};

TEST_CASE("few feeders: the best total and the feeders' best stable plan of all placings", "[hub_and_feeders]") {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        const auto schools = with_hubs(seed, 9);
        hub_options options;
        options.most_feeders = 2;
        options.places = {{at(4), 1}};
        if (seed % 2 == 0) options.transitions = random_moves(seed, 9);
        std::vector<double> totals;
        for (const auto plan : plans) {
            options.plan = plan;
            const auto got = hub_and_feeders(schools, options);
            const auto checked = verify(schools, got, options);
            INFO(seed << " " << to_string(plan) << ": " << checked.violated);
            REQUIRE(checked);
            totals.push_back(got.trade_off[static_cast<std::size_t>(plan)].total_score);
            if (plan != hub_plan::best_total) continue;
            std::vector<id<school>> feeders;
            for (std::size_t i = 0; i < 9; ++i)
                if (i % 4 != 0) feeders.push_back(at(i));
            const every_placing all(got.certificate.plans[0].certificate.candidates, feeders,
                                    {2, 0, 0, 0, 1, 0, 0, 0, 2});
            CHECK(totals[0] == Approx(all.best));
            CHECK(got.trade_off[1].total_score == Approx(all.best_stable_total)); // feeders' best: each at its best
        }
        CHECK(totals[0] >= totals[1] - 1e-9);
        CHECK(totals[1] >= totals[2] - 1e-9);
    }
}

TEST_CASE("a district of hubs: everyone is told, threads and names change nothing", "[hub_and_feeders]") {
    auto schools = with_hubs(3, 60);
    schools[59].where = matching_test::place{-45, 160}; // a feeder on an island
    schools[56].where = matching_test::place{-20, 120}; // a hub in the desert
    hub_options options;
    options.transitions = random_moves(3, 56);
    options.places = {{at(0), 0}};
    for (const auto plan : plans) {
        options.plan = plan;
        const auto got = hub_and_feeders(schools, options);
        const auto checked = verify(schools, got, options);
        INFO(checked.violated);
        REQUIRE(checked);
        std::vector<int> seen(schools.size(), 0);
        for (const auto& one : got.pyramids) {
            ++seen[one.hub.index];
            CHECK((one.feeders.size() <= one.places && one.places == 7));
            CHECK(one.below_fewest == (one.feeders.size() < 4));
            double pupils = 0;
            for (const auto& feeder : one.feeders) {
                ++seen[feeder.who.index];
                CHECK(feeder.falls_at <= feeder.score);
                CHECK(*feeder.km <= options.max_distance_km);
                CHECK_FALSE(feeder.terms.empty());
                pupils += feeder.pupils.to_hub;
            }
            CHECK(pupils == one.to_hub);
        }
        for (const auto& one : got.left_out) ++seen[one.who.index];
        for (const auto& one : got.unused) ++seen[one.who.index];
        CHECK(seen == std::vector<int>(schools.size(), 1));
        CHECK(got.left_out.back().who == at(59));
        CHECK_FALSE(got.left_out.back().hubs_full);
        CHECK(got.unused.front().why == no_feeder_reason::no_places);
        CHECK(got.unused.back().why == no_feeder_reason::nobody_allowed);
        CHECK(got.fairness.disadvantaged.count == 12); // a quarter of 45 feeders
        options.threads = 3;
        CHECK(hub_and_feeders(schools, options).trade_off == got.trade_off);
        options.threads = 1;
    }
    // The other way round.
    const auto got = hub_and_feeders(schools, options);
    std::vector<school> turned(schools.rbegin(), schools.rend());
    auto again = options;
    for (auto& one : again.transitions) one.from = at(59 - one.from.index), one.to = at(59 - one.to.index);
    again.places = {{at(59), 0}};
    const auto mirrored = hub_and_feeders(turned, again);
    for (std::size_t p = 0; p < hub_plan_count; ++p)
        CHECK(mirrored.trade_off[p].total_score == Approx(got.trade_off[p].total_score));

    CHECK(hub_and_feeders(std::vector<school>{}).pyramids.empty());
    CHECK(hub_and_feeders(learning_system{}).left_out.empty());
    const hub_options named{.hubs = {at(1)}, .feeders = {at(2), at(3)}};
    const auto two = hub_and_feeders(schools, named);
    CHECK(verify(schools, two, named));
    CHECK(two.pyramids.size() + two.unused.size() == 1);
}

TEST_CASE("a forged pyramid is refused, condition by condition", "[hub_and_feeders]") {
    const auto schools = with_hubs(5, 32);
    hub_options options;
    options.most_feeders = 3;
    options.transitions = random_moves(5, 32);
    options.max_distance_km = 12;
    const auto good = hub_and_feeders(schools, options);
    REQUIRE(verify(schools, good, options));
    REQUIRE(good.pyramids.size() > 1);
    const auto refused = [&](auto change) {
        auto bad = good;
        change(bad);
        return verify(schools, bad, options).violated;
    };
    using result = hub_result;
    const auto first = [](result& r) -> feeder_place& { return r.pyramids[0].feeders[0]; };
    CHECK_THAT(refused([](result& r) { r.certificate.plans[1].certificate.candidates.pop_back(); }),
               Contains("not listed right"));
    CHECK_THAT(refused([](result& r) { r.certificate.plans[2].certificate.candidates[0].score += .1; }),
               Contains(" score "));
    CHECK_THAT(refused([](result& r) { r.certificate.plans[0].mentor_of = {}; }), Contains("about these schools"));
    CHECK_FALSE(refused([](result& r) { std::swap(r.certificate.plans[0], r.certificate.plans[1]); }).empty());
    CHECK_FALSE(refused([](result& r) { r.certificate.plans[0].blocking_pairs += 1; }).empty());
    CHECK_THAT(refused([](result& r) { r.trade_off[2].total_score += 1; }), Contains("best for hubs"));
    CHECK_THAT(refused([](result& r) { r.pyramids.pop_back(); }), Contains("a pyramid for each hub"));
    CHECK_THAT(refused([](result& r) { r.pyramids[0].places = 9; }), Contains("that of the plan"));
    CHECK_THAT(refused([](result& r) { r.pyramids[0].to_hub += 1; }), Contains("its sums"));
    CHECK_THAT(refused([&](result& r) { first(r).who = at(31); }), Contains("must hold"));
    CHECK_THAT(refused([&](result& r) { first(r).pupils.to_hub += 1; }), Contains("the account"));
    CHECK_THAT(refused([&](result& r) { first(r).score += .1; }), Contains("its scores"));
    CHECK_THAT(refused([&](result& r) { first(r).km = 0; }), Contains("its distance"));
    CHECK_THAT(refused([&](result& r) { first(r).falls_at -= .01; }), Contains("stays down to"));
    CHECK_THAT(refused([](result& r) { r.left_out.push_back({at(1), true, {}}); }), Contains("without a hub"));
    CHECK_THAT(refused([](result& r) { r.unused.push_back({at(0), {}, {}}); }), Contains("without a feeder"));
    CHECK_THAT(refused([](result& r) { r.below_fewest.push_back(at(0)); }), Contains("few feeders"));
    CHECK_THAT(refused([](result& r) { ++r.fairness.others.served; }), Contains("disadvantaged"));
    CHECK_THAT(refused([](result& r) { r.outcome = status::feasible; }), Contains("status"));
    CHECK_THAT(refused([](result& r) { r.outcome = status::cancelled; }), Contains("propose nothing"));
    auto other = options;
    other.plan = hub_plan::stable_for_hubs;
    other.transition_weight = .5;
    CHECK_FALSE(verify(schools, good, other));
}

} // namespace hub_and_feeders_test

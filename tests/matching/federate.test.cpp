// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include <colearn/io/manifest.hpp>
#include <colearn/matching/federate.hpp>
#include <colearn/matching/group_agreement.hpp>

#include "matching/group_support.hpp"
#include "support/catch.hpp"
#include "support/real_data.hpp"

namespace federate_test {

using namespace colearn;
using matching_test::at;
using matching_test::quick_options;
using matching_test::random_schools;
using matching_test::two_towns;

// The best total of all groupings of few schools, by going through all partitions into allowed groups.
double best_total(const std::vector<school>& schools, const federate_options& options) {
    const school_table table(schools);
    const school_compatibility fit(table, nullptr, options.fit);
    const auto n = schools.size();
    std::vector<double> worth(std::size_t{1} << n, -1);
    for (std::size_t set = 0; set < worth.size(); ++set) {
        const auto size = static_cast<std::size_t>(__builtin_popcountll(set));
        bool allowed = size >= options.groups.smallest && size <= options.groups.largest;
        double sum = 0;
        for (std::size_t a = 0; allowed && a < n; ++a)
            for (std::size_t b = a + 1; allowed && b < n; ++b)
                if ((set >> a & 1) != 0 && (set >> b & 1) != 0) {
                    allowed =
                        broken_rule(table, at(a), at(b), options.rules, options.max_distance_km) == pairing_rule::none;
                    sum += fit.score(at(a), at(b)) - options.groups.least_fit;
                }
        if (allowed) worth[set] = sum;
    }
    std::vector<double> best(worth.size(), 0);
    for (std::size_t set = 1; set < best.size(); ++set) {
        const auto lowest = set & (~set + 1);
        best[set] = best[set ^ lowest]; // it stays without
        for (std::size_t group = set; group > 0; group = (group - 1) & set)
            if ((group & lowest) != 0 && worth[group] >= 0)
                best[set] = (std::max)(best[set], worth[group] + best[set ^ group]);
    }
    return best.back();
}

TEST_CASE("few schools get the best federations that there are", "[federate]") {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        const auto schools = random_schools(seed, 7, .6);
        federate_options options;
        options.groups.largest = 3;
        options.groups.least_fit = .4;
        options.max_distance_km = 25;
        const auto got = federate(schools, options);
        INFO(seed);
        CHECK(got.outcome == status::optimal);
        CHECK(got.total_value == Approx(best_total(schools, options)));
        CHECK(verify(schools, got, options));
    }
}

TEST_CASE("federations keep the rules, say why and name who is left out", "[federate]") {
    const auto schools = two_towns(20);
    const auto options = quick_options();
    const auto got = federate(schools, options);
    REQUIRE(verify(schools, got, options));
    CHECK(got.bound >= got.total_value);
    std::vector<int> seen(schools.size(), 0);
    double before = 1;
    for (const auto& one : got.proposals) {
        CHECK(one.members.size() >= 2);
        CHECK(one.members.size() <= 6);
        CHECK(one.mean_score <= before);
        before = one.mean_score;
        CHECK(*one.widest_km <= options.max_distance_km);
        CHECK_FALSE(one.student_led);
        for (const auto& member : one.members) {
            ++seen[member.who.index];
            CHECK(one.rationale.find(schools[member.who.index].name) != std::string::npos);
            CHECK((*member.gain >= 0 && *member.gain <= 1));
            double parts = 0;
            for (const auto& topic : member.topics) parts += topic.share;
            CHECK(parts == Approx(*member.gain).margin(1e-12));
            if (member.runner_up) CHECK(got.proposals.at(*member.runner_up).members.size() < 6);
        }
    }
    CHECK(got.proposal_of(at(40)) == nullptr);
    REQUIRE_FALSE(got.left_out.empty());
    CHECK(got.left_out.back().who == at(40));
    CHECK(got.left_out.back().why == group_left_out_reason::nobody_allowed);
    CHECK_THAT(got.left_out.back().words, Catch::Contains("there is no school that the rules allow"));
    for (const auto& one : got.left_out) ++seen[one.who.index];
    CHECK(seen == std::vector<int>(schools.size(), 1));
    CHECK(got.fairness.disadvantaged.count == 11);
    // The same on any number of threads.
    auto parallel = options;
    parallel.threads = 3;
    const auto again = federate(schools, parallel);
    CHECK(again.total_value == got.total_value);
    CHECK(again.proposals.front().rationale == got.proposals.front().rationale);
}

TEST_CASE("those kept apart are apart, those put together are together, and each group has its secondary school",
          "[federate]") {
    auto schools = two_towns(12);
    schools.pop_back();
    for (std::size_t i = 0; i < schools.size(); ++i) schools[i].years = i % 4 == 0 ? level::secondary : level::primary;
    auto options = quick_options();
    options.groups.smallest = 3;
    options.groups.everyone = true;
    options.groups.together = {{at(1), at(2)}};
    options.rules.apart = {{at(3), at(5)}};
    group_quota<school> secondary{"secondary schools", {}, 1};
    for (std::size_t i = 0; i < schools.size(); i += 4) secondary.members.push_back(at(i));
    options.groups.quotas = {secondary};
    const auto got = federate(schools, options);
    REQUIRE(verify(schools, got, options));
    CHECK(got.left_out.empty());
    for (const auto& one : got.proposals)
        CHECK(std::any_of(one.members.begin(), one.members.end(),
                          [](const auto& member) { return member.who.index % 4 == 0; }));
    CHECK(got.proposal_of(at(1)) == got.proposal_of(at(2)));
    CHECK(got.proposal_of(at(3)) != got.proposal_of(at(5)));
}

TEST_CASE("a caller's score takes the place of ours", "[federate]") {
    const auto schools = random_schools(3, 8, .05);
    auto options = quick_options();
    options.groups.largest = 2;
    options.groups.least_fit = 0;
    // Odd with odd, even with even.
    options.score = [](id<school> a, id<school> b) { return (a.index + b.index) % 2 == 0 ? 1. : -1.; };
    const auto got = federate(schools, options);
    REQUIRE(verify(schools, got, options));
    CHECK(got.total_value == 4);
    CHECK(got.proposals.front().terms.empty());
    CHECK_THAT(got.proposals.front().rationale, Catch::Contains("by the caller's own score"));
}

TEST_CASE("nobody, one school and a stopped search", "[federate]") {
    CHECK(federate(std::vector<school>{}).proposals.empty());
    const auto one = random_schools(1, 1);
    CHECK(federate(one).left_out.size() == 1);
    CHECK(verify(one, federate(one), federate_options{}));
    std::stop_source stop;
    stop.request_stop();
    federate_options options;
    options.stop = stop.get_token();
    const auto many = random_schools(1, 30);
    CHECK(federate(many, options).outcome == status::cancelled);
    options.stop = {};
    options.groups.smallest = 9;
    CHECK_THROWS_AS(federate(many, options), contract_violation);
}

TEST_CASE("a forged federation is refused", "[federate]") {
    const auto schools = two_towns(12);
    const auto options = quick_options();
    const auto good = federate(schools, options);
    REQUIRE(verify(schools, good, options));
    const auto refused = [&](auto change) {
        auto bad = good;
        change(bad);
        const auto checked = verify(schools, bad, options);
        CHECK_FALSE(checked);
        return checked.violated;
    };
    using result = group_result<school>;
    CHECK_THAT(refused([](result& r) { r.total_value += 1; }), Catch::Contains("total"));
    CHECK_THAT(refused([](result& r) { r.bound -= 1; }), Catch::Contains("bound"));
    CHECK_THAT(refused([](result& r) { r.proposals.front().value += .1; }), Catch::Contains("worth"));
    CHECK_THAT(refused([](result& r) { r.proposals.front().members.front().worth += .1; }), Catch::Contains("worth"));
    CHECK_THAT(refused([](result& r) { r.proposals.front().members.front().stays_by -= .1; }),
               Catch::Contains("worth"));
    CHECK_THAT(refused([](result& r) { r.left_out.pop_back(); }), Catch::Contains("be left out, once"));
    CHECK_THAT(refused([](result& r) { r.proposals.pop_back(); }), Catch::Contains("proposed once"));
    refused([](result& r) { std::swap(r.proposals[0].members[0].who, r.proposals[1].members[0].who); });
    CHECK_THAT(refused([](result& r) { ++r.fairness.disadvantaged.served; }), Catch::Contains("disadvantaged"));
    CHECK_THAT(refused([](result& r) { r.certificate.problem.values.pairs.front().weight += .5; }),
               Catch::Contains("score"));
    CHECK_THAT(refused([](result& r) { std::swap(r.certificate.who[0], r.certificate.who[1]); }),
               Catch::Contains("another member"));
    CHECK_THAT(refused([](result& r) { r.certificate.problem.largest = 9; }), Catch::Contains("settings"));
    CHECK_THAT(refused([](result& r) { r.outcome = status::optimal; }), Catch::Contains("status"));
    // A rule too many would prove too low a bound.
    CHECK_THAT(refused([](result& r) {
                   const auto& pair = r.certificate.problem.values.pairs.front();
                   r.certificate.problem.apart.push_back({pair.a, pair.b});
               }),
               Catch::Contains("must be apart"));
    CHECK_THAT(refused([](result& r) {
                   const auto& pair = r.certificate.problem.values.pairs.front();
                   r.certificate.problem.together.push_back({pair.a, pair.b});
               }),
               Catch::Contains("must be together"));
    CHECK_THAT(refused([](result& r) { r.certificate.problem.region.values().front() += 1; }),
               Catch::Contains("region"));
    CHECK_THAT(refused([](result& r) { r.certificate.problem.most_regions = 2; }), Catch::Contains("regions"));
}

TEST_CASE("New Zealand 2016: federations along the pathway look like the real communities of learning",
          "[federate][realdata]") {
    const auto data = real_data_folder();
    if (!data) return;
    manifest_options where;
    where.root = *data;
    const auto read = read_manifest(std::filesystem::path(COLEARN_SOURCE_DIR "/examples/systems/nz_2016.json"), where);
    const auto& net = read.system.net;
    // The schools of the 96 communities, by themselves; who is with whom is not told.
    const auto community = groups_of_layer(net, "community of learning");
    std::vector<school> schools;
    std::vector<std::uint32_t> given;
    for (const auto who : community.ids())
        if (community[who] != id<school>::none) {
            schools.push_back(net[who]);
            given.push_back(community[who]);
        }
    REQUIRE(schools.size() == 789);

    federate_options options;
    options.groups.smallest = 3;
    options.groups.largest = 10;
    options.groups.everyone = true;
    options.groups.search.rounds = 2;
    options.groups.search.looks = 100;
    options.fit.weights = {0, 0, 4, 0, 0, 0, 0, 1}; // nearness and the pathway
    const auto got = federate(schools, options);
    REQUIRE(verify(schools, got, options));
    const auto compared = agreement_with(school_table(schools), got, id_map<school, std::uint32_t>(given));
    CHECK(compared.given_pairs == 3358);
    CHECK(compared.proposed_pairs > 2000);
    CHECK(*compared.precision > *compared.precision_of_nearest + .1);
    CHECK(*compared.precision > .6);
    CHECK(*compared.precision_of_chance < .02);
}

} // namespace federate_test

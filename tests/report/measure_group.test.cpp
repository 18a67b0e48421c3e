// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

#include <colearn/core/distribution.hpp>
#include <colearn/report/measure_group.hpp>

#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace measure_group_test {

using namespace colearn;

namespace {

review_group organisations(const learning_system& system, const group_options& options = {}) {
    return measure_group<school, agency, employer, university, community_group>(system, "organisations", options);
}

const review_member& member(const review_group& group, const std::string& name) {
    return *std::find_if(group.members.begin(), group.members.end(), [&](const auto& one) { return one.name == name; });
}

} // namespace

TEST_CASE("brokerage is the share of ordered pairs that most trusted paths run through", "[measure_group]") {
    // On a line of three, the middle one stands between both ordered pairs of the two others, of two there are.
    learning_system line;
    for (const char* name : {"a", "b", "c"}) line.net.add(school{.key = name, .name = name});
    line.net.connect(id<school>{0U}, id<school>{1U}, layers::school_to_school, {.trust = .5});
    line.net.connect(id<school>{1U}, id<school>{2U}, layers::school_to_school, {.trust = .5});
    const auto made = organisations(line);
    CHECK(member(made, "b").brokerage == Approx(1));
    CHECK(member(made, "a").brokerage == 0);
    CHECK(member(made, "b").rank == 1);
    CHECK(member(made, "a").rank == 2);
    CHECK(member(made, "c").rank == 2);
    CHECK(member(made, "b").cut_off == 1);
    CHECK(member(made, "b").partners == 2);
    CHECK(member(made, "b").trust == Approx(1));

    // With a directed layer the same holds for the one pair that has a path.
    learning_system way;
    for (const char* name : {"a", "b", "c"}) way.net.add(teacher{.key = name, .name = name});
    way.net.connect(id<teacher>{0U}, id<teacher>{1U}, layers::teacher_to_teacher, {.trust = .5});
    way.net.connect(id<teacher>{1U}, id<teacher>{2U}, layers::teacher_to_teacher, {.trust = .5});
    CHECK(member(measure_group<teacher>(way, "people"), "b").brokerage == Approx(.5));

    // A long way of much trust is preferred to a short one of little.
    way.net.connect(id<teacher>{0U}, id<teacher>{2U}, layers::teacher_to_teacher, {.trust = .2});
    CHECK(member(measure_group<teacher>(way, "people"), "b").brokerage == Approx(.5));
    way.net.connect(id<teacher>{0U}, id<teacher>{2U}, layers::teacher_to_teacher, {.trust = .3});
    CHECK(member(measure_group<teacher>(way, "people"), "b").brokerage == 0);
}

TEST_CASE("a group is measured on the ties among its own members", "[measure_group]") {
    const auto system = small_district();
    const auto made = organisations(system);
    CHECK(made.members.size() == 13);
    CHECK(made.network.tie_count() == 9 + 3);
    CHECK_FALSE(made.network.directed()); // all three layers are without direction
    CHECK_FALSE(made.reciprocity.defined());
    CHECK(made.layers == std::vector<std::string>{"school to school", "school to agency", "school to community"});
    CHECK(member(made, "School 3").place == "West");
    CHECK(made.parts == std::vector<std::size_t>{12, 1});
    CHECK(member(made, "Welfare").cut_off == 1); // the library
    CHECK(member(made, "Library").partners == 1);
    CHECK(made.capped_ties > 0);
    for (const auto& one : made.checks) {
        INFO(one.what << ": " << one.outcome.violated);
        CHECK(one.outcome.accepted());
    }
    const auto people = measure_group<teacher>(system, "people");
    CHECK(people.members.size() == 20);
    CHECK(people.layers == std::vector<std::string>{"teacher to teacher"});
    CHECK(member(people, "Teacher 4b").place == "School 4");
    CHECK(people.reached == 1);
}

TEST_CASE("who would be cut off is what a search without the actor finds", "[measure_group]") {
    for (std::uint64_t trial = 0; trial < 25; ++trial) {
        random_stream random(77, trial);
        learning_system system;
        const auto n = 2 + uniform_index(random, 14);
        for (std::uint64_t i = 0; i < n; ++i)
            system.net.add(school{.key = std::to_string(i), .name = std::to_string(i)});
        for (std::uint64_t i = 0; i < n + 2; ++i) {
            const id<school> a{static_cast<std::size_t>(uniform_index(random, n))};
            const id<school> b{static_cast<std::size_t>(uniform_index(random, n))};
            if (a != b) system.net.connect(a, b, layers::school_to_school, {.trust = uniform(random, .1, 1)});
        }
        const auto made = organisations(system);
        for (const auto& one : made.members) {
            // Take the actor out, and look how its part falls to pieces.
            auto without = system;
            without.net.remove(id<school>{one.who.index});
            const auto rest = organisations(without);
            std::size_t part = 0; // of the actor, before
            std::size_t largest = 0;
            const auto rows = made.partners.out();
            std::vector<int> seen(n, 0);
            const std::function<std::size_t(std::uint32_t)> walk = [&](std::uint32_t v) -> std::size_t {
                if (seen[v] != 0) return 0;
                seen[v] = 1;
                std::size_t size = 1;
                for (const auto w : rows.of(v)) size += walk(w);
                return size;
            };
            seen[one.at.index] = 1;
            for (const auto w : rows.of(one.at.index)) {
                const auto size = walk(w);
                part += size;
                largest = (std::max)(largest, size);
            }
            CHECK(one.cut_off == part - largest);
            CHECK(rest.parts.size() + 1 >= made.parts.size());
        }
    }
}

TEST_CASE("an estimate says that it is one, and how far off it may be", "[measure_group]") {
    const auto system = small_district();
    const auto exact = organisations(system);
    const auto rough = organisations(system, {.exact_work = 10});
    CHECK(exact.exact);
    CHECK(exact.brokerage_error == 0);
    CHECK_FALSE(rough.exact);
    CHECK(rough.sources == 13); // at least a hundred, but here are no more
    CHECK(rough.brokerage_error == Approx(std::sqrt(std::log(40.0) / 26)));
    CHECK_FALSE(rough.mean_distance.defined());
    for (const auto& one : exact.members)
        CHECK(member(rough, one.name).brokerage == Approx(one.brokerage).margin(1e-12)); // all sources were followed
}

TEST_CASE("the sample of sources is fair", "[measure_group]") {
    // A wheel of 300 with a hub: the hub's share from a sample stays within the stated error.
    learning_system system;
    for (int i = 0; i < 300; ++i) system.net.add(school{.key = std::to_string(i), .name = std::to_string(i)});
    for (std::size_t i = 1; i < 300; ++i)
        system.net.connect(id<school>{std::size_t{0}}, id<school>{i}, layers::school_to_school, {.trust = .9});
    for (std::size_t i = 1; i + 1 < 300; i += 2)
        system.net.connect(id<school>{i}, id<school>{i + 1}, layers::school_to_school, {.trust = .9});
    const auto exact = organisations(system);
    const auto rough = organisations(system, {.exact_work = 1});
    CHECK(rough.sources == 100);
    CHECK(std::abs(rough.members[0].brokerage - exact.members[0].brokerage) <= rough.brokerage_error);
    CHECK(rough.members[0].name == "0");
}

TEST_CASE("redraws leave a clear leader in its place", "[measure_group]") {
    const auto made = organisations(small_district());
    CHECK(made.redraws == 20);
    CHECK(made.members.front().times_leading > 10);
    CHECK(member(made, "Youth club").times_leading == 0);
    CHECK(organisations(small_district(), {.redraw_work = 1}).redraws == 0);
}

TEST_CASE("nobody, and nobody tied", "[measure_group]") {
    learning_system empty;
    CHECK(organisations(empty).members.empty());
    empty.net.add(school{.key = "a", .name = "a"});
    empty.net.add(school{.key = "b", .name = "b"});
    const auto made = organisations(empty);
    CHECK_FALSE(made.has_ties());
    CHECK_FALSE(made.has_brokers());
    CHECK(made.parts == std::vector<std::size_t>{1, 1});
    CHECK_THROWS_AS(organisations(empty, {.trust_ceiling = 1}), contract_violation);
    CHECK_THROWS_AS(organisations(empty, {.exact_work = 0}), contract_violation);
}

TEST_CASE("the same on any number of threads", "[measure_group]") {
    const auto one = organisations(small_district());
    const auto two = organisations(small_district(), {.threads = 2});
    for (std::size_t i = 0; i < one.members.size(); ++i) {
        CHECK(one.members[i].name == two.members[i].name);
        CHECK(one.members[i].brokerage == two.members[i].brokerage);
        CHECK(one.members[i].times_leading == two.members[i].times_leading);
    }
}

TEST_CASE("the experiences behind all ties of two are added up", "[measure_group]") {
    for (std::uint64_t trial = 0; trial < 40; ++trial) {
        random_stream random(78, trial);
        learning_system system;
        const auto n = static_cast<std::size_t>(2 + uniform_index(random, 8));
        for (std::size_t i = 0; i < n; ++i) system.net.add(school{.key = std::to_string(i), .name = std::to_string(i)});
        std::vector<std::vector<evidence>> sum(n, std::vector<evidence>(n));
        for (std::size_t i = 0; i < 3 * n; ++i) {
            const auto a = static_cast<std::size_t>(uniform_index(random, n));
            const auto b = static_cast<std::size_t>(uniform_index(random, n));
            const auto& kind = uniform(random) < .5 ? layers::school_to_school : layers::data_sharing;
            const tie value{.trust = uniform(random, .1, 1), .evidence = uniform(random, 0, 9)};
            system.net.connect(id<school>{a}, id<school>{b}, kind, value);
            if (a == b) continue; // a tie to oneself tells of no partner
            // As many good ones as make (good + 1) / (all + 2) the trust, or as come nearest to it.
            const double good = std::min(value.evidence, std::max(0., value.trust * (value.evidence + 2) - 1));
            for (const auto& [x, y] : {std::pair(a, b), std::pair(b, a)}) {
                sum[x][y].positive += good;
                sum[x][y].negative += value.evidence - good;
            }
        }
        const auto made = organisations(system);
        REQUIRE(made.behind.size() == made.partners.arc_count());
        const auto rows = made.partners.out();
        for (const auto& one : made.members) {
            evidence all;
            for (auto arc = rows.offsets[one.at.index]; arc < rows.offsets[one.at.index + 1]; ++arc) {
                const auto other = rows.neighbours[arc];
                CHECK(made.behind[arc].positive == Approx(sum[one.at.index][other].positive));
                CHECK(made.behind[arc].negative == Approx(sum[one.at.index][other].negative));
            }
            for (const auto& each : sum[one.at.index]) {
                all.positive += each.positive;
                all.negative += each.negative;
            }
            CHECK(one.behind.positive == Approx(all.positive).margin(1e-12));
            CHECK(one.behind.negative == Approx(all.negative).margin(1e-12));
        }
    }
}

} // namespace measure_group_test

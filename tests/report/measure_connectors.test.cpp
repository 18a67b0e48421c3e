// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/report/measure_connectors.hpp>

#include "support/catch.hpp"

namespace measure_connectors_test {

using namespace colearn;

namespace {

// North and South work together; the clinic knows North alone, the nurse's family Ann alone, who knows the clinic.
learning_system small_system() {
    learning_system out;
    auto& net = out.net;
    const auto north = net.add(school{.key = "n", .name = "North", .region = "Hill"});
    const auto south = net.add(school{.key = "s", .name = "South"});
    const auto ann = net.add(teacher{.key = "ann", .name = "Ann"});
    const auto clinic = net.add(agency{.key = "c", .name = "Clinic"});
    const auto home = net.add(family{.key = "f", .name = "Home"});
    const auto other = net.add(family{.key = "g", .name = "Other"});
    net.connect(north, ann, layers::employment, {.trust = .9});
    net.connect(home, north, layers::enrolment, {.trust = .9});
    net.connect(north, south, layers::school_to_school, {.trust = .7});
    net.connect(north, clinic, layers::school_to_agency, {.trust = .6});
    net.connect(home, ann, layers::knowledge_network, {.trust = .8});
    net.connect(other, ann, layers::knowledge_network, {.trust = .5});
    net.connect(ann, clinic, layers::school_to_agency, {.trust = .4});
    return out;
}

const connector& member(const review_connectors& of, const std::string& name) {
    for (const auto& one : of.members)
        if (one.name == name) return one;
    FAIL("nobody is called " + name);
    return of.members.front();
}

} // namespace

TEST_CASE("connectors join partners of different kinds who have no tie", "[measure_connectors]") {
    const auto made = measure_connectors(small_system());
    CHECK(made.none_because.empty());
    CHECK(made.actors == std::array<std::size_t, 3>{3, 2, 1});
    CHECK(made.network.tie_count() == 5); // employment and enrolment are left out
    REQUIRE(made.members.size() == 4);    // families are not ranked
    CHECK(made.members.front().name == "Ann");
    CHECK(member(made, "Ann").pairs == 2); // the clinic with either family; the families are of one kind
    CHECK(member(made, "Ann").partners == std::array<std::size_t, 3>{0, 2, 1});
    CHECK(member(made, "Ann").cut_off == 2); // both families
    CHECK(member(made, "North").pairs == 1); // South with the clinic
    CHECK(member(made, "North").place == "Hill");
    CHECK(member(made, "North").cut_off == 1);
    CHECK(member(made, "Clinic").pairs == 0);   // North and Ann are of one kind
    CHECK(member(made, "Clinic").cut_off == 2); // North and South on one side, Ann and the families on the other
    CHECK(member(made, "South").rank == 3);
    CHECK(member(made, "Clinic").rank == 3);
    for (const auto& one : made.checks) CHECK(one.outcome);
}

TEST_CASE("places of connectors have intervals", "[measure_connectors]") {
    const auto made = measure_connectors(small_system(), {.rank_draws = 400});
    CHECK(made.draws == 400);
    for (const auto& one : made.members) {
        CHECK(one.best_rank >= 1);
        CHECK(one.best_rank <= one.worst_rank);
        CHECK(one.worst_rank <= 4);
    }
    CHECK(member(made, "Ann").best_rank == 1);
    const auto again = measure_connectors(small_system(), {.rank_draws = 400, .threads = 2});
    for (std::size_t i = 0; i < 4; ++i) CHECK(again.members[i].worst_rank == made.members[i].worst_rank);
    const auto none = measure_connectors(small_system(), {.rank_draws = 0});
    CHECK(none.draws == 0);
    CHECK(none.members.front().best_rank == 0);
    std::stop_source stop;
    stop.request_stop();
    CHECK_FALSE(measure_connectors(small_system(), {.stop = stop.get_token()}).complete);
}

TEST_CASE("where nothing can be said of connectors, the reason stands", "[measure_connectors]") {
    CHECK(measure_connectors({}).none_because ==
          "no tie is on record but those of employment and enrolment, and assumed ones");
    learning_system schools;
    const auto a = schools.net.add(school{.key = "a"});
    const auto b = schools.net.add(school{.key = "b"});
    schools.net.connect(a, b, layers::school_to_school, {.trust = .5});
    CHECK(measure_connectors(schools).none_because == "all actors are of one kind");
    CHECK_FALSE(measure_connectors(schools).any());
    learning_system employed;
    const auto c = employed.net.add(school{.key = "c"});
    const auto d = employed.net.add(teacher{.key = "d"});
    employed.net.connect(c, d, layers::employment, {.trust = .5});
    CHECK_FALSE(measure_connectors(employed).none_because.empty());
}

} // namespace measure_connectors_test

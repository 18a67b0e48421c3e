// SPDX-License-Identifier: BSL-1.0
#include <numeric>
#include <stop_token>

#include <colearn/report/district_review.hpp>

#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace district_review_test {

using namespace colearn;

TEST_CASE("a review answers the three questions, each with an accepted check", "[district_review]") {
    const auto system = small_district();
    const auto made = reviewed(system, {.budget = money::of(10'000)});
    CHECK(made.complete);
    CHECK(made.schools == 10);
    CHECK(made.actors == 10 + 20 + 1 + 2 + 1);
    CHECK(made.pupils == 100 * 10 + 20 * 45);
    REQUIRE(made.twins);
    CHECK(made.twins->proposals.size() == 5);
    CHECK(made.no_twins.empty());
    REQUIRE(made.allocation);
    CHECK(made.allocation->certificate.total == money::of(10'000));
    money sum{};
    for (const auto& one : made.allocation->awards) sum += one.amount;
    CHECK(sum == money::of(10'000));
    CHECK(made.checks.size() >= 8);
    for (const auto& one : made.checks) {
        INFO(one.what << ": " << one.outcome.violated);
        CHECK(one.outcome.accepted());
    }
    CHECK(made.accepted() == made.checks.size());
    CHECK(made.roles.size() == 5);
    CHECK(made.layers.size() == 5);
    std::size_t ties = 0;
    for (const auto& one : made.layers) ties += one.ties;
    CHECK(ties == made.ties);
}

TEST_CASE("a system without schools has no twins and no budget, and says why", "[district_review]") {
    learning_system staff;
    for (int i = 0; i < 4; ++i) staff.net.add(teacher{.key = std::to_string(i)});
    for (std::size_t i = 0; i + 1 < 4; ++i)
        staff.net.connect(id<teacher>{i}, id<teacher>{i + 1}, layers::teacher_to_teacher, {.trust = .5});
    const auto made = reviewed(staff);
    CHECK_FALSE(made.twins);
    CHECK_FALSE(made.allocation);
    CHECK(made.no_twins.find("no schools") != std::string::npos);
    CHECK(made.no_allocation.find("no schools") != std::string::npos);
    CHECK(made.people.has_brokers());
    CHECK(made.organisations.members.empty());
}

TEST_CASE("schools without figures take no part in the budget, and are named", "[district_review]") {
    learning_system bare;
    bare.net.add(school{.key = "a", .name = "Hill"});
    bare.net.add(school{.key = "b", .name = "Dale"});
    const auto made = reviewed(bare);
    CHECK_FALSE(made.allocation);
    CHECK(made.needs.missing.size() == 4); // two figures each
    CHECK(made.no_allocation.find("need cannot be counted") != std::string::npos);
    CHECK(made.twins); // nobody fits, with reasons
    CHECK(made.twins->left_out.size() == 2);
}

TEST_CASE("grants that the budget cannot pay are said to be infeasible", "[district_review]") {
    const auto made = reviewed(small_district(), {.budget = money::of(100), .least_grant = money::of(50)});
    REQUIRE(made.allocation);
    CHECK(made.allocation->outcome == status::infeasible);
    CHECK(made.no_allocation == "The least grants alone cost $500.00, more than the budget of $100.00.");
    CHECK(made.accepted() == made.checks.size());
}

TEST_CASE("names are found whatever their capitals, whole ones first", "[district_review]") {
    const auto made =
        reviewed(small_district(), {.find = {"school 1", "LIB", "School", "nobody", "School 2, west", "s7"}});
    REQUIRE(made.found.size() == 6);
    REQUIRE(made.found[0].actors.size() == 1);
    CHECK(made.found[0].actors[0] == tie_end{system_network::role_index<school>, 1});
    REQUIRE(made.found[1].actors.size() == 1);
    CHECK(made.found[1].actors[0].role == system_network::role_index<community_group>);
    CHECK(made.found[2].actors.size() == 5);
    CHECK(made.found[2].more == 5);
    CHECK(made.found[3].actors.empty());
    CHECK(made.found[4].actors == std::vector<tie_end>{{system_network::role_index<school>, 2}});
    CHECK(made.found[5].actors == std::vector<tie_end>{{system_network::role_index<school>, 7}});
}

TEST_CASE("options that make no sense are refused by name", "[district_review]") {
    const auto system = small_district();
    CHECK_THROWS_WITH(reviewed(system, {.budget = money::of(-1)}),
                      "review_district: the budget must not be negative; got -1");
    CHECK_THROWS_AS(reviewed(system, {.least_grant = money::of(-1)}), contract_violation);
    CHECK_THROWS_AS(reviewed(system, {.most_grant = money::of(-1)}), contract_violation);
    CHECK_THROWS_AS(reviewed(system, {.least_grant = money::of(2), .most_grant = money::of(1)}), contract_violation);
}

TEST_CASE("a review that is stopped says so", "[district_review]") {
    std::stop_source stop;
    stop.request_stop();
    const auto made = reviewed(small_district(), {.stop = stop.get_token()});
    CHECK_FALSE(made.complete);
    CHECK_FALSE(made.twins);
    CHECK(made.no_twins.find("stopped") != std::string::npos);
}

TEST_CASE("progress runs from 0 to 1", "[district_review]") {
    std::vector<double> seen;
    (void)reviewed(small_district(), {.progress = [&](double share) { seen.push_back(share); }});
    REQUIRE(!seen.empty());
    CHECK(std::is_sorted(seen.begin(), seen.end()));
    CHECK(seen.front() >= 0);
    CHECK(seen.back() == 1);
}

TEST_CASE("a tie that is assumed is measured, but is no acquaintance of twins", "[district_review]") {
    auto system = small_district();
    auto& net = system.net;
    std::vector<id<tie>> stated;
    net.for_each_tie([&](id<tie> which, tie_end from, tie_end to, id<layer>, const tie&) {
        constexpr auto schools = system_network::role_index<school>;
        if (from.role == schools && to.role == schools) stated.push_back(which);
    });
    for (const auto which : stated) net.remove(which);
    const auto near = net.add(layer{.name = "near (assumed)", .directed = false});
    for (std::size_t i = 0; i + 1 < 10; ++i) net.connect(id<school>{i}, id<school>{i + 1}, near, {.trust = .9});
    const auto made = reviewed(system);
    CHECK(made.assumed_ties == 9);
    CHECK(made.organisations.network.tie_count() == 9 + 3);
    REQUIRE(made.twins);
    CHECK(made.twins->proposals.size() == 5);
    for (const auto& one : made.twins->proposals)
        for (const auto& part : one.why.terms)
            if (part.name == "trust") CHECK(part.missing());
    CHECK(made.accepted() == made.checks.size());
    CHECK(reviewed(small_district()).assumed_ties == 0);
}

} // namespace district_review_test

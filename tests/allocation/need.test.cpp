// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <string>
#include <vector>

#include <colearn/allocation/need.hpp>
#include <colearn/graph/learning_system.hpp>

#include "support/catch.hpp"

namespace need_test {

namespace {

using colearn::need_weighted_pupils;
using colearn::school;
using colearn::system_network;

school make(const char* name, std::optional<double> enrolment, std::optional<double> disadvantaged,
            std::vector<double> need = {}) {
    school one;
    one.key = name;
    one.name = name;
    one.enrolment = enrolment;
    one.disadvantaged = disadvantaged;
    one.need = std::move(need);
    return one;
}

} // namespace

TEST_CASE("a disadvantaged pupil counts as much more as the formula says", "[need]") {
    CHECK(need_weighted_pupils(400, 0.25) == 500);
    CHECK(need_weighted_pupils(400, 0) == 400);
    CHECK(need_weighted_pupils(400, 1, {.base = 1, .loading = 0.5}) == 600);
    CHECK(need_weighted_pupils(400, 0.5, {.base = 0, .loading = 1}) == 200);
    CHECK(need_weighted_pupils(0, 0.5) == 0);
}

TEST_CASE("the needs of a network are those of its schools", "[need]") {
    system_network net;
    const auto hill = net.add(make("Hill", 400, 0.25, {0.5, 1}));
    const auto gone = net.add(make("Gone", 300, 0.5));
    const auto dale = net.add(make("Dale", 100, 0.0));
    net.remove(gone);
    const auto of = needs(net);
    REQUIRE(of.recipients.size() == 2);
    CHECK(of.school_bound == 3);
    CHECK(of.missing.empty());
    CHECK(of.recipients[0].who == hill);
    CHECK(of.recipients[0].name == "Hill");
    CHECK(of.recipients[0].pupils == 400);
    CHECK(of.recipients[0].disadvantaged == 0.25);
    CHECK(of.recipients[0].weight == 500);
    CHECK(of.recipients[0].by_topic == std::vector<double>{250, 500});
    CHECK(of.recipients[1].who == dale);
    CHECK(of.recipients[1].weight == 100);
    CHECK(of.recipients[1].by_topic.empty());
    CHECK(needs(net, {.formula = {.base = 2, .loading = 4}}).recipients[0].weight == 1200);
    CHECK(needs(net, {.formula = {.base = 2, .loading = 4}}).formula == colearn::need_formula{2, 4});
}

TEST_CASE("a school that lacks a figure is named, not counted as 0", "[need]") {
    system_network net;
    const auto no_roll = net.add(make("No roll", {}, 0.5));
    const auto no_share = net.add(make("No share", 200, {}));
    const auto neither = net.add(make("Neither", {}, {}));
    net.add(make("Whole", 200, 0.5));
    const auto of = needs(net);
    REQUIRE(of.recipients.size() == 1);
    CHECK(of.recipients[0].name == "Whole");
    CHECK(of.missing == std::vector<colearn::missing_figure>{{no_roll, "No roll", "enrolment"},
                                                             {no_share, "No share", "disadvantaged"},
                                                             {neither, "Neither", "enrolment"},
                                                             {neither, "Neither", "disadvantaged"}});

    const auto assumed = needs(net, {.disadvantaged_if_unknown = 0.25});
    REQUIRE(assumed.recipients.size() == 2);
    CHECK(assumed.recipients[0].weight == 250);
    CHECK(assumed.assumed == std::vector<colearn::missing_figure>{{no_share, "No share", "disadvantaged"}});
    CHECK(assumed.missing ==
          std::vector<colearn::missing_figure>{{no_roll, "No roll", "enrolment"}, {neither, "Neither", "enrolment"}});
}

TEST_CASE("a school without a name goes by its key", "[need]") {
    system_network net;
    auto one = make("", 10, 0.5);
    one.key = "S17";
    net.add(one);
    CHECK(needs(net).recipients[0].name == "S17");
}

TEST_CASE("figures that cannot be are refused with the school's name", "[need]") {
    const auto refused = [](const school& one, const std::string& what) {
        system_network net;
        net.add(one);
        CHECK_THROWS_MATCHES(needs(net), colearn::contract_violation, Catch::Matchers::Message("needs: " + what));
    };
    refused(make("Hill", -1, 0.5), "every enrolment must be from 0 to 1e15; got \"Hill: -1\"");
    refused(make("Hill", std::nan(""), 0.5), "every enrolment must be from 0 to 1e15; got \"Hill: nan\"");
    refused(make("Hill", 10, 1.5), "every share of disadvantaged pupils must be from 0 to 1; got \"Hill: 1.5\"");
    refused(make("Hill", 10, 0.5, {0.1, -0.1}), "every need on a topic must be from 0 to 1; got \"Hill: -0.1\"");
    system_network net;
    CHECK_THROWS_AS(needs(net, {.disadvantaged_if_unknown = 25}), colearn::contract_violation);
    CHECK_THROWS_AS(needs(net, {.formula = {.base = -1}}), colearn::contract_violation);
    CHECK_THROWS_AS(needs(net, {.formula = {.loading = std::nan("")}}), colearn::contract_violation);
    CHECK_THROWS_AS(need_weighted_pupils(-1, 0.5), colearn::contract_violation);
    CHECK_THROWS_AS(need_weighted_pupils(1, -0.5), colearn::contract_violation);
    CHECK_THROWS_AS(need_weighted_pupils(1, 0.5, {.base = -1}), colearn::contract_violation);
    CHECK_THROWS_AS(need_weighted_pupils(1, 0.5, {.loading = -1}), colearn::contract_violation);
}

} // namespace need_test

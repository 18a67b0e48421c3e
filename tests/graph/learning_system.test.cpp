// SPDX-License-Identifier: BSL-1.0
#include <colearn/graph/freeze_network.hpp>
#include <colearn/graph/learning_system.hpp>

#include "support/catch.hpp"

namespace learning_system_test {

TEST_CASE("a learning system holds every role", "[learning_system]") {
    colearn::learning_system system{.name = "Lakes", .topics = {"reading"}};
    auto& net = system.net;
    const auto school = net.add(colearn::school{.key = "1", .need = {0.5}});
    const auto teacher = net.add(colearn::teacher{.key = "1"});
    const auto group = net.add(colearn::student_group{.key = "1"});
    const auto family = net.add(colearn::family{.key = "1"});
    const auto agency = net.add(colearn::agency{.key = "1"});
    const auto employer = net.add(colearn::employer{.key = "1"});
    const auto university = net.add(colearn::university{.key = "1"});
    const auto community = net.add(colearn::community_group{.key = "1"});
    net.connect(school, teacher, colearn::layers::employment);
    net.connect(school, group, colearn::layers::enrolment);
    net.connect(family, school, colearn::layers::school_to_community);
    net.connect(school, agency, colearn::layers::school_to_agency);
    net.connect(employer, university, colearn::layers::knowledge_network);
    net.connect(community, school, colearn::layers::school_to_community);
    CHECK(net.actor_count() == 8);
    CHECK(net.tie_count() == 6);
    const auto view = colearn::freeze(net);
    CHECK(view.actor_count() == 8);
    CHECK(view.who().role(view.who().at(community)) == "community group");
    const auto copy = system; // a value, as scenarios need it
    net.remove(school);
    CHECK(copy.net.contains(school));
    CHECK(copy.net.tie_count() == 6);
    CHECK(net.tie_count() == 1);
}

} // namespace learning_system_test

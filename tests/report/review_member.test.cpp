// SPDX-License-Identifier: BSL-1.0
#include <string>

#include <colearn/report/review_member.hpp>

#include "support/catch.hpp"

namespace review_member_test {

using namespace colearn;

namespace {

std::vector<std::string> names(const system_network& net, const std::vector<id<layer>>& layers) {
    std::vector<std::string> out;
    for (const auto which : layers) out.push_back(net[which].name);
    return out;
}

} // namespace

TEST_CASE("a teacher belongs to the school of the most trusted tie of employment", "[review_member]") {
    system_network net;
    const auto hill = net.add(school{.key = "h"});
    const auto dale = net.add(school{.key = "d"});
    const auto ann = net.add(teacher{.key = "a"});
    const auto bo = net.add(teacher{.key = "b"});
    net.connect(hill, ann, layers::governance, {.trust = .9});
    CHECK(detail::schools_of_teachers(net)[ann.index] == hill); // nothing better is known
    net.connect(ann, dale, layers::employment, {.trust = .5});
    net.connect(hill, ann, layers::employment, {.trust = .4});
    const auto schools = detail::schools_of_teachers(net);
    CHECK(schools[ann.index] == dale);
    CHECK_FALSE(schools[bo.index].valid());
}

TEST_CASE("the layers of a group are those with ties among its roles", "[review_member]") {
    system_network net;
    const auto hill = net.add(school{.key = "h"});
    const auto help = net.add(agency{.key = "x"});
    const auto ann = net.add(teacher{.key = "a"});
    net.connect(hill, ann, layers::employment, {.trust = .9});
    net.connect(hill, help, layers::school_to_agency, {.trust = .9});
    CHECK(names(net, detail::layers_among<school, agency>(net)) == std::vector<std::string>{"school to agency"});
    CHECK(names(net, detail::layers_among<school, teacher>(net)) == std::vector<std::string>{"employment"});
    CHECK(detail::layers_among<teacher>(net).empty());
}

} // namespace review_member_test

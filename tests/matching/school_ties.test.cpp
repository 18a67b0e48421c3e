// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/graph/learning_system.hpp>
#include <colearn/matching/school_ties.hpp>

#include "matching/support.hpp"
#include "support/catch.hpp"

namespace school_ties_test {

using colearn::school_ties;
using matching_test::at;
using matching_test::school;

static_assert(colearn::is_member_of_school<colearn::teacher>);
static_assert(!colearn::is_member_of_school<colearn::agency>);

TEST_CASE("trust follows the direction of the tie, unless its layer has none", "[school_ties]") {
    colearn::system_network net;
    const auto a = net.add(school{});
    const auto b = net.add(school{});
    const auto c = net.add(school{});
    const colearn::layer advice{"advice", true, {}};
    net.connect(a, b, colearn::layers::school_to_school, {.6, {}});
    net.connect(a, b, advice, {.9, {}}); // the most trusted counts
    net.connect(c, a, advice, {.3, {}});
    net.connect(c, c, advice, {.3, {}});
    const school_ties ties(net);
    CHECK(ties.trust(a, b) == .9);
    CHECK(ties.trust(b, a) == .6);
    CHECK(ties.trust(c, a) == .3);
    CHECK_FALSE(ties.trust(a, c)); // not known, which is not 0
    CHECK_FALSE(ties.trust(b, c));
    CHECK(ties.tied_to(a) == std::vector{b, c});
    CHECK(ties.tied_to(c) == std::vector{a});

    const std::vector<std::string> one_layer{"advice"};
    const school_ties some(net, one_layer);
    CHECK_FALSE(some.trust(b, a));
    CHECK(some.trust(a, b) == .9);
    const std::vector<std::string> no_layer{"no such layer"};
    CHECK_THROWS_AS(school_ties(net, no_layer), colearn::contract_violation);
}

TEST_CASE("shared partners are organisations, not a school's own people", "[school_ties]") {
    colearn::system_network net;
    const auto a = net.add(school{});
    const auto b = net.add(school{});
    const auto c = net.add(school{});
    const auto clinic = net.add(colearn::agency{});
    const auto library = net.add(colearn::community_group{});
    const auto person = net.add(colearn::teacher{});
    net.connect(a, clinic, colearn::layers::school_to_agency);
    net.connect(clinic, b, colearn::layers::school_to_agency);
    net.connect(b, library, colearn::layers::school_to_community);
    net.connect(a, c, colearn::layers::school_to_school);
    net.connect(b, c, colearn::layers::school_to_school);
    net.connect(a, b, colearn::layers::school_to_school);
    net.connect(person, a, colearn::layers::employment);
    net.connect(person, b, colearn::layers::employment);
    const school_ties ties(net);
    const auto both = ties.partners(a, b);
    CHECK(both.of_a == 2); // the clinic and c; b itself does not count
    CHECK(both.of_b == 3);
    CHECK(both.shared == 2);
    CHECK(both.either() == 3);
    CHECK(both.known());
    CHECK(ties.partners(b, a).of_a == 3);
    CHECK(ties.partners(a, c).of_b == 1);
}

TEST_CASE("without ties nothing is known", "[school_ties]") {
    const school_ties none;
    CHECK(none.empty());
    CHECK_FALSE(none.trust(at(0), at(1)));
    CHECK_FALSE(none.partners(at(0), at(1)).known());
    CHECK(none.tied_to(at(5)).empty());
}

TEST_CASE("a removed school has no ties, and a tie need not carry trust", "[school_ties]") {
    struct plain_tie {
        int visits = 0;
    };
    colearn::network<colearn::roles<colearn::agency, school>, plain_tie> net;
    const auto a = net.add(school{});
    const auto b = net.add(school{});
    const auto c = net.add(school{});
    net.connect(a, b, colearn::layers::school_to_school);
    net.connect(a, c, colearn::layers::school_to_school);
    net.remove(b);
    const school_ties ties(net);
    CHECK(ties.tied_to(a) == std::vector{c});
    CHECK_FALSE(ties.trust(a, c));
}

TEST_CASE("trust outside 0 to 1 is refused", "[school_ties]") {
    colearn::system_network net;
    const auto a = net.add(school{});
    const auto b = net.add(school{});
    net.connect(a, b, colearn::layers::school_to_school, {1.5, {}});
    CHECK_THROWS_AS(school_ties(net), colearn::contract_violation);
}

} // namespace school_ties_test

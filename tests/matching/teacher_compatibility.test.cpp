// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <string>
#include <vector>

#include <colearn/matching/teacher_compatibility.hpp>

#include "matching/teacher_support.hpp"
#include "support/catch.hpp"

namespace teacher_compatibility_test {

using Catch::Contains;
using namespace colearn;
using matching_test::person;

// Ann needs reading and is strong in numeracy, Ben the reverse; 8 km apart; each trusts the other.
TEST_CASE("the score and its terms, by hand", "[teacher_compatibility]") {
    auto system = matching_test::staffed(1, 2, 1, 8);
    auto& net = system.net;
    net.change(person(0), [](teacher& one) { one = {{}, "Ann", {}, {}, {1, 0, .5}, {.2, .9, .5}}; });
    net.change(person(1), [](teacher& one) { one = {{}, "Ben", {}, {}, {0, .5, .5}, {.8, .1, .5}}; });
    net.connect(person(0), person(1), layers::teacher_to_teacher, {.4, {}});
    net.connect(person(1), person(0), layers::teacher_to_teacher, {.9, {}});
    const profile_table<teacher> table(net, system.topics);
    const teacher_ties ties(net, std::vector<std::string>{layers::teacher_to_teacher.name});
    const teacher_compatibility fit(table, &ties);
    const double to_ann = 1 * .6 / 1.5;
    const double to_ben = .5 * .8 / 1;
    const double benefit = 2 * to_ann * to_ben / (to_ann + to_ben);
    const double purpose = .5 / 2; // min (0, 0, .5), max (1, .5, .5)
    const double near = proximity(*table.distance(person(0), person(1)));
    const double trust = std::sqrt(.4 * .9);
    const auto made = fit.explain(person(0), person(1));
    CHECK(made.score == Approx((6 * benefit + 3 * purpose + 2 * near + trust) / 12)); // nobody else is known to them
    CHECK(made.known == Approx(12. / 13));
    CHECK(fit.score(person(1), person(0)) == made.score);
    REQUIRE(made.terms.size() == 5);
    double sum = 0;
    for (const auto& one : made.terms) sum += one.contribution;
    CHECK(sum == Approx(made.score));
    CHECK_THAT(made.terms[0].words, Contains("on what Ann wants to learn, Ben is ahead by 0.40"));
    CHECK_THAT(made.terms[1].words, Contains("Both want to learn about wellbeing most"));
    CHECK_THAT(made.terms[2].words, Contains("Their schools are 8.0 km apart, about 12 minutes"));
    CHECK_THAT(made.terms[3].words, Contains("trust is 0.40 one way and 0.90 the other"));
    CHECK_THAT(made.terms[4].words, Contains("is not known"));

    // Nobody is ruled out for giving only; who is unknown is.
    net.change(person(1), [](teacher& one) { one.strength = {0, 0, 0}; });
    CHECK(fit.score(person(0), person(1)) > 0);
}

TEST_CASE("what is not known, and bad options", "[teacher_compatibility]") {
    std::vector<teacher> two(2);
    two[1].need = {.5};
    const profile_table<teacher> table(two);
    const teacher_compatibility fit(table);
    CHECK(fit.score(person(0), person(1)) == 0);
    CHECK(fit.explain(person(0), person(1)).ruled_out == "too little is known about the two");
    CHECK_THAT(fit.explain(person(0), person(1)).terms[2].words, Contains("works is not known"));
    CHECK(teacher_compatibility(table, nullptr, {.least_known = .05, .trust = [](auto, auto) { return .3; }})
              .score(person(0), person(1)) == Approx(.3));
    CHECK_THROWS_AS(teacher_compatibility(table, nullptr, {.weights = {0, 0, 0, 0, 0}}), contract_violation);
    CHECK_THROWS_AS(teacher_compatibility(table, nullptr, {.weights = {-1}}), contract_violation);
    CHECK_THROWS_AS(teacher_compatibility(table, nullptr, {.least_known = 2}), contract_violation);
    const teacher_compatibility wrong(table, nullptr, {.trust = [](auto, auto) { return 2.; }});
    CHECK_THROWS_AS(wrong.score(person(0), person(1)), contract_violation);
}

} // namespace teacher_compatibility_test

// SPDX-License-Identifier: BSL-1.0
#include <string>
#include <vector>

#include <colearn/report/review_twin_trust.hpp>
#include <colearn/report/review_words.hpp>

#include "report/page_check.hpp"
#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_twin_trust_test {

using namespace colearn;

namespace {

// The small district with the schools' own ties taken away, and each school tied to the library.
learning_system acquainted_by_library(double evidence) {
    auto system = small_district();
    auto& net = system.net;
    std::vector<id<tie>> own;
    net.for_each_tie([&](id<tie> which, tie_end from, tie_end to, id<layer>, const tie&) {
        constexpr auto schools = system_network::role_index<school>;
        if (from.role == schools && to.role == schools) own.push_back(which);
    });
    for (const auto which : own) net.remove(which);
    const auto library = net.find<community_group>("c");
    for (std::size_t i = 0; i < 10; ++i)
        net.connect(id<school>{i}, library, layers::school_to_community, {.trust = .9, .evidence = evidence});
    return system;
}

std::string all_of(const std::vector<std::string>& sentences) {
    return report::joined(sentences);
}

} // namespace

TEST_CASE("a chain reads as a sentence", "[review_twin_trust]") {
    const told_chain chain{{{"North", "Youth Service", "agency", "school to agency", .72},
                            {"Youth Service", "West", "school", "data sharing", .6}},
                           {}};
    CHECK(detail::chain_words(chain) ==
          "North trusts Youth Service 0.72 (school to agency), which trusts West 0.60 (data sharing)");
}

TEST_CASE("twins who have no tie are told by their chain", "[review_twin_trust]") {
    const auto system = acquainted_by_library(20);
    const auto made = reviewed(system);
    REQUIRE(made.twins);
    CHECK(made.twin_trust.derived == made.twins->proposals.size());
    const school_table schools(system);
    const auto words = all_of(detail::words_about_trust(schools, *made.twins, made.twin_trust));
    CHECK(words.find("0 pairs have a tie already; for 5 trust can be derived along a chain of organisations; for 0 "
                     "there is no chain within 3 steps.") == 0);
    CHECK(words.find("trusts Library 0.90 (school to community), which trusts ") != std::string::npos);
    CHECK(words.find("(80%: ") != std::string::npos);
    const auto table = detail::twin_trust_table(schools, *made.twins, made.twin_trust, 3);
    CHECK(table.rows.size() == 6); // both directions of three pairs
    CHECK(table.note.find("all 5 are in twins.csv") != std::string::npos);
    CHECK(fragment_faults(report::html(table).text).empty());
    for (const auto& one : table.rows) CHECK(one.cells.back().text.starts_with("chain: School "));
    const auto card =
        detail::twin_trust_words(schools, made.twins->proposals[0], made.twin_trust.pairs[0], made.twin_trust);
    CHECK(card.find("by chain: School ") != std::string::npos);
    const auto brief =
        detail::twin_trust_in_short(schools, made.twins->proposals[0], made.twin_trust.pairs[0], made.twin_trust);
    CHECK(brief.starts_with("They have no tie yet. The derived trust of School "));
    CHECK(brief.find(", by way of Library") != std::string::npos);
    CHECK(brief.find("which trusts") == std::string::npos);
    const auto summary = summary_of(made, system, {});
    CHECK(to_text(summary, made.name).find("trusts Library 0.90") != std::string::npos);
    CHECK(made.accepted() == made.checks.size());
    CHECK(std::any_of(made.checks.begin(), made.checks.end(),
                      [](const review_check& one) { return one.what == "trust along chains"; }));
}

TEST_CASE("twins who have a tie are told by it, in one row where it runs both ways", "[review_twin_trust]") {
    const auto system = small_district();
    const auto made = reviewed(system);
    const school_table schools(system);
    CHECK(made.twin_trust.tied > 0);
    const auto table = detail::twin_trust_table(schools, *made.twins, made.twin_trust, 60);
    for (std::size_t i = 0; i < made.twin_trust.pairs.size(); ++i) {
        const auto& one = made.twin_trust.pairs[i];
        if (!one.known_by(trust_basis::tie)) continue;
        CHECK(one.mutual());
        CHECK(one.a_in_b.trust.expectation() == Approx(.7));
        CHECK(detail::twin_trust_words(schools, made.twins->proposals[i], one, made.twin_trust) ==
              "Trust both ways: 0.70 (80%: " + report::interval_words(one.a_in_b.trust) +
                  "; experiences: a few (4)), by their own tie: school to school.");
    }
    CHECK(table.rows[0].cells[1].text.ends_with(", and the other way"));
    CHECK(table.rows[0].cells[4].text == "a few (4)");
}

TEST_CASE("without ties and without chains the words say so", "[review_twin_trust]") {
    auto system = acquainted_by_library(20);
    const auto library = system.net.find<community_group>("c");
    system.net.remove(library);
    const auto made = reviewed(system);
    const school_table schools(system);
    CHECK(made.twin_trust.unknown == made.twins->proposals.size());
    CHECK(detail::twin_trust_words(schools, made.twins->proposals[0], made.twin_trust.pairs[0], made.twin_trust) ==
          "How far they trust each other is not known: no chain within 3 steps.");
    const auto welfare = system.net.find<agency>("a");
    system.net.remove(welfare);
    const auto none = reviewed(system);
    CHECK(all_of(detail::words_about_trust(schools, *none.twins, none.twin_trust)) ==
          "How far proposed twins trust each other is not known: no tie among organisations has been stated.");
}

} // namespace review_twin_trust_test

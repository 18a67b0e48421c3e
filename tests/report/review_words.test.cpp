// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <string>

#include <colearn/report/review_words.hpp>

#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_words_test {

using namespace colearn;

namespace {

std::string all_of(const std::vector<std::string>& sentences) {
    std::string out;
    for (const auto& one : sentences) out += one + "\n";
    return out;
}

} // namespace

TEST_CASE("the findings read as sentences, with the figures of the review", "[review_words]") {
    const auto system = small_district();
    const review_options options{.budget = money::of(10'000)};
    const auto made = reviewed(system, options);
    const auto words = summary_of(made, system, options);
    CHECK(words.about ==
          "10 schools, 20 teachers, 1 family, 1 agency and 2 community groups, joined by 70 ties of 5 kinds.");
    CHECK(all_of(words.who).find(made.organisations.members[0].name) != std::string::npos);
    CHECK(all_of(words.who).find("1 organisation has no tie to any other on record.") != std::string::npos);
    CHECK(all_of(words.twins).find("5 pairs are proposed, for 10 of 10 schools.") != std::string::npos);
    CHECK(all_of(words.twins).find("reading") != std::string::npos);
    CHECK(all_of(words.money).find("$10,000 goes to 10 schools by need") != std::string::npos);
    CHECK(all_of(words.sure).find(" passed a check by a separate routine.") != std::string::npos);
    for (const auto* part : {&words.who, &words.twins, &words.money, &words.sure})
        for (const auto& sentence : *part) {
            INFO(sentence);
            CHECK(!sentence.empty());
            CHECK(sentence.back() == '.');
            CHECK(sentence.find("  ") == std::string::npos);
        }
}

TEST_CASE("the printed summary keeps to its width", "[review_words]") {
    const auto system = small_district();
    const auto made = reviewed(system);
    const auto text = to_text(summary_of(made, system, {}), made.name, 60);
    std::size_t column = 0;
    for (const char c : text) {
        column = c == '\n' ? 0 : column + 1;
        CHECK(column <= 60);
    }
    CHECK(text.starts_with("Small district\n"));
    CHECK(text.find("\nWhere the budget goes\n  $500,000 goes to") != std::string::npos);
}

TEST_CASE("a part that cannot be answered says why", "[review_words]") {
    learning_system nobody;
    const auto made = reviewed(nobody);
    const auto words = summary_of(made, nobody, {});
    CHECK(words.who == std::vector<std::string>{"There are neither organisations nor people in this system."});
    CHECK(all_of(words.twins).find("There are no schools in this system") != std::string::npos);
    CHECK(all_of(words.money).find("There are no schools in this system") != std::string::npos);
}

TEST_CASE("a check that fails is named", "[review_words]") {
    const auto system = small_district();
    auto made = reviewed(system);
    made.checks[0].outcome = verification::reject("forged");
    const auto words = summary_of(made, system, {});
    CHECK(all_of(words.sure).find("not: " + made.checks[0].what + " (forged)") != std::string::npos);
}

TEST_CASE("where nobody knows what schools could learn, the words say what pairs rest on", "[review_words]") {
    auto system = small_district();
    for (std::uint32_t i = 0; i < 10; ++i) system.net.change(id<school>{i}, [](school& one) { one.strength.clear(); });
    const review_options options{.twinning = {.fit = {.least_known = 0}}};
    const auto words = summary_of(reviewed(system, options), system, options);
    CHECK(all_of(words.twins).find("not known: the pairs rest on likeness of context, nearness") != std::string::npos);
    const auto known = small_district();
    CHECK(all_of(summary_of(reviewed(known), known, {}).twins).find("rest on") == std::string::npos);
}

} // namespace review_words_test

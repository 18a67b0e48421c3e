// SPDX-License-Identifier: BSL-1.0
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include <colearn/io/json.hpp>
#include <colearn/report/review_tables.hpp>

#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_tables_test {

using namespace colearn;

namespace {

nlohmann::json rows_of(const tidy_table& table) {
    std::ostringstream to;
    json_writer out(to, {});
    write_json(table, out);
    out.finish();
    return nlohmann::json::parse(to.str())["rows"];
}

} // namespace

TEST_CASE("every member has a row with its trust and the evidence behind it", "[review_tables]") {
    const auto made = reviewed(small_district());
    const auto rows = rows_of(members_table(made.organisations));
    REQUIRE(rows.size() == made.organisations.members.size());
    for (std::size_t i = 0; i < rows.size(); ++i) {
        const auto& one = made.organisations.members[i];
        CHECK(rows[i]["name"] == one.name);
        CHECK(rows[i]["experiences"] == Approx(4.0 * static_cast<double>(one.partners)));
        CHECK(rows[i]["trust_expected"].is_null() == (one.partners == 0)); // never a number without evidence
        if (one.partners == 0) continue;
        CHECK(rows[i]["trust_low"] < rows[i]["trust_expected"]);
        CHECK(rows[i]["trust_expected"] < rows[i]["trust_high"]);
    }
}

TEST_CASE("every school has a row, with its twin or the reason", "[review_tables]") {
    auto system = small_district();
    system.net.add(school{.key = "far", .name = "Far", .where = place{-20, 150}});
    const auto made = reviewed(system);
    const auto rows = rows_of(twins_table(made, system));
    REQUIRE(rows.size() == 11);
    for (std::size_t i = 0; i < 10; ++i) {
        CHECK(rows[i]["twin_name"].is_string());
        CHECK((rows[i]["trust_known_by"] == "own tie" || rows[i]["trust_known_by"] == "chain" ||
               rows[i]["trust_known_by"] == "not known"));
    }
    CHECK(rows[10]["twin_name"].is_null());
    CHECK(rows[10]["trust_known_by"].is_null());
    CHECK(rows[10]["reason"].is_string());
    const learning_system nobody;
    CHECK_THROWS_AS(twins_table(reviewed(nobody), nobody), contract_violation);
}

TEST_CASE("amounts add up to the budget, and who takes no part says what it lacks", "[review_tables]") {
    auto system = small_district();
    system.net.add(school{.key = "new", .name = "New"});
    const auto made = reviewed(system, {.budget = money::of(1'000)});
    double sum = 0;
    std::size_t lacking = 0;
    for (const auto& one : rows_of(allocation_table(made, system))) {
        if (!one["amount"].is_null()) sum += one["amount"].get<double>();
        if (one["amount"].is_null()) ++lacking;
    }
    CHECK(sum == Approx(1'000).epsilon(1e-12));
    CHECK(lacking == 2); // two figures
}

} // namespace review_tables_test

// SPDX-License-Identifier: BSL-1.0
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include <colearn/report/review_json.hpp>

#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_json_test {

using namespace colearn;

TEST_CASE("the JSON holds the answers, the options and what was not known", "[review_json]") {
    const auto system = small_district();
    const review_options options{.budget = money::of(12'345), .deriving = {.horizon = 4}};
    const auto made = reviewed(system, options);
    std::ostringstream to;
    write_review_json(made, system, options, {.date = "today"}, to);
    const auto json = nlohmann::json::parse(to.str());
    CHECK(json["review"] == "Small district");
    CHECK(json["date"] == "today");
    CHECK(json["options"]["trust_chain_horizon"] == 4);
    CHECK(json["options"]["least_grant"].is_null());
    CHECK(json["layers"][0]["mean_experiences"] == 4);
    CHECK(json["organisations"]["reciprocity"]["undefined"].is_string()); // ties without direction
    CHECK(json["people"]["actors"] == 20);
    CHECK(json["summary"]["how_far_twins_trust_each_other"].size() >= 1);
    CHECK(json["checks"].size() == made.checks.size());

    const learning_system nobody;
    std::ostringstream empty;
    write_review_json(reviewed(nobody), nobody, {}, {}, empty);
    const auto none = nlohmann::json::parse(empty.str());
    CHECK(none["twins"]["none_because"].get<std::string>().find("no schools") != std::string::npos);
    CHECK(none["allocation"]["none_because"].get<std::string>().find("no schools") != std::string::npos);
}

} // namespace review_json_test

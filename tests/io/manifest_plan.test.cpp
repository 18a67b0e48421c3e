// SPDX-License-Identifier: BSL-1.0
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <variant>

#include <colearn/io/manifest_plan.hpp>
#include <colearn/io/parse_manifest.hpp>

#include "support/catch.hpp"

namespace manifest_plan_test {

using namespace colearn;

namespace {
manifest_plan shipped(const std::filesystem::path& file) {
    std::ostringstream text;
    text << std::ifstream(file).rdbuf();
    fault_log log;
    auto out = parse_manifest(text.str(), file.string(), log);
    log.settle();
    return out;
}
} // namespace

TEST_CASE("the manifests that come with the library are plans without a fault", "[io][manifest_plan]") {
    int count = 0;
    for (const auto* const folder : {"/examples/systems", "/examples/data/survey"}) {
        for (const auto& entry : std::filesystem::directory_iterator(std::string(COLEARN_SOURCE_DIR) + folder)) {
            if (entry.path().extension() != ".json") continue;
            CAPTURE(entry.path().string());
            const auto plan = shipped(entry.path());
            CHECK_FALSE(plan.name.empty());
            CHECK_FALSE(plan.actors.empty());
            CHECK_FALSE(plan.ties.empty());
            ++count;
        }
    }
    CHECK(count >= 5);
}

TEST_CASE("the plan of the Australian register: one joined table, need from two quarters, assumed ties",
          "[io][manifest_plan]") {
    const auto plan = shipped(COLEARN_SOURCE_DIR "/examples/systems/acara_2022.json");
    CHECK(plan.topics == std::vector<std::string>{"learning support"});
    REQUIRE(plan.actors.size() == 1);
    CHECK(plan.actors[0].role == system_network::role_index<school>);
    CHECK(plan.actors[0].joins.size() == 1);
    CHECK(plan.actors[0].rules.keep == std::vector<std::string>{"Local Government Area"});
    REQUIRE(plan.ties.size() == 2);
    CHECK(std::get<planned_same>(plan.ties[0]).rules.kind.name.find("(assumed)") != std::string::npos);
    CHECK(std::get<planned_near>(plan.ties[1]).rules.kind.name.find("(assumed)") != std::string::npos);
}

} // namespace manifest_plan_test

// SPDX-License-Identifier: BSL-1.0
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include <colearn/report/review_files.hpp>

#include "report/page_check.hpp"
#include "report/small_district.hpp"
#include "support/catch.hpp"

namespace review_files_test {

using namespace colearn;

namespace {

std::string text_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

} // namespace

TEST_CASE("a review is written as a page, tidy tables and JSON that agree", "[review_files]") {
    const auto folder = std::filesystem::temp_directory_path() / "colearn_review_files_test" / "deep";
    std::filesystem::remove_all(folder);
    const auto system = small_district(", \"quoted\"");
    const review_options options{.budget = money::of(12'345)};
    const auto made = reviewed(system, options);
    const auto files = write_review(made, system, options, folder);
    REQUIRE(files.size() == 9);
    CHECK(files.front() == folder / "index.html");
    for (const auto& one : files) CHECK(std::filesystem::file_size(one) > 100);
    CHECK(page_faults(text_of(files.front())).empty());

    const auto json = nlohmann::json::parse(text_of(folder / "review.json"));
    CHECK(json["review"] == system.name);
    CHECK(json["options"]["budget"] == 12345);
    double sum = 0;
    for (const auto& one : json["allocation"]["schools"]["rows"]) sum += one["amount"].get<double>();
    CHECK(sum == Approx(12345).epsilon(1e-12));
    CHECK(json["organisations"]["members"]["rows"].size() == 13);
    CHECK(json["connectors"]["members"]["rows"].size() == made.connectors.members.size());
    CHECK(json["twins"]["schools"]["rows"].size() == 10);
    CHECK(json["federations"]["schools"]["rows"].size() == 10);
    CHECK(json["checks"].size() == made.checks.size());
    for (const auto& one : json["twins"]["schools"]["rows"]) {
        if (one["trust_known_by"].is_null()) continue;
        const std::string by = one["trust_known_by"];
        CHECK((by == "own tie" || by == "chain" || by == "not known"));
        CHECK(one["trust"].is_null() == (by == "not known"));
        CHECK(one["trust_chain"].is_null() == (by != "chain"));
        if (by == "not known") continue;
        CHECK(one["trust_low"].get<double>() < one["trust"].get<double>());
        CHECK(one["trust"].get<double>() < one["trust_high"].get<double>());
        CHECK(one["experiences"].get<double>() > 0);
    }

    const auto organisations = text_of(folder / "organisations.csv");
    CHECK(std::count(organisations.begin(), organisations.end(), '\n') == 14);
    CHECK(organisations.find("\"School 3, \"\"quoted\"\"\"") != std::string::npos);
    // Every column of every table is in the dictionary.
    const auto columns = text_of(folder / "columns.csv");
    for (const char* file : {"organisations.csv", "people.csv", "connectors.csv", "twins.csv", "allocation.csv"}) {
        auto header = text_of(folder / file);
        header = header.substr(0, header.find('\n'));
        std::istringstream names(header);
        for (std::string name; std::getline(names, name, ',');) {
            INFO(file << " " << name);
            CHECK(columns.find(std::string(file) + "," + name + ",") != std::string::npos);
        }
    }
    // Again into the same folder: the same bytes.
    const auto before = text_of(folder / "review.json") + text_of(files.front());
    (void)write_review(made, system, options, folder);
    CHECK(text_of(folder / "review.json") + text_of(files.front()) == before);
    std::filesystem::remove_all(folder.parent_path());
}

TEST_CASE("families and student groups appear in no table", "[review_files]") {
    auto system = small_district();
    system.net.add(student_group{.key = "g-secret", .name = "Class secret"});
    const auto made = reviewed(system);
    std::ostringstream json;
    write_review_json(made, system, {}, {}, json);
    const auto page = review_page(made, system, {});
    for (const auto& text : {json.str(), page}) CHECK(text.find("secret") == std::string::npos);
}

TEST_CASE("a folder that cannot be made is an error", "[review_files]") {
    const auto system = small_district();
    const auto made = reviewed(system);
    CHECK_THROWS_AS(write_review(made, system, {}, "/proc/nowhere/review"), std::system_error);
}

} // namespace review_files_test

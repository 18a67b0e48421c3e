// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cctype>
#include <cstddef>
#include <fstream>
#include <set>
#include <string>
#include <utility>

#include <colearn/graph/detail/generate_names.hpp>

#include "support/catch.hpp"
#include "support/real_data.hpp"

namespace generate_names_test {

using namespace colearn;
using detail::group_name;

TEST_CASE("places and regions have different names until the words run out", "[generate]") {
    const detail::place_names places(1);
    std::set<std::string> seen;
    for (std::size_t i = 0; i < 12'150; ++i) seen.insert(places[i]);
    CHECK(seen.size() == 12'150);
    CHECK(places[12'150] == places[0]);
    CHECK(detail::place_names(1)[17] == places[17]);
    CHECK(detail::place_names(2)[17] != places[17]);

    const detail::region_names regions(1);
    seen.clear();
    for (std::size_t i = 0; i < 2'000; ++i) seen.insert(regions[i]);
    CHECK(seen.size() == 2'000);
}

TEST_CASE("no list of words holds a word twice", "[generate]") {
    const auto all_different = [](const auto& words) {
        return std::set(words.begin(), words.end()).size() == words.size();
    };
    CHECK(all_different(detail::place_starts));
    CHECK(all_different(detail::place_ends));
    CHECK(all_different(detail::region_ends));
    CHECK(all_different(detail::given_names));
    CHECK(all_different(detail::family_starts));
    CHECK(all_different(detail::family_ends));
}

TEST_CASE("schools are named by level and sector", "[generate]") {
    CHECK(detail::school_name("Quandong Flat", level::primary, sector::government) == "Quandong Flat Primary School");
    CHECK(detail::school_name("Quandong Flat", level::secondary, sector::government) == "Quandong Flat High School");
    CHECK(detail::school_name("Quandong Flat", level::secondary, sector::catholic) == "Quandong Flat Catholic College");
    CHECK(detail::school_name("Quandong Flat", level::combined, sector::independent) == "Quandong Flat College");
    CHECK(detail::school_name("Quandong Flat", level::special, sector::independent) == "Quandong Flat Special School");
    CHECK(detail::titled("child and family health") == "Child and Family Health");
}

TEST_CASE("student groups are named by the years that they cover", "[generate]") {
    CHECK(group_name(level::primary, 0, 1) == "Foundation to Year 6");
    CHECK(group_name(level::primary, 0, 4) == "Foundation");
    CHECK(group_name(level::primary, 1, 4) == "Years 1 and 2");
    CHECK(group_name(level::primary, 6, 7) == "Year 6");
    CHECK(group_name(level::primary, 0, 14) == "Foundation A");
    CHECK(group_name(level::primary, 1, 14) == "Foundation B");
    CHECK(group_name(level::primary, 13, 14) == "Year 6B");
    CHECK(group_name(level::secondary, 0, 2) == "Years 7 to 9");
    CHECK(group_name(level::secondary, 5, 6) == "Year 12");
    CHECK(group_name(level::combined, 12, 13) == "Year 12");
    CHECK(group_name(level::special, 2, 3) == "Group 3");
    CHECK(group_name(level::secondary, 40, 6 * 60) == "Year 7AO"); // the 41st of its year
}

TEST_CASE("the groups of a school have different names, whatever their number", "[generate]") {
    for (const auto years : {level::primary, level::secondary, level::combined, level::special}) {
        for (std::size_t groups = 1; groups < 120; ++groups) {
            std::set<std::string> seen;
            for (std::size_t g = 0; g < groups; ++g) seen.insert(group_name(years, g, groups));
            REQUIRE(seen.size() == groups);
        }
    }
}

TEST_CASE("no real school's name begins with a word that invented places begin with", "[generate][realdata]") {
    const auto folder = real_data_folder();
    if (!folder) return;
    const auto lower = [](std::string text) {
        std::transform(text.begin(), text.end(), text.begin(),
                       [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        return text;
    };
    std::size_t read = 0;
    for (const auto& [table, column] : {std::pair{"acara_2022/school-profile-2022.csv", 4},
                                        {"acara_2022/school-location-2022.csv", 4},
                                        {"nz_2016/nz_directory_2016.csv", 1}}) {
        std::ifstream file(*folder / table);
        REQUIRE(file);
        for (std::string line; std::getline(file, line); ++read) {
            std::size_t at = 0; // no field before the name is quoted
            for (int i = 0; i < column; ++i) at = line.find(',', at) + 1;
            const auto name = lower(line.substr(at, line.find(',', at) - at));
            for (const auto start : detail::place_starts) {
                if (!name.starts_with(lower(std::string(start)) + " ")) continue;
                FAIL_CHECK(name << " begins with " << start);
            }
        }
    }
    CHECK(read > 22'000);
}

} // namespace generate_names_test

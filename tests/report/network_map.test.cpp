// SPDX-License-Identifier: BSL-1.0
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/report/network_map.hpp>

#include "report/page_check.hpp"
#include "support/catch.hpp"

namespace network_map_test {

using namespace colearn::report;

namespace {

struct system_to_draw {
    std::vector<map_actor> actors;
    std::vector<map_tie> ties;
};

system_to_draw made_up(std::size_t count, bool with_places) {
    colearn::random_stream random(17, count);
    system_to_draw out;
    for (std::size_t i = 0; i < count; ++i) {
        map_actor one;
        one.name = "School <" + std::to_string(i) + "> & \"Co\"";
        one.role = i % 4 == 0 ? "agency" : "school";
        one.region = "Region " + std::to_string(i % 3);
        if (with_places) one.where = colearn::place{-34 + colearn::uniform(random), 138 + colearn::uniform(random)};
        one.size = colearn::uniform(random);
        one.importance = one.size;
        one.about = "3 ties";
        out.actors.push_back(one);
    }
    for (std::size_t i = 0; i < 3 * count; ++i)
        out.ties.push_back({static_cast<std::uint32_t>(colearn::uniform_index(random, count)),
                            static_cast<std::uint32_t>(colearn::uniform_index(random, count)),
                            colearn::uniform(random)});
    return out;
}

std::string drawings(const network_map_result& made) {
    std::string out;
    for (const auto& one : made.panels) out += one.wide.text + one.narrow.text;
    return out;
}

} // namespace

TEST_CASE("a map is well-formed and holds every actor", "[network_map]") {
    for (const bool with_places : {false, true}) {
        const auto what = made_up(60, with_places);
        const auto made = network_map(what.actors, what.ties, {.title = "Map", .description = "d", .pairs = {{0, 1}}});
        CHECK(made.geographic == with_places);
        CHECK(made.actors_drawn == 60);
        REQUIRE(made.panels.size() == 1);
        CHECK(fragment_faults(drawings(made)).empty());
        for (int i = 0; i < 60; ++i)
            CHECK(made.panels[0].wide.text.find("data-actor=\"" + std::to_string(i) + "\"") != std::string::npos);
        CHECK(made.panels[0].wide.text.find("class=\"pair\"") != std::string::npos);
        CHECK((made.panels[0].wide.text.find("km, north is up") != std::string::npos) == with_places);
    }
}

TEST_CASE("the same network gives the same bytes", "[network_map]") {
    const auto what = made_up(80, false);
    CHECK(drawings(network_map(what.actors, what.ties, {.title = "Map"})) ==
          drawings(network_map(what.actors, what.ties, {.title = "Map"})));
}

TEST_CASE("what is not drawn is said", "[network_map]") {
    auto what = made_up(300, true);
    what.actors[5].where.reset();
    what.actors[7].where = colearn::place{-34, 160}; // far out
    const auto made = network_map(what.actors, what.ties, {.title = "Map", .most_ties = 100, .most_single = 50});
    CHECK(made.ties_drawn == 100);
    CHECK(made.actors_drawn == 298);
    std::string notes;
    for (const auto& one : made.notes) notes += one + "\n";
    CHECK(notes.find("1 actor without a known place is not on the map.") != std::string::npos);
    CHECK(notes.find("1 actor far from all others lies outside the map: School <7>") != std::string::npos);
    CHECK(notes.find("The 100 strongest of ") != std::string::npos);
    CHECK(notes.find("only those with a name can be pointed at") != std::string::npos);
    CHECK(fragment_faults(drawings(made)).empty());
}

TEST_CASE("a country of schools stays under a megabyte", "[network_map][volume]") {
    auto what = made_up(10000, true);
    const auto made = network_map(what.actors, what.ties, {.title = "Map"});
    CHECK(drawings(made).size() < 1'000'000);
    CHECK(fragment_faults(drawings(made)).empty());
}

TEST_CASE("small and empty maps", "[network_map]") {
    CHECK(network_map({}, {}, {.title = "Map"}).panels.empty());
    std::vector<map_actor> one{{.name = "a", .role = "school", .where = colearn::place{1, 1}}};
    CHECK(fragment_faults(drawings(network_map(one, {}, {.title = "Map"}))).empty());
    one.push_back(one[0]); // two on one spot
    CHECK(fragment_faults(drawings(network_map(one, {{0, 1, 1}}, {.title = "Map"}))).empty());
    CHECK_THROWS_AS(network_map(one, {{0, 2, 1}}, {.title = "Map"}), colearn::contract_violation);
}

} // namespace network_map_test

// SPDX-License-Identifier: BSL-1.0
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/report/labels.hpp>

#include "support/catch.hpp"

namespace labels_test {

using namespace colearn::report;

TEST_CASE("labels never meet each other, what is taken or the frame, and the most important is placed", "[labels]") {
    for (std::uint64_t trial = 0; trial < 200; ++trial) {
        colearn::random_stream random(21, trial);
        std::vector<label_request> requests(1 + colearn::uniform_index(random, 80));
        for (auto& one : requests)
            one = {colearn::uniform(random, 40, 560), colearn::uniform(random, 40, 360), colearn::uniform(random, 2, 8),
                   "School " + std::to_string(colearn::uniform_index(random, 100000)), colearn::uniform(random)};
        const box frame{0, 0, 600, 400};
        const std::vector<box> taken{{0, 380, 100, 400}};
        const auto placed = place_labels(requests, {.within = frame, .most = 15, .taken = taken});
        REQUIRE(!placed.empty());
        CHECK(placed.size() <= 15);
        std::size_t best = 0;
        for (std::size_t i = 0; i < requests.size(); ++i)
            if (requests[i].importance > requests[best].importance) best = i;
        if (trial % 10 == 0 && requests.size() < 5) CHECK(placed[0].request == best);
        for (std::size_t i = 0; i < placed.size(); ++i) {
            const auto& one = placed[i].covers;
            CHECK((one.left >= 0 && one.top >= 0 && one.right <= 600 && one.bottom <= 400));
            CHECK_FALSE(one.meets(taken[0]));
            for (std::size_t j = 0; j < i; ++j) {
                CHECK_FALSE(one.meets(placed[j].covers));
                CHECK(requests[placed[j].request].importance >= requests[placed[i].request].importance);
            }
        }
    }
}

TEST_CASE("where there is room for one name, the more important one stays", "[labels]") {
    const std::vector<label_request> requests{{60, 20, 3, "lesser", 1}, {60, 20, 3, "greater", 2}};
    const auto placed = place_labels(requests, {.within = {50, 10, 120, 30}});
    REQUIRE(placed.size() == 1);
    CHECK(placed[0].text == "greater");
}

TEST_CASE("a mark without a name gets no label", "[labels]") {
    CHECK(place_labels(std::vector<label_request>{{50, 50, 3, "", 9}}, {.within = {0, 0, 100, 100}}).empty());
    CHECK_THROWS_AS(place_labels({}, {.type_size = 0}), colearn::contract_violation);
}

} // namespace labels_test

// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/detail/floor_flow.hpp>

#include "support/catch.hpp"

namespace floor_flow_test {

using colearn::random_stream;
using colearn::detail::floor_flow;

// Whole numbers, so that all is exact: against all sets of recipients.
TEST_CASE("floors are met or a set shows why not, and tight is what must be", "[floor_flow]") {
    random_stream stream(1);
    int unmet = 0;
    int tight = 0;
    for (int round = 0; round < 500; ++round) {
        CAPTURE(round);
        const auto providers = 1 + colearn::uniform_index(stream, 4);
        const auto recipients = 1 + colearn::uniform_index(stream, 5);
        std::vector<double> supply;
        std::vector<double> floors;
        std::vector<std::uint32_t> from;
        std::vector<std::uint32_t> to;
        for (std::uint32_t j = 0; j < providers; ++j)
            supply.push_back(static_cast<double>(colearn::uniform_index(stream, 6)));
        for (std::uint32_t i = 0; i < recipients; ++i) {
            floors.push_back(static_cast<double>(colearn::uniform_index(stream, 4)));
            for (std::uint32_t j = 0; j < providers; ++j)
                if (colearn::uniform(stream) < .5) {
                    from.push_back(j);
                    to.push_back(i);
                }
        }
        const floor_flow found(supply, floors, from, to);
        // What a set of recipients can get, less what its floors cost.
        bool met = true;
        std::vector<std::uint8_t> must(recipients);
        bool any = false;
        for (const double x : floors) any = any || x > 0;
        for (std::uint32_t set = 1; set < 1U << recipients; ++set) {
            double spare = 0;
            for (std::uint32_t j = 0; j < providers; ++j) {
                bool reaches = false;
                for (std::size_t k = 0; k < from.size(); ++k)
                    reaches = reaches || (from[k] == j && (set >> to[k] & 1) != 0);
                if (reaches) spare += supply[j];
            }
            for (std::uint32_t i = 0; i < recipients; ++i)
                if ((set >> i & 1) != 0) spare -= floors[i];
            met = met && spare >= 0;
            if (spare == 0)
                for (std::uint32_t i = 0; i < recipients; ++i)
                    if ((set >> i & 1) != 0) must[i] = 1;
        }
        CHECK(found.met == met);
        unmet += met ? 0 : 1;
        if (!any) continue;
        if (met) {
            CHECK(found.recipient_is_tight == must);
            std::vector<double> got(recipients);
            for (std::size_t k = 0; k < from.size(); ++k) got[to[k]] += found.flow[k];
            CHECK(got == floors);
            for (const auto one : must) tight += one;
        } else {
            double wanted = 0;
            double there = 0;
            for (std::uint32_t i = 0; i < recipients; ++i)
                if (found.recipient_is_tight[i] != 0) wanted += floors[i];
            for (std::uint32_t j = 0; j < providers; ++j)
                if (found.provider_is_tight[j] != 0) there += supply[j];
            CHECK(wanted > there);
            for (std::size_t k = 0; k < from.size(); ++k)
                if (found.recipient_is_tight[to[k]] != 0) CHECK(found.provider_is_tight[from[k]] != 0);
        }
    }
    CHECK(unmet > 50);
    CHECK(tight > 50);
}

} // namespace floor_flow_test

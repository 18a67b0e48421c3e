// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <numeric>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/detail/supply_flow.hpp>

#include "support/catch.hpp"

namespace supply_flow_test {

using colearn::random_stream;
using colearn::detail::supply_flow;
using colearn::detail::supply_graph;

// Whole numbers as doubles, so that everything is exact: the flow equals the smallest cut of all, from any start, and
// the marked sides are such a cut.
TEST_CASE("the flow is as large as the smallest cut", "[supply_flow]") {
    random_stream stream(1);
    for (int round = 0; round < 400; ++round) {
        CAPTURE(round);
        const auto providers = 1 + colearn::uniform_index(stream, 5);
        const auto recipients = 1 + colearn::uniform_index(stream, 5);
        std::vector<std::uint32_t> from;
        std::vector<std::uint32_t> to;
        std::vector<double> caps;
        for (std::uint32_t j = 0; j < providers; ++j)
            for (std::uint32_t i = 0; i < recipients; ++i) {
                if (colearn::uniform(stream) < .5) continue;
                from.push_back(j);
                to.push_back(i);
                caps.push_back(round % 3 == 0 ? std::numeric_limits<double>::infinity()
                                              : static_cast<double>(colearn::uniform_index(stream, 6)));
            }
        const supply_graph graph(providers, recipients, from, to);
        supply_flow flow(graph);
        if (round % 3 != 0) flow.cap.resize(caps.size());
        for (std::size_t k = 0; k < caps.size() && round % 3 != 0; ++k) flow.cap[graph.place_of[k]] = caps[k];
        std::vector<double> supply;
        std::vector<double> want;
        for (auto& one : flow.provider)
            supply.push_back(one.spare = static_cast<double>(colearn::uniform_index(stream, 8)));
        for (auto& one : flow.recipient)
            want.push_back(one.lacking = static_cast<double>(colearn::uniform_index(stream, 8)));
        if (round % 2 == 0) // something flows already
            for (std::size_t k = 0; k < caps.size(); ++k) {
                auto& giver = flow.provider[from[k]];
                auto& taker = flow.recipient[to[k]];
                const double much = std::floor(.5 * std::min({giver.spare, taker.lacking, caps[k]}));
                flow.flow[graph.place_of[k]] = much;
                giver.spare -= much;
                taker.lacking -= much;
            }

        std::vector<std::uint32_t> all_providers(providers);
        std::vector<std::uint32_t> all_recipients(recipients);
        std::iota(all_providers.begin(), all_providers.end(), 0U);
        std::iota(all_recipients.begin(), all_recipients.end(), 0U);
        flow.maximise(0, all_providers, all_recipients);

        double smallest = 1e300;
        for (std::size_t a = 0; a < std::size_t{1} << providers; ++a)
            for (std::size_t b = 0; b < std::size_t{1} << recipients; ++b) { // the sides of those who still can
                double cut = 0;
                for (std::size_t j = 0; j < providers; ++j) cut += (a >> j & 1U) == 0 ? supply[j] : 0;
                for (std::size_t i = 0; i < recipients; ++i) cut += (b >> i & 1U) != 0 ? want[i] : 0;
                for (std::size_t k = 0; k < caps.size(); ++k)
                    if ((a >> from[k] & 1U) != 0 && (b >> to[k] & 1U) == 0) cut += caps[k];
                smallest = std::min(smallest, cut);
            }
        double marked = 0;
        for (std::uint32_t j = 0; j < providers; ++j) {
            CHECK(flow.provider[j].spare >= 0);
            if (!flow.provider_reaches_spare(j)) marked += supply[j];
        }
        for (std::uint32_t i = 0; i < recipients; ++i)
            if (flow.recipient_reaches_spare(i)) marked += want[i];
        for (std::size_t k = 0; k < caps.size(); ++k) {
            const double x = flow.flow[graph.place_of[k]];
            CHECK((x >= 0 && x <= caps[k]));
            if (flow.provider_reaches_spare(from[k]) && !flow.recipient_reaches_spare(to[k])) marked += caps[k];
        }
        CHECK(std::accumulate(flow.flow.begin(), flow.flow.end(), 0.0) == smallest);
        CHECK(marked == smallest);
        for (const auto i : flow.lacking_ones()) CHECK(!flow.recipient_reaches_spare(i));
    }
}

TEST_CASE("only the part that is asked for changes", "[supply_flow]") {
    const std::vector<std::uint32_t> from{0, 1, 1};
    const std::vector<std::uint32_t> to{0, 0, 1};
    const supply_graph graph(2, 2, from, to);
    supply_flow flow(graph);
    flow.provider[0].spare = flow.provider[1].spare = 5;
    flow.recipient[0].lacking = flow.recipient[1].lacking = 7;
    flow.provider[1].in = flow.recipient[1].in = 1;
    const std::vector<std::uint32_t> second{1};
    CHECK(flow.maximise(1, second, second) == 1);
    CHECK(flow.flow == std::vector<double>{0, 0, 5});
    CHECK(flow.recipient[1].lacking == 2);
}

} // namespace supply_flow_test

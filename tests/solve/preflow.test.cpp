// SPDX-License-Identifier: BSL-1.0
#include <cstdint>
#include <stop_token>
#include <vector>

#include <colearn/solve/detail/preflow.hpp>

#include "solve/flow_support.hpp"
#include "support/catch.hpp"

namespace preflow_test {

// Networks larger than those whose cuts can be counted: the flow must fill the cut that it names.
TEST_CASE("a flow that keeps its bounds fills the cut that stands beside it", "[preflow]") {
    for (std::uint64_t seed = 0; seed < 60; ++seed) {
        flow_test::draw any(seed);
        const auto n = 2 + any(60);
        std::vector<colearn::detail::capacity_link> links;
        std::int64_t all = 0;
        for (auto m = any(6 * n); m > 0; --m) {
            // Every third network is a band, in which excess must travel far and gaps arise.
            const auto u = any(n);
            const auto v = seed % 3 == 0 ? (u + 1 + any(3)) % n : any(n);
            links.push_back({static_cast<std::uint32_t>(u), static_cast<std::uint32_t>(v), any.whole(0, 50)});
            all += links.back().capacity;
        }
        const auto link = [&](std::size_t a) { return links[a]; };
        const auto sink = static_cast<std::uint32_t>(n - 1);
        colearn::detail::preflow flow(n, links.size(), link, 0, sink, all);
        REQUIRE(flow.run({}));
        // Rows that are filled at once make the same flow as those that are gathered when they are asked for.
        colearn::detail::preflow at_once(n, links.size(), link, 0, sink, all, 0);
        REQUIRE(at_once.run({}));
        CHECK(at_once.value() == flow.value());
        CHECK(at_once.source_side() == flow.source_side());
        std::vector<std::int64_t> net(n, 0);
        std::int64_t cut = 0;
        std::int64_t listed = 0;
        for (std::uint32_t v = 0; v < n; ++v)
            if (flow.source_side()[v] != 0) flow.each_cut(v, [&](std::size_t a) { listed += links[a].capacity; });
        bool bounds = true;
        for (std::size_t a = 0; a < links.size(); ++a) {
            const auto x = flow.flow(a);
            CHECK(x == at_once.flow(a));
            bounds = bounds && x >= 0 && x <= links[a].capacity;
            net[links[a].from] -= x;
            net[links[a].to] += x;
            if (flow.source_side()[links[a].from] > flow.source_side()[links[a].to]) cut += links[a].capacity;
        }
        INFO("seed " << seed);
        CHECK(bounds);
        CHECK(flow.source_side()[0] == 1);
        CHECK(flow.source_side()[n - 1] == 0);
        CHECK(cut == flow.value());
        CHECK(listed == cut);
        CHECK(net[n - 1] == cut);
        CHECK(net[0] == -cut);
        for (std::size_t v = 1; v + 1 < n; ++v) CHECK(net[v] == 0);
    }
}

} // namespace preflow_test

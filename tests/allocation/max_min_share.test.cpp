// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <vector>

#include <colearn/allocation/max_min_share.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace max_min_share_test {

using namespace allocation_test;

TEST_CASE("shares of need are level, and nobody gets beyond its need", "[max_min_share]") {
    auto of = small_pool();
    CHECK(max_min_share{}.allocate(of).amounts ==
          id_map<allocation_recipient, std::int64_t>(std::vector<std::int64_t>{2500, 1500, 6000}));
    of.recipients[recipient(2)].cap = 3'000; // what C may not take is enough for the others
    auto answer = max_min_share{}.allocate(of);
    CHECK(answer.amounts == id_map<allocation_recipient, std::int64_t>(std::vector<std::int64_t>{4375, 2625, 3000}));
    of.providers[provider(0)].capacity = 12'000;
    answer = max_min_share{}.allocate(of);
    CHECK(answer.amounts == id_map<allocation_recipient, std::int64_t>(std::vector<std::int64_t>{5000, 3000, 3000}));
    CHECK(answer.unspent == 1'000);
    CHECK(answer.why[recipient(0)].find("A School gets $50: its need") == 0);
}

TEST_CASE("the smallest share is the largest that is possible, up to a part", "[max_min_share]") {
    for (std::uint64_t item = 0; item < 120; ++item) {
        random_stream draw(4, item);
        auto of = random_problem(draw, {4, 12, item % 2 == 1, 0});
        for (auto& one : of.recipients.values()) {
            one.cap = no_cap;
            for (auto& need : one.need)
                need.amount = std::round(need.amount * static_cast<double>(of.what.parts)) /
                              static_cast<double>(of.what.parts); // whole needs
        }
        const auto answer = max_min_share{}.allocate(of);
        REQUIRE(answer.checked.violated == "");
        const auto smallest = [&](const auto& amounts, double extra) {
            double out = 1;
            for (std::size_t i = 0; i < amounts.size(); ++i)
                if (const double need = of.recipients.values()[i].total_need() * static_cast<double>(of.what.parts);
                    need > 0)
                    out = (std::min)(out, (static_cast<double>(amounts[i]) + extra) / need);
            return out;
        };
        double best = 0;
        std::vector<std::int64_t> caps;
        for (const auto& one : of.recipients) caps.push_back(detail::parts_for(of.what, one.total_need()));
        each_allowed(
            of, [&](const auto& x) { best = (std::max)(best, smallest(x, 0)); }, caps);
        CHECK(smallest(answer.amounts.values(), 1) >= best - 1e-9);
    }
}

} // namespace max_min_share_test

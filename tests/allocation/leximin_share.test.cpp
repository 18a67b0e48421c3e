// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <vector>

#include <colearn/allocation/leximin_share.hpp>

#include "allocation/policy_support.hpp"
#include "support/catch.hpp"

namespace leximin_share_test {

using namespace allocation_test;

TEST_CASE("tutors one by one to whoever has least of its need", "[leximin_share]") {
    const auto of = small_routes(); // needs of 2.5, 1.5 and 6; C depends on South alone
    const auto answer = leximin_share{}.allocate(of);
    CHECK(answer.amounts == id_map<allocation_recipient, std::int64_t>(std::vector<std::int64_t>{2, 1, 2}));
    CHECK(answer.outcome == status::optimal);
    CHECK(answer.why[recipient(0)] ==
          "A School gets 2 tutors, 80 % of its need of 2.50 tutors. One more part would go to "
          "it once all whom it competes with have 80 % of theirs.");
}

TEST_CASE("with needs alike it is the lexicographic best of all whole divisions", "[leximin_share]") {
    int routes_matter = 0;
    for (std::uint64_t item = 0; item < 200; ++item) {
        random_stream draw(6, item);
        auto of = random_problem(draw, {4, 9, item % 2 == 1, .3});
        for (auto& one : of.recipients.values()) one.need = {{8.0 / static_cast<double>(of.what.parts), 1, 0}};
        const auto answer = leximin_share{}.allocate(of);
        if (answer.outcome == status::infeasible) continue;
        REQUIRE(answer.checked.violated == "");
        std::vector<std::int64_t> caps;
        for (const auto& one : of.recipients)
            caps.push_back((std::max)(one.floor, (std::min)(one.cap, std::int64_t{8})));
        const auto sorted = [](auto x) {
            std::sort(x.begin(), x.end());
            return x;
        };
        std::vector<std::int64_t> best;
        each_allowed(
            of, [&](const auto& x) { best = (std::max)(best, sorted(x)); }, caps);
        const auto got = answer.amounts.values();
        CHECK(sorted(std::vector<std::int64_t>(got.begin(), got.end())) == best);
        routes_matter += !of.pooled() && best.size() > 1 && best.back() - best.front() > 1 ? 1 : 0;
    }
    CHECK(routes_matter > 10);
}

TEST_CASE("with any needs no part could go to somebody who would still be worse off", "[leximin_share]") {
    for (std::uint64_t item = 0; item < 120; ++item) {
        random_stream draw(8, item);
        const auto of = random_problem(draw, {4, 9, item % 2 == 1, .3});
        const auto answer = leximin_share{}.allocate(of);
        if (answer.outcome == status::infeasible) continue;
        std::vector<std::int64_t> caps = detail::allocation_bounds::up_to_need(of).caps;
        const auto got = answer.amounts.values();
        const auto share = [&](std::size_t i, std::int64_t x) {
            return static_cast<double>(x) /
                   (of.recipients.values()[i].total_need() * static_cast<double>(of.what.parts));
        };
        int better = 0;
        each_allowed(
            of,
            [&](const std::vector<std::int64_t>& x) {
                std::size_t giver = x.size();
                std::size_t taker = x.size();
                for (std::size_t i = 0; i < x.size(); ++i) {
                    if (x[i] == got[i]) continue;
                    if (x[i] == got[i] + 1 && taker == x.size())
                        taker = i;
                    else if (x[i] == got[i] - 1 && giver == x.size())
                        giver = i;
                    else
                        return;
                }
                if (taker == x.size()) return;
                if (giver == x.size() || share(giver, got[giver] - 1) > share(taker, got[taker]) + 1e-12) ++better;
            },
            caps);
        CHECK(better == 0);
    }
}

} // namespace leximin_share_test

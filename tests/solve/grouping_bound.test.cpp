// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/detail/grouping_bound.hpp>

#include "solve/grouping_support.hpp"
#include "support/catch.hpp"

namespace grouping_bound_test {

using namespace colearn::detail;
using grouping_support::at;

TEST_CASE("shares sum to the worth of each pair, and no choice of partners collects more", "[grouping_bound]") {
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        CAPTURE(seed);
        auto of = grouping_support::random_problem(seed, 9);
        of.together.clear();
        const auto blocks = make_blocks(of);
        const auto rows = allowed_rows(blocks);
        const auto plain = split_bound(blocks, rows, 0, {});
        const auto better = split_bound(blocks, rows, 40, {});
        CHECK(better.sum <= plain.sum);
        double sum = 0;
        for (std::uint32_t x = 0; x < blocks.count(); ++x) {
            std::vector<double> shares;
            for (const auto& one : rows[x]) {
                const double mine = share_of(one.weight, better.tilt[x], better.tilt[one.other]);
                const double theirs = share_of(one.weight, better.tilt[one.other], better.tilt[x]);
                CHECK(mine + theirs == Approx(one.weight).margin(1e-12));
                CHECK((one.weight < 0 || (mine >= 0 && theirs >= 0)));
                shares.push_back((std::max)(0.0, mine));
            }
            std::sort(shares.rbegin(), shares.rend());
            double most = 0;
            for (std::size_t k = 0; k + 1 < of.largest && k < shares.size(); ++k) most += shares[k];
            CHECK(better.collected[x] == Approx(most).margin(1e-12));
            sum += most;
        }
        CHECK(better.sum == Approx(sum).margin(1e-12));
    }
    // A star with five leaves in groups of three: plain halves give the centre 2 and each leaf 1, 3.5 in all; with all
    // the worth at the centre it is the optimum of 2.
    grouping_support::instance_of star{.values = {6, {}}, .smallest = 1, .largest = 3};
    for (std::size_t leaf = 1; leaf < 6; ++leaf) star.values.pairs.push_back({at(0), at(leaf), 1});
    const auto blocks = make_blocks(star);
    const auto rows = allowed_rows(blocks);
    CHECK(split_bound(blocks, rows, 0, {}).sum == Approx(3.5));
    CHECK(split_bound(blocks, rows, 60, {}).sum == Approx(2).epsilon(1e-3));
}

} // namespace grouping_bound_test

// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <utility>

#include <colearn/solve/best_matchings.hpp>
#include <colearn/solve/best_matchings_result.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace best_matchings_result_test {

using namespace colearn;
using Catch::Contains;
using matching_test::at;
using matching_test::instance;
using matching_test::node;
using matching_test::random_instance;
using matching_test::weights;

TEST_CASE("a forged list of best matchings is rejected", "[best_matchings_result]") {
    const auto of = random_instance(8, 12, .6, weights::real);
    const auto good = best_matchings(of, {.count = 4});
    REQUIRE(verify(of, good));
    auto bad = good; // the third best is left out
    bad.matchings.erase(bad.matchings.begin() + 2);
    CHECK_FALSE(verify(of, bad));
    bad.certificate.splits.pop_back();
    bad.certificate.proofs.pop_back();
    CHECK_FALSE(verify(of, bad));
    bad = best_matchings(of, {.count = 3}); // the third is passed over for the fourth
    bad.matchings[2] = good.matchings[3];
    CHECK_FALSE(verify(of, bad));
    bad = good;
    std::swap(bad.matchings[1], bad.matchings[2]);
    CHECK_FALSE(verify(of, bad));
    bad = good;
    bad.matchings[3] = bad.matchings[2];
    CHECK_THAT(verify(of, bad).violated, Contains("own cell"));
    bad = good;
    bad.matchings[3].weight += 1e-6;
    CHECK_THAT(verify(of, bad).violated, Contains("weigh"));
    bad = good;
    bad.all = true;
    CHECK_THAT(verify(of, bad).violated, Contains("other matchings"));
    bad = good;
    for (auto& one : bad.certificate.proofs) one.clear();
    CHECK_THAT(verify(of, bad).violated, Contains("nothing is proved"));
    std::size_t changed = 0;
    for (std::size_t c = 0; c < 4; ++c)
        for (std::size_t i = 0; i < good.certificate.proofs[c].size(); ++i) {
            bad = good;
            bad.certificate.proofs[c][i].loss *= .5;
            if (good.certificate.proofs[c][i].loss > 0) CHECK_FALSE(verify(of, bad));
            bad = good;
            bad.certificate.proofs[c][i].duals.potential.values()[0] += .01;
            CHECK_FALSE(verify(of, bad));
            bad.certificate.proofs[c][i].duals.bound += .01;
            CHECK_FALSE(verify(of, bad));
            ++changed;
        }
    CHECK(changed >= 4);
}

} // namespace best_matchings_result_test

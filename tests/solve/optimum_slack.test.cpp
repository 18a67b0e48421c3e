// SPDX-License-Identifier: BSL-1.0
#include <cstddef>
#include <cstdint>
#include <stop_token>

#include <colearn/solve/maximum_weight_matching.hpp>
#include <colearn/solve/optimum_slack.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace optimum_slack_test {

using namespace colearn;
using matching_test::at;
using matching_test::best_weight;
using matching_test::instance;
using matching_test::node;
using matching_test::random_instance;
using matching_test::weights;

// The instance with one pair worth something else.
instance with(instance of, id<node> a, id<node> b, double weight) {
    for (auto& one : of.pairs)
        if ((one.a == a && one.b == b) || (one.a == b && one.b == a)) one.weight = weight;
    return of;
}

TEST_CASE("a path of three pairs, by hand", "[optimum_slack]") {
    // The best are 0-1 and 2-3, 4 together; without 0-1 they are 1-2 and 3-4, 4 as well: so 0-1 falls at 2, its weight.
    const instance of{5, {{at(0), at(1), 2}, {at(1), at(2), 3}, {at(2), at(3), 2}, {at(3), at(4), 1}}};
    const auto best = maximum_weight_matching(of);
    const auto slack = optimum_slack(of, best);
    CHECK(slack[at(0)].threshold == 2);
    CHECK_FALSE(slack[at(0)].who.valid());
    CHECK(slack[at(1)].who == at(2));
    CHECK(slack[at(1)].weight == 3);
    CHECK(slack[at(4)].who == at(3)); // without a partner: its pair weighs 1 and would need what 3 is charged
    CHECK(slack[at(4)].weight == 1);
    CHECK(slack[at(4)].threshold >= 1);
}

TEST_CASE("a pair stands above its threshold and falls below it, and who is alone stays so below its own",
          "[optimum_slack]") {
    std::size_t pairs = 0;
    std::size_t alone = 0;
    for (std::uint64_t seed = 1; seed <= 120; ++seed) {
        CAPTURE(seed);
        const auto kind = seed % 3 == 0   ? weights::small_integers
                          : seed % 3 == 1 ? weights::real
                                          : weights::with_negatives;
        const auto of = random_instance(seed, 4 + seed % 7, .2 + .1 * static_cast<double>(seed % 8), kind);
        const auto best = maximum_weight_matching(of);
        const auto slack = optimum_slack(of, best);
        const double total = best_weight(of);
        for (std::size_t v = 0; v < of.count; ++v) {
            const auto one = at(v);
            const auto other = best.partner[one];
            const auto& rival = slack[one];
            if (!other.valid()) {
                if (!rival.who.valid()) continue;
                ++alone;
                const double short_of = rival.threshold - 1e-6;
                if (short_of > rival.weight) // nothing better comes of it
                    CHECK(best_weight(with(of, one, rival.who, short_of)) == Approx(total).margin(1e-9));
                continue;
            }
            if (other < one) continue;
            ++pairs;
            CHECK(rival.threshold == slack[other].threshold);
            // The total without the pair, and with it at its threshold, is the same; above it grows with the weight.
            const double without = best_weight(with(of, one, other, 0));
            CHECK(best_weight(with(of, one, other, rival.threshold)) == Approx(without).margin(1e-9));
            CHECK(best_weight(with(of, one, other, rival.threshold + .25)) == Approx(without + .25).margin(1e-9));
        }
    }
    CHECK(pairs > 300);
    CHECK(alone > 50);
}

TEST_CASE("stopped, it says nothing, and a result of another instance is refused", "[optimum_slack]") {
    const auto of = random_instance(1, 9, .6, weights::real);
    const auto best = maximum_weight_matching(of);
    std::stop_source stop;
    stop.request_stop();
    CHECK(optimum_slack(of, best, {.stop = stop.get_token()}).empty());
    auto larger = of;
    ++larger.count;
    CHECK_THROWS_AS(optimum_slack(larger, best), contract_violation);
}

} // namespace optimum_slack_test

// SPDX-License-Identifier: BSL-1.0
// Who should work with whom: candidates, scores and pairs of generated schools.
#include <cstddef>
#include <cstdio>
#include <string>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/twin.hpp>

#include "matching_lemon.hpp"
#include "support/compare.hpp"

namespace {

// Schools in towns of about 200, on a country of the size of Australia's south-east.
std::vector<colearn::school> schools_of(const std::string& size) {
    const std::size_t count = size == "district" ? 50 : size == "state" ? 2'000 : 10'000;
    std::vector<colearn::school> out(count);
    for (std::size_t i = 0; i < count; ++i) {
        colearn::random_stream town(1, i / 200);
        colearn::random_stream own(2, i);
        auto& one = out[i];
        one.name = "School " + std::to_string(i);
        one.where = colearn::place{colearn::uniform(town, -38, -28) + colearn::normal(own, 0, .15),
                                   colearn::uniform(town, 138, 152) + colearn::normal(own, 0, .15)};
        one.years = colearn::uniform(own) < .65 ? colearn::level::primary : colearn::level::secondary;
        one.enrolment = 50 + colearn::gamma(own, 2, 200);
        one.disadvantaged = colearn::beta(own, 2, 5);
        for (int topic = 0; topic < 6; ++topic) {
            one.need.push_back(colearn::beta(own, 2, 2));
            one.strength.push_back(colearn::beta(own, 2, 2));
        }
    }
    return out;
}

} // namespace

int main(int argc, char** argv) {
    bench::session session("matching", argc, argv);
    const auto schools = schools_of(session.size());
    const auto instance = colearn::twin(schools).certificate.candidates;

    colearn::dominant_matching_result<colearn::school> pairs;
    std::vector<bench::peer> peers;
#ifdef COLEARN_HAS_LEMON
    std::vector<bench::lemon_edge> edges;
    for (const auto& one : instance.pairs)
        if (one.weight > 0) edges.push_back({static_cast<int>(one.a.index), static_cast<int>(one.b.index), one.weight});
    double best = 0;
    // LEMON's answer is the best one; ours is another, of which the bound must hold.
    peers.push_back({"LEMON (optimum)",
                     [&] { best = bench::lemon_best_weight(static_cast<int>(instance.count), edges); },
                     [&] {
                         return 2 * pairs.weight >= best && pairs.weight <= best * (1 + 1e-9) &&
                                pairs.certificate.bound >= best * (1 - 1e-9);
                     }});
#endif
    session.compare({.kernel = "dominant_matching, with bound",
                     .threads = 1,
                     .ours = [&] { pairs = colearn::dominant_matching(instance); },
                     .peers = peers});
    session.compare({.kernel = "dominant_matching, pairs alone",
                     .threads = 1,
                     .ours = [&] { pairs = colearn::dominant_matching(instance, {.bound_sweeps = 0}); },
                     .peers = peers});
    colearn::twin_result twins;
    session.compare(
        {.kernel = "twin", .ours = [&] { twins = colearn::twin(schools, {.threads = session.threads()}); }});
    colearn::verification checked;
    session.compare({.kernel = "verify of twin", .threads = 1, .ours = [&] { checked = verify(schools, twins); }});

    pairs = colearn::dominant_matching(instance);
    std::printf("%zu schools, %zu candidate pairs: proved to reach %.4f of the best weight", schools.size(),
                instance.pairs.size(), pairs.guarantee());
#ifdef COLEARN_HAS_LEMON
    if (best > 0) std::printf("; reaches %.4f of it", pairs.weight / best);
#endif
    std::printf("\n");
    return session.finish();
}

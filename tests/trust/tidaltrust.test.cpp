// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <functional>
#include <limits>
#include <map>
#include <optional>
#include <vector>

#include <colearn/trust/tidaltrust.hpp>

#include "support/catch.hpp"
#include "trust/support.hpp"

namespace tidaltrust_test {

namespace {

using colearn::actor;
using colearn::contract_violation;
using colearn::id;
using colearn::tidaltrust;
using colearn::trust_pair;
using test::who;

struct plain_answer {
    std::optional<double> trust;
    std::size_t ties = 0;
    double threshold = 0;
};

// All shortest paths; the threshold from them; then the recursive mean.
plain_answer by_paths(std::uint32_t actors, const std::vector<test::trust_tie>& ties, std::uint32_t source,
                      std::uint32_t target, std::size_t horizon) {
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> rating;
    for (const auto& one : ties) rating[{one.from, one.to}] = one.strength;
    std::vector<std::vector<std::uint32_t>> paths = {{source}};
    for (std::size_t step = 0; step < horizon; ++step) {
        std::vector<std::vector<std::uint32_t>> longer;
        std::vector<std::vector<std::uint32_t>> done;
        for (const auto& path : paths)
            for (std::uint32_t next = 0; next < actors; ++next) {
                if (!rating.contains({path.back(), next}) || std::find(path.begin(), path.end(), next) != path.end())
                    continue;
                auto more = path;
                more.push_back(next);
                (next == target ? done : longer).push_back(more);
            }
        if (!done.empty()) {
            plain_answer out;
            out.ties = step + 1;
            for (const auto& path : done) {
                double weakest = std::numeric_limits<double>::infinity();
                for (std::size_t i = 0; i + 2 < path.size(); ++i)
                    weakest = std::min(weakest, rating[{path[i], path[i + 1]}]);
                if (step > 0) out.threshold = std::max(out.threshold, weakest);
            }
            std::map<std::pair<std::size_t, std::uint32_t>, std::vector<std::uint32_t>> onward;
            for (const auto& path : done)
                for (std::size_t i = 0; i + 1 < path.size(); ++i) {
                    auto& list = onward[{i, path[i]}];
                    if (std::find(list.begin(), list.end(), path[i + 1]) == list.end()) list.push_back(path[i + 1]);
                }
            const std::function<std::optional<double>(std::size_t, std::uint32_t)> infer =
                [&](std::size_t depth, std::uint32_t here) -> std::optional<double> {
                if (depth == step) return rating[{here, target}];
                double sum = 0;
                double weight = 0;
                for (const auto next : onward[{depth, here}]) {
                    const double own = rating[{here, next}];
                    const auto theirs = infer(depth + 1, next);
                    if (own < out.threshold || !theirs) continue;
                    sum += own * *theirs;
                    weight += own;
                }
                if (weight == 0) return std::nullopt;
                return sum / weight;
            };
            out.trust = infer(0, source);
            return out;
        }
        paths = longer;
    }
    return {};
}

} // namespace

TEST_CASE("TidalTrust takes the strongest of the shortest ways", "[tidaltrust]") {
    // The source trusts 1 with 9 and 2 with 8; both know the sink: the threshold is 9, so 1 alone is asked.
    const auto view = test::make_view(5, {{0, 1, 9}, {0, 2, 8}, {1, 3, 5}, {2, 3, 10}, {0, 4, 10}});
    const auto inferred = tidaltrust(view, who(0), who(3));
    CHECK(inferred.threshold == 9);
    CHECK(inferred.ties == 2);
    CHECK(*inferred.trust == 5);
    // with a lower threshold both are, by how much they are trusted
    CHECK(*tidaltrust(view, who(0), who(3), {.threshold = 8}).trust == Approx((9 * 5 + 8 * 10) / 17.0));
    CHECK_FALSE(tidaltrust(view, who(0), who(3), {.threshold = 9.5}).trust.has_value());
    // the last tie need not meet the threshold, and a direct tie is its own answer
    CHECK(*tidaltrust(view, who(0), who(2)).trust == 8);
    CHECK(tidaltrust(view, who(0), who(2)).ties == 1);
    CHECK_FALSE(tidaltrust(view, who(3), who(0)).trust.has_value());
    CHECK_FALSE(tidaltrust(view, who(0), who(3), {.horizon = 1}).trust.has_value());
}

TEST_CASE("TidalTrust agrees with all shortest paths", "[tidaltrust]") {
    colearn::random_stream stream(17);
    std::size_t far = 0;
    for (int round = 0; round < 120; ++round) {
        const auto actors = static_cast<std::uint32_t>(2 + colearn::uniform_index(stream, 10));
        auto ties = test::random_ties(stream, actors, 0.1 + 0.25 * colearn::uniform(stream));
        for (auto& one : ties) one.strength = 1 + static_cast<double>(colearn::uniform_index(stream, 10));
        const auto view = test::make_view(actors, ties);
        const auto names = test::random_names(stream, actors);
        const auto relabelled = test::make_view(actors, test::renamed(ties, names));
        const auto horizon = 1 + colearn::uniform_index(stream, 6);
        for (std::uint32_t s = 0; s < actors; ++s)
            for (std::uint32_t t = 0; t < actors; ++t) {
                if (s == t) continue;
                const auto want = by_paths(actors, ties, s, t, horizon);
                const auto got = tidaltrust(view, who(s), who(t), {.horizon = horizon});
                CAPTURE(round, s, t, horizon);
                REQUIRE(got.trust.has_value() == want.trust.has_value());
                REQUIRE(got.ties == want.ties);
                REQUIRE(got.threshold == want.threshold);
                const auto other = tidaltrust(relabelled, who(names[s]), who(names[t]), {.horizon = horizon});
                REQUIRE(other.trust.has_value() == want.trust.has_value());
                if (!want.trust) continue;
                REQUIRE(*got.trust == Approx(*want.trust));
                REQUIRE(*other.trust == Approx(*want.trust));
                far += want.ties > 2;
            }
    }
    CHECK(far > 300);
}

TEST_CASE("trust in another unit is inferred in that unit", "[tidaltrust]") {
    colearn::random_stream stream(18);
    const auto ties = test::random_ties(stream, 30, 0.1);
    auto scaled = ties;
    for (auto& one : scaled) one.strength *= 8;
    const auto view = test::make_view(30, ties);
    const auto other = test::make_view(30, scaled);
    for (std::uint32_t t = 1; t < 30; ++t) {
        const auto one = tidaltrust(view, who(0), who(t));
        const auto eight = tidaltrust(other, who(0), who(t));
        REQUIRE(one.trust.has_value() == eight.trust.has_value());
        if (one.trust) CHECK(*eight.trust == Approx(8 * *one.trust));
    }
}

TEST_CASE("TidalTrust for many pairs is the same on any number of threads", "[tidaltrust]") {
    colearn::random_stream stream(19);
    const auto view = test::make_view(80, test::random_ties(stream, 80, 0.04));
    std::vector<trust_pair> pairs;
    for (std::uint32_t i = 0; i < 500; ++i) pairs.push_back({who(i * 3 % 80), who((i * 3 + 1 + i % 79) % 80)});
    const auto one = tidaltrust(view, pairs);
    const auto four = tidaltrust(view, pairs, {.threads = 4});
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        REQUIRE(one.inferred[i].trust == four.inferred[i].trust);
        REQUIRE(one.inferred[i].trust == tidaltrust(view, pairs[i].source, pairs[i].target).trust);
    }
    std::stop_source stop;
    stop.request_stop();
    CHECK(tidaltrust(view, pairs, {.stop = stop.get_token()}).outcome == colearn::status::cancelled);
}

TEST_CASE("TidalTrust refuses strangers and horizons of nothing", "[tidaltrust]") {
    const auto view = test::make_view(2, {{0, 1, 1}});
    CHECK_THROWS_AS(tidaltrust(view, who(2), who(0)), contract_violation);
    CHECK_THROWS_AS(tidaltrust(view, who(0), who(0)), contract_violation);
    CHECK_THROWS_AS(tidaltrust(view, who(0), who(1), {.horizon = 0}), contract_violation);
    CHECK_THROWS_AS(tidaltrust(view, who(0), who(1), {.threshold = -1}), contract_violation);
}

} // namespace tidaltrust_test

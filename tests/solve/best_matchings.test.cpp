// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <stop_token>
#include <vector>

#include <colearn/solve/best_matchings.hpp>

#include "solve/support.hpp"
#include "support/catch.hpp"

namespace best_matchings_test {

using namespace colearn;
using Catch::Contains;
using matching_test::at;
using matching_test::instance;
using matching_test::node;
using matching_test::random_instance;
using matching_test::weights;

// The weights of all matchings that keep the rules, by trying every one; largest first.
void every(const instance& of, const matching_rules<node>& rules, std::size_t next, std::vector<std::uint8_t>& used,
           double weight, std::vector<double>& out) {
    if (next == of.pairs.size()) {
        for (const auto& one : rules.forced)
            if (used[one.first.index] != 2) return;
        out.push_back(weight);
        return;
    }
    const auto& one = of.pairs[next];
    every(of, rules, next + 1, used, weight, out);
    const auto named = [&](const auto& list) {
        return std::any_of(list.begin(), list.end(), [&](const auto& pair) {
            return (pair.first == one.a && pair.second == one.b) || (pair.first == one.b && pair.second == one.a);
        });
    };
    if (!(one.weight > 0) || used[one.a.index] != 0 || used[one.b.index] != 0 || named(rules.forbidden)) return;
    used[one.a.index] = used[one.b.index] = named(rules.forced) ? 2 : 1;
    every(of, rules, next + 1, used, weight + one.weight, out);
    used[one.a.index] = used[one.b.index] = 0;
}

std::vector<double> every(const instance& of, const matching_rules<node>& rules = {}) {
    std::vector<double> out;
    std::vector<std::uint8_t> used(of.count, 0);
    every(of, rules, 0, used, 0, out);
    std::sort(out.rbegin(), out.rend());
    return out;
}

TEST_CASE("a path of three pairs has five matchings, in order", "[best_matchings]") {
    const instance path{4, {{at(0), at(1), 4}, {at(1), at(2), 5}, {at(2), at(3), 2}}};
    const auto all = best_matchings(path, {.count = 9}); // 01+23, 12, 01, 23, none
    REQUIRE(all.matchings.size() == 5);
    CHECK(all.all);
    std::vector<double> got;
    for (const auto& one : all.matchings) got.push_back(one.weight);
    CHECK(got == std::vector<double>{6, 5, 4, 2, 0});
    CHECK(all.matchings[1].partner[at(1)] == at(2));
    CHECK(verify(path, all));
    const auto none = best_matchings(instance{2, {}}, {.count = 2});
    CHECK(none.matchings.size() == 1);
    CHECK(none.all);
}

TEST_CASE("the best, the second best and so on, of all matchings of hundreds of small graphs", "[best_matchings]") {
    for (std::uint64_t seed = 0; seed < 300; ++seed) {
        CAPTURE(seed);
        const auto of = random_instance(seed, 3 + seed % 6, seed % 3 == 0 ? 1 : .6, static_cast<weights>(seed % 5));
        matching_rules<node> rules;
        if (seed % 4 == 3 && of.pairs.size() > 2 && of.pairs[0].weight > 0) {
            rules.forced = {{of.pairs[0].b, of.pairs[0].a}};
            rules.forbidden = {{of.pairs[1].a, of.pairs[1].b}};
        }
        const auto truth = every(of, rules);
        const auto k = 1 + seed % 11;
        const auto got = best_matchings(of, {.count = k, .rules = rules});
        REQUIRE(got.outcome == status::optimal);
        REQUIRE(got.matchings.size() == (std::min)(k, truth.size()));
        if (truth.size() < k) CHECK(got.all);
        std::set<std::vector<std::uint32_t>> different;
        for (std::size_t i = 0; i < got.matchings.size(); ++i) {
            CHECK(got.matchings[i].weight == Approx(truth[i]).margin(1e-12 * truth[0]));
            std::vector<std::uint32_t> mate;
            for (const auto one : got.matchings[i].partner.values()) mate.push_back(one.index);
            CHECK(different.insert(mate).second);
        }
        const auto checked = verify(of, got, rules);
        INFO(checked.violated);
        CHECK(checked);
    }
}

TEST_CASE("numbering the ids anew and scaling change no weight", "[best_matchings]") {
    const auto of = random_instance(5, 40, .3, weights::real);
    auto other = of;
    for (auto& one : other.pairs) one = {at(39 - one.b.index), at(39 - one.a.index), 4 * one.weight};
    const auto got = best_matchings(of, {.count = 6});
    const auto again = best_matchings(other, {.count = 6});
    for (std::size_t i = 0; i < 6; ++i)
        CHECK(again.matchings[i].weight == Approx(4 * got.matchings[i].weight).epsilon(1e-13));
    CHECK(verify(of, got));
    CHECK(verify(other, again));
}

TEST_CASE("bad input to best_matchings, and a stop", "[best_matchings]") {
    const instance path{4, {{at(0), at(1), 4}, {at(1), at(2), 5}, {at(2), at(3), 2}}};
    CHECK_THROWS_WITH(best_matchings(path, {.count = 0}), Contains("at least one"));
    CHECK_THROWS_WITH(best_matchings(path, {.rules = {.objective = matching_objective::perfect}}), Contains("weight"));
    CHECK_THROWS_WITH(best_matchings(path, {.rules = {.forced = {{at(0), at(3)}}}}), Contains("forced"));
    std::stop_source source;
    const auto some = best_matchings(
        path, {.count = 3, .progress = [&](double) { source.request_stop(); }, .stop = source.get_token()});
    CHECK(some.outcome == status::cancelled);
    CHECK(some.matchings.size() == 1);
    CHECK(verify(path, some));
}

} // namespace best_matchings_test

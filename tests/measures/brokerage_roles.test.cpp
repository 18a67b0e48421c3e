// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <vector>

#include <colearn/measures/brokerage_roles.hpp>

#include "measures/pair_table.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace brokerage_roles_test {

using namespace colearn;

namespace {

std::vector<std::uint32_t> random_labels(random_stream& random, std::size_t n) {
    std::vector<std::uint32_t> made(n);
    for (auto& one : made) one = static_cast<std::uint32_t>(uniform_index(random, (n + 1) / 2));
    return made;
}

// By the definition, over all triples: [actor][role], role 5 the total.
std::vector<std::vector<double>> by_definition(const std::vector<std::vector<double>>& tied,
                                               const std::vector<std::uint32_t>& group) {
    const auto n = tied.size();
    std::vector<std::vector<double>> made(n, std::vector<double>(6));
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t v = 0; v < n; ++v)
            for (std::size_t b = 0; b < n; ++b) {
                if (a == v || v == b || a == b || tied[a][v] == 0 || tied[v][b] == 0 || tied[a][b] != 0) continue;
                const bool from_own = group[a] == group[v], to_own = group[b] == group[v], alike = group[a] == group[b];
                ++made[v][from_own && to_own ? 0 : !from_own && alike ? 1 : to_own ? 2 : from_own ? 3 : 4];
                ++made[v][5];
            }
    return made;
}

} // namespace

TEST_CASE("the five roles, by hand", "[brokerage_roles]") {
    // 0 -> 1 -> 2, all tied through 1 alone; groups tell the role.
    const auto of = small::graph(3, {{0, 1}, {1, 2}}, true);
    const std::vector<std::pair<std::vector<std::uint32_t>, broker_role>> cases{
        {{0, 0, 0}, broker_role::coordinator},
        {{1, 0, 1}, broker_role::itinerant},
        {{1, 0, 0}, broker_role::gatekeeper},
        {{0, 0, 1}, broker_role::representative},
        {{1, 0, 2}, broker_role::liaison}};
    for (const auto& [labels, role] : cases) {
        const auto result = brokerage_roles(of, groups_from(of, "house", labels));
        CHECK(result.count_of(id<actor>{1U})[role] == 1);
        CHECK(result.count_of(id<actor>{1U}).total == 1);
        CHECK(result.count_of(id<actor>{0U}).total == 0);
        CHECK(result.groups.boundary == "house");
    }
    CHECK(to_string(broker_role::gatekeeper) == "gatekeeper");
    // With a tie from source to target there is nothing to broker.
    const auto closed = small::graph(3, {{0, 1}, {1, 2}, {0, 2}}, true);
    CHECK(brokerage_roles(closed, groups_by_role(closed)).count_of(id<actor>{1U}).total == 0);
}

TEST_CASE("brokerage roles, against all triples", "[brokerage_roles]") {
    random_stream random(61);
    for (int trial = 0; trial < 400; ++trial) {
        const auto of = small::random_columns(random, 9).frozen(small::any_options(random));
        const auto labels = random_labels(random, of.actor_count());
        const auto result = brokerage_roles(of, groups_from(of, "label", labels));
        const auto known = by_definition(small::arcs_of(of), labels);
        CHECK(verify(of, result));
        std::uint64_t all = 0;
        for (const auto& one : result.count) all += one.total;
        CHECK(result.all.total == all);
        for (std::size_t v = 0; v < of.actor_count(); ++v) {
            for (std::size_t r = 0; r < broker_role_count; ++r)
                CHECK(static_cast<double>(result.count[v].role[r]) == known[v][r]);
            CHECK(static_cast<double>(result.count[v].total) == known[v][5]);
        }
    }
}

TEST_CASE("expectation and deviation, over all networks of four actors", "[brokerage_roles]") {
    // Each of the 4096 networks has its probability; the moments must come out.
    constexpr std::size_t n = 4;
    const std::vector<std::vector<std::uint32_t>> groupings{{0, 0, 0, 0}, {0, 0, 0, 1}, {0, 0, 1, 1},
                                                            {0, 0, 1, 2}, {0, 1, 2, 3}, {0, 1, 1, 1}};
    const auto of = small::graph(n, {{0, 1}, {1, 2}, {2, 3}}, true); // density 1/4
    constexpr double d = .25;
    for (const auto& labels : groupings) {
        const auto result = brokerage_roles(of, groups_from(of, "label", labels));
        CHECK(result.density == d);
        std::vector<double> mean(6), square(6), all_mean(6), all_square(6);
        for (std::uint32_t ties = 0; ties < 1U << (n * (n - 1)); ++ties) {
            std::vector<std::vector<double>> tied(n, std::vector<double>(n));
            std::uint32_t bit = 0;
            double chance = 1;
            for (std::size_t i = 0; i < n; ++i)
                for (std::size_t j = 0; j < n; ++j) {
                    if (i == j) continue;
                    tied[i][j] = ties >> bit++ & 1U;
                    chance *= tied[i][j] > 0 ? d : 1 - d;
                }
            const auto rows = by_definition(tied, labels);
            const auto& row = rows[0];
            for (std::size_t r = 0; r < 6; ++r) {
                double all = 0;
                for (const auto& one : rows) all += one[r];
                all_mean[r] += chance * all;
                all_square[r] += chance * all * all;
                mean[r] += chance * row[r];
                square[r] += chance * row[r] * row[r];
            }
        }
        for (std::size_t r = 0; r < 6; ++r) {
            const double deviation = std::sqrt((std::max)(0.0, square[r] - mean[r] * mean[r]));
            const auto own = labels[0];
            CHECK((r < 5 ? result.expected[own].role[r] : result.expected[own].total) == Approx(mean[r]).margin(1e-12));
            CHECK((r < 5 ? result.deviation[own].role[r] : result.deviation[own].total) ==
                  Approx(deviation).margin(1e-7));
            const double all_deviation = std::sqrt((std::max)(0.0, all_square[r] - all_mean[r] * all_mean[r]));
            CHECK((r < 5 ? result.all_expected.role[r] : result.all_expected.total) ==
                  Approx(all_mean[r]).margin(1e-12));
            CHECK((r < 5 ? result.all_deviation.role[r] : result.all_deviation.total) ==
                  Approx(all_deviation).margin(1e-7));
        }
    }
}

TEST_CASE("z scores, and where there are none", "[brokerage_roles]") {
    const auto of = small::graph(4, {{0, 1}, {1, 2}, {2, 3}}, true);
    const auto one = brokerage_roles(of, groups_by_role(of));
    const double p = .25 * .25 * .75;
    const double spread = std::sqrt(6 * p * (1 - p) + 12 * std::pow(.25 * .75, 3));
    CHECK(*one.z(id<actor>{1U}).value == Approx((1 - 6 * p) / spread));
    CHECK(*one.z(id<actor>{1U}, broker_role::coordinator).value == Approx((1 - 6 * p) / spread));
    CHECK_FALSE(one.z(id<actor>{1U}, broker_role::liaison).defined()); // there is but one group
    CHECK(*one.z(broker_role::coordinator).value ==
          Approx((2 - one.all_expected.total) / one.all_deviation[broker_role::coordinator]));
    CHECK_FALSE(one.z(broker_role::liaison).defined());
    CHECK_THROWS_AS(one.z(id<actor>{4U}), contract_violation);
    const auto empty = small::graph(3, {}, true);
    CHECK_FALSE(brokerage_roles(empty, groups_by_role(empty)).z(id<actor>{0U}).defined());
    CHECK(brokerage_roles(view(), groups_by_role(view())).count.empty());
    const auto alone = small::graph(1, {}, true);
    CHECK_FALSE(brokerage_roles(alone, groups_by_role(alone)).z(id<actor>{0U}).defined());
}

TEST_CASE("brokerage roles of a larger network, undirected, and forged ones", "[brokerage_roles]") {
    random_stream random(62);
    const auto of = small::mixed(60, 250, 16).frozen({.directed = false});
    auto result = brokerage_roles(of, groups_from(of, "label", random_labels(random, 60)));
    CHECK(verify(of, result));
    for (const auto who : of.actors())
        CHECK(result.count_of(who)[broker_role::gatekeeper] == result.count_of(who)[broker_role::representative]);
    ++result.count[7].role[4];
    CHECK(verify(of, result).violated.find("7 is liaison of ") == 0);
    --result.count[7].role[4];
    ++result.count[7].total;
    CHECK_FALSE(verify(of, result));
    --result.count[7].total;
    CHECK(verify(of, result));
    ++result.all.role[2];
    CHECK_FALSE(verify(of, result));
    CHECK_FALSE(verify(small::kite(), result));
    CHECK_THROWS_AS(brokerage_roles(small::kite(), groups_by_role(of)), contract_violation);
}

} // namespace brokerage_roles_test

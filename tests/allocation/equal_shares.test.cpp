// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <numeric>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/allocation/equal_shares.hpp>
#include <colearn/io/participatory_budget.hpp>

#include "allocation/ballot_support.hpp"
#include "support/catch.hpp"
#include "support/real_data.hpp"

namespace equal_shares_test {

namespace {

using ballot_test::indices;
using colearn::budget_utility;
using colearn::equal_shares;
using colearn::equal_shares_completion;
using colearn::equal_shares_options;
using colearn::participatory_budget;
using colearn::random_stream;
using colearn::status;

// The definition, word for word: every round, every project, its supporters sorted by what limits them.
struct plain_run {
    std::vector<unsigned> bought{};
    std::vector<double> rho{};
    double spent = 0;
};
plain_run plainly(const participatory_budget& in, budget_utility utility, double part) {
    plain_run out;
    std::vector<double> money(in.voter_count(), part);
    std::vector<std::vector<std::pair<std::size_t, double>>> supporters(in.projects.size());
    for (std::size_t i = 0; i < in.voter_count(); ++i)
        for (const auto& one : in.ballot(colearn::id<colearn::budget_voter>{i}))
            supporters[one.project.index].emplace_back(i, utility == budget_utility::count ? 1.0
                                                          : utility == budget_utility::cost
                                                              ? in.projects[one.project].cost
                                                              : one.points);
    while (true) {
        std::size_t best = in.projects.size();
        double lowest = 0;
        for (std::size_t p = 0; p < in.projects.size(); ++p) {
            const double cost = in.projects.values()[p].cost;
            if (supporters[p].empty() || std::count(out.bought.begin(), out.bought.end(), p) > 0) continue;
            double all = 0;
            double slope = 0;
            for (const auto& [i, u] : supporters[p]) all += money[i], slope += u;
            if (all < cost * (1 - 1e-12)) continue;
            std::sort(supporters[p].begin(), supporters[p].end(), [&](const auto& a, const auto& b) {
                return money[a.first] / a.second < money[b.first] / b.second;
            });
            double paid = 0;
            double rho = 0;
            for (const auto& [i, u] : supporters[p]) {
                rho = (cost - paid) / slope;
                if (rho * u <= money[i]) break;
                paid += money[i];
                slope -= u;
                rho = money[i] / u; // everybody gives all
            }
            const bool equal = best < in.projects.size() && std::fabs(rho - lowest) <= 1e-11 * lowest;
            if (best == in.projects.size() || (equal ? cost < in.projects.values()[best].cost : rho < lowest)) {
                best = p;
                lowest = rho;
            }
        }
        if (best == in.projects.size()) return out;
        for (const auto& [i, u] : supporters[best]) money[i] -= std::min(money[i], u * lowest);
        out.bought.push_back(static_cast<unsigned>(best));
        out.rho.push_back(lowest);
        out.spent += in.projects.values()[best].cost;
    }
}

std::vector<unsigned> bought(const colearn::equal_shares_result& of) {
    std::vector<unsigned> out;
    for (const auto& one : of.purchases) out.push_back(one.project.index);
    return out;
}

void check(const participatory_budget& in, const equal_shares_options& options) {
    const auto got = equal_shares(in, options);
    const auto checked = verify(in, got, options);
    CAPTURE(checked.violated);
    CHECK(checked);
    if (in.voter_count() == 0) return;
    // Raise the part as add1 says, by the plain definition.
    double part = in.budget / static_cast<double>(in.voter_count());
    auto want = plainly(in, options.utility, part);
    std::vector<std::uint8_t> supported(in.projects.size());
    for (const auto& one : in.votes) supported[one.project.index] = 1;
    const auto all = static_cast<std::size_t>(std::count(supported.begin(), supported.end(), 1));
    const bool grown =
        options.completion == equal_shares_completion::add1 || options.completion == equal_shares_completion::add1u;
    while (grown && want.bought.size() < all) {
        part += options.step;
        auto next = plainly(in, options.utility, part);
        if (next.spent > in.budget) break;
        want = std::move(next);
    }
    CHECK(bought(got) == want.bought);
    for (std::size_t k = 0; k < std::min(want.rho.size(), got.purchases.size()); ++k)
        CHECK(got.purchases[k].price == Approx(want.rho[k]));
}

} // namespace

TEST_CASE("equal shares by hand", "[equal_shares]") {
    // 10 voters have 10 each. Six want project 0 (cost 50) and 1 (30); four want 2 (40) and 3 (35).
    // rho: 50/6 = 8.33, 30/6 = 5, 40/4 = 10, 35/4 = 8.75. Project 1 is bought for 5 each: the six have 5 left, 30 in
    // all, and cannot pay for 0. Then 3 for 8.75 each, and the four have 1.25 left.
    const auto ballot = ballot_test::make(100, {50, 30, 40, 35}, {{6, {0, 1}}, {4, {2, 3}}});
    const auto result = equal_shares(ballot);
    CHECK(bought(result) == std::vector<unsigned>{1, 3});
    CHECK(result.purchases[0].price == Approx(5));
    CHECK(result.purchases[1].price == Approx(8.75));
    CHECK(result.certificate.left.values()[0] == Approx(5));
    CHECK(result.certificate.left.values()[9] == Approx(1.25));
    CHECK(explain(ballot, result.purchases[0]) == "1 costs 30: 6 of its 6 supporters paid for it, 5 at most.");
    CHECK(verify(ballot, result));
    // Greedy would spend it all on the majority and on half of what the others want: 0 and 1.
    CHECK(indices(colearn::greedy_approval(ballot).chosen) == std::vector<unsigned>{1, 0});
    // 35 are left: nothing fits. With parts of 10 + 1 they buy the same; of 13.33 and more the six could pay for 0 as
    // well, and the budget would break: so 13 each.
    const auto more = equal_shares(ballot, {.completion = equal_shares_completion::add1});
    CHECK(bought(more) == std::vector<unsigned>{1, 3});
    CHECK(more.certificate.part == 13);
    REQUIRE(more.certificate.beyond.size() == 3);
    CHECK(more.certificate.rounds == 5);
    CHECK(verify(ballot, more, {.completion = equal_shares_completion::add1}));
    // With a larger budget the same rule leaves room that greedy fills.
    auto rich = ballot;
    rich.budget = 105;
    CHECK(equal_shares(rich, {.completion = equal_shares_completion::greedy}).completed.size() == 1);
    // By cost, the money that goes to one's projects: rho is cost / (cost x supporters), so the dearer one is as good.
    CHECK(bought(equal_shares(ballot, {.utility = budget_utility::cost})) == std::vector<unsigned>{1, 3});
}

TEST_CASE("equal shares is what its definition says, whatever the utilities and completion", "[equal_shares]") {
    random_stream stream(1);
    for (int round = 0; round < 240; ++round) {
        CAPTURE(round);
        const auto in = ballot_test::any_ballot(stream, 9, 12);
        check(in, {.utility = static_cast<budget_utility>(round % 3),
                   .completion = static_cast<equal_shares_completion>(round / 3 % 4),
                   .step = .25});
    }
}

TEST_CASE("equal shares gives every group that agrees its part", "[equal_shares]") {
    // Extended justified representation (Peters and Skowron 2020): of k unit-cost projects, where a group of at least
    // l n / k voters all want the same l projects, somebody in it wants at least l of the chosen ones.
    random_stream stream(2);
    for (int round = 0; round < 120; ++round) {
        const auto in = ballot_test::any_ballot(stream, 6, 7, true);
        const auto n = in.voter_count();
        std::vector<unsigned> wants(n, 0);
        for (std::size_t i = 0; i < n; ++i)
            for (const auto& one : in.ballot(colearn::id<colearn::budget_voter>{i}))
                wants[i] |= 1U << one.project.index;
        unsigned chosen = 0;
        for (const auto p : equal_shares(in).chosen()) chosen |= 1U << p.index;
        for (unsigned group = 1; group < 1U << n; ++group) {
            unsigned common = ~0U;
            int most = 0;
            for (std::size_t i = 0; i < n; ++i) {
                if ((group >> i & 1U) == 0) continue;
                common &= wants[i];
                most = std::max(most, __builtin_popcount(wants[i] & chosen));
            }
            const double part = __builtin_popcount(group) * in.budget / static_cast<double>(n);
            CHECK(most >= std::min<int>(__builtin_popcount(common), static_cast<int>(part + 1e-9)));
        }
    }
}

TEST_CASE("few prices are computed anew", "[equal_shares]") {
    random_stream stream(3);
    participatory_budget in;
    for (int p = 0; p < 60; ++p) (void)in.add_project({std::to_string(p), "", 1 + 50 * colearn::uniform(stream)});
    for (int i = 0; i < 300; ++i) {
        std::vector<colearn::budget_vote> ballot;
        for (std::size_t p = 0; p < 60; ++p)
            if (colearn::uniform(stream) < .1) ballot.push_back({colearn::id<colearn::budget_project>{p}, 1});
        (void)in.add_ballot(ballot);
    }
    in.budget = 700;
    const auto got = equal_shares(in);
    CHECK(verify(in, got));
    CHECK(got.certificate.evaluations * 4 < 60 * got.purchases.size());
}

TEST_CASE("forged shares are rejected", "[equal_shares]") {
    const auto in = ballot_test::make(100, {50, 30, 40, 35, 20}, {{6, {0, 1}}, {4, {2, 3}}, {2, {4}}});
    const equal_shares_options options{.completion = equal_shares_completion::add1u};
    const auto right = equal_shares(in, options);
    REQUIRE(verify(in, right, options));
    const auto refused = [&](auto forge, const std::string& why) {
        auto forged = right;
        forge(forged);
        const auto checked = verify(in, forged, options);
        CAPTURE(checked.violated, why);
        CHECK(!checked);
        CHECK(checked.violated.find(why) != std::string::npos);
    };
    refused([](auto& of) { of.purchases.pop_back(); }, "could still pay");
    refused([](auto& of) { std::swap(of.purchases[0], of.purchases[1]); }, "smaller rho");
    refused([](auto& of) { of.purchases[0].payments[0].amount += 1; }, "pays");
    refused([](auto& of) { of.purchases[0].price *= 1.1; }, "pays");
    refused([](auto& of) { of.purchases[0].payments.pop_back(); }, "one payment for each supporter");
    refused([](auto& of) { of.purchases[1] = of.purchases[0]; }, "different projects");
    refused([](auto& of) { of.certificate.part += 1; }, "");
    refused([](auto& of) { of.certificate.part += .5; }, "everyone's part");
    refused([](auto& of) { of.certificate.left.values()[3] += 1; }, "left");
    refused([](auto& of) { of.certificate.spent += 1; }, "cost");
    refused([](auto& of) { of.certificate.beyond.pop_back(); }, "one step more");
    refused([](auto& of) { of.completed.push_back(of.purchases[0].project); }, "completion must add other");
}

TEST_CASE("equal shares with nobody, nothing and too little", "[equal_shares]") {
    CHECK(equal_shares(participatory_budget{}).chosen().empty());
    for (const auto& in : {ballot_test::make(10, {}, {{3, {}}}), ballot_test::make(0, {5}, {{3, {0}}}),
                           ballot_test::make(100, {5}, {}), ballot_test::make(9, {10}, {{3, {0}}})}) {
        const auto result = equal_shares(in, {.completion = equal_shares_completion::greedy});
        CHECK(result.chosen().empty());
        CHECK(verify(in, result, {.completion = equal_shares_completion::greedy}));
    }
    // All that there is for all that it costs, in thirds.
    const auto thirds = ballot_test::make(1, {.4, .3, .3}, {{3, {0, 1, 2}}});
    CHECK(equal_shares(thirds).purchases.size() == 3);
    CHECK(verify(thirds, equal_shares(thirds)));
    CHECK_THROWS_AS(equal_shares(thirds, {.step = 0}), colearn::contract_violation);
    auto bad = thirds;
    bad.budget = -1;
    CHECK_THROWS_AS(equal_shares(bad), colearn::contract_violation);
    std::stop_source source;
    source.request_stop();
    CHECK(equal_shares(thirds, {.stop = source.get_token()}).outcome == status::cancelled);
}

TEST_CASE("equal shares on the ballot of Toulouse in 2019", "[equal_shares][realdata]") {
    const auto folder = real_data_folder();
    if (!folder) return;
    const auto ballot = colearn::read_participatory_budget(*folder / "pabulib" / "france_toulouse_2019.pb").ballot;
    for (const auto utility : {budget_utility::points, budget_utility::count, budget_utility::cost})
        check(ballot, {.utility = utility});
    check(ballot, {.utility = budget_utility::points, .completion = equal_shares_completion::add1u, .step = 25});
}

} // namespace equal_shares_test

// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include <colearn/allocation/sequential_phragmen.hpp>

#include "allocation/ballot_support.hpp"
#include "support/catch.hpp"

namespace sequential_phragmen_test {

namespace {

using colearn::participatory_budget;
using colearn::phragmen_overshoot;
using colearn::sequential_phragmen;

std::vector<unsigned> bought(const colearn::sequential_phragmen_result& of) {
    std::vector<unsigned> out;
    for (const auto& one : of.purchases) out.push_back(one.project.index);
    return out;
}

// Money that really flows: everyone's account grows, and is emptied by what they buy. `over`: the first project that
// would have broken the budget, or how many there are.
std::vector<unsigned> by_accounts(const participatory_budget& in, phragmen_overshoot rule, std::size_t& over) {
    over = in.projects.size();
    std::vector<double> account(in.voter_count(), 0);
    std::vector<int> state(in.projects.size(), 0);
    std::vector<unsigned> out;
    double spent = 0;
    while (true) {
        std::size_t best = in.projects.size();
        double soonest = 0;
        for (std::size_t p = 0; p < in.projects.size(); ++p) {
            if (state[p] != 0) continue;
            double has = 0;
            double earns = 0;
            for (std::size_t i = 0; i < in.voter_count(); ++i)
                for (const auto& one : in.ballot(colearn::id<colearn::budget_voter>{i}))
                    if (one.project.index == p) has += account[i], earns += 1;
            if (earns == 0) continue;
            const double wait = (in.projects.values()[p].cost - has) / earns;
            const bool equal = best < in.projects.size() && std::fabs(wait - soonest) < 1e-11;
            if (best == in.projects.size() ||
                (equal ? in.projects.values()[p].cost < in.projects.values()[best].cost : wait < soonest)) {
                best = p;
                soonest = wait;
            }
        }
        if (best == in.projects.size()) return out;
        for (auto& x : account) x += soonest;
        state[best] = 1;
        if (spent + in.projects.values()[best].cost > in.budget) {
            if (over == in.projects.size()) over = best;
            if (rule == phragmen_overshoot::stop) return out;
            continue;
        }
        spent += in.projects.values()[best].cost;
        out.push_back(static_cast<unsigned>(best));
        for (std::size_t i = 0; i < in.voter_count(); ++i)
            for (const auto& one : in.ballot(colearn::id<colearn::budget_voter>{i}))
                if (one.project.index == best) account[i] = 0;
    }
}

} // namespace

TEST_CASE("Phragmen's own example", "[sequential_phragmen]") {
    // Janson, arXiv 1611.08826, from Phragmen (1894): 1034 ABC, 519 PQR, 90 ABQ, 47 APQ, three seats: A, Q, B.
    const auto ballot = ballot_test::make(3, {1, 1, 1, 1, 1, 1}, // A B C P Q R
                                          {{1034, {0, 1, 2}}, {519, {3, 4, 5}}, {90, {0, 1, 4}}, {47, {0, 3, 4}}});
    const auto result = sequential_phragmen(ballot);
    CHECK(bought(result) == std::vector<unsigned>{0, 4, 1});
    CHECK(result.purchases[0].price == Approx(1.0 / 1171));
    CHECK(result.purchases[1].price == Approx((1 + 137.0 / 1171) / 656));
    const auto checked = verify(ballot, result);
    CAPTURE(checked.violated);
    CHECK(checked);
}

TEST_CASE("Phragmen's rule with costs is what its definition says", "[sequential_phragmen]") {
    colearn::random_stream stream(1);
    for (int round = 0; round < 300; ++round) {
        CAPTURE(round);
        const auto in =
            round % 10 == 0 ? ballot_test::any_ballot(stream, 30, 60) : ballot_test::any_ballot(stream, 8, 10);
        const colearn::sequential_phragmen_options how{round % 2 == 0 ? phragmen_overshoot::stop
                                                                      : phragmen_overshoot::skip};
        const auto got = sequential_phragmen(in, how);
        std::size_t over = 0;
        CHECK(bought(got) == by_accounts(in, how.overshoot, over));
        CHECK((got.certificate.stopped_by.valid() ? got.certificate.stopped_by.index : in.projects.size()) == over);
        const auto checked = verify(in, got, how);
        CAPTURE(checked.violated);
        CHECK(checked);
    }
}

TEST_CASE("forged purchases are rejected", "[sequential_phragmen]") {
    const auto in = ballot_test::make(100, {50, 30, 40, 35}, {{6, {0, 1}}, {4, {2, 3}}});
    const auto right = sequential_phragmen(in);
    REQUIRE(verify(in, right));
    REQUIRE(right.purchases.size() == 2);
    const auto refused = [&](auto forge) {
        auto forged = right;
        forge(forged);
        CHECK(!verify(in, forged));
    };
    refused([](auto& of) { of.purchases.pop_back(); });
    refused([](auto& of) { std::swap(of.purchases[0], of.purchases[1]); });
    refused([](auto& of) { of.purchases[0].price *= 1.01; });
    refused([](auto& of) { of.purchases[0].payments[0].amount += 1; });
    refused([](auto& of) { of.purchases[0].payments.pop_back(); });
    refused([](auto& of) { of.certificate.paid_until.values()[0] += 1; });
    refused([](auto& of) { of.certificate.spent += 1; });
    refused([](auto& of) { of.certificate.stopped_by = {}; });
    CHECK(sequential_phragmen(participatory_budget{}).purchases.empty());
    auto bad = in;
    bad.projects.values()[0].cost = 0;
    CHECK_THROWS_AS(sequential_phragmen(bad), colearn::contract_violation);
}

} // namespace sequential_phragmen_test

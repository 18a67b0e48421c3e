// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <stop_token>
#include <string>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/solve/submodular_maximisation.hpp>

#include "support/catch.hpp"

namespace submodular_maximisation_test {

namespace {

using colearn::random_stream;
using colearn::status;
using colearn::submodular_maximisation;
using colearn::submodular_problem;
using numbers = std::vector<double>;

// Weighted coverage.
struct coverage {
    std::vector<std::vector<std::size_t>> covers{}; // by item
    numbers worth{};                                // by what can be covered
    std::vector<std::uint8_t> covered{};
    std::size_t asked = 0;
    void clear() { covered.assign(worth.size(), 0); }
    double gain(std::size_t i) {
        ++asked;
        double out = 0;
        for (const auto e : covers[i]) out += covered[e] == 0 ? worth[e] : 0;
        return out;
    }
    void add(std::size_t i) {
        for (const auto e : covers[i]) covered[e] = 1;
    }
};

coverage any_coverage(random_stream& stream, std::size_t items, std::size_t elements, double density) {
    coverage out;
    for (std::size_t e = 0; e < elements; ++e)
        out.worth.push_back(static_cast<double>(1 + colearn::uniform_index(stream, 5)));
    out.covers.resize(items);
    for (auto& one : out.covers)
        for (std::size_t e = 0; e < elements; ++e)
            if (colearn::uniform(stream) < density) one.push_back(e);
    out.clear();
    return out;
}

double best_of_all(coverage in, const submodular_problem& problem) {
    double best = 0;
    for (std::size_t set = 0; set < std::size_t{1} << problem.item_count; ++set) {
        in.clear();
        double value = 0;
        double cost = 0;
        for (std::size_t i = 0; i < problem.item_count; ++i) {
            if ((set >> i & 1U) == 0) continue;
            value += in.gain(i);
            in.add(i);
            cost += problem.costs.empty() ? 1.0 : problem.costs[i];
        }
        if (cost <= problem.budget) best = std::max(best, value);
    }
    return best;
}

// Greedy by its definition.
std::vector<std::size_t> plainly(coverage in, const submodular_problem& problem) {
    std::vector<std::size_t> out;
    in.clear();
    double cost = 0;
    const auto cost_of = [&](std::size_t i) { return problem.costs.empty() ? 1.0 : problem.costs[i]; };
    while (true) {
        std::size_t best = problem.item_count;
        double highest = 0;
        for (std::size_t i = 0; i < problem.item_count; ++i)
            if (cost + cost_of(i) <= problem.budget && in.gain(i) / cost_of(i) > highest) {
                best = i;
                highest = in.gain(i) / cost_of(i);
            }
        if (best == problem.item_count) return out;
        out.push_back(best);
        cost += cost_of(best);
        in.add(best);
    }
}

} // namespace

TEST_CASE("coverage by hand: where greedy falls short, and what it promises", "[submodular_maximisation]") {
    // The usual example of maximum coverage (Vohra and Hall 1993): two sets cover all 14, but greedy takes 8 first.
    coverage in;
    in.worth.assign(14, 1);
    in.covers = {{0, 1, 2, 3, 4, 5, 6}, {7, 8, 9, 10, 11, 12, 13}, {3, 4, 5, 6, 10, 11, 12, 13}};
    const submodular_problem two{3, 2, {}};
    const auto result = submodular_maximisation(in, two);
    CHECK(result.chosen == std::vector<std::size_t>{2, 0});
    CHECK(result.value == 11);
    CHECK(result.certificate.at_most == 14); // 11 + 3, what the last one would add
    CHECK(result.outcome == status::guaranteed);
    CHECK(result.promise == Approx(1 - std::exp(-1)));
    CHECK(verify(in, two, result));
    const auto guessed = submodular_maximisation(in, two, {.guesses = 1});
    CHECK(guessed.value == 14);
    CHECK(guessed.outcome == status::optimal);
    // A cheap item of little worth must not keep out a dear one of much.
    in.covers = {{0}, {1, 2, 3, 4, 5, 6, 7, 8}};
    const numbers costs{1, 9};
    const auto single = submodular_maximisation(in, {2, 9, costs});
    CHECK(single.chosen == std::vector<std::size_t>{1});
}

TEST_CASE("lazy greedy is greedy, and as good as is promised", "[submodular_maximisation]") {
    random_stream stream(1);
    std::size_t optimal = 0;
    for (int round = 0; round < 200; ++round) {
        CAPTURE(round);
        auto in = any_coverage(stream, 1 + colearn::uniform_index(stream, 9), 12, .25);
        const auto n = in.covers.size();
        numbers costs;
        for (std::size_t i = 0; i < n; ++i) costs.push_back(1 + static_cast<double>(colearn::uniform_index(stream, 4)));
        const submodular_problem problem{n, static_cast<double>(1 + colearn::uniform_index(stream, 6)),
                                         round % 2 == 0 ? std::span<const double>() : std::span<const double>(costs)};
        const double best = best_of_all(in, problem);
        for (const unsigned guesses : {0U, 1U, 2U}) {
            const auto got = submodular_maximisation(in, problem, {.guesses = guesses});
            CAPTURE(guesses, got.value, best);
            CHECK(got.value >= got.promise * best - 1e-9);
            CHECK(got.value <= best + 1e-9);
            CHECK(got.certificate.at_most >= best - 1e-9);
            if (got.outcome == status::optimal) CHECK(got.value == Approx(best));
            optimal += got.outcome == status::optimal ? 1U : 0U;
            const auto checked = verify(in, problem, got);
            CAPTURE(checked.violated);
            CHECK(checked);
            if (guesses == 0 && problem.costs.empty()) CHECK(got.chosen == plainly(in, problem));
        }
    }
    CHECK(optimal > 100);

    auto large = any_coverage(stream, 300, 400, .02);
    const submodular_problem forty{300, 40, {}};
    const auto got = submodular_maximisation(large, forty);
    CHECK(got.chosen == plainly(large, forty));
    CHECK(got.certificate.evaluations * 5 < got.certificate.plain_evaluations);
    large.asked = 0;
    CHECK(submodular_maximisation(large, forty).certificate.evaluations == large.asked);
}

TEST_CASE("a forged choice is rejected, and so is what is not submodular", "[submodular_maximisation]") {
    random_stream stream(2);
    auto in = any_coverage(stream, 8, 12, .3);
    const numbers costs{1, 2, 3, 1, 2, 3, 1, 2};
    const submodular_problem problem{8, 5, costs};
    const auto right = submodular_maximisation(in, problem);
    REQUIRE(verify(in, problem, right));
    const auto refused = [&](auto forge) {
        auto forged = right;
        forge(forged);
        CHECK(!verify(in, problem, forged));
    };
    refused([](auto& of) { of.chosen.pop_back(); });
    refused([](auto& of) { of.chosen.back() = of.chosen.front(); });
    refused([](auto& of) { of.value += 1; });
    refused([](auto& of) { of.value_after[0] += 1; });
    refused([](auto& of) { of.cost = 0; });
    refused([](auto& of) { of.certificate.at_most = of.value * .9; });
    refused([](auto& of) { of.certificate.gain.pop_back(); });
    refused([](auto& of) { std::fill(of.certificate.gain.begin(), of.certificate.gain.end(), 0.0); });

    struct rising { // each item helps the next
        std::size_t size = 0;
        void clear() { size = 0; }
        double gain(std::size_t) const { return 1 + static_cast<double>(size); }
        void add(std::size_t) { ++size; }
    } not_submodular;
    CHECK_THROWS_AS(submodular_maximisation(not_submodular, {5, 3, {}}), colearn::contract_violation);
    struct falling {
        void clear() {}
        double gain(std::size_t i) const { return i == 2 ? -1 : 1; }
        void add(std::size_t) {}
    } not_monotone;
    CHECK_THROWS_AS(submodular_maximisation(not_monotone, {5, 3, {}}), colearn::contract_violation);
    const numbers free{1, 0};
    CHECK_THROWS_AS(submodular_maximisation(in, {2, 3, free}), colearn::contract_violation);
    CHECK_THROWS_AS(submodular_maximisation(in, {8, -1, {}}), colearn::contract_violation);
    CHECK_THROWS_AS(submodular_maximisation(in, {8, 1, {}}, {.guesses = 3}), colearn::contract_violation);
    CHECK(submodular_maximisation(in, {0, 3, {}}).outcome == status::optimal);
    CHECK(submodular_maximisation(in, {8, 0, {}}).chosen.empty());
    std::stop_source source;
    source.request_stop();
    CHECK(submodular_maximisation(in, problem, {.stop = source.get_token()}).outcome == status::cancelled);
}

} // namespace submodular_maximisation_test

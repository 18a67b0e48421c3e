// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <cstdint>
#include <limits>
#include <string>
#include <type_traits>
#include <vector>

#include <colearn/graph/freeze.hpp>
#include <colearn/graph/lengths.hpp>

#include "support/catch.hpp"

namespace lengths_test {

using namespace colearn;

namespace {

view triangle(std::vector<double> strengths, bool directed = false) {
    const std::vector<std::uint32_t> sources{0, 1, 2};
    const std::vector<std::uint32_t> targets{1, 2, 0};
    return freeze({sources, targets, strengths}, 3, {.directed = directed});
}

struct by_ends {
    static constexpr std::string_view name = "ends";
    length operator()(const arc_end& at) const { return length{1. + at.from.index + 10. * at.to.index}; }
};

template <class Call>
std::string refusal(Call call) {
    try {
        call();
    } catch (const contract_violation& refused) {
        return refused.what();
    }
    return "nothing was refused";
}

} // namespace

static_assert(!std::is_constructible_v<lengths<double>, std::vector<double>>, "lengths are made by a rule alone");
static_assert(!std::is_convertible_v<lengths<std::uint32_t>, lengths<double>>);
static_assert(!length_number<int>);
static_assert(!length_rule<double>);

TEST_CASE("the length of a path is the negative logarithm of its trust", "[lengths]") {
    const auto of = triangle({.5, .4, .2});
    const auto by = lengths_from(of);
    CHECK(by.rule() == "negative logarithm of trust");
    // 0-1 has trust .5, 0-2 has .2, 1-2 has .4: the way round over 1 is worth as much as the direct tie.
    CHECK(by[0] == Approx(-std::log(.5)));
    CHECK(by[1] == Approx(-std::log(.2)));
    CHECK(by[0] + by[3] == Approx(by[1]));
    CHECK(by.shortest() == Approx(-std::log(.5)));
    CHECK(by.longest() == Approx(-std::log(.2)));
    CHECK(by.capped() == 0);
    CHECK(by.tolerance() == 1e-12);
}

TEST_CASE("trust 1 is refused with the tie and the remedy, or capped when asked to", "[lengths]") {
    const auto of = triangle({.5, 1, .2});
    const auto said = refusal([&] { (void)lengths_from(of); });
    CHECK(said.find("tie from 1 to 2") != std::string::npos);
    CHECK(said.find("ceiling") != std::string::npos);
    CHECK(said.find("got 1") != std::string::npos);
    const auto by = lengths_from(of, negative_log_trust{.ceiling = .99});
    CHECK(by.shortest() == Approx(-std::log(.99)).epsilon(1e-14));
    CHECK(by.capped() == 2); // both arcs of one undirected tie
    CHECK(lengths_from(triangle({.5, 1, .2}, true), negative_log_trust{.ceiling = .99}).capped() == 1);
}

TEST_CASE("a strength above 1 is no trust", "[lengths]") {
    const auto of = triangle({.5, 1.5, .2});
    CHECK(refusal([&] { (void)lengths_from(of); }).find("at most 1") != std::string::npos);
    CHECK(refusal([&] { (void)lengths_from(of, negative_log_trust{.ceiling = .9}); }).find("at most 1") !=
          std::string::npos);
    CHECK_THROWS_AS(lengths_from(of, negative_log_trust{.ceiling = 0}), contract_violation);
    CHECK_THROWS_AS(lengths_from(of, negative_log_trust{.ceiling = 1.5}), contract_violation);
}

TEST_CASE("reciprocal strengths, in doubles and exact", "[lengths]") {
    const auto of = triangle({3, 4, 5});
    const auto by = lengths_from(of, reciprocal_strength{});
    CHECK(by[0] == 1. / 3);
    const auto exact = lengths_from(of, exact_reciprocal_strength{});
    static_assert(std::is_same_v<decltype(exact)::number, std::uint64_t>);
    CHECK(exact[0] == 20); // 60 / 3
    CHECK(exact[1] == 12); // 0-2: 60 / 5
    CHECK(exact[3] == 15); // 1-2: 60 / 4
    CHECK(exact.tolerance() == 0);
    CHECK(refusal([&] {
              (void)lengths_from(triangle({1, 2.5, 3}), exact_reciprocal_strength{});
          }).find("2.5") != std::string::npos);
    CHECK(refusal([&] {
              (void)lengths_from(triangle({1e15 + 1, 1e15 + 3, 3}), exact_reciprocal_strength{});
          }).find("least common multiple") != std::string::npos);
}

TEST_CASE("steps, and a caller's own rule by what it returns", "[lengths]") {
    const auto of = triangle({3, 4, 5}, true);
    const auto steps = lengths_from(of, hop_count{});
    CHECK(steps.shortest() == 1);
    CHECK(steps.longest() == 1);
    static_assert(std::is_same_v<decltype(steps)::number, std::uint32_t>);

    const auto whole = lengths_from(of, [](strength how) { return static_cast<int>(10 - how.value); });
    static_assert(std::is_same_v<decltype(whole)::number, std::uint32_t>);
    CHECK(whole[0] == 7);
    CHECK(whole.rule() == "length of the caller");

    const auto ends = lengths_from(of, by_ends{});
    static_assert(std::is_same_v<decltype(ends)::number, double>);
    CHECK(ends[0] == 11); // 0 -> 1
    CHECK(ends[2] == 3);  // 2 -> 0
    CHECK(ends.rule() == "ends");
}

TEST_CASE("on an undirected view a tie is as long one way as the other, parallel ones too", "[lengths]") {
    const std::vector<std::uint32_t> sources{2, 0, 1, 0, 1, 1};
    const std::vector<std::uint32_t> targets{0, 1, 0, 2, 2, 1};
    const auto of = freeze({sources, targets, {}}, 3,
                           {.directed = false, .self_ties = loops::keep, .parallel = parallel_ties::keep});
    std::uint32_t asked = 0;
    const auto by = lengths_from(of, [&](const arc_end&) { return ++asked; });
    CHECK(asked == 6);
    const auto rows = of.out();
    for (std::uint32_t v = 0; v < 3; ++v) {
        for (std::uint32_t w = 0; w < 3; ++w) {
            std::vector<std::uint32_t> there, back;
            for (auto arc = rows.offsets[v]; arc < rows.offsets[v + 1]; ++arc)
                if (rows.neighbours[arc] == w) there.push_back(by[arc]);
            for (auto arc = rows.offsets[w]; arc < rows.offsets[w + 1]; ++arc)
                if (rows.neighbours[arc] == v) back.push_back(by[arc]);
            CHECK(there == back);
        }
    }
}

TEST_CASE("lengths that are no lengths are refused by name", "[lengths]") {
    const auto of = triangle({1, 2, 3});
    const auto give = [&](double value) {
        return refusal([&] {
            (void)lengths_from(of,
                               [=](const arc_end& at) { return at.to.index == 2 && at.from.index == 1 ? value : 1.; });
        });
    };
    CHECK(give(0).find("tie from 1 to 2") != std::string::npos);
    CHECK(give(-1).find("positive") != std::string::npos);
    CHECK(give(std::numeric_limits<double>::quiet_NaN()).find("positive") != std::string::npos);
    CHECK(give(std::numeric_limits<double>::infinity()).find("finite") != std::string::npos);
    CHECK(give(1e-20).find("vanish") != std::string::npos);
    CHECK(give(1e-3) == "nothing was refused");
    CHECK_THROWS_AS(lengths_from(of, [](strength) { return -1; }), contract_violation);
    CHECK_THROWS_AS(lengths_from(of, [](strength) { return std::uint64_t{1} << 62; }), contract_violation);
    CHECK_THROWS_AS(lengths_from(of, reciprocal_strength{}, {.tolerance = .1}), contract_violation);
    CHECK_THROWS_AS(lengths_from(of, reciprocal_strength{})[6], contract_violation);
}

TEST_CASE("lengths belong to their view and its copies", "[lengths]") {
    const auto of = triangle({1, 2, 3});
    const auto other = triangle({1, 2, 3});
    const auto copy = of;
    const auto by = lengths_from(of, reciprocal_strength{});
    CHECK(by.belong_to(of));
    CHECK(by.belong_to(copy));
    CHECK_FALSE(by.belong_to(other));
    const auto none = lengths_from(freeze({}, 0));
    CHECK(none.values().empty());
    CHECK(none.shortest() == 0);
}

} // namespace lengths_test

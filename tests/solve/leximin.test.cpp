// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <vector>

#ifdef COLEARN_HAS_GLPK
#include <glpk.h>
#endif

#include <colearn/core/distribution.hpp>
#include <colearn/solve/leximin.hpp>
#include <colearn/solve/leximin_verify.hpp>

#include "solve/leximin_support.hpp"
#include "support/catch.hpp"

namespace leximin_test {

namespace {

using colearn::leximin_binding;
using colearn::random_stream;
using colearn::status;

enum class bounds { none, arcs, all };

problem any_problem(random_stream& stream, std::size_t providers, std::size_t recipients, bounds kind) {
    problem out;
    for (std::size_t j = 0; j < providers; ++j)
        out.supply.push_back(static_cast<double>(colearn::uniform_index(stream, 10)));
    for (std::size_t i = 0; i < recipients; ++i) {
        const auto pick = colearn::uniform_index(stream, 6);
        out.weights.push_back(kind == bounds::all && pick == 0 ? 0.0
                              : pick < 3                       ? static_cast<double>(1 + pick)
                                                               : 0.1 + 3 * colearn::uniform(stream));
        if (kind != bounds::all) continue;
        out.floors.push_back(pick % 2 == 0 ? 0.0 : static_cast<double>(colearn::uniform_index(stream, 3)));
        const double room = static_cast<double>(colearn::uniform_index(stream, 6));
        out.caps.push_back(pick % 3 == 0 ? infinity : out.floors.values()[i] + room);
    }
    for (std::size_t j = 0; j < providers; ++j)
        for (std::size_t i = 0; i < recipients; ++i) {
            if (colearn::uniform(stream) < .5) continue;
            const double cap = static_cast<double>(colearn::uniform_index(stream, 6));
            out.arcs.push_back(
                {id<agency>{j}, id<school>{i}, kind == bounds::none || colearn::uniform(stream) < .5 ? infinity : cap});
        }
    colearn::shuffle(stream, std::span(out.arcs));
    return out;
}

// Megiddo's definition by trying all sets: the set that can only be served worst, as large as it can be; then the same
// with what is left for the others.
numbers by_enumeration(const problem& in) {
    const auto n = in.weights.size();
    const auto reach = [&](std::size_t set) { // the most that can flow into a set
        numbers out(in.supply.size());
        for (const auto& one : in.arcs)
            if ((set >> one.recipient.index & 1U) != 0) out[one.provider.index] += one.cap;
        double all = 0;
        for (std::size_t j = 0; j < out.size(); ++j) all += std::min(out[j], in.supply.values()[j]);
        return all;
    };
    numbers got(n);
    std::size_t served = 0;
    while (served + 1 < std::size_t{1} << n) {
        double lowest = infinity;
        std::size_t worst = 0;
        for (std::size_t set = 1; set < std::size_t{1} << n; ++set) {
            if ((set & served) != 0) continue;
            double weight = 0;
            for (std::size_t i = 0; i < n; ++i)
                if ((set >> i & 1U) != 0) weight += in.weights.values()[i];
            const double level = (reach(set | served) - reach(served)) / weight;
            if (level < lowest - 1e-12) worst = set;
            if (level <= lowest + 1e-12) worst |= set; // sets of one lowest level join
            lowest = std::min(lowest, level);
        }
        for (std::size_t i = 0; i < n; ++i)
            if ((worst >> i & 1U) != 0) got[i] = lowest * in.weights.values()[i];
        served |= worst;
    }
    return got;
}

#ifdef COLEARN_HAS_GLPK
// A sequence of linear programs: raise the level of all who can still rise, find out who cannot, hold these, go on.
std::optional<numbers> by_programs(const problem& in) {
    const auto n = in.weights.size();
    const auto m = in.arcs.size();
    numbers held(n, -1);
    const auto solve = [&](std::optional<std::size_t> single, double level) -> std::optional<double> {
        glp_prob* lp = glp_create_prob();
        glp_set_obj_dir(lp, GLP_MAX);
        const int columns = static_cast<int>(m) + 1; // flows, then the level
        glp_add_cols(lp, columns);
        for (int k = 1; k <= columns; ++k) {
            const double cap = k <= static_cast<int>(m) ? in.arcs[static_cast<std::size_t>(k - 1)].cap : infinity;
            glp_set_col_bnds(lp, k, cap == infinity ? GLP_LO : cap == 0 ? GLP_FX : GLP_DB, 0, cap);
        }
        for (std::size_t j = 0; j < in.supply.size(); ++j) {
            std::vector<int> at{0};
            numbers value{0};
            for (std::size_t k = 0; k < m; ++k)
                if (in.arcs[k].provider.index == j) at.push_back(static_cast<int>(k) + 1), value.push_back(1);
            const int row = glp_add_rows(lp, 1);
            glp_set_row_bnds(lp, row, GLP_UP, 0, in.supply.values()[j]);
            glp_set_mat_row(lp, row, static_cast<int>(at.size()) - 1, at.data(), value.data());
        }
        for (std::size_t i = 0; i < n; ++i) {
            std::vector<int> at{0};
            numbers value{0};
            for (std::size_t k = 0; k < m; ++k)
                if (in.arcs[k].recipient.index == i) at.push_back(static_cast<int>(k) + 1), value.push_back(1);
            const double cap = in.weights.values()[i] == 0 ? in.floors.values()[i] : in.caps.values()[i];
            const double low = held[i] >= 0 ? held[i] - 1e-9
                               : single     ? std::max(in.floors.values()[i], level * in.weights.values()[i] - 1e-9)
                                            : in.floors.values()[i];
            const int row = glp_add_rows(lp, 1);
            glp_set_row_bnds(lp, row, cap == infinity ? GLP_LO : cap <= low ? GLP_FX : GLP_DB, std::min(low, cap), cap);
            glp_set_mat_row(lp, row, static_cast<int>(at.size()) - 1, at.data(), value.data());
            if (single && *single == i)
                for (std::size_t k = 1; k < at.size(); ++k) glp_set_obj_coef(lp, at[k], 1);
            if (single || held[i] >= 0) continue;
            const int other = glp_add_rows(lp, 1); // amount - level * weight >= 0
            at.push_back(columns);
            value.push_back(-in.weights.values()[i]);
            glp_set_row_bnds(lp, other, GLP_LO, 0, 0);
            glp_set_mat_row(lp, other, static_cast<int>(at.size()) - 1, at.data(), value.data());
        }
        if (!single) glp_set_obj_coef(lp, columns, 1);
        glp_smcp how;
        glp_init_smcp(&how);
        how.msg_lev = GLP_MSG_OFF;
        const bool fine = glp_simplex(lp, &how) == 0 && glp_get_status(lp) == GLP_OPT;
        const double best = glp_get_obj_val(lp);
        glp_delete_prob(lp);
        return fine ? std::optional(best) : std::nullopt;
    };
    for (std::size_t i = 0; i < n; ++i)
        if (in.weights.values()[i] == 0) held[i] = in.floors.values()[i];
    while (std::any_of(held.begin(), held.end(), [](double x) { return x < 0; })) {
        const auto level = solve({}, 0);
        if (!level) return std::nullopt;
        for (std::size_t i = 0; i < n; ++i) {
            if (held[i] >= 0) continue;
            const auto most = solve(i, *level);
            if (!most) return std::nullopt;
            // Whoever has more than the level only because of its floor is not held yet.
            if (*most <= *level * in.weights.values()[i] + 1e-7) held[i] = *most;
        }
    }
    return held;
}
#endif

} // namespace

TEST_CASE("Megiddo's chain of tight sets, by hand and by enumeration", "[leximin]") {
    // Two schools hang on the small agency alone; the third can go to the large one, and does.
    const auto small = make({6, 20}, {1, 2, 1, 4}, {{0, 0}, {0, 1}, {0, 2}, {1, 2}, {1, 3}});
    const auto result = colearn::leximin(small);
    check_near(amounts(result), {2, 4, 4, 16});
    REQUIRE(result.certificate.bottlenecks.size() == 2);
    CHECK(result.certificate.bottlenecks[0].level == Approx(2));
    CHECK(result.certificate.bottlenecks[1].level == Approx(4));
    CHECK(result.certificate.provider_in[id<agency>{0U}] == 0);
    CHECK(result.certificate.recipient_in[id<school>{2U}] == 1);
    CHECK(verify(small, result));

    random_stream stream(1);
    for (int round = 0; round < 250; ++round) {
        CAPTURE(round);
        const auto in =
            any_problem(stream, 1 + colearn::uniform_index(stream, 4), 1 + colearn::uniform_index(stream, 5),
                        round % 2 == 0 ? bounds::none : bounds::arcs);
        const auto got = colearn::leximin(in, {.levelling_rounds = static_cast<unsigned>(round % 3)});
        check_near(amounts(got), by_enumeration(in));
        const auto checked = verify(in, got);
        CAPTURE(checked.violated);
        CHECK(checked);
    }
}

TEST_CASE("leximin within floors and caps equals a sequence of linear programs", "[leximin]") {
    random_stream stream(2);
    int infeasible = 0;
    for (int round = 0; round < 250; ++round) {
        CAPTURE(round);
        const auto in = any_problem(stream, 1 + colearn::uniform_index(stream, 4),
                                    1 + colearn::uniform_index(stream, 5), bounds::all);
        const auto got = colearn::leximin(in);
        const auto checked = verify(in, got);
        CAPTURE(checked.violated);
        REQUIRE(checked);
        infeasible += got.outcome == status::infeasible ? 1 : 0;
#ifdef COLEARN_HAS_GLPK
        const auto best = by_programs(in);
        CHECK(best.has_value() == (got.outcome == status::optimal));
        if (best) check_near(amounts(got), *best);
#endif
    }
    CHECK(infeasible > 20);
    CHECK(infeasible < 200);
}

TEST_CASE("leximin on a larger graph: units, order and one provider", "[leximin]") {
    random_stream stream(3);
    problem in;
    for (int j = 0; j < 40; ++j) in.supply.push_back(100 * colearn::uniform(stream));
    for (int i = 0; i < 300; ++i) {
        in.weights.push_back(.5 + colearn::uniform(stream));
        for (auto d = colearn::uniform_index(stream, 4); d > 0; --d)
            in.arcs.push_back({id<agency>{colearn::uniform_index(stream, 40)}, id<school>{static_cast<unsigned>(i)}});
    }
    const auto plain = colearn::leximin(in);
    CHECK(verify(in, plain));
    CHECK(plain.certificate.bottlenecks.size() > 3);
    CHECK(plain.certificate.bottlenecks.front().level == 0); // schools that nobody may serve
    auto scaled = in;
    for (auto& x : scaled.supply.values()) x *= 1e-30;
    for (auto& x : scaled.weights.values()) x *= 1e30;
    const auto other = colearn::leximin(scaled);
    CHECK(verify(scaled, other));
    std::reverse(in.arcs.begin(), in.arcs.end());
    const auto turned = colearn::leximin(in, {.levelling_rounds = 0});
    CHECK(verify(in, turned));
    for (std::size_t i = 0; i < 300; ++i) {
        CHECK(other.amounts.values()[i] * 1e30 == Approx(plain.amounts.values()[i]).margin(1e-9));
        CHECK(turned.amounts.values()[i] == Approx(plain.amounts.values()[i]).margin(1e-9));
    }

    // With one provider it is water-filling.
    const numbers weights{2.5, 4, 0.5, 1};
    problem one = make({16}, weights, {{0, 0}, {0, 1}, {0, 2}, {0, 3}});
    one.caps = colearn::id_map<school, double>(numbers{4, 2, 10, 4});
    check_near(amounts(colearn::leximin(one)), {4, 2, 6, 4});

    // A long chain, along which everything must be passed on.
    problem chain;
    constexpr unsigned links = 3000;
    for (unsigned j = 0; j < links; ++j) {
        chain.supply.push_back(j == 0 ? 10.0 * links : 0.0);
        chain.weights.push_back(1);
        chain.arcs.push_back({id<agency>{j}, id<school>{j}});
        if (j > 0) chain.arcs.push_back({id<agency>{j}, id<school>{j - 1}});
    }
    chain.supply.values()[links - 1] = 1;
    const auto along = colearn::leximin(chain);
    CHECK(verify(chain, along));
    CHECK(along.amounts.values()[0] == Approx(10.0 * links));
}

TEST_CASE("what leximin takes in its stride", "[leximin]") {
    // Nothing at all, nobody with need, nothing to give, nobody who may be served.
    CHECK(verify(problem{}, colearn::leximin(problem{})));
    for (auto odd : {make({5}, {0}, {{0, 0}}), make({0}, {1}, {{0, 0}}), make({5}, {1}, {})}) {
        const auto result = colearn::leximin(odd);
        const auto checked = verify(odd, result);
        CAPTURE(checked.violated);
        CHECK(checked);
        CHECK(result.amounts.values()[0] == 0);
    }
    std::stop_source source;
    source.request_stop();
    const auto stopped = colearn::leximin(make({1, 5}, {1, 1}, {{0, 0}, {1, 1}}), {.stop = source.get_token()});
    CHECK(stopped.outcome == status::cancelled);
}

} // namespace leximin_test

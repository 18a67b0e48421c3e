// SPDX-License-Identifier: BSL-1.0
// What the exact matching is not: assignments of one side to the other, stable plans, several partners for each, and
// several plans to choose from.
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/solve/assignment.hpp>
#include <colearn/solve/b_matching.hpp>
#include <colearn/solve/best_matchings.hpp>
#include <colearn/solve/diverse_matchings.hpp>
#include <colearn/solve/hospital_residents.hpp>
#include <colearn/solve/optimum_slack.hpp>
#include <colearn/solve/preference_lists.hpp>
#include <colearn/solve/stable_roommates.hpp>

#include "plans_lemon.hpp"
#include "support/compare.hpp"
#include "support/school_pairs.hpp"

namespace {

using colearn::school;
using colearn::teacher;

template <class Weight>
using teachers_to_schools = colearn::bipartite_pairs<teacher, school, Weight>;

// For each teacher `each` schools, anyone, with weights below a million.
teachers_to_schools<std::int64_t> random_places(std::size_t count, std::size_t each) {
    colearn::random_stream stream(7);
    teachers_to_schools<std::int64_t> out{count, count, {}};
    for (std::size_t i = 0; i < count * each; ++i)
        out.pairs.push_back({colearn::id<teacher>{i % count},
                             colearn::id<school>{each == count ? i / count : colearn::uniform_index(stream, count)},
                             1 + static_cast<std::int64_t>(colearn::uniform_index(stream, 1'000'000))});
    return out;
}

void say(const char* what, const std::string& size, const colearn::verification& checked) {
    std::printf("%s %s: certificate %s\n", what, size.c_str(), checked ? "holds" : checked.violated.c_str());
}

void assign(bench::session& session, const std::string& size, std::size_t count, std::size_t each) {
    if (!session.wants("assignment " + size)) return;
    const auto instance = random_places(count, each);
    colearn::assignment_result<teacher, school, std::int64_t> made;
    std::vector<bench::peer> peers;
#ifdef COLEARN_HAS_LEMON
    std::vector<bench::lemon_cell> cells;
    for (const auto& one : instance.pairs)
        cells.push_back({static_cast<int>(one.left.index), static_cast<int>(one.right.index), one.weight});
    const auto n = static_cast<int>(count);
    long long simplex = 0;
    long long scaling = 0;
    peers.push_back({"LEMON NetworkSimplex", [&] { simplex = bench::lemon_assignment_by_simplex(n, n, cells); },
                     [&] { return simplex == made.weight && verify(instance, made); }});
    peers.push_back({"LEMON CostScaling", [&] { scaling = bench::lemon_assignment_by_scaling(n, n, cells); },
                     [&] { return scaling == made.weight; }});
#endif
    session.compare({.kernel = "assignment",
                     .size = size,
                     .once = size == "100k",
                     .threads = 1,
                     .ours = [&] { made = colearn::assignment(instance); },
                     .peers = peers});
    say("assignment", size, verify(instance, made));
}

// No installed library does these.
void stable(bench::session& session, const std::string& size, std::size_t count) {
    if (session.wants("hospital_residents " + size)) {
        colearn::random_stream stream(8);
        colearn::bipartite_pairs<teacher, school> wishes{10 * count, count, {}};
        for (std::size_t i = 0; i < 10 * count * 10; ++i)
            wishes.pairs.push_back({colearn::id<teacher>{i / 10},
                                    colearn::id<school>{colearn::uniform_index(stream, count)},
                                    1 - colearn::uniform(stream)});
        std::sort(wishes.pairs.begin(), wishes.pairs.end(),
                  [](const auto& x, const auto& y) { return std::pair(x.left, x.right) < std::pair(y.left, y.right); });
        wishes.pairs.erase(
            std::unique(wishes.pairs.begin(), wishes.pairs.end(),
                        [](const auto& x, const auto& y) { return x.left == y.left && x.right == y.right; }),
            wishes.pairs.end());
        auto other = wishes; // schools have their own minds
        for (auto& one : other.pairs) one.weight = 1 - colearn::uniform(stream);
        const colearn::hospital_residents_problem<teacher, school> problem{
            colearn::left_preferences(wishes), colearn::right_preferences(other),
            colearn::id_map<school, std::uint32_t>(count, 9)};
        colearn::hospital_residents_result<teacher, school> made;
        session.compare({.kernel = "hospital_residents", .size = size, .threads = 1, .ours = [&] {
                             made = colearn::hospital_residents(problem);
                         }});
        say("hospital_residents", size, verify(problem, made));
    }
    if (session.wants("stable_roommates " + size)) {
        colearn::random_stream stream(9);
        // Everyone has their own mind about each of their possible partners.
        auto pairs = bench::random_pairs(count, 10).pairs;
        for (auto& one : pairs)
            if (one.b < one.a) std::swap(one.a, one.b);
        std::sort(pairs.begin(), pairs.end(),
                  [](const auto& x, const auto& y) { return std::pair(x.a, x.b) < std::pair(y.a, y.b); });
        pairs.erase(std::unique(pairs.begin(), pairs.end(),
                                [](const auto& x, const auto& y) { return x.a == y.a && x.b == y.b; }),
                    pairs.end());
        std::vector<std::vector<std::pair<double, std::uint32_t>>> wishes(count);
        for (const auto& one : pairs) {
            wishes[one.a.index].emplace_back(colearn::uniform(stream), one.b.index);
            wishes[one.b.index].emplace_back(colearn::uniform(stream), one.a.index);
        }
        colearn::preference_lists<school> lists;
        for (auto& row : wishes) {
            std::sort(row.begin(), row.end());
            std::vector<colearn::id<school>> order;
            for (const auto& [draw, who] : row) order.push_back(colearn::id<school>{who});
            lists.add(order);
        }
        colearn::stable_roommates_result<school> made;
        session.compare({.kernel = "stable_roommates", .size = size, .threads = 1, .ours = [&] {
                             made = colearn::stable_roommates(lists);
                         }});
        say("stable_roommates", size, verify(lists, made));
    }
}

void several(bench::session& session, const std::string& size, std::size_t count) {
    if (!session.wants("b_matching " + size) && !session.wants("second_best " + size) &&
        !session.wants("diverse " + size))
        return;
    const auto pairs = bench::near_pairs(count, 20);
    if (session.wants("b_matching " + size)) {
        const colearn::b_matching_problem<school> problem{pairs, colearn::id_map<school, std::uint32_t>(count, 3)};
        colearn::b_matching_result<school> made;
        session.compare(
            {.kernel = "b_matching", .size = size, .threads = 1, .ours = [&] { made = colearn::b_matching(problem); }});
        say("b_matching", size, verify(problem, made));
    }
    if (session.wants("second_best " + size) && count <= 10'000) {
        colearn::best_matchings_result<school> made;
        double best = 0; // of those without one of the pairs, by solving again for each
        session.compare({.kernel = "second_best",
                         .size = size,
                         .once = count > 1'000,
                         .threads = 1,
                         .ours = [&] { made = colearn::best_matchings(pairs, {.count = 2}); },
                         .peers = {{"solved again without each pair",
                                    [&] {
                                        const auto first = colearn::maximum_weight_matching(pairs);
                                        const auto slack = colearn::optimum_slack(pairs, first);
                                        best = 0;
                                        colearn::detail::pair_weights weight(pairs);
                                        for (const auto who : slack.ids())
                                            if (const auto mate = first.partner[who]; mate.valid())
                                                best = (std::max)(best, first.weight - weight(who.index, mate.index) +
                                                                            slack[who].threshold);
                                    },
                                    [&] { return colearn::tolerance{}.equal(best, made.matchings[1].weight); }}}});
        say("second_best", size, verify(pairs, made));
    }
    if (session.wants("diverse " + size)) {
        colearn::diverse_matchings_result<school> made;
        session.compare({.kernel = "diverse", .size = size, .once = count > 10'000, .threads = 1, .ours = [&] {
                             made = colearn::diverse_matchings(pairs, {.count = 3});
                         }});
        say("diverse", size, verify(pairs, made));
        for (const auto& one : made.matchings)
            std::printf("diverse %s: %.4f of the best, shares %zu of %zu pairs at most\n", size.c_str(),
                        one.weight / made.matchings[0].weight, one.shared, one.pair_count);
    }
}

} // namespace

int main(int argc, char** argv) {
    bench::session session("plans", argc, argv);
    const bool nation = session.size() == "nation";
    const bool district = session.size() == "district";
    const std::string size = district ? "1k" : nation ? "100k" : "10k";
    const std::size_t count = district ? 1'000 : nation ? 100'000 : 10'000;
    assign(session, size, count, 20);
    if (!nation) assign(session, district ? "300_dense" : "1k_dense", district ? 300 : 1'000, district ? 300 : 1'000);
    stable(session, size, count);
    several(session, size, count);
    return session.finish();
}

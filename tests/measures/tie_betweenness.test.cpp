// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <stop_token>
#include <vector>

#include <colearn/measures/tie_betweenness.hpp>

#include "measures/igraph_oracle.hpp"
#include "measures/small_graphs.hpp"
#include "support/catch.hpp"

namespace tie_betweenness_test {

using namespace colearn;

namespace {

constexpr betweenness_check every_source{.sources = 1U << 30};

// The definition: lists every path without a repeated actor, keeps the shortest of each pair.
class by_enumeration {
public:
    by_enumeration(const view& of, std::vector<std::uint64_t> lengths)
        : of_(of), lengths_(std::move(lengths)), score_(of.arc_count(), 0.) {
        const auto n = of.actor_count();
        for (std::uint32_t s = 0; s < n; ++s) {
            shortest_.assign(n, std::numeric_limits<std::uint64_t>::max());
            paths_.assign(n, 0);
            through_.assign(n, std::vector<double>(of.arc_count(), 0.));
            visited_.assign(n, 0);
            visited_[s] = 1;
            walk(s, 0);
            for (std::uint32_t t = 0; t < n; ++t)
                if (t != s && paths_[t] > 0)
                    for (std::size_t arc = 0; arc < score_.size(); ++arc) score_[arc] += through_[t][arc] / paths_[t];
        }
    }

    // Of a directed view by arc; of an undirected one the sum over both arcs, halved for the order of pairs.
    [[nodiscard]] std::vector<double> scores() const {
        if (of_.directed()) return score_;
        std::vector<double> made(score_.size(), 0.);
        const auto back = detail::arcs_back(of_);
        for (std::size_t arc = 0; arc < made.size(); ++arc) made[arc] = (score_[arc] + score_[back[arc]]) / 2;
        return made;
    }

private:
    void walk(std::uint32_t at, std::uint64_t length) {
        const auto out = of_.out();
        for (auto arc = out.offsets[at]; arc < out.offsets[at + 1]; ++arc) {
            const auto to = out.neighbours[arc];
            if (visited_[to] != 0) continue;
            const auto there = length + lengths_[arc];
            path_.push_back(arc);
            if (there < shortest_[to]) {
                shortest_[to] = there;
                paths_[to] = 0;
                std::fill(through_[to].begin(), through_[to].end(), 0.);
            }
            if (there == shortest_[to]) {
                paths_[to] += 1;
                for (const auto one : path_) through_[to][one] += 1;
            }
            visited_[to] = 1;
            walk(to, there);
            visited_[to] = 0;
            path_.pop_back();
        }
    }

    const view& of_;
    std::vector<std::uint64_t> lengths_;
    std::vector<double> score_;
    std::vector<std::uint64_t> shortest_;
    std::vector<double> paths_;
    std::vector<std::vector<double>> through_;
    std::vector<std::uint8_t> visited_;
    std::vector<std::uint32_t> path_;
};

void check_scores(const std::vector<double>& found, const std::vector<double>& expected) {
    REQUIRE(found.size() == expected.size());
    for (std::size_t arc = 0; arc < expected.size(); ++arc) CHECK(found[arc] == Approx(expected[arc]).margin(1e-12));
}

} // namespace

TEST_CASE("ties of the kite", "[tie_betweenness]") {
    // The last tie of the tail parts Jane from nine others, the one before it two from eight.
    const auto of = small::kite();
    const auto result = tie_betweenness(of);
    const auto tie = [&](std::uint32_t v, std::uint32_t w) {
        const auto row = of.out().of(v);
        return result.score[of.out().offsets[v] +
                            static_cast<std::uint32_t>(std::find(row.begin(), row.end(), w) - row.begin())];
    };
    CHECK(tie(8, 9) == 9);
    CHECK(tie(9, 8) == 9);
    CHECK(tie(7, 8) == 16);
    CHECK(tie(5, 7) == Approx(10.5)); // the 21 pairs across are shared with Garth's tie
    CHECK(verify(of, result, every_source));
    const auto shares = tie_betweenness(of, {.normalised = true});
    CHECK(shares.score[of.arc_count() - 1] == Approx(9. / 45));
    CHECK(verify(of, shares));
}

TEST_CASE("betweenness of ties, against all paths", "[tie_betweenness]") {
    random_stream random(61);
    for (int trial = 0; trial < 400; ++trial) {
        const auto of = small::random_columns(random, 6, 4).frozen(small::any_options(random));
        const auto steps = tie_betweenness(of);
        check_scores(steps.score, by_enumeration(of, std::vector<std::uint64_t>(of.arc_count(), 1)).scores());
        CHECK(verify(of, steps, every_source).violated == "");
        // Lengths .05, .1, .15, .2, which only a tolerance finds to be equal; the enumeration has them exactly.
        const auto real = lengths_from(of, [](strength how) { return how.value * .05; });
        const auto whole = lengths_from(of, [](strength how) { return static_cast<std::uint32_t>(how.value); });
        const auto expected = by_enumeration(of, {whole.values().begin(), whole.values().end()}).scores();
        const auto by_real = tie_betweenness(of, real);
        const auto by_whole = tie_betweenness(of, whole);
        check_scores(by_real.score, expected);
        check_scores(by_whole.score, expected);
        CHECK(verify(of, real, by_real, every_source).violated == "");
        CHECK(verify(of, whole, by_whole, every_source).violated == "");
    }
}

TEST_CASE("ties of larger networks, against igraph and on any number of threads", "[tie_betweenness]") {
    for (const bool directed : {false, true}) {
        const auto of = small::mixed(300, 700, 62).frozen({.directed = directed});
        const auto by = lengths_from(of);
        const auto steps = tie_betweenness(of);
        const auto trust = tie_betweenness(of, by);
        CHECK(steps.score == tie_betweenness(of, {.threads = 3}).score);
        CHECK(trust.score == tie_betweenness(of, by, {.threads = 3}).score);
        CHECK(verify(of, steps));
        CHECK(verify(of, by, trust));
#ifdef COLEARN_HAS_IGRAPH
        oracle::graph peer(of);
        oracle::vector found, found_by, along(peer.edge_values(by.values()));
        igraph_edge_betweenness(peer.get(), found.get(), directed, nullptr);
        igraph_edge_betweenness(peer.get(), found_by.get(), directed, along.get());
        check_scores(peer.edge_values(steps.score), found.values());
        check_scores(peer.edge_values(trust.score), found_by.values());
#endif
        // What reaches an actor goes through it or ends there.
        const auto actors = betweenness(of);
        for (std::uint32_t v = 0; directed && v < of.actor_count(); ++v) {
            double out = 0;
            for (auto arc = of.out().offsets[v]; arc < of.out().offsets[v + 1]; ++arc) out += steps.score[arc];
            double in = 0;
            for (auto k = of.in().offsets[v]; k < of.in().offsets[v + 1]; ++k) in += steps.score[of.in().arc(k)];
            CHECK(out >= actors.score.values()[v] - 1e-9);
            CHECK(in >= actors.score.values()[v] - 1e-9);
        }
    }
}

TEST_CASE("some sources, trees, loops and parallel ties", "[tie_betweenness]") {
    const auto path = small::graph(4, {{0, 1}, {1, 2}, {2, 3}}, false);
    check_scores(tie_betweenness(path).score, {3, 3, 4, 4, 3, 3});
    const auto from_end = tie_betweenness(path, {.sources = {id<actor>{0U}}});
    check_scores(from_end.score, {1.5, 1.5, 1, 1, .5, .5});
    CHECK(verify(path, from_end, every_source));
    const small::columns ties{{0, 0, 1, 1}, {1, 1, 2, 1}, {1, 1, 1, 1}, 3};
    const auto kept = ties.frozen({.self_ties = loops::keep, .parallel = parallel_ties::keep});
    check_scores(tie_betweenness(kept).score, {1, 1, 0, 2});
    CHECK(tie_betweenness(view()).score.empty());
    CHECK(verify(view(), tie_betweenness(view(), {.normalised = true})));
    CHECK(tie_betweenness(small::graph(5, {}, true)).outcome == status::optimal);
}

TEST_CASE("stopped betweenness of ties is an estimate", "[tie_betweenness]") {
    const auto of = small::mixed(300, 700, 63).frozen({.directed = true});
    std::stop_source stop;
    const auto result =
        tie_betweenness(of, {.progress = [&](double) { stop.request_stop(); }, .stop = stop.get_token()});
    CHECK(result.outcome == status::cancelled);
    CHECK(result.note.find("an estimate") == 0);
    CHECK(verify(of, result));
}

TEST_CASE("forged betweenness of ties is rejected", "[tie_betweenness]") {
    const auto of = small::kite();
    const auto honest = tie_betweenness(of);
    auto forged = honest;
    forged.score[0] += 1;
    CHECK_FALSE(verify(of, forged));
    forged = honest; // the sum stays
    forged.score[0] += 1;
    forged.score[1] -= 1;
    CHECK_FALSE(verify(of, forged, every_source));
    forged = honest;
    forged.certificate.totals[3] += 1;
    CHECK_FALSE(verify(of, forged));
    forged = honest;
    forged.score.pop_back();
    CHECK_FALSE(verify(of, forged));
    CHECK_THROWS_AS(tie_betweenness(of, {.normalised = true, .sources = {id<actor>{1U}}}), contract_violation);
    CHECK_THROWS_AS(tie_betweenness(of, lengths_from(small::kite(), hop_count{})), contract_violation);
}

} // namespace tie_betweenness_test

// SPDX-License-Identifier: BSL-1.0
// Schools into groups of 4 to 8: values of the groups found here and by METIS, Leiden and greedy merging with one
// repair for all of them, their local search, and the proved bound; and groups of equal size from dense random
// distances.
#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <functional>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/twin.hpp>
#include <colearn/solve/grouping.hpp>
#include <colearn/solve/grouping_verify.hpp>

#include "support/compare.hpp"
#include "support/schools.hpp"

#ifdef COLEARN_HAS_IGRAPH
#include <igraph/igraph.h>
#endif
#ifdef COLEARN_HAS_METIS
#include <metis.h>
#endif

namespace {

using bench::schools_of;
using colearn::school;
using labels = std::vector<std::size_t>; // group of each item
using group_list = std::vector<std::vector<std::uint32_t>>;

// The pairs that are among the best few of either end.
colearn::weighted_pairs<school> best_few(const colearn::weighted_pairs<school>& all, std::size_t keep) {
    std::vector<std::vector<std::pair<double, std::size_t>>> rows(all.count);
    for (std::size_t p = 0; p < all.pairs.size(); ++p) {
        if (!(all.pairs[p].weight > 0)) continue;
        rows[all.pairs[p].a.index].emplace_back(-all.pairs[p].weight, p);
        rows[all.pairs[p].b.index].emplace_back(-all.pairs[p].weight, p);
    }
    std::vector<std::uint8_t> kept(all.pairs.size(), 0);
    for (auto& row : rows) {
        std::sort(row.begin(), row.end());
        for (std::size_t k = 0; k < row.size() && k < keep; ++k) kept[row[k].second] = 1;
    }
    colearn::weighted_pairs<school> out{all.count, {}};
    for (std::size_t p = 0; p < all.pairs.size(); ++p)
        if (kept[p] != 0) out.pairs.push_back(all.pairs[p]);
    return out;
}

// What the peers share: values by definition, one repair, and the library's descent as local search.
class workshop {
public:
    explicit workshop(const colearn::grouping_problem<school>& problem)
        : blocks(colearn::detail::make_blocks(problem)), nobody(blocks.count(), 0) {}

    const colearn::detail::grouping_blocks blocks;
    const std::vector<std::uint8_t> nobody;

    [[nodiscard]] double value(const group_list& groups) const {
        double sum = 0;
        for (const auto& one : groups) sum += blocks.value(one);
        return sum;
    }
    [[nodiscard]] bool whole(const group_list& groups) const {
        std::size_t items = 0;
        for (const auto& one : groups) {
            if (one.size() < blocks.smallest || one.size() > blocks.largest) return false;
            items += one.size();
        }
        return items == blocks.count();
    }

    // Groups that are too large lose those with the least in them, groups that are too small are dissolved; who is left
    // goes where it is worth most, and where no group has room, the last are filled up from larger ones.
    [[nodiscard]] group_list repaired(const labels& of) const {
        group_list groups(*std::max_element(of.begin(), of.end()) + 1);
        for (std::uint32_t x = 0; x < of.size(); ++x) groups[of[x]].push_back(x);
        std::vector<std::uint32_t> waiting;
        const auto worth = [&](std::uint32_t x, const std::vector<std::uint32_t>& group) {
            double sum = 0;
            for (const auto y : group) sum += blocks.between(x, y);
            return sum;
        };
        for (auto& one : groups) {
            while (one.size() > blocks.largest) {
                const auto least = std::min_element(one.begin(), one.end(), [&](std::uint32_t a, std::uint32_t b) {
                    return worth(a, one) < worth(b, one);
                });
                waiting.push_back(*least);
                one.erase(least);
            }
            if (one.size() < blocks.smallest) {
                waiting.insert(waiting.end(), one.begin(), one.end());
                one.clear();
            }
        }
        std::erase_if(groups, [](const auto& one) { return one.empty(); });
        // As many groups as it takes to hold everyone.
        std::size_t places = 0;
        for (const auto& one : groups) places += blocks.largest - one.size();
        for (std::size_t used = 0; used + places < waiting.size(); used += blocks.largest) groups.emplace_back();
        for (const auto x : waiting) {
            auto* best = &groups.front();
            double most = -1;
            for (auto& one : groups) {
                if (one.size() >= blocks.largest) continue;
                const double here = one.size() < blocks.smallest && !one.empty() ? worth(x, one) + 1e-3 : worth(x, one);
                if (here > most) {
                    most = here;
                    best = &one;
                }
            }
            best->push_back(x);
        }
        for (auto& one : groups)
            while (!one.empty() && one.size() < blocks.smallest) {
                auto& from = *std::max_element(groups.begin(), groups.end(),
                                               [](const auto& a, const auto& b) { return a.size() < b.size(); });
                one.push_back(from.back());
                from.pop_back();
            }
        std::erase_if(groups, [](const auto& one) { return one.empty(); });
        return groups;
    }
    [[nodiscard]] group_list searched(group_list groups) const {
        bool complete = true;
        colearn::detail::grouping_search search(blocks, {std::move(groups), {}}, {.rounds = 8, .looks = 0});
        return search(complete).groups;
    }
    // Heaviest pair of groups first while it fits.
    [[nodiscard]] labels greedy() const {
        struct pair {
            double weight;
            std::uint32_t a;
            std::uint32_t b;
        };
        std::vector<pair> pairs;
        for (std::uint32_t x = 0; x < blocks.count(); ++x)
            for (const auto& one : blocks.rows[x])
                if (x < one.other) pairs.push_back({one.weight, x, one.other});
        std::stable_sort(pairs.begin(), pairs.end(), [](const pair& a, const pair& b) { return a.weight > b.weight; });
        labels of(blocks.count());
        std::iota(of.begin(), of.end(), std::size_t{0});
        group_list groups(of.size());
        for (std::uint32_t x = 0; x < of.size(); ++x) groups[x] = {x};
        for (const auto& one : pairs) {
            const auto a = of[one.a];
            const auto b = of[one.b];
            if (a == b || groups[a].size() + groups[b].size() > blocks.largest) continue;
            for (const auto y : groups[b]) {
                of[y] = a;
                groups[a].push_back(y);
            }
            groups[b].clear();
        }
        return of;
    }
    // Matching rounds, local search, then for `seconds`: four neighbouring groups are emptied and filled again greedily
    // from a random order, and kept when better.
    [[nodiscard]] double plain_neighbourhood_search(double seconds) const {
        auto groups = searched(colearn::detail::grouping_start(blocks, nobody)().groups);
        std::vector<std::uint32_t> local(blocks.count(), colearn::id<int>::none);
        std::vector<std::uint32_t> home(blocks.count());
        colearn::random_stream stream(7);
        const double start = processor_seconds();
        while (processor_seconds() - start < seconds) {
            for (std::uint32_t g = 0; g < groups.size(); ++g)
                for (const auto x : groups[g]) home[x] = g;
            std::vector<std::uint32_t> chosen{
                static_cast<std::uint32_t>(colearn::uniform_index(stream, groups.size()))};
            for (int tries = 0; tries < 60 && chosen.size() < 4; ++tries) {
                const auto& from = groups[chosen[colearn::uniform_index(stream, chosen.size())]];
                const auto row = blocks.rows[from[colearn::uniform_index(stream, from.size())]];
                if (row.empty()) continue;
                const auto next = home[row[colearn::uniform_index(stream, row.size())].other];
                if (std::find(chosen.begin(), chosen.end(), next) == chosen.end()) chosen.push_back(next);
            }
            std::vector<std::uint32_t> freed;
            double before = 0;
            for (const auto g : chosen) {
                freed.insert(freed.end(), groups[g].begin(), groups[g].end());
                before += blocks.value(groups[g]);
            }
            colearn::shuffle(stream, freed);
            group_list filled(chosen.size());
            for (std::size_t i = 0; i < chosen.size(); ++i) { // a seed each, up to the least size in turn, then freely
                filled[i].push_back(freed.back());
                freed.pop_back();
            }
            for (const auto x : freed) {
                std::size_t best = filled.size();
                double most = -1;
                for (std::size_t i = 0; i < filled.size(); ++i) {
                    if (filled[i].size() >= groups[chosen[i]].size()) continue;
                    double here = 0;
                    for (const auto y : filled[i]) here += blocks.between(x, y);
                    if (here > most) {
                        most = here;
                        best = i;
                    }
                }
                filled[best].push_back(x);
            }
            colearn::detail::grouping_part part(blocks, filled, {}, 1e3, local);
            part.descend(false);
            if (part.score() <= before + 1e-12) continue;
            for (std::size_t i = 0; i < chosen.size(); ++i) groups[chosen[i]] = part.blocks_of(i);
            std::erase_if(groups, [](const auto& one) { return one.empty(); });
        }
        return value(groups);
    }
    static double processor_seconds() { return static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }
};

#ifdef COLEARN_HAS_METIS
// METIS minimises the cut; several numbers of parts, k-way and by bisection, the best after repair.
group_list metis_groups(const workshop& of) {
    const auto n = of.blocks.count();
    std::vector<idx_t> offsets{0};
    std::vector<idx_t> ends;
    std::vector<idx_t> weights;
    for (std::uint32_t x = 0; x < n; ++x) {
        for (const auto& one : of.blocks.rows[x]) {
            ends.push_back(static_cast<idx_t>(one.other));
            weights.push_back(static_cast<idx_t>(std::lround(one.weight * 10'000)) + 1);
        }
        offsets.push_back(static_cast<idx_t>(ends.size()));
    }
    group_list best;
    for (const double size : {8.0, 7.5, 7.0, 6.0})
        for (const bool by_bisection : {false, true}) {
            auto count = static_cast<idx_t>(n);
            idx_t constraints = 1;
            auto parts = static_cast<idx_t>(std::ceil(static_cast<double>(n) / size));
            idx_t options[METIS_NOPTIONS];
            METIS_SetDefaultOptions(options);
            options[METIS_OPTION_SEED] = 1;
            idx_t cut = 0;
            std::vector<idx_t> part(n);
            const auto run = by_bisection ? METIS_PartGraphRecursive : METIS_PartGraphKway;
            if (run(&count, &constraints, offsets.data(), ends.data(), nullptr, nullptr, weights.data(), &parts,
                    nullptr, nullptr, options, &cut, part.data()) != METIS_OK)
                continue;
            auto groups = of.repaired(labels(part.begin(), part.end()));
            if (best.empty() || of.value(groups) > of.value(best)) best = std::move(groups);
        }
    return best;
}
#endif

#ifdef COLEARN_HAS_IGRAPH
// Leiden at several resolutions, the best after repair.
group_list leiden_groups(const workshop& of) {
    igraph_vector_int_t ends;
    igraph_vector_t weights;
    igraph_vector_int_init(&ends, 0);
    igraph_vector_init(&weights, 0);
    for (std::uint32_t x = 0; x < of.blocks.count(); ++x)
        for (const auto& one : of.blocks.rows[x])
            if (x < one.other) {
                igraph_vector_int_push_back(&ends, static_cast<igraph_integer_t>(x));
                igraph_vector_int_push_back(&ends, static_cast<igraph_integer_t>(one.other));
                igraph_vector_push_back(&weights, one.weight);
            }
    igraph_t graph;
    igraph_create(&graph, &ends, static_cast<igraph_integer_t>(of.blocks.count()), false);
    igraph_rng_seed(igraph_rng_default(), 1);
    igraph_vector_int_t membership;
    igraph_vector_int_init(&membership, 0);
    group_list best;
    for (const double resolution : {.03, .05, .08, .12, .16}) {
        igraph_integer_t clusters = 0;
        igraph_real_t quality = 0;
        igraph_community_leiden(&graph, &weights, nullptr, resolution, .01, false, 10, &membership, &clusters,
                                &quality);
        labels found;
        for (std::size_t x = 0; x < of.blocks.count(); ++x)
            found.push_back(static_cast<std::size_t>(VECTOR(membership)[x]));
        auto groups = of.repaired(found);
        if (best.empty() || of.value(groups) > of.value(best)) best = std::move(groups);
    }
    igraph_vector_int_destroy(&membership);
    igraph_vector_int_destroy(&ends);
    igraph_vector_destroy(&weights);
    igraph_destroy(&graph);
    return best;
}
#endif

// Distances drawn evenly from [0, 100), as the sets RanReal of maximally diverse grouping say of theirs; these are
// other draws: the seeds of the published files are not known.
colearn::grouping_problem<school> random_distances(std::size_t count, std::size_t size) {
    colearn::grouping_problem<school> out;
    out.values.count = count;
    out.smallest = out.largest = size;
    colearn::random_stream stream(11, count);
    for (std::size_t a = 0; a < count; ++a)
        for (std::size_t b = a + 1; b < count; ++b)
            out.values.pairs.push_back(
                {colearn::id<school>{a}, colearn::id<school>{b}, 100 * colearn::uniform(stream)});
    return out;
}

// Source: Weitz and Lakshminarayanan, "An empirical comparison of heuristic methods for creating maximally diverse
// groups", JORS 49 (1998): each item in turn is switched with the one that gains most; from random starts till time is
// up.
double switching(const colearn::grouping_problem<school>& problem, double seconds) {
    const auto n = problem.values.count;
    const auto count = n / problem.largest;
    std::vector<double> distance(n * n, 0);
    for (const auto& one : problem.values.pairs)
        distance[one.a.index * n + one.b.index] = distance[one.b.index * n + one.a.index] = one.weight;
    double best = 0;
    colearn::random_stream stream(3);
    const double start = workshop::processor_seconds();
    while (workshop::processor_seconds() - start < seconds) {
        std::vector<std::size_t> group(n);
        for (std::size_t i = 0; i < n; ++i) group[i] = i % count;
        colearn::shuffle(stream, group);
        std::vector<double> link(n * count, 0);
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) link[i * count + group[j]] += distance[i * n + j];
        for (bool better = true; better;) {
            better = false;
            for (std::size_t i = 0; i < n; ++i) {
                double most = 1e-9;
                std::size_t with = n;
                for (std::size_t j = 0; j < n; ++j) {
                    if (group[i] == group[j]) continue;
                    const double gain = link[i * count + group[j]] - link[i * count + group[i]] +
                                        link[j * count + group[i]] - link[j * count + group[j]] -
                                        2 * distance[i * n + j];
                    if (gain > most) {
                        most = gain;
                        with = j;
                    }
                }
                if (with == n) continue;
                for (std::size_t k = 0; k < n; ++k) {
                    const double change = distance[k * n + with] - distance[k * n + i];
                    link[k * count + group[i]] += change;
                    link[k * count + group[with]] -= change;
                }
                std::swap(group[i], group[with]);
                better = true;
            }
        }
        double value = 0;
        for (std::size_t i = 0; i < n; ++i) value += link[i * count + group[i]] / 2;
        best = (std::max)(best, value);
    }
    return best;
}

} // namespace

int main(int argc, char** argv) {
    bench::session session("grouping", argc, argv);
    const std::size_t count = session.size() == "district" ? 200 : session.size() == "state" ? 1'000 : 10'000;
    colearn::grouping_problem<school> problem;
    problem.values = best_few(colearn::twin(schools_of(count)).certificate.candidates, 20);
    problem.smallest = 4;
    problem.largest = 8;
    const workshop shop(problem);

    colearn::grouping_result<school> ours;
    std::vector<bench::peer> peers;
    std::vector<std::pair<std::string, double>> values;
    const auto add_peer = [&](const std::string& name, const std::function<group_list()>& run) {
        values.emplace_back(name, 0);
        const auto at = values.size() - 1;
        peers.push_back({name,
                         [&, at, run] {
                             const auto groups = run();
                             values[at].second = shop.whole(groups) ? shop.value(groups) : 1e300;
                         },
                         [&, at] { return values[at].second < 1e299 && ours.value >= values[at].second; }});
    };
    add_peer("greedy + repair", [&] { return shop.repaired(shop.greedy()); });
#ifdef COLEARN_HAS_IGRAPH
    add_peer("igraph Leiden + repair", [&] { return leiden_groups(shop); });
#else
    std::puts("igraph is not installed: no Leiden");
#endif
#ifdef COLEARN_HAS_METIS
    add_peer("METIS + repair", [&] { return metis_groups(shop); });
    add_peer("METIS + repair + descent", [&] { return shop.searched(metis_groups(shop)); });
#else
    std::puts("METIS is not installed: left out");
#endif
    add_peer("matching rounds + descent",
             [&] { return shop.searched(colearn::detail::grouping_start(shop.blocks, shop.nobody)().groups); });
    session.compare({.kernel = "grouping",
                     .ours = [&] { ours = colearn::form_groups(problem, {.threads = session.threads()}); },
                     .peers = peers});
    if (session.wants("grouping")) {
        for (const auto& [name, value] : values) std::printf("%-28s %.2f\n", name.c_str(), value);
        std::printf("%-28s %.2f, bound by shares %.2f, gap %.4f\n", "form_groups", ours.value, ours.certificate.bound,
                    ours.gap());
    }
    if (session.wants("plain neighbourhood search") && count <= 1'000)
        std::printf("%-28s %.2f\n", "matching + 10 s plain LNS", shop.plain_neighbourhood_search(10));

    // The sharper bound, and what it takes to check it.
    colearn::grouping_result<school> sharp;
    colearn::verification checked;
    session.compare({.kernel = "grouping, bound by columns", .ours = [&] {
                         sharp = colearn::form_groups(problem, {.columns = 4, .threads = session.threads()});
                     }});
    session.compare(
        {.kernel = "grouping, verify of columns", .threads = 1, .ours = [&] { checked = verify(problem, sharp); }});
    if (session.wants("grouping, bound by columns") && session.wants("grouping, verify of columns"))
        std::printf("value %.2f, bound by columns %.2f, gap %.4f: %s\n", sharp.value, sharp.certificate.bound,
                    sharp.gap(), checked ? "verified" : checked.violated.c_str());

    if (session.wants("diverse") && session.size() == "state")
        for (const auto& [items, size] : {std::pair<std::size_t, std::size_t>{120, 12}, {240, 20}, {480, 24}}) {
            const auto dense = random_distances(items, size);
            const double start = workshop::processor_seconds();
            const auto found = colearn::form_groups(dense, {.looks = 2'000, .bound_sweeps = 0});
            const double spent = workshop::processor_seconds() - start;
            const auto longer = colearn::form_groups(dense, {.looks = 20'000, .seed = 2, .bound_sweeps = 0});
            std::printf(
                "diverse groups, n %zu, size %zu: %.1f in %.2f s, %.1f in ten times that; switching from random "
                "starts: %.1f as long, %.1f ten times as long\n",
                items, size, found.value, spent, longer.value, switching(dense, spent), switching(dense, 10 * spent));
        }
    return session.finish();
}

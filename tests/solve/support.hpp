// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_SOLVE_SUPPORT_HPP
#define COLEARN_TESTS_SOLVE_SUPPORT_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/random.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace matching_test {

struct node;
using instance = colearn::weighted_pairs<node>;

[[nodiscard]] inline colearn::id<node> at(std::size_t index) {
    return colearn::id<node>{index};
}

// How weights are drawn: all kinds that break matching codes.
enum class weights { real, small_integers, with_negatives, all_equal, wide };

[[nodiscard]] inline instance random_instance(std::uint64_t seed, std::size_t count, double density, weights kind) {
    colearn::random_stream stream(seed);
    instance out{count, {}};
    for (std::size_t a = 0; a < count; ++a) {
        for (std::size_t b = a + 1; b < count; ++b) {
            if (colearn::uniform(stream) >= density) continue;
            double weight = colearn::uniform(stream);
            if (kind == weights::small_integers) weight = static_cast<double>(colearn::uniform_index(stream, 4));
            if (kind == weights::with_negatives) weight = 2 * weight - 1;
            if (kind == weights::all_equal) weight = 3;
            if (kind == weights::wide) weight = 1e-9 / (1e-18 + weight * weight * weight);
            const bool turned = colearn::uniform_index(stream, 2) == 1;
            out.pairs.push_back(turned ? colearn::weighted_pair<node>{at(b), at(a), weight}
                                       : colearn::weighted_pair<node>{at(a), at(b), weight});
        }
    }
    colearn::shuffle(stream, out.pairs);
    return out;
}

// The best weight of any matching, by dynamic programming over sets of ids. For at most about 16 ids.
[[nodiscard]] inline double best_weight(const instance& of) {
    const auto n = of.count;
    std::vector<double> weight(n * n, 0);
    for (const auto& one : of.pairs) {
        weight[one.a.index * n + one.b.index] = (std::max)(weight[one.a.index * n + one.b.index], one.weight);
        weight[one.b.index * n + one.a.index] = (std::max)(weight[one.b.index * n + one.a.index], one.weight);
    }
    std::vector<double> best(std::size_t{1} << n, 0);
    for (std::size_t set = 1; set < best.size(); ++set) {
        std::size_t first = 0;
        while ((set >> first & 1) == 0) ++first;
        const auto rest = set & ~(std::size_t{1} << first);
        best[set] = best[rest];
        for (std::size_t other = first + 1; other < n; ++other)
            if ((rest >> other & 1) != 0)
                best[set] = (std::max)(best[set], weight[first * n + other] + best[rest & ~(std::size_t{1} << other)]);
    }
    return best.back();
}

// Of all matchings with most pairs the largest weight, by dynamic programming over sets of ids; negative weights count.
struct most_pairs {
    std::size_t pairs = 0;
    double weight = 0;
};

[[nodiscard]] inline most_pairs best_of_most_pairs(const instance& of) {
    const auto n = of.count;
    constexpr double absent = -1e300;
    std::vector<double> weight(n * n, absent);
    for (const auto& one : of.pairs)
        for (const auto at : {one.a.index * n + one.b.index, one.b.index * n + one.a.index})
            weight[at] = (std::max)(weight[at], one.weight);
    std::vector<most_pairs> best(std::size_t{1} << n);
    for (std::size_t set = 1; set < best.size(); ++set) {
        std::size_t first = 0;
        while ((set >> first & 1) == 0) ++first;
        const auto rest = set & ~(std::size_t{1} << first);
        best[set] = best[rest];
        for (std::size_t other = first + 1; other < n; ++other) {
            if ((rest >> other & 1) == 0 || weight[first * n + other] == absent) continue;
            const auto& left = best[rest & ~(std::size_t{1} << other)];
            const most_pairs with{left.pairs + 1, left.weight + weight[first * n + other]};
            if (with.pairs > best[set].pairs || (with.pairs == best[set].pairs && with.weight > best[set].weight))
                best[set] = with;
        }
    }
    return best.back();
}

// Taking the heaviest pair left, again and again; equal weights by ids.
[[nodiscard]] inline std::vector<colearn::id<node>> greedy(const instance& of) {
    auto order = of.pairs;
    for (auto& one : order)
        if (one.b < one.a) std::swap(one.a, one.b);
    std::sort(order.begin(), order.end(), [](const auto& x, const auto& y) {
        if (x.weight != y.weight) return x.weight > y.weight;
        return x.a != y.a ? x.a < y.a : x.b < y.b;
    });
    std::vector<colearn::id<node>> partner(of.count);
    for (const auto& one : order) {
        if (one.weight <= 0 || partner[one.a.index].valid() || partner[one.b.index].valid()) continue;
        partner[one.a.index] = one.b;
        partner[one.b.index] = one.a;
    }
    return partner;
}

} // namespace matching_test

#endif

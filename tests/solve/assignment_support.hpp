// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_SOLVE_ASSIGNMENT_SUPPORT_HPP
#define COLEARN_TESTS_SOLVE_ASSIGNMENT_SUPPORT_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/random.hpp>
#include <colearn/solve/bipartite_pairs.hpp>

namespace bipartite_test {

struct mentor;
struct pupil;
template <class Weight>
using instance = colearn::bipartite_pairs<mentor, pupil, Weight>;

[[nodiscard]] inline colearn::id<mentor> m(std::size_t index) {
    return colearn::id<mentor>{index};
}
[[nodiscard]] inline colearn::id<pupil> p(std::size_t index) {
    return colearn::id<pupil>{index};
}

enum class weights { any, few, all_equal, wide };

template <class Weight>
[[nodiscard]] instance<Weight> random_instance(std::uint64_t seed, std::size_t left, std::size_t right, double density,
                                               weights kind) {
    colearn::random_stream stream(seed);
    instance<Weight> out{left, right, {}};
    for (std::size_t i = 0; i < left; ++i)
        for (std::size_t j = 0; j < right; ++j) {
            if (colearn::uniform(stream) >= density) continue;
            const auto draw = static_cast<std::int64_t>(colearn::uniform_index(stream, 2001)) - 1000;
            std::int64_t weight = draw;
            if (kind == weights::few) weight = draw % 3 + 1;
            if (kind == weights::all_equal) weight = 3;
            if (kind == weights::wide) weight = draw * draw * draw;
            out.pairs.push_back({m(i), p(j), static_cast<Weight>(weight)});
            if (draw % 10 == 0) out.pairs.push_back({m(i), p(j), static_cast<Weight>(weight - 1)}); // listed twice
        }
    colearn::shuffle(stream, out.pairs);
    return out;
}

// The best sum by dynamic programming over sets of right ids; nothing when a complete assignment does not exist.
template <class Weight>
[[nodiscard]] std::optional<Weight> best(const instance<Weight>& of, bool complete, bool cheapest) {
    const auto sets = std::size_t{1} << of.right_count;
    const auto size = [](std::size_t set) { return static_cast<std::size_t>(__builtin_popcountll(set)); };
    std::vector<std::optional<Weight>> reached(sets);
    reached[0] = 0;
    for (std::size_t i = 0; i < of.left_count; ++i) {
        auto next = reached; // this one stays alone
        for (const auto& one : of.pairs) {
            if (one.left != m(i)) continue;
            for (std::size_t set = 0; set < sets; ++set) {
                if (!reached[set] || (set >> one.right.index & 1U) != 0) continue;
                auto& into = next[set | std::size_t{1} << one.right.index];
                const Weight sum = *reached[set] + one.weight;
                if (!into || (cheapest ? sum < *into : sum > *into)) into = sum;
            }
        }
        reached = std::move(next);
    }
    std::optional<Weight> out;
    const auto needed = complete ? (std::min)(of.left_count, of.right_count) : 0;
    for (std::size_t set = 0; set < sets; ++set)
        if (reached[set] && size(set) >= needed && (!out || (cheapest ? *reached[set] < *out : *reached[set] > *out)))
            out = reached[set];
    return out;
}

} // namespace bipartite_test

#endif

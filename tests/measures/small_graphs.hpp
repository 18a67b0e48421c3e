// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_MEASURES_SMALL_GRAPHS_HPP
#define COLEARN_TESTS_MEASURES_SMALL_GRAPHS_HPP

// Graphs that the tests of measures share: random ones of every awkward kind, and published ones.

#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <numeric>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/graph/view.hpp>

namespace small {

struct columns {
    std::vector<std::uint32_t> sources;
    std::vector<std::uint32_t> targets;
    std::vector<double> strengths;
    std::size_t actors = 0;

    void add(std::uint32_t source, std::uint32_t target, double strength) {
        sources.push_back(source);
        targets.push_back(target);
        strengths.push_back(strength);
    }
    [[nodiscard]] colearn::view frozen(colearn::freeze_options options) const {
        return colearn::freeze({sources, targets, strengths}, actors, options);
    }
};

inline colearn::view graph(std::size_t actors, std::initializer_list<std::pair<std::uint32_t, std::uint32_t>> ties,
                           bool directed) {
    columns made;
    made.actors = actors;
    for (const auto& [from, to] : ties) {
        made.sources.push_back(from);
        made.targets.push_back(to);
        made.strengths.push_back(1);
    }
    return made.frozen({.directed = directed});
}

/// Up to `most` actors with any number of ties, strengths 1 to `scale`. Sparse ones fall apart.
inline columns random_columns(colearn::random_stream& random, std::size_t most, std::uint64_t scale = 5) {
    columns made;
    made.actors = colearn::uniform_index(random, most + 1);
    const auto ties = made.actors == 0 ? 0 : colearn::uniform_index(random, 3 * made.actors + 1);
    for (std::uint64_t i = 0; i < ties; ++i) {
        made.sources.push_back(static_cast<std::uint32_t>(colearn::uniform_index(random, made.actors)));
        made.targets.push_back(static_cast<std::uint32_t>(colearn::uniform_index(random, made.actors)));
        made.strengths.push_back(static_cast<double>(1 + colearn::uniform_index(random, scale)));
    }
    return made;
}

/// All ways to freeze: directed or not, loops and parallel ties kept or not.
inline colearn::freeze_options any_options(colearn::random_stream& random) {
    return {.directed = colearn::uniform_index(random, 2) == 0,
            .self_ties = colearn::uniform_index(random, 2) == 0 ? colearn::loops::drop : colearn::loops::keep,
            .parallel = colearn::uniform_index(random, 2) == 0 ? colearn::parallel_ties::strongest
                                                               : colearn::parallel_ties::keep};
}

/// The same ties between actors who are numbered otherwise: actor v becomes `numbers[v]`.
inline columns renumbered(const columns& from, const std::vector<std::uint32_t>& numbers) {
    columns made = from;
    for (auto& one : made.sources) one = numbers[one];
    for (auto& one : made.targets) one = numbers[one];
    return made;
}

inline std::vector<std::uint32_t> random_numbers(colearn::random_stream& random, std::size_t count) {
    std::vector<std::uint32_t> numbers(count);
    std::iota(numbers.begin(), numbers.end(), 0U);
    colearn::shuffle(random, std::span<std::uint32_t>(numbers));
    return numbers;
}

/// A larger graph with neighbours, hubs and strangers, for what a small one cannot show.
inline columns mixed(std::size_t actors, std::size_t ties, std::uint64_t seed) {
    colearn::random_stream random(seed);
    columns made;
    made.actors = actors;
    const auto any = [&](std::uint64_t count) {
        return static_cast<std::uint32_t>(colearn::uniform_index(random, count));
    };
    for (std::size_t i = 0; i < ties; ++i) {
        const auto from = any(actors);
        const auto kind = any(3);
        const auto to = kind == 0   ? any(actors)
                        : kind == 1 ? static_cast<std::uint32_t>((from + 1 + any(5)) % actors)
                                    : any(1 + any(actors));
        made.sources.push_back(from);
        made.targets.push_back(to);
        made.strengths.push_back(colearn::uniform(random, .1, .9));
    }
    return made;
}

/// Krackhardt, Administrative Science Quarterly 35 (1990) 342, figure 2: Andre, Beverley, Carol, Diane, Ed, Fernando,
/// Garth, Heather, Ike, Jane.
inline colearn::view kite() {
    return graph(10,
                 {{0, 1},
                  {0, 2},
                  {0, 3},
                  {0, 5},
                  {1, 3},
                  {1, 4},
                  {1, 6},
                  {2, 3},
                  {2, 5},
                  {3, 4},
                  {3, 5},
                  {3, 6},
                  {4, 6},
                  {5, 6},
                  {5, 7},
                  {6, 7},
                  {7, 8},
                  {8, 9}},
                 false);
}

/// Marriages between Florentine families: Padgett and Ansell, American Journal of Sociology 98 (1993) 1259. Acciaiuoli,
/// Albizzi, Barbadori, Bischeri, Castellani, Ginori, Guadagni, Lamberteschi, Medici, Pazzi, Peruzzi, Pucci, Ridolfi,
/// Salviati, Strozzi, Tornabuoni. The Pucci have none.
inline colearn::view florentine_marriages() {
    return graph(16, {{0, 8},  {1, 5}, {1, 6},  {1, 8},  {2, 4},  {2, 8},  {3, 6},  {3, 10},  {3, 14},  {4, 10},
                      {4, 14}, {6, 7}, {6, 15}, {8, 12}, {8, 13}, {8, 15}, {9, 13}, {10, 14}, {12, 14}, {12, 15}},
                 false);
}

} // namespace small

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_TRUST_SUPPORT_HPP
#define COLEARN_TESTS_TRUST_SUPPORT_HPP

// Small networks for the tests of trust/.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/trust/evidence.hpp>

namespace test {

struct trust_tie {
    std::uint32_t from;
    std::uint32_t to;
    double strength;
};

[[nodiscard]] inline colearn::view make_view(std::size_t actors, const std::vector<trust_tie>& ties,
                                             bool directed = true) {
    std::vector<std::uint32_t> sources;
    std::vector<std::uint32_t> targets;
    std::vector<double> strengths;
    for (const auto& one : ties) {
        sources.push_back(one.from);
        targets.push_back(one.to);
        strengths.push_back(one.strength);
    }
    return colearn::freeze({sources, targets, strengths}, actors, {.directed = directed});
}

[[nodiscard]] inline colearn::id<colearn::actor> who(std::uint32_t index) {
    return colearn::id<colearn::actor>{index};
}

struct known_tie {
    std::uint32_t from;
    std::uint32_t to;
    colearn::evidence seen;
};

struct known_view {
    colearn::view view;
    colearn::tie_evidence known;
};

/// Evidence is matched to the arcs by their ends.
[[nodiscard]] inline known_view make_known(std::uint32_t actors, const std::vector<known_tie>& ties,
                                           double base_rate = 0.5) {
    std::vector<trust_tie> plain;
    for (const auto& one : ties) plain.push_back({one.from, one.to, 1});
    known_view out{make_view(actors, plain), {{}, base_rate}};
    out.known.of_arc.resize(out.view.arc_count());
    const auto rows = out.view.out();
    for (const auto& one : ties)
        for (auto arc = rows.offsets[one.from]; arc < rows.offsets[one.from + 1]; ++arc)
            if (rows.neighbours[arc] == one.to) out.known.of_arc[arc] = one.seen;
    return out;
}

/// Solves linear equations by Gaussian elimination: a row of coefficients, then the right side.
[[nodiscard]] inline std::vector<double> eliminated(std::vector<std::vector<double>> system) {
    const auto count = system.size();
    for (std::size_t k = 0; k < count; ++k) {
        auto pivot = k;
        for (auto v = k; v < count; ++v)
            if (std::fabs(system[v][k]) > std::fabs(system[pivot][k])) pivot = v;
        std::swap(system[k], system[pivot]);
        for (std::size_t v = 0; v < count; ++v) {
            if (v == k) continue;
            const double factor = system[v][k] / system[k][k];
            for (auto w = k; w <= count; ++w) system[v][w] -= factor * system[k][w];
        }
    }
    std::vector<double> out(count);
    for (std::size_t v = 0; v < count; ++v) out[v] = system[v][count] / system[v][v];
    return out;
}

/// Each ordered pair is tied with the probability `density`; strengths in (0, 1].
[[nodiscard]] inline std::vector<trust_tie> random_ties(colearn::random_stream& stream, std::uint32_t actors,
                                                        double density) {
    std::vector<trust_tie> ties;
    for (std::uint32_t v = 0; v < actors; ++v)
        for (std::uint32_t w = 0; w < actors; ++w)
            if (v != w && colearn::uniform(stream) < density) ties.push_back({v, w, 1 - colearn::uniform(stream)});
    return ties;
}

/// The same ties with other numbers for the actors.
[[nodiscard]] inline std::vector<trust_tie> renamed(const std::vector<trust_tie>& ties,
                                                    const std::vector<std::uint32_t>& name) {
    auto out = ties;
    for (auto& one : out) one = {name[one.from], name[one.to], one.strength};
    return out;
}

[[nodiscard]] inline std::vector<std::uint32_t> random_names(colearn::random_stream& stream, std::uint32_t actors) {
    std::vector<std::uint32_t> names(actors);
    for (std::uint32_t i = 0; i < actors; ++i) names[i] = i;
    colearn::shuffle(stream, std::span(names));
    return names;
}

} // namespace test

#endif

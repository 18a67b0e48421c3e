// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_TRUST_SUPPORT_HPP
#define COLEARN_TESTS_TRUST_SUPPORT_HPP

// Small networks for the tests of trust/.

#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/distribution.hpp>
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

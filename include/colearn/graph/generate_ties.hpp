// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_GENERATE_TIES_HPP
#define COLEARN_GRAPH_GENERATE_TIES_HPP

/// @file
/// For a policy reader: who trusts whom in a made-up system, as bare numbers, for tests of speed.
/// For an engineer: the light form of `generate_system`: sources, targets, strengths and layers as columns. A
/// degree-corrected block model whose blocks are schools; see `detail/generate_tie_maker.hpp`.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <vector>

#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/graph/detail/generate_check.hpp>
#include <colearn/graph/detail/generate_pairs.hpp>
#include <colearn/graph/detail/generate_tie_maker.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/generate_people.hpp>
#include <colearn/graph/layer.hpp>

namespace colearn {

/// The layers that generators use, in the order of their numbers in `generated_ties::layers`.
inline const std::array<layer, 9> generated_layers{
    layers::employment,        layers::enrolment,        layers::teacher_to_teacher,
    layers::school_to_school,  layers::school_to_agency, layers::school_to_community,
    layers::knowledge_network, layers::governance,       layers::data_sharing};

struct generate_options {
    unsigned threads = 1;         ///< workers; 0: one for each core; the output does not depend on it
    progress_callback progress{}; ///< share done
    std::stop_token stop{};       ///< ends early with the ties made so far
};

/// A system as columns: all that a benchmark needs, and no string. 17 bytes a tie.
/// Vertices are numbered as in a view of the system that `generate_system` makes of the same parameters and seed.
struct generated_ties {
    generated_people people{};
    std::vector<std::uint32_t> sources{};
    std::vector<std::uint32_t> targets{};
    std::vector<double> strengths{};    ///< trust
    std::vector<std::uint8_t> layers{}; ///< place in `generated_layers`
    bool complete = true;               ///< false: stopped by the caller, some schools have no ties

    /// For `freeze`. A tie of an undirected layer stands here once.
    [[nodiscard]] tie_columns columns() const noexcept { return {sources, targets, strengths}; }
};

/// Makes a system's people and ties as columns: the light form, for benchmarks and for measures that need no names.
///
/// Source: Karrer and Newman, "Stochastic blockmodels and community structure in networks", Physical Review E 83
/// (2011); drawn by number first, as in Rohe, Tao, Han and Binkiewicz, "A note on quickly sampling a sparse matrix
/// with low rank expectation", JMLR 19 (2018).
/// Complexity: O(actors + ties log(largest school)) time. Space: 17 bytes a tie beside the people; twice that on the
/// way. Throws: `contract_violation` that names a bad parameter. Determinism: by parameters and seed; not by threads.
[[nodiscard]] inline generated_ties generate_ties(const system_parameters& parameters, std::uint64_t seed,
                                                  const generate_options& options = {}) {
    detail::check(parameters, "generate_ties");
    generated_ties made;
    made.people = generate_people(parameters, seed);
    const detail::tie_maker maker(made.people, parameters, seed);

    // 1. Blocks of schools, each into a column of its own.
    constexpr std::size_t block = 16;
    const auto schools = made.people.school_count();
    const auto blocks = (schools + block - 1) / block;
    std::vector<std::vector<detail::raw_tie>> parts(blocks + 1);
    std::vector<detail::pair_set> seen(thread_count(options.threads));
    made.complete =
        parallel_for(blocks, {.threads = options.threads, .progress = options.progress, .stop = options.stop},
                     [&](std::size_t b, unsigned worker) {
                         const auto last = (std::min)((b + 1) * block, schools);
                         for (auto s = b * block; s < last; ++s)
                             maker.make(static_cast<std::uint32_t>(s), parts[b], seen[worker]);
                     });
    if (made.complete) maker.make_offices(parts.back());

    // 2. One after the other, giving each part back as it is copied.
    std::size_t count = 0;
    for (const auto& part : parts) count += part.size();
    made.sources.reserve(count);
    made.targets.reserve(count);
    made.strengths.reserve(count);
    made.layers.reserve(count);
    for (auto& part : parts) {
        for (const auto& one : part) {
            made.sources.push_back(one.source);
            made.targets.push_back(one.target);
            made.strengths.push_back(one.percent / 100.0);
            made.layers.push_back(one.layer);
        }
        part = {};
    }
    return made;
}

} // namespace colearn

#endif

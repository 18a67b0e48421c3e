// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_BENCHMARKS_SUPPORT_SCHOOL_PAIRS_HPP
#define COLEARN_BENCHMARKS_SUPPORT_SCHOOL_PAIRS_HPP

/// @file
/// What the benchmarks of matchings share: pairs of made-up schools with their weights.

#include <algorithm>
#include <cstddef>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/candidates.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/school_ties.hpp>
#include <colearn/solve/weighted_pairs.hpp>

#include "support/schools.hpp"

namespace bench {

using pairs_of_schools = colearn::weighted_pairs<colearn::school>;

// Of each school's near ones the `each` that fit best, weighed by how well.
inline pairs_of_schools near_pairs(std::size_t count, std::size_t each) {
    const auto list = schools_of(count);
    const colearn::school_table schools(list);
    const colearn::school_ties ties;
    const colearn::school_compatibility fit(schools, &ties, {});
    pairs_of_schools all{count, {}};
    std::vector<std::vector<double>> scores(count);
    for (const auto& one : colearn::candidates(schools, ties, {.max_distance_km = 1000, .nearest = 2 * each}).pairs) {
        const double weight = fit.score(one.a, one.b);
        if (!(weight > 0)) continue;
        all.pairs.push_back({one.a, one.b, weight});
        scores[one.a.index].push_back(weight);
        scores[one.b.index].push_back(weight);
    }
    for (auto& one : scores) {
        std::sort(one.rbegin(), one.rend());
        one.resize((std::min)(one.size(), each));
    }
    std::erase_if(all.pairs, [&](const auto& one) {
        return one.weight < scores[one.a.index].back() && one.weight < scores[one.b.index].back();
    });
    return all;
}

// Everyone with everyone, in a country small enough that all could meet.
inline pairs_of_schools all_pairs(std::size_t count) {
    const auto list = schools_of(count, .03);
    const colearn::school_table schools(list);
    const colearn::school_ties ties;
    const colearn::school_compatibility fit(schools, &ties, {});
    pairs_of_schools out{count, {}};
    for (const auto a : schools.ids())
        for (const auto b : schools.ids())
            if (const double weight = a < b ? fit.score(a, b) : 0; weight > 0) out.pairs.push_back({a, b, weight});
    return out;
}

// For each school `each` partners, anyone, with weights from 0 to 1; it may be another's partner too.
inline pairs_of_schools random_pairs(std::size_t count, std::size_t each) {
    colearn::random_stream stream(5);
    pairs_of_schools out{count, {}};
    for (std::size_t i = 0; i < count * each; ++i) {
        const colearn::id<colearn::school> a{i % count};
        const colearn::id<colearn::school> b{colearn::uniform_index(stream, count)};
        if (a != b) out.pairs.push_back({a, b, colearn::uniform(stream)});
    }
    return out;
}

} // namespace bench

#endif

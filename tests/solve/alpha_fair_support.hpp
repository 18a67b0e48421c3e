// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_SOLVE_ALPHA_FAIR_SUPPORT_HPP
#define COLEARN_TESTS_SOLVE_ALPHA_FAIR_SUPPORT_HPP

#include <cstddef>
#include <limits>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/solve/alpha_fair_problem.hpp>

namespace alpha_fair_test {

using colearn::id;
struct agency;
struct school;
using problem = colearn::alpha_fair_problem<agency, school>;
using result = colearn::alpha_fair_result<agency, school>;
using numbers = std::vector<double>;

struct entry {
    unsigned provider;
    unsigned recipient;
    double value;
};
inline problem make(numbers supply, numbers weights, const std::vector<entry>& arcs) {
    problem out;
    out.supply = colearn::id_map<agency, double>(std::move(supply));
    out.weights = colearn::id_map<school, double>(std::move(weights));
    for (const auto& [j, i, value] : arcs) out.arcs.push_back({id<agency>{j}, id<school>{i}, value});
    return out;
}

enum class values { real, whole, ones };
inline problem any_problem(colearn::random_stream& stream, std::size_t providers, std::size_t recipients, values kind) {
    problem out;
    for (std::size_t j = 0; j < providers; ++j) out.supply.push_back(.2 + colearn::uniform(stream));
    for (std::size_t i = 0; i < recipients; ++i) {
        out.weights.push_back(.2 + colearn::uniform(stream));
        for (std::size_t j = 0; j < providers; ++j)
            if (j == i % providers || colearn::uniform(stream) < .4)
                out.arcs.push_back({id<agency>{j}, id<school>{i},
                                    kind == values::real ? .1 + colearn::uniform(stream)
                                    : kind == values::whole
                                        ? 1.0 + static_cast<double>(colearn::uniform_index(stream, 3))
                                        : 1.0});
    }
    return out;
}

/// Floors for some, caps for some and enough for some; `mode` says which of the three there are.
inline problem with_bounds(problem of, colearn::random_stream& stream, unsigned mode, bool may_conflict = false) {
    double all = 0;
    for (const double x : of.supply) all += x;
    const double share = all / static_cast<double>(of.weights.size());
    for (std::size_t i = 0; i < of.weights.size(); ++i) {
        const auto some = [&] { return colearn::uniform(stream) < .5; };
        const double floor =
            (mode & 1U) != 0 && some() ? (may_conflict ? 3 : .3) * share * colearn::uniform(stream) : 0;
        if ((mode & 1U) != 0) of.floors.push_back(floor);
        if ((mode & 2U) != 0)
            of.caps.push_back(some() ? floor + share * (.1 + colearn::uniform(stream))
                                     : std::numeric_limits<double>::infinity());
        if ((mode & 4U) != 0) of.enough.push_back(share * (.1 + 2 * colearn::uniform(stream)));
    }
    return of;
}

} // namespace alpha_fair_test

#endif

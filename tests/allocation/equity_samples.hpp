// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_ALLOCATION_EQUITY_SAMPLES_HPP
#define COLEARN_TESTS_ALLOCATION_EQUITY_SAMPLES_HPP

#include <cmath>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>

#include "support/catch.hpp"

// What the tests of the measures of equity share.
namespace equity_samples {

using numbers = std::vector<double>;

/// The incomes of the example of the R package ineq.
inline const numbers ineq_incomes{541, 1463, 2445, 3438, 4437, 5401, 6392, 8304, 11904, 22261};

struct sample {
    numbers values{};
    numbers weights{};     ///< whole numbers, some 0; the first is above 0
    numbers written_out{}; ///< each value as often as its weight says
};

inline sample draw(std::uint64_t item, bool with_zeros) {
    colearn::random_stream stream(6, item);
    sample out;
    const std::size_t count = 1 + item % 15;
    for (std::size_t i = 0; i < count; ++i) {
        const bool zero = with_zeros && i > 0 && colearn::uniform(stream) < 0.15;
        const bool whole = colearn::uniform(stream) < 0.5; // so that some are equal
        const double x = colearn::gamma(stream, 0.8, 100) + 0.01;
        out.values.push_back(zero ? 0 : whole ? 1 + std::floor(x / 40) : x);
        out.weights.push_back(i == 0 ? 2 : static_cast<double>(colearn::uniform_index(stream, 6)));
        for (int k = 0; k < static_cast<int>(out.weights.back()); ++k) out.written_out.push_back(out.values.back());
    }
    return out;
}

inline numbers times(double factor, numbers values) {
    for (double& one : values) one *= factor;
    return values;
}

/// measure(values, weights) names its undefined cases and refuses bad input.
template <class Measure>
void check_bounds(const Measure& measure, bool undefined_if_all_0 = true) {
    const numbers none{}, zeros{0, 0}, ones{1, 1}, one{1};
    CHECK(measure(none, none).why_undefined == "there are no values");
    CHECK(measure(ones, zeros).why_undefined == "every weight is 0");
    CHECK(measure(ones, none).defined());
    if (undefined_if_all_0)
        CHECK(measure(zeros, none).why_undefined == "every value is 0, so there is nothing to share");
    for (const double bad : {-1.0, std::nan(""), std::numeric_limits<double>::infinity(), 1e101}) {
        CHECK_THROWS_AS(measure(numbers{1, bad}, none), colearn::contract_violation);
        CHECK_THROWS_AS(measure(ones, numbers{1, bad}), colearn::contract_violation);
    }
    CHECK_THROWS_AS(measure(ones, one), colearn::contract_violation);
}

} // namespace equity_samples

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_QAP_HPP
#define COLEARN_MEASURES_QAP_HPP

/// @file
/// For a policy reader: do two kinds of tie go together more than chance would have it?
/// For an engineer: the correlation of two matrices of pairs, with permutations of the actors as the null distribution.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/status.hpp>
#include <colearn/measures/dyad_matrix.hpp>

namespace colearn {

struct qap_options {
    std::size_t permutations = 5000; ///< > 0
    std::uint64_t seed = 1;          ///< of the permutations
    unsigned threads = 1;            ///< workers, a permutation each; 0: all cores
    progress_callback progress{};    ///< called with the share of the permutations that are done
    std::stop_token stop{};          ///< stops after the permutations that are under way
};

/// How a statistic stands among its permuted values. Each share counts the observed value as one of the permutations,
/// so that none is 0; values that agree up to rounding count as equal.
struct permutation_test {
    double at_least = 1;          ///< (0, 1]: share of the permuted values that are as large, or larger
    double at_most = 1;           ///< (0, 1]: share that are as small, or smaller
    double as_far = 1;            ///< (0, 1]: share that are as far from 0, or further: two-sided
    double mean = 0;              ///< of the permuted values
    double deviation = 0;         ///< of the permuted values, from their mean
    std::size_t permutations = 0; ///< that were done
};

struct qap_result {
    measured correlation{};           ///< Pearson's, -1 to 1, over ordered pairs of different actors
    permutation_test test{};          ///< of the correlation; nothing is tested where it is undefined
    status outcome = status::optimal; ///< optimal: all permutations; cancelled: those that were done
};

namespace detail {

// The order of the actors in one permutation, which depends on the seed and its number alone.
inline void permute(std::vector<std::uint32_t>& order, std::uint64_t seed, std::size_t number) {
    std::iota(order.begin(), order.end(), 0U);
    random_stream random(seed, number);
    shuffle(random, std::span<std::uint32_t>(order));
}

[[nodiscard]] inline permutation_test test_of(double observed, std::span<const double> values,
                                              std::span<const std::uint8_t> done) {
    const double slack = 1e-10 * (std::max)(1.0, std::fabs(observed));
    permutation_test made;
    std::size_t large = 1;
    std::size_t small = 1;
    std::size_t far = 1;
    for (std::size_t k = 0; k < values.size(); ++k) {
        if (done[k] == 0) continue;
        ++made.permutations;
        large += values[k] >= observed - slack ? 1U : 0U;
        small += values[k] <= observed + slack ? 1U : 0U;
        far += std::fabs(values[k]) >= std::fabs(observed) - slack ? 1U : 0U;
        made.mean += values[k];
    }
    const auto all = static_cast<double>(made.permutations + 1);
    made.at_least = static_cast<double>(large) / all;
    made.at_most = static_cast<double>(small) / all;
    made.as_far = static_cast<double>(far) / all;
    if (made.permutations == 0) return made;
    made.mean /= static_cast<double>(made.permutations);
    for (std::size_t k = 0; k < values.size(); ++k)
        if (done[k] != 0) made.deviation += (values[k] - made.mean) * (values[k] - made.mean);
    made.deviation = std::sqrt(made.deviation / static_cast<double>(made.permutations));
    return made;
}

// Mean and sum of squares about it, over pairs of different actors.
struct pair_moments {
    double mean = 0;
    double squares = 0;
};
[[nodiscard]] inline pair_moments moments_of(const dyad_matrix& of) {
    const auto n = of.size();
    const auto pairs = static_cast<double>(n) * static_cast<double>(n - 1);
    pair_moments made;
    for (std::size_t i = 0; i < n; ++i)
        for (const double one : of.row(i)) made.mean += one; // the diagonal is 0
    made.mean /= pairs;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (i != j) made.squares += (of(i, j) - made.mean) * (of(i, j) - made.mean);
    return made;
}

} // namespace detail

/// QAP correlation: Pearson's correlation of two matrices of pairs, and its place among those that come about when the
/// actors of one matrix are numbered at random.
///
/// Source: Hubert, *Assignment Methods in Combinatorial Data Analysis* (1987); Krackhardt, Social Networks 9 (1987)
/// 171; the observed value among the permutations: Phipson and Smyth, Statistical Applications in Genetics and
/// Molecular Biology 9 (2010) 39. Complexity: O(n^2) and for each permutation O(entries of the sparser matrix that are
/// not 0). Memory: 16 bytes for each of these, 4 an actor for each thread. Preconditions: two matrices of one size.
/// Undefined: with fewer than two actors, or where all pairs of a matrix have one value. Throws: `contract_violation`;
/// what `progress` throws. Determinism: the same on any number of threads. Example: `qap_correlation(dyads_of(advice,
/// "advice"), dyads_of(friendship, "friendship"))`
[[nodiscard]] inline qap_result qap_correlation(const dyad_matrix& x, const dyad_matrix& y,
                                                const qap_options& options = {}) {
    expects(x.size() == y.size(), "both matrices must be of the same actors", y.size());
    expects(options.permutations > 0, "there must be at least one permutation");
    qap_result result;
    const auto n = x.size();
    if (n < 2) {
        result.correlation = measured::undefined("there are fewer than two actors");
        return result;
    }
    const auto of_x = detail::moments_of(x);
    const auto of_y = detail::moments_of(y);
    if (!(of_x.squares > 0) || !(of_y.squares > 0)) {
        result.correlation =
            measured::undefined("all pairs have the same value of \"" + (of_x.squares > 0 ? y : x).name() + "\"");
        return result;
    }
    // Only the sum of products changes, and only entries other than 0 add to it.
    struct entry {
        std::uint32_t i;
        std::uint32_t j;
        double value;
    };
    const auto entries_of = [n](const dyad_matrix& of) {
        std::vector<entry> made;
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j)
                if (of(i, j) != 0)
                    made.push_back({static_cast<std::uint32_t>(i), static_cast<std::uint32_t>(j), of(i, j)});
        return made;
    };
    auto entries = entries_of(x);
    const auto* dense = &y;
    if (auto others = entries_of(y); others.size() < entries.size()) {
        entries = std::move(others);
        dense = &x;
    }
    const double pairs = static_cast<double>(n) * static_cast<double>(n - 1);
    const double scale = std::sqrt(of_x.squares * of_y.squares);
    const auto correlation = [&](const std::vector<std::uint32_t>& order) {
        double sum = 0;
        for (const auto& one : entries) sum += one.value * (*dense)(order[one.i], order[one.j]);
        return (sum - pairs * of_x.mean * of_y.mean) / scale;
    };
    std::vector<std::uint32_t> as_is(n);
    std::iota(as_is.begin(), as_is.end(), 0U);
    const double observed = correlation(as_is);
    result.correlation = measured::as((std::clamp)(observed, -1.0, 1.0));

    std::vector<double> values(options.permutations);
    std::vector<std::uint8_t> done(options.permutations, 0);
    std::vector<std::vector<std::uint32_t>> orders(thread_count(options.threads), as_is);
    const bool complete =
        parallel_for(options.permutations,
                     {.threads = options.threads, .grain = 16, .progress = options.progress, .stop = options.stop},
                     [&](std::size_t number, unsigned worker) {
                         detail::permute(orders[worker], options.seed, number);
                         values[number] = correlation(orders[worker]);
                         done[number] = 1;
                     });
    if (!complete) result.outcome = status::cancelled;
    result.test = detail::test_of(observed, values, done);
    return result;
}

} // namespace colearn

#endif

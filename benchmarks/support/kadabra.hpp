// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_BENCHMARKS_SUPPORT_KADABRA_HPP
#define COLEARN_BENCHMARKS_SUPPORT_KADABRA_HPP

/// @file
/// How many samples KADABRA takes: its stopping rule on our draws, since what is compared is the rule.
/// Source: Borassi and Natale, ACM Journal of Experimental Algorithmics 24 (2019) 1.2, with the constants of the
/// paper's experiments (pilot of 1 in 100, balancing factor .001, universal constant .5).

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/path_draws.hpp>

namespace bench {

/// `diameter` in steps; epsilon is of the share of all n (n - 1) pairs, as the paper has it.
inline std::uint64_t kadabra_samples(const colearn::view& of, double diameter, double epsilon, double delta,
                                     std::uint64_t seed) {
    constexpr double balancing = .001;
    const auto n = static_cast<double>(of.actor_count());
    const double most = .5 / (epsilon * epsilon) * (std::floor(std::log2(diameter - 1)) + 1 + std::log(.5 / delta));
    colearn::detail::path_draws draws(of, seed, 1);
    const auto nobody = [](double) {};
    std::vector<std::uint64_t> pilot(of.actor_count()), hits(of.actor_count());
    const auto first = static_cast<std::uint64_t>(most / 100);
    static_cast<void>(draws.draw(first, pilot, {}, nobody));

    // Shares of the probability: exp(-c epsilon^2 / b), with c such that they add up.
    const auto share = [&](std::size_t v) {
        return (std::max)(static_cast<double>(pilot[v]), .5) / static_cast<double>(first);
    };
    double low = 0;
    double high = std::log(4 * n * (1 - balancing) / delta) / (epsilon * epsilon);
    while (high - low > epsilon / 10) {
        const double c = (low + high) / 2;
        double sum = 0;
        for (std::size_t v = 0; v < pilot.size(); ++v) sum += 2 * std::exp(-c * epsilon * epsilon / share(v));
        (sum >= delta / 2 * (1 - balancing) ? low : high) = c;
    }
    const auto finished = [&](std::uint64_t samples) {
        const auto count = static_cast<double>(samples);
        for (std::size_t v = 0; v < hits.size(); ++v) {
            const double b = static_cast<double>(hits[v]) / count;
            const double own = std::exp(-high * epsilon * epsilon / share(v)) + delta * balancing / 4 / n;
            const double log = std::log(1 / own);
            const double below = most / count - 1. / 3;
            const double above = most / count + 1. / 3;
            const double f = log / count * (-below + std::sqrt(below * below + 2 * b * most / log));
            const double g = log / count * (above + std::sqrt(above * above + 2 * b * most / log));
            if ((std::min)(f, b) > epsilon || (std::min)(g, 1 - b) > epsilon) return false;
        }
        return true;
    };
    std::uint64_t samples = 0;
    do {
        samples += 100;
        static_cast<void>(draws.draw(first + samples, hits, {}, nobody));
    } while (static_cast<double>(samples) < most && !finished(samples));
    return first + samples;
}

} // namespace bench

#endif

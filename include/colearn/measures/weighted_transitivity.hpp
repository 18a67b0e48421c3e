// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_WEIGHTED_TRANSITIVITY_HPP
#define COLEARN_MEASURES_WEIGHTED_TRANSITIVITY_HPP

/// @file
/// For a policy reader: are the strong ties those that close into circles, or the weak ones?
/// For an engineer: Opsahl and Panzarasa's weighted global clustering coefficient.

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/partners.hpp>
#include <colearn/measures/detail/triangles.hpp>

namespace colearn {

/// What two ties of one actor are worth together.
enum class triple_value : std::uint8_t {
    arithmetic_mean, ///< mean of the two strengths
    geometric_mean,  ///< root of their product: a weak tie counts for more
    maximum,         ///< the stronger one
    minimum,         ///< the weaker one
};

[[nodiscard]] constexpr std::string_view to_string(triple_value value) noexcept {
    return value == triple_value::arithmetic_mean  ? "arithmetic mean"
           : value == triple_value::geometric_mean ? "geometric mean"
           : value == triple_value::maximum        ? "maximum"
                                                   : "minimum";
}

struct weighted_transitivity_options {
    triple_value value = triple_value::arithmetic_mean; ///< what two ties of one actor are worth together
};

struct weighted_transitivity_result {
    measured share{};                                   ///< value of closed triples over that of all, 0 to 1
    double closed = 0;                                  ///< value of all triples whose ends are partners
    double all = 0;                                     ///< value of all triples: an actor and two of its partners
    triple_value value = triple_value::arithmetic_mean; ///< what a triple was worth
    view_record measured_on{};                          ///< layers, direction and what was left out
};

namespace detail {

[[nodiscard]] inline double value_of_triple(triple_value value, double a, double b) noexcept {
    switch (value) {
    case triple_value::arithmetic_mean:
        return (a + b) / 2;
    case triple_value::geometric_mean:
        return std::sqrt(a * b);
    case triple_value::maximum:
        return (std::max)(a, b);
    case triple_value::minimum:
        return (std::min)(a, b);
    }
    return 0;
}

// Value of all pairs of one actor's ties, without looking at each pair. Sorts them in place.
[[nodiscard]] inline double value_of_pairs(triple_value value, std::vector<double>& strengths) {
    std::sort(strengths.begin(), strengths.end());
    double sum = 0;
    double before = 0;   // of the smaller ones: their sum, or that of their roots
    double position = 0; // how many smaller ones there are
    for (const double one : strengths) {
        if (value == triple_value::arithmetic_mean) sum += (position * one + before) / 2;
        if (value == triple_value::geometric_mean) sum += std::sqrt(one) * before;
        if (value == triple_value::maximum) sum += position * one;
        if (value == triple_value::minimum) sum += before;
        before += value == triple_value::geometric_mean ? std::sqrt(one) : one;
        ++position;
    }
    return sum;
}

} // namespace detail

/// Transitivity in which a triple counts by the strength of its two ties.
///
/// Source: Opsahl and Panzarasa, *Social Networks* 31 (2009) 155, equation 5. Where all strengths are equal it is
/// `transitivity`. Partners as there: tied either way, the strength of a pair is the sum of its ties both ways; their
/// measure for directed networks is another one.
/// Complexity: O(m^1.5) time at worst, O(n + m) memory. Undefined: when no actor has two partners.
[[nodiscard]] inline weighted_transitivity_result
weighted_transitivity(const view& of, const weighted_transitivity_options& options = {}) {
    const detail::partner_rows partners(of);
    std::vector<double> w(partners.partners().size() / 2 + 1); // strengths of pairs, in step with `rows.ahead`
    const detail::ahead_rows rows(partners,
                                  [&](std::uint32_t place, std::uint32_t at) { w[place] = partners.strengths()[at]; });
    compensated_sum closed;
    compensated_sum all;
    detail::for_each_triangle(rows, [&](std::uint32_t, std::uint32_t vw, std::uint32_t vx, std::uint32_t wx) {
        closed += detail::value_of_triple(options.value, w[vw], w[vx]);
        closed += detail::value_of_triple(options.value, w[vw], w[wx]);
        closed += detail::value_of_triple(options.value, w[vx], w[wx]);
    });
    std::vector<double> own;
    bool any = false;
    for (std::uint32_t v = 0; v < partners.size(); ++v) {
        any |= partners.degree(v) >= 2;
        own.assign(partners.strengths_of(v).begin(), partners.strengths_of(v).end());
        all += detail::value_of_pairs(options.value, own);
    }
    weighted_transitivity_result result{{}, closed.value(), all.value(), options.value, of.record()};
    result.share = any ? measured::as((std::min)(result.closed / result.all, 1.0))
                       : measured::undefined("no actor has two partners");
    return result;
}

} // namespace colearn

#endif

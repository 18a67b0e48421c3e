// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_PRICE_OF_FAIRNESS_HPP
#define COLEARN_ALLOCATION_PRICE_OF_FAIRNESS_HPP

/// @file
/// For a policy reader: what fairness costs: how much more good the same means could do if nobody minded who gets it.
/// For an engineer: utilitarian optimum over achieved welfare, and the relative loss.

#include <algorithm>

#include <colearn/allocation/weighted_values.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/tolerance.hpp>

namespace colearn {

/// What fairness costs.
struct price_of_fairness {
    measured ratio{}; ///< optimum / achieved, 1 or more; undefined when nothing is achieved
    measured loss{};  ///< (optimum - achieved) / optimum, 0 to 1; undefined when the optimum is 0
};

/// Price of fairness, given the highest welfare that is possible (such as `utilitarian_optimum`) and that of a fair
/// division (such as `welfare_of_bundles`).
///
/// Source: ratio: Caragiannis, Kaklamanis, Kanellopoulos and Kyropoulou, "The efficiency of fair division", Theory of
/// Computing Systems 50 (2012), where every agent's valuations sum to 1; loss: Bertsimas, Farias and Trichakis, "The
/// price of fairness", Operations Research 59 (2011). Complexity: O(1). Preconditions: both finite and not negative;
/// achieved not above the optimum, with a relative slack of 1e-9 for rounding. Throws: `contract_violation`.
/// Example: `price_of(utilitarian_optimum(of), welfare_of_bundles(of, owner)).loss`
[[nodiscard]] inline price_of_fairness price_of(double optimum, double achieved) {
    expects(optimum >= 0 && optimum <= 1e300, "the optimum must be from 0 to 1e300", optimum);
    expects(achieved >= 0 && tolerance{}.at_most(achieved, optimum), "what is achieved must be from 0 to the optimum",
            achieved);
    price_of_fairness out;
    out.ratio = achieved > 0 ? detail::measured_if_finite((std::max)(1.0, optimum / achieved))
                             : measured::undefined("nothing is achieved");
    out.loss = optimum > 0 ? measured::as((std::max)(0.0, (optimum - achieved) / optimum))
                           : measured::undefined("nothing can be achieved");
    return out;
}

} // namespace colearn

#endif

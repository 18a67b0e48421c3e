// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_STATUS_HPP
#define COLEARN_CORE_STATUS_HPP

/// @file
/// For a policy reader: every answer says what kind of answer it is.
/// For an engineer: the mathematical outcomes of an algorithm, the second of the three error channels.

#include <cstdint>
#include <string_view>

namespace colearn {

/// What an algorithm's result is. Each algorithm says in its doc comment which of these it returns.
enum class status : std::uint8_t {
    optimal,       ///< proved best, or exact
    guaranteed,    ///< within the stated factor of the best
    feasible,      ///< allowed, with the bound that the certificate states
    converged,     ///< an iteration met its stopping test
    not_converged, ///< an iteration hit its limit; the residual is in the certificate
    infeasible,    ///< no answer exists; the certificate holds the witness
    unbounded,     ///< no best exists; the certificate holds the direction
    cancelled,     ///< stopped by the caller; the result is valid as far as its certificate says
};

[[nodiscard]] constexpr std::string_view to_string(status what) noexcept {
    switch (what) {
    case status::optimal:
        return "optimal";
    case status::guaranteed:
        return "guaranteed";
    case status::feasible:
        return "feasible";
    case status::converged:
        return "converged";
    case status::not_converged:
        return "not converged";
    case status::infeasible:
        return "infeasible";
    case status::unbounded:
        return "unbounded";
    case status::cancelled:
        return "cancelled";
    }
    return "unknown";
}

} // namespace colearn

#endif

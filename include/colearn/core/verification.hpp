// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_VERIFICATION_HPP
#define COLEARN_CORE_VERIFICATION_HPP

/// @file
/// For a policy reader: an answer is checked by someone other than the one who gave it.
/// For an engineer: what every `verify(instance, result, tolerance)` returns.

#include <string>
#include <utility>

namespace colearn {

/// Accepted, or the first condition that does not hold, in words with the numbers and ids that break it.
struct verification {
    std::string violated{}; ///< empty when accepted

    [[nodiscard]] bool accepted() const noexcept { return violated.empty(); }
    explicit operator bool() const noexcept { return accepted(); }

    [[nodiscard]] static verification accept() { return {}; }
    [[nodiscard]] static verification reject(std::string condition) { return {std::move(condition)}; }
};

} // namespace colearn

#endif

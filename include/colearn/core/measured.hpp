// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_MEASURED_HPP
#define COLEARN_CORE_MEASURED_HPP

/// @file
/// For a policy reader: a number, or the reason why there is none. Never a made-up 0.
/// For an engineer: the result of a measure that can be undefined.

#include <optional>
#include <string>
#include <utility>

#include <colearn/core/contract.hpp>

namespace colearn {

/// A value, or why it is undefined.
struct measured {
    std::optional<double> value{}; ///< empty when undefined
    std::string why_undefined{};   ///< a sentence without its full stop; empty when there is a value

    [[nodiscard]] bool defined() const noexcept { return value.has_value(); }

    [[nodiscard]] static measured as(double number) { return {number, {}}; }
    [[nodiscard]] static measured undefined(std::string why) { return {std::nullopt, std::move(why)}; }

    friend bool operator==(const measured&, const measured&) = default;
};

/// `0.0127999`, or `undefined: there are fewer than two actors`.
[[nodiscard]] inline std::string to_string(const measured& what) {
    return what.value ? detail::number_text(*what.value) : "undefined: " + what.why_undefined;
}

} // namespace colearn

#endif

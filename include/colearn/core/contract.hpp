// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_CONTRACT_HPP
#define COLEARN_CORE_CONTRACT_HPP

/// @file
/// For a policy reader: a question that makes no sense is refused aloud, never answered with a made-up number.
/// For an engineer: the check at every public entry. It is always on and does not depend on `NDEBUG`.

#include <charconv>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace colearn {

/// A caller's mistake: a wrong size, a foreign id, a negative budget.
/// It names the public function that refused, what that function requires, and the value that it was given.
class contract_violation : public std::logic_error {
public:
    contract_violation(std::string function, std::string requirement, std::string value)
        : std::logic_error(function + ": " + requirement + (value.empty() ? "" : "; got " + value)),
          function_(std::move(function)), requirement_(std::move(requirement)), value_(std::move(value)) {}

    /// Name of the function that was called, such as `twin`.
    [[nodiscard]] const std::string& function() const noexcept { return function_; }
    /// What the function requires, as a sentence without its full stop.
    [[nodiscard]] const std::string& requirement() const noexcept { return requirement_; }
    /// The value that was given, as text; empty when the requirement is not about one value.
    [[nodiscard]] const std::string& value() const noexcept { return value_; }

private:
    std::string function_;
    std::string requirement_;
    std::string value_;
};

/// A requirement's text together with the function that states it.
/// It converts from a string literal at the call, which is where `__builtin_FUNCTION` is evaluated.
struct requirement {
    const char* text;
    const char* function;

    // Implicit: callers write expects(x > 0, "x must be positive").
    constexpr requirement(const char* text_, const char* function_ = __builtin_FUNCTION()) noexcept
        : text(text_), function(function_) {}
};

namespace detail {

/// The shortest text that reads back as the same number (`std::to_chars`).
template <class Number>
[[nodiscard]] std::string number_text(Number number) {
    char buffer[64];
    if constexpr (std::is_floating_point_v<Number>)
        if (number != number) return "nan"; // without a sign, which means nothing
    const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
    return {buffer, end};
}

// `twin`, where a compiler says `twin<school>`.
[[nodiscard]] inline std::string plain_name(std::string_view function) {
    return std::string(function.substr(0, function.find('<')));
}

template <class Value>
[[nodiscard]] std::string value_text(const Value& value) {
    if constexpr (std::is_same_v<Value, bool>) {
        return value ? "true" : "false";
    } else if constexpr (std::is_arithmetic_v<Value>) {
        return number_text(value);
    } else if constexpr (std::is_convertible_v<const Value&, std::string_view>) {
        return "\"" + std::string(std::string_view(value)) + "\"";
    } else {
        return number_text(value.index); // an id
    }
}

// Out of line and cold, so that a check costs its caller one compare and one jump.
[[noreturn, gnu::noinline, gnu::cold]] inline void violate(requirement what, std::string value) {
    throw contract_violation(plain_name(what.function), what.text, std::move(value));
}

} // namespace detail

/// Throws `contract_violation` unless `holds`. Always on.
constexpr void expects(bool holds, requirement what) {
    if (!holds) [[unlikely]]
        detail::violate(what, {});
}

/// The same, and reports `value`: a number, a text or an id.
template <class Value>
constexpr void expects(bool holds, requirement what, const Value& value) {
    if (!holds) [[unlikely]]
        detail::violate(what, detail::value_text(value));
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_COUNTED_HPP
#define COLEARN_CORE_COUNTED_HPP

/// @file
/// For a policy reader: says "1 school" and "3 schools".
/// For an engineer: a count with its noun, for messages and rationales.

#include <cstddef>
#include <string>
#include <string_view>

namespace colearn::detail {

/// `1 school`, `3 schools`: for nouns whose plural ends in s.
[[nodiscard]] inline std::string counted(std::size_t count, std::string_view one) {
    return std::to_string(count) + " " + std::string(one) + (count == 1 ? "" : "s");
}

} // namespace colearn::detail

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_VECTOR_REGISTER_HPP
#define COLEARN_CORE_VECTOR_REGISTER_HPP

/// @file
/// For a policy reader: lets the processor do the same sum for several actors, or several questions, at once.
/// For an engineer: vector registers in the portable form of g++ and clang, as wide as the machine compiled for has.
/// What is summed must be put together in an order that does not depend on the width.

#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace colearn::detail {

// Numbers of 64 bits in a register. Twice as wide as the machine has would be kept in memory by g++.
#ifdef __AVX__
inline constexpr std::size_t register_width = 4;
#else
inline constexpr std::size_t register_width = 2;
#endif
using some_doubles [[gnu::vector_size(8 * register_width)]] = double;
using some_words [[gnu::vector_size(8 * register_width)]] = long long;
using some_bits [[gnu::vector_size(8 * register_width)]] = std::uint64_t;

/// Products that are rounded before anything is added to them: see `rounded` in `reproducible_math.hpp`.
[[nodiscard]] inline some_doubles rounded(some_doubles products) noexcept {
#if defined(__x86_64__)
    __asm__("" : "+x"(products));
#elif defined(__aarch64__)
    __asm__("" : "+w"(products));
#else
    __asm__("" : "+m"(products));
#endif
    return products;
}

// Calls `body(p)` for each of `Parts` registers. Written out, so that local arrays of registers stay in registers.
template <std::size_t Parts, class Body>
inline void for_each_register(Body body) {
    [&]<std::size_t... Part>(std::index_sequence<Part...>) {
        (body(std::integral_constant<std::size_t, Part>{}), ...);
    }
    (std::make_index_sequence<Parts>{});
}

} // namespace colearn::detail

#endif

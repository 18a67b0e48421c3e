// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_VECTOR_REGISTER_HPP
#define COLEARN_MEASURES_DETAIL_VECTOR_REGISTER_HPP

/// @file
/// For a policy reader: lets the processor do the same sum for several actors at once.
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

// Sources that are searched from side by side.
inline constexpr std::size_t lane_count = 16;

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

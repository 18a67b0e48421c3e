// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_LANE_COUNT_HPP
#define COLEARN_MEASURES_DETAIL_LANE_COUNT_HPP

/// @file
/// For a policy reader: how many actors are searched from at once.
/// For an engineer: sixteen lanes, so that a short word has a bit for each.

#include <cstddef>

namespace colearn::detail {

/// Sources that are searched from side by side.
inline constexpr std::size_t lane_count = 16;

} // namespace colearn::detail

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_TRAVEL_HPP
#define COLEARN_MATCHING_TRAVEL_HPP

/// @file
/// For a policy reader: how long the way to the partner is; every twenty minutes halve what nearness is worth.
/// For an engineer: road time estimated from the great-circle distance, and exponential decay with a half-life.

#include <colearn/core/contract.hpp>
#include <colearn/core/reproducible_math.hpp>

namespace colearn {

/// How a distance on the map becomes minutes on the road. By default 1.5 minutes a kilometre: 40 km are an hour.
struct travel_options {
    double detour = 1.25;   ///< length of the road / straight distance, >= 1. 1.2 to 1.25 were measured in cities
                            ///< (Newell 1980; O'Sullivan and Morrall 1996); mountains and coasts need more
    double speed_km_h = 50; ///< average speed by car, door to door, > 0; an assumption of ours
    double half_life_minutes = 20; ///< nearness halves with each, > 0: clusters of schools stay within about one
};

/// Estimated minutes by road between two places that are `km` apart.
[[nodiscard]] inline double road_minutes(double km, const travel_options& options = {}) {
    expects(km >= 0, "a distance must not be negative", km);
    expects(options.detour >= 1, "a road must not be shorter than the straight way", options.detour);
    expects(options.speed_km_h > 0, "the speed must be positive", options.speed_km_h);
    return km * options.detour / options.speed_km_h * 60;
}

/// Nearness, from 1 for the same place towards 0: exp(-minutes ln 2 / half-life).
[[nodiscard]] inline double proximity(double km, const travel_options& options = {}) {
    expects(options.half_life_minutes > 0, "the half-life must be positive", options.half_life_minutes);
    constexpr double ln2 = 0.69314718055994530942;
    return detail::reproducible_exp(-road_minutes(km, options) * ln2 / options.half_life_minutes);
}

} // namespace colearn

#endif

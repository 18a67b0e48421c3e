// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_PAIRING_RULES_HPP
#define COLEARN_MATCHING_PAIRING_RULES_HPP

/// @file
/// For a policy reader: who may not be paired, however well they fit: too far apart, another kind of school, asked not
/// to. For an engineer: hard rules on a pair; a rule that cannot be checked because a value is not known does not bind.

#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/school_table.hpp>

namespace colearn {

struct pairing_rules {
    bool same_level = true; ///< pair schools of one level only, but for `level_pairs`
    std::vector<std::pair<level, level>> level_pairs{{level::combined, level::primary},
                                                     {level::combined, level::secondary}}; ///< in either order
    bool same_sector = false;                               ///< pair schools of one sector only
    std::vector<std::pair<id<school>, id<school>>> apart{}; ///< never pair these, in either order
};

namespace detail {

[[nodiscard]] inline bool levels_allow(level a, level b, const pairing_rules& rules) {
    if (!rules.same_level || a == level::unknown || b == level::unknown || a == b) return true;
    for (const auto& [x, y] : rules.level_pairs)
        if ((x == a && y == b) || (x == b && y == a)) return true;
    return false;
}

[[nodiscard]] inline bool sectors_allow(sector a, sector b, const pairing_rules& rules) {
    return !rules.same_sector || a == sector::unknown || b == sector::unknown || a == b;
}

[[nodiscard]] inline bool kept_apart(id<school> a, id<school> b, const pairing_rules& rules) {
    for (const auto& [x, y] : rules.apart)
        if ((x == a && y == b) || (x == b && y == a)) return true;
    return false;
}

} // namespace detail

/// Distance of two schools; empty when one of the places is not known.
[[nodiscard]] inline std::optional<double> distance_km(const school_table& schools, id<school> a, id<school> b) {
    const auto& x = schools[a].where;
    const auto& y = schools[b].where;
    if (!x || !y) return std::nullopt;
    return distance_km(*x, *y);
}

/// Largest great-circle distance by default, in kilometres: about an hour by road (`travel_options`).
inline constexpr double usual_max_distance_km = 40;

/// The rules on a pair, in the order in which they are looked at.
enum class pairing_rule : std::uint8_t { none, same_school, apart, levels, sectors, distance, region };

/// The first rule that forbids the pair; `none` when none does. `max_distance_km` is a great-circle distance.
/// Where a distance cannot be told, the schools must not be in different regions, so far as these are known.
/// Complexity: O(1 + rules).
[[nodiscard]] inline pairing_rule broken_rule(const school_table& schools, id<school> a, id<school> b,
                                              const pairing_rules& rules = {},
                                              double max_distance_km = usual_max_distance_km) {
    expects(max_distance_km >= 0, "the largest distance must not be negative", max_distance_km);
    const auto& x = schools[a];
    const auto& y = schools[b];
    if (a == b) return pairing_rule::same_school;
    if (detail::kept_apart(a, b, rules)) return pairing_rule::apart;
    if (!detail::levels_allow(x.years, y.years, rules)) return pairing_rule::levels;
    if (!detail::sectors_allow(x.governance, y.governance, rules)) return pairing_rule::sectors;
    if (const auto km = distance_km(schools, a, b))
        return *km <= max_distance_km ? pairing_rule::none : pairing_rule::distance;
    const bool other_region = !x.region.empty() && !y.region.empty() && x.region != y.region;
    return other_region ? pairing_rule::region : pairing_rule::none;
}

/// Why a rule forbids a pair, as the end of a sentence.
[[nodiscard]] constexpr std::string_view to_string(pairing_rule rule) noexcept {
    switch (rule) {
    case pairing_rule::none:
        return "no rule forbids it";
    case pairing_rule::same_school:
        return "it is the same school";
    case pairing_rule::apart:
        return "they are to be kept apart";
    case pairing_rule::levels:
        return "they are schools of different levels";
    case pairing_rule::sectors:
        return "they belong to different sectors";
    case pairing_rule::distance:
        return "they are too far apart";
    case pairing_rule::region:
        return "their distance is not known and they are in different regions";
    }
    return "unknown";
}

} // namespace colearn

#endif

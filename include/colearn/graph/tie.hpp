// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_TIE_HPP
#define COLEARN_GRAPH_TIE_HPP

/// @file
/// For a policy reader: a tie carries trust, that trust rests on much experience or on little, and it was last seen on
/// a date. For an engineer: the default payload of a `network`'s ties; a user's own aggregate can take its place.

#include <cstdint>
#include <limits>

namespace colearn {

/// A point in time, as whole seconds since 1970-01-01 00:00 UTC; unknown unless set.
struct moment {
    static constexpr std::int64_t unknown = (std::numeric_limits<std::int64_t>::min)();

    std::int64_t seconds = unknown;

    [[nodiscard]] constexpr bool known() const noexcept { return seconds != unknown; }
    friend constexpr bool operator==(const moment&, const moment&) = default;
};

/// The default tie: how much trust it carries, when that was last seen, and how much experience it rests on.
struct tie {
    double trust = 1; ///< (0, 1]: expected share of good experiences
    moment last_seen{};
    /// >= 0: number of experiences that this expectation rests on. 4 where nobody has counted them: as many as an answer on the usual survey
    /// scale of 0 to 4 stands for. That is thin: a third of what is to be known stays open. `opinion_of` says more.
    double evidence = 4;

    friend constexpr bool operator==(const tie&, const tie&) = default;
};

} // namespace colearn

#endif

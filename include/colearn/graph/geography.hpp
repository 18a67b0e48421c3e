// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_GEOGRAPHY_HPP
#define COLEARN_GRAPH_GEOGRAPHY_HPP

/// @file
/// For a policy reader: how far apart two schools are, and which others are near.
/// For an engineer: great-circle distance, and a k-d tree over unit vectors in space, which has no seam at the date
/// line and no crowding at the poles. Every answer equals that of measuring all pairs.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <tuple>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/graph/roles.hpp>

namespace colearn {

/// Mean radius of the Earth (IUGG), in kilometres.
inline constexpr double earth_radius_km = 6371.0088;

/// Whether both coordinates are numbers within their range.
[[nodiscard]] constexpr bool on_earth(const place& where) noexcept {
    return where.latitude >= -90 && where.latitude <= 90 && where.longitude >= -180 && where.longitude <= 180;
}

namespace detail {

[[nodiscard]] constexpr double radians(double degrees) noexcept {
    return degrees * (3.14159265358979323846 / 180);
}

} // namespace detail

/// Great-circle distance of two places, in kilometres.
///
/// Source: R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984): accurate for near places, where the
/// law of cosines loses its digits. The Earth is a sphere here: up to 0.6 % off the ellipsoid.
/// Preconditions: both places are `on_earth`. Symmetric to the last bit; 0 for equal places.
[[nodiscard]] inline double distance_km(const place& a, const place& b) {
    expects(on_earth(a) && on_earth(b), "a latitude must be within -90 to 90 and a longitude within -180 to 180");
    const auto north = std::sin(detail::radians(a.latitude - b.latitude) / 2);
    // The remainder is exact, so that two places beside the date line are as near as they look.
    const auto east = std::sin(detail::radians(std::remainder(a.longitude - b.longitude, 360.0)) / 2);
    const auto cosines = std::cos(detail::radians(a.latitude)) * std::cos(detail::radians(b.latitude));
    const auto half_chord = std::sqrt(north * north + cosines * (east * east));
    return 2 * earth_radius_km * std::asin((std::min)(1.0, half_chord));
}

/// One answer of a search.
struct neighbour {
    std::uint32_t index = 0; ///< position among the places that the index was made from
    double km = 0;           ///< great-circle distance

    friend constexpr bool operator==(const neighbour&, const neighbour&) = default;
};

/// Places that can be searched by distance. Answers are ordered by (km, index), so equal distances come in a fixed
/// order. A place that is itself in the index is among the answers, at 0 km. Safe to read from many threads.
///
/// Source: J. L. Bentley, "Multidimensional binary search trees used for associative searching", CACM 18 (1975).
/// Complexity: O(n log n) to make; a search is O(log n + answers) for places that are spread out. Places with equal
/// coordinates (all families of one postcode) are one node, so that they do not slow a search down. Space: at most 60n
/// bytes.
class place_index {
public:
    place_index() = default;

    /// Copies what it needs of `places`.
    explicit place_index(std::span<const place> places) : members_(places.size()) {
        for (const auto& where : places)
            expects(on_earth(where), "a latitude must be within -90 to 90 and a longitude within -180 to 180");
        expects(places.size() < (std::numeric_limits<std::uint32_t>::max)(), "an index holds at most 2^32 - 2 places");
        std::iota(members_.begin(), members_.end(), 0U);
        std::sort(members_.begin(), members_.end(), [&](std::uint32_t a, std::uint32_t b) {
            return std::tuple(places[a].latitude, places[a].longitude, a) <
                   std::tuple(places[b].latitude, places[b].longitude, b);
        });
        for (std::uint32_t i = 0; i < members_.size(); ++i) {
            const auto& where = places[members_[i]];
            if (nodes_.empty() || !(nodes_.back().where == where)) nodes_.push_back({where, unit(where), i, i, 0});
            nodes_.back().last = i + 1;
        }
        arrange(0, nodes_.size());
    }

    /// Number of places.
    [[nodiscard]] std::size_t size() const noexcept { return members_.size(); }

    /// The `count` nearest places that are at most `max_km` away; fewer where there are not so many.
    [[nodiscard]] std::vector<neighbour> nearest(const place& from, std::size_t count,
                                                 double max_km = std::numeric_limits<double>::infinity()) const {
        check(from, max_km);
        std::vector<neighbour> found; // a heap with the farthest on top
        if (count == 0) return found;
        search(from, chord(max_km), [&](const node& one, double km, double reach) {
            if (!(km <= max_km)) return reach;
            for (auto i = one.first; i < one.last; ++i) {
                const neighbour next{members_[i], km};
                if (found.size() == count) {
                    if (!nearer(next, found.front())) break;
                    std::pop_heap(found.begin(), found.end(), nearer);
                    found.pop_back();
                }
                found.push_back(next);
                std::push_heap(found.begin(), found.end(), nearer);
            }
            return found.size() == count ? (std::min)(reach, chord(found.front().km)) : reach;
        });
        std::sort_heap(found.begin(), found.end(), nearer);
        return found;
    }

    /// All places that are at most `max_km` away.
    [[nodiscard]] std::vector<neighbour> within(const place& from, double max_km) const {
        check(from, max_km);
        std::vector<neighbour> found;
        search(from, chord(max_km), [&](const node& one, double km, double reach) {
            if (km <= max_km)
                for (auto i = one.first; i < one.last; ++i) found.push_back({members_[i], km});
            return reach;
        });
        std::sort(found.begin(), found.end(), nearer);
        return found;
    }

private:
    using point = std::array<double, 3>;

    // The median of a range of nodes stands in its middle, with the range's lower half before it along `axis`.
    struct node {
        place where;
        point at;
        std::uint32_t first; // members_[first .. last) are here
        std::uint32_t last;
        std::uint32_t axis;
    };

    static void check(const place& from, double max_km) {
        expects(on_earth(from), "a latitude must be within -90 to 90 and a longitude within -180 to 180");
        expects(max_km >= 0, "the largest distance must be 0 or more", max_km);
    }
    static bool nearer(const neighbour& a, const neighbour& b) noexcept {
        return a.km != b.km ? a.km < b.km : a.index < b.index;
    }
    static point unit(const place& where) noexcept {
        const auto latitude = detail::radians(where.latitude);
        const auto longitude = detail::radians(where.longitude);
        return {std::cos(latitude) * std::cos(longitude), std::cos(latitude) * std::sin(longitude), std::sin(latitude)};
    }
    // The straight line through the sphere that spans `km` on it, a hair longer: the tree only rules places out, by
    // more than its rounding; `distance_km` alone decides and orders. Unit vectors are good to about 1e-16.
    static double chord(double km) noexcept {
        constexpr double quarter_turn = 3.14159265358979323846 / 2;
        return 2 * std::sin((std::min)(km / (2 * earth_radius_km), quarter_turn)) + 1e-14;
    }

    void arrange(std::size_t first, std::size_t last) {
        if (last - first < 2) return;
        point low = nodes_[first].at;
        point high = low;
        for (auto i = first; i < last; ++i) {
            for (std::size_t k = 0; k < 3; ++k) {
                low[k] = (std::min)(low[k], nodes_[i].at[k]);
                high[k] = (std::max)(high[k], nodes_[i].at[k]);
            }
        }
        std::uint32_t axis = 0;
        for (std::uint32_t k = 1; k < 3; ++k)
            if (high[k] - low[k] > high[axis] - low[axis]) axis = k;
        const auto middle = first + (last - first) / 2;
        const auto begin = nodes_.begin();
        std::nth_element(begin + static_cast<std::ptrdiff_t>(first), begin + static_cast<std::ptrdiff_t>(middle),
                         begin + static_cast<std::ptrdiff_t>(last),
                         [axis](const node& a, const node& b) { return a.at[axis] < b.at[axis]; });
        nodes_[middle].axis = axis;
        arrange(first, middle);
        arrange(middle + 1, last);
    }

    // Calls `visit(node, km, reach)` for every node within `reach` (a chord), and takes its answer as the new reach.
    template <class Visit>
    void search(const place& from, double reach, Visit visit) const {
        const auto centre = unit(from);
        const auto descend = [&](const auto& self, std::size_t first, std::size_t last) -> void {
            if (first == last) return;
            const auto middle = first + (last - first) / 2;
            const auto& one = nodes_[middle];
            double square = 0;
            for (std::size_t k = 0; k < 3; ++k) square += (one.at[k] - centre[k]) * (one.at[k] - centre[k]);
            if (square <= reach * reach) reach = visit(one, distance_km(from, one.where), reach);
            const auto beyond = centre[one.axis] - one.at[one.axis];
            if (beyond < 0) {
                self(self, first, middle);
                if (-beyond <= reach) self(self, middle + 1, last);
            } else {
                self(self, middle + 1, last);
                if (beyond <= reach) self(self, first, middle);
            }
        };
        descend(descend, 0, nodes_.size());
    }

    std::vector<std::uint32_t> members_; // positions of the places, those of one node together and ascending
    std::vector<node> nodes_;
};

} // namespace colearn

#endif

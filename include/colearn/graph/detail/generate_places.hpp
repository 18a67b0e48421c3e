// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_DETAIL_GENERATE_PLACES_HPP
#define COLEARN_GRAPH_DETAIL_GENERATE_PLACES_HPP

/// @file
/// For a policy reader: puts made-up schools on a made-up map with towns, villages and empty land, and with rich and
/// poor quarters.
/// For an engineer: a random cascade. The land is halved again and again; the schools are split unevenly between the
/// halves until a town is full. Each split also shifts the advantage of either side, by a variance of
/// log(schools before / schools after): so every school's shifts have the same variance in all, and the correlation of
/// two schools falls by the same step with each doubling of the schools between them.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/geography.hpp>

namespace colearn::detail {

/// What each purpose draws from; a purpose's streams are `stream_of(seed, purpose, item)`.
enum class draw : std::uint64_t {
    places = 1,
    schools,
    staff,
    topics,
    people,
    organisations,
    names,
    colleagues,
    families,
    partners,
    dates,
    teacher_topics,
    group_topics,
    contacts,
};

[[nodiscard]] constexpr std::uint64_t seed_of(std::uint64_t seed, draw purpose) noexcept {
    return random_stream(seed, static_cast<std::uint64_t>(purpose))();
}

/// A whole number with mean `expected`.
[[nodiscard]] inline std::size_t round_at_random(random_stream& stream, double expected) {
    return static_cast<std::size_t>(expected + uniform(stream));
}

/// Rounded to a number of decimals, so that last bits of `std::sin` and the like do not show.
[[nodiscard]] inline double to_decimals(double value, double power_of_ten) {
    return std::round(value * power_of_ten) / power_of_ten;
}

struct settlement {
    std::vector<place> where;          // by school
    std::vector<std::uint32_t> region; // by school, ascending
    std::vector<double> effect;        // by school: advantage of its place, variance 1
};

class settler {
public:
    settler(const place_parameters& parameters, double breadth, std::size_t schools, std::size_t regions,
            std::uint64_t seed)
        : parameters_(parameters), seed_(seed_of(seed, draw::places)), breadth_(breadth),
          log_schools_(reproducible_log(static_cast<double>(schools))) {
        const double side = std::sqrt(parameters.area_km2);
        settle({-side / 2, -side / 2, side, side}, schools, regions, 1, 0);
        for (auto& region : made_.region) region -= 1;
    }
    [[nodiscard]] settlement take() { return std::move(made_); }

private:
    struct land {
        double x, y, width, height; // km from the centre
    };
    static constexpr std::uint64_t deepest = std::uint64_t{1} << 60;

    // `node` numbers the cell as in a heap: its halves are 2 node and 2 node + 1.
    void settle(land cell, std::size_t schools, std::size_t regions, std::uint64_t node, double effect) {
        if (schools == 0) return;
        if (regions == 1) ++regions_; // from here on all schools are of one region
        random_stream stream(seed_, node);
        if (schools == 1 || node >= deepest) {
            for (std::size_t i = 0; i < schools; ++i) put(scatter(stream, cell), effect);
            return;
        }
        if (schools == 2 && regions < 2 && uniform(stream) < parameters_.pair_share) {
            settle_pair(stream, cell, effect);
            return;
        }
        const auto [one, other] = halves(cell);
        const auto first = split(stream, schools, cell.width * cell.height);
        const auto second = schools - first;
        const auto first_regions = regions > 1 ? split_regions(regions, first, second) : 0;
        settle(one, first, regions > 1 ? first_regions : 0, 2 * node, shifted(stream, effect, schools, first));
        settle(other, second, regions > 1 ? regions - first_regions : 0, 2 * node + 1,
               shifted(stream, effect, schools, second));
    }

    [[nodiscard]] static std::array<land, 2> halves(const land& cell) {
        auto one = cell;
        auto other = cell;
        if (cell.width >= cell.height) {
            one.width = other.width = cell.width / 2;
            other.x += one.width;
        } else {
            one.height = other.height = cell.height / 2;
            other.y += one.height;
        }
        return {one, other};
    }

    // Schools of the first half. No half of a cell that is not full gets more than fills it.
    [[nodiscard]] std::size_t split(random_stream& stream, std::size_t schools, double area) const {
        const auto count = static_cast<double>(schools);
        const bool full = count >= parameters_.city_density * area;
        const double evenness = full ? parameters_.city_evenness : parameters_.country_evenness;
        auto first = (std::min)(schools, round_at_random(stream, count * beta(stream, evenness, evenness)));
        if (!full) {
            const auto most = static_cast<std::size_t>((std::max)(1.0, std::ceil(parameters_.city_density * area / 2)));
            first = (std::min)(first, most);
            if (schools - first > most) first = schools - most;
        }
        return first;
    }

    // A half's regions: three quarters by its share of schools, one by its share of land, at least one where there is a
    // school. Fitted to the sizes of local government areas, ACARA 2022.
    [[nodiscard]] static std::size_t split_regions(std::size_t regions, std::size_t first, std::size_t second) {
        if (first == 0) return 0;
        if (second == 0) return regions;
        const double share = 0.125 + 0.75 * static_cast<double>(first) / static_cast<double>(first + second);
        const auto wanted = static_cast<std::size_t>(static_cast<double>(regions) * share + 0.5);
        const auto least = regions > second ? regions - second : std::size_t{1};
        return std::clamp(wanted, (std::max)(least, std::size_t{1}), (std::min)(first, regions - 1));
    }

    [[nodiscard]] double shifted(random_stream& stream, double effect, std::size_t before, std::size_t after) const {
        if (after == 0 || after == before) return effect;
        const double variance = share_within(before) - share_within(after);
        return effect + normal(stream, 0, std::sqrt((std::max)(0.0, variance)));
    }

    // Share of the variance that lies within a cell of so many schools.
    [[nodiscard]] double share_within(std::size_t schools) const {
        if (schools < 2) return 0;
        const double log_share = reproducible_log(reproducible_log(static_cast<double>(schools)) / log_schools_);
        return reproducible_exp(breadth_ * log_share);
    }

    void settle_pair(random_stream& stream, const land& cell, double effect) {
        const double one = shifted(stream, effect, 2, 1);
        const double other = shifted(stream, effect, 2, 1);
        auto at = scatter(stream, cell);
        put(at, one);
        const double angle = uniform(stream, 0, 2 * 3.14159265358979323846);
        const double apart = gamma(stream, 1, parameters_.pair_km);
        put({at[0] + apart * std::cos(angle), at[1] + apart * std::sin(angle)}, other);
    }

    [[nodiscard]] static std::array<double, 2> scatter(random_stream& stream, const land& cell) {
        const double x = cell.x + cell.width * uniform(stream);
        return {x, cell.y + cell.height * uniform(stream)};
    }

    // Kilometres to degrees by the sinusoidal projection, which keeps areas.
    void put(std::array<double, 2> km, double effect) {
        constexpr double km_per_degree = earth_radius_km * 3.14159265358979323846 / 180;
        const double latitude = std::clamp(parameters_.centre.latitude + km[1] / km_per_degree, -89.0, 89.0);
        double longitude = parameters_.centre.longitude + km[0] / (km_per_degree * std::cos(radians(latitude)));
        longitude = std::remainder(longitude, 360.0);
        made_.where.push_back({to_decimals(latitude, 1e5), to_decimals(longitude, 1e5)});
        made_.region.push_back(regions_);
        made_.effect.push_back(effect);
    }

    place_parameters parameters_;
    std::uint64_t seed_;
    double breadth_;
    double log_schools_;
    std::uint32_t regions_ = 0;
    settlement made_;
};

} // namespace colearn::detail

#endif

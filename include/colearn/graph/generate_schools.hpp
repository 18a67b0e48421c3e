// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_GENERATE_SCHOOLS_HPP
#define COLEARN_GRAPH_GENERATE_SCHOOLS_HPP

/// @file
/// For a policy reader: made-up schools whose sizes, staff and disadvantage are spread as those of real ones are.
/// For an engineer: a Gaussian copula over real margins. Latent normals (place, nearness, sector, chance) are ranked,
/// and the rank picks a quantile, jittered within its stratum; so a district is as diverse as a nation.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/graph/detail/generate_check.hpp>
#include <colearn/graph/detail/generate_places.hpp>
#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/roles.hpp>

namespace colearn {

/// Schools without names: `key`, `name` and `region` are empty.
struct generated_schools {
    std::vector<school> schools{};       ///< near ones next to each other; those of one region are consecutive
    std::vector<std::uint32_t> region{}; ///< of each school, ascending from 0
    std::vector<double> need_for_help{}; ///< of each school: its disadvantage, as a standard normal score
    std::vector<double> crowding{};      ///< of each school: how near others are, as a standard normal score
};

namespace detail {

/// Position of each value in ascending order; equal values by index.
[[nodiscard]] inline std::vector<std::uint32_t> ranks_of(std::span<const double> values) {
    std::vector<std::uint32_t> order(values.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return values[a] != values[b] ? values[a] < values[b] : a < b; });
    std::vector<std::uint32_t> ranks(values.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) ranks[order[i]] = i;
    return ranks;
}

/// Standard normal scores of the ranks.
[[nodiscard]] inline std::vector<double> normal_scores(std::span<const double> values) {
    const auto ranks = ranks_of(values);
    std::vector<double> scores(values.size());
    for (std::size_t i = 0; i < scores.size(); ++i)
        scores[i] = normal_quantile((ranks[i] + 0.5) / static_cast<double>(scores.size()));
    return scores;
}

/// The value at a share of the schools, between two entries of the table on a line.
[[nodiscard]] inline double quantile(const quantile_table& table, double share) {
    std::size_t i = 1;
    while (i + 1 < table.size() && share > quantile_shares[i]) ++i;
    const double part = (share - quantile_shares[i - 1]) / (quantile_shares[i] - quantile_shares[i - 1]);
    return table[i - 1] + part * (table[i] - table[i - 1]);
}

/// The share of pupils in the lowest quarter at an advantage, between two entries of the table on a line.
[[nodiscard]] inline double disadvantaged_at(const std::array<double, 13>& table, double advantage) {
    const double at = std::clamp((advantage - 600) / 50, 0.0, 12.0);
    const auto i = (std::min)(static_cast<std::size_t>(at), std::size_t{11});
    return table[i] + (at - static_cast<double>(i)) * (table[i + 1] - table[i]);
}

[[nodiscard]] inline double logistic(double x) {
    return 1 / (1 + reproducible_exp(-x));
}

inline constexpr std::array<level, 4> all_levels{level::primary, level::secondary, level::combined, level::special};
inline constexpr std::array<sector, 3> all_sectors{sector::government, sector::catholic, sector::independent};

[[nodiscard]] inline std::array<const level_profile*, 4> profiles(const school_parameters& levels) {
    return {&levels.primary, &levels.secondary, &levels.combined, &levels.special};
}
[[nodiscard]] inline const level_profile& profile_of(const school_parameters& levels, level years) {
    return *profiles(levels)[static_cast<std::size_t>(years) - static_cast<std::size_t>(level::primary)];
}

/// Gives out levels and sectors in their shares, to the school (largest remainder), in random order.
inline void give_levels(std::span<school> schools, const school_parameters& levels, random_stream stream) {
    std::array<double, 12> share{};
    for (std::size_t i = 0; i < 12; ++i) share[i] = profiles(levels)[i / 3]->share[i % 3];
    const double sum = std::accumulate(share.begin(), share.end(), 0.0);
    std::vector<std::size_t> kinds;
    std::array<double, 12> rest{};
    for (std::size_t i = 0; i < 12; ++i) {
        const double exact = share[i] / sum * static_cast<double>(schools.size());
        const auto whole = static_cast<std::size_t>(exact);
        kinds.insert(kinds.end(), whole, i);
        rest[i] = exact - static_cast<double>(whole);
    }
    while (kinds.size() < schools.size()) {
        const auto most = static_cast<std::size_t>(std::max_element(rest.begin(), rest.end()) - rest.begin());
        rest[most] = -1;
        kinds.push_back(most);
    }
    kinds.resize(schools.size());
    shuffle(stream, kinds);
    for (std::size_t i = 0; i < schools.size(); ++i) {
        schools[i].years = all_levels[kinds[i] / 3];
        schools[i].governance = all_sectors[kinds[i] % 3];
    }
}

/// How near the fifth nearest school is, as a normal score: large in towns.
[[nodiscard]] inline std::vector<double> crowding_of(std::span<const place> where) {
    const place_index index(where);
    std::vector<double> near(where.size());
    for (std::size_t i = 0; i < where.size(); ++i) near[i] = -index.nearest(where[i], 6).back().km;
    return normal_scores(near);
}

/// Needs rise with disadvantage; strengths come from specialities and not from wealth.
inline void give_topics(generated_schools& made, const topic_parameters& topics, std::uint64_t seed) {
    const auto count = topics.names.size();
    const double own = std::sqrt(1 - topics.need_by_disadvantage * topics.need_by_disadvantage);
    const double chance = (std::min)(1.0, topics.specialities / static_cast<double>(count));
    for (std::size_t i = 0; i < made.schools.size(); ++i) {
        random_stream stream(seed_of(seed, draw::topics), i);
        auto& one = made.schools[i];
        for (std::size_t t = 0; t < count; ++t) {
            const double need = topics.need_by_disadvantage * made.need_for_help[i] + own * normal(stream);
            const bool speciality = uniform(stream) < chance;
            const double lift = speciality ? topics.speciality_lift : -0.5;
            const double strength = lift - topics.strength_against_need * need + normal(stream, 0, 0.5);
            one.need.push_back(to_decimals(logistic(need), 100));
            one.strength.push_back(to_decimals(logistic(strength), 100));
        }
    }
}

} // namespace detail

/// Makes schools: where they are, level, sector, enrolment, staff, advantage, needs and strengths.
///
/// Complexity: O(n log n) time, O(n) space for n schools.
/// Throws: `contract_violation` that names a bad parameter.
/// Determinism: by parameters and seed alone.
[[nodiscard]] inline generated_schools generate_schools(const system_parameters& parameters, std::uint64_t seed) {
    detail::check(parameters, "generate_schools");
    using detail::draw;
    const auto n = parameters.schools;
    const auto& levels = parameters.levels;
    const auto& advantage = parameters.advantage;

    // 1. Places.
    auto settled = detail::settler(parameters.places, parameters.advantage.breadth, n, parameters.regions, seed).take();
    generated_schools made;
    made.schools.resize(n);
    made.region = std::move(settled.region);
    made.crowding = detail::crowding_of(settled.where);
    for (std::size_t i = 0; i < n; ++i) made.schools[i].where = settled.where[i];

    // 2. Levels and sectors.
    detail::give_levels(made.schools, levels, random_stream(detail::seed_of(seed, draw::schools), n));

    // 3. Advantage: place, nearness, sector, and chance for the rest of the variance.
    const double by_chance = std::sqrt(detail::unexplained(advantage, levels));
    std::vector<random_stream> streams;
    std::vector<double> latent(n);
    for (std::size_t i = 0; i < n; ++i) {
        streams.emplace_back(detail::seed_of(seed, draw::schools), i);
        const auto in = static_cast<std::size_t>(made.schools[i].governance) - 1;
        latent[i] = std::sqrt(advantage.by_place) * settled.effect[i] + advantage.by_nearness * made.crowding[i] +
                    advantage.by_sector[in] + normal(streams[i], 0, by_chance);
    }
    const auto wealth = detail::normal_scores(latent);
    const auto rank = detail::ranks_of(latent);
    for (std::size_t i = 0; i < n; ++i) {
        auto& one = made.schools[i];
        const double share = (rank[i] + uniform(streams[i])) / static_cast<double>(n);
        one.advantage = std::round(detail::quantile(advantage.quantiles, share));
        const double mean = std::clamp(detail::disadvantaged_at(advantage.disadvantaged, *one.advantage), 0.001, 0.999);
        one.disadvantaged = detail::to_decimals(
            beta(streams[i], mean * advantage.concentration, (1 - mean) * advantage.concentration), 100);
        made.need_for_help.push_back(-wealth[i]);
    }

    // 4. Enrolment, by rank within the level; staff from enrolment.
    for (const auto years : detail::all_levels) {
        const auto& profile = detail::profile_of(levels, years);
        const double by_nearness = profile.by_nearness;
        const double by_advantage = levels.enrolment_by_advantage;
        const double rest = std::sqrt((std::max)(0.0, 1 - by_nearness * by_nearness - by_advantage * by_advantage));
        std::vector<std::size_t> members;
        std::vector<double> size;
        for (std::size_t i = 0; i < n; ++i) {
            if (made.schools[i].years != years) continue;
            members.push_back(i);
            size.push_back(by_nearness * made.crowding[i] + by_advantage * wealth[i] + normal(streams[i], 0, rest));
        }
        auto logs = profile.enrolment;
        for (auto& one : logs) one = detail::reproducible_log(one);
        const auto place_in_level = detail::ranks_of(size);
        for (std::size_t k = 0; k < members.size(); ++k) {
            auto& stream = streams[members[k]];
            auto& one = made.schools[members[k]];
            const double share = (place_in_level[k] + uniform(stream)) / static_cast<double>(members.size());
            one.enrolment = (std::max)(1.0, std::round(detail::reproducible_exp(detail::quantile(logs, share))));
            const double log_staff = detail::reproducible_log(profile.staff_at_100) +
                                     profile.staff_exponent * detail::reproducible_log(*one.enrolment / 100);
            const double staff = detail::reproducible_exp(log_staff + normal(stream, 0, profile.staff_spread));
            one.staff = (std::max)(0.2, detail::to_decimals(staff, 10));
        }
    }

    // 5. Topics.
    detail::give_topics(made, parameters.topics, seed);
    return made;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <numeric>
#include <optional>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/graph/generate_parameters.hpp>
#include <colearn/graph/generate_schools.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/roles.hpp>

#include "support/catch.hpp"
#include "support/real_data.hpp"

namespace generate_schools_test {

using namespace colearn;

namespace {

double mean(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}
double deviation(const std::vector<double>& values) {
    const double middle = mean(values);
    double sum = 0;
    for (const double one : values) sum += (one - middle) * (one - middle);
    return std::sqrt(sum / static_cast<double>(values.size()));
}
double correlation(const std::vector<double>& x, const std::vector<double>& y) {
    const double x_middle = mean(x);
    const double y_middle = mean(y);
    double sum = 0;
    for (std::size_t i = 0; i < x.size(); ++i) sum += (x[i] - x_middle) * (y[i] - y_middle);
    return sum / static_cast<double>(x.size()) / deviation(x) / deviation(y);
}
double quantile_of(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    const double at = share * static_cast<double>(values.size() - 1);
    const auto i = static_cast<std::size_t>(at);
    const auto next = (std::min)(i + 1, values.size() - 1);
    return values[i] + (at - static_cast<double>(i)) * (values[next] - values[i]);
}

/// The 200 nearest schools of every fourth one, without itself.
struct surroundings {
    std::vector<std::size_t> who;
    std::vector<std::vector<neighbour>> near;
};

surroundings surroundings_of(const std::vector<school>& schools) {
    std::vector<place> where;
    for (const auto& one : schools) where.push_back(*one.where);
    const place_index index(where);
    surroundings out;
    for (std::size_t i = 0; i < where.size(); i += 4) {
        out.who.push_back(i);
        out.near.push_back(index.nearest(where[i], 201));
        std::erase_if(out.near.back(), [i](const neighbour& one) { return one.index == i; });
    }
    return out;
}

/// Correlation of a school's advantage with that of its neighbours of rank `first` to `last`: Moran's I of a band.
double shared_with(const std::vector<school>& schools, const surroundings& around, std::size_t first,
                   std::size_t last) {
    std::vector<double> advantage;
    for (const auto& one : schools)
        if (one.advantage) advantage.push_back(*one.advantage);
    const double middle = mean(advantage);
    const double width = deviation(advantage);
    double sum = 0;
    double pairs = 0;
    for (std::size_t i = 0; i < around.who.size(); ++i) {
        const auto& one = schools[around.who[i]];
        for (auto k = first; k < last && one.advantage; ++k) {
            const auto& other = schools[around.near[i][k].index];
            if (!other.advantage) continue;
            sum += (*one.advantage - middle) * (*other.advantage - middle);
            pairs += 1;
        }
    }
    return sum / pairs / width / width;
}

std::vector<double> distances(const surroundings& around, std::size_t rank) {
    std::vector<double> km;
    for (const auto& near : around.near) km.push_back(near[rank - 1].km);
    return km;
}

/// Rows of a comma-separated file with quoted fields, by heading.
std::vector<std::map<std::string, std::string>> rows_of(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    REQUIRE(file);
    std::string text{std::istreambuf_iterator<char>(file), {}};
    if (text.starts_with("\xEF\xBB\xBF")) text.erase(0, 3);
    std::vector<std::vector<std::string>> table(1);
    table.back().emplace_back();
    bool quoted = false;
    for (const char c : text) {
        if (c == '"') {
            quoted = !quoted;
        } else if (c == ',' && !quoted) {
            table.back().emplace_back();
        } else if (c == '\n' && !quoted) {
            table.emplace_back();
            table.back().emplace_back();
        } else if (c != '\r') {
            table.back().back() += c;
        }
    }
    std::vector<std::map<std::string, std::string>> rows;
    for (std::size_t i = 1; i < table.size(); ++i) {
        if (table[i].size() != table[0].size()) continue;
        rows.emplace_back();
        for (std::size_t k = 0; k < table[i].size(); ++k) rows.back()[table[0][k]] = table[i][k];
    }
    return rows;
}

std::vector<school> real_schools(const std::filesystem::path& folder) {
    std::map<std::string, std::pair<place, std::string>> at;
    for (const auto& row : rows_of(folder / "acara_2022/school-location-2022.csv"))
        at.emplace(row.at("ACARA SML ID"),
                   std::pair(place{std::stod(row.at("Latitude")), std::stod(row.at("Longitude"))},
                             row.at("Local Government Area Name")));
    const std::map<std::string, level> levels{{"Primary", level::primary},
                                              {"Secondary", level::secondary},
                                              {"Combined", level::combined},
                                              {"Special", level::special}};
    const std::map<std::string, sector> sectors{
        {"Government", sector::government}, {"Catholic", sector::catholic}, {"Independent", sector::independent}};
    std::vector<school> out;
    for (const auto& row : rows_of(folder / "acara_2022/school-profile-2022.csv")) {
        const auto number = [&](const char* column) -> std::optional<double> {
            const auto& text = row.at(column);
            return text.empty() ? std::nullopt : std::optional(std::stod(text));
        };
        school one;
        std::tie(one.where, one.region) = at.at(row.at("ACARA SML ID"));
        one.years = levels.at(row.at("School Type"));
        one.governance = sectors.at(row.at("School Sector"));
        one.enrolment = number("Total Enrolments");
        one.staff = number("Full Time Equivalent Teaching Staff");
        one.advantage = number("ICSEA");
        if (const auto percent = number("Bottom SEA Quarter (%)")) one.disadvantaged = *percent / 100;
        if (one.enrolment == 0.0) one.enrolment.reset();
        out.push_back(one);
    }
    return out;
}

std::vector<double> log_enrolments(const std::vector<school>& schools, level years) {
    std::vector<double> out;
    for (const auto& one : schools)
        if (one.years == years && one.enrolment) out.push_back(std::log(*one.enrolment));
    return out;
}

} // namespace

TEST_CASE("quantiles and the curve of disadvantage are read on lines between their entries", "[generate]") {
    const quantile_table table{0, 1, 2, 3, 4, 10, 12, 13, 14, 15, 20};
    CHECK(detail::quantile(table, 0) == 0);
    CHECK(detail::quantile(table, 0.5) == Approx(10));
    CHECK(detail::quantile(table, 0.375) == Approx(7));
    CHECK(detail::quantile(table, 1) == Approx(20));
    const advantage_parameters defaults;
    CHECK(detail::disadvantaged_at(defaults.disadvantaged, 300) == Approx(0.94));
    CHECK(detail::disadvantaged_at(defaults.disadvantaged, 1000) == Approx(0.31));
    CHECK(detail::disadvantaged_at(defaults.disadvantaged, 1025) == Approx((0.31 + 0.159) / 2));
    CHECK(detail::disadvantaged_at(defaults.disadvantaged, 1400) == Approx(0.009));
}

TEST_CASE("levels and sectors have their shares to the school", "[generate]") {
    auto parameters = parameters_of(system_size::district);
    std::size_t primary = 0;
    std::size_t government = 0;
    for (const auto& one : generate_schools(parameters, 8).schools) {
        if (one.years == level::primary) ++primary;
        if (one.governance == sector::government) ++government;
    }
    CHECK(primary == 32);    // 64.1 % of 50
    CHECK(government == 36); // 69.8 %, rounded by cells of level and sector
    parameters.levels = {};
    for (auto* const one : {&parameters.levels.primary, &parameters.levels.combined, &parameters.levels.special})
        one->share = {};
    for (const auto& one : generate_schools(parameters, 8).schools) CHECK(one.years == level::secondary);
}

TEST_CASE("even one school, or two, can be made", "[generate]") {
    for (const std::size_t count : {1U, 2U}) {
        auto parameters = parameters_of(system_size::district);
        parameters.schools = count;
        parameters.regions = 1;
        const auto made = generate_schools(parameters, 1);
        REQUIRE(made.schools.size() == count);
        CHECK(made.schools[0].enrolment >= 1.0);
    }
}

TEST_CASE("needs follow disadvantage and strengths do not", "[generate]") {
    auto parameters = parameters_of(system_size::state);
    parameters.schools = 1000;
    const auto made = generate_schools(parameters, 2);
    std::vector<double> need;
    std::vector<double> strength;
    std::vector<double> help;
    std::vector<std::size_t> best(parameters.topics.names.size(), 0);
    for (std::size_t i = 0; i < made.schools.size(); ++i) {
        const auto& one = made.schools[i];
        REQUIRE(one.need.size() == parameters.topics.names.size());
        REQUIRE(one.strength.size() == parameters.topics.names.size());
        for (std::size_t t = 0; t < one.need.size(); ++t) {
            CHECK((one.need[t] >= 0 && one.need[t] <= 1 && one.strength[t] >= 0 && one.strength[t] <= 1));
            need.push_back(one.need[t]);
            strength.push_back(one.strength[t]);
            help.push_back(made.need_for_help[i]);
        }
        ++best[static_cast<std::size_t>(std::max_element(one.strength.begin(), one.strength.end()) -
                                        one.strength.begin())];
    }
    CHECK(correlation(need, help) == Approx(0.7).margin(0.05));
    CHECK(std::fabs(correlation(strength, help)) < 0.25);
    CHECK(correlation(strength, need) < -0.1);
    CHECK(correlation(strength, need) > -0.4);
    // Complementary: every topic is the best one of some fifth of the schools.
    for (const auto count : best) CHECK((count > 120 && count < 300));
}

TEST_CASE("wherever there is need, some near school has the strength", "[generate]") {
    const auto made = generate_schools(parameters_of(system_size::district), 1);
    std::size_t wanting = 0;
    std::size_t helped = 0;
    std::vector<place> where;
    for (const auto& one : made.schools) where.push_back(*one.where);
    const place_index index(where);
    for (const auto& one : made.schools) {
        for (std::size_t t = 0; t < one.need.size(); ++t) {
            if (one.need[t] < 0.6 || one.strength[t] > 0.6) continue;
            ++wanting;
            const auto near = index.nearest(*one.where, 16);
            if (std::any_of(near.begin(), near.end(),
                            [&](const neighbour& by) { return made.schools[by.index].strength[t] > 0.6; }))
                ++helped;
        }
    }
    REQUIRE(wanting > 30);
    CHECK(static_cast<double>(helped) > 0.95 * static_cast<double>(wanting));
}

TEST_CASE("advantage that nothing explains is not clustered", "[generate]") {
    auto parameters = parameters_of(system_size::state);
    parameters.advantage.by_place = parameters.advantage.by_nearness = 0;
    const auto made = generate_schools(parameters, 1).schools;
    CHECK(std::fabs(shared_with(made, surroundings_of(made), 0, 5)) < 0.05);
}

TEST_CASE("the same seed gives the same schools, another seed others", "[generate]") {
    const auto parameters = parameters_of(system_size::district);
    const auto one = generate_schools(parameters, 1);
    const auto same = generate_schools(parameters, 1);
    const auto other = generate_schools(parameters, 2);
    bool all_same = true;
    std::size_t different = 0;
    for (std::size_t i = 0; i < one.schools.size(); ++i) {
        const auto& a = one.schools[i];
        const auto& b = same.schools[i];
        all_same = all_same && a.where == b.where && a.enrolment == b.enrolment && a.advantage == b.advantage &&
                   a.staff == b.staff && a.need == b.need && a.strength == b.strength &&
                   a.disadvantaged == b.disadvantaged;
        if (a.where != other.schools[i].where) ++different;
    }
    CHECK(all_same);
    CHECK(different > 45);
}

// The tolerances below are stated in docs/guide/generate.md.

namespace {

struct nations {
    std::vector<school> real;
    std::vector<school> made = generate_schools(parameters_of(system_size::nation), 1).schools;
    surroundings around_real = surroundings_of(real);
    surroundings around_made = surroundings_of(made);
};

/// The real and the generated nation, read and made once; null, with a message, where the real one is missing.
const nations* both_nations() {
    const auto folder = real_data_folder();
    if (!folder) return nullptr;
    static const nations both{.real = real_schools(*folder)};
    return &both;
}

/// `value_of` applied to the real and the generated schools.
template <class ValueOf>
std::pair<double, double> both_of(const nations& both, ValueOf value_of) {
    return {value_of(both.real), value_of(both.made)};
}

} // namespace

TEST_CASE("a generated nation has Australia's shares of levels and sectors, to half a point", "[generate][realdata]") {
    const auto* const both = both_nations();
    if (!both) return;
    REQUIRE(both->real.size() == 9'709);
    for (const auto years : detail::all_levels) {
        for (const auto in : detail::all_sectors) {
            const auto [real, made] = both_of(*both, [&](const std::vector<school>& schools) {
                const auto count = std::count_if(schools.begin(), schools.end(), [&](const school& one) {
                    return one.years == years && one.governance == in;
                });
                return static_cast<double>(count) / static_cast<double>(schools.size());
            });
            CHECK(made == Approx(real).margin(0.005));
        }
    }
}

TEST_CASE("a generated nation has Australia's quantiles of log enrolment by level, to 0.1", "[generate][realdata]") {
    const auto* const both = both_nations();
    if (!both) return;
    for (const auto years : detail::all_levels)
        for (const double share : {0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95})
            CHECK(quantile_of(log_enrolments(both->made, years), share) ==
                  Approx(quantile_of(log_enrolments(both->real, years), share)).margin(0.1));
}

TEST_CASE("a generated nation has Australia's pupils for each teacher by level, to 6 %", "[generate][realdata]") {
    const auto* const both = both_nations();
    if (!both) return;
    for (const auto years : detail::all_levels) {
        const auto [real, made] = both_of(*both, [&](const std::vector<school>& schools) {
            double pupils = 0;
            double teachers = 0;
            for (const auto& one : schools) {
                if (one.years != years || !one.enrolment || !one.staff || *one.staff == 0) continue;
                pupils += *one.enrolment;
                teachers += *one.staff;
            }
            return pupils / teachers;
        });
        CHECK(made == Approx(real).epsilon(0.06));
    }
}

TEST_CASE("a generated nation has Australia's advantage: mean to 3 points, deviation to 6, quantiles to 4, "
          "means of sectors to 12",
          "[generate][realdata]") {
    const auto* const both = both_nations();
    if (!both) return;
    const auto advantages = [](const std::vector<school>& schools, std::optional<sector> in) {
        std::vector<double> out;
        for (const auto& one : schools)
            if (one.advantage && (!in || one.governance == *in)) out.push_back(*one.advantage);
        return out;
    };
    const auto real = advantages(both->real, {});
    const auto made = advantages(both->made, {});
    CHECK(mean(made) == Approx(mean(real)).margin(3));
    CHECK(deviation(made) == Approx(deviation(real)).margin(6));
    for (const double share : {0.05, 0.25, 0.5, 0.75, 0.95})
        CHECK(quantile_of(made, share) == Approx(quantile_of(real, share)).margin(4));
    for (const auto in : detail::all_sectors)
        CHECK(mean(advantages(both->made, in)) == Approx(mean(advantages(both->real, in))).margin(12));
}

TEST_CASE("a generated nation clusters advantage as Australia does: Moran's I of bands of neighbours to 0.13",
          "[generate][realdata]") {
    const auto* const both = both_nations();
    if (!both) return;
    for (const auto& [first, last] : {std::pair{0U, 1U}, {1U, 6U}, {6U, 20U}, {50U, 100U}, {100U, 200U}}) {
        CAPTURE(first, last);
        CHECK(shared_with(both->made, both->around_made, first, last) ==
              Approx(shared_with(both->real, both->around_real, first, last)).margin(0.13));
    }
}

TEST_CASE("a generated nation has Australia's disadvantage for each advantage, to 4 points", "[generate][realdata]") {
    const auto* const both = both_nations();
    if (!both) return;
    for (double at = 700; at <= 1150; at += 50) {
        const auto [real, made] = both_of(*both, [&](const std::vector<school>& schools) {
            std::vector<double> out;
            for (const auto& one : schools)
                if (one.advantage && one.disadvantaged && std::fabs(*one.advantage - at) <= 15)
                    out.push_back(*one.disadvantaged);
            return mean(out);
        });
        CHECK(made == Approx(real).margin(0.04));
    }
}

TEST_CASE("a generated nation has Australia's distances to the 1st, 5th and 100th nearest school, within a factor of 2",
          "[generate][realdata]") {
    const auto* const both = both_nations();
    if (!both) return;
    for (const std::size_t rank : {1U, 5U, 100U}) {
        for (const double share : {0.1, 0.25, 0.5, 0.75, 0.9, 0.95}) {
            CAPTURE(rank, share);
            const double ratio = quantile_of(distances(both->around_made, rank), share) /
                                 quantile_of(distances(both->around_real, rank), share);
            CHECK(ratio > 0.5);
            CHECK(ratio < 2);
        }
    }
}

TEST_CASE("a generated nation has Australia's sizes of regions, within a factor of 2", "[generate][realdata]") {
    const auto* const both = both_nations();
    if (!both) return;
    std::map<std::string, double> real;
    for (const auto& one : both->real) real[one.region] += 1;
    std::map<std::uint32_t, double> made;
    for (const auto region : generate_schools(parameters_of(system_size::nation), 1).region) made[region] += 1;
    const auto sizes = [](const auto& counts) {
        std::vector<double> out;
        for (const auto& [region, count] : counts) out.push_back(count);
        return out;
    };
    for (const double share : {0.05, 0.25, 0.5, 0.75, 0.9, 0.99}) {
        const double ratio = quantile_of(sizes(made), share) / quantile_of(sizes(real), share);
        CAPTURE(share);
        CHECK(ratio >= 0.5);
        CHECK(ratio <= 2);
    }
}

TEST_CASE("large and better-off schools stand near others as in Australia, to 0.12 of rank correlation",
          "[generate][realdata]") {
    const auto* const both = both_nations();
    if (!both) return;
    const auto by_nearness = [](const std::vector<school>& schools, const surroundings& around, const auto& value_of) {
        std::vector<double> near;
        std::vector<double> value;
        for (std::size_t i = 0; i < around.who.size(); ++i) {
            const std::optional<double> one = value_of(schools[around.who[i]]);
            if (!one) continue;
            near.push_back(-around.near[i][4].km);
            value.push_back(*one);
        }
        const auto rank = [](const std::vector<double>& of) {
            const auto ranks = detail::ranks_of(of);
            return std::vector<double>(ranks.begin(), ranks.end());
        };
        return correlation(rank(near), rank(value));
    };
    const auto enrolment = [](const school& one) { return one.enrolment; };
    const auto advantage = [](const school& one) { return one.advantage; };
    CHECK(by_nearness(both->made, both->around_made, enrolment) ==
          Approx(by_nearness(both->real, both->around_real, enrolment)).margin(0.12));
    CHECK(by_nearness(both->made, both->around_made, advantage) ==
          Approx(by_nearness(both->real, both->around_real, advantage)).margin(0.12));
}

} // namespace generate_schools_test

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_ROLE_TABLE_HPP
#define COLEARN_IO_ROLE_TABLE_HPP

/// @file
/// For a policy reader: which columns a table of schools, teachers or agencies has.
/// For an engineer: one description of each role's columns, which readers and writers share, so that what is written
/// is what is read.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>

namespace colearn {

/// Names of the roles' tables, in the order of `system_roles`: `schools` is read from `schools.csv`.
inline constexpr std::array<std::string_view, system_network::role_count> role_tables{
    "schools", "teachers", "student_groups", "families", "agencies", "employers", "universities", "community_groups"};

/// Names of the roles as actors carry them, in the same order.
inline constexpr std::array<std::string_view, system_network::role_count> role_names{
    school::role, teacher::role,  student_group::role, family::role,
    agency::role, employer::role, university::role,    community_group::role};

/// Stands for "no actor" where a reader keeps ids of a role that is known at run time alone.
inline constexpr std::uint32_t no_actor = id<school>::none;

/// What a number in a column may be.
struct number_bounds {
    double low = -(std::numeric_limits<double>::max)(); ///< smallest
    double high = (std::numeric_limits<double>::max)(); ///< largest
};

/// Words for the values of an enumeration; the first is written for "not known" and is empty.
template <class Enum>
using value_words = std::span<const std::pair<std::string_view, Enum>>;

namespace detail {

inline constexpr std::array<std::pair<std::string_view, sector>, 4> sector_words{
    {{"", sector::unknown},
     {"government", sector::government},
     {"catholic", sector::catholic},
     {"independent", sector::independent}}};
inline constexpr std::array<std::pair<std::string_view, level>, 5> level_words{{{"", level::unknown},
                                                                                {"primary", level::primary},
                                                                                {"secondary", level::secondary},
                                                                                {"combined", level::combined},
                                                                                {"special", level::special}}};

/// Calls the visitor once for each column of the actor's table, in the order in which they are written: `v.key`,
/// `v.text`, `v.place`, `v.number`, `v.choice`, `v.topics`. `Actor` is a role, or const of it.
template <class Actor, class Visitor>
void describe(Actor& one, Visitor& v) {
    using role = std::remove_const_t<Actor>;
    constexpr number_bounds at_least_zero{0};
    v.key("key", one.key);
    v.text("name", one.name);
    if constexpr (std::is_same_v<role, school>) {
        v.text("region", one.region);
        v.place("latitude", "longitude", one.where);
        v.choice("sector", one.governance, value_words<sector>(sector_words));
        v.choice("level", one.years, value_words<level>(level_words));
        v.number("enrolment", one.enrolment, at_least_zero);
        v.number("staff", one.staff, at_least_zero);
        v.number("advantage", one.advantage, number_bounds{});
        v.number("disadvantaged", one.disadvantaged, number_bounds{0, 1});
        v.topics("need:", one.need);
        v.topics("strength:", one.strength);
    } else if constexpr (std::is_same_v<role, teacher>) {
        v.text("position", one.position);
        v.number("tenure", one.tenure, at_least_zero);
        v.topics("need:", one.need);
        v.topics("strength:", one.strength);
    } else if constexpr (std::is_same_v<role, student_group>) {
        v.number("size", one.size, at_least_zero);
        v.topics("need:", one.need);
    } else if constexpr (std::is_same_v<role, agency>) {
        v.text("service", one.service);
        v.place("latitude", "longitude", one.where);
    } else if constexpr (std::is_same_v<role, employer>) {
        v.text("industry", one.industry);
        v.place("latitude", "longitude", one.where);
    } else if constexpr (std::is_same_v<role, university> || std::is_same_v<role, community_group>) {
        v.place("latitude", "longitude", one.where);
    } else {
        static_assert(std::is_same_v<role, family>, "a new role needs its columns here");
    }
}

/// Names of the columns of a role's table, topics aside.
struct column_names {
    std::vector<std::string> names{};
    std::vector<std::string> prefixes{}; // of topic columns

    void key(std::string_view name, const std::string&) { names.emplace_back(name); }
    void text(std::string_view name, const std::string&) { names.emplace_back(name); }
    void number(std::string_view name, const std::optional<double>&, number_bounds) { names.emplace_back(name); }
    void place(std::string_view latitude, std::string_view longitude, const std::optional<colearn::place>&) {
        names.emplace_back(latitude);
        names.emplace_back(longitude);
    }
    template <class Enum>
    void choice(std::string_view name, Enum, value_words<Enum>) {
        names.emplace_back(name);
    }
    void topics(std::string_view prefix, const std::vector<double>&) { prefixes.emplace_back(prefix); }

    template <class Role>
    [[nodiscard]] static column_names of() {
        column_names out;
        const Role none{};
        describe(none, out);
        return out;
    }
    /// The topic that a heading such as "need:mathematics" is about; empty when it is about none.
    [[nodiscard]] std::string_view topic_of(std::string_view heading) const {
        for (const auto& prefix : prefixes)
            if (heading.substr(0, prefix.size()) == prefix) return heading.substr(prefix.size());
        return {};
    }
    [[nodiscard]] bool has(std::string_view heading) const {
        return std::find(names.begin(), names.end(), heading) != names.end() || !topic_of(heading).empty();
    }
};

/// Calls `call<Role>(place in the list)` for each role.
template <class Call>
void for_each_role(Call call) {
    const auto one = [&]<class... Role>(const roles<Role...>*) {
        std::size_t at = 0;
        (call.template operator()<Role>(at++), ...);
    };
    one(static_cast<const system_roles*>(nullptr));
}

} // namespace detail

} // namespace colearn

#endif

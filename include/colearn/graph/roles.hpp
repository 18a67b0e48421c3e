// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_ROLES_HPP
#define COLEARN_GRAPH_ROLES_HPP

/// @file
/// For a policy reader: the people and organisations around a learner.
/// For an engineer: plain aggregates that a user can replace; a role is any type that satisfies `actor_role`.

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace colearn {

/// What the library asks of a role: `role` names it in output, `key` is unique within the role (or empty),
/// `name` is what people read and need not be unique.
template <class T>
concept actor_role = requires(const T& actor) {
    { T::role } -> std::convertible_to<std::string_view>;
    { actor.key } -> std::convertible_to<std::string_view>;
    { actor.name } -> std::convertible_to<std::string_view>;
};

/// Where an actor is, in degrees (WGS 84).
struct place {
    double latitude = 0;  ///< -90 to 90, north is positive
    double longitude = 0; ///< -180 to 180, east is positive

    friend constexpr bool operator==(const place&, const place&) = default;
};

enum class sector : std::uint8_t { unknown, government, catholic, independent };
enum class level : std::uint8_t { unknown, primary, secondary, combined, special };

/// A school. Fields that are not known stay empty; no measure reads a missing value as 0.
struct school {
    static constexpr std::string_view role = "school";

    std::string key{};
    std::string name{};
    std::string region{}; ///< the administrative area: district, local government area
    std::optional<place> where{};
    sector governance = sector::unknown;
    level years = level::unknown;
    std::optional<double> enrolment{};     ///< pupils (full-time equivalent or heads), >= 0
    std::optional<double> staff{};         ///< full-time equivalent teachers, >= 0
    std::optional<double> advantage{};     ///< socio-educational index; 1000 is average, 100 a standard deviation
    std::optional<double> disadvantaged{}; ///< share of pupils in the lowest quarter of advantage, 0 to 1
    std::vector<double> need{};            ///< per topic, 0 to 1; empty when not known
    std::vector<double> strength{};        ///< per topic, 0 to 1; empty when not known
};

/// A teacher or school leader.
struct teacher {
    static constexpr std::string_view role = "teacher";

    std::string key{};
    std::string name{};
    std::string position{};         ///< principal, coach, class teacher, ...
    std::optional<double> tenure{}; ///< years in the profession, >= 0
    std::vector<double> need{};     ///< per topic, 0 to 1; empty when not known
    std::vector<double> strength{}; ///< per topic, 0 to 1; empty when not known
};

/// A group of pupils who learn together: a class, a year level, a cohort. Never one child.
struct student_group {
    static constexpr std::string_view role = "student group";

    std::string key{};
    std::string name{};
    std::optional<double> size{}; ///< pupils, >= 0
    std::vector<double> need{};   ///< per topic, 0 to 1; empty when not known
};

/// A family with pupils at a school.
struct family {
    static constexpr std::string_view role = "family";

    std::string key{};
    std::string name{};
};

/// A public or voluntary agency: health, child protection, youth work, employment service.
struct agency {
    static constexpr std::string_view role = "agency";

    std::string key{};
    std::string name{};
    std::string service{}; ///< what it does
    std::optional<place> where{};
};

/// An employer that offers placements or mentors.
struct employer {
    static constexpr std::string_view role = "employer";

    std::string key{};
    std::string name{};
    std::string industry{};
    std::optional<place> where{};
};

/// A university or another provider of teacher education and research.
struct university {
    static constexpr std::string_view role = "university";

    std::string key{};
    std::string name{};
    std::optional<place> where{};
};

/// A community group: a club, a library, a place of worship, a neighbourhood house.
struct community_group {
    static constexpr std::string_view role = "community group";

    std::string key{};
    std::string name{};
    std::optional<place> where{};
};

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_LAYER_HPP
#define COLEARN_GRAPH_LAYER_HPP

/// @file
/// For a policy reader: the kinds of relation, from advice between teachers to data sharing between agencies.
/// For an engineer: a layer is a name, a direction and a mode; the list is open.

#include <string>
#include <string_view>

namespace colearn {

/// How a collaboration is steered, as three shares that sum to 1: each for himself (individualism, the market),
/// together (solidarity, the network), from above (hierarchy, the bureaucracy).
/// Source: Thompson, Ellis and Wildavsky, *Cultural Theory* (1990).
struct mode {
    double individualism = 0;
    double solidarity = 1;
    double hierarchy = 0;

    friend constexpr bool operator==(const mode&, const mode&) = default;
};

/// A kind of tie.
struct layer {
    std::string name{};
    bool directed = true; ///< whether a tie from a to b differs from one from b to a
    mode steering{};      ///< mode of collaboration that its ties share

    friend bool operator==(const layer&, const layer&) = default;
};

/// The layers that collaborative learning systems have in the literature; add your own beside them.
namespace layers {
inline const layer teacher_to_teacher{"teacher to teacher", true, {0.1, 0.8, 0.1}};
inline const layer school_to_school{"school to school", false, {0.1, 0.7, 0.2}};
inline const layer school_to_community{"school to community", false, {0.2, 0.7, 0.1}};
inline const layer school_to_agency{"school to agency", false, {0.1, 0.4, 0.5}};
inline const layer knowledge_network{"knowledge network", true, {0.3, 0.7, 0.0}};
inline const layer employment{"employment", true, {0.2, 0.2, 0.6}};
inline const layer enrolment{"enrolment", true, {0.3, 0.4, 0.3}};
inline const layer governance{"governance", true, {0.0, 0.2, 0.8}};
inline const layer data_sharing{"data sharing", true, {0.1, 0.3, 0.6}};
} // namespace layers

/// Whether a layer is an assumption, which readers mark in its name.
[[nodiscard]] constexpr bool is_assumed(std::string_view layer_name) noexcept {
    return layer_name.find("(assumed)") != std::string_view::npos;
}

} // namespace colearn

#endif

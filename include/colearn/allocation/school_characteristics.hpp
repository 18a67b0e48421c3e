// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_SCHOOL_CHARACTERISTICS_HPP
#define COLEARN_ALLOCATION_SCHOOL_CHARACTERISTICS_HPP

/// @file
/// For a policy reader: what a funding formula asks about a school, each figure under its name; a figure that nobody
/// knows is absent, and never 0.
/// For an engineer: a plain aggregate of named numbers and named shares, and what can be filled in from `school`.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/graph/roles.hpp>

namespace colearn {

/// Names of figures that formulas share. Any other name will do as well: a formula and a school need only agree.
namespace school_figure {

inline constexpr std::string_view primary_pupils = "primary pupils";
inline constexpr std::string_view secondary_pupils = "secondary pupils";
inline constexpr std::string_view key_stage_3_pupils = "key stage 3 pupils";
inline constexpr std::string_view key_stage_4_pupils = "key stage 4 pupils";
inline constexpr std::string_view lowest_quarter = "pupils in the lowest quarter of socio-educational advantage";
inline constexpr std::string_view second_quarter = "pupils in the second quarter of socio-educational advantage";

} // namespace school_figure

/// A share of some of a school's pupils.
struct named_share {
    double share = 0; ///< 0 to 1
    std::string of{}; ///< the figure that it is a share of, such as "primary pupils"; empty: all pupils
};

/// What is known of a school. A number may be given as it is (`figures`) or as a share of a count (`shares`).
struct school_characteristics {
    std::string name{};
    std::string kind{};                                       ///< "primary", "secondary", "combined"; empty: not known
    std::map<std::string, double, std::less<>> figures{};     ///< counts, scores, distances, amounts; none negative
    std::map<std::string, named_share, std::less<>> shares{}; ///< read where `figures` has no such name
};

/// A figure that is not known, and why.
struct missing_characteristic {
    std::string figure{};
    std::string why{}; ///< a sentence without its full stop

    friend bool operator==(const missing_characteristic&, const missing_characteristic&) = default;
};

/// What could be filled in, and what could not.
struct filled_characteristics {
    school_characteristics known{};
    std::vector<missing_characteristic> missing{};
};

/// The characteristics that a `school` of the network holds: pupils by phase where its level says which phase they are
/// in, and the pupils in the lowest quarter of advantage.
///
/// Complexity: O(1). Preconditions: an enrolment not negative, a share from 0 to 1. Result: what is known, and by name
/// what is not; remoteness, prior attainment, language and last year's amount are not held by the role: put them into
/// `known.figures`. Throws: `contract_violation`, which names the school.
/// Example: `characteristics_of(net[who]).known.figures["secondary pupils"]`
[[nodiscard]] inline filled_characteristics characteristics_of(const school& one) {
    filled_characteristics out;
    out.known.name = one.name.empty() ? one.key : one.name;
    const auto refuse = [&](const char* what, double value) {
        expects(false, {what, "characteristics_of"}, out.known.name + ": " + detail::number_text(value));
    };
    if (one.enrolment && !(*one.enrolment >= 0 && *one.enrolment <= 1e9))
        refuse("an enrolment must be from 0 to 1e9", *one.enrolment);
    if (one.disadvantaged && !(*one.disadvantaged >= 0 && *one.disadvantaged <= 1))
        refuse("a share must be from 0 to 1", *one.disadvantaged);

    const auto pupils = [&](std::string_view phase) {
        if (one.enrolment)
            out.known.figures.emplace(phase, *one.enrolment);
        else
            out.missing.push_back({std::string(phase), "the enrolment is not known"});
    };
    const auto nobody = [&](std::string_view phase) { out.known.figures.emplace(phase, 0.0); };
    const auto split = [&](const char* why) {
        out.missing.push_back({std::string(school_figure::primary_pupils), why});
        out.missing.push_back({std::string(school_figure::secondary_pupils), why});
    };
    switch (one.years) {
    case level::primary:
        out.known.kind = "primary";
        pupils(school_figure::primary_pupils);
        nobody(school_figure::secondary_pupils);
        nobody(school_figure::key_stage_3_pupils);
        nobody(school_figure::key_stage_4_pupils);
        break;
    case level::secondary:
        out.known.kind = "secondary";
        nobody(school_figure::primary_pupils);
        pupils(school_figure::secondary_pupils);
        break;
    case level::combined:
        out.known.kind = "combined";
        split("the enrolment of a combined school is not split by phase");
        break;
    case level::special:
        out.known.kind = "special";
        split("the enrolment of a special school is not split by phase");
        break;
    case level::unknown:
        out.missing.push_back({"kind of school", "its level is not known"});
        split("its level is not known");
        break;
    }
    if (one.disadvantaged)
        out.known.shares.emplace(school_figure::lowest_quarter, named_share{*one.disadvantaged, {}});
    else
        out.missing.push_back({std::string(school_figure::lowest_quarter), "the share is not known"});
    return out;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_NEED_HPP
#define COLEARN_ALLOCATION_NEED_HPP

/// @file
/// For a policy reader: counts each school's pupils, and those from the least advantaged homes once more, because
/// helping them takes more. A school that lacks a figure is named, never counted as if the figure were 0.
/// For an engineer: from the fields of `school` to one weight for each recipient of an allocation.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>

namespace colearn {

/// need-weighted pupils = enrolment * (base + loading * share of disadvantaged pupils)
struct need_formula {
    double base = 1;    ///< weight of every pupil, >= 0
    double loading = 1; ///< further weight of a pupil in the lowest quarter of advantage, >= 0

    friend bool operator==(const need_formula&, const need_formula&) = default;
};

struct need_options {
    need_formula formula{};
    /// What to take for a school whose share of disadvantaged pupils is not known, 0 to 1; such schools are listed
    /// under `assumed`. Unset: such schools are left out and listed under `missing`.
    std::optional<double> disadvantaged_if_unknown{};
};

/// One school as the recipient of an allocation.
struct school_need {
    id<school> who{};
    std::string name{};             ///< as people read it; the key where there is no name
    double pupils = 0;              ///< enrolment
    double disadvantaged = 0;       ///< share of pupils in the lowest quarter of advantage, 0 to 1
    double weight = 0;              ///< need-weighted pupils
    std::vector<double> by_topic{}; ///< need-weighted pupils times the need on each topic; empty when not known
};

/// A figure that a school lacks.
struct missing_figure {
    id<school> who{};
    std::string name{};  ///< of the school
    std::string field{}; ///< of `school`, such as "enrolment"

    friend bool operator==(const missing_figure&, const missing_figure&) = default;
};

/// The recipients of an allocation, and the schools that cannot be among them.
struct school_needs {
    std::vector<school_need> recipients{}; ///< ascending by id
    std::vector<missing_figure> missing{}; ///< what keeps a school from being a recipient, ascending by id
    std::vector<missing_figure> assumed{}; ///< what was assumed for a recipient, ascending by id
    std::size_t school_bound = 0;          ///< size of an `id_map` over the network's schools
    need_formula formula{};                ///< what made the weights
};

/// Need-weighted pupils of one school.
[[nodiscard]] inline double need_weighted_pupils(double enrolment, double disadvantaged,
                                                 const need_formula& formula = {}) {
    expects(enrolment >= 0, "enrolment must not be negative", enrolment);
    expects(disadvantaged >= 0 && disadvantaged <= 1, "the share of disadvantaged pupils must be from 0 to 1",
            disadvantaged);
    expects(formula.base >= 0, "the base weight must not be negative", formula.base);
    expects(formula.loading >= 0, "the loading must not be negative", formula.loading);
    return enrolment * (formula.base + detail::rounded(formula.loading * disadvantaged)); // the same on every machine
}

namespace detail {

[[nodiscard]] inline std::string shown_name(const school& one) {
    return one.name.empty() ? one.key : one.name;
}

inline void add_need(school_needs& out, id<school> who, const school& one, const need_options& options) {
    // A bad figure is the caller's mistake; it is reported with the school that has it.
    const auto refuse = [&](const char* what, double value) {
        expects(false, {what, "needs"}, shown_name(one) + ": " + number_text(value));
    };
    if (one.enrolment && !(*one.enrolment >= 0 && *one.enrolment <= 1e15))
        refuse("every enrolment must be from 0 to 1e15", *one.enrolment);
    if (one.disadvantaged && !(*one.disadvantaged >= 0 && *one.disadvantaged <= 1))
        refuse("every share of disadvantaged pupils must be from 0 to 1", *one.disadvantaged);
    for (const double need : one.need)
        if (!(need >= 0 && need <= 1)) refuse("every need on a topic must be from 0 to 1", need);

    const bool share_known = one.disadvantaged || options.disadvantaged_if_unknown;
    if (!one.enrolment) out.missing.push_back({who, shown_name(one), "enrolment"});
    if (!share_known) out.missing.push_back({who, shown_name(one), "disadvantaged"});
    if (!one.enrolment || !share_known) return;
    if (!one.disadvantaged) out.assumed.push_back({who, shown_name(one), "disadvantaged"});

    school_need made{who, shown_name(one), *one.enrolment, 0, 0, {}};
    made.disadvantaged = one.disadvantaged ? *one.disadvantaged : *options.disadvantaged_if_unknown;
    made.weight = need_weighted_pupils(made.pupils, made.disadvantaged, options.formula);
    for (const double need : one.need) made.by_topic.push_back(made.weight * need);
    out.recipients.push_back(std::move(made));
}

} // namespace detail

/// The needs of a network's schools.
///
/// Source: weighted pupil funding, in the form that school funding formulas share: an amount for each pupil and a
/// loading for disadvantage (England's national funding formula, Australia's Schooling Resource Standard). The default
/// loading of 1 counts a disadvantaged pupil twice; it is an assumption to be set, not a finding.
/// Complexity: O(schools * topics).
/// Preconditions: enrolments not negative; shares and needs from 0 to 1.
/// Result: one recipient for each school whose figures are known; the others by name under `missing`.
/// Throws: `contract_violation`, which names the school.
/// Determinism: no choice is made.
/// Example: `needs(system.net, {.formula = {.base = 1, .loading = 0.5}})`
template <class Roles, class Tie>
[[nodiscard]] school_needs needs(const network<Roles, Tie>& net, const need_options& options = {}) {
    const auto& assumed = options.disadvantaged_if_unknown;
    expects(!assumed || (*assumed >= 0 && *assumed <= 1), "the assumed share must be from 0 to 1", assumed.value_or(0));
    expects(options.formula.base >= 0 && options.formula.base <= 1e15, "the base weight must be from 0 to 1e15",
            options.formula.base);
    expects(options.formula.loading >= 0 && options.formula.loading <= 1e15, "the loading must be from 0 to 1e15",
            options.formula.loading);
    school_needs out;
    out.formula = options.formula;
    out.school_bound = net.template id_bound<school>();
    net.template for_each<school>([&](id<school> who, const school& one) { detail::add_need(out, who, one, options); });
    return out;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_SCHOOL_PROBLEM_HPP
#define COLEARN_POLICY_SCHOOL_PROBLEM_HPP

/// @file
/// For a policy reader: the schools of a system as those who share a budget: what each needs, and what it had last
/// year. A school that lacks a figure is named, and so is every figure that is assumed.
/// For an engineer: an `allocation_problem` from a `learning_system`.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/need.hpp>
#include <colearn/allocation/trusted_spill_over.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/solve/apportionment.hpp>

namespace colearn {

/// What last year's total was shared out by.
enum class last_year_rule : std::uint8_t {
    staff,     ///< teachers: the split that schools have today
    enrolment, ///< pupils
    none,      ///< not known: everybody had 0, and a note says so
};

struct school_problem_options {
    resource what{};        ///< what is shared out
    double budget = 0;      ///< units, from 0 to 9e15 parts
    need_options need{};    ///< how a school's pupils are weighted by disadvantage
    double adequate = 1;    ///< units that meet a need of 1 of one need-weighted pupil on one topic, > 0 to 1e9
    bool by_topic = true;   ///< one need for each topic of the system; else each school's need is 1
    double uncertainty = 0; ///< of every need: standard deviation as a share of it, 0 to 10
    last_year_rule last_year = last_year_rule::staff;
    double last_year_budget = -1;           ///< units that were shared out last year; below 0: as many as this year
    double hold_harmless = 0;               ///< share of last year's amount that each must get, 0 to 1
    trusted_spill_over_options passed_on{}; ///< how much of what helps a school helps those who trust it
    std::string budget_name = "The budget";
};

/// The schools as recipients, and what is not known of them.
struct school_problem {
    allocation_problem problem{};                   ///< one provider, the budget, that may serve every school
    id_map<allocation_recipient, id<school>> who{}; ///< the school behind each recipient, ascending
    std::vector<missing_figure> missing{};          ///< what keeps a school out, ascending by school
    std::vector<missing_figure> assumed{};          ///< figures that were assumed, ascending by school
    std::vector<std::string> notes{};               ///< assumptions, a sentence each
};

/// The allocation problem of a network's schools.
///
/// A school's need on a topic is `adequate` * need-weighted pupils * the school's need on the topic (0 to 1); without
/// topics it is `adequate` * need-weighted pupils. Last year's amounts share out last year's budget by staff or pupils,
/// to the smallest part, by the largest remainder. A school whose staff is not known is given the staff for each pupil
/// of the others, and listed under `assumed`. A school without enrolment, share of disadvantaged pupils (unless
/// assumed, see `need_options`) or, where topics are told apart, needs is listed under `missing` and left out. Ties of
/// trust between schools, and between their teachers, become ties of benefit, see `trusted_spill_over`.
///
/// Source: weighted pupil funding, see `needs`; adequacy as an amount for each weighted pupil: Odden and Picus, *School
/// Finance: A Policy Perspective* (2nd edition 2000), chapter 3.
/// Complexity: O(schools * topics + schools log schools + ties log ties).
/// Preconditions: as the options say; a school that states needs states one for each topic.
/// Throws: `contract_violation`, which names the school where there is one.
/// Determinism: no choice is made.
/// Example: `make_school_problem(system.net, system.topics, {.budget = 500'000, .adequate = 300})`
template <class Roles, class Tie>
[[nodiscard]] school_problem make_school_problem(const network<Roles, Tie>& net, const std::vector<std::string>& topics,
                                                 const school_problem_options& options = {}) {
    expects(options.what.parts >= 1 && options.what.parts <= 1'000'000, "a unit must have from 1 to 1e6 parts",
            options.what.parts);
    const auto in_parts = [&](double units, const char* which) {
        const double parts = units * static_cast<double>(options.what.parts);
        expects(parts >= 0 && parts <= static_cast<double>(most_whole_units), {which, "make_school_problem"}, units);
        return static_cast<std::int64_t>(std::llround(parts));
    };
    const auto budget = in_parts(options.budget, "the budget must be from 0 to 9e15 parts");
    const auto last_total = options.last_year_budget < 0
                                ? budget
                                : in_parts(options.last_year_budget, "last year's budget must be at most 9e15 parts");
    expects(options.adequate > 0 && options.adequate <= 1e9, "the adequate amount must be above 0 and at most 1e9",
            options.adequate);
    expects(options.uncertainty >= 0 && options.uncertainty <= 10, "the uncertainty must be from 0 to 10",
            options.uncertainty);
    expects(options.hold_harmless >= 0 && options.hold_harmless <= 1, "hold-harmless must be a share from 0 to 1",
            options.hold_harmless);

    // 1. Needs: who can be a recipient, and of how many weighted pupils.
    const auto known = needs(net, options.need);
    const bool by_topic = options.by_topic && !topics.empty();
    school_problem out;
    out.assumed = known.assumed;
    out.problem.what = options.what;
    if (by_topic) out.problem.topics = topics;
    std::vector<double> staff; // of each recipient; below 0: not known
    double known_staff = 0;
    double their_pupils = 0;
    std::size_t next_missing = 0;
    const auto list_missing_below = [&](std::uint32_t bound) { // keeps `missing` ascending by school
        while (next_missing < known.missing.size() && known.missing[next_missing].who.index < bound)
            out.missing.push_back(known.missing[next_missing++]);
    };
    for (const auto& one : known.recipients) {
        const auto& about = net[one.who];
        list_missing_below(one.who.index);
        if (by_topic && about.need.empty()) {
            out.missing.push_back({one.who, one.name, "need"});
            continue;
        }
        if (by_topic && about.need.size() != topics.size())
            expects(false, "a school must state a need on each topic or on none",
                    one.name + ": " + detail::counted(about.need.size(), "need") + " on " +
                        detail::counted(topics.size(), "topic"));
        allocation_recipient made;
        made.key = about.key;
        made.name = one.name;
        made.region = about.region;
        made.where = about.where;
        made.pupils = one.pupils;
        made.disadvantaged = one.disadvantaged;
        if (by_topic)
            for (const double weighted : one.by_topic)
                made.need.push_back({options.adequate * weighted, 1, options.uncertainty});
        else
            made.need.push_back({options.adequate * one.weight, 1, options.uncertainty});
        out.problem.recipients.push_back(std::move(made));
        out.who.push_back(one.who);
        if (about.staff && !(*about.staff >= 0 && *about.staff <= 1e9))
            expects(false, "every number of staff must be from 0 to 1e9",
                    one.name + ": " + detail::number_text(*about.staff));
        staff.push_back(about.staff.value_or(-1));
        if (!about.staff) continue;
        known_staff += *about.staff;
        their_pupils += one.pupils;
    }
    list_missing_below(id<school>::none);
    if (!by_topic && options.by_topic) out.notes.emplace_back("The system names no topics: each school has one need.");

    // 2. Last year's amounts.
    auto& recipients = out.problem.recipients;
    std::vector<double> weights(recipients.size());
    if (options.last_year == last_year_rule::staff && !staff.empty()) {
        const bool usable = known_staff > 0 && their_pupils > 0;
        expects(usable, "last year's amounts from staff need a school whose staff and pupils are known and not 0");
        const double for_each_pupil = known_staff / their_pupils;
        for (const auto who : recipients.ids()) {
            const bool stated = staff[who.index] >= 0;
            weights[who.index] = stated ? staff[who.index] : for_each_pupil * recipients[who].pupils;
            if (stated) continue;
            out.assumed.push_back({out.who[who], recipients[who].name, "staff"});
        }
        std::stable_sort(out.assumed.begin(), out.assumed.end(),
                         [](const auto& a, const auto& b) { return a.who < b.who; });
    } else if (options.last_year == last_year_rule::enrolment) {
        for (const auto who : recipients.ids()) weights[who.index] = recipients[who].pupils;
    }
    if (options.last_year == last_year_rule::none) {
        out.notes.emplace_back("Last year's amounts are not known: each counts as 0.");
    } else if (!recipients.empty()) {
        const auto shares = apportionment({.total = last_total, .weights = weights},
                                          {.method = apportionment_method::largest_remainder});
        for (const auto who : recipients.ids()) {
            recipients[who].last_year = shares.units[who.index];
            recipients[who].floor = static_cast<std::int64_t>(
                std::floor(options.hold_harmless * static_cast<double>(shares.units[who.index])));
        }
    }
    if (!out.missing.empty())
        out.notes.push_back(detail::counted(out.missing.size(), "figure") +
                            " that schools lack keep those schools out; they are listed.");
    if (!out.assumed.empty())
        out.notes.push_back(detail::counted(out.assumed.size(), "figure") +
                            " of schools were assumed; they are listed.");

    // 3. Who learns from whom.
    if constexpr (requires(const Tie& one) { by_trust{}(one); }) {
        auto passed = trusted_spill_over(net, out.who, options.passed_on);
        out.problem.spill_over = std::move(passed.ties);
        std::move(passed.notes.begin(), passed.notes.end(), std::back_inserter(out.notes));
    }
    out.problem.providers.push_back({"budget", options.budget_name, {}, budget});
    check_allocation(out.problem, "make_school_problem");
    return out;
}

/// The same for a learning system.
[[nodiscard]] inline school_problem make_school_problem(const learning_system& system,
                                                        const school_problem_options& options = {}) {
    return make_school_problem(system.net, system.topics, options);
}

} // namespace colearn

#endif

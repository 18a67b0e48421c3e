// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_ALLOCATION_PROBLEM_HPP
#define COLEARN_ALLOCATION_ALLOCATION_PROBLEM_HPP

/// @file
/// For a policy reader: what there is to give, who has it, who needs how much of it for what, and who could reach whom.
/// For an engineer: the instance that every allocation policy answers. One kind of resource each: a school's tutors,
/// its money and its counsellors' hours are three problems over the same recipients.

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/solve/water_filling_whole.hpp> // no_cap, most_whole_units

namespace colearn {

/// A kind of thing that can be shared out. Amounts are whole numbers of its smallest parts.
struct resource {
    std::string name = "money"; ///< "money", "tutors", "counselling"
    std::string unit = "$";     ///< as people read amounts: "$", "tutor", "hour"
    std::int64_t parts = 100;   ///< smallest parts of a unit: 100 cents; 1 of a person; 60 minutes of an hour; 1 to 1e6

    friend bool operator==(const resource&, const resource&) = default;
};

/// What would meet one need.
struct topic_need {
    double amount = 0;      ///< units of the resource, 0 to 1e12
    double urgency = 1;     ///< how much a unit of this need counts against others, 0 to 1e6
    double uncertainty = 0; ///< standard deviation of what `amount` may really be, as a share of it, 0 to 10

    friend bool operator==(const topic_need&, const topic_need&) = default;
};

/// A school, or whoever receives.
struct allocation_recipient {
    std::string key{};    ///< in tables
    std::string name{};   ///< as people read it
    std::string region{}; ///< the administrative area
    std::optional<place> where{};
    double pupils = 0;                     ///< enrolment, 0 to 1e9
    std::optional<double> disadvantaged{}; ///< share of pupils in the lowest quarter of advantage, 0 to 1
    std::vector<topic_need> need{};        ///< by topic; one entry where topics are not told apart
    std::int64_t last_year = 0;            ///< what it had last year, in parts
    std::int64_t floor = 0;                ///< least that it must get (hold-harmless), in parts
    std::int64_t cap = no_cap;             ///< most that it may get, in parts, at least the floor

    /// Units that would meet all its needs.
    [[nodiscard]] double total_need() const noexcept {
        compensated_sum out;
        for (const auto& one : need) out += one.amount;
        return out.value();
    }
    /// The same, each need times its urgency.
    [[nodiscard]] double urgent_need() const noexcept {
        compensated_sum out;
        for (const auto& one : need) out += detail::rounded(one.amount * one.urgency);
        return out.value();
    }
};

/// Who has something to give: a budget, a centre with tutors, a community worker.
struct allocation_provider {
    std::string key{};
    std::string name{};
    std::optional<place> where{};
    std::int64_t capacity = 0; ///< in parts, >= 0
};

/// That a provider may serve a recipient.
struct allocation_route {
    id<allocation_provider> provider{};
    id<allocation_recipient> recipient{};
    double cost = 0;   ///< of a unit: minutes or kilometres of travel, 0 to 1e9
    double effect = 1; ///< what a unit does there, against a usual one, 0 to 1e6; policies say if they count it
};

/// That some of the benefit at one recipient reaches another, along a trusted tie.
struct benefit_tie {
    id<allocation_recipient> from{};
    id<allocation_recipient> to{};
    double share = 0; ///< of each unit of benefit at `from`, 0 to 1; the shares from one recipient sum to below 1
};

/// What there is to give, and to whom.
struct allocation_problem {
    resource what{};
    id_map<allocation_recipient, allocation_recipient> recipients{};
    id_map<allocation_provider, allocation_provider> providers{}; ///< a budget is one that may serve everybody
    std::vector<allocation_route> routes{}; ///< who may serve whom; empty: each provider everybody, at no cost
    std::vector<benefit_tie> spill_over{};  ///< benefit that is passed on; empty: none
    std::vector<std::string> topics{};      ///< names of the needs, where these are told apart

    [[nodiscard]] double units(std::int64_t parts) const noexcept {
        return static_cast<double>(parts) / static_cast<double>(what.parts);
    }
    /// Sum of the capacities, in parts.
    [[nodiscard]] std::int64_t supply() const noexcept {
        std::int64_t out = 0;
        for (const auto& one : providers) out += one.capacity;
        return out;
    }
    /// Whether everybody may have from every provider, so that the supply is one pool.
    [[nodiscard]] bool pooled() const noexcept { return routes.empty(); }
};

/// Checks a problem, at the entry of every policy.
///
/// Throws: `contract_violation`, which names the recipient, provider or route. Complexity: O(recipients + routes).
inline void check_allocation(const allocation_problem& of, const char* function = "check_allocation") {
    const auto refuse = [&](const char* what, const std::string& whose, const auto& value) {
        expects(false, {what, function}, whose + ": " + detail::number_text(static_cast<double>(value)));
    };
    const auto within = [](double x, double most) { return x >= 0 && x <= most; };
    expects(of.what.parts >= 1 && of.what.parts <= 1'000'000, {"a unit must have from 1 to 1e6 parts", function},
            of.what.parts);
    for (const auto& one : of.recipients) {
        if (!within(one.pupils, 1e9)) refuse("the number of pupils must be from 0 to 1e9", one.name, one.pupils);
        if (one.disadvantaged && !within(*one.disadvantaged, 1))
            refuse("the share of disadvantaged pupils must be from 0 to 1", one.name, *one.disadvantaged);
        for (const auto& need : one.need) {
            if (!within(need.amount, 1e12)) refuse("a need must be from 0 to 1e12 units", one.name, need.amount);
            if (!within(need.urgency, 1e6)) refuse("an urgency must be from 0 to 1e6", one.name, need.urgency);
            if (!within(need.uncertainty, 10))
                refuse("an uncertainty must be from 0 to 10", one.name, need.uncertainty);
        }
        if (one.last_year < 0 || one.last_year > most_whole_units)
            refuse("last year's amount must be from 0 to 9e15 parts", one.name, one.last_year);
        if (one.floor < 0 || one.floor > most_whole_units)
            refuse("a floor must be from 0 to 9e15 parts", one.name, one.floor);
        if (one.cap < one.floor) refuse("a cap must not be below its floor", one.name, one.cap);
    }
    std::int64_t supply = 0;
    for (const auto& one : of.providers) {
        if (one.capacity < 0) refuse("a capacity must not be negative", one.name, one.capacity);
        if (one.capacity > most_whole_units - supply)
            refuse("overflow: the capacities must sum to at most 9e15 parts", one.name, one.capacity);
        supply += one.capacity;
    }
    for (const auto& one : of.routes) {
        expects(one.provider.index < of.providers.size(), {"a route must begin at one of the providers", function},
                one.provider);
        expects(one.recipient.index < of.recipients.size(), {"a route must end at one of the recipients", function},
                one.recipient);
        const auto name = [&] { return of.providers[one.provider].name + " to " + of.recipients[one.recipient].name; };
        if (!within(one.cost, 1e9)) refuse("the cost of a route must be from 0 to 1e9", name(), one.cost);
        if (!within(one.effect, 1e6)) refuse("the effect of a route must be from 0 to 1e6", name(), one.effect);
    }
    std::vector<double> passed(of.spill_over.empty() ? 0 : of.recipients.size());
    for (const auto& one : of.spill_over) {
        if (!(one.from.index < passed.size() && one.to.index < passed.size()))
            expects(false, {"a tie of benefit must join two of the recipients", function});
        if (!within(one.share, 1))
            refuse("a share of benefit must be from 0 to 1", of.recipients[one.from].name, one.share);
        passed[one.from.index] += one.share;
    }
    for (std::size_t i = 0; i < passed.size(); ++i)
        if (!(passed[i] < 1))
            refuse("the shares of benefit that a recipient passes on must sum to below 1",
                   of.recipients.values()[i].name, passed[i]);
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_LEXIMIN_PROBLEM_HPP
#define COLEARN_SOLVE_LEXIMIN_PROBLEM_HPP

/// @file
/// For a policy reader: who has how much, whom each may serve, and what a sharing says of everyone: what it gets, and
/// what decides that.
/// For an engineer: the instance, the answer and the certificate of `leximin`.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>

namespace colearn {

/// A provider that may serve a recipient.
template <class Provider, class Recipient>
struct supply_arc {
    id<Provider> provider{};
    id<Recipient> recipient{};
    double cap = std::numeric_limits<double>::infinity(); ///< most that may go this way, >= 0

    friend bool operator==(const supply_arc&, const supply_arc&) = default;
};

/// Amounts are in one unit of money, time or people, which may be divided.
template <class Provider, class Recipient>
struct leximin_problem {
    id_map<Provider, double> supply{};                   ///< what each provider has, 0 to 1e100
    id_map<Recipient, double> weights{};                 ///< need of each recipient: 0, or 1e-100 to 1e100
    std::vector<supply_arc<Provider, Recipient>> arcs{}; ///< who may serve whom; parallel ones add up
    id_map<Recipient, double> floors{};                  ///< least amount of each, 0 to 1e100; empty: 0
    id_map<Recipient, double> caps{};                    ///< largest amount, at least the floor; empty: infinite
};

/// What decides a recipient's amount.
enum class leximin_binding : std::uint8_t {
    level,     ///< the level of its bottleneck: it gets level * weight
    floor,     ///< its floor: the level alone would give it less
    cap,       ///< its cap: the level alone would give it more
    arcs,      ///< full arcs from better-off providers, which bring it more than the level alone would
    fixed,     ///< its floor and its cap are the same amount
    no_weight, ///< it has weight 0 and gets its floor
};

[[nodiscard]] constexpr std::string_view to_string(leximin_binding what) noexcept {
    switch (what) {
    case leximin_binding::level:
        return "level";
    case leximin_binding::floor:
        return "floor";
    case leximin_binding::cap:
        return "cap";
    case leximin_binding::arcs:
        return "arcs";
    case leximin_binding::fixed:
        return "fixed";
    case leximin_binding::no_weight:
        return "no weight";
    }
    return "unknown";
}

/// Recipients who compete for the same providers, and those providers: all of what these have goes to them, and nobody
/// who is better served could give them more.
struct leximin_bottleneck {
    double level = 0;  ///< amount for each unit of weight; infinite: nobody here could take more
    double supply = 0; ///< what its providers have
    double spare = 0;  ///< what these keep: 0 but for rounding, unless the level is infinite
    std::size_t provider_count = 0;
    std::size_t recipient_count = 0;
};

/// Evidence that no other sharing is better: a chain of tight sets. The first k bottlenecks together receive all that
/// could ever reach their recipients, for every k.
template <class Provider, class Recipient>
struct leximin_certificate {
    std::vector<leximin_bottleneck> bottlenecks{};     ///< by level, the worst served first
    id_map<Provider, std::uint32_t> provider_in{};     ///< bottleneck of each provider
    id_map<Recipient, std::uint32_t> recipient_in{};   ///< and of each recipient
    id_map<Recipient, leximin_binding> decided{};      ///< what decides each amount
    std::vector<id<Recipient>> conflicting_floors{};   ///< infeasible: these floors cost more than can reach them
    std::vector<id<Provider>> conflicting_providers{}; ///< and these serve them, with all that they have
    double floors_total = 0;                           ///< infeasible: what those floors cost
    double reachable_total = 0;                        ///< infeasible: the most that those recipients can receive
};

template <class Provider, class Recipient>
struct leximin_result {
    id_map<Recipient, double> amounts{}; ///< what each recipient gets; empty when infeasible
    std::vector<double> flows{};         ///< what goes along each arc, in the order of the problem's arcs
    leximin_certificate<Provider, Recipient> certificate{};
    status outcome = status::optimal; ///< optimal, infeasible (floors) or cancelled (allowed, but not the best)
};

namespace detail {

template <class Provider, class Recipient>
[[nodiscard]] double leximin_floor(const leximin_problem<Provider, Recipient>& in, std::size_t i) {
    return in.floors.empty() ? 0.0 : in.floors.values()[i];
}
template <class Provider, class Recipient>
[[nodiscard]] double leximin_cap(const leximin_problem<Provider, Recipient>& in, std::size_t i) {
    return in.caps.empty() ? std::numeric_limits<double>::infinity() : in.caps.values()[i];
}

template <class Provider, class Recipient>
void check_leximin(const leximin_problem<Provider, Recipient>& in, const char* function) {
    constexpr double limit = 1e100;
    const auto refuse = [&](const char* what, const char* whose, std::size_t index, double value) {
        expects(false, {what, function}, whose + std::to_string(index) + ": " + number_text(value));
    };
    expects(in.floors.empty() || in.floors.size() == in.weights.size(),
            {"there must be one floor for each weight, or none", function}, in.floors.size());
    expects(in.caps.empty() || in.caps.size() == in.weights.size(),
            {"there must be one cap for each weight, or none", function}, in.caps.size());
    expects(in.arcs.size() < id<Recipient>::none, {"there must be fewer than 2^32 - 1 arcs", function}, in.arcs.size());
    for (std::size_t j = 0; j < in.supply.size(); ++j)
        if (const double x = in.supply.values()[j]; !(x >= 0 && x <= limit))
            refuse("every supply must be from 0 to 1e100", "provider ", j, x);
    for (std::size_t i = 0; i < in.weights.size(); ++i) {
        const double w = in.weights.values()[i];
        const double floor = leximin_floor(in, i);
        if (!(w == 0 || (w >= 1 / limit && w <= limit)))
            refuse("every weight must be 0 or from 1e-100 to 1e100", "recipient ", i, w);
        if (!(floor >= 0 && floor <= limit)) refuse("every floor must be from 0 to 1e100", "recipient ", i, floor);
        if (!(leximin_cap(in, i) >= floor))
            refuse("no cap may be below its floor", "recipient ", i, leximin_cap(in, i));
    }
    for (std::size_t k = 0; k < in.arcs.size(); ++k) {
        const auto& one = in.arcs[k];
        expects(one.provider.index < in.supply.size(), {"the provider of every arc must be among the ids", function},
                one.provider);
        expects(one.recipient.index < in.weights.size(), {"the recipient of every arc must be among the ids", function},
                one.recipient);
        if (!(one.cap >= 0)) refuse("no cap of an arc may be negative", "arc ", k, one.cap);
    }
}

// Shared by the search and by `verify`, since it only names what the amounts show.
[[nodiscard]] inline leximin_binding what_decides(double weight, double amount, double level, double floor, double cap,
                                                  const tolerance& near) {
    if (floor == cap) return leximin_binding::fixed;
    if (weight == 0) return leximin_binding::no_weight;
    if (near.at_most(cap, amount)) return leximin_binding::cap;
    if (near.equal(amount, level * weight)) return leximin_binding::level;
    if (near.at_most(amount, floor)) return leximin_binding::floor;
    return leximin_binding::arcs;
}

} // namespace detail

} // namespace colearn

#endif

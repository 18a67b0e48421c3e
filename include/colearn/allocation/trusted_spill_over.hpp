// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_TRUSTED_SPILL_OVER_HPP
#define COLEARN_ALLOCATION_TRUSTED_SPILL_OVER_HPP

/// @file
/// For a policy reader: what helps one school also helps those who trust it: the schools that work with it, and those
/// whose teachers turn to its teachers. This says how much, from the ties of the network and a few stated assumptions.
/// For an engineer: the matrix W of `spill_over` from trust-weighted ties, with row sums below a limit.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/graph/freeze_network.hpp> // by_trust
#include <colearn/graph/layer.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>

namespace colearn {

/// How much is passed on. The sizes are assumptions to be set and varied, not findings.
struct trusted_spill_over_options {
    double between_schools = .1; ///< share that a tie of trust 1 between two schools passes on, 0 to 1
    double between_staff = .005; ///< the same of one between two of their teachers, 0 to 1
    double at_most = .5;         ///< no school passes on more than this of what reaches it, 0 to .99
    /// Layers whose ties pass something on. Empty: all but employment, enrolment, governance and data sharing, and
    /// those that are marked as assumed.
    std::vector<std::string> layers{};
    std::vector<std::string> employment_layers{}; ///< ties of teachers to their schools; empty: "employment"
};

/// Ties of benefit, and what they were made of.
struct trusted_spill_over_result {
    std::vector<benefit_tie> ties{};  ///< one for each pair of recipients that has any, ascending by `to`
    std::size_t between_schools = 0;  ///< ties between two recipients
    std::size_t between_staff = 0;    ///< ties between teachers of two recipients
    std::size_t limited = 0;          ///< recipients that would have passed on more than `at_most`
    std::vector<std::string> notes{}; ///< what was assumed, in words
};

namespace detail {

/// Shares of one pair together, and of nobody more than `at_most` in all, by scaling down. `ties` may hold several of
/// one pair. Returns how many recipients were scaled down.
inline std::size_t settle_shares(std::vector<benefit_tie>& ties, std::size_t recipients, double at_most) {
    std::sort(ties.begin(), ties.end(), [](const benefit_tie& a, const benefit_tie& b) {
        return std::tie(a.to, a.from, a.share) < std::tie(b.to, b.from, b.share);
    });
    std::vector<benefit_tie> out;
    std::vector<double> sum(recipients);
    for (const auto& one : ties) {
        if (!out.empty() && out.back().from == one.from && out.back().to == one.to)
            out.back().share += one.share;
        else
            out.push_back(one);
        sum[one.from.index] += one.share;
    }
    for (auto& one : out)
        if (const double all = sum[one.from.index]; all > at_most) one.share *= at_most / all;
    ties = std::move(out);
    return static_cast<std::size_t>(std::count_if(sum.begin(), sum.end(), [&](double x) { return x > at_most; }));
}

} // namespace detail

/// What schools pass on to those who trust them.
///
/// A tie from a to b says that a trusts b: of each unit of benefit at b, a gets the tie's trust times the share that
/// the options set, between two schools or between two of their teachers; ties without direction count both ways. A
/// teacher of several schools counts for each in equal parts. Shares of several ties add up; where they sum to more
/// than `at_most` for one school, all that it passes on is scaled down.
///
/// Source: the linear model of peer effects: Bramoulle, Djebbari and Fortin, Journal of Econometrics 150 (2009); row
/// sums below 1 make (I - W)^-1 exist, Leontief (1941). Sizes are assumptions.
/// Complexity: O(ties log ties). Preconditions: `who` names schools of the network, each once.
/// Throws: `contract_violation`. Determinism: no choice is made; the order of ties does not matter.
/// Example: `problem.spill_over = trusted_spill_over(system.net, made.who).ties`
template <class... Role, class Tie, class Weight = by_trust>
[[nodiscard]] trusted_spill_over_result
trusted_spill_over(const network<roles<Role...>, Tie>& net, const id_map<allocation_recipient, id<school>>& who,
                   const trusted_spill_over_options& options = {}, const Weight& weight = {}) {
    using recipient = id<allocation_recipient>;
    const auto share = [](double x, const char* what) { expects(x >= 0 && x <= 1, {what, "trusted_spill_over"}, x); };
    share(options.between_schools, "the share between schools must be from 0 to 1");
    share(options.between_staff, "the share between staff must be from 0 to 1");
    expects(options.at_most >= 0 && options.at_most <= .99,
            {"the most that a school passes on must be from 0 to .99", "trusted_spill_over"}, options.at_most);

    // 1. Layers, and the recipient behind each school and teacher.
    const auto chosen = [&](const layer& kind) {
        if (!options.layers.empty())
            return std::find(options.layers.begin(), options.layers.end(), kind.name) != options.layers.end();
        return !is_assumed(kind.name) && kind.name != layers::employment.name && kind.name != layers::enrolment.name &&
               kind.name != layers::governance.name && kind.name != layers::data_sharing.name;
    };
    for (const auto& name : options.layers)
        expects(net.find_layer(name).valid(), {"every layer must be one of the network's", "trusted_spill_over"}, name);
    std::vector<recipient> of_school(net.template id_bound<school>());
    for (const auto at : who.ids()) {
        const auto one = who[at];
        expects(net.contains(one), {"every recipient must be a school of the network", "trusted_spill_over"}, one);
        expects(!of_school[one.index].valid(), {"a school must not be two recipients", "trusted_spill_over"}, one);
        of_school[one.index] = at;
    }
    constexpr bool has_teachers = (std::is_same_v<Role, teacher> || ...);
    std::vector<std::vector<recipient>> of_teacher;
    if constexpr (has_teachers) {
        of_teacher.resize(net.template id_bound<teacher>());
        net.for_each_tie([&](auto, tie_end from, tie_end to, id<layer> kind, const auto&) {
            const auto& name = net[kind].name;
            const bool employs = options.employment_layers.empty()
                                     ? name == layers::employment.name
                                     : std::find(options.employment_layers.begin(), options.employment_layers.end(),
                                                 name) != options.employment_layers.end();
            if (!employs) return;
            if (net.template as<school>(from).valid()) std::swap(from, to);
            const auto person = net.template as<teacher>(from);
            const auto where = net.template as<school>(to);
            if (!person.valid() || !where.valid() || !of_school[where.index].valid()) return;
            auto& known = of_teacher[person.index];
            if (std::find(known.begin(), known.end(), of_school[where.index]) == known.end())
                known.push_back(of_school[where.index]);
        });
    }

    // 2. Each tie passes on from whom is trusted to who trusts.
    trusted_spill_over_result out;
    const auto pass = [&](recipient from, recipient to, double amount, bool both) {
        if (amount > 0) out.ties.push_back({from, to, (std::min)(amount, 1.0)});
        if (amount > 0 && both) out.ties.push_back({to, from, (std::min)(amount, 1.0)});
    };
    net.for_each_tie([&](auto, tie_end from, tie_end to, id<layer> kind, const Tie& value) {
        if (!chosen(net[kind])) return;
        const bool both = !net[kind].directed;
        const double trust = weight(value);
        expects(trust >= 0 && trust <= 1, {"trust must be from 0 to 1", "trusted_spill_over"}, trust);
        if (const auto a = net.template as<school>(from), b = net.template as<school>(to); a.valid() && b.valid()) {
            const auto to_whom = of_school[a.index];
            const auto of_whom = of_school[b.index];
            if (!to_whom.valid() || !of_whom.valid() || to_whom == of_whom) return;
            ++out.between_schools;
            pass(of_whom, to_whom, detail::rounded(trust * options.between_schools), both);
        }
        if constexpr (has_teachers) {
            const auto a = net.template as<teacher>(from);
            const auto b = net.template as<teacher>(to);
            if (!a.valid() || !b.valid()) return;
            const auto& trusting = of_teacher[a.index];
            const auto& trusted = of_teacher[b.index];
            const double each = detail::rounded(trust * options.between_staff) /
                                static_cast<double>((std::max)(trusting.size() * trusted.size(), std::size_t{1}));
            bool crosses = false;
            for (const auto to_whom : trusting)
                for (const auto of_whom : trusted)
                    if (to_whom != of_whom) {
                        crosses = true;
                        pass(of_whom, to_whom, each, both);
                    }
            if (crosses) ++out.between_staff;
        }
    });

    // 3. Nobody passes on more than the most.
    out.limited = detail::settle_shares(out.ties, who.size(), options.at_most);
    const auto percent = [](double x) { return detail::number_text(100 * x) + "%"; };
    if (out.ties.empty())
        out.notes.emplace_back("No benefit is passed on: there is no tie of trust between schools, or between their "
                               "teachers, that is not assumed.");
    else
        out.notes.push_back(
            "A tie of full trust between two schools is taken to pass on " + percent(options.between_schools) +
            " of what reaches the trusted one, a tie between two of their teachers " + percent(options.between_staff) +
            ", and no school more than " + percent(options.at_most) + " in all: assumptions. There are " +
            detail::counted(out.between_schools, "tie") + " between schools and " + std::to_string(out.between_staff) +
            " between teachers of different schools" +
            (out.limited == 0 ? "."
                              : "; " + detail::counted(out.limited, "school") +
                                    (out.limited == 1 ? " reaches" : " reach") + " that limit."));
    return out;
}

} // namespace colearn

#endif

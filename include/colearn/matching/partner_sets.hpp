// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_PARTNER_SETS_HPP
#define COLEARN_MATCHING_PARTNER_SETS_HPP

/// @file
/// For a policy reader: schools that may work with several partners: who with whom, so that all of it is worth most.
/// For an engineer: `b_matching` of the candidate pairs of a twinning, in words.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/twin_result.hpp>
#include <colearn/matching/words.hpp>
#include <colearn/solve/b_matching.hpp>
#include <colearn/solve/b_matching_result.hpp>

namespace colearn {

struct partner_sets_options {
    std::uint32_t up_to = 3; ///< partners that a school may have
    /// The same for each school, in place of `up_to`; 0: none.
    std::function<std::uint32_t(id<school>)> capacity{};
    progress_callback progress{}; ///< from 0 to 1
    std::stop_token stop{};       ///< ask it to stop
};

/// A school with its partners.
struct school_partners {
    id<school> who{};
    std::vector<runner_up> partners{}; ///< best first, equal ones by id
    std::uint32_t up_to = 0;           ///< how many it may have
    std::string words{};
};

struct partner_sets_result {
    std::vector<school_partners> schools{}; ///< by id
    double total_score = 0;                 ///< sum of the scores of all pairs
    double bound = 0;                       ///< no pairs along the candidates, within the capacities, sum to more
    std::string words{};                    ///< how many pairs, beside one partner for each school
    b_matching_result<school> certificate{};
    status outcome = status::optimal; ///< as of `b_matching`
};

namespace detail {

/// What `partner_sets` solves.
[[nodiscard]] inline b_matching_problem<school> partner_problem(const weighted_pairs<school>& candidates,
                                                                const partner_sets_options& options) {
    b_matching_problem<school> out{candidates, id_map<school, std::uint32_t>(candidates.count, options.up_to)};
    if (options.capacity)
        for (const auto who : out.capacity.ids()) out.capacity[who] = options.capacity(who);
    return out;
}

[[nodiscard]] inline std::string partners_words(const school_table& schools, const school_partners& one) {
    const auto name = schools.name(one.who);
    if (one.up_to == 0) return name + " takes no partners.";
    if (one.partners.empty()) return name + " has no partner: no total that gives it one is larger.";
    std::vector<std::string> names;
    for (const auto& other : one.partners)
        names.push_back(schools.name(other.who) + " (" + decimal(other.score, 2) + ")");
    auto out = name + " with " + listed(names) + ".";
    if (const auto room = one.up_to - one.partners.size(); room > 0)
        out += " It has room for " + std::to_string(room) + " more.";
    return out;
}

[[nodiscard]] inline partner_sets_result partner_sets(const school_table& schools, const twin_result& twins,
                                                      const partner_sets_options& options) {
    const auto& candidates = twins.certificate.candidates;
    expects(candidates.count == schools.id_bound(), {"the twins must be of these schools", "partner_sets"},
            candidates.count);
    const auto problem = partner_problem(candidates, options);
    partner_sets_result out;
    out.certificate = b_matching(problem, {options.progress, options.stop});
    out.outcome = out.certificate.outcome;
    out.total_score = out.certificate.weight;
    out.bound = out.certificate.certificate.bound;
    std::vector<std::vector<runner_up>> partners(candidates.count);
    for (const auto& one : out.certificate.made) {
        partners[one.a.index].push_back({one.b, one.weight});
        partners[one.b.index].push_back({one.a, one.weight});
    }
    std::size_t without = 0;
    std::size_t full = 0;
    for (const auto who : schools.ids()) {
        school_partners one{who, std::move(partners[who.index]), problem.capacity[who], {}};
        std::sort(one.partners.begin(), one.partners.end(), [](const runner_up& x, const runner_up& y) {
            return x.score != y.score ? x.score > y.score : x.who < y.who;
        });
        one.words = partners_words(schools, one);
        without += one.up_to > 0 && one.partners.empty() ? 1U : 0U;
        full += one.up_to > 0 && one.partners.size() == one.up_to ? 1U : 0U;
        out.schools.push_back(std::move(one));
    }
    const auto& single = twins.certificate.best_total;
    out.words = counted(out.certificate.made.size(), "pair") + " with a total of " + decimal(out.total_score, 2) +
                "; with one partner at most for each school, the largest total is " + decimal(single.weight, 2) +
                " in " + counted(single.pair_count, "pair") + ". " + counted(full, "school") +
                (full == 1 ? " has" : " have") + " as many partners as allowed, " + std::to_string(without) +
                (without == 1 ? " has" : " have") + " none.";
    return out;
}

} // namespace detail

/// For each school several partners, as many as it may have at most, so that the sum of scores over all pairs is the
/// largest along the candidate pairs of a twinning.
///
/// Source: `b_matching`. Complexity, determinism: as there.
/// Preconditions: `twins` are of these schools. Result: `optimal` or `cancelled`.
/// Throws: `contract_violation`; lets exceptions of `options.capacity` through. Example:
/// `for (const auto& one : partner_sets(system, twin(system), {.up_to = 3}).schools) print(one.words);`
[[nodiscard]] inline partner_sets_result partner_sets(const learning_system& system, const twin_result& twins,
                                                      const partner_sets_options& options = {}) {
    return detail::partner_sets(school_table(system), twins, options);
}
/// The same for the schools of a network.
template <class Roles, class Tie>
[[nodiscard]] partner_sets_result partner_sets(const network<Roles, Tie>& net, const twin_result& twins,
                                               const partner_sets_options& options = {}) {
    return detail::partner_sets(school_table(net), twins, options);
}
/// The same for schools without ties; the one at place i has id i.
[[nodiscard]] inline partner_sets_result partner_sets(std::span<const school> schools, const twin_result& twins,
                                                      const partner_sets_options& options = {}) {
    return detail::partner_sets(school_table(schools), twins, options);
}

/// Checks partners against the twins whose candidates they are of: the certificate passes its own `verify` with the
/// capacities of the options, and what is said of each school and of the total follows from it. The candidates
/// themselves are checked by `verify` of the twins.
[[nodiscard]] inline verification verify(const twin_result& twins, const partner_sets_result& result,
                                         const partner_sets_options& options = {}, const tolerance& within = {}) {
    const auto problem = detail::partner_problem(twins.certificate.candidates, options);
    if (auto checked = verify(problem, result.certificate, within); !checked) return checked;
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    if (result.outcome != result.certificate.outcome || !within.equal(result.total_score, result.certificate.weight) ||
        !within.equal(result.bound, result.certificate.certificate.bound))
        return reject("status, total and bound must be those of the certificate");
    auto left = result.certificate.partners(problem.pairs.count);
    for (const auto& one : result.schools) {
        if (one.who.index >= left.size() || one.up_to != problem.capacity[one.who])
            return reject("each school must be one of these, with its capacity");
        std::vector<id<school>> named;
        for (const auto& other : one.partners) named.push_back(other.who);
        std::sort(named.begin(), named.end());
        if (named != left[one.who])
            return reject("the partners of school " + std::to_string(one.who.index) + " must be those of the pairs");
        left[one.who].clear(); // named once
    }
    for (const auto& one : left.values())
        if (!one.empty()) return reject("each school with partners must be listed once");
    return verification::accept();
}

} // namespace colearn

#endif

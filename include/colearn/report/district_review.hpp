// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_DISTRICT_REVIEW_HPP
#define COLEARN_REPORT_DISTRICT_REVIEW_HPP

/// @file
/// For a policy reader: one review of one system: who holds it together, which schools should work together, and where
/// a budget should go, each answer with its reasons and its check.
/// For an engineer: runs the measures, `twin`, `federate` and `max_min` on a `learning_system` and gathers what their
/// results say; a part that cannot be computed says why. `write_review` writes it.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/allocation/max_min.hpp>
#include <colearn/allocation/money.hpp>
#include <colearn/allocation/need.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/status.hpp>
#include <colearn/graph/layer.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/matching/federate.hpp>
#include <colearn/matching/twin.hpp>
#include <colearn/report/measure_connectors.hpp>
#include <colearn/report/measure_group.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/trust_between_twins.hpp>
#include <colearn/report/twin_trust.hpp>
#include <colearn/trust/propagation.hpp>

namespace colearn {

namespace detail {

template <class... Role>
void count_roles(const network<roles<Role...>, tie>& net, std::vector<role_count>& out) {
    const auto count = [&]<class R>() {
        if (net.template count<R>() > 0) out.push_back({std::string(R::role), net.template count<R>()});
    };
    (count.template operator()<Role>(), ...);
}

[[nodiscard]] inline std::vector<layer_count> count_layers(const system_network& net) {
    std::vector<layer_count> out;
    for (const auto which : net.layer_ids()) out.push_back({net[which], 0, 0, 0});
    net.for_each_tie([&](id<tie>, tie_end, tie_end, id<layer> kind, const tie& value) {
        ++out[kind.index].ties;
        out[kind.index].mean_trust += value.trust;
        out[kind.index].mean_evidence += value.evidence;
    });
    for (auto& one : out) {
        if (one.ties == 0) continue;
        one.mean_trust /= static_cast<double>(one.ties);
        one.mean_evidence /= static_cast<double>(one.ties);
    }
    return out;
}

[[nodiscard]] inline std::string lower_case(std::string_view text) {
    std::string out(text);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

template <class... Role>
[[nodiscard]] found_name find_name(const network<roles<Role...>, tie>& net, const std::string& asked) {
    constexpr std::size_t most = 5;
    found_name out{asked, {}, 0};
    const auto wanted = lower_case(asked);
    for (const bool exact : {true, false}) {
        const auto look = [&]<class R>() {
            net.template for_each<R>([&](id<R> who, const R& one) {
                const auto name = lower_case(name_of(one));
                bool same = name == wanted || lower_case(one.key) == wanted;
                if constexpr (requires { one.region; }) same |= name + ", " + lower_case(one.region) == wanted;
                if (exact ? !same : name.find(wanted) == std::string::npos) return;
                if (out.actors.size() < most)
                    out.actors.push_back({network<roles<Role...>, tie>::template role_index<R>, who.index});
                else
                    ++out.more;
            });
        };
        (look.template operator()<Role>(), ...);
        if (!out.actors.empty()) break;
    }
    return out;
}

[[nodiscard]] inline progress_callback share_of_review(const review_options& options, double from, double to) {
    if (!options.progress) return {};
    return [&options, from, to](double share) { options.progress(from + share * (to - from)); };
}

/// The system without the ties that are assumed: what nobody has stated is no acquaintance.
[[nodiscard]] inline learning_system without_assumed_ties(learning_system system) {
    auto& net = system.net;
    for (const auto which : id_range<tie>{net.tie_bound()})
        if (net.contains(which) && is_assumed(net[net.layer_of(which)].name)) net.remove(which);
    return system;
}

/// `system` is without assumed ties.
inline void review_federations(const learning_system& system, const review_options& options, review& out) {
    auto how = options.federating;
    how.threads = options.threads;
    how.stop = options.stop;
    how.progress = share_of_review(options, .8, .9);
    constexpr std::size_t soon_proved = 2000; // schools for which the sharper bound takes a few seconds
    if (how.groups.search.columns == 0 && out.schools <= soon_proved) how.groups.search.columns = 4;
    auto result = federate(system, how);
    if (result.outcome == status::cancelled) {
        out.no_federations = "The work was stopped before federations were proposed.";
        out.complete = false;
        return;
    }
    out.checks.push_back(
        {"federations", verify(system, result, how),
         "Scores every pair again, holds each federation against the rules, and checks the bound on what "
         "any other grouping could be worth."});
    if (result.proposals.empty()) out.no_federations = "No schools fit together under the rules.";
    out.federations = std::move(result);
}

inline void review_twins(const learning_system& all, const review_options& options, review& out) {
    if (out.schools < 2) {
        out.no_twins = out.schools == 0 ? "There are no schools in this system, so there is nobody to pair."
                                        : "There is one school in this system, and nobody to pair it with.";
        out.no_federations = out.no_twins;
        return;
    }
    auto how = options.twinning;
    how.threads = options.threads;
    how.stop = options.stop;
    how.progress = share_of_review(options, .6, .8);
    std::optional<learning_system> stated;
    if (out.assumed_ties > 0) stated = without_assumed_ties(all);
    const auto& system = stated ? *stated : all;
    auto result = twin(system, how);
    if (result.outcome == status::cancelled) {
        out.no_twins = "The work was stopped before twins were proposed.";
        out.no_federations = "The work was stopped before federations were proposed.";
        out.complete = false;
        return;
    }
    out.checks.push_back({"twin proposals", verify(system, result, how),
                          "Scores every candidate pair again, holds each proposal against the rules, and checks the "
                          "bound on what any other pairing could reach."});
    if (result.proposals.empty()) out.no_twins = "No two schools fit under the rules.";
    auto deriving = options.deriving;
    deriving.threads = options.threads;
    deriving.stop = options.stop;
    deriving.progress = {};
    out.twin_trust = trust_between_twins(system.net, result.proposals, deriving);
    out.complete &= out.twin_trust.outcome != status::cancelled;
    if (out.twin_trust.derived > 0)
        out.checks.push_back({"trust along chains", out.twin_trust.checked,
                              "Follows every chain tie by tie: each must be there, trusted enough and in one chain "
                              "alone, and together they must give the trust that is stated."});
    out.twins = std::move(result);
    review_federations(system, options, out);
}

inline void review_budget(const learning_system& system, const review_options& options, review& out) {
    if (out.schools == 0) {
        out.no_allocation = "There are no schools in this system, so there is nobody to share a budget among.";
        return;
    }
    out.needs = needs(system.net, options.need);
    if (out.needs.recipients.empty()) {
        out.no_allocation =
            "Of no school are both the number of pupils and the share of disadvantaged pupils known, so "
            "need cannot be counted.";
        return;
    }
    max_min_options how;
    if (options.least_grant) how.floors = id_map<school, money>(out.needs.school_bound, *options.least_grant);
    if (options.most_grant) how.caps = id_map<school, money>(out.needs.school_bound, *options.most_grant);
    auto result = max_min(out.needs, options.budget, how);
    out.checks.push_back({"shares of the budget", verify(out.needs, options.budget, how, result),
                          "Adds the amounts up to the cent, and checks that each is need times the common level within "
                          "its bounds, which only the fairest division satisfies."});
    if (result.outcome == status::infeasible)
        out.no_allocation = "The least grants alone cost " + options.currency +
                            to_string(result.certificate.floors_total) + ", more than the budget of " +
                            options.currency + to_string(options.budget) + ".";
    out.allocation = std::move(result);
}

} // namespace detail

/// Reviews a system.
///
/// Organisations are measured on the ties among organisations, people on the ties among people: a tie of employment or
/// of enrolment says who belongs to whom, not who brings whom together. Families and student groups are counted, not
/// ranked.
/// Source: that of each part. Complexity: see `measure_group`, `twin`, `federate` and `max_min`.
/// Preconditions: trust of every tie is above 0 and at most 1; the budget is not negative; a least grant is not above a
/// largest one. Result: complete unless stopped. Throws: `contract_violation`, which names the option.
/// Determinism: by the options' seed; the same on any number of threads.
/// Example: `write_review(review_district(system), system, "review")`
[[nodiscard]] inline review review_district(const learning_system& system, const review_options& options = {}) {
    expects(options.budget.cents >= 0, "the budget must not be negative", options.budget.units());
    if (options.least_grant) {
        expects(options.least_grant->cents >= 0, "the least grant must not be negative", options.least_grant->units());
        if (options.most_grant)
            expects(*options.least_grant <= *options.most_grant, "the least grant must not be above the largest",
                    options.least_grant->units());
    }
    if (options.most_grant)
        expects(options.most_grant->cents >= 0, "the largest grant must not be negative", options.most_grant->units());
    review out;
    out.name = system.name;
    out.notes = system.notes;
    const auto& net = system.net;
    detail::count_roles(net, out.roles);
    out.layers = detail::count_layers(net);
    for (const auto& one : out.layers)
        if (is_assumed(one.kind.name)) out.assumed_ties += one.ties;
    out.actors = net.actor_count();
    out.ties = net.tie_count();
    net.for_each<school>([&](id<school>, const school& one) {
        ++out.schools;
        if (!one.enrolment) return;
        ++out.schools_with_pupils;
        out.pupils += *one.enrolment;
    });

    auto how = options.measuring;
    how.threads = options.threads;
    how.stop = options.stop;
    how.progress = detail::share_of_review(options, 0, .3);
    out.organisations =
        measure_group<school, agency, employer, university, community_group>(system, "organisations", how);
    how.progress = detail::share_of_review(options, .3, .6);
    out.people = measure_group<teacher>(system, "people", how);
    for (const auto* group : {&out.organisations, &out.people}) {
        out.complete &= group->complete;
        out.checks.insert(out.checks.end(), group->checks.begin(), group->checks.end());
    }
    how.progress = {};
    out.connectors = measure_connectors(system, how);
    out.complete &= out.connectors.complete;
    out.checks.insert(out.checks.end(), out.connectors.checks.begin(), out.connectors.checks.end());
    detail::review_twins(system, options, out);
    detail::review_budget(system, options, out);
    for (const auto& name : options.find) out.found.push_back(detail::find_name(net, name));
    if (options.progress) options.progress(1);
    return out;
}

} // namespace colearn

#endif

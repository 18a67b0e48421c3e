// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_GROUPING_HPP
#define COLEARN_SOLVE_GROUPING_HPP

/// @file
/// For a policy reader: puts everyone into groups of a stated size that are worth most together, keeps the rules, names
/// whom no group can hold, and says how much better any other grouping could be.
/// For an engineer: bounded grouping (capacitated clustering, clique partitioning with sizes in [smallest, largest]):
/// annealed large-neighbourhood search, bounds by split pair values or column generation, exact for few.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/solve/detail/grouping_blocks.hpp>
#include <colearn/solve/detail/grouping_bound.hpp>
#include <colearn/solve/detail/grouping_columns.hpp>
#include <colearn/solve/detail/grouping_exact.hpp>
#include <colearn/solve/detail/grouping_search.hpp>
#include <colearn/solve/detail/grouping_start.hpp>
#include <colearn/solve/grouping_conflict.hpp>
#include <colearn/solve/grouping_options.hpp>
#include <colearn/solve/grouping_problem.hpp>
#include <colearn/solve/grouping_result.hpp>

namespace colearn {

namespace detail {

// Groups that are short cannot stay: their blocks are out.
inline void dissolve_short(const grouping_blocks& blocks, grouping_arrangement& of) {
    std::vector<std::vector<std::uint32_t>> whole;
    for (auto& one : of.groups) {
        if (blocks.deficit(one) == 0)
            whole.push_back(std::move(one));
        else
            of.outside.insert(of.outside.end(), one.begin(), one.end());
    }
    of.groups = std::move(whole);
}

template <class Kind>
void write_groups(const grouping_blocks& blocks, const grouping_arrangement& from,
                  const std::vector<std::uint8_t>& barred, grouping_result<Kind>& out) {
    for (const auto& group : from.groups) {
        auto& members = out.groups.emplace_back();
        for (const auto block : group)
            for (const auto i : blocks.items[block]) members.push_back(id<Kind>{i});
        std::sort(members.begin(), members.end());
    }
    std::sort(out.groups.begin(), out.groups.end());
    out.group_of = id_map<Kind, std::uint32_t>(blocks.block_of.size(), id<Kind>::none);
    for (std::uint32_t g = 0; g < out.groups.size(); ++g)
        for (const auto one : out.groups[g]) out.group_of[one] = g;
    for (const auto one : out.group_of.ids()) {
        if (out.group_of[one] != id<Kind>::none) continue;
        const auto block = blocks.block_of[one.index];
        out.left.push_back({one, barred[block] != 0 ? ungrouped_reason::no_group
                                 : blocks.everyone  ? ungrouped_reason::not_placed
                                                    : ungrouped_reason::better_out});
    }
    std::vector<std::uint32_t> home(blocks.count(), id<int>::none);
    for (std::size_t i = 0; i < blocks.block_of.size(); ++i) home[blocks.block_of[i]] = out.group_of.values()[i];
    std::vector<std::vector<std::uint32_t>> in_order(out.groups.size()); // one order of addition
    for (std::uint32_t x = 0; x < blocks.count(); ++x)
        if (home[x] != id<int>::none) in_order[home[x]].push_back(x);
    out.value = 0;
    for (const auto& one : in_order) out.value += blocks.value(one);
}

template <class Kind>
void write_bound(const grouping_blocks& blocks, const std::vector<std::uint8_t>& barred,
                 const std::vector<double>& potential, const grouping_split& split, grouping_certificate<Kind>& out) {
    const auto n = blocks.block_of.size();
    out.potential = id_map<Kind, double>(n, 0.0);
    out.tilt = id_map<Kind, double>(n, 0.0);
    out.bound = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const auto x = blocks.block_of[i];
        out.tilt.values()[i] = split.tilt[x];
        double whole = potential[x] + blocks.own[x] + blocks.cap[x];
        if (!blocks.everyone || barred[x] != 0) whole = (std::max)(0.0, whole); // out, it is worth nothing
        out.potential.values()[i] = whole / blocks.size[x];
        out.bound += out.potential.values()[i];
    }
}

} // namespace detail

/// Groups items so that the groups are worth most.
///
/// Source: the search is ours: heaviest-first matching rounds, then annealing (Kirkpatrick, Gelatt and Vecchi, Science
/// 1983) in parts of neighbouring groups, then large-neighbourhood search (Shaw, CP 1998) that reopens such parts, with
/// moves, swaps and chains of three (Glover 1996). Bounds: fractional b-matching (the dual, split over pairs), and the
/// dual of set partitioning by column generation as for clique partitioning with sizes (Mehrotra and Trick, 1998; Ji
/// and Mitchell, "Branch-and-price-and-cut on the clique partitioning problem with minimum clique size requirement",
/// Discrete Optimization 2007), potentials by subgradient (Held, Wolfe and Crowder 1974).
/// Complexity: O(m log m + rounds * n * (looks + largest * topics)) time for n items and m pairs, O(1) for each look
/// without rules and coverage; O(n + m) space and a table of about 100 x 100 for each thread. With `columns` the
/// enumeration is bounded for each item, and exponential in `largest` before that. Exact: O(3^n) time, O(2^n) space.
/// Preconditions: pairs of two different ids below `count`, finite worths, 1 <= smallest <= largest, rules on ids below
/// `count`; as in `grouping_problem`.
/// Result: `optimal` (value meets the bound within 1e-9, or every grouping was looked at); `feasible` (all rules are
/// kept, `gap()` is proved); `infeasible` with who is in conflict: then there are no groups; `not_converged`: no place
/// was found for some who should be in a group, nor was it proved that there is none: they are named, the others'
/// groups keep the rules and the bound holds; `cancelled`: the same, with the best groups so far.
/// Throws: `contract_violation`; what `progress` throws.
/// Determinism: one answer for one instance, options and seed, on any number of threads and in any order of pairs.
/// Example: `form_groups(grouping_problem<school>{.values = pairs, .smallest = 4, .largest = 8}).groups`.
template <class Kind>
[[nodiscard]] grouping_result<Kind> form_groups(const grouping_problem<Kind>& problem,
                                                const grouping_options& options = {}) {
    detail::check_grouping(problem, "form_groups");
    expects(options.exact_up_to <= detail::most_exact_blocks, "exact_up_to must be at most 20", options.exact_up_to);
    grouping_result<Kind> out;
    out.group_of = id_map<Kind, std::uint32_t>(problem.values.count, id<Kind>::none);

    // 1. Those who must be together as one; contradictions.
    const auto blocks = detail::make_blocks(problem);
    const auto barred = detail::barred_blocks(blocks);
    out.certificate.conflict = detail::find_conflict(problem, blocks, barred);
    if (out.certificate.conflict.what != grouping_conflict::none) {
        out.outcome = status::infeasible;
        return out;
    }

    // 2. Few: every grouping.
    if (blocks.count() <= options.exact_up_to) {
        bool found = false;
        const auto best = detail::best_grouping(blocks, barred, found);
        out.certificate.proof = grouping_proof::exhaustion;
        if (found) {
            detail::write_groups(blocks, best, barred, out);
            out.certificate.bound = out.value;
            out.outcome = status::optimal;
        } else {
            out.certificate.conflict = {grouping_conflict::exhausted, {}, "no grouping keeps all rules"};
            out.outcome = status::infeasible;
        }
        if (options.progress) options.progress(1);
        return out;
    }

    // 3. First groups, then the search; groups met on the way are columns.
    auto best = detail::grouping_start(blocks, barred)();
    for (const auto& one : best.groups) out.log.start += blocks.value(one);
    const auto rows = detail::allowed_rows(blocks);
    std::vector<std::vector<std::uint32_t>> met;
    bool complete = true;
    if (options.rounds > 0) {
        const double share = options.columns > 0 ? 0.5 : 0.9; // of the work, roughly

        std::erase_if(best.outside, [&](std::uint32_t x) { return barred[x] != 0; });
        detail::grouping_search search(
            blocks, std::move(best),
            {.rounds = options.rounds,
             .looks = options.looks,
             .seed = options.seed,
             .threads = options.threads,
             .stop = options.stop,
             .after_round = [&](const detail::grouping_arrangement& now, const detail::grouping_steps& steps) {
                 double value = 0;
                 for (const auto& one : now.groups) value += blocks.value(one);
                 out.log.rounds.push_back({value, steps.moves, steps.swaps, steps.chains});
                 if (options.columns > 0) met.insert(met.end(), now.groups.begin(), now.groups.end());
                 if (options.progress)
                     options.progress(share * static_cast<double>(out.log.rounds.size()) / options.rounds);
             }});
        best = search(complete);
    }
    detail::dissolve_short(blocks, best);
    detail::write_groups(blocks, best, barred, out);

    // 4. Bounds.
    const auto split = detail::split_bound(blocks, rows, options.bound_sweeps, options.stop);
    out.certificate.proof = grouping_proof::shares;
    detail::write_bound(blocks, barred, split.collected, split, out.certificate);
    if (options.columns > 0 && complete) {
        detail::column_generation columns(
            blocks, rows, split,
            {.rounds = options.columns, .threads = options.threads, .stop = options.stop, .progress = [&](double done) {
                 if (options.progress) options.progress(0.5 + done / 2);
             }});
        for (auto& one : met) columns.add(std::move(one));
        const double alone = std::accumulate(blocks.own.begin(), blocks.own.end(), 0.0) +
                             std::accumulate(blocks.cap.begin(), blocks.cap.end(), 0.0);
        const auto sharper = columns(out.value - alone);
        complete = sharper.complete;
        if (sharper.open > 0) {
            out.certificate.proof = grouping_proof::columns;
            out.certificate.open = sharper.open;
            detail::write_bound(blocks, barred, sharper.potential, split, out.certificate);
        }
    }
    const bool all_placed = std::none_of(out.left.begin(), out.left.end(), [](const ungrouped<Kind>& one) {
        return one.why == ungrouped_reason::not_placed;
    });
    out.outcome = !complete || options.stop.stop_requested()              ? status::cancelled
                  : !all_placed                                           ? status::not_converged
                  : tolerance{}.at_most(out.certificate.bound, out.value) ? status::optimal
                                                                          : status::feasible;
    if (options.progress) options.progress(1);
    return out;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_EXPERIMENT_HPP
#define COLEARN_POLICY_EXPERIMENT_HPP

/// @file
/// For a policy reader: every policy is tried in every scenario, many times over, and all face the same luck.
/// For an engineer: policies x scenarios x replicates x years in parallel, with common random numbers; rows in a fixed
/// order, the same on any number of threads.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <set>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/allocation/spill_over.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/policy/experiment_table.hpp>
#include <colearn/policy/outcome.hpp>
#include <colearn/policy/recipient_groups.hpp>
#include <colearn/policy/scenario.hpp>

namespace colearn {

/// What is tried. The work comes in trials: one replicate of one scenario under every policy. Trials are ordered by
/// replicate, then scenario, so that a part of the work is a smaller experiment.
struct experiment {
    allocation_problem problem{};       ///< before any scenario
    std::vector<any_policy> policies{}; ///< names differ
    std::vector<scenario> scenarios{};  ///< names differ
    std::uint64_t replicates = 100;     ///< of each scenario, 1 to 1e9
    std::uint64_t seed = 1;             ///< of every draw
    outcome_options measuring{};        ///< how outcomes are measured
    recipient_groups groups{};          ///< for whom the need met and what is given is kept too; empty: nobody
    std::optional<double>
        hold_harmless{}; ///< from a second year on: least share of a policy's own amount of the year before
};

/// One of several parts of an experiment, as run on several machines.
struct experiment_shard {
    std::uint64_t number = 1; ///< 1 to `count`
    std::uint64_t count = 1;  ///< parts in all, at least 1
};

struct experiment_options {
    experiment_shard shard{};     ///< the part to run
    unsigned threads = 1;         ///< workers; 0: all cores
    progress_callback progress{}; ///< share of the trials done
    std::stop_token stop{};       ///< ends early: looked at before each policy
};

struct experiment_result {
    experiment_table table{};        ///< rows by replicate, scenario, policy, year, measure
    std::uint64_t trials = 0;        ///< done, all of them without a gap from the first
    std::uint64_t trials_in_all = 0; ///< of the shard
    std::vector<std::string>
        notes{}; ///< what scenarios could not do as usual, each sentence once, in the order of trials
    status outcome = status::feasible; ///< feasible: all is done; cancelled: stopped
};

/// `2/8`. Throws `contract_violation` for anything else.
[[nodiscard]] inline experiment_shard parse_shard(std::string_view text) {
    experiment_shard out;
    const auto slash = text.find('/');
    const auto whole = [&](std::string_view digits) {
        std::uint64_t value = 0;
        bool good = !digits.empty() && digits.size() <= 9;
        for (const char c : digits) {
            good = good && c >= '0' && c <= '9';
            if (good) value = 10 * value + static_cast<std::uint64_t>(c - '0');
        }
        expects(good, {"a shard must be written as number/count, such as 2/8", "parse_shard"}, text);
        return value;
    };
    out.number = whole(text.substr(0, slash));
    out.count = whole(slash == std::string_view::npos ? std::string_view{} : text.substr(slash + 1));
    expects(out.number >= 1 && out.number <= out.count, "a shard's number must be from 1 to their count", text);
    return out;
}

namespace detail {

/// Trials [first, last) of an experiment.
struct trial_range {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
};

[[nodiscard]] inline trial_range trials_of(const experiment& of, const experiment_shard& shard) {
    expects(shard.count >= 1 && shard.number >= 1 && shard.number <= shard.count,
            {"a shard's number must be from 1 to their count", "run_experiment"}, shard.number);
    const auto all = of.replicates * of.scenarios.size();
    expects(shard.count <= 1'000'000'000, {"there must be at most 1e9 shards", "run_experiment"}, shard.count);
    // all * number / count without overflow: all = q * count + r
    const auto cut = [&](std::uint64_t k) { return all / shard.count * k + all % shard.count * k / shard.count; };
    return {cut(shard.number - 1), cut(shard.number)};
}

inline void check_names(std::span<const std::string> names, const char* empty, const char* twice) {
    std::set<std::string_view> seen;
    for (const auto& name : names) {
        bool plain = !name.empty();
        for (const char c : name) plain = plain && static_cast<unsigned char>(c) >= 0x20U; // a row is one line
        expects(plain, {empty, "run_experiment"}, name);
        expects(seen.insert(name).second, {twice, "run_experiment"}, name);
    }
}

/// The names of an experiment's table, and a check of the experiment.
[[nodiscard]] inline experiment_table empty_table(const experiment& of) {
    experiment_table out;
    for (const auto& one : of.policies) out.policies.push_back(one.name());
    for (const auto& one : of.scenarios) {
        out.scenarios.push_back(one.name);
        expects(static_cast<bool>(one.change), {"a scenario must have a change", "run_experiment"}, one.name);
        expects(one.years >= 1 && one.years <= 100, {"a scenario must run over 1 to 100 years", "run_experiment"},
                one.years);
    }
    for (const auto& one : outcome_meanings) out.measures.emplace_back(one.name);
    for (const auto& one : of.groups.names) out.measures.push_back("met:" + one);
    for (const auto& one : of.groups.names) out.measures.push_back("given:" + one);
    expects(!of.policies.empty(), {"there must be a policy to try", "run_experiment"});
    expects(!of.scenarios.empty(), {"there must be a scenario", "run_experiment"});
    check_names(out.policies, "a policy must have a name of printing characters", "policies must have different names");
    check_names(out.scenarios, "a scenario must have a name of printing characters",
                "scenarios must have different names");
    check_names(of.groups.names, "a group must have a name of printing characters", "groups must have different names");
    expects(of.replicates >= 1 && of.replicates <= 1'000'000'000,
            {"there must be from 1 to 1e9 replicates", "run_experiment"}, of.replicates);
    expects(!of.hold_harmless || (*of.hold_harmless >= 0 && *of.hold_harmless <= 1),
            {"hold-harmless must be a share from 0 to 1", "run_experiment"}, of.hold_harmless.value_or(0));
    expects(of.groups.names.empty() || of.groups.of.size() == of.problem.recipients.size(),
            {"there must be a group for each recipient", "run_experiment"}, of.groups.of.size());
    check_allocation(of.problem, "run_experiment");
    return out;
}

/// What one trial gives.
struct trial_result {
    std::vector<experiment_row> rows{};
    std::vector<std::string> notes{};
    bool done = false; // false: stopped on the way
};

/// One replicate of one scenario under every policy.
class trial_runner {
public:
    trial_runner(const experiment& of, std::stop_token stop)
        : of_(of), ties_(of.problem, benefit_way::forwards), stop_(std::move(stop)) {}

    [[nodiscard]] trial_result run(std::uint64_t trial) const {
        const auto at = static_cast<std::size_t>(trial % of_.scenarios.size());
        const auto& how = of_.scenarios[at];
        const auto policies = of_.policies.size();
        trial_result out;
        std::vector<std::vector<outcomes>> found(policies, std::vector<outcomes>(how.years));
        std::vector<id_map<allocation_recipient, std::int64_t>> last_year(policies);
        std::vector<std::string> lost(policies); // why a policy has no amounts to carry over
        scenario_year when{of_.seed, trial / of_.scenarios.size(), 1};
        for (; when.year <= how.years; ++when.year) {
            auto both = apply_scenario(how, of_.problem, when);
            for (auto& note : both.notes) out.notes.push_back(std::move(note));
            // The policies' own chance: the same for each, so that a policy under two names has the same luck.
            const allocation_request request{when.lasting_stream(0, when.year)(), false};
            // All answers first: what is passed on is then found for all of them at once.
            std::vector<std::optional<allocation>> answers(policies);
            std::vector<std::vector<double>> got;
            for (std::size_t p = 0; p < policies; ++p) {
                if (stop_.stop_requested()) return out;
                auto& here = found[p][when.year - 1];
                if (!lost[p].empty()) {
                    here = not_measured(lost[p]);
                    continue;
                }
                if (when.year > 1) carry_over(both, last_year[p]);
                const auto why = asked(of_.policies[p], how, when, [&] {
                    auto answer = of_.policies[p].allocate(both.seen, request);
                    auto refused = why_not_measured(answer);
                    if (refused.empty())
                        if (const auto checked = verify(both.seen, answer); !checked.accepted())
                            refused = "the answer was rejected: " + checked.violated;
                    if (refused.empty()) got.push_back(what_all_get(both.real, answers[p].emplace(std::move(answer))));
                    return refused;
                });
                if (why.empty()) continue;
                here = not_measured(why);
                lost[p] = "no allocation in year " + std::to_string(when.year) + ": " + why;
            }
            const auto passed = ties_.solve_each(got, reached_near);
            auto next = passed.begin();
            for (std::size_t p = 0; p < policies; ++p) {
                if (!answers[p]) continue;
                if (when.year > 1) carry_over(both, last_year[p]);
                found[p][when.year - 1] = asked(of_.policies[p], how, when, [&] {
                    return measure_outcomes(both.real, *answers[p], *next++, of_.measuring, of_.groups);
                });
                last_year[p] = std::move(answers[p]->amounts);
            }
        }
        for (std::size_t p = 0; p < policies; ++p)
            for (std::uint32_t year = 1; year <= how.years; ++year)
                add_rows(out.rows, found[p][year - 1], static_cast<std::uint32_t>(p), static_cast<std::uint32_t>(at),
                         year, when.replicate);
        out.done = true;
        return out;
    }

private:
    // Does this and, if something is refused, says where, in an experiment of thousands.
    template <class Do>
    [[nodiscard]] static std::invoke_result_t<Do&> asked(const any_policy& policy, const scenario& how,
                                                         const scenario_year& when, Do act) {
        try {
            return act();
        } catch (const contract_violation& refused) {
            throw contract_violation(refused.function(), refused.requirement(),
                                     (refused.value().empty() ? "" : refused.value() + ", ") + "by the policy \"" +
                                         policy.name() + "\" in the scenario \"" + how.name + "\", replicate " +
                                         std::to_string(when.replicate) + ", year " + std::to_string(when.year));
        }
    }

    // Each policy's own amounts of the year before are last year's, in what it sees and in what is so.
    void carry_over(scenario_case& both, const id_map<allocation_recipient, std::int64_t>& before) const {
        for (auto* world : {&both.seen, &both.real})
            for (const auto who : before.ids()) {
                auto& one = world->recipients[who];
                one.last_year = before[who];
                if (of_.hold_harmless)
                    one.floor = (std::min)(one.cap, static_cast<std::int64_t>(std::floor(
                                                        *of_.hold_harmless * static_cast<double>(before[who]))));
            }
    }

    [[nodiscard]] outcomes not_measured(const std::string& why) const {
        outcomes out;
        out.values.fill(measured::undefined(why));
        out.met_by_group.assign(of_.groups.names.size(), measured::undefined(why));
        out.given_by_group = out.met_by_group;
        return out;
    }

    static void add_rows(std::vector<experiment_row>& rows, outcomes& found, std::uint32_t policy,
                         std::uint32_t scenario_at, std::uint32_t year, std::uint64_t replicate) {
        std::uint32_t measure = 0;
        const auto add = [&](std::span<measured> values) {
            for (auto& one : values) rows.push_back({policy, scenario_at, measure++, year, replicate, std::move(one)});
        };
        add(found.values);
        add(found.met_by_group);
        add(found.given_by_group);
    }

    const experiment& of_;
    benefit_rows ties_; // no scenario changes them
    std::stop_token stop_;
};

/// Runs trials [first, last) and hands each to `take(trial, result)` in ascending order, from one thread at a time.
/// Returns the number taken: fewer than all when stopped. Holds few finished trials that wait for an earlier one.
template <class Take>
[[nodiscard]] std::uint64_t run_trials(const experiment& of, trial_range which, const experiment_options& options,
                                       Take take) {
    const trial_runner runner(of, options.stop);
    const auto count = static_cast<std::size_t>(which.last - which.first);
    std::mutex taking;
    std::map<std::size_t, trial_result> waiting;
    std::size_t next = 0;
    parallel_for(count, {options.threads, 1, options.progress, options.stop}, [&](std::size_t item) {
        auto found = runner.run(which.first + item);
        if (!found.done) return;
        const std::lock_guard lock(taking);
        waiting.emplace(item, std::move(found));
        for (auto at = waiting.begin(); at != waiting.end() && at->first == next; at = waiting.erase(at), ++next)
            take(which.first + next, at->second);
    });
    return next;
}

/// Adds sentences that are not there yet.
inline void add_notes(std::vector<std::string>& notes, std::vector<std::string> more) {
    for (auto& one : more)
        if (std::find(notes.begin(), notes.end(), one) == notes.end() && notes.size() < 100)
            notes.push_back(std::move(one));
}

} // namespace detail

/// Runs an experiment and keeps its rows in memory. For a file that can be resumed see `experiment_file.hpp`.
///
/// Each trial makes its scenario's case once for each year, and every policy answers that very case with the same seed.
/// In a scenario of several years a policy's amounts of one year are its own last year's amounts in the next. An answer
/// that is infeasible, or that `verify` or the policy's own check rejects, has rows without values that say why, in the
/// years after too.
///
/// Source of common random numbers: Law (2015), section 11.2. Complexity: trials * years * (copying the problem, and
/// the policies' own time); memory: the rows.
/// Preconditions: names that differ, 1 to 1e9 replicates, a problem that `check_allocation` takes.
/// Result: rows by replicate, scenario, policy, year and measure. Cancelled: those of the trials before the first that
/// was not done. Throws: `contract_violation`; what a policy throws, with the place where it did.
/// Determinism: the same rows on any number of threads, and the same on every platform as far as policies are.
/// Example: `run_experiment({.problem = problem, .policies = policies, .scenarios = standard_scenarios()})`
[[nodiscard]] inline experiment_result run_experiment(const experiment& of, const experiment_options& options = {}) {
    experiment_result out;
    out.table = detail::empty_table(of);
    const auto which = detail::trials_of(of, options.shard);
    out.trials_in_all = which.last - which.first;
    out.trials = detail::run_trials(of, which, options, [&](std::uint64_t, detail::trial_result& found) {
        for (auto& row : found.rows) out.table.rows.push_back(std::move(row));
        detail::add_notes(out.notes, std::move(found.notes));
    });
    if (out.trials < out.trials_in_all) out.outcome = status::cancelled;
    return out;
}

} // namespace colearn

#endif

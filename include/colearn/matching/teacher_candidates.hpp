// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_TEACHER_CANDIDATES_HPP
#define COLEARN_MATCHING_TEACHER_CANDIDATES_HPP

/// @file
/// For a policy reader: which teachers come into question for each other: colleagues of their own and of the nearest
/// schools who fit best, and those who work together already. For an engineer: sparse candidate pairs in
/// O(n pool topics), without looking at all pairs.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/pairing_rules.hpp> // usual_max_distance_km
#include <colearn/matching/profile_index.hpp>
#include <colearn/matching/profile_table.hpp>
#include <colearn/matching/teacher_compatibility.hpp>
#include <colearn/solve/grouping_problem.hpp> // unlimited

namespace colearn {

/// Which teachers must not be in one home group. A rule that cannot be checked, because a value is not known, does not
/// bind.
struct teacher_rules {
    workplace schools = workplace::any;             ///< whether they may, must or must not work at one school
    double max_distance_km = usual_max_distance_km; ///< straight distance of their schools, >= 0
    bool line_managers = false;                     ///< whether one who reports to the other may be in its group
    std::vector<std::pair<id<teacher>, id<teacher>>> apart{}; ///< never together, in either order
};

/// The rules on two teachers, in the order in which they are looked at.
enum class teacher_rule : std::uint8_t { none, same_one, apart, line, same_school, other_school, distance };

/// The first rule that forbids the two; `none` when none does. O(log lines + rules).
[[nodiscard]] inline teacher_rule broken_rule(const profile_table<teacher>& teachers, id<teacher> a, id<teacher> b,
                                              const teacher_rules& rules = {}) {
    if (a == b) return teacher_rule::same_one;
    for (const auto& [x, y] : rules.apart)
        if ((x == a && y == b) || (x == b && y == a)) return teacher_rule::apart;
    if (!rules.line_managers && teachers.in_line(a, b)) return teacher_rule::line;
    const auto home = teachers.home(a);
    const auto other = teachers.home(b);
    if (home.valid() && home == other)
        return rules.schools == workplace::other ? teacher_rule::same_school : teacher_rule::none;
    if (home.valid() && other.valid() && rules.schools == workplace::same) return teacher_rule::other_school;
    if (const auto km = teachers.distance(a, b); km && *km > rules.max_distance_km) return teacher_rule::distance;
    return teacher_rule::none;
}

/// Why a rule forbids the two, as the end of a sentence.
[[nodiscard]] constexpr std::string_view to_string(teacher_rule rule) noexcept {
    switch (rule) {
    case teacher_rule::none:
        return "no rule forbids it";
    case teacher_rule::same_one:
        return "it is the same teacher";
    case teacher_rule::apart:
        return "they are to be kept apart";
    case teacher_rule::line:
        return "one reports to the other";
    case teacher_rule::same_school:
        return "they work at the same school";
    case teacher_rule::other_school:
        return "they work at different schools";
    case teacher_rule::distance:
        return "their schools are too far apart";
    }
    return "unknown";
}

struct teacher_candidate_options {
    teacher_rules rules{}; ///< no candidate breaks one
    std::size_t pool = 64; ///< teachers of the nearest other schools that are looked at for each, at least, >= 1
    std::size_t best = 12; ///< best fitting ones of those, and of its own school, that come into question, >= 1
    std::size_t most_from_one_school = unlimited; ///< of those `best`, >= 1; few: more schools are looked at
    unsigned threads = 1;                         ///< 0: all cores
    progress_callback progress{};                 ///< called between teachers
    std::stop_token stop{};                       ///< ask it to stop
};

struct teacher_candidate_result {
    std::vector<std::pair<id<teacher>, id<teacher>>> pairs{}; ///< the smaller id first, ascending, each once
    status outcome = status::feasible;                        ///< `feasible`, or `cancelled`: then there are no pairs
};

namespace detail {

/// Who works where, and for each school with staff the nearest ones, at least so many of them and with `pool` teachers
/// in sum, itself left out.
class staffed_schools {
public:
    staffed_schools(const profile_table<teacher>& teachers, double max_distance_km, std::size_t pool,
                    std::size_t least_schools) {
        for (const auto who : teachers.ids()) {
            const auto home = teachers.home(who);
            if (!home.valid()) continue;
            if (home.index >= staff_.size()) staff_.resize(home.index + std::size_t{1});
            staff_[home.index].push_back(who);
        }
        std::vector<place> places;
        std::vector<std::uint32_t> schools;
        for (std::uint32_t i = 0; i < staff_.size(); ++i)
            if (!staff_[i].empty())
                if (const auto& site = teachers.site(staff_[i].front())) {
                    places.push_back(*site);
                    schools.push_back(i);
                }
        const place_index index(places);
        near_.resize(staff_.size());
        for (std::size_t at = 0; at < schools.size(); ++at) {
            auto& mine = near_[schools[at]];
            for (std::size_t count = 8;; count *= 4) {
                const auto found = index.nearest(places[at], count, max_distance_km);
                mine.clear();
                std::size_t teachers_near = 0;
                for (const auto& one : found) {
                    if (one.index == at || (teachers_near >= pool && mine.size() >= least_schools)) continue;
                    mine.push_back(schools[one.index]);
                    teachers_near += staff_[schools[one.index]].size();
                }
                if ((teachers_near >= pool && mine.size() >= least_schools) || found.size() < count) break;
            }
        }
    }

    [[nodiscard]] std::span<const id<teacher>> staff(id<school> where) const noexcept {
        if (where.index >= staff_.size()) return {};
        return staff_[where.index];
    }
    /// Numbers of schools, the nearest first.
    [[nodiscard]] std::span<const std::uint32_t> near(id<school> where) const noexcept {
        if (where.index >= near_.size()) return {};
        return near_[where.index];
    }

private:
    std::vector<std::vector<id<teacher>>> staff_; // by school
    std::vector<std::vector<std::uint32_t>> near_;
};

} // namespace detail

/// Candidate pairs: for each teacher, of its own school and of the nearest ones with `pool` teachers in sum, the `best`
/// fitting ones that the rules allow, of one school at most `most_from_one_school`; for one whose school or whose
/// school's place is not known, of its own school and of the `pool` teachers anywhere whose strengths are most like its
/// needs and whose needs are most like its strengths; for all, those that it has a tie with. Each side's choice makes a
/// pair.
///
/// Source: ours. Complexity: O(n (pool + staff) topics) time and O(n best) space for n teachers, on schools that are
/// spread out. The search anywhere looks at 512 teachers at most, so it may miss a better fit.
/// Preconditions: `pool` and `best` are at least 1. Result: `feasible`, or `cancelled`. Throws: `contract_violation`.
/// Determinism: equal scores by id; the same on any number of threads.
[[nodiscard]] inline teacher_candidate_result teacher_candidates(const teacher_compatibility& fit,
                                                                 const teacher_ties& ties,
                                                                 const teacher_candidate_options& options = {}) {
    expects(options.pool >= 1, "pool must be at least 1");
    expects(options.best >= 1, "best must be at least 1");
    expects(options.most_from_one_school >= 1, "most_from_one_school must be at least 1");
    expects(options.rules.max_distance_km >= 0, "the largest distance must not be negative",
            options.rules.max_distance_km);
    const auto& teachers = fit.teachers();
    const auto& rules = options.rules;

    // 1. What to search in.
    const auto most_each = options.most_from_one_school;
    const detail::staffed_schools schools(teachers, rules.max_distance_km, options.pool,
                                          (options.best - 1) / (std::min)(most_each, options.best) + 1);
    std::vector<id<teacher>> profiled;
    std::vector<double> points;
    bool needed = false;
    for (const auto who : teachers.ids()) {
        needed = needed || !teachers.site(who);
        if (!teachers.has_profile(who)) continue;
        profiled.push_back(who);
        points.insert(points.end(), teachers[who].need.begin(), teachers[who].need.end());
        points.insert(points.end(), teachers[who].strength.begin(), teachers[who].strength.end());
    }
    profile_index anywhere;
    if (needed && !points.empty()) anywhere = profile_index(2 * teachers.topics().size(), std::move(points));

    // 2. Each teacher's own choice.
    std::vector<std::vector<id<teacher>>> chosen(teachers.id_bound());
    const auto choose = [&](std::size_t index) {
        const id<teacher> who{index};
        if (!teachers.contains(who)) return;
        const auto allowed = [&](id<teacher> other) {
            return broken_rule(teachers, who, other, rules) == teacher_rule::none;
        };
        std::vector<std::pair<double, id<teacher>>> found; // by (-score, id)
        const auto look_at = [&](id<teacher> other) {
            if (allowed(other)) found.emplace_back(-fit.score(who, other), other);
        };
        const auto home = teachers.home(who);
        if (rules.schools != workplace::other)
            for (const auto other : schools.staff(home)) look_at(other);
        if (teachers.site(who)) {
            if (rules.schools != workplace::same)
                for (const auto near : schools.near(home))
                    for (const auto other : schools.staff(id<school>{near})) look_at(other);
        } else if (teachers.has_profile(who) && anywhere.size() > 0) {
            std::vector<double> wanted = teachers[who].strength;
            wanted.insert(wanted.end(), teachers[who].need.begin(), teachers[who].need.end());
            constexpr std::size_t most_leaves = 32;
            for (const auto& near : anywhere.nearest(wanted, options.pool, most_leaves, [&](std::uint32_t at) {
                     const auto other = teachers.home(profiled[at]);
                     return !(home.valid() && home == other) && allowed(profiled[at]);
                 }))
                look_at(profiled[near.index]);
        }
        auto& mine = chosen[index];
        if (most_each >= options.best) {
            const auto most = (std::min)(found.size(), options.best);
            std::partial_sort(found.begin(), found.begin() + static_cast<std::ptrdiff_t>(most), found.end());
            for (std::size_t i = 0; i < most; ++i) mine.push_back(found[i].second);
        } else {
            std::sort(found.begin(), found.end());
            for (std::size_t i = 0; i < found.size() && mine.size() < options.best; ++i) {
                const auto where = teachers.home(found[i].second);
                const auto taken = std::count_if(mine.begin(), mine.end(), [&](id<teacher> one) {
                    return where.valid() && teachers.home(one) == where;
                });
                if (static_cast<std::size_t>(taken) < most_each) mine.push_back(found[i].second);
            }
        }
        for (const auto other : ties.tied_to(who))
            if (teachers.contains(other) && allowed(other)) mine.push_back(other);
    };
    teacher_candidate_result out;
    if (!parallel_for(teachers.id_bound(), {options.threads, 16, options.progress, options.stop}, choose)) {
        out.outcome = status::cancelled;
        return out;
    }

    // 3. Either side's choice makes a pair.
    for (std::size_t index = 0; index < chosen.size(); ++index)
        for (const auto other : chosen[index])
            out.pairs.emplace_back((std::min)(id<teacher>{index}, other), (std::max)(id<teacher>{index}, other));
    std::sort(out.pairs.begin(), out.pairs.end());
    out.pairs.erase(std::unique(out.pairs.begin(), out.pairs.end()), out.pairs.end());
    return out;
}

} // namespace colearn

#endif

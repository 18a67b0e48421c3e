// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_CANDIDATES_HPP
#define COLEARN_MATCHING_CANDIDATES_HPP

/// @file
/// For a policy reader: the partners that come into question for each school: near ones, and those it already knows.
/// For an engineer: a sparse graph of candidate pairs from k-nearest searches under hard rules, without looking at all
/// pairs.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/pairing_rules.hpp>
#include <colearn/matching/profile_index.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/school_ties.hpp>

namespace colearn {

struct candidate_options {
    double max_distance_km = usual_max_distance_km; ///< great-circle distance, >= 0
    pairing_rules rules{};                          ///< no candidate breaks one
    std::size_t nearest = 32;                       ///< nearest schools to take for each, >= 1
    std::size_t alike = 16; ///< for a school whose place is not known: best fits of need and strength to take, >= 1
    unsigned threads = 1;   ///< 0: all cores
    progress_callback progress{}; ///< called between schools
    std::stop_token stop{};       ///< ask it to stop
};

/// Two schools that could be paired; a < b.
struct candidate_pair {
    id<school> a{};
    id<school> b{};

    friend constexpr auto operator<=>(const candidate_pair&, const candidate_pair&) = default;
};

/// Why a school has no candidate.
enum class candidate_gap : std::uint8_t {
    none,           ///< it has at least one
    absent,         ///< there is no school with this id
    nobody_allowed, ///< the rules leave nobody: too far away, another level or sector
    data_missing,   ///< neither its place nor its need and strength are known
};

struct candidate_result {
    std::vector<candidate_pair> pairs{}; ///< ascending, each once
    id_map<school, candidate_gap> gap{}; ///< of each school
    status outcome = status::feasible;   ///< `feasible`, or `cancelled`: then there are no pairs
};

namespace detail {

/// Schools with a place, in groups that the rules on level and sector treat alike, each with an index of its places.
class placed_schools {
public:
    placed_schools(const school_table& schools, const pairing_rules& rules, double max_distance_km)
        : schools_(&schools), rules_(&rules), max_distance_km_(max_distance_km) {
        std::array<std::vector<place>, group_count> places;
        for (const auto who : schools.ids()) {
            const auto& one = schools[who];
            if (!one.where) continue;
            const auto group = group_of(one.years, one.governance);
            members_[group].push_back(who);
            places[group].push_back(*one.where);
        }
        for (std::size_t group = 0; group < group_count; ++group) index_[group] = place_index(places[group]);
    }

    /// The `count` nearest that the rules on level, sector and distance allow, without itself.
    [[nodiscard]] std::vector<id<school>> nearest(id<school> who, std::size_t count) const {
        struct found_school {
            double km;
            id<school> who;
        };
        const auto& one = (*schools_)[who];
        std::vector<found_school> found;
        for (std::size_t group = 0; group < group_count; ++group) {
            if (members_[group].empty() || !levels_allow(one.years, level_of(group), *rules_) ||
                !sectors_allow(one.governance, sector_of(group), *rules_))
                continue;
            for (const auto& near : index_[group].nearest(*one.where, count + 1, max_distance_km_))
                if (members_[group][near.index] != who) found.push_back({near.km, members_[group][near.index]});
        }
        std::sort(found.begin(), found.end(),
                  [](const auto& x, const auto& y) { return x.km != y.km ? x.km < y.km : x.who < y.who; });
        found.resize((std::min)(found.size(), count));
        std::vector<id<school>> out;
        for (const auto& near : found) out.push_back(near.who);
        return out;
    }

private:
    static constexpr std::size_t level_count = 5;
    static constexpr std::size_t group_count = level_count * 4;

    // Where no rule looks at sectors, one group holds them all.
    [[nodiscard]] std::size_t group_of(level years, sector governance) const noexcept {
        return static_cast<std::size_t>(years) +
               (rules_->same_sector ? level_count * static_cast<std::size_t>(governance) : 0);
    }
    [[nodiscard]] static level level_of(std::size_t group) noexcept { return static_cast<level>(group % level_count); }
    [[nodiscard]] static sector sector_of(std::size_t group) noexcept {
        return static_cast<sector>(group / level_count);
    }

    const school_table* schools_;
    const pairing_rules* rules_;
    double max_distance_km_;
    std::array<std::vector<id<school>>, group_count> members_;
    std::array<place_index, group_count> index_;
};

/// The schools among which one without a place looks for partners: those of its region, or all.
struct school_pool {
    std::vector<id<school>> members{};  // all of them
    std::vector<id<school>> profiled{}; // those that `index` holds
    profile_index index{};

    void make_index(const school_table& schools) {
        const auto topics = schools.topics().size();
        std::vector<double> points;
        for (const auto who : members) {
            if (!schools.has_profile(who)) continue;
            profiled.push_back(who);
            points.insert(points.end(), schools[who].need.begin(), schools[who].need.end());
            points.insert(points.end(), schools[who].strength.begin(), schools[who].strength.end());
        }
        if (topics > 0) index = profile_index(2 * topics, std::move(points));
    }
};

} // namespace detail

/// Candidate pairs: for each school with a place the `nearest` ones that the rules allow; for one without a place, of
/// its region (or of all, when its region is not known either) everyone where they are at most `nearest`, and else the
/// `alike` ones whose needs are like its strengths and whose strengths are like its needs; for every school those that
/// it has a tie with. Each side's choice makes a pair.
///
/// Source: ours. Complexity: O(n k log n) time and O(n k) space for k = `nearest`, on schools that are spread out. The
/// search by need and strength looks at no more than 512 schools for each, so it may miss a better fit.
/// Preconditions: `nearest` and `alike` are at least 1.
/// Result: `feasible`, or `cancelled`. Throws: `contract_violation`.
/// Determinism: equal distances by id; the same on any number of threads.
[[nodiscard]] inline candidate_result candidates(const school_table& schools, const school_ties& ties,
                                                 const candidate_options& options = {}) {
    expects(options.nearest >= 1, "nearest must be at least 1");
    expects(options.alike >= 1, "alike must be at least 1");
    const auto& rules = options.rules;
    const auto most = options.max_distance_km;
    expects(most >= 0, "the largest distance must not be negative", most);

    // 1. What to search in.
    const detail::placed_schools placed(schools, rules, most);
    std::map<std::string, detail::school_pool> pools; // by region; "" holds everyone
    for (const auto who : schools.ids())
        if (!schools[who].where) pools[schools[who].region];
    for (const auto who : schools.ids()) {
        if (const auto everyone = pools.find(""); everyone != pools.end()) everyone->second.members.push_back(who);
        if (schools[who].region.empty()) continue;
        if (const auto found = pools.find(schools[who].region); found != pools.end())
            found->second.members.push_back(who);
    }
    for (auto& [region, pool] : pools)
        if (pool.members.size() > options.nearest + 1) pool.make_index(schools);
    std::vector<std::size_t> refused(schools.id_bound(), 0); // how often each school is in `apart`
    for (const auto& [a, b] : rules.apart)
        for (const auto who : {a, b})
            if (schools.contains(who)) ++refused[who.index];

    // 2. Each school's own choice.
    candidate_result out;
    out.gap = id_map<school, candidate_gap>(schools.id_bound(), candidate_gap::absent);
    std::vector<std::vector<id<school>>> chosen(schools.id_bound());
    const auto choose = [&](std::size_t index) {
        const id<school> who{index};
        if (!schools.contains(who)) return;
        auto& mine = chosen[index];
        const auto allowed = [&](id<school> other) {
            return broken_rule(schools, who, other, rules, most) == pairing_rule::none;
        };
        out.gap.values()[index] = candidate_gap::nobody_allowed;
        if (schools[who].where) {
            for (const auto other : placed.nearest(who, options.nearest + refused[index]))
                if (mine.size() < options.nearest && !detail::kept_apart(who, other, rules)) mine.push_back(other);
        } else {
            const auto& pool = pools.at(schools[who].region);
            if (pool.members.size() <= options.nearest + 1) {
                for (const auto other : pool.members)
                    if (allowed(other)) mine.push_back(other);
            } else if (schools.has_profile(who)) {
                // A partner's need should be like this one's strength, and the other way round.
                std::vector<double> wanted = schools[who].strength;
                wanted.insert(wanted.end(), schools[who].need.begin(), schools[who].need.end());
                constexpr std::size_t most_leaves = 32;
                for (const auto& near : pool.index.nearest(wanted, options.alike, most_leaves, [&](std::uint32_t at) {
                         return allowed(pool.profiled[at]);
                     }))
                    mine.push_back(pool.profiled[near.index]);
            } else {
                out.gap.values()[index] = candidate_gap::data_missing;
            }
        }
        for (const auto other : ties.tied_to(who))
            if (schools.contains(other) && allowed(other)) mine.push_back(other);
    };
    if (!parallel_for(schools.id_bound(), {options.threads, 16, options.progress, options.stop}, choose)) {
        out.outcome = status::cancelled;
        return out;
    }

    // 3. Either side's choice makes a pair.
    for (std::size_t index = 0; index < chosen.size(); ++index)
        for (const auto other : chosen[index])
            out.pairs.push_back({(std::min)(id<school>{index}, other), (std::max)(id<school>{index}, other)});
    std::sort(out.pairs.begin(), out.pairs.end());
    out.pairs.erase(std::unique(out.pairs.begin(), out.pairs.end()), out.pairs.end());
    for (const auto& one : out.pairs) out.gap[one.a] = out.gap[one.b] = candidate_gap::none;
    return out;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_HUB_SCORES_HPP
#define COLEARN_MATCHING_HUB_SCORES_HPP

/// @file
/// For a policy reader: which hubs come into question for a feeder school, and how much each of the two would like it:
/// where pupils' moves are known, they lead. For an engineer: candidates and both sides' scores of `hub_and_feeders`;
/// the algorithm and its `verify` share them, since they say what the problem is.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/compatibility.hpp>
#include <colearn/matching/hub_result.hpp>
#include <colearn/matching/match_mentors.hpp>
#include <colearn/matching/pairing_rules.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/matching/school_ties.hpp>

namespace colearn::detail {

/// Hubs, feeders, and what each pair is worth to both. The table, the ties and the options must outlive it.
class hub_scores {
public:
    hub_scores(const school_table& schools, const school_ties& ties, const hub_options& options)
        : schools_(&schools), ties_(&ties), options_(&options), fit_(schools, &ties, options.fit) {
        const auto n = schools.id_bound();
        expects(options.nearest >= 1, {"nearest must be at least 1", "hub_and_feeders"}, options.nearest);
        expects(options.transition_weight >= 0 && options.transition_weight <= 1,
                {"transition_weight must be within 0 to 1", "hub_and_feeders"}, options.transition_weight);
        expects(options.max_distance_km >= 0, {"the largest distance must not be negative", "hub_and_feeders"},
                options.max_distance_km);
        rules_.same_level = false;
        rules_.same_sector = options.same_sector;
        rules_.apart = options.apart;
        kind_.assign(n, kind::none);
        const auto name_all = [&](const std::vector<id<school>>& named, kind as) {
            for (const auto who : named) {
                expects(schools.contains(who), {"every hub and feeder must be in the table", "hub_and_feeders"}, who);
                expects(kind_[who.index] == kind::none,
                        {"a hub or feeder must be named once, and not be both", "hub_and_feeders"}, who);
                kind_[who.index] = as;
            }
        };
        name_all(options.hubs, kind::hub);
        name_all(options.feeders, kind::feeder);
        for (const auto who : schools.ids()) {
            const auto years = schools[who].years;
            auto& mine = kind_[who.index];
            if (mine == kind::none && options.hubs.empty() && (years == level::secondary || years == level::combined))
                mine = kind::hub;
            if (mine == kind::none && options.feeders.empty() && years == level::primary) mine = kind::feeder;
            if (mine == kind::hub) hubs_.push_back({who, options.most_feeders});
            if (mine == kind::feeder) feeders_.push_back(who);
        }
        for (const auto& [who, places] : options.places) {
            const auto found =
                std::find_if(hubs_.begin(), hubs_.end(), [&](const auto& one) { return one.who == who; });
            expects(found != hubs_.end(), {"places must be of hubs", "hub_and_feeders"}, who);
            found->places = places;
        }
        moves_.resize(n);
        leavers_.assign(n, 0);
        intake_.assign(n, 0);
        for (const auto& one : options.transitions) {
            expects(schools.contains(one.from) && schools.contains(one.to) && one.from != one.to,
                    {"pupils must move between two schools of the table", "hub_and_feeders"}, one.from);
            expects(one.pupils >= 0 && std::isfinite(one.pupils),
                    {"numbers of pupils must be finite and not negative", "hub_and_feeders"}, one.pupils);
            leavers_[one.from.index] += one.pupils;
            intake_[one.to.index] += one.pupils;
            auto& row = moves_[one.from.index];
            const auto found = std::find_if(row.begin(), row.end(), [&](const auto& x) { return x.first == one.to; });
            if (found == row.end())
                row.emplace_back(one.to, one.pupils);
            else
                found->second += one.pupils;
        }
    }

    [[nodiscard]] const school_table& schools() const noexcept { return *schools_; }
    [[nodiscard]] const school_compatibility& fit() const noexcept { return fit_; }
    [[nodiscard]] const std::vector<mentor_places<school>>& hubs() const noexcept { return hubs_; } ///< by id
    [[nodiscard]] const std::vector<id<school>>& feeders() const noexcept { return feeders_; }      ///< by id

    /// The moves of a feeder's pupils, with one hub as its own.
    [[nodiscard]] transition_account account(id<school> feeder, id<school> hub) const {
        transition_account out;
        for (const auto& [to, pupils] : moves_[feeder.index])
            (to == hub ? out.to_hub : kind_[to.index] == kind::hub ? out.to_other_hubs : out.elsewhere) += pupils;
        if (leavers_[feeder.index] > 0) {
            out.leavers = leavers_[feeder.index];
            out.share = out.to_hub / *out.leavers;
        }
        if (intake_[hub.index] > 0) out.of_intake = out.to_hub / intake_[hub.index];
        return out;
    }

    /// Those that come into question for each feeder, by hub. Empty when stopped.
    [[nodiscard]] std::optional<mentor_rows<school>> rows(const parallel_options& how) const {
        std::vector<place> places;
        std::vector<id<school>> placed;
        std::vector<id<school>> unplaced;
        for (const auto& one : hubs_) {
            if (const auto& where = (*schools_)[one.who].where) {
                places.push_back(*where);
                placed.push_back(one.who);
            } else {
                unplaced.push_back(one.who);
            }
        }
        const place_index index(places);
        mentor_rows<school> out(feeders_.size());
        const auto look = [&](std::size_t i) {
            const auto who = feeders_[i];
            const auto allowed = [&](id<school> hub) {
                return broken_rule(*schools_, who, hub, rules_, options_->max_distance_km) == pairing_rule::none;
            };
            std::vector<id<school>> found;
            if (const auto& where = (*schools_)[who].where) {
                // Further ones take the place of those that the rules forbid.
                for (std::size_t count = options_->nearest;; count *= 2) {
                    found.clear();
                    const auto near = index.nearest(*where, count, options_->max_distance_km);
                    for (const auto& one : near)
                        if (found.size() < options_->nearest && allowed(placed[one.index]))
                            found.push_back(placed[one.index]);
                    if (found.size() == options_->nearest || near.size() < count) break;
                }
            } else {
                found = placed;
            }
            found.insert(found.end(), unplaced.begin(), unplaced.end());
            for (const auto& [to, pupils] : moves_[who.index])
                if (kind_[to.index] == kind::hub && pupils > 0) found.push_back(to);
            for (const auto other : ties_->tied_to(who))
                if (schools_->contains(other) && kind_[other.index] == kind::hub) found.push_back(other);
            std::sort(found.begin(), found.end());
            found.erase(std::unique(found.begin(), found.end()), found.end());
            for (const auto hub : found)
                if (allowed(hub))
                    if (const auto one = scored(who, hub)) out[i].push_back(*one);
        };
        if (!parallel_for(feeders_.size(), how, look)) return std::nullopt;
        return out;
    }

    /// A plan's question, as one of mentees and mentors.
    [[nodiscard]] mentor_options<school> as_mentors(hub_plan plan) const {
        mentor_options<school> out;
        out.mentors = hubs_;
        out.mentees = feeders_;
        out.plan = plan == hub_plan::best_total           ? mentor_plan::best_total
                   : plan == hub_plan::stable_for_feeders ? mentor_plan::stable_for_mentees
                                                          : mentor_plan::stable_for_mentors;
        out.mentee_score = [](id<school>, id<school>) { return 0.0; }; // the scores are in the rows
        out.runners_up = options_->runners_up;
        out.stop = options_->stop;
        return out;
    }

private:
    enum class kind : std::uint8_t { none, hub, feeder };

    // Both scores; empty when one is 0.
    [[nodiscard]] std::optional<mentor_candidate<school>> scored(id<school> feeder, id<school> hub) const {
        const double fit = fit_.score(feeder, hub);
        const auto pupils = account(feeder, hub);
        const bool known = fit_.ruled_out(feeder, hub).empty();
        const double weight = known ? options_->transition_weight : 1;
        const auto with = [&](const std::optional<double>& share) {
            return share ? weight * *share + (1 - weight) * fit : fit;
        };
        const mentor_candidate<school> out{feeder, hub, with(pupils.share), with(pupils.of_intake)};
        if (!(out.score > 0 && out.mentor_score > 0)) return std::nullopt;
        return out;
    }

    const school_table* schools_;
    const school_ties* ties_;
    const hub_options* options_;
    school_compatibility fit_;
    pairing_rules rules_{};
    std::vector<kind> kind_; // of each school
    std::vector<mentor_places<school>> hubs_;
    std::vector<id<school>> feeders_;
    std::vector<std::vector<std::pair<id<school>, double>>> moves_; // of each school: where its pupils go
    std::vector<double> leavers_;
    std::vector<double> intake_;
};

} // namespace colearn::detail

#endif

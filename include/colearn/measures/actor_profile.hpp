// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_ACTOR_PROFILE_HPP
#define COLEARN_MEASURES_ACTOR_PROFILE_HPP

/// @file
/// For a policy reader: everything the network says about one person or organisation, each figure with its meaning.
/// For an engineer: the measures of one actor's ego network and of its place in the whole, gathered once for all
/// actors.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/betweenness.hpp>
#include <colearn/measures/brokerage_roles.hpp>
#include <colearn/measures/clustering.hpp>
#include <colearn/measures/cores.hpp>
#include <colearn/measures/cut_actors.hpp>
#include <colearn/measures/degree.hpp>
#include <colearn/measures/detail/partners.hpp>
#include <colearn/measures/groups.hpp>
#include <colearn/measures/structural_holes.hpp>

namespace colearn {

struct profile_options {
    bool with_betweenness = true;  ///< false: it is undefined, and nothing is said of it
    double betweenness_work = 2e9; ///< actors x arcs up to which betweenness is computed; above it is undefined
    unsigned threads = 1;          ///< workers; 0: all cores
    std::stop_token stop{};        ///< leaves betweenness out
};

/// Partners of one role.
struct role_partners {
    std::string role{};
    std::size_t count = 0; ///< 1 or more
};

/// What a view says of one actor. Partners are those with a tie to or from it, each counted once.
struct actor_profile {
    id<actor> who{};
    std::string name{};
    std::string role{};                   ///< empty where all have the same
    std::size_t partners = 0;             ///< others with a tie to or from it
    std::vector<role_partners> by_role{}; ///< the same by role, most first; empty where all have the same
    std::size_t names = 0;                ///< ties that it names; on an undirected view all
    std::size_t named_by = 0;             ///< ties that name it; on an undirected view all
    double strength = 0;                  ///< sum of the strengths of all of these ties
    std::size_t pairs_of_partners = 0;    ///< partners * (partners - 1) / 2
    measured clustering{};                ///< 0 to 1: share of these pairs with a tie of their own
    measured effective_size{};            ///< partners less what is redundant among them (Burt)
    measured constraint{};                ///< 0 to about 1.4: how far its ties lead back to the same circle (Burt)
    std::uint64_t connects = 0;           ///< pairs of others that it joins and who have no tie; ordered where directed
    std::uint64_t connects_roles = 0;     ///< those of them whose two are of different roles
    std::uint32_t core = 0;               ///< largest k of a group in which all have k partners, and which has it
    std::uint32_t innermost_core = 0;     ///< the largest k of the network
    std::uint32_t cut_off = 0;            ///< others that are cut off from the largest part when it leaves
    measured betweenness{};               ///< 0 to 1: share of the pairs of others that it stands between, in steps
    std::size_t rank = 0;                 ///< by betweenness, among those of its role; 0 where undefined
    std::size_t ranked = 0;               ///< how many of its role there are
    std::vector<std::string> sentences{}; ///< all of it in words, a sentence for each figure
    view_record measured_on{};            ///< layers, direction and what was left out
};

namespace detail {

[[nodiscard]] inline std::string profile_number(double value) {
    return number_text(std::round(value * 100) / 100);
}

inline void put_in_words(actor_profile& one, bool directed) {
    auto& say = one.sentences;
    const auto& name = one.name;
    if (one.partners == 0) {
        say.push_back(name + " has no partner on these ties.");
        return;
    }
    std::string roles;
    for (const auto& some : one.by_role)
        roles += (roles.empty() ? "" : ", ") + some.role + " " + std::to_string(some.count);
    say.push_back(name + " has " + counted(one.partners, "partner") + (roles.empty() ? "" : " (" + roles + ")") +
                  "; the ties together have a strength of " + profile_number(one.strength) + " (" +
                  one.measured_on.weight + ").");
    if (directed)
        say.push_back("Of these ties " + std::to_string(one.names) + (one.names == 1 ? " is" : " are") + " named by " +
                      name + " and " + std::to_string(one.named_by) + " by the partners.");
    if (one.clustering.defined()) {
        const auto tied =
            static_cast<std::size_t>(std::llround(*one.clustering.value * static_cast<double>(one.pairs_of_partners)));
        say.push_back("Of the " + counted(one.pairs_of_partners, "pair") + " of these partners, " +
                      std::to_string(tied) + (tied == 1 ? " has" : " have") + " a tie of their own (clustering " +
                      profile_number(*one.clustering.value) + ").");
        say.push_back("So far as they are tied to each other, the partners count as " +
                      profile_number(*one.effective_size.value) +
                      " separate ones (effective size); the constraint on " + name + " is " +
                      profile_number(*one.constraint.value) + ", where 1 is that of somebody with one partner alone.");
    }
    if (one.connects > 0)
        say.push_back(
            name + " connects " + counted(one.connects, "pair") + " of others who have no tie" +
            (directed ? " that way" : "") +
            (one.by_role.empty() ? "." : ", " + std::to_string(one.connects_roles) + " of them of different roles."));
    else
        say.push_back(name + " connects nobody who has no tie already.");
    say.push_back(one.cut_off > 0 ? "Without " + name + ", " + counted(one.cut_off, "other") +
                                        " would be cut off from the largest part that is left."
                                  : "Without " + name + " nobody would be cut off from the rest.");
    say.push_back(name + " is in a group in which everybody has " + counted(one.core, "partner") +
                  " or more within the group; for the innermost such group of the network it is " +
                  std::to_string(one.innermost_core) + ".");
    if (one.betweenness.defined())
        say.push_back(name + " stands between " + profile_number(100 * *one.betweenness.value) +
                      "% of the pairs of others, by the fewest steps: rank " + std::to_string(one.rank) + " of " +
                      std::to_string(one.ranked) + (one.role.empty() ? "" : " of the role " + one.role) + ".");
    else
        say.push_back("How often " + name + " stands between others is undefined: " + one.betweenness.why_undefined +
                      ".");
}

} // namespace detail

/// The profiles of all actors of a view: the measures are taken once, a profile is then read off them.
///
/// Source: that of each measure. Partners, cores and what is cut off leave direction and parallel ties aside; what an
/// actor connects, and betweenness, follow direction.
/// Complexity: O(m^1.5) time at worst, and that of `betweenness` up to `betweenness_work`; O(n + m) memory; O(degree) a
/// profile. Throws: `contract_violation`. Determinism: the same on any number of threads.
class actor_profiles {
public:
    explicit actor_profiles(const view& of, const profile_options& options = {})
        : of_(of), together_(of), groups_(groups_by_role(of)), holes_(structural_holes(of)), closed_(clustering(of)),
          roles_(brokerage_roles(of, groups_)), cuts_(cut_actors(of)), strength_(actor_strength(of)),
          core_(of.actor_count(), 0), with_betweenness_(options.with_betweenness) {
        find_cores();
        const auto n = static_cast<double>(of.actor_count());
        if (!options.with_betweenness) {
            why_no_betweenness_ = "it was not asked for";
        } else if (n < 3) {
            why_no_betweenness_ = "with fewer than three actors there is no pair to stand between";
        } else if (n * static_cast<double>(of.arc_count()) > options.betweenness_work) {
            why_no_betweenness_ = "the network is too large for all paths";
        } else {
            auto found =
                betweenness(of, {.normalised = true, .threads = options.threads, .progress = {}, .stop = options.stop});
            if (found.outcome == status::optimal)
                betweenness_ = std::move(found.score);
            else
                why_no_betweenness_ = "the calculation was stopped";
        }
    }

    [[nodiscard]] actor_profile of(id<actor> who) const {
        expects(who.index < of_.actor_count(), "the actor must be one of this view's", who);
        actor_profile one;
        one.who = who;
        one.name = of_.who().name(who);
        one.measured_on = of_.record();
        const auto v = static_cast<std::uint32_t>(who.index);
        one.partners = together_.of(v).size();
        count_roles(one, v);
        one.names = of_.out().degree(v);
        one.named_by = of_.in().degree(v);
        one.strength = strength_.score[who];
        one.pairs_of_partners = one.partners * (one.partners - (one.partners > 0 ? 1 : 0)) / 2;
        one.clustering = closed_.score[who];
        one.effective_size = holes_.effective_size[who];
        one.constraint = holes_.constraint[who];
        const auto& connects = roles_.count_of(who);
        const std::uint64_t once = of_.directed() ? 1 : 2;
        one.connects = connects.total / once;
        one.connects_roles = (connects[broker_role::gatekeeper] + connects[broker_role::representative] +
                              connects[broker_role::liaison]) /
                             once;
        one.core = core_[v];
        one.innermost_core = innermost_;
        one.cut_off = cuts_.score[who];
        one.betweenness = betweenness_ ? measured::as((*betweenness_)[who]) : measured::undefined(why_no_betweenness_);
        if (betweenness_) rank(one, v);
        detail::put_in_words(one, of_.directed());
        if (!with_betweenness_ && one.partners > 0) one.sentences.pop_back();
        return one;
    }

private:
    // Cores of the partners: direction and parallel ties left aside.
    void find_cores() {
        const auto n = static_cast<std::uint32_t>(of_.actor_count());
        std::vector<std::uint32_t> sources;
        std::vector<std::uint32_t> targets;
        for (std::uint32_t v = 0; v < n; ++v)
            for (const auto w : together_.of(v))
                if (v < w) {
                    sources.push_back(v);
                    targets.push_back(w);
                }
        const auto cores = k_cores(freeze({sources, targets, {}}, n, {.directed = false}));
        core_.assign(cores.score.values().begin(), cores.score.values().end());
        innermost_ = cores.largest;
    }

    void count_roles(actor_profile& one, std::uint32_t v) const {
        const auto group = groups_.group.values();
        if (groups_.names.size() < 2) return; // nothing to tell apart
        one.role = groups_.names[group[v]];
        std::vector<std::size_t> count(groups_.names.size(), 0);
        for (const auto w : together_.of(v)) ++count[group[w]];
        for (std::size_t g = 0; g < count.size(); ++g)
            if (count[g] > 0) one.by_role.push_back({groups_.names[g], count[g]});
        std::stable_sort(one.by_role.begin(), one.by_role.end(),
                         [](const auto& a, const auto& b) { return a.count > b.count; });
    }

    void rank(actor_profile& one, std::uint32_t v) const {
        const auto group = groups_.group.values();
        const auto score = betweenness_->values();
        one.rank = 1;
        for (std::uint32_t w = 0; w < group.size(); ++w) {
            if (group[w] != group[v]) continue;
            ++one.ranked;
            if (score[w] > score[v]) ++one.rank;
        }
    }

    view of_;
    detail::partner_rows together_;
    actor_groups groups_;
    structural_holes_result holes_;
    clustering_result closed_;
    brokerage_roles_result roles_;
    cut_actors_result cuts_;
    actor_strength_result strength_;
    std::vector<std::uint32_t> core_;
    std::uint32_t innermost_ = 0;
    bool with_betweenness_ = true;
    std::optional<actor_map<double>> betweenness_{};
    std::string why_no_betweenness_{};
};

/// The profile of one actor. Where several are asked for, make `actor_profiles` once.
/// Example: `for (const auto& sentence : profile(freeze(net), who).sentences) ...`
[[nodiscard]] inline actor_profile profile(const view& of, id<actor> who, const profile_options& options = {}) {
    return actor_profiles(of, options).of(who);
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_COMMUNITIES_HPP
#define COLEARN_MEASURES_COMMUNITIES_HPP

/// @file
/// For a policy reader: which groups have formed by themselves: actors who work with each other more than chance would
/// have it, whatever their role or region.
/// For an engineer: communities by the Leiden algorithm, for modularity (directed too) or the constant Potts model.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/measures/detail/community_model.hpp>
#include <colearn/measures/detail/leiden.hpp>
#include <colearn/measures/groups.hpp>

namespace colearn {

/// What makes a partition good.
enum class community_quality : std::uint8_t {
    modularity, ///< share of the strength within, less resolution x what actors of their strength would have by chance
    potts,      ///< strength within, less resolution x the pairs within (constant Potts model, CPM)
};

[[nodiscard]] constexpr std::string_view to_string(community_quality quality) noexcept {
    return quality == community_quality::modularity ? "modularity" : "constant Potts model";
}

struct community_options {
    community_quality quality = community_quality::modularity; ///< what makes a partition good
    double resolution = 1;       ///< above 0; larger: more and smaller communities. `potts`: in the unit of strength
    double randomness = 0.01;    ///< above 0; of the refinement, in mean strengths of a pair
    std::uint64_t seed = 2022;   ///< the same seed gives the same communities
    std::size_t most_rounds = 0; ///< stop after so many; 0: when a round changes nothing
    progress_callback
        progress{};         ///< called after each round; its share is a guess, since nobody knows how many it takes
    std::stop_token stop{}; ///< stops within a round
};

struct communities_result {
    actor_groups groups{}; ///< `community`: numbered by size, largest first, then by their first actor
    measured quality{};    ///< of the partition, by its definition
    community_quality by = community_quality::modularity; ///< what made a partition good
    double resolution = 1;                                ///< as asked for
    std::size_t rounds = 0;                               ///< until nothing changed, or until it was stopped
    view_record measured_on{};                            ///< layers, direction and what was left out
    status outcome = status::converged; ///< converged: no actor, and no set that was tried, gains by moving;
                                        ///< not_converged: at `most_rounds`; cancelled: stopped
};

namespace detail {

// Numbers communities by size, largest first; then by their first actor.
inline std::uint32_t number_by_size(std::vector<std::uint32_t>& community) {
    const auto count = leiden<false>::compact(community);
    std::vector<std::uint32_t> size(count), order(count), number(count);
    for (const auto c : community) ++size[c];
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) { return size[a] > size[b]; });
    for (std::uint32_t i = 0; i < count; ++i) number[order[i]] = i;
    for (auto& c : community) c = number[c];
    return count;
}

template <bool two_masses>
void find_communities(const community_model& model, const community_options& options,
                      std::vector<std::uint32_t>& community, communities_result& result) {
    leiden_level bottom{model.rows.offsets(), model.rows.partners(), model.rows.strengths(), model.out, model.in};
    if (model.potts) {
        bottom.mass.assign(model.rows.size(), 1);
        bottom.other_mass.clear();
    }
    const auto pairs = static_cast<double>((std::max)(std::size_t{1}, model.rows.partners().size()));
    const double mean = 2 * model.all / pairs / (model.in.empty() ? 2 : 1);
    leiden<two_masses> engine(model.penalty, options.randomness * (mean > 0 ? mean : 1), options.seed, options.stop);
    for (;;) {
        const bool moved = engine.round(bottom, community);
        ++result.rounds;
        if (options.stop.stop_requested())
            result.outcome = status::cancelled;
        else if (!moved)
            result.outcome = status::converged;
        else if (result.rounds == options.most_rounds)
            result.outcome = status::not_converged;
        else {
            if (options.progress) options.progress(1 - 1 / static_cast<double>(result.rounds + 1));
            continue;
        }
        return;
    }
}

} // namespace detail

/// Communities: sets of actors with more strength within than the model of chance expects.
///
/// Source: Traag, Waltman and van Eck, Scientific Reports 9 (2019) 5233 (Leiden); modularity, Newman and Girvan,
/// Physical Review E 69 (2004) 026113, with resolution as Reichardt and Bornholdt (2006), directed as Leicht and
/// Newman, Physical Review Letters 100 (2008) 118703; constant Potts model, Traag, Van Dooren and Nesterov, Physical
/// Review E 84 (2011) 016114. Self-ties are left out, parallel ties add up. Rounds are repeated until one changes
/// nothing: then no actor gains by moving to any community or alone, and every community holds together. The best
/// partition is NP-hard to find: other seeds may find better ones. Complexity: about O(m) a round, tens of rounds; 60
/// bytes an actor and, for the levels above, up to 12 a pair. Determinism: the same communities for the same view,
/// options and seed. Preconditions: resolution and randomness are positive and finite. Undefined: modularity, without a
/// tie (then each actor is a community of its own).
[[nodiscard]] inline communities_result communities(const view& of, const community_options& options = {}) {
    expects(options.resolution > 0 && std::isfinite(options.resolution), "the resolution must be positive and finite",
            options.resolution);
    expects(options.randomness > 0 && std::isfinite(options.randomness), "the randomness must be positive and finite",
            options.randomness);
    const detail::community_model model(of, options.quality == community_quality::potts, options.resolution);
    communities_result result;
    result.by = options.quality;
    result.resolution = options.resolution;
    result.measured_on = of.record();
    std::vector<std::uint32_t> community(of.actor_count());
    std::iota(community.begin(), community.end(), 0U);
    if (of.directed() && !model.potts)
        detail::find_communities<true>(model, options, community, result);
    else
        detail::find_communities<false>(model, options, community, result);
    const auto count = detail::number_by_size(community);
    result.quality = detail::quality_of(model, community, count);
    result.groups.boundary = "community";
    result.groups.group = actor_map<std::uint32_t>(of.shared_roster(), std::move(community));
    for (std::uint32_t c = 0; c < count; ++c) result.groups.names.push_back(std::to_string(c + 1));
    return result;
}

/// Computes the quality again from its definition, and, of a converged result, checks that every community holds
/// together and that no actor gains by moving to another community or alone (by more than `within` of its strength).
/// Complexity: O(n + m).
[[nodiscard]] inline verification verify(const view& of, const communities_result& result,
                                         const tolerance& within = {}) {
    const auto n = static_cast<std::uint32_t>(of.actor_count());
    const auto community = result.groups.group.values();
    const auto count = result.groups.names.size();
    if (community.size() != n) return verification::reject("there must be one community for each actor");
    for (const auto c : community)
        if (c >= count) return verification::reject("every community must have a name");
    const detail::community_model model(of, result.by == community_quality::potts, result.resolution);
    const auto quality = detail::quality_of(model, community, count);
    if (quality.defined() != result.quality.defined() ||
        (quality.defined() && !within.equal(*quality.value, *result.quality.value) &&
         std::fabs(*quality.value - *result.quality.value) > within.relative))
        return verification::reject("the quality is " + to_string(quality) + ", not " + to_string(result.quality));
    if (result.outcome != status::converged) return verification::accept();

    // Each community holds together: joining partners within leaves as many sets as there are communities.
    std::vector<std::uint32_t> joined(n);
    std::iota(joined.begin(), joined.end(), 0U);
    const auto top = [&](std::uint32_t v) {
        while (joined[v] != v) v = joined[v] = joined[joined[v]];
        return v;
    };
    for (std::uint32_t v = 0; v < n; ++v)
        for (const auto w : model.rows.of(v))
            if (community[v] == community[w]) joined[top(v)] = top(w);
    std::vector<std::uint32_t> first(count, n);
    for (std::uint32_t v = 0; v < n; ++v) {
        if (first[community[v]] == n) first[community[v]] = top(v);
        if (first[community[v]] != top(v))
            return verification::reject("the community of " + of.who().name(id<actor>{v}) + " falls apart");
    }

    // No actor gains by moving.
    std::vector<double> out(count), in(count), size(count), to(count);
    for (std::uint32_t v = 0; v < n; ++v) {
        out[community[v]] += model.out[v];
        if (!model.in.empty()) in[community[v]] += model.in[v];
        ++size[community[v]];
    }
    for (std::uint32_t v = 0; v < n; ++v) {
        const auto own = community[v];
        const auto expected = [&](std::uint32_t c) { // of the others in c
            const double here = c == own ? 1 : 0;
            if (model.potts) return model.penalty * (size[c] - here);
            if (model.in.empty()) return model.penalty * model.out[v] * (out[c] - here * model.out[v]);
            return model.penalty *
                   (model.out[v] * (in[c] - here * model.in[v]) + model.in[v] * (out[c] - here * model.out[v]));
        };
        double strength = 0;
        for (std::size_t i = 0; i < model.rows.degree(v); ++i) {
            to[community[model.rows.of(v)[i]]] += model.rows.strengths_of(v)[i];
            strength += model.rows.strengths_of(v)[i];
        }
        const double stay = to[own] - expected(own);
        double most = 0;
        for (const auto w : model.rows.of(v))
            if (community[w] != own) most = (std::max)(most, to[community[w]] - expected(community[w]));
        for (const auto w : model.rows.of(v)) to[community[w]] = 0;
        if (most - stay > within.relative * (strength + expected(own)))
            return verification::reject(of.who().name(id<actor>{v}) + " would gain by moving to another community");
    }
    return verification::accept();
}

} // namespace colearn

#endif

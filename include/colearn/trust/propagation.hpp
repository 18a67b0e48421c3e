// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_PROPAGATION_HPP
#define COLEARN_TRUST_PROPAGATION_HPP

/// @file
/// For a policy reader: how far one can trust somebody whom one has not met, from what people whom one trusts say of
/// them, and through whom that trust comes.
/// For an engineer: subjective-logic opinions discounted along chains and fused over chains that share no actor, for
/// one pair or for many.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/parallel.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/trust/detail/stamped.hpp>
#include <colearn/trust/evidence.hpp>
#include <colearn/trust/fusion.hpp>
#include <colearn/trust/opinion.hpp>
#include <colearn/trust/trust_pairs.hpp>

namespace colearn {

/// What to make of several chains.
enum class chain_fusion : std::uint8_t {
    cumulative, ///< they rest on different experiences: these add up
    averaging,  ///< they rest on the same experiences
};

struct propagation_options {
    std::size_t horizon = 3; ///< ties of the longest chain, 2 to 32
    /// [0, 1): a chain goes on through somebody only where the trust in them is above this. At the default nobody who
    /// is distrusted, or of whom nothing is known at a base rate of 1/2, is asked for a recommendation.
    double referral_threshold = 0.5;
    std::size_t max_chains = 8;                   ///< chains that are fused at most, >= 1
    chain_fusion fuse = chain_fusion::cumulative; ///< how
    bool direct_tie = false;      ///< whether the source's own tie to the target counts as a chain, if there is one
    unsigned threads = 1;         ///< workers; 0: all cores
    progress_callback progress{}; ///< called with the share of sources that are done
    std::stop_token stop{};       ///< stops between two sources
};

/// A way by which trust comes: the source trusts the next, and so on; the last but one has met the target.
struct trust_chain {
    std::vector<id<actor>> actors{}; ///< from the source to the target
    double referral = 1;             ///< product of the trust in those in between, [0, 1]
    opinion carried{};               ///< what the last but one thinks of the target, discounted by `referral`
};

/// The trust of somebody in somebody, from hearsay. Its chains are its certificate.
struct derived_trust {
    opinion trust{};                   ///< the carried opinions, fused; vacuous where there is no chain
    std::vector<trust_chain> chains{}; ///< the one that carries most first; no two share an actor in between
    bool worked_out = false;           ///< false where a stopped run has not come to it
};

struct propagation_result {
    std::vector<derived_trust> derived{}; ///< in the order of the pairs
    status outcome = status::feasible;    ///< feasible, or cancelled: see `derived_trust::worked_out`
};

namespace detail {

/// Best referrals from one actor to all others within so many ties.
///
/// Labels: an actor gets a new one only where more ties bring a higher product, so that a label's chain is simple and
/// the last label is the best.
class referral_search {
public:
    static constexpr std::uint32_t none = 0xFFFFFFFFU;
    struct label {
        std::uint32_t actor;
        std::uint32_t parent; // label
        double referral;
    };

    explicit referral_search(std::size_t actors) : latest_(actors) {}

    template <class Blocked>
    void run(const rows& out, const tie_evidence& known, std::uint32_t source, std::size_t ties, double threshold,
             Blocked blocked) {
        latest_.clear();
        labels_.clear();
        labels_.push_back({source, none, 1});
        latest_.set(source, 0);
        std::size_t first = 0;
        for (std::size_t step = 0; step < ties && first < labels_.size(); ++step) {
            const auto last = labels_.size();
            for (auto from = first; from < last; ++from) {
                const auto here = labels_[from];
                for (auto arc = out.offsets[here.actor]; arc < out.offsets[here.actor + 1]; ++arc) {
                    const auto next = out.neighbours[arc];
                    const double trust = known.on(arc).expectation();
                    if (!(trust > threshold) || blocked(next)) continue;
                    const double referral = here.referral * trust;
                    if (!latest_.has(next)) {
                        add(next, static_cast<std::uint32_t>(from), referral);
                    } else if (const auto old = latest_[next]; referral > labels_[old].referral) {
                        if (old < last) // it may have been gone on from already
                            add(next, static_cast<std::uint32_t>(from), referral);
                        else
                            labels_[old] = {next, static_cast<std::uint32_t>(from), referral};
                    }
                }
            }
            first = last;
        }
    }
    /// Index of the best label, or none.
    [[nodiscard]] std::uint32_t best(std::uint32_t actor) const noexcept {
        return latest_.has(actor) ? latest_[actor] : none;
    }
    [[nodiscard]] const label& operator[](std::uint32_t index) const noexcept { return labels_[index]; }

private:
    void add(std::uint32_t actor, std::uint32_t parent, double referral) {
        latest_.set(actor, static_cast<std::uint32_t>(labels_.size()));
        labels_.push_back({actor, parent, referral});
    }

    stamped<std::uint32_t> latest_;
    std::vector<label> labels_;
};

/// The chains of one pair after another.
class chain_finder {
public:
    explicit chain_finder(std::size_t actors) : open_(actors), restricted_(actors), used_(actors) {}

    /// To be called before the pairs of another source.
    void start(const view& of, const tie_evidence& known, id<actor> source, const propagation_options& options) {
        open_.run(of.out(), known, source.index, options.horizon - 1, options.referral_threshold,
                  [](std::uint32_t) { return false; });
    }

    [[nodiscard]] derived_trust find(const view& of, const rows& in, const tie_evidence& known, trust_pair pair,
                                     const propagation_options& options) {
        derived_trust made;
        made.worked_out = true;
        made.trust = opinion::of({}, known.base_rate);
        collect(in, known, pair, options.direct_tie);
        used_.clear();
        used_.set(pair.target.index, 0);
        const auto* search = &open_;
        while (made.chains.size() < options.max_chains) {
            auto chosen = choose(*search);
            if (chosen != candidates_.end() && !is_free(*search, *chosen, pair.source)) {
                restricted_.run(of.out(), known, pair.source.index, options.horizon - 1, options.referral_threshold,
                                [&](std::uint32_t actor) { return used_.has(actor); });
                search = &restricted_;
                chosen = choose(*search);
            }
            if (chosen == candidates_.end()) break;
            made.chains.push_back(chain_of(*search, *chosen, known, pair));
            candidates_.erase(chosen);
        }
        if (made.chains.empty()) return made;
        std::vector<opinion> carried;
        carried.reserve(made.chains.size());
        for (const auto& one : made.chains) carried.push_back(one.carried);
        made.trust = options.fuse == chain_fusion::cumulative ? cumulative_fusion(carried) : averaging_fusion(carried);
        return made;
    }

private:
    // Somebody who has met the target, and how much of what they think is not ignorance.
    struct candidate {
        std::uint32_t actor;
        std::uint32_t arc;
        double certainty;
    };
    using candidate_iterator = std::vector<candidate>::iterator;

    void collect(const rows& in, const tie_evidence& known, trust_pair pair, bool direct_tie) {
        candidates_.clear();
        const auto target = pair.target.index;
        for (auto position = in.offsets[target]; position < in.offsets[target + 1]; ++position) {
            const auto actor = in.neighbours[position];
            if (actor == target || (actor == pair.source.index && !direct_tie)) continue;
            const auto arc = in.arc(position);
            const auto about = known.on(arc);
            if (!about.vacuous()) candidates_.push_back({actor, arc, 1 - about.uncertainty()});
        }
    }
    // The candidate whose opinion comes across with least ignorance: of equal ones the first, which has the lowest id.
    [[nodiscard]] candidate_iterator choose(const referral_search& search) {
        auto chosen = candidates_.end();
        double most = 0;
        for (auto one = candidates_.begin(); one != candidates_.end(); ++one) {
            const auto label = search.best(one->actor);
            if (label == referral_search::none || used_.has(one->actor)) continue;
            const double carries = search[label].referral * one->certainty;
            if (carries > most) {
                most = carries;
                chosen = one;
            }
        }
        return chosen;
    }
    [[nodiscard]] bool is_free(const referral_search& search, const candidate& one, id<actor> source) const {
        for (auto label = search.best(one.actor); label != referral_search::none; label = search[label].parent)
            if (search[label].actor != source.index && used_.has(search[label].actor)) return false;
        return true;
    }
    [[nodiscard]] trust_chain chain_of(const referral_search& search, const candidate& one, const tie_evidence& known,
                                       trust_pair pair) {
        trust_chain made;
        const auto best = search.best(one.actor);
        made.actors.push_back(pair.target);
        for (auto label = best; label != referral_search::none; label = search[label].parent) {
            const auto actor = search[label].actor;
            made.actors.push_back(id<colearn::actor>{actor});
            if (actor != pair.source.index) used_.set(actor, 0);
        }
        std::reverse(made.actors.begin(), made.actors.end());
        made.referral = search[best].referral;
        made.carried = discount(made.referral, known.on(one.arc));
        return made;
    }

    referral_search open_;       // nobody is barred: serves all pairs of a source until chains would meet
    referral_search restricted_; // the actors of chosen chains are barred
    stamped<char> used_;
    std::vector<candidate> candidates_;
};

inline void check_propagation(const view& of, const tie_evidence& known, const propagation_options& options,
                              const char* caller) {
    expects(of.directed(), {"trust has a direction, so the view must be directed", caller});
    check_evidence(of, known, caller);
    expects(options.horizon >= 2 && options.horizon <= 32, {"the horizon must be from 2 to 32 ties", caller},
            options.horizon);
    expects(options.referral_threshold >= 0 && options.referral_threshold < 1,
            {"the referral threshold must be at least 0 and below 1", caller}, options.referral_threshold);
    expects(options.max_chains >= 1, {"there must be a chain at least", caller}, options.max_chains);
}

} // namespace detail

/// Derives the trust of each pair's source in its target from chains of people who trust each other.
///
/// Chains are chosen one after another: the one that carries most, which is the product of the trust in those in
/// between times the certainty of the last opinion; then the one that carries most among those that meet none of the
/// actors in between of the chains before. Each chain's opinion is discounted by its product, and they are fused.
/// Distrust is not handed on: nobody who is not trusted is asked, and what is lost on the way becomes ignorance. What
/// trusted people say *against* the target does count.
///
/// Source: Josang, *Subjective Logic* (2016), definition 14.7 and equations 14.16 and 14.17; the greedy choice of
/// chains is that of section 15.4, by certainty, with chains that share no actor, so that they count as independent.
/// Complexity: for each pair O(chains * (ties within horizon - 1 of the source + ties to the target)) time; a worker
/// needs 28 bytes an actor. Pairs of one source share their first search.
/// Preconditions: a directed view; evidence on each arc; see `propagation_options`.
/// Result: `feasible`: the first chain of each pair is the best there is, the set of chains is the greedy one, which
/// need not carry most of all sets. `cancelled` when stopped.
/// Throws: `contract_violation`; what `progress` throws.
/// Determinism: the same on any number of threads; of equal chains the one with fewer ties, then the lower ids.
/// Example: `interval(derive_trust(view, known, pairs).derived[0].trust)`
[[nodiscard]] inline propagation_result derive_trust(const view& of, const tie_evidence& known,
                                                     std::span<const trust_pair> pairs,
                                                     const propagation_options& options = {}) {
    detail::check_propagation(of, known, options, "derive_trust");
    detail::check_pairs(of, pairs, "derive_trust");
    for (const auto& one : known.of_arc)
        expects(one.positive >= 0 && one.negative >= 0 && one.positive <= 1e300 && one.negative <= 1e300,
                "evidence must be finite and not negative", one.positive >= 0 ? one.negative : one.positive);
    propagation_result made;
    made.derived.resize(pairs.size());
    const auto in = of.in(options.threads);
    const bool complete = detail::for_each_source<detail::chain_finder>(
        of, pairs, {.threads = options.threads, .grain = 4, .progress = options.progress, .stop = options.stop},
        [&](detail::chain_finder& finder, id<actor> source, std::span<const std::size_t> asked) {
            finder.start(of, known, source, options);
            for (const auto i : asked) made.derived[i] = finder.find(of, in, known, pairs[i], options);
        });
    if (!complete) made.outcome = status::cancelled;
    return made;
}

/// The same for one pair.
[[nodiscard]] inline derived_trust derive_trust(const view& of, const tie_evidence& known, id<actor> source,
                                                id<actor> target, const propagation_options& options = {}) {
    const trust_pair one[] = {{source, target}};
    return std::move(derive_trust(of, known, one, options).derived.front());
}

/// Checks a derived trust by its chains, without searching for any: each is made of ties of the view, is short enough,
/// goes through trusted people alone, shares none of them with another chain, and carries what it says; fused they give
/// the trust. Names the first condition that fails. It does not prove that no chain was left out.
[[nodiscard]] inline verification verify(const view& of, const tie_evidence& known, trust_pair pair,
                                         const derived_trust& result, const propagation_options& options = {},
                                         const tolerance& near = {.relative = 1e-9, .absolute = 1e-12}) {
    detail::check_propagation(of, known, options, "verify");
    const auto name = [&](id<actor> who) { return of.who().name(who); };
    const auto same = [&](const opinion& one, const opinion& other) {
        return near.equal(one.belief(), other.belief()) && near.equal(one.disbelief(), other.disbelief()) &&
               near.equal(one.uncertainty(), other.uncertainty()) && near.equal(one.base_rate(), other.base_rate());
    };
    if (result.chains.size() > options.max_chains) return verification::reject("there are too many chains");
    const auto out = of.out();
    std::vector<opinion> carried;
    std::vector<id<actor>> between;
    double most = 2;
    for (const auto& chain : result.chains) {
        const auto count = chain.actors.size();
        if (count < (options.direct_tie ? 2U : 3U) || count > options.horizon + 1)
            return verification::reject("a chain has " + detail::number_text(count) + " actors");
        if (chain.actors.front() != pair.source || chain.actors.back() != pair.target)
            return verification::reject("a chain does not lead from the source to the target");
        // Of parallel ties any may have carried it: those in between by the strongest, the last by the one that fits.
        double referral = 1;
        bool fits = false;
        for (std::size_t i = 0; i + 1 < count; ++i) {
            const auto from = chain.actors[i];
            const auto to = chain.actors[i + 1];
            if (from.index >= of.actor_count() || to.index >= of.actor_count())
                return verification::reject("a chain goes through an actor who is not in the view");
            const bool last = i + 2 == count;
            if (!last) between.push_back(to);
            double trust = -1;
            for (auto arc = out.offsets[from.index]; arc < out.offsets[from.index + 1]; ++arc) {
                if (out.neighbours[arc] != to.index) continue;
                const auto tie = known.on(arc);
                trust = (std::max)(trust, tie.expectation());
                if (last) fits |= same(discount((std::min)(1.0, referral), tie), chain.carried);
            }
            if (trust < 0) return verification::reject(name(from) + " has no tie to " + name(to));
            if (last) break;
            if (!(trust > options.referral_threshold))
                return verification::reject(name(from) + " does not trust " + name(to) + " enough to ask them");
            referral *= trust;
        }
        if (!near.equal(referral, chain.referral))
            return verification::reject("the chain through " + name(chain.actors[1]) + " refers with " +
                                        detail::number_text(referral) + ", not " + detail::number_text(chain.referral));
        if (!fits)
            return verification::reject("the chain through " + name(chain.actors[1]) +
                                        " carries another opinion than it says");
        const double carries = 1 - chain.carried.uncertainty();
        if (!near.at_most(carries, most)) return verification::reject("the chains do not stand by what they carry");
        most = carries;
        carried.push_back(chain.carried);
    }
    std::sort(between.begin(), between.end());
    if (const auto twice = std::adjacent_find(between.begin(), between.end()); twice != between.end())
        return verification::reject(name(*twice) + " is in two chains, or twice in one");
    for (const auto who : between)
        if (who == pair.source || who == pair.target)
            return verification::reject(name(who) + " is an end of a chain and in between");
    const auto fused = carried.empty()                            ? opinion::of({}, known.base_rate)
                       : options.fuse == chain_fusion::cumulative ? cumulative_fusion(carried)
                                                                  : averaging_fusion(carried);
    if (!same(fused, result.trust)) return verification::reject("the chains do not fuse to the trust that is stated");
    return verification::accept();
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_MOLETRUST_HPP
#define COLEARN_TRUST_MOLETRUST_HPP

/// @file
/// For a policy reader: guesses how much somebody would trust others, circle by circle: from friends, then friends of
/// friends, and listening to nobody who is not trusted.
/// For an engineer: the local trust metric MoleTrust: breadth-first layers up to a horizon, and weighted means from one
/// layer to the next.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/graph/actor_map.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/trust/detail/stamped.hpp>
#include <colearn/trust/trust_pairs.hpp>

namespace colearn {

struct moletrust_options {
    std::size_t horizon = 3;      ///< ties of the longest way, >= 1
    double threshold = 0.6;       ///< unit of the strengths: whoever is trusted less is not listened to
    unsigned threads = 1;         ///< workers for many pairs; 0: all cores
    progress_callback progress{}; ///< called with the share of sources that are done
    std::stop_token stop{};       ///< stops between two sources
};

struct moletrust_result {
    /// What the source is expected to trust each actor, in the unit of the strengths; unset for those beyond the
    /// horizon, and for those whom only people say something about who are not listened to. 1 for the source.
    actor_map<std::optional<double>> trust{};
    view_record measured_on{};
};

struct moletrust_batch_result {
    std::vector<std::optional<double>> trust{}; ///< in the order of the pairs; unset as above, or not come to
    status outcome = status::optimal;           ///< optimal (exact), or cancelled
};

namespace detail {

class moletrust_walk {
public:
    explicit moletrust_walk(std::size_t actors) : reached_(actors) {}

    void run(const rows& out, std::uint32_t source, const moletrust_options& options) {
        reached_.clear();
        order_.assign(1, source);
        reached_.set(source, {1, 1, 0});
        std::size_t first = 0;
        for (std::uint32_t layer = 0; layer < options.horizon && first < order_.size(); ++layer) {
            const auto last = order_.size();
            for (auto k = first; k < last; ++k) {
                const auto here = order_[k];
                const auto own = trust(here);
                const bool heard = own && (layer == 0 || *own >= options.threshold);
                for (auto arc = out.offsets[here]; arc < out.offsets[here + 1]; ++arc) {
                    const auto next = out.neighbours[arc];
                    if (!reached_.has(next)) {
                        reached_.set(next, {0, 0, layer + 1});
                        order_.push_back(next);
                    }
                    auto& there = reached_[next];
                    if (!heard || there.layer != layer + 1) continue; // within a layer and back nothing is handed on
                    there.sum += *own * out.strengths[arc];
                    there.weight += *own;
                }
            }
            first = last;
        }
    }
    [[nodiscard]] std::optional<double> trust(std::uint32_t actor) const {
        if (!reached_.has(actor) || !(reached_[actor].weight > 0)) return std::nullopt;
        return reached_[actor].sum / reached_[actor].weight;
    }
    /// Those within the horizon, nearest first.
    [[nodiscard]] std::span<const std::uint32_t> order() const noexcept { return order_; }

private:
    struct state {
        double sum;
        double weight;
        std::uint32_t layer;
    };
    stamped<state> reached_;
    std::vector<std::uint32_t> order_;
};

inline void check_moletrust(const moletrust_options& options, const char* caller) {
    expects(options.horizon >= 1, {"the horizon must be a tie at least", caller}, options.horizon);
    expects(options.threshold >= 0, {"the threshold must not be negative", caller}, options.threshold);
}

} // namespace detail

/// MoleTrust of one source in all others.
///
/// Actors are put in layers by their distance from the source in ties, and only ties from a layer to the next are kept,
/// which takes all cycles out. The trust in an actor is the mean of what the layer before says, weighted by the trust
/// in who says it; who is trusted less than the threshold is not listened to. Low strengths are distrust: they make
/// the mean low, and their bearers unheard.
///
/// Source: Massa and Avesani, "Controversial users demand local trust metrics", AAAI (2005) 121; threshold .6 and its
/// worked example: TrustLet. Complexity: O(actors and ties within the horizon) time, and O(n) for the answer.
/// Preconditions: a horizon of at least 1, a threshold that is not negative. Throws: `contract_violation`.
/// Determinism: no choices are made. Example: `moletrust(view, ann).trust[bob]`
[[nodiscard]] inline moletrust_result moletrust(const view& of, id<actor> source,
                                                const moletrust_options& options = {}) {
    detail::check_moletrust(options, "moletrust");
    expects(source.index < of.actor_count(), "the source must be an actor of the view", source);
    detail::moletrust_walk walk(of.actor_count());
    walk.run(of.out(), source.index, options);
    moletrust_result made{actor_map<std::optional<double>>(of.shared_roster()), of.record()};
    for (const auto actor_reached : walk.order()) made.trust.values()[actor_reached] = walk.trust(actor_reached);
    return made;
}

/// MoleTrust for each pair; pairs of one source share its walk. On several threads when asked to.
[[nodiscard]] inline moletrust_batch_result moletrust(const view& of, std::span<const trust_pair> pairs,
                                                      const moletrust_options& options = {}) {
    detail::check_moletrust(options, "moletrust");
    detail::check_pairs(of, pairs, "moletrust");
    moletrust_batch_result made{std::vector<std::optional<double>>(pairs.size()), status::optimal};
    const auto out = of.out();
    const bool complete = detail::for_each_source<detail::moletrust_walk>(
        of, pairs, {.threads = options.threads, .grain = 4, .progress = options.progress, .stop = options.stop},
        [&](detail::moletrust_walk& walk, id<actor> source, std::span<const std::size_t> asked) {
            walk.run(out, source.index, options);
            for (const auto i : asked) made.trust[i] = walk.trust(pairs[i].target.index);
        });
    if (!complete) made.outcome = status::cancelled;
    return made;
}

} // namespace colearn

#endif

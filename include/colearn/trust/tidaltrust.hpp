// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TRUST_TIDALTRUST_HPP
#define COLEARN_TRUST_TIDALTRUST_HPP

/// @file
/// For a policy reader: guesses how much somebody would trust a stranger, by the shortest ways to people who know the
/// stranger, and of these only by the strongest.
/// For an engineer: the local trust metric TidalTrust: weighted means back along shortest paths whose ties meet the
/// widest-path threshold.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <stop_token>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/graph/view.hpp>
#include <colearn/trust/detail/stamped.hpp>
#include <colearn/trust/trust_pairs.hpp>

namespace colearn {

struct tidaltrust_options {
    std::size_t horizon = 6; ///< ties of the longest way, >= 1
    /// Ties that are weaker are not followed, in the unit of the strengths; the last tie of a way is never asked to
    /// meet it. Unset: the strongest way decides, that is the largest threshold at which a shortest way is left.
    std::optional<double> threshold{};
    unsigned threads = 1;         ///< workers for many pairs; 0: all cores
    progress_callback progress{}; ///< called with the share of sources that are done
    std::stop_token stop{};       ///< stops between two sources
};

/// What the source is expected to trust the target, and on what that rests.
struct tidaltrust_inference {
    std::optional<double> trust{}; ///< unit of the strengths; unset where no way is left
    std::size_t ties = 0;          ///< ties of the shortest ways; 0 where there is none within the horizon
    double threshold = 0;          ///< that the ties of the ways had to meet; 0 for a direct tie
};

struct tidaltrust_batch_result {
    std::vector<tidaltrust_inference> inferred{}; ///< in the order of the pairs
    status outcome = status::optimal;             ///< optimal (exact), or cancelled: some pairs have no trust then
};

namespace detail {

class tidaltrust_walk {
public:
    explicit tidaltrust_walk(std::size_t actors) : reached_(actors), known_(actors) {}

    /// Layers from the source, and how strong the strongest way to each actor is; up to the horizon less the last tie.
    void start(const rows& out, std::uint32_t source, std::size_t horizon) {
        reached_.clear();
        order_.assign(1, source);
        starts_.assign(1, 0);
        reached_.set(source, {std::numeric_limits<double>::infinity(), 0});
        for (std::uint32_t layer = 0; layer + 1 < horizon && starts_.back() < order_.size(); ++layer) {
            const auto first = starts_.back();
            const auto last = order_.size();
            starts_.push_back(last);
            for (auto k = first; k < last; ++k) {
                const auto here = order_[k];
                const double strongest = reached_[here].strongest;
                for (auto arc = out.offsets[here]; arc < out.offsets[here + 1]; ++arc) {
                    const auto next = out.neighbours[arc];
                    if (!reached_.has(next)) {
                        reached_.set(next, {0, layer + 1});
                        order_.push_back(next);
                    }
                    auto& there = reached_[next];
                    if (there.layer == layer + 1)
                        there.strongest = (std::max)(there.strongest, (std::min)(strongest, out.strengths[arc]));
                }
            }
        }
        starts_.push_back(order_.size());
    }

    [[nodiscard]] tidaltrust_inference find(const rows& out, const rows& in, std::uint32_t target,
                                            const tidaltrust_options& options) {
        // Who knows the target, of those nearest to the source.
        constexpr auto nowhere = std::numeric_limits<std::uint32_t>::max();
        auto nearest = nowhere;
        for (const auto who : in.of(target))
            if (reached_.has(who) && who != target) nearest = (std::min)(nearest, reached_[who].layer);
        if (nearest == nowhere) return {};
        tidaltrust_inference made;
        made.ties = nearest + 1;
        double strongest = 0;
        known_.clear();
        for (auto position = in.offsets[target]; position < in.offsets[target + 1]; ++position) {
            const auto who = in.neighbours[position];
            if (!reached_.has(who) || who == target || reached_[who].layer != nearest) continue;
            strongest = (std::max)(strongest, reached_[who].strongest);
            if (!known_.has(who) || known_[who] < in.strengths[position]) known_.set(who, in.strengths[position]);
        }
        made.threshold = nearest == 0 ? 0 : options.threshold.value_or(strongest);
        // Back, layer by layer: the mean of those one step further on, weighted by the trust in them.
        for (auto layer = nearest; layer-- > 0;)
            for (auto k = starts_[layer]; k < starts_[layer + 1]; ++k) {
                const auto here = order_[k];
                double sum = 0;
                double weight = 0;
                for (auto arc = out.offsets[here]; arc < out.offsets[here + 1]; ++arc) {
                    const auto next = out.neighbours[arc];
                    if (out.strengths[arc] < made.threshold || !known_.has(next) || reached_[next].layer != layer + 1)
                        continue;
                    sum += out.strengths[arc] * known_[next];
                    weight += out.strengths[arc];
                }
                if (weight > 0) known_.set(here, sum / weight);
            }
        if (known_.has(order_.front())) made.trust = known_[order_.front()];
        return made;
    }

private:
    struct state {
        double strongest; // of the ways to this actor, the largest least strength
        std::uint32_t layer;
    };
    stamped<state> reached_;
    stamped<double> known_; // trust in the target
    std::vector<std::uint32_t> order_;
    std::vector<std::size_t> starts_; // of the layers in `order_`
};

} // namespace detail

/// TidalTrust for each pair; pairs of one source share its layers.
///
/// The trust of a source in a target that it does not know is the mean of what those say whom it trusts, weighted by
/// that trust, and theirs is found in the same way; only shortest ways count, and of these only ties that meet the
/// threshold. A direct tie is its own answer.
///
/// Source: Golbeck, *Computing and Applying Trust in Web-based Social Networks* (PhD thesis, Maryland 2005), chapter
/// 6: the threshold is the largest strength, without their last tie, of the shortest ways.
/// Complexity: O(actors and ties within the horizon) time a pair; 32 bytes an actor for a worker.
/// Preconditions: a horizon of at least 1. Throws: `contract_violation`; what `progress` throws.
/// Determinism: no choices are made; the same on any number of threads.
[[nodiscard]] inline tidaltrust_batch_result tidaltrust(const view& of, std::span<const trust_pair> pairs,
                                                        const tidaltrust_options& options = {}) {
    expects(options.horizon >= 1, "the horizon must be a tie at least", options.horizon);
    if (options.threshold) expects(*options.threshold >= 0, "the threshold must not be negative", *options.threshold);
    detail::check_pairs(of, pairs, "tidaltrust");
    tidaltrust_batch_result made{std::vector<tidaltrust_inference>(pairs.size()), status::optimal};
    const auto out = of.out();
    const auto in = of.in(options.threads);
    const bool complete = detail::for_each_source<detail::tidaltrust_walk>(
        of, pairs, {.threads = options.threads, .grain = 4, .progress = options.progress, .stop = options.stop},
        [&](detail::tidaltrust_walk& walk, id<actor> source, std::span<const std::size_t> asked) {
            walk.start(out, source.index, options.horizon);
            for (const auto i : asked) made.inferred[i] = walk.find(out, in, pairs[i].target.index, options);
        });
    if (!complete) made.outcome = status::cancelled;
    return made;
}

/// The same for one pair. Example: `tidaltrust(view, ann, bob).trust`
[[nodiscard]] inline tidaltrust_inference tidaltrust(const view& of, id<actor> source, id<actor> target,
                                                     const tidaltrust_options& options = {}) {
    const trust_pair one[] = {{source, target}};
    return tidaltrust(of, one, options).inferred.front();
}

} // namespace colearn

#endif

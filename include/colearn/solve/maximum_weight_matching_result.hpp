// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_MAXIMUM_WEIGHT_MATCHING_RESULT_HPP
#define COLEARN_SOLVE_MAXIMUM_WEIGHT_MATCHING_RESULT_HPP

/// @file
/// For a policy reader: the best pairs, and the proof that no others are better.
/// For an engineer: result and dual certificate of maximum weight matching, and its check, which calls no solver.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/tolerance.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/matching_rules.hpp>
#include <colearn/solve/odd_sets.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

/// Why no matching weighs more than `bound`. Every pair that could be made, with `bonus` added to its weight, is
/// covered by the potentials of its two ends and the duals of the odd sets that hold both; a matching uses each end at
/// most once, and of an odd set of 2k + 1 ids at most k pairs.
template <class Kind>
struct maximum_weight_matching_certificate {
    id_map<Kind, double> potential{};     ///< >= 0; 0 for those without a partner
    id_map<Kind, std::uint32_t> inside{}; ///< index of the smallest odd set around each id, or `odd_set::none`
    std::vector<odd_set> odd_sets{};      ///< nested; each stands before the sets around it
    /// Added to the weight of every pair, so that more pairs are worth more; 0 for the objective `weight`.
    double bonus = 0;
    /// What the forced pairs weigh, plus the potentials, plus each odd set's dual for each of its k pairs, minus the
    /// bonus for each pair made. Bounds the weight of any allowed matching, or, for other objectives than `weight`, of
    /// any with as many pairs.
    double bound = 0;
    /// Weights were rounded up to whole multiples of a unit, by at most this much; 0: nothing was lost.
    double rounding = 0;
    /// Why there are no more pairs, when these count first: without these ids the rest falls apart, and more parts of
    /// an odd number of ids are left than there are ids in this set; each such part leaves someone over.
    std::vector<id<Kind>> barrier{};
};

template <class Kind>
struct maximum_weight_matching_result {
    id_map<Kind, id<Kind>> partner{}; ///< symmetric; an invalid id has no partner
    std::size_t pair_count = 0;       ///< pairs made
    double weight = 0;                ///< sum of their weights
    maximum_weight_matching_certificate<Kind> certificate{};
    status outcome = status::optimal;

    /// Whether the weight is the best to the last bit: nothing was rounded, and the bound is reached exactly.
    [[nodiscard]] bool exact() const noexcept {
        return outcome == status::optimal && certificate.rounding == 0 && weight == certificate.bound;
    }
};

namespace detail {

/// Components of a graph, by union-find.
class component_count {
public:
    explicit component_count(std::size_t count) : up_(count), size_(count, 1) {
        for (std::uint32_t v = 0; v < count; ++v) up_[v] = v;
    }
    [[nodiscard]] std::uint32_t find(std::uint32_t v) noexcept {
        while (up_[v] != v) v = up_[v] = up_[up_[v]];
        return v;
    }
    void join(std::uint32_t a, std::uint32_t b) noexcept {
        a = find(a);
        b = find(b);
        if (a == b) return;
        if (size_[a] < size_[b]) std::swap(a, b);
        up_[b] = a;
        size_[a] += size_[b];
    }
    [[nodiscard]] bool odd(std::uint32_t root) const noexcept { return size_[root] % 2 == 1; }

private:
    std::vector<std::uint32_t> up_;
    std::vector<std::uint32_t> size_;
};

/// The check of a matching and its certificate against pairs from anywhere.
template <class Kind, class EachPair>
class matching_check {
public:
    matching_check(std::size_t count, const EachPair& each_pair, const maximum_weight_matching_result<Kind>& result,
                   const matching_rules<Kind>& rules, const tolerance& within)
        : count_(count), each_pair_(each_pair), result_(result), proof_(result.certificate), rules_(rules),
          within_(within), filter_(count, rules, "verify") {}

    [[nodiscard]] verification run() {
        if (auto bad = sizes(); !bad.empty()) return verification::reject(bad);
        if (auto bad = matching(); !bad.empty()) return verification::reject(bad);
        if (auto bad = sets(); !bad.empty()) return verification::reject(bad);
        if (auto bad = cover(); !bad.empty()) return verification::reject(bad);
        if (auto bad = barrier(); !bad.empty()) return verification::reject(bad);
        return verification{claims()};
    }

private:
    [[nodiscard]] static std::string text(double value) { return number_text(value); }
    [[nodiscard]] static std::string pair(std::size_t a, std::size_t b) {
        return std::to_string(a) + " and " + std::to_string(b);
    }
    [[nodiscard]] std::uint32_t mate(std::size_t v) const { return result_.partner.values()[v].index; }

    [[nodiscard]] std::string sizes() const {
        if (result_.partner.size() != count_ || proof_.potential.size() != count_ || proof_.inside.size() != count_)
            return "there must be a partner, a potential and a smallest odd set per id";
        return {};
    }

    // The partners are mutual, every pair is in the instance and allowed, the forced ones are made, the sums are right.
    [[nodiscard]] std::string matching() {
        for (std::size_t v = 0; v < count_; ++v) {
            const auto other = mate(v);
            if (other != id<Kind>::none && (other >= count_ || other == v || mate(other) != v))
                return "partners must be mutual: " + std::to_string(v) + " names " + std::to_string(other);
            if (const auto forced = filter_.settled_with[v]; forced != id<Kind>::none && other != forced)
                return "the forced pair " + pair(v, forced) + " must be made";
        }
        constexpr double absent = -std::numeric_limits<double>::infinity();
        std::vector<double> price(count_, absent); // what each id's own pair weighs
        std::string bad;
        each_pair_([&](std::uint32_t a, std::uint32_t b, double weight) {
            if (mate(a) != b) return;
            if (filter_.settled_with[a] != b && !filter_.open(a, b, weight)) {
                if (rules_.objective == matching_objective::weight && !(weight > 0)) return;
                if (bad.empty()) bad = "the pair " + pair(a, b) + " is forbidden";
            }
            price[a] = price[b] = (std::max)(price[a], weight);
        });
        if (!bad.empty()) return bad;
        compensated_sum weight;
        compensated_sum forced;
        for (std::size_t v = 0; v < count_; ++v) {
            if (mate(v) == id<Kind>::none || mate(v) < v) continue;
            if (price[v] == absent)
                return "the pair " + pair(v, mate(v)) +
                       (rules_.objective == matching_objective::weight
                            ? " must be in the instance with a positive weight"
                            : " must be in the instance");
            weight += price[v];
            ++pairs_;
            if (filter_.settled_with[v] == id<Kind>::none) continue;
            forced += price[v];
            ++forced_pairs_;
        }
        weight_ = weight.value();
        forced_weight_ = forced.value();
        if (pairs_ != result_.pair_count)
            return "there are " + std::to_string(pairs_) + " pairs, not " + std::to_string(result_.pair_count);
        if (!within_.equal(weight_, result_.weight))
            return "the pairs weigh " + text(weight_) + ", not " + text(result_.weight);
        return {};
    }

    // The odd sets are nested and of odd size; their duals and the potentials are not negative and add up to the bound.
    [[nodiscard]] std::string sets() {
        const auto& all = proof_.odd_sets;
        const auto inside = proof_.inside.values();
        std::vector<std::uint32_t> parent(all.size());
        std::vector<double> dual(all.size());
        for (std::size_t i = 0; i < all.size(); ++i) {
            parent[i] = all[i].parent;
            dual[i] = all[i].dual;
            if (parent[i] != odd_set::none && (parent[i] <= i || parent[i] >= all.size()))
                return "odd set " + std::to_string(i) + " must stand before the set around it, " +
                       std::to_string(parent[i]);
            if (!(dual[i] >= 0) || !std::isfinite(dual[i]))
                return "the dual of odd set " + std::to_string(i) + " must be finite and not negative; it is " +
                       text(dual[i]);
        }
        std::vector<std::size_t> size(all.size(), 0);
        std::vector<std::size_t> made(all.size(), 0); // pairs made inside
        for (std::size_t v = 0; v < count_; ++v) {
            if (inside[v] == odd_set::none) continue;
            if (inside[v] >= all.size())
                return std::to_string(v) + " must be in one of the odd sets, not in " + std::to_string(inside[v]);
            ++size[inside[v]];
        }
        sums_ = path_sums<double>(parent, dual);
        for (std::size_t v = 0; v < count_; ++v) {
            if (mate(v) == id<Kind>::none || mate(v) < v) continue;
            if (const auto at = sums_.common(inside[v], inside[mate(v)]); at != odd_set::none) ++made[at];
        }
        compensated_sum bound;
        bound += forced_weight_;
        for (std::size_t i = 0; i < all.size(); ++i) {
            if (size[i] % 2 == 0)
                return "odd set " + std::to_string(i) + " must have an odd number of ids, not " +
                       std::to_string(size[i]);
            if (result_.outcome == status::optimal && dual[i] > 0 && 2 * made[i] + 1 != size[i])
                return "odd set " + std::to_string(i) + " must be full: of its " + std::to_string(size[i]) + " ids " +
                       std::to_string(made[i]) + " pairs are made";
            if (parent[i] != odd_set::none) {
                size[parent[i]] += size[i];
                made[parent[i]] += made[i];
            }
            bound += dual[i] * static_cast<double>(size[i] / 2);
        }
        for (std::size_t v = 0; v < count_; ++v) {
            const double own = proof_.potential.values()[v];
            if (!(own >= 0) || !std::isfinite(own))
                return "the potential of " + std::to_string(v) + " must be finite and not negative; it is " + text(own);
            if (result_.outcome == status::optimal && mate(v) == id<Kind>::none && own != 0)
                return "the potential of " + std::to_string(v) + ", who has no partner, must be 0; it is " + text(own);
            bound += own;
        }
        if (!(proof_.bonus >= 0) || !std::isfinite(proof_.bonus))
            return "the bonus must be finite and not negative; it is " + text(proof_.bonus);
        if (rules_.objective == matching_objective::weight && proof_.bonus != 0)
            return "there is no bonus for pairs when the weight counts alone; it is " + text(proof_.bonus);
        const auto free_pairs = static_cast<double>(pairs_ - forced_pairs_);
        scale_ = std::fabs(bound.value()) + proof_.bonus * free_pairs;
        bound += -proof_.bonus * free_pairs;
        bound_ = bound.value();
        if (!near(bound_, proof_.bound))
            return "the duals sum to " + text(bound_) + ", not to the bound " + text(proof_.bound);
        return {};
    }

    // Sums in which a large bonus cancels are compared at the size of what was summed.
    [[nodiscard]] bool near(double a, double b) const {
        if (proof_.bonus == 0) return within_.equal(a, b);
        return std::fabs(a - b) <= (std::max)(within_.absolute, within_.relative * scale_);
    }

    // Every pair that could be made is covered.
    [[nodiscard]] std::string cover() const {
        const auto potential = proof_.potential.values();
        const auto inside = proof_.inside.values();
        std::string bad;
        each_pair_([&](std::uint32_t a, std::uint32_t b, double weight) {
            const double raised = weight + proof_.bonus;
            const double ends = potential[a] + potential[b];
            if (raised <= ends || !filter_.open(a, b, weight) || !bad.empty()) return;
            if (within_.at_most(raised, ends + sums_.shared(inside[a], inside[b]))) return;
            bad = "the duals of " + pair(a, b) + " do not cover their weight " + text(weight);
        });
        return bad;
    }

    // Without the barrier there are as many more odd parts than ids in it as there are ids without a partner.
    [[nodiscard]] std::string barrier() const {
        if (rules_.objective == matching_objective::weight || result_.outcome == status::cancelled) {
            return proof_.barrier.empty() ? std::string() : "there is no barrier when the weight counts alone";
        }
        std::vector<std::uint8_t> out(count_, 0); // 1: settled by a forced pair; 2: in the barrier
        for (std::size_t v = 0; v < count_; ++v) out[v] = filter_.settled_with[v] == id<Kind>::none ? 0 : 1;
        for (const auto one : proof_.barrier) {
            if (one.index >= count_ || out[one.index] != 0)
                return "the barrier must be of different ids that are in no forced pair; it names " +
                       std::to_string(one.index);
            out[one.index] = 2;
        }
        component_count parts(count_);
        each_pair_([&](std::uint32_t a, std::uint32_t b, double weight) {
            if (out[a] == 0 && out[b] == 0 && filter_.open(a, b, weight)) parts.join(a, b);
        });
        std::size_t odd = 0;
        for (std::uint32_t v = 0; v < count_; ++v) odd += out[v] == 0 && parts.find(v) == v && parts.odd(v) ? 1U : 0U;
        const auto without = count_ - 2 * pairs_;
        if (odd != without + proof_.barrier.size())
            return "without the " + std::to_string(proof_.barrier.size()) + " ids of the barrier there are " +
                   std::to_string(odd) + " odd parts: that does not prove that " + std::to_string(without) +
                   " must be left over";
        return {};
    }

    [[nodiscard]] std::string claims() const {
        const bool everyone = 2 * pairs_ == count_;
        switch (result_.outcome) {
        case status::optimal:
            if (rules_.objective == matching_objective::perfect && !everyone) return "not everyone is in a pair";
            if (!near(bound_, weight_) && bound_ > weight_)
                return "the weight does not reach the bound: it is not proved best";
            return {};
        case status::infeasible:
            if (rules_.objective != matching_objective::perfect || everyone)
                return "only pairs for everyone can be infeasible, and only when they are not made";
            return {};
        case status::cancelled:
            return {};
        default:
            return "the status must be optimal, infeasible or cancelled";
        }
    }

    std::size_t count_;
    const EachPair& each_pair_;
    const maximum_weight_matching_result<Kind>& result_;
    const maximum_weight_matching_certificate<Kind>& proof_;
    const matching_rules<Kind>& rules_;
    const tolerance& within_;
    pair_filter filter_;
    path_sums<double> sums_;
    std::size_t pairs_ = 0;
    std::size_t forced_pairs_ = 0;
    double weight_ = 0;
    double forced_weight_ = 0;
    double bound_ = 0;
    double scale_ = 0;
};

} // namespace detail

/// Checks a matching and its certificate against the instance alone, in O(n + m log n) for n ids and m pairs, whatever
/// the depth of the nest of odd sets; in practice linear, as few pairs ask for it.
/// First violated of: sizes; the partners are mutual; the forced pairs are made; every pair is in the instance and
/// allowed; the sums are right; the odd sets are nested, each of an odd number of ids and full; duals are not negative,
/// and 0 for whoever has no partner; they add up to the bound; they cover every pair that could be made; the barrier
/// proves that there are no more pairs; the status claims no more than that.
/// `rules` are those that the matching was asked with.
template <class Kind>
[[nodiscard]] verification verify(const weighted_pairs<Kind>& instance,
                                  const maximum_weight_matching_result<Kind>& result,
                                  const matching_rules<Kind>& rules = {}, const tolerance& within = {}) {
    detail::check_pairs(instance, "verify");
    const detail::listed_pairs<Kind> pairs{instance};
    return detail::matching_check<Kind, detail::listed_pairs<Kind>>(instance.count, pairs, result, rules, within).run();
}

/// The same for all pairs of `count` ids, weighed by `score`.
template <class Kind, class Score>
[[nodiscard]] verification verify(std::size_t count, const Score& score,
                                  const maximum_weight_matching_result<Kind>& result,
                                  const matching_rules<Kind>& rules = {}, const tolerance& within = {}) {
    using scored = detail::scored_pairs<Kind, Score>;
    const scored pairs{count, score};
    return detail::matching_check<Kind, scored>(count, pairs, result, rules, within).run();
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DYNAMIC_MATCHING_HPP
#define COLEARN_SOLVE_DYNAMIC_MATCHING_HPP

/// @file
/// For a policy reader: a school joins, leaves, or changes its mind, and the best pairs are known again at once; only
/// those around it change.
/// For an engineer: exact maximum weight matching kept up to date while vertices and weights change, each time by one
/// or two tree searches from the old matching and duals.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <stop_token>
#include <utility>
#include <vector>

#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/solve/detail/half_integral_matching.hpp>
#include <colearn/solve/detail/matching_core.hpp>
#include <colearn/solve/detail/matching_pricing.hpp>
#include <colearn/solve/detail/matching_rows.hpp>
#include <colearn/solve/maximum_weight_matching.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

/// Someone to be paired with, and what that is worth.
template <class Kind>
struct possible_partner {
    id<Kind> who{};
    double weight = 0; ///< finite; 0 or less: never pair them
};

/// A maximum weight matching that follows changes of its instance. After each change the matching is the best one.
///
/// Source: Ball and Derigs, "An analysis of alternate strategies for implementing matching algorithms" (1983): to take
/// a vertex out of its blossoms, make it their base and let the potentials inside take over what the blossoms covered.
/// Complexity: as `maximum_weight_matching` to make; a change costs one or two searches, in practice a neighbourhood,
/// at worst O((m + n) log n).
/// Preconditions: as those of `maximum_weight_matching`; ids are those of the instance and those that `add` returned.
/// Result: `result()` is what `maximum_weight_matching` could have found for the present pairs, with a certificate that
/// `verify` checks. Weights are rounded up to multiples of a unit of about 2^-46 of the largest one (`rounding`);
/// integers up to 2^46 are exact.
/// Throws: `contract_violation`, before anything changes. Determinism: the same changes in the same order give the same
/// answer.
/// Example: `dynamic_matching<school> twins(pairs); twins.remove(closed); twins.partner(neighbour);`
template <class Kind>
class dynamic_matching {
public:
    explicit dynamic_matching(const weighted_pairs<Kind>& instance) {
        detail::check_pairs(instance, "dynamic_matching");
        expects(instance.count < detail::first_blossom, {"there must be fewer than 2^31 ids", "dynamic_matching"},
                instance.count);
        std::vector<weighted_pair<Kind>> pairs;
        for (const auto& one : instance.pairs)
            if (one.weight > 0) pairs.push_back(one);
        // Of pairs that are listed twice the heaviest counts, and only that one may stay.
        std::sort(pairs.begin(), pairs.end(), [](const auto& x, const auto& y) {
            const auto left = detail::pair_code(x.a.index, x.b.index);
            const auto right = detail::pair_code(y.a.index, y.b.index);
            return left != right ? left < right : x.weight > y.weight;
        });
        pairs.erase(std::unique(pairs.begin(), pairs.end(),
                                [](const auto& x, const auto& y) {
                                    return detail::pair_code(x.a.index, x.b.index) ==
                                           detail::pair_code(y.a.index, y.b.index);
                                }),
                    pairs.end());
        for (const auto& one : pairs) range_.add(one.weight);
        start(instance.count, pairs);
    }

    /// How many ids there are, removed ones too.
    [[nodiscard]] std::size_t count() const noexcept { return core_->forest.count(); }

    /// Who `who` is paired with; an invalid id: nobody.
    [[nodiscard]] id<Kind> partner(id<Kind> who) const {
        check(who, "partner");
        return id<Kind>{core_->forest.vertex[who.index].mate};
    }

    /// Adds someone, and returns its id: the next one.
    id<Kind> add(std::span<const possible_partner<Kind>> partners) {
        const id<Kind> who{count()};
        expects(count() + 1 < detail::first_blossom, {"there must be fewer than 2^31 ids", "add"}, count());
        check(partners, who, "add");
        core_->rows.add_vertex();
        core_->forest.resize(count() + 1);
        attach(who, partners);
        return who;
    }

    /// Gives `who`, who has no possible partner now (it was removed, say), these ones.
    void add(id<Kind> who, std::span<const possible_partner<Kind>> partners) {
        check(who, "add");
        check(partners, who, "add");
        expects(core_->rows.of(who.index).empty(), {"the id must have no possible partners yet", "add"}, who);
        attach(who, partners);
    }

    /// Takes someone out. Its id stays, without possible partners.
    void remove(id<Kind> who) {
        check(who, "remove");
        const auto mate = core_->release(who.index);
        others_.clear();
        for (const auto& one : core_->rows.of(who.index)) others_.push_back(one.other);
        for (const auto other : others_) core_->rows.remove_pair(who.index, other);
        core_->forest.vertex[who.index].dual = 0;
        if (mate != detail::no_node) core_->place(mate, {});
    }

    /// Changes what a pair is worth; 0 or less: it is no possible pair any more.
    void set_weight(id<Kind> a, id<Kind> b, double weight) {
        check(a, "set_weight");
        check(b, "set_weight");
        expects(a != b, {"a pair must be of two different ids", "set_weight"}, a);
        check_weight(weight, "set_weight");
        make_room(weight);
        const auto whole = weight > 0 ? scale_.doubled(weight) : 0;
        const auto before = core_->rows.weight(a.index, b.index);
        if (whole == before) return;
        auto& forest = core_->forest;
        const auto put = [&] {
            core_->rows.remove_pair(a.index, b.index);
            if (whole > 0) core_->rows.add_pair(a.index, b.index, whole);
        };
        const bool apart = forest.settled_top(a.index) != forest.settled_top(b.index);
        if (apart && forest.vertex[a.index].mate != b.index && forest.dual(a.index) + forest.dual(b.index) >= whole) {
            put(); // not made, in no blossom, and covered: nothing else changes
            return;
        }
        const auto mate = core_->release(a.index);
        put();
        core_->cover(a.index);
        if (mate != detail::no_node) core_->place(mate, {});
        core_->place(a.index, {});
    }

    /// The present possible pairs, with their weights as they are rounded.
    [[nodiscard]] weighted_pairs<Kind> instance() const {
        weighted_pairs<Kind> out{count(), {}};
        for (std::uint32_t v = 0; v < count(); ++v)
            for (const auto& one : core_->rows.of(v))
                if (v < one.other)
                    out.pairs.push_back({id<Kind>{v}, id<Kind>{one.other}, scale_.value(one.weight)});
        return out;
    }

    /// The present matching with its proof, in O(n + m).
    [[nodiscard]] maximum_weight_matching_result<Kind> result() const {
        maximum_weight_matching_result<Kind> out;
        out.partner = id_map<Kind, id<Kind>>(count());
        compensated_sum weight;
        for (std::uint32_t v = 0; v < count(); ++v) {
            const auto mate = core_->forest.vertex[v].mate;
            out.partner.values()[v] = id<Kind>{mate};
            if (mate == detail::no_node || mate < v) continue;
            weight += scale_.value(core_->rows.weight(v, mate));
            ++out.pair_count;
        }
        out.weight = weight.value();
        out.certificate.bound = detail::write_duals(core_->forest, scale_, out.certificate);
        out.certificate.rounding = range_.largest() > 0 && range_.finest() < scale_.unit() ? scale_.unit() : 0;
        return out;
    }

private:
    static constexpr double head_room = 16; // weights may grow this much before everything is scaled anew

    void check(id<Kind> who, const char* function) const {
        expects(who.index < count(), {"the id must be one of the matching's", function}, who);
    }
    void check(std::span<const possible_partner<Kind>> partners, id<Kind> who, const char* function) {
        others_.clear();
        for (const auto& one : partners) {
            check(one.who, function);
            expects(one.who != who, {"a pair must be of two different ids", function}, who);
            check_weight(one.weight, function);
            others_.push_back(one.who.index);
        }
        std::sort(others_.begin(), others_.end());
        const auto twice = std::adjacent_find(others_.begin(), others_.end());
        expects(twice == others_.end(), {"a possible partner must be named once", function});
    }
    void check_weight(double weight, const char* function) const {
        expects(std::isfinite(weight), {"the weight of every pair must be finite", function}, weight);
        expects(weight <= 0 || (weight >= 1e-280 && weight * static_cast<double>(count() + 1) <= 1e300),
                {"a weight must be 0 or less, or from 1e-280 to 1e300 divided by the number of ids", function}, weight);
    }

    void attach(id<Kind> who, std::span<const possible_partner<Kind>> partners) {
        for (const auto& one : partners) make_room(one.weight);
        for (const auto& one : partners)
            if (one.weight > 0) core_->rows.add_pair(who.index, one.who.index, scale_.doubled(one.weight));
        core_->cover(who.index);
        core_->place(who.index, {});
    }

    // A weight that the scale cannot hold: everything is scaled anew, and solved again.
    void make_room(double weight) {
        if (!(weight > 0)) return;
        range_.add(weight);
        if (weight <= most_) return;
        const auto present = instance();
        start(present.count, present.pairs);
    }

    void start(std::size_t count, std::span<const weighted_pair<Kind>> pairs) {
        most_ = head_room * range_.largest();
        if (!(most_ > 0)) most_ = 1;
        expects(range_.largest() == 0 || (most_ >= 1e-280 && most_ * static_cast<double>(count) <= 1e300),
                {"the largest weight must be from 1e-280 to 1e300 divided by the number of ids", "dynamic_matching"},
                range_.largest());
        scale_ = detail::weight_scale(most_, 0);
        detail::matching_rows rows(count, [&](const auto& visit) {
            for (const auto& one : pairs) visit(one.a.index, one.b.index, scale_.doubled(one.weight));
        });
        const detail::first_duals first(rows, count); // keeps all pairs
        core_ = std::make_unique<detail::matching_core>(std::move(rows));
        core_->rows.reserve(count + count / 8 + 8);
        core_->forest.vertex.reserve(count + count / 8 + 8);
        core_->solve(first.dual, {}, {});
    }

    detail::weight_range range_;
    detail::weight_scale scale_;
    double most_ = 1;
    std::unique_ptr<detail::matching_core> core_;
    std::vector<std::uint32_t> others_;
};

} // namespace colearn

#endif

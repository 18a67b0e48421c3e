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
/// Source: Ball and Derigs, "An analysis of alternate strategies for implementing matching algorithms" (1983) on
/// searches from old duals. Ours: who leaves gets a stand-in for a partner, so that nests around it stay in one piece.
/// Complexity: as `maximum_weight_matching` to make; a change costs one or two searches: a neighbourhood, with
/// the nests of odd sets in it, which may hold thousands of ids; at worst O((m + n) log n).
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
    [[nodiscard]] std::size_t count() const noexcept { return vertex_.size(); }

    /// Who `who` is paired with; an invalid id: nobody.
    [[nodiscard]] id<Kind> partner(id<Kind> who) const {
        check(who, "partner");
        return partner_of(who.index);
    }

    /// Adds someone, and returns its id: the next one.
    id<Kind> add(std::span<const possible_partner<Kind>> partners) {
        const id<Kind> who{count()};
        expects(count() + 1 < detail::first_blossom, {"there must be fewer than 2^31 ids", "add"}, count());
        check(partners, who, "add");
        vertex_.push_back(new_vertex(who.index));
        asleep_.emplace_back();
        attach(who, partners);
        return who;
    }

    /// Gives `who`, who has no possible partner now (it was removed, say), these ones.
    void add(id<Kind> who, std::span<const possible_partner<Kind>> partners) {
        check(who, "add");
        check(partners, who, "add");
        expects(core_->rows.of(vertex_[who.index]).empty(), {"the id must have no possible partners yet", "add"}, who);
        attach(who, partners);
    }

    /// Takes someone out. Its id stays, without possible partners.
    void remove(id<Kind> who) {
        check(who, "remove");
        detach(who, true);
    }

    /// Changes what a pair is worth; 0 or less: it is no possible pair any more.
    void set_weight(id<Kind> a, id<Kind> b, double weight) {
        check(a, "set_weight");
        check(b, "set_weight");
        expects(a != b, {"a pair must be of two different ids", "set_weight"}, a);
        check_weight(weight, "set_weight");
        make_room(weight);
        const auto whole = weight > 0 ? scale_.doubled(weight) : 0;
        auto& forest = core_->forest;
        auto& rows = core_->rows;
        const auto from = vertex_[a.index];
        const auto to = vertex_[b.index];
        if (whole == rows.weight(from, to)) return;
        const bool apart = forest.settled_top(from) != forest.settled_top(to);
        if (apart && forest.vertex[from].mate != to && forest.dual(from) + forest.dual(to) >= whole) {
            rows.remove_pair(from, to); // not made, in no blossom, and covered: nothing else changes
            if (whole > 0) rows.add_pair(from, to, whole);
            return;
        }
        std::vector<detail::matching_arc> arcs;
        for (const auto& one : rows.of(from))
            if (one.other != to && owner_[one.other] != id<Kind>::none) arcs.push_back(one);
        if (whole > 0) arcs.push_back({whole, to});
        detach(a, !sleeps_with(a, arcs));
        settle(a, arcs);
    }

    /// The present possible pairs, with their weights as they are rounded.
    [[nodiscard]] weighted_pairs<Kind> instance() const {
        weighted_pairs<Kind> out{count(), {}};
        for (std::uint32_t v = 0; v < count(); ++v)
            for (const auto& one : core_->rows.of(vertex_[v]))
                if (const auto other = owner_[one.other]; other != id<Kind>::none && v < other)
                    out.pairs.push_back({id<Kind>{v}, id<Kind>{other}, scale_.value(one.weight)});
        return out;
    }

    /// The present matching with its proof, in O(n + m).
    [[nodiscard]] maximum_weight_matching_result<Kind> result() const {
        maximum_weight_matching_result<Kind> out;
        out.partner = id_map<Kind, id<Kind>>(count());
        compensated_sum weight;
        for (std::uint32_t v = 0; v < count(); ++v) {
            const auto mate = partner_of(v);
            out.partner.values()[v] = mate;
            if (!mate.valid() || mate.index < v) continue;
            weight += scale_.value(core_->rows.weight(vertex_[v], vertex_[mate.index]));
            ++out.pair_count;
        }
        out.weight = weight.value();
        out.certificate.bound = detail::write_duals(present_duals(), scale_, out.certificate);
        out.certificate.rounding = range_.largest() > 0 && range_.finest() < scale_.unit() ? scale_.unit() : 0;
        return out;
    }

private:
    static constexpr double head_room = 16; // weights may grow this much before everything is scaled anew
    // A change lowers a dual by less than 2^47 once or twice, so the stand-ins' stay far above all others.
    static constexpr std::int64_t stand_in_dual = std::int64_t{1} << 61;
    static constexpr std::size_t most_changes = 4096;

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

    [[nodiscard]] id<Kind> partner_of(std::uint32_t who) const {
        const auto mate = core_->forest.vertex[vertex_[who]].mate;
        return id<Kind>{mate == detail::no_node ? mate : owner_[mate]};
    }

    std::uint32_t new_vertex(std::uint32_t owner) {
        if (spare_.empty()) {
            core_->rows.add_vertex();
            core_->forest.resize(core_->forest.count() + 1);
            owner_.push_back(owner);
            return core_->forest.count() - 1;
        }
        const auto v = spare_.back();
        spare_.pop_back();
        owner_[v] = owner;
        return v;
    }

    // A vertex in no pair and no blossom, without arcs either way, may be another's from now on.
    void give_back(std::uint32_t v) {
        core_->forest.vertex[v].dual = 0;
        owner_[v] = id<Kind>::none;
        spare_.push_back(v);
    }

    void attach(id<Kind> who, std::span<const possible_partner<Kind>> partners) {
        for (const auto& one : partners) make_room(one.weight);
        std::vector<detail::matching_arc> arcs;
        for (const auto& one : partners)
            if (one.weight > 0) arcs.push_back({scale_.doubled(one.weight), vertex_[one.who.index]});
        settle(who, arcs);
    }

    // Finds a place for someone who has no pairs yet, with these.
    void settle(id<Kind> who, const std::vector<detail::matching_arc>& arcs) {
        auto& vertex = vertex_[who.index];
        if (sleeps_with(who, arcs)) {
            const auto before = std::exchange(asleep_[who.index], {});
            give_back(std::exchange(vertex, before.vertex));
            core_->forest.vertex[before.vertex].mate = detail::no_node;
            core_->forest.vertex[before.stand_in].mate = detail::no_node;
            give_back(before.stand_in);
            owner_[vertex] = who.index;
        } else {
            for (const auto& one : arcs) core_->rows.add_pair(vertex, one.other, one.weight);
            core_->cover(vertex);
        }
        core_->place(vertex, {});
        // Stand-ins are rarely many; but their duals, large as they are, must not run out.
        if (++changes_ < most_changes && owner_.size() < 2 * count() + 1000) return;
        const auto present = instance();
        start(present.count, present.pairs);
    }

    // The vertex of `who` gets a stand-in for a partner, worth more than any other; it stays paired with that one, and
    // in the blossoms that it is in, for good, or until `who` comes back as it was: then only the stand-in must go. The
    // id gets a new vertex.
    void detach(id<Kind> who, bool may_come_back) {
        auto& forest = core_->forest;
        const auto v = vertex_[who.index];
        if (core_->rows.of(v).empty()) return;
        if (forest.vertex[v].mate != detail::no_node || forest.settled_top(v) != v) {
            const auto dual = forest.dual(v);
            const auto stand_in = new_vertex(id<Kind>::none);
            forest.vertex[stand_in].dual = stand_in_dual + dual % 2;
            core_->rows.add_arc(stand_in, v, stand_in_dual + dual % 2 + dual);
            core_->place(stand_in, {});
            core_->rows.remove_all(stand_in); // has no arc back
            owner_[v] = id<Kind>::none;
            vertex_[who.index] = new_vertex(who.index);
            if (may_come_back) {
                auto& before = asleep_[who.index];
                if (before.vertex != detail::no_node) core_->rows.remove_all(before.vertex);
                before = {v, stand_in};
            } else {
                core_->rows.remove_all(v);
            }
        } else {
            core_->rows.remove_all(v);
        }
    }

    // Whether `who` had just these pairs when it left.
    [[nodiscard]] bool sleeps_with(id<Kind> who, const std::vector<detail::matching_arc>& arcs) const {
        const auto v = asleep_[who.index].vertex;
        if (v == detail::no_node) return false;
        std::size_t awake = 0; // of the others
        for (const auto& one : core_->rows.of(v)) awake += owner_[one.other] != id<Kind>::none ? 1U : 0U;
        return awake == arcs.size() && std::all_of(arcs.begin(), arcs.end(), [&](const detail::matching_arc& one) {
                   return core_->rows.weight(v, one.other) == one.weight;
               });
    }

    // The duals of the ids. A set around a vertex that has left holds an even number of others, all of them paired
    // inside: their potentials take over what the set covered, which leaves the bound as it was.
    [[nodiscard]] detail::whole_duals present_duals() const {
        auto all = detail::duals_of(core_->forest);
        const auto sets = all.parent.size();
        std::vector<std::uint8_t> gone(sets, 0);
        for (std::uint32_t v = 0; v < owner_.size(); ++v)
            if (owner_[v] == id<Kind>::none && all.inside[v] != odd_set::none) gone[all.inside[v]] = 1;
        std::vector<std::uint32_t> number(sets, odd_set::none); // of those that stay
        detail::whole_duals out;
        for (std::size_t i = 0; i < sets; ++i) {
            const auto parent = all.parent[i];
            if (gone[i] != 0) {
                if (parent != odd_set::none) gone[parent] = 1;
                continue;
            }
            number[i] = static_cast<std::uint32_t>(out.parent.size());
            out.parent.push_back(parent);
            out.set_dual.push_back(all.set_dual[i]);
            out.set_size.push_back(all.set_size[i]);
        }
        const auto renumbered = [&](std::uint32_t i) { return i == odd_set::none ? i : number[i]; };
        for (auto& one : out.parent) one = renumbered(one);
        std::vector<std::int64_t> lift(sets, 0); // half of what the sets around that do not stay covered
        for (auto i = sets; i-- > 0;) {
            if (gone[i] != 0) lift[i] = all.set_dual[i] / 2;
            if (all.parent[i] != odd_set::none) lift[i] += lift[all.parent[i]];
        }
        for (const auto v : vertex_) {
            const auto inside = all.inside[v];
            out.dual.push_back(all.dual[v] + (inside == odd_set::none ? 0 : lift[inside]));
            out.inside.push_back(renumbered(inside));
        }
        return out;
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
        vertex_.resize(count);
        for (std::uint32_t v = 0; v < count; ++v) vertex_[v] = v;
        owner_ = vertex_;
        asleep_.assign(count, {});
        spare_.clear();
        changes_ = 0;
    }

    detail::weight_range range_;
    detail::weight_scale scale_;
    double most_ = 1;
    std::unique_ptr<detail::matching_core> core_;
    std::vector<std::uint32_t> vertex_; // of each id
    std::vector<std::uint32_t> owner_;  // of each vertex: its id, or none when it has left or stands in
    // Of each id: the vertex that it was when it last left, with its pairs, and the stand-in that it is paired with.
    struct sleeper {
        std::uint32_t vertex = detail::no_node;
        std::uint32_t stand_in = detail::no_node;
    };
    std::vector<sleeper> asleep_;
    std::vector<std::uint32_t> spare_; // vertices to use again
    std::size_t changes_ = 0;
    std::vector<std::uint32_t> others_;
};

} // namespace colearn

#endif

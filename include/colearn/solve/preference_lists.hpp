// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_PREFERENCE_LISTS_HPP
#define COLEARN_SOLVE_PREFERENCE_LISTS_HPP

/// @file
/// For a policy reader: whom each would like to work with, best first; equally good ones may share a place, and whoever
/// is not on the list is not wanted.
/// For an engineer: the instance of every stable matching: incomplete preference lists with ties, as flat rows; made by
/// hand or from scores.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/solve/bipartite_pairs.hpp>
#include <colearn/solve/weighted_pairs.hpp>

namespace colearn {

/// A preference list for each id of `Chooser`, over ids of `Chosen`.
template <class Chooser, class Chosen = Chooser>
class preference_lists {
public:
    /// Appends the list of the next chooser, best first, and returns its id.
    id<Chooser> add(std::span<const id<Chosen>> best_first) {
        for (std::size_t i = 0; i < best_first.size(); ++i) put(best_first[i], static_cast<std::uint32_t>(i));
        return close();
    }
    id<Chooser> add(std::initializer_list<id<Chosen>> best_first) {
        return add(std::span<const id<Chosen>>{best_first.begin(), best_first.size()});
    }
    /// The same, in groups: those in one group are equally good.
    id<Chooser> add_tied(std::span<const std::vector<id<Chosen>>> best_first) {
        std::uint32_t tier = 0;
        for (const auto& group : best_first) {
            for (const auto one : group) put(one, tier);
            tier += group.empty() ? 0U : 1U;
        }
        return close();
    }
    id<Chooser> add_tied(std::initializer_list<std::vector<id<Chosen>>> best_first) {
        return add_tied(std::span<const std::vector<id<Chosen>>>{best_first.begin(), best_first.size()});
    }

    /// How many have a list; it may be empty.
    [[nodiscard]] std::size_t size() const noexcept { return offsets_.size() - 1; }
    /// Entries of all lists.
    [[nodiscard]] std::size_t entry_count() const noexcept { return choices_.size(); }
    [[nodiscard]] bool has_ties() const noexcept { return has_ties_; }
    /// One's list, best first.
    [[nodiscard]] std::span<const id<Chosen>> of(id<Chooser> who) const {
        expects(who.index < size(), "the id must have a list", who);
        return {choices_.data() + offsets_[who.index], offsets_[who.index + 1] - offsets_[who.index]};
    }
    /// The place of each entry of one's list: 0 is the best, equal numbers are equally good.
    [[nodiscard]] std::span<const std::uint32_t> tiers(id<Chooser> who) const {
        expects(who.index < size(), "the id must have a list", who);
        return {tiers_.data() + offsets_[who.index], offsets_[who.index + 1] - offsets_[who.index]};
    }

    /// For kernels: the list of id v is at places offsets()[v] to offsets()[v + 1] of the other two.
    [[nodiscard]] std::span<const std::size_t> offsets() const noexcept { return offsets_; }
    [[nodiscard]] std::span<const id<Chosen>> choices() const noexcept { return choices_; }
    [[nodiscard]] std::span<const std::uint32_t> tiers() const noexcept { return tiers_; }

    friend bool operator==(const preference_lists&, const preference_lists&) = default;

private:
    void put(id<Chosen> who, std::uint32_t tier) {
        if (choices_.size() > offsets_.back() && tiers_.back() == tier) has_ties_ = true;
        choices_.push_back(who);
        tiers_.push_back(tier);
    }
    id<Chooser> close() {
        offsets_.push_back(choices_.size());
        return id<Chooser>{size() - 1};
    }

    std::vector<std::size_t> offsets_{0};
    std::vector<id<Chosen>> choices_;
    std::vector<std::uint32_t> tiers_;
    bool has_ties_ = false;
};

namespace detail {

/// Entries (chooser, chosen, score) as lists: the best score first, equal ones tied, in the order of their ids.
template <class Chooser, class Chosen>
[[nodiscard]] preference_lists<Chooser, Chosen> lists_of(std::size_t count,
                                                         std::vector<bipartite_pair<Chooser, Chosen>> entries) {
    std::sort(entries.begin(), entries.end(), [](const auto& x, const auto& y) {
        if (x.left != y.left) return x.left < y.left;
        return x.weight != y.weight ? x.weight > y.weight : x.right < y.right;
    });
    preference_lists<Chooser, Chosen> out;
    std::vector<std::vector<id<Chosen>>> groups;
    std::vector<std::uint32_t> named; // by chosen id: one more than the last chooser that named it
    std::size_t at = 0;
    for (std::uint32_t who = 0; who < count; ++who) {
        groups.clear();
        double weight = 0; // of the last group
        for (; at < entries.size() && entries[at].left.index == who; ++at) {
            const auto& one = entries[at];
            if (one.right.index >= named.size()) named.resize(one.right.index + std::size_t{1}, 0);
            if (named[one.right.index] == who + 1) continue; // listed before, at least as heavy
            named[one.right.index] = who + 1;
            if (groups.empty() || one.weight != weight) groups.emplace_back();
            groups.back().push_back(one.right);
            weight = one.weight;
        }
        out.add_tied(std::span<const std::vector<id<Chosen>>>{groups});
    }
    return out;
}

template <class Chooser, class Chosen>
void check_lists(const preference_lists<Chooser, Chosen>& lists, std::size_t chosen_count, const char* function) {
    expects(lists.size() < id<Chooser>::none, {"there must be fewer than 2^32 - 1 ids", function}, lists.size());
    std::vector<std::uint32_t> named(chosen_count, id<Chooser>::none);
    const auto offsets = lists.offsets();
    const auto choices = lists.choices();
    for (std::uint32_t who = 0; who < lists.size(); ++who) {
        for (auto i = offsets[who]; i < offsets[who + 1]; ++i) {
            const auto one = choices[i];
            expects(one.index < chosen_count, {"everyone on a list must be among the ids", function}, one);
            expects(named[one.index] != who, {"nobody may be on a list twice", function}, one);
            named[one.index] = who;
        }
    }
}

/// For each entry of `lists`: the place (0 is the best) of the chooser on the chosen one's list in `others`; `none`
/// where it is not on it. O(entries).
template <class Chooser, class Chosen>
[[nodiscard]] std::vector<std::uint32_t> places_back(const preference_lists<Chooser, Chosen>& lists,
                                                     const preference_lists<Chosen, Chooser>& others) {
    constexpr auto none = id<Chooser>::none;
    const auto offsets = lists.offsets();
    const auto choices = lists.choices();
    std::vector<std::uint32_t> out(choices.size(), none);

    // The entries by whom they name.
    std::vector<std::size_t> starts(others.size() + 2, 0);
    for (const auto one : choices) ++starts[one.index + std::size_t{2}];
    for (std::size_t v = 2; v < starts.size(); ++v) starts[v] += starts[v - 1];
    std::vector<std::size_t> entries(choices.size());
    std::vector<std::uint32_t> choosers(choices.size());
    for (std::uint32_t who = 0; who < lists.size(); ++who) {
        for (auto i = offsets[who]; i < offsets[who + 1]; ++i) {
            const auto at = starts[choices[i].index + std::size_t{1}]++;
            entries[at] = i;
            choosers[at] = who;
        }
    }
    // Each named one's own list tells the places.
    std::vector<std::uint32_t> place(lists.size(), none);
    const auto other_offsets = others.offsets();
    const auto other_choices = others.choices();
    for (std::size_t v = 0; v < others.size(); ++v) {
        const auto row = other_choices.subspan(other_offsets[v], other_offsets[v + 1] - other_offsets[v]);
        for (std::size_t i = 0; i < row.size(); ++i) place[row[i].index] = static_cast<std::uint32_t>(i);
        for (auto at = starts[v]; at < starts[v + 1]; ++at) out[entries[at]] = place[choosers[at]];
        for (const auto one : row) place[one.index] = none;
    }
    return out;
}

} // namespace detail

/// Everyone's preferences among partners that are worth more than 0: the heavier pair first, equal ones tied.
/// Complexity: O(m log m). Throws: `contract_violation`.
template <class Kind>
[[nodiscard]] preference_lists<Kind> preferences(const weighted_pairs<Kind>& instance) {
    detail::check_pairs(instance, "preferences");
    std::vector<bipartite_pair<Kind, Kind>> entries;
    for (const auto& one : instance.pairs) {
        if (!(one.weight > 0)) continue;
        entries.push_back({one.a, one.b, one.weight});
        entries.push_back({one.b, one.a, one.weight});
    }
    return detail::lists_of(instance.count, std::move(entries));
}

/// The preferences of the left side among pairs that are worth more than 0, and those of the right side.
template <class Left, class Right>
[[nodiscard]] preference_lists<Left, Right> left_preferences(const bipartite_pairs<Left, Right>& instance) {
    detail::check_pairs(instance, "left_preferences");
    std::vector<bipartite_pair<Left, Right>> entries;
    for (const auto& one : instance.pairs)
        if (one.weight > 0) entries.push_back(one);
    return detail::lists_of(instance.left_count, std::move(entries));
}
template <class Left, class Right>
[[nodiscard]] preference_lists<Right, Left> right_preferences(const bipartite_pairs<Left, Right>& instance) {
    detail::check_pairs(instance, "right_preferences");
    std::vector<bipartite_pair<Right, Left>> entries;
    for (const auto& one : instance.pairs)
        if (one.weight > 0) entries.push_back({one.right, one.left, one.weight});
    return detail::lists_of(instance.right_count, std::move(entries));
}

} // namespace colearn

#endif

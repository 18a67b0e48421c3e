// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_STABLE_ROOMMATES_HPP
#define COLEARN_SOLVE_STABLE_ROOMMATES_HPP

/// @file
/// For a policy reader: pairs up members of one group so that no two would both rather have each other; when that
/// cannot be done, names the circle of people that makes it impossible and the pairing that comes nearest.
/// For an engineer: stable roommates with incomplete lists, by Irving's algorithm as Tan completed it: a stable
/// partition always exists, and a party of three or more that is odd proves that no stable matching does.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/preference_lists.hpp>
#include <colearn/solve/tie_breaking.hpp>

namespace colearn {

struct stable_roommates_options {
    tie_break ties = tie_break::by_id; ///< how equally good ones are put in order first
    std::uint64_t seed = 0;            ///< of the lottery
};

/// A stable partition: everybody is in one party. A party of one is alone, one of two is a pair; in an odd party of
/// three or more, each would rather have its successor than its predecessor. No two would both rather have each other
/// than their predecessors.
template <class Kind>
struct stable_roommates_certificate {
    id_map<Kind, id<Kind>> successor{};               ///< the next in one's party: oneself, one's partner, or the next
    std::vector<std::vector<id<Kind>>> odd_parties{}; ///< those of three or more, each in order from its smallest id
};

template <class Kind>
struct stable_roommates_result {
    id_map<Kind, id<Kind>> partner{}; ///< symmetric; an invalid id has no partner
    std::size_t pair_count = 0;       ///< pairs made
    /// Infeasible: those whom `partner` leaves alone, the first of each odd party. Every two who would leave their
    /// partners for each other include one of these, and no pairing that sets fewer aside is so.
    std::vector<id<Kind>> set_aside{};
    stable_roommates_certificate<Kind> certificate{};
    status outcome = status::optimal;
};

namespace detail {

template <class Kind>
void check_roommates(const preference_lists<Kind>& lists, const char* function) {
    check_lists(lists, lists.size(), function);
    for (const auto who : id_range<Kind>{lists.size()})
        for (const auto one : lists.of(who)) expects(one != who, {"nobody may be on the own list", function}, one);
}

/// Parties of three or more, each in order from its smallest id. `successor` must be a permutation.
template <class Kind>
[[nodiscard]] std::vector<std::vector<id<Kind>>> odd_parties(const id_map<Kind, id<Kind>>& successor) {
    std::vector<std::vector<id<Kind>>> out;
    std::vector<std::uint8_t> seen(successor.size(), 0);
    for (const auto start : successor.ids()) {
        std::vector<id<Kind>> party;
        for (auto at = start; seen[at.index] == 0; at = successor[at]) {
            seen[at.index] = 1;
            party.push_back(at);
        }
        if (party.size() > 2) out.push_back(std::move(party));
    }
    return out;
}

/// Pairs as they are; of an odd party, all but its first in pairs along it.
template <class Kind>
[[nodiscard]] id_map<Kind, id<Kind>> partners_of(const stable_roommates_certificate<Kind>& proof) {
    id_map<Kind, id<Kind>> out(proof.successor.size());
    for (const auto who : out.ids()) {
        const auto next = proof.successor[who];
        if (next != who && proof.successor[next] == who) out[who] = next;
    }
    for (const auto& party : proof.odd_parties)
        for (std::size_t i = 1; i + 1 < party.size(); i += 2) {
            out[party[i]] = party[i + 1];
            out[party[i + 1]] = party[i];
        }
    return out;
}

/// The table of Irving's algorithm: lists that only get shorter, an entry always at both ends.
template <class Kind>
class roommates_table {
public:
    static constexpr std::uint32_t none = id<Kind>::none;

    explicit roommates_table(const preference_lists<Kind>& lists)
        : offsets_(lists.offsets()), choices_(lists.choices()), back_(places_back(lists, lists)), first_(lists.size()),
          second_(lists.size()), end_(lists.size()) {
        for (std::size_t v = 0; v < lists.size(); ++v) {
            first_[v] = offsets_[v];
            second_[v] = offsets_[v];
            end_[v] = offsets_[v + 1];
        }
    }

    [[nodiscard]] std::uint32_t size() const noexcept { return static_cast<std::uint32_t>(first_.size()); }

    /// The place of the best that is left, the end if nobody is. Amortised O(1), for entries never come back.
    [[nodiscard]] std::size_t first(std::uint32_t v) {
        while (first_[v] < end_[v] && !alive(first_[v])) ++first_[v];
        return first_[v];
    }
    [[nodiscard]] std::size_t second(std::uint32_t v) {
        second_[v] = (std::max)(second_[v], first(v) + 1);
        while (second_[v] < end_[v] && !alive(second_[v])) ++second_[v];
        return (std::min)(second_[v], end_[v]);
    }
    [[nodiscard]] std::size_t end(std::uint32_t v) const noexcept { return end_[v]; }
    [[nodiscard]] bool empty(std::uint32_t v) { return first(v) >= end_[v]; }
    [[nodiscard]] std::uint32_t who(std::size_t entry) const noexcept { return choices_[entry].index; }
    /// Once each holds a proposal: the one who made it.
    [[nodiscard]] std::uint32_t last(std::uint32_t v) const noexcept { return who(end_[v] - 1); }

    /// The one at `entry` keeps nobody worse than the entry's owner.
    void cut(std::size_t entry) {
        const auto v = who(entry);
        end_[v] = offsets_[v] + back_[entry] + 1;
    }

private:
    [[nodiscard]] bool alive(std::size_t entry) const noexcept {
        const auto v = who(entry);
        return back_[entry] != none && offsets_[v] + back_[entry] < end_[v];
    }

    std::span<const std::size_t> offsets_;
    std::span<const id<Kind>> choices_;
    std::vector<std::uint32_t> back_; // by entry: its owner's place on the other's list
    std::vector<std::size_t> first_;  // nobody alive before it
    std::vector<std::size_t> second_; // nobody alive between the first and it
    std::vector<std::size_t> end_;    // one past the last
};

// Phase 1: each proposes down its list; whoever is asked keeps the best proposal and strikes off all who are worse.
template <class Kind>
void propose(roommates_table<Kind>& table) {
    constexpr auto none = roommates_table<Kind>::none;
    std::vector<std::uint32_t> held(table.size(), none); // whose proposal each holds
    for (std::uint32_t start = 0; start < table.size(); ++start) {
        auto asking = start;
        while (asking != none && !table.empty(asking)) {
            const auto entry = table.first(asking); // alive: it would be kept
            const auto asked = table.who(entry);
            table.cut(entry);
            std::swap(held[asked], asking);
        }
    }
}

// Phase 2: find a rotation, strike it out, until no list has two entries but those of odd parties, which are returned
// as successors. The path is kept between rotations: what stands before the rotation on it still holds, but for
// some whose list has come down to one entry, which no path meets again.
template <class Kind>
void rotate(roommates_table<Kind>& table, std::vector<std::uint32_t>& successor) {
    constexpr auto none = roommates_table<Kind>::none;
    std::vector<std::uint32_t> path;
    std::vector<std::uint32_t> place(table.size(), none); // on the path
    std::size_t rotations = 0;
    std::vector<std::size_t> rotated(table.size(), 0); // the last rotation that each was in
    const auto has_two = [&](std::uint32_t v) { return successor[v] == none && table.second(v) < table.end(v); };
    const auto pop = [&] {
        place[path.back()] = none;
        path.pop_back();
    };
    for (std::uint32_t start = 0; start < table.size(); ++start) {
        auto next = start;
        for (;;) {
            // 1. Go from x to the last of x's second, until somebody comes again.
            if (!has_two(next)) {
                if (path.empty()) break;
                next = path.back();
                pop();
                continue;
            }
            place[next] = static_cast<std::uint32_t>(path.size());
            path.push_back(next);
            next = table.last(table.who(table.second(next)));
            if (place[next] == none) continue; // not met before

            // 2. The rotation: x_0, x_1, ... with their second choices.
            const std::vector<std::uint32_t> rotation(path.begin() + place[next], path.end());
            while (path.back() != next) pop();
            pop();
            if (!path.empty()) { // the one that led to the rotation will be led elsewhere
                next = path.back();
                pop();
            }
            std::vector<std::size_t> seconds;
            bool two_entries = true;
            ++rotations;
            for (const auto x : rotation) {
                seconds.push_back(table.second(x));
                two_entries = two_entries && seconds.back() + 1 == table.end(x);
                rotated[x] = rotations;
            }
            // Those asked are all different. When they are the rotation itself and all lists have two entries, to
            // strike it out would empty the lists: it is an odd party. In every other case no list is emptied.
            const auto inside = [&](std::size_t entry) { return rotated[table.who(entry)] == rotations; };
            if (two_entries && std::all_of(seconds.begin(), seconds.end(), inside)) {
                for (const auto x : rotation) successor[x] = table.who(table.first(x));
                continue;
            }

            // 3. Each one's second keeps nobody worse than that one, and so all move one choice down.
            for (const auto entry : seconds) table.cut(entry);
        }
    }
    for (std::uint32_t v = 0; v < table.size(); ++v)
        if (successor[v] == none) successor[v] = table.empty(v) ? v : table.who(table.first(v));
}

} // namespace detail

/// Pairs up a group so that no two would both rather have each other than what they have, or proves that none such
/// pairing exists. Two can be paired when each is on the other's list; one can stay alone.
///
/// Source: Irving, "An efficient algorithm for the 'stable roommates' problem", Journal of Algorithms 6 (1985);
/// Gusfield and Irving, *The Stable Marriage Problem* (1989), chapter 4; Tan, "A necessary and sufficient condition
/// for the existence of a complete stable matching", Journal of Algorithms 12 (1991), for parties. An odd party is
/// a rotation all of whose lists have two entries: to strike it out would empty them.
/// Complexity: O(n + m) time and space for n people and lists of m entries in all.
/// Preconditions: lists name ids of the group, nobody oneself, nobody twice.
/// Result: `optimal`: stable; it pairs the same people as every other stable matching. `infeasible`: none exists,
/// and `odd_parties` say why; then `partner` is stable among all but `set_aside`. With ties, both are about the
/// order that the ties were put in (to decide it for all orders is NP-complete: Ronn 1990).
/// Throws: `contract_violation`.
/// Determinism: one answer for one instance, tie rule and seed.
/// Example: `if (stable_roommates(lists).outcome == status::infeasible) ...`
template <class Kind>
[[nodiscard]] stable_roommates_result<Kind> stable_roommates(const preference_lists<Kind>& lists,
                                                             const stable_roommates_options& options = {}) {
    detail::check_roommates(lists, "stable_roommates");
    const auto strict = break_ties(lists, options.ties, options.seed);
    detail::roommates_table<Kind> table(strict);
    std::vector<std::uint32_t> successor(lists.size(), table.none);
    detail::propose(table);
    detail::rotate(table, successor);

    stable_roommates_result<Kind> out;
    out.partner = id_map<Kind, id<Kind>>(lists.size());
    out.certificate.successor = id_map<Kind, id<Kind>>(lists.size());
    for (std::uint32_t v = 0; v < successor.size(); ++v) out.certificate.successor.values()[v] = id<Kind>{successor[v]};
    out.certificate.odd_parties = detail::odd_parties(out.certificate.successor);
    out.partner = detail::partners_of(out.certificate);
    for (const auto& party : out.certificate.odd_parties) out.set_aside.push_back(party.front());
    for (const auto mate : out.partner) out.pair_count += mate.valid() ? 1U : 0U;
    out.pair_count /= 2;
    if (!out.set_aside.empty()) out.outcome = status::infeasible;
    return out;
}

/// Checks the partition, and that the pairs follow from it, in O(m), without solving.
/// First violated of: sizes; successors make parties of one, two, or an odd number, whose members are on each other's
/// lists; in a party of three or more each would rather have its successor than its predecessor; no two would both
/// rather have each other than their predecessors; parties, pairs, counts and status follow from the partition. These
/// are the conditions of Tan's theorem, so that an odd party proves that no stable matching exists.
template <class Kind>
[[nodiscard]] verification verify(const preference_lists<Kind>& lists, const stable_roommates_result<Kind>& result,
                                  const stable_roommates_options& options = {}) {
    detail::check_roommates(lists, "verify");
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto text = [](std::size_t v) { return std::to_string(v); };
    const auto n = lists.size();
    const auto& proof = result.certificate;
    const auto successor = proof.successor.values();
    if (successor.size() != n || result.partner.size() != n)
        return reject("there must be a successor and a partner, or none, for each");

    // 1. Parties.
    constexpr auto none = id<Kind>::none;
    std::vector<std::uint32_t> predecessor(n, none);
    for (std::uint32_t v = 0; v < n; ++v) {
        if (successor[v].index >= n || predecessor[successor[v].index] != none)
            return reject("successors must make parties; that of " + text(v) + " does not");
        predecessor[successor[v].index] = v;
    }
    const auto parties = detail::odd_parties(proof.successor);
    for (const auto& party : parties)
        if (party.size() % 2 == 0)
            return reject("the party of " + text(party.front().index) + " is even: it must be taken apart into pairs");

    // 2. What each thinks of its predecessor and successor.
    const auto strict = break_ties(lists, options.ties, options.seed);
    const auto offsets = strict.offsets();
    const auto back = detail::places_back(strict, strict);
    std::vector<std::uint32_t> reach(n, none); // place of the predecessor: none when alone
    for (std::uint32_t v = 0; v < n; ++v) {
        if (successor[v].index == v) continue;
        auto next = none;
        for (auto i = offsets[v]; i < offsets[v + 1]; ++i) {
            const auto place = static_cast<std::uint32_t>(i - offsets[v]);
            if (back[i] != none && strict.choices()[i].index == predecessor[v]) reach[v] = place;
            if (back[i] != none && strict.choices()[i] == successor[v]) next = place;
        }
        if (reach[v] == none || next == none)
            return reject("those next to each other in a party must be on each other's lists; " + text(v) + " is not");
        if (predecessor[v] != successor[v].index && !(next < reach[v]))
            return reject(text(v) + " must rather have its successor than its predecessor");
    }
    for (std::uint32_t v = 0; v < n; ++v)
        for (auto i = offsets[v]; i < offsets[v + 1] && i - offsets[v] < reach[v]; ++i)
            if (back[i] != none && back[i] < reach[strict.choices()[i].index])
                return reject(text(v) + " and " + text(strict.choices()[i].index) +
                              " would both rather have each other than their predecessors");

    // 3. What follows from the partition.
    if (proof.odd_parties != parties) return reject("the odd parties are others");
    if (result.partner != detail::partners_of(proof)) return reject("the pairs must follow from the parties");
    std::size_t paired = 0;
    for (const auto mate : result.partner) paired += mate.valid() ? 1U : 0U;
    if (paired != 2 * result.pair_count)
        return reject("there are " + text(paired / 2) + " pairs, not " + text(result.pair_count));
    if (result.set_aside.size() != proof.odd_parties.size()) return reject("one of each odd party must be set aside");
    for (std::size_t i = 0; i < result.set_aside.size(); ++i)
        if (result.set_aside[i] != proof.odd_parties[i].front())
            return reject("one of each odd party must be set aside, its first");
    if (result.outcome != (proof.odd_parties.empty() ? status::optimal : status::infeasible))
        return reject("the status must be infeasible when there is an odd party, and optimal when there is none");
    return verification::accept();
}

} // namespace colearn

#endif

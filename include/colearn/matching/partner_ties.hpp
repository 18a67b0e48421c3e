// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_PARTNER_TIES_HPP
#define COLEARN_MATCHING_PARTNER_TIES_HPP

/// @file
/// For a policy reader: which schools (or teachers) already know each other, and which partners two of them share.
/// For an engineer: neighbourhoods within a role's own kind as sorted rows, with the trust of the ties among the role.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <type_traits>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>

namespace colearn {

/// Roles whose actors belong to a school rather than work with it. A school's own people are not its partners.
template <class Role>
inline constexpr bool is_member_of_school =
    std::is_same_v<Role, teacher> || std::is_same_v<Role, student_group> || std::is_same_v<Role, family>;

/// The ties of schools with schools and other organisations, or of teachers (or other people of a school) with each
/// other. Default-made: nothing is known.
/// Complexity: O(n + m log d) to make, O(d) for a question, d = ties of one actor. Space: O(n + m).
template <class Kind>
class partner_ties {
public:
    partner_ties() = default;

    /// From the layers of these names, or all layers when none is named. A tie of an undirected layer counts both ways;
    /// of several ties from one to another the most trusted counts.
    template <actor_role... Role, class Tie>
    explicit partner_ties(const network<roles<Role...>, Tie>& net, std::span<const std::string> layer_names = {}) {
        using net_type = network<roles<Role...>, Tie>;
        std::vector<std::uint8_t> chosen(net.layer_ids().size(), layer_names.empty() ? 1 : 0);
        for (const auto& name : layer_names) {
            const auto which = net.find_layer(name);
            expects(which.valid(), "every layer named must be in the network", std::string_view(name));
            chosen[which.index] = 1;
        }
        constexpr auto kind_role = net_type::template role_index<Kind>;
        // People are partners of their like, organisations of any organisation.
        constexpr bool partner[] = {
            (is_member_of_school<Kind> ? std::is_same_v<Role, Kind> : !is_member_of_school<Role>)...};
        std::vector<row_entry> entries;
        net.for_each_tie([&](id<Tie>, tie_end from, tie_end to, id<layer> layer_id, const Tie& value) {
            if (chosen[layer_id.index] == 0 || from == to || !partner[from.role] || !partner[to.role]) return;
            const double trust = trust_of(value);
            const bool mutual = !net[layer_id].directed;
            if (from.role == kind_role) entries.push_back({from.index, code(to), trust});
            if (to.role == kind_role) entries.push_back({to.index, code(from), mutual ? trust : 0});
        });
        role_ = kind_role;
        assign(net.template id_bound<Kind>(), std::move(entries));
    }
    explicit partner_ties(const learning_system& system, std::span<const std::string> layer_names = {})
        : partner_ties(system.net, layer_names) {}

    /// Whether any of them has a tie.
    [[nodiscard]] bool empty() const noexcept { return entries_.empty(); }

    /// Trust of the strongest tie from one to another; empty without a tie in this direction.
    [[nodiscard]] std::optional<double> trust(id<Kind> from, id<Kind> to) const {
        const auto row = row_of(from);
        const auto key = code({role_, to.index});
        const auto found = std::lower_bound(row.begin(), row.end(), key,
                                            [](const row_entry& one, std::uint64_t other) { return one.to < other; });
        if (found == row.end() || found->to != key || !(found->trust > 0)) return std::nullopt;
        return found->trust;
    }

    /// How many partners each of two has, without the two themselves, and how many they share.
    struct overlap {
        std::size_t of_a = 0;
        std::size_t of_b = 0;
        std::size_t shared = 0;

        /// Partners that at least one of them has.
        [[nodiscard]] constexpr std::size_t either() const noexcept { return of_a + of_b - shared; }
        /// Whether both have any: one without a partner on record is one of which they are not known.
        [[nodiscard]] constexpr bool known() const noexcept { return of_a > 0 && of_b > 0; }
    };
    [[nodiscard]] overlap partners(id<Kind> a, id<Kind> b) const {
        const auto x = row_of(a);
        const auto y = row_of(b);
        const auto skip_a = code({role_, a.index});
        const auto skip_b = code({role_, b.index});
        overlap out;
        auto i = x.begin();
        auto j = y.begin();
        while (i != x.end() || j != y.end()) {
            const bool from_x = j == y.end() || (i != x.end() && i->to <= j->to);
            const bool from_y = i == x.end() || (j != y.end() && j->to <= i->to);
            const auto who = from_x ? i->to : j->to;
            if (who != skip_a && who != skip_b) {
                out.of_a += from_x ? 1U : 0U;
                out.of_b += from_y ? 1U : 0U;
                out.shared += from_x && from_y ? 1U : 0U;
            }
            if (from_x) ++i;
            if (from_y) ++j;
        }
        return out;
    }

    /// Those of its own kind that one has a tie with, in either direction, ascending.
    [[nodiscard]] std::vector<id<Kind>> tied_to(id<Kind> who) const {
        std::vector<id<Kind>> out;
        for (const auto& one : row_of(who))
            if (one.to >> 32 == role_) out.push_back(id<Kind>{static_cast<std::uint32_t>(one.to)});
        return out;
    }

private:
    struct row_entry {
        std::uint32_t from;
        std::uint64_t to; // role and index of the other end
        double trust;     // from `from` to `to`; 0 when the tie runs the other way only
    };

    [[nodiscard]] static constexpr std::uint64_t code(tie_end end) noexcept {
        return std::uint64_t{end.role} << 32 | end.index;
    }
    template <class Tie>
    [[nodiscard]] static double trust_of(const Tie& value) {
        if constexpr (requires { static_cast<double>(value.trust); })
            return static_cast<double>(value.trust);
        else
            return 0; // a tie without trust is a partner all the same
    }
    [[nodiscard]] std::span<const row_entry> row_of(id<Kind> who) const noexcept {
        if (std::size_t{who.index} + 1 >= offsets_.size()) return {};
        return {entries_.data() + offsets_[who.index], offsets_[who.index + 1] - offsets_[who.index]};
    }
    void assign(std::size_t count, std::vector<row_entry> entries) {
        for (const auto& one : entries)
            expects(one.trust >= 0 && one.trust <= 1, "trust must be within 0 to 1", one.trust);
        std::sort(entries.begin(), entries.end(), [](const row_entry& x, const row_entry& y) {
            return std::tuple(x.from, x.to, -x.trust) < std::tuple(y.from, y.to, -y.trust);
        });
        const auto same = [](const row_entry& x, const row_entry& y) { return x.from == y.from && x.to == y.to; };
        entries.erase(std::unique(entries.begin(), entries.end(), same), entries.end());
        offsets_.assign(count + 1, 0);
        for (const auto& one : entries) ++offsets_[one.from + 1];
        for (std::size_t v = 0; v < count; ++v) offsets_[v + 1] += offsets_[v];
        entries_ = std::move(entries);
    }

    std::uint32_t role_ = 0;
    std::vector<std::size_t> offsets_;
    std::vector<row_entry> entries_; // by (from, to)
};

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_MEMBER_HPP
#define COLEARN_REPORT_REVIEW_MEMBER_HPP

/// @file
/// For a policy reader: who is looked at: an actor with its name, its role, where it belongs, and its measures.
/// For an engineer: the rows of a `review_group` before they are measured, and the layers that join them.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/layer.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/graph/roster.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn {

/// One actor with its measures.
struct review_member {
    id<actor> at{};           ///< in the group's view
    tie_end who{};            ///< in the network
    std::string key{};        ///< in the network
    std::string name{};       ///< the key where it has no name
    std::string role{};       ///< such as "school"
    std::string place{};      ///< region of a school, school of a teacher; empty: not known
    std::size_t partners = 0; ///< others tied to it, in either direction
    double trust = 0;         ///< sum of the trust of its ties with them, the strongest tie of each pair
    evidence behind{};        ///< experiences of all its ties with them, in either direction, good and bad
    double standing = 0;      ///< PageRank times the number of actors: 1 is the average
    double brokerage = 0;     ///< share of the ordered pairs of others whose most trusted path runs through it, 0 to 1
    std::size_t rank = 0;     ///< by brokerage, from 1; equal ones share a rank
    /// Ends of the interval that holds its rank in 80% of the networks drawn from the evidence behind trust; 0: not
    /// measured.
    std::size_t best_rank = 0;
    std::size_t worst_rank = 0;
    /// Actors that would lose every path to the largest remaining part without it.
    std::size_t cut_off = 0;
    /// Redraws, with a tenth of the ties left out at random, in which it is among the ten first brokers.
    std::size_t times_leading = 0;
};

namespace detail {

/// The school that employs each teacher, by the teacher's number: from the layer "employment", or from all layers where
/// there is none; the most trusted tie counts.
[[nodiscard]] inline std::vector<id<school>> schools_of_teachers(const system_network& net) {
    std::vector<id<school>> out(net.id_bound<teacher>());
    std::vector<double> trust(net.id_bound<teacher>(), 0.0);
    const auto employment = net.find_layer("employment");
    constexpr auto school_role = system_network::role_index<school>;
    constexpr auto teacher_role = system_network::role_index<teacher>;
    net.for_each_tie([&](id<tie>, tie_end from, tie_end to, id<layer> kind, const tie& value) {
        if (employment.valid() && kind != employment) return;
        if (from.role == teacher_role) std::swap(from, to);
        if (from.role != school_role || to.role != teacher_role || value.trust <= trust[to.index]) return;
        trust[to.index] = value.trust;
        out[to.index] = id<school>{from.index};
    });
    return out;
}

template <class Role>
[[nodiscard]] std::string name_of(const Role& one) {
    return one.name.empty() ? one.key : one.name;
}

/// The layers that have ties among the given roles, in the order of the network.
template <class... Role>
[[nodiscard]] std::vector<id<layer>> layers_among(const system_network& net) {
    std::vector<std::uint8_t> used(net.layer_ids().size(), 0);
    const auto among = [](std::uint32_t role) { return ((role == system_network::role_index<Role>) || ...); };
    net.for_each_tie([&](id<tie>, tie_end from, tie_end to, id<layer> kind, const tie&) {
        if (among(from.role) && among(to.role)) used[kind.index] = 1;
    });
    std::vector<id<layer>> out;
    for (const auto which : net.layer_ids())
        if (used[which.index] != 0) out.push_back(which);
    return out;
}

/// Fills in who the members are; the measures come later.
template <class... Role>
[[nodiscard]] std::vector<review_member> list_members(const system_network& net, const roster& who) {
    std::vector<review_member> out(who.size());
    [[maybe_unused]] const auto employers = schools_of_teachers(net);
    const auto list = [&]<class R>() {
        for (const auto at : who.template actors<R>()) {
            const auto number = who.template as<R>(at);
            const auto& one = net[number];
            auto& member = out[at.index];
            member.at = at;
            member.who = {system_network::role_index<R>, number.index};
            member.key = one.key;
            member.name = name_of(one);
            member.role = std::string(R::role);
            if constexpr (std::is_same_v<R, school>) member.place = one.region;
            if constexpr (std::is_same_v<R, teacher>)
                if (const auto at_school = employers[number.index]; at_school.valid())
                    member.place = name_of(net[at_school]);
        }
    };
    (list.template operator()<Role>(), ...);
    return out;
}

} // namespace detail

} // namespace colearn

#endif

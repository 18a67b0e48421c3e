// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_FREEZE_NETWORK_HPP
#define COLEARN_GRAPH_FREEZE_NETWORK_HPP

/// @file
/// For a policy reader: chooses which kinds of tie, and which kinds of actor, the picture shows.
/// For an engineer: `network` -> `view` over chosen layers, roles and weight.

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/freeze.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roster.hpp>
#include <colearn/graph/view.hpp>

namespace colearn {

/// The default weight of a tie: its trust.
struct by_trust {
    static constexpr std::string_view name = "trust";
    template <class Tie>
    [[nodiscard]] double operator()(const Tie& one) const {
        return one.trust;
    }
};

/// Every tie counts as 1.
struct by_presence {
    static constexpr std::string_view name = "number of ties";
    template <class Tie>
    [[nodiscard]] double operator()(const Tie&) const {
        return 1;
    }
};

struct layer_options {
    std::vector<id<layer>> layers{}; ///< which layers; empty: all
    /// Whether direction counts. Unset: yes, unless every chosen layer is undirected. In a directed view the ties of an
    /// undirected layer run both ways.
    std::optional<bool> directed{};
    loops self_ties = loops::drop;                     ///< ties from an actor to itself
    parallel_ties parallel = parallel_ties::strongest; ///< several ties between one pair
    bool keep_ties = false;                            ///< keep each arc's tie id (4 bytes an arc)
};

namespace detail {

template <class Weight>
[[nodiscard]] std::string weight_name() {
    if constexpr (requires { std::string_view(Weight::name); })
        return std::string(Weight::name);
    else
        return "weight of the caller";
}

} // namespace detail

/// Freezes a network into a view.
///
/// `freeze(net)` takes every role and layer. `freeze<school, agency>(net, ...)` takes the actors of these roles alone,
/// and the ties between them. `weight(const Tie&)` gives a tie's strength: positive and finite.
///
/// Complexity: O(n + m) time and 16 bytes a tie beside the view.
/// Throws: `contract_violation` for a foreign layer or a bad weight, which it names with both actors.
template <class... Chosen, actor_role... Role, class Tie, class Weight = by_trust>
[[nodiscard]] view freeze(const network<roles<Role...>, Tie>& net, const layer_options& options = {},
                          Weight weight = {}) {
    using net_type = network<roles<Role...>, Tie>;
    std::vector<std::uint8_t> chosen_layer(net.layer_ids().size(), options.layers.empty() ? 1 : 0);
    for (const auto which : options.layers) {
        expects(which.index < chosen_layer.size(), "every chosen layer must be one of the network's", which);
        chosen_layer[which.index] = 1;
    }
    bool directed = false;
    std::vector<std::string> layer_names;
    for (const auto which : net.layer_ids()) {
        if (chosen_layer[which.index] == 0) continue;
        directed |= net[which].directed;
        layer_names.push_back(net[which].name);
    }
    directed = options.directed.value_or(directed || layer_names.empty());

    // 1. The roster: roles in the network's order, actors ascending.
    std::vector<roster::part> parts;
    std::string names;
    std::vector<std::uint64_t> name_ends;
    std::vector<std::vector<std::uint32_t>> vertex_of(sizeof...(Role)); // by role and id
    const auto take = [&]<class R>() {
        roster::part part{&detail::role_key<R>, std::string(std::string_view(R::role)),
                          static_cast<std::uint32_t>(name_ends.size()),
                          static_cast<std::uint32_t>(net.template count<R>())};
        const bool holes = net.template count<R>() != net.template id_bound<R>();
        auto& vertices = vertex_of[net_type::template role_index<R>];
        vertices.assign(net.template id_bound<R>(), id<actor>::none);
        net.template for_each<R>([&](id<R> who, const R& one) {
            vertices[who.index] = static_cast<std::uint32_t>(name_ends.size());
            if (holes) part.ids.push_back(who.index);
            const std::string_view name = one.name;
            names += name.empty() ? std::string_view(one.key) : name;
            name_ends.push_back(names.size());
        });
        parts.push_back(std::move(part));
    };
    (static_cast<void>(net_type::template role_index<Chosen>), ...); // a foreign role does not compile
    if constexpr (sizeof...(Chosen) == 0) {
        (take.template operator()<Role>(), ...);
    } else {
        const auto take_if_chosen = [&]<class R>() {
            if constexpr ((std::is_same_v<R, Chosen> || ...)) take.template operator()<R>();
        };
        (take_if_chosen.template operator()<Role>(), ...);
    }
    auto who = std::make_shared<const roster>(std::move(parts), std::move(names), std::move(name_ends));

    // 2. The ties between them, as columns.
    std::vector<std::uint32_t> sources;
    std::vector<std::uint32_t> targets;
    std::vector<double> strengths;
    std::vector<std::uint32_t> tie_ids;
    sources.reserve(net.tie_bound());
    targets.reserve(net.tie_bound());
    strengths.reserve(net.tie_bound());
    net.for_each_tie([&](id<Tie> which, tie_end from, tie_end to, id<layer> kind, const Tie& value) {
        if (chosen_layer[kind.index] == 0) return;
        if (vertex_of[from.role].empty() || vertex_of[to.role].empty()) return;
        const auto push = [&](std::uint32_t source, std::uint32_t target) {
            sources.push_back(source);
            targets.push_back(target);
            strengths.push_back(weight(value));
            if (options.keep_ties) tie_ids.push_back(which.index);
        };
        const auto source = vertex_of[from.role][from.index];
        const auto target = vertex_of[to.role][to.index];
        push(source, target);
        if (directed && !net[kind].directed && source != target) push(target, source);
    });

    return freeze({sources, targets, strengths}, std::move(who),
                  {.directed = directed,
                   .self_ties = options.self_ties,
                   .parallel = options.parallel,
                   .keep_ties = options.keep_ties,
                   .tie_ids = tie_ids,
                   .layers = std::move(layer_names),
                   .weight = detail::weight_name<Weight>()});
}

} // namespace colearn

#endif

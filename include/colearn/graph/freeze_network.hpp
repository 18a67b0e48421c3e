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
#include <colearn/graph/weight.hpp>

namespace colearn {

/// The default weight of a tie: its trust.
struct by_trust {
    static constexpr std::string_view name = "trust";
    template <class Tie>
    requires requires(const Tie& one) { one.trust; }
    [[nodiscard]] double operator()(const Tie& one) const { return one.trust; }
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
    unsigned threads = 1;                              ///< 0: one for each core; the view does not depend on it
};

namespace detail {

template <class Weight>
[[nodiscard]] std::string weight_name() {
    if constexpr (requires { std::string_view(Weight::name); })
        return std::string(Weight::name);
    else
        return "weight of the caller";
}

// What a weight may be: a function of the tie that gives a number or a `strength`, but never a `length`.
template <class Weight, class Tie>
inline constexpr bool gives_strength = requires(const Weight& weight, const Tie& one) {
    requires std::is_convertible_v<decltype(weight(one)), double> ||
        std::is_convertible_v<decltype(weight(one)), colearn::strength>;
};

// The ties of a network between the chosen actors in the chosen layers, as `freeze_ties` reads them: no copy is made.
template <class Net, class Weight>
struct network_ties {
    enum class course : std::uint8_t { left_out, one_way, both_ways };

    typename Net::tie_table table;
    const std::vector<std::uint32_t>& vertices; // by the actor's number; none: not in the view
    const std::vector<course>& courses;         // by layer
    const Weight& weight;

    [[nodiscard]] std::size_t size() const noexcept { return table.values.size(); }
    [[nodiscard]] double strength(std::size_t i) const {
        if constexpr (std::is_convertible_v<decltype(weight(table.values[i])), double>)
            return weight(table.values[i]);
        else
            return colearn::strength(weight(table.values[i])).value;
    }
    [[nodiscard]] std::uint32_t id(std::size_t i) const noexcept { return static_cast<std::uint32_t>(i); }

    template <class Visit>
    void each(std::size_t first, std::size_t last, Visit visit) const {
        constexpr auto none = colearn::id<actor>::none;
        for (auto i = first; i < last; ++i) {
            const auto kind = table.layers[i];
            if (kind == Net::tie_table::no_layer || courses[kind] == course::left_out) continue;
            const auto source = vertices[table.from[i]];
            const auto target = vertices[table.to[i]];
            if (source != none && target != none) visit(i, source, target, courses[kind] == course::both_ways);
        }
    }
};

} // namespace detail

/// Freezes a network into a view.
///
/// `freeze(net)` takes every role and layer. `freeze<school, agency>(net, ...)` takes the actors of these roles alone,
/// and the ties between them. `weight(const Tie&)` gives a tie's strength, positive and finite; it is called on as many
/// threads as the options say.
///
/// In an undirected view the ties from a to b and from b to a are parallel ties.
///
/// Complexity: O(n + m) time. Memory beside the view: 4 bytes for each actor and what `freeze` of columns takes.
/// Throws: `contract_violation` for a foreign layer or a bad weight, which it names with both actors.
template <class... Chosen, actor_role... Role, class Tie, class Weight = by_trust>
[[nodiscard]] view freeze(const network<roles<Role...>, Tie>& net, const layer_options& options = {},
                          const Weight& weight = {}) {
    using net_type = network<roles<Role...>, Tie>;
    using ties_type = detail::network_ties<net_type, Weight>;
    using course = typename ties_type::course;
    static_assert(detail::gives_strength<Weight, Tie>,
                  "a weight takes a tie and gives its strength, where larger is closer: a double or a `strength`, "
                  "never a `length`. A tie without `trust` needs a weight of its own");
    (static_cast<void>(net_type::template role_index<Chosen>), ...); // a foreign role does not compile

    // 1. The layers.
    const auto layer_count = net.layer_ids().size();
    std::vector<std::uint8_t> chosen(layer_count, options.layers.empty() ? 1 : 0);
    for (const auto which : options.layers) {
        expects(which.index < layer_count, "every chosen layer must be one of the network's", which);
        chosen[which.index] = 1;
    }
    freeze_options frozen{.self_ties = options.self_ties,
                          .parallel = options.parallel,
                          .keep_ties = options.keep_ties,
                          .weight = detail::weight_name<Weight>(),
                          .threads = options.threads};
    bool any_directed = false;
    for (const auto which : net.layer_ids()) {
        if (chosen[which.index] == 0) continue;
        any_directed |= net[which].directed;
        frozen.layers.push_back(net[which].name);
    }
    frozen.directed = options.directed.value_or(any_directed || frozen.layers.empty());
    std::vector<course> courses(layer_count, course::left_out);
    for (const auto which : net.layer_ids())
        if (chosen[which.index] != 0)
            courses[which.index] = frozen.directed && net[which].directed ? course::one_way : course::both_ways;

    // 2. The roster: roles in the network's order, actors ascending.
    std::vector<roster::part> parts;
    std::string names;
    std::vector<std::uint64_t> name_ends;
    std::vector<std::uint32_t> vertices(net.table_bound(), id<actor>::none);
    const auto take = [&]<class R>() {
        if constexpr (sizeof...(Chosen) == 0 || (std::is_same_v<R, Chosen> || ...)) {
            roster::part part{&detail::role_key<R>, std::string(std::string_view(R::role)),
                              static_cast<std::uint32_t>(name_ends.size()),
                              static_cast<std::uint32_t>(net.template count<R>())};
            const bool holes = net.template count<R>() != net.template id_bound<R>();
            net.template for_each<R>([&](id<R> who, const R& one) {
                vertices[net.table_number(who)] = static_cast<std::uint32_t>(name_ends.size());
                if (holes) part.ids.push_back(who.index);
                const std::string_view name = one.name;
                names += name.empty() ? std::string_view(one.key) : name;
                name_ends.push_back(names.size());
            });
            parts.push_back(std::move(part));
        }
    };
    (take.template operator()<Role>(), ...);
    auto who = std::make_shared<const roster>(std::move(parts), std::move(names), std::move(name_ends));

    // 3. The ties between them.
    const ties_type ties{net.table(), vertices, courses, weight};
    return detail::freeze_ties(ties, std::move(who), frozen);
}

} // namespace colearn

#endif

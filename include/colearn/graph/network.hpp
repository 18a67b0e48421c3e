// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_NETWORK_HPP
#define COLEARN_GRAPH_NETWORK_HPP

/// @file
/// For a policy reader: the system itself, with its people, organisations and the ties between them, to be edited.
/// For an engineer: one table for each role, one table of ties; appends are amortised O(1), ids stay valid for ever.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/detail/name_index.hpp>
#include <colearn/graph/layer.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/graph/tie.hpp>

namespace colearn {

/// A list of roles, which a network is made for.
template <actor_role... Role>
struct roles {};

/// One end of a tie: a role, as its place in the network's list, and the actor's number within it.
struct tie_end {
    std::uint32_t role = 0;
    std::uint32_t index = 0;

    friend bool operator==(const tie_end&, const tie_end&) = default;
};

template <class Roles, class Tie = tie>
class network;

/// An editable system of actors with `Role...` and ties that carry a `Tie`.
/// Removing an actor removes its ties. An id is never given out twice.
template <actor_role... Role, class Tie>
class network<roles<Role...>, Tie> {
public:
    using tie_type = Tie;
    static constexpr std::size_t role_count = sizeof...(Role);

    /// A role's place in the list, counted from 0.
    template <class R>
    static constexpr std::uint32_t role_index = [] {
        static_assert((std::is_same_v<R, Role> || ...), "the network was not made for this role");
        std::uint32_t at = 0;
        (void)((std::is_same_v<R, Role> || (++at, false)) || ...);
        return at;
    }();

    // Actors

    /// Adds an actor. O(1) amortised. Its key must be new in its role, unless it is empty.
    template <class R>
    id<R> add(R actor) {
        auto& t = table_of<R>();
        const std::string_view key = actor.key;
        expects(key.empty() || !find<R>(key).valid(), "the key must be new in its role", key);
        expects(serials_.size() < id<R>::none, "a network holds at most 2^32 - 1 actors");
        const auto index = static_cast<std::uint32_t>(t.actors.size());
        t.actors.push_back(std::move(actor));
        t.serials.push_back(static_cast<std::uint32_t>(serials_.size()));
        serials_.push_back({role_index<R>, index});
        alive_.push_back(1);
        ++t.alive;
        t.keys.insert(t.actors.back().key, index, keys_of<R>());
        return id<R>{index};
    }

    /// Removes an actor and its ties. O(1); its ties are passed over from then on.
    template <class R>
    void remove(id<R> who) {
        auto& t = table_of<R>();
        expects(contains(who), "the actor must be in the network", who);
        alive_[t.serials[who.index]] = 0;
        --t.alive;
        some_ties_dead_ = true;
    }

    template <class R>
    [[nodiscard]] bool contains(id<R> who) const noexcept {
        const auto& t = table_of<R>();
        return who.index < t.actors.size() && alive_[t.serials[who.index]] != 0;
    }

    template <class R>
    [[nodiscard]] const R& operator[](id<R> who) const {
        expects(contains(who), "the actor must be in the network", who);
        return table_of<R>().actors[who.index];
    }

    /// The same actor without its type, as the ends of ties are given.
    template <class R>
    [[nodiscard]] static constexpr tie_end end_of(id<R> who) noexcept {
        return {role_index<R>, who.index};
    }
    /// Back to a typed id, which is invalid when the actor has another role.
    template <class R>
    [[nodiscard]] static constexpr id<R> as(tie_end who) noexcept {
        return who.role == role_index<R> ? id<R>{who.index} : id<R>{};
    }
    [[nodiscard]] bool contains(tie_end who) const noexcept {
        bool found = false;
        ((found = found || (who.role == role_index<Role> && contains(id<Role>{who.index}))), ...);
        return found;
    }
    /// Calls `see(id<R>, const R&)` for the actor at an end of a tie, whichever its role.
    template <class See>
    void visit(tie_end who, See see) const {
        expects(contains(who), "the actor must be in the network", who.index);
        const auto visit_if = [&]<class R>() {
            if (who.role == role_index<R>) see(id<R>{who.index}, table_of<R>().actors[who.index]);
        };
        (visit_if.template operator()<Role>(), ...);
    }

    /// Changes an actor: `edit(R&)` may change every field but `key`, which the look-up relies on.
    template <class R, class Edit>
    void change(id<R> who, Edit edit) {
        expects(contains(who), "the actor must be in the network", who);
        auto& one = table_of<R>().actors[who.index];
        R changed = one;
        edit(changed);
        expects(changed.key == one.key, "an edit must keep the key", std::string_view(one.key));
        one = std::move(changed);
    }

    /// Actors of one role that are in the network.
    template <class R>
    [[nodiscard]] std::size_t count() const noexcept {
        return table_of<R>().alive;
    }
    [[nodiscard]] std::size_t actor_count() const noexcept { return (count<Role>() + ...); }
    /// One more than the largest id that the role ever had: the size of an `id_map` over it.
    template <class R>
    [[nodiscard]] std::size_t id_bound() const noexcept {
        return table_of<R>().actors.size();
    }

    /// Ids of one role, ascending.
    template <class R>
    [[nodiscard]] std::vector<id<R>> ids() const {
        std::vector<id<R>> out;
        out.reserve(count<R>());
        for (const auto who : id_range<R>{id_bound<R>()})
            if (contains(who)) out.push_back(who);
        return out;
    }

    /// The actor with this key, or an invalid id. O(1) expected.
    template <class R>
    [[nodiscard]] id<R> find(std::string_view key) const {
        id<R> found;
        table_of<R>().keys.visit(key, keys_of<R>(), [&](std::uint32_t index) {
            if (contains(id<R>{index})) found = id<R>{index};
        });
        return found;
    }
    /// All actors with this name, ascending: names need not be unique. O(n).
    template <class R>
    [[nodiscard]] std::vector<id<R>> find_by_name(std::string_view name) const {
        std::vector<id<R>> found;
        for_each<R>([&](id<R> who, const R& actor) {
            if (std::string_view(actor.name) == name) found.push_back(who);
        });
        return found;
    }

    /// The same for a role that is known at run time only, as its place in the list.
    [[nodiscard]] std::optional<tie_end> find(std::uint32_t role, std::string_view key) const {
        expects(role < role_count, "the role must be a place in the network's list", role);
        std::optional<tie_end> found;
        const auto find_if = [&]<class R>() {
            if (role != role_index<R>) return;
            if (const auto who = find<R>(key); who.valid()) found = end_of(who);
        };
        (find_if.template operator()<Role>(), ...);
        return found;
    }

    // Layers

    /// Adds a layer, or finds the one with this name, which must then agree in direction and mode.
    id<layer> add(const layer& kind) {
        for (std::size_t i = 0; i < layers_.size(); ++i) {
            if (layers_[i].name != kind.name) continue;
            expects(layers_[i] == kind, "a layer of this name must have the same direction and mode",
                    std::string_view(kind.name));
            return id<layer>{i};
        }
        expects(layers_.size() < (std::numeric_limits<std::uint16_t>::max)(), "a network holds at most 65,535 layers");
        layers_.push_back(kind);
        return id<layer>{layers_.size() - 1};
    }
    [[nodiscard]] id<layer> find_layer(std::string_view name) const noexcept {
        for (std::size_t i = 0; i < layers_.size(); ++i)
            if (layers_[i].name == name) return id<layer>{i};
        return {};
    }
    [[nodiscard]] const layer& operator[](id<layer> which) const {
        expects(which.index < layers_.size(), "the layer must be one of this network's", which);
        return layers_[which.index];
    }
    [[nodiscard]] id_range<layer> layer_ids() const noexcept { return id_range<layer>{layers_.size()}; }

    // Ties

    /// Connects two actors. O(1) amortised. Several ties may join one pair.
    template <class From, class To>
    id<Tie> connect(id<From> from, id<To> to, id<layer> kind, Tie value = {}) {
        expects(contains(from), "the tie's first actor must be in the network", from);
        expects(contains(to), "the tie's second actor must be in the network", to);
        return append(table_of<From>().serials[from.index], table_of<To>().serials[to.index], kind, std::move(value));
    }
    /// The same for actors whose roles are known at run time only.
    id<Tie> connect(tie_end from, tie_end to, id<layer> kind, Tie value = {}) {
        expects(contains(from), "the tie's first actor must be in the network", from.index);
        expects(contains(to), "the tie's second actor must be in the network", to.index);
        return append(serial(from), serial(to), kind, std::move(value));
    }
    template <class From, class To>
    id<Tie> connect(id<From> from, id<To> to, const layer& kind, Tie value = {}) {
        return connect(from, to, add(kind), std::move(value));
    }

    /// Removes a tie. O(1).
    void remove(id<Tie> which) {
        expects(contains(which), "the tie must be in the network", which);
        kinds_[which.index] = removed;
        some_ties_dead_ = true;
    }

    [[nodiscard]] bool contains(id<Tie> which) const noexcept {
        return which.index < values_.size() && kinds_[which.index] != removed && alive_[from_[which.index]] != 0 &&
               alive_[to_[which.index]] != 0;
    }
    [[nodiscard]] const Tie& operator[](id<Tie> which) const {
        expects(contains(which), "the tie must be in the network", which);
        return values_[which.index];
    }
    [[nodiscard]] Tie& operator[](id<Tie> which) {
        expects(contains(which), "the tie must be in the network", which);
        return values_[which.index];
    }
    [[nodiscard]] id<layer> layer_of(id<Tie> which) const {
        expects(contains(which), "the tie must be in the network", which);
        return id<layer>{std::uint32_t{kinds_[which.index]}};
    }
    /// Who the tie is from, and to.
    [[nodiscard]] tie_end from(id<Tie> which) const {
        expects(contains(which), "the tie must be in the network", which);
        return serials_[from_[which.index]];
    }
    [[nodiscard]] tie_end to(id<Tie> which) const {
        expects(contains(which), "the tie must be in the network", which);
        return serials_[to_[which.index]];
    }
    /// One more than the largest tie id ever given.
    [[nodiscard]] std::size_t tie_bound() const noexcept { return values_.size(); }
    /// Ties in the network: O(1), or O(m) once something has been removed.
    [[nodiscard]] std::size_t tie_count() const noexcept {
        if (!some_ties_dead_) return values_.size();
        std::size_t out = 0;
        for (const auto which : id_range<Tie>{values_.size()}) out += contains(which) ? 1U : 0U;
        return out;
    }

    /// Ties as columns, for code that reads millions of them. An actor's number counts those of all roles in the order
    /// in which they were added; `table_number(id)` tells it.
    struct tie_table {
        std::span<const std::uint32_t> from; ///< number of the first actor
        std::span<const std::uint32_t> to;   ///< number of the second actor
        std::span<const std::uint16_t>
            layers; ///< `no_layer` for a removed tie; one of a removed actor still has its own
        std::span<const Tie> values;

        static constexpr std::uint16_t no_layer = (std::numeric_limits<std::uint16_t>::max)();
    };
    [[nodiscard]] tie_table table() const noexcept { return {from_, to_, kinds_, values_}; }
    template <class R>
    [[nodiscard]] std::uint32_t table_number(id<R> who) const {
        expects(contains(who), "the actor must be in the network", who);
        return table_of<R>().serials[who.index];
    }
    /// One more than the largest number that an actor ever had.
    [[nodiscard]] std::size_t table_bound() const noexcept { return serials_.size(); }

    /// Room for more actors of one role, and for more ties, without reallocation.
    template <class R>
    void reserve(std::size_t actors) {
        table_of<R>().actors.reserve(actors);
        table_of<R>().serials.reserve(actors);
    }
    void reserve_ties(std::size_t ties) {
        from_.reserve(ties);
        to_.reserve(ties);
        kinds_.reserve(ties);
        values_.reserve(ties);
    }

    /// Calls `visit(id, actor)` for each actor of one role, ascending.
    template <class R, class Visit>
    void for_each(Visit visit) const {
        const auto& t = table_of<R>();
        for (std::uint32_t index = 0; index < t.actors.size(); ++index)
            if (alive_[t.serials[index]] != 0) visit(id<R>{index}, t.actors[index]);
    }
    /// Calls `visit(id<Tie>, tie_end from, tie_end to, id<layer>, const Tie&)` for each tie, ascending.
    template <class Visit>
    void for_each_tie(Visit visit) const {
        for (std::uint32_t index = 0; index < values_.size(); ++index)
            if (contains(id<Tie>{index}))
                visit(id<Tie>{index}, serials_[from_[index]], serials_[to_[index]],
                      id<layer>{std::uint32_t{kinds_[index]}}, values_[index]);
    }

private:
    static constexpr std::uint16_t removed = tie_table::no_layer;

    template <class R>
    struct role_table {
        std::vector<R> actors;
        std::vector<std::uint32_t> serials; // index within the role -> number among all actors
        std::size_t alive = 0;
        detail::name_index keys;
    };

    template <class R>
    [[nodiscard]] role_table<R>& table_of() noexcept {
        return std::get<role_table<R>>(tables_);
    }
    template <class R>
    [[nodiscard]] const role_table<R>& table_of() const noexcept {
        return std::get<role_table<R>>(tables_);
    }
    [[nodiscard]] std::uint32_t serial(tie_end who) const {
        std::uint32_t out = 0;
        ((void)(who.role == role_index<Role> && (out = table_of<Role>().serials[who.index], true)), ...);
        return out;
    }
    id<Tie> append(std::uint32_t from, std::uint32_t to, id<layer> kind, Tie value) {
        expects(kind.index < layers_.size(), {"the layer must be one of this network's", "connect"}, kind);
        expects(values_.size() < id<Tie>::none, {"a network holds at most 2^32 - 1 ties", "connect"});
        from_.push_back(from);
        to_.push_back(to);
        kinds_.push_back(static_cast<std::uint16_t>(kind.index));
        values_.push_back(std::move(value));
        return id<Tie>{values_.size() - 1};
    }

    template <class R>
    [[nodiscard]] auto keys_of() const noexcept {
        return [this](std::uint32_t index) { return std::string_view(table_of<R>().actors[index].key); };
    }

    std::tuple<role_table<Role>...> tables_;
    std::vector<tie_end> serials_;    // number among all actors -> role and index
    std::vector<std::uint8_t> alive_; // by number among all actors
    std::vector<layer> layers_;
    std::vector<std::uint32_t> from_; // ties, as columns
    std::vector<std::uint32_t> to_;
    std::vector<std::uint16_t> kinds_;
    std::vector<Tie> values_;
    bool some_ties_dead_ = false;
};

} // namespace colearn

#endif

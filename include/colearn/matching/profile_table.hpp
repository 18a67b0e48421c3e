// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_PROFILE_TABLE_HPP
#define COLEARN_MATCHING_PROFILE_TABLE_HPP

/// @file
/// For a policy reader: what each teacher (or school) needs and is strong in, where each works, and who reports to
/// whom. For an engineer: schools or teachers (any role with need and strength) by id, from a span or a network,
/// checked once.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/layer.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/matching/complementarity.hpp>

namespace colearn {

/// Whether two may, must or must not work at one school.
enum class workplace : std::uint8_t { any, same, other };

/// Actors of one role by id, with what mentoring and home groups ask of them. It keeps pointers: the actors must
/// outlive it. Throws: `contract_violation` that names the first whose need or strength is out of range or of the wrong
/// length.
template <profiled_role Kind>
class profile_table {
public:
    /// The actor at place i of the span has id i. Where a teacher works is then not known.
    explicit profile_table(std::span<const Kind> actors, std::vector<std::string> topics = {})
        : topics_(std::move(topics)) {
        for (const auto& one : actors) actors_.push_back(&one);
        places_();
        check();
    }
    /// The actors of a network. A teacher works at the school that a tie of one of `employment` names; who has a tie
    /// of `reporting` with whom, either way, stands in a line of management. Layers that the network has not are empty.
    template <class Roles, class Tie>
    explicit profile_table(const network<Roles, Tie>& net, std::vector<std::string> topics = {},
                           std::span<const std::string> employment = {}, std::span<const std::string> reporting = {})
        : actors_(net.template id_bound<Kind>(), nullptr), topics_(std::move(topics)) {
        net.template for_each<Kind>([&](id<Kind> who, const Kind& one) { actors_[who.index] = &one; });
        places_();
        const auto any_of = [](std::span<const std::string> names, const layer& usual, std::string_view name) {
            return names.empty() ? name == usual.name : std::find(names.begin(), names.end(), name) != names.end();
        };
        net.for_each_tie([&](auto, tie_end from, tie_end to, id<layer> kind, const auto&) {
            const auto& name = net[kind].name;
            const auto a = net.template as<Kind>(from);
            const auto b = net.template as<Kind>(to);
            if (a.valid() && b.valid() && any_of(reporting, layers::governance, name))
                lines_.emplace_back((std::min)(a, b), (std::max)(a, b));
            if constexpr (!std::is_same_v<Kind, school>) {
                if (a.valid() == b.valid() || !any_of(employment, layers::employment, name)) return;
                const auto who = a.valid() ? a : b;
                const auto where = net.template as<school>(a.valid() ? to : from);
                if (!where.valid() || homes_[who.index].valid()) return; // the first one counts
                homes_[who.index] = where;
                sites_[who.index] = net[where].where;
            }
        });
        std::sort(lines_.begin(), lines_.end());
        check();
    }

    [[nodiscard]] std::size_t id_bound() const noexcept { return actors_.size(); }
    [[nodiscard]] bool contains(id<Kind> who) const noexcept {
        return who.index < actors_.size() && actors_[who.index] != nullptr;
    }
    [[nodiscard]] const Kind& operator[](id<Kind> who) const {
        expects(contains(who), "the id must be one of the table's", who);
        return *actors_[who.index];
    }
    [[nodiscard]] std::vector<id<Kind>> ids() const {
        std::vector<id<Kind>> out;
        for (const auto who : id_range<Kind>{actors_.size()})
            if (contains(who)) out.push_back(who);
        return out;
    }
    [[nodiscard]] const std::vector<std::string>& topics() const noexcept { return topics_; }
    /// Its name, or its key, or its role and number.
    [[nodiscard]] std::string name(id<Kind> who) const {
        const auto& one = (*this)[who];
        if (!one.name.empty()) return one.name;
        return one.key.empty() ? std::string(Kind::role) + " " + std::to_string(who.index) : one.key;
    }
    /// The school where a teacher works, the school itself for a school; invalid when not known.
    [[nodiscard]] id<school> home(id<Kind> who) const {
        expects(contains(who), "the id must be one of the table's", who);
        return homes_[who.index];
    }
    /// Where it is, or where the school is at which it works; empty when not known.
    [[nodiscard]] const std::optional<place>& site(id<Kind> who) const {
        expects(contains(who), "the id must be one of the table's", who);
        return sites_[who.index];
    }
    /// Whether need and strength are both known.
    [[nodiscard]] bool has_profile(id<Kind> who) const {
        return !(*this)[who].need.empty() && !(*this)[who].strength.empty();
    }
    /// Straight distance in kilometres; empty when one of the places is not known.
    [[nodiscard]] std::optional<double> distance(id<Kind> a, id<Kind> b) const {
        expects(contains(a) && contains(b), "both ids must be the table's", a);
        if (!sites_[a.index] || !sites_[b.index]) return std::nullopt;
        return distance_km(*sites_[a.index], *sites_[b.index]);
    }
    /// Whether one of the two reports to the other.
    [[nodiscard]] bool in_line(id<Kind> a, id<Kind> b) const {
        return std::binary_search(lines_.begin(), lines_.end(), std::pair((std::min)(a, b), (std::max)(a, b)));
    }

private:
    void places_() {
        homes_.resize(actors_.size());
        sites_.resize(actors_.size());
        if constexpr (std::is_same_v<Kind, school>)
            for (const auto who : ids()) {
                homes_[who.index] = who;
                sites_[who.index] = (*this)[who].where;
            }
    }
    void check() {
        std::size_t count = topics_.size();
        for (const auto who : ids())
            if (topics_.empty()) count = (std::max)({count, (*this)[who].need.size(), (*this)[who].strength.size()});
        for (std::size_t k = topics_.size() + 1; k <= count; ++k) topics_.push_back("topic " + std::to_string(k));
        for (const auto who : ids()) {
            for (const auto* profile : {&(*this)[who].need, &(*this)[who].strength}) {
                const auto refuse = [&](const char* what, double value) {
                    throw contract_violation("profile_table", "of " + name(who) + ", need and strength must " + what,
                                             detail::number_text(value));
                };
                if (!profile->empty() && profile->size() != topics_.size())
                    refuse("have an entry for each topic, or none", static_cast<double>(profile->size()));
                for (const double entry : *profile)
                    if (!(entry >= 0 && entry <= 1)) refuse("be within 0 to 1", entry);
            }
            if (const auto& site = sites_[who.index]; site && !on_earth(*site))
                throw contract_violation("profile_table", "the place of " + name(who) + " must be on Earth",
                                         detail::number_text(site->latitude));
        }
    }

    std::vector<const Kind*> actors_;
    std::vector<std::string> topics_;
    std::vector<id<school>> homes_;
    std::vector<std::optional<place>> sites_;
    std::vector<std::pair<id<Kind>, id<Kind>>> lines_; // sorted, the smaller id first
};

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_MAP_HPP
#define COLEARN_REPORT_REVIEW_MAP_HPP

/// @file
/// For a policy reader: the maps of a review: its organisations where they are, and its people, or their schools where
/// there are too many people to draw.
/// For an engineer: from a group of a review to the columns of a `network_map`; ties between members are folded into
/// ties between their schools.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/report/network_map.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_group.hpp>
#include <colearn/report/words.hpp>

namespace colearn {

/// A map with what its key says.
struct review_map {
    report::network_map_result drawn{};
    std::vector<report::map_role> roles{};
    bool folded = false; ///< whether people are drawn as their schools
};

namespace detail {

[[nodiscard]] inline std::optional<place> place_of(const system_network& net, tie_end who) {
    std::optional<place> out;
    net.visit(who, [&](auto, const auto& one) {
        if constexpr (requires { one.where; }) out = one.where;
    });
    return out;
}

/// The members of a group as marks, by their number in the group's view.
[[nodiscard]] inline std::vector<report::map_actor> map_actors(const review_group& group, const system_network& net,
                                                               const std::string& row_prefix, std::size_t rows) {
    std::vector<report::map_actor> out(group.members.size());
    const double most = group.has_brokers() ? group.members.front().brokerage : 0;
    std::size_t partners = 1;
    for (const auto& one : group.members) partners = (std::max)(partners, one.partners);
    for (std::size_t i = 0; i < group.members.size(); ++i) {
        const auto& one = group.members[i];
        auto& mark = out[one.at.index];
        mark.name = one.name;
        mark.role = one.role;
        mark.where = place_of(net, one.who);
        const auto by_partners = static_cast<double>(one.partners) / static_cast<double>(partners);
        mark.size = most > 0 ? one.brokerage / most : by_partners;
        mark.importance = mark.size + by_partners * 1e-3 + 1e-9;
        mark.about = one.role + ", brokerage " + report::percent(one.brokerage, 1) + ", " +
                     report::plural(one.partners, "partner");
        if (i < rows) mark.link = "#" + row_prefix + std::to_string(one.at.index);
    }
    for (const auto& one : group.members)
        if (one.role == school::role) out[one.at.index].region = one.place;
    return out;
}

/// The ties of a group, each pair once.
[[nodiscard]] inline std::vector<report::map_tie> map_ties(const review_group& group) {
    std::vector<report::map_tie> out;
    const auto rows = group.partners.out();
    for (std::uint32_t v = 0; v < group.partners.actor_count(); ++v)
        for (auto arc = rows.offsets[v]; arc < rows.offsets[v + 1]; ++arc)
            if (v < rows.neighbours[arc])
                out.push_back({v, rows.neighbours[arc], rows.strengths[arc],
                               report::step_of(group.behind[arc].positive + group.behind[arc].negative)});
    return out;
}

[[nodiscard]] inline std::vector<report::map_role> roles_of(const std::vector<report::map_actor>& actors) {
    std::vector<report::map_role> out;
    std::vector<std::size_t> counts;
    for (const auto& one : actors) {
        auto at = std::find_if(out.begin(), out.end(), [&](const auto& each) { return each.role == one.role; });
        if (at == out.end()) {
            out.push_back({one.role, {}});
            counts.push_back(0);
            at = out.end() - 1;
        }
        ++counts[static_cast<std::size_t>(at - out.begin())];
    }
    for (std::size_t i = 0; i < out.size(); ++i)
        out[i].label = report::whole(counts[i]) + " " + report::noun(counts[i], out[i].role);
    return out;
}

} // namespace detail

/// The map of the organisations, with the proposed twins. `rows` is how many leading members have a row in a table,
/// whose ids are `row_prefix` and the member's number.
[[nodiscard]] inline review_map organisation_map(const review& of, const learning_system& system,
                                                 const std::string& row_prefix, std::size_t rows) {
    const auto& group = of.organisations;
    const auto actors = detail::map_actors(group, system.net, row_prefix, rows);
    report::network_map_options options;
    options.id = "organisations-map";
    options.prefix = "o";
    options.title = "Map of the organisations and the ties between them";
    if (of.twins)
        for (const auto& one : of.twins->proposals) {
            const auto a = group.network.who().find(one.a.who);
            const auto b = group.network.who().find(one.b.who);
            if (a.valid() && b.valid()) options.pairs.push_back({a.index, b.index});
        }
    review_map out;
    out.roles = detail::roles_of(actors);
    std::vector<std::string> labels;
    for (const auto& one : out.roles) labels.push_back(one.label);
    options.description = report::list(labels) + ", with " + report::plural(group.partners.tie_count(), "tie") +
                          " between them and " + report::plural(options.pairs.size(), "proposed pair") +
                          " of schools. The table below the map has the figures of those that are named.";
    out.drawn = report::network_map(actors, detail::map_ties(group), options);
    return out;
}

/// Largest number of people that are drawn one by one.
inline constexpr std::size_t people_drawn_singly = 500;

/// The map of the people; above `people_drawn_singly` of them, of their schools with the ties between staff of two
/// schools. Empty panels: there are too many people, and their schools are not known.
[[nodiscard]] inline review_map people_map(const review& of, const learning_system& system,
                                           const std::string& row_prefix, std::size_t rows) {
    const auto& group = of.people;
    review_map out;
    report::network_map_options options;
    options.id = "people-map";
    options.prefix = "p";
    options.title = "Map of the people and the ties between them";
    if (group.members.size() <= people_drawn_singly) {
        const auto actors = detail::map_actors(group, system.net, row_prefix, rows);
        out.roles = detail::roles_of(actors);
        options.description = report::plural(actors.size(), "person", "people") + ", with " +
                              report::plural(group.partners.tie_count(), "tie") +
                              " between them. The table below the map has the figures of those that are named.";
        out.drawn = report::network_map(actors, detail::map_ties(group), options);
        return out;
    }

    // Schools as marks, their staff's ties between each two as one line, as strong as there are many.
    const auto employers = detail::schools_of_teachers(system.net);
    std::vector<report::map_actor> actors;
    std::vector<std::uint32_t> mark_of_school(system.net.id_bound<school>(), id<actor>::none);
    system.net.for_each<school>([&](id<school> who, const school& one) {
        mark_of_school[who.index] = static_cast<std::uint32_t>(actors.size());
        report::map_actor mark;
        mark.name = detail::name_of(one);
        mark.role = std::string(school::role);
        mark.region = one.region;
        mark.where = one.where;
        actors.push_back(std::move(mark));
    });
    std::vector<std::uint32_t> mark_of_person(group.network.actor_count(), id<actor>::none);
    std::vector<double> staff(actors.size(), 0);
    std::vector<double> abroad(actors.size(), 0); // ties of its staff with other schools
    std::size_t known = 0;
    for (const auto& one : group.members) {
        const auto at = employers[one.who.index];
        if (!at.valid()) continue;
        mark_of_person[one.at.index] = mark_of_school[at.index];
        staff[mark_of_school[at.index]] += 1;
        ++known;
    }
    if (known * 2 < group.members.size()) return out;
    std::map<std::pair<std::uint32_t, std::uint32_t>, double> between;
    for (const auto& one : detail::map_ties(group)) {
        const auto a = mark_of_person[one.from];
        const auto b = mark_of_person[one.to];
        if (a == id<actor>::none || b == id<actor>::none || a == b) continue;
        between[{(std::min)(a, b), (std::max)(a, b)}] += 1;
        abroad[a] += 1;
        abroad[b] += 1;
    }
    double most_ties = 1;
    double most_staff = 1;
    for (const auto& [pair, count] : between) most_ties = (std::max)(most_ties, count);
    for (const auto count : staff) most_staff = (std::max)(most_staff, count);
    std::vector<report::map_tie> ties;
    for (const auto& [pair, count] : between) {
        const double share = std::sqrt(count / most_ties) * .999;
        ties.push_back({pair.first, pair.second, share, static_cast<report::evidence_step>(share * 4)});
    }
    double total = 0;
    for (std::size_t i = 0; i < actors.size(); ++i) {
        actors[i].size = staff[i] / most_staff;
        actors[i].importance = abroad[i] + 1e-9;
        actors[i].about = report::whole(staff[i]) + " staff, " + report::whole(abroad[i]) +
                          " ties of theirs with staff of other schools";
        total += abroad[i] / 2;
    }
    out.folded = true;
    out.roles = detail::roles_of(actors);
    options.title = "Map of the ties between staff of different schools";
    options.description = report::plural(group.members.size(), "person", "people") + " of " +
                          report::plural(actors.size(), "school") + "; " + report::whole(total) +
                          " ties join staff of two schools, along " + report::plural(between.size(), "pair") +
                          " of schools.";
    out.drawn = report::network_map(actors, std::move(ties), options);
    out.drawn.notes.push_back(
        "Each circle is a school, as large as its staff; a line stands for all ties between staff "
        "of two schools, and is the stronger the more there are.");
    if (known < group.members.size())
        out.drawn.notes.push_back("The school of " + report::plural(group.members.size() - known, "person", "people") +
                                  " is not known; their ties are not drawn.");
    return out;
}

} // namespace colearn

#endif

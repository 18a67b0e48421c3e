// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_READ_ACTORS_HPP
#define COLEARN_IO_READ_ACTORS_HPP

/// @file
/// For a policy reader: turns each row of a table into a school, a teacher or an agency.
/// For an engineer: evaluates field rules row by row and adds the actors of one role to a network.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/counted.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/io/detail/actor_filler.hpp>
#include <colearn/io/field_rule.hpp>
#include <colearn/io/joined_rows.hpp>
#include <colearn/io/name_suggestion.hpp>
#include <colearn/io/read_result.hpp>
#include <colearn/io/role_table.hpp>

namespace colearn {

/// How the rows of a table become actors.
struct actor_table {
    std::string label{};              ///< as notes name the table; empty: its file
    std::vector<field_rule> fields{}; ///< one for each field that the table has; "key" is needed
    std::vector<row_filter> where{};  ///< rows to take; empty: all
    std::vector<std::string> keep{};  ///< columns whose texts are handed back, for making ties
};

/// What came of the rows.
struct actor_rows {
    table_count count{};
    std::vector<std::string> notes{};             ///< a sentence each: what was not used, or is known in part only
    std::vector<std::uint32_t> actor_of_row{};    ///< row, counted from 0 -> id within the role, or `no_actor`
    std::vector<std::vector<std::string>> kept{}; ///< by column of `keep`, then by row
};

/// Adds an actor for each row. A row without a key, or with one that an earlier actor of the role has, is left out with
/// a fault; a field that cannot be read is not known, with a fault.
/// Complexity: O(rows x fields) time; memory is the actors'.
template <actor_role Role>
[[nodiscard]] actor_rows read_actors(joined_rows rows, const actor_table& plan, learning_system& into,
                                     const std::stop_token& stop = {}) {
    auto& log = rows.log();
    actor_rows out;
    out.count.file = rows.first().reader().name();
    out.count.what = std::string(Role::role);
    const auto label = plan.label.empty() ? out.count.file : plan.label;
    detail::actor_filler filler(plan.fields, label, into.topics, rows);
    filler.bind<Role>();
    if (!filler.has_key()) {
        const bool planned = std::any_of(plan.fields.begin(), plan.fields.end(),
                                         [](const field_rule& one) { return one.field == "key"; });
        if (!planned)
            log.add(out.count.file, 1, 0, "",
                    "has no column \"key\", which tells actors apart; it has " + quoted_list(rows.header().names()) +
                        did_you_mean("key", rows.header().names()));
        return out;
    }
    detail::bound_filters filters(plan.where, rows.header(), log);
    std::vector<std::size_t> keep;
    for (const auto& name : plan.keep)
        if (const auto found = rows.header().require(name, log)) keep.push_back(*found);
    out.kept.resize(keep.size());

    constexpr std::uint64_t look_up_every = 4096; // rows between two looks at the stop token
    while (rows.next()) {
        if (rows.first().read() % look_up_every == 0 && stop.stop_requested()) break;
        out.actor_of_row.push_back(no_actor);
        for (std::size_t i = 0; i < keep.size(); ++i) out.kept[i].emplace_back(rows.fields()[keep[i]].text);
        if (!filters.take(rows.fields())) {
            ++out.count.passed;
            continue;
        }
        Role one{};
        if (!filler.fill(one)) {
            filler.report_key("is empty where the key of a " + std::string(Role::role) +
                              " was expected; the row is left out");
            ++out.count.left_out;
        } else if (into.net.find<Role>(one.key).valid()) {
            filler.report_key("is the key of an earlier " + std::string(Role::role) +
                              " too, and keys are unique; the row is left out");
            ++out.count.left_out;
        } else {
            out.actor_of_row.back() = into.net.add(std::move(one)).index;
            ++out.count.taken;
        }
    }
    filters.report_idle(rows);
    out.count.rows = rows.first().read();
    out.count.left_out += rows.first().left_out();
    out.count.unknown = filler.unknown();
    out.notes = filler.partial_notes();
    for (auto& note : rows.join_notes(label)) out.notes.push_back(std::move(note));
    return out;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_READ_SYSTEM_HPP
#define COLEARN_IO_READ_SYSTEM_HPP

/// @file
/// For a policy reader: reads a district from a folder of plain tables: one for schools, one for teachers, one for
/// ties. For an engineer: the folder form of a learning system, which `write_system` writes; see `docs/guide/io.md`.

#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/graph/layer.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/io/byte_source.hpp>
#include <colearn/io/csv_table.hpp>
#include <colearn/io/detail/side_tables.hpp>
#include <colearn/io/edge_list.hpp>
#include <colearn/io/fault_log.hpp>
#include <colearn/io/field_rule.hpp>
#include <colearn/io/joined_rows.hpp>
#include <colearn/io/name_suggestion.hpp>
#include <colearn/io/read_actors.hpp>
#include <colearn/io/read_result.hpp>
#include <colearn/io/role_table.hpp>

namespace colearn {

/// A column of the user's that stands for a field of the library's.
struct column_mapping {
    std::string field{};  ///< "key", "enrolment", "need:reading", "trust", ...
    std::string column{}; ///< heading in the table
    std::string table{};  ///< "schools", "ties", ...; empty: every table that has the column
};

struct folder_options : read_options {
    std::vector<column_mapping> columns{}; ///< headings that differ from the fields' names
    char delimiter = ',';                  ///< between fields, in all tables
};

namespace detail {

[[nodiscard]] inline std::optional<csv_rows> open_table(const std::filesystem::path& file, fault_log& log,
                                                        const csv_options& options) {
    if (auto problem = file_problem(file); !problem.empty()) {
        log.add(file.string(), 0, 0, "", std::move(problem));
        return std::nullopt;
    }
    return csv_rows(file_source(file), log, options);
}

// The heading that stands for a field in a table.
[[nodiscard]] inline std::string column_of(std::string_view field, std::string_view table,
                                           const folder_options& options, const csv_header& header) {
    for (const auto& one : options.columns)
        if (one.field == field && (one.table == table || (one.table.empty() && header.find(one.column))))
            return one.column;
    return std::string(field);
}

// The field that a heading stands for, or the heading itself.
[[nodiscard]] inline std::string field_of(std::string_view column, std::string_view table,
                                          const folder_options& options) {
    for (const auto& one : options.columns)
        if (one.column == column && (one.table == table || one.table.empty())) return one.field;
    return std::string(column);
}

[[nodiscard]] inline std::string unused_note(const std::string& file, const std::vector<std::string>& columns) {
    return file + ": " + (columns.size() == 1 ? "column " : "columns ") + quoted_list(columns) +
           (columns.size() == 1 ? " is not used." : " are not used.");
}

// One role's table.
template <class Role>
[[nodiscard]] std::optional<table_count> read_role(const std::filesystem::path& folder, std::size_t place,
                                                   const folder_options& options, fault_log& log,
                                                   learning_system& into) {
    const std::string table(role_tables[place]);
    auto opened = open_table(folder / (table + ".csv"), log, table_options(options, options.delimiter));
    if (!opened || opened->header().size() == 0) return std::nullopt;
    const auto names = column_names::of<Role>();
    actor_table plan;
    plan.label = table + ".csv";
    std::vector<std::string> unused;
    for (const auto& heading : opened->header().names()) {
        const auto field = field_of(heading, table, options);
        // A heading that bears a field's name is not that field when another column was said to be it.
        if (names.has(field) && column_of(field, table, options, opened->header()) == heading)
            plan.fields.push_back(field_rule::of(field, heading));
        else
            unused.push_back(heading);
    }
    if (!unused.empty()) into.notes.push_back(unused_note(plan.label, unused));
    for (const auto& one : options.columns) // said to be there, but is not
        if (one.table == table && names.has(one.field)) (void)opened->header().require(one.column, log);
    auto rows = read_actors<Role>(joined_rows(std::move(*opened)), plan, into, options.stop);
    for (auto& note : rows.notes) into.notes.push_back(std::move(note));
    return std::move(rows.count);
}

// Topics in the headings of the roles' tables, in their order, behind those that are known already.
inline void gather_topics(const std::filesystem::path& folder, const folder_options& options, learning_system& into) {
    for_each_role([&]<class Role>(std::size_t place) {
        const auto file = folder / (std::string(role_tables[place]) + ".csv");
        const auto names = column_names::of<Role>();
        if (names.prefixes.empty() || !file_problem(file).empty()) return;
        fault_log ignored; // the table is read again, and its faults are reported then
        const csv_rows rows(file_source(file), ignored, table_options(options, options.delimiter));
        for (const auto& heading : rows.header().names()) {
            const std::string field = field_of(heading, role_tables[place], options);
            const std::string topic(names.topic_of(field));
            if (!topic.empty() && std::find(into.topics.begin(), into.topics.end(), topic) == into.topics.end())
                into.topics.push_back(topic);
        }
    });
}

// ties.csv
[[nodiscard]] inline std::optional<table_count> read_ties(const std::filesystem::path& file,
                                                          const folder_options& options, bool layers_listed,
                                                          fault_log& log, learning_system& into) {
    auto opened = open_table(file, log, table_options(options, options.delimiter));
    if (!opened || opened->header().size() == 0) return std::nullopt;
    const auto label = file.filename().string();
    const auto& header = opened->header();
    const auto column = [&](std::string_view field) { return column_of(field, "ties", options, header); };
    const auto if_there = [&](std::string_view field) {
        auto name = column(field);
        return header.find(name) ? name : std::string{};
    };
    edge_list plan;
    plan.from = column("from");
    plan.to = column("to");
    plan.from_role_column = if_there("from_role");
    plan.to_role_column = if_there("to_role");
    plan.layer_column = if_there("layer");
    plan.new_layers = !layers_listed;
    plan.time_column = if_there("last_seen");
    if (plan.layer_column.empty()) {
        plan.kind = layer{"ties"};
        into.notes.push_back(label + " has no column \"layer\": all ties are in one directed layer \"ties\".");
    }
    const auto trust = if_there("trust");
    if (!trust.empty())
        plan.trust.column = field_rule::of("trust", trust);
    else
        into.notes.push_back(label + " has no column \"trust\": every tie carries trust 1.");
    const auto evidence = if_there("evidence");
    const auto thin = number_text(plan.trust.experiences) + " experiences";
    if (!evidence.empty())
        plan.trust.evidence = field_rule::of("evidence", evidence);
    else
        into.notes.push_back(label + " has no column \"evidence\": the trust of every tie counts as resting on " +
                             thin + ".");
    std::vector<std::string> unused;
    for (const auto& heading : header.names())
        if (heading != plan.from && heading != plan.to && heading != plan.from_role_column &&
            heading != plan.to_role_column && heading != plan.layer_column && heading != plan.time_column &&
            heading != trust && heading != evidence)
            unused.push_back(heading);
    if (!unused.empty()) into.notes.push_back(unused_note(label, unused));
    auto out = read_edges(joined_rows(std::move(*opened)), plan, into, options.stop, options.progress);
    for (const auto& [field, count] : out.unknown) {
        if (field == "trust")
            into.notes.push_back(label + ": " + "without trust in the table: " + counted(count, "tie") +
                                 ", which get trust 1.");
        if (field == "evidence")
            into.notes.push_back(label + ": " + "without evidence in the table: " + counted(count, "tie") +
                                 ", which count as resting on " + thin + ".");
    }
    return out;
}

} // namespace detail

/// Reads a system from a folder of tables: `schools.csv`, `teachers.csv`, ... (one for each role that there is),
/// `ties.csv`, `layers.csv` and `about.csv` (both optional).
///
/// Columns are found by their headings in any order; those that are not used are named in the system's notes.
/// Complexity: O(bytes) time; memory is the system's, plus one record of the table that is being read.
/// Throws: `parse_error` with every fault of all tables (at most `fault_limit`), unless `faulty` is `report`, when what
/// is faulty is left out and listed; `contract_violation` for a mapping of a field that no table has.
/// Determinism: actors, layers and ties are numbered in the order of the tables.
/// Example: `auto district = read_system("district", {{}, {{"key", "ACARA SML ID"}}}).system;`
[[nodiscard]] inline read_result read_system(const std::filesystem::path& folder, const folder_options& options = {}) {
    for (const auto& one : options.columns) {
        bool known = false;
        for (const auto* const tie_field :
             {"from_role", "from", "to_role", "to", "layer", "trust", "last_seen", "evidence"})
            known |= one.field == tie_field;
        detail::for_each_role(
            [&]<class Role>(std::size_t) { known |= detail::column_names::of<Role>().has(one.field); });
        expects(known, "a column must be mapped to a field of a role or of a tie", std::string_view(one.field));
    }
    fault_log log(options.fault_limit, options.faulty);
    read_result out;
    auto& into = out.system;
    const auto table = detail::table_options(options, options.delimiter);
    const auto there = [&](std::string_view name) {
        std::error_code error;
        return std::filesystem::exists(folder / (std::string(name) + ".csv"), error);
    };

    bool named = false;
    std::error_code error;
    if (!std::filesystem::is_directory(folder, error)) {
        log.add(folder.string(), 0, 0, "", "is not a folder with a system's tables");
    } else if (std::none_of(role_tables.begin(), role_tables.end(), there)) {
        std::string names;
        for (const auto name : role_tables) names += (names.empty() ? "" : ", ") + std::string(name) + ".csv";
        log.add(folder.string(), 0, 0, "", "holds none of the tables of a system: " + names);
    } else {
        if (there("about"))
            if (auto rows = detail::open_table(folder / "about.csv", log, table))
                out.tables.push_back(detail::read_about(std::move(*rows), into, named));
        detail::gather_topics(folder, options, into);
        detail::for_each_role([&]<class Role>(std::size_t place) {
            if (!there(role_tables[place]) || log.enough()) return;
            if (auto count = detail::read_role<Role>(folder, place, options, log, into))
                out.tables.push_back(std::move(*count));
        });
        const bool layers_listed = there("layers");
        if (layers_listed && !log.enough())
            if (auto rows = detail::open_table(folder / "layers.csv", log, table))
                out.tables.push_back(detail::read_layers(std::move(*rows), into.net));
        if (!there("ties"))
            into.notes.push_back("There is no table ties.csv: the system has no ties.");
        else if (!log.enough())
            if (auto count = detail::read_ties(folder / "ties.csv", options, layers_listed, log, into))
                out.tables.push_back(std::move(*count));
    }
    log.settle();
    if (!named) {
        const auto name = folder.filename().empty() ? folder.parent_path().filename() : folder.filename();
        into.name = name.string();
    }
    out.faults = log.faults();
    out.fault_count = log.count();
    if (out.fault_count > 0)
        into.notes.push_back("Found while reading: " + detail::counted(out.fault_count, "fault") +
                             ". What was faulty is left out.");
    out.stopped = options.stop.stop_requested();
    return out;
}

} // namespace colearn

#endif

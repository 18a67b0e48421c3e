// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_MANIFEST_HPP
#define COLEARN_IO_MANIFEST_HPP

/// @file
/// For a policy reader: reads a system from tables of any origin (a ministry's school register, a network survey, a
/// forum's log) by a manifest that says how.
/// For an engineer: carries out a `manifest_plan`; every filter, unit, threshold and assumption ends up in the system's
/// notes. Needs nlohmann-json. Every key is in `docs/guide/io.md`.

#include <algorithm>
#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <colearn/core/counted.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/io/assumed_ties.hpp>
#include <colearn/io/byte_source.hpp>
#include <colearn/io/csv_table.hpp>
#include <colearn/io/edge_list.hpp>
#include <colearn/io/fault_log.hpp>
#include <colearn/io/joined_rows.hpp>
#include <colearn/io/manifest_plan.hpp>
#include <colearn/io/parse_manifest.hpp>
#include <colearn/io/read_actors.hpp>
#include <colearn/io/read_result.hpp>
#include <colearn/io/role_table.hpp>
#include <colearn/io/valued_matrix.hpp>

namespace colearn {

struct manifest_options : read_options {
    std::filesystem::path root{};  ///< folder that the tables are below; empty: the manifest's own
    parameter_values parameters{}; ///< values in place of the manifest's defaults: `{{"state", "NSW"}}`
};

namespace detail {

class manifest_reader {
public:
    manifest_reader(const manifest_plan& plan, std::filesystem::path root, const manifest_options& options,
                    fault_log& log, read_result& out)
        : plan_(&plan), root_(std::move(root)), options_(&options), log_(&log), out_(&out) {}

    void read() {
        auto& into = out_->system;
        into.name = plan_->name;
        into.topics = plan_->topics;
        into.notes = plan_->notes;
        for (const auto& table : plan_->actors)
            if (!log_->enough()) read_table(table);
        for (const auto& one : plan_->ties) {
            if (log_->enough() || options_->stop.stop_requested()) break;
            std::visit([&](const auto& ties) { read_ties(ties); }, one);
        }
    }

private:
    [[nodiscard]] std::optional<byte_source> open(const planned_table& table) const {
        const auto file = root_ / table.file;
        if (auto problem = file_problem(file); !problem.empty()) {
            if (problem == "no such file") problem += ": tables are looked for below \"" + root_.string() + "\"";
            log_->add(file.string(), 0, 0, "", std::move(problem));
            return std::nullopt;
        }
        return file_source(file);
    }
    [[nodiscard]] std::optional<joined_rows> open_rows(const planned_table& table,
                                                       const std::vector<planned_join>& joins = {}) const {
        auto source = open(table);
        std::vector<joined_table> others;
        for (const auto& join : joins) {
            auto other = open(join.table);
            if (!other) return std::nullopt;
            csv_table loaded(csv_rows(std::move(*other), *log_, table_options(*options_, join.table.delimiter)));
            others.push_back({std::move(loaded), join.left_column, join.right_column, join.table.file, join.prefix});
        }
        if (!source) return std::nullopt;
        csv_rows rows(std::move(*source), *log_, table_options(*options_, table.delimiter));
        if (rows.header().size() == 0) return std::nullopt;
        return joined_rows(std::move(rows), std::move(others));
    }

    void read_table(const planned_actors& plan) {
        auto rows = open_rows(plan.table, plan.joins);
        if (!rows) return;
        note_table(plan, rows->header());
        auto& into = out_->system;
        for_each_role([&]<class Role>(std::size_t place) {
            if (place != plan.role) return;
            auto made = read_actors<Role>(std::move(*rows), plan.rules, into, options_->stop);
            for (auto& note : made.notes) into.notes.push_back(std::move(note));
            note_counts(plan, made.count);
            auto& actors = actors_[place];
            for (const auto index : made.actor_of_row) actors.push_back({plan.role, index});
            for (std::size_t k = 0; k < made.kept.size(); ++k)
                kept_.push_back(
                    {plan.role, plan.rules.keep[k], actors.size() - made.actor_of_row.size(), std::move(made.kept[k])});
            out_->tables.push_back(std::move(made.count));
        });
    }

    // What is made from which column in which way, and what is not used.
    void note_table(const planned_actors& plan, const csv_header& header) const {
        auto& notes = out_->system.notes;
        std::vector<std::string> used = plan.rules.keep;
        for (const auto& rule : plan.rules.fields) {
            for (const auto& term : rule.sum) used.push_back(term.column);
            for (std::size_t at = 0; (at = rule.pattern.find('{', at)) != std::string::npos; ++at)
                used.push_back(rule.pattern.substr(at + 1, rule.pattern.find('}', at) - at - 1));
            if (const auto words = rule.words(); !words.empty()) notes.push_back(plan.rules.label + ": " + words + ".");
        }
        for (const auto& one : plan.rules.where) used.push_back(one.column);
        for (const auto& one : plan.joins) used.insert(used.end(), {one.left_column, one.prefix + one.right_column});
        std::vector<std::string> unused;
        for (const auto& name : header.names())
            if (!name.empty() && std::find(used.begin(), used.end(), name) == used.end()) unused.push_back(name);
        if (!unused.empty()) notes.push_back(plan.rules.label + ": not used: " + quoted_list(unused, 100) + ".");
    }

    void note_counts(const planned_actors& plan, const table_count& count) const {
        auto& notes = out_->system.notes;
        if (!plan.rules.where.empty()) {
            std::string words = plan.rules.label + ": only rows where ";
            for (std::size_t i = 0; i < plan.rules.where.size(); ++i) {
                const auto& one = plan.rules.where[i];
                words += (i > 0 ? " and \"" : "\"") + one.column + (one.exclude ? "\" is not " : "\" is ") +
                         quoted_list(one.texts);
            }
            notes.push_back(words + ": " + std::to_string(count.taken) + " of " + std::to_string(count.rows) + ".");
        }
        if (count.unknown.empty()) return;
        std::string words = plan.rules.label + ": not known, of " + detail::counted(count.taken, "actor") + ": ";
        for (std::size_t i = 0; i < count.unknown.size(); ++i)
            words +=
                (i > 0 ? ", \"" : "\"") + count.unknown[i].first + "\" of " + std::to_string(count.unknown[i].second);
        notes.push_back(words + ".");
    }

    void read_ties(const planned_edges& plan) {
        auto rows = open_rows(plan.table);
        if (!rows) return;
        auto count = read_edges(std::move(*rows), plan.rules, out_->system, options_->stop, options_->progress);
        auto& notes = out_->system.notes;
        notes.push_back(
            plan.table.file + ": " + detail::counted(count.taken, "tie") + " from \"" + plan.rules.from + "\" to \"" +
            plan.rules.to + "\"" +
            (count.passed > 0 ? " (" + detail::counted(count.passed, "row") + " passed over by a filter)" : "") + "; " +
            plan.rules.trust.words() + ".");
        for (const auto& [field, unknown] : count.unknown)
            if (field == "trust")
                notes.push_back(plan.table.file + ": " +
                                "without trust in the table: " + detail::counted(unknown, "tie") +
                                ", which get trust " + number_text(plan.rules.trust.constant) + ".");
        out_->tables.push_back(std::move(count));
    }

    void read_ties(const planned_matrix& plan) {
        auto source = open(plan.table);
        if (!source) return;
        const auto& actors = actors_[plan.role];
        const auto matrix = read_matrix(std::move(*source), *log_, {.size = actors.size(), .scale = plan.rules.scale},
                                        table_options(*options_, plan.table.delimiter));
        if (matrix.size == actors.size() && matrix.size > 0)
            out_->tables.push_back(add_matrix_ties(matrix, actors, plan.rules, out_->system));
    }

    void read_ties(const planned_same& plan) {
        std::vector<std::string> values;
        std::vector<tie_end> actors;
        for (const auto& kept : kept_) {
            if (kept.role != plan.role || kept.column != plan.rules.what) continue;
            for (std::size_t i = 0; i < kept.values.size(); ++i) {
                const auto who = actors_[plan.role][kept.first + i];
                if (who.index == no_actor) continue;
                actors.push_back(who);
                values.push_back(kept.values[i]);
            }
        }
        out_->tables.push_back(add_same_value_ties(values, actors, plan.rules, out_->system, *log_));
        note_assumed(plan.rules.kind);
    }

    void read_ties(const planned_near& plan) {
        std::vector<place> places;
        std::vector<tie_end> actors;
        std::size_t without = 0;
        for (const auto who : actors_[plan.role]) {
            if (who.index == no_actor) continue;
            out_->system.net.visit(who, [&](auto, const auto& one) {
                if constexpr (requires { one.where->latitude; }) {
                    if (one.where) {
                        places.push_back(*one.where);
                        actors.push_back(who);
                        return;
                    }
                }
                ++without;
            });
        }
        out_->tables.push_back(add_near_ties(places, actors, plan.rules, out_->system, *log_));
        if (without > 0)
            out_->system.notes.push_back(
                "Layer \"" + plan.rules.kind.name +
                "\": " + "without a known place and such a tie: " + detail::counted(without, "actor") + ".");
        note_assumed(plan.rules.kind);
    }

    void note_assumed(const layer& kind) const {
        if (kind.name.find("(assumed)") != std::string::npos)
            out_->system.notes.push_back("Layer \"" + kind.name +
                                         "\" is an assumption: no data on who works with whom went into it.");
    }

    struct kept_column {
        std::uint32_t role;
        std::string column;
        std::size_t first; // place of its first row among the role's
        std::vector<std::string> values;
    };

    const manifest_plan* plan_;
    std::filesystem::path root_;
    const manifest_options* options_;
    fault_log* log_;
    read_result* out_;
    std::array<std::vector<tie_end>, system_network::role_count> actors_{}; // by role, by row of its tables
    std::vector<kept_column> kept_{};
};

} // namespace detail

/// Reads a system as a manifest says.
///
/// The whole manifest is checked before a table is opened: when it has a fault, all of its faults are thrown, under
/// either rule. Faults of the tables follow `faulty` as in `read_system`.
/// Complexity: O(bytes) time; a table that is joined is held in memory, the others are streamed.
/// Throws: `parse_error`.
/// Determinism: actors and ties are numbered in the order of the manifest and of the tables.
/// Example: `read_manifest("acara_2022.json", {{}, "data", {{"state", "VIC"}}}).system`
[[nodiscard]] inline read_result read_manifest(const std::filesystem::path& manifest,
                                               const manifest_options& options = {}) {
    std::string text;
    {
        const auto source = file_source(manifest);
        std::string piece(64U << 10U, '\0');
        while (const auto count = source.read(piece.data(), piece.size())) {
            text.append(piece, 0, count);
            if (text.size() > options.record_limit)
                throw parse_error(
                    {fault{manifest.string(), 0, 0, "",
                           "is longer than the limit of " + std::to_string(options.record_limit) + " bytes"}});
        }
    }
    fault_log manifest_log(options.fault_limit);
    const auto plan = parse_manifest(text, manifest.string(), manifest_log, options.parameters);
    manifest_log.settle();

    fault_log log(options.fault_limit, options.faulty);
    read_result out;
    detail::manifest_reader(plan, options.root.empty() ? manifest.parent_path() : options.root, options, log, out)
        .read();
    log.settle();
    if (out.system.name.empty()) out.system.name = manifest.stem().string();
    out.faults = log.faults();
    out.fault_count = log.count();
    if (out.fault_count > 0)
        out.system.notes.push_back("Found while reading: " + detail::counted(out.fault_count, "fault") +
                                   ". What was faulty is left out.");
    out.stopped = options.stop.stop_requested();
    return out;
}

} // namespace colearn

#endif

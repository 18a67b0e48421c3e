// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_PARSE_MANIFEST_HPP
#define COLEARN_IO_PARSE_MANIFEST_HPP

/// @file
/// For a policy reader: a manifest is checked from end to end before any table is opened.
/// For an engineer: JSON to `manifest_plan`, with every fault by JSON path. Needs nlohmann-json.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/graph/layer.hpp>
#include <colearn/io/assumed_ties.hpp>
#include <colearn/io/detail/manifest_values.hpp>
#include <colearn/io/edge_list.hpp>
#include <colearn/io/fault_log.hpp>
#include <colearn/io/json_reader.hpp>
#include <colearn/io/manifest_plan.hpp>
#include <colearn/io/role_table.hpp>

namespace colearn {

namespace detail {

/// Walks over a manifest's JSON; every fault goes to the log.
class manifest_parser {
public:
    manifest_parser(const json_node& root, const parameter_values& given) : root_(&root), parameters_(root, given) {}

    [[nodiscard]] manifest_plan parse() {
        if (!root_->only({"name", "parameters", "notes", "topics", "layers", "actors", "ties"})) return {};
        if (const auto name = root_->find("name")) plan_.name = parameters_.filled(*name);
        if (const auto notes = root_->find("notes"))
            for (const auto& one : notes->list()) plan_.notes.push_back(parameters_.filled(one));
        if (const auto topics = root_->find("topics"))
            for (const auto& one : topics->list()) add_topic(one.text().value_or(""), &one);
        if (const auto layers = root_->find("layers"))
            for (const auto& one : layers->list()) parse_layer(one);
        if (const auto actors = root_->require("actors", "the tables of schools, teachers, ..."))
            for (const auto& one : actors->list()) parse_actors(one);
        if (const auto ties = root_->find("ties"))
            for (const auto& one : ties->list()) parse_ties(one);
        if (plan_.actors.empty() && root_->find("actors")) root_->find("actors")->report("names no table of actors");
        for (const auto& [role, column] : kept_) // ties by value need their column kept
            for (auto& table : plan_.actors)
                if (table.role == role) table.rules.keep.push_back(column);
        return std::move(plan_);
    }

private:
    void add_topic(const std::string& topic, const json_node* at) {
        const bool known = std::find(plan_.topics.begin(), plan_.topics.end(), topic) != plan_.topics.end();
        if (at != nullptr && (known || topic.empty()))
            at->report("is no new topic: it is empty or stands twice");
        else if (!known)
            plan_.topics.push_back(topic);
    }

    void parse_layer(const json_node& node) {
        if (!node.only({"name", "directed", "individualism", "solidarity", "hierarchy"})) return;
        layer out;
        if (const auto name = node.require("name", "what the layer is called")) out.name = name->text().value_or("");
        if (const auto directed = node.find("directed")) out.directed = directed->flag().value_or(true);
        const std::array<std::optional<json_node>, 3> shares{node.find("individualism"), node.find("solidarity"),
                                                             node.find("hierarchy")};
        if (shares[0] || shares[1] || shares[2]) {
            std::array<double, 3> values{};
            for (std::size_t i = 0; i < 3; ++i)
                if (shares[i]) values[i] = number_from(*shares[i], 0, 1).value_or(0);
            out.steering = {values[0], values[1], values[2]};
            constexpr double rounding = 1e-6;
            if (std::abs(values[0] + values[1] + values[2] - 1) > rounding)
                node.report("needs individualism, solidarity and hierarchy that sum to 1");
        }
        for (const auto& one : plan_.layers)
            if (one.name == out.name) node.report("has the name of an earlier layer");
        plan_.layers.push_back(std::move(out));
    }

    void parse_actors(const json_node& node) {
        if (!node.only({"role", "table", "delimiter", "join", "where", "missing", "fields"})) return;
        planned_actors out;
        if (const auto role = node.require("role", "school, teacher, ...")) out.role = role_of(*role);
        out.table = table_of(node, "table", parameters_);
        out.rules.label = out.table.file;
        if (const auto joins = node.find("join")) {
            for (const auto& one : joins->list()) {
                if (!one.only({"table", "delimiter", "on", "equals", "prefix"})) continue;
                planned_join join;
                join.table = table_of(one, "table", parameters_);
                if (const auto on = one.require("on", "the column of the first table that both have"))
                    join.left_column = join.right_column = on->text().value_or("");
                if (const auto equals = one.find("equals")) join.right_column = equals->text().value_or("");
                if (const auto prefix = one.find("prefix")) join.prefix = prefix->text().value_or("");
                out.joins.push_back(std::move(join));
            }
        }
        out.rules.where = filters_of(node, parameters_);
        std::vector<std::string> missing;
        if (const auto words = node.find("missing")) missing = words->texts();
        const auto fields = node.require("fields", "which columns make the actor's key, name, ...");
        if (fields) {
            bool has_key = false;
            for (const auto& [field, value] : fields->members()) {
                out.rules.fields.push_back(rule_of(field, value, missing));
                has_key |= field == "key";
                check_field(out.role, field, value);
            }
            if (!has_key) fields->report("lacks the key \"key\": the column that tells actors apart");
        }
        plan_.actors.push_back(std::move(out));
    }

    // Whether the role has this field; notes a new topic.
    void check_field(std::uint32_t role, const std::string& field, const json_node& at) {
        for_each_role([&]<class Role>(std::size_t place) {
            if (place != role) return;
            const auto all = column_names::of<Role>();
            if (const auto topic = all.topic_of(field); !topic.empty()) add_topic(std::string(topic), nullptr);
            if (all.has(field)) return;
            auto names = all.names;
            for (const auto& prefix : all.prefixes) names.push_back(prefix + "<topic>");
            at.report("is not a field of a " + std::string(Role::role) + ", which has " + quoted_list(names) +
                      did_you_mean(field, names));
        });
    }

    // The layer of this name: the manifest's own, the library's, or a new one.
    [[nodiscard]] layer layer_of(const json_node& entry, bool directed, bool assumed = false) const {
        const auto node = entry.require("layer", "the name of the layer that the ties are in");
        const auto name = node ? node->text().value_or("") : std::string{};
        if (node && name.empty()) node->report("must not be empty");
        layer out{name, directed};
        for (const auto& one : plan_.layers)
            if (one.name == name) out = one;
        if (std::none_of(plan_.layers.begin(), plan_.layers.end(),
                         [&](const layer& one) { return one.name == name; })) {
            const auto known = layer_by_name(name);
            if (!(known == layer{name})) out = known;
        }
        if (assumed) out.name += " (assumed)";
        return out;
    }

    void parse_ties(const json_node& node) {
        const bool edges = node.find("edges").has_value();
        const bool matrix = node.find("matrix").has_value();
        const bool same = node.find("same").has_value();
        const bool near = node.find("within_km").has_value() || node.find("nearest").has_value();
        if ((edges ? 1 : 0) + (matrix ? 1 : 0) + (same ? 1 : 0) + (near ? 1 : 0) != 1) {
            node.report(
                "needs exactly one of \"edges\" (a table of ties), \"matrix\" (a survey's ratings), \"same\" (a "
                "column) and \"within_km\" or \"nearest\"");
            return;
        }
        if (edges) parse_edges(node);
        if (matrix) parse_matrix(node);
        if (same) parse_same(node);
        if (near) parse_near(node);
    }

    void parse_edges(const json_node& node) {
        if (!node.only({"edges", "delimiter", "layer", "layer_column", "from", "to", "from_role", "to_role",
                        "from_role_column", "to_role_column", "where", "trust", "time"}))
            return;
        planned_edges out;
        out.table = table_of(node, "edges", parameters_);
        const auto name = [&](const std::string& key, std::string& into) {
            if (const auto one = node.find(key)) into = one->text().value_or("");
        };
        name("from", out.rules.from);
        name("to", out.rules.to);
        name("from_role_column", out.rules.from_role_column);
        name("to_role_column", out.rules.to_role_column);
        name("layer_column", out.rules.layer_column);
        for (const auto& [key, into] :
             {std::pair("from_role", &out.rules.from_role), std::pair("to_role", &out.rules.to_role)})
            if (const auto role = node.find(key)) *into = std::string(role_names[role_of(*role)]);
        if (out.rules.layer_column.empty())
            out.rules.kind = layer_of(node, true);
        else if (node.find("layer"))
            node.report("has both \"layer\" and \"layer_column\"");
        out.rules.new_layers = true;
        out.rules.where = filters_of(node, parameters_);
        if (const auto trust = node.require("trust", "a number, {\"column\": ...} or {\"experiences\": ...}"))
            out.rules.trust = trust_of(*trust);
        if (const auto time = node.find("time")) {
            if (time->only({"column", "format"})) {
                if (const auto column = time->require("column", "the column with the time"))
                    out.rules.time_column = column->text().value_or("");
                if (const auto format = time->find("format")) out.rules.time = format_of(*format);
            }
        }
        plan_.ties.emplace_back(std::move(out));
    }

    void parse_matrix(const json_node& node) {
        if (!node.only({"matrix", "delimiter", "role", "layer", "at_least", "scale", "column_names_row"})) return;
        planned_matrix out;
        out.table = table_of(node, "matrix", parameters_);
        out.rules.label = out.table.file;
        if (const auto role = node.require("role", "whose table has a row for each row of the matrix"))
            out.role = role_of(*role);
        out.rules.kind = layer_of(node, true);
        if (const auto scale = node.require("scale", "its lowest and its highest rating, such as [0, 4]"))
            out.rules.scale = scale_of(*scale).value_or(rating_scale{});
        if (const auto least = node.require("at_least", "the smallest rating that counts as a tie"))
            out.rules.at_least =
                number_from(*least, out.rules.scale.low, out.rules.scale.high).value_or(out.rules.scale.high);
        if (const auto turned = node.find("column_names_row"))
            out.rules.column_names_row = turned->flag().value_or(false);
        plan_.ties.emplace_back(std::move(out));
    }

    void parse_same(const json_node& node) {
        if (!node.only({"same", "role", "layer", "trust", "assumed"})) return;
        planned_same out;
        if (const auto column = node.find("same")) out.rules.what = column->text().value_or("");
        if (const auto role = node.require("role", "whose table has the column")) out.role = role_of(*role);
        bool assumed = true;
        if (const auto said = node.find("assumed")) assumed = said->flag().value_or(true);
        out.rules.kind = layer_of(node, false, assumed);
        if (const auto trust = node.require("trust", "the trust of each tie, above 0 and up to 1"))
            out.rules.trust = trust_number(*trust);
        kept_.emplace_back(out.role, out.rules.what);
        plan_.ties.emplace_back(std::move(out));
    }

    void parse_near(const json_node& node) {
        if (!node.only({"within_km", "nearest", "role", "layer", "trust"})) return;
        planned_near out;
        if (const auto role = node.require("role", "whose actors have places")) out.role = role_of(*role);
        out.rules.kind = layer_of(node, false, true);
        out.rules.max_km = std::numeric_limits<double>::infinity();
        if (const auto km = node.find("within_km")) out.rules.max_km = positive(*km).value_or(1);
        if (const auto count = node.find("nearest")) {
            const auto value = number_from(*count, 1, 1000).value_or(1);
            if (value != std::floor(value)) count->report("must be a whole number");
            out.rules.nearest = static_cast<std::size_t>(value);
        }
        const auto trust = node.require("trust", "a number or {\"at_0_km\": ..., \"half_every_km\": ...}");
        if (trust && trust->is_object()) {
            if (trust->only({"at_0_km", "half_every_km"})) {
                if (const auto start = trust->require("at_0_km", "the trust of a tie of 0 km"))
                    out.rules.trust = trust_number(*start);
                if (const auto half = trust->require("half_every_km", "the distance that halves trust"))
                    out.rules.half_every_km = positive(*half).value_or(1);
            }
        } else if (trust) {
            out.rules.trust = trust_number(*trust);
        }
        plan_.ties.emplace_back(std::move(out));
    }

    const json_node* root_;
    manifest_parameters parameters_;
    std::vector<std::pair<std::uint32_t, std::string>> kept_{}; // role and column
    manifest_plan plan_{};
};

} // namespace detail

/// Turns a manifest's JSON into a plan. Every fault goes to the log: by JSON path, with what was expected there.
[[nodiscard]] inline manifest_plan parse_manifest(std::string_view text, const std::string& file, fault_log& log,
                                                  const parameter_values& parameters = {}) {
    const auto json = parse_json(text, file, log);
    if (!json) return {};
    const json_node root(*json, "", file, log);
    return detail::manifest_parser(root, parameters).parse();
}

} // namespace colearn

#endif

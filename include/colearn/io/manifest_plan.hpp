// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_MANIFEST_PLAN_HPP
#define COLEARN_IO_MANIFEST_PLAN_HPP

/// @file
/// For a policy reader: a manifest says, in one file that can be read and checked, how tables of any origin become a
/// system: which columns, which rows, which ties, and what is assumed.
/// For an engineer: the plan that a manifest's JSON is turned into before any table is opened. Needs nlohmann-json.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include <colearn/graph/layer.hpp>
#include <colearn/io/assumed_ties.hpp>
#include <colearn/io/edge_list.hpp>
#include <colearn/io/field_rule.hpp>
#include <colearn/io/json_reader.hpp>
#include <colearn/io/read_actors.hpp>
#include <colearn/io/role_table.hpp>
#include <colearn/io/trust_rule.hpp>
#include <colearn/io/valued_matrix.hpp>

namespace colearn {

/// A table's file, below the root folder.
struct planned_table {
    std::string file{};
    char delimiter = ',';
};

struct planned_join {
    planned_table table{};
    std::string left_column{};
    std::string right_column{};
    std::string prefix{};
};

/// A table of actors of one role.
struct planned_actors {
    std::uint32_t role = 0; ///< place in `system_roles`
    planned_table table{};
    std::vector<planned_join> joins{};
    actor_table rules{};
};

struct planned_edges {
    planned_table table{};
    edge_list rules{};
};
struct planned_matrix {
    planned_table table{};
    std::uint32_t role = 0;
    matrix_ties rules{};
};
struct planned_same {
    std::uint32_t role = 0;
    same_value_ties rules{}; ///< `what` is the column
};
struct planned_near {
    std::uint32_t role = 0;
    near_ties rules{};
};
using planned_ties = std::variant<planned_edges, planned_matrix, planned_same, planned_near>;

/// What a manifest says.
struct manifest_plan {
    std::string name{};
    std::vector<std::string> notes{};
    std::vector<std::string> topics{};
    std::vector<layer> layers{};
    std::vector<planned_actors> actors{};
    std::vector<planned_ties> ties{};
};

/// Values for a manifest's parameters, by name.
using parameter_values = std::vector<std::pair<std::string, std::string>>;

namespace detail {

/// Walks over a manifest's JSON; every fault goes to the log.
class manifest_parser {
public:
    manifest_parser(const json_node& root, const parameter_values& given) : root_(&root), given_(&given) {}

    [[nodiscard]] manifest_plan parse() {
        if (!root_->only({"name", "parameters", "notes", "topics", "layers", "actors", "ties"})) return {};
        parse_parameters();
        if (const auto name = root_->find("name")) plan_.name = filled(*name);
        if (const auto notes = root_->find("notes"))
            for (const auto& one : notes->list()) plan_.notes.push_back(filled(one));
        if (const auto topics = root_->find("topics"))
            for (const auto& one : topics->list()) add_topic(one.text().value_or(""), &one);
        if (const auto layers = root_->find("layers"))
            for (const auto& one : layers->list()) parse_layer(one);
        if (const auto actors = root_->require("actors", "the tables of schools, teachers, ..."))
            for (const auto& one : actors->list()) parse_actors(one);
        if (const auto ties = root_->find("ties"))
            for (const auto& one : ties->list()) parse_ties(one);
        if (plan_.actors.empty() && root_->find("actors")) root_->find("actors")->report("names no table of actors");
        for (const auto& [path, column] : kept_) // ties by value need their column kept
            for (auto& table : plan_.actors)
                if (table.role == column.first) table.rules.keep.push_back(column.second);
        return std::move(plan_);
    }

private:
    void parse_parameters() {
        if (const auto all = root_->find("parameters"))
            for (const auto& [name, value] : all->members())
                if (auto text = value.text()) parameters_[name] = *text;
        std::vector<std::string> names;
        for (const auto& [name, value] : parameters_) names.push_back(name);
        for (const auto& [name, value] : *given_) {
            if (parameters_.contains(name))
                parameters_[name] = value;
            else
                root_->report("has no parameter \"" + shown_text(name) + "\"; it has " +
                              (names.empty() ? "none" : quoted_list(names)) + did_you_mean(name, names));
        }
    }

    // A text with `{parameter}` filled in.
    [[nodiscard]] std::string filled(const json_node& node) const {
        const auto text = node.text().value_or("");
        std::string out;
        for (std::size_t at = 0; at < text.size();) {
            const auto open = text.find('{', at);
            const auto close = open == std::string::npos ? open : text.find('}', open);
            if (close == std::string::npos) return out + text.substr(at);
            const auto found = parameters_.find(text.substr(open + 1, close - open - 1));
            out += text.substr(at, open - at);
            if (found == parameters_.end()) {
                node.report("names a parameter \"" + shown_text(text.substr(open + 1, close - open - 1)) +
                            "\" that \"parameters\" does not have");
            } else {
                out += found->second;
            }
            at = close + 1;
        }
        return out;
    }

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

    [[nodiscard]] static std::optional<double> number_from(const json_node& node, double low, double high) {
        const auto value = node.number();
        if (!value || (*value >= low && *value <= high)) return value;
        node.report("must be from " + number_text(low) + " to " + number_text(high));
        return std::nullopt;
    }
    [[nodiscard]] static std::optional<double> positive(const json_node& node) {
        const auto value = node.number();
        if (!value || *value > 0) return value;
        node.report("must be positive");
        return std::nullopt;
    }

    [[nodiscard]] static std::uint32_t role_of(const json_node& node) {
        const auto text = node.text();
        if (!text) return 0;
        const auto role = role_by_name(*text);
        const auto names = role_name_list();
        if (!role) node.report("is not a role, which is one of " + quoted_list(names) + did_you_mean(*text, names));
        return role.value_or(0);
    }

    [[nodiscard]] planned_table table_of(const json_node& entry, const std::string& key) const {
        planned_table out;
        if (const auto file = entry.require(key, "the file of the table, below the root folder")) {
            out.file = filled(*file);
            const std::filesystem::path path(out.file);
            const bool climbs = std::find(path.begin(), path.end(), "..") != path.end();
            if (out.file.empty() || path.is_absolute() || climbs)
                file->report("must be a path below the root folder, without \"..\"");
        }
        if (const auto delimiter = entry.find("delimiter")) {
            const auto text = delimiter->text().value_or(",");
            const bool good = text.size() == 1 && text != "\"" && text != "\n" && text != "\r" && text[0] != '\0' &&
                              static_cast<unsigned char>(text[0]) < 0x80U;
            if (good)
                out.delimiter = text[0];
            else
                delimiter->report("must be one ASCII character other than a quote and a line end");
        }
        return out;
    }

    [[nodiscard]] std::vector<row_filter> filters_of(const json_node& entry) const {
        std::vector<row_filter> out;
        const auto where = entry.find("where");
        if (!where) return out;
        for (const auto& node : where->list()) {
            if (!node.only({"column", "is", "is_not"})) continue;
            row_filter one;
            if (const auto column = node.require("column", "the column that the filter looks at"))
                one.column = column->text().value_or("");
            const auto is = node.find("is");
            const auto is_not = node.find("is_not");
            if (is.has_value() == is_not.has_value()) {
                node.report("needs either \"is\" or \"is_not\": a text or a list of texts");
                continue;
            }
            one.exclude = is_not.has_value();
            const auto& texts = is ? *is : *is_not;
            if (texts.is_text()) {
                one.texts.push_back(filled(texts));
            } else {
                for (const auto& text : texts.list()) one.texts.push_back(filled(text));
            }
            // A parameter of "*" takes every row.
            if (!one.exclude && std::find(one.texts.begin(), one.texts.end(), "*") != one.texts.end()) continue;
            out.push_back(std::move(one));
        }
        return out;
    }

    // A divisor, which is not 0.
    [[nodiscard]] static double divisor_of(const json_node& node) {
        const auto value = node.number();
        if (value && *value == 0) node.report("must not be 0");
        return value.value_or(1) == 0 ? 1 : value.value_or(1);
    }
    [[nodiscard]] static column_term term_of(const json_node& node) {
        column_term out;
        if (node.is_text()) return {*node.text()};
        if (const auto column = node.require("column", "a heading of the table"))
            out.column = column->text().value_or("");
        if (const auto times = node.find("times")) out.times = times->number().value_or(1);
        if (const auto divisor = node.find("divided_by")) out.divided_by = divisor_of(*divisor);
        return out;
    }

    [[nodiscard]] field_rule rule_of(std::string field, const json_node& node,
                                     const std::vector<std::string>& missing) const {
        field_rule out;
        out.field = std::move(field);
        out.missing = missing;
        if (node.is_text()) {
            out.sum.push_back({*node.text()});
            return out;
        }
        if (!node.only({"column", "sum", "text", "times", "divided_by", "plus", "values", "otherwise", "missing"}))
            return out;
        const auto sum = node.find("sum");
        const auto text = node.find("text");
        const int kinds = (node.find("column") ? 1 : 0) + (sum ? 1 : 0) + (text ? 1 : 0);
        if (kinds != 1) {
            node.report("needs exactly one of \"column\", \"sum\" and \"text\"");
            return out;
        }
        if (sum) {
            for (const auto& one : sum->list()) {
                if (one.is_text() || one.only({"column", "times", "divided_by"})) out.sum.push_back(term_of(one));
            }
            if (out.sum.empty()) sum->report("must have a summand");
        } else if (text) {
            out.pattern = text->text().value_or("");
            if (out.pattern.empty()) text->report("must not be empty");
        } else {
            out.sum.push_back(term_of(node));
            std::swap(out.sum[0].divided_by, out.divided_by); // (column x times + plus) / divided_by
        }
        if (sum || text)
            if (const auto times = node.find("times")) times->report("goes with \"column\"");
        if (sum)
            if (const auto divisor = node.find("divided_by")) out.divided_by = divisor_of(*divisor);
        if (const auto plus = node.find("plus")) out.plus = plus->number().value_or(0);
        if (const auto values = node.find("values"))
            for (const auto& [from, to] : values->members()) out.values.emplace_back(from, text_or_number(to));
        if (const auto otherwise = node.find("otherwise")) out.otherwise = text_or_number(*otherwise);
        if (const auto own = node.find("missing")) out.missing = own->texts();
        return out;
    }

    // `"20+": 20` and `"20+": "20"` are the same.
    [[nodiscard]] static std::string text_or_number(const json_node& node) {
        if (node.is_number()) return number_text(node.number().value_or(0));
        return node.text().value_or("");
    }

    void parse_actors(const json_node& node) {
        if (!node.only({"role", "table", "delimiter", "join", "where", "missing", "fields"})) return;
        planned_actors out;
        if (const auto role = node.require("role", "school, teacher, ...")) out.role = role_of(*role);
        out.table = table_of(node, "table");
        out.rules.label = out.table.file;
        if (const auto joins = node.find("join")) {
            for (const auto& one : joins->list()) {
                if (!one.only({"table", "delimiter", "on", "equals", "prefix"})) continue;
                planned_join join;
                join.table = table_of(one, "table");
                if (const auto on = one.require("on", "the column of the first table that both have"))
                    join.left_column = join.right_column = on->text().value_or("");
                if (const auto equals = one.find("equals")) join.right_column = equals->text().value_or("");
                if (const auto prefix = one.find("prefix")) join.prefix = prefix->text().value_or("");
                out.joins.push_back(std::move(join));
            }
        }
        out.rules.where = filters_of(node);
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
        out.table = table_of(node, "edges");
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
        out.rules.where = filters_of(node);
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

    [[nodiscard]] static time_format format_of(const json_node& node) {
        static const std::vector<std::pair<std::string, time_format>> formats{
            {"iso", time_format::iso},
            {"month/day/year", time_format::month_day_year},
            {"day/month/year", time_format::day_month_year},
            {"epoch seconds", time_format::epoch_seconds}};
        const auto text = node.text();
        if (!text) return time_format::iso;
        std::vector<std::string> names;
        for (const auto& [name, format] : formats) {
            if (name == *text) return format;
            names.push_back(name);
        }
        node.report("is not a time format, which is one of " + quoted_list(names));
        return time_format::iso;
    }

    [[nodiscard]] static std::optional<rating_scale> scale_of(const json_node& node) {
        const auto ends = node.list();
        if (!node.is_list()) return std::nullopt;
        if (ends.size() == 2) {
            const auto low = ends[0].number();
            const auto high = ends[1].number();
            if (low && high && *low < *high) return rating_scale{*low, *high};
        }
        node.report("is not a scale: its lowest and its highest rating, such as [0, 4]");
        return std::nullopt;
    }

    [[nodiscard]] static double trust_number(const json_node& node) {
        const auto value = node.number();
        if (value && *value > 0 && *value <= 1) return *value;
        if (value) node.report("is no trust, which lies above 0 and up to 1");
        return 1;
    }

    [[nodiscard]] trust_rule trust_of(const json_node& node) const {
        trust_rule out;
        if (!node.is_object()) {
            out.constant = trust_number(node);
            return out;
        }
        if (const auto count = node.find("experiences")) {
            if (node.only({"experiences"}))
                if (const auto good = number_from(*count, 0, 1e15)) out.constant = trust_of_experiences(*good);
            return out;
        }
        if (!node.only({"column", "times", "divided_by", "scale", "if_missing"})) return out;
        field_rule rule;
        rule.field = "trust";
        rule.sum.push_back(term_of(node));
        out.column = std::move(rule);
        if (const auto scale = node.find("scale")) out.scale = scale_of(*scale);
        if (const auto missing = node.find("if_missing")) out.constant = trust_number(*missing);
        return out;
    }

    void parse_matrix(const json_node& node) {
        if (!node.only({"matrix", "delimiter", "role", "layer", "at_least", "scale", "column_names_row"})) return;
        planned_matrix out;
        out.table = table_of(node, "matrix");
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
        kept_.emplace_back(node.path(), std::pair(out.role, out.rules.what));
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
    const parameter_values* given_;
    std::map<std::string, std::string> parameters_{};
    std::vector<std::pair<std::string, std::pair<std::uint32_t, std::string>>> kept_{};
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

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_DETAIL_MANIFEST_VALUES_HPP
#define COLEARN_IO_DETAIL_MANIFEST_VALUES_HPP

/// @file
/// For a policy reader: each setting of a manifest is checked by itself, and a wrong one is named with what was
/// expected. For an engineer: the values that occur in several places of a manifest's JSON: roles, tables, filters,
/// rules, trust.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/io/edge_list.hpp>
#include <colearn/io/field_rule.hpp>
#include <colearn/io/json_reader.hpp>
#include <colearn/io/manifest_plan.hpp>
#include <colearn/io/name_suggestion.hpp>
#include <colearn/io/number_text.hpp>
#include <colearn/io/role_table.hpp>
#include <colearn/io/time_text.hpp>
#include <colearn/io/trust_rule.hpp>

namespace colearn {

/// Values for a manifest's parameters, by name.
using parameter_values = std::vector<std::pair<std::string, std::string>>;

namespace detail {

/// The parameters of a manifest: its defaults, and what the caller gave in their place.
class manifest_parameters {
public:
    manifest_parameters(const json_node& root, const parameter_values& given) {
        if (const auto all = root.find("parameters"))
            for (const auto& [name, value] : all->members())
                if (auto text = value.text()) values_[name] = *text;
        std::vector<std::string> names;
        for (const auto& [name, value] : values_) names.push_back(name);
        for (const auto& [name, value] : given) {
            if (values_.contains(name))
                values_[name] = value;
            else
                root.report("has no parameter \"" + shown_text(name) + "\"; it has " +
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
            const auto found = values_.find(text.substr(open + 1, close - open - 1));
            out += text.substr(at, open - at);
            if (found == values_.end()) {
                node.report("names a parameter \"" + shown_text(text.substr(open + 1, close - open - 1)) +
                            "\" that \"parameters\" does not have");
            } else {
                out += found->second;
            }
            at = close + 1;
        }
        return out;
    }

private:
    std::map<std::string, std::string> values_{};
};

[[nodiscard]] inline std::optional<double> number_from(const json_node& node, double low, double high) {
    const auto value = node.number();
    if (!value || (*value >= low && *value <= high)) return value;
    node.report("must be from " + number_text(low) + " to " + number_text(high));
    return std::nullopt;
}

[[nodiscard]] inline std::optional<double> positive(const json_node& node) {
    const auto value = node.number();
    if (!value || *value > 0) return value;
    node.report("must be positive");
    return std::nullopt;
}

[[nodiscard]] inline std::uint32_t role_of(const json_node& node) {
    const auto text = node.text();
    if (!text) return 0;
    const auto role = role_by_name(*text);
    const auto names = role_name_list();
    if (!role) node.report("is not a role, which is one of " + quoted_list(names) + did_you_mean(*text, names));
    return role.value_or(0);
}

[[nodiscard]] inline planned_table table_of(const json_node& entry, const std::string& key,
                                            const manifest_parameters& parameters) {
    planned_table out;
    if (const auto file = entry.require(key, "the file of the table, below the root folder")) {
        out.file = parameters.filled(*file);
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

[[nodiscard]] inline std::vector<row_filter> filters_of(const json_node& entry, const manifest_parameters& parameters) {
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
            one.texts.push_back(parameters.filled(texts));
        } else {
            for (const auto& text : texts.list()) one.texts.push_back(parameters.filled(text));
        }
        // A parameter of "*" takes every row.
        if (!one.exclude && std::find(one.texts.begin(), one.texts.end(), "*") != one.texts.end()) continue;
        out.push_back(std::move(one));
    }
    return out;
}

// A divisor, which is not 0.
[[nodiscard]] inline double divisor_of(const json_node& node) {
    const auto value = node.number();
    if (value && *value == 0) node.report("must not be 0");
    return value.value_or(1) == 0 ? 1 : value.value_or(1);
}

[[nodiscard]] inline column_term term_of(const json_node& node) {
    column_term out;
    if (node.is_text()) return {*node.text()};
    if (const auto column = node.require("column", "a heading of the table")) out.column = column->text().value_or("");
    if (const auto times = node.find("times")) out.times = times->number().value_or(1);
    if (const auto divisor = node.find("divided_by")) out.divided_by = divisor_of(*divisor);
    return out;
}

// `"20+": 20` and `"20+": "20"` are the same.
[[nodiscard]] inline std::string text_or_number(const json_node& node) {
    if (node.is_number()) return number_text(node.number().value_or(0));
    return node.text().value_or("");
}

[[nodiscard]] inline field_rule rule_of(std::string field, const json_node& node,
                                        const std::vector<std::string>& missing) {
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

[[nodiscard]] inline time_format format_of(const json_node& node) {
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

[[nodiscard]] inline std::optional<rating_scale> scale_of(const json_node& node) {
    const auto ends = node.list();
    if (!node.is_list()) return std::nullopt;
    if (ends.size() == 2) {
        const auto low = ends[0].number();
        const auto high = ends[1].number();
        if (low && high && counts_experiences({*low, *high})) return rating_scale{*low, *high};
    }
    node.report("is not a scale: its lowest and its highest rating, at most 1e15 apart, such as [0, 4]");
    return std::nullopt;
}

[[nodiscard]] inline double trust_number(const json_node& node) {
    const auto value = node.number();
    if (value && *value > 0 && *value <= 1) return *value;
    if (value) node.report("is no trust, which lies above 0 and up to 1");
    return 1;
}

[[nodiscard]] inline trust_rule trust_of(const json_node& node) {
    trust_rule out;
    if (!node.is_object()) {
        out.constant = trust_number(node);
        return out;
    }
    if (const auto count = node.find("experiences")) {
        if (node.only({"experiences"}))
            if (const auto good = number_from(*count, 0, most_experiences)) {
                out.constant = trust_of_experiences(*good);
                out.experiences = *good;
            }
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

} // namespace detail

} // namespace colearn

#endif

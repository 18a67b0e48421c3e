// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_DETAIL_SIDE_TABLES_HPP
#define COLEARN_IO_DETAIL_SIDE_TABLES_HPP

/// @file
/// For a policy reader: the tables beside actors and ties: which layers there are, and what the system is called.
/// For an engineer: reads `layers.csv` and `about.csv` of the folder form.

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include <colearn/graph/layer.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/io/csv_table.hpp>
#include <colearn/io/name_suggestion.hpp>
#include <colearn/io/number_text.hpp>
#include <colearn/io/read_result.hpp>

namespace colearn::detail {

[[nodiscard]] inline std::optional<bool> yes_or_no(std::string_view text) {
    for (const auto* const yes : {"true", "yes", "1"})
        if (same_but_for_case(text, yes)) return true;
    for (const auto* const no : {"false", "no", "0"})
        if (same_but_for_case(text, no)) return false;
    return std::nullopt;
}

// layers.csv
[[nodiscard]] inline table_count read_layers(csv_rows rows, system_network& net) {
    table_count out{rows.reader().name(), "layer"};
    auto& log = rows.reader().log();
    const auto& header = rows.header();
    const auto name = header.require("name", log);
    const auto directed = header.find("directed");
    const std::array<std::optional<std::size_t>, 3> shares{header.find("individualism"), header.find("solidarity"),
                                                           header.find("hierarchy")};
    while (name && rows.next()) {
        layer one{std::string(rows[*name].text)};
        ++out.left_out; // until all is well
        bool good = true;
        const auto fault_at = [&](const csv_field& where, std::string message) {
            rows.reader().report(where, std::move(message));
            good = false;
        };
        if (one.name.empty()) fault_at(rows[*name], "is empty where the name of a layer was expected");
        if (net.find_layer(one.name).valid()) fault_at(rows[*name], "is the name of an earlier layer too");
        if (directed && !rows[*directed].text.empty()) {
            const auto read = yes_or_no(rows[*directed].text);
            if (!read) fault_at(rows[*directed], "is not true or false");
            one.directed = read.value_or(true);
        }
        std::array<std::optional<double>, 3> values;
        for (std::size_t i = 0; i < shares.size(); ++i) {
            if (!shares[i] || rows[*shares[i]].text.empty()) continue;
            auto read = read_number(rows[*shares[i]].text);
            if (!read.good())
                fault_at(rows[*shares[i]], std::move(read.problem));
            else if (read.value < 0 || read.value > 1)
                fault_at(rows[*shares[i]], "is no share, which is from 0 to 1");
            else
                values[i] = read.value;
        }
        const auto known = std::count_if(values.begin(), values.end(), [](const auto& v) { return v.has_value(); });
        if (good && known > 0) {
            one.steering = {values[0].value_or(0), values[1].value_or(0), values[2].value_or(0)};
            const auto sum = one.steering.individualism + one.steering.solidarity + one.steering.hierarchy;
            constexpr double rounding = 1e-6;
            if (known < 3 || std::abs(sum - 1) > rounding) {
                rows.reader().report("needs individualism, solidarity and hierarchy that sum to 1; they sum to " +
                                     number_text(sum));
                good = false;
            }
        }
        if (!good) continue;
        --out.left_out;
        ++out.taken;
        net.add(one);
    }
    out.rows = rows.read();
    out.left_out += rows.left_out();
    return out;
}

// about.csv
[[nodiscard]] inline table_count read_about(csv_rows rows, learning_system& into, bool& named) {
    table_count out{rows.reader().name(), "sentence"};
    auto& log = rows.reader().log();
    const auto item = rows.header().require("item", log);
    const auto text = rows.header().require("text", log);
    while (item && text && rows.next()) {
        const auto what = rows[*item].text;
        std::string value(rows[*text].text);
        ++out.taken;
        if (what == "name") {
            into.name = std::move(value);
            named = true;
        } else if (what == "topic") {
            if (value.empty() || std::find(into.topics.begin(), into.topics.end(), value) != into.topics.end())
                rows.reader().report(rows[*text], "is no new topic: it is empty or stands twice");
            else
                into.topics.push_back(std::move(value));
        } else if (what == "note") {
            into.notes.push_back(std::move(value));
        } else {
            rows.reader().report(rows[*item], "is not an item, which is one of \"name\", \"topic\", \"note\"");
            --out.taken;
            ++out.left_out;
        }
    }
    out.rows = rows.read();
    out.left_out += rows.left_out();
    return out;
}

} // namespace colearn::detail

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_EXPERIMENT_TABLE_HPP
#define COLEARN_POLICY_EXPERIMENT_TABLE_HPP

/// @file
/// For a policy reader: the results of an experiment as one plain table that any statistics program opens: a row for
/// each policy, scenario, replicate, year and measure.
/// For an engineer: tidy rows with the names kept once, written as CSV and read back to the same bits.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <iterator>
#include <map>
#include <optional>
#include <ostream>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/measured.hpp>
#include <colearn/io/byte_source.hpp>
#include <colearn/io/csv.hpp>
#include <colearn/io/csv_table.hpp>
#include <colearn/io/csv_writer.hpp>
#include <colearn/io/fault_log.hpp>
#include <colearn/io/number_text.hpp>
#include <colearn/policy/outcome.hpp>

namespace colearn {

/// One measure of one policy in one year of one replicate of a scenario. Names stand in the table.
struct experiment_row {
    std::uint32_t policy = 0;    ///< place in the table's policies
    std::uint32_t scenario = 0;  ///< place in the table's scenarios
    std::uint32_t measure = 0;   ///< place in the table's measures
    std::uint32_t year = 1;      ///< counted from 1
    std::uint64_t replicate = 0; ///< counted from 0
    measured value{};            ///< or why there is none

    friend bool operator==(const experiment_row&, const experiment_row&) = default;
};

/// Rows with their names.
struct experiment_table {
    std::vector<std::string> policies{};
    std::vector<std::string> scenarios{};
    std::vector<std::string> measures{}; ///< those of `outcome_meanings`, then `met:<group>` and `given:<group>`
    std::vector<experiment_row> rows{};

    friend bool operator==(const experiment_table&, const experiment_table&) = default;
};

/// The place of a name in a list of names. Throws `contract_violation` when it is not there.
[[nodiscard]] inline std::uint32_t place_of(std::span<const std::string> names, std::string_view name) {
    for (std::size_t i = 0; i < names.size(); ++i)
        if (names[i] == name) return static_cast<std::uint32_t>(i);
    expects(false, "the name must be one of the table's", name);
    return 0;
}

/// Which values of a measure of a table are better; none for `given:<group>`: what one group gets, another lacks.
[[nodiscard]] inline std::optional<better_when> better_of(std::string_view measure) noexcept {
    for (const auto& one : outcome_meanings)
        if (one.name == measure) return one.better;
    if (measure.starts_with("met:")) return better_when::higher;
    return std::nullopt;
}

/// The headings of the table as CSV.
inline constexpr std::string_view experiment_columns[] = {"policy",  "scenario", "replicate", "year",
                                                          "measure", "value",    "reason"};

inline void write_experiment_header(csv_writer& to) {
    for (const auto heading : experiment_columns) to.text(heading);
    to.end_record();
}

/// Writes rows: the value as the shortest text that reads back the same; or the reason, and no value.
inline void write_experiment_rows(csv_writer& to, const experiment_table& table, std::span<const experiment_row> rows) {
    for (const auto& row : rows) {
        expects(row.policy < table.policies.size() && row.scenario < table.scenarios.size() &&
                    row.measure < table.measures.size(),
                "a row must be about a policy, scenario and measure of its table");
        to.text(table.policies[row.policy]).text(table.scenarios[row.scenario]).number(row.replicate).number(row.year);
        to.text(table.measures[row.measure]).number(row.value.value).text(row.value.why_undefined).end_record();
    }
}

/// Writes a whole table.
inline void write_experiment(std::ostream& out, const experiment_table& table) {
    csv_writer to(out);
    write_experiment_header(to);
    write_experiment_rows(to, table, table.rows);
    to.flush();
}

namespace detail {

/// A whole number of a cell, or a fault.
[[nodiscard]] inline std::optional<std::uint64_t> count_cell(csv_rows& from, std::size_t column, std::uint64_t most) {
    const auto& cell = from[column];
    const auto found = read_number(cell.text);
    if (found.good() && found.value >= 0 && found.value <= static_cast<double>(most) &&
        found.value == static_cast<double>(static_cast<std::uint64_t>(found.value)))
        return static_cast<std::uint64_t>(found.value);
    from.reader().report(cell,
                         found.good() ? "is not a whole number from 0 to " + std::to_string(most) : found.problem);
    return std::nullopt;
}

/// A value or its reason, or a fault.
[[nodiscard]] inline std::optional<measured> measured_cells(csv_rows& from, std::size_t value, std::size_t reason) {
    const auto& number = from[value];
    const auto& why = from[reason];
    if (number.text.empty()) {
        if (!why.text.empty()) return measured::undefined(std::string(why.text));
        from.reader().report(number, "has neither a value nor a reason");
        return std::nullopt;
    }
    const auto found = read_number(number.text);
    if (!found.good()) {
        from.reader().report(number, found.problem);
        return std::nullopt;
    }
    if (why.text.empty()) return measured::as(found.value);
    from.reader().report(why, "is a reason beside a value; a row has one of them");
    return std::nullopt;
}

} // namespace detail

/// Reads a table that `write_experiment` or an experiment wrote. Columns are found by their headings; names are listed
/// as they first appear. Complexity: O(rows log names). Throws: `parse_error` with every fault.
[[nodiscard]] inline experiment_table read_experiment(byte_source from) {
    fault_log log;
    csv_rows rows(std::move(from), log);
    std::size_t at[std::size(experiment_columns)] = {};
    for (std::size_t c = 0; c < std::size(experiment_columns); ++c)
        at[c] = rows.header().require(experiment_columns[c], log).value_or(0);
    log.settle();
    struct numbered {
        std::vector<std::string>& names;
        std::map<std::string, std::uint32_t, std::less<>> place{};
        std::uint32_t operator()(std::string_view name) {
            const auto found = place.find(name);
            if (found != place.end()) return found->second;
            names.emplace_back(name);
            return place.emplace(name, static_cast<std::uint32_t>(place.size())).first->second;
        }
    };
    experiment_table out;
    numbered policy{out.policies};
    numbered scenario{out.scenarios};
    numbered measure{out.measures};
    while (rows.next()) {
        const auto replicate = detail::count_cell(rows, at[2], 1ULL << 53U);
        const auto year = detail::count_cell(rows, at[3], 100);
        auto value = detail::measured_cells(rows, at[5], at[6]);
        if (!replicate || !year || !value) continue;
        out.rows.push_back({policy(rows[at[0]].text), scenario(rows[at[1]].text), measure(rows[at[4]].text),
                            static_cast<std::uint32_t>(*year), *replicate, std::move(*value)});
    }
    log.settle();
    return out;
}

[[nodiscard]] inline experiment_table read_experiment(const std::filesystem::path& file) {
    return read_experiment(file_source(file));
}

} // namespace colearn

#endif

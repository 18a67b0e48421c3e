// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_READ_RESULT_HPP
#define COLEARN_IO_READ_RESULT_HPP

/// @file
/// For a policy reader: what was read, what was left out, and what was wrong, table by table.
/// For an engineer: the options and the result that every reader of a whole system shares.

#include <cstddef>
#include <cstdint>
#include <stop_token>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/error.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/io/csv.hpp>
#include <colearn/io/fault_log.hpp>

namespace colearn {

/// How to read a system.
struct read_options {
    on_fault faulty = on_fault::refuse;    ///< throw, or return what was read with the list of faults
    std::size_t fault_limit = 100;         ///< most faults that are listed; all are counted
    std::size_t record_limit = 16U << 20U; ///< longest record of a table, in bytes
    progress_callback progress{};          ///< told the share of the ties' bytes that are read
    std::stop_token stop{};                ///< ends the reading early; the result says so
};

/// What came of one table.
struct table_count {
    std::string file{};         ///< as faults show it
    std::string what{};         ///< what its rows are: "school", "tie", ...
    std::uint64_t rows = 0;     ///< rows below the header
    std::uint64_t taken = 0;    ///< rows that became an actor or a tie
    std::uint64_t passed = 0;   ///< rows passed over by a filter or a threshold
    std::uint64_t left_out = 0; ///< rows left out because of a fault
    /// Fields that the table has, but that are not known in some of the rows taken, with the number of those rows.
    std::vector<std::pair<std::string, std::uint64_t>> unknown{};
};

/// A system, and how it was read.
struct read_result {
    learning_system system{};          ///< its notes say what was assumed, mapped or not used
    std::vector<fault> faults{};       ///< empty unless `on_fault::report` found some
    std::size_t fault_count = 0;       ///< all faults, those that are not listed too
    std::vector<table_count> tables{}; ///< one for each file, in the order of reading
    bool stopped = false;              ///< the stop token ended the reading: the system is what was read until then
};

namespace detail {

[[nodiscard]] inline csv_options table_options(const read_options& options, char delimiter = ',') {
    return {.delimiter = delimiter,
            .record_limit = options.record_limit,
            .faulty = options.faulty,
            .fault_limit = options.fault_limit};
}

} // namespace detail

} // namespace colearn

#endif

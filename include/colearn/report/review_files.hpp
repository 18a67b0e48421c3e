// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_FILES_HPP
#define COLEARN_REPORT_REVIEW_FILES_HPP

/// @file
/// For a policy reader: saves a review as a page to read and as plain tables to work on.
/// For an engineer: `index.html`, tidy CSV with a dictionary of its columns, and one JSON with everything.

#include <filesystem>
#include <fstream>
#include <ios>
#include <string>
#include <system_error>
#include <vector>

#include <colearn/graph/learning_system.hpp>
#include <colearn/io/csv_writer.hpp>
#include <colearn/io/tidy.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_json.hpp>
#include <colearn/report/review_page.hpp>
#include <colearn/report/review_tables.hpp>

namespace colearn {

/// Writes a review into a folder, which is made where it is missing: `index.html`, `review.json`, `organisations.csv`,
/// `people.csv`, `connectors.csv`, `twins.csv`,
/// `federations.csv`, `allocation.csv` (those that have rows) and `columns.csv`, which says what their columns
/// mean. Files of these names are replaced.
///
/// Complexity: that of `review_page`, and O(actors) beside.
/// Returns: the files written, the page first.
/// Throws: `std::system_error` where a file cannot be written; `contract_violation` for text that is not UTF-8.
/// Determinism: the same bytes for the same review.
/// Example: `write_review(review_district(system), system, {}, "review")`
inline std::vector<std::filesystem::path> write_review(const review& of, const learning_system& system,
                                                       const review_options& options,
                                                       const std::filesystem::path& folder,
                                                       const review_provenance& from = {}) {
    std::filesystem::create_directories(folder);
    std::vector<std::filesystem::path> written;
    const auto page = folder / "index.html";
    {
        auto to = create_file(page);
        const auto text = review_page(of, system, options, from);
        to.write(text.data(), static_cast<std::streamsize>(text.size()));
        to.flush();
        if (!to)
            throw std::system_error(std::make_error_code(std::errc::io_error),
                                    "cannot write \"" + page.string() + "\"");
    }
    written.push_back(page);
    tidy_table columns("columns", {{"table", column_kind::text, "file that the column is in"},
                                   {"column", column_kind::text, "heading"},
                                   {"kind", column_kind::text, "text or number; empty cells are not known"},
                                   {"meaning", column_kind::text, "what the cells say, with the unit"}});
    const auto write = [&](const tidy_table& table) {
        if (table.row_count() == 0) return;
        const auto file = table.name() + ".csv";
        write_csv(table, folder / file);
        written.push_back(folder / file);
        for (const auto& one : table.columns())
            columns.add({file, one.name, one.kind == column_kind::text ? "text" : "number", one.meaning});
    };
    write(members_table(of.organisations));
    write(members_table(of.people));
    write(connectors_table(of.connectors));
    if (of.twins) write(twins_table(of, system));
    if (of.federations) write(federations_table(of, system));
    write(allocation_table(of, system));
    write(columns);
    {
        auto to = create_file(folder / "review.json");
        write_review_json(of, system, options, from, to);
    }
    written.push_back(folder / "review.json");
    return written;
}

} // namespace colearn

#endif

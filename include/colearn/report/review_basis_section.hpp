// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_BASIS_SECTION_HPP
#define COLEARN_REPORT_REVIEW_BASIS_SECTION_HPP

/// @file
/// For a policy reader: the part of a review that says what it rests on: the data, the checks, and what it cannot say.
/// For an engineer: tables and lists from a `review` and the provenance of its data.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/core/error.hpp>
#include <colearn/io/read_result.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/words.hpp>

namespace colearn {

/// Where the data of a review came from.
struct review_provenance {
    std::vector<table_count> tables{}; ///< the files that were read
    std::vector<fault> faults{};       ///< what was wrong in them, as far as it is listed
    std::size_t fault_count = 0;       ///< all faults
    std::string date{}; ///< of the review, as the page shows it; empty: none, so that the page is the same every day
};

namespace detail {

/// The section "What this rests on".
[[nodiscard]] inline report::section basis_section(const review& of, const review_provenance& from) {
    using kind = report::column_kind;
    report::markup out;
    out.element(
        "p", {{"class", "lead"}},
        "A number is worth what its data is worth. This part says what was read, what was assumed, what was checked, "
        "and what the review cannot say.");
    if (!of.notes.empty()) {
        out.open("div", {{"class", "callout"}}).element("h3", {}, "How the data was read or made");
        out.add(report::bullets(of.notes)).close().line();
    }
    if (!from.tables.empty()) {
        report::table files;
        files.id = "files-table";
        files.caption = "Files that were read";
        files.sortable = false;
        files.columns = {
            {.heading = "File", .heads = true},
            {.heading = "Rows are"},
            {.heading = "Rows", .kind = kind::whole, .meaning = "Below the header."},
            {.heading = "Taken", .kind = kind::whole, .meaning = "Rows that became an actor or a tie."},
            {.heading = "Passed over",
             .kind = kind::whole,
             .meaning = "Rows that a filter or a threshold passed over."},
            {.heading = "Left out", .kind = kind::whole, .meaning = "Rows left out because of a fault."},
            {.heading = "Not known", .meaning = "Fields that are empty in some of the rows taken, and in how many."}};
        for (const auto& one : from.tables) {
            std::vector<std::string> unknown;
            for (const auto& [field, count] : one.unknown)
                unknown.push_back(field + " in " + report::whole(static_cast<std::size_t>(count)));
            const auto number = [](std::uint64_t value) { return report::cell(static_cast<std::size_t>(value)); };
            files.add(
                {.cells = {one.file, one.what, number(one.rows), number(one.taken), number(one.passed),
                           number(one.left_out), unknown.empty() ? std::string("nothing") : report::list(unknown, 6)}});
        }
        out.add(report::block(files, "Files", ""));
    }
    if (from.fault_count > 0) {
        out.element("h3", {}, "Faults in the files");
        out.element("p", {},
                    report::capital(report::plural(from.fault_count, "fault")) +
                        (from.fault_count == 1 ? " was" : " were") +
                        " found; what is faulty is left out of this review.");
        std::vector<std::string> faults;
        for (const auto& one : from.faults)
            if (faults.size() < 20) faults.push_back(to_string(one));
        out.add(report::bullets(faults));
    }
    report::table checks;
    checks.id = "checks-table";
    checks.caption = "Answers and their checks";
    checks.sortable = false;
    checks.columns = {{.heading = "Answer", .heads = true}, {.heading = "Outcome"}, {.heading = "What the check does"}};
    for (const auto& one : of.checks)
        checks.add({.cells = {report::capital(one.what),
                              one.outcome.accepted() ? std::string("accepted") : "rejected: " + one.outcome.violated,
                              one.how}});
    out.add(report::block(
        checks, "Checks",
        "Each answer comes with evidence, which a routine of its own accepts or rejects without calling the "
        "code that found the answer."));
    out.element("h3", {}, "What this review cannot say");
    out.add(report::bullets({"It sees the ties that are on record. Who works with whom unrecorded is not there, and "
                             "trust is what was stated or "
                             "assumed, not what is felt.",
                             "Brokerage and standing describe a place in a network, not the worth of a person or a "
                             "school. They are no basis for "
                             "appraisal, and they name staff: treat them as personal information.",
                             "Of children it knows groups alone, never a single child, and of families how many there "
                             "are. Neither is ranked, and "
                             "no file written here has a line for one.",
                             "A proposed pair has not been asked. A share of the budget follows from two figures of "
                             "each school and one choice of "
                             "weight; what else a school needs is not in it.",
                             "Nothing here says that one thing causes another."}));
    out.element("h3", {}, "Files beside this page");
    out.open("ul", {{"class", "plain-list"}});
    const auto file = [&](const char* name, const char* what) {
        out.open("li").element("code", {}, name).text(std::string(": ") + what).close();
    };
    if (!of.organisations.members.empty())
        file("organisations.csv", "every organisation with its figures, a row each.");
    if (!of.people.members.empty())
        file("people.csv", "every teacher and school leader with their figures, a row each.");
    if (of.twins) file("twins.csv", "every school with its twin and the reasons, or why it has none.");
    if (of.federations)
        file("federations.csv", "every school with its federation and the reasons, or why it is in none.");
    if (of.allocation) file("allocation.csv", "every school's amount, to the cent, and why.");
    file("review.json", "all of the above with the figures of the whole, the checks and the notes.");
    out.close().line();
    return {"basis", "What this rests on", "What this rests on", out.finish()};
}

} // namespace detail

} // namespace colearn

#endif

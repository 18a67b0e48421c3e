// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_PAGE_HPP
#define COLEARN_REPORT_REVIEW_PAGE_HPP

/// @file
/// For a policy reader: the review as one page: in short, then part by part, then what it rests on.
/// For an engineer: puts the sections of a `review` together with its provenance; the same bytes for the same review.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/core/error.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/roles.hpp>
#include <colearn/io/read_result.hpp>
#include <colearn/matching/school_table.hpp>
#include <colearn/report/district_review.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/review_budget_section.hpp>
#include <colearn/report/review_network_section.hpp>
#include <colearn/report/review_shape_section.hpp>
#include <colearn/report/review_twin_section.hpp>
#include <colearn/report/review_twin_trust.hpp>
#include <colearn/report/review_words.hpp>
#include <colearn/report/table.hpp>
#include <colearn/report/trust_words.hpp>
#include <colearn/report/words.hpp>
#include <colearn/trust/opinion.hpp>

namespace colearn {

/// Where the data of a review came from.
struct review_provenance {
    std::vector<table_count> tables{}; ///< the files that were read
    std::vector<fault> faults{};       ///< what was wrong in them, as far as it is listed
    std::size_t fault_count = 0;       ///< all faults
    std::string date{}; ///< of the review, as the page shows it; empty: none, so that the page is the same every day
};

namespace detail {

[[nodiscard]] inline report::fragment key_figures_of(const review& of, const review_options& options) {
    std::vector<report::key_figure> out;
    if (of.schools > 0)
        out.push_back({report::whole(of.schools), report::noun(of.schools, "school"),
                       of.schools_with_pupils > 0
                           ? "with " + report::whole(of.pupils) + " pupils (enrolment" +
                                 (of.schools_with_pupils < of.schools
                                      ? ", stated by " + report::whole(of.schools_with_pupils) + " of them)"
                                      : ")")
                           : "enrolment is not known"});
    if (of.roles.size() > 1)
        out.push_back({report::whole(of.actors), "people, organisations and groups",
                       "in " + report::plural(of.roles.size(), "role")});
    else if (of.schools == 0 && !of.roles.empty())
        out.push_back({report::whole(of.actors), report::noun(of.actors, of.roles.front().role),
                       "nobody of another role is in this system"});
    double trust = 0;
    double experiences = 0;
    for (const auto& one : of.layers) {
        trust += one.mean_trust * static_cast<double>(one.ties);
        experiences += one.mean_evidence * static_cast<double>(one.ties);
    }
    out.push_back({report::whole(of.ties), of.ties == 1 ? "tie" : "ties",
                   of.ties > 0
                       ? "of " + report::plural(of.layers.size(), "kind") + "; mean trust " +
                             report::decimal(trust / static_cast<double>(of.ties), 2) + " of 1, on " +
                             report::rounded(experiences / static_cast<double>(of.ties), 2) + " experiences a tie"
                       : "none is on record"});
    if (of.twins && !of.twins->proposals.empty())
        out.push_back(
            {report::whole(of.twins->proposals.size()), "proposed pairs",
             "for " + report::whole(2 * of.twins->proposals.size()) + " of " + report::plural(of.schools, "school")});
    if (of.allocation && !of.allocation->awards.empty())
        out.push_back(
            {amount_text(options.budget, options.currency), "to share",
             report::money(of.allocation->certificate.level, options.currency) + " for each need-weighted pupil"});
    out.push_back({report::whole(of.accepted()) + " of " + report::whole(of.checks.size()), "checks passed",
                   "answers on this page that a separate routine checked"});
    return report::html(out);
}

[[nodiscard]] inline report::section short_section(const review& of, const review_summary& words,
                                                   const review_options& options) {
    report::markup out;
    out.add(key_figures_of(of, options));
    out.open("div", {{"class", "answers"}});
    const auto card = [&](std::string_view style, std::string_view heading, const std::vector<std::string>& sentences,
                          const std::string& more, bool answered) {
        out.open("div", {{"class", "answer " + std::string(style)}}).element("h3", {}, heading);
        for (const auto& one : sentences) out.element("p", {}, one);
        if (answered) out.open("p").element("a", {{"href", "#" + more}}, "The reasons").close();
        out.close().line();
    };
    card("who", "Who holds it together", words.leading, "network", of.organisations.has_ties() || of.people.has_ties());
    auto twins = words.twins;
    if (!words.trust.empty()) twins.push_back(words.trust.front()); // without the example
    card("twins", "Who could work with whom", twins, "twins", of.twins.has_value());
    card("money", "Where the budget goes", words.money, "budget", of.allocation.has_value());
    out.close().line();
    out.open("div", {{"class", "callout"}}).element("h3", {}, "How sure this is");
    for (const auto& one : words.sure) out.element("p", {}, one);
    out.open("p").text("What the data is, and what was assumed, stands under ");
    out.element("a", {{"href", "#basis"}}, "What this rests on").text(": read it before you act on a number.").close();
    out.close().line();
    return {"short", "In short", "In short", out.finish()};
}

[[nodiscard]] inline const review_member* member_of(const review& of, tie_end who) {
    for (const auto* group : {&of.organisations, &of.people})
        for (const auto& one : group->members)
            if (one.who == who) return &one;
    return nullptr;
}

/// The partners of a member, with the trust between the two and how sure it is; those with most evidence first.
[[nodiscard]] inline std::vector<std::string> partners_by_evidence(const review_group& group, id<actor> who) {
    const auto rows = group.partners.out();
    std::vector<std::uint32_t> arcs(rows.offsets[who.index + 1] - rows.offsets[who.index]);
    std::iota(arcs.begin(), arcs.end(), static_cast<std::uint32_t>(rows.offsets[who.index]));
    const auto experiences = [&](std::uint32_t arc) { return group.behind[arc].positive + group.behind[arc].negative; };
    std::stable_sort(arcs.begin(), arcs.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return experiences(a) > experiences(b); });
    std::vector<std::string> out;
    for (const auto arc : arcs) {
        const auto known = opinion::of(group.behind[arc]);
        out.push_back(group.partners.who().name(id<actor>{rows.neighbours[arc]}) +
                      (known.vacuous() ? ""
                                       : " (trust " + report::decimal(known.expectation(), 2) + ", with 80% " +
                                             report::interval_words(known) + ")"));
    }
    return out;
}

/// All that a review says of one actor.
[[nodiscard]] inline report::fragment dossier(const review& of, const learning_system& system,
                                              const review_options& options, tie_end who) {
    std::string name;
    std::string about;
    system.net.visit(who, [&](auto, const auto& one) {
        name = name_of(one);
        about = report::capital(std::string(one.role));
        if constexpr (std::is_same_v<std::decay_t<decltype(one)>, school>) {
            if (!one.region.empty()) about += ", " + one.region;
            if (one.enrolment) about += "; " + report::whole(*one.enrolment) + " pupils";
            if (one.disadvantaged)
                about += ", " + report::percent(*one.disadvantaged) + " from the least advantaged homes";
            if (one.advantage)
                about += "; index of advantage " + report::whole(*one.advantage) + " (1000 is the average)";
        }
    });
    report::markup out;
    out.open("li")
        .element("h3", {}, name)
        .element("p", {{"class", "note"}}, about + ".")
        .open("dl", {{"class", "facts"}});
    const auto fact = [&](std::string_view heading, std::string_view text) {
        out.open("div", {{"class", heading.ends_with("win") ? "long" : ""}})
            .element("dt", {}, heading)
            .element("dd", {}, text)
            .close();
    };
    if (const auto* member = member_of(of, who)) {
        const auto& group = who.role == system_network::role_index<teacher> ? of.people : of.organisations;
        const auto partners = partners_by_evidence(group, member->at);
        const auto brokerage = member->brokerage > 0 ? "Brokerage " + share_text(member->brokerage) + ", the " +
                                                           report::ordinal(member->rank) + " of " +
                                                           report::whole(group.members.size()) + " " + group.name
                                                     : std::string("No brokerage: it stands between no two others");
        fact("In the network", report::plural(partners.size(), "partner") +
                                   (all_assumed(group) ? ", by ties that are assumed" : "") +
                                   (partners.empty() ? "" : ": " + report::list(partners, 6)) + ". " + brokerage +
                                   "; standing " + report::decimal(member->standing, 1) + " times the average.");
    }
    if (who.role == system_network::role_index<school>) {
        const id<school> number{who.index};
        if (of.twins) {
            if (const auto* pair = of.twins->proposal_of(number)) {
                fact("Twin", pair->rationale);
                const auto place = static_cast<std::size_t>(pair - of.twins->proposals.data());
                if (place < of.twin_trust.pairs.size())
                    fact("Trust",
                         twin_trust_words(school_table(system), *pair, of.twin_trust.pairs[place], of.twin_trust));
            }
            for (const auto& left : of.twins->left_out)
                if (left.who == number) fact("No twin", left.words);
        }
        if (of.allocation)
            for (const auto& award : of.allocation->awards)
                if (award.who == number) {
                    const auto words = explain(award, of.allocation->certificate);
                    fact("Budget, in " + options.currency, words.why + " " + words.what_would_change);
                }
        for (const auto& one : of.needs.missing)
            if (one.who == number) fact("Budget", "Takes no part: " + one.field + " is not known.");
    }
    out.close().close().line();
    return out.finish();
}

/// The actors that were asked for, each with all that the review says of it.
[[nodiscard]] inline report::section found_section(const review& of, const learning_system& system,
                                                   const review_options& options) {
    const school_table schools(system);
    report::markup out;
    out.element("p", {{"class", "lead"}},
                "The actors that were asked for by name, with all that this review says of them.");
    out.open("ul", {{"class", "dossier"}});
    std::vector<std::string> missing;
    for (const auto& asked : of.found) {
        if (asked.actors.empty()) missing.push_back(asked.asked);
        for (const auto& who : asked.actors) out.add(dossier(of, system, options, who));
    }
    out.close().line();
    for (const auto& one : missing)
        out.element("p", {}, "Nobody of the name \"" + one + "\" is in this system.").line();
    for (const auto& one : of.found)
        if (one.more > 0)
            out.element("p", {{"class", "note"}},
                        report::whole(one.more) + " more match \"" + one.asked + "\"; give a longer part of the name.");
    return {"found", "The actors you asked for", "Asked for by name", out.finish()};
}

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
    if (of.allocation) file("allocation.csv", "every school's amount, to the cent, and why.");
    file("review.json", "all of the above with the figures of the whole, the checks and the notes.");
    out.close().line();
    return {"basis", "What this rests on", "What this rests on", out.finish()};
}

} // namespace detail

/// The review as one page of HTML, complete in itself.
[[nodiscard]] inline std::string review_page(const review& of, const learning_system& system,
                                             const review_options& options, const review_provenance& from = {}) {
    const auto words = summary_of(of, system, options);
    report::page out;
    out.title = of.name.empty() ? "A collaborative learning system" : of.name;
    out.eyebrow = "District review";
    std::vector<std::string> answered{"Who holds the network together"};
    if (of.twins) answered.emplace_back("who could work with whom");
    if (of.allocation && !of.allocation->awards.empty())
        answered.push_back("where " + detail::amount_text(options.budget, options.currency) + " should go");
    out.standfirst = report::list(answered) + ". " + words.about;
    out.sections.push_back(detail::short_section(of, words, options));
    if (!of.found.empty()) out.sections.push_back(detail::found_section(of, system, options));
    out.sections.push_back(detail::network_section(of, system, out.ornament));
    out.sections.push_back(detail::twin_section(of, system, options));
    out.sections.push_back(detail::budget_section(of, system, options));
    out.sections.push_back(detail::shape_section(of, system));
    out.sections.push_back(detail::basis_section(of, from));
    out.footer =
        report::paragraph("Made with colearn, an open library that models collaborative learning systems" +
                          (from.date.empty() ? std::string(".") : ", on " + from.date + ".") +
                          " This page is one file: it loads nothing, sends nothing, and opens without a network.");
    return report::html(out);
}

} // namespace colearn

#endif

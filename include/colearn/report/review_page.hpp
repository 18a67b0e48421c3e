// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_REPORT_REVIEW_PAGE_HPP
#define COLEARN_REPORT_REVIEW_PAGE_HPP

/// @file
/// For a policy reader: the review as one page: in short, then part by part, then what it rests on.
/// For an engineer: puts the sections of a `review` together with its provenance; the same bytes for the same review.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/graph/learning_system.hpp>
#include <colearn/report/page.hpp>
#include <colearn/report/review.hpp>
#include <colearn/report/review_basis_section.hpp>
#include <colearn/report/review_budget_section.hpp>
#include <colearn/report/review_connectors_section.hpp>
#include <colearn/report/review_federations_section.hpp>
#include <colearn/report/review_found_section.hpp>
#include <colearn/report/review_network_section.hpp>
#include <colearn/report/review_shape_section.hpp>
#include <colearn/report/review_twin_section.hpp>
#include <colearn/report/review_words.hpp>
#include <colearn/report/words.hpp>

namespace colearn {

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
                       ? "of " + report::plural(of.layers.size(), "kind") +
                             (of.assumed_ties == of.ties ? ", all of them assumed" : "") + "; mean trust " +
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
    if (of.roles.size() > 1) out.sections.push_back(detail::connectors_section(of));
    out.sections.push_back(detail::twin_section(of, system, options));
    if (of.schools > 1) out.sections.push_back(detail::federations_section(of, system, options));
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

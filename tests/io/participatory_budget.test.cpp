// SPDX-License-Identifier: BSL-1.0
#include <numeric>
#include <string>
#include <vector>

#include <colearn/io/participatory_budget.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"
#include "support/real_data.hpp"

namespace participatory_budget_test {

namespace {

using colearn::budget_project;
using colearn::budget_voter;
using colearn::id;
using colearn::on_fault;
using colearn::text_source;

colearn::participatory_budget_reading parse(std::string_view text, on_fault rule = on_fault::refuse) {
    return colearn::parse_participatory_budget(text_source(text, "b.pb"), {.faulty = rule});
}

const std::string head = "META\nkey;value\nbudget;100\nvote_type;";
const std::string projects = "\nPROJECTS\nproject_id;cost;name\na;60;A park\nb;40;\"A bench; two\"\nc;50.5;\n";

} // namespace

TEST_CASE("ballots of every kind are read", "[participatory_budget]") {
    const auto approval = parse(head + "approval\ndescription;Spring\nnum_projects;3\nnum_votes;3\nunit;Nowhere" +
                                projects + "VOTES\nvoter_id;age;vote\n1;30;a,b\n2;;c\n3;41;\n")
                              .ballot;
    CHECK(approval.name == "Spring");
    CHECK(approval.budget == 100);
    REQUIRE(approval.projects.size() == 3);
    CHECK(approval.projects[id<budget_project>{1U}].name == "A bench; two");
    CHECK(approval.projects[id<budget_project>{2U}].cost == 50.5);
    REQUIRE(approval.voter_count() == 3);
    CHECK(approval.voter_keys == std::vector<std::string>{"1", "2", "3"});
    CHECK(approval.ballot(id<budget_voter>{0U}).size() == 2);
    CHECK(approval.ballot(id<budget_voter>{2U}).empty());
    CHECK(approval.details.back() == std::pair<std::string, std::string>{"unit", "Nowhere"});

    // Points; 0 points is no support; line ends and empty cells as spreadsheets leave them.
    auto text = head + "cumulative" + projects + "VOTES;;\nvoter_id;vote;points\nx; a , b ;3,0\ny;c;2.5\n";
    std::string crlf;
    for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    for (const auto& one : {text, crlf}) {
        const auto points = parse(one).ballot;
        REQUIRE(points.votes.size() == 2);
        CHECK(points.votes[0] == colearn::budget_vote{id<budget_project>{0U}, 3});
        CHECK(points.votes[1] == colearn::budget_vote{id<budget_project>{2U}, 2.5});
    }
    const auto ordinal = parse(head + "ordinal" + projects + "VOTES\nvoter_id;vote\nx;b,c,a\n").ballot;
    CHECK(ordinal.votes[0].points == 3);
    CHECK(ordinal.votes[2].points == 1);
}

TEST_CASE("faults are named with their place, and what is sound is kept on request", "[participatory_budget]") {
    const std::string text =
        "stray\nMETA\nkey;value\nbudget;ten\nvote_type;tally\nnum_votes;9\nPROJECTS\n"
        "project_id;cost\n1;-3\n2;5\n2;2\n3\n;1\n4;x\nVOTES\nvoter_id;vote;points\nx;2;1\nx;2\n;2\n"
        "y;2,2\nz;9\nw;\n";
    const auto all = io_test::lines_of(io_test::faults_of([&] { (void)parse(text); }));
    const std::vector<std::string> want{
        "0:0  | has no budget: META must hold a row \"budget;...\"",
        "1:0  | stands before the first section: META, PROJECTS or VOTES was expected",
        "4:8 ten | is not a number (the budget)",
        "5:11 tally | is no kind of ballot: approval, choose-1, cumulative, scoring or ordinal",
        "6:11 9 | votes are announced and 6 listed",
        "9:3 -3 | is no cost: it must be above 0",
        "11:1 2 | is the project_id of an earlier project too",
        "12:1 3 | has no cost",
        "13:0  | has no project_id",
        "14:3 x | is not a number (the cost of a project)",
        "18:1 x | is the voter_id of an earlier ballot too",
        "19:0  | has no voter_id",
        "20:3 2,2 | names the project \"2\" twice",
        "21:3 9 | names the project \"9\", which is not listed",
    };
    CHECK(all == want);
    const auto kept = parse(text, on_fault::report);
    CHECK(kept.fault_count == want.size());
    CHECK(kept.ballot.projects.size() == 1);
    CHECK(kept.ballot.voter_count() == 2);
    CHECK(kept.voters_left == 4);
    CHECK(kept.projects_left == 5);

    const auto says = [&](const std::string& what, const std::string& why) {
        const auto faults = io_test::faults_of([&] { (void)parse(what); });
        CAPTURE(io_test::lines_of(faults), why);
        CHECK(io_test::mentions(faults, why));
    };
    says("", "has no section PROJECTS");
    says(head + "scoring" + projects + "VOTES\nvoter_id;vote;points\nx;a,b;1\n", "gives points to 1 projects");
    says(head + "scoring" + projects + "VOTES\nvoter_id;vote;points\nx;a;-1\n", "negative points");
    says(head + "scoring" + projects + "VOTES\nvoter_id;vote;points\nx;a;many\n", "is not a number");
    says(head + "approval" + projects + "VOTES\nvoter;vote\nx;a\n", "has no column \"voter_id\"");
    says(head + "approval\nVOTES\nvoter_id;vote\nx;a\n" + projects, "comes before PROJECTS");
    says(head + "approval" + projects + projects, "a second time");
    says(head + "approval\nlonely" + projects + "VOTES\nvoter_id;vote\n", "has no value");
    CHECK_THROWS_AS(colearn::read_participatory_budget("/no/such/file.pb"), colearn::parse_error);
}

TEST_CASE("the ballot of Toulouse in 2019", "[participatory_budget][realdata]") {
    const auto folder = real_data_folder();
    if (!folder) return;
    const auto read = colearn::read_participatory_budget(*folder / "pabulib" / "france_toulouse_2019.pb");
    CHECK(read.ballot.name == "Municipal PB in Toulouse");
    CHECK(read.ballot.budget == 1000000);
    REQUIRE(read.ballot.projects.size() == 30);
    CHECK(read.ballot.voter_count() == 1494);
    // How many voted for each, as the file's own column has it, and all points.
    std::vector<std::size_t> count(30);
    double points = 0;
    for (const auto& one : read.ballot.votes) {
        ++count[one.project.index];
        points += one.points;
    }
    CHECK(count == std::vector<std::size_t>{215, 26, 92,  471, 205, 92,  99, 45,  65, 287, 88, 59, 305, 55,  161,
                                            332, 31, 142, 55,  278, 69, 120, 44, 34, 90,  58, 68, 163, 234, 269});
    CHECK(points <= 7 * 1494);
}

} // namespace participatory_budget_test

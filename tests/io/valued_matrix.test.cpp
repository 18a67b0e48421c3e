// SPDX-License-Identifier: BSL-1.0
#include <random>
#include <string>
#include <vector>

#include <colearn/io/valued_matrix.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"
#include "support/real_data.hpp"

namespace valued_matrix_test {

using namespace colearn;

namespace {

struct outcome {
    valued_matrix matrix{};
    std::vector<fault> faults{};
};
outcome read(std::string_view text, const matrix_shape& shape = {}) {
    fault_log log(100, on_fault::report);
    outcome out;
    out.matrix = read_matrix(text_source(text, "m.csv"), log, shape);
    out.faults = log.faults();
    return out;
}

learning_system leaders(std::size_t count, std::vector<tie_end>& actors) {
    learning_system out;
    for (std::size_t i = 0; i < count; ++i)
        actors.push_back(system_network::end_of(out.net.add(teacher{.key = std::to_string(i)})));
    return out;
}

} // namespace

TEST_CASE("a square matrix is read, with cells that are not known", "[io][valued_matrix]") {
    const auto out = read("0,3\r\n,0.5\r\n");
    CHECK(out.faults.empty());
    REQUIRE(out.matrix.size == 2);
    CHECK(out.matrix.at(0, 1) == 3.0);
    CHECK_FALSE(out.matrix.at(1, 0));
    CHECK(out.matrix.at(1, 1) == 0.5);
    CHECK_THROWS_AS(out.matrix.at(2, 0), contract_violation);
}

TEST_CASE("shapes that are no square matrix of the right size are faults", "[io][valued_matrix]") {
    auto out = read("0,1\n1,0,5\n");
    CHECK(out.matrix.size == 0);
    CHECK(io_test::lines_of(out.faults) ==
          std::vector<std::string>{"2:0  | has 3 values where the first row has 2: the matrix is ragged"});
    out = read("0,1\n1,0\n0,0\n");
    CHECK(io_test::lines_of(out.faults) ==
          std::vector<std::string>{"0:0  | is not square: it has 3 rows where each has 2 values"});
    CHECK(read("0,1\n").matrix.size == 0);
    out = read("0,1\n1,0\n", {.size = 3});
    CHECK(io_test::lines_of(out.faults) ==
          std::vector<std::string>{"0:0  | is 2 x 2 where the table of actors has 3 rows"});
    CHECK(io_test::mentions(read("").faults, "holds no matrix"));
    CHECK(io_test::mentions(read("0,1\n1,0\n", {.cell_limit = 3}).faults, "more than the 3 cells"));
    CHECK(read("0,1\n1,0\n", {.cell_limit = 4}).faults.empty());
    CHECK(read("0,\"1\n").matrix.size == 0);
}

TEST_CASE("text and values off the scale are faults at their cell", "[io][valued_matrix]") {
    const auto out = read("0,x\n5,0\n", {.scale = rating_scale{0, 4}});
    CHECK(out.matrix.size == 2); // the shape is good; the cells are not known
    CHECK_FALSE(out.matrix.at(1, 0));
    CHECK(io_test::lines_of(out.faults) ==
          std::vector<std::string>{"1:3 x | is not a number (row 1 of the matrix)",
                                   "2:1 5 | is not on the rating scale from 0 to 4 (row 2 of the matrix)"});
}

TEST_CASE("entries at or above the threshold become ties, and the threshold is on record", "[io][valued_matrix]") {
    std::vector<tie_end> actors;
    auto system = leaders(3, actors);
    const auto matrix = read("2,3,4\n1,0,\n0,4,0\n").matrix;
    const auto count = add_matrix_ties(matrix, actors, {.label = "survey", .kind = {"advice"}, .at_least = 3}, system);
    CHECK(count.what == "tie at >= 3");
    CHECK(count.rows == 6);
    CHECK(count.taken == 3);
    CHECK(count.passed == 3);
    const auto& net = system.net;
    REQUIRE(net.tie_count() == 3);
    CHECK(net.from(id<tie>{0U}) == actors[0]);
    CHECK(net.to(id<tie>{0U}) == actors[1]);
    CHECK(net[id<tie>{0U}].trust == Approx(4.0 / 6));
    CHECK(net[id<tie>{0U}].evidence == 4);
    CHECK(net[id<tie>{1U}].trust == Approx(5.0 / 6));
    CHECK(system.notes ==
          std::vector<std::string>{"survey: ties at >= 3 on a scale from 0 to 4: 3 of 6 ratings. Trust is (rating + 1) "
                                   "/ 6, the posterior mean with the rating as evidence.",
                                   "survey: ratings that are not known and make no tie: 1.",
                                   "survey: ratings of oneself, on the diagonal, which is not used: 1."});
}

TEST_CASE("an actor who was left out takes no part", "[io][valued_matrix]") {
    std::vector<tie_end> actors;
    auto system = leaders(2, actors);
    actors[1].index = id<teacher>::none;
    const auto matrix = read("0,4\n4,0\n").matrix;
    const auto count = add_matrix_ties(matrix, actors, {.label = "m", .kind = {"x"}}, system);
    CHECK(count.left_out == 2);
    CHECK(system.net.tie_count() == 0);
    CHECK_THROWS_AS(add_matrix_ties(matrix, std::span(actors).first(1), {}, system), contract_violation);
}

TEST_CASE("the transposed matrix read the other way round gives the same ties", "[io][valued_matrix]") {
    std::mt19937 random(6);
    for (int round = 0; round < 30; ++round) {
        const std::size_t n = 2 + random() % 6;
        valued_matrix matrix{n, {}};
        valued_matrix transposed{n, std::vector<std::optional<double>>(n * n)};
        for (std::size_t i = 0; i < n * n; ++i) matrix.values.emplace_back(static_cast<double>(random() % 5));
        for (std::size_t i = 0; i < n; ++i)
            for (std::size_t j = 0; j < n; ++j) transposed.values[j * n + i] = matrix.values[i * n + j];
        const auto ties_of = [&](const valued_matrix& which, bool other_way) {
            std::vector<tie_end> actors;
            auto system = leaders(n, actors);
            (void)add_matrix_ties(which, actors, {.kind = {"x"}, .at_least = 3, .column_names_row = other_way}, system);
            std::vector<std::pair<std::uint32_t, std::uint32_t>> out;
            system.net.for_each_tie([&](auto, tie_end from, tie_end to, auto, const tie& value) {
                out.emplace_back(from.index, to.index);
                CHECK(value.trust == trust_of_rating(*matrix.at(from.index, to.index), {}));
            });
            std::sort(out.begin(), out.end());
            return out;
        };
        CHECK(ties_of(matrix, false) == ties_of(transposed, true));
    }
}

TEST_CASE("43 school leaders: 74 ties at >= 3 in year 1", "[io][valued_matrix][realdata]") {
    const auto folder = real_data_folder();
    if (!folder) return;
    fault_log log;
    const auto matrix = read_matrix(file_source(*folder / "school_leaders" / "year1_collaboration_matrix.csv"), log,
                                    {.size = 43, .scale = rating_scale{0, 4}});
    std::vector<tie_end> actors;
    auto system = leaders(43, actors);
    const auto count = add_matrix_ties(matrix, actors, {.label = "year 1", .kind = {"x"}, .at_least = 3}, system);
    CHECK(log.count() == 0);
    CHECK(count.taken == 74);
    CHECK(system.net.tie_count() == 74);
}

} // namespace valued_matrix_test

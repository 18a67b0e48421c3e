// SPDX-License-Identifier: BSL-1.0
#include <charconv>
#include <cmath>
#include <optional>
#include <vector>

#include <colearn/allocation/concentration.hpp>
#include <colearn/allocation/wealth_neutrality.hpp>
#include <colearn/io/csv_table.hpp>

#include "allocation/equity_samples.hpp"
#include "support/catch.hpp"
#include "support/real_data.hpp"

namespace wealth_neutrality_test {

namespace {

using namespace equity_samples;
using colearn::wealth_neutrality_of;

} // namespace

TEST_CASE("wealth neutrality: small cases by hand", "[wealth_neutrality]") {
    const auto line = wealth_neutrality_of(numbers{12, 14, 16}, numbers{10, 20, 30}); // 10 + wealth / 5
    CHECK(*line.slope.value == Approx(0.2));
    CHECK(*line.correlation.value == Approx(1));
    CHECK(*line.elasticity.value == Approx(0.2 * 20 / 14));
    // Anscombe's first quartet, The American Statistician 27 (1973): slope .5, correlation .816, means 9 and 7.5
    const numbers x{10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5};
    const numbers y{8.04, 6.95, 7.58, 8.81, 8.33, 9.96, 7.24, 4.26, 10.84, 4.82, 5.68};
    const auto of = wealth_neutrality_of(y, x);
    CHECK(*of.slope.value == Approx(0.500).margin(5e-4));
    CHECK(*of.correlation.value == Approx(0.816).margin(5e-4));
    CHECK(*of.elasticity.value == Approx(0.500 * 9 / 7.5).margin(5e-4));
}

TEST_CASE("wealth neutrality: the measures agree with their definitions, and a weight is a repetition",
          "[wealth_neutrality]") {
    for (std::uint64_t item = 0; item < 200; ++item) {
        const auto s = draw(item, true);
        colearn::random_stream stream(10, item);
        numbers wealth, written_out;
        for (std::size_t i = 0; i < s.values.size(); ++i) {
            wealth.push_back(colearn::normal(stream, 5, 20));
            for (int k = 0; k < static_cast<int>(s.weights[i]); ++k) written_out.push_back(wealth.back());
        }
        const auto n = static_cast<double>(written_out.size());
        double mx = 0, my = 0, xx = 0, xy = 0, yy = 0;
        for (std::size_t k = 0; k < written_out.size(); ++k) mx += written_out[k] / n, my += s.written_out[k] / n;
        for (std::size_t k = 0; k < written_out.size(); ++k) {
            xx += (written_out[k] - mx) * (written_out[k] - mx);
            xy += (written_out[k] - mx) * (s.written_out[k] - my);
            yy += (s.written_out[k] - my) * (s.written_out[k] - my);
        }
        const auto of = wealth_neutrality_of(s.values, wealth, times(0.3, s.weights));
        if (!of.slope.defined()) {
            CHECK(of.slope.why_undefined == "wealth is the same for all");
            CHECK(xx < 1e-12);
            continue;
        }
        CHECK(*of.slope.value == Approx(xy / xx).margin(1e-10));
        CHECK(*of.elasticity.value == Approx(xy / xx * mx / my).margin(1e-9));
        if (of.correlation.defined()) CHECK(*of.correlation.value == Approx(xy / std::sqrt(xx * yy)).margin(1e-9));
        const auto scaled = wealth_neutrality_of(times(100, s.values), times(1e-3, wealth), s.weights);
        CHECK(*scaled.elasticity.value == Approx(*of.elasticity.value).margin(1e-9));
        CHECK(*scaled.slope.value == Approx(1e5 * *of.slope.value).margin(1e-6));
    }
}

TEST_CASE("ACARA 2022: disadvantaged schools have more teachers for their pupils", "[wealth_neutrality][realdata]") {
    const auto folder = real_data_folder();
    if (!folder) return;
    const auto table = colearn::read_csv(*folder / "acara_2022" / "school-profile-2022.csv");
    const auto column = [&](std::size_t row, std::string_view name) -> std::optional<double> {
        const auto text = table.cell(row, table.header().find(name).value()).text;
        double number = 0;
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        return read.ec == std::errc{} && number > 0 ? std::optional(number) : std::nullopt;
    };
    numbers icsea, pupils, for_each_teacher, for_each_pupil;
    for (std::size_t row = 0; row < table.row_count(); ++row) {
        const auto index = column(row, "ICSEA");
        const auto enrolled = column(row, "Full Time Equivalent Enrolments");
        const auto teachers = column(row, "Full Time Equivalent Teaching Staff");
        if (!index || !enrolled || !teachers) continue;
        icsea.push_back(*index);
        pupils.push_back(*enrolled);
        for_each_teacher.push_back(*enrolled / *teachers);
        for_each_pupil.push_back(*teachers / *enrolled);
    }
    CHECK(icsea.size() == 9543);
    CHECK(*wealth_neutrality_of(for_each_teacher, icsea).correlation.value == Approx(0.364).margin(5e-4));
    // where pupils rather than schools are counted, it is less
    CHECK(*wealth_neutrality_of(for_each_teacher, icsea, pupils).correlation.value == Approx(0.225).margin(5e-4));
    const auto teachers = colearn::concentration_index(for_each_pupil, icsea, pupils);
    CHECK(*teachers.index.value < -5 * *teachers.standard_error.value);
    CHECK(*colearn::amount_at(colearn::concentration_curve(for_each_pupil, icsea, pupils), 0.25).value > 0.25);
}

TEST_CASE("wealth neutrality: what is undefined says why, and bad input is refused", "[wealth_neutrality]") {
    check_bounds([](const numbers& x, const numbers& w) {
        numbers places;
        for (std::size_t i = 0; i < x.size(); ++i) places.push_back(static_cast<double>(i));
        return wealth_neutrality_of(x, places, w).slope;
    });
    CHECK(wealth_neutrality_of(numbers{1, 2}, numbers{5, 5}).elasticity.why_undefined == "wealth is the same for all");
    const auto flat = wealth_neutrality_of(numbers{3, 3}, numbers{1, 2});
    CHECK(flat.correlation.why_undefined == "the amount is the same for all");
    CHECK(*flat.slope.value == 0);
    CHECK_THROWS_AS(wealth_neutrality_of(numbers{1}, numbers{}), colearn::contract_violation);
    CHECK_THROWS_AS(wealth_neutrality_of(numbers{1}, numbers{std::nan("")}), colearn::contract_violation);
}

} // namespace wealth_neutrality_test

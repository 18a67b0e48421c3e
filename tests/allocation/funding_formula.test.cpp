// SPDX-License-Identifier: BSL-1.0
#include <functional>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/funding_formula.hpp>

#include "allocation/funding_support.hpp"
#include "support/catch.hpp"

namespace funding_formula_test {

using namespace funding_support;
using colearn::funding_formula;

TEST_CASE("a sound funding formula is accepted", "[funding]") {
    CHECK(verify(small_formula()));
    CHECK(recalled_figures(small_formula()).empty());
    auto formula = small_formula();
    formula.terms[3].source.standing = colearn::figure_standing::recalled;
    formula.adjustments[1].source.standing = colearn::figure_standing::recalled;
    CHECK(recalled_figures(formula) == std::vector<std::string>{"moved", "minimum"});
    // A figure of its own standing: of the amounts by phase, of a table.
    formula.terms[3].amounts[0].standing = colearn::figure_standing::read;
    CHECK(recalled_figures(formula) == std::vector<std::string>{"moved", "minimum"}); // its threshold is not
    formula.terms[3].above_share = 0;
    formula.adjustments[1].amounts[1].standing = colearn::figure_standing::read;
    CHECK(recalled_figures(formula) == std::vector<std::string>{"minimum"});
    formula.adjustments[1].amounts[0].standing = colearn::figure_standing::read;
    formula.terms[5].factors[0].standing = colearn::figure_standing::recalled;
    CHECK(recalled_figures(formula) == std::vector<std::string>{"need"});
}

TEST_CASE("a funding formula that contradicts itself is refused by name", "[funding]") {
    constexpr double nan = std::numeric_limits<double>::quiet_NaN();
    constexpr double endless = std::numeric_limits<double>::infinity();
    using change = std::function<void(funding_formula&)>;
    const auto bands = [](funding_formula & f) -> auto& {
        return f.terms[5].factors[0].tables[0].bands;
    };
    const std::vector<std::pair<const char*, change>> faults{
        {"the formula has no name", [](auto& f) { f.name.clear(); }},
        {"the formula has no year", [](auto& f) { f.year.clear(); }},
        {"the formula has no currency", [](auto& f) { f.currency.clear(); }},
        {"the formula has no source", [](auto& f) { f.source.document.clear(); }},
        {"the formula names no phase", [](auto& f) { f.phases.clear(); }},
        {"the formula has no terms", [](auto& f) { f.terms.clear(); }},
        {"rounded to at least one cent", [](auto& f) { f.round_to_cents = 0; }},
        {"a term has no name", [](auto& f) { f.terms[0].name.clear(); }},
        {"\"primary\": two terms have this name", [](auto& f) { f.terms[1].name = "primary"; }},
        {"\"primary\": it has no source", [](auto& f) { f.terms[0].source.document.clear(); }},
        {"\"primary\": it has no amount, or one", [](auto& f) { f.terms[0].amounts.clear(); }},
        {"\"primary\": it has no amount, or one", [](auto& f) { f.terms[0].amount_known = false; }},
        {"\"primary\": its rate must be from 0 to 1e12, and is -1", [](auto& f) { f.terms[0].amounts[0].amount = -1; }},
        {"\"primary\": its rate must be", [&](auto& f) { f.terms[0].amounts[0].amount = nan; }},
        {"\"primary\": it does not say whose count", [](auto& f) { f.terms[0].figure.clear(); }},
        {"\"primary\": only a lump sum may have amounts by phase",
         [](auto& f) { f.terms[0].amounts = f.terms[4].amounts; }},
        {"\"primary\": it names other terms if and only if", [](auto& f) { f.terms[0].of = {"lump"}; }},
        {"\"moved\": its threshold must be from 0 to 1", [](auto& f) { f.terms[3].above_share = 1.5; }},
        {"\"lump\": a lump sum is not per pupil", [](auto& f) { f.terms[4].figure = "primary pupils"; }},
        {"\"lump\": it has no phase \"pupils\"", [](auto& f) { f.terms[4].amounts[1].phase = "pupils"; }},
        {"\"lump\": it names a phase twice", [](auto& f) { f.terms[4].amounts[1].phase = "primary pupils"; }},
        {"\"lump\": the tables of its phases have different numbers of bands",
         [](auto& f) { f.terms[4].factors[0].tables[1].bands.pop_back(); }},
        {"\"lump\": the band 600 to inf is endless and not level",
         [](auto& f) { f.terms[4].factors[0].tables[1].bands[2].at_to = 1; }},
        {"\"need\": the bands 0 to 0.6 and 0.5 to 1 overlap", [&](auto& f) { bands(f)[0].to = 0.6; }},
        {"\"need\": the bands 0.5 to 1 and 0 to 0.5 overlap or are not in order",
         [&](auto& f) { std::swap(bands(f)[0], bands(f)[1]); }},
        {"\"need\": the band 0.5 to 0.5 is empty", [&](auto& f) { bands(f)[1].to = 0.5; }},
        {"\"need\": the band 0 to 0.5 has a rate below 0", [&](auto& f) { bands(f)[0].at_to = -0.1; }},
        {"\"need\": a table has no bands", [&](auto& f) { bands(f).clear(); }},
        {"\"need\": a factor has no table", [](auto& f) { f.terms[5].factors[0].tables.clear(); }},
        {"\"need\": no earlier term is called \"far\"", [](auto& f) { f.terms[5].of = {"far"}; }},
        {"an adjustment has no name", [](auto& f) { f.adjustments[0].name.clear(); }},
        {"\"lump\": a term and an adjustment have this name", [](auto& f) { f.adjustments[0].name = "lump"; }},
        {"\"cap\": two adjustments have this name", [](auto& f) { f.adjustments[1].name = "cap"; }},
        {"\"cap\": it has no source", [](auto& f) { f.adjustments[0].source.document.clear(); }},
        {"\"cap\": no term is called \"lamp\"", [](auto& f) { f.adjustments[0].outside = {"lamp"}; }},
        {"\"cap\": it does not say which figure", [](auto& f) { f.adjustments[0].last_year.clear(); }},
        {"\"cap\": the share that is kept must be from 0 to 1", [](auto& f) { f.adjustments[0].kept = 2; }},
        {"\"cap\": the change must be from -1", [](auto& f) { f.adjustments[0].change = -2; }},
        {"\"minimum\": amounts belong to a minimum", [](auto& f) { f.adjustments[1].amounts.clear(); }},
        {"\"minimum\": its rate must be", [&](auto& f) { f.adjustments[1].amounts[0].amount = endless; }},
    };
    for (const auto& [words, make_wrong] : faults) {
        auto formula = small_formula();
        make_wrong(formula);
        CHECK_THAT(verify(formula).violated, Catch::Contains(words));
    }
}

} // namespace funding_formula_test

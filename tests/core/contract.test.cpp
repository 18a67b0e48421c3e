// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <limits>
#include <string>
#include <type_traits>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>

#include "support/catch.hpp"

namespace contract_test {

namespace {

struct school_like;

void allocate(double budget) {
    colearn::expects(budget >= 0, "the budget must not be negative", budget);
}
template <class T>
void twin(T given) {
    colearn::expects(false, "the school must be in the view", given);
}

template <class Call>
colearn::contract_violation violation_of(Call call) {
    try {
        call();
    } catch (const colearn::contract_violation& violation) {
        return violation;
    }
    FAIL("nothing was refused");
    return {"", "", ""};
}

} // namespace

static_assert(std::is_base_of_v<std::logic_error, colearn::contract_violation>);

TEST_CASE("a requirement that holds says nothing", "[contract]") {
    CHECK_NOTHROW(allocate(0));
    CHECK_NOTHROW(colearn::expects(true, "never read"));
    static_assert((colearn::expects(true, "usable in constant expressions"), true));
}

TEST_CASE("a violation names the function, the requirement and the value", "[contract]") {
    const auto violation = violation_of([] { allocate(-2.5); });
    CHECK(violation.function() == "allocate");
    CHECK(violation.requirement() == "the budget must not be negative");
    CHECK(violation.value() == "-2.5");
    CHECK(std::string(violation.what()) == "allocate: the budget must not be negative; got -2.5");
}

TEST_CASE("a template is named without its arguments", "[contract]") {
    CHECK(violation_of([] { twin(3); }).function() == "twin");
}

TEST_CASE("values of every kind are shown", "[contract]") {
    CHECK(violation_of([] { twin(std::string("a name")); }).value() == "\"a name\"");
    CHECK(violation_of([] { twin(true); }).value() == "true");
    CHECK(violation_of([] { twin(std::size_t{12}); }).value() == "12");
    CHECK(violation_of([] { twin(0.1); }).value() == "0.1");
    CHECK(violation_of([] { twin(-std::nan("")); }).value() == "nan");
    CHECK(violation_of([] { twin(-std::numeric_limits<double>::infinity()); }).value() == "-inf");
    CHECK(violation_of([] { twin(colearn::id<school_like>{7U}); }).value() == "7");
}

TEST_CASE("a requirement without a value ends with its sentence", "[contract]") {
    const auto violation = violation_of([] { colearn::expects(false, "there must be a school"); });
    CHECK(violation.value().empty());
    CHECK(std::string(violation.what()).find("; got") == std::string::npos);
}

} // namespace contract_test

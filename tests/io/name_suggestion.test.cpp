// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include <colearn/io/name_suggestion.hpp>

#include "support/catch.hpp"

namespace name_suggestion_test {

using namespace colearn;

TEST_CASE("the edit distance of the textbook", "[io][name_suggestion]") {
    CHECK(detail::edit_distance("kitten", "sitting") == 3);
    CHECK(detail::edit_distance("", "abc") == 3);
    CHECK(detail::edit_distance("Key", "key") == 0);
}

TEST_CASE("the edit distance is that of the plain recursion", "[io][name_suggestion]") {
    const std::function<std::size_t(std::string, std::string)> plain = [&](std::string a, std::string b) {
        if (a.empty() || b.empty()) return a.size() + b.size();
        const auto replaced = plain(a.substr(1), b.substr(1)) + (a[0] == b[0] ? 0U : 1U);
        return (std::min)({replaced, plain(a.substr(1), b) + 1, plain(a, b.substr(1)) + 1});
    };
    std::mt19937 random(5);
    for (int i = 0; i < 200; ++i) {
        std::string a;
        std::string b;
        for (auto k = random() % 6; k > 0; --k) a += "abc"[random() % 3];
        for (auto k = random() % 6; k > 0; --k) b += "abc"[random() % 3];
        CHECK(detail::edit_distance(a, b) == plain(a, b));
    }
}

TEST_CASE("a near name is suggested, a far one is not", "[io][name_suggestion]") {
    const std::vector<std::string> names = {"key", "name", "enrolment", "", "region"};
    CHECK(nearest_name("enrollment", names) == "enrolment");
    CHECK(nearest_name("Enrolment", names) == "enrolment");
    CHECK(nearest_name("zzz", names).empty());
    CHECK(nearest_name("", names).empty());
    CHECK(nearest_name(" ", names).empty());
    CHECK(nearest_name("acara id", std::vector<std::string>{"Name", "ACARA SML ID"}) == "ACARA SML ID");
    CHECK(did_you_mean("regoin", names) == "; did you mean \"region\"?");
    CHECK(nearest_name(std::string(100'000, 'k'), names).empty());
}

TEST_CASE("a long list is cut", "[io][name_suggestion]") {
    const std::vector<std::string> names = {"a", "b", "c"};
    CHECK(quoted_list(names) == "\"a\", \"b\", \"c\"");
    CHECK(quoted_list(names, 2) == "\"a\", \"b\" and 1 more");
}

} // namespace name_suggestion_test

// SPDX-License-Identifier: BSL-1.0
#include <cmath>
#include <limits>
#include <random>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include <colearn/io/json.hpp>

#include "support/catch.hpp"

namespace json_test {

using namespace colearn;

namespace {

template <class Write>
std::string written(Write write, const json_write_options& options = {}) {
    std::ostringstream out;
    json_writer writer(out, options);
    write(writer);
    writer.finish();
    return out.str();
}

// Writes a value of another library's, whose reader then is the oracle.
void write_value(json_writer& out, const nlohmann::ordered_json& value) {
    if (value.is_object()) {
        out.begin_object();
        for (const auto& [name, inner] : value.items()) {
            out.key(name);
            write_value(out, inner);
        }
        out.end_object();
    } else if (value.is_array()) {
        out.begin_array();
        for (const auto& inner : value) write_value(out, inner);
        out.end_array();
    } else if (value.is_string()) {
        out.value(value.get<std::string>());
    } else if (value.is_boolean()) {
        out.value(value.get<bool>());
    } else if (value.is_number_integer()) {
        out.value(value.get<std::int64_t>());
    } else if (value.is_number()) {
        out.value(value.get<double>());
    } else {
        out.null();
    }
}

nlohmann::ordered_json random_value(std::mt19937& random, int depth) {
    const std::vector<std::string> pieces = {
        "a", "\"", "\\", "\n", "\t", std::string("\0", 1), "\x1F", "M\xC4\x81ori", "</script>", "\xF0\x9F\x98\x80"};
    const auto text = [&] {
        std::string out;
        for (auto k = random() % 4; k > 0; --k) out += pieces[random() % pieces.size()];
        return out;
    };
    switch (random() % (depth > 0 ? 7 : 5)) {
    case 0:
        return nullptr;
    case 1:
        return random() % 2 == 0;
    case 2:
        return static_cast<std::int64_t>(random()) - 2147483648;
    case 3:
        return std::ldexp(static_cast<double>(random()), static_cast<int>(random() % 600) - 300);
    case 4:
        return text();
    case 5: {
        auto out = nlohmann::ordered_json::array();
        for (auto k = random() % 4; k > 0; --k) out.push_back(random_value(random, depth - 1));
        return out;
    }
    default: {
        auto out = nlohmann::ordered_json::object();
        for (auto k = random() % 4; k > 0; --k) out[text()] = random_value(random, depth - 1);
        return out;
    }
    }
}

} // namespace

TEST_CASE("an object with its keys in order", "[io][json]") {
    const auto write = [](json_writer& out) {
        out.begin_object()
            .key("z")
            .value("Hill \"North\"\n")
            .key("a")
            .begin_array()
            .value(1)
            .value(0.1)
            .value(true)
            .null();
        out.end_array().key("e").begin_object().end_object().key("n").value(std::optional<double>{}).end_object();
    };
    CHECK(written(write, {.indent = 0}) ==
          "{\"z\":\"Hill \\\"North\\\"\\n\",\"a\":[1,0.1,true,null],\"e\":{},\"n\":null}\n");
    CHECK(written(write) ==
          "{\n  \"z\": \"Hill \\\"North\\\"\\n\",\n  \"a\": [\n    1,\n    0.1,\n    true,\n    null\n  "
          "],\n  \"e\": {},\n  \"n\": null\n}\n");
    CHECK(written(write, {.open_levels = 1}) ==
          "{\n  \"z\": \"Hill \\\"North\\\"\\n\",\n  \"a\": [1, 0.1, true, null],\n  \"e\": {},\n  \"n\": null\n}\n");
}

TEST_CASE("text that is safe inside a page", "[io][json]") {
    CHECK(written([](json_writer& out) { out.value("</script>&"); }, {.html_safe = true}) ==
          "\"\\u003c/script\\u003e\\u0026\"\n");
    CHECK(written([](json_writer& out) { out.value("</script>"); }) == "\"</script>\"\n");
}

TEST_CASE("whatever is written is read back by another library, in every layout", "[io][json]") {
    std::mt19937 random(8);
    for (int round = 0; round < 1000; ++round) {
        const auto value = random_value(random, 3);
        for (const auto& options : {json_write_options{.indent = 0}, json_write_options{},
                                    json_write_options{.open_levels = 1, .html_safe = true}}) {
            const auto text = written([&](json_writer& out) { write_value(out, value); }, options);
            CAPTURE(text);
            REQUIRE(nlohmann::ordered_json::parse(text) == value);
        }
    }
}

TEST_CASE("what JSON cannot say is refused by name", "[io][json]") {
    std::ostringstream stream;
    json_writer out(stream);
    out.begin_object();
    CHECK_THROWS_AS(out.value(1), contract_violation); // no key
    out.key("a");
    CHECK_THROWS_AS(out.key("b"), contract_violation);
    CHECK_THROWS_WITH(out.value(std::numeric_limits<double>::quiet_NaN()),
                      "value: JSON has no NaN and no infinity: a number must be finite; got nan");
    CHECK_THROWS_AS(out.value(std::numeric_limits<double>::infinity()), contract_violation);
    CHECK_THROWS_AS(out.end_object(), contract_violation);
    out.value(1);
    CHECK_THROWS_AS(out.key("a"), contract_violation); // stands twice
    CHECK_THROWS_AS(out.end_array(), contract_violation);
    CHECK_THROWS_AS(out.finish(), contract_violation);
    out.key("t");
    CHECK_THROWS_AS(out.value("caf\xE9"), contract_violation);
}

TEST_CASE("only one value, and a stream that holds", "[io][json]") {
    std::ostringstream stream;
    json_writer out(stream);
    out.value(1);
    CHECK_THROWS_AS(out.value(2), contract_violation);
    stream.setstate(std::ios::badbit);
    CHECK_THROWS_AS(out.finish(), std::system_error);
}

} // namespace json_test

// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <sstream>
#include <string>

#include <nlohmann/json.hpp>

#include <colearn/io/csv_table.hpp>
#include <colearn/io/tidy.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace tidy_test {

using namespace colearn;

namespace {
tidy_table twins() {
    tidy_table out("twins", {{"first", column_kind::text, "school"},
                             {"second", column_kind::text, "its twin"},
                             {"distance_km", column_kind::number, "great-circle distance, km"}});
    out.add({"Hill, North", std::string("Dale"), 12.5});
    out.add({"Glen", std::nullopt, std::optional<double>{}});
    out.add({std::string_view("Moor"), "", 3});
    return out;
}
} // namespace

TEST_CASE("a table as CSV", "[io][tidy]") {
    std::ostringstream out;
    write_csv(twins(), out);
    CHECK(out.str() == "first,second,distance_km\n\"Hill, North\",Dale,12.5\nGlen,,\nMoor,,3\n");
    const auto back = parse_csv(text_source(out.str(), "twins.csv"));
    CHECK(back.row_count() == 3);
    CHECK(back.cell(0, 0).text == "Hill, North");
}

TEST_CASE("a table as JSON, with what its columns mean", "[io][tidy]") {
    std::ostringstream out;
    write_json(twins(), out);
    const auto read = nlohmann::json::parse(out.str());
    CHECK(read["table"] == "twins");
    CHECK(read["columns"][2]["kind"] == "number");
    CHECK(read["columns"][2]["meaning"] == "great-circle distance, km");
    CHECK(read["rows"].size() == 3);
    CHECK(read["rows"][0]["distance_km"] == 12.5);
    CHECK(read["rows"][1]["second"].is_null());
    CHECK(read["rows"][2]["second"] == "");
    CHECK(out.str().find("    {\"first\": \"Glen\", \"second\": null, \"distance_km\": null},\n") != std::string::npos);
}

TEST_CASE("files are written, or it is said that they cannot be", "[io][tidy]") {
    const io_test::scratch_folder folder;
    write_csv(twins(), folder.path() / "twins.csv");
    write_json(twins(), folder.path() / "twins.json");
    CHECK(folder.read("twins.csv").substr(0, 6) == "first,");
    CHECK(folder.read("twins.json").substr(0, 2) == "{\n");
    CHECK_THROWS_AS(write_csv(twins(), folder.path() / "none" / "twins.csv"), std::system_error);
}

TEST_CASE("cells keep to their column's kind", "[io][tidy]") {
    auto table = twins();
    CHECK_THROWS_AS(table.add({"a", "b", "far"}), contract_violation);
    CHECK_THROWS_AS(table.add({1, "b", 2}), contract_violation);
    CHECK_THROWS_AS(table.add({"a", "b"}), contract_violation);
    CHECK_THROWS_AS(tidy_cell(std::numeric_limits<double>::quiet_NaN()), contract_violation);
    CHECK_THROWS_AS(tidy_cell(std::uint64_t{1} << 60U), contract_violation);
    CHECK(*tidy_cell(std::uint64_t{1} << 53U).number() == 9007199254740992.0);
    CHECK(table.row_count() == 3);
    CHECK_THROWS_AS(table.row(3), contract_violation);
    CHECK_THROWS_AS(tidy_table("t", {{"a"}, {"a"}}), contract_violation);
    CHECK_THROWS_AS(tidy_table("t", {{""}}), contract_violation);
    CHECK(tidy_table{}.row_count() == 0);
}

} // namespace tidy_test

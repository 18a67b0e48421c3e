// SPDX-License-Identifier: BSL-1.0
#include <limits>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include <colearn/io/csv.hpp>
#include <colearn/io/csv_writer.hpp>

#include "support/catch.hpp"

namespace csv_writer_test {

using namespace colearn;

namespace {

template <class Write>
std::string written(Write write, const csv_write_options& options = {}) {
    std::ostringstream out;
    csv_writer writer(out, options);
    write(writer);
    writer.flush();
    return out.str();
}

} // namespace

TEST_CASE("fields are put in quotes where they must be", "[io][csv_writer]") {
    CHECK(written([](csv_writer& out) {
              out.text("plain").text("a,b").text("say \"so\"").text("two\nlines").end_record();
          }) == "plain,\"a,b\",\"say \"\"so\"\"\",\"two\nlines\"\n");
    CHECK(written([](csv_writer& out) { out.text(" edge").text("edge ").text("in side").end_record(); }) ==
          "\" edge\",\"edge \",in side\n");
    CHECK(written([](csv_writer& out) { out.text("a,b").text("a;b").end_record(); }, {.delimiter = ';'}) ==
          "a,b;\"a;b\"\n");
    CHECK(written([](csv_writer& out) { out.empty().end_record().empty().empty().end_record(); }) == "\"\"\n,\n");
}

TEST_CASE("numbers are the shortest text that reads back", "[io][csv_writer]") {
    CHECK(written([](csv_writer& out) {
              out.number(0.1).number(1.0 / 3).number(1e300).number(-7).number(std::uint64_t{18446744073709551615U});
              out.number(std::optional<double>{}).number(std::optional<double>{2.5}).end_record();
          }) == "0.1,0.3333333333333333,1e+300,-7,18446744073709551615,,2.5\n");
}

TEST_CASE("NaN, infinity and text that is not UTF-8 are refused", "[io][csv_writer]") {
    std::ostringstream stream;
    csv_writer out(stream);
    CHECK_THROWS_AS(out.number(std::numeric_limits<double>::quiet_NaN()), contract_violation);
    CHECK_THROWS_AS(out.number(std::numeric_limits<double>::infinity()), contract_violation);
    CHECK_THROWS_AS(out.text("caf\xE9"), contract_violation);
}

TEST_CASE("a spreadsheet that runs text as formulas gets it made safe, when asked", "[io][csv_writer]") {
    const auto write = [](csv_writer& out) {
        out.text("=1+1").text("+61 3").text("-x").text("@a").text("a=b").number(-5).end_record();
    };
    CHECK(written(write) == "=1+1,+61 3,-x,@a,a=b,-5\n");
    CHECK(written(write, {.formula_safe = true}) == "'=1+1,'+61 3,'-x,'@a,a=b,-5\n");
}

TEST_CASE("line ends and a byte order mark by option", "[io][csv_writer]") {
    CHECK(written([](csv_writer& out) { out.text("a").end_record(); }, {.line_end = "\r\n", .byte_order_mark = true}) ==
          "\xEF\xBB\xBF"
          "a\r\n");
    std::ostringstream stream;
    CHECK_THROWS_AS(csv_writer(stream, {.line_end = "\r"}), contract_violation);
    CHECK_THROWS_AS(csv_writer(stream, {.delimiter = '"'}), contract_violation);
}

TEST_CASE("a stream that fails is an error", "[io][csv_writer]") {
    std::ostringstream stream;
    csv_writer out(stream);
    out.text("a").end_record();
    stream.setstate(std::ios::badbit);
    CHECK_THROWS_AS(out.flush(), std::system_error);
    CHECK_THROWS_AS(create_file("/no/such/folder/file.csv"), std::system_error);
}

TEST_CASE("whatever is written is read back", "[io][csv_writer]") {
    std::mt19937 random(2);
    const std::vector<std::string> pieces = {
        "a", ",", ";", "\"", "\n", "\r", " ", "\t", "\xC4\x81", "\xEF\xBB\xBF", std::string("\0", 1), "=", "'"};
    for (const char delimiter : {',', ';', '\t'}) {
        for (int round = 0; round < 300; ++round) {
            std::vector<std::vector<std::string>> table(1 + random() % 4);
            const auto width = 1 + random() % 3;
            for (auto& record : table) {
                record.resize(width);
                for (auto& field : record)
                    for (auto k = random() % 5; k > 0; --k) field += pieces[random() % pieces.size()];
            }
            const auto text = written(
                [&](csv_writer& out) {
                    for (const auto& record : table) {
                        for (const auto& field : record) out.text(field);
                        out.end_record();
                    }
                },
                {.delimiter = delimiter,
                 .line_end = round % 2 == 0 ? "\n" : "\r\n",
                 .byte_order_mark = round % 3 == 0});
            fault_log log;
            csv_reader reader(text_source(text, "t"), log, {.delimiter = delimiter});
            std::vector<std::vector<std::string>> back;
            while (reader.next()) {
                back.emplace_back();
                for (const auto& field : reader.fields()) back.back().emplace_back(field.text);
            }
            CAPTURE(text);
            REQUIRE(log.count() == 0);
            REQUIRE(back == table);
        }
    }
}

} // namespace csv_writer_test

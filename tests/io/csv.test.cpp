// SPDX-License-Identifier: BSL-1.0
#include <cstring>
#include <optional>
#include <random>
#include <string>
#include <tuple>
#include <vector>

#include <colearn/io/csv.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace csv_test {

using namespace colearn;
using table = std::vector<std::vector<std::string>>;

namespace {

struct reading {
    table records{};
    std::vector<std::tuple<std::uint64_t, std::uint32_t>> places{}; // of every field
    std::vector<fault> faults{};
    bool complete = true;
};

reading read(std::string_view text, const csv_options& options = {}) {
    fault_log log(1000, on_fault::report);
    csv_reader reader(text_source(text, "t.csv"), log, options);
    reading out;
    while (reader.next()) {
        out.records.emplace_back();
        for (const auto& field : reader.fields()) {
            out.records.back().emplace_back(field.text);
            out.places.emplace_back(field.line, field.column);
        }
    }
    out.faults = log.faults();
    out.complete = reader.complete();
    return out;
}

table records(std::string_view text) {
    auto out = read(text);
    CHECK(out.faults.empty());
    return out.records;
}

// The plain state machine of RFC 4180, one character at a time; nothing where the text is not well-formed.
std::optional<reading> plain(std::string_view text) {
    reading out;
    std::vector<std::string> record;
    std::uint64_t line = 1;
    std::size_t line_start = 0;
    std::size_t at = 0;
    const auto line_end = [&] { // steps over a line end
        at += text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n' ? 2U : 1U;
        ++line;
        line_start = at;
    };
    while (at < text.size()) {
        if (text[at] == '\n' || text[at] == '\r') {
            line_end();
            continue;
        }
        record.clear();
        for (;;) {
            std::string field;
            out.places.emplace_back(line, static_cast<std::uint32_t>(at - line_start + 1));
            if (at < text.size() && text[at] == '"') {
                ++at;
                for (;;) {
                    if (at == text.size()) return std::nullopt;
                    if (text[at] == '"') {
                        if (at + 1 < text.size() && text[at + 1] == '"') {
                            field += '"';
                            at += 2;
                            continue;
                        }
                        ++at;
                        break;
                    }
                    if (text[at] == '\n' || text[at] == '\r') {
                        const auto first = at;
                        line_end();
                        field += text.substr(first, at - first);
                        continue;
                    }
                    field += text[at++];
                }
                if (at < text.size() && text[at] != ',' && text[at] != '\n' && text[at] != '\r') return std::nullopt;
            } else {
                while (at < text.size() && text[at] != ',' && text[at] != '\n' && text[at] != '\r') {
                    if (text[at] == '"') return std::nullopt;
                    field += text[at++];
                }
            }
            record.push_back(std::move(field));
            if (at < text.size() && text[at] == ',') {
                ++at;
                continue;
            }
            break;
        }
        out.records.push_back(record);
        if (at < text.size()) line_end();
    }
    return out;
}

} // namespace

TEST_CASE("the seven rules of RFC 4180, section 2", "[io][csv]") {
    CHECK(records("aaa,bbb,ccc\r\nzzz,yyy,xxx\r\n") == table{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}});
    CHECK(records("aaa,bbb,ccc\r\nzzz,yyy,xxx") == table{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}});
    CHECK(records(" aaa ,bbb") == table{{" aaa ", "bbb"}}); // spaces are part of a field
    CHECK(records("\"aaa\",\"bbb\",\"ccc\"\r\nzzz,yyy,xxx") == table{{"aaa", "bbb", "ccc"}, {"zzz", "yyy", "xxx"}});
    CHECK(records("\"aaa\",\"b\r\nbb\",\"ccc\"\r\nzzz,yyy,xxx") ==
          table{{"aaa", "b\r\nbb", "ccc"}, {"zzz", "yyy", "xxx"}});
    CHECK(records("\"aaa\",\"b\"\"bb\",\"ccc\"") == table{{"aaa", "b\"bb", "ccc"}});
}

TEST_CASE("LF, CRLF, CR and a mixture of them end lines", "[io][csv]") {
    const table expected{{"a", "b"}, {"1", "2"}, {"3", "4"}};
    CHECK(records("a,b\n1,2\n3,4\n") == expected);
    CHECK(records("a,b\r\n1,2\r\n3,4\r\n") == expected);
    CHECK(records("a,b\r1,2\r3,4\r") == expected);
    CHECK(records("a,b\r1,2\n3,4\r\n") == expected);
    CHECK(records("a,b\n1,2\n3,4") == expected);
    CHECK(records("a,b\r1,2\r3,4") == expected);
}

TEST_CASE("a byte order mark, empty lines and a last line without end", "[io][csv]") {
    const auto marked = read("\xEF\xBB\xBF"
                             "a,b\n1,2");
    CHECK(marked.records == table{{"a", "b"}, {"1", "2"}});
    CHECK(marked.places[0] == std::tuple(1U, 1U));
    const auto gaps = read("\n\r\na,b\n\n\r\n1,2\n\n");
    CHECK(gaps.records == table{{"a", "b"}, {"1", "2"}});
    CHECK(gaps.places == std::vector<std::tuple<std::uint64_t, std::uint32_t>>{{3, 1}, {3, 3}, {6, 1}, {6, 3}});
    CHECK(records("").empty());
    CHECK(records("\n\n").empty());
    CHECK(records("\"\"\n\"\"") == table{{""}, {""}});
    CHECK(records(",\n") == table{{"", ""}});
}

TEST_CASE("a NUL byte is a character like any other", "[io][csv]") {
    CHECK(records(std::string_view("a\0b,c\n\0,\"\0\"\n", 12)) ==
          table{{std::string("a\0b", 3), "c"}, {std::string("\0", 1), std::string("\0", 1)}});
}

TEST_CASE("other delimiters", "[io][csv]") {
    CHECK(read("a;b,c\n", {.delimiter = ';'}).records == table{{"a", "b,c"}});
    CHECK(read("a\tb c\n", {.delimiter = '\t'}).records == table{{"a", "b c"}});
    for (const char bad : {'"', '\n', '\r', '\0', '\xE9'}) {
        fault_log log;
        CHECK_THROWS_AS(csv_reader(text_source("", ""), log, {.delimiter = bad}), contract_violation);
    }
}

TEST_CASE("lines inside quotes count, and columns count bytes", "[io][csv]") {
    const auto out = read("a,\"x\r\ny\rz\n\",b\n\xC4\x81,c\n");
    CHECK(out.places == std::vector<std::tuple<std::uint64_t, std::uint32_t>>{{1, 1}, {1, 3}, {4, 3}, {5, 1}, {5, 4}});
}

TEST_CASE("a truncated file: the quote that is never closed is named", "[io][csv]") {
    const auto out = read("a,b\n1,\"two\nthree,4\n5,6");
    CHECK(out.records == table{{"a", "b"}});
    CHECK_FALSE(out.complete);
    REQUIRE(out.faults.size() == 1);
    CHECK(out.faults[0].line == 2);
    CHECK(out.faults[0].column == 3);
    CHECK(out.faults[0].text == "\"two\\x0Athree,4\\x0A5,6");
    CHECK(io_test::mentions(out.faults, "never closed"));
}

TEST_CASE("text after a closing quote is a fault, and reading goes on", "[io][csv]") {
    const auto out = read("\"a\" ,b\n\"c\"d\"e,f\n1,2\n");
    CHECK(out.records == table{{"a\" ", "b"}, {"c\"d\"e", "f"}, {"1", "2"}});
    CHECK(io_test::lines_of(out.faults) ==
          std::vector<std::string>{
              "1:4   | stands after a closing quote; a quote inside a quoted field is written twice",
              "2:4 d\"e | stands after a closing quote; a quote inside a quoted field is written twice"});
}

TEST_CASE("a quote inside an unquoted field is a fault, and reading goes on", "[io][csv]") {
    const auto out = read("5\" pipe,b\n1,2\n");
    CHECK(out.records == table{{"5\" pipe", "b"}, {"1", "2"}});
    REQUIRE(out.faults.size() == 1);
    CHECK(out.faults[0].line == 1);
    CHECK(out.faults[0].column == 2);
    CHECK(out.faults[0].text == "5\" pipe");
}

TEST_CASE("invalid UTF-8 is a fault with its byte offset, and is read as U+FFFD", "[io][csv]") {
    const auto out = read("name,n\n\"caf\xE9 \"\"x\"\"\",1\nM\xC4\x81ori,2\n");
    CHECK(out.records == table{{"name", "n"}, {"caf\xEF\xBF\xBD \"x\"", "1"}, {"M\xC4\x81ori", "2"}});
    REQUIRE(out.faults.size() == 1);
    CHECK(out.faults[0].line == 2);
    CHECK(out.faults[0].column == 1);
    CHECK(out.faults[0].text == "caf\\xE9 \"\"x\"\"");
    CHECK(io_test::mentions(out.faults, "at byte 11 of the file"));
}

TEST_CASE("a UTF-16 file is named as such", "[io][csv]") {
    const auto out = read(std::string_view("\xFF\xFE"
                                           "a\0,\0b\0",
                                           8));
    CHECK(out.records.empty());
    CHECK(io_test::mentions(out.faults, "UTF-16"));
}

TEST_CASE("a line of 1 GB ends the reading at the limit, in bounded memory", "[io][csv]") {
    std::uint64_t given = 0;
    const byte_source endless{"big.csv", [&given](char* to, std::size_t room) {
                                  constexpr std::uint64_t size = 1U << 30U;
                                  const auto count = (std::min)(std::uint64_t{room}, size - given);
                                  std::memset(to, given == 0 ? 'x' : 'y', count);
                                  given += count;
                                  return static_cast<std::size_t>(count);
                              }};
    fault_log log;
    csv_reader reader(endless, log);
    CHECK_FALSE(reader.next());
    CHECK_FALSE(reader.complete());
    CHECK(given <= 2 * csv_options{}.record_limit + (256U << 10U)); // far below 1 GB
    REQUIRE(log.count() == 1);
    const auto fault = log.faults()[0];
    CHECK(fault.line == 1);
    CHECK(fault.text.size() <= shown_text_limit);
    CHECK(fault.message.find("more than 16777216 bytes") != std::string::npos);
}

TEST_CASE("the limit holds for a record that fits the buffer too", "[io][csv]") {
    const std::string small = "a,b\n" + std::string(20, 'x') + ",1\nc,d\n";
    const auto out = read(small, {.record_limit = 20});
    CHECK(out.records == table{{"a", "b"}});
    CHECK_FALSE(out.complete);
    CHECK(read(small, {.record_limit = 22}).faults.empty());
    CHECK(read("1,2,3,4\n", {.field_limit = 3}).faults.size() == 1);
    CHECK(read("1,2,3\n", {.field_limit = 3}).faults.empty());
    const auto open = read("a,b\n\"" + std::string(1U << 20U, 'x'), {.record_limit = 1000});
    CHECK(open.records == table{{"a", "b"}});
    CHECK(io_test::mentions(open.faults, "more than 1000 bytes"));
}

TEST_CASE("every text is read as the plain state machine reads it", "[io][csv]") {
    std::mt19937 random(1);
    const std::string letters = "ab,,\"\"\n\r\xC4";
    int well_formed = 0;
    for (int round = 0; round < 60000; ++round) {
        std::string text;
        for (auto length = random() % 14; length > 0; --length) {
            const char c = letters[random() % letters.size()];
            text += c;
            if (c == '\xC4') text += '\x81';
        }
        const auto expected = plain(text);
        const auto got = read(text);
        CAPTURE(text);
        REQUIRE(expected.has_value() == got.faults.empty());
        if (!expected) continue;
        ++well_formed;
        REQUIRE(got.records == expected->records);
        REQUIRE(got.places == expected->places);
    }
    CHECK(well_formed > 10000);
}

TEST_CASE("records that straddle the buffer's end are read as others are", "[io][csv]") {
    const std::string tail = "x,\"a\"\"b\r\nc\",,\"\"\r\n\r\nlast,\"q\"\r\xC4\x81,\"\"\"\"";
    for (std::size_t back = 0; back <= tail.size() + 2; ++back) {
        const std::size_t size = (256U << 10U) - back;
        std::string text;
        while (text.size() + 8 <= size) text += "1234567\n";
        text += std::string(size - text.size(), 'z') + tail;
        const auto expected = plain(text);
        const auto got = read(text);
        REQUIRE(expected);
        CAPTURE(back);
        CHECK(got.faults.empty());
        REQUIRE(got.records == expected->records);
        REQUIRE(got.places == expected->places);
    }
}

TEST_CASE("a record longer than the buffer is read whole", "[io][csv]") {
    const std::string wide(3U << 20U, 'w');
    const auto out = read("a,b\n\"" + wide + "\",2\n3,4\n");
    CHECK(out.faults.empty());
    REQUIRE(out.records.size() == 3);
    CHECK(out.records[1][0] == wide);
    CHECK(out.records[2] == std::vector<std::string>{"3", "4"});
}

TEST_CASE("a source that gives a byte at a time makes no difference", "[io][csv]") {
    const std::string text = "a,\"b\r\n\"\"c\"\r\n1,2\r3,4";
    fault_log log;
    csv_reader reader({"drip",
                       [left = std::string_view(text)](char* to, std::size_t) mutable -> std::size_t {
                           if (left.empty()) return 0;
                           *to = left.front();
                           left.remove_prefix(1);
                           return 1;
                       }},
                      log);
    table got;
    while (reader.next()) {
        got.emplace_back();
        for (const auto& field : reader.fields()) got.back().emplace_back(field.text);
    }
    CHECK(got == read(text).records);
}

TEST_CASE("reading stops when a refusing log is full", "[io][csv]") {
    std::string text;
    for (int i = 0; i < 100; ++i) text += "x\"\n";
    fault_log log(3);
    csv_reader reader(text_source(text, "t"), log);
    int read = 0;
    while (reader.next()) ++read;
    CHECK(read == 3);
    CHECK_FALSE(reader.complete());
}

} // namespace csv_test

// SPDX-License-Identifier: BSL-1.0
#include <sstream>
#include <string>

#include <colearn/io/byte_source.hpp>

#include "io/io_support.hpp"
#include "support/catch.hpp"

namespace byte_source_test {

using namespace colearn;

namespace {
std::string all_of(byte_source from, std::size_t step) {
    std::string out;
    std::string piece(step, '?');
    while (const auto count = from.read(piece.data(), step)) out.append(piece, 0, count);
    return out;
}
} // namespace

TEST_CASE("text, streams and files give the same bytes", "[io][byte_source]") {
    const std::string text("one\0two\r\nthree", 14);
    const io_test::scratch_folder folder;
    const auto file = folder.write("a.txt", text);
    for (const std::size_t step : {1U, 3U, 100U}) {
        CHECK(all_of(text_source(text, "memory"), step) == text);
        std::istringstream in(text);
        CHECK(all_of(stream_source(in, "stream"), step) == text);
        CHECK(all_of(file_source(file), step) == text);
    }
    CHECK(file_source(file).size == text.size());
    CHECK(text_source({}, "nothing").read(nullptr, 0) == 0);
}

TEST_CASE("a missing file, a folder and an empty file are refused by name", "[io][byte_source]") {
    const io_test::scratch_folder folder;
    const auto empty = folder.write("empty.csv", "");
    const auto message = [](const std::filesystem::path& path) {
        return io_test::faults_of([&] { (void)file_source(path); }).at(0);
    };
    CHECK(message(folder.path() / "none.csv").message == "no such file");
    CHECK(message(folder.path() / "none.csv").file == (folder.path() / "none.csv").string());
    CHECK(message(folder.path()).message == "is a folder, not a file");
    CHECK(message(empty).message == "the file is empty (0 bytes)");
}

} // namespace byte_source_test

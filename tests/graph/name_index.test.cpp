// SPDX-License-Identifier: BSL-1.0
#include <algorithm>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include <colearn/graph/detail/name_index.hpp>

#include "graph/support.hpp"
#include "support/catch.hpp"

namespace name_index_test {

using colearn::detail::name_index;
using colearn::detail::text_hash;

namespace {

std::vector<std::uint32_t> found(const name_index& index, const std::vector<std::string>& texts,
                                 std::string_view text) {
    std::vector<std::uint32_t> out;
    index.visit(
        text, [&](std::uint32_t i) -> std::string_view { return texts[i]; },
        [&](std::uint32_t i) { out.push_back(i); });
    std::sort(out.begin(), out.end());
    return out;
}

} // namespace

TEST_CASE("the hash is FNV-1a, folded, on every platform", "[name_index]") {
    // http://www.isthe.com/chongo/tech/comp/fnv/: "" and "a" before folding.
    constexpr std::uint64_t empty = 0xcbf29ce484222325U;
    constexpr std::uint64_t a = 0xaf63dc4c8601ec8cU;
    STATIC_REQUIRE(text_hash("") == (empty ^ (empty >> 32)));
    STATIC_REQUIRE(text_hash("a") == (a ^ (a >> 32)));
}

TEST_CASE("an index finds what a map finds, with many collisions and duplicates", "[name_index]") {
    test::dice roll(1);
    std::vector<std::string> texts;
    std::map<std::string, std::vector<std::uint32_t>> expected;
    name_index index;
    CHECK(found(index, texts, "x").empty());
    for (std::uint32_t i = 0; i < 5'000; ++i) {
        // 3,000 texts over a table of 8,192 slots: long runs, and each text once or more often.
        texts.push_back("school " + std::to_string(roll.below(3'000)));
        index.insert(texts.back(), i, [&](std::uint32_t at) -> std::string_view { return texts[at]; });
        expected[texts.back()].push_back(i);
    }
    for (const auto& [text, numbers] : expected) REQUIRE(found(index, texts, text) == numbers);
    CHECK(found(index, texts, "school").empty());
    CHECK(found(index, texts, "school 3000").empty());
}

TEST_CASE("texts that fall into one slot with one tag are told apart by the text", "[name_index]") {
    // Two texts whose hashes agree in the low four bits and in the tag cannot be found by chance in 64 bits, so this
    // index is asked to hold many texts whose slots agree, and every one of them must come back alone.
    std::vector<std::string> texts;
    for (std::uint32_t i = 0; texts.size() < 200; ++i)
        if (auto text = std::to_string(i); (text_hash(text) & 255U) == 7) texts.push_back(std::move(text));
    name_index index;
    for (std::uint32_t i = 0; i < texts.size(); ++i)
        index.insert(texts[i], i, [&](std::uint32_t at) -> std::string_view { return texts[at]; });
    for (std::uint32_t i = 0; i < texts.size(); ++i)
        CHECK(found(index, texts, texts[i]) == std::vector<std::uint32_t>{i});
}

TEST_CASE("empty text is not indexed", "[name_index]") {
    const std::vector<std::string> texts{"", ""};
    name_index index;
    index.insert("", 0, [&](std::uint32_t at) -> std::string_view { return texts[at]; });
    CHECK(found(index, texts, "").empty());
}

} // namespace name_index_test

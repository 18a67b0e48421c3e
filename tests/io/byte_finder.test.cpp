// SPDX-License-Identifier: BSL-1.0
#include <random>
#include <string>

#include <colearn/io/detail/byte_finder.hpp>

#include "support/catch.hpp"

namespace byte_finder_test {

TEST_CASE("the first of four characters is found, whatever stands before and after", "[io][byte_finder]") {
    std::mt19937 random(12);
    const colearn::detail::byte_finder find(',', '"', '\n', '\r');
    // Bytes that differ from the four in one bit or by one are the ones that a carry could mistake.
    const std::string letters = ",\"\n\r-+#!\x0b\x0c\x0e\x09\x2c\xac\xa2\x8a\x8d\x01\x80\xffz";
    for (int round = 0; round < 20000; ++round) {
        std::string text;
        for (int i = 0; i < 40; ++i) {
            auto c = letters[random() % letters.size()];
            if (random() % 8 != 0 && std::string(",\"\n\r").find(c) != std::string::npos) c = 'z';
            text += c;
        }
        text += "\n12345678";
        for (const std::size_t from : {0U, 1U, 7U, 20U}) {
            std::uint64_t seen = 0;
            const auto* const found = find(text.data() + from, seen);
            const auto expected = text.find_first_of(",\"\n\r", from);
            REQUIRE(static_cast<std::size_t>(found - text.data()) == expected);
            bool high = false; // a byte that is not ASCII on the way must be seen
            for (std::size_t i = from; i < expected; ++i) high |= static_cast<unsigned char>(text[i]) >= 0x80U;
            if (high) REQUIRE((seen & 0x8080808080808080U) != 0);
        }
    }
}

} // namespace byte_finder_test

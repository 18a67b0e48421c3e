// SPDX-License-Identifier: BSL-1.0
// Prints draws of every distribution, bit by bit, and hashes of many. `same_stream.cmake` builds it with several
// compilers, flags and standard libraries, and compares each output with `random_stream_print.txt`.
#include <bit>
#include <cinttypes>
#include <cstdint>
#include <cstdio>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>

namespace {

std::uint64_t bits(double x) {
    return std::bit_cast<std::uint64_t>(x);
}

template <class Draw>
void print(const char* name, Draw draw) {
    std::uint64_t hash = 14695981039346656037U; // FNV-1a over whole words
    std::uint64_t first = 0;
    for (std::uint64_t item = 0; item < 20'000; ++item) {
        colearn::random_stream stream(2026, item);
        for (int i = 0; i < 3; ++i) {
            const std::uint64_t value = draw(stream);
            if (item == 0 && i == 0) first = value;
            hash = (hash ^ value) * 1099511628211U;
        }
    }
    std::printf("%-20s first %016" PRIx64 " hash %016" PRIx64 "\n", name, first, hash);
}

} // namespace

int main() {
    using stream = colearn::random_stream;
    print("bits", [](stream& s) { return s(); });
    print("uniform", [](stream& s) { return bits(colearn::uniform(s)); });
    print("uniform -1.7 to 9.3", [](stream& s) { return bits(colearn::uniform(s, -1.7, 9.3)); });
    print("index below 1000", [](stream& s) { return colearn::uniform_index(s, 1000); });
    print("index below 3*2^62", [](stream& s) { return colearn::uniform_index(s, std::uint64_t{3} << 62); });
    print("normal", [](stream& s) { return bits(colearn::normal(s)); });
    print("normal 100, 15", [](stream& s) { return bits(colearn::normal(s, 100, 15)); });
    print("gamma 0.3", [](stream& s) { return bits(colearn::gamma(s, 0.3)); });
    print("gamma 2.5, 7", [](stream& s) { return bits(colearn::gamma(s, 2.5, 7)); });
    print("beta 0.2, 0.7", [](stream& s) { return bits(colearn::beta(s, 0.2, 0.7)); });
    print("beta 3, 1.1", [](stream& s) { return bits(colearn::beta(s, 3, 1.1)); });
    std::vector<double> weights;
    stream maker(1);
    for (int i = 0; i < 1000; ++i) weights.push_back(colearn::gamma(maker, 0.5));
    const colearn::discrete pick(weights);
    print("discrete", [&](stream& s) { return std::uint64_t{pick(s)}; });
    print("shuffle", [](stream& s) {
        std::vector<std::uint64_t> items;
        for (std::uint64_t i = 0; i < 20; ++i) items.push_back(i);
        colearn::shuffle(s, items);
        std::uint64_t order = 0;
        for (const auto one : items) order = order * 31 + one;
        return order;
    });
}

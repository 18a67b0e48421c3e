// SPDX-License-Identifier: BSL-1.0
#include "support/bandwidth.hpp"

#include <algorithm>
#include <barrier>
#include <chrono>
#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

#include <benchmark/benchmark.h>

namespace bench {
namespace {

using clock = std::chrono::steady_clock;

constexpr std::size_t total_elements = std::size_t{1} << 25; // 256 MiB a stream: eight times a 32 MiB last-level cache
constexpr int passes = 7;

// One thread's share of the three streams. It is touched first by the thread that uses it.
struct share {
    std::unique_ptr<double[]> a, b, c;
    std::size_t size;

    explicit share(std::size_t size_) : a(new double[size_]), b(new double[size_]), c(new double[size_]), size(size_) {
        std::fill_n(a.get(), size, 0.0);
        std::fill_n(b.get(), size, 1.0);
        std::fill_n(c.get(), size, 2.0);
    }

    void triad() {
        double* __restrict to = a.get();
        const double* __restrict x = b.get();
        const double* __restrict y = c.get();
        for (std::size_t i = 0; i < size; ++i) to[i] = x[i] + 3.0 * y[i];
        benchmark::ClobberMemory();
    }

    // Sixteen sums side by side, so that the additions do not wait for one another.
    void read() const {
        constexpr std::size_t lanes = 16;
        double sums[lanes] = {};
        for (std::size_t i = 0; i + lanes <= size; i += lanes)
            for (std::size_t lane = 0; lane < lanes; ++lane) sums[lane] += b[i + lane];
        benchmark::DoNotOptimize(sums);
    }
};

} // namespace

memory_bandwidth measure_bandwidth(unsigned threads) {
    const std::size_t count = (std::max)(threads, 1U);
    const std::size_t elements = total_elements / count;
    double best_read = 1e300;
    double best_triad = 1e300;
    std::barrier sync(static_cast<std::ptrdiff_t>(count));

    const auto work = [&](bool keeps_time) {
        share mine(elements);
        const auto timed = [&](auto&& body, double& best) {
            sync.arrive_and_wait();
            const auto start = clock::now();
            body();
            sync.arrive_and_wait();
            if (keeps_time) best = (std::min)(best, std::chrono::duration<double>(clock::now() - start).count());
        };
        for (int pass = 0; pass < passes; ++pass) {
            timed([&] { mine.read(); }, best_read);
            timed([&] { mine.triad(); }, best_triad);
        }
    };
    {
        std::vector<std::jthread> others;
        for (std::size_t i = 1; i < count; ++i) others.emplace_back(work, false);
        work(true);
    }
    const auto bytes = static_cast<double>(elements * count * sizeof(double));
    return {.read = bytes / best_read, .triad = 3 * bytes / best_triad};
}

} // namespace bench

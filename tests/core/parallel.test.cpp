// SPDX-License-Identifier: BSL-1.0
#include <atomic>
#include <chrono>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <colearn/core/parallel.hpp>
#include <colearn/core/random.hpp>

#include "support/catch.hpp"

namespace parallel_test {

using colearn::parallel_for;

TEST_CASE("every item runs once, whatever the threads and the grain", "[parallel]") {
    for (const unsigned threads : {0U, 1U, 2U, 3U, 8U, 64U})
        for (const std::size_t grain : {0U, 1U, 2U, 7U, 1000U})
            for (const std::size_t count : {0U, 1U, 2U, 63U, 100U}) {
                std::vector<int> runs(count);
                CHECK(
                    parallel_for(count, {.threads = threads, .grain = grain}, [&](std::size_t item) { ++runs[item]; }));
                CHECK(runs == std::vector<int>(count, 1));
            }
}

TEST_CASE("the worker's number is below the thread count, and no two share one at a time", "[parallel]") {
    constexpr unsigned threads = 4;
    std::vector<std::atomic<int>> inside(threads);
    std::atomic<bool> shared{false};
    parallel_for(2000, {.threads = threads, .grain = 3}, [&](std::size_t, unsigned worker) {
        if (worker >= threads || inside[worker]++ != 0) shared = true;
        std::this_thread::yield();
        --inside[worker];
    });
    CHECK_FALSE(shared);
}

TEST_CASE("one thread runs inline and in order", "[parallel]") {
    std::vector<std::size_t> order;
    const auto here = std::this_thread::get_id();
    parallel_for(10, {.threads = 1, .grain = 3}, [&](std::size_t item, unsigned worker) {
        CHECK(std::this_thread::get_id() == here);
        CHECK(worker == 0);
        order.push_back(item);
    });
    CHECK(order == std::vector<std::size_t>{0, 1, 2, 3, 4, 5, 6, 7, 8, 9});
}

TEST_CASE("other threads take part", "[parallel]") {
    std::atomic<int> arrived{0};
    parallel_for(2, {.threads = 2}, [&](std::size_t) {
        ++arrived;
        while (arrived < 2) std::this_thread::yield(); // ends only if both run at the same time
    });
    CHECK(arrived == 2);
}

TEST_CASE("random draws do not depend on the number of threads", "[parallel]") {
    const auto draw = [](unsigned threads) {
        std::vector<std::uint64_t> out(500);
        parallel_for(out.size(), {.threads = threads}, [&](std::size_t item) {
            colearn::random_stream stream(42, item);
            for (std::size_t i = 0; i < item % 5; ++i) stream();
            out[item] = stream();
        });
        return out;
    };
    CHECK(draw(1) == draw(2));
    CHECK(draw(1) == draw(7));
}

TEST_CASE("the lowest item's exception gets through, as from a plain loop", "[parallel]") {
    for (const unsigned threads : {1U, 2U, 8U})
        for (const std::size_t grain : {1U, 4U})
            for (int repeat = 0; repeat < 20; ++repeat) {
                std::string message;
                try {
                    parallel_for(200, {.threads = threads, .grain = grain}, [](std::size_t item) {
                        if (item % 50 == 23) throw std::runtime_error(std::to_string(item));
                    });
                } catch (const std::runtime_error& error) {
                    message = error.what();
                }
                CHECK(message == "23");
            }
}

TEST_CASE("after an exception no new chunk begins", "[parallel]") {
    std::atomic<int> runs{0};
    CHECK_THROWS(parallel_for(1'000'000, {.threads = 2}, [&](std::size_t item) {
        ++runs;
        if (item == 10) throw std::runtime_error("stop");
        std::this_thread::sleep_for(std::chrono::microseconds(10));
    }));
    CHECK(runs < 500'000);
}

TEST_CASE("a stop request is obeyed and reported", "[parallel]") {
    for (const unsigned threads : {1U, 3U}) {
        std::stop_source source;
        std::atomic<int> runs{0};
        const bool complete =
            parallel_for(1'000'000, {.threads = threads, .stop = source.get_token()}, [&](std::size_t) {
                if (++runs == 100) source.request_stop();
            });
        CHECK_FALSE(complete);
        CHECK(runs >= 100);
        CHECK(runs < 110);
    }
}

TEST_CASE("a stop that comes before the start does nothing, and one after the last item changes nothing",
          "[parallel]") {
    std::stop_source source;
    std::stop_source late;
    CHECK(parallel_for(5, {.stop = late.get_token()}, [&](std::size_t item) {
        if (item == 4) late.request_stop();
    }));
    source.request_stop();
    bool ran = false;
    CHECK_FALSE(parallel_for(5, {.threads = 2, .stop = source.get_token()}, [&](std::size_t) { ran = true; }));
    CHECK_FALSE(ran);
}

TEST_CASE("progress rises to 1, from one thread at a time, and not too often", "[parallel]") {
    for (const unsigned threads : {1U, 4U})
        for (const std::size_t count : {0U, 1U, 10U, 50'000U}) {
            std::vector<double> shares;
            std::atomic<int> inside{0};
            bool together = false;
            const auto tell = [&](double share) {
                if (inside++ != 0) together = true;
                shares.push_back(share);
                --inside;
            };
            parallel_for(count, {.threads = threads, .progress = tell}, [](std::size_t) {});
            REQUIRE_FALSE(shares.empty());
            CHECK_FALSE(together);
            CHECK(std::is_sorted(shares.begin(), shares.end()));
            CHECK(shares.front() >= 0);
            CHECK(shares.back() == 1);
            CHECK(shares.size() <= 1001);
        }
}

TEST_CASE("an exception from progress gets through", "[parallel]") {
    for (const unsigned threads : {1U, 2U}) {
        const auto tell = [](double share) {
            if (share > 0.5) throw std::runtime_error("cancelled by the user");
        };
        CHECK_THROWS_WITH(parallel_for(100, {.threads = threads, .progress = tell}, [](std::size_t) {}),
                          "cancelled by the user");
    }
}

TEST_CASE("loops can be nested", "[parallel]") {
    std::atomic<int> runs{0};
    parallel_for(8, {.threads = 2},
                 [&](std::size_t) { parallel_for(8, {.threads = 2}, [&](std::size_t) { ++runs; }); });
    CHECK(runs == 64);
}

TEST_CASE("zero threads means the machine's cores", "[parallel]") {
    CHECK(colearn::thread_count(0) >= 1);
    CHECK(colearn::thread_count(3) == 3);
}

} // namespace parallel_test

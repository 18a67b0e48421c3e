// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_PARALLEL_HPP
#define COLEARN_CORE_PARALLEL_HPP

/// @file
/// For a policy reader: uses several processor cores when asked to; the answer is the same on one.
/// For an engineer: a parallel loop on `std::jthread` (libstdc++ has it; libc++ 16 does not). Chunks are handed out by
/// an atomic counter, the calling thread works too, and everything has joined before it returns.

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <exception>
#include <limits>
#include <mutex>
#include <stop_token>
#include <system_error>
#include <thread>
#include <type_traits>
#include <vector>

#include <colearn/core/progress.hpp>

namespace colearn {

struct parallel_options {
    unsigned threads = 1;         ///< workers; 0: one for each core of the machine
    std::size_t grain = 1;        ///< items handed out at a time; `stop` is looked at between these
    progress_callback progress{}; ///< at most about 1,000 calls
    std::stop_token stop{};       ///< ask it to stop
};

/// The number of workers that `threads` means: itself, or the machine's cores for 0. At least 1.
[[nodiscard]] inline unsigned thread_count(unsigned threads) noexcept {
    return threads > 0 ? threads : (std::max)(1U, std::thread::hardware_concurrency());
}

namespace detail {

/// What the workers of one loop share.
class loop_state {
public:
    loop_state(std::size_t count, const parallel_options& options) : count_(count), options_(options) {
        step_ = (std::max)(std::size_t{1}, count / 1000);
        next_report_.store(step_);
    }

    template <class Body>
    void work(Body& body, unsigned worker) {
        const auto grain = (std::max)(std::size_t{1}, options_.grain);
        while (!failed_.load(std::memory_order_relaxed) && !options_.stop.stop_requested()) {
            const auto first = claim(grain);
            if (first >= count_) return;
            const auto last = first + (std::min)(grain, count_ - first);
            auto item = first;
            try {
                for (; item < last; ++item) {
                    if constexpr (std::is_invocable_v<Body&, std::size_t, unsigned>)
                        body(item, worker);
                    else
                        body(item);
                }
                item = count_; // from here on it is not an item's fault
                const auto done = done_.fetch_add(last - first) + (last - first);
                if (options_.progress && done >= next_report_.load(std::memory_order_relaxed)) report();
            } catch (...) {
                fail(item);
            }
        }
    }

    /// After the join: lets the exception through, or says whether every item was done.
    [[nodiscard]] bool finish() {
        if (first_failure_) std::rethrow_exception(first_failure_);
        const bool complete = done_.load() == count_;
        if (complete && options_.progress && reported_ < 1) options_.progress(1);
        return complete;
    }

private:
    // fetch_add could run past the end of std::size_t on huge counts
    [[nodiscard]] std::size_t claim(std::size_t grain) noexcept {
        auto first = next_.load(std::memory_order_relaxed);
        while (first < count_ && !next_.compare_exchange_weak(first, first + (std::min)(grain, count_ - first))) {
        }
        return first;
    }

    void report() {
        const std::unique_lock lock(reporting_, std::try_to_lock);
        if (!lock) return; // another worker is telling
        const auto done = done_.load();
        if (done < next_report_.load(std::memory_order_relaxed)) return; // another worker has just told
        const double share = static_cast<double>(done) / static_cast<double>(count_);
        next_report_.store(done + step_, std::memory_order_relaxed);
        if (share <= reported_) return;
        reported_ = share;
        options_.progress(share);
    }

    // Chunks are handed out in ascending order and a chunk that has begun goes on until it ends or throws. So the
    // lowest item that throws has always begun, and the exception is the one that a plain loop would have thrown.
    void fail(std::size_t item) noexcept {
        failed_.store(true);
        const std::lock_guard lock(failing_);
        if (first_failure_ && item >= failed_item_) return;
        failed_item_ = item;
        first_failure_ = std::current_exception();
    }

    std::size_t count_;
    const parallel_options& options_;
    std::size_t step_ = 1;
    std::atomic<std::size_t> next_{0};
    std::atomic<std::size_t> done_{0};
    std::atomic<std::size_t> next_report_{0};
    std::atomic<bool> failed_{false};
    std::mutex reporting_;
    double reported_ = 0;
    std::mutex failing_;
    std::size_t failed_item_ = 0;
    std::exception_ptr first_failure_;
};

} // namespace detail

/// Calls `body(item)` or `body(item, worker)` for each item of 0 .. count-1, on `options.threads` workers numbered from
/// 0. Items run in no fixed order and at the same time, so a body writes only to what belongs to its item or worker.
///
/// Complexity: one atomic operation a chunk. One worker runs in the calling thread, in order, and makes no thread. When
/// the system will not give a thread, those that there are do the work.
/// Returns: true when every item was done; false when `stop` came first. What a stopped loop did is done in whole
/// items. Throws: what the body throws: of several, that of the lowest item, as a plain loop would. What `progress`
/// throws. Determinism: which worker takes which item is not fixed; an answer that must not depend on it is written by
/// item, or gathered per worker by an operation that does not care for order (integers, not doubles).
template <class Body>
bool parallel_for(std::size_t count, const parallel_options& options, Body body) {
    detail::loop_state state(count, options);
    const auto grain = (std::max)(std::size_t{1}, options.grain);
    const auto chunks = count / grain + (count % grain != 0 ? 1 : 0);
    const auto workers = static_cast<unsigned>((std::min)(std::size_t{thread_count(options.threads)}, chunks));
    {
        std::vector<std::jthread> crew; // joins at the end of the block
        if (workers > 1) crew.reserve(workers - 1);
        for (unsigned worker = 1; worker < workers; ++worker) {
            try {
                crew.emplace_back([&state, &body, worker] { state.work(body, worker); });
            } catch (const std::system_error&) {
                break;
            }
        }
        state.work(body, 0);
    }
    return state.finish();
}

} // namespace colearn

#endif

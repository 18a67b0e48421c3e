// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_ORDERED_MERGE_HPP
#define COLEARN_MEASURES_DETAIL_ORDERED_MERGE_HPP

/// @file
/// For a policy reader: the same total, to the last digit, however many processors add it up.
/// For an engineer: workers take tickets and merge what they made in the order of the tickets.

#include <condition_variable>
#include <cstddef>
#include <mutex>

namespace colearn::detail {

/// Each ticket must come to `merge` or to `give_up`; tickets are taken in order, so that an earlier one is never
/// waiting for a later one.
class ordered_merge {
public:
    [[nodiscard]] std::size_t take_ticket() {
        const std::lock_guard lock(mutex_);
        return taken_++;
    }

    /// Waits for its turn, then calls `body` while no other worker merges. Not called once any has given up.
    template <class Body>
    void merge(std::size_t ticket, Body body) {
        std::unique_lock lock(mutex_);
        turn_.wait(lock, [&] { return broken_ || served_ == ticket; });
        if (broken_) return;
        body();
        ++served_;
        turn_.notify_all();
    }

    /// Lets all others through without merging: something was thrown.
    void give_up() noexcept {
        const std::lock_guard lock(mutex_);
        broken_ = true;
        turn_.notify_all();
    }

private:
    std::mutex mutex_;
    std::condition_variable turn_;
    std::size_t taken_ = 0;
    std::size_t served_ = 0;
    bool broken_ = false;
};

} // namespace colearn::detail

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_ORDERED_MERGE_HPP
#define COLEARN_MEASURES_DETAIL_ORDERED_MERGE_HPP

/// @file
/// For a policy reader: the same total, to the last digit, however many processors add it up.
/// For an engineer: workers take tickets and merge what they made in the order of the tickets. One whose turn has not
/// come may leave it behind and go on, so that nobody waits for a slower one.

#include <condition_variable>
#include <cstddef>
#include <functional>
#include <map>
#include <mutex>
#include <utility>

namespace colearn::detail {

/// Each ticket must come to `merge` or to `give_up`; tickets are taken in order, so that an earlier one is never
/// waiting for a later one.
class ordered_merge {
public:
    [[nodiscard]] std::size_t take_ticket() {
        const std::lock_guard lock(mutex_);
        return taken_++;
    }

    /// Calls `body` when it is its turn, while no other worker merges. Not called once any has given up. While fewer
    /// than `most_left` are left behind, so is this one, and the worker whose turn comes next calls it: then it is
    /// false, and what `body` refers to must not be touched again. Else waits for its turn.
    template <class Body>
    bool merge(std::size_t ticket, Body body, std::size_t most_left = 0) {
        std::unique_lock lock(mutex_);
        if (served_ != ticket && left_.size() < most_left && !broken_) {
            left_.emplace(ticket, std::move(body));
            return false;
        }
        turn_.wait(lock, [&] { return broken_ || served_ == ticket; });
        if (broken_) return true;
        body();
        ++served_;
        for (auto next = left_.find(served_); next != left_.end(); next = left_.find(++served_)) {
            next->second();
            left_.erase(next);
        }
        turn_.notify_all();
        return true;
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
    std::map<std::size_t, std::function<void()>> left_; // by ticket
    std::size_t taken_ = 0;
    std::size_t served_ = 0;
    bool broken_ = false;
};

} // namespace colearn::detail

#endif

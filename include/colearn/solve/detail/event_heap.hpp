// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_EVENT_HEAP_HPP
#define COLEARN_SOLVE_DETAIL_EVENT_HEAP_HPP

/// @file
/// What happens next: the queue of a search whose events are never taken back but checked when their time comes.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace colearn::detail {

/// Something that happens at a time to one or two vertices.
struct event {
    std::int64_t time;
    std::uint32_t a;
    std::uint32_t b;
};

/// A heap with four children a node: half as deep as a binary one, and four children fill one cache line.
class event_heap {
public:
    [[nodiscard]] bool empty() const noexcept { return events_.empty(); }
    [[nodiscard]] const event& top() const noexcept { return events_.front(); }
    void clear() noexcept { events_.clear(); }

    void push(event one) {
        auto at = events_.size();
        events_.push_back(one);
        while (at > 0) {
            const auto above = (at - 1) / 4;
            if (events_[above].time <= one.time) break;
            events_[at] = events_[above];
            at = above;
        }
        events_[at] = one;
    }

    void pop() {
        const auto one = events_.back();
        events_.pop_back();
        const auto size = events_.size();
        if (size == 0) return;
        std::size_t at = 0;
        for (;;) {
            auto least = 4 * at + 1;
            if (least >= size) break;
            const auto last = (std::min)(least + 4, size);
            for (auto child = least + 1; child < last; ++child)
                if (events_[child].time < events_[least].time) least = child;
            if (events_[least].time >= one.time) break;
            events_[at] = events_[least];
            at = least;
        }
        events_[at] = one;
    }

private:
    std::vector<event> events_;
};

} // namespace colearn::detail

#endif

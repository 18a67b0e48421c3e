// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_PATH_QUEUE_HPP
#define COLEARN_MEASURES_DETAIL_PATH_QUEUE_HPP

/// @file
/// For a policy reader: the waiting lists of a search for shortest paths: who is looked at next.
/// For an engineer: three queues of vertices by distance with one interface: `put(v, distance)` inserts or decreases,
/// `take(v)` removes a vertex whose distance is final, `clear()` empties. Memory: O(1) a vertex.

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>
#include <vector>

namespace colearn::detail {

/// For arcs that are all of one length: first in, first out.
class first_in_queue {
public:
    explicit first_in_queue(std::size_t vertices) { waiting_.reserve(vertices); }

    template <class Distance>
    void put(std::uint32_t v, Distance) {
        waiting_.push_back(v);
    }
    [[nodiscard]] bool take(std::uint32_t& v) noexcept {
        if (next_ == waiting_.size()) return false;
        v = waiting_[next_++];
        return true;
    }
    void clear() noexcept {
        waiting_.clear();
        next_ = 0;
    }

private:
    std::vector<std::uint32_t> waiting_;
    std::size_t next_ = 0;
};

/// Buckets no wider than the shortest arc: nothing in the first one can still come closer.
/// Source: Dial, Communications of the ACM 12 (1969) 632; for real lengths Denardo and Fox, Operations Research 27
/// (1979) 161.
template <class Distance>
class bucket_queue {
public:
    static constexpr double most_buckets = 1 << 16;

    /// Whether the longest arc spans few enough buckets.
    [[nodiscard]] static bool suits(Distance shortest, Distance longest) noexcept {
        return shortest > 0 && static_cast<double>(longest) / static_cast<double>(shortest) <= most_buckets / 4;
    }

    bucket_queue(std::size_t vertices, Distance shortest, Distance longest)
        : next_(vertices), before_(vertices), slot_(vertices, none) {
        if constexpr (std::is_floating_point_v<Distance>)
            per_length_ = 1 / (shortest * (1 - 1e-6)); // a margin for rounding
        else
            shift_ = static_cast<unsigned>(std::bit_width(static_cast<std::uint64_t>(shortest)) - 1);
        const auto span = bucket_of(longest) + 2;
        first_.assign(std::bit_ceil((std::max)(span, std::uint64_t{64})), none);
        occupied_.assign(first_.size() / 64, 0);
        wrap_ = first_.size() - 1;
    }

    void put(std::uint32_t v, Distance distance) {
        const auto slot = static_cast<std::uint32_t>(bucket_of(distance) & wrap_);
        if (slot_[v] == slot) return;
        if (slot_[v] != none)
            leave(v);
        else
            ++size_;
        slot_[v] = slot;
        before_[v] = none;
        next_[v] = first_[slot];
        if (first_[slot] != none) before_[first_[slot]] = v;
        first_[slot] = v;
        occupied_[slot / 64] |= std::uint64_t{1} << (slot % 64);
    }

    [[nodiscard]] bool take(std::uint32_t& v) noexcept {
        if (size_ == 0) return false;
        if (first_[now_] == none) now_ = next_occupied();
        v = first_[now_];
        leave(v);
        slot_[v] = none;
        --size_;
        return true;
    }

    /// Must be empty, or it costs a pass over all.
    void clear() noexcept {
        now_ = 0;
        if (size_ == 0) return;
        std::fill(slot_.begin(), slot_.end(), none);
        std::fill(first_.begin(), first_.end(), none);
        std::fill(occupied_.begin(), occupied_.end(), 0);
        size_ = 0;
    }

private:
    static constexpr std::uint32_t none = 0xffffffffU;

    [[nodiscard]] std::uint64_t bucket_of(Distance distance) const noexcept {
        if constexpr (std::is_floating_point_v<Distance>)
            return static_cast<std::uint64_t>(distance * per_length_);
        else
            return static_cast<std::uint64_t>(distance) >> shift_;
    }

    void leave(std::uint32_t v) noexcept {
        const auto slot = slot_[v];
        if (before_[v] != none)
            next_[before_[v]] = next_[v];
        else
            first_[slot] = next_[v];
        if (next_[v] != none) before_[next_[v]] = before_[v];
        if (first_[slot] == none) occupied_[slot / 64] &= ~(std::uint64_t{1} << (slot % 64));
    }

    // Slots are used in a ring; some slot is occupied.
    [[nodiscard]] std::size_t next_occupied() const noexcept {
        auto word = now_ / 64;
        auto bits = occupied_[word] & (~std::uint64_t{0} << (now_ % 64));
        while (bits == 0) {
            word = word + 1 == occupied_.size() ? 0 : word + 1;
            bits = occupied_[word];
        }
        return word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
    }

    std::vector<std::uint32_t> first_; // by slot
    std::vector<std::uint64_t> occupied_;
    std::vector<std::uint32_t> next_; // by vertex: list of its bucket
    std::vector<std::uint32_t> before_;
    std::vector<std::uint32_t> slot_;
    std::size_t wrap_ = 0;
    std::size_t now_ = 0;
    std::size_t size_ = 0;
    double per_length_ = 1;
    unsigned shift_ = 0;
};

/// For lengths of any spread: a heap with four children a node that knows where each vertex is.
template <class Distance>
class heap_queue {
public:
    explicit heap_queue(std::size_t vertices) : at_(vertices, none) {}

    void put(std::uint32_t v, Distance distance) {
        auto place = at_[v];
        if (place == none) {
            place = static_cast<std::uint32_t>(heap_.size());
            heap_.emplace_back();
        }
        while (place > 0 && distance < heap_[(place - 1) / 4].first) {
            set(place, heap_[(place - 1) / 4]);
            place = (place - 1) / 4;
        }
        set(place, {distance, v});
    }

    [[nodiscard]] bool take(std::uint32_t& v) noexcept {
        if (heap_.empty()) return false;
        v = heap_.front().second;
        at_[v] = none;
        const auto last = heap_.back();
        heap_.pop_back();
        if (heap_.empty()) return true;
        const auto size = static_cast<std::uint32_t>(heap_.size());
        std::uint32_t place = 0;
        for (;;) {
            const auto first = 4 * place + 1;
            if (first >= size) break;
            auto least = first;
            for (auto child = first + 1; child < (std::min)(first + 4, size); ++child)
                if (heap_[child].first < heap_[least].first) least = child;
            if (!(heap_[least].first < last.first)) break;
            set(place, heap_[least]);
            place = least;
        }
        set(place, last);
        return true;
    }

    void clear() noexcept {
        for (const auto& one : heap_) at_[one.second] = none;
        heap_.clear();
    }

private:
    static constexpr std::uint32_t none = 0xffffffffU;

    void set(std::uint32_t place, const std::pair<Distance, std::uint32_t>& one) noexcept {
        heap_[place] = one;
        at_[one.second] = place;
    }

    std::vector<std::pair<Distance, std::uint32_t>> heap_;
    std::vector<std::uint32_t> at_;
};

} // namespace colearn::detail

#endif

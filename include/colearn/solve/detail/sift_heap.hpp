// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_DETAIL_SIFT_HEAP_HPP
#define COLEARN_SOLVE_DETAIL_SIFT_HEAP_HPP

/// @file
/// For a policy reader: the working of `transportation`.
/// For an engineer: a binary heap in a vector, the first entry on top, that breaks ties in the same way everywhere:
/// those of the standard may differ from library to library.

#include <cstddef>

namespace colearn::detail {

/// Puts the entry at `at`, which may have grown, where it belongs.
template <class Heap, class Less>
void sift_down(Heap& heap, std::size_t at, Less less) {
    const auto moved = heap[at];
    for (;;) {
        auto child = 2 * at + 1;
        if (child >= heap.size()) break;
        if (child + 1 < heap.size() && less(heap[child + 1], heap[child])) ++child;
        if (!less(heap[child], moved)) break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = moved;
}

/// Puts the last entry, which is new, where it belongs.
template <class Heap, class Less>
void sift_up(Heap& heap, Less less) {
    auto at = heap.size() - 1;
    const auto moved = heap[at];
    while (at > 0 && less(moved, heap[(at - 1) / 2])) {
        heap[at] = heap[(at - 1) / 2];
        at = (at - 1) / 2;
    }
    heap[at] = moved;
}

} // namespace colearn::detail

#endif

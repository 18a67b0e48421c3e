// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_BENCHMARKS_SUPPORT_BANDWIDTH_HPP
#define COLEARN_BENCHMARKS_SUPPORT_BANDWIDTH_HPP

/// @file
/// How fast this machine's memory is: the divisor of every floor.

namespace bench {

/// Bytes a second between memory and `threads` threads, the best of several passes over buffers far larger than any
/// cache.
struct memory_bandwidth {
    double read = 0; ///< one stream is read
    double triad =
        0; ///< STREAM triad `a[i] = b[i] + s * c[i]`: two streams read, one written, 24 bytes an element counted
};

[[nodiscard]] memory_bandwidth measure_bandwidth(unsigned threads);

} // namespace bench

#endif

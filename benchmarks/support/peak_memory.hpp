// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_BENCHMARKS_SUPPORT_PEAK_MEMORY_HPP
#define COLEARN_BENCHMARKS_SUPPORT_PEAK_MEMORY_HPP

/// @file
/// How much memory a kernel takes at most, where the system says so (Linux).

#include <cstddef>
#include <cstdio>
#include <fstream>
#include <functional>
#include <string>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace bench {

/// Resident memory of this program, in megabytes of 10^6 bytes; 0 where it is not known.
struct memory_use {
    double before = 0; ///< when the kernel began: the instance, and all that the program holds
    double peak = 0;   ///< the most while it ran, what was there before included
};

inline double megabytes_of(const std::string& field) {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.rfind(field + ":", 0) == 0) return std::stod(line.substr(field.size() + 1)) * 1024 / 1e6;
    return 0;
}

/// Runs the kernel once.
inline memory_use peak_memory(const std::function<void()>& run) {
#ifdef __GLIBC__
    malloc_trim(0); // what earlier kernels freed counts for the system only then
#endif
    memory_use out;
    std::ofstream("/proc/self/clear_refs") << "5"; // the peak begins anew
    out.before = megabytes_of("VmRSS");
    run();
    out.peak = megabytes_of("VmHWM");
    return out;
}

/// Runs the kernel once, and prints what it took beyond what was there, for each of `count` such as actors.
inline void print_memory(const std::string& kernel, std::size_t count, const std::string& one,
                         const std::function<void()>& run) {
    const auto memory = peak_memory(run);
    std::fprintf(stderr, "%s: %.0f bytes for each %s, beside what was there\n", kernel.c_str(),
                 1e6 * (memory.peak - memory.before) / static_cast<double>(count), one.c_str());
}

} // namespace bench

#endif

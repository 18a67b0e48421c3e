// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_BENCHMARKS_SUPPORT_PEAK_MEMORY_HPP
#define COLEARN_BENCHMARKS_SUPPORT_PEAK_MEMORY_HPP

/// @file
/// How much memory a kernel takes at most, where the system says so (Linux).

#include <cstdio>
#include <fstream>
#include <functional>
#include <string>

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
    memory_use out;
    std::ofstream("/proc/self/clear_refs") << "5"; // the peak begins anew
    out.before = megabytes_of("VmRSS");
    run();
    out.peak = megabytes_of("VmHWM");
    return out;
}

} // namespace bench

#endif

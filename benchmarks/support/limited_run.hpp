// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_BENCHMARKS_SUPPORT_LIMITED_RUN_HPP
#define COLEARN_BENCHMARKS_SUPPORT_LIMITED_RUN_HPP

/// @file
/// A peer that may never end is tried in a process of its own, and stopped.

#include <chrono>
#include <cstdio>
#include <string>

#if __has_include(<unistd.h>)
#include <sys/wait.h>
#include <unistd.h>
#endif

namespace bench {

/// `run()` says whether it found the same answer. Returns how that ended, in words: `the same answer, 3.1 s`.
template <class Run>
[[nodiscard]] std::string try_for(unsigned seconds, Run run) {
#if __has_include(<unistd.h>)
    std::fflush(stdout);
    const auto began = std::chrono::steady_clock::now();
    const auto child = fork();
    if (child == 0) {
        alarm(seconds);
        _exit(run() ? 0 : 1);
    }
    int how = 0;
    if (child < 0 || waitpid(child, &how, 0) != child) return "could not be tried";
    const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
    if (!WIFEXITED(how))
        return WTERMSIG(how) == SIGALRM ? "no answer in " + std::to_string(seconds) + " s, stopped" : "crashed";
    char text[64];
    std::snprintf(text, sizeof text, "%s answer, %.1f s", WEXITSTATUS(how) == 0 ? "the same" : "another", took.count());
    return text;
#else
    static_cast<void>(seconds);
    static_cast<void>(run);
    return "not tried: this system has no fork";
#endif
}

} // namespace bench

#endif

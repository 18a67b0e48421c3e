// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_BENCHMARKS_SUPPORT_COMPARE_HPP
#define COLEARN_BENCHMARKS_SUPPORT_COMPARE_HPP

/// @file
/// Sets a kernel of the library beside its peers and writes one row for each peer.
///
///     int main(int argc, char** argv) {
///         bench::session session("graph", argc, argv);
///         const auto system = ...(session.size());
///         std::vector<double> ours, theirs;
///         session.compare({.kernel = "pagerank",
///                          .ours = [&] { ours = ...; },
///                          .peers = {{"igraph", [&] { theirs = ...; }, [&] { return close(ours, theirs); }}},
///                          .floor_seconds = bytes_moved / session.bandwidth().read});
///         return session.finish();
///     }
///
/// All contenders of a comparison run once to warm up, then in turn (ours, first peer, second peer, ours, ...), so
/// that a slow spell of the machine hits each of them alike. A time is the median of the repetitions.
/// What is prepared before a kernel can run (a frozen view, a peer's own graph) is a comparison of its own,
/// named `"... (prepare)"`.

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "support/bandwidth.hpp"

namespace bench {

/// Another library, or another way, that does the same work.
struct peer {
    std::string name{};                  ///< as its users write it, such as `igraph`
    std::function<void()> run{};         ///< keeps its answer where `same_answer` finds it
    std::function<bool()> same_answer{}; ///< called after all runs, compares the answers that ours and this peer left
};

/// One kernel and those that it is measured against.
struct comparison {
    std::string kernel{};                  ///< what is measured, such as `pagerank`
    std::string size{};                    ///< of the instance; empty: the session's
    bool once = false;                     ///< run each contender once, cold: for runs of half a minute and more
    unsigned threads = 0;                  ///< threads that `ours` uses; 0 = the session's. Peers run on one thread
    std::function<void()> ours{};          ///< keeps its answer where `same_answer` finds it
    std::vector<peer> peers{};             ///< one row each; a single row without peer when empty
    std::optional<double> floor_seconds{}; ///< least time that this machine could need, from bytes or operations
};

/// A row of the output: times in seconds, empty where there is no peer or floor.
struct row {
    std::string kernel{};
    std::string size{};
    unsigned threads = 1;
    double ours_seconds = 0;
    std::string peer{};
    std::optional<double> peer_seconds{};
    std::optional<double> floor_seconds{};
    std::optional<bool> same_answer{};
};

/// One run of an area's benchmark program.
/// Options: `--size district|state|nation` (state; some areas have more), `--filter TEXT` (kernels whose name, or name
/// and size with a blank between, holds it), `--threads N` (1),
/// `--csv PATH`; those of Google Benchmark are taken too.
class session {
public:
    /// `more_sizes`: what `--size` takes besides.
    session(std::string area, int argc, char** argv, const std::vector<std::string>& more_sizes = {});

    [[nodiscard]] const std::string& size() const noexcept { return size_; }
    [[nodiscard]] unsigned threads() const noexcept { return threads_; }
    /// Whether the filter lets this kernel through: ask before costly preparation.
    [[nodiscard]] bool wants(const std::string& kernel) const;
    /// What this machine's memory delivers to `threads()` threads; measured at the first call.
    [[nodiscard]] const memory_bandwidth& bandwidth();

    /// Runs a comparison, unless the filter leaves it out.
    void compare(const comparison& one);
    /// Writes the CSV file and prints the table.
    /// Returns what `main` returns: 0; 1 when an answer differed or the file could not be written; `nothing_ran`.
    [[nodiscard]] int finish() const;
    static constexpr int nothing_ran = 3;

private:
    std::string area_;
    std::string size_ = "state";
    std::string filter_;
    std::string csv_;
    unsigned threads_ = 1;
    std::optional<memory_bandwidth> bandwidth_;
    std::vector<row> rows_;
    std::vector<std::string> notes_;
};

} // namespace bench

#endif

// SPDX-License-Identifier: BSL-1.0
#include "support/compare.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>
#include <string_view>
#include <utility>

#include <benchmark/benchmark.h>

namespace bench {
namespace {

constexpr int repetitions = 9;
constexpr int repetitions_when_long = 3;
constexpr double long_run = 5;          // seconds: a kernel that takes longer is repeated less often
constexpr double repetition_time = .02; // seconds: a kernel that takes less is iterated within a repetition

using clock = std::chrono::steady_clock;

double seconds_of(const std::function<void()>& run) {
    const auto start = clock::now();
    run();
    return std::chrono::duration<double>(clock::now() - start).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    const auto half = values.size() / 2;
    return values.size() % 2 == 1 ? values[half] : (values[half - 1] + values[half]) / 2;
}

// Keeps the seconds an iteration took, by contender.
class collector : public benchmark::BenchmarkReporter {
public:
    std::map<std::string, std::vector<double>> seconds;

    bool ReportContext(const Context&) override { return true; }
    void ReportRuns(const std::vector<Run>& runs) override {
        for (const auto& run : runs) seconds[run.run_name.function_name].push_back(run.GetAdjustedRealTime());
    }
};

struct contender {
    std::string name;
    std::function<void()> run;
};

std::string number(const char* format, double value) {
    char buffer[32];
    std::snprintf(buffer, sizeof buffer, format, value);
    return buffer;
}

// A field of the CSV file, in quotes where it must be.
std::string quoted(const std::string& text) {
    if (text.find_first_of(",\"\n") == std::string::npos) return text;
    std::string out = "\"";
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + '"';
}

const std::vector<std::string> columns = {"kernel", "size",  "threads", "ours_s",     "peer",
                                          "peer_s", "ratio", "floor_s", "same_answer"};

std::vector<std::string> fields(const row& one) {
    const auto seconds = [](const std::optional<double>& value) { return value ? number("%.4g", *value) : ""; };
    return {one.kernel,
            one.size,
            std::to_string(one.threads),
            number("%.4g", one.ours_seconds),
            one.peer,
            seconds(one.peer_seconds),
            one.peer_seconds ? number("%.2f", *one.peer_seconds / one.ours_seconds) : "",
            seconds(one.floor_seconds),
            one.same_answer ? (*one.same_answer ? "yes" : "no") : ""};
}

void print_table(const std::vector<std::vector<std::string>>& lines) {
    std::vector<std::size_t> width(columns.size());
    for (const auto& line : lines)
        for (std::size_t i = 0; i < line.size(); ++i) width[i] = (std::max)(width[i], line[i].size());
    for (const auto& line : lines) {
        std::string out;
        for (std::size_t i = 0; i < line.size(); ++i) out += line[i] + std::string(width[i] - line[i].size() + 2, ' ');
        std::cout << out.substr(0, out.find_last_not_of(' ') + 1) << '\n';
    }
}

[[noreturn]] void refuse(const std::string& area, const std::string& what) {
    std::cerr << "bench_" << area << ": " << what
              << "\nusage: [--size district|state|nation] [--filter TEXT] [--threads N] [--csv PATH]\n";
    std::exit(2);
}

} // namespace

session::session(std::string area, int argc, char** argv, const std::vector<std::string>& more_sizes)
    : area_(std::move(area)) {
    benchmark::Initialize(&argc, argv);
    for (int i = 1; i < argc; ++i) {
        const std::string_view option = argv[i];
        if (option != "--size" && option != "--filter" && option != "--threads" && option != "--csv")
            refuse(area_, "unknown option " + std::string(option));
        if (++i == argc) refuse(area_, std::string(option) + " needs a value");
        const std::string value = argv[i];
        if (option == "--filter") filter_ = value;
        if (option == "--csv") csv_ = value;
        if (option == "--size") {
            if (value != "district" && value != "state" && value != "nation" &&
                std::find(more_sizes.begin(), more_sizes.end(), value) == more_sizes.end())
                refuse(area_, "no size " + value);
            size_ = value;
        }
        if (option == "--threads") {
            const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), threads_);
            if (error != std::errc{} || end != value.data() + value.size() || threads_ == 0)
                refuse(area_, "--threads needs a count, not " + value);
        }
    }
    if (const char* threads = std::getenv("OMP_NUM_THREADS"); !threads || std::string_view(threads) != "1")
        notes_.push_back("OMP_NUM_THREADS is not 1: a peer may have used several threads (scripts/bench.sh sets it)");
}

bool session::wants(const std::string& kernel) const {
    return kernel.find(filter_) != std::string::npos;
}

const memory_bandwidth& session::bandwidth() {
    if (!bandwidth_) {
        bandwidth_ = measure_bandwidth(threads_);
        notes_.push_back("memory bandwidth with " + std::to_string(threads_) + " thread(s): read " +
                         number("%.1f", bandwidth_->read / 1e9) + " GB/s, triad " +
                         number("%.1f", bandwidth_->triad / 1e9) + " GB/s");
    }
    return *bandwidth_;
}

void session::compare(const comparison& one) {
    const auto size = one.size.empty() ? size_ : one.size;
    if (!wants(one.size.empty() ? one.kernel : one.kernel + " " + one.size)) return;

    std::vector<contender> contenders = {{"ours", one.ours}};
    for (const auto& other : one.peers) contenders.push_back({other.name, other.run});

    // 1. Warm up, and learn how long a run takes.
    double longest = 0;
    collector collected;
    for (const auto& each : contenders) {
        std::cerr << "  " << one.kernel << ": " << each.name << " ..." << std::flush;
        auto seconds = seconds_of(each.run);
        collected.seconds[each.name].push_back(seconds);
        if (!one.once && seconds < repetition_time) seconds = (std::min)(seconds, seconds_of(each.run));
        std::cerr << ' ' << number("%.3g", seconds) << " s\n";
        longest = (std::max)(longest, seconds);
        const auto iterations = std::ceil((std::min)(repetition_time / (std::max)(seconds, 1e-9), 1e6));
        benchmark::RegisterBenchmark(each.name.c_str(),
                                     [run = each.run](benchmark::State& state) {
                                         for (auto step : state) run();
                                     })
            ->Iterations(static_cast<benchmark::IterationCount>(iterations))
            ->UseRealTime()
            ->Unit(benchmark::kSecond);
    }

    // 2. Each call runs every contender once, in order.
    const int count = one.once ? 0 : longest > long_run ? repetitions_when_long : repetitions;
    if (count > 0) collected.seconds.clear();
    for (int i = 0; i < count; ++i) benchmark::RunSpecifiedBenchmarks(&collected);
    benchmark::ClearRegisteredBenchmarks();
    if (one.once)
        notes_.push_back(one.kernel + " " + size + ": run once");
    else if (count != repetitions)
        notes_.push_back(one.kernel + " " + size + ": medians of " + std::to_string(count) +
                         ", since a run takes over " + number("%.0f", long_run) + " s");

    // 3. One row for each peer.
    row base{.kernel = one.kernel,
             .size = size,
             .threads = one.threads == 0 ? threads_ : one.threads,
             .ours_seconds = median(collected.seconds["ours"]),
             .floor_seconds = one.floor_seconds};
    if (one.peers.empty()) rows_.push_back(base);
    for (const auto& other : one.peers) {
        row with_peer = base;
        with_peer.peer = other.name;
        with_peer.peer_seconds = median(collected.seconds[other.name]);
        if (other.same_answer) with_peer.same_answer = other.same_answer();
        rows_.push_back(std::move(with_peer));
    }
}

int session::finish() const {
    std::vector<std::vector<std::string>> lines = {columns};
    for (const auto& one : rows_) lines.push_back(fields(one));

    bool fine = true;
    if (!csv_.empty()) {
        std::ofstream out(csv_);
        for (const auto& line : lines)
            for (std::size_t i = 0; i < line.size(); ++i) out << quoted(line[i]) << (i + 1 < line.size() ? ',' : '\n');
        out.close();
        if (!out) {
            std::cerr << "bench_" << area_ << ": cannot write " << csv_ << '\n';
            fine = false;
        }
    }

    print_table(lines);
    std::cout << "\nmedians of " << repetitions << " interleaved repetitions; ratio = peer_s / ours_s\n";
    for (const auto& note : notes_) std::cout << note << '\n';
    for (const auto& one : rows_)
        if (one.same_answer == false) {
            std::cerr << "bench_" << area_ << ": " << one.kernel << ": the answer differs from that of " << one.peer
                      << '\n';
            fine = false;
        }
    if (rows_.empty()) {
        std::cerr << "bench_" << area_ << ": no kernel matches the filter \"" << filter_ << "\"\n";
        return fine ? nothing_ran : 1;
    }
    return fine ? 0 : 1;
}

} // namespace bench

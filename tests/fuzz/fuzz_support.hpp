// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_FUZZ_FUZZ_SUPPORT_HPP
#define COLEARN_TESTS_FUZZ_FUZZ_SUPPORT_HPP

// What the fuzzers of readers share: an input that stands for several files, and a folder in memory to put them in.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <unistd.h>

namespace fuzz {

// A check that holds in every build.
inline void require(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "broken: %s\n", what);
    std::abort();
}

// "@name\n" starts each file of an input; what stands before the first is no file.
inline std::map<std::string, std::string> files_of(std::string_view input) {
    std::map<std::string, std::string> out;
    std::string* current = nullptr;
    while (!input.empty()) {
        auto end = input.find('\n');
        end = end == std::string_view::npos ? input.size() : end + 1;
        const auto line = input.substr(0, end);
        input.remove_prefix(end);
        if (line.front() == '@' && line.back() == '\n')
            current = &out[std::string(line.substr(1, line.size() - 2))];
        else if (current != nullptr)
            *current += line;
    }
    return out;
}

// A folder of this process's own, in memory where the system has such.
inline const std::filesystem::path& folder() {
    static const auto path = [] {
        const std::filesystem::path memory = "/dev/shm";
        const auto base = std::filesystem::is_directory(memory) ? memory : std::filesystem::temp_directory_path();
        auto out = base / ("colearn-fuzz-" + std::to_string(::getpid()));
        std::filesystem::remove_all(out);
        std::filesystem::create_directories(out);
        std::atexit([] {
            std::error_code ignored;
            std::filesystem::remove_all(folder(), ignored);
        });
        return out;
    }();
    return path;
}

inline void write(const std::filesystem::path& file, std::string_view text) {
    std::ofstream(file, std::ios::binary).write(text.data(), static_cast<std::streamsize>(text.size()));
}

inline std::string_view text_of(const std::uint8_t* data, std::size_t size) {
    return {reinterpret_cast<const char*>(data), size};
}

} // namespace fuzz

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_BYTE_SOURCE_HPP
#define COLEARN_IO_BYTE_SOURCE_HPP

/// @file
/// For a policy reader: a file that is missing, empty or a folder is named before anything is read from it.
/// For an engineer: a pull source of bytes: a file, a stream, or text in memory.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <functional>
#include <istream>
#include <memory>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include <colearn/core/error.hpp>

namespace colearn {

/// Where a reader takes its bytes from.
struct byte_source {
    std::string name{}; ///< as faults show it
    /// Writes up to `size` bytes to `to` and returns how many; 0 at the end.
    std::function<std::size_t(char* to, std::size_t size)> read{};
    std::uint64_t size = 0; ///< bytes in all; 0 when not known
};

/// Text in memory, which must outlive the source.
[[nodiscard]] inline byte_source text_source(std::string_view text, std::string name) {
    const auto size = text.size();
    return {std::move(name),
            [text](char* to, std::size_t room) mutable {
                const auto count = (std::min)(room, text.size());
                if (count > 0) std::memcpy(to, text.data(), count);
                text.remove_prefix(count);
                return count;
            },
            size};
}

/// A stream, which must outlive the source.
[[nodiscard]] inline byte_source stream_source(std::istream& in, std::string name) {
    return {std::move(name), [&in](char* to, std::size_t room) {
                in.read(to, static_cast<std::streamsize>(room));
                return static_cast<std::size_t>(in.gcount());
            }};
}

/// What stands in the way of reading `path` as a file; empty when nothing does.
[[nodiscard]] inline std::string file_problem(const std::filesystem::path& path) {
    std::error_code error;
    const auto kind = std::filesystem::status(path, error).type();
    if (kind == std::filesystem::file_type::not_found) return "no such file";
    if (kind == std::filesystem::file_type::directory) return "is a folder, not a file";
    if (kind == std::filesystem::file_type::regular && std::filesystem::file_size(path, error) == 0 && !error)
        return "the file is empty (0 bytes)";
    if (!std::ifstream(path, std::ios::binary)) return "cannot be opened: no permission to read it?";
    return {};
}

/// A file. Throws `parse_error` when it is missing, a folder, empty or unreadable.
[[nodiscard]] inline byte_source file_source(const std::filesystem::path& path) {
    if (auto problem = file_problem(path); !problem.empty())
        throw parse_error({fault{path.string(), 0, 0, "", std::move(problem)}});
    auto in = std::make_shared<std::ifstream>(path, std::ios::binary);
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    return {path.string(),
            [in](char* to, std::size_t room) {
                in->read(to, static_cast<std::streamsize>(room));
                return static_cast<std::size_t>(in->gcount());
            },
            error ? 0 : static_cast<std::uint64_t>(size)};
}

} // namespace colearn

#endif

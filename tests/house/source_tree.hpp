// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_HOUSE_SOURCE_TREE_HPP
#define COLEARN_TESTS_HOUSE_SOURCE_TREE_HPP

#include <filesystem>
#include <fstream>
#include <map>
#include <regex>
#include <string>
#include <vector>

/// The headers under `include/`, by the name that an include gives them, such as `colearn/core/id.hpp`.
using source_tree = std::map<std::string, std::string>;

inline source_tree library_headers() {
    const std::filesystem::path root = COLEARN_SOURCE_DIR "/include";
    source_tree out;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(root)) {
        if (!entry.is_regular_file()) continue;
        std::ifstream file(entry.path(), std::ios::binary);
        out[entry.path().lexically_relative(root).generic_string()] = {std::istreambuf_iterator<char>(file), {}};
    }
    return out;
}

/// What a header includes, without brackets or quotes, in order.
inline std::vector<std::string> includes(const std::string& text) {
    static const std::regex line(R"((^|\n)[ \t]*#[ \t]*include[ \t]*([<"][^>"\n]*)[>"])");
    std::vector<std::string> out;
    for (std::sregex_iterator at(text.begin(), text.end(), line), end; at != end; ++at)
        out.push_back((*at)[2].str().substr(1));
    return out;
}

/// `core` for `colearn/core/id.hpp` and `colearn/core/detail/id.hpp`; empty for an umbrella (`colearn/core.hpp`) and
/// for what is not of this library.
inline std::string folder_of(const std::string& header) {
    static const std::regex path("colearn/([a-z_]+)/(detail/)?[a-z_0-9]+\\.hpp");
    std::smatch match;
    return std::regex_match(header, match, path) ? match[1].str() : "";
}

inline bool is_detail(const std::string& header) {
    return header.find("/detail/") != std::string::npos;
}

inline bool is_umbrella(const std::string& header) {
    static const std::regex path("colearn/[a-z_]+\\.hpp");
    return std::regex_match(header, path);
}

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_SUPPORT_REAL_DATA_HPP
#define COLEARN_TESTS_SUPPORT_REAL_DATA_HPP

#include <cstdlib>
#include <filesystem>
#include <iostream>
#include <optional>

/// The folder of real data: the environment's COLEARN_REAL_DATA, else `shared/data` beside the project's folder.
/// Empty, with a message, where it is missing: the caller, tagged `[realdata]`, then returns.
/// .ci/run looks for the message and fails where the data is there but a test says that it is not.
inline std::optional<std::filesystem::path> real_data_folder() {
    const char* given = std::getenv("COLEARN_REAL_DATA");
    const std::filesystem::path folder = given ? given : COLEARN_SOURCE_DIR "/../shared/data";
    if (std::filesystem::is_directory(folder)) return folder;
    std::cout << "skipped: no real data in " << folder.string() << '\n';
    return std::nullopt;
}

#endif

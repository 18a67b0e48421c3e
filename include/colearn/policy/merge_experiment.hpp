// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_MERGE_EXPERIMENT_HPP
#define COLEARN_POLICY_MERGE_EXPERIMENT_HPP

/// @file
/// For a policy reader: what several machines did of one experiment becomes one table, once every part is finished.
/// For an engineer: the files of all shards, each row checked, put one behind the other.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <span>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/error.hpp>
#include <colearn/io/byte_source.hpp>
#include <colearn/io/csv_writer.hpp>
#include <colearn/io/utf8.hpp>
#include <colearn/policy/experiment.hpp>
#include <colearn/policy/experiment_file.hpp>

namespace colearn {

/// Puts the finished files of all shards of an experiment together, in the order 1 to count: to the byte the file of
/// the whole. Every row of every file must be the one that this experiment has in its place.
/// Complexity: O(rows). Throws: `parse_error` for a file that differs or is not finished; `std::system_error`.
inline void merge_experiment_files(std::span<const std::filesystem::path> shards, const std::filesystem::path& merged,
                                   const experiment& of) {
    expects(!shards.empty(), "there must be a file for each shard");
    const auto names = detail::empty_table(of);
    const auto start = detail::experiment_header();
    for (std::size_t k = 0; k < shards.size(); ++k) {
        const auto& path = shards[k];
        std::error_code error;
        expects(!std::filesystem::equivalent(path, merged, error), "the merged file must not be one of the shards",
                merged.string());
        if (auto problem = file_problem(path); !problem.empty())
            throw parse_error({fault{path.string(), 0, 0, "", std::move(problem)}});
        detail::expects_header(path, start);
        const auto end = detail::end_of_file(path);
        const auto which = detail::trials_of(of, {k + 1, shards.size()});
        const auto kept = detail::kept_reader(of, names, which, false).read(path, end.whole);
        if (kept.trials < which.last - which.first || !end.rest.empty())
            throw parse_error({fault{path.string(), 0, 0, shown_text(end.rest),
                                     "is not finished: it holds " + std::to_string(kept.trials) + " of " +
                                         detail::counted(which.last - which.first, "trial") + " of shard " +
                                         std::to_string(k + 1) + "/" + std::to_string(shards.size())}});
    }
    auto out = create_file(merged);
    out << start;
    std::vector<char> block(std::size_t{1} << 20U);
    for (const auto& path : shards) {
        std::ifstream in(path, std::ios::binary);
        in.seekg(static_cast<std::streamoff>(start.size()));
        while (in.read(block.data(), static_cast<std::streamsize>(block.size())) || in.gcount() > 0)
            out.write(block.data(), in.gcount());
    }
    out.flush();
    if (!out) throw std::system_error(std::make_error_code(std::errc::io_error), "cannot write " + merged.string());
}

} // namespace colearn

#endif

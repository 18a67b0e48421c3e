// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_EXAMPLES_SUPPORT_COMMAND_LINE_HPP
#define COLEARN_EXAMPLES_SUPPORT_COMMAND_LINE_HPP

// What the command lines of several examples share.
#include <cstdio>
#include <exception>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <colearn/core/contract.hpp>
#include <colearn/core/error.hpp>
#include <colearn/io/manifest.hpp>

namespace example {

/// The options of a manifest: the folder that its tables are below, and its parameters, each as KEY=VALUE.
[[nodiscard]] inline colearn::manifest_options manifest_options(const std::string& root,
                                                                const std::vector<std::string>& where) {
    colearn::manifest_options options;
    options.root = root;
    for (const auto& one : where) {
        const auto at = one.find('=');
        if (at == std::string::npos || at == 0)
            throw CLI::ValidationError("--where", fmt::format("must be KEY=VALUE; got {}", one));
        options.parameters.emplace_back(one.substr(0, at), one.substr(at + 1));
    }
    return options;
}

/// Reads the command line and does the work. The exit code: 0, or 2 for what the caller can mend (the command line, the
/// data, an option), or 1 for anything else.
template <class Work>
[[nodiscard]] int run(CLI::App& app, const char* program, int argc, char** argv, Work work) {
    try {
        app.parse(argc, argv);
        work();
        return 0;
    } catch (const CLI::Success& help) {
        return app.exit(help);
    } catch (const CLI::ParseError& wrong) {
        app.exit(wrong);
    } catch (const colearn::parse_error& wrong) {
        fmt::print(stderr, "The data cannot be used:\n");
        for (const auto& one : wrong.faults()) fmt::print(stderr, "  {}\n", to_string(one));
    } catch (const colearn::contract_violation& wrong) {
        fmt::print(stderr, "{}: {}\n", program, wrong.what());
    } catch (const std::exception& wrong) {
        fmt::print(stderr, "{}: {}\n", program, wrong.what());
        return 1;
    }
    return 2;
}

} // namespace example

#endif

// SPDX-License-Identifier: BSL-1.0
// Makes up a district, a state or a nation and saves it as plain tables.
//   generate_system --size district --seed 1 --out DIR
#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <colearn/graph/generate.hpp>
#include <colearn/io/write_system.hpp>

int main(int argc, char** argv) {
    auto size = colearn::system_size::district;
    std::uint64_t seed = 1;
    std::filesystem::path folder;
    unsigned threads = 1;
    colearn::write_options writing;

    CLI::App program("Makes up a learning system that looks like a real one and is about nobody.");
    const std::map<std::string, colearn::system_size> sizes{{"district", colearn::system_size::district},
                                                            {"state", colearn::system_size::state},
                                                            {"nation", colearn::system_size::nation}};
    program.add_option("--size", size, "district, state or nation (district)")->transform(CLI::Transformer(sizes));
    program.add_option("--seed", seed, "another number gives another system (1)");
    program.add_option("--out", folder, "folder for the tables")->required();
    program.add_option("--threads", threads, "workers; 0: all cores; the system is the same (1)");
    program.add_flag("--overwrite", writing.overwrite, "replace a system's tables that are in the folder");
    CLI11_PARSE(program, argc, argv);

    try {
        const auto system = colearn::generate_system(size, seed, {.threads = threads});
        write_system(system, folder, writing);

        const auto& net = system.net;
        fmt::print("{}, seed {}, in {}\n\n", system.name, seed, folder.string());
        fmt::print("{:>10}  schools\n", net.count<colearn::school>());
        fmt::print("{:>10}  teachers\n", net.count<colearn::teacher>());
        fmt::print("{:>10}  student groups\n", net.count<colearn::student_group>());
        fmt::print("{:>10}  families\n", net.count<colearn::family>());
        fmt::print("{:>10}  agencies\n", net.count<colearn::agency>());
        fmt::print("{:>10}  employers\n", net.count<colearn::employer>());
        fmt::print("{:>10}  universities\n", net.count<colearn::university>());
        fmt::print("{:>10}  community groups\n\n", net.count<colearn::community_group>());
        std::vector<std::size_t> ties(net.layer_ids().size(), 0);
        net.for_each_tie([&](auto, auto, auto, auto kind, const auto&) { ++ties[kind.index]; });
        for (const auto layer : net.layer_ids()) fmt::print("{:>10}  ties: {}\n", ties[layer.index], net[layer].name);
        for (const auto& note : system.notes) fmt::print("\n{}\n", note);
    } catch (const std::exception& wrong) {
        fmt::print(stderr, "generate_system: {}\n", wrong.what());
        return 1;
    }
}

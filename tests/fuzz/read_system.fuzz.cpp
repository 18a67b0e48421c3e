// SPDX-License-Identifier: BSL-1.0
// The folder reader: whatever the tables hold, what was read can be written, and is read back the same.
#include <colearn/io/read_system.hpp>
#include <colearn/io/write_system.hpp>

#include "../io/io_support.hpp"
#include "fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace colearn;
    const auto in = fuzz::folder() / "in";
    const auto out = fuzz::folder() / "out";
    std::filesystem::create_directories(in);
    const auto files = fuzz::files_of(fuzz::text_of(data, size));
    std::vector<std::string> written;
    for (const auto& [name, text] : files) {
        const bool known = std::find(role_tables.begin(), role_tables.end(), name) != role_tables.end();
        if (!known && name != "ties" && name != "layers" && name != "about") continue;
        written.push_back(name + ".csv");
        fuzz::write(in / written.back(), text);
    }

    folder_options options;
    options.faulty = on_fault::report;
    const auto read = read_system(in, options);
    for (const auto& one : read.tables)
        fuzz::require(one.rows == one.taken + one.passed + one.left_out, "every row is counted");
    for (const auto& name : written) std::filesystem::remove(in / name);

    write_system(read.system, out, {.overwrite = true});
    if (read.system.net.actor_count() == 0) return 0; // no table of actors: that is no system's folder
    const auto again = read_system(out);              // throws when there is a fault
    fuzz::require(io_test::same_system(read.system, again.system), "what is written is read back");
    return 0;
}

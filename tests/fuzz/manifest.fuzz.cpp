// SPDX-License-Identifier: BSL-1.0
// The manifest reader: whatever the manifest and its tables hold, there is a system or a list of faults.
#include <colearn/io/manifest.hpp>
#include <colearn/io/write_system.hpp>

#include "fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace colearn;
    const auto files = fuzz::files_of(fuzz::text_of(data, size));
    for (const auto* const name : {"m.json", "a.csv", "b.csv", "t.csv"}) {
        const auto found = files.find(name);
        fuzz::write(fuzz::folder() / name, found == files.end() ? std::string_view{} : std::string_view(found->second));
    }
    manifest_options options;
    options.faulty = on_fault::report;
    try {
        const auto read = read_manifest(fuzz::folder() / "m.json", options);
        fuzz::require(read.faults.empty() == (read.fault_count == 0), "faults are counted");
        read.system.net.for_each_tie([](auto, tie_end, tie_end, auto, const tie& value) {
            fuzz::require(value.trust > 0 && value.trust <= 1, "trust is trust");
        });
        write_system(read.system, fuzz::folder() / "out", {.overwrite = true});
    } catch (const parse_error& error) { // the manifest itself
        fuzz::require(!error.faults().empty(), "a refusal has reasons");
    }
    return 0;
}

// SPDX-License-Identifier: BSL-1.0
// The matrix reader: whatever the bytes, every tie's trust lies inside (0, 1), and every entry is counted.
#include <vector>

#include <colearn/io/valued_matrix.hpp>

#include "fuzz_support.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace colearn;
    if (size == 0) return 0;
    const rating_scale scale{static_cast<double>(data[0] % 8) - 4, 4.5};
    fault_log log(50, on_fault::report);
    const auto matrix = read_matrix(text_source(fuzz::text_of(data + 1, size - 1), "fuzz"), log,
                                    {.scale = scale, .cell_limit = 1U << 16U});
    fuzz::require(matrix.size > 0 || log.count() > 0, "no matrix without a reason");
    learning_system system;
    std::vector<tie_end> actors;
    for (std::size_t i = 0; i < matrix.size; ++i) actors.push_back(system_network::end_of(system.net.add(teacher{})));
    const auto count =
        add_matrix_ties(matrix, actors, {.kind = {"x"}, .at_least = scale.low + 2, .scale = scale}, system);
    fuzz::require(count.rows == count.taken + count.passed + count.left_out, "every entry is counted");
    fuzz::require(count.taken == system.net.tie_count(), "every tie is counted");
    system.net.for_each_tie([](auto, tie_end from, tie_end to, auto, const tie& value) {
        fuzz::require(value.trust > 0 && value.trust < 1, "trust lies inside (0, 1)");
        fuzz::require(!(from == to), "nobody is tied to themselves");
    });
    return 0;
}

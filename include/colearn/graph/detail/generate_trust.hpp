// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_DETAIL_GENERATE_TRUST_HPP
#define COLEARN_GRAPH_DETAIL_GENERATE_TRUST_HPP

/// @file
/// For a policy reader: how much trust a made-up tie carries.
/// For an engineer: beta numbers in whole percents from alias tables, one for each mean: two draws a tie.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/graph/generate_parameters.hpp>

namespace colearn::detail {

class trust_tables {
public:
    explicit trust_tables(const trust_parameters& parameters) {
        for (int mean = 1; mean <= means; ++mean) {
            const double a = parameters.concentration * mean / (means + 1);
            const double b = parameters.concentration - a;
            std::array<double, 100> logs{};
            for (std::size_t k = 0; k < logs.size(); ++k) {
                const double x = (static_cast<double>(k) + 0.5) / 100;
                logs[k] = (a - 1) * reproducible_log(x) + (b - 1) * reproducible_log(1 - x);
            }
            const double top = *std::max_element(logs.begin(), logs.end()); // a large concentration would underflow
            for (auto& one : logs) one = reproducible_exp(one - top);
            tables_.emplace_back(logs);
        }
    }

    /// 1 to 100.
    [[nodiscard]] std::uint8_t percent(random_stream& stream, double mean) const {
        const auto at = static_cast<int>(mean * (means + 1) + 0.5);
        const auto table = static_cast<std::size_t>(std::clamp(at, 1, means) - 1);
        return static_cast<std::uint8_t>(tables_[table](stream) + 1);
    }

private:
    static constexpr int means = 49; // 0.02, 0.04, ..., 0.98
    std::vector<discrete> tables_;
};

} // namespace colearn::detail

#endif

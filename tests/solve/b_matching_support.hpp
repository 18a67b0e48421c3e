// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_SOLVE_B_MATCHING_SUPPORT_HPP
#define COLEARN_TESTS_SOLVE_B_MATCHING_SUPPORT_HPP

#include <cstddef>
#include <cstdint>
#include <vector>

#include <colearn/solve/b_matching_result.hpp>

#include "solve/support.hpp"

namespace matching_test {

using b_problem = colearn::b_matching_problem<node>;

// A random instance with capacities from `least` to `most`.
[[nodiscard]] inline b_problem random_b_problem(std::uint64_t seed, std::size_t count, double density, weights kind,
                                                std::uint32_t least, std::uint32_t most) {
    b_problem out{random_instance(seed, count, density, kind), colearn::id_map<node, std::uint32_t>(count)};
    colearn::random_stream stream(seed, 1);
    for (auto& one : out.capacity.values())
        one = least + static_cast<std::uint32_t>(colearn::uniform_index(stream, most - least + 1));
    return out;
}

// The best weight of any b-matching, by trying all that may be better: pair after pair, with what is left as the bound.
class best_b_matching {
public:
    explicit best_b_matching(const b_problem& of)
        : of_(of), left_(of.capacity.values().begin(), of.capacity.values().end()) {
        rest_.assign(of.pairs.pairs.size() + 1, 0);
        for (auto i = of.pairs.pairs.size(); i-- > 0;)
            rest_[i] = rest_[i + 1] + (of.pairs.pairs[i].weight > 0 ? of.pairs.pairs[i].weight : 0);
        from(0, 0);
    }
    [[nodiscard]] double weight() const { return best_; }

private:
    void from(std::size_t i, double weight) {
        if (weight > best_) best_ = weight;
        if (i == of_.pairs.pairs.size() || weight + rest_[i] <= best_) return;
        const auto& one = of_.pairs.pairs[i];
        auto& a = left_[one.a.index];
        auto& b = left_[one.b.index];
        if (one.weight > 0 && a > 0 && b > 0) {
            --a, --b;
            from(i + 1, weight + one.weight);
            ++a, ++b;
        }
        from(i + 1, weight);
    }

    const b_problem& of_;
    std::vector<std::uint32_t> left_;
    std::vector<double> rest_;
    double best_ = 0;
};

} // namespace matching_test

#endif

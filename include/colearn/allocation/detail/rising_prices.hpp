// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_ALLOCATION_DETAIL_RISING_PRICES_HPP
#define COLEARN_ALLOCATION_DETAIL_RISING_PRICES_HPP

/// @file
/// For a policy reader: of many projects the one that voters can buy at the lowest price, again and again, while prices
/// rise.
/// For an engineer: lazy evaluation (Minoux 1978) of keys that only rise, where many keys are equal and a second rule
/// says which of them comes first. With thousands of equal prices, O(log projects) and about two evaluations a call.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace colearn::detail {

/// Prices that differ by less than this share are one price.
inline constexpr double same_price = 1e-12;

/// Projects in the order of a price that can only rise. A price is computed anew only where it could be the lowest, or
/// where its project could be the first of those at the lowest price: not for all that share it.
class rising_prices {
public:
    struct entry {
        double at_least; // last known price
        std::uint32_t project;
    };

    void enter(std::uint32_t project, double at_least) {
        if (project >= of_.size()) of_.resize(project + std::size_t{1});
        of_[project].at_least = at_least;
        push(waiting_, {at_least, project}, later);
    }

    /// The project of the lowest price, which is taken out; of equal prices the first of `before(a, b)`, the same rule
    /// at each call. `price(project, at_least)` computes a price, negative where the project is out for good. False
    /// when none is left.
    template <class Price, class Before>
    [[nodiscard]] bool take(Price price, Before before, entry& best) {
        ++turn_;
        const auto after = [&](std::uint32_t a, std::uint32_t b) { return before(b, a); };

        // 1. The lowest price of all: what seems lowest is computed anew until it stays so.
        if (!find_lowest(price)) return false;
        const double bound = lowest_ * (1 + same_price);

        // 2. Whoever seems to have that price too.
        while (!waiting_.empty() && waiting_.front().at_least <= bound) {
            const auto one = pop(waiting_, later);
            of_[one.project].level = true;
            push(level_, one.project, after);
            push(level_prices_, one, later);
        }

        // 3. The first of them that really has it.
        while (true) { // ends: whoever has the lowest price is among them
            const auto p = pop(level_, after);
            auto& known = of_[p];
            if (!known.out && known.computed != turn_) renew(p, price);
            known.level = false;
            if (known.out) continue;
            if (known.at_least <= bound) {
                known.out = true;
                best = {known.at_least, p};
                return true;
            }
            push(waiting_, {known.at_least, p}, later);
        }
    }

private:
    struct known_price {
        double at_least = 0;
        std::uint64_t computed = 0; // in which call
        bool level = false;         // in `level_`, not in `waiting_`
        bool out = false;
    };
    static bool later(const entry& a, const entry& b) noexcept {
        return a.at_least != b.at_least ? a.at_least > b.at_least : a.project > b.project;
    }
    template <class T, class After>
    static void push(std::vector<T>& heap, T one, After after) {
        heap.push_back(one);
        std::push_heap(heap.begin(), heap.end(), after);
    }
    template <class T, class After>
    static T pop(std::vector<T>& heap, After after) {
        std::pop_heap(heap.begin(), heap.end(), after);
        const auto one = heap.back();
        heap.pop_back();
        return one;
    }
    template <class Price>
    void renew(std::uint32_t project, Price price) {
        auto& known = of_[project];
        const double now = price(project, known.at_least);
        known.computed = turn_;
        if (now < 0)
            known.out = true;
        else
            known.at_least = (std::max)(known.at_least, now);
    }

    template <class Price>
    [[nodiscard]] bool find_lowest(Price price) {
        while (true) {
            while (!level_prices_.empty() && !holds(level_prices_.front())) pop(level_prices_, later);
            const bool level = !level_prices_.empty() &&
                               (waiting_.empty() || level_prices_.front().at_least <= waiting_.front().at_least);
            auto& heap = level ? level_prices_ : waiting_;
            if (heap.empty()) return false;
            const auto front = heap.front();
            const auto& known = of_[front.project];
            if (known.computed != turn_) renew(front.project, price);
            lowest_ = front.at_least;
            if (!known.out && known.at_least == front.at_least) return true;
            pop(heap, later);
            if (!known.out) push(heap, {known.at_least, front.project}, later);
        }
    }
    // Whether an entry of `level_prices_` is still the one of its project.
    [[nodiscard]] bool holds(const entry& one) const noexcept {
        const auto& known = of_[one.project];
        return known.level && !known.out && known.at_least == one.at_least;
    }

    std::vector<known_price> of_;      // by project
    std::vector<entry> waiting_;       // above the lowest price, as far as is known; by price
    std::vector<std::uint32_t> level_; // at the lowest price, as far as is known; in the order of `before`
    std::vector<entry> level_prices_;  // the same by price, with entries that are out of date
    double lowest_ = 0;
    std::uint64_t turn_ = 0;
};

} // namespace colearn::detail

#endif

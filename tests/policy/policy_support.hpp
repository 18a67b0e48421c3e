// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_POLICY_POLICY_SUPPORT_HPP
#define COLEARN_TESTS_POLICY_POLICY_SUPPORT_HPP

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include <colearn/allocation/allocation_policy.hpp>
#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/core/random.hpp>
#include <colearn/solve/apportionment.hpp>

namespace policy_test {

using namespace colearn;

// A budget for six schools in two regions, from little to much disadvantage.
inline allocation_problem six_schools() {
    allocation_problem out;
    const double pupils[] = {100, 200, 300, 400, 500, 600};
    const double disadvantaged[] = {.1, .2, .3, .4, .5, .6};
    for (std::size_t i = 0; i < 6; ++i) {
        allocation_recipient one;
        one.key = "s" + std::to_string(i);
        one.name = "School " + std::to_string(i);
        one.region = i < 3 ? "North" : "South";
        one.pupils = pupils[i];
        one.disadvantaged = disadvantaged[i];
        one.need = {{pupils[i] * (1 + disadvantaged[i]) / 10, 1, .1}};
        one.last_year = static_cast<std::int64_t>(pupils[i]) * 9;
        out.recipients.push_back(one);
    }
    out.providers.push_back({"budget", "The budget", {}, 20'000});
    return out;
}

inline bool same(const allocation_recipient& a, const allocation_recipient& b) {
    return a.key == b.key && a.name == b.name && a.region == b.region && a.where == b.where && a.pupils == b.pupils &&
           a.disadvantaged == b.disadvantaged && a.need == b.need && a.last_year == b.last_year && a.floor == b.floor &&
           a.cap == b.cap;
}
inline bool same_recipients(const allocation_problem& a, const allocation_problem& b) {
    return std::equal(a.recipients.begin(), a.recipients.end(), b.recipients.begin(), b.recipients.end(),
                      [](const auto& one, const auto& other) { return same(one, other); });
}

// Shares the supply out by weights, to the part.
inline allocation shared_by(const allocation_problem& problem, std::string name, const std::vector<double>& weights) {
    allocation out;
    out.policy = std::move(name);
    std::vector<std::int64_t> floors;
    for (const auto& one : problem.recipients) floors.push_back(one.floor);
    auto shares = apportionment({.total = problem.supply(), .weights = weights, .floors = floors});
    if (shares.outcome == status::infeasible) {
        out.outcome = status::infeasible;
        out.notes = {"the floors need more than there is"};
        return out;
    }
    out.amounts = id_map<allocation_recipient, std::int64_t>(std::move(shares.units));
    return out;
}

struct by_need {
    std::string label = "by need";
    std::string name() const { return label; }
    std::string source() const { return "test"; }
    allocation allocate(const allocation_problem& problem, const allocation_request&) const {
        std::vector<double> weights;
        for (const auto& one : problem.recipients) weights.push_back(one.total_need());
        return shared_by(problem, label, weights);
    }
};

struct by_last_year {
    std::string name() const { return "as last year"; }
    std::string source() const { return "test"; }
    allocation allocate(const allocation_problem& problem, const allocation_request&) const {
        std::vector<double> weights;
        for (const auto& one : problem.recipients) weights.push_back(static_cast<double>(one.last_year));
        return shared_by(problem, name(), weights);
    }
};

struct by_lot { // everything to one, by the request's seed
    std::string name() const { return "by lot"; }
    std::string source() const { return "test"; }
    allocation allocate(const allocation_problem& problem, const allocation_request& how) const {
        allocation out;
        out.policy = name();
        out.amounts = id_map<allocation_recipient, std::int64_t>(problem.recipients.size(), 0);
        random_stream stream(how.seed);
        out.amounts.values()[stream() % problem.recipients.size()] = problem.supply();
        return out;
    }
};

inline std::string bytes_of(const std::filesystem::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

inline void write_bytes(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary | std::ios::trunc) << text;
}

} // namespace policy_test

#endif

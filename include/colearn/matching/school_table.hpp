// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_SCHOOL_TABLE_HPP
#define COLEARN_MATCHING_SCHOOL_TABLE_HPP

/// @file
/// For a policy reader: the schools that are looked at, and the topics that they need help with or are strong in.
/// For an engineer: schools by `id<school>`, from a span or from a network, checked once so that scores need not.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/graph/geography.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/graph/network.hpp>
#include <colearn/graph/roles.hpp>

namespace colearn {

/// Schools by id. It keeps pointers: the schools must outlive it. Ids of schools that were removed from a network
/// stay vacant.
/// Throws: `contract_violation` that names the first school with a number out of its range, or with a need or strength
/// that has not one entry for each topic.
class school_table {
public:
    /// The school at place i of the span has id i. `topics` may be empty: then they are called "topic 1", ...
    explicit school_table(std::span<const school> schools, std::vector<std::string> topics = {})
        : topics_(std::move(topics)) {
        schools_.reserve(schools.size());
        for (const auto& one : schools) schools_.push_back(&one);
        check();
    }
    /// The schools of a network, by their ids there.
    template <class Roles, class Tie>
    explicit school_table(const network<Roles, Tie>& net, std::vector<std::string> topics = {})
        : schools_(net.template id_bound<school>(), nullptr), topics_(std::move(topics)) {
        net.template for_each<school>([&](id<school> who, const school& one) { schools_[who.index] = &one; });
        check();
    }
    explicit school_table(const learning_system& system) : school_table(system.net, system.topics) {}

    /// One more than the largest id.
    [[nodiscard]] std::size_t id_bound() const noexcept { return schools_.size(); }
    [[nodiscard]] bool contains(id<school> who) const noexcept {
        return who.index < schools_.size() && schools_[who.index] != nullptr;
    }
    [[nodiscard]] const school& operator[](id<school> who) const {
        expects(contains(who), "the school must be one of the table's", who);
        return *schools_[who.index];
    }
    /// Ids of the schools, ascending.
    [[nodiscard]] std::vector<id<school>> ids() const {
        std::vector<id<school>> out;
        for (const auto who : id_range<school>{schools_.size()})
            if (contains(who)) out.push_back(who);
        return out;
    }
    [[nodiscard]] const std::vector<std::string>& topics() const noexcept { return topics_; }

    /// Its name, or its key, or its number.
    [[nodiscard]] std::string name(id<school> who) const {
        const auto& one = (*this)[who];
        if (!one.name.empty()) return one.name;
        return one.key.empty() ? "school " + std::to_string(who.index) : one.key;
    }
    /// Whether need and strength are both known.
    [[nodiscard]] bool has_profile(id<school> who) const {
        const auto& one = (*this)[who];
        return !topics_.empty() && !one.need.empty() && !one.strength.empty();
    }

private:
    void check() {
        if (topics_.empty()) {
            std::size_t count = 0;
            for (const auto* one : schools_)
                if (one != nullptr) count = (std::max)({count, one->need.size(), one->strength.size()});
            for (std::size_t k = 1; k <= count; ++k) topics_.push_back("topic " + std::to_string(k));
        }
        for (const auto who : ids()) {
            const auto& one = (*this)[who];
            const auto at_least_0 = [&](const std::optional<double>& value, double most, std::string_view field) {
                if (value && !(*value >= 0 && *value <= most)) refuse(who, field, *value);
            };
            constexpr double any = (std::numeric_limits<double>::max)();
            at_least_0(one.enrolment, any, "enrolment must be finite and not negative");
            at_least_0(one.disadvantaged, 1, "share of disadvantaged pupils must be within 0 to 1");
            if (one.advantage && !std::isfinite(*one.advantage))
                refuse(who, "index of advantage must be finite", *one.advantage);
            if (one.where && !on_earth(*one.where)) refuse(who, "place must be on Earth", one.where->latitude);
            for (const auto* profile : {&one.need, &one.strength}) {
                if (!profile->empty() && profile->size() != topics_.size())
                    refuse(who, "need and strength must have an entry for each topic, or none",
                           static_cast<double>(profile->size()));
                for (const double entry : *profile)
                    if (!(entry >= 0 && entry <= 1)) refuse(who, "need and strength must be within 0 to 1", entry);
            }
        }
    }
    [[noreturn]] void refuse(id<school> who, std::string_view what, double value) const {
        throw contract_violation("school_table", "of " + name(who) + ", the " + std::string(what),
                                 detail::number_text(value));
    }

    std::vector<const school*> schools_;
    std::vector<std::string> topics_;
};

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_ID_MAP_HPP
#define COLEARN_CORE_ID_MAP_HPP

/// @file
/// For a policy reader: a column of a table whose rows are all of one kind, such as each school's roll.
/// For an engineer: a vector that is indexed by `id<Kind>` and by nothing else, with a check on every access.

#include <cstddef>
#include <span>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>

namespace colearn {

/// One value for each id of a kind. Kernels take `values()` and index it raw; everyone else is checked.
template <class Kind, class T>
class id_map {
    static_assert(!std::is_same_v<T, bool>, "use std::uint8_t: std::vector<bool> has no span");

public:
    using value_type = T;

    id_map() = default;
    explicit id_map(std::size_t size, const T& value = T{}) : values_(size, value) {}
    explicit id_map(std::vector<T> values) : values_(std::move(values)) {}

    [[nodiscard]] const T& operator[](id<Kind> key) const {
        expects(key.index < values_.size(), "the id must be one of this map's", key);
        return values_[key.index];
    }
    [[nodiscard]] T& operator[](id<Kind> key) {
        expects(key.index < values_.size(), "the id must be one of this map's", key);
        return values_[key.index];
    }

    /// Appends a value and returns its id.
    id<Kind> push_back(T value) {
        values_.push_back(std::move(value));
        return id<Kind>{values_.size() - 1};
    }

    [[nodiscard]] std::size_t size() const noexcept { return values_.size(); }
    [[nodiscard]] bool empty() const noexcept { return values_.empty(); }
    [[nodiscard]] id_range<Kind> ids() const noexcept { return id_range<Kind>{values_.size()}; }
    [[nodiscard]] std::span<const T> values() const noexcept { return values_; }
    [[nodiscard]] std::span<T> values() noexcept { return values_; }
    [[nodiscard]] auto begin() const noexcept { return values_.begin(); }
    [[nodiscard]] auto end() const noexcept { return values_.end(); }

    friend bool operator==(const id_map&, const id_map&) = default;

private:
    std::vector<T> values_;
};

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_DETAIL_ACTOR_FILLER_HPP
#define COLEARN_IO_DETAIL_ACTOR_FILLER_HPP

/// @file
/// For a policy reader: a cell that cannot be right for a school is named, not guessed.
/// For an engineer: fills the fields of an actor from the current row of a table by their rules.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/graph/roles.hpp>
#include <colearn/io/fault_log.hpp>
#include <colearn/io/field_rule.hpp>
#include <colearn/io/joined_rows.hpp>
#include <colearn/io/name_suggestion.hpp>
#include <colearn/io/number_text.hpp>
#include <colearn/io/role_table.hpp>

namespace colearn::detail {

/// Fills an actor from the current row, field by field in the order of `describe`.
class actor_filler {
public:
    /// `label` is how notes name the table. All but the label must outlive the filler.
    actor_filler(const std::vector<field_rule>& fields, std::string label, const std::vector<std::string>& topics,
                 const joined_rows& rows)
        : fields_(&fields), label_(std::move(label)), topics_(&topics), rows_(&rows), used_(fields.size(), 0) {}

    /// Finds the rule of each field. Called once, before the first row.
    template <class Role>
    void bind() {
        binding_ = true;
        Role blank{};
        describe(blank, *this);
        binding_ = false;
        unknown_.assign(bound_.size(), 0);
        partial_.assign(bound_.size(), 0);
        for (std::size_t i = 0; i < used_.size(); ++i) {
            if (used_[i] != 0) continue;
            const auto all = column_names::of<Role>();
            auto names = all.names;
            for (const auto& prefix : all.prefixes) names.push_back(prefix + "<topic>");
            rows_->log().add(rows_->first().reader().name(), 0, 0, (*fields_)[i].field,
                             "is not a field of a " + std::string(Role::role) + ", which has " + quoted_list(names) +
                                 did_you_mean((*fields_)[i].field, names));
        }
    }
    [[nodiscard]] bool has_key() const { return !bound_.empty() && bound_[0].has_value() && bound_[0]->usable(); }

    /// Fills `one`; false when it has no key.
    template <class Role>
    [[nodiscard]] bool fill(Role& one) {
        at_ = 0;
        describe(one, *this);
        return !one.key.empty();
    }
    /// Reports a fault at the key of the current row.
    void report_key(std::string message) const {
        const auto column = bound_[0]->first_column();
        if (column)
            rows_->report(*column, std::move(message));
        else
            rows_->first().reader().report(std::move(message));
    }

    [[nodiscard]] std::vector<std::pair<std::string, std::uint64_t>> unknown() const {
        std::vector<std::pair<std::string, std::uint64_t>> out;
        for (std::size_t i = 0; i < bound_.size(); ++i)
            if (unknown_[i] > 0) out.emplace_back(bound_[i]->rule().field, unknown_[i]);
        return out;
    }
    /// Sentences on topics that are known in part, and so count as not known.
    [[nodiscard]] std::vector<std::string> partial_notes() const {
        std::vector<std::string> out;
        for (std::size_t i = 0; i < bound_.size(); ++i)
            if (partial_[i] > 0)
                out.push_back(label_ + ": " + names_[i].substr(0, names_[i].find(':')) +
                              " is known for some topics and not for others in " + counted(partial_[i], "row") +
                              "; there it counts as not known.");
        return out;
    }

    // The visitor that `describe` calls.
    void key(std::string_view name, std::string& value) { text(name, value); }
    void text(std::string_view name, std::string& value) {
        if (binding_) return bind_field(name);
        if (auto* rule = next()) {
            value = rule->text(rows_->fields());
            note_unknown(value.empty());
        }
    }
    void number(std::string_view name, std::optional<double>& value, number_bounds bounds) {
        if (binding_) return bind_field(name);
        if (auto* rule = next()) {
            value = bounded(*rule, bounds);
            note_unknown(!value);
        }
    }
    void place(std::string_view latitude, std::string_view longitude, std::optional<colearn::place>& value) {
        if (binding_) {
            bind_field(latitude);
            return bind_field(longitude);
        }
        auto* const north = next();
        const auto north_at = at_;
        auto* const east = next();
        bool faulty = false;
        const auto a = north == nullptr ? std::nullopt : bounded(*north, {-90, 90}, &faulty);
        const auto b = east == nullptr ? std::nullopt : bounded(*east, {-180, 180}, &faulty);
        if (a && b) value = colearn::place{*a, *b};
        if (!faulty && a.has_value() != b.has_value())
            report(a ? north : east, "stands alone: a place needs both latitude and longitude");
        if (north != nullptr && !a) ++unknown_[north_at - 1];
        if (east != nullptr && !b) ++unknown_[at_ - 1];
    }
    template <class Enum>
    void choice(std::string_view name, Enum& value, value_words<Enum> words) {
        if (binding_) return bind_field(name);
        auto* const rule = next();
        if (rule == nullptr) return;
        const auto text = rule->text(rows_->fields());
        note_unknown(text.empty() || same_but_for_case(text, "unknown"));
        if (same_but_for_case(text, "unknown")) return;
        for (const auto& [word, meaning] : words) {
            if (same_but_for_case(text, word)) {
                value = meaning;
                return;
            }
        }
        std::vector<std::string> known;
        for (const auto& [word, meaning] : words)
            if (!word.empty()) known.emplace_back(word);
        report(rule, "is not a " + std::string(name) + ", which is one of " + quoted_list(known));
    }
    void topics(std::string_view prefix, std::vector<double>& values) {
        if (binding_) {
            for (const auto& topic : *topics_) bind_field(std::string(prefix) + topic);
            return;
        }
        const auto first = at_;
        std::size_t known = 0;
        bool faulty = false;
        values.assign(topics_->size(), 0);
        for (auto& value : values) {
            auto* const rule = next();
            if (rule == nullptr) continue;
            const auto read = bounded(*rule, {0, 1}, &faulty);
            if (!read) {
                ++unknown_[at_ - 1];
                continue;
            }
            value = *read;
            ++known;
        }
        if (known == values.size()) return;
        values.clear();
        if (known > 0 && !faulty) ++partial_[first];
    }

private:
    void bind_field(std::string_view name) {
        names_.emplace_back(name);
        for (std::size_t i = 0; i < (*fields_).size(); ++i) {
            if ((*fields_)[i].field != name || used_[i] != 0) continue;
            used_[i] = 1;
            bound_.emplace_back(bound_rule((*fields_)[i], rows_->header(), rows_->log()));
            if (!bound_.back()->usable()) bound_.back().reset();
            return;
        }
        bound_.emplace_back();
    }
    [[nodiscard]] bound_rule* next() {
        auto& one = bound_[at_++];
        return one ? &*one : nullptr;
    }
    void note_unknown(bool yes) { unknown_[at_ - 1] += yes ? 1 : 0; }

    void report(const bound_rule* rule, std::string message) const {
        if (const auto column = rule->first_column())
            rows_->report(*column, std::move(message));
        else
            rows_->first().reader().report(std::move(message));
    }

    [[nodiscard]] std::optional<double> bounded(bound_rule& rule, number_bounds bounds, bool* faulty = nullptr) {
        bool bad = false;
        auto value = rule.number(*rows_, bad);
        if (value && !(*value >= bounds.low && *value <= bounds.high)) {
            // A weighted sum of shares may pass 1 by a rounding error; nothing else may.
            constexpr double rounding = 1e-12;
            if (rule.rule().sum.size() > 1 && *value > bounds.high && *value <= bounds.high + rounding) {
                value = bounds.high;
            } else {
                report(&rule, "makes \"" + rule.rule().field + "\" " + number_text(*value) + ", which must be " +
                                  (bounds.high < (std::numeric_limits<double>::max)()
                                       ? "from " + number_text(bounds.low) + " to " + number_text(bounds.high)
                                       : "at least " + number_text(bounds.low)));
                value.reset();
                bad = true;
            }
        }
        if (faulty != nullptr) *faulty |= bad;
        return value;
    }

    const std::vector<field_rule>* fields_;
    std::string label_;
    const std::vector<std::string>* topics_;
    const joined_rows* rows_;
    std::vector<std::uint8_t> used_;                 // by rule
    std::vector<std::optional<bound_rule>> bound_{}; // by field, in the order of `describe`
    std::vector<std::string> names_{};               // the same
    std::vector<std::uint64_t> unknown_{};           // the same
    std::vector<std::uint64_t> partial_{};           // the same, at the first topic
    std::size_t at_ = 0;
    bool binding_ = false;
};

} // namespace colearn::detail

#endif

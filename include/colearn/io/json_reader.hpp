// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_JSON_READER_HPP
#define COLEARN_IO_JSON_READER_HPP

/// @file
/// For a policy reader: a mistake in a settings file is answered with its place and with what was expected there.
/// For an engineer: a checked walk over a JSON text that reports faults by JSON path instead of throwing; keys that
/// stand twice or that nobody asked for are faults. Needs nlohmann-json.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include <colearn/core/error.hpp>
#include <colearn/io/byte_source.hpp>
#include <colearn/io/fault_log.hpp>
#include <colearn/io/name_suggestion.hpp>

namespace colearn {

/// A value of a JSON text, with its path.
class json_node {
public:
    json_node(const nlohmann::ordered_json& value, std::string path, std::string file, fault_log& log)
        : value_(&value), path_(std::move(path)), file_(std::move(file)), log_(&log) {}

    [[nodiscard]] const std::string& path() const noexcept { return path_; }
    [[nodiscard]] bool is_text() const noexcept { return value_->is_string(); }
    [[nodiscard]] bool is_number() const noexcept { return value_->is_number(); }
    [[nodiscard]] bool is_object() const noexcept { return value_->is_object(); }
    [[nodiscard]] bool is_list() const noexcept { return value_->is_array(); }

    /// Reports what is wrong with this value: `at /actors/0/role is ...`.
    void report(const std::string& message) const {
        log_->add(file_, 0, 0, shown(), "at " + (path_.empty() ? "/" : path_) + " " + message);
    }

    /// The value, or nothing with a fault when it is of another kind.
    [[nodiscard]] std::optional<std::string> text() const {
        if (value_->is_string()) return value_->get<std::string>();
        report("is not a text");
        return std::nullopt;
    }
    [[nodiscard]] std::optional<double> number() const {
        if (value_->is_number()) {
            const auto value = value_->get<double>();
            if (std::isfinite(value)) return value;
        }
        report("is not a number");
        return std::nullopt;
    }
    [[nodiscard]] std::optional<bool> flag() const {
        if (value_->is_boolean()) return value_->get<bool>();
        report("is not true or false");
        return std::nullopt;
    }
    /// The elements of a list.
    [[nodiscard]] std::vector<json_node> list() const {
        std::vector<json_node> out;
        if (!value_->is_array()) {
            report("is not a list [...]");
            return out;
        }
        for (std::size_t i = 0; i < value_->size(); ++i)
            out.emplace_back((*value_)[i], path_ + "/" + std::to_string(i), file_, *log_);
        return out;
    }
    /// A text or a list of texts.
    [[nodiscard]] std::vector<std::string> texts() const {
        std::vector<std::string> out;
        if (is_text()) return {*text()};
        for (const auto& one : list())
            if (auto item = one.text()) out.push_back(std::move(*item));
        return out;
    }
    /// The members of an object in their order.
    [[nodiscard]] std::vector<std::pair<std::string, json_node>> members() const {
        std::vector<std::pair<std::string, json_node>> out;
        if (!value_->is_object()) {
            report("is not an object {...}");
            return out;
        }
        for (const auto& [key, inner] : value_->items())
            out.emplace_back(key, json_node(inner, path_ + "/" + escaped(key), file_, *log_));
        return out;
    }
    /// Whether this is an object, with no keys but these; a fault names each other one, and the nearest.
    bool only(const std::vector<std::string>& keys) const {
        if (!value_->is_object()) {
            report("is not an object {...} with " + quoted_list(keys));
            return false;
        }
        for (const auto& [key, node] : members())
            if (std::find(keys.begin(), keys.end(), key) == keys.end())
                node.report("is not a key of this object, which may have " + quoted_list(keys) +
                            did_you_mean(key, keys));
        return true;
    }
    /// The member with this key, if there is one.
    [[nodiscard]] std::optional<json_node> find(const std::string& key) const {
        if (!value_->is_object()) return std::nullopt;
        const auto found = value_->find(key);
        if (found == value_->end()) return std::nullopt;
        return json_node(*found, path_ + "/" + escaped(key), file_, *log_);
    }
    /// The same, and a fault when it is missing.
    [[nodiscard]] std::optional<json_node> require(const std::string& key, const std::string& what) const {
        auto found = find(key);
        if (!found && value_->is_object()) report("lacks the key \"" + key + "\": " + what);
        return found;
    }

private:
    // RFC 6901: how a key stands in a JSON pointer.
    [[nodiscard]] static std::string escaped(std::string_view key) {
        std::string out;
        for (const char c : key) {
            if (c == '~')
                out += "~0";
            else if (c == '/')
                out += "~1";
            else
                out += c;
        }
        return shown_text(out);
    }
    // Scalars as they stand; objects and lists are too long to show.
    [[nodiscard]] std::string shown() const {
        if (value_->is_string()) return value_->get<std::string>();
        return value_->is_structured() ? std::string{} : value_->dump();
    }

    const nlohmann::ordered_json* value_;
    std::string path_;
    std::string file_;
    fault_log* log_;
};

/// Reads a JSON text (RFC 8259). A syntax error is a fault at its line and column; a key that stands twice in an object
/// is a fault too. Nothing when there is no value to walk over.
[[nodiscard]] inline std::optional<nlohmann::ordered_json> parse_json(std::string_view text, const std::string& file,
                                                                      fault_log& log) {
    using json = nlohmann::ordered_json;
    if (const auto good = valid_utf8_length(text); good != text.size()) {
        log.add(file, 0, 0, "", "is not UTF-8 at byte " + std::to_string(good) + " (counted from 0)");
        return std::nullopt;
    }
    std::vector<std::set<std::string>> open; // the keys of each object that is open
    const auto watch = [&](int, json::parse_event_t event, json& parsed) {
        if (event == json::parse_event_t::object_start) open.emplace_back();
        if (event == json::parse_event_t::object_end) open.pop_back();
        if (event == json::parse_event_t::key && !open.back().insert(parsed.get<std::string>()).second)
            log.add(file, 0, 0, parsed.get<std::string>(), "is a key that stands twice in one object");
        return true;
    };
    try {
        return json::parse(text, watch);
    } catch (const json::parse_error& error) {
        const auto at = (std::min)(error.byte == 0 ? 0 : error.byte - 1, text.size());
        const auto before = text.substr(0, at);
        const auto line = std::count(before.begin(), before.end(), '\n') + 1;
        const auto line_start = before.rfind('\n') == std::string_view::npos ? 0 : before.rfind('\n') + 1;
        const auto line_end = (std::min)(text.find('\n', at), text.size());
        log.add(file, static_cast<std::size_t>(line), at - line_start + 1,
                text.substr(line_start, (std::max)(line_end, line_start) - line_start), "is not JSON from here on");
    } catch (const json::exception&) { // a number that no double holds
        log.add(file, 0, 0, "", "holds a number that is beyond the range of a double");
    }
    return std::nullopt;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_FAULT_LOG_HPP
#define COLEARN_IO_FAULT_LOG_HPP

/// @file
/// For a policy reader: one run tells you everything that is wrong with your files, not one mistake at a time.
/// For an engineer: collects faults, keeps the first so many, counts them all.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include <colearn/core/counted.hpp>
#include <colearn/core/error.hpp>
#include <colearn/io/utf8.hpp>

namespace colearn {

/// Whether a reader throws when a file has faults, or hands back what it could read together with them.
enum class on_fault : unsigned char {
    refuse, ///< throw `parse_error` with all faults, once reading has ended or the log is full
    report, ///< leave out what is faulty, and return the list of faults with the rest
};

/// The faults of one reading. Keeps the first `limit`, counts them all.
class fault_log {
public:
    explicit fault_log(std::size_t limit = 100, on_fault rule = on_fault::refuse) : limit_(limit), rule_(rule) {}

    void add(fault one) {
        ++count_;
        if (kept_.size() < limit_) kept_.push_back(std::move(one));
    }
    /// Makes `text` safe to show and adds the fault.
    void add(std::string_view file, std::size_t line, std::size_t column, std::string_view text, std::string message) {
        add({std::string(file), line, column, shown_text(text), std::move(message)});
    }

    /// All faults so far, those beyond the limit too.
    [[nodiscard]] std::size_t count() const noexcept { return count_; }
    /// Whether reading should end here: a refusal needs no more than `limit` reasons.
    [[nodiscard]] bool enough() const noexcept { return rule_ == on_fault::refuse && count_ >= limit_; }
    [[nodiscard]] on_fault rule() const noexcept { return rule_; }

    /// The faults, by file in the order of reading, then by line and column, with a last one that says so when there
    /// were more than are kept.
    [[nodiscard]] std::vector<fault> faults() const {
        std::vector<std::string_view> files;
        const auto place = [&](const fault& one) {
            return static_cast<std::size_t>(std::find(files.begin(), files.end(), one.file) - files.begin());
        };
        for (const auto& one : kept_)
            if (place(one) == files.size()) files.push_back(one.file);
        auto out = kept_;
        std::stable_sort(out.begin(), out.end(), [&](const fault& a, const fault& b) {
            return std::tuple(place(a), a.line, a.column) < std::tuple(place(b), b.line, b.column);
        });
        if (rule_ == on_fault::refuse && count_ >= limit_)
            out.push_back({out.empty() ? "" : out.back().file, 0, 0, "",
                           "reading stopped after " + detail::counted(count_, "fault") + "; there may be more"});
        else if (count_ > kept_.size())
            out.push_back({out.empty() ? "" : out.back().file, 0, 0, "",
                           "there are " + std::to_string(count_) + " faults, of which the first " +
                               std::to_string(kept_.size()) + " are listed"});
        return out;
    }

    /// Throws `parse_error` when the rule is to refuse and there is a fault.
    void settle() const {
        if (rule_ == on_fault::refuse && count_ > 0) throw parse_error(faults());
    }

private:
    std::size_t limit_;
    on_fault rule_;
    std::size_t count_ = 0;
    std::vector<fault> kept_{};
};

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_ERROR_HPP
#define COLEARN_CORE_ERROR_HPP

/// @file
/// For a policy reader: when a file is wrong, you are told which file, which line, and what stands there.
/// For an engineer: `fault` is one place of a file that cannot be used; `parse_error` carries all that were found.

#include <cstddef>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

namespace colearn {

/// One place of a file that could not be used.
struct fault {
    std::string file{};     ///< path as the caller gave it
    std::size_t line = 0;   ///< counted from 1; 0 when the fault is about the whole file
    std::size_t column = 0; ///< byte of the line, counted from 1; 0 when the fault is about the whole line
    std::string text{};     ///< the offending text, shortened to `shown_text_limit` bytes
    std::string message{};  ///< what is wrong and what was expected, as a sentence without its full stop

    friend bool operator==(const fault&, const fault&) = default;
};

/// Longest offending text that a fault shows, in bytes.
inline constexpr std::size_t shown_text_limit = 80;

/// `roster.csv:12:7: "abc" is not a number (column "enrolment")`
[[nodiscard]] inline std::string to_string(const fault& one) {
    std::string out = one.file;
    if (one.line > 0) out += ":" + std::to_string(one.line);
    if (one.column > 0) out += ":" + std::to_string(one.column);
    out += ": ";
    if (!one.text.empty()) out += "\"" + one.text + "\" ";
    return out + one.message;
}

/// A file that cannot be used, with every fault that the reader could collect before it gave up.
class parse_error : public std::runtime_error {
public:
    explicit parse_error(std::vector<fault> faults)
        : std::runtime_error(describe(faults)), faults_(std::move(faults)) {}

    /// All faults in the order of the file; never empty.
    [[nodiscard]] const std::vector<fault>& faults() const noexcept { return faults_; }

private:
    static std::string describe(const std::vector<fault>& faults) {
        constexpr std::size_t shown = 5;
        std::string out;
        for (std::size_t i = 0; i < faults.size() && i < shown; ++i) {
            if (i > 0) out += '\n';
            out += to_string(faults[i]);
        }
        if (faults.size() > shown) out += "\n(and " + std::to_string(faults.size() - shown) + " more)";
        return out;
    }

    std::vector<fault> faults_;
};

} // namespace colearn

#endif

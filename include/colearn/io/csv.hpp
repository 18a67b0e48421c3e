// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_CSV_HPP
#define COLEARN_IO_CSV_HPP

/// @file
/// For a policy reader: reads tables as any office program saves them, and says where a table is broken.
/// For an engineer: a streaming reader of comma-separated records (RFC 4180) in bounded memory; fields are views into
/// one buffer.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <deque>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/io/byte_source.hpp>
#include <colearn/io/detail/byte_finder.hpp>
#include <colearn/io/fault_log.hpp>
#include <colearn/io/utf8.hpp>

namespace colearn {

/// How a table is written, and how much of it may be held at once.
struct csv_options {
    char delimiter = ',';                  ///< between fields: `,`, `;`, tab, `|`
    std::size_t record_limit = 16U << 20U; ///< longest record in bytes; a longer one ends the reading with a fault
    std::size_t field_limit = 1U << 20U;   ///< most fields in a record; more end the reading with a fault
    on_fault faulty = on_fault::refuse;    ///< throw, or return what was read with the list of faults
    std::size_t fault_limit = 100;         ///< most faults that are listed; all are counted
};

/// One field of a record.
struct csv_field {
    std::string_view text{};  ///< without its quotes; valid UTF-8
    std::uint64_t line = 0;   ///< line of the file where the field starts, counted from 1
    std::uint32_t column = 0; ///< byte of that line, counted from 1
    bool quoted = false;      ///< whether it stood in quotes
};

/// Reads records one at a time.
///
/// Source: RFC 4180. Beyond it: LF, CRLF and CR end a line, also mixed; a byte order mark is skipped; the last line may
/// lack its end; empty lines are passed over; a NUL byte is a character like any other. Text is UTF-8.
/// Complexity: O(bytes) time. Memory does not depend on the file's size: at most 256 KiB or twice `record_limit`, the
/// larger, and 32 bytes for each field of a record.
/// Faults go to the log and reading goes on after them, save for a quote that is never closed, a record beyond the
/// limits, and a file that is UTF-16: there it ends. What is kept of a faulty record is said in the fault.
/// Throws: `contract_violation` for a delimiter that is a quote or a line end.
class csv_reader {
public:
    /// `log` must outlive the reader.
    csv_reader(byte_source from, fault_log& log, const csv_options& options = {})
        : from_(std::move(from)), log_(&log), options_(options), find_plain_(options.delimiter, '"', '\n', '\r'),
          find_quoted_('"', '\n', '\r', '\n') {
        expects(options.delimiter != '"' && options.delimiter != '\n' && options.delimiter != '\r' &&
                    options.delimiter != '\0' && static_cast<unsigned char>(options.delimiter) < 0x80U,
                "the delimiter must be an ASCII character other than a quote, a line end and NUL");
        expects(options.record_limit > 0 && options.record_limit <= 1U << 30U,
                "the record limit must be positive and at most 2^30 bytes", options.record_limit);
        expects(options.field_limit > 0, "the field limit must be positive");
        skip_mark();
    }

    /// Moves to the next record; false at the end of the file, or where reading had to stop.
    /// The fields of the record before are gone.
    [[nodiscard]] bool next() {
        while (!stopped_) {
            if (log_->enough()) {
                stopped_ = true;
                break;
            }
            if (at_ == end_ && !fill()) break;
            const char c = buffer_[at_];
            if (c == '\n' || c == '\r') { // an empty line
                if (c == '\r' && at_ + 1 == end_ && fill()) continue;
                at_ += c == '\r' && at_ + 1 < end_ && buffer_[at_ + 1] == '\n' ? 2U : 1U;
                ++line_;
                continue;
            }
            switch (parse()) {
            case outcome::record:
                return true;
            case outcome::need_more:
                if (!fill()) stopped_ = true;
                break;
            case outcome::stop:
                stopped_ = true;
                break;
            }
        }
        fields_.clear();
        return false;
    }

    /// The fields of the current record, until the next call of `next`.
    [[nodiscard]] std::span<const csv_field> fields() const noexcept { return fields_; }
    /// Line of the file where the current record starts, counted from 1.
    [[nodiscard]] std::uint64_t line() const noexcept { return record_line_; }
    /// Bytes of the file up to the end of the current record, and in all (0 when not known).
    [[nodiscard]] std::uint64_t bytes_read() const noexcept { return base_ + at_; }
    [[nodiscard]] std::uint64_t bytes_in_all() const noexcept { return from_.size; }
    /// False where reading had to stop before the end of the file.
    [[nodiscard]] bool complete() const noexcept { return !stopped_; }
    [[nodiscard]] const std::string& name() const noexcept { return from_.name; }
    [[nodiscard]] fault_log& log() const noexcept { return *log_; }

    /// Reports a fault at a field of the current record.
    void report(const csv_field& where, std::string message) const {
        log_->add(from_.name, where.line, where.column, where.text, std::move(message));
    }
    /// Reports a fault of the whole current record.
    void report(std::string message) const { log_->add(from_.name, record_line_, 0, "", std::move(message)); }

private:
    enum class outcome : unsigned char { record, need_more, stop };
    static constexpr std::size_t slack = 16; // readable bytes past the end, for the finder

    // Parses the record at `at_`. Nothing is changed in the buffer until its end is known, so that it can start again
    // after more bytes have come.
    [[nodiscard]] outcome parse() {
        fields_.clear();
        record_line_ = line_;
        std::uint64_t line = line_;
        std::uint64_t seen = 0;
        bool doubled = false; // some field has doubled quotes
        const char* const last = buffer_.get() + end_;
        const char* p = buffer_.get() + at_;
        const char* line_start = p;
        faulty_.clear();
        for (;;) {
            if (fields_.size() == options_.field_limit) {
                log_->add(from_.name, line, column_of(p, line_start), "",
                          "the record has more than " + std::to_string(options_.field_limit) +
                              " fields; reading stops here");
                return outcome::stop;
            }
            csv_field field{{}, line, column_of(p, line_start), false};
            const char* first = p;
            if (p < last && *p == '"') {
                field.quoted = true;
                first = ++p;
                // 1. To the closing quote; a doubled quote is a character.
                for (;;) {
                    p = find_quoted_(p, seen);
                    if (p >= last) {
                        if (!ended_) return outcome::need_more;
                        log_->add(from_.name, field.line, field.column,
                                  std::string_view(first - 1, static_cast<std::size_t>(last - first) + 1),
                                  "the quote that opens here is never closed: the file is cut off, or the quote is "
                                  "stray; reading stops and this record is left out");
                        return outcome::stop;
                    }
                    if (*p != '"') {
                        if (*p == '\r' && p + 1 == last && !ended_) return outcome::need_more;
                        p += *p == '\r' && p + 1 < last && p[1] == '\n' ? 2 : 1;
                        ++line;
                        line_start = p;
                        continue;
                    }
                    if (p + 1 == last && !ended_) return outcome::need_more;
                    if (p + 1 < last && p[1] == '"') {
                        p += 2;
                        doubled = true;
                        continue;
                    }
                    break;
                }
                field.text = {first, static_cast<std::size_t>(p - first)};
                ++p;
                // 2. What follows must end the field.
                if (p < last && *p != options_.delimiter && *p != '\n' && *p != '\r') {
                    const char* const after = p;
                    do p = find_plain_(*p == '"' ? p + 1 : p, seen);
                    while (p < last && *p == '"');
                    if (p >= last && !ended_) return outcome::need_more;
                    if (p > last) p = last;
                    field.text = {first, static_cast<std::size_t>(p - first)}; // all of it, the closing quote too
                    faulty_.push_back({fields_.size(),
                                       line,
                                       column_of(after, line_start),
                                       {after, static_cast<std::size_t>(p - after)},
                                       "stands after a closing quote; a quote inside a quoted field is written twice"});
                }
            } else {
                const char* stray = nullptr;
                p = find_plain_(p, seen);
                while (p < last && *p == '"') {
                    if (stray == nullptr) stray = p;
                    p = find_plain_(p + 1, seen);
                }
                if (p >= last) {
                    if (!ended_) return outcome::need_more;
                    p = last;
                }
                field.text = {first, static_cast<std::size_t>(p - first)};
                if (stray != nullptr)
                    faulty_.push_back({fields_.size(), line, column_of(stray, line_start), field.text,
                                       "has a quote in a field that does not start with one; put the field in quotes "
                                       "and write the quote twice"});
            }
            fields_.push_back(field);
            if (p < last && *p == options_.delimiter) {
                ++p;
                continue;
            }
            if (p < last && *p == '\r' && p + 1 == last && !ended_) return outcome::need_more;
            break;
        }
        // 3. The record is whole: report, check its text, take the doubled quotes out, and step over the line end.
        if (static_cast<std::size_t>(p - (buffer_.get() + at_)) > options_.record_limit) return too_long();
        for (auto& one : faulty_) log_->add(from_.name, one.line, one.column, one.text, std::move(one.message));
        if ((seen & 0x8080808080808080U) != 0) check_text();
        if (doubled) halve_quotes();
        if (p < last) {
            p += *p == '\r' && p + 1 < last && p[1] == '\n' ? 2 : 1;
            ++line;
        }
        line_ = line;
        at_ = static_cast<std::size_t>(p - buffer_.get());
        return outcome::record;
    }

    [[nodiscard]] static std::uint32_t column_of(const char* p, const char* line_start) noexcept {
        return static_cast<std::uint32_t>(p - line_start) + 1;
    }

    // Every field that is delivered is valid UTF-8.
    void check_text() {
        repaired_.clear();
        for (auto& field : fields_) {
            const auto good = valid_utf8_length(field.text);
            if (good == field.text.size()) continue;
            const auto offset = base_ + static_cast<std::uint64_t>(field.text.data() - buffer_.get()) + good;
            log_->add(from_.name, field.line, field.column, field.text,
                      "is not UTF-8 at byte " + std::to_string(offset) +
                          " of the file (counted from 0); save the file as UTF-8. Bad bytes are read as U+FFFD");
            repaired_.push_back(repaired_utf8(field.text));
            field.text = repaired_.back();
        }
    }

    void halve_quotes() {
        for (auto& field : fields_) {
            if (!field.quoted) continue;
            auto at = field.text.find("\"\"");
            if (at == std::string_view::npos) continue;
            // The text is ours to change: it lies in the buffer or among the repaired ones.
            char* const first = const_cast<char*>(field.text.data());
            char* to = first + at;
            for (auto from = at; from < field.text.size(); ++from) {
                *to++ = field.text[from];
                if (field.text[from] == '"' && from + 1 < field.text.size() && field.text[from + 1] == '"') ++from;
            }
            field.text = {first, static_cast<std::size_t>(to - first)};
        }
    }

    [[nodiscard]] outcome too_long() {
        log_->add(from_.name, record_line_, 0,
                  std::string_view(buffer_.get() + at_, (std::min)(end_ - at_, std::size_t{200})),
                  "starts a record of more than " + std::to_string(options_.record_limit) +
                      " bytes, the limit; reading stops here. Is a quote left open, or is this no table?");
        fields_.clear();
        return outcome::stop;
    }

    // Gets more bytes behind those that are not used up yet. False when there are none, or too many already.
    [[nodiscard]] bool fill() {
        if (ended_) return false;
        const auto kept = end_ - at_;
        if (kept > options_.record_limit) {
            record_line_ = line_;
            (void)too_long();
            stopped_ = true;
            return false;
        }
        // At least as many new bytes as old ones: a long record is parsed anew O(log) times.
        // A small file needs no large buffer; its size may be wrong, and then more follows.
        constexpr std::size_t chunk = 256U << 10U;
        const auto first =
            from_.size > 0 ? static_cast<std::size_t>((std::min)(from_.size + 1, std::uint64_t{chunk})) : chunk;
        const auto room = capacity_ == 0 ? first : (std::max)(chunk, 2 * kept);
        if (room > capacity_) {
            auto larger = std::make_unique_for_overwrite<char[]>(room + slack);
            if (kept > 0) std::memcpy(larger.get(), buffer_.get() + at_, kept);
            buffer_ = std::move(larger);
            capacity_ = room;
        } else if (kept > 0) {
            std::memmove(buffer_.get(), buffer_.get() + at_, kept);
        }
        base_ += at_;
        at_ = 0;
        end_ = kept;
        while (end_ < capacity_) {
            const auto count = from_.read(buffer_.get() + end_, capacity_ - end_);
            if (count == 0) {
                ended_ = true;
                break;
            }
            end_ += count;
        }
        std::memset(buffer_.get() + end_, '\n', slack); // the finder always finds something
        // At the end of the file the caller looks again at what is left, now knowing that it is all.
        return end_ > kept || kept > 0;
    }

    void skip_mark() {
        if (!fill()) return;
        const std::string_view text(buffer_.get(), end_);
        if (text.substr(0, 3) == "\xEF\xBB\xBF") {
            at_ = 3;
        } else if (text.substr(0, 2) == "\xFF\xFE" || text.substr(0, 2) == "\xFE\xFF") {
            log_->add(from_.name, 1, 1, "", "the file is UTF-16; save it as UTF-8");
            stopped_ = true;
        }
    }

    struct faulty_field {
        std::size_t field;
        std::uint64_t line;
        std::uint32_t column;
        std::string_view text;
        std::string message;
    };

    byte_source from_;
    fault_log* log_;
    csv_options options_;
    detail::byte_finder find_plain_;
    detail::byte_finder find_quoted_;
    std::unique_ptr<char[]> buffer_{};
    std::size_t capacity_ = 0;
    std::size_t at_ = 0;     // first byte that is not used up
    std::size_t end_ = 0;    // one past the last byte read
    std::uint64_t base_ = 0; // offset of the buffer in the file
    std::uint64_t line_ = 1; // of the byte at `at_`
    std::uint64_t record_line_ = 0;
    bool ended_ = false;   // the source has no more
    bool stopped_ = false; // reading ended early
    std::vector<csv_field> fields_{};
    std::vector<faulty_field> faulty_{};
    std::deque<std::string> repaired_{};
};

} // namespace colearn

#endif

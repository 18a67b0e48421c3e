// SPDX-License-Identifier: BSL-1.0
// The CSV reader: whatever the bytes, fields are UTF-8, and what was read without fault is written and read back.
#include <sstream>
#include <vector>

#include <colearn/io/csv_table.hpp>
#include <colearn/io/csv_writer.hpp>

#include "fuzz_support.hpp"

namespace {

using records = std::vector<std::vector<std::string>>;

records read(std::string_view text, colearn::fault_log& log, const colearn::csv_options& options) {
    colearn::csv_reader reader(colearn::text_source(text, "fuzz"), log, options);
    records out;
    while (reader.next()) {
        fuzz::require(!reader.fields().empty(), "a record has a field");
        std::uint64_t line = reader.line();
        std::uint32_t column = 0;
        out.emplace_back();
        for (const auto& field : reader.fields()) {
            fuzz::require(colearn::valid_utf8_length(field.text) == field.text.size(), "fields are UTF-8");
            fuzz::require(field.line > line || (field.line == line && field.column > column), "places ascend");
            line = field.line;
            column = field.column;
            out.back().emplace_back(field.text);
        }
    }
    fuzz::require(reader.complete() || log.count() > 0, "an early end has a reason");
    return out;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) return 0;
    colearn::csv_options options;
    options.delimiter = ",;\t|"[data[0] % 4];
    if (data[0] / 4 % 2 == 1) options.record_limit = 64;
    const auto text = fuzz::text_of(data + 1, size - 1);

    colearn::fault_log log(50, colearn::on_fault::report);
    const auto first = read(text, log, options);
    for (const auto& one : log.faults())
        fuzz::require(one.text.size() <= colearn::shown_text_limit && !one.message.empty(), "faults can be shown");

    if (log.count() == 0) {
        std::ostringstream out;
        colearn::csv_writer writer(out, {.delimiter = options.delimiter});
        for (const auto& record : first) {
            for (const auto& field : record) writer.text(field);
            writer.end_record();
        }
        writer.flush();
        colearn::fault_log again(1, colearn::on_fault::report);
        fuzz::require(read(out.str(), again, {.delimiter = options.delimiter}) == first && again.count() == 0,
                      "what is written is read back");
    }

    options.faulty = colearn::on_fault::report;
    const auto table = colearn::parse_csv(colearn::text_source(text, "fuzz"), options);
    fuzz::require(table.rows_read() == table.row_count() + table.rows_left_out() || table.header().size() == 0,
                  "every row is counted");
    return 0;
}

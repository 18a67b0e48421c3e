// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_EXPERIMENT_FILE_HPP
#define COLEARN_POLICY_EXPERIMENT_FILE_HPP

/// @file
/// For a policy reader: a long experiment can be stopped, or cut off by a power failure, and goes on where it was; and
/// several machines can share it.
/// For an engineer: an experiment's rows to a CSV that is, at every moment, a prefix of the finished file. So a file is
/// resumed by appending, and the files of the shards put one behind the other are the file of the whole, to the byte.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <ios>
#include <iterator>
#include <span>
#include <sstream>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/error.hpp>
#include <colearn/core/status.hpp>
#include <colearn/io/byte_source.hpp>
#include <colearn/io/csv_table.hpp>
#include <colearn/io/csv_writer.hpp>
#include <colearn/io/fault_log.hpp>
#include <colearn/io/utf8.hpp>
#include <colearn/policy/experiment.hpp>
#include <colearn/policy/experiment_table.hpp>

namespace colearn {

/// What a run into a file did.
struct experiment_file_result {
    std::uint64_t trials_kept = 0;     ///< whole in the file before, and not written again
    std::uint64_t trials_checked = 0;  ///< of those kept: computed again, to see that the file is of this experiment
    std::uint64_t trials = 0;          ///< in the file now
    std::uint64_t trials_in_all = 0;   ///< of the shard
    std::uint64_t rows_kept = 0;       ///< in the file before, those of a trial that was cut off too
    std::uint64_t rows = 0;            ///< in the file now
    std::vector<std::string> notes{};  ///< what was repaired, and what scenarios could not do, a sentence each
    status outcome = status::feasible; ///< feasible: all is done; cancelled: stopped
};

namespace detail {

/// The first line of an experiment's file.
[[nodiscard]] inline std::string experiment_header() {
    std::ostringstream out;
    csv_writer to(out);
    write_experiment_header(to);
    to.flush();
    return out.str();
}

/// The first `size` bytes of a file.
[[nodiscard]] inline byte_source start_of_file(const std::filesystem::path& path, std::uint64_t size) {
    auto whole = file_source(path);
    return {whole.name,
            [read = std::move(whole.read), left = size](char* to, std::size_t room) mutable {
                const auto got = read(to, static_cast<std::size_t>((std::min)(std::uint64_t{room}, left)));
                left -= got;
                return got;
            },
            size};
}

/// How much of a file is whole lines, and the rest.
struct file_end {
    std::uint64_t whole = 0; ///< bytes up to and with the last line end
    std::string rest{};      ///< what stands behind it, its first 200 bytes
};

[[nodiscard]] inline file_end end_of_file(const std::filesystem::path& path) {
    const auto size = static_cast<std::uint64_t>(std::filesystem::file_size(path));
    std::ifstream in(path, std::ios::binary);
    constexpr std::uint64_t step = 64U << 10U;
    file_end out;
    for (auto last = size; last > 0 && out.whole == 0;) {
        const auto first = last > step ? last - step : 0;
        std::string block(static_cast<std::size_t>(last - first), '\0');
        in.seekg(static_cast<std::streamoff>(first));
        in.read(block.data(), static_cast<std::streamsize>(block.size()));
        if (!in) throw std::system_error(std::make_error_code(std::errc::io_error), "cannot read " + path.string());
        const auto at = block.rfind('\n');
        if (at != std::string::npos) out.whole = first + at + 1;
        last = first;
    }
    out.rest.resize(static_cast<std::size_t>((std::min)(std::uint64_t{200}, size - out.whole)));
    in.seekg(static_cast<std::streamoff>(out.whole));
    in.read(out.rest.data(), static_cast<std::streamsize>(out.rest.size()));
    return out;
}

/// What a file holds of a range of trials.
struct kept_rows {
    std::uint64_t trials = 0;  ///< whole ones
    std::uint64_t checked = 0; ///< of these, computed again
    std::uint64_t rows = 0;
    std::vector<experiment_row> missing{}; ///< the rest of a trial that was cut off
    std::vector<std::string> notes{};      ///< of the trials computed
};

/// Reads the first `size` bytes of a file row by row. Each row must be the one that stands in this place of the
/// experiment. The first trial of each scenario, where `again` says so, and one that is cut off are computed again and
/// must give the same values. Throws `parse_error`.
class kept_reader {
public:
    kept_reader(const experiment& of, const experiment_table& names, trial_range which, bool again)
        : of_(of), names_(names), which_(which), again_(again) {}

    [[nodiscard]] kept_rows read(const std::filesystem::path& path, std::uint64_t size) {
        fault_log log;
        csv_rows rows(start_of_file(path, size), log);
        log.settle();
        kept_rows out;
        std::vector<experiment_row> trial; // the rows read of the current one
        while (rows.next()) {
            if (out.trials == which_.last - which_.first)
                refuse(rows, log, 0, "stands behind the last row there can be");
            auto row = read_row(rows, log, out.trials, trial.size());
            trial.push_back(std::move(row));
            ++out.rows;
            const bool whole = trial.size() == rows_of(out.trials);
            if (!whole) continue;
            if (again_ && out.trials < of_.scenarios.size()) {
                check(rows, log, out, trial);
                ++out.checked;
            }
            ++out.trials;
            trial.clear();
        }
        log.settle();
        if (!trial.empty()) check(rows, log, out, trial);
        return out;
    }

private:
    [[nodiscard]] std::size_t rows_of(std::uint64_t trial) const {
        const auto& how = of_.scenarios[static_cast<std::size_t>((which_.first + trial) % of_.scenarios.size())];
        return of_.policies.size() * how.years * names_.measures.size();
    }

    [[noreturn]] static void refuse(csv_rows& rows, fault_log& log, std::size_t column, std::string message) {
        rows.reader().report(rows[column], std::move(message));
        log.settle();
        throw parse_error(log.faults());
    }

    [[nodiscard]] experiment_row read_row(csv_rows& rows, fault_log& log, std::uint64_t trial, std::size_t at) const {
        const auto number = which_.first + trial;
        const auto scenario_at = static_cast<std::size_t>(number % of_.scenarios.size());
        const auto measures = names_.measures.size();
        const auto years = std::size_t{of_.scenarios[scenario_at].years};
        experiment_row row;
        row.measure = static_cast<std::uint32_t>(at % measures);
        row.year = static_cast<std::uint32_t>(at / measures % years + 1);
        row.policy = static_cast<std::uint32_t>(at / measures / years);
        row.scenario = static_cast<std::uint32_t>(scenario_at);
        row.replicate = number / of_.scenarios.size();
        const std::string expected[] = {names_.policies[row.policy], names_.scenarios[row.scenario],
                                        std::to_string(row.replicate), std::to_string(row.year),
                                        names_.measures[row.measure]};
        for (std::size_t c = 0; c < std::size(expected); ++c)
            if (rows[c].text != expected[c])
                refuse(rows, log, c,
                       "stands where this experiment has the " + std::string(experiment_columns[c]) + " \"" +
                           expected[c] + "\": the file is of another experiment, or was changed");
        auto value = measured_cells(rows, 5, 6);
        if (!value) log.settle();
        row.value = std::move(*value);
        return row;
    }

    // Computes the trial and compares; leaves what is not there yet in `out.missing`.
    void check(csv_rows& rows, fault_log& log, kept_rows& out, const std::vector<experiment_row>& trial) const {
        auto computed = trial_runner(of_, {}).run(which_.first + out.trials);
        for (std::size_t i = 0; i < trial.size(); ++i) {
            if (trial[i] == computed.rows[i]) continue;
            const auto line = rows.reader().line() - (trial.size() - 1 - i);
            log.add(rows.reader().name(), static_cast<std::size_t>(line), 0, to_string(trial[i].value),
                    "is not what this experiment gives here (" + to_string(computed.rows[i].value) +
                        "): the file is of another experiment, or was changed");
            log.settle();
        }
        out.missing.assign(std::make_move_iterator(computed.rows.begin() + static_cast<std::ptrdiff_t>(trial.size())),
                           std::make_move_iterator(computed.rows.end()));
        add_notes(out.notes, std::move(computed.notes));
    }

    const experiment& of_;
    const experiment_table& names_;
    trial_range which_;
    bool again_;
};

inline void expects_header(const std::filesystem::path& path, const std::string& start) {
    std::ifstream in(path, std::ios::binary);
    std::string found(start.size(), '\0');
    in.read(found.data(), static_cast<std::streamsize>(found.size()));
    found.resize(static_cast<std::size_t>(in.gcount()));
    if (found != start)
        throw parse_error({fault{path.string(), 1, 0, shown_text(found.substr(0, found.find_first_of("\r\n"))),
                                 "is not the first line of an experiment's table, which is \"" +
                                     start.substr(0, start.size() - 1) + "\" and a line feed"}});
}

/// Makes a file that may be there ready to be appended to.
[[nodiscard]] inline kept_rows prepare_file(const std::filesystem::path& path, const experiment& of,
                                            const experiment_table& names, trial_range which,
                                            std::vector<std::string>& notes) {
    const auto start = experiment_header();
    std::error_code error;
    const auto kind = std::filesystem::status(path, error).type();
    file_end end;
    if (kind != std::filesystem::file_type::not_found && !(std::filesystem::file_size(path, error) == 0 && !error)) {
        if (auto problem = file_problem(path); !problem.empty())
            throw parse_error({fault{path.string(), 0, 0, "", std::move(problem)}});
        end = end_of_file(path);
        if (end.whole == 0 && !start.starts_with(end.rest)) expects_header(path, start); // never over another's file
        if (end.whole > 0) expects_header(path, start);
    }
    kept_rows kept;
    if (end.whole > 0) kept = kept_reader(of, names, which, true).read(path, end.whole);
    if (!end.rest.empty()) {
        std::filesystem::resize_file(path, end.whole);
        notes.push_back("The last line of " + path.filename().string() + " was cut off (\"" + shown_text(end.rest) +
                        "\"): it was taken away and is written again.");
    }
    if (end.whole == 0) {
        auto out = create_file(path);
        out << start;
        out.flush();
        if (!out) throw std::system_error(std::make_error_code(std::errc::io_error), "cannot write " + path.string());
    }
    return kept;
}

} // namespace detail

/// Runs an experiment, or what is not yet done of it, into a CSV.
///
/// The file grows trial by trial in the order of `run_experiment`, and is handed to the system after each. When it is
/// there already, every row must be the one that this experiment has in its place, the first trial of each scenario is
/// computed again and must give the same values, and the rest is kept as it is. A last line that was cut off is taken
/// away and written again, and a trial that was cut off is completed; notes say so. A file of another experiment is
/// refused and left as it was. So `replicates` may be raised between two runs; what else is changed is refused.
///
/// Complexity: as `run_experiment`, and a reading of the file; memory does not depend on its size.
/// Preconditions: as `run_experiment`. One run at a time to a file.
/// Throws: as `run_experiment`; `parse_error` with the line where a file differs; `std::system_error`.
/// Determinism: the same bytes on any number of threads, and however often it was stopped.
/// Example: `run_experiment_file("results.csv", {.problem = ..., .policies = ..., .scenarios = ...}, {.threads = 0})`
inline experiment_file_result run_experiment_file(const std::filesystem::path& path, const experiment& of,
                                                  const experiment_options& options = {}) {
    auto names = detail::empty_table(of);
    auto which = detail::trials_of(of, options.shard);
    experiment_file_result out;
    out.trials_in_all = which.last - which.first;

    // 1. What is there.
    auto kept = detail::prepare_file(path, of, names, which, out.notes);
    out.trials_kept = out.trials = kept.trials;
    out.trials_checked = kept.checked;
    out.rows_kept = out.rows = kept.rows;
    detail::add_notes(out.notes, std::move(kept.notes));

    // 2. The rest of a trial that was cut off, then all further ones.
    std::ofstream file(path, std::ios::binary | std::ios::app);
    if (!file) throw std::system_error(std::make_error_code(std::errc::io_error), "cannot append to " + path.string());
    csv_writer to(file);
    const auto write = [&](std::span<const experiment_row> rows) {
        write_experiment_rows(to, names, rows);
        to.flush();
        file.flush();
        if (!file) throw std::system_error(std::make_error_code(std::errc::io_error), "cannot write " + path.string());
        out.rows += rows.size();
        ++out.trials;
    };
    if (!kept.missing.empty()) {
        out.notes.push_back("Trial " + std::to_string(out.trials + 1) + " was cut off: its last " +
                            detail::counted(kept.missing.size(), "row") + " were added.");
        write(kept.missing);
    }
    which.first += out.trials;
    (void)detail::run_trials(of, which, options, [&](std::uint64_t, detail::trial_result& found) {
        write(found.rows);
        detail::add_notes(out.notes, std::move(found.notes));
    });
    if (out.trials < out.trials_in_all) out.outcome = status::cancelled;
    return out;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_IO_VALUED_MATRIX_HPP
#define COLEARN_IO_VALUED_MATRIX_HPP

/// @file
/// For a policy reader: reads a network survey: a square sheet where row i, column j holds how often i turns to j.
/// For an engineer: a header-less n x n matrix of ratings, whose entries at or above a threshold become ties; the
/// threshold and the mapping from rating to trust stay on record.

#include <cstddef>
#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/graph/layer.hpp>
#include <colearn/graph/learning_system.hpp>
#include <colearn/io/byte_source.hpp>
#include <colearn/io/csv.hpp>
#include <colearn/io/fault_log.hpp>
#include <colearn/io/number_text.hpp>
#include <colearn/io/read_result.hpp>
#include <colearn/io/trust_rule.hpp>

namespace colearn {

/// A square matrix of ratings, some of which may not be known.
struct valued_matrix {
    std::size_t size = 0;                        ///< rows, and columns
    std::vector<std::optional<double>> values{}; ///< row by row; unset: the cell is empty

    [[nodiscard]] const std::optional<double>& at(std::size_t row, std::size_t column) const {
        expects(row < size && column < size, "the row and the column must be within the matrix");
        return values[row * size + column];
    }
};

/// What a matrix must be.
struct matrix_shape {
    std::size_t size = 0;                ///< rows and columns that it must have; 0: as many as there are
    std::optional<rating_scale> scale{}; ///< what its values must lie on; unset: any finite number
    std::size_t cell_limit = 1U << 26U;  ///< most cells that are held (16 bytes each); a larger matrix is refused
};

/// Reads a matrix without headings. Empty cells are not known. Faults: ragged rows, a matrix that is not square or not
/// of the expected size, text, values off the scale. With any fault of shape the result is empty. Complexity: O(n^2)
/// time and space.
[[nodiscard]] inline valued_matrix read_matrix(byte_source from, fault_log& log, const matrix_shape& shape = {},
                                               const csv_options& options = {}) {
    csv_reader reader(std::move(from), log, options);
    valued_matrix out;
    std::size_t width = 0;
    std::size_t rows = 0;
    bool good = true;
    while (reader.next()) {
        const auto fields = reader.fields();
        if (++rows == 1) {
            width = fields.size();
            if (width > shape.cell_limit / width) {
                reader.report("has " + std::to_string(width) + " values: a matrix of that size has more than the " +
                              std::to_string(shape.cell_limit) + " cells that are held");
                return {};
            }
            out.values.reserve(width * width);
        }
        if (fields.size() != width) {
            reader.report("has " + std::to_string(fields.size()) + " values where the first row has " +
                          std::to_string(width) + ": the matrix is ragged");
            good = false;
            continue;
        }
        if (rows > width) continue; // counted, to say how many there are
        for (const auto& field : fields) {
            auto& value = out.values.emplace_back();
            if (field.text.empty()) continue;
            auto read = read_number(field.text);
            if (!read.good())
                reader.report(field, std::move(read.problem) + " (row " + std::to_string(rows) + " of the matrix)");
            else if (shape.scale && !(read.value >= shape.scale->low && read.value <= shape.scale->high))
                reader.report(field, "is not on the rating scale from " + detail::number_text(shape.scale->low) +
                                         " to " + detail::number_text(shape.scale->high) + " (row " +
                                         std::to_string(rows) + " of the matrix)");
            else
                value = read.value;
        }
    }
    const auto& name = reader.name();
    if (!reader.complete()) return {};
    if (rows == 0) {
        log.add(name, 0, 0, "", "holds no matrix");
        good = false;
    } else if (rows != width) {
        log.add(name, 0, 0, "",
                "is not square: it has " + std::to_string(rows) + " rows where each has " + std::to_string(width) +
                    " values");
        good = false;
    } else if (shape.size != 0 && width != shape.size) {
        log.add(name, 0, 0, "",
                "is " + std::to_string(width) + " x " + std::to_string(width) + " where the table of actors has " +
                    std::to_string(shape.size) + " rows");
        good = false;
    }
    if (!good) return {};
    out.size = width;
    return out;
}

/// How the entries of a matrix become ties.
struct matrix_ties {
    std::string label{};           ///< as notes name the matrix
    layer kind{};                  ///< the layer of its ties
    double at_least = 1;           ///< smallest rating that is a tie: the threshold
    rating_scale scale{};          ///< what the ratings mean; trust is the posterior mean, see `trust_of_rating`
    bool column_names_row = false; ///< the tie runs from the column's actor to the row's; default: from row to column
};

/// Adds a tie for each entry at or above the threshold, and notes the threshold, the mapping and what was passed over.
/// `actors` holds the actor of each row, in order; one with index `id<...>::none` stands for an actor who was left out,
/// whose entries are counted as left out. The diagonal is not used: a rating of oneself is no tie.
/// Complexity: O(n^2) time.
inline table_count add_matrix_ties(const valued_matrix& matrix, std::span<const tie_end> actors,
                                   const matrix_ties& plan, learning_system& into) {
    expects(actors.size() == matrix.size, "there must be one actor for each row of the matrix", actors.size());
    const auto threshold = detail::number_text(plan.at_least);
    table_count out{plan.label, "tie at >= " + threshold};
    const auto kind = into.net.add(plan.kind);
    std::size_t rated_themselves = 0;
    std::uint64_t empty = 0;
    for (std::size_t row = 0; row < matrix.size; ++row) {
        for (std::size_t column = 0; column < matrix.size; ++column) {
            const auto& value = matrix.at(row, column);
            if (row == column) {
                rated_themselves += value && *value > plan.scale.low ? 1U : 0U;
                continue;
            }
            ++out.rows;
            if (!value) {
                ++empty;
                ++out.passed;
                continue;
            }
            if (*value < plan.at_least) {
                ++out.passed;
                continue;
            }
            auto from = actors[row];
            auto to = actors[column];
            if (from.index == id<school>::none || to.index == id<school>::none) {
                ++out.left_out;
                continue;
            }
            if (plan.column_names_row) std::swap(from, to);
            into.net.connect(from, to, kind,
                             {trust_of_rating(*value, plan.scale), {}, experiences_of_rating(plan.scale)});
            ++out.taken;
        }
    }
    const auto high = detail::number_text(plan.scale.high);
    const auto low = detail::number_text(plan.scale.low);
    into.notes.push_back(plan.label + ": ties at >= " + threshold + " on a scale from " + low + " to " + high + ": " +
                         std::to_string(out.taken) + " of " + std::to_string(out.rows) + " ratings. Trust is (rating " +
                         (plan.scale.low == 0 ? "" : "- " + low + " ") + "+ 1) / " +
                         detail::number_text(plan.scale.high - plan.scale.low + 2) +
                         ", the posterior mean with the rating as evidence.");
    if (empty > 0) {
        out.unknown.emplace_back("rating", empty);
        into.notes.push_back(plan.label + ": " +
                             "ratings that are not known and make no tie: " + std::to_string(empty) + ".");
    }
    if (out.left_out > 0)
        into.notes.push_back(plan.label + ": " +
                             "ratings by or of actors who were left out: " + std::to_string(out.left_out) + ".");
    if (rated_themselves > 0)
        into.notes.push_back(plan.label + ": " + "ratings of oneself, on the diagonal, which is not used: " +
                             std::to_string(rated_themselves) + ".");
    return out;
}

} // namespace colearn

#endif

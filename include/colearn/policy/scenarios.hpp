// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_POLICY_SCENARIOS_HPP
#define COLEARN_POLICY_SCENARIOS_HPP

/// @file
/// For a policy reader: needs that change, are measured badly, are overstated or are not known; budgets that are cut;
/// disadvantage that grows; pupils who move. Each with numbers that you set, since the defaults are assumptions.
/// For an engineer: the catalogue of scenarios. Multipliers are log-normal with mean 1.

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include <colearn/allocation/allocation_problem.hpp>
#include <colearn/core/compensated_sum.hpp>
#include <colearn/core/contract.hpp>
#include <colearn/core/counted.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/reproducible_math.hpp>
#include <colearn/policy/scenario.hpp>

namespace colearn {

namespace detail {

/// What a stream is drawn for.
enum class draw_purpose : std::uint64_t {
    regional_shock = 1,
    own_shock,
    measurement,
    over_reporting,
    growth,
    missing,
    enrolment,
};

[[nodiscard]] constexpr std::uint64_t number(draw_purpose what) noexcept {
    return static_cast<std::uint64_t>(what);
}

/// Sigma of the log-normal law whose coefficient of variation is `variation`.
[[nodiscard]] inline double log_normal_sigma(double variation) noexcept {
    return std::sqrt(reproducible_log(1 + rounded(variation * variation)));
}

/// A log-normal number with mean 1; exactly 1 where `sigma` is 0. Takes one number of the stream either way.
[[nodiscard]] inline double mean_one(random_stream& stream, double sigma) noexcept {
    const double z = standard_normal(stream);
    return sigma == 0 ? 1 : reproducible_exp(rounded(sigma * z) - rounded(sigma * sigma) / 2);
}

inline void multiply_need(allocation_recipient& one, double by) noexcept {
    for (auto& need : one.need) need.amount = (std::min)(need.amount * by, 1e12); // the most that a need may be
}

[[nodiscard]] inline std::string share_in_percent(double share) {
    return number_text(std::round(share * 1000) / 10) + "%";
}

/// The number of each recipient's region, in the order of their names: the same whatever the order of recipients.
[[nodiscard]] inline std::vector<std::size_t> region_numbers(const allocation_problem& problem) {
    std::map<std::string, std::size_t> number_of;
    for (const auto& one : problem.recipients) number_of.emplace(one.region, 0);
    std::size_t next = 0;
    for (auto& [region, number] : number_of) number = next++;
    std::vector<std::size_t> out;
    for (const auto& one : problem.recipients) out.push_back(number_of[one.region]);
    return out;
}

inline void expects_years(std::uint32_t years) {
    expects(years >= 1 && years <= 100, "a scenario must run over 1 to 100 years", years);
}

} // namespace detail

/// Nothing happens: what is seen is so.
[[nodiscard]] inline scenario baseline(std::uint32_t years = 1) {
    detail::expects_years(years);
    return {"baseline", "Nothing changes, and need is seen as it is.", years,
            [](scenario_case&, const scenario_year&) {}};
}

struct need_shock_options {
    double regional = .2;    ///< coefficient of variation of what a region's schools have in common, 0 to 10
    double own = .1;         ///< the same of what each school has of its own, 0 to 10
    bool seen = true;        ///< whether policies see it; false: amounts were set before
    std::uint32_t years = 1; ///< each year with shocks of its own
};

/// Needs rise and fall, by region and by school.
[[nodiscard]] inline scenario need_shock(const need_shock_options& options = {}) {
    expects(options.regional >= 0 && options.regional <= 10, "the regional variation must be from 0 to 10",
            options.regional);
    expects(options.own >= 0 && options.own <= 10, "the own variation must be from 0 to 10", options.own);
    detail::expects_years(options.years);
    return {options.seen ? "need shock" : "unseen need shock",
            "Needs change by region (variation " + detail::share_in_percent(options.regional) + ") and by school (" +
                detail::share_in_percent(options.own) + ")" + (options.seen ? "." : ", after the amounts were set."),
            options.years, [options](scenario_case& both, const scenario_year& when) {
                using enum detail::draw_purpose;
                const double regional = detail::log_normal_sigma(options.regional);
                const double own = detail::log_normal_sigma(options.own);
                const auto region = detail::region_numbers(both.real);
                for (std::size_t i = 0; i < region.size(); ++i) {
                    auto common = when.stream(detail::number(regional_shock), region[i]);
                    auto alone = when.stream(detail::number(own_shock), i);
                    const double by = detail::mean_one(common, regional) * detail::mean_one(alone, own);
                    detail::multiply_need(both.real.recipients.values()[i], by);
                    if (options.seen) detail::multiply_need(both.seen.recipients.values()[i], by);
                }
            }};
}

struct measured_need_options {
    double factor = 1;       ///< times each need's `uncertainty`, 0 to 10
    double if_unstated = .2; ///< uncertainty of a need that states 0, as a share of it, 0 to 10
    std::uint32_t years = 1; ///< each year measured anew
};

/// Need is measured with error: each need by itself, as far out as its uncertainty says.
[[nodiscard]] inline scenario mismeasured_need(const measured_need_options& options = {}) {
    expects(options.factor >= 0 && options.factor <= 10, "the factor must be from 0 to 10", options.factor);
    expects(options.if_unstated >= 0 && options.if_unstated <= 10, "the uncertainty must be from 0 to 10",
            options.if_unstated);
    detail::expects_years(options.years);
    return {"mis-measured need",
            "Need is measured with an error of " + detail::number_text(options.factor) + " times its uncertainty (" +
                detail::share_in_percent(options.if_unstated) + " where none is stated).",
            options.years, [options](scenario_case& both, const scenario_year& when) {
                auto recipients = both.seen.recipients.values();
                for (std::size_t i = 0; i < recipients.size(); ++i) {
                    auto stream = when.stream(detail::number(detail::draw_purpose::measurement), i);
                    for (auto& need : recipients[i].need) {
                        const double stated = need.uncertainty > 0 ? need.uncertainty : options.if_unstated;
                        const double sigma = detail::log_normal_sigma(options.factor * stated);
                        need.amount = (std::min)(need.amount * detail::mean_one(stream, sigma), 1e12);
                    }
                }
            }};
}

struct over_reporting_options {
    double share = .2;   ///< chance that a school overstates its need, 0 to 1: the same schools every year
    double factor = 1.5; ///< what these state, as a multiple of their need, 1 to 1000
    std::uint32_t years = 1;
};

/// Some schools state more need than they have.
[[nodiscard]] inline scenario over_reporting(const over_reporting_options& options = {}) {
    expects(options.share >= 0 && options.share <= 1, "the share must be from 0 to 1", options.share);
    expects(options.factor >= 1 && options.factor <= 1000, "the factor must be from 1 to 1000", options.factor);
    detail::expects_years(options.years);
    return {"over-reporting",
            "Schools state more than their need, each with a chance of " + detail::share_in_percent(options.share) +
                ": " + detail::number_text(options.factor) + " times as much.",
            options.years, [options](scenario_case& both, const scenario_year& when) {
                auto recipients = both.seen.recipients.values();
                for (std::size_t i = 0; i < recipients.size(); ++i) {
                    auto stream = when.lasting_stream(detail::number(detail::draw_purpose::over_reporting), i);
                    if (uniform(stream) < options.share) detail::multiply_need(recipients[i], options.factor);
                }
            }};
}

struct budget_cut_options {
    double cut = .1;         ///< share of every provider's capacity that goes each year, 0 to 1
    std::uint32_t years = 1; ///< the first cut is in the first year
};

/// There is less to give: each provider's capacity times 1 - cut, rounded down, again each year.
[[nodiscard]] inline scenario budget_cut(const budget_cut_options& options = {}) {
    expects(options.cut >= 0 && options.cut <= 1, "the cut must be a share from 0 to 1", options.cut);
    detail::expects_years(options.years);
    return {"budget cut",
            "There is " + detail::share_in_percent(options.cut) + " less to give" +
                (options.years > 1 ? " each year." : "."),
            options.years, [options](scenario_case& both, const scenario_year& when) {
                double left = 1;
                for (std::uint32_t year = 0; year < when.year; ++year) left *= 1 - options.cut;
                for (auto* world : {&both.seen, &both.real})
                    for (auto& one : world->providers.values())
                        one.capacity = static_cast<std::int64_t>(std::floor(left * static_cast<double>(one.capacity)));
            }};
}

struct growing_disadvantage_options {
    double yearly = .02;     ///< mean yearly rise of a school's share of disadvantaged pupils, 0 to 1
    double loading = 1;      ///< further need of a disadvantaged pupil, as in `need_formula`, 0 to 1000
    std::uint32_t years = 5; ///< the first is the problem's own: growth starts with the second
};

/// The share of disadvantaged pupils grows, at each school by between none and twice the mean, and need with it.
/// Schools whose share is not known stay as they are; a note counts them.
[[nodiscard]] inline scenario growing_disadvantage(const growing_disadvantage_options& options = {}) {
    expects(options.yearly >= 0 && options.yearly <= 1, "the yearly rise must be from 0 to 1", options.yearly);
    expects(options.loading >= 0 && options.loading <= 1000, "the loading must be from 0 to 1000", options.loading);
    detail::expects_years(options.years);
    return {"growing disadvantage",
            "The share of disadvantaged pupils grows by " + detail::share_in_percent(options.yearly) +
                " of all pupils a year, unevenly.",
            options.years, [options](scenario_case& both, const scenario_year& when) {
                std::size_t unknown = 0;
                auto real = both.real.recipients.values();
                for (std::size_t i = 0; i < real.size(); ++i) {
                    if (!real[i].disadvantaged) {
                        ++unknown;
                        continue;
                    }
                    auto stream = when.lasting_stream(detail::number(detail::draw_purpose::growth), i);
                    const double rise = 2 * options.yearly * uniform(stream) * (when.year - 1);
                    const double before = *real[i].disadvantaged;
                    const double after = (std::min)(1.0, before + detail::rounded(rise));
                    const double by = (1 + detail::rounded(options.loading * after)) /
                                      (1 + detail::rounded(options.loading * before));
                    for (auto* one : {&real[i], &both.seen.recipients.values()[i]}) {
                        one->disadvantaged = after;
                        detail::multiply_need(*one, by);
                    }
                }
                if (unknown > 0)
                    both.notes.push_back("Disadvantage stays as it is at " + detail::counted(unknown, "school") +
                                         " whose share is not known.");
            }};
}

struct missing_need_options {
    double share = .2;            ///< chance that a school's need is not known, 0 to 1
    std::size_t fewest_known = 3; ///< schools of a region with known need, for a regional mean; at least 1
    std::uint32_t years = 1;      ///< each year other schools
};

/// The need of some schools is not known. The department puts in the need for each pupil of the other schools of the
/// region, where enough are known, or of all known ones; where none is known, one unit for each pupil and topic.
[[nodiscard]] inline scenario missing_need(const missing_need_options& options = {}) {
    expects(options.share >= 0 && options.share <= 1, "the share must be from 0 to 1", options.share);
    expects(options.fewest_known >= 1, "a mean needs at least one known school", options.fewest_known);
    detail::expects_years(options.years);
    return {"missing need",
            "The need of " + detail::share_in_percent(options.share) +
                " of schools is not known; the mean for each pupil of their region stands in.",
            options.years, [options](scenario_case& both, const scenario_year& when) {
                auto seen = both.seen.recipients.values();
                const auto region = detail::region_numbers(both.seen);
                std::size_t topics = 0;
                std::size_t regions = 0;
                for (std::size_t i = 0; i < seen.size(); ++i) {
                    topics = (std::max)(topics, seen[i].need.size());
                    regions = (std::max)(regions, region[i] + 1);
                }
                struct known_need {
                    std::size_t schools = 0;
                    compensated_sum pupils{};
                    std::vector<compensated_sum> amount{};
                };
                std::vector<known_need> of(regions + 1); // the last: of all
                for (auto& one : of) one.amount.resize(topics);
                std::vector<std::size_t> unknown;
                for (std::size_t i = 0; i < seen.size(); ++i) {
                    auto stream = when.stream(detail::number(detail::draw_purpose::missing), i);
                    if (uniform(stream) < options.share) {
                        unknown.push_back(i);
                        continue;
                    }
                    for (auto* sum : {&of[region[i]], &of.back()}) {
                        ++sum->schools;
                        sum->pupils += seen[i].pupils;
                        for (std::size_t t = 0; t < seen[i].need.size(); ++t) sum->amount[t] += seen[i].need[t].amount;
                    }
                }
                std::size_t guessed = 0;
                for (const auto i : unknown) {
                    const auto& own = of[region[i]];
                    const auto& from = own.schools >= options.fewest_known && own.pupils.value() > 0 ? own : of.back();
                    const bool any = from.pupils.value() > 0;
                    if (!any) ++guessed;
                    for (std::size_t t = 0; t < seen[i].need.size(); ++t) {
                        const double mean = any ? from.amount[t].value() / from.pupils.value() : 1;
                        seen[i].need[t].amount = (std::min)(mean * seen[i].pupils, 1e12);
                    }
                }
                if (guessed > 0)
                    both.notes.push_back("No school's need is known: one unit for each pupil and topic stands in at " +
                                         detail::counted(guessed, "school") + ".");
            }};
}

struct enrolment_shift_options {
    double variation = .1;   ///< coefficient of variation of what a school's roll is multiplied by, 0 to 10
    bool seen = false;       ///< whether policies see the new rolls and needs; false: they go by the old ones
    std::uint32_t years = 1; ///< rolls drift further each year
};

/// Pupils move between schools: rolls change, their sum does not, and need moves with them.
[[nodiscard]] inline scenario enrolment_shift(const enrolment_shift_options& options = {}) {
    expects(options.variation >= 0 && options.variation <= 10, "the variation must be from 0 to 10", options.variation);
    detail::expects_years(options.years);
    return {options.seen ? "enrolment shift" : "unseen enrolment shift",
            "Rolls change by " + detail::share_in_percent(options.variation) +
                " (variation) a year and sum to the same" + (options.seen ? "." : "; policies go by the old rolls."),
            options.years, [options](scenario_case& both, const scenario_year& when) {
                const double sigma = detail::log_normal_sigma(options.variation);
                auto real = both.real.recipients.values();
                std::vector<double> by(real.size(), 1);
                compensated_sum before;
                compensated_sum after;
                for (std::size_t i = 0; i < real.size(); ++i) {
                    for (std::uint32_t year = 1; year <= when.year; ++year) {
                        auto then = when;
                        then.year = year;
                        auto stream = then.stream(detail::number(detail::draw_purpose::enrolment), i);
                        by[i] *= detail::mean_one(stream, sigma);
                    }
                    before += real[i].pupils;
                    after += detail::rounded(real[i].pupils * by[i]);
                }
                if (!(after.value() > 0)) return; // no pupils, so none can move
                const double scale = before.value() / after.value();
                for (std::size_t i = 0; i < real.size(); ++i) {
                    const double all = by[i] * scale;
                    for (auto* one : {&real[i], &both.seen.recipients.values()[i]}) {
                        if (one != &real[i] && !options.seen) continue;
                        one->pupils = (std::min)(one->pupils * all, 1e9);
                        detail::multiply_need(*one, all);
                    }
                }
            }};
}

/// The ten scenarios of the library's benchmark of policies, with their default parameters but where said: baseline,
/// need shock (seen and not), mis-measured need (once and twice the uncertainty), over-reporting, budget cut, growing
/// disadvantage (over `years`), missing need, unseen enrolment shift.
[[nodiscard]] inline std::vector<scenario> standard_scenarios(std::uint32_t years = 5) {
    std::vector<scenario> out = {baseline(),
                                 need_shock(),
                                 need_shock({.seen = false}),
                                 mismeasured_need(),
                                 mismeasured_need({.factor = 2, .if_unstated = .2}),
                                 over_reporting(),
                                 budget_cut(),
                                 growing_disadvantage({.years = years}),
                                 missing_need(),
                                 enrolment_shift()};
    out[4].name = "badly mis-measured need";
    return out;
}

} // namespace colearn

#endif

// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_SOLVE_HOSPITAL_RESIDENTS_HPP
#define COLEARN_SOLVE_HOSPITAL_RESIDENTS_HPP

/// @file
/// For a policy reader: places people at organisations that have several places each, so that nobody can say "they
/// would have liked me better than one whom they took, and I them": as in medical residencies and school admissions.
/// For an engineer: hospital-residents (college admissions) with quotas, incomplete lists and ties, by deferred
/// acceptance from either side; linear time; the cutoffs are the certificate. Lower quotas are not handled: with them a
/// stable matching need not exist.

#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/random.hpp>
#include <colearn/core/status.hpp>
#include <colearn/core/verification.hpp>
#include <colearn/solve/preference_lists.hpp>
#include <colearn/solve/tie_breaking.hpp>

namespace colearn {

/// Two may come together only when each is on the other's list. The names are the field's: residents go to hospitals.
template <class Resident, class Hospital>
struct hospital_residents_problem {
    preference_lists<Resident, Hospital> residents{};
    preference_lists<Hospital, Resident> hospitals{};
    id_map<Hospital, std::uint32_t> quota{}; ///< places of each hospital; 0 is allowed
};

/// For whom the best stable matching is sought; it is the worst one for the other side.
enum class matching_side : std::uint8_t { residents, hospitals };

struct hospital_residents_options {
    matching_side best_for = matching_side::residents;
    tie_break ties = tie_break::by_id; ///< how equally good ones are put in order first
    std::uint64_t seed = 0;            ///< of the lottery
};

/// Why nobody would leave: each resident is at the first hospital of its list that would have it.
template <class Hospital>
struct hospital_residents_certificate {
    /// How many of the first on a hospital's list (ties broken) it would take: up to the last one that it took when it
    /// is full, all when it is not.
    id_map<Hospital, std::uint32_t> cutoff{};
};

template <class Resident, class Hospital>
struct hospital_residents_result {
    id_map<Resident, id<Hospital>> hospital_of{};               ///< an invalid id has no place
    id_map<Hospital, std::vector<id<Resident>>> residents_of{}; ///< best first
    std::size_t assigned_count = 0;                             ///< residents with a place
    hospital_residents_certificate<Hospital> certificate{};
    status outcome = status::optimal;
};

namespace detail {

template <class Resident, class Hospital>
void check_hospitals(const hospital_residents_problem<Resident, Hospital>& problem, const char* function) {
    expects(problem.quota.size() == problem.hospitals.size(), {"there must be a quota for each hospital", function},
            problem.quota.size());
    check_lists(problem.residents, problem.hospitals.size(), function);
    check_lists(problem.hospitals, problem.residents.size(), function);
}

/// The lists without ties, and for each entry the chooser's place on the other one's list.
template <class Resident, class Hospital>
struct strict_hospitals {
    preference_lists<Resident, Hospital> residents;
    preference_lists<Hospital, Resident> hospitals;
    std::vector<std::uint32_t> resident_places; // by entry of a resident's list: its place on the hospital's
    std::vector<std::uint32_t> hospital_places; // by entry of a hospital's list: its place on the resident's

    strict_hospitals(const hospital_residents_problem<Resident, Hospital>& problem,
                     const hospital_residents_options& options)
        : residents(break_ties(problem.residents, options.ties, random_stream(options.seed, 1)())),
          hospitals(break_ties(problem.hospitals, options.ties, options.seed)),
          resident_places(places_back(residents, hospitals)), hospital_places(places_back(hospitals, residents)) {}
};

// Residents apply down their lists; a full hospital turns its worst one away. Returns each resident's place on its own
// list of where it ends up, or `none`.
template <class Resident, class Hospital>
[[nodiscard]] std::vector<std::uint32_t> residents_apply(const strict_hospitals<Resident, Hospital>& in,
                                                         const id_map<Hospital, std::uint32_t>& quota) {
    constexpr auto none = id<Resident>::none;
    const auto offsets = in.residents.offsets();
    const auto choices = in.residents.choices();
    const auto hospital_offsets = in.hospitals.offsets();
    const auto hospital_choices = in.hospitals.choices();
    std::vector<std::uint32_t> at(in.residents.size(), 0);      // where each will apply next, or is held
    std::vector<std::uint8_t> held(hospital_choices.size(), 0); // by entry of a hospital's list
    std::vector<std::uint32_t> taken(in.hospitals.size(), 0);   // how many each holds
    std::vector<std::uint32_t> worst(in.hospitals.size());      // above the place of the worst one held
    for (std::size_t h = 0; h < worst.size(); ++h)
        worst[h] = static_cast<std::uint32_t>(hospital_offsets[h + 1] - hospital_offsets[h]);

    for (std::uint32_t first = 0; first < at.size(); ++first) {
        auto who = first;
        while (who != none) {
            const auto entry = offsets[who] + at[who];
            if (entry == offsets[who + std::size_t{1}]) { // nobody is left to ask
                at[who] = none;
                break;
            }
            const auto h = choices[entry].index;
            const auto place = in.resident_places[entry];
            const auto room = quota.values()[h];
            if (place == none || place >= worst[h] || room == 0) {
                ++at[who];
                continue;
            }
            held[hospital_offsets[h] + place] = 1;
            if (taken[h] < room) {
                ++taken[h];
                break;
            }
            // One too many: `worst` only ever moves up the list, so this is linear in all.
            do --worst[h];
            while (held[hospital_offsets[h] + worst[h]] == 0);
            held[hospital_offsets[h] + worst[h]] = 0;
            who = hospital_choices[hospital_offsets[h] + worst[h]].index;
            ++at[who];
        }
    }
    return at;
}

// Hospitals offer their places down their lists; a resident keeps the best offer.
template <class Resident, class Hospital>
[[nodiscard]] std::vector<std::uint32_t> hospitals_offer(const strict_hospitals<Resident, Hospital>& in,
                                                         const id_map<Hospital, std::uint32_t>& quota) {
    constexpr auto none = id<Resident>::none;
    const auto offsets = in.residents.offsets();
    const auto hospital_offsets = in.hospitals.offsets();
    const auto hospital_choices = in.hospitals.choices();
    std::vector<std::uint32_t> at(in.residents.size(), none);
    std::vector<std::size_t> next(hospital_offsets.begin(), hospital_offsets.end() - 1);
    std::vector<std::uint32_t> room(quota.values().begin(), quota.values().end());
    for (std::uint32_t first = 0; first < room.size(); ++first) {
        std::vector<std::uint32_t> waiting{first}; // with places to offer
        while (!waiting.empty()) {
            const auto h = waiting.back();
            if (room[h] == 0 || next[h] == hospital_offsets[h + std::size_t{1}]) {
                waiting.pop_back();
                continue;
            }
            const auto entry = next[h]++;
            const auto who = hospital_choices[entry].index;
            const auto place = in.hospital_places[entry];
            if (place == none || place >= at[who]) continue;
            --room[h];
            if (at[who] != none) {
                const auto left = in.residents.choices()[offsets[who] + at[who]].index;
                if (room[left]++ == 0 && left != h) waiting.push_back(left);
            }
            at[who] = place;
        }
    }
    return at;
}

// Whether following `next` (`none` ends) runs in a circle; returns one on it, or `none`.
[[nodiscard]] inline std::uint32_t on_circle(const std::vector<std::uint32_t>& next) {
    constexpr std::uint32_t none = 0xFFFFFFFFU;
    std::vector<std::uint32_t> seen(next.size(), none); // from which start
    for (std::uint32_t start = 0; start < next.size(); ++start)
        for (auto v = start; v != none && (seen[v] == none || seen[v] == start); v = next[v]) {
            if (seen[v] == start) return v;
            seen[v] = start;
        }
    return none;
}

} // namespace detail

/// A stable matching: no resident and hospital that are not together would both gain by coming together, the
/// hospital by a free place or in exchange for one whom it took.
///
/// Of all stable matchings the best for every resident, or the best for every hospital, at once. In all of them the
/// same residents have a place, and a hospital that is not full has the same residents ("rural hospitals").
///
/// Source: Gale and Shapley, "College admissions and the stability of marriage", American Mathematical Monthly 69
/// (1962); Gusfield and Irving, *The Stable Marriage Problem* (1989), 1.6; Roth, Econometrica 54 (1986), for the
/// rural hospitals.
/// Complexity: O(m) time and space for lists of m entries in all, and a sort where there are ties.
/// Preconditions: lists name ids of the other side, nobody twice; a quota for each hospital.
/// Result: `optimal` without ties. With ties `guaranteed`: weakly stable (no two would both strictly gain), best
/// for the side among the stable matchings of the order that the ties were put in, and it gives at least half as
/// many residents a place as any weakly stable matching (finding the most is NP-hard: Manlove et al., Theoretical
/// Computer Science 276, 2002).
/// Throws: `contract_violation`.
/// Determinism: one answer for one instance, tie rule and seed. Telling the truth is a resident's best strategy
/// when the matching is the best one for residents (Roth 1982).
/// Example: `hospital_residents(problem, {.best_for = matching_side::hospitals}).hospital_of[who]`
template <class Resident, class Hospital>
[[nodiscard]] hospital_residents_result<Resident, Hospital>
hospital_residents(const hospital_residents_problem<Resident, Hospital>& problem,
                   const hospital_residents_options& options = {}) {
    detail::check_hospitals(problem, "hospital_residents");
    const detail::strict_hospitals<Resident, Hospital> in(problem, options);
    const auto at = options.best_for == matching_side::residents ? detail::residents_apply(in, problem.quota)
                                                                 : detail::hospitals_offer(in, problem.quota);
    hospital_residents_result<Resident, Hospital> out;
    out.hospital_of = id_map<Resident, id<Hospital>>(in.residents.size());
    out.residents_of = id_map<Hospital, std::vector<id<Resident>>>(in.hospitals.size());
    out.certificate.cutoff = id_map<Hospital, std::uint32_t>(in.hospitals.size());
    for (std::size_t r = 0; r < at.size(); ++r) {
        if (at[r] == id<Resident>::none) continue;
        out.hospital_of.values()[r] = in.residents.choices()[in.residents.offsets()[r] + at[r]];
        ++out.assigned_count;
    }
    for (const auto h : id_range<Hospital>{in.hospitals.size()}) {
        const auto row = in.hospitals.of(h);
        auto& took = out.residents_of[h];
        auto& cutoff = out.certificate.cutoff[h];
        for (std::uint32_t i = 0; i < row.size(); ++i) {
            if (out.hospital_of[row[i]] != h) continue;
            took.push_back(row[i]);
            cutoff = i + 1;
        }
        if (took.size() < problem.quota[h]) cutoff = static_cast<std::uint32_t>(row.size());
    }
    if (problem.residents.has_ties() || problem.hospitals.has_ties()) out.outcome = status::guaranteed;
    return out;
}

/// Checks a matching against the problem, without solving it, in O(m) (and the order of the ties).
/// First violated of: sizes; everyone is at a hospital where both have each other on the list; what hospitals say
/// agrees; quotas; the cutoffs are those of whom they took; no pair would leave for each other (the first one is
/// named); the matching is the best for the side that was asked for: it is when no chain of exchanges in that side's
/// favour closes (a rotation; Gusfield and Irving, chapter 2); the status.
template <class Resident, class Hospital>
[[nodiscard]] verification verify(const hospital_residents_problem<Resident, Hospital>& problem,
                                  const hospital_residents_result<Resident, Hospital>& result,
                                  const hospital_residents_options& options = {}) {
    detail::check_hospitals(problem, "verify");
    constexpr auto none = id<Resident>::none;
    const auto reject = [](std::string what) { return verification::reject(std::move(what)); };
    const auto words = [](std::size_t r, std::size_t h) {
        return "resident " + std::to_string(r) + " and hospital " + std::to_string(h);
    };
    const detail::strict_hospitals<Resident, Hospital> in(problem, options);
    const auto residents = in.residents.size();
    const auto hospitals = in.hospitals.size();
    const auto hospital_of = result.hospital_of.values();
    const auto residents_of = result.residents_of.values();
    const auto cutoff = result.certificate.cutoff.values();
    if (hospital_of.size() != residents || residents_of.size() != hospitals || cutoff.size() != hospitals)
        return reject("there must be a place for each resident, and a list and a cutoff for each hospital");

    // 1. Who is where.
    const auto offsets = in.residents.offsets();
    std::vector<std::uint32_t> at(residents, none); // the hospital's place on the resident's list
    std::size_t assigned = 0;
    for (std::size_t r = 0; r < residents; ++r) {
        if (!hospital_of[r].valid()) continue;
        for (auto i = offsets[r]; i < offsets[r + 1]; ++i)
            if (in.residents.choices()[i] == hospital_of[r] && in.resident_places[i] != none)
                at[r] = static_cast<std::uint32_t>(i - offsets[r]);
        if (at[r] == none) return reject(words(r, hospital_of[r].index) + " must have each other on their lists");
        ++assigned;
    }
    if (assigned != result.assigned_count)
        return reject(std::to_string(assigned) + " have a place, not " + std::to_string(result.assigned_count));
    std::vector<std::uint32_t> worst(hospitals, none);
    for (const auto h : id_range<Hospital>{hospitals}) {
        std::vector<id<Resident>> took;
        const auto row = in.hospitals.of(h);
        for (std::size_t i = 0; i < row.size(); ++i) {
            if (hospital_of[row[i].index] != h) continue;
            took.push_back(row[i]);
            worst[h.index] = static_cast<std::uint32_t>(i);
        }
        const auto name = "hospital " + std::to_string(h.index);
        if (took != residents_of[h.index]) return reject(name + " must name those who are there, best first");
        const auto quota = problem.quota[h];
        if (took.size() > quota)
            return reject(name + " has " + std::to_string(took.size()) + " residents and a quota of " +
                          std::to_string(quota));
        const auto right = took.size() < quota ? row.size() : quota == 0 ? 0 : worst[h.index] + std::size_t{1};
        if (cutoff[h.index] != right)
            return reject("the cutoff of " + name + " is " + std::to_string(right) + ", not " +
                          std::to_string(cutoff[h.index]));
    }

    // 2. Nobody would leave.
    for (std::size_t r = 0; r < residents; ++r)
        for (auto i = offsets[r]; i < offsets[r + 1] && i - offsets[r] < at[r]; ++i) {
            const auto h = in.residents.choices()[i].index;
            if (in.resident_places[i] < cutoff[h]) return reject(words(r, h) + " would leave for each other");
        }

    // 3. No chain of exchanges in the side's favour. For residents: a hospital would let its last one go for the next
    // resident who would come; that one's hospital does the same, and so on. For hospitals the other way round.
    const bool for_residents = options.best_for == matching_side::residents;
    std::vector<std::uint32_t> next(for_residents ? hospitals : residents, none);
    if (for_residents) {
        for (std::size_t h = 0; h < hospitals; ++h) {
            if (worst[h] == none) continue;
            const auto first = in.hospitals.offsets()[h];
            for (auto i = first + worst[h] + 1; i < in.hospitals.offsets()[h + 1]; ++i) {
                const auto r = in.hospitals.choices()[i].index;
                if (in.hospital_places[i] == none || in.hospital_places[i] >= at[r]) continue;
                next[h] = hospital_of[r].index; // `none` for one without a place: it has none in any stable matching
                break;
            }
        }
    } else {
        for (std::size_t r = 0; r < residents; ++r) {
            if (at[r] == none) continue;
            for (auto i = offsets[r] + at[r] + 1; i < offsets[r + 1]; ++i) {
                const auto h = in.residents.choices()[i].index;
                if (in.resident_places[i] >= cutoff[h]) continue;
                if (residents_of[h].size() == problem.quota.values()[h]) next[r] = residents_of[h].back().index;
                break; // one that is not full keeps its residents in every stable matching
            }
        }
    }
    if (const auto one = detail::on_circle(next); one != none)
        return reject(std::string("an exchange around ") + (for_residents ? "hospital " : "resident ") +
                      std::to_string(one) + " would serve the " + (for_residents ? "residents" : "hospitals") +
                      " better");

    const bool ties = problem.residents.has_ties() || problem.hospitals.has_ties();
    if (result.outcome != (ties ? status::guaranteed : status::optimal))
        return reject(ties ? "with ties the status must be guaranteed" : "the status must be optimal");
    return verification::accept();
}

} // namespace colearn

#endif

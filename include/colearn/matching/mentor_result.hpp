// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MATCHING_MENTOR_RESULT_HPP
#define COLEARN_MATCHING_MENTOR_RESULT_HPP

/// @file
/// For a policy reader: what may be asked of a mentoring plan, and what it says: who with whom and why, who else would
/// have come into question, who is left out and why, and whether those with the greatest need are served as well.
/// For an engineer: options and result types of `match_mentors`.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <colearn/core/id.hpp>
#include <colearn/core/id_map.hpp>
#include <colearn/core/progress.hpp>
#include <colearn/core/status.hpp>
#include <colearn/matching/complementarity.hpp>
#include <colearn/matching/pairing_rules.hpp>
#include <colearn/matching/profile_table.hpp>
#include <colearn/matching/travel.hpp>
#include <colearn/solve/assignment.hpp>
#include <colearn/solve/hospital_residents.hpp>

namespace colearn {

/// What makes a mentoring plan good.
enum class mentor_plan : std::uint8_t {
    stable_for_mentees, ///< no mentor and mentee would both rather have each other; of such plans the mentees' best
    stable_for_mentors, ///< the same, the mentors' best
    best_total,         ///< the largest sum of the mentees' scores; some may rather have each other
    most_served,        ///< as many mentees as can have a mentor, and then the largest sum
};

/// Who must not be paired, however well they fit. A rule that cannot be checked, because a value is not known, does not
/// bind.
template <class Kind>
struct mentor_rules {
    workplace schools = workplace::any;                 ///< whether mentor and mentee may work at the same school
    double max_distance_km = usual_max_distance_km;     ///< straight distance, >= 0
    bool line_managers = false;                         ///< whether one who reports to the other may be its mentee
    std::vector<std::pair<id<Kind>, id<Kind>>> apart{}; ///< never pair these, in either order
};

template <class Kind>
struct mentor_places {
    id<Kind> who{};
    std::uint32_t places = 1; ///< mentees that this one takes at most
};

template <class Kind>
struct mentor_options {
    std::vector<mentor_places<Kind>> mentors{}; ///< who offers to be a mentor, each once
    std::vector<id<Kind>> mentees{};            ///< who asks for one, each once; empty: all who are no mentor
    mentor_plan plan = mentor_plan::stable_for_mentees;
    double least_gain = 0.05; ///< a pair from which the mentee gains less is not made, 0 to 1
    mentor_rules<Kind> rules{};
    travel_options travel{}; ///< how fast nearness falls
    /// The caller's own scores of (mentee, mentor) in place of ours, finite; 0 or less: never pair them. How much the
    /// mentee would like the mentor, and how much the mentor the mentee; the second is for stable plans alone.
    std::function<double(id<Kind>, id<Kind>)> mentee_score{};
    std::function<double(id<Kind>, id<Kind>)> mentor_score{};
    std::vector<std::string> topics{};            ///< what needs and strengths are about; empty: "topic 1", ...
    std::vector<std::string> employment_layers{}; ///< ties of teachers to their schools; empty: "employment"
    std::vector<std::string> reporting_layers{};  ///< ties of line management; empty: "governance"
    std::size_t runners_up = 3;                   ///< how many other mentors to name for each mentee
    unsigned threads = 1;                         ///< 0: all cores. The caller's scores must then be safe to call
    progress_callback progress{};                 ///< from 0 to 1
    std::stop_token stop{};                       ///< ask it to stop
};

/// A mentee and a mentor whom no rule keeps apart and of whom the mentee gains enough.
template <class Kind>
struct mentor_candidate {
    id<Kind> mentee{};
    id<Kind> mentor{};
    double score = 0;        ///< how much the mentee would like it, above 0
    double mentor_score = 0; ///< how much the mentor would like it, above 0
};

/// Another mentor who came into question.
template <class Kind>
struct mentor_choice {
    id<Kind> mentor{};
    double score = 0;
    bool full = false; ///< whether all its places are taken
};

template <class Kind>
struct mentor_proposal {
    id<Kind> mentee{};
    id<Kind> mentor{};
    double score = 0;                              ///< how much the mentee would like it
    double mentor_score = 0;                       ///< how much the mentor would like it
    std::optional<double> gain{};                  ///< share of the mentee's need that is met, 0 to 1
    std::optional<double> km{};                    ///< straight distance
    std::vector<topic_gain> topics{};              ///< where the mentee gains, the largest part first
    std::size_t rank = 0;                          ///< the mentor's place among those who fit the mentee; 1 is the best
    std::size_t choices = 0;                       ///< mentors who fit, this one among them
    std::vector<mentor_choice<Kind>> runners_up{}; ///< the next best, best first
    /// While all other scores stay: down to this score of the mentee the pair stands (of a plan by sum: at least).
    double falls_at = 0;
    id<Kind> rival{};        ///< the mentor that the mentee would then have; invalid: none
    id<Kind> next_in_line{}; ///< stable plans: the mentee who would come next if this mentor had one more place
    std::string rationale{}; ///< the reasons in sentences
};

/// Why a mentee has no mentor.
enum class no_mentor_reason : std::uint8_t {
    profile_missing, ///< its needs and strengths are not known
    nobody_allowed,  ///< the rules leave no mentor
    nobody_fits,     ///< no mentor that is allowed would bring enough
    mentors_full,    ///< those who fit gave their places to others
};

[[nodiscard]] constexpr std::string_view to_string(no_mentor_reason why) noexcept {
    switch (why) {
    case no_mentor_reason::profile_missing:
        return "needs and strengths not known";
    case no_mentor_reason::nobody_allowed:
        return "no mentor within the rules";
    case no_mentor_reason::nobody_fits:
        return "no mentor brings enough";
    case no_mentor_reason::mentors_full:
        return "mentors full";
    }
    return "unknown";
}

template <class Kind>
struct mentee_left_out {
    id<Kind> who{};
    no_mentor_reason why = no_mentor_reason::nobody_allowed;
    std::string words{}; ///< the reason in a sentence
};

/// How a group of mentees is served.
struct mentor_service {
    std::size_t mentees = 0;
    std::size_t matched = 0;
    std::optional<double> mean_gain{}; ///< over those matched whose gain is known; empty without one

    friend bool operator==(const mentor_service&, const mentor_service&) = default;
};

/// Whether the mentees with the greatest need (its sum over the topics) are served as well as the others.
struct mentor_fairness {
    mentor_service neediest{}; ///< the quarter with the greatest need, rounded up
    mentor_service others{};
    std::size_t unknown = 0; ///< mentees whose need is not known, in neither group
    std::string words{};     ///< the comparison in a sentence
};

struct mentor_seat; // a place of a mentor, as the right side of the assignment

/// What a checker needs: all candidates, and the answer of the solver that the plan asks for.
template <class Kind>
struct mentor_certificate {
    std::vector<mentor_candidate<Kind>> candidates{};        ///< by (mentee, mentor)
    hospital_residents_result<Kind, Kind> stable{};          ///< of a stable plan
    assignment_result<Kind, mentor_seat, double> assigned{}; ///< of the two others
};

template <class Kind>
struct mentor_result {
    std::vector<mentor_proposal<Kind>> proposals{};   ///< by mentee
    std::vector<mentee_left_out<Kind>> left_out{};    ///< by id
    id_map<Kind, id<Kind>> mentor_of{};               ///< an invalid id has none
    id_map<Kind, std::vector<id<Kind>>> mentees_of{}; ///< ascending
    std::size_t free_places = 0;                      ///< of all mentors together
    double total_score = 0;                           ///< sum of the proposals' scores
    std::size_t blocking_pairs = 0; ///< mentees and mentors who would rather have each other; 0 in a stable plan
    mentor_fairness fairness{};
    mentor_certificate<Kind> certificate{};
    std::vector<std::string> notes{}; ///< what a reader must know about the data and the method, a sentence each
    status outcome = status::optimal;
};

} // namespace colearn

#endif

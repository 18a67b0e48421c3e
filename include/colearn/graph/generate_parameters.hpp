// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_GENERATE_PARAMETERS_HPP
#define COLEARN_GRAPH_GENERATE_PARAMETERS_HPP

/// @file
/// For a policy reader: the numbers that a made-up district, state or nation is built from, each with where it is from.
/// For an engineer: `system_parameters`, a plain aggregate; its defaults are a district. Change what you like and pass
/// it to `generate_system`, which refuses a bad value by its name.
///
/// Sources, by the words that the fields below use:
/// - "ACARA 2022": figures computed from the Australian school profile and school location tables of 2022 (9,709
///   schools; advantage is known of 9,551, enrolment of 9,638). The tables themselves are not in this library.
/// - "43 leaders": the leaders of one American school district, ties of strength 3 or more of 4, two years apart.
/// - "lawyers": advice among 71 lawyers of one firm (Lazega, *The Collegial Phenomenon*, 2001).
/// - "assumed": no figure at hand. Change it when you have one.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include <colearn/graph/roles.hpp>
#include <colearn/graph/tie.hpp>

namespace colearn {

/// The named sizes.
enum class system_size : std::uint8_t {
    district, ///< 50 schools, about 2,000 people
    state,    ///< 2,000 schools, about 200,000 actors and 2 million ties
    nation,   ///< 10,000 schools, about 4 million actors and 40 million ties
};

/// A distribution by its values at `quantile_shares`: that of the smallest, ..., of the median, ..., of the largest.
using quantile_table = std::array<double, 11>;
/// Shares of all schools that have at most the value in the same place of a `quantile_table`.
inline constexpr quantile_table quantile_shares{0, 0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99, 1};

/// What the schools of one level are like. Every default: ACARA 2022.
struct level_profile {
    std::array<double, 3> share{}; ///< of all schools, 0 to 1: government, catholic, independent
    quantile_table enrolment{};    ///< pupils, ascending
    double staff_at_100 = 10;      ///< full-time equivalent teachers where there are 100 pupils (regression on the log)
    double staff_exponent = 0.8;   ///< staff grows with this power of the pupils
    double staff_spread = 0.2;     ///< standard deviation of log staff about that
    double heads_per_staff = 1.1;  ///< teachers for each full-time equivalent
    double by_nearness = 0.5;      ///< rank correlation of enrolment with being near to other schools
};

/// How schools lie in the land.
struct place_parameters {
    place centre{-30, 85};          ///< degrees; open ocean, so that no map takes it for a real place
    double area_km2 = 600;          ///< land, km2; assumed
    double city_density = 0.6;      ///< schools a km2 at which a town is full; fitted to distances, ACARA 2022
    double country_evenness = 0.48; ///< how evenly schools spread: below 1, most land is empty; fitted likewise
    double city_evenness = 6;       ///< the same within towns; fitted likewise
    double pair_share = 0.2;        ///< share of last pairs that stand side by side; fitted likewise
    double pair_km = 0.4;           ///< mean distance of these, km; fitted likewise
};

/// Socio-educational advantage (1000 is average), and who is disadvantaged.
struct advantage_parameters {
    /// ACARA 2022: ICSEA, mean 1001.7, standard deviation 97.9, skewness -0.99.
    quantile_table quantiles{558, 656.5, 849, 895, 949, 1006, 1066, 1121, 1146, 1181, 1273};
    /// Share of variance that lies between places, 0 to 1. ACARA 2022: the correlation of a school with its nearest is
    /// 0.66 and falls by 0.04 with every doubling of the number of schools between, down to 0.37 at the 150th.
    double by_place = 0.56;
    /// How much of that lies between large areas rather than between streets, above 0; fitted to the same figures.
    double breadth = 2.4;
    double by_nearness = 0.4; ///< rank correlation with being near to other schools; ACARA 2022: 0.40
    /// Shift of government, catholic and independent schools, standard deviations. ACARA 2022: means 982, 1043, 1052.
    std::array<double, 3> by_sector{-0.2, 0.42, 0.51};
    /// Pupils in the lowest quarter of advantage, share, at 600, 650, ..., 1200. ACARA 2022: means within 15 points.
    std::array<double, 13> disadvantaged{0.94, 0.90, 0.83,  0.76,  0.75,   0.695, 0.61,
                                         0.48, 0.31, 0.159, 0.066, 0.0235, 0.009};
    /// How closely the schools follow it: the share is a beta number of this concentration. ACARA 2022: 74 at 1000.
    double concentration = 70;
};

/// Levels and sizes of schools.
struct school_parameters {
    level_profile primary{
        {0.4928, 0.1272, 0.0206}, {1, 7, 16, 29, 102, 257, 432, 617, 746, 1031, 2079}, 8.63, 0.782, 0.215, 1.11, 0.55};
    level_profile secondary{{0.1134, 0.0312, 0.0105},
                            {9, 51, 136, 238, 499, 794, 1082, 1438, 1701, 2196, 3576},
                            12.52,
                            0.800,
                            0.158,
                            1.05,
                            0.25};
    level_profile combined{{0.0527, 0.0138, 0.0821},
                           {4, 12, 37, 61, 143, 444, 976, 1498, 1844, 3161, 5259},
                           11.35,
                           0.840,
                           0.248,
                           1.12,
                           0.6};
    level_profile special{
        {0.0388, 0.0034, 0.0134}, {5, 12, 20, 27, 45, 77, 127, 211, 304, 494, 1026}, 18.37, 0.758, 0.444, 1.11, 0};
    /// Large schools are better off. ACARA 2022: correlation of log enrolment with ICSEA 0.37, of which a part is
    /// nearness.
    double enrolment_by_advantage = 0.25;
};

/// People. Every default: assumed, but where it says otherwise.
struct people_parameters {
    double pupils_per_group = 75;     ///< a year level in the district; 25, a class, in the larger sizes
    double pupils_per_family = 1.23;  ///< pupils at one school; makes 4 million actors of a nation
    double family_share = 0.012;      ///< share of families that are actors: those who speak for others; 1: all
    double tenure_mean = 14;          ///< years in the profession
    double tenure_shape = 1.2;        ///< of the gamma distribution; near 1: many novices and a long tail
    double tenure_by_advantage = 0.1; ///< log of tenure gained with a standard deviation of advantage
};

/// Organisations for each 100 schools; at least one each. Every default: assumed.
struct organisation_parameters {
    double agencies = 20; ///< beside one education office in each region
    double employers = 60;
    double universities = 0.42; ///< a nation has 42
    double community_groups = 60;
};

/// Needs and strengths. Every default: assumed.
struct topic_parameters {
    std::vector<std::string> names{"literacy", "numeracy", "attendance", "wellbeing", "pathways"};
    double need_by_disadvantage = 0.7;  ///< correlation of need with disadvantage, 0 to 1
    double strength_against_need = 0.3; ///< how far need takes strength away, logits a standard deviation
    double specialities = 1.3;          ///< topics in which a school excels, on average: they differ between neighbours
    double speciality_lift = 1.8;       ///< logits
};

/// Who is tied to whom.
struct tie_parameters {
    double teacher_ties = 2;         ///< advice ties that a teacher names; 43 leaders: 1.7, later 8.4; lawyers: 12.6
    double other_school = 0.15;      ///< share of these with teachers of other schools; assumed
    double far_ties = 0.2;           ///< ties of a teacher with teachers anywhere, in the knowledge network; assumed
    double family_ties = 2;          ///< ties of a family with families of its school; assumed
    double own_class = 0.7;          ///< share of these within the student group; assumed
    double family_teachers = 1;      ///< teachers whom a family asks; assumed
    double council_families = 2;     ///< families on a school's council; assumed
    double school_partners = 2.5;    ///< partner schools of a school; assumed
    double agency_partners = 2;      ///< agencies of a school; grows with its disadvantage; assumed
    double community_partners = 2;   ///< community groups and employers of a school; assumed
    double university_schools = 0.3; ///< universities that work with a school; assumed
    double reciprocity = 0.4; ///< share of ties that are returned, 0 to 1; lawyers: 0.39; 43 leaders: 0.19, later 0.50
    double homophily = 2;     ///< how much likelier a tie with one's like is, at least 1; lawyers of one status: 2.02
    double popularity_spread = 0.6; ///< standard deviation of log popularity; lawyers: in-degrees deviate by 0.66
    double decay_km = 5;            ///< at this distance the chance of a tie is a quarter of that next door; assumed
    std::size_t candidate_schools = 24; ///< nearest schools among which partners are sought; assumed
};

/// Trust and time on a tie: 0 to 1, steps of 0.01.
struct trust_parameters {
    double colleagues = 0.72;  ///< mean between teachers of one school; 43 leaders: 0.76 if their scale is 1 to 6
    double other_school = 0.6; ///< between teachers of two schools; assumed
    double families = 0.65;    ///< between families, and of a family in a teacher; assumed
    double school = 0.68;      ///< of a teacher, a student group or a family in its school; assumed
    double partners = 0.58;    ///< between schools and their partners; assumed
    double offices = 0.5;      ///< where one governs the other; assumed
    double mutual_gain = 0.06; ///< added where the tie is returned; assumed
    double concentration = 9;  ///< of the beta distribution; 43 leaders: 8.6
    moment as_of{1732838400};  ///< the day on which the system is seen; 2024-11-29
    double memory_days = 60;   ///< mean days since a tie was last used; assumed
    double contacts = 12;      ///< median number of experiences behind a tie next door at mean tenure; assumed
    /// Standard deviation of the log of that number, so that some ties are thin and a few very thick; assumed.
    double contacts_spread = 1.1;
};

/// Everything that `generate_system` asks.
struct system_parameters {
    std::string name = "Generated district"; ///< of the learning system
    std::size_t schools = 50;
    std::size_t regions = 6; ///< administrative areas; ACARA 2022: 18 schools in each, here fewer, to have several
    place_parameters places{};
    advantage_parameters advantage{};
    school_parameters levels{};
    people_parameters people{};
    organisation_parameters organisations{};
    topic_parameters topics{};
    tie_parameters ties{};
    trust_parameters trust{};
};

/// The parameters of a named size.
[[nodiscard]] inline system_parameters parameters_of(system_size size) {
    system_parameters out;
    if (size == system_size::district) return out;
    out.people.pupils_per_group = 25;
    out.ties.teacher_ties = 12;
    out.ties.far_ties = 2;
    out.ties.family_ties = 6;
    out.ties.family_teachers = 2;
    out.ties.council_families = 6;
    if (size == system_size::state) {
        out.name = "Generated state";
        out.schools = 2000;
        out.regions = 80;              // ACARA 2022: Victoria has 2,296 schools in 80 local government areas
        out.places.area_km2 = 200'000; // Victoria has 227,000 km2
        out.people.family_share = 0.13;
        return out;
    }
    out.name = "Generated nation";
    out.schools = 10'000;
    out.regions = 552; // ACARA 2022: 536 local government areas of 9,709 schools
    out.places.area_km2 = 7'700'000;
    out.people.family_share = 1;
    return out;
}

/// The parameters of `generate_ties` for benchmarks, which have ten ties an actor at every size: about 10,000 actors
/// and 100,000 ties; 200,000 and 2 million; 4 million and 40 million.
[[nodiscard]] inline system_parameters benchmark_parameters_of(system_size size) {
    if (size != system_size::district) return parameters_of(size);
    auto out = parameters_of(system_size::state);
    out.name = "Generated benchmark";
    out.schools = 100;
    out.regions = 4;
    out.places.area_km2 = 10'000;
    return out;
}

} // namespace colearn

#endif

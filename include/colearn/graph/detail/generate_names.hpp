// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_GRAPH_DETAIL_GENERATE_NAMES_HPP
#define COLEARN_GRAPH_DETAIL_GENERATE_NAMES_HPP

/// @file
/// For a policy reader: invents names. No school of the Australian (2022) or New Zealand (2016) tables has a name that
/// begins with a word of `place_starts`; family names are made of two words that stand in no name book.
/// For an engineer: products of word lists in an order shuffled by the seed: 1,350 places, then the same with a
/// direction before them.

#include <array>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include <colearn/core/contract.hpp>
#include <colearn/core/distribution.hpp>
#include <colearn/core/random.hpp>
#include <colearn/graph/detail/generate_places.hpp>
#include <colearn/graph/roles.hpp>

namespace colearn::detail {

inline constexpr std::array<std::string_view, 45> place_starts{
    "Quandong",  "Saltbush", "Bottlebrush", "Paperbark", "Stringybark", "Bluegum",  "Redgum",   "Boxwood",  "Bloodwood",
    "Tamarisk",  "Juniper",  "Rosemary",    "Lavender",  "Thistle",     "Heather",  "Fernleaf", "Quince",   "Rowan",
    "Alder",     "Hornbeam", "Sorrel",      "Yarrow",    "Larkspur",    "Foxglove", "Marigold", "Primrose", "Bluebell",
    "Speedwell", "Sedge",    "Reed",        "Lichen",    "Heron",       "Egret",    "Ibis",     "Plover",   "Curlew",
    "Sandpiper", "Kestrel",  "Goshawk",     "Wren",      "Swallow",     "Lapwing",  "Granite",  "Basalt",   "Ochre"};
inline constexpr std::array<std::string_view, 30> place_ends{
    "Creek",  "Flat",   "Rise",    "Hollow", "Bend",  "Crossing", "Ridge", "Gully", "Springs", "Vale",
    "Meadow", "Point",  "Landing", "Reach",  "Grove", "Hill",     "Ford",  "Bank",  "Terrace", "Glade",
    "Pool",   "Corner", "Run",     "Field",  "Brook", "Slope",    "Knoll", "Heath", "Fold",    "Lea"};
inline constexpr std::array<std::string_view, 9> place_directions{"",      "North", "South", "East", "West",
                                                                  "Upper", "Lower", "Inner", "Outer"};
inline constexpr std::array<std::string_view, 14> region_ends{"Plains", "Coast", "Ranges",  "Hills",  "Rivers",
                                                              "Downs",  "Lakes", "Valleys", "Forest", "Islands",
                                                              "Bay",    "Basin", "Uplands", "Shire"};
inline constexpr std::array<std::string_view, 64> given_names{
    "Ada",  "Amir",  "Anh",   "Anna",  "Aroha", "Asha",  "Ben",   "Bibi",  "Carla", "Chen",  "Clara", "Dara",  "David",
    "Devi", "Dina",  "Elena", "Elif",  "Emma",  "Esi",   "Farah", "Felix", "Fiona", "Grace", "Hana",  "Hugo",  "Ida",
    "Ines", "Iris",  "Ivan",  "Jamal", "Jin",   "Jonas", "Kala",  "Kiri",  "Lena",  "Leo",   "Lin",   "Luca",  "Maya",
    "Mei",  "Milan", "Mina",  "Nadia", "Nils",  "Nina",  "Noor",  "Olga",  "Omar",  "Paul",  "Petra", "Priya", "Rafa",
    "Ravi", "Rosa",  "Ruth",  "Sami",  "Sofia", "Tane",  "Tara",  "Theo",  "Uma",   "Vera",  "Yusuf", "Zoe"};
inline constexpr std::array<std::string_view, 32> family_starts{
    "Alder",  "Amber", "Apple",  "Barley", "Birch",  "Bracken", "Briar",   "Cedar", "Clover",  "Copper", "Ember",
    "Fallow", "Fern",  "Flint",  "Gorse",  "Harrow", "Heron",   "Juniper", "Kelp",  "Larch",   "Linden", "Marram",
    "Moss",   "Oat",   "Pebble", "Quill",  "Reed",   "Rowan",   "Saffron", "Sedge", "Thistle", "Willow"};
inline constexpr std::array<std::string_view, 24> family_ends{
    "arrow", "bell",  "bloom",  "bough", "brace", "drift", "fall", "feather", "flame",   "gale",  "glass", "lantern",
    "leaf",  "light", "mantle", "marsh", "mere",  "path",  "quay", "shade",   "spindle", "thorn", "tide",  "whistle"};
inline constexpr std::array<std::string_view, 6> services{"child and family health", "youth work",
                                                          "child protection",        "disability support",
                                                          "employment service",      "housing support"};
inline constexpr std::array<std::string_view, 8> industries{"food",      "building", "care",    "engineering",
                                                            "transport", "farming",  "tourism", "software"};
inline constexpr std::array<std::string_view, 6> gatherings{"Library",          "Neighbourhood House", "Sports Club",
                                                            "Community Garden", "Arts Centre",         "Volunteers"};

inline constexpr std::string_view education_office = "education office";

/// Names of places, each different until all 12,150 are used; then they come again.
class place_names {
public:
    explicit place_names(std::uint64_t seed) : order_(place_starts.size() * place_ends.size()) {
        std::iota(order_.begin(), order_.end(), 0U);
        random_stream stream(seed_of(seed, draw::names));
        shuffle(stream, order_);
    }
    [[nodiscard]] std::string operator[](std::size_t number) const {
        const auto pair = order_[number % order_.size()];
        const auto direction = place_directions[number / order_.size() % place_directions.size()];
        std::string out(direction);
        if (!out.empty()) out += ' ';
        out += place_starts[pair / place_ends.size()];
        out += ' ';
        return out += place_ends[pair % place_ends.size()];
    }

private:
    std::vector<std::uint32_t> order_;
};

/// Names of regions, each different until all 630 are used; then a number follows.
class region_names {
public:
    explicit region_names(std::uint64_t seed) : order_(place_starts.size() * region_ends.size()) {
        std::iota(order_.begin(), order_.end(), 0U);
        random_stream stream(seed_of(seed, draw::names), 1);
        shuffle(stream, order_);
    }
    [[nodiscard]] std::string operator[](std::size_t number) const {
        const auto pair = order_[number % order_.size()];
        auto out = std::string(place_starts[pair / region_ends.size()]) + ' ';
        out += region_ends[pair % region_ends.size()];
        const auto round = number / order_.size();
        return round == 0 ? out : out + ' ' + number_text(round + 1);
    }

private:
    std::vector<std::uint32_t> order_;
};

template <std::size_t Size>
[[nodiscard]] std::string_view any_of(random_stream& stream, const std::array<std::string_view, Size>& words) {
    return words[static_cast<std::size_t>(uniform_index(stream, Size))];
}

[[nodiscard]] inline std::string person_name(random_stream& stream) {
    std::string out(any_of(stream, given_names));
    out += ' ';
    out += any_of(stream, family_starts);
    return out += any_of(stream, family_ends);
}

[[nodiscard]] inline std::string school_name(const std::string& at, level years, sector governance) {
    if (years == level::special) return at + " Special School";
    if (governance == sector::independent) return at + (years == level::primary ? " Junior College" : " College");
    const std::string of = governance == sector::catholic ? at + " Catholic" : at;
    if (years == level::primary) return of + " Primary School";
    if (years == level::secondary) return of + (governance == sector::catholic ? " College" : " High School");
    return of + (governance == sector::catholic ? " School" : " Community School");
}

/// "Child and Family Health" of "child and family health".
[[nodiscard]] inline std::string titled(std::string_view words) {
    std::string out(words);
    for (std::size_t i = 0; i < out.size(); ++i) {
        const bool starts = i == 0 || out[i - 1] == ' ';
        if (starts && !std::string_view(out).substr(i).starts_with("and "))
            out[i] = static_cast<char>(out[i] - 'a' + 'A');
    }
    return out;
}

/// "Year 5", "Year 5B" where a year has several groups, "Years 5 and 6" where a group spans several years.
[[nodiscard]] inline std::string group_name(level years, std::size_t group, std::size_t groups) {
    if (years == level::special) return "Group " + number_text(group + 1);
    const std::size_t first = years == level::secondary ? 7 : 0;
    const std::size_t count = years == level::primary ? 7 : years == level::secondary ? 6 : 13;
    const auto year_name = [](std::size_t year) { return year == 0 ? "Foundation" : "Year " + number_text(year); };
    if (groups < count) {
        const auto from = first + group * count / groups;
        const auto to = first + (group + 1) * count / groups - 1;
        if (from == to) return year_name(from);
        const std::string between = to == from + 1 ? " and " : " to ";
        return from == 0 ? year_name(from) + between + year_name(to)
                         : "Years " + number_text(from) + between + number_text(to);
    }
    const auto year = group * count / groups;
    const auto first_of_year = (year * groups + count - 1) / count;
    const auto next_year = ((year + 1) * groups + count - 1) / count;
    auto out = year_name(first + year);
    if (next_year - first_of_year == 1) return out;
    if (first + year == 0) out += ' ';
    const auto letter = group - first_of_year;
    if (letter >= 26) out += static_cast<char>('A' + letter / 26 - 1);
    return out += static_cast<char>('A' + letter % 26);
}

} // namespace colearn::detail

#endif

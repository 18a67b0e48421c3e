// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_MEASURES_DETAIL_BETWEENNESS_LENGTHS_HPP
#define COLEARN_MEASURES_DETAIL_BETWEENNESS_LENGTHS_HPP

/// @file
/// For a policy reader: counts the shortest paths of sixteen actors, where ties have lengths.
/// For an engineer: Brandes' algorithm with lengths. The distances of sixteen sources are found side by side in vector
/// lanes, and so are the arcs on shortest paths, one in ten or fewer; what is left, to count along these, is done for
/// one source at a time, in the order of distances.
/// Source: Brandes, "A faster algorithm for betweenness centrality", Journal of Mathematical Sociology 25 (2001) 163.

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <span>
#include <stop_token>
#include <type_traits>
#include <utility>
#include <vector>

#include <colearn/core/vector_register.hpp>
#include <colearn/measures/detail/betweenness_core.hpp>
#include <colearn/measures/detail/lane_count.hpp>
#include <colearn/measures/detail/lane_distances.hpp>
#include <colearn/measures/detail/lane_lengths.hpp>
#include <colearn/measures/detail/path_count.hpp>

namespace colearn::detail {

/// Paths whose lengths differ by this `tolerance` of them are equally short.
/// Memory: about 270 bytes a vertex (180 with whole numbers), and 4 for each further way of a vertex with several.
template <class Value, scored What>
class length_searches {
public:
    length_searches(const betweenness_core& core, const lane_lengths<Value>& lengths, double tolerance)
        : core_(core), lengths_(lengths), tolerance_(tolerance), in_(core.incoming().as_rows()),
          distances_(core.out.as_rows(), in_, lengths.in), ways_(lane_count * core.size()),
          keys_(lane_count * core.size()), order_(core.size()), sums_(core.size()) {
        std::uint32_t most = 0;
        for (std::uint32_t v = 0; v < core.size(); ++v) most = (std::max)(most, in_.degree(v));
        found_.resize(most);
        if constexpr (std::is_floating_point_v<Value>) per_length_ = 1 / (lengths.shortest * (1 - 1e-6));
    }

    /// As `lane_searches::run`. Also false where distances do not fit, or keep changing for too long.
    [[nodiscard]] bool run(std::span<const std::uint32_t> sources, std::span<double> score, std::span<double> totals,
                           const std::stop_token& stop) {
        if (!distances_.run(sources, stop, most_passes * in_.neighbours.size()) || !find_ways() ||
            stop.stop_requested())
            return false;
        for (std::size_t lane = 0; lane < sources.size(); ++lane) {
            if (stop.stop_requested()) return false;
            put_in_order(lane);
            if (!forward(lane)) return false;
            totals[lane] = backward(lane, core_.chosen[sources[lane]], score);
        }
        return true;
    }

    /// Whether the distances from some sources can be had: what `run` begins with.
    [[nodiscard]] bool try_distances(std::span<const std::uint32_t> sources) {
        return distances_.run(sources, {}, most_passes * in_.neighbours.size()) && find_ways();
    }
    /// What the distances of the last run cost, in passes over all arcs.
    [[nodiscard]] double passes() const noexcept {
        return static_cast<double>(distances_.looked_at()) /
               static_cast<double>((std::max)(in_.neighbours.size(), std::size_t{1}));
    }

private:
    using row = lane_values<Value>;
    using part_type = typename row::part_type;
    static constexpr bool real = std::is_floating_point_v<Value>;
    static constexpr std::uint32_t most_keys = 0xffff;
    static constexpr std::uint32_t not_reached =
        real ? most_keys : static_cast<std::uint32_t>(lane_distances<Value>::unreached);
    static constexpr std::size_t most_passes = 40;

    static constexpr std::uint32_t mark = 0x80000000U; // vertices and arcs stay below
    static constexpr std::size_t noted_per_part = 2 * register_width;
    static constexpr std::size_t noted_parts = lane_count / noted_per_part;
    // As many whole numbers as there are values in a register.
    using some_keys[[gnu::vector_size(row::per_part * (real ? 4 : 2))]] =
        std::conditional_t<real, std::int32_t, std::int16_t>;
    using some_notes [[gnu::vector_size(8 * register_width)]] = std::uint32_t;

    struct visit {
        std::uint32_t vertex;
        std::uint32_t way;
    };
    struct vertex_sums {
        double paths = 0;
        double dependency = 0;
    };

    static constexpr auto note_bits = bits_by_lane<std::uint32_t>;

    // For each vertex the arcs over which a shortest path comes, by lane; and its place in the order of distances.
    // Mostly there is one: it is noted at once. Several stand in a list, the last one marked.
    [[nodiscard]] bool find_ways() {
        const auto away = distances_.away();
        const auto n = core_.size();
        for (auto& one : several_) one.clear();
        for (auto& part : highest_) part = part_type{};
        misfits_ = some_words{};
        for (std::uint32_t w = 0; w < n; ++w) place(w, away[w]);
        if (!all_fit()) return false;
        for (std::uint32_t w = 0; w < n; ++w) {
            const auto with_several = note_ways(w);
            for (std::size_t lane = 0; lane < lane_count; ++lane)
                ways_[lane * n + w] = noted_[lane / noted_per_part][lane % noted_per_part];
            if (with_several != 0) list_ways(w, with_several);
        }
        return true;
    }

    // Puts a way to w for each lane into `noted_`; returns the lanes that have several.
    [[nodiscard, gnu::noinline]] unsigned note_ways(std::uint32_t w) noexcept {
        const auto away = distances_.away();
        const auto here = away[w];
        some_notes noted[noted_parts] = {};
        unsigned met = 0;
        unsigned again = 0;
        found_count_ = 0;
        for (auto k = in_.offsets[w]; k < in_.offsets[w + 1]; ++k) {
            const auto v = in_.neighbours[k];
            const auto lanes = lanes_on_way(away[v], here, lengths_.in[k]);
            if (lanes == 0) continue;
            again |= met & lanes;
            met |= lanes;
            const auto way = What == scored::ties ? k : v;
            found_[found_count_++] = {way, lanes};
            for_each_register<noted_parts>([&](auto p) {
                some_notes own;
                std::memcpy(&own, &note_bits.bit[p * noted_per_part], sizeof own);
                noted[p] = (own & lanes) != 0 ? way + some_notes{} : noted[p];
            });
        }
        for_each_register<noted_parts>([&](auto p) { noted_[p] = noted[p]; });
        return again;
    }

    void list_ways(std::uint32_t w, unsigned with_several) {
        const auto each = [](unsigned lanes, auto tell) {
            for (; lanes != 0; lanes &= lanes - 1) tell(static_cast<std::size_t>(std::countr_zero(lanes)));
        };
        each(with_several, [&](std::size_t lane) {
            ways_[lane * core_.size() + w] = mark | static_cast<std::uint32_t>(several_[lane].size());
        });
        for (std::size_t i = 0; i < found_count_; ++i)
            each(found_[i].second & with_several, [&](std::size_t lane) { several_[lane].push_back(found_[i].first); });
        each(with_several, [&](std::size_t lane) { several_[lane].back() |= mark; });
    }

    // An arc v -> w is on a shortest path when going along it is no longer than the distance of w, within the
    // tolerance; v is closer by nearly its length.
    [[nodiscard]] unsigned lanes_on_way(const row& from, const row& to, Value length) const noexcept {
        using mask = decltype(from.part[0] < to.part[0]);
        mask yes[row::parts];
        for_each_register<row::parts>([&](auto p) {
            if constexpr (real)
                yes[p] = (from.part[p] + length <= to.part[p] * (1 + tolerance_)) & (from.part[p] < to.part[p]);
            else
                yes[p] = from.part[p] + length == to.part[p];
        });
        return lanes_of<Value>(yes);
    }

    // Vertices with one key are no way to each other: keys are as wide as the shortest arc.
    void place(std::uint32_t v, const row& here) noexcept {
        std::uint16_t keys[lane_count];
        for_each_register<row::parts>([&](auto p) {
            part_type key = here.part[p];
            if constexpr (real) {
                constexpr auto most = static_cast<double>(most_keys);
                key *= per_length_;
                misfits_ |= (some_words)((key >= most) & (here.part[p] < distances_.unreached));
                key = key < most ? key : most + part_type{};
            }
            const auto farther = (key < static_cast<Value>(not_reached)) & (key > highest_[p]);
            highest_[p] = farther ? key : highest_[p];
            const auto whole = __builtin_convertvector(key, some_keys);
            for (std::size_t k = 0; k < row::per_part; ++k)
                keys[p * row::per_part + k] = static_cast<std::uint16_t>(whole[k]);
        });
        for (std::size_t lane = 0; lane < lane_count; ++lane) keys_[lane * core_.size() + v] = keys[lane];
    }

    // The largest key. False when a distance was so long that others may not have fitted.
    [[nodiscard]] bool all_fit() noexcept {
        most_key_ = 0;
        bool fits = true;
        for (const auto& part : highest_)
            for (std::size_t k = 0; k < row::per_part; ++k)
                most_key_ = (std::max)(most_key_, static_cast<std::uint32_t>(part[k]));
        for (std::size_t k = 0; k < register_width; ++k) fits = fits && misfits_[k] == 0;
        return fits && (real || most_key_ + static_cast<std::uint32_t>(lengths_.longest) < not_reached);
    }

    // The vertices in reach, by key: those of one key by number.
    void put_in_order(std::size_t lane) {
        const auto keys = std::span(keys_).subspan(lane * core_.size(), core_.size());
        const auto* const ways = ways_.data() + lane * core_.size();
        places_.assign(most_key_ + 2, 0);
        for (const auto key : keys)
            if (key < not_reached) ++places_[key + 1];
        for (std::size_t key = 0; key <= most_key_; ++key) places_[key + 1] += places_[key];
        reached_ = places_[most_key_ + 1];
        for (std::uint32_t v = 0; v < keys.size(); ++v)
            if (keys[v] < not_reached) order_[places_[keys[v]]++] = {v, ways[v]};
    }

    // `see(v, way)` for each vertex before the one that `one` was noted for, by the way as it was noted.
    template <class See>
    void for_each_way(std::size_t lane, std::uint32_t one, See see) const {
        const auto tell = [&](std::uint32_t way) { see(What == scored::ties ? in_.neighbours[way] : way, way); };
        if ((one & mark) == 0) return tell(one);
        for (const auto* next = several_[lane].data() + (one & ~mark);; ++next) {
            tell(*next & ~mark);
            if ((*next & mark) != 0) break;
        }
    }

    [[nodiscard]] bool forward(std::size_t lane) noexcept {
        sums_[order_[0].vertex].paths = 1;
        double all = 0;
        for (std::size_t i = 1; i < reached_; ++i) {
            double paths = 0;
            for_each_way(lane, order_[i].way, [&](std::uint32_t v, std::uint32_t) { paths += sums_[v].paths; });
            sums_[order_[i].vertex].paths = paths;
            all += paths;
        }
        return !too_many(all);
    }

    // From the farthest to the closest; returns the sum of the dependencies. On an undirected core the tie v - w is
    // scored by its arc w -> v.
    [[nodiscard]] double backward(std::size_t lane, double weight, std::span<double> score) noexcept {
        double total = 0;
        for (auto i = reached_; i-- > 1;) {
            const auto [w, one] = order_[i];
            const double dependency = std::exchange(sums_[w].dependency, 0);
            const double share = (core_.reach[w] + dependency) / sums_[w].paths;
            if constexpr (What == scored::actors) score[w] += weight * dependency;
            total += What == scored::actors ? dependency : core_.reach[w] + dependency;
            for_each_way(lane, one, [&](std::uint32_t v, std::uint32_t way) {
                const double part = sums_[v].paths * share;
                sums_[v].dependency += part;
                if constexpr (What == scored::ties) score[core_.incoming().arcs[way]] += weight * part;
            });
        }
        sums_[order_[0].vertex].dependency = 0;
        return total;
    }

    const betweenness_core& core_;
    const lane_lengths<Value>& lengths_;
    double tolerance_;
    rows in_;
    lane_distances<Value> distances_;
    std::vector<std::uint32_t> ways_; // by lane, by vertex: the one way, or, marked, where its several begin
    std::array<std::vector<std::uint32_t>, lane_count> several_;
    some_notes noted_[noted_parts] = {};
    std::vector<std::pair<std::uint32_t, unsigned>> found_; // ways to one vertex, and their lanes
    std::size_t found_count_ = 0;
    std::vector<std::uint16_t> keys_;   // by lane, by vertex
    std::vector<std::uint32_t> places_; // by key
    std::vector<visit> order_;          // of one lane
    std::vector<vertex_sums> sums_;     // of one lane
    part_type highest_[row::parts] = {};
    some_words misfits_ = {};
    std::uint32_t most_key_ = 0;
    std::size_t reached_ = 0;
    double per_length_ = 1;
};

} // namespace colearn::detail

#endif

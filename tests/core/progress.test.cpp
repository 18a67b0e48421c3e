// SPDX-License-Identifier: BSL-1.0
#include <stdexcept>
#include <stop_token>

#include <colearn/core/progress.hpp>

#include "support/catch.hpp"

namespace progress_test {

namespace {

// The two fields as every algorithm has them; both may be left out.
struct work_options {
    colearn::progress_callback progress{};
    std::stop_token stop{};
};
int work(int steps, const work_options& options = {}) {
    int done = 0;
    for (; done < steps && !options.stop.stop_requested(); ++done)
        if (options.progress) options.progress(static_cast<double>(done + 1) / steps);
    return done;
}

} // namespace

TEST_CASE("progress and stop are optional", "[progress]") {
    CHECK(work(10) == 10);
}

TEST_CASE("a callback hears the share done, and can ask for a stop", "[progress]") {
    std::stop_source source;
    double last = 0;
    const auto tell = [&](double share) {
        last = share;
        if (share >= 0.3) source.request_stop();
    };
    CHECK(work(10, {.progress = tell, .stop = source.get_token()}) == 3);
    CHECK(last == Approx(0.3));
}

TEST_CASE("what a callback throws reaches the caller", "[progress]") {
    CHECK_THROWS_AS(work(10, {.progress = [](double) { throw std::runtime_error("enough"); }}), std::runtime_error);
}

} // namespace progress_test

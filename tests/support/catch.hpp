// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_SUPPORT_CATCH_HPP
#define COLEARN_TESTS_SUPPORT_CATCH_HPP

// One shim for Catch2 2.13 (Debian 12) and 3.x: tests are written as for 2.13, with `Catch::Contains("text")` and so on.
#if __has_include(<catch2/catch_all.hpp>)
#include <string>

#include <catch2/catch_all.hpp>
using Catch::Approx;
namespace Catch {
using namespace Matchers;
inline auto Contains(const std::string& text) {
    return Matchers::ContainsSubstring(text);
}
} // namespace Catch
#else
#include <catch2/catch.hpp>
#endif

#endif

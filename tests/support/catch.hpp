// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_TESTS_SUPPORT_CATCH_HPP
#define COLEARN_TESTS_SUPPORT_CATCH_HPP

// One shim for Catch2 2.13 (Debian 12) and 3.x.
#if __has_include(<catch2/catch_all.hpp>)
#include <catch2/catch_all.hpp>
using Catch::Approx;
#else
#include <catch2/catch.hpp>
#endif

#endif

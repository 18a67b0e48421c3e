// SPDX-License-Identifier: BSL-1.0
// The one source of this library that the precompiled header is made for; every test program reuses it.
#include "support/catch.hpp"

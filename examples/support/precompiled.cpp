// SPDX-License-Identifier: BSL-1.0
// Compiles the header that the examples share; see CMakeLists.txt.

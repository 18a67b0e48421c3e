// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_PROGRESS_HPP
#define COLEARN_CORE_PROGRESS_HPP

/// @file
/// For a policy reader: long work says how far it is and can be stopped.
/// For an engineer: the two option fields that every long-running algorithm takes, `progress` and `stop`.

#include <functional>
#include <stop_token>

namespace colearn {

/// Called with the share of the work that is done, from 0 to 1, never decreasing, from one thread at a time.
/// It may throw: the exception reaches the caller of the algorithm.
using progress_callback = std::function<void(double share_done)>;

} // namespace colearn

#endif

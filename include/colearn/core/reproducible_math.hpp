// SPDX-License-Identifier: BSL-1.0
#ifndef COLEARN_CORE_REPRODUCIBLE_MATH_HPP
#define COLEARN_CORE_REPRODUCIBLE_MATH_HPP

/// @file
/// For a policy reader: the last digit of a simulated number is the same on every computer.
/// For an engineer: log, exp and the normal quantile from IEEE 754 additions, products, divisions and square roots
/// alone, each rounded by itself. `std::log` differs in its last bit between C libraries, and a compiler may fuse
/// `a * b + c` into one rounding. What random draws are made of must do neither. It holds for double arithmetic as
/// every 64-bit target has it; not under `-ffast-math`.

#include <bit>
#include <cmath>
#include <cstdint>
#include <initializer_list>
#include <limits>

namespace colearn::detail {

/// A product that is rounded before anything is added to it.
[[nodiscard]] inline double rounded(double product) noexcept {
#if defined(__x86_64__)
    __asm__("" : "+x"(product)); // no instruction: only hides from the optimiser that this is a product
    return product;
#elif defined(__aarch64__)
    __asm__("" : "+w"(product));
    return product;
#else
    volatile double kept = product;
    return kept;
#endif
}

/// Horner's rule; coefficients from the highest power down.
[[nodiscard]] inline double polynomial(double x, std::initializer_list<double> coefficients) noexcept {
    double sum = 0;
    for (const double one : coefficients) sum = rounded(sum * x) + one;
    return sum;
}

// ln 2 in two parts; the first has 33 significant bits, so that its product with an exponent is exact.
inline constexpr double ln2_high = 0x1.62e42fee00000p-1;
inline constexpr double ln2_low = 0x1.a39ef35793c76p-33;

/// Natural logarithm; relative error below 4e-16. log(0) is minus infinity; x must not be negative.
[[nodiscard]] inline double reproducible_log(double x) noexcept {
    if (x == 0) return -std::numeric_limits<double>::infinity();
    if (!(x <= (std::numeric_limits<double>::max)())) return x; // infinity, NaN
    int exponent = 0;
    if (x < (std::numeric_limits<double>::min)()) {
        x *= 0x1p54;
        exponent = -54;
    }
    // x = m 2^exponent with m in [sqrt(1/2), sqrt(2))
    const auto bits = std::bit_cast<std::uint64_t>(x);
    exponent += static_cast<int>(bits >> 52) - 1023;
    double m = std::bit_cast<double>((bits & 0xFFFFFFFFFFFFFU) | 0x3FF0000000000000U);
    if (m >= 0x1.6a09e667f3bcdp0) {
        m *= 0.5;
        ++exponent;
    }
    // log m = 2 artanh(s) = 2 s (1 + s^2/3 + s^4/5 + ...), s = f / (2 + f), written as f - s (f - 2 s^2 (1/3 + ...)),
    // which rounds less: f is exact.
    const double f = m - 1;
    const double s = f / (2 + f);
    const double z = s * s;
    const double tail = polynomial(z, {2.0 / 25, 2.0 / 23, 2.0 / 21, 2.0 / 19, 2.0 / 17, 2.0 / 15, 2.0 / 13, 2.0 / 11,
                                       2.0 / 9, 2.0 / 7, 2.0 / 5, 2.0 / 3});
    const double correction = rounded(s * (f - rounded(rounded(z) * tail)));
    const double k = exponent;
    return rounded(k * ln2_high) + ((rounded(k * ln2_low) - correction) + f);
}

/// e^x; relative error below 4e-16; 0 below -745.2, infinity above 709.8.
[[nodiscard]] inline double reproducible_exp(double x) noexcept {
    if (x != x) return x;
    if (x > 709.782712893384) return std::numeric_limits<double>::infinity();
    if (x < -745.2) return 0;
    // x = k ln 2 + r with |r| <= ln 2 / 2
    const double k = std::floor(rounded(x * 0x1.71547652b82fep0) + 0.5);
    const double r = (x - rounded(k * ln2_high)) - rounded(k * ln2_low);
    const double sum =
        polynomial(r, {1.0 / 87178291200, 1.0 / 6227020800, 1.0 / 479001600, 1.0 / 39916800, 1.0 / 3628800,
                       1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24, 1.0 / 6, 0.5, 1.0, 1.0});
    const auto power_of_two = [](int e) { return std::bit_cast<double>(static_cast<std::uint64_t>(e + 1023) << 52); };
    const int e = static_cast<int>(k);
    const int half = e / 2; // in two steps: 2^e itself may be out of range where the result is not
    return rounded(sum * power_of_two(half)) * power_of_two(e - half);
}

/// The z with Phi(z) = p; relative error below 2e-15 for 0 < p < 1.
/// Source: Wichura, "Algorithm AS 241: the percentage points of the normal distribution", Applied Statistics 37 (1988).
[[nodiscard]] inline double normal_quantile(double p) noexcept {
    const double q = p - 0.5;
    if (std::fabs(q) <= 0.425) {
        const double r = 0.180625 - rounded(q * q);
        return q *
               polynomial(r, {2.5090809287301226727e+3, 3.3430575583588128105e+4, 6.7265770927008700853e+4,
                              4.5921953931549871457e+4, 1.3731693765509461125e+4, 1.9715909503065514427e+3,
                              1.3314166789178437745e+2, 3.3871328727963666080e+0}) /
               polynomial(r, {5.2264952788528545610e+3, 2.8729085735721942674e+4, 3.9307895800092710610e+4,
                              2.1213794301586595867e+4, 5.3941960214247511077e+3, 6.8718700749205790830e+2,
                              4.2313330701600911252e+1, 1.0});
    }
    const double r = std::sqrt(-reproducible_log(q < 0 ? p : 1 - p));
    double z = 0;
    if (r <= 5) {
        z = polynomial(r - 1.6, {7.74545014278341407640e-4, 2.27238449892691845833e-2, 2.41780725177450611770e-1,
                                 1.27045825245236838258e+0, 3.64784832476320460504e+0, 5.76949722146069140550e+0,
                                 4.63033784615654529590e+0, 1.42343711074968357734e+0}) /
            polynomial(r - 1.6, {1.05075007164441684324e-9, 5.47593808499534494600e-4, 1.51986665636164571966e-2,
                                 1.48103976427480074590e-1, 6.89767334985100004550e-1, 1.67638483018380384940e+0,
                                 2.05319162663775882187e+0, 1.0});
    } else {
        z = polynomial(r - 5, {2.01033439929228813265e-7, 2.71155556874348757815e-5, 1.24266094738807843860e-3,
                               2.65321895265761230930e-2, 2.96560571828504891230e-1, 1.78482653991729133580e+0,
                               5.46378491116411436990e+0, 6.65790464350110377720e+0}) /
            polynomial(r - 5, {2.04426310338993978564e-15, 1.42151175831644588870e-7, 1.84631831751005468180e-5,
                               7.86869131145613259100e-4, 1.48753612908506148525e-2, 1.36929880922735805310e-1,
                               5.99832206555887937690e-1, 1.0});
    }
    return q < 0 ? -z : z;
}

} // namespace colearn::detail

#endif

# SPDX-License-Identifier: BSL-1.0
# One test for each compiler, standard library and set of flags that this machine has.
function(colearn_same_stream name compiler flags)
  add_test(NAME "core: same random streams, ${name}"
           COMMAND ${CMAKE_COMMAND} "-DNAME=${name}" "-DCOMPILER=${compiler}" "-DFLAGS=${flags}" "-DSOURCE=${PROJECT_SOURCE_DIR}"
                   "-DWORK=${CMAKE_CURRENT_BINARY_DIR}" -P ${PROJECT_SOURCE_DIR}/tests/core/same_stream.cmake)
endfunction()

# Fused multiply-add is what makes doubles differ; ask for it where the processor has it.
set(fast "-O3")
if(EXISTS /proc/cpuinfo)
  file(READ /proc/cpuinfo processor)
  if(processor MATCHES " fma " AND processor MATCHES " avx2 ")
    set(fast "-O3 -march=x86-64-v3")
  endif()
endif()

colearn_same_stream(compiler_plain "${CMAKE_CXX_COMPILER}" "-O0")
colearn_same_stream(compiler_fast "${CMAKE_CXX_COMPILER}" "${fast} -ffp-contract=fast")
find_program(COLEARN_CLANG NAMES clang++-16 clang++-17 clang++-18 clang++-19 clang++)
if(COLEARN_CLANG)
  colearn_same_stream(clang_fast "${COLEARN_CLANG}" "${fast} -ffp-contract=fast")
  execute_process(COMMAND ${COLEARN_CLANG} -std=c++20 -stdlib=libc++ -include vector -x c++ -fsyntax-only /dev/null
                  RESULT_VARIABLE no_libcxx OUTPUT_QUIET ERROR_QUIET)
  if(no_libcxx EQUAL 0)
    colearn_same_stream(clang_libcxx "${COLEARN_CLANG}" "-stdlib=libc++ -O2")
    colearn_same_stream(clang_libcxx_fast "${COLEARN_CLANG}" "-stdlib=libc++ ${fast} -ffp-contract=fast")
  endif()
endif()

# SPDX-License-Identifier: BSL-1.0
# Headers and a CMake package: find_package(colearn), then link colearn::colearn.
include(CMakePackageConfigHelpers)
set(package_folder ${CMAKE_INSTALL_DATADIR}/cmake/colearn)

install(DIRECTORY include/colearn DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})
install(TARGETS colearn EXPORT colearn-targets)
install(EXPORT colearn-targets NAMESPACE colearn:: DESTINATION ${package_folder})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/colearn-config-version.cmake
                                 COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES cmake/colearn-config.cmake ${CMAKE_CURRENT_BINARY_DIR}/colearn-config-version.cmake DESTINATION ${package_folder})
install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})

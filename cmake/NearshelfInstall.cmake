# What "cmake --install" lays down: the shared library and its headers (a CMake package and a pkg-config file find
# them), the nearshelf command, the sync server, and the license.
include(CMakePackageConfigHelpers)
set(package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/nearshelf")

set(libraries nearshelf_shared)
if(NEARSHELF_BUILD_CURL)
  list(APPEND libraries nearshelf_curl)
endif()
install(TARGETS ${libraries} EXPORT nearshelfTargets
  LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
  INCLUDES DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/sdk/include/nearshelf" DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}"
  FILES_MATCHING PATTERN "*.h" PATTERN "*.hpp")
if(NEARSHELF_BUILD_SERVER)
  install(TARGETS nearshelf nearshelf-server RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
endif()
install(FILES "${PROJECT_SOURCE_DIR}/LICENSE" DESTINATION "${CMAKE_INSTALL_DOCDIR}")

install(EXPORT nearshelfTargets NAMESPACE nearshelf:: DESTINATION "${package_dir}")
configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/nearshelfConfig.cmake.in"
  "${PROJECT_BINARY_DIR}/nearshelfConfig.cmake" INSTALL_DESTINATION "${package_dir}")
# Before 1.0 a minor version may change the ABI.
write_basic_package_version_file("${PROJECT_BINARY_DIR}/nearshelfConfigVersion.cmake" COMPATIBILITY SameMinorVersion)
install(FILES "${PROJECT_BINARY_DIR}/nearshelfConfig.cmake" "${PROJECT_BINARY_DIR}/nearshelfConfigVersion.cmake"
  DESTINATION "${package_dir}")

file(RELATIVE_PATH include_from_pc "${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig" "${CMAKE_INSTALL_FULL_INCLUDEDIR}")
configure_file("${PROJECT_SOURCE_DIR}/cmake/nearshelf.pc.in" "${PROJECT_BINARY_DIR}/nearshelf.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/nearshelf.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
if(NEARSHELF_BUILD_CURL)
  configure_file("${PROJECT_SOURCE_DIR}/cmake/nearshelf-curl.pc.in" "${PROJECT_BINARY_DIR}/nearshelf-curl.pc" @ONLY)
  install(FILES "${PROJECT_BINARY_DIR}/nearshelf-curl.pc" DESTINATION "${CMAKE_INSTALL_LIBDIR}/pkgconfig")
endif()

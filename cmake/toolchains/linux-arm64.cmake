# Debian's cross compiler (g++-aarch64-linux-gnu), the libraries that script/arm64-sysroot gets, and the emulator of
# qemu-user for what is made. QEMU_CPU in the environment chooses the emulated CPU.
set(CMAKE_SYSTEM_NAME Linux)
set(CMAKE_SYSTEM_PROCESSOR aarch64)
set(CMAKE_C_COMPILER aarch64-linux-gnu-gcc)
set(CMAKE_CXX_COMPILER aarch64-linux-gnu-g++)

# The environment hands it to the small projects in which CMake tries the compiler, and they read this file too.
if(NOT DEFINED ENV{NEARSHELF_ARM64_SYSROOT})
  execute_process(COMMAND "${CMAKE_CURRENT_LIST_DIR}/../../script/arm64-sysroot"
    OUTPUT_VARIABLE sysroot OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_VARIABLE trouble RESULT_VARIABLE result)
  if(NOT result EQUAL 0)
    message(FATAL_ERROR "script/arm64-sysroot failed: ${trouble}")
  endif()
  set(ENV{NEARSHELF_ARM64_SYSROOT} "${sysroot}")
endif()
set(CMAKE_SYSROOT "$ENV{NEARSHELF_ARM64_SYSROOT}")
set(CMAKE_LIBRARY_ARCHITECTURE aarch64-linux-gnu)
set(CMAKE_CROSSCOMPILING_EMULATOR qemu-aarch64 -L "${CMAKE_SYSROOT}")
set(ENV{PKG_CONFIG_LIBDIR} "${CMAKE_SYSROOT}/usr/lib/aarch64-linux-gnu/pkgconfig:${CMAKE_SYSROOT}/usr/share/pkgconfig")
set(ENV{PKG_CONFIG_SYSROOT_DIR} "${CMAKE_SYSROOT}")

set(CMAKE_FIND_ROOT_PATH_MODE_PROGRAM NEVER)
set(CMAKE_FIND_ROOT_PATH_MODE_LIBRARY ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_INCLUDE ONLY)
set(CMAKE_FIND_ROOT_PATH_MODE_PACKAGE ONLY)

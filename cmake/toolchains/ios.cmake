# Xcode's compiler for iPhones, or with CMAKE_OSX_SYSROOT=iphonesimulator for the simulator of a Mac.
if(NOT CMAKE_HOST_APPLE AND NOT CMAKE_HOST_SYSTEM_NAME STREQUAL "Darwin")
  message(FATAL_ERROR "only a Mac with Xcode can build for iOS: its SDK and linker come with no other system")
endif()
set(CMAKE_SYSTEM_NAME iOS)
set(CMAKE_OSX_DEPLOYMENT_TARGET 15.0)
if(NOT CMAKE_OSX_SYSROOT)
  set(CMAKE_OSX_SYSROOT iphoneos)
endif()
if(NOT CMAKE_OSX_ARCHITECTURES)
  set(CMAKE_OSX_ARCHITECTURES arm64)
endif()
set(CMAKE_SYSTEM_PROCESSOR "${CMAKE_OSX_ARCHITECTURES}")  # one at a time: it chooses the kernels

# The toolchain file of the Android NDK (r26 or newer), found through the environment; the presets set ANDROID_ABI.
if(NOT EXISTS "$ENV{ANDROID_NDK_HOME}/build/cmake/android.toolchain.cmake")
  message(FATAL_ERROR "ANDROID_NDK_HOME is '$ENV{ANDROID_NDK_HOME}' and has no Android NDK: install one (r26 or newer) and set "
    "ANDROID_NDK_HOME to its folder, the one with build/cmake/android.toolchain.cmake")
endif()
set(ANDROID_PLATFORM android-24)
set(ANDROID_STL c++_static)  # nothing of it shows outside the library, so that an app may bring its own
include("$ENV{ANDROID_NDK_HOME}/build/cmake/android.toolchain.cmake")

#!/usr/bin/env bash
# Builds the C library for Apple's systems and puts it where Package.swift looks for it,
# mobile/swift/build/CNearshelf.xcframework: iPhones, the simulator (both kinds of Mac) and macOS. Needs a Mac with Xcode,
# CMake, Ninja, and from Homebrew what the core is built with: brew install cmake ninja ccache flatbuffers rapidjson
set -euo pipefail
# shellcheck source=script/common.sh
source "$(dirname "${BASH_SOURCE[0]}")/../../script/common.sh"
cd "$root"

[[ $(uname -s) == Darwin ]] || die "this needs a Mac with Xcode: Apple's SDKs come with no other system"
command -v xcodebuild >/dev/null || die "Xcode is missing: install it from the App Store, and start it once"
for tool in cmake ninja flatc; do
  command -v "$tool" >/dev/null || die "$tool is missing: brew install cmake ninja flatbuffers rapidjson"
done

# build <folder> <cmake argument...>
build() {
  local folder=build/apple/$1
  shift
  cmake -B "$folder" -Wno-dev --log-level=WARNING "$@"
  cmake --build "$folder" --target nearshelf_static
}

# What the preset ios says of everything but the system; macOS has no preset of its own, because nothing else needs one.
macos() {
  build "macos-$1" --preset release -DCMAKE_SYSTEM_NAME=Darwin -DCMAKE_SYSTEM_PROCESSOR="$1" \
    -DCMAKE_OSX_ARCHITECTURES="$1" -DCMAKE_OSX_DEPLOYMENT_TARGET=12.0 -DNEARSHELF_STATIC=ON \
    -DNEARSHELF_SQLITE=system -DNEARSHELF_SODIUM=bundled \
    -DNEARSHELF_BUILD_SERVER=OFF -DNEARSHELF_BUILD_CURL=OFF -DNEARSHELF_BUILD_TESTS=OFF
}

build ios --preset ios
build simulator-arm64 --preset ios-simulator
build simulator-x86_64 --preset ios-simulator -DCMAKE_OSX_ARCHITECTURES=x86_64
macos arm64
macos x86_64

# One library for each system, whatever the processor.
join() {
  mkdir -p "build/apple/$1"
  lipo -create -output "build/apple/$1/libnearshelf.a" \
    "build/apple/$1-arm64/lib/libnearshelf.a" "build/apple/$1-x86_64/lib/libnearshelf.a"
}
join simulator
join macos

headers=build/apple/headers
rm -rf "$headers" && mkdir -p "$headers/nearshelf"
cp sdk/include/nearshelf/{nearshelf,consent,sync}.h "$headers/nearshelf"
cat >"$headers/module.modulemap" <<'MAP'
module CNearshelf {
  header "nearshelf/nearshelf.h"
  export *
}
MAP

framework=mobile/swift/build/CNearshelf.xcframework
rm -rf "$framework"
xcodebuild -create-xcframework -output "$framework" \
  -library build/apple/ios/lib/libnearshelf.a -headers "$headers" \
  -library build/apple/simulator/libnearshelf.a -headers "$headers" \
  -library build/apple/macos/libnearshelf.a -headers "$headers"
echo "$framework"

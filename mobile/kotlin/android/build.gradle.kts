import org.jetbrains.kotlin.gradle.dsl.ExplicitApiMode
import org.jetbrains.kotlin.gradle.dsl.JvmTarget

plugins {
    alias(libs.plugins.android.library)
    alias(libs.plugins.kotlin.android)
}

group = "dev.nearshelf"
version = "0.1.0"

val tree = rootDir.resolve("../../..").canonicalFile
val abis = mapOf("android-arm64" to "arm64-v8a", "android-x86_64" to "x86_64")

android {
    namespace = "dev.nearshelf.android"
    compileSdk = libs.versions.compileSdk.get().toInt()
    ndkVersion = libs.versions.ndk.get()
    defaultConfig {
        minSdk = libs.versions.minSdk.get().toInt()
        consumerProguardFiles("../src/main/resources/META-INF/proguard/nearshelf.pro")
    }
    compileOptions {
        sourceCompatibility = JavaVersion.VERSION_11
        targetCompatibility = JavaVersion.VERSION_11
    }
    sourceSets.getByName("main") {
        kotlin.srcDirs("../src/main/kotlin", "src/main/kotlin")
        jniLibs.srcDir(layout.buildDirectory.dir("jniLibs"))
    }
    packaging.resources.excludes += "META-INF/proguard/*"
}

kotlin {
    explicitApi = ExplicitApiMode.Strict
    compilerOptions.jvmTarget = JvmTarget.JVM_11
}

dependencies {
    api(libs.coroutines)
}

// The native library, by the CMake preset of each ABI: the same that script/test-arm64 measures.
val nativeLibraries = abis.map { (preset, abi) ->
    val build = tasks.register<Exec>("native-$preset") {
        workingDir = tree
        environment("ANDROID_NDK_HOME", android.ndkDirectory.path)
        commandLine("sh", "-c", "cmake --preset $preset && cmake --build --preset $preset --target nearshelf_jni")
        outputs.upToDateWhen { false }  // CMake knows better
    }
    tasks.register<Copy>("copy-$preset") {
        dependsOn(build)
        from(tree.resolve("build/$preset/lib/libnearshelf_jni.so"))
        into(layout.buildDirectory.dir("jniLibs/$abi"))
    }
}
tasks.named("preBuild") { dependsOn(nativeLibraries) }

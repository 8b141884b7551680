package dev.nearshelf.bench

import dev.nearshelf.support.Places
import java.io.File

/** mobile/kotlin/native/bench: loops over the C ABI in this process, each with the nanoseconds of CPU that it took. */
object CLoops {
    init {
        System.load(File(Places.build, "lib/${System.mapLibraryName("nearshelf_jni_bench")}").path)
    }

    @JvmStatic external fun open(model: ByteArray): Long

    @JvmStatic external fun session(shelf: Long, count: Int): Long

    @JvmStatic external fun track(shelf: Long, item: ByteArray, count: Int): Long

    @JvmStatic external fun recommend(shelf: Long, count: Int): Long

    @JvmStatic external fun close(shelf: Long)
}

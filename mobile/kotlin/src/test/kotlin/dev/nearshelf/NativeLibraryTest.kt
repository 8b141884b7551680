package dev.nearshelf

import dev.nearshelf.internal.NativeLibrary
import dev.nearshelf.support.ChildJvm
import dev.nearshelf.support.Places
import java.io.File
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class NativeLibraryTest {
    @TempDir lateinit var directory: File

    private fun load(vararg options: String): List<String> =
        ChildJvm("dev.nearshelf.support.LoadProgramKt", options = options.toList()).use { child ->
            child.out.readLines().also { assertEquals(0, child.await()) }
        }

    @Test
    fun `each system has its folder in the jar`() {
        assertEquals("linux-x86_64", NativeLibrary.platform("Linux", "amd64"))
        assertEquals("linux-aarch64", NativeLibrary.platform("Linux", "aarch64"))
        assertEquals("macos-aarch64", NativeLibrary.platform("Mac OS X", "aarch64"))
        assertEquals("windows-x86_64", NativeLibrary.platform("Windows 11", "amd64"))
    }

    @Test
    fun `the library comes from the jar, and leaves no file behind`() {
        assertEquals(listOf(Nearshelf.version), load("-Djava.io.tmpdir=${directory.path}"))
        assertEquals(emptyList<String>(), directory.list()!!.filter { "nearshelf" in it })
    }

    @Test
    fun `a library that is named is taken`() {
        val library = File(Places.build, "lib/${System.mapLibraryName("nearshelf_jni")}")
        assertEquals(listOf(Nearshelf.version), load("-Dnearshelf.library=${library.path}"))
    }

    @Test
    fun `a library that is missing or another one is a clear error, each time`() {
        for (path in listOf("${directory.path}/gone.so", Places.build.path + "/lib/libnearshelf.so.0.1.0")) {
            val lines = load("-Dnearshelf.library=$path")
            assertEquals(2, lines.size, lines.toString())
            for (line in lines) assertTrue(line.startsWith("NOT_FOUND nearshelf_jni the native library"), line)
        }
    }
}

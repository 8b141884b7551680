package dev.nearshelf.bench

import dev.nearshelf.support.ChildJvm
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class OverheadTest {
    /** In a process of its own, with a heap whose pages the system has handed out before. */
    @Test
    fun `a call costs at most 5 microseconds more than from C`() {
        val options = listOf("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4")
        val lines = ChildJvm("dev.nearshelf.bench.OverheadProgramKt", options = options).use { child ->
            child.out.readLines().also { assertEquals(0, child.await()) }
        }
        lines.forEach(::println)
        val more = lines.filter { it.startsWith("| ") }.drop(2).map { it.trim('|', ' ').split("|").last().toDouble() }
        assertEquals(3, more.size)
        assertTrue(more.all { it <= 5.0 }, lines.joinToString("\n"))
    }
}

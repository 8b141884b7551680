package dev.nearshelf.bench

import dev.nearshelf.support.ChildJvm
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class OverheadTest {
    /**
     * In a process of its own, with a heap whose pages the system has handed out before. What else the machine does can
     * only make it more: a third try counts as well as the first.
     */
    @Test
    fun `a call costs at most 5 microseconds more than from C`() {
        val tries = generateSequence { measure() }.take(3).iterator()
        var lines = tries.next()
        while (more(lines).any { it > 5.0 } && tries.hasNext()) lines = tries.next()
        lines.forEach(::println)
        assertTrue(more(lines).all { it <= 5.0 }, "more than 5 µs, three times")
    }

    private fun measure(): List<String> {
        val options = listOf("-Xms128m", "-Xmx128m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=4")
        return ChildJvm("dev.nearshelf.bench.OverheadProgramKt", options = options).use { child ->
            child.out.readLines().also { assertEquals(0, child.await()) }
        }
    }

    /** The last column. */
    private fun more(lines: List<String>): List<Double> =
        lines.filter { it.startsWith("| ") }.drop(2).map { it.trim('|', ' ').split("|").last().trim().toDouble() }
            .also { assertEquals(3, it.size) }
}

package dev.nearshelf.bench

import dev.nearshelf.support.ChildJvm
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

class OverheadTest {
    /**
     * Prints the table; judged only where NEARSHELF_CALL_COST_BAR says how many microseconds a call may cost more, because
     * that takes a machine with nothing else to do. In a process of its own, with a heap whose pages the system has handed
     * out before.
     */
    @Test
    fun `what a call costs more than from C`() {
        val lines = measure()
        lines.forEach(::println)
        val more = more(lines)
        val bar = System.getenv("NEARSHELF_CALL_COST_BAR")?.toDouble() ?: return
        assertTrue(more.all { it <= bar }, "more than $bar µs")
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

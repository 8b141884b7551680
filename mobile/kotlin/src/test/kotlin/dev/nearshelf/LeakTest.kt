package dev.nearshelf

import dev.nearshelf.support.ChildJvm
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Memory stays flat. NEARSHELF_LEAK_FULL=1 makes it 10,000 shelves and 1,000,000 calls. */
class LeakTest {
    private val full = System.getenv("NEARSHELF_LEAK_FULL") == "1"

    private fun growthKib(what: String, count: Int): Long {
        // A heap that is there from the beginning, and one arena of malloc, so that nothing but a leak makes it grow.
        val heap = listOf("-Xms96m", "-Xmx96m", "-XX:+UseSerialGC", "-XX:+AlwaysPreTouch")
        ChildJvm("dev.nearshelf.support.LeakProgramKt", what, "$count", options = heap).use { child ->
            val growth = checkNotNull(child.out.readLine()).toLong()
            assertEquals(0, child.await())
            println("$count times $what: ${growth} KiB more")
            return growth
        }
    }

    @Test
    fun `opening and closing`() {
        assertTrue(growthKib("open", if (full) 10_000 else 1_000) < 4096)
    }

    @Test
    fun `calling`() {
        assertTrue(growthKib("call", if (full) 1_000_000 else 50_000) < 4096)
    }
}

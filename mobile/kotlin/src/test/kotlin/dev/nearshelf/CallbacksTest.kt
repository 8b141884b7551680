package dev.nearshelf

import dev.nearshelf.blocking.BlockingShelf
import dev.nearshelf.support.assertFails
import dev.nearshelf.support.keepsProfile
import java.io.File
import java.util.concurrent.atomic.AtomicReference
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class CallbacksTest {
    @TempDir lateinit var directory: File

    private fun corrupt(name: String) =
        File(directory, name).apply { writeBytes(ByteArray(8192) { 1 }) }.path

    @Test
    fun `the clock of the host is the one that counts`() {
        var now = 1_700_000_000_000
        BlockingShelf.open(ShelfOptions(clock = { now })).use { shelf ->
            shelf.track(ShopEvent.view("a"))
            now += 10 * 60_000
            shelf.track(ShopEvent.view("b"))
            assertEquals(listOf(1_700_000_000_000, 1_700_000_600_000), shelf.events().map { it.timeMs })
            assertEquals(1, shelf.info().sessionCount)
            now += 24 * 60 * 60_000
            assertEquals(false, shelf.session().active)
            // The user sets the clock back by a day and a half: nothing breaks, and the order of arrival stays.
            now -= 36 * 60 * 60_000
            shelf.track(ShopEvent.view("c"))
            assertEquals(listOf("a", "b", "c"), shelf.events().map { it.itemId })
            assertEquals(now, shelf.events().last().timeMs)
        }
    }

    @Test
    fun `a callback that fails does not fail the call`() {
        BlockingShelf.open(ShelfOptions(clock = { error("no clock") })).use { shelf ->
            val before = System.currentTimeMillis()
            shelf.track(ShopEvent.view("a"))
            assertTrue(shelf.events().single().timeMs in before..System.currentTimeMillis())
        }
        val options = ShelfOptions(corrupt("log.db"), rebuildIfCorrupt = true, log = { _, _ -> throw StackOverflowError() })
        BlockingShelf.open(options).use { it.setConsent(keepsProfile) }
    }

    @Test
    fun `messages come at the levels asked for`() {
        val all = mutableListOf<Pair<LogLevel, String>>()
        BlockingShelf.open(
            ShelfOptions(corrupt("a.db"), rebuildIfCorrupt = true, log = { level, text -> all += level to text }),
        ).close()
        assertTrue(all.any { it.first >= LogLevel.WARNING && it.second.isNotEmpty() }, all.toString())
        val errors = mutableListOf<LogLevel>()
        BlockingShelf.open(
            ShelfOptions(
                corrupt("b.db"), rebuildIfCorrupt = true, logLevel = LogLevel.ERROR, log = { level, _ -> errors += level },
            ),
        ).close()
        assertTrue(errors.all { it == LogLevel.ERROR })
    }

    /** The core holds its lock then: without the error such a call would wait for itself. */
    @Test
    fun `a callback that calls its shelf gets an error, and may close it`() {
        val shelf = AtomicReference<BlockingShelf?>()
        val seen = AtomicReference<Throwable?>()
        val opened = BlockingShelf.open(
            ShelfOptions(
                clock = {
                    shelf.get()?.let { open ->
                        seen.compareAndSet(null, runCatching { open.session() }.exceptionOrNull())
                        open.close()
                    }
                    1_700_000_000_000
                },
            ),
        )
        shelf.set(opened)
        opened.track(ShopEvent.view("x"))
        assertEquals(StatusCode.FAILED_PRECONDITION, (seen.get() as NearshelfException).code)
        assertTrue("callback" in (seen.get() as NearshelfException).reason)
        assertFails(StatusCode.FAILED_PRECONDITION, "shelf") { opened.session() }
    }
}

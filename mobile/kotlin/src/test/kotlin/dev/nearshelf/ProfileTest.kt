package dev.nearshelf

import dev.nearshelf.support.ChildJvm
import dev.nearshelf.support.Places
import dev.nearshelf.support.assertFails
import dev.nearshelf.support.keepsProfile
import dev.nearshelf.blocking.BlockingShelf
import java.io.File
import kotlin.random.Random
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** What an app's profile has to live through: killed processes, a second process, a key that is lost. */
class ProfileTest {
    @TempDir lateinit var directory: File

    private val path get() = File(directory, "shelf.db").path

    @Test
    fun `every event that was acknowledged is there after a kill`() {
        val acknowledged = List(5) { round ->
            val out = File(directory, "acknowledged-$round")
            ChildJvm("dev.nearshelf.support.TrackProgramKt", path, "round-$round", out = out).use { child ->
                while (out.length() == 0L) Thread.sleep(5)
                Thread.sleep(Random.nextLong(20, 400))
                child.kill()
            }
            // A line may have been cut by the kill, too.
            out.readText().substringBeforeLast('\n').lines()
        }.flatten()
        BlockingShelf.open(ShelfOptions(path, busyTimeoutMs = 5000)).use { shelf ->
            val there = shelf.allEvents().map { it.eventId }.toSet()
            assertTrue(acknowledged.size > 10, "only ${acknowledged.size} events")
            assertEquals(emptyList<String>(), acknowledged.filter { it !in there })
            // At most the one that was under way at each kill is there without its acknowledgement.
            assertTrue(there.size - acknowledged.size <= 5)
        }
    }

    @Test
    fun `a second process is told that the file is held, and nothing is lost`() {
        ChildJvm("dev.nearshelf.support.HoldProgramKt", path).use { child ->
            assertEquals("held", child.out.readLine())
            assertFails(StatusCode.BUSY) { BlockingShelf.open(ShelfOptions(path, busyTimeoutMs = 50)) }
            child.tell("track")
            assertEquals("tracked", child.out.readLine())
            assertFails(StatusCode.BUSY) { BlockingShelf.open(ShelfOptions(path, busyTimeoutMs = 50)) }
            child.tell("close")
            assertEquals(0, child.await())
        }
        BlockingShelf.open(ShelfOptions(path)).use { shelf ->
            assertEquals(listOf("of-the-child"), shelf.events().map { it.itemId })
            assertEquals(keepsProfile.granted, shelf.consent().granted)
        }
    }

    @Test
    fun `waiting for the other process to let go`() {
        ChildJvm("dev.nearshelf.support.HoldProgramKt", path).use { child ->
            assertEquals("held", child.out.readLine())
            kotlin.concurrent.thread {
                Thread.sleep(200)
                child.tell("close")
            }
            BlockingShelf.open(ShelfOptions(path, busyTimeoutMs = 30_000)).close()
        }
    }

    @Test
    fun `a sealed file shows nothing, and opens with its key alone`() {
        val key = Random.nextBytes(32)
        BlockingShelf.open(ShelfOptions(path, key = key)).use { shelf ->
            shelf.setConsent(keepsProfile)
            shelf.installModel(Places.model)
            shelf.track(ShopEvent.view("a-very-secret-item"))
        }
        for (file in directory.listFiles()!!) {
            assertFalse("a-very-secret-item" in file.readBytes().toString(Charsets.ISO_8859_1), file.name)
            assertFalse("SQLite format" in file.readBytes().toString(Charsets.ISO_8859_1), file.name)
        }
        assertFails(StatusCode.FAILED_PRECONDITION) { BlockingShelf.open(ShelfOptions(path)) }
        assertFails(StatusCode.WRONG_KEY) { BlockingShelf.open(ShelfOptions(path, key = Random.nextBytes(32))) }
        BlockingShelf.open(ShelfOptions(path, key = key)).use { shelf ->
            assertEquals(listOf("a-very-secret-item"), shelf.events().map { it.itemId })
        }
    }

    @Test
    fun `a plain file is sealed in place, and a lost key is a clean start`() {
        BlockingShelf.open(ShelfOptions(path)).use { shelf ->
            shelf.setConsent(keepsProfile)
            shelf.track(ShopEvent.view("a-very-secret-item"))
        }
        val key = Random.nextBytes(32)
        BlockingShelf.open(ShelfOptions(path, key = key)).use { assertEquals(1, it.info().eventCount) }
        assertFalse("a-very-secret-item" in File(path).readBytes().toString(Charsets.ISO_8859_1))
        val other = Random.nextBytes(32)
        BlockingShelf.open(ShelfOptions(path, key = other, rebuildIfCorrupt = true)).use { shelf ->
            assertEquals(0, shelf.info().eventCount)
            assertFalse(shelf.consent().decided)
            shelf.setConsent(keepsProfile)
            shelf.track(ShopEvent.view("b"))
        }
        assertTrue(directory.list()!!.any { it.startsWith("shelf.db.corrupt-") })
        BlockingShelf.open(ShelfOptions(path, key = other)).use { assertEquals(1, it.info().eventCount) }
    }

    @Test
    fun `memory is given back on request and nothing else changes`() {
        BlockingShelf.open(ShelfOptions(path)).use { shelf ->
            shelf.setConsent(keepsProfile)
            shelf.installModel(Places.model)
            repeat(500) { shelf.track(ShopEvent.view("sku-0000%02d".format(it % 60))) }
            val before = shelf.recommend()
            shelf.trimMemory()
            assertEquals(before, shelf.recommend())
            assertEquals(500, shelf.info().eventCount)
        }
    }
}

package dev.nearshelf

import dev.nearshelf.blocking.BlockingModel
import dev.nearshelf.blocking.BlockingShelf
import dev.nearshelf.support.Places
import dev.nearshelf.support.assertFails
import dev.nearshelf.support.keepsProfile
import java.io.File
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class ErrorsTest {
    @TempDir lateinit var directory: File

    @Test
    fun `every status of the library has its name here`() {
        for (code in StatusCode.entries) {
            if (code != StatusCode.UNKNOWN) assertEquals(code.name, Nearshelf.statusName(code.number))
        }
        assertEquals("UNKNOWN", Nearshelf.statusName(StatusCode.entries.maxOf { it.number } + 1))
        assertEquals(StatusCode.UNKNOWN, NearshelfException(77, "x").code)
        assertEquals(77, NearshelfException(77, "x").number)
    }

    @Test
    fun `an error says what, where and why`() {
        BlockingShelf.open().use { shelf ->
            val error = assertFails(StatusCode.INVALID_ARGUMENT, "event.item_id") {
                shelf.track(ShopEvent(EventKind.VIEW))
            }
            assertTrue(error.reason.isNotEmpty())
            assertEquals("event.item_id: ${error.reason}", error.message)
            assertFails(StatusCode.FAILED_PRECONDITION) { shelf.recommend() }
            assertFails(StatusCode.FAILED_PRECONDITION) { shelf.model() }
            assertFails(StatusCode.INVALID_ARGUMENT) { shelf.events(maxCount = 0) }
            assertFails(StatusCode.FAILED_PRECONDITION) { shelf.importProfile("{}".toByteArray()) }
            shelf.setConsent(keepsProfile)
            assertFails(StatusCode.INVALID_ARGUMENT) { shelf.importProfile("{}".toByteArray()) }
            assertFails(StatusCode.INVALID_ARGUMENT) { shelf.importProfile(ByteArray(0)) }
            assertFails(StatusCode.INVALID_ARGUMENT) { shelf.setConsent(Consent(Purposes.ALL, "")) }
        }
    }

    @Test
    fun `a bad option of a shelf is named`() {
        fun open(options: ShelfOptions) = BlockingShelf.open(options).close()
        assertFails(StatusCode.INVALID_ARGUMENT, "options.busy_timeout_ms") { open(ShelfOptions(busyTimeoutMs = -1)) }
        assertFails(StatusCode.INVALID_ARGUMENT) { open(ShelfOptions(maxEvents = 1)) }
        assertFails(StatusCode.INVALID_ARGUMENT) { open(ShelfOptions(path = "a\u0000b")) }
        assertFails(StatusCode.INVALID_ARGUMENT, "options.key_size") { open(ShelfOptions(key = ByteArray(0))) }
        assertFails(StatusCode.INVALID_ARGUMENT, "options.key_size") { open(ShelfOptions(key = ByteArray(31))) }
        assertFails(StatusCode.IO) { open(ShelfOptions(path = "${directory.path}/none/shelf.db")) }
        for (url in listOf("http://sync.shop.example", "ftp://x", "")) {
            assertFails(StatusCode.INVALID_ARGUMENT, "options.sync.url") {
                runBlocking { Shelf.open(ShelfOptions(sync = SyncOptions(url, "key"))).close() }
            }
        }
    }

    @Test
    fun `a bad artifact is refused, from memory and from a file`() {
        val good = Places.model.readBytes()
        val bad = good.copyOf().also { it[it.size / 2] = (it[it.size / 2] + 1).toByte() }.copyOf(good.size - 5)
        val file = File(directory, "bad.nsm").apply { writeBytes(bad) }
        val empty = File(directory, "empty.nsm").apply { writeBytes(ByteArray(0)) }
        assertFails(StatusCode.CORRUPT) { BlockingModel.open(bad) }
        assertFails(StatusCode.CORRUPT) { BlockingModel.open(file) }
        assertFails(StatusCode.CORRUPT) { BlockingModel.open(ByteArray(0)) }
        assertFails(StatusCode.CORRUPT) { BlockingModel.open(empty) }
        assertFails(StatusCode.NOT_FOUND) { BlockingModel.open(File(directory, "none.nsm")) }
        BlockingShelf.open().use { shelf ->
            assertFails(StatusCode.CORRUPT) { shelf.installModel(bad) }
            assertFails(StatusCode.CORRUPT) { shelf.installModel(file) }
            assertFails(StatusCode.CORRUPT) { shelf.installModel(empty) }
            assertFails(StatusCode.NOT_FOUND) { shelf.installModel(File(directory, "none.nsm")) }
            assertFails(StatusCode.IO) { shelf.installModel(directory) }
            shelf.installModel(good)
            assertEquals(60, shelf.model().use { it.info().itemCount })
            assertFails(StatusCode.INVALID_ARGUMENT) { shelf.recommend(RecommendOptions(count = -1)) }
        }
    }

    @Test
    fun `a corrupt database is refused, or put aside when that is asked for`() {
        val file = File(directory, "shelf.db").apply { writeBytes(ByteArray(8192) { (it * 7).toByte() }) }
        assertFails(StatusCode.CORRUPT) { BlockingShelf.open(ShelfOptions(file.path)) }
        val messages = mutableListOf<String>()
        BlockingShelf.open(
            ShelfOptions(file.path, rebuildIfCorrupt = true, log = { _, message -> messages += message }),
        ).use { assertEquals(0, it.info().eventCount) }
        assertTrue(directory.list()!!.any { it.startsWith("shelf.db.corrupt-") })
        assertTrue(messages.isNotEmpty())
    }

    @Test
    fun `texts of any script go in and come out`() {
        // Four bytes in UTF-8, and a NUL inside: where JNI's own encoding is another one.
        for (id in listOf("Größe-№-靴-👟", "\uD83D\uDE00".repeat(60))) {
            BlockingShelf.open().use { shelf ->
                shelf.track(ShopEvent.view(id))
                shelf.track(ShopEvent.search("запрос $id"))
                assertEquals(listOf(id, null), shelf.events().map { it.itemId })
                assertEquals("запрос $id", shelf.events().last().query)
                assertTrue(id in shelf.exportProfile().decodeToString())
            }
        }
        BlockingShelf.open().use { shelf ->
            assertFails(StatusCode.INVALID_ARGUMENT, "event.item_id") { shelf.track(ShopEvent.view("a\u0000b")) }
        }
    }
}

package dev.nearshelf

import dev.nearshelf.blocking.BlockingShelf
import dev.nearshelf.support.Places
import dev.nearshelf.support.assertFails
import dev.nearshelf.support.keepsProfile
import java.io.File
import java.util.concurrent.CountDownLatch
import java.util.concurrent.atomic.AtomicInteger
import java.util.concurrent.atomic.AtomicReference
import kotlin.concurrent.thread
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class CloseTest {
    @TempDir lateinit var directory: File

    @Test
    fun `after close every call gives a clear error`() {
        val shelf = BlockingShelf.open().apply { installModel(Places.model) }
        val model = shelf.model()
        val task = shelf.nextTask().task
        assertNull(task)
        shelf.close()
        shelf.close()
        assertTrue(shelf.isClosed)
        val calls = listOf<(BlockingShelf) -> Unit>(
            { it.track(ShopEvent.view("x")) }, { it.recommend() }, { it.session() }, { it.endSession() },
            { it.forgetAll() }, { it.info() }, { it.setConsent(keepsProfile) }, { it.consent() }, { it.model() },
            { it.exportProfile() }, { it.importProfile(ByteArray(1)) }, { it.events() }, { it.allEvents().toList() },
            { it.nextTask() }, { it.syncInfo() }, { it.trimMemory() }, { it.installModel(Places.model) },
            { it.installModel(Places.model.readBytes()) },
        )
        for (call in calls) {
            val error = assertFails(StatusCode.FAILED_PRECONDITION, "shelf") { call(shelf) }
            assertEquals("the shelf is closed", error.reason)
        }
        // A model is an object of its own.
        assertEquals(20, model.recommend().items.size)
        model.close()
        model.close()
        assertFails(StatusCode.FAILED_PRECONDITION, "model") { model.recommend() }
        assertFails(StatusCode.FAILED_PRECONDITION, "model") { model.info() }
    }

    @Test
    fun `suspend functions and flows end likewise`() = runBlocking {
        val shelf = Shelf.open()
        shelf.installModel(Places.model)
        shelf.closeAndWait()
        shelf.close()
        assertFails(StatusCode.FAILED_PRECONDITION, "shelf") { runBlocking { shelf.recommend() } }
        assertFails(StatusCode.FAILED_PRECONDITION, "shelf") { runBlocking { shelf.allEvents().toList() } }
        assertEquals(emptyList<Recommendations>(), shelf.recommendations().toList())
        assertEquals(emptyList<Change>(), shelf.changes.toList())
        shelf.keepSyncing()
    }

    @Test
    fun `the file is free when close returns`() {
        val path = File(directory, "shelf.db").path
        repeat(20) {
            val shelf = BlockingShelf.open(ShelfOptions(path, busyTimeoutMs = 0)).apply { setConsent(keepsProfile) }
            val busy = thread { runCatching { while (true) shelf.track(ShopEvent.view("x")) } }
            Thread.sleep(2)
            shelf.close()
            BlockingShelf.open(ShelfOptions(path, busyTimeoutMs = 0)).close()
            busy.join()
        }
    }

    @Test
    fun `closing while other threads call is safe`() {
        repeat(200) {
            val shelf = BlockingShelf.open().apply { installModel(Places.model) }
            val started = CountDownLatch(4)
            val unexpected = AtomicReference<Throwable?>()
            val calls = AtomicInteger()
            val callers = List(4) { caller ->
                thread {
                    started.countDown()
                    try {
                        while (true) {
                            if (caller == 0) shelf.track(ShopEvent.view("sku-000007")) else shelf.recommend()
                            calls.incrementAndGet()
                        }
                    } catch (e: NearshelfException) {
                        if (e.reason != "the shelf is closed") unexpected.set(e)
                    } catch (e: Throwable) {
                        unexpected.set(e)
                    }
                }
            }
            started.await()
            while (calls.get() < 3) Thread.onSpinWait()
            val closers = List(2) { thread { shelf.close() } }
            (closers + callers).forEach(Thread::join)
            assertNull(unexpected.get())
        }
    }

    @Test
    fun `tasks that are left go with the shelf`() = runBlocking {
        val sync = SyncOptions("https://sync.invalid", "key", batchEvents = 1)
        val shelf = BlockingShelf.open(ShelfOptions(sync = sync))
        shelf.setConsent(dev.nearshelf.support.measured)
        shelf.track(ShopEvent.view("x"))
        val task = checkNotNull(shelf.nextTask().task)
        shelf.close()
        task.free()
        assertFails(StatusCode.FAILED_PRECONDITION, "shelf") { task.finish(null) }
        Unit
    }

    @Test
    fun `a task is finished once`() {
        val sync = SyncOptions("https://sync.invalid", "key", batchEvents = 1)
        BlockingShelf.open(ShelfOptions(sync = sync)).use { shelf ->
            shelf.setConsent(dev.nearshelf.support.measured)
            shelf.track(ShopEvent.view("x"))
            val task = checkNotNull(shelf.nextTask().task)
            task.finish(null)
            task.free()
            assertFails(StatusCode.FAILED_PRECONDITION, "task") { task.finish(null) }
        }
    }
}

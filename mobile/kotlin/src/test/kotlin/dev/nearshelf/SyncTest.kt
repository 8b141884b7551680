package dev.nearshelf

import dev.nearshelf.support.Places
import dev.nearshelf.support.keepsProfile
import dev.nearshelf.support.measured
import java.io.IOException
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.CountDownLatch
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

/** What the driver does with requests, over a transport that the test is; SyncServerTest has the real server. */
class SyncTest {
    private class Wire(val answer: suspend (HttpRequest) -> HttpResponse) : Transport {
        val requests = CopyOnWriteArrayList<HttpRequest>()

        override suspend fun execute(request: HttpRequest): HttpResponse {
            requests += request
            return answer(request)
        }
    }

    private suspend fun withShelf(
        wire: Wire,
        batchEvents: Int = 1,
        url: String = "https://sync.shop.example/api/",
        use: suspend (Shelf) -> Unit,
    ) {
        val shelf = Shelf.open(ShelfOptions(sync = SyncOptions(url, "key", batchEvents = batchEvents, transport = wire)))
        try {
            withTimeout(60_000) { use(shelf) }
        } finally {
            shelf.closeAndWait()
        }
    }

    @Test
    fun `without consent to measurement there is no request at all`() = runBlocking {
        val wire = Wire { error("a request was made") }
        withShelf(wire) { shelf ->
            val loop = launch { shelf.keepSyncing() }
            shelf.track(ShopEvent.view("a"))
            shelf.sync()
            shelf.setConsent(keepsProfile)
            shelf.track(ShopEvent.view("b"))
            shelf.setConsent(Consent(Purposes.ALL, "1", globalPrivacyControl = true))
            shelf.track(ShopEvent.view("c"))
            shelf.sync()
            shelf.syncBeforeLeaving()
            delay(600)
            assertEquals(emptyList<HttpRequest>(), wire.requests.toList())
            assertEquals(0, shelf.syncInfo().queuedEvents)
            loop.cancel()
        }
    }

    @Test
    fun `requests go below the server's address`() = runBlocking {
        val wire = Wire { throw IOException("offline") }
        withShelf(wire) { shelf ->
            shelf.setConsent(measured)
            shelf.track(ShopEvent.view("a"))
            val info = shelf.sync()
            val request = wire.requests.single()
            assertEquals("https://sync.shop.example/api/v1/events", request.url)
            assertEquals("POST", request.method)
            assertTrue(request.headers.any { (name, value) -> name.equals("Authorization", true) && "key" in value })
            assertNotNull(request.body)
            assertEquals(1, info.queuedEvents)
            assertEquals(0, info.lastHttpStatus)
            assertTrue(info.retryAtMs > System.currentTimeMillis() - 5000)
        }
    }

    @Test
    fun `the loop is woken by what happens and waits as it is told`() = runBlocking {
        val answered = CompletableDeferred<Unit>()
        val wire = Wire {
            answered.complete(Unit)
            HttpResponse(503, retryAfter = "3600")
        }
        withShelf(wire) { shelf ->
            shelf.startSync()
            delay(300)
            shelf.setConsent(measured)
            shelf.track(ShopEvent.view("a"))
            answered.await()
            repeat(5) { shelf.track(ShopEvent.view("b$it")) }
            shelf.wakeSync()
            delay(800)
            assertEquals(1, wire.requests.size)
            assertTrue(shelf.syncInfo().retryAtMs >= System.currentTimeMillis() + 3_500_000)
        }
    }

    @Test
    fun `leaving sends what is not due yet`() = runBlocking {
        val wire = Wire { throw IOException("offline") }
        withShelf(wire, batchEvents = 50) { shelf ->
            shelf.setConsent(measured)
            shelf.track(ShopEvent.view("a"))
            shelf.sync()
            assertEquals(0, wire.requests.size)
            shelf.syncBeforeLeaving()
            assertEquals(1, wire.requests.size)
        }
    }

    @Test
    fun `a sync that is cancelled gives its request back`() = runBlocking {
        val flying = CompletableDeferred<Unit>()
        val wire = Wire {
            flying.complete(Unit)
            awaitCancellation()
        }
        withShelf(wire) { shelf ->
            shelf.setConsent(measured)
            shelf.track(ShopEvent.view("a"))
            val sync = launch { shelf.sync() }
            flying.await()
            sync.cancelAndJoin()
            val info = shelf.syncInfo()
            assertEquals(1, info.queuedEvents)
            // Freed, not failed: it is made again without a pause.
            assertEquals(0, info.retryAtMs)
            assertNotNull(shelf.blocking.nextTask().task)
        }
    }

    @Test
    fun `a withdrawal ends the request that is under way and has it erased`() = runBlocking {
        val flying = CompletableDeferred<Unit>()
        val cancelled = CompletableDeferred<Unit>()
        val wire = Wire { request ->
            if ("erase" in request.url) throw IOException("offline")
            flying.complete(Unit)
            try {
                awaitCancellation()
            } finally {
                cancelled.complete(Unit)
            }
        }
        withShelf(wire) { shelf ->
            shelf.setConsent(measured)
            shelf.track(ShopEvent.view("a"))
            val sync = launch { shelf.sync() }
            flying.await()
            shelf.setConsent(Consent(Purposes.NONE, "1"))
            cancelled.await()
            sync.join()
            val info = shelf.syncInfo()
            assertEquals(0, info.queuedEvents)
            assertEquals(1, info.pendingErasures)
            assertTrue(wire.requests.any { it.url.endsWith("/v1/erase") })
        }
    }

    @Test
    fun `a transport that blocks its thread does not hold up the shelf`() = runBlocking {
        val release = CountDownLatch(1)
        val flying = CompletableDeferred<Unit>()
        val wire = Wire {
            flying.complete(Unit)
            release.await()
            throw IOException("offline")
        }
        withShelf(wire) { shelf ->
            shelf.setConsent(measured)
            shelf.track(ShopEvent.view("a"))
            val sync = launch { shelf.sync() }
            flying.await()
            assertEquals(1, shelf.info().eventCount)
            release.countDown()
            sync.join()
        }
    }

    @Test
    fun `what a transport throws ends nothing`() = runBlocking {
        val messages = CopyOnWriteArrayList<String>()
        val wire = Wire { throw IllegalStateException("a bug of the app") }
        val options = SyncOptions("https://x", "key", batchEvents = 1, transport = wire)
        val shelf = Shelf.open(ShelfOptions(sync = options, log = { _, message -> messages += message }))
        shelf.setConsent(measured)
        shelf.track(ShopEvent.view("a"))
        assertEquals(1, shelf.sync().queuedEvents)
        assertTrue(messages.any { "a bug of the app" in it }, messages.toString())
        shelf.closeAndWait()
    }

    @Test
    fun `addresses without TLS are not used unless allowed`() = runBlocking {
        val wire = Wire { throw IOException("offline") }
        val manifest = "http://cdn.shop.example/manifest.json"
        val options = SyncOptions("https://x", "key", manifest, transport = wire)
        val shelf = Shelf.open(ShelfOptions(sync = options))
        shelf.sync()
        assertEquals(emptyList<HttpRequest>(), wire.requests.toList())
        shelf.closeAndWait()
    }

    @Test
    fun `closing ends a sync that is under way`() = runBlocking {
        val flying = CompletableDeferred<Unit>()
        val wire = Wire {
            flying.complete(Unit)
            awaitCancellation()
        }
        withShelf(wire) { shelf ->
            shelf.setConsent(measured)
            shelf.track(ShopEvent.view("a"))
            val sync = launch { runCatching { shelf.sync() } }
            val job = shelf.startSync()
            flying.await()
            shelf.closeAndWait()
            sync.join()
            job.join()
            assertFalse(job.isActive)
        }
    }

    @Test
    fun `a shelf without sync options says so`() = runBlocking {
        val shelf = Shelf.open()
        for (call in listOf<suspend () -> Unit>({ shelf.sync() }, { shelf.syncBeforeLeaving() }, { shelf.keepSyncing() })) {
            val error = assertThrows<NearshelfException> { runBlocking { call() } }
            assertEquals(StatusCode.FAILED_PRECONDITION, error.code)
        }
        shelf.closeAndWait()
    }

    @Test
    fun `an artifact that is none is refused and the old model serves on`() = runBlocking {
        val wire = Wire { request ->
            if (request.url.endsWith(".json")) HttpResponse(200, "{}".toByteArray()) else throw IOException("offline")
        }
        val options = SyncOptions("https://x", "key", "/manifest.json", transport = wire)
        val shelf = Shelf.open(ShelfOptions(sync = options))
        shelf.installModel(Places.model)
        runCatching { shelf.sync() }
        assertEquals("https://x/manifest.json", wire.requests.first().url)
        assertEquals(20, shelf.recommend().items.size)
        shelf.closeAndWait()
    }
}

package dev.nearshelf

import dev.nearshelf.support.Places
import dev.nearshelf.support.ServerProcess
import dev.nearshelf.support.measured
import java.io.File
import java.net.InetAddress
import java.net.ServerSocket
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** Against the real nearshelf-server. */
class SyncServerTest {
    @TempDir lateinit var directory: File

    private fun options(url: String, key: String, manifest: String? = null) =
        SyncOptions(url, key, manifest, batchEvents = 1, allowHttp = true)

    private suspend fun withShelf(sync: SyncOptions, use: suspend (Shelf) -> Unit) {
        val shelf = Shelf.open(ShelfOptions(sync = sync))
        try {
            withTimeout(120_000) { use(shelf) }
        } finally {
            shelf.closeAndWait()
        }
    }

    @Test
    fun `events are acknowledged, a model comes, and what was sent is erased`() = runBlocking {
        ServerProcess(directory).use { server ->
            server.publish(Places.model)
            val manifest = "/v1/models/default/manifest.json"
            withShelf(options(server.url, server.deviceKey, manifest)) { shelf ->
                shelf.setConsent(measured)
                repeat(120) { shelf.track(ShopEvent.view("sku-0000%02d".format(it % 60))) }
                val info = shelf.sync()
                assertEquals(0, info.queuedEvents)
                assertEquals(120, info.acknowledgedEvents)
                assertEquals(200, info.lastHttpStatus)
                assertTrue(info.lastSuccessMs > 0)
                assertEquals(60, shelf.model().use { it.info().itemCount })
                assertEquals(RecommendationContext.SESSION, shelf.recommend().context)
                shelf.setConsent(Consent(Purposes.NONE, "2"))
                assertEquals(1, shelf.syncInfo().pendingErasures)
                assertEquals(0, shelf.sync().pendingErasures)
            }
        }
    }

    @Test
    fun `the loop sends by itself`() = runBlocking {
        ServerProcess(directory).use { server ->
            withShelf(options(server.url, server.deviceKey)) { shelf ->
                shelf.startSync()
                shelf.setConsent(measured)
                repeat(3) {
                    shelf.track(ShopEvent.view("a"))
                    while (shelf.syncInfo().acknowledgedEvents <= it) delay(20)
                }
            }
        }
    }

    @Test
    fun `a key that the server does not know`() = runBlocking {
        ServerProcess(directory).use { server ->
            withShelf(options(server.url, "nst_000000000000_wrong")) { shelf ->
                shelf.setConsent(measured)
                shelf.track(ShopEvent.view("a"))
                val info = shelf.sync()
                assertEquals(401, info.lastHttpStatus)
                assertEquals(1, info.queuedEvents)
                assertTrue(info.retryAtMs > System.currentTimeMillis() + 30 * 60_000)
            }
        }
    }

    @Test
    fun `a server that asks for a pause gets it`() = runBlocking {
        ServerProcess(directory, "[limits]\nreceipts_per_minute = 1\n").use { server ->
            // Each shelf is a device of its own with a decision that the server has to note.
            for (expected in listOf(200, 429)) {
                withShelf(options(server.url, server.deviceKey)) { shelf ->
                    shelf.setConsent(measured)
                    shelf.track(ShopEvent.view("a"))
                    val before = System.currentTimeMillis()
                    val info = shelf.sync()
                    assertEquals(expected, info.lastHttpStatus)
                    assertEquals(if (expected == 429) 1 else 0, info.queuedEvents)
                    if (expected == 429) assertTrue(info.retryAtMs >= before + 1000, info.toString())
                }
            }
        }
    }

    @Test
    fun `offline, and then not`() = runBlocking {
        val path = File(directory, "shelf.db").path
        val nobody = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }
        val offline = Shelf.open(ShelfOptions(path, sync = options("http://127.0.0.1:$nobody", "key")))
        offline.setConsent(measured)
        offline.track(ShopEvent.view("a"))
        val info = offline.sync()
        assertEquals(0, info.lastHttpStatus)
        assertEquals(1, info.queuedEvents)
        assertNotEquals(0L, info.retryAtMs)
        offline.closeAndWait()
        ServerProcess(File(directory, "server")).use { server ->
            val online = Shelf.open(ShelfOptions(path, sync = options(server.url, server.deviceKey)))
            withTimeout(60_000) { while (online.sync().queuedEvents > 0) delay(100) }
            assertEquals(1, online.syncInfo().acknowledgedEvents)
            online.closeAndWait()
        }
    }

    @Test
    fun `cancelled under a server that does not answer`() = runBlocking {
        ServerSocket(0, 5, InetAddress.getLoopbackAddress()).use { silent ->
            withShelf(options("http://127.0.0.1:${silent.localPort}", "key")) { shelf ->
                shelf.setConsent(measured)
                shelf.track(ShopEvent.view("a"))
                val sync = launch { shelf.sync() }
                delay(300)
                withTimeout(2000) { sync.cancelAndJoin() }
                val info = shelf.syncInfo()
                assertEquals(1, info.queuedEvents)
                assertEquals(0, info.retryAtMs)
            }
        }
    }
}

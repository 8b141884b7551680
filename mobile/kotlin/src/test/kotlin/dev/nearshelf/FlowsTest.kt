package dev.nearshelf

import dev.nearshelf.support.Places
import dev.nearshelf.support.keepsProfile
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.onStart
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows

class FlowsTest {
    private suspend fun withShelf(use: suspend (Shelf) -> Unit) {
        val shelf = Shelf.open()
        try {
            withTimeout(60_000) { use(shelf) }
        } finally {
            shelf.close()
        }
    }

    @Test
    fun `recommendations come at once and after every change`() = runBlocking {
        withShelf { shelf ->
            val seen = Channel<Recommendations>(Channel.UNLIMITED)
            val collector = launch { shelf.recommendations().collect(seen::send) }
            // Without a model there is nothing to recommend, and that is no failure.
            assertNull(withTimeoutOrNull(100) { seen.receive() })
            shelf.installModel(Places.model)
            assertEquals(RecommendationContext.NONE, seen.receive().context)
            val first = shelf.track(ShopEvent.view("sku-000007"))
            val session = seen.receive()
            assertEquals(RecommendationContext.SESSION, session.context)
            // An event that is there already changes nothing.
            assertTrue(shelf.track(ShopEvent(EventKind.VIEW, "sku-000007", eventId = first.eventId)).duplicate)
            assertNull(withTimeoutOrNull(100) { seen.receive() })
            shelf.track(ShopEvent.view("sku-000009"))
            assertNotEquals(session.items.map { it.id }, seen.receive().items.map { it.id })
            shelf.endSession()
            assertEquals(RecommendationContext.HISTORY, seen.receive().context)
            val export = shelf.exportProfile()
            shelf.forgetAll()
            assertEquals(RecommendationContext.NONE, seen.receive().context)
            shelf.setConsent(keepsProfile)
            seen.receive()
            shelf.importProfile(export)
            assertEquals(RecommendationContext.HISTORY, seen.receive().context)
            shelf.close()
            collector.join()
        }
    }

    @Test
    fun `a slow collector sees the latest, not each`() = runBlocking {
        withShelf { shelf ->
            shelf.installModel(Places.model)
            val options = RecommendOptions(count = 1000)
            val release = CompletableDeferred<Unit>()
            val seen = mutableListOf<Recommendations>()
            val collector = launch {
                shelf.recommendations(options).collect {
                    seen += it
                    release.await()
                }
            }
            while (seen.isEmpty()) delay(5)
            for (i in 1..30) shelf.track(ShopEvent.view("sku-0000%02d".format(i)))
            val last = shelf.recommend(options)
            release.complete(Unit)
            while (seen.size < 2) delay(5)
            assertNull(withTimeoutOrNull(100) { while (seen.size < 3) delay(5) })
            assertEquals(last, seen[1])
            collector.cancel()
        }
    }

    @Test
    fun `another failure ends the stream`() = runBlocking {
        withShelf { shelf ->
            shelf.installModel(Places.model)
            val error = assertThrows<NearshelfException> {
                runBlocking { shelf.recommendations(RecommendOptions(count = 0)).first() }
            }
            assertEquals(StatusCode.INVALID_ARGUMENT, error.code)
        }
    }

    @Test
    fun `changes say what happened`() = runBlocking {
        withShelf { shelf ->
            val listening = CompletableDeferred<Unit>()
            val seen = Channel<Change>(Channel.UNLIMITED)
            val collector = launch {
                shelf.changes.onStart { listening.complete(Unit) }.collect(seen::send)
                seen.close()
            }
            listening.await()
            delay(50)
            shelf.installModel(Places.model)
            shelf.track(ShopEvent.view("sku-000007"))
            shelf.endSession()
            shelf.setConsent(keepsProfile)
            shelf.importProfile(shelf.exportProfile())
            shelf.forgetAll()
            shelf.close()
            collector.join()
            assertEquals(
                listOf(Change.MODEL, Change.EVENT, Change.SESSION, Change.CONSENT, Change.IMPORT, Change.FORGOTTEN),
                generateSequence { seen.tryReceive().getOrNull() }.toList(),
            )
        }
    }

    @Test
    fun `all events are read in pages`() = runBlocking {
        withShelf { shelf ->
            for (i in 0 until 2500) shelf.blocking.track(ShopEvent.view("item-$i"))
            assertEquals(List(2500) { "item-$it" }, shelf.allEvents().toList().map { it.itemId })
            assertEquals(List(2500) { "item-$it" }, shelf.blocking.allEvents().map { it.itemId }.toList())
            assertEquals(List(5) { "item-$it" }, shelf.allEvents().take(5).toList().map { it.itemId })
        }
    }
}

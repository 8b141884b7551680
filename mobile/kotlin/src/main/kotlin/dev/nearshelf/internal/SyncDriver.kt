package dev.nearshelf.internal

import dev.nearshelf.HttpRequest
import dev.nearshelf.HttpResponse
import dev.nearshelf.NearshelfException
import dev.nearshelf.StatusCode
import dev.nearshelf.SyncOptions
import dev.nearshelf.blocking.BlockingShelf
import dev.nearshelf.blocking.Moment
import dev.nearshelf.blocking.NextTask
import dev.nearshelf.blocking.SyncTask
import java.util.Collections
import java.util.concurrent.ConcurrentHashMap
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.cancel
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.combine
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import kotlinx.coroutines.withTimeoutOrNull

/**
 * Asks the core for requests and has them carried out, one after the other. What is sent, in which batches, and when it
 * is tried again is the core's to say; this only keeps its time.
 */
internal class SyncDriver(
    private val shelf: BlockingShelf,
    private val options: SyncOptions?,
    private val dispatcher: CoroutineDispatcher,
    private val onTrouble: (Throwable) -> Unit,
) {
    private val turn = Mutex()
    private val wakes = MutableStateFlow(0L)
    private val flights: MutableSet<Deferred<HttpResponse?>> = Collections.newSetFromMap(ConcurrentHashMap())

    /** Something may be due that nobody told of: the network is back. */
    fun wake() {
        while (!wakes.value.let { wakes.compareAndSet(it, it + 1) }) continue
    }

    /** What is under way is given up, as if no answer came; the core makes it again if it still should be. */
    fun interrupt() {
        for (flight in flights) flight.cancel()
    }

    /**
     * Carries out everything that is due and gives how long to wait then; throws what first went wrong, after all was
     * tried. Leaving does not wait for a request that is under way.
     */
    suspend fun run(moment: Moment): Long {
        val options = options ?: throw NearshelfException(
            StatusCode.FAILED_PRECONDITION, "the shelf was opened without sync options", "options.sync",
        )
        return if (moment == Moment.LEAVING) work(options, moment) else turn.withLock { work(options, moment) }
    }

    suspend fun runForever() {
        while (true) {
            val seen = signals()
            val waitMs = try {
                run(Moment.NORMAL)
            } catch (e: NearshelfException) {
                if (shelf.isClosed) return
                if (options == null) throw e
                onTrouble(e)
                TROUBLE_MS
            }
            if (!awaitSignal(seen, waitMs)) return
        }
    }

    private fun signals() = wakes.value to shelf.changes.generation.value

    /** Returns after [waitMs], or soon after something happened; false: the shelf was closed. */
    private suspend fun awaitSignal(seen: Pair<Long, Long>, waitMs: Long): Boolean {
        val signal = combine(wakes, shelf.changes.generation) { wake, generation -> wake to generation }
        val woken = if (waitMs < 0) signal.first { it != seen } else withTimeoutOrNull(waitMs) { signal.first { it != seen } }
        if (woken?.second == Changes.CLOSED) return false
        // Of a burst of events the core is asked once.
        if (woken != null && woken.second != seen.second) delay(POKE_MS)
        return true
    }

    private suspend fun work(options: SyncOptions, moment: Moment): Long {
        var trouble: NearshelfException? = null
        while (true) {
            currentCoroutineContext().ensureActive()
            val next = onShelf { shelf.nextTask(moment) }
            val task = next.task
            if (task == null) {
                trouble?.let { throw it }
                return next.waitMs
            }
            try {
                carryOut(task, options)
            } catch (e: NearshelfException) {
                if (shelf.isClosed) throw e
                if (trouble == null) trouble = e
            }
        }
    }

    private suspend fun carryOut(task: SyncTask, options: SyncOptions) {
        var finished = false
        try {
            val response = fly(task, options)
            finished = true
            onShelf { if (response.interrupted) task.free() else task.finish(response.answer) }
        } finally {
            if (!finished) onShelf { task.free() }
        }
    }

    private class Landing(val answer: HttpResponse?, val interrupted: Boolean = false)

    private suspend fun fly(task: SyncTask, options: SyncOptions): Landing {
        val request = HttpRequest(
            task.method, ServerAddress.resolve(task.url, options.url), task.headers, task.body, task.timeoutMs,
            task.maxResponseBytes,
        )
        // A job of its own, so that giving the request up does not cancel whoever waits for it; and not on the shelf's
        // thread, which a transport that blocks would hold.
        val scope = CoroutineScope(Dispatchers.IO + SupervisorJob())
        val flight = scope.async { answerOrNull(request, options) }
        flights.add(flight)
        try {
            return Landing(flight.await())
        } catch (e: CancellationException) {
            currentCoroutineContext().ensureActive()
            return Landing(null, interrupted = true)
        } finally {
            flights.remove(flight)
            scope.cancel()
        }
    }

    /** Null: no answer came. A transport is an app's own code, and what it throws must not end the loop. */
    private suspend fun answerOrNull(request: HttpRequest, options: SyncOptions): HttpResponse? =
        try {
            ServerAddress.check(request.url, options.allowHttp)
            withTimeout(request.timeoutMs) { options.transport.execute(request) }
        } catch (e: Exception) {
            if (e is CancellationException && e !is TimeoutCancellationException) throw e
            onTrouble(e)
            null
        }

    /** A task that was handed out is never lost to a cancellation, and what came of it is noted. */
    private suspend fun <R> onShelf(call: () -> R): R = withContext(NonCancellable + dispatcher) { call() }

    private companion object {
        const val POKE_MS = 250L

        /** After the core could not be asked, or could not note what came of a request. */
        const val TROUBLE_MS = 30_000L
    }
}

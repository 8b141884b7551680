package dev.nearshelf

import dev.nearshelf.blocking.BlockingShelf
import dev.nearshelf.blocking.Moment
import dev.nearshelf.internal.Changes
import dev.nearshelf.internal.ServerAddress
import dev.nearshelf.internal.SyncDriver
import dev.nearshelf.internal.handOver
import java.io.File
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.flow
import kotlinx.coroutines.flow.takeWhile
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/**
 * One shopper's profile and the current model, in one database. Every function may be called from every thread, also one
 * that draws: the work, and the wait for the disk, happen elsewhere. A call that fails throws a [NearshelfException] and
 * has changed nothing. A coroutine that is cancelled while a call runs does not see its result; the call still ends.
 *
 * @property blocking the same on the calling thread
 */
public class Shelf private constructor(
    public val blocking: BlockingShelf,
    private val dispatcher: CoroutineDispatcher,
    options: ShelfOptions,
) : AutoCloseable {
    private val scope = CoroutineScope(SupervisorJob() + dispatcher)
    private val log = options.log
    private val driver = SyncDriver(blocking, options.sync, dispatcher) { trouble ->
        log?.let { log -> runCatching { log(LogLevel.WARNING, "sync: $trouble") } }
    }

    public val isClosed: Boolean get() = blocking.isClosed

    /** What happened to the shelf, from now on; ends when it is closed. A slow collector misses the oldest. */
    public val changes: Flow<Change> = blocking.changes.flow

    /** Verifies an artifact, stores it and uses it from then on; the session goes on under it. */
    public suspend fun installModel(artifact: ByteArray): Unit = away { installModel(artifact) }

    public suspend fun installModel(artifact: File): Unit = away { installModel(artifact) }

    /** The current model, as an object of its own: close it, before or after the shelf. */
    public suspend fun model(): Model = handOver(dispatcher, Model::close) { Model(blocking.model()) }

    /** Records an event. When it returns, all that consent lets be kept of it is on the disk. */
    public suspend fun track(event: ShopEvent): TrackResult = away { track(event) }

    /** Recommends for the session as it is now. */
    public suspend fun recommend(options: RecommendOptions = RecommendOptions()): Recommendations =
        away { recommend(options) }

    /**
     * Recommendations as they are now, and anew after whatever changes them: events, a new model, a session that ends,
     * consent, an import, forgetting. A slow collector gets the latest only. Without a usable model it waits for one;
     * other failures end it; so does closing the shelf.
     */
    public fun recommendations(options: RecommendOptions = RecommendOptions()): Flow<Recommendations> = flow {
        blocking.changes.generation.takeWhile { it != Changes.CLOSED }.collect {
            val fresh = try {
                recommend(options)
            } catch (e: NearshelfException) {
                if (e.code != StatusCode.FAILED_PRECONDITION) throw e
                null
            }
            if (fresh != null) emit(fresh)
        }
    }

    public suspend fun session(): SessionInfo = away { session() }

    /** The next event begins a new session. */
    public suspend fun endSession(): Unit = away { endSession() }

    /** Deletes every event and session, overwriting them in the file; the model and the decisions stay. */
    public suspend fun forgetAll(): Unit = away { forgetAll() }

    public suspend fun info(): ShelfInfo = away { info() }

    /**
     * Puts a decision into force. What is not granted any more is purged, also a request that is under way; an erase
     * request takes back what was sent, and is repeated until the server has acknowledged it.
     */
    public suspend fun setConsent(consent: Consent) {
        if (Purposes.MEASUREMENT !in consent.granted) driver.interrupt()
        val effective = away {
            setConsent(consent)
            consent().effective
        }
        // Once more for what began in between, and for what Global Privacy Control denies.
        if (Purposes.MEASUREMENT !in effective) driver.interrupt()
    }

    public suspend fun consent(): ConsentInfo = away { consent() }

    /** Everything that the shelf knows of the shopper, as JSON in UTF-8 (docs/formats.md). */
    public suspend fun exportProfile(): ByteArray = away { exportProfile() }

    /** Takes up the events of an export, all or nothing; nothing of it is queued to be sent. */
    public suspend fun importProfile(json: ByteArray): Unit = away { importProfile(json) }

    /** The first [maxCount] (1 to 10000) events behind a sequence, oldest first; none: there are no more. */
    public suspend fun events(afterSequence: Long = 0, maxCount: Int = 1000): List<RecordedEvent> =
        away { events(afterSequence, maxCount) }

    /** All recorded events, oldest first, read in pages as they are collected. */
    public fun allEvents(): Flow<RecordedEvent> = flow {
        var page = events()
        while (page.isNotEmpty()) {
            for (event in page) emit(event)
            page = events(page.last().sequence)
        }
    }

    public suspend fun syncInfo(): SyncInfo = away { syncInfo() }

    /** Gives back memory that can be made again, when the system is short of it. */
    public suspend fun trimMemory(): Unit = away { trimMemory() }

    /** Carries out every request that is due now. A server that does not answer shows in what this returns. */
    public suspend fun sync(): SyncInfo {
        driver.run(Moment.NORMAL)
        return syncInfo()
    }

    /** The app goes to the background: sends what waits, whether it is due or not. */
    public suspend fun syncBeforeLeaving(): SyncInfo {
        driver.run(Moment.LEAVING)
        return syncInfo()
    }

    /** Syncs whenever something is due, until it is cancelled or the shelf closed. */
    public suspend fun keepSyncing(): Unit = driver.runForever()

    /** [keepSyncing] in the background; cancel the job, or close the shelf, to stop. */
    public fun startSync(): Job = scope.launch { driver.runForever() }

    /** Something may be due that nobody told of: the network is back. */
    public fun wakeSync(): Unit = driver.wake()

    /**
     * Idempotent. Stops the sync, waits for calls that are running, and lets go of the file. On a thread that must not
     * wait use [closeAndWait].
     */
    override fun close() {
        scope.cancel()
        driver.interrupt()
        blocking.close()
    }

    /** [close], off the caller's thread. */
    public suspend fun closeAndWait(): Unit = withContext(NonCancellable + Dispatchers.IO) { close() }

    private suspend fun <R> away(call: BlockingShelf.() -> R): R = withContext(dispatcher) { blocking.call() }

    public companion object {
        /** Opens or makes a shelf. A file is held by one shelf at a time. */
        public suspend fun open(options: ShelfOptions = ShelfOptions()): Shelf {
            options.sync?.let { ServerAddress.checkServer(it.url, it.allowHttp) }
            // One thread at a time: the core would let the others wait for it, and hold them up.
            val dispatcher = Dispatchers.IO.limitedParallelism(1)
            return handOver(dispatcher, Shelf::close) { Shelf(BlockingShelf.open(options), dispatcher, options) }
        }
    }
}

package dev.nearshelf.blocking

import dev.nearshelf.Change
import dev.nearshelf.Consent
import dev.nearshelf.ConsentInfo
import dev.nearshelf.HttpResponse
import dev.nearshelf.NearshelfException
import dev.nearshelf.RecommendOptions
import dev.nearshelf.Recommendations
import dev.nearshelf.RecordedEvent
import dev.nearshelf.SessionInfo
import dev.nearshelf.ShelfInfo
import dev.nearshelf.ShelfOptions
import dev.nearshelf.ShopEvent
import dev.nearshelf.StatusCode
import dev.nearshelf.SyncInfo
import dev.nearshelf.TrackResult
import dev.nearshelf.internal.ArtifactBuffer
import dev.nearshelf.internal.Backstop
import dev.nearshelf.internal.Changes
import dev.nearshelf.internal.KnownItems
import dev.nearshelf.internal.Native
import dev.nearshelf.internal.NativeLibrary
import dev.nearshelf.internal.OpenShelf
import dev.nearshelf.internal.WireWriter
import dev.nearshelf.internal.answerOf
import dev.nearshelf.internal.checkAnswer
import dev.nearshelf.internal.consent
import dev.nearshelf.internal.consentInfo
import dev.nearshelf.internal.event
import dev.nearshelf.internal.recommendOptions
import dev.nearshelf.internal.recommendations
import dev.nearshelf.internal.recordedEvents
import dev.nearshelf.internal.sessionInfo
import dev.nearshelf.internal.shelfInfo
import dev.nearshelf.internal.syncInfo
import dev.nearshelf.internal.trackResult
import java.io.File

/**
 * One shopper's profile and the current model, in one database. Works on the calling thread, and a call that writes
 * waits for the disk: [dev.nearshelf.Shelf] is for user interfaces, this for programs with threads of their own, and for
 * Java. May be used by every thread. Every call throws a [NearshelfException] when it fails; nothing has changed then.
 */
public class BlockingShelf private constructor(private val open: OpenShelf) : AutoCloseable {
    internal val changes: Changes = Changes()
    private val knownItems = KnownItems()
    private val guard = open.let { open -> Backstop.watch(this, open::rescue) }

    public val isClosed: Boolean get() = open.handle.isClosed

    /** Verifies an artifact, stores it and uses it from then on; the session goes on under it. */
    public fun installModel(artifact: ByteArray): Unit = changing(Change.MODEL) { shelf ->
        ArtifactBuffer.of(artifact) { checkAnswer(Native.shelfInstallBuffer(shelf, it)) }
    }

    public fun installModel(artifact: File): Unit = changing(Change.MODEL) { shelf ->
        ArtifactBuffer.of(artifact) { checkAnswer(Native.shelfInstallBuffer(shelf, it)) }
    }

    /** The current model, as an object of its own: close it, before or after the shelf. */
    public fun model(): BlockingModel = BlockingModel(open.handle.use { answerOf(Native.shelfModel(it)).long() })

    /** Records an event. When it returns, all that consent lets be kept of it is on the disk. */
    public fun track(event: ShopEvent): TrackResult {
        val request = WireWriter().event(event).toArray()
        val result = answerOf(open.handle.use { Native.shelfTrack(it, request) }).trackResult()
        if (!result.duplicate) changes.tell(Change.EVENT)
        return result
    }

    /** Recommends for the session as it is now. */
    public fun recommend(options: RecommendOptions = RecommendOptions()): Recommendations {
        val request = WireWriter().recommendOptions(options).toArray()
        return answerOf(open.handle.use { Native.shelfRecommend(it, request) }).recommendations(knownItems)
    }

    public fun session(): SessionInfo = open.handle.use { answerOf(Native.shelfSession(it)).sessionInfo() }

    /** The next event begins a new session. */
    public fun endSession(): Unit = changing(Change.SESSION) { checkAnswer(Native.shelfEndSession(it)) }

    /** Deletes every event and session, overwriting them in the file; the model and the decisions stay. */
    public fun forgetAll(): Unit = changing(Change.FORGOTTEN) { checkAnswer(Native.shelfForgetAll(it)) }

    public fun info(): ShelfInfo = open.handle.use { answerOf(Native.shelfInfo(it)).shelfInfo() }

    /** Puts a decision into force; what is not granted any more is purged. */
    public fun setConsent(consent: Consent) {
        val request = WireWriter().consent(consent).toArray()
        changing(Change.CONSENT) { checkAnswer(Native.shelfSetConsent(it, request)) }
    }

    public fun consent(): ConsentInfo = open.handle.use { answerOf(Native.shelfConsent(it)).consentInfo() }

    /** Everything that the shelf knows of the shopper, as JSON in UTF-8 (docs/formats.md). */
    public fun exportProfile(): ByteArray = answerOf(open.handle.use { Native.shelfExport(it) }).rest()

    /** Takes up the events of an export, all or nothing; nothing of it is queued to be sent. */
    public fun importProfile(json: ByteArray): Unit =
        changing(Change.IMPORT) { checkAnswer(Native.shelfImport(it, json)) }

    /** The first [maxCount] (1 to 10000) events behind a sequence, oldest first; none: there are no more. */
    public fun events(afterSequence: Long = 0, maxCount: Int = 1000): List<RecordedEvent> =
        answerOf(open.handle.use { Native.shelfReadEvents(it, afterSequence, maxCount) }).recordedEvents()

    /** All recorded events, oldest first, read in pages as they are asked for. */
    public fun allEvents(): Sequence<RecordedEvent> = sequence {
        var page = events()
        while (page.isNotEmpty()) {
            yieldAll(page)
            page = events(page.last().sequence)
        }
    }

    /** Makes the next request that is due. */
    public fun nextTask(moment: Moment = Moment.NORMAL): NextTask =
        open.nextTask(this, moment)

    public fun syncInfo(): SyncInfo = open.handle.use { answerOf(Native.shelfSyncInfo(it)).syncInfo() }

    /** Gives back memory that can be made again, when the system is short of it. */
    public fun trimMemory() {
        knownItems.forget()
        open.handle.use { checkAnswer(Native.shelfTrimMemory(it)) }
    }

    /**
     * Idempotent. Waits for calls that are running in other threads and lets go of the file; whatever is called later
     * throws with [StatusCode.FAILED_PRECONDITION].
     */
    override fun close() {
        open.close()
        guard.dismiss()
        changes.close()
    }

    internal fun finish(task: SyncTask, response: HttpResponse?) {
        open.finish(task, response)
        if (task.kind == TaskKind.MODEL) changes.tell(Change.MODEL)
    }

    internal fun free(task: SyncTask) = open.free(task)

    private inline fun changing(change: Change, call: (Long) -> Unit) {
        open.handle.use(call)
        changes.tell(change)
    }

    public companion object {
        /** Opens or makes a shelf. A file is held by one shelf at a time. */
        @JvmStatic
        @JvmOverloads
        public fun open(options: ShelfOptions = ShelfOptions()): BlockingShelf {
            NativeLibrary.ensure()
            return BlockingShelf(OpenShelf.open(options))
        }
    }
}

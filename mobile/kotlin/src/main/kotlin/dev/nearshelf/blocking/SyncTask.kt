package dev.nearshelf.blocking

import dev.nearshelf.HttpResponse

/** When requests are asked for. */
public enum class Moment(public val number: Int) {
    NORMAL(0),

    /** The app goes to the background: what waits is due now. */
    LEAVING(1),
}

public enum class TaskKind(public val number: Int) {
    /** A batch of events. */
    EVENTS(1),

    /** An erase request. */
    ERASE(2),

    /** Is there a newer model? */
    MANIFEST(3),

    /** The model itself. */
    MODEL(4),
    UNKNOWN(-1);

    public companion object {
        public fun of(number: Int): TaskKind = entries.firstOrNull { it.number == number } ?: UNKNOWN
    }
}

/**
 * @property task null: none is due
 * @property waitMs how long to wait before asking again; -1: until something happens to the shelf
 */
public class NextTask(public val task: SyncTask?, public val waitMs: Long)

/**
 * One HTTP request that is due, for programs that make it by themselves; [dev.nearshelf.Shelf.sync] does all of this. It
 * is finished or freed once; closing the shelf frees those that are left.
 *
 * @property url a path below the sync server's address ("/v1/events"), or absolute
 * @property maxResponseBytes of a longer answer, hand over what there is so far: it is then refused
 */
public class SyncTask internal constructor(
    private val shelf: BlockingShelf,
    internal val pointer: Long,
    public val kind: TaskKind,
    public val timeoutMs: Long,
    public val maxResponseBytes: Long,
    public val method: String,
    public val url: String,
    public val headers: List<Pair<String, String>>,
    public val body: ByteArray?,
) {
    /** Hands back what came of it; null: no answer. A failure of the network or the server is no failure of this call. */
    public fun finish(response: HttpResponse?): Unit = shelf.finish(this, response)

    /** It was not carried out. */
    public fun free(): Unit = shelf.free(this)
}

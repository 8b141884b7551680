package dev.nearshelf

public data class ModelInfo(
    public val modelId: String,
    public val version: Long,
    public val createdAtMs: Long,
    public val sessionTimeoutMs: Long,
    public val artifactBytes: Long,
    public val memoryBytes: Long,
    public val itemCount: Int,
    public val rankers: Rankers,
)

/**
 * @property sessionId 0: there is no session; the other fields are then 0, too
 * @property contextItems events that recommendations follow
 * @property active an event tracked now would join it
 */
public data class SessionInfo(
    public val sessionId: Long,
    public val startedMs: Long,
    public val lastActiveMs: Long,
    public val eventCount: Long,
    public val contextItems: Int,
    public val active: Boolean,
)

/** @property memoryBytes held for the model and by the database's cache */
public data class ShelfInfo(
    public val eventCount: Long,
    public val sessionCount: Long,
    public val databaseBytes: Long,
    public val memoryBytes: Long,
)

/**
 * How the sync stands.
 *
 * @property queuedEvents wait to be sent or acknowledged
 * @property droppedEvents given up: the queue was full, or they waited longer than 30 days
 * @property pendingErasures erase requests that no server has acknowledged yet
 * @property lastSuccessMs when a server last answered with success; 0: never
 * @property retryAtMs the server or the network asked for a pause until then; 0: none
 * @property lastHttpStatus 0: none yet, or no answer
 */
public data class SyncInfo(
    public val queuedEvents: Long,
    public val droppedEvents: Long,
    public val acknowledgedEvents: Long,
    public val pendingErasures: Long,
    public val lastSuccessMs: Long,
    public val retryAtMs: Long,
    public val lastHttpStatus: Int,
)

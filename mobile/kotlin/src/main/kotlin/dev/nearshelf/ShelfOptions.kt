package dev.nearshelf

/** How important a message of the log is. */
public enum class LogLevel(public val number: Int) {
    DEBUG(0),
    INFO(1),
    WARNING(2),
    ERROR(3);

    public companion object {
        public fun of(number: Int): LogLevel = entries.firstOrNull { it.number == number } ?: ERROR
    }
}

/**
 * How events that a shopper lets the shop have reach its sync server (docs/how-sync-works.md).
 *
 * @property url address of the server, "https://sync.shop.example"; may end with a path that the server is below
 * @property key the shop's device key, which is public by nature
 * @property manifest where the model's manifest is, relative to the server or absolute; null: no model is fetched
 * @property pseudonymDays a pseudonym lasts so long: 1 to 365
 * @property batchEvents a batch is sent once so many events wait (1 to 500) ...
 * @property batchIntervalMs ... or once the oldest has waited so long: at most a day
 * @property modelIntervalMs how often the manifest is asked for: at least a minute
 * @property allowHttp also take addresses without TLS, for a server on this machine
 * @property transport makes the requests
 */
public class SyncOptions(
    public val url: String,
    public val key: String,
    public val manifest: String? = null,
    public val pseudonymDays: Int = 30,
    public val batchEvents: Int = 50,
    public val batchIntervalMs: Int = 30_000,
    public val modelIntervalMs: Int = 6 * 60 * 60 * 1000,
    public val allowHttp: Boolean = false,
    public val transport: Transport = HttpTransport(),
)

/**
 * @property path the database file, made when absent; null: in memory
 * @property key 32 secret random bytes that the file is sealed with; null: it is not sealed. On Android
 * KeystoreKey (of the Android module) keeps one
 * @property busyTimeoutMs how long to wait for another holder of the file
 * @property maxEvents more than so many, and the oldest go, purchases excepted; at least 100
 * @property rebuildIfCorrupt a file that is corrupt, or sealed with another key, is put aside as
 * <path>.corrupt-<time> and a new one begun
 * @property gpcDenies what Global Privacy Control is a no to
 * @property sync null: nothing is queued or sent
 * @property log called on the thread that made the call; must not call the shelf. null: no log
 * @property logLevel the least important level to be logged
 * @property clock the wall clock in ms since 1970, for tests and replays; must not call the shelf
 */
public class ShelfOptions(
    public val path: String? = null,
    public val key: ByteArray? = null,
    public val busyTimeoutMs: Int = 1000,
    public val maxEvents: Int = 20_000,
    public val rebuildIfCorrupt: Boolean = false,
    public val gpcDenies: Purposes = Purposes.ALL,
    public val sync: SyncOptions? = null,
    public val log: ((LogLevel, String) -> Unit)? = null,
    public val logLevel: LogLevel = LogLevel.INFO,
    public val clock: (() -> Long)? = null,
)

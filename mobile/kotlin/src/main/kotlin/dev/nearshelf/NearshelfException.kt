package dev.nearshelf

/** What went wrong. The numbers are the C ABI's and never change their meaning. */
public enum class StatusCode(public val number: Int) {
    /** The caller's input is wrong. */
    INVALID_ARGUMENT(1),

    /** A file that should exist does not. */
    NOT_FOUND(2),

    /** The operating system refused a read or a write. */
    IO(3),

    /** Disk or quota is full; nothing was lost. */
    NO_SPACE(4),

    /** Bytes failed verification. */
    CORRUPT(5),

    /** Written by, or meant for, a newer version. */
    UNSUPPORTED_VERSION(6),

    /** Another process or shelf holds the database. */
    BUSY(7),

    /** Right call, wrong time: no model is installed, the shelf is closed. */
    FAILED_PRECONDITION(8),
    OUT_OF_MEMORY(9),

    /** Input is larger than a documented limit. */
    LIMIT(10),

    /** Interrupted; the old state remains. */
    CANCELLED(11),

    /** A bug in Nearshelf. */
    INTERNAL(12),

    /** The database is sealed with another key. */
    WRONG_KEY(13),

    /** A number that this version does not know; [NearshelfException.number] has it. */
    UNKNOWN(-1);

    public companion object {
        private val byNumber = entries.associateBy(StatusCode::number)

        public fun of(number: Int): StatusCode = byNumber[number] ?: UNKNOWN
    }
}

/**
 * What every function of this package throws when the core refuses. Branch on [code], never on the text.
 *
 * @property number of the status, also where [code] is [StatusCode.UNKNOWN]
 * @property reason what to do about it, in English
 * @property place where, for example "event.quantity"; empty when there is no such place
 */
public class NearshelfException(
    public val number: Int,
    public val reason: String,
    public val place: String = "",
) : Exception(if (place.isEmpty()) reason else "$place: $reason") {
    public constructor(code: StatusCode, reason: String, place: String = "") : this(code.number, reason, place)

    public val code: StatusCode get() = StatusCode.of(number)

    override fun toString(): String = "NearshelfException($code${if (code == StatusCode.UNKNOWN) " $number" else ""}): $message"
}

package dev.nearshelf

/** A set of what a shopper may agree to: `Purposes.PERSONALIZATION + Purposes.MEASUREMENT`. */
@JvmInline
public value class Purposes(public val bits: Int) {
    public operator fun plus(other: Purposes): Purposes = Purposes(bits or other.bits)

    public operator fun minus(other: Purposes): Purposes = Purposes(bits and other.bits.inv())

    public operator fun contains(other: Purposes): Boolean = bits and other.bits == other.bits

    public companion object {
        public val NONE: Purposes = Purposes(0)

        /** The profile is kept on this device; without it, in memory only. */
        public val PERSONALIZATION: Purposes = Purposes(1)

        /** Events are queued and sent; without it no event reaches a queue or the wire. */
        public val MEASUREMENT: Purposes = Purposes(2)

        /** What was sent may also train the shop's model. */
        public val MODEL_IMPROVEMENT: Purposes = Purposes(4)
        public val ALL: Purposes = Purposes(7)
    }
}

/**
 * What the shopper decided.
 *
 * @property policyVersion of the text that was agreed to: 1 to 64 of A-Z a-z 0-9 . _ : -
 * @property globalPrivacyControl the system sends this signal
 * @property timeMs when; null: now
 */
public data class Consent(
    public val granted: Purposes,
    public val policyVersion: String,
    public val globalPrivacyControl: Boolean = false,
    public val timeMs: Long? = null,
)

/**
 * The decision that is in force.
 *
 * @property effective what holds: what was granted, less what Global Privacy Control denies
 * @property decided false: nothing was ever decided on this shelf, and nothing is granted
 */
public data class ConsentInfo(
    public val effective: Purposes,
    public val granted: Purposes,
    public val globalPrivacyControl: Boolean,
    public val decided: Boolean,
    public val timeMs: Long,
    public val policyVersion: String,
)

package dev.nearshelf

/** A set of the rankers whose scores are blended: `Rankers.GRU + Rankers.POPULAR`. */
@JvmInline
public value class Rankers(public val bits: Int) {
    public operator fun plus(other: Rankers): Rankers = Rankers(bits or other.bits)

    public operator fun contains(other: Rankers): Boolean = bits and other.bits == other.bits

    public companion object {
        /** The session model. */
        public val GRU: Rankers = Rankers(1)

        /** Sessions like this one. */
        public val NEIGHBORS: Rankers = Rankers(2)

        /** What often follows. */
        public val RULES: Rankers = Rankers(4)

        /** The session's own items. */
        public val OWN_ITEMS: Rankers = Rankers(8)

        /** Popularity and trend. */
        public val POPULAR: Rankers = Rankers(16)
        public val ALL: Rankers = Rankers(31)
    }
}

/**
 * @property count 1 to 1000; fewer come back when fewer items pass the filters
 * @property rankers those that the model does not carry are skipped
 * @property maxPerCategory at most so many of one category; 0: no limit
 * @property excludeSessionItems leave out what this session has seen
 * @property excludePurchased leave out what this shopper has bought; a shelf only
 * @property minPrice an item of unknown price passes neither limit
 * @property categories an item passes when its category is listed; none listed: any
 * @property brands likewise
 * @property excludedItems ids of items never to come back
 */
public data class RecommendOptions(
    public val count: Int = 20,
    public val rankers: Rankers = Rankers.ALL,
    public val maxPerCategory: Int = 0,
    public val excludeSessionItems: Boolean = false,
    public val excludePurchased: Boolean = true,
    public val withReasons: Boolean = true,
    public val minPrice: Float? = null,
    public val maxPrice: Float? = null,
    public val categories: List<String> = emptyList(),
    public val brands: List<String> = emptyList(),
    public val excludedItems: List<String> = emptyList(),
)

/** What recommendations follow from. */
public enum class RecommendationContext {
    /** Nothing is known of the shopper: popularity. */
    NONE,

    /** The items of the session. */
    SESSION,

    /** The session is empty: the last items of earlier sessions. */
    HISTORY,

    /** Of a newer version. */
    UNKNOWN;

    public companion object {
        private val known = entries.toTypedArray()

        public fun of(number: Int): RecommendationContext = if (number in 0..2) known[number] else UNKNOWN
    }
}

/** Why an item is recommended. */
public enum class ReasonKind(public val number: Int) {
    /** The session model expects it after what was seen; the item is the last one seen. */
    SESSION_CONTEXT(1),

    /** Seen in sessions like this one; the item is the one that most of them shared. */
    SIMILAR_SESSIONS(2),

    /** Often follows the item. */
    OFTEN_NEXT(3),

    /** This shopper saw it before. */
    SEEN_BEFORE(4),
    POPULAR(5),
    POPULAR_IN_CATEGORY(6),

    /** Of a newer version: pass over it. */
    UNKNOWN(-1);

    public companion object {
        private val known = entries.toTypedArray()

        public fun of(number: Int): ReasonKind = if (number in 1..6) known[number - 1] else UNKNOWN
    }
}

/**
 * @property share its part of the score, 0 to 1; the reasons of one item add up to 1
 * @property itemId the item that it speaks of, where it speaks of one
 */
public data class Reason(
    public val kind: ReasonKind,
    public val share: Float,
    public val itemId: String?,
    public val itemTitle: String?,
)

/**
 * What the model does not know of an item is null.
 *
 * @property score comparable within one result only
 * @property reasons largest share first
 */
public data class RecommendedItem(
    public val id: String,
    public val score: Float,
    public val price: Float?,
    public val title: String?,
    public val category: String?,
    public val brand: String?,
    public val url: String?,
    public val image: String?,
    public val reasons: List<Reason>,
)

/** @property items best first */
public data class Recommendations(
    public val context: RecommendationContext,
    public val items: List<RecommendedItem>,
)

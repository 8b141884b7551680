package dev.nearshelf

/** What a shopper did. Views, clicks, additions to the cart and purchases move the session on; the rest is only kept. */
public enum class EventKind(public val number: Int) {
    VIEW(1),
    CLICK(2),
    ADD_TO_CART(3),
    REMOVE_FROM_CART(4),
    PURCHASE(5),
    SEARCH(6),
    RATING(7),
    IMPRESSION(8),

    /** Recorded by a newer version. */
    UNKNOWN(-1);

    public companion object {
        private val byNumber = entries.associateBy(EventKind::number)

        public fun of(number: Int): EventKind = byNumber[number] ?: UNKNOWN
    }
}

/**
 * An event as a shop reports it. A field that does not fit the kind must stay null; docs/kotlin-reference.md has the
 * limits of each.
 *
 * @property itemId every kind but search: 1 to 256 bytes of UTF-8; need not be in the model
 * @property eventId makes the event count once however often it is sent; drawn when null
 * @property query search only, and required there
 * @property timeMs when it happened; null: now
 * @property dwellMs view, impression
 * @property scrollPercent view, impression: 0 to 100
 * @property quantity cart and purchase
 * @property price unit price in the shop's currency
 * @property rating rating only, and required there: 0 to 5
 */
public data class ShopEvent(
    public val kind: EventKind,
    public val itemId: String? = null,
    public val eventId: String? = null,
    public val query: String? = null,
    public val timeMs: Long? = null,
    public val dwellMs: Long? = null,
    public val scrollPercent: Int? = null,
    public val quantity: Long? = null,
    public val price: Double? = null,
    public val rating: Double? = null,
) {
    public companion object {
        public fun view(itemId: String, dwellMs: Long? = null, scrollPercent: Int? = null): ShopEvent =
            ShopEvent(EventKind.VIEW, itemId, dwellMs = dwellMs, scrollPercent = scrollPercent)

        public fun click(itemId: String): ShopEvent = ShopEvent(EventKind.CLICK, itemId)

        public fun addToCart(itemId: String, quantity: Long? = null, price: Double? = null): ShopEvent =
            ShopEvent(EventKind.ADD_TO_CART, itemId, quantity = quantity, price = price)

        public fun removeFromCart(itemId: String, quantity: Long? = null): ShopEvent =
            ShopEvent(EventKind.REMOVE_FROM_CART, itemId, quantity = quantity)

        public fun purchase(itemId: String, quantity: Long? = null, price: Double? = null): ShopEvent =
            ShopEvent(EventKind.PURCHASE, itemId, quantity = quantity, price = price)

        public fun search(query: String): ShopEvent = ShopEvent(EventKind.SEARCH, query = query)

        public fun rating(itemId: String, rating: Double): ShopEvent =
            ShopEvent(EventKind.RATING, itemId, rating = rating)

        public fun impression(itemId: String): ShopEvent = ShopEvent(EventKind.IMPRESSION, itemId)
    }
}

/**
 * @property eventId the event's id, given or drawn
 * @property sessionId 0: the event is older than the session and went into the history only
 * @property duplicate an event with this id was there already; nothing was changed
 * @property itemKnown the model knows the item
 */
public data class TrackResult(
    public val eventId: String,
    public val sessionId: Long,
    public val duplicate: Boolean,
    public val itemKnown: Boolean,
)

/**
 * An event as it was recorded. Fields that were not given are null.
 *
 * @property sequence its place in the order of arrival: from 1, rising, with gaps
 * @property sessionId 0: of no session
 */
public data class RecordedEvent(
    public val kind: EventKind,
    public val sequence: Long,
    public val sessionId: Long,
    public val timeMs: Long,
    public val eventId: String,
    public val itemId: String?,
    public val query: String?,
    public val dwellMs: Long?,
    public val scrollPercent: Int?,
    public val quantity: Long?,
    public val price: Double?,
    public val rating: Double?,
)

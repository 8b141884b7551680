package dev.nearshelf.conformance

import dev.nearshelf.Consent
import dev.nearshelf.EventKind
import dev.nearshelf.NearshelfException
import dev.nearshelf.Purposes
import dev.nearshelf.Rankers
import dev.nearshelf.RecommendOptions
import dev.nearshelf.Recommendations
import dev.nearshelf.RecommendedItem
import dev.nearshelf.ReasonKind
import dev.nearshelf.ShopEvent
import java.util.Locale
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.double
import kotlinx.serialization.json.float
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long

val JsonElement.text: String get() = jsonPrimitive.also { require(it.isString) }.content

fun texts(json: JsonElement): List<String> = json.jsonArray.map { it.text }

fun unknownKey(key: String): Nothing = throw IllegalArgumentException("unknown key $key")

fun obj(vararg members: Pair<String, Any?>): JsonObject = JsonObject(members.associate { (k, v) -> k to json(v) })

fun json(value: Any?): JsonElement = when (value) {
    null -> JsonNull
    is JsonElement -> value
    is Boolean -> JsonPrimitive(value)
    is Number -> JsonPrimitive(value)
    is String -> JsonPrimitive(value)
    is List<*> -> JsonArray(value.map(::json))
    else -> throw IllegalArgumentException("no JSON: $value")
}

fun kindName(kind: EventKind): String = kind.name.lowercase(Locale.ROOT)

fun readEvent(json: JsonObject): ShopEvent {
    var event = ShopEvent(EventKind.UNKNOWN)
    for ((key, value) in json) {
        event = when (key) {
            "kind" -> event.copy(kind = EventKind.entries.first { kindName(it) == value.text })
            "item_id" -> event.copy(itemId = value.text)
            "event_id" -> event.copy(eventId = value.text)
            "query" -> event.copy(query = value.text)
            "time_ms" -> event.copy(timeMs = value.jsonPrimitive.long)
            "dwell_ms" -> event.copy(dwellMs = value.jsonPrimitive.long)
            "scroll_percent" -> event.copy(scrollPercent = value.jsonPrimitive.int)
            "quantity" -> event.copy(quantity = value.jsonPrimitive.long)
            "price" -> event.copy(price = value.jsonPrimitive.double)
            "rating" -> event.copy(rating = value.jsonPrimitive.double)
            else -> unknownKey(key)
        }
    }
    return event
}

fun readOptions(json: JsonObject): RecommendOptions {
    var options = RecommendOptions()
    for ((key, value) in json) {
        options = when (key) {
            "count" -> options.copy(count = value.jsonPrimitive.long.toInt())
            "rankers" -> options.copy(rankers = Rankers(value.jsonPrimitive.long.toInt()))
            "max_per_category" -> options.copy(maxPerCategory = value.jsonPrimitive.int)
            "exclude_session_items" -> options.copy(excludeSessionItems = value.jsonPrimitive.boolean)
            "exclude_purchased" -> options.copy(excludePurchased = value.jsonPrimitive.boolean)
            "with_reasons" -> options.copy(withReasons = value.jsonPrimitive.boolean)
            "min_price" -> options.copy(minPrice = value.jsonPrimitive.float)
            "max_price" -> options.copy(maxPrice = value.jsonPrimitive.float)
            "categories" -> options.copy(categories = texts(value))
            "brands" -> options.copy(brands = texts(value))
            "excluded_items" -> options.copy(excludedItems = texts(value))
            else -> unknownKey(key)
        }
    }
    return options
}

fun readConsent(json: JsonObject): Consent {
    var consent = Consent(Purposes.NONE, "")
    for ((key, value) in json) {
        consent = when (key) {
            "granted" -> consent.copy(granted = Purposes(value.jsonPrimitive.long.toInt()))
            "global_privacy_control" -> consent.copy(globalPrivacyControl = value.jsonPrimitive.boolean)
            "policy_version" -> consent.copy(policyVersion = value.text)
            "time_ms" -> consent.copy(timeMs = value.jsonPrimitive.long)
            else -> unknownKey(key)
        }
    }
    return consent
}

/** Runs a step; what it throws is a result, too. */
fun outcome(step: () -> JsonObject): JsonObject =
    try {
        JsonObject(obj("status" to "OK") + step())
    } catch (e: NearshelfException) {
        if (e.place.isEmpty()) obj("status" to e.code.name) else obj("status" to e.code.name, "place" to e.place)
    }

private fun bits(value: Float): String = String.format(Locale.ROOT, "%08x", value.toRawBits())

/** Absent and unknown texts are empty in the vectors. */
fun recommendationsJson(result: Recommendations, described: Boolean): JsonObject = obj(
    "context" to result.context.name.lowercase(Locale.ROOT),
    "items" to result.items.map { itemJson(it, described) },
)

private fun itemJson(item: RecommendedItem, described: Boolean): JsonObject {
    val members = mutableMapOf<String, JsonElement>("id" to json(item.id), "score" to json(bits(item.score)))
    if (described) {
        members["title"] = json(item.title.orEmpty())
        members["category"] = json(item.category.orEmpty())
        members["brand"] = json(item.brand.orEmpty())
        members["price"] = json(item.price?.let(::bits))
        members["url"] = json(item.url.orEmpty())
        members["image"] = json(item.image.orEmpty())
    }
    val reasons = item.reasons.map { reason ->
        check(reason.kind != ReasonKind.UNKNOWN)
        val reasonMembers = mutableMapOf("kind" to json(reason.kind.number), "share" to json(bits(reason.share)))
        reason.itemId?.let { reasonMembers["item_id"] = json(it) }
        if (described) reason.itemTitle?.let { reasonMembers["item_title"] = json(it) }
        JsonObject(reasonMembers)
    }
    if (reasons.isNotEmpty()) members["reasons"] = JsonArray(reasons)
    return JsonObject(members)
}

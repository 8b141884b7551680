package dev.nearshelf.internal

import dev.nearshelf.Reason
import dev.nearshelf.ReasonKind
import dev.nearshelf.RecommendOptions
import dev.nearshelf.RecommendationContext
import dev.nearshelf.Recommendations
import dev.nearshelf.RecommendedItem
import java.util.Collections

internal fun WireWriter.recommendOptions(options: RecommendOptions): WireWriter =
    int(options.count)
        .int(options.rankers.bits)
        .int(options.maxPerCategory)
        .flag(options.excludeSessionItems)
        .flag(options.excludePurchased)
        .flag(options.withReasons)
        .float(options.minPrice ?: Float.NaN)
        .float(options.maxPrice ?: Float.NaN)
        .texts(options.categories)
        .texts(options.brands)
        .texts(options.excludedItems)

/** The other side of ReasonItems in native/recommendations.cc. */
private class ReasonItems(private val reader: WireReader) {
    private val ids = arrayOfNulls<String>(8)
    private val titles = arrayOfNulls<String>(8)
    private var next = 0

    fun read(kind: ReasonKind, share: Float): Reason {
        val size = reader.int()
        if (size == 0) return Reason(kind, share, null, null)
        if (size < 0) return Reason(kind, share, ids[size and 7], titles[size and 7])
        val slot = next++ and 7
        ids[slot] = reader.text(size)
        titles[slot] = reader.textOrNull()
        return Reason(kind, share, ids[slot], titles[slot])
    }
}

internal fun WireReader.recommendations(known: KnownItems): Recommendations {
    val reasonItems = ReasonItems(this)
    val context = RecommendationContext.of(int())
    val items = arrayOfNulls<RecommendedItem>(int())
    for (i in items.indices) items[i] = item(known, reasonItems)
    return Recommendations(context, listOfAll(items))
}

private fun WireReader.item(known: KnownItems, reasonItems: ReasonItems): RecommendedItem {
    val of = known.read(this)
    val score = float()
    return RecommendedItem(
        of.id, score, of.price, of.title, of.category, of.brand, of.url, of.image, reasons(reasonItems),
    )
}

private fun WireReader.reasons(reasonItems: ReasonItems): List<Reason> {
    val reasons = arrayOfNulls<Reason>(int())
    for (i in reasons.indices) reasons[i] = reasonItems.read(ReasonKind.of(int()), float())
    return listOfAll(reasons)
}

/** A list of its own size without a copy, as listOf makes one; every element was set. */
@Suppress("UNCHECKED_CAST")
private fun <T> listOfAll(filled: Array<T?>): List<T> = when (filled.size) {
    0 -> emptyList()
    1 -> Collections.singletonList(filled[0] as T)
    else -> (filled as Array<T>).asList()
}

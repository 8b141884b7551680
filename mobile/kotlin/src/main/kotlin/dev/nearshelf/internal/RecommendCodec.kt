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

/** The other side of RepeatedTexts in native/recommendations.cc. */
private class RepeatedTexts(private val reader: WireReader) {
    private val known = arrayOfNulls<String>(8)
    private var next = 0

    fun read(): String? {
        val size = reader.int()
        if (size == 0) return null
        if (size < 0) return known[size and 7]
        val text = reader.text(size)
        known[next++ and 7] = text
        return text
    }
}

internal fun WireReader.recommendations(): Recommendations {
    val texts = RepeatedTexts(this)
    val context = RecommendationContext.of(int())
    val items = arrayOfNulls<RecommendedItem>(int())
    for (i in items.indices) items[i] = item(texts)
    return Recommendations(context, listOfAll(items))
}

private fun WireReader.item(texts: RepeatedTexts): RecommendedItem {
    val score = float()
    val price = float()
    return RecommendedItem(
        score = score,
        price = if (price.isNaN()) null else price,
        id = text(),
        title = textOrNull(),
        url = textOrNull(),
        image = textOrNull(),
        category = texts.read(),
        brand = texts.read(),
        reasons = reasons(texts),
    )
}

private fun WireReader.reasons(texts: RepeatedTexts): List<Reason> {
    val reasons = arrayOfNulls<Reason>(int())
    for (i in reasons.indices) reasons[i] = Reason(ReasonKind.of(int()), float(), texts.read(), texts.read())
    return listOfAll(reasons)
}

/** An unmodifiable list without a copy; every element was set. */
@Suppress("UNCHECKED_CAST")
private fun <T> listOfAll(filled: Array<T?>): List<T> = when (filled.size) {
    0 -> emptyList()
    1 -> Collections.singletonList(filled[0] as T)
    else -> Collections.unmodifiableList((filled as Array<T>).asList())
}

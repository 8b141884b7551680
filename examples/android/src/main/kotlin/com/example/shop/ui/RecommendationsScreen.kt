package com.example.shop.ui

import androidx.compose.foundation.clickable
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.lazy.LazyColumn
import androidx.compose.foundation.lazy.items
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.ListItem
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import dev.nearshelf.Reason
import dev.nearshelf.ReasonKind
import dev.nearshelf.RecommendOptions
import dev.nearshelf.RecommendedItem
import dev.nearshelf.Shelf
import java.util.Locale

/** The list keeps itself up to date: every event, decision or new model makes a new one. */
@Composable
fun RecommendationsScreen(shelf: Shelf, onItem: (RecommendedItem) -> Unit) {
    val options = remember { RecommendOptions(count = 20, maxPerCategory = 5) }
    val recommendations by remember(shelf) { shelf.recommendations(options) }.collectAsState(initial = null)
    LazyColumn {
        items(recommendations?.items.orEmpty(), key = { it.id }) { item ->
            ListItem(
                headlineContent = { Text(item.title ?: item.id) },
                supportingContent = { Text(item.reasons.firstOrNull()?.let(::wordsFor) ?: item.category.orEmpty()) },
                trailingContent = { item.price?.let { Text(String.format(Locale.getDefault(), "%.2f", it)) } },
                modifier = Modifier.fillMaxWidth().clickable { onItem(item) },
            )
            HorizontalDivider()
        }
    }
}

/** The shop's own words for a reason. */
fun wordsFor(reason: Reason): String? {
    val item = reason.itemTitle ?: reason.itemId
    return when (reason.kind) {
        ReasonKind.SESSION_CONTEXT -> "Goes with what you looked at"
        ReasonKind.SIMILAR_SESSIONS -> item?.let { "Others who saw $it liked this" }
        ReasonKind.OFTEN_NEXT -> item?.let { "Often seen after $it" }
        ReasonKind.SEEN_BEFORE -> "You looked at this"
        ReasonKind.POPULAR -> "Popular"
        ReasonKind.POPULAR_IN_CATEGORY -> "Popular in this category"
        ReasonKind.UNKNOWN -> null
    }
}

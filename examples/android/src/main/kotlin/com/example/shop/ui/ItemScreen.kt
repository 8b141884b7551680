package com.example.shop.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import dev.nearshelf.EventKind
import dev.nearshelf.RecommendedItem
import dev.nearshelf.Shelf
import dev.nearshelf.ShopEvent
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.launch

/** A page of one item: looking at it is an event, with the time that it took, and so is putting it into the cart. */
@Composable
fun ItemScreen(shelf: Shelf, item: RecommendedItem, onBack: () -> Unit) {
    val scope = rememberCoroutineScope()
    DisposableEffect(item.id) {
        val since = System.currentTimeMillis()
        onDispose {
            val dwellMs = (System.currentTimeMillis() - since).coerceIn(0, 24 * 60 * 60 * 1000L)
            // The page's own scope ends with it, and the event must not.
            CoroutineScope(Dispatchers.Default + NonCancellable).track(shelf, ShopEvent.view(item.id, dwellMs = dwellMs))
        }
    }
    Column(Modifier.padding(16.dp), verticalArrangement = Arrangement.spacedBy(12.dp)) {
        Text(item.title ?: item.id, style = MaterialTheme.typography.headlineSmall)
        Text(listOfNotNull(item.brand, item.category).joinToString(" · "))
        for (reason in item.reasons) wordsFor(reason)?.let { Text(it, style = MaterialTheme.typography.bodySmall) }
        Row(horizontalArrangement = Arrangement.spacedBy(12.dp)) {
            Button(
                onClick = {
                    val price = item.price?.toDouble()
                    scope.track(shelf, ShopEvent(EventKind.ADD_TO_CART, item.id, quantity = 1, price = price))
                },
            ) { Text("Add to cart") }
            OutlinedButton(onClick = onBack) { Text("Back") }
        }
    }
}

/** A shop goes on when an event cannot be recorded; the shelf's log says why it could not. */
private fun CoroutineScope.track(shelf: Shelf, event: ShopEvent) {
    launch { runCatching { shelf.track(event) } }
}

package com.example.shop.ui

import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.NavigationBar
import androidx.compose.material3.NavigationBarItem
import androidx.compose.material3.Scaffold
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import dev.nearshelf.RecommendedItem
import dev.nearshelf.Shelf
import kotlinx.coroutines.Deferred

private sealed interface Screen {
    data object Shop : Screen

    data class Item(val item: RecommendedItem) : Screen

    data object Consent : Screen

    data object Privacy : Screen
}

/** [backHandler]: what is to be done when the device's own way back is taken. */
@Composable
fun ShopApp(opening: Deferred<Shelf>, backHandler: @Composable (enabled: Boolean, onBack: () -> Unit) -> Unit) {
    var shelf by remember { mutableStateOf<Result<Shelf>?>(null) }
    LaunchedEffect(opening) { shelf = runCatching { opening.await() } }
    MaterialTheme {
        val opened = shelf
        when {
            opened == null -> Centered { CircularProgressIndicator() }
            opened.isFailure -> Centered { Text("The shop's memory cannot be opened: ${opened.exceptionOrNull()?.message}") }
            else -> Screens(opened.getOrThrow(), backHandler)
        }
    }
}

@Composable
private fun Screens(shelf: Shelf, backHandler: @Composable (Boolean, () -> Unit) -> Unit) {
    var screen by remember { mutableStateOf<Screen>(Screen.Shop) }
    var decided by remember { mutableStateOf(true) }
    LaunchedEffect(shelf) { decided = shelf.consent().decided }
    backHandler(screen != Screen.Shop) { screen = Screen.Shop }
    Scaffold(
        bottomBar = {
            NavigationBar {
                for ((label, target) in listOf("Shop" to Screen.Shop, "Consent" to Screen.Consent, "Privacy" to Screen.Privacy)) {
                    NavigationBarItem(
                        selected = screen == target,
                        onClick = { screen = target },
                        icon = { },
                        label = { Text(label) },
                    )
                }
            }
        },
    ) { padding ->
        Box(Modifier.padding(padding).fillMaxSize()) {
            when (val now = if (decided) screen else Screen.Consent) {
                Screen.Shop -> RecommendationsScreen(shelf) { screen = Screen.Item(it) }
                is Screen.Item -> ItemScreen(shelf, now.item) { screen = Screen.Shop }
                Screen.Consent -> ConsentScreen(shelf) {
                    decided = true
                    screen = Screen.Shop
                }
                Screen.Privacy -> PrivacyScreen(shelf)
            }
        }
    }
}

@Composable
private fun Centered(content: @Composable () -> Unit) {
    Box(Modifier.fillMaxSize(), contentAlignment = Alignment.Center) { content() }
}

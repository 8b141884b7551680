package com.example.shop.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import dev.nearshelf.Consent
import dev.nearshelf.NearshelfException
import dev.nearshelf.Purposes
import dev.nearshelf.Shelf
import kotlinx.coroutines.launch

/** Of the text below: raise it when the text changes. */
private const val POLICY_VERSION = "2026-11"

private val purposes = listOf(
    Purposes.PERSONALIZATION to "Remember on this phone what I look at",
    Purposes.MEASUREMENT to "Send the shop what I look at, under a pseudonym",
    Purposes.MODEL_IMPROVEMENT to "Let the shop learn from what was sent",
)

/** A choice for each purpose; nothing is chosen beforehand, and a no is as near as a yes. */
@Composable
fun ConsentScreen(shelf: Shelf, onDecided: () -> Unit) {
    val scope = rememberCoroutineScope()
    var chosen by remember { mutableStateOf(Purposes.NONE) }
    var trouble by remember { mutableStateOf<String?>(null) }
    LaunchedEffect(shelf) { chosen = shelf.consent().granted }

    fun decide(granted: Purposes) {
        scope.launch {
            try {
                shelf.setConsent(Consent(granted, POLICY_VERSION))
                onDecided()
            } catch (e: NearshelfException) {
                trouble = e.message
            }
        }
    }

    Column(Modifier.padding(16.dp), verticalArrangement = Arrangement.spacedBy(16.dp)) {
        Text("What may this shop remember?", style = MaterialTheme.typography.headlineSmall)
        for ((purpose, words) in purposes) {
            Row(verticalAlignment = Alignment.CenterVertically) {
                Text(words, Modifier.weight(1f))
                Switch(
                    checked = purpose in chosen,
                    onCheckedChange = { chosen = if (it) chosen + purpose else chosen - purpose },
                )
            }
        }
        Row(horizontalArrangement = Arrangement.spacedBy(12.dp)) {
            Button(onClick = { decide(chosen) }) { Text("Save my choice") }
            OutlinedButton(onClick = { decide(Purposes.NONE) }) { Text("None of it") }
        }
        trouble?.let { Text(it, color = MaterialTheme.colorScheme.error) }
    }
}

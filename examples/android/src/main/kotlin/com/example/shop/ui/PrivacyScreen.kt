package com.example.shop.ui

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.rememberScrollState
import androidx.compose.foundation.text.selection.SelectionContainer
import androidx.compose.foundation.verticalScroll
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedButton
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.unit.dp
import dev.nearshelf.NearshelfException
import dev.nearshelf.Shelf
import kotlinx.coroutines.launch

/** What is known here, all of it to read, and a button that deletes it. */
@Composable
fun PrivacyScreen(shelf: Shelf) {
    val scope = rememberCoroutineScope()
    var known by remember { mutableStateOf("") }
    var export by remember { mutableStateOf<String?>(null) }

    suspend fun look() {
        val events = shelf.info().eventCount
        val sync = shelf.syncInfo()
        known = "$events events on this phone, ${sync.queuedEvents} waiting to be sent, ${sync.acknowledgedEvents} sent, " +
            "${sync.pendingErasures} erasures under way"
    }

    fun act(action: suspend () -> Unit) {
        scope.launch {
            try {
                action()
                look()
            } catch (e: NearshelfException) {
                known = e.message.orEmpty()
            }
        }
    }

    LaunchedEffect(shelf) {
        look()
        shelf.changes.collect { look() }
    }
    Column(
        Modifier.padding(16.dp).verticalScroll(rememberScrollState()),
        verticalArrangement = Arrangement.spacedBy(12.dp),
    ) {
        Text("What this shop knows", style = MaterialTheme.typography.headlineSmall)
        Text(known)
        Row(horizontalArrangement = Arrangement.spacedBy(12.dp)) {
            Button(onClick = { act { export = shelf.exportProfile().decodeToString() } }) { Text("Show all of it") }
            OutlinedButton(
                onClick = {
                    act {
                        shelf.forgetAll()
                        export = null
                    }
                },
            ) { Text("Erase it") }
        }
        Text("To have erased what was sent as well, withdraw your consent.", style = MaterialTheme.typography.bodySmall)
        export?.let { SelectionContainer { Text(it, style = MaterialTheme.typography.bodySmall) } }
    }
}

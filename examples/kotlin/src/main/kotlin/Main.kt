import dev.nearshelf.Consent
import dev.nearshelf.NearshelfException
import dev.nearshelf.Purposes
import dev.nearshelf.RecommendOptions
import dev.nearshelf.RecommendedItem
import dev.nearshelf.Shelf
import dev.nearshelf.ShelfOptions
import dev.nearshelf.ShopEvent
import dev.nearshelf.SyncOptions
import java.io.File
import kotlin.system.exitProcess
import kotlinx.coroutines.runBlocking

private const val USAGE = """usage: example --model FILE [--database FILE] [--server URL --key KEY] [--withdraw] ITEM...
A visit that looks at the items, and what is recommended after it.
  --model FILE     the shop's model (.nsm)
  --database FILE  keeps the profile from one visit to the next; without it, it is in memory
  --server URL     the shop's sync server: https://..., or http://127.0.0.1:PORT
  --key KEY        the shop's device key
  --withdraw       withdraws the consent, and has what was sent erased"""

private class WrongUse(message: String) : Exception(message)

private class Arguments(arguments: Array<String>) {
    val items = mutableListOf<String>()
    private val values = mutableMapOf<String, String>()

    init {
        val rest = arguments.toMutableList()
        while (rest.isNotEmpty()) {
            val argument = rest.removeAt(0)
            when {
                argument == "--withdraw" -> values[argument] = ""
                argument in setOf("--model", "--database", "--server", "--key") ->
                    values[argument] = if (rest.isEmpty()) throw WrongUse("$argument needs a value") else rest.removeAt(0)
                argument.startsWith("--") -> throw WrongUse("there is no $argument")
                else -> items += argument
            }
        }
    }

    val model = File(values["--model"] ?: throw WrongUse("--model is missing"))
    val database = values["--database"]
    val withdraw = "--withdraw" in values
    val sync: SyncOptions? = values["--server"]?.let { url ->
        SyncOptions(
            url = url,
            key = values["--key"] ?: throw WrongUse("--server needs --key"),
            // Only to a server on this machine may a request go without TLS.
            allowHttp = url.startsWith("http://127.0.0.1:") || url.startsWith("http://localhost:"),
        )
    }
}

private suspend fun visit(shelf: Shelf, arguments: Arguments) {
    // What the shopper decided in your dialog. Nothing is kept, queued or sent before this.
    val granted = if (arguments.withdraw) Purposes.NONE else Purposes.PERSONALIZATION + Purposes.MEASUREMENT
    shelf.setConsent(Consent(granted, policyVersion = "2026-11"))
    for (item in arguments.items) {
        if (!shelf.track(ShopEvent.view(item)).itemKnown) println("$item is not in the model")
    }
    val recommended = shelf.recommend(RecommendOptions(count = 5, excludeSessionItems = true))
    println("recommended (${recommended.context.name.lowercase()}):")
    for (item in recommended.items) println("  ${item.id}  ${item.title ?: ""}  ${why(item)}")
}

/** The largest reason; an app has words of its own for each kind. */
private fun why(item: RecommendedItem): String {
    val reason = item.reasons.firstOrNull() ?: return ""
    val because = reason.itemTitle ?: reason.itemId
    return reason.kind.name.lowercase().replace('_', ' ') + if (because == null) "" else " ($because)"
}

private suspend fun send(shelf: Shelf) {
    // This program is about to end: what waits is due now.
    val info = shelf.syncBeforeLeaving()
    println("${info.acknowledgedEvents} sent, ${info.queuedEvents} waiting, ${info.pendingErasures} erase requests open")
}

fun main(args: Array<String>) {
    try {
        runBlocking {
            val arguments = Arguments(args)
            Shelf.open(ShelfOptions(arguments.database, sync = arguments.sync)).use { shelf ->
                shelf.installModel(arguments.model)
                visit(shelf, arguments)
                if (arguments.sync != null) send(shelf)
            }
        }
    } catch (e: WrongUse) {
        System.err.println("${e.message}\n$USAGE")
        exitProcess(2)
    } catch (e: NearshelfException) {
        System.err.println("error: ${e.message} (${e.code})")
        exitProcess(1)
    }
}

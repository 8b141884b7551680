package dev.nearshelf.conformance

import dev.nearshelf.HttpResponse
import dev.nearshelf.RecordedEvent
import dev.nearshelf.Shelf
import dev.nearshelf.ShelfOptions
import dev.nearshelf.SyncOptions
import dev.nearshelf.blocking.Moment
import dev.nearshelf.blocking.SyncTask
import dev.nearshelf.support.Places
import java.io.File
import java.util.Base64
import java.util.Locale
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long

/** One entry of "shelves": a shelf in a file of its own with a clock that the steps set. */
class ShelfRun(private val entry: JsonObject, private val file: File) : AutoCloseable {
    @Volatile private var nowMs = 0L
    private var shelf: Shelf? = null
    private var task: SyncTask? = null
    private val open get() = checkNotNull(shelf) { "the shelf did not open" }

    init {
        for (key in entry.keys) if (key !in ENTRY_KEYS) unknownKey(key)
        entry["database"]?.let { File(Places.sessions, it.text).copyTo(file) }
    }

    suspend fun run(step: JsonObject): JsonObject {
        val action = step.getValue("do").text
        val known = STEP_KEYS[action] ?: throw IllegalArgumentException("unknown step $action")
        for (key in step.keys) if (key != "do" && key != "expect" && key !in known) unknownKey(key)
        return attempt { act(action, step) }
    }

    suspend fun reopen() {
        close()
        val key = entry["key"]?.text?.chunked(2)?.map { it.toInt(16).toByte() }?.toByteArray()
        shelf = Shelf.open(
            ShelfOptions(file.path, key = key, sync = entry["sync"]?.jsonObject?.let(::readSync), clock = { nowMs }),
        )
        val consent = entry["consent"] ?: obj("granted" to 1, "policy_version" to "1")
        if (consent !is JsonNull) open.setConsent(readConsent(consent.jsonObject))
    }

    override fun close() {
        task = null
        shelf?.close()
        shelf = null
    }

    private suspend fun attempt(step: suspend () -> JsonObject): JsonObject {
        val result = runCatching { step() }
        return outcome { result.getOrThrow() }
    }

    private suspend fun act(action: String, step: JsonObject): JsonObject {
        when (action) {
            "set_clock" -> nowMs = step.getValue("now_ms").jsonPrimitive.long
            "reopen" -> reopen()
            "install_model" -> open.installModel(File(Places.sessions, step.getValue("model").text))
            "end_session" -> open.endSession()
            "forget_all" -> open.forgetAll()
            "set_consent" -> open.setConsent(readConsent(step.getValue("consent").jsonObject))
            "import" -> open.importProfile(step.getValue("json").toString().toByteArray())
            "trim_memory" -> open.trimMemory()
            "finish_task" -> takeTask().finish(readResponse(step))
            "free_task" -> takeTask().free()
            else -> return ask(action, step)
        }
        return obj()
    }

    private suspend fun ask(action: String, step: JsonObject): JsonObject = when (action) {
        "track" -> open.track(readEvent(step.getValue("event").jsonObject)).let {
            obj("session_id" to it.sessionId, "duplicate" to it.duplicate, "item_known" to it.itemKnown)
        }
        "recommend" -> recommendationsJson(
            open.recommend(readOptions(step.getValue("options").jsonObject)),
            step["described"]?.jsonPrimitive?.boolean ?: false,
        )
        "session" -> open.session().let {
            obj(
                "session_id" to it.sessionId, "started_ms" to it.startedMs, "last_active_ms" to it.lastActiveMs,
                "event_count" to it.eventCount, "context_items" to it.contextItems, "active" to it.active,
            )
        }
        "consent" -> open.consent().let {
            obj(
                "effective" to it.effective.bits, "granted" to it.granted.bits,
                "global_privacy_control" to it.globalPrivacyControl, "decided" to it.decided, "time_ms" to it.timeMs,
                "policy_version" to it.policyVersion,
            )
        }
        "read_events" -> obj(
            "events" to open.events(
                step.getValue("after_sequence").jsonPrimitive.long, step.getValue("max_count").jsonPrimitive.long.toInt(),
            ).map(::recorded),
        )
        "export" -> obj("export" to Json.parseToJsonElement(open.exportProfile().decodeToString()))
        "next_task" -> nextTask(step["moment"]?.text ?: "normal")
        "sync_info" -> open.syncInfo().let {
            obj(
                "queued_events" to it.queuedEvents, "dropped_events" to it.droppedEvents,
                "acknowledged_events" to it.acknowledgedEvents, "pending_erasures" to it.pendingErasures,
                "last_success_ms" to it.lastSuccessMs, "retry_at_ms" to it.retryAtMs,
                "last_http_status" to it.lastHttpStatus,
            )
        }
        "model_info" -> open.model().use { model ->
            model.info().let {
                obj(
                    "model_id" to it.modelId, "version" to it.version, "item_count" to it.itemCount,
                    "rankers" to it.rankers.bits, "created_at_ms" to it.createdAtMs,
                    "session_timeout_ms" to it.sessionTimeoutMs, "artifact_bytes" to it.artifactBytes,
                )
            }
        }
        else -> throw IllegalArgumentException("unknown step $action")
    }

    private fun nextTask(moment: String): JsonObject {
        val next = open.blocking.nextTask(Moment.valueOf(moment.uppercase(Locale.ROOT)))
        task = next.task
        return next.task?.let { obj("task" to taskJson(it)) } ?: obj("task" to null, "wait_ms" to next.waitMs)
    }

    private fun takeTask(): SyncTask = checkNotNull(task) { "there is no task" }.also { task = null }
}

private val ENTRY_KEYS = setOf("name", "steps", "sync", "key", "database", "consent")

private val STEP_KEYS = mapOf(
    "set_clock" to setOf("now_ms"), "reopen" to setOf(), "install_model" to setOf("model"), "end_session" to setOf(),
    "forget_all" to setOf(), "set_consent" to setOf("consent"), "import" to setOf("json"), "trim_memory" to setOf(),
    "finish_task" to setOf("http_status", "retry_after", "etag", "body", "body_base64", "body_file"),
    "free_task" to setOf(), "track" to setOf("event"), "recommend" to setOf("options", "described"),
    "session" to setOf(), "consent" to setOf(), "read_events" to setOf("after_sequence", "max_count"),
    "export" to setOf(), "next_task" to setOf("moment"), "sync_info" to setOf(), "model_info" to setOf(),
)

private fun readSync(json: JsonObject): SyncOptions {
    fun number(key: String, default: Int) = json[key]?.jsonPrimitive?.long?.toInt() ?: default
    val known = setOf(
        "key", "manifest", "pseudonym_days", "batch_events", "batch_interval_ms", "model_interval_ms",
    )
    for (key in json.keys) if (key !in known) unknownKey(key)
    return SyncOptions(
        url = "https://sync.invalid",
        key = json["key"]?.text.orEmpty(),
        manifest = json["manifest"]?.text,
        pseudonymDays = number("pseudonym_days", 30),
        batchEvents = number("batch_events", 50),
        batchIntervalMs = number("batch_interval_ms", 30_000),
        modelIntervalMs = number("model_interval_ms", 21_600_000),
    )
}

private fun recorded(event: RecordedEvent): JsonObject {
    val members = mapOf<String, Any?>(
        "kind" to kindName(event.kind), "sequence" to event.sequence, "session_id" to event.sessionId,
        "time_ms" to event.timeMs, "event_id" to event.eventId, "item_id" to event.itemId, "query" to event.query,
        "dwell_ms" to event.dwellMs, "scroll_percent" to event.scrollPercent, "quantity" to event.quantity,
        "price" to event.price, "rating" to event.rating,
    )
    return JsonObject(members.filterValues { it != null }.mapValues { json(it.value) })
}

private fun taskJson(task: SyncTask): JsonObject {
    val members = mutableMapOf<String, JsonElement>(
        "kind" to json(task.kind.name.lowercase(Locale.ROOT)), "method" to json(task.method), "url" to json(task.url),
        "timeout_ms" to json(task.timeoutMs), "max_response_bytes" to json(task.maxResponseBytes),
        "headers" to json(task.headers.map { (name, value) -> listOf(name, value) }),
    )
    val isJson = task.headers.any { (name, value) ->
        name.equals("content-type", ignoreCase = true) && value.startsWith("application/json")
    }
    task.body?.let {
        if (isJson) members["body_json"] = Json.parseToJsonElement(it.decodeToString())
        else members["body"] = json(Base64.getEncoder().encodeToString(it))
    }
    return JsonObject(members)
}

private fun readResponse(step: JsonObject): HttpResponse? {
    val status = step.getValue("http_status").jsonPrimitive.int
    val body = step["body"]?.text?.toByteArray()
        ?: step["body_base64"]?.text?.let { Base64.getDecoder().decode(it) }
        ?: step["body_file"]?.text?.let { File(Places.sessions, it).readBytes() }
        ?: ByteArray(0)
    return HttpResponse(status, body, step["retry_after"]?.text, step["etag"]?.text)
}

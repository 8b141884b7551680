package dev.nearshelf.internal

import dev.nearshelf.Consent
import dev.nearshelf.ConsentInfo
import dev.nearshelf.EventKind
import dev.nearshelf.ModelInfo
import dev.nearshelf.Purposes
import dev.nearshelf.Rankers
import dev.nearshelf.RecordedEvent
import dev.nearshelf.SessionInfo
import dev.nearshelf.ShelfInfo
import dev.nearshelf.ShelfOptions
import dev.nearshelf.ShopEvent
import dev.nearshelf.SyncInfo
import dev.nearshelf.TrackResult

internal fun WireWriter.shelfOptions(options: ShelfOptions): WireWriter {
    text(options.path)
    int(options.busyTimeoutMs)
    int(options.maxEvents)
    flag(options.rebuildIfCorrupt)
    int(options.gpcDenies.bits)
    int(options.logLevel.number)
    flag(options.log != null)
    flag(options.clock != null)
    flag(options.key != null)
    options.key?.let(::bytes)
    val sync = options.sync
    flag(sync != null)
    if (sync != null) {
        text(sync.key)
        text(sync.manifest)
        int(sync.pseudonymDays)
        int(sync.batchEvents)
        int(sync.batchIntervalMs)
        int(sync.modelIntervalMs)
    }
    return this
}

internal fun WireWriter.event(event: ShopEvent): WireWriter =
    int(event.kind.number)
        .int(event.scrollPercent ?: -1)
        .long(event.timeMs ?: 0)
        .long(event.dwellMs ?: -1)
        .long(event.quantity ?: 0)
        .double(event.price ?: Double.NaN)
        .double(event.rating ?: Double.NaN)
        .text(event.itemId)
        .text(event.eventId)
        .text(event.query)

internal fun WireReader.trackResult(): TrackResult {
    val sessionId = long()
    val duplicate = flag()
    val itemKnown = flag()
    return TrackResult(text(), sessionId, duplicate, itemKnown)
}

internal fun WireReader.recordedEvents(): List<RecordedEvent> = List(int()) { recordedEvent() }

private fun WireReader.recordedEvent(): RecordedEvent {
    val kind = EventKind.of(int())
    val scrollPercent = int()
    val sequence = long()
    val sessionId = long()
    val timeMs = long()
    val dwellMs = long()
    val quantity = long()
    val price = double()
    val rating = double()
    return RecordedEvent(
        kind = kind,
        sequence = sequence,
        sessionId = sessionId,
        timeMs = timeMs,
        eventId = text(),
        itemId = textOrNull(),
        query = textOrNull(),
        dwellMs = dwellMs.takeIf { it != -1L },
        scrollPercent = scrollPercent.takeIf { it != -1 },
        quantity = quantity.takeIf { it != 0L },
        price = price.takeIf { !it.isNaN() },
        rating = rating.takeIf { !it.isNaN() },
    )
}

internal fun WireWriter.consent(consent: Consent): WireWriter =
    int(consent.granted.bits)
        .flag(consent.globalPrivacyControl)
        .long(consent.timeMs ?: 0)
        .text(consent.policyVersion)

internal fun WireReader.consentInfo(): ConsentInfo =
    ConsentInfo(
        effective = Purposes(int()),
        granted = Purposes(int()),
        globalPrivacyControl = flag(),
        decided = flag(),
        timeMs = long(),
        policyVersion = text(),
    )

internal fun WireReader.modelInfo(): ModelInfo =
    ModelInfo(
        modelId = text(),
        version = long(),
        createdAtMs = long(),
        sessionTimeoutMs = long(),
        artifactBytes = long(),
        memoryBytes = long(),
        itemCount = int(),
        rankers = Rankers(int()),
    )

internal fun WireReader.sessionInfo(): SessionInfo = SessionInfo(long(), long(), long(), long(), int(), flag())

internal fun WireReader.shelfInfo(): ShelfInfo = ShelfInfo(long(), long(), long(), long())

internal fun WireReader.syncInfo(): SyncInfo = SyncInfo(long(), long(), long(), long(), long(), long(), int())

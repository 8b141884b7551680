package dev.nearshelf

/** Why recommendations may differ now. */
public enum class Change { EVENT, MODEL, SESSION, FORGOTTEN, IMPORT, CONSENT }

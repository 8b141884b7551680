package dev.nearshelf.conformance

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/**
 * Where `actual` is not exactly what is expected; null: nowhere. {"$match": "<regex>"} matches a text that the regex
 * matches whole.
 */
fun difference(expected: JsonElement, actual: JsonElement?, at: String = ""): String? {
    if (actual == null) return "$at: missing"
    val pattern = (expected as? JsonObject)?.takeIf { it.keys == setOf("\$match") }?.getValue("\$match")?.text
    return when {
        pattern != null -> {
            val matches = actual is JsonPrimitive && actual.isString && Regex(pattern).matches(actual.content)
            if (matches) null else "$at: $actual does not match $pattern"
        }
        expected is JsonObject && actual is JsonObject ->
            (expected.keys + actual.keys).firstNotNullOfOrNull { key ->
                if (key in expected) difference(expected.getValue(key), actual[key], "$at.$key")
                else "$at.$key: not expected"
            }
        expected is JsonArray && actual is JsonArray ->
            if (expected.size != actual.size) "$at: ${actual.size} elements, not ${expected.size}"
            else expected.indices.firstNotNullOfOrNull { difference(expected[it], actual[it], "$at[$it]") }
        expected is JsonPrimitive && actual is JsonPrimitive && same(expected, actual) -> null
        else -> "$at: $actual instead of $expected"
    }
}

private fun same(expected: JsonPrimitive, actual: JsonPrimitive): Boolean {
    if (expected.isString || actual.isString || expected is JsonNull || actual is JsonNull) return expected == actual
    if (expected == actual) return true
    val left = expected.content.toBigDecimalOrNull() ?: return false
    val right = actual.content.toBigDecimalOrNull() ?: return false
    return left.compareTo(right) == 0
}

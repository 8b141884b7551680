package dev.nearshelf.conformance

import dev.nearshelf.Model
import dev.nearshelf.support.Places
import java.io.File
import java.util.Locale
import java.util.TimeZone
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.DynamicTest
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.TestFactory
import org.junit.jupiter.api.io.TempDir

/** The vectors that every binding is held to, to the last bit. */
class GoldenSessionsTest {
    @TempDir lateinit var scratch: File

    private val vectors = Json.parseToJsonElement(File(Places.sessions, "sessions.json").readText()).jsonObject
    private val shelves = vectors.getValue("shelves").jsonArray.map { it.jsonObject }
    private val models = vectors.getValue("models").jsonArray.map { it.jsonObject }

    @TestFactory
    fun `a model gives what it gives everywhere`(): List<DynamicTest> =
        models.map { DynamicTest.dynamicTest(it.getValue("name").text) { checkModel(it) } }

    @TestFactory
    fun `a shelf gives what it gives everywhere`(): List<DynamicTest> =
        shelves.mapIndexed { i, it -> DynamicTest.dynamicTest(it.getValue("name").text) { checkShelf(it, "$i.db") } }

    /** Turkish has its own upper case of i, Arabic and Persian their own digits. */
    @Test
    fun `language and time zone of the system change nothing`() {
        val locale = Locale.getDefault()
        val zone = TimeZone.getDefault()
        try {
            for ((tag, place) in listOf("tr-TR" to "Asia/Istanbul", "ar-EG-u-nu-arab" to "Africa/Cairo", "fa-IR" to "Asia/Tehran")) {
                Locale.setDefault(Locale.forLanguageTag(tag))
                TimeZone.setDefault(TimeZone.getTimeZone(place))
                models.forEach(::checkModel)
                shelves.forEachIndexed { i, it -> checkShelf(it, "$tag-$i.db") }
            }
        } finally {
            Locale.setDefault(locale)
            TimeZone.setDefault(zone)
        }
    }

    @Test
    fun `a difference of any kind is found`() {
        val expected = Json.parseToJsonElement("""{"a": [1, {"${'$'}match": "[0-9a-f]{4}"}, null], "b": "x"}""")
        fun of(text: String) = difference(expected, Json.parseToJsonElement(text))
        assertNull(of("""{"a": [1.0, "00ff", null], "b": "x"}"""))
        for (wrong in listOf(
            """{"a": [2, "00ff", null], "b": "x"}""", """{"a": [1, "00fg", null], "b": "x"}""",
            """{"a": [1, "00ff"], "b": "x"}""", """{"a": [1, "00ff", 0], "b": "x"}""",
            """{"a": [1, "00ff", null]}""", """{"a": [1, "00ff", null], "b": "x", "c": 1}""",
            """{"a": ["1", "00ff", null], "b": "x"}""",
        )) assertTrue(of(wrong) != null, wrong)
    }

    private fun checkModel(entry: JsonObject) = runBlocking {
        for (key in entry.keys) if (key !in MODEL_KEYS) unknownKey(key)
        val actual = Model.open(File(Places.sessions, entry.getValue("model").text)).use { model ->
            val result = runCatching {
                model.recommend(texts(entry.getValue("items")), readOptions(entry.getValue("options").jsonObject))
            }
            outcome {
                recommendationsJson(result.getOrThrow(), entry["described"]?.jsonPrimitive?.boolean ?: false)
            }
        }
        assertNull(difference(entry.getValue("expect"), actual))
    }

    private fun checkShelf(entry: JsonObject, name: String) = runBlocking {
        ShelfRun(entry, File(scratch, name)).use { run ->
            run.reopen()
            entry.getValue("steps").jsonArray.forEachIndexed { i, step ->
                val actual = run.run(step.jsonObject)
                assertNull(difference(step.jsonObject.getValue("expect"), actual), "step $i: $step")
            }
        }
    }

    private companion object {
        val MODEL_KEYS = setOf("name", "model", "items", "options", "described", "expect")
    }
}

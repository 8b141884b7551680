package dev.nearshelf.support

import java.io.File

/** Where the tree and its build are; Maven says so. */
object Places {
    val root = File(System.getProperty("nearshelf.root")).canonicalFile
    val build = File(System.getProperty("nearshelf.build")).canonicalFile
    val sessions = File(root, "tests/conformance/sessions")
    val model: File = File(sessions, "shop-1.nsm")

    fun program(name: String): File = File(build, "bin/$name").also {
        check(it.canExecute()) { "$it is missing: script/test-kotlin builds it" }
    }
}

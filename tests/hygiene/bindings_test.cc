// Every function of the ABI can be reached from every binding, or sdk/unbound.txt says why not.
#include "tests/hygiene/bindings.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/hygiene/source_tree.h"

namespace nearshelf::hygiene {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

TEST(Bindings, OfThisTreeReachEveryFunctionOrSayWhyNot) {
  EXPECT_THAT(binding_errors(NEARSHELF_SOURCE_DIR, bindings()), IsEmpty());
}

TEST(Bindings, KotlinAndItsNativeLibraryHaveTheSameMethods) {
  EXPECT_THAT(jni_errors(NEARSHELF_SOURCE_DIR), IsEmpty());
}

TEST(Bindings, ACommentIsNoCall) {
  EXPECT_EQ(without_comments("a(); // nsh_a\nb(\"// no comment\", '\\'', `/*`); /* nsh_b\n */ c();"),
            "a(); \nb(\"// no comment\", '\\'', `/*`);   c();");
  EXPECT_EQ(without_comments("1'000; // it's\n'x' /* open"), "1'000; // it's\n'x'  ");
}

const std::vector<Binding>& made_up() {
  static const std::vector<Binding> kBindings = {
      {"c++", {"face.hpp", "values.hpp"}, ""},
      {"kotlin", {"mobile/kotlin/native"}, "mobile/kotlin/native/bench"},
  };
  return kBindings;
}

void write_tree(const TemporaryTree& tree) {
  tree.write("sdk/exports.txt", "nsh_a\nnsh_a_longer\nnsh_b\n");
  tree.write("sdk/unbound.txt", "# function, binding, reason\n\nnsh_b kotlin Java has no b.\n");
  tree.write("face.hpp", "int f() { return nsh_a(1); }\nusing B = Handle<nsh_b>;\n");
  tree.write("values.hpp", "int g() { return nsh_a_longer(); }\n");
  tree.write("mobile/kotlin/native/a.cc",
             "auto all = {method(\"a\", \"()V\", nsh_a), method(\n  \"longer\", \"()V\", nsh_a_longer)};\n");
  tree.write("mobile/kotlin/native/bench/b.cc", "auto b = {method(\"bench\", \"()V\", nsh_b)};\n");
  tree.write("mobile/kotlin/src/main/Native.kt",
             "object Native {\n  @JvmStatic external fun a()\n  external fun longer()\n}\n");
  tree.write("mobile/kotlin/src/main/Shelf.kt", "fun a() = Native.a()\nval closer = Native::longer\n");
}

TEST(Bindings, AMadeUpTreeWithoutFaultsPasses) {
  const TemporaryTree tree;
  write_tree(tree);
  EXPECT_THAT(binding_errors(tree.root(), made_up()), IsEmpty());
  EXPECT_THAT(jni_errors(tree.root()), IsEmpty());
}

TEST(Bindings, AFunctionThatIsNotReachedIsFound) {
  const TemporaryTree tree;
  write_tree(tree);
  tree.write("face.hpp", "int f() { return nsh_a(1) + nsh_b_other() /* nsh_b() */; }  // nsh_b()\n");
  tree.write("values.hpp", "int g() { return my_nsh_a_longer(); }\n");
  EXPECT_THAT(binding_errors(tree.root(), made_up()),
              UnorderedElementsAre(HasSubstr("c++: nsh_b is neither"), HasSubstr("c++: nsh_a_longer is neither")));
}

TEST(Bindings, ABindingWithoutSourcesIsFound) {
  const TemporaryTree tree;
  write_tree(tree);
  tree.write("sdk/unbound.txt", "nsh_b kotlin Java has no b.\n");
  EXPECT_THAT(
      binding_errors(tree.root(), {{"kotlin", {"elsewhere", "mobile/kotlin/native"}, "mobile/kotlin/native/bench"}}),
      UnorderedElementsAre("kotlin: nothing at elsewhere"));
}

TEST(Bindings, EveryFaultOfTheListIsFound) {
  const TemporaryTree tree;
  write_tree(tree);
  tree.write("sdk/unbound.txt",
             "nsh_b kotlin Java has no b.\nnsh_b kotlin Again.\nnsh_a c++ Is called after all.\n"
             "nsh_c c++ Is no function.\nnsh_b cobol Is no binding.\nnsh_b c++\n");
  EXPECT_THAT(binding_errors(tree.root(), made_up()),
              UnorderedElementsAre(HasSubstr("listed twice: nsh_b kotlin"),
                                   HasSubstr("c++: nsh_a is called, and listed"), HasSubstr("no function: nsh_c c++"),
                                   HasSubstr("no binding: nsh_b cobol"), HasSubstr("no reason: nsh_b c++")));
}

TEST(Bindings, AMethodThatOneSideOfJniLacksIsFound) {
  const TemporaryTree tree;
  write_tree(tree);
  tree.write(
      "mobile/kotlin/native/a.cc",
      "auto all = {method(\"a\", \"()V\", nsh_a), method(\"a\", \"()V\", nsh_a), method(\"other\", \"()V\", x)};\n");
  tree.write("mobile/kotlin/src/main/Shelf.kt", "fun a() = Native.a()\nfun longer() = b.longer() // Native.longer()\n");
  EXPECT_THAT(jni_errors(tree.root()),
              UnorderedElementsAre("kotlin: a is registered twice", "kotlin: other is registered and not declared",
                                   "kotlin: longer is declared and not registered",
                                   "kotlin: longer is declared and never called"));
  const TemporaryTree empty;
  EXPECT_THAT(jni_errors(empty.root()), UnorderedElementsAre("mobile/kotlin/native registers no methods"));
}

}  // namespace
}  // namespace nearshelf::hygiene

import Testing

/// A source text of a shape that people generate, or that an attacker tries, in any size.
struct SourceShape: Sendable, CustomTestStringConvertible {
    let name: String
    /// What it prints; `nil` when it may be refused, because it nests.
    let expected: (@Sendable (Int) -> String)?
    let source: @Sendable (Int) -> String

    var testDescription: String { name }

    /// A shape that runs in every size.
    init(
        _ name: String, prints expected: @escaping @Sendable (Int) -> String,
        _ source: @escaping @Sendable (Int) -> String
    ) {
        self.name = name
        self.expected = expected
        self.source = source
    }

    /// A shape that nests, or is wrong.
    init(_ name: String, _ source: @escaping @Sendable (Int) -> String) {
        self.name = name
        expected = nil
        self.source = source
    }

    static let all = chains + prefixes + lists + functions + nested
}

/// `text`, `count` times.
private func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

/// A text for each number below `count`, joined.
private func each(_ count: Int, _ separator: String = "", _ text: (Int) -> String) -> String {
    (0..<count).map(text).joined(separator: separator)
}

extension SourceShape {
    /// What leans to the left or to the right without a bracket.
    private static let chains = [
        SourceShape("+ of numbers", prints: { "\($0 + 1)" }) { "print(1\(times(" + 1", $0)))" },
        SourceShape("operators of several levels", prints: { _ in "1" }) {
            "print(1\(times(" + 2 * 3 - 6", $0)))"
        },
        SourceShape("+ of strings", prints: { "\($0 + 1)" }) {
            "print((\"a\"\(times(" + \"b\"", $0))).length)"
        },
        SourceShape("+ of a parameter", prints: { "\($0 + 1)" }) {
            "fn f(x) { return x\(times(" + x", $0)) }\nprint(f(1))"
        },
        SourceShape("+ of variables that change", prints: { "\($0 + 1)" }) {
            "var x = [1]\nprint((x\(times(" + x", $0))).length)"
        },
        SourceShape("* of floats", prints: { _ in "1.0" }) {
            "fn f(x: float) { return x\(times(" * x", $0)) }\nprint(f(1.0))"
        },
        SourceShape("|", prints: { _ in "3" }) { "print(1\(times(" | 2", $0)))" },
        SourceShape("<<", prints: { _ in "1" }) { "print(1\(times(" << 0", $0)))" },
        SourceShape("and", prints: { _ in "true" }) { "print(true\(times(" and true", $0)))" },
        SourceShape("or", prints: { _ in "false" }) { "print(false\(times(" or false", $0)))" },
        SourceShape("if with and", prints: { _ in "1" }) {
            "let t = true\nif t\(times(" and t", $0)) { print(1) }"
        },
        SourceShape("if with or", prints: { _ in "2" }) {
            "let t = false\nif t\(times(" or t", $0)) { print(1) } else { print(2) }"
        },
        SourceShape("??", prints: { _ in "3" }) { "print(nil\(times(" ?? nil", $0)) ?? 3)" },
        SourceShape("|>", prints: { _ in "1" }) { "print(1\(times(" |> string", $0)))" },
        SourceShape("|> of calls", prints: { "\($0)" }) {
            "fn add(a, b) = a + b\nprint(0\(times(" |> add(1)", $0)))"
        },
        SourceShape("methods", prints: { _ in "a" }) { "print(\"a\"\(times(".trim()", $0)))" },
        SourceShape("methods of a record", prints: { _ in "3" }) {
            "record R(x) { fn me() = self }\nprint(R(3)\(times(".me()", $0)).x)"
        },
        SourceShape("fields", prints: { _ in "3" }) { count in
            let depth = min(count, 400)
            return """
                record N(n)
                var x = N(1)
                for i in 0..<\(depth) { x = N(x) }
                x.n\(times(".n", depth)) += 1
                x.n\(times(".n", depth)) = x.n\(times(".n", depth)) + 1
                print(x.n\(times(".n", depth)))
                """
        },
        SourceShape("?.", prints: { _ in "a" }) { "print(\"a\"\(times("?.trim()", $0)))" },
        SourceShape("?. of nil", prints: { _ in "nil" }) {
            "let x = nil\nprint(x\(times("?.trim()", $0)))"
        },
        SourceShape("calls of calls", prints: { _ in "true" }) {
            "fn f() = f\nprint(f\(times("()", $0)) == f)"
        },
        SourceShape("indexes", prints: { _ in "[1, 2, 3]" }) {
            "print([1, 2, 3]\(times("[0..<3]", $0)))"
        },
        SourceShape("indexes of a variable", prints: { _ in "a" }) {
            "var x = \"aaa\"\nprint(x\(times("[0]", $0)))"
        },
        SourceShape("trailing blocks", prints: { _ in "[1]" }) {
            "print([1]\(times(".map { x => x }", $0)))"
        },
        SourceShape("**", prints: { _ in "2" }) { "print(2\(times(" ** 1", $0)))" },
        SourceShape("else if", prints: { _ in "z" }) {
            "let x = -1\nif x == -2 { print(0) }"
                + each($0) { " else if x == \($0) { print(\($0)) }" } + " else { print(\"z\") }"
        },
        SourceShape("else if as a value", prints: { _ in "z" }) {
            "fn f(x) { let v = if x == -2 { 0 }" + each($0) { " else if x == \($0) { \($0) }" }
                + " else { \"z\" }\nreturn v }\nprint(f(-1))"
        },
        SourceShape("arms", prints: { _ in "z" }) {
            "print(match -1 {\n" + each($0) { "\($0) => \($0)\n" } + "x => \"z\" })"
        },
        SourceShape("arms with names", prints: { _ in "5" }) {
            "fn f(x) = match x {\n" + each($0) { "[\($0), a\($0)] => a\($0)\n" }
                + "_ => \"z\" }\nprint(f([\($0 - 1), 5]))"
        },
        SourceShape("alternatives", prints: { _ in "z" }) {
            "print(match -1 {\n" + each($0, " | ") { "\($0)" } + " => 1\n_ => \"z\" })"
        },
        SourceShape("types", prints: { _ in "true" }) { "print(1 is \(times("int | ", $0))int)" },
        SourceShape("kinds of errors", prints: { _ in "1" }) {
            "try { throw error(\"a\", kind: \"B\") } catch \(times("A | ", $0))B as e { print(1) }"
        },
        SourceShape("catch", prints: { _ in "2" }) {
            "try { throw error(\"a\", kind: \"Z\") }"
                + each($0) { " catch A\($0) as e { print(1) }" } + " catch Z as e { print(2) }"
        },
        SourceShape("an element far inside", prints: { _ in "3" }) { count in
            let depth = min(count, 400)
            return """
                var x = [1]
                for i in 0..<\(depth) { x = [x] }
                x\(times("[0]", depth)).push(2)
                x\(times("[0]", depth))[0] += 1
                x\(times("[0]", depth)).push(x\(times("[0]", depth))[0])
                print(x\(times("[0]", depth)).length)
                """
        },
    ]

    private static let prefixes = [
        SourceShape("not", prints: { $0 % 2 == 0 ? "true" : "false" }) {
            "print(\(times("not ", $0))true)"
        },
        SourceShape("-", prints: { $0 % 2 == 0 ? "1" : "-1" }) {
            "let x = 1\nprint(\(times("- ", $0))x)"
        },
        SourceShape("~", prints: { $0 % 2 == 0 ? "1" : "-2" }) {
            "let x = 1\nprint(\(times("~", $0))x)"
        },
        SourceShape("-~", prints: { "\($0 + 1)" }) { "let x = 1\nprint(\(times("-~", $0))x)" },
        SourceShape("try?", prints: { _ in "1" }) { "print(\(times("try? ", $0))1)" },
        SourceShape("throw", prints: { _ in "x" }) {
            "try { \(times("throw ", $0))error(\"x\") } catch e { print(e.message) }"
        },
        SourceShape("return", prints: { _ in "1" }) {
            "fn f() { \(times("return ", $0))1 }\nprint(f())"
        },
    ]

    /// Literals and calls of many parts.
    private static let lists = [
        SourceShape("elements", prints: { "\($0)" }) {
            "print([\(each($0, ", ") { "\($0)" })].length)"
        },
        SourceShape("texts in a list", prints: { "\($0)" }) {
            "print([\(each($0, ", ") { "\"s\($0)\"" })].length)"
        },
        SourceShape("entries", prints: { "\($0)" }) {
            "print({\(each($0, ", ") { "k\($0): \($0)" })}.length)"
        },
        SourceShape("spreads", prints: { "\($0)" }) {
            "let a = [1]\nprint([\(times("...a, ", $0))].length)"
        },
        SourceShape("interpolations", prints: { "\($0)" }) {
            "let a = 1\nprint(\"\(times("\\(a)", $0))\".length)"
        },
        SourceShape("interpolations and texts", prints: { "\(2 * $0 + 1)" }) {
            "fn f(a) { return \"x\(times("-\\(a)", $0))\" }\nprint(f(1).length)"
        },
        SourceShape("escapes", prints: { "\($0)" }) { "print(\"\(times("\\n", $0))\".length)" },
        SourceShape("arguments of a rest", prints: { "\($0)" }) {
            "fn f(xs...) = xs.length\nprint(f(\(each($0, ", ") { "\($0)" })))"
        },
        SourceShape("arguments of a method", prints: { "\($0 + 1)" }) {
            """
            record R(x) { fn mut all(xs...) { self.x += xs.length
            return self.x } }
            var r = R(1)
            print(r.all(\(each($0, ", ") { "\($0)" })))
            """
        },
        SourceShape("spreads in a call", prints: { "\($0 + 1)" }) {
            "let a = [1]\nfn f(xs...) = xs.length\nprint(f(1\(times(", ...a", $0))))"
        },
        SourceShape("targets", prints: { "\($0 - 1)" }) {
            "fn f() {\n" + each($0) { "var v\($0) = 0\n" } + each($0, ", ") { "v\($0)" } + " = "
                + each($0, ", ") { "\($0)" } + "\nreturn v\($0 - 1) }\nprint(f())"
        },
        SourceShape("statements", prints: { "\($0)" }) {
            "var x = 0\n\(times("x += 1\n", $0))print(x)"
        },
        SourceShape("statements of a function", prints: { "\($0)" }) {
            "fn f() {\nvar x = 0\n\(times("x += 1\n", $0))return x }\nprint(f())"
        },
    ]

    /// Functions with many parameters and variables.
    private static let functions = [
        SourceShape("parameters", prints: { "\($0 + 4)" }) {
            "fn f(\(each($0, ", ") { "p\($0)" }), q = 5) = p0 + p\($0 - 1) + q\n"
                + "print(f(\(each($0, ", ") { "\($0)" })))"
        },
        SourceShape("parameters with defaults", prints: { "\($0)" }) {
            "fn f(\(each($0, ", ") { "p\($0) = \($0)" }), rest...) = p0 + p\($0 - 1)\nprint(f(1))"
        },
        SourceShape("named arguments", prints: { "\($0 - 1)" }) {
            "fn f(\(each($0, ", ") { "p\($0): int" })) = p0 + p\($0 - 1)\n"
                + "print(f(\(each($0, ", ") { "p\($0): \($0)" })))"
        },
        SourceShape("a method with many parameters", prints: { "\($0 + 2)" }) {
            """
            record R(x) { fn mut f(\(each($0, ", ") { "p\($0)" })) { self.x += p\($0 - 1)
            return self.x + p0 } }
            var r = R(3)
            print(r.f(\(each($0, ", ") { "\($0)" })))
            """
        },
        SourceShape("variables", prints: { "\($0 + 1)" }) {
            "fn f(x) {\n" + each($0) { "let v\($0) = x + \($0)\n" }
                + "return v0 + v\($0 - 1) }\nprint(f(1))"
        },
        SourceShape("variables that change", prints: { "\(4 * $0)" }) {
            "fn f(x) {\n" + each($0) { "var v\($0) = [x, \($0)]\n" }
                + each($0) { "v\($0).push(1)\nv\($0)[0] += 2\nv\($0) = v\($0) + [1]\n" }
                + "return \(each($0, " + ") { "v\($0).length" }) }\nprint(f(1))"
        },
        SourceShape("variables that a closure changes", prints: { "\($0 + 1)" }) {
            "fn f(x) {\n" + each($0) { "var v\($0) = \($0)\n" } + "let g = () => {\n"
                + each($0) { "v\($0) += 1\n" } + "}\ng()\nreturn v0 + v\($0 - 1) }\nprint(f(1))"
        },
        SourceShape("variables that a closure holds", prints: { "\($0 * ($0 - 1) / 2)" }) {
            "fn f() {\n" + each($0) { "let v\($0) = [\($0)]\n" } + "let g = () => [0"
                + each($0) { ", v\($0)[0]" } + "].sum()\nreturn g() }\nprint(f())"
        },
        SourceShape("variables in a loop", prints: { "\(3 * $0)" }) {
            "fn f() {\nvar n = 0\nfor i in 0..<4 {\nif i == 2 { continue }\n"
                + each($0) { "let v\($0) = [i]\n" }
                + each($0) { "n += v\($0).length\n" } + "}\nreturn n }\nprint(f())"
        },
        SourceShape("functions in a function", prints: { "\($0 - 1)" }) {
            "fn f() {\n" + each($0) { "fn g\($0)() = \($0)\n" }
                + "return g\($0 - 1)() }\nprint(f())"
        },
        SourceShape("parts of a list", prints: { "\($0 - 1)" }) {
            "fn f(xs) {\nlet [\(each($0, ", ") { "a\($0)" })] = xs\nreturn a0 + a\($0 - 1) }\n"
                + "print(f([\(each($0, ", ") { "\($0)" })]))"
        },
        SourceShape("parts of a list behind a rest", prints: { "\($0 + 1)" }) {
            "fn f(xs) {\nlet [...r, \(each($0, ", ") { "a\($0)" })] = xs\n"
                + "return r.length + a\($0 - 1) }\nprint(f([\(each($0 + 1, ", ") { "\($0)" })]))"
        },
        SourceShape("parts of a map", prints: { "\($0 + 2)" }) {
            "fn f(xs) {\nlet {\(each($0, ", ") { "a\($0)" }), z = 3} = xs\n"
                + "return a0 + a\($0 - 1) + z }\n"
                + "print(f({\(each($0, ", ") { "a\($0): \($0)" })}))"
        },
        SourceShape("many small patterns", prints: { "\($0)" }) {
            "fn f(xs) {\n" + each($0) { "let [a\($0), _] = xs\n" }
                + "return \(each($0, " + ") { "a\($0)" }) }\nprint(f([1, 2]))"
        },
        SourceShape("literals in a pattern", prints: { _ in "1" }) {
            "print(match [\(each($0, ", ") { "\($0)" })] {\n[\(each($0, ", ") { "\($0)" })] => 1\n_ => 2 })"
        },
        SourceShape("fields of a record", prints: { "\($0 - 1)" }) {
            "record R(\(each($0, ", ") { "p\($0)" }))\nlet r = R(\(each($0, ", ") { "\($0)" }))\n"
                + "print(r.p\($0 - 1))"
        },
        SourceShape("fields with defaults", prints: { "\($0)" }) {
            "record R(\(each($0, ", ") { "p\($0) = \($0)" }))\nlet r = R(1)\n"
                + "print(r.p0 + r.p\($0 - 1))"
        },
        SourceShape("an error among many variables", prints: { "\($0)" }) {
            "fn f(x) {\n" + each($0) { "let v\($0) = [x]\n" }
                + "try { v\($0 - 1)[5] } catch e { return \(each($0, " + ") { "v\($0)[0]" }) } }\n"
                + "print(f(1))"
        },
        SourceShape("an error in a chain", prints: { _ in "caught" }) {
            "let x = [1]\ntry { print(x\(times(" + [1]", $0)) + 1) } catch { print(\"caught\") }"
        },
        SourceShape("a chain that is left early", prints: { _ in "[[1]]" }) {
            "fn f() { let x = [1]\n[x\(times(" + [1]", $0)), return [x]] }\nprint(f())"
        },
    ]

    /// What nests without end, or is no program.
    private static let nested = [
        SourceShape("(") { "print(\(times("(", $0))1\(times(")", $0)))" },
        SourceShape("( alone") { times("(", $0) },
        SourceShape("[") { "print(\(times("[", $0))\(times("]", $0)))" },
        SourceShape("[ alone") { times("[", $0) },
        SourceShape("{") { "print(\(times("{a: ", $0))1\(times("}", $0)))" },
        SourceShape("{ alone") { times("{", $0) },
        SourceShape("if in if") { times("if true {", $0) + times("}", $0) },
        SourceShape("while in while") { times("while false {", $0) + times("}", $0) },
        SourceShape("for in for") { times("for x in [1] {", $0) + times("}", $0) },
        SourceShape("try in try") { times("try {", $0) + times("} catch { }", $0) },
        SourceShape("fn in fn") { times("fn f() {", $0) + times("}", $0) },
        SourceShape("fn = fn") { "let f = \(times("fn() = ", $0))1" },
        SourceShape("=>") { "let f = \(times("x => ", $0))x" },
        SourceShape("calls in calls") { "print(\(times("string(", $0))1\(times(")", $0)))" },
        SourceShape("+ to the right") { "print(\(times("1 + (", $0))1\(times(")", $0)))" },
        SourceShape("** with -") { "print(2\(times(" ** -1", $0)))" },
        SourceShape("words") { "fn f() { \(times("throw return ", $0))1 }" },
        SourceShape("if if") { times("if ", $0) },
        SourceShape("match match") { times("match ", $0) },
        SourceShape("patterns") { "let \(times("[", $0))a\(times("]", $0)) = 1" },
        SourceShape("patterns of maps") { "let \(times("{a: ", $0))a\(times("}", $0)) = 1" },
        SourceShape("- in a pattern") { "match 1 { \(times("-", $0))1 => 1 }" },
        SourceShape("interpolations in interpolations") {
            times("\"\\(", $0) + "1" + times(")\"", $0)
        },
        SourceShape("defer in defer") {
            "fn f() { \(times("defer {", $0))\(times("}", $0)) }\nf()"
        },
        SourceShape("chains in chains") { count in
            let width = max(1, count / 100)
            return "print(\(times("(", 100))1" + times("\(times(" + 1", width)))", 100) + ")"
        },
        SourceShape("a path that is set") { "var x = [1]\nx\(times("[0]", $0)) = 1" },
        SourceShape("names that are unknown") { each($0) { "let a\($0) = b\($0)\n" } },
        SourceShape("statements that are wrong") { times("let = \n", $0) },
    ]
}

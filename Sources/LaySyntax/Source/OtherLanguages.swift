/// What people type who come from other languages, and how it is written here.
package enum OtherLanguages {
    /// The help for a name that is not known.
    package static func help(forName name: String) -> String? { names[name].map { "write \($0)" } }

    /// The help for a word that begins a statement elsewhere, where it was taken for a name.
    static func help(forWord word: String) -> String? {
        words[word].map { "write \($0)" } ?? help(forName: word)
    }

    /// The help for what stands elsewhere where it was not expected.
    static func help(forMark token: Token, wanted: String? = nil) -> String? {
        let mark = token.described.filter { $0 != "'" }
        if mark == ":" { return wanted == "'{'" ? "write { … } around what belongs to it" : nil }
        return marks[mark].map { "write \($0)" }
    }

    private static let names = [
        // Python
        "len": "x.length", "str": "string(x)", "repr": "\"\\(x)\", or print(x) to see it",
        "range": "0..<n, or a...b with both ends",
        "set": "xs.unique(), which union, intersect and - take", "tuple": "[a, b]",
        "dict": "{key: value}", "sorted": "xs.sorted()", "reversed": "xs.reversed()",
        "sum": "xs.sum()", "abs": "x.abs()", "round": "x.round()", "enumerate": "xs.enumerate()",
        "zip": "xs.zip(ys)", "filter": "xs.filter(x => …)", "isinstance": "x is T",
        "None": "nil", "True": "true", "False": "false", "open": "host.file(path).text",
        "input": "host.stdin.text, or host.stdin.lines()", "raise": "throw error(\"…\")",
        // JavaScript, Java, C
        "null": "nil", "undefined": "nil", "NULL": "nil", "console": "print(…)",
        "parseInt": "int(text)", "parseFloat": "float(text)", "Math": "import math",
        "JSON":
            "import json", "typeof": "type(x)", "printf": "print(…)", "println": "print(…)",
        "this": "self", "super": "the other function by its name", "new": "Name(…)",
        "std": "the name alone", "fmt": "print(…)",
        // Shell
        "echo": "print(…)", "argv": "host.args", "args": "host.args", "env": "host.env[\"NAME\"]",
        "getenv": "host.env[\"NAME\"]", "exit": "exit(status)",
        "math": "import math first", "json": "import json first", "yaml": "import yaml first",
        "hash": "import hash first", "path": "import path first", "time": "import time first",
        "csv": "import csv first", "toml": "import toml first", "ini": "import ini first",
        "semver": "import semver first", "gzip": "import gzip first",
        "dotenv": "import dotenv first", "datetime": "import time, then time.parse(text)",
        "Date": "import time, then time.parse(text)", "re": "regex(\"…\")",
        "read": "host.file(path).text", "now": "host.now",
    ]

    private static let words = [
        "def": "fn name(a, b) { … }", "func": "fn name(a, b) { … }",
        "function": "fn name(a, b) { … }", "fun": "fn name(a, b) { … }",
        "sub": "fn name(a, b) { … }", "proc": "fn name(a, b) { … }", "lambda": "x => …",
        "const": "let x = …", "val": "let x = …", "local": "let x = …", "auto": "let x = …",
        "class": "record Name(a, b) { fn … }", "struct": "record Name(a, b)",
        "enum": "names in a map, or strings",
        "interface": "nothing: any value with the members fits",
        "switch": "match x { 1 => …; _ => … }", "case": "match x { 1 => …; _ => … }",
        "when": "match x { 1 => …; _ => … }", "elif": "else if …", "elsif": "else if …",
        "elseif": "else if …", "unless": "if not …", "until": "while not …",
        "do": "while true { … }",
        "loop": "while true { … }", "foreach": "for x in xs { … }", "raise": "throw error(\"…\")",
        "except": "catch e { … }", "rescue": "catch e { … }", "finally": "defer { … } before it",
        "ensure": "defer { … } before it", "del": "m.remove(key)", "delete": "m.remove(key)",
        "yield": "a list, or an iterator with .map", "async": "the call alone: nothing waits",
        "await": "the call alone: nothing waits", "with": "the call, and defer { … } for its end",
        "using": "import name", "include": "import \"file.lay\" as name",
        "require": "import \"file.lay\" as name", "package": "nothing: a file is a module",
        "echo": "print(…)", "int": "let x = …", "then": "{ … }", "end": "}", "pass": "{ }",
    ]

    /// The help for what stands where an expression or a pattern should begin.
    static func help(forBeginning token: Token) -> String? {
        beginnings[token.described.filter { $0 != "'" }]
    }

    private static let beginnings = [
        ".": "a float needs a digit in front of its point: 0.5",
        "//": "a comment begins with '#'", "/": "a comment begins with '#'",
        "*": "lists and maps are spread with '...'", "**": "maps are spread with '...'",
        "+": "write x += 1 for x++, and a number without its plus",
        "(": "take a list apart with brackets: let [a, b] = xs",
        "&": "write and", "|": "write or, or x => … for a function",
        "<": "for other ends of a range write a..<b",
        "@": "Lay has no decorators: call the function",
        "$": "names have no '$'; a text holds a value as \\(x)", "=": "write == to compare",
        "==": "write == between two values", "else": "an else stands behind the } of its if",
        "catch": "a catch stands behind the } of its try", "in": "write for x in xs { … }",
    ]

    private static let marks = [
        "?": "if c { a } else { b }",
        "if": "if c { a } else { b }, whose value is that of its branch",
        "++": "x += 1", "--": "x -= 1", "&&": "and", "||": "or", "for": "xs.map(x => …)",
        "then": "{ … }", "not": "not (x in xs)",
        "->": "fn f(x) -> type, or x => …", "&": "and, between conditions",
        "|": "or, between conditions",
    ]
}

/// What people type who come from other languages, and how it is written here.
package enum OtherLanguages {
    /// The help for a name that is not known.
    package static func help(forName name: String) -> String? { names[name].map { "write \($0)" } }

    /// The help for a word that begins a statement elsewhere, where it was taken for a name.
    package static func help(forWord word: String) -> String? {
        words[word].map { "write \($0)" } ?? help(forName: word)
    }

    /// The help for what stands elsewhere where it was not expected.
    static func help(forMark token: Token, wanted: String? = nil) -> String? {
        let mark = token.described.filter { $0 != "'" }
        if wanted == "'{'" { return "write { … } around what belongs to it" }
        if mark == ":" { return wanted == "']'" ? "a part of a list is xs[a..<b]" : nil }
        if mark == ".", wanted == "a name" { return "write a..<b, or a...b with both ends" }
        if wanted == "a name as a type" { return nil }
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
        "puts": "print(…)", "System": "print(…)", "quit": "exit(0)", "raw_input": "host.stdin.text",
        "reduce": "xs.reduce(start, (sum, x) => …)", "any": "xs.any(x => …)",
        "all": "xs.all(x => …)", "chr": "string.from_code_point(n)", "ord": "s.code_points[0]",
        "hex": "n.format(base: 16)", "bin": "n.format(base: 2)", "oct": "n.format(base: 8)",
        "min": "[a, b].min()", "max": "[a, b].max()", "map": "xs.map(x => …)",
        "hasattr": "key in m, or x is T", "getattr": "m[key], or x.name",
        "sizeof": "x.length, or x.size", "isset": "x != nil", "defined": "x != nil",
        "assertEqual": "assert a == b", "expect": "assert a == b", "require": "import name",
        "sleep": "nothing: no time passes in a script", "date": "import time, then time.format(…)",
        "random": "a number of your own: a script gives the same each time",
        "uuid": "a name of your own: a script gives the same each time",
        "fetch": "host.file(path): a script reaches no network",
        "http": "host.file(path): a script reaches no network",
        "requests": "host.file(path): a script reaches no network",
        "exec": "container.exec(\"…\"): programs run in containers",
        "system": "container.exec(\"…\"): programs run in containers",
        "subprocess": "container.exec(\"…\"): programs run in containers",
        "run": "image.run(\"…\"), which gives another image",
        "docker": "toolbox.start(…), image(\"name\") and container(\"name\")",
        "FROM": "image(\"name\"), then .run(…).copy(…)",
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
        "fi": "}", "done": "}", "esac": "}", "begin": "{ … }", "print": "print(…)",
        "puts": "print(…)", "use": "import name", "string": "let x: string = …",
        "float": "let x: float = …", "bool": "let x: bool = …", "double": "let x: float = …",
        "char": "let x: string = …", "goto": "a loop with a label: outer: while …",
        "module": "nothing: a file is a module", "namespace": "nothing: a file is a module",
        "type": "record Name(a, b), or the type itself", "trait": "extend Name { fn … }",
        "impl": "extend Name { fn … }", "protocol": "extend Name { fn … }",
        "export": "the declaration alone: names that begin with _ are private",
        "pub": "the declaration alone: names that begin with _ are private",
        "public": "the declaration alone: names that begin with _ are private",
        "private": "the declaration alone: names that begin with _ are private",
        "static": "a function of the file", "global": "nothing: functions see the file's variables",
        "nonlocal": "nothing: closures share the variables around", "go": "the call alone",
        "guard": "if not … { return … }", "where": "an if behind the pattern",
        "repeat": "while true { …; if … { break } }", "instanceof": "x is T",
        "isnot": "not (x is T)", "new": "Name(…), and error(\"…\") for an error",
    ]

    /// The help for what stands where an expression or a pattern should begin.
    static func help(forBeginning token: Token) -> String? {
        beginnings[token.described.filter { $0 != "'" }]
    }

    /// The help for a character that no token begins with.
    static func help(forCharacter character: UnicodeScalar) -> String? {
        switch character {
        case "!": "write not x, and a != b"
        case "`": "write a text as \"…\""
        case "$": "names have no '$', and a text holds a value as \\(x)"
        case "@": "Lay has no decorators: call the function"
        case "“", "”", "„", "‘", "’": "write a text as \"…\""
        default: nil
        }
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
        ">": "write != for values that differ", "|=": "write x ??= y for a value that may be nil",
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

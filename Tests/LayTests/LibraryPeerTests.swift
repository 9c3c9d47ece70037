import Foundation
import Lay
import LayTestSupport
import Testing

/// What the modules say of times, texts and digests, beside the tools that people know.
@Suite struct LibraryPeerTests {
    /// What a script prints, line by line.
    private func lines(_ source: String, files: [String: String] = [:]) throws -> [String] {
        let (engine, output) = makeEngine()
        for (name, text) in files {
            try engine.run("host.write(\(quoted(name)), \(quoted(text)))", name: "setup")
        }
        do throws(ScriptError) {
            try engine.run(source, name: "peer")
        } catch {
            Issue.record("\(error.report)")
        }
        return output.text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    }

    /// A string literal of the language, which JSON's are but for `\/` and `\u0000`.
    private func quoted(_ text: String) -> String {
        "\"" + text.unicodeScalars.map { "\\u{\(String($0.value, radix: 16))}" }.joined() + "\""
    }

    private func python(_ script: String, _ files: [String: String] = [:]) throws -> [String] {
        var result: [String] = []
        try Shell.inTemporaryDirectory { shell in
            try shell.write(Array(script.utf8), to: "peer.py")
            for (name, text) in files { try shell.write(Array(text.utf8), to: name) }
            result = try shell.run("python3 peer.py")
                .split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        }
        return result
    }

    /// Seconds of the years 1 to 9999, which Python has, those at the edges of months among them.
    private var times: [Int] {
        var random = Choices(state: 18)
        var result = [0, -1, 86_399, 951_782_400, -2_203_891_200, 253_402_300_799, -62_135_596_800]
        for _ in 0..<400 {
            result.append(Int.random(in: -62_135_596_800...253_402_300_799, using: &random))
        }
        return result
    }

    @Test(.needs("python3"))
    func `times are written as python writes them`() throws {
        let pattern = "%Y-%m-%dT%H:%M:%S %j %a %A %b %B %U %W %G %V %u %w %y %I %p"
        let expected = try python(
            """
            from datetime import datetime, timedelta
            for s in \(times):
                t = datetime(1970, 1, 1) + timedelta(seconds=s)
                y = f"{t.year:04}"
                text = t.strftime("\(pattern)".replace("%Y", y))
                text = text.replace(t.strftime("%G"), f"{t.isocalendar()[0]:04}", 1) if t.year < 1000 else text
                print(text, t.timetuple().tm_yday, t.isoweekday())
            """)
        let found = try lines(
            """
            import time
            for s in \(times) {
                let parts = time.parts(s)
                print(time.format(s, "\(pattern)"), parts["yearday"], parts["weekday"])
                assert time.parse(time.format(s)) == s
                if s < 253402200000 { assert time.parse(time.format(s, offset: "+05:45")) == s }
                assert time.of(parts["year"], parts["month"], parts["day"], parts["hour"], parts["minute"], parts["second"]) == s
            }
            """)
        for (found, expected) in zip(found, expected) where !expected.hasPrefix("0") {
            #expect(found == expected)
        }
        #expect(found.count == expected.count)
    }

    @Test(.needs("date"), .needs("python3"))
    func `times are read as GNU's date reads them`() throws {
        let texts = [
            "2024-02-29T23:59:59Z", "1969-12-31T23:59:59+01:00", "2000-02-29 12:00:00-11:30",
            "0001-01-01T00:00:00Z", "9999-12-31T23:59:59Z", "2024-03-10T02:30:00+05:45",
        ]
        try Shell.inTemporaryDirectory { shell in
            let wanted = try texts.map { try shell.run("date -u -d '\($0)' +%s") }.joined()
            let found = try lines(
                "import time\nfor t in \(texts) { print(time.parse(t)) }")
            #expect(found.joined(separator: "\n") == wanted)
        }
    }

    @Test(.needs("python3"))
    func `TOML is read as python's tomllib reads it`() throws {
        let texts = Self.documents(in: "toml", pieces: Self.tomlPieces, count: 600)
        let expected = try python(
            """
            import json, tomllib
            for text in json.load(open("texts.json")):
                try:
                    print(json.dumps(tomllib.loads(text), default=str, sort_keys=True, allow_nan=False, ensure_ascii=False))
                except (tomllib.TOMLDecodeError, ValueError):
                    print("bad")
            """,
            ["texts.json": String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)])
        let found = try lines(
            """
            import json
            import toml
            for text in json.parse(host.file("/texts").text) {
                let value = try? toml.parse(text)
                print(if value == nil { "bad" } else { json.write(value, sort_keys: true) })
            }
            """,
            files: ["/texts": String(decoding: try JSONEncoder().encode(texts), as: UTF8.self)])
        var read = 0
        for (index, text) in texts.enumerated() {
            let plain = expected[index].replacingOccurrences(of: ": ", with: ":")
                .replacingOccurrences(of: ", ", with: ",")
            if plain != "bad" { read += 1 }
            #expect(
                found[index].replacingOccurrences(of: ": ", with: ":")
                    .replacingOccurrences(of: ", ", with: ",") == plain, "\(text)")
        }
        #expect(read > 50)
    }

    private static let tomlPieces = [
        "a", "b", "c.d", "a.b", "\"q r\"", "'l'", " = ", "=", "1", "\"x\"", "'y'", "true", "[1, 2]",
        "{x = 1}", "{x.y = 2, z = 3}", "[", "]", "[[", "]]", "\n", "\n", "[a]\n", "[a.b]\n",
        "[[a]]\n", "[[t]]\n", "[t.u]\n", "a = 1\n", "a.b = 2\n", "b = [1,\n 2,]\n", "c = {}\n",
        "# note\n", "d = \"\\u00e9\\n\"\n", "e = '''\nl\n'''\n", "f = \"\"\"a\\\n  b\"\"\"\n", ".",
        "1.5",
        "0x1F", "1_0", "-3", "x.y.z = 1\n", "{", "}", ",", "\"", "\\",
    ]

    /// Texts put together from pieces, always the same.
    private static func documents(in name: String, pieces: [String], count: Int) -> [String] {
        var random = Choices(state: 1871)
        return (0..<count).map { _ in
            (0..<Int.random(in: 1...9, using: &random))
                .map { _ in pieces[Int.random(in: pieces.indices, using: &random)] }.joined()
        }
    }

    @Test(.needs("python3"))
    func `CSV is read and written as python's csv does`() throws {
        let fields = ["", "a", "b c", "\"", ",", "\n", "é", " x ", "1.5", "a\"b", "\r\n"]
        var random = Choices(state: 4180)
        let rows = (0..<120).map { _ in
            (0..<Int.random(in: 1...4, using: &random)).map { _ in
                fields[Int.random(in: fields.indices, using: &random)]
            }
        }
        let json = String(decoding: try JSONEncoder().encode(rows), as: UTF8.self)
        let expected = try python(
            """
            import csv, io, json
            for row in json.load(open("rows.json")):
                out = io.StringIO(newline="")
                csv.writer(out).writerow(row)
                print(json.dumps(out.getvalue(), ensure_ascii=False))
            """, ["rows.json": json])
        let found = try lines(
            """
            import csv
            import json
            for row in json.parse(host.file("/rows").text) {
                let text = csv.write([row])
                assert csv.parse(text) == [row], text
                print(json.write(text))
            }
            """, files: ["/rows": json])
        #expect(found == expected)
    }

    @Test(.needs("dash"))
    func `a quoted word is one word of dash`() throws {
        let words = [
            "", "a b", "it's", "$HOME `x` \"q\" \\", "*?[a]", "~", "a\nb", "#x", "é", "-n", "=a",
        ]
        let found = try lines("for w in \(words.map(quoted).literal) { print(repr(w.quote())) }")
        try Shell.inTemporaryDirectory { shell in
            for (word, line) in zip(words, found) {
                let quotedWord = try lines("print(\(line))").dropLast().joined(separator: "\n")
                try shell.write(Array("printf %s \(quotedWord)".utf8), to: "script")
                #expect(try shell.run("dash script") == word)
            }
        }
    }

    @Test(.needs("dpkg"))
    func `versions are compared as dpkg compares them`() throws {
        let versions = [
            "1.0", "1.0-1", "1.0-2", "1.0~rc1", "1.0~rc1-1", "1.0+dfsg-1", "1.0a", "1.10", "1.9",
            "1:0.1",
            "0:1.0", "1.0.1-1", "1.00", "2.4.6~~", "2.4.6~", "1.2-3-4", "1.2-10",
        ]
        let found = try lines(
            """
            let all = \(versions.map(quoted).literal)
            for a in all { for b in all { print(a.version_compare(b)) } }
            """)
        try Shell.inTemporaryDirectory { shell in
            var script = ""
            for left in versions {
                for right in versions {
                    script +=
                        "if dpkg --compare-versions '\(left)' lt '\(right)'; then echo -1; "
                        + "elif dpkg --compare-versions '\(left)' eq '\(right)'; then echo 0; else echo 1; fi\n"
                }
            }
            try shell.write(Array(script.utf8), to: "script")
            #expect(try shell.run("sh script") == found.joined(separator: "\n"))
        }
    }

    @Test(.needs("sha512sum"), .needs("md5sum"), .needs("python3"))
    func `digests are those of the machine's tools`() throws {
        try Shell.inTemporaryDirectory { shell in
            for text in ["", "abc", String(repeating: "lay\n", count: 70_000)] {
                try shell.write(Array(text.utf8), to: "file")
                let tools = [
                    "md5sum", "sha1sum", "sha224sum", "sha256sum", "sha384sum", "sha512sum",
                ]
                var expected = try tools.map {
                    try shell.run("\($0) file").split(separator: " ").first.map(String.init) ?? ""
                }
                expected.append(
                    try shell.run(
                        "python3 -c 'import zlib; print(zlib.crc32(open(\"file\", \"rb\").read()))'"
                    ).trimmingCharacters(in: .newlines))
                let kinds = tools.map { $0.dropLast(3) } + ["crc32"]
                let calls = kinds.map { "print(hash.\($0)(d))" }.joined(separator: "\n")
                let found = try lines(
                    "import hash\nlet d = \(quoted(text.prefix(4) == text ? text : "lay\n"))"
                        + (text.count > 4 ? ".repeat(70000)" : "") + "\n\(calls)")
                #expect(found.dropLast() == expected[...])
            }
        }
    }
}

extension [String] {
    /// A list literal of elements that are literals.
    fileprivate var literal: String { "[" + joined(separator: ", ") + "]" }
}

import Lay
import LayBounds
import Testing

/// Lines of a session, one after the other: what each shows, or the kind of its error.
@Suite struct SessionTests {
    /// Runs the lines that stand in front of ` → `, and compares what they show.
    private func check(_ story: String, _ place: SourceLocation = #_sourceLocation) {
        let engine = Engine()
        for line in story.split(separator: "\n") {
            let parts = line.split(separator: " → ", maxSplits: 1).map(String.init)
            var shown = ""
            do {
                let text = engine.continuing(parts[0]) ?? parts[0]
                shown = try engine.evaluateForDisplay(text) ?? ""
            } catch {
                shown = error.kind.rawValue
            }
            if parts.count > 1 {
                #expect(shown == parts[1], "\(parts[0])", sourceLocation: place)
            }
        }
    }

    @Test func `a declaration that fails leaves its name as it was`() {
        check(
            """
            let x = 5
            let x = [1][5] → IndexError
            x → 5
            var x = [1][5] → IndexError
            x = 6 → ImmutableError
            x + nosuch → NameError
            let x = nosuch → NameError
            x → 5
            var n = 1
            var n = [1][5] → IndexError
            n += 1
            n → 2
            let n = [1][5] → IndexError
            n += 1
            n → 3
            let [a, b] = [1, 2]
            let [a, b] = [3] → ValueError
            let {a, b} = {a: 3} → KeyError
            let [a, [b]] = [3, 4] → ValueError
            [a, b] → [1, 2]
            let fresh = [1][5] → IndexError
            fresh → NameError
            let fresh = 7
            fresh → 7
            """)
    }

    @Test func `what a failing line declares of functions and records is taken back`() {
        check(
            """
            fn f() = 1
            fn f() = 2; [1][5] → IndexError
            f() → 1
            fn f() = nosuch → NameError
            f() → 1
            record P(x)
            record P(x, y); [1][5] → IndexError
            P(1) → P(x: 1)
            let f = [1][5] → IndexError
            f() → 1
            import math
            import nosuch as math → NotFound
            math.abs(-1) → 1
            let done = 1; [1][5] → IndexError
            done → 1
            """)
    }

    @Test func `a name that is declared again reaches the functions of earlier lines`() {
        check(
            """
            fn f(x) = x
            fn g(x) = f(x)
            g(2) → 2
            fn f(x) = x * 2
            g(2) → 4
            fn f(x, y = 1) = x + y
            g(2) → 3
            fn f() = 1
            g(2) → TypeError
            f() → 1
            fn h() = k(3) → NameError
            fn k(x, block) = block(x)
            fn h() = k(3) { x => x + 1 }
            h() → 4
            fn k(x, y = 5, block) = block(x + y)
            h() → 9
            let n = 1
            fn show() = n
            let n = 2
            show() → 2
            record P(x)
            fn make(a) = P(a)
            fn same(p: P) = p.x
            record P(x, y = 9)
            make(1) → P(x: 1, y: 9)
            same(P(4)) → 4
            """)
    }

    @Test func `a name changes between let and var without harm to earlier lines`() {
        check(
            """
            let xs = [1]
            fn with(f) = [xs, f(), xs]
            var xs = [2]
            fn change() { xs.push(3); xs.length }
            with(change) → [[1], 2, [1]]
            xs → [2, 3]
            let xs = [5]
            xs → [5]
            xs.push(1) → ImmutableError
            """)
    }

    @Test func `a line that begins with a point goes on from the last one`() {
        check(
            """
            .upper() → SyntaxError
            "ab"
            .upper() → "AB"
              .lower() → "ab"
            ?.length → 2
            |> print
            let s = "cd"
            .upper()
            s → "CD"
            var t = "ef"
            .upper()
            .lower()
            t = t + "g"
            .upper()
            t → "EFG"
            for i in 0..<1 { }
            .upper() → SyntaxError
            """)
    }

    @Test func `what a mutating call took out is back after a limit`() throws {
        let engine = Engine(limits: Limits(steps: 200_000))
        try engine.evaluate("var xs = [3, 1, 2]; var m = {a: [1, 2]}")
        #expect(throws: ScriptError.self) {
            try engine.evaluate("xs.sort(by: x => { while true { } })")
        }
        #expect(throws: ScriptError.self) {
            try engine.evaluate("m[\"a\"].sort(by: x => { while true { } })")
        }
        #expect(try engine.evaluateForDisplay("[xs.length, m[\"a\"].length]") == "[3, 2]")
    }

    @Test func `exit ends a run with a status that is no error`() throws {
        let engine = Engine()
        #expect(try engine.run("let x = 1") == 0)
        #expect(engine.exitStatus == nil)
        #expect(try engine.run("exit(3)") == 3)
        #expect(engine.exitStatus == 3)
        #expect(try engine.evaluateForDisplay("exit(4); 1") == nil)
        #expect(engine.exitStatus == 4)
        #expect(try engine.evaluateForDisplay("1") == "1")
        #expect(engine.exitStatus == nil)
    }

    @Test func `exit in a host's callback ends the run around it`() throws {
        let engine = Engine()
        var said: [String] = []
        engine.define("say", "text") {
            said.append($0[0].string ?? ""); return .nil
        }
        engine.define("inner") { _ in
            try engine.evaluate("exit(7)")
            return .nil
        }
        let status = try engine.run(
            "defer { say(\"deferred\") }; try { inner() } catch { }; say(\"never\")")
        #expect(status == 7)
        #expect(said == ["deferred"])
    }

    @Test func `a host gets what is warned and gives what is read`() throws {
        var host = Host()
        var (output, errors, asked) = ("", "", 0)
        host.output = { output += String(decoding: $0, as: UTF8.self) }
        host.errors = { errors += String(decoding: $0, as: UTF8.self) }
        var pieces: [[UInt8]] = [Array("a\nb".utf8), Array("c\n".utf8)]
        host.input = { _ in
            asked += 1
            return pieces.isEmpty ? [] : pieces.removeFirst()
        }
        let engine = Engine(host: host)
        try engine.run("print(1); warn(2, end: \"!\")")
        #expect((output, errors, asked) == ("1\n", "2!", 0))
        try engine.run("print(host.stdin.lines().list(), host.stdin.text.length)")
        #expect(output == "1\n[\"a\", \"bc\"] 5\n")
        #expect(asked == 3)
    }

    @Test func `more input than a script may hold is a limit`() {
        var host = Host()
        host.input = { [UInt8](repeating: 1, count: $0) }
        let engine = Engine(host: host, limits: Limits(memory: 64 << 20))
        #expect {
            try engine.run("host.stdin.bytes")
        } throws: { ($0 as? ScriptError)?.kind == .limit }
    }
}

import Lay
import LayBounds
import Synchronization
import Testing

/// What a run may use up, as an embedder sees it: bounds hold, say so, and leave the engine as good
/// as new.
@Suite struct BoundsTests {
    private func failure(_ engine: Engine, _ script: String) -> ScriptError? {
        do {
            try engine.run(script)
            return nil
        } catch {
            return error
        }
    }

    @Test("steps are counted exactly, for each run anew, and in all")
    func steps() throws {
        let engine = Engine(limits: Limits(steps: 10_000))
        for _ in 0..<3 {
            #expect(failure(engine, "var i = 0\nwhile i < 9_500 { i += 1 }") == nil)
            #expect(failure(engine, "var i = 0\nwhile i < 10_500 { i += 1 }")?.kind == .limit)
        }
        #expect((55_000...70_000).contains(engine.steps))
    }

    @Test(
        "what grows is refused before it is made",
        arguments: [
            "var s = [1]\nwhile true { s = s + s }", "var s = \"ab\"\nwhile true { s = s + s }",
            "var s = [1]\nwhile true { s = [...s, ...s] }",
            "var s = [1]\nwhile true { let t = s\n s.extend(t) }",
            "var s = [1]\nwhile true { s = [s, s].flatten() }",
            "list(0..<100000).window(50000)", "var s = \"x\"\nwhile true { s += s }",
            "regex(\"\").find_all(\"a\".repeat(10_000_000))",
            "var kept = []\nwhile true { try { [1][5] } catch e { kept.push(e) } }",
            "var it = [1].lazy\nwhile true { it = it.map(x => x) }",
            "var m = {}\nfor i in 0..<100_000_000 { m[i] = i }",
            "var s = [1]\ns = s + s\n" + String(repeating: "s = s + s\n", count: 40),
            "var x = [1]\nfor i in 0..<100 { x = [x, x] }\nprint(x)",
            "var x = [1]\nfor i in 0..<100 { x = [x, x] }\nx.flatten(1000)",
            "import json\nvar x = [1]\nfor i in 0..<100 { x = [x, x] }\njson.write(x)",
        ])
    func growth(_ script: String) {
        let engine = Engine(limits: Limits(memory: 32 << 20))
        let error = failure(engine, script)
        #expect(error?.kind == .limit, "\(error?.report ?? "no error")")
        #expect(engine.memoryHeld < 40 << 20)
        #expect(failure(engine, "print(list(0..<100_000).sum())") == nil)
    }

    @Test("what is shared is compared, ordered and hashed once")
    func sharing() throws {
        let engine = Engine(limits: Limits(steps: 1_000_000))
        try engine.evaluate(
            """
            fn nest() {
                var x = [1]
                for i in 0..<60 { x = [x, x, x] }
                return x
            }
            let a = nest()
            let b = nest()
            """)
        for text in ["a == b", "not (a < b)", "({[a]: 1})[b] == 1", "[a, b].unique().length == 1"] {
            #expect(try engine.evaluateForDisplay(text) == "true", "\(text)")
        }
    }

    @Test("a cancelled run ends soon, whatever it is at")
    func cancelling() throws {
        for script in [
            "while true { try { regex(\"(a*)*b\").matches(\"a\".repeat(30)) } catch { } }",
            "let s = \"x\".repeat(1_000_000)\nwhile true { s.replace(\"x\", \"yy\") }",
            "import hash\nlet s = \"x\".repeat(4_000_000)\nwhile true { hash.sha256(s) }",
            "while true { try { [2, 1].sorted(by: x => throw error(\"no\")) } catch { } }",
        ] {
            let asked = Atomic<Int>(0)
            var host = Host()
            host.isCancelled = { asked.add(1, ordering: .relaxed).newValue > 20 }
            #expect(failure(Engine(host: host), script)?.kind == .cancelled, "\(script)")
        }
    }

    @Test("names and code of finished programs are given back, what lives on stays")
    func finishedPrograms() throws {
        let engine = Engine()
        try engine.run(
            """
            let greeting = "still here"
            program("greet", p => { p.print(greeting); 0 })
            """)
        let names = (0..<1000).map { "let name\($0) = \($0)" } + ["fn last() = name999"]
        let text = names.joined(separator: "\n")
        for _ in 0..<70 { try engine.run(text) }
        #expect(engine.memoryHeld < 8 << 20)
        let answer = try engine.evaluate(
            "toolbox.start(command: [\"sleep\", \"infinity\"]).exec(\"greet\").stdout")
        #expect(answer.string == "still here\n")
    }

    @Test("names that a session declares again are given back, what needs the old ones stays")
    func redeclaredNames() throws {
        let engine = Engine()
        try engine.evaluate("var old = \"first\"\nfn told() = old")
        let names = (0..<1000).map { "let name\($0) = \($0)" }.joined(separator: "\n")
        for _ in 0..<70 { try engine.evaluate("\(names)\nlet old = 2") }
        #expect(engine.memoryHeld < 8 << 20)
        #expect(try engine.evaluate("told()").string == "first")
        #expect(try engine.evaluate("name999 + old").int == 1001)
    }

    @Test("what a run filled the world with until it had no room is undone")
    func fullWorld() throws {
        let engine = Engine(limits: Limits(containers: 20))
        try engine.run("toolbox.create(name: \"kept\")")
        let error = failure(engine, "container(\"kept\").remove()\nwhile true { toolbox.create() }")
        #expect(error?.kind == .limit)
        #expect(try engine.evaluate("world.containers.length").int == 1)
        #expect(try engine.evaluate("container(\"kept\").state").string == "created")
    }
}

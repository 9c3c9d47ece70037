import LayBounds
import LayRuntime
import Testing

@testable import Lay

/// What scripts make outside the machine's heap is in the account of the run.
@Suite struct RunAccountTests {
    private static let limit = 4 << 20

    /// What grows without an end, each by another way.
    static let growing = [
        "contents": """
        var kept = []
        while true { kept.push(tree().write("/f", "x".repeat(100000))) }
        """,
        "one large file": """
        var t = tree()
        while true { t = t.append("/f", "x".repeat(100000)) }
        """,
        "a sparse file": """
        var t = tree().write("/f", "")
        var k = 0
        while true {
            t = t.write("/f", "x", at: k * 1000000)
            k += 1
        }
        """,
        "names": """
        var t = tree()
        var k = 0
        while true {
            t = t.mkdir("/f\\(k % 7)/\\(k)")
            k += 1
        }
        """,
        "versions": """
        var t = tree().write("/f", "")
        var kept = []
        while true {
            t = t.write("/f", "x")
            kept.push(t)
        }
        """,
        "attributes": """
        var kept = []
        while true { kept.push(tree().write("/f", "").set_xattr("/f", "user.a", "x".repeat(9000))) }
        """,
        "layers": """
        var i = scratch
        var k = 0
        while true {
            i = i.write("/a", "x\\(k)")
            k += 1
        }
        """,
        "configurations": """
        var i = scratch
        var k = 0
        while true {
            i = i.env({A: "x\\(k)"})
            k += 1
        }
        """,
        "containers": "while true { toolbox.create() }",
        "forks": """
        let c = toolbox.create()
        while true { c.fork() }
        """,
        "checkpoints": """
        let c = toolbox.start(command: ["sleep", "infinity"])
        var kept = []
        while true {
            c.write("/a", "x")
            kept.push(c.checkpoint())
        }
        """,
        "volumes": """
        var k = 0
        while true {
            volume("vol\\(k)")
            k += 1
        }
        """,
        "tags": """
        var k = 0
        while true {
            scratch.tag("a:\\(k)")
            k += 1
        }
        """,
        "results": """
        let c = toolbox.start(command: ["sleep", "infinity"])
        var kept = []
        while true { kept.push(c.exec("printf %09999d 1")) }
        """,
        "archives": """
        var kept = []
        let t = tree().write("/f", "x".repeat(50000))
        while true { kept.push(tree(tar(t))) }
        """,
        "shell variables": "toolbox.run(\"x=a; while :; do x=$x$x; done\")",
        "shell parameters":
            "toolbox.run(\"set a; while :; do set -- \\\"$@\\\" \\\"$@\\\"; done\")",
        "names of variables": """
        toolbox.run("n=0; while :; do n=$((n+1)); eval v$n=1; done")
        """,
        "files of programs": """
        toolbox.run("echo abcdefgh > /a; while :; do cat /a /a > /b; cp /b /a; done")
        """,
        "pipes": """
        toolbox.run("f() { cat; cat /a; }; echo abcdefgh > /a; while :; do cat /a | f > /b; cp /b /a; done")
        """,
        "sorting": """
        let i = toolbox.write("/a", "\\n".repeat(1000000))
        i.run("sort /a > /b")
        """,
        "a script inside": """
        let script = "var kept = []; while true { kept.push(tree().write('/f', 'x'.repeat(100000))) }"
        toolbox.write("/s.lay", script).run("lay /s.lay")
        """,
        "scripts inside a script": """
        let script = "var t = tree(); while true { t = t.append('/f', 'x'.repeat(100000)) }"
        let outer = "toolbox.write('/s.lay', host.file('/s.lay').text).run('lay /s.lay')"
        toolbox.write("/s.lay", script).write("/o.lay", outer).run("lay /o.lay")
        """,
        "a sparse file as bytes": """
        tree().write("/f", "").truncate("/f", 1 << 40)["/f"].bytes
        """,
        "what no error stops": """
        while true { try { tree().write("/f", "").truncate("/f", 1 << 40)["/f"].bytes } catch { } }
        """,
    ]

    @Test(arguments: growing.keys.sorted())
    func `what grows ends the run`(name: String) throws {
        let script = try #require(Self.growing[name])
        let engine = Engine(limits: Limits(memory: Self.limit))
        let error = #expect(throws: ScriptError.self) { try engine.run(script) }
        #expect(error?.kind == .limit, "\(error?.report ?? "")")
        #expect(engine.vm.memory.held < Self.limit + (1 << 20))
    }

    @Test func `an engine that is gone has given all back`() throws {
        var memory: MemoryAccount?
        do {
            let engine = Engine()
            memory = engine.vm.memory
            try engine.run(
                """
                let c = toolbox.start(command: ["sleep", "infinity"])
                c.exec("echo a > /a; ln /a /b; sort /a > /c; cat /a | cat > /d")
                c.fork("other")
                toolbox.write("/x", "y".repeat(100000)).tag("a:b")
                let v = volume("vol")
                let t = tree().write("/f", "x").set_xattr("/f", "user.a", "b")
                """)
            #expect(engine.vm.memory.held > 100_000)
        }
        #expect(memory?.held == 0)
    }

    @Test func `each kind of thing in a world has its own limit`() throws {
        let limits = Limits(containers: 3, images: 3, volumes: 3, events: 40)
        for (code, name) in [
            ("while true { toolbox.create() }", "containers"),
            ("while true { toolbox.create().fork() }", "containers"),
            ("var k = 0\nwhile true { scratch.tag(\"a:\\(k)\")\nk += 1 }", "images"),
            ("var k = 0\nwhile true { volume(\"vol\\(k)\")\nk += 1 }", "volumes"),
            ("while true { volume.create(\"vol\").remove() }", "events"),
            ("while true { scratch.tag(\"a:b\") }", "events"),
            ("let c = toolbox.create()\nwhile true { c.start()\nc.stop() }", "events"),
        ] {
            let engine = Engine(limits: limits)
            let error = #expect(throws: ScriptError.self) {
                try engine.run("try { \(code) } catch { }")
            }
            #expect(error?.kind == .limit, "\(code): \(error?.report ?? "")")
            #expect(
                error?.help?.contains("Limits.\(name)") == true, "\(code): \(error?.help ?? "")")
        }
    }

    @Test func `steps of programs are bounded for a run and begin anew with the next`() throws {
        let engine = Engine(limits: Limits(runShellSteps: 3000))
        try engine.evaluate("let c = toolbox.start(command: [\"sleep\", \"infinity\"])")
        let loop = "for k in 0..<N { c.exec(\"true\") }"
        for _ in 0..<3 { try engine.evaluate(loop.replacing("N", with: "100")) }
        let error = #expect(throws: ScriptError.self) {
            try engine.evaluate(loop.replacing("N", with: "10000"))
        }
        #expect(error?.kind == .limit)
    }

    @Test(arguments: [
        "while true { c.exec(\"true\") }", "c.exec(\"while :; do cat /f /f /f > /x; done\")",
        "while true { scratch.tag(\"a:b\") }",
        "var i = scratch\nwhile true { i = i.write(\"/a\", \"x\") }",
        "c.exec(\"while :; do sort /f > /x; done\")",
        "while true { c.exec(\"sed s/x/yx/g /f > /x\") }",
    ])
    func `the host is asked while the model works`(code: String) throws {
        var host = Host()
        let asked = Counter()
        host.isCancelled = {
            asked.count += 1
            return asked.count > 60
        }
        let engine = Engine(host: host)
        let error = #expect(throws: ScriptError.self) {
            try engine.run(
                """
                let c = toolbox.write("/f", "xxxxxxxx\\n".repeat(20000)).start(command: ["sleep", "infinity"])
                """ + "\n" + code)
        }
        #expect(error?.kind == .cancelled, "\(error?.report ?? "")")
    }

    private final class Counter { var count = 0 }
}

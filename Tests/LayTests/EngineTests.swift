import Foundation
import Lay
import LayBounds
import LayDisk
import LayFiles
import LayRuntime
import Testing

@Suite struct EngineTests {
    @Test func `an engine without a host reaches nothing`() {
        let engine = Engine()
        for code in [
            "host.file(\"/etc/passwd\")", "host.write(\"/tmp/x\", \"\")", "image.load(\"/tmp\")",
            "host.now",
        ] {
            let error = #expect(throws: ScriptError.self) { try engine.run(code) }
            #expect(error?.kind == .permissionDenied)
        }
    }

    @Test func `a host grants directories and nothing beside them`() throws {
        var tree = FileTree()
        try tree.put(
            FileNode(.file(FileContents("in")), attributes: FileAttributes(mode: 0o644)),
            at: "/granted/a")
        try tree.put(
            FileNode(.file(FileContents("out")), attributes: FileAttributes(mode: 0o644)),
            at: "/secret")
        try tree.put(
            FileNode(
                .symlink(target: Array("/secret".utf8)), attributes: FileAttributes(mode: 0o777)),
            at: "/granted/link")
        var host = Host()
        host.files = TreeFileSystem(tree)
        host.readable = ["/granted"]
        let engine = Engine(host: host)
        #expect(try engine.evaluate("host.file(\"/granted/a\").text").string == "in")
        for code in [
            "host.file(\"/secret\")", "host.file(\"/granted/../secret\")",
            "host.file(\"/granted/link\")", "host.write(\"/granted/b\", \"\")",
        ] {
            let error = #expect(throws: ScriptError.self) { try engine.run(code) }
            #expect(error?.kind == .permissionDenied, "\(code)")
        }
    }

    @Test(arguments: ["/dev/null", "/etc/passwd"])
    func `a link leads out of no grant, whatever it names`(target: String) throws {
        try withTemporaryDirectory { directory in
            try Peer.run("ln -s \(target) link", in: directory)
            var host = Host()
            host.files = DiskFileSystem()
            host.workingDirectory = directory.path
            (host.readable, host.writable) = ([directory.path], [directory.path])
            let engine = Engine(host: host)
            for code in ["host.write(\"link\", \"\")", "host.file(\"link\")"] {
                let error = #expect(throws: ScriptError.self) { try engine.run(code) }
                #expect(error?.kind == .permissionDenied, "\(code)")
            }
            #expect(try Peer.run("test -c /dev/null && echo kept", in: directory) == "kept\n")
        }
    }

    @Test func `steps and depth are bounded`() {
        let engine = Engine(limits: Limits(steps: 1_000_000))
        let endless = #expect(throws: ScriptError.self) { try engine.run("while true { }") }
        #expect(endless?.kind == .limit)
        let deep = #expect(throws: ScriptError.self) {
            try Engine().run("fn f(n) = 1 + f(n + 1)\nf(0)")
        }
        #expect(deep?.kind == .limit)
        let caught = #expect(throws: ScriptError.self) {
            try engine.run("try { while true { } } catch { }")
        }
        #expect(caught?.kind == .limit)
    }

    @Test func `nested brackets end in an error`() {
        let code = String(repeating: "[", count: 100_000)
        let error = #expect(throws: ScriptError.self) { try Engine().run(code) }
        #expect(error?.kind == .syntaxError)
    }

    @Test func `a world that was saved opens as it was`() throws {
        let files = TreeFileSystem()
        var host = Host()
        host.files = files
        host.readable = ["/"]
        host.writable = ["/"]
        try Engine(host: host).run(
            """
            let app = toolbox.write("/etc/motd", "hi\\n").tag("app:1.0")
            let data = volume("data")
            data.write("/row", "kept")
            let c = app.start(name: "db", volumes: [data.at("/data")], command: ["sleep", "infinity"])
            c.write("/etc/motd", "changed")
            world.save("/saved")
            """)
        let once = try files.tree.subtree("/saved")
        let engine = Engine(host: host)
        try engine.run(
            """
            world.restore(world.load("/saved"))
            assert image("app:1.0")["/etc/motd"].text == "hi\\n"
            assert container("db")["/etc/motd"].text == "changed"
            assert container("db")["/data/row"].text == "kept"
            assert container("db").state == "exited"
            """)
        try engine.run("world.save(\"/again\")")
        let again = try files.tree.subtree("/again")
        // The state blob tells that nothing runs any more; every other blob is the same.
        let blobs = Set(try once.list("/blobs/sha256").map(\.name))
        #expect(Set(try again.list("/blobs/sha256").map(\.name)).subtracting(blobs).count <= 2)
    }

    @Test func `test blocks run on worlds of their own and are reported one by one`() throws {
        let results = try makeEngine().engine.test(
            """
            volume("kept")
            test("passes") {
                volume("made")
                assert world.volumes.length == 2
            }
            test("sees no other test") { assert world.volumes.length == 1 }
            test("fails") { assert 1 + 1 == 3 }
            """, name: "checks.lay")
        #expect(results.map(\.name) == ["passes", "sees no other test", "fails"])
        #expect(results.map { $0.failure == nil } == [true, true, false])
        #expect(results.last?.failure?.report.contains("1 + 1 is 2") == true)
    }

    @Test func `a program whose text is wrong runs nothing`() {
        let (engine, output) = makeEngine()
        let error = #expect(throws: ScriptError.self) {
            try engine.run("print(1)\nfn f(a) = a\nf(1, 2)\nprint(unknown)")
        }
        #expect(output.text.isEmpty)
        #expect(error?.report.contains("f takes 1 argument, got 2") == true)
        #expect(error?.report.contains("unknown name 'unknown'") == true)
    }

    @Test func `a walk over a large tree makes one file after the other`() throws {
        var tree = FileTree()
        for index in 0..<20_000 {
            try tree.put(
                FileNode(.file(FileContents("x")), attributes: FileAttributes(mode: 0o644)),
                at: TreePath("/d\(index / 500)/f\(index)".utf8, in: .root))
        }
        let (engine, _) = makeEngine(files: tree)
        try engine.evaluate("let t = host.tree(\"/\")")
        let before = engine.vm.liveObjects
        var most = 0
        engine.define("look") { [unowned engine] _ in
            most = max(most, engine.vm.liveObjects - before)
            return .nil
        }
        try engine.evaluate("var n = 0")
        try engine.evaluate("for f in t.walk() { n += 1; if n % 1000 == 0 { look() } }")
        #expect(try engine.evaluate("n").int ?? 0 > 20_000)
        #expect(most < 100)
    }
}

/// One account for a command and all that it starts, `lay` inside a container included.
@Suite struct NestedAccountTests {
    private func end(_ script: String, output: Int = 1 << 20) -> ScriptError? {
        let engine = Engine(limits: Limits(shellSteps: 20_000, output: output))
        return #expect(throws: ScriptError.self) {
            try engine.run(
                """
                let c = toolbox.start(command: ["sleep", "infinity"])
                c.exec(["lay", "-e", \(VM.quoted(script))], check: false)
                """)
        }
    }

    @Test func `a script inside takes the command's steps`() {
        let error = end("while true {}")
        #expect(error?.kind == .limit)
        #expect(error?.message == "the programs take more steps than they may")
    }

    @Test func `a script inside writes the command's output`() {
        let error = end("while true { print(\"yyyyyyyyyyyyyyyy\") }", output: 4096)
        #expect(error?.kind == .limit)
        #expect(error?.message == "the programs write more output than they may")
    }
}

/// What a prompt asks before it hands a line over.
@Suite struct IncompleteTextTests {
    @Test(arguments: [
        "fn f(x) {", "f(1,", "[1, 2", "let x =", "1 +", "toolbox.", "let s = \"\"\"\nabc",
        "match x {",
        "if true {\n  print(1)",
    ])
    func `a text that ends too early goes on`(text: String) {
        #expect(Engine.isIncomplete(text))
    }

    @Test(arguments: [
        "", "1 + 1", "let s = \"abc", "f(1 2", ") 1 +", "fn f(x) { x }", "'abc", "let = 5",
    ])
    func `what no further line could mend is handed over`(text: String) {
        #expect(!Engine.isIncomplete(text))
    }
}

import Lay
import LayBounds
import LayFiles
import LayRuntime

/// Calls every member that the language offers with the worst arguments there are.
///
/// Each call is printed before it is made, so that the last line of a process that died names it.
struct MemberFuzz {
    private var dice: Dice
    private let seed: UInt64
    private var problems: [String] = []

    private static let limits = {
        var limits = Limits(
            steps: 2_000_000, memory: 32 << 20, shellSteps: 100_000, output: 1 << 20,
            time: .seconds(5))
        limits.printed = 1 << 20
        return limits
    }()

    init(seed: UInt64) {
        dice = Dice(seed: seed)
        self.seed = seed
    }

    /// What is there before the calls; the names that stand for a type's values are in `values`.
    private static let setup = """
        import math
        import json
        import yaml
        import hash
        import path
        record Point(x, y = 0) { fn mut move(dx) { self.x += dx } }
        let big = "x".repeat(1 << 20)
        let accents = "e\\u{301}".repeat(5000)
        let wide = "日本語 🧑‍🚀 ẞß\\u{1F1E9}"
        var shared = [1, "a"]
        for i in 0..<30 { shared = [shared, shared] }
        var deep = []
        for i in 0..<5000 { deep = [deep] }
        var deep_map = {}
        for i in 0..<300 { deep_map = {k: deep_map} }
        let numbers = list(0..<3000)
        let caught = try { [][1] } catch e { e }
        let odd = error("odd\\n\\0", kind: "Odd", help: "")
        fn throws(a = 1, b = 2, c = 3) { throw odd }
        fn wrong(a = 1, b = 2, c = 3) = Point(1)
        fn echo(a = nil, b = nil, c = nil) = a
        fn endless(a = nil, b = nil) { while true {} }
        fn itself(a = nil, b = nil) = itself(a, b)
        let re = regex("(a+)+$|(?<n>.)", "im")
        let empty_re = regex("")
        let found = re.find(wide)
        let files = tree({"/a": "1", "/d/b": "two\\nlines\\n", "/d/e/c": b"\\xff\\x00", "/sparse": ""}).symlink("a", "/l").symlink("/loop", "/loop").truncate("/sparse", 1 << 40)
        let one = files["/d/b"]
        let app = toolbox.write("/f", "1").env({A: "1"}).tag("app:1")
        let base = toolbox
        let top = app - toolbox
        let change = top.changes[0]
        let line = app.history[0]
        let vol = volume("data")
        vol.write("/r", "row")
        let box = app.start(name: "box", volumes: [vol.at("/data")], command: ["sleep", "infinity"])
        box.write("/new", "file")
        let ended = app.start(name: "ended", command: "echo out")
        let result = box.exec("echo hi")
        let differs = box.diff()[0]
        """

    /// What a receiver of a type may be.
    private static let receivers: [String: [String]] = [
        "int": ["0", "1", "-1", "-9223372036854775808", "9223372036854775807", "(1 << 53)", "64"],
        "float": [
            "0.0", "-0.0", "1.5", "5e-324", "1.7e308", "(0.0 / 0)", "(1 / 0)", "(-1 / 0)", "9.3e18",
        ],
        "string": [
            "\"\"", "\"\\0\"", "big", "accents", "wide", "\"a,b\\nc\\r\\nd\"", "\"%s{}$1\\\\\"",
        ],
        "bytes": ["b\"\"", "b\"\\xff\\x00\"", "big.bytes", "wide.bytes"],
        "list": [
            "[]", "[nil]", "numbers", "[[1, 2], [3]]", "shared", "deep", "[\"a\", \"b\"]",
            "[1, \"a\", nil]", "[0.0 / 0, 1]", "[\"k\", 1].repeat(3)",
        ],
        "map": [
            "{}", "{a: 1, b: [2]}", "{[1]: 2, [nil]: 3}", "deep_map",
            "{[shared[0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0][0]]: 1}",
        ],
        "function": ["throws", "wrong", "echo", "endless", "itself", "(x => x)", "print", "int"],
        "range": [
            "(0..<0)", "(1...3)", "(3..<1)", "(0...9223372036854775807)",
            "(-9223372036854775808...9223372036854775807)", "(5...)", "(...5)",
        ],
        "iterator": [
            "[1, 2, 3].lazy", "(0...).lazy", "(0...).lazy.map(throws)", "[].lazy",
            "numbers.lazy.filter(wrong)",
        ],
        "error": ["caught", "odd"], "regex": ["re", "empty_re"], "match": ["found"],
        "file": [
            "one", "files[\"/sparse\"]", "files[\"/d\"]", "files[\"/a\"]", "files.entry(\"/l\")",
        ],
        "tree": ["files", "tree()", "box.tree"], "change": ["change"],
        "layer": ["top", "app.layers[0]"],
        "image": ["app", "base", "scratch"], "history entry": ["line"],
        "container": ["box", "ended"],
        "diff entry": ["differs"], "exec result": ["result"], "volume": ["vol"], "world": ["world"],
        "host": ["host"], "standard input": ["host.stdin"],
    ]

    private static let arguments: [String] = {
        let further = [
            "nil", "true", "false", "2", "3", "10", "16", "255", "1 << 31", "1 << 32", "1 << 40",
            "1 << 62", "-2", "-64",
            "Point(1)", "Point", "\"a\"", "\"/a\"", "\"/d\"", "\"/\"", "\"/d/../../x\"", "\"a:b\"",
            "\"data\"", "\"box\"", "\"app:1\"",
            "\"0o777\"", "\"r\"", "\" \"", "\".\"", "\"**\"", "\"/**/*\"",
            "[\"sh\", \"-c\", \"exit 3\"]", "\"while :; do :; done\"",
            "\"echo $((1/0)) ${x?}\"", "[1, [2, [3]]]", "[[\"a\", 1], [\"b\", 2]]", "{a: \"x\"}",
            "\"2h\"", "\"sha256:\"", "string",
            "list", "\"\\u{10ffff}\"", "0...-1", "(1, 2)", "throw odd", "1e400",
            "\"é\".repeat(3000)", "[0].repeat(100000)",
        ]
        return receivers.sorted { $0.key < $1.key }.flatMap(\.value) + further
    }()

    private static let operators = [
        "+", "-", "*", "/", "//", "%", "**", "&", "|", "^", "<<", ">>", "==", "!=", "<", "<=", ">",
        ">=", "in", "??",
        "..<", "...", "|>", "and", "or",
    ]

    mutating func run(rounds: Int) -> [String] {
        Process.say("LAY_SEED=\(seed)")
        var engine = makeEngine()
        let members = engine.vm.members
        var calls = 0
        for _ in 0..<rounds {
            for member in members.shuffled(using: &dice) {
                if calls % 40 == 0 { engine = makeEngine() }
                calls += 1
                make(call(of: member), on: engine)
                if dice.happens(onceIn: 3) { make(operation(), on: engine) }
            }
        }
        Process.say("\(calls) calls, \(Process.peakMemory >> 20) MiB")
        return problems
    }

    private mutating func makeEngine() -> Engine {
        var host = Host()
        host.files = TreeFileSystem()
        (host.readable, host.writable) = (["/"], ["/"])
        host.elapsed = { .seconds(Process.time) }
        host.now = { 1e300 }
        host.importFile = { _ in "let a = 1" }
        let engine = Engine(host: host, limits: Self.limits)
        do {
            try engine.evaluate(Self.setup)
        } catch {
            problems.append("the beginning: \(error.report)")
        }
        return engine
    }

    private mutating func make(_ call: String, on engine: Engine) {
        Process.say(call)
        Process.forgetPeak()
        let (start, memory) = (Process.time, Process.peakMemory)
        do {
            _ = try engine.evaluateForDisplay(call)
            Process.say("ok")
        } catch {
            Process.say("\(error.kind): \(error.message.prefix(200))")
            if error.message.isEmpty, !call.contains("kind") {
                problems.append("\(call): no message: \(error.report)")
            }
        }
        let took = Process.time - start
        if took > 6 { problems.append("\(call) took \(took) s") }
        let grown = Process.peakMemory - memory
        if grown > 3 * Self.limits.memory {
            problems.append("\(call) took \(grown >> 20) MiB")
        }
    }

    private mutating func call(of member: Member) -> String {
        var subject = member.name
        if let owner = member.owner {
            switch member.kind {
            case .property, .method:
                subject = "r.\(member.name)"
            default:
                subject = "\(owner).\(member.name)"
            }
        }
        var setup = ""
        if subject.hasPrefix("r.") {
            let known = member.owner.flatMap { Self.receivers[$0] }
            let receiver = known.map { dice.one(of: $0) } ?? dice.one(of: Self.arguments)
            setup = "var r = \(receiver)\n"
        }
        let isCalled = ![.property, .value].contains(member.kind) || dice.happens(onceIn: 30)
        var text = setup + "let v = " + subject + (isCalled ? arguments(of: member) : "")
        // What is lazy does its work when it is walked.
        text += dice.happens(onceIn: 3) ? "\nfor x in v { if n > 20 { break }\nn += 1 }\nv" : "\nv"
        return "(() => {\nvar n = 0\n\(text)\n})()"
    }

    private mutating func arguments(of member: Member) -> String {
        let parameters = member.description?.parameters ?? []
        var count = parameters.count
        if dice.happens(onceIn: 6) { count = Int.random(in: 0...count + 2, using: &dice) }
        var texts: [String] = []
        var isNamed = false
        for index in 0..<count {
            if index < parameters.count, parameters[index].standard != nil, dice.happens(onceIn: 2)
            {
                isNamed = true
                continue
            }
            var text = dice.one(of: Self.arguments)
            if index < parameters.count {
                let type = parameters[index].type.text
                // More often than not what is asked for, or the call goes no further than its types.
                if type.contains("fn("), !dice.happens(onceIn: 5) {
                    text = dice.one(of: Self.receivers["function"] ?? [])
                } else if !dice.happens(onceIn: 5) {
                    let kinds = type.split(separator: "|").map { $0.filter { !$0.isWhitespace } }
                    let fitting = kinds.compactMap { Self.receivers[$0 == "number" ? "int" : $0] }
                    if !fitting.isEmpty { text = dice.one(of: dice.one(of: fitting)) }
                }
                if isNamed || dice.happens(onceIn: 15) {
                    text = "\(parameters[index].name): \(text)"
                }
            }
            texts.append(text)
        }
        if dice.happens(onceIn: 40) { texts.append("...numbers") }
        if dice.happens(onceIn: 60) { texts.append("none: 1") }
        return "(\(texts.joined(separator: ", ")))"
    }

    private mutating func operation() -> String {
        let (a, b, c) = (
            dice.one(of: Self.arguments), dice.one(of: Self.arguments), dice.one(of: Self.arguments)
        )
        switch Int.random(in: 0..<12, using: &dice) {
        case 0: return "(\(a))[\(b)]"
        case 1: return "(\(a))[(\(b))..<(\(c))]"
        case 2: return "(\(a))[(\(b))...]"
        case 3: return "(() => { var r = \(a)\nr[\(b)] = \(c)\nr })()"
        case 4: return "(() => { var r = \(a)\nr[\(b)] += \(c)\nr })()"
        case 5: return "(() => { var n = 0\nfor x in \(a) { if n > 50 { break }\nn += 1 }\nn })()"
        case 6: return "-(\(a))"
        case 7: return "\"\\(\(a))\""
        case 8: return "{[\(a)]: 1, [\(b)]: 2}"
        default: return "(\(a)) \(dice.one(of: Self.operators)) (\(b))"
        }
    }
}

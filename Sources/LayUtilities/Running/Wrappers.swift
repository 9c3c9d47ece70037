internal import LayFiles
import LayShell

/// Programs that run another one in a way that makes no difference in a model.
extension Utilities {
    private static let idle = UtilityOption.Effect.idle("processes have no priorities")

    static let niceUtility = Utility(
        staying: "nice", "run a program with another priority",
        usage: "[OPTION] [COMMAND [ARG]...]",
        [UtilityOption("-n, --adjustment=N", "add N to the priority")],
        misuse: 125, stopsAtOperand: true,
        modern: { words in
            // `-5` and `--5` once were what `-n 5` and `-n -5` are.
            guard let first = words.first, first.count > 1, first[0] == 45 else { return words }
            let rest = first[1] == 45 || first[1] == 43 ? first.dropFirst(2) : first.dropFirst()
            guard !rest.isEmpty, rest.allSatisfy({ $0 &- 48 < 10 }) else { return words }
            return [Array("-n".utf8), Array(first.dropFirst())] + words.dropFirst()
        }
    ) { call in
        var current = Int(call.context["LAY_NICENESS"] ?? "") ?? 0
        var step = 10
        if let value = call.options.value("n") {
            guard let number = Int(call.text(value)) else {
                throw UtilityFailure(
                    "invalid adjustment \(call.quoted(value))",
                    status: call.manner == .gnu ? 125 : 1)
            }
            step = number
        }
        if call.operands.isEmpty {
            if call.has("n") { throw call.misuse("a command must be given with an adjustment") }
            try call.write("\(current)\n")
            return .exited(0)
        }
        current = max(-20, min(19, current + max(-40, min(40, step))))
        let name = call.text(call.operands[0].split(separator: 47).last ?? [])
        // The one program that can tell is this one.
        if name == "nice" {
            return try call.launch(call.operands, .plain) { next in
                next.environment.removeAll { $0.key == "LAY_NICENESS" }
                next.environment.append(("LAY_NICENESS", "\(current)"))
            }
        }
        return try call.launch(call.operands, .plain)
    }

    private static func wrapper(
        _ name: String, _ summary: String, usage: String, _ options: [UtilityOption],
        misuse: UInt8 = 1, missing: String = "missing operand", _ complaint: LaunchComplaint,
        skipping: Int = 0
    ) -> Utility {
        Utility(
            staying: name, summary, usage: usage, options, misuse: misuse, stopsAtOperand: true
        ) { call in
            guard call.operands.count > skipping else { throw call.misuse(missing) }
            return try call.launch(Array(call.operands.dropFirst(skipping)), complaint)
        }
    }

    static let wrapperUtilities: [Utility] = [
        wrapper(
            "nohup", "run a program that a hangup does not end", usage: "COMMAND [ARG]...", [],
            misuse: 125, .command),
        wrapper(
            "setsid", "run a program in a session of its own",
            usage: "[options] <program> [arguments ...]",
            [
                UtilityOption("-c, --ctty", "take the terminal", .idle("there is none")),
                UtilityOption("-f, --fork", "in another process", .idle("it is waited for"), .gnu),
                UtilityOption("-w, --wait", "wait for it", .idle("it is waited for"), .gnu),
            ], missing: "no command specified", .execute),
        wrapper(
            "chrt", "run a program with another policy",
            usage: "[options] <priority> <command> [<arg>...]",
            ["a", "b", "d", "f", "i", "m", "o", "r", "R", "v"].map {
                UtilityOption("-\($0)", "a policy", idle)
            } + [UtilityOption("-p", "tell of a process", .missing)],
            missing: "bad usage", .execute, skipping: 1),
        wrapper(
            "taskset", "run a program on some processors",
            usage: "[options] [mask | cpu-list] [cmd [args...]]",
            [
                UtilityOption("-c, --cpu-list", "a list of processors", idle),
                UtilityOption("-a, --all-tasks", "all threads", idle),
                UtilityOption("-p, --pid", "of a process", .missing),
            ], missing: "bad usage", .execute, skipping: 1),
        wrapper(
            "linux32", "run a program on a machine of 32 bits",
            usage: "[<program> [<argument>...]]",
            [], .execute),
        wrapper(
            "linux64", "run a program on a machine of 64 bits",
            usage: "[<program> [<argument>...]]",
            [], .execute),
        wrapper(
            "setarch", "run a program on another machine",
            usage: "[<arch>] [options] [<program> [<argument>...]]",
            [
                UtilityOption("-R, --addr-no-randomize", "no random places", .idle("none are")),
                UtilityOption("-3, --3gb", "less memory", .idle("no such bound")),
            ], .execute, skipping: 1),
    ]

    static let stdbufUtility = Utility(
        staying: "stdbuf", "run a program with other buffers", usage: "OPTION... COMMAND",
        [
            UtilityOption("-i, --input=MODE", "of the input", .idle("writes are not kept back")),
            UtilityOption("-o, --output=MODE", "of the output", .idle("writes are not kept back")),
            UtilityOption("-e, --error=MODE", "of the errors", .idle("writes are not kept back")),
        ], misuse: 125, stopsAtOperand: true
    ) { call in
        try call.needOperands()
        if call.options.given.isEmpty {
            throw call.misuse("you must specify a buffering mode option")
        }
        for (key, value) in call.options.given {
            let mode = value ?? []
            if mode == [UInt8(ascii: "L")] {
                if key == "i" { throw call.misuse("line buffering stdin is meaningless") }
                continue
            }
            if SizeText.number(mode) == nil {
                throw UtilityFailure("invalid mode \(call.quoted(mode))", status: 125)
            }
        }
        return try call.launch(call.operands)
    }

    static let ioniceUtility = Utility(
        staying: "ionice", "run a program with another priority of its files",
        usage: "[options] <command>",
        [
            UtilityOption("-c, --class CLASS", "the class", idle),
            UtilityOption("-n, --classdata NUM", "the priority in it", idle),
            UtilityOption("-p, --pid PID", "of a process", idle),
            UtilityOption("-P, --pgid PGID", "of a group", .idle("no groups"), .gnu),
            UtilityOption("-t, --ignore", "go on after failures", idle),
            UtilityOption("-u, --uid UID", "of a user", .idle("none"), .gnu),
        ], stopsAtOperand: true
    ) { call in
        if !call.operands.isEmpty { return try call.launch(call.operands, .execute) }
        if !call.options.has(any: "c", "n") { try call.write("none: prio 0\n") }
        return .exited(0)
    }

    static let timeUtility = Utility(
        staying: "time", "run a program and tell how long it took",
        usage: "[OPTION]... COMMAND [ARG]...",
        [
            UtilityOption("-p, --portability", "as POSIX has it"),
            UtilityOption("-v, --verbose", "all that is known", .idle("nothing more is")),
            UtilityOption("-f, --format=FORMAT", "as FORMAT says"),
            UtilityOption("-o, --output=FILE", "into a file"),
            UtilityOption("-a, --append", "at the file's end"),
            UtilityOption("-q, --quiet", "not how it ended", .idle("it is not told"), .gnu),
        ], misuse: 125, stopsAtOperand: true
    ) { call in
        try call.needOperands(1, "program to run")
        try call.flush()
        let child = call.context.child(words: call.operands)
        var status: UInt8 = 0
        do {
            guard case .exited(let code) = try ProgramRunner.run(child) else {
                return .stays(onSignal: nil)
            }
            status = code
        } catch let error as ProgramError {
            status = try call.refuse(call.operands[0], error, .plain)
        }
        // No time passes in a model.
        let text: String
        if let format = call.options.text("f") {
            text = timed(format) + "\n"
        } else if call.has("p") {
            text = "real 0.00\nuser 0.00\nsys 0.00\n"
        } else if call.manner == .busybox {
            text = "real\t0m 0.00s\nuser\t0m 0.00s\nsys\t0m 0.00s\n"
        } else {
            text =
                "0.00user 0.00system 0:00.00elapsed 0%CPU (0avgtext+0avgdata 0maxresident)k\n"
                + "0inputs+0outputs (0major+0minor)pagefaults 0swaps\n"
        }
        guard let file = call.options.value("o") else {
            try call.context.errors.write(text)
            return .exited(status)
        }
        let flags: OpenFlags =
            call.has("a") ? [.write, .create, .append] : [.write, .create, .truncate]
        try call.context.open(call.path(file), flags).write(Array(text.utf8))
        return .exited(status)
    }

    private static func timed(_ format: String) -> String {
        var result = ""
        var rest = format[...]
        while let character = rest.popFirst() {
            guard character == "%" || character == "\\", let next = rest.popFirst() else {
                result.append(character)
                continue
            }
            if character == "\\" {
                result += next == "n" ? "\n" : next == "t" ? "\t" : "\(character)\(next)"
                continue
            }
            switch next {
            case "%": result += "%"
            case "E": result += "0:00.00"
            case "e", "U", "S": result += "0.00"
            case "P": result += "0%"
            default: result += "0"
            }
        }
        return result
    }

    static let flockUtility = Utility(
        staying: "flock", "run a program while a file is locked",
        usage: "[options] <file>|<directory> <command> [<argument>...]",
        [
            UtilityOption("-s, --shared", "with others", .idle("nobody else is there")),
            UtilityOption("-x, -e, --exclusive", "alone", .idle("nobody else is there")),
            UtilityOption("-u, --unlock", "unlock", .idle("nobody else is there")),
            UtilityOption("-n, --nb, --nonblock", "do not wait", .idle("nobody else is there")),
            UtilityOption("-w, --timeout SECS", "wait so long", .works, .gnu),
            UtilityOption("-E, --conflict-exit-code NUMBER", "status then", .works, .gnu),
            UtilityOption("-o, --close", "close it before", .idle("it is closed"), .gnu),
            UtilityOption("-c, --command COMMAND", "a command of the shell"),
            UtilityOption("-F, --no-fork", "in this process", .idle("as always"), .gnu),
            UtilityOption("--verbose", "tell of it", .idle("nothing to tell"), .gnu),
        ], misuse: 64, stopsAtOperand: true
    ) { call in
        guard let file = call.operands.first else { throw call.misuse("not enough arguments") }
        if let value = call.options.value("w"), Double(call.text(value)) == nil {
            throw UtilityFailure("invalid timeout value: \(call.quoted(value))", status: 64)
        }
        let number = Int(call.text(file))
        var words = Array(call.operands.dropFirst())
        if words.isEmpty, call.options.value("c") == nil {
            guard let number else {
                throw UtilityFailure("bad file descriptor: \(call.quoted(file))", status: 64)
            }
            if !call.context.openDescriptors.contains(number) {
                throw UtilityFailure("\(number): Bad file descriptor", status: 65)
            }
            return .exited(0)
        }
        if number == nil || !words.isEmpty {
            do {
                let entry = try? call.context.files.entry(at: call.path(file), follow: true)
                if entry?.node.kind != .directory {
                    _ = try call.context.open(
                        call.path(file), [.read, .write, .create], mode: 0o666)
                }
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                throw UtilityFailure(
                    call.manner == .gnu
                        ? "cannot open lock file \(call.text(file)): \(error.reason)"
                        : "can't open '\(call.text(file))': \(error.reason)",
                    status: call.manner == .gnu ? 66 : 1)
            }
        }
        let shell = Array((call.context["SHELL"] ?? "/bin/sh").utf8)
        if let command = call.options.value("c") {
            words = [shell, Array("-c".utf8), command]
        } else if words.first == Array("-c".utf8) || words.first == Array("--command".utf8) {
            guard words.count == 2 else {
                throw UtilityFailure(
                    "\(call.text(words[0])) requires exactly one command argument", status: 64)
            }
            words = [shell, Array("-c".utf8), words[1]]
        }
        let outcome = try call.launch(words, .execute)
        // Its own statuses begin at 64.
        if case .exited(127) = outcome, call.manner == .gnu, words[0] != shell {
            return .exited(69)
        }
        return outcome
    }

    static let initUtilities: [Utility] = ["tini", "dumb-init", "catatonit"].map { name in
        Utility(
            staying: name, "run a program as a container's first process",
            usage: "[OPTIONS] PROGRAM -- [ARGS]",
            [
                UtilityOption("-s", "also where it is not the first", .idle("it is all the same")),
                UtilityOption("-p SIGNAL", "the signal at the parent's end", .idle("none comes")),
                UtilityOption("-v, --verbose", "tell more", .idle("nothing to tell")),
                UtilityOption("-w", "tell of zombies", .idle("there are none")),
                UtilityOption("-g", "signals to the whole group", .idle("no groups")),
                UtilityOption("-e EXIT_CODE", "as if it were 0", .works),
                UtilityOption("-c, --single-child", "signals to the child", .idle("as always")),
                UtilityOption("-r, --rewrite S:R", "other signals", .idle("none are rewritten")),
                UtilityOption("-l", "the license", .missing),
            ], stopsAtOperand: true
        ) { call in
            guard !call.operands.isEmpty else { throw call.misuse("missing program") }
            let outcome = try call.launch(call.operands, .command)
            if case .exited(let status) = outcome,
                call.options.values("e").contains(where: { call.text($0) == "\(status)" })
            {
                return .exited(0)
            }
            return outcome
        }
    }
}

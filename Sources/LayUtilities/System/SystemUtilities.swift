internal import LayFiles
internal import LayShell

extension Utilities {
    static var systemUtilities: [ShellProgram] {
        [
            ShellProgram("true") { _ in 0 },
            ShellProgram("false") { _ in 1 },
            ShellProgram("pwd") { context in
                try context.output.write("\(context.workingDirectory)\n")
                return 0
            },
            ShellProgram(staying: "env") { context in
                var words = context.arguments.dropFirst()
                let child = context.child([])
                while let first = words.first {
                    if first == "-i" {
                        child.environment = []
                    } else if let equals = first.firstIndex(of: "="), !first.hasPrefix("=") {
                        let name = String(first[..<equals])
                        child.environment.removeAll { $0.key == name }
                        child.environment.append(
                            (name, String(first[first.index(after: equals)...])))
                    } else {
                        break
                    }
                    words.removeFirst()
                }
                if words.isEmpty {
                    for (key, value) in child.environment {
                        try context.output.write("\(key)=\(value)\n")
                    }
                    return .exited(0)
                }
                child.arguments = Array(words)
                return try ProgramRunner.run(child)
            },
            ShellProgram(staying: "sleep") { context in
                guard context.arguments.count > 1 else {
                    try context.complain("missing operand")
                    return .exited(1)
                }
                if context.arguments[1] == "infinity" || context.arguments[1] == "inf" {
                    guard context.isAlone else {
                        try context.sleep(.infinity)
                        return .exited(0)
                    }
                    return .stays(onSignal: nil)
                }
                var seconds = 0.0
                for word in context.arguments.dropFirst() {
                    let unit = word.last.flatMap { ["s": 1.0, "m": 60, "h": 3600, "d": 86400][$0] }
                    guard let number = Double(unit == nil ? word : String(word.dropLast())),
                        number >= 0, number.isFinite
                    else {
                        try context.complain("invalid time interval '\(word)'")
                        return .exited(1)
                    }
                    seconds += number * (unit ?? 1)
                }
                try context.sleep(seconds)
                return .exited(0)
            },
            ShellProgram("kill") { context in try Shell.kill(context) },
            .utility("basename", "") { context, options in
                guard let path = options.operands.first else {
                    try context.complain("missing operand")
                    return 1
                }
                var name = String(path.split(separator: "/").last ?? "/")
                if options.operands.count > 1, name.hasSuffix(options.operands[1]),
                    name != options.operands[1]
                {
                    name = String(name.dropLast(options.operands[1].count))
                }
                try context.output.write(name + "\n")
                return 0
            },
            .utility("dirname", "") { context, options in
                for path in options.operands {
                    let parts = path.split(separator: "/")
                    let parent = parts.dropLast().joined(separator: "/")
                    try context.output.write(
                        (path.hasPrefix("/") ? "/" + parent : parent.isEmpty ? "." : parent) + "\n")
                }
                return 0
            },
            .utility("seq", "s:w") { context, options in
                let numbers = options.operands.compactMap { Int($0) }
                guard numbers.count == options.operands.count, (1...3).contains(numbers.count)
                else {
                    try context.complain("expected one to three ints")
                    return 1
                }
                let first = numbers.count > 1 ? numbers[0] : 1
                let step = numbers.count > 2 ? numbers[1] : 1
                guard step != 0 else {
                    try context.complain("invalid Zero increment value: '0'")
                    return 1
                }
                var value = first
                let last = numbers[numbers.count - 1]
                while step > 0 ? value <= last : value >= last {
                    try context.step()
                    try context.output.write("\(value)\n")
                    let (next, overflow) = value.addingReportingOverflow(step)
                    if overflow { break }
                    value = next
                }
                return 0
            },
            .utility("id", "uGgnr") { context, options in
                func name(_ id: UInt32, in file: TreePath) -> String? {
                    Accounts.line(in: file, context.files) {
                        $0.count > 2 && $0[2] == String(id)
                    }?.first
                }
                func shown(_ id: UInt32, in file: TreePath) -> String {
                    options.has("n") ? name(id, in: file) ?? String(id) : String(id)
                }
                func named(_ id: UInt32, in file: TreePath) -> String {
                    String(id) + (name(id, in: file).map { "(\($0))" } ?? "")
                }
                let groups = context.groups.isEmpty ? [context.gid] : context.groups
                let text =
                    if options.has("u") {
                        shown(context.uid, in: "/etc/passwd")
                    } else if options.has("g") {
                        shown(context.gid, in: "/etc/group")
                    } else if options.has("G") {
                        ([context.gid] + groups.filter { $0 != context.gid })
                            .map { shown($0, in: "/etc/group") }.joined(separator: " ")
                    } else {
                        "uid=\(named(context.uid, in: "/etc/passwd"))"
                            + " gid=\(named(context.gid, in: "/etc/group")) groups="
                            + groups.map { named($0, in: "/etc/group") }.joined(separator: ",")
                    }
                try context.output.write(text + "\n")
                return 0
            },
            ShellProgram("whoami") { context in
                let user = Accounts.line(in: "/etc/passwd", context.files) {
                    $0.count > 2 && $0[2] == String(context.uid)
                }?.first
                try context.output.write((user ?? String(context.uid)) + "\n")
                return 0
            },
            ShellProgram("hostname") { context in
                try context.output.write(context.hostname + "\n")
                return 0
            },
            .utility("xargs", "n:0rI:") { context, options in
                var words: [String] = []
                var rest = try context.input[...]
                while !rest.isEmpty {
                    let word = rest.prefix {
                        options.has("0") ? $0 != 0 : $0 != 32 && $0 != 10 && $0 != 9
                    }
                    rest = rest.dropFirst(word.count + 1)
                    if word.isEmpty { continue }
                    // Once here, and once in the arguments.
                    try context.hold(word.count + 96)
                    words.append(String(decoding: word, as: UTF8.self))
                }
                if words.isEmpty, options.has("r") { return 0 }
                let command = options.operands.isEmpty ? ["echo"] : options.operands
                var groups: [[String]] = []
                if let mark = options.values["I"] {
                    groups = words.map { word in command.map { $0 == mark ? word : $0 } }
                } else {
                    let size = options.values["n"].flatMap { Int($0) } ?? max(1, words.count)
                    groups = stride(from: 0, to: max(1, words.count), by: max(1, size)).map {
                        start in
                        command
                            + words[
                                min(start, words.count)..<min(words.count, start + max(1, size))]
                    }
                }
                var status: UInt8 = 0
                for group in groups {
                    try context.step()
                    let child = context.child(group)
                    child.setInput([])
                    do {
                        if case .exited(let code) = try ProgramRunner.run(child), code != 0 {
                            status = 123
                        }
                    } catch let error as ProgramError {
                        try context.complain(error.message)
                        return error.status
                    }
                }
                return status
            },
        ]
    }
}

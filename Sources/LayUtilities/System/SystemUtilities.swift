internal import LayFiles
internal import LayShell

extension Utilities {
    static var systemUtilities: [ShellProgram] {
        [
            ShellProgram("pwd") { context in
                try context.output.write("\(context.workingDirectory)\n")
                return 0
            },
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

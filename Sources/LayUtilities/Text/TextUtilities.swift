internal import LayBounds
internal import LayFiles
internal import LayShell

extension Utilities {
    static var textUtilities: [ShellProgram] {
        [
            ShellProgram("echo") { context in
                var words = context.arguments.dropFirst()
                var (newline, escapes) = (true, false)
                while let first = words.first, ["-n", "-e", "-ne", "-en"].contains(first) {
                    if first.contains("n") { newline = false }
                    if first.contains("e") { escapes = true }
                    words.removeFirst()
                }
                let text = words.joined(separator: " ")
                try context.output.write(
                    (escapes ? String(decoding: escaped(text), as: UTF8.self) : text)
                        + (newline ? "\n" : ""))
                return 0
            },
            ShellProgram("printf", printf),
            .utility("cat", "nuv") { context, options in
                try eachInput(context, options.operands) { bytes in try context.output.write(bytes)
                }
            },
            .utility("tee", "a") { context, options in
                let attributes = attributes(context, 0o666)
                let input = try context.input
                try context.output.write(input)
                return options.operands.isEmpty
                    ? 0
                    : try each(options.operands, context, "") { operand in
                        if options.has("a") {
                            try context.files.append(
                                input, to: context.path(operand), creating: attributes)
                        } else {
                            try context.files.write(
                                FileContents(input), to: context.path(operand),
                                creating: attributes)
                        }
                    }
            },
            .utility("wc", "lwcm") { context, options in
                let all = options.flags.isEmpty
                func show(_ bytes: [UInt8], _ name: String?) throws {
                    var numbers: [Int] = []
                    if all || options.has("l") { numbers.append(bytes.count { $0 == 10 }) }
                    if all || options.has("w") {
                        var (words, isInside) = (0, false)
                        for byte in bytes {
                            let isBlank = byte == 32 || byte == 10 || byte == 9
                            if !isBlank, !isInside { words += 1 }
                            isInside = !isBlank
                        }
                        numbers.append(words)
                    }
                    if all || options.has("c") { numbers.append(bytes.count) }
                    if options.has("m") {
                        try context.hold(bytes.count)
                        numbers.append(String(decoding: bytes, as: UTF8.self).unicodeScalars.count)
                    }
                    let width = numbers.count > 1 ? 7 : 1
                    let text = numbers.map { number in
                        let digits = String(number)
                        return String(repeating: " ", count: max(0, width - digits.count)) + digits
                    }.joined(separator: " ")
                    try context.output.write(text + (name.map { " \($0)" } ?? "") + "\n")
                }
                if options.operands.isEmpty {
                    try show(try context.input, nil)
                    return 0
                }
                return try each(options.operands, context, "") {
                    try show(try read($0, context), $0)
                }
            },
        ]
    }

    /// Reads no further than it has to: what it is given may have no end.
    private static func lineEnd(_ bytes: [UInt8], _ left: inout Int) -> Int? {
        for (index, byte) in bytes.enumerated() where byte == 10 {
            left -= 1
            if left == 0 { return index + 1 }
        }
        return nil
    }

    /// The lines of a text, each with its newline, one after the other.
    static func lines(_ bytes: [UInt8]) -> some Sequence<ArraySlice<UInt8>> {
        sequence(state: 0) { start -> ArraySlice<UInt8>? in
            guard start < bytes.count else { return nil }
            let end = bytes[start...].firstIndex(of: 10) ?? bytes.count - 1
            defer { start = end + 1 }
            return bytes[start...end]
        }
    }

    /// The bytes of an operand's file, held until the program lets them go.
    static func read(_ operand: String, _ context: ProgramContext) throws -> [UInt8] {
        if operand == "-" { return try context.input }
        let path = context.path(operand)
        let entry = try context.files.entry(at: path, follow: true)
        guard case .file(let contents) = entry.node.body else {
            let file = try context.files.open(
                path, .read, creating: FileAttributes(mode: 0o600))
            try context.hold(max(0, try file.size - file.position))
            return try file.readToEnd()
        }
        try context.hold(contents.count)
        try context.account.work(contents.count)
        return try contents.bytes()
    }

    /// Calls `body` with each operand's bytes, or with the standard input when there are none; what
    /// was held for it goes with it unless `keeps` says otherwise.
    static func eachInput(
        _ context: ProgramContext, _ operands: [String], keeps: Bool = false,
        _ body: ([UInt8]) throws -> Void
    ) throws -> UInt8 {
        var status: UInt8 = 0
        for operand in operands.isEmpty ? ["-"] : operands {
            do {
                if keeps {
                    try body(try read(operand, context))
                } else {
                    try context.releasing { try body(try read(operand, context)) }
                }
            } catch let error as FileError where !error.isBound {
                try context.complain("\(operand): \(error.reason)")
                status = 1
            }
        }
        return status
    }

    /// The bytes of a text with backslash escapes.
    static func escaped(_ text: String) -> [UInt8] {
        var result: [UInt8] = []
        var bytes = Array(text.utf8)[...]
        while let byte = bytes.popFirst() {
            guard byte == UInt8(ascii: "\\"), let next = bytes.popFirst() else {
                result.append(byte)
                continue
            }
            switch next {
            case UInt8(ascii: "n"): result.append(10)
            case UInt8(ascii: "t"): result.append(9)
            case UInt8(ascii: "r"): result.append(13)
            case UInt8(ascii: "a"): result.append(7)
            case UInt8(ascii: "\\"): result.append(next)
            case UInt8(ascii: "0")...UInt8(ascii: "7"):
                var value = Int(next - 0x30)
                var count = 1
                while count < (next == 0x30 ? 4 : 3), let digit = bytes.first,
                    (0x30...0x37).contains(digit)
                {
                    value = value * 8 + Int(digit - 0x30)
                    bytes.removeFirst()
                    count += 1
                }
                result.append(UInt8(truncatingIfNeeded: value))
            default: result += [byte, next]
            }
        }
        return result
    }

    private static func printf(_ context: ProgramContext) throws -> UInt8 {
        guard context.arguments.count > 1 else {
            try context.errors.write("printf: usage: printf format [arguments]\n")
            return 2
        }
        let format = Array(context.arguments[1])
        var arguments = context.arguments.dropFirst(2)
        var status: UInt8 = 0
        repeat {
            var used = false
            var index = 0
            while index < format.count {
                let character = format[index]
                index += 1
                if character == "\\", index < format.count {
                    var text = "\\" + String(format[index])
                    index += 1
                    while text.count < 4, text.dropFirst().allSatisfy(\.isWholeNumber),
                        index < format.count, format[index].isWholeNumber
                    {
                        text.append(format[index])
                        index += 1
                    }
                    try context.output.write(escaped(text))
                    continue
                }
                guard character == "%", index < format.count else {
                    try context.output.write(String(character))
                    continue
                }
                var (flags, width, precision) = ("", "", "")
                while index < format.count, "-+ 0#".contains(format[index]) {
                    flags.append(format[index]); index += 1
                }
                while index < format.count, format[index].isWholeNumber {
                    width.append(format[index]); index += 1
                }
                if index < format.count, format[index] == "." {
                    index += 1
                    while index < format.count, format[index].isWholeNumber {
                        precision.append(format[index]); index += 1
                    }
                }
                guard index < format.count else { break }
                let kind = format[index]
                index += 1
                if kind == "%" {
                    try context.output.write("%")
                    continue
                }
                used = true
                let argument = arguments.popFirst() ?? ""
                var text = argument
                switch kind {
                case "s": if let limit = Int(precision) { text = String(text.prefix(limit)) }
                case "b": text = String(decoding: escaped(text), as: UTF8.self)
                case "c": text = String(text.prefix(1))
                case "d", "i", "u", "x", "X", "o":
                    guard
                        let number = argument.isEmpty
                            ? 0
                            : Int(argument)
                                ?? (argument.hasPrefix("0x")
                                    ? Int(argument.dropFirst(2), radix: 16) : nil)
                    else {
                        try context.errors.write("printf: \(argument): expected numeric value\n")
                        status = 1
                        continue
                    }
                    text = String(
                        number, radix: kind == "x" || kind == "X" ? 16 : kind == "o" ? 8 : 10,
                        uppercase: kind == "X")
                    if flags.contains("+"), number >= 0 { text = "+" + text }
                default:
                    try context.errors.write("printf: %\(kind): invalid directive\n")
                    return 1
                }
                let missing = max(0, min(Int(width) ?? 0, 65536) - text.count)
                if flags.contains("-") {
                    text += String(repeating: " ", count: missing)
                } else {
                    text =
                        String(
                            repeating: flags.contains("0") && kind != "s" ? "0" : " ",
                            count: missing) + text
                }
                try context.output.write(text)
            }
            if !used { break }
            try context.step()
        } while !arguments.isEmpty
        return status
    }
}

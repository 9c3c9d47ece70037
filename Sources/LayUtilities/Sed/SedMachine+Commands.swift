extension SedMachine {
    /// Runs the commands of the script once.
    ///
    /// - Throws: `ToolFailure` where it cannot go on, and what the host throws.
    func runScript() throws -> CycleEnd {
        let commands = script.commands
        var place = 0
        while place < commands.count {
            let command = commands[place]
            place &+= 1
            try count(steps: 1 &+ pattern.bytes.count / 256)
            let isSelected = try command.first == nil || isInRange(command)
            if isSelected == command.isNegated {
                if case .block(let end) = command.action { place = end }
                continue
            }
            switch command.action {
            case .block, .comment: break
            case .branch(let target): place = target
            case .branchIfReplaced(let target):
                if hasReplaced {
                    hasReplaced = false
                    place = target
                }
            case .branchUnlessReplaced(let target):
                if hasReplaced { hasReplaced = false } else { place = target }
            case .delete: return .deleted
            case .deleteFirst:
                guard let end = firstLineEnd else { return .deleted }
                pattern.bytes.removeFirst(end &+ 1)
                keepsPattern = true
                return .deleted
            case .change(let text):
                if command.second == nil || !command.isActive { try output.write(text) }
                return .deleted
            case .next:
                if try input.isAtLastLine() { return .script }
                try printPattern()
                if try !readPattern() { return .deleted }
            case .nextAppend:
                if try input.isAtLastLine() { return options.isPosix ? .deleted : .script }
                try pattern.bytes.append(options.delimiter)
                if try !appendPattern() { return .deleted }
            case .quit(let status): return .quit(status)
            case .quitSilently(let status): return .quitSilently(status)
            case .substitute(let substitution): try substitute(substitution)
            default: try runPlain(command.action)
            }
        }
        return .script
    }

    private var firstLineEnd: Int? {
        ByteScan.first(options.delimiter, in: pattern.bytes.text, from: 0)
    }

    /// Runs a command that goes on to the next one.
    private func runPlain(_ action: SedAction) throws {
        switch action {
        case .append(let text): queue.append(.text(text))
        case .insert(let text): try insert(text)
        case .print: try output.writeLine(pattern.bytes.text, isEnded: pattern.isEnded)
        case .printFirst: try writeFirst(to: output)
        case .zap: pattern.bytes.removeAll()
        case .get: try pattern.copy(holdSpace)
        case .getAppend: try pattern.append(holdSpace, delimiter: options.delimiter)
        case .hold: try holdSpace.copy(pattern)
        case .holdAppend: try holdSpace.append(pattern, delimiter: options.delimiter)
        case .exchange: swap(&pattern, &holdSpace)
        case .list(let width): try list(width ?? options.lineLength)
        case .lineNumber:
            try Array(String(input.lineNumber).utf8).withUnsafeBufferPointer {
                try output.writeLine($0)
            }
        case .fileName: try input.fileName.withUnsafeBufferPointer { try output.writeLine($0) }
        case .readFile(let path): queue.append(.file(path))
        case .readLine(let path):
            lineBuffer.removeAll()
            if let isEnded = try files.readLine(path, into: lineBuffer) {
                queue.append(.line(lineBuffer.array, isEnded: isEnded))
            }
        case .write(let path):
            try files.output(path).writeLine(pattern.bytes.text, isEnded: pattern.isEnded)
        case .writeFirst(let path): try writeFirst(to: files.output(path))
        case .execute(let command): try execute(command)
        case .transliterate(let table): try transliterate(table)
        default: break
        }
    }

    private func insert(_ text: [UInt8]) throws {
        // An inserted line ends as all lines do; an appended one with a newline.
        if options.delimiter == 10 { return try output.write(text) }
        try text.dropLast().withUnsafeBufferPointer { try output.writeLine($0) }
    }

    private func writeFirst(to output: SedOutput) throws {
        let text = pattern.bytes.text
        if let end = firstLineEnd {
            try output.writeLine(UnsafeBufferPointer(rebasing: text[0..<end]))
        } else {
            try output.writeLine(text, isEnded: pattern.isEnded)
        }
    }

    /// Runs a command whose output is printed, or the pattern space, which it replaces.
    private func execute(_ command: [UInt8]) throws {
        try files.flush()
        if !command.isEmpty {
            try output.write(try host.runCommand(command))
            return
        }
        try executePattern()
    }

    /// Replaces the pattern space by what it writes as a command.
    ///
    /// - Throws: what the host throws.
    func executePattern() throws {
        try files.flush()
        let made = try host.runCommand(pattern.bytes.array)
        pattern.bytes.removeAll()
        try pattern.bytes.append(made.last == options.delimiter ? Array(made.dropLast()) : made)
    }

    private func transliterate(_ table: SedTransliteration) throws {
        let bytes = pattern.bytes
        if let map = table.bytes {
            map.withUnsafeBufferPointer { map in
                for index in 0..<bytes.count { bytes.base[index] = map[Int(bytes.base[index])] }
            }
            return
        }
        scratch.removeAll()
        var position = 0
        while position < bytes.count {
            let length = settings.isUTF8 ? SedCharacters.length(bytes.text, at: position) : 1
            let character = Array(bytes.text[position..<(position + length)])
            try scratch.append(table.characters[character] ?? character)
            position += length
        }
        swap(&pattern.bytes, &scratch)
    }

    /// Prints the pattern space unambiguously, broken into lines.
    private func list(_ width: Int) throws {
        var made: [UInt8] = []
        var column = 0
        for byte in pattern.bytes.text {
            let piece = Self.shown(byte)
            if width > 0, column + piece.count > width - 1 {
                made += [0x5C, 10]
                column = 0
            }
            made += piece
            column += piece.count
        }
        made.append(UInt8(ascii: "$"))
        try made.withUnsafeBufferPointer { try output.writeLine($0) }
    }

    private static func shown(_ byte: UInt8) -> [UInt8] {
        switch byte {
        case 0x5C: Array("\\\\".utf8)
        case 7: Array("\\a".utf8)
        case 8: Array("\\b".utf8)
        case 12: Array("\\f".utf8)
        case 10: Array("\\n".utf8)
        case 13: Array("\\r".utf8)
        case 9: Array("\\t".utf8)
        case 11: Array("\\v".utf8)
        case 0x20...0x7E: [byte]
        default: [0x5C, 0x30 + byte >> 6, 0x30 + byte >> 3 & 7, 0x30 + byte & 7]
        }
    }
}

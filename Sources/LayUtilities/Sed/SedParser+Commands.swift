extension SedParser {
    /// Reads the rest of a command whose name has been read.
    ///
    /// - Throws: `ToolFailure` where it is wrong.
    func parseAction(_ head: SedCommandHead) throws {
        if options.isPosix, Self.extensions.contains(head.name) { throw unknown(head.name) }
        if isBusyBox, Self.notInBusyBox.contains(head.name) { throw unknown(head.name) }
        switch head.name {
        case UInt8(ascii: "#"):
            if head.first != nil { throw mistake("comments don't accept any addresses") }
            parseComment()
        case UInt8(ascii: "{"): openBlock(head)
        case UInt8(ascii: "}"): try closeBlock(head)
        case UInt8(ascii: ":"): try parseLabel(head)
        case UInt8(ascii: "b"): parseJump(head, .branch(.max))
        case UInt8(ascii: "t"): parseJump(head, .branchIfReplaced(.max))
        case UInt8(ascii: "T"): parseJump(head, .branchUnlessReplaced(.max))
        case UInt8(ascii: "a"): try parseText(head, .append([]))
        case UInt8(ascii: "i"): try parseText(head, .insert([]))
        case UInt8(ascii: "c"): try parseText(head, .change([]))
        case UInt8(ascii: "e"): try parseExecute(head)
        case UInt8(ascii: "q"): try parseQuit(head, isSilent: false)
        case UInt8(ascii: "Q"): try parseQuit(head, isSilent: true)
        case UInt8(ascii: "l"):
            let width = readNumber()
            try expectEnd()
            add(.list(width), head)
        case UInt8(ascii: "r"): add(.readFile(try readFileName(isWritten: false)), head)
        case UInt8(ascii: "R"): add(.readLine(try readFileName(isWritten: false)), head)
        case UInt8(ascii: "w"): add(.write(try readFileName(isWritten: true)), head)
        case UInt8(ascii: "W"): add(.writeFirst(try readFileName(isWritten: true)), head)
        case UInt8(ascii: "s"): add(.substitute(try parseSubstitution()), head)
        case UInt8(ascii: "y"):
            let action = SedAction.transliterate(try parseTransliteration())
            try expectEnd()
            add(action, head)
        case UInt8(ascii: "v"): try parseVersion()
        default:
            guard let action = Self.plainAction(head.name) else { throw unknown(head.name) }
            try expectEnd()
            add(action, head)
        }
    }

    /// The commands that POSIX does not have.
    private static var extensions: [UInt8] { Array("eFvzQTRW".utf8) }

    /// The commands that BusyBox does not have.
    private static var notInBusyBox: [UInt8] { Array("eFlvzQRW".utf8) }

    /// A command of which there is none.
    private func unknown(_ name: UInt8) -> ToolFailure {
        mistake(
            Array("unknown command: `".utf8) + [name] + Array("'".utf8),
            busybox: "unsupported command \(Character(Unicode.Scalar(name)))")
    }

    /// The commands that are one letter long.
    private static func plainAction(_ name: UInt8) -> SedAction? {
        switch name {
        case UInt8(ascii: "="): .lineNumber
        case UInt8(ascii: "d"): .delete
        case UInt8(ascii: "D"): .deleteFirst
        case UInt8(ascii: "F"): .fileName
        case UInt8(ascii: "g"): .get
        case UInt8(ascii: "G"): .getAppend
        case UInt8(ascii: "h"): .hold
        case UInt8(ascii: "H"): .holdAppend
        case UInt8(ascii: "n"): .next
        case UInt8(ascii: "N"): .nextAppend
        case UInt8(ascii: "p"): .print
        case UInt8(ascii: "P"): .printFirst
        case UInt8(ascii: "x"): .exchange
        case UInt8(ascii: "z"): .zap
        default: nil
        }
    }

    private func readNumber() -> Int? {
        let byte = source.nextNonblank()
        if let byte, 0x30...0x39 ~= byte { return source.number(byte) }
        source.back(byte)
        return nil
    }

    private func parseQuit(_ head: SedCommandHead, isSilent: Bool) throws {
        if head.second != nil { throw mistake("command only uses one address") }
        let status = UInt8(truncatingIfNeeded: readNumber() ?? 0)
        try expectEnd()
        add(isSilent ? .quitSilently(status) : .quit(status), head)
    }

    /// The highest version of GNU's sed whose scripts are understood.
    private static var version: [Int] { [4, 9, 0] }

    private func parseVersion() throws {
        var wanted: [UInt8] = []
        var byte = source.nextNonblank()
        while let some = byte {
            if some == 0x20 || some == UInt8(ascii: ";") || 0x09...0x0D ~= some {
                source.back(some)
                break
            }
            wanted.append(some)
            byte = source.next()
        }
        let parts = wanted.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .map { Int(String(decoding: $0, as: UTF8.self)) }
        let numbers = parts.compactMap { $0 }
        let isKnown = wanted.isEmpty || numbers.count == parts.count
        guard isKnown, !Self.version.lexicographicallyPrecedes(numbers) else {
            throw mistake("expected newer version of sed")
        }
        try expectEnd()
    }

    /// The name of a file, up to the end of the line.
    ///
    /// - Throws: `ToolFailure` where there is none, or files may not be used.
    func readFileName(isWritten: Bool) throws -> [UInt8] {
        if options.isSandbox { throw sandboxed() }
        guard let byte = source.nextNonblank() else { throw missingFileName() }
        source.back(byte)
        let name = source.restOfLine()
        if name.isEmpty { throw missingFileName() }
        return name
    }

    private func missingFileName() -> ToolFailure {
        mistake("missing filename in r/R/w/W commands", busybox: "empty filename")
    }

    /// A command that the sandbox forbids.
    func sandboxed() -> ToolFailure { mistake("e/r/w commands disabled in sandbox mode") }

    /// Makes sure that commands may be run.
    ///
    /// - Throws: `ToolFailure` where they may not.
    func requireCommands() throws {
        if options.isSandbox { throw sandboxed() }
        if !settings.allowsCommands { throw mistake("command `e' is not supported") }
    }

    private func parseExecute(_ head: SedCommandHead) throws {
        try requireCommands()
        let byte = source.nextNonblank()
        guard let byte, byte != 10 else {
            add(.execute([]), head)
            return
        }
        source.back(byte)
        try beginText(head, .execute([]), raw: [], goesOn: true)
    }

    private func parseText(_ head: SedCommandHead, _ action: SedAction) throws {
        guard let byte = source.nextNonblank() else { throw expectedBackslash() }
        guard byte == 0x5C else {
            if options.isPosix { throw expectedBackslash() }
            source.back(byte)
            return try beginText(head, action, raw: [], goesOn: true)
        }
        // The first line follows the backslash, or stands on a line of its own.
        guard let next = source.next() else {
            return try beginText(head, action, raw: [], goesOn: false)
        }
        if next != 10 { source.back(next) }
        try beginText(head, action, raw: [], goesOn: true)
    }

    private func expectedBackslash() -> ToolFailure {
        mistake(
            "expected \\ after `a', `c' or `i'", busybox: "expected \\ after a, c or i")
    }
}

import LayShell

extension Utilities {
    /// All words are text, those that begin with a dash too.
    private static let asText: @Sendable ([[UInt8]]) -> [[UInt8]] = { [[45, 45]] + $0 }

    static let echoUtility = Utility(
        "echo", "write words", usage: "[-neE] [WORD]...", modern: asText
    ) { call in
        let text = ProgramPrinting.echo(
            call.operands, isBusybox: call.manner == .busybox,
            isPOSIX: call.context["POSIXLY_CORRECT"] != nil)
        try call.write(text)
        return 0
    }

    static let printfUtility = Utility(
        "printf", "write arguments as a format says", usage: "FORMAT [ARGUMENT]...",
        modern: asText
    ) { call in
        var words = call.operands
        if words.first == [45, 45] { words.removeFirst() }
        guard let format = words.first else { throw call.misuse("missing operand") }
        let result = ProgramPrinting.printf(
            format, Array(words.dropFirst()), isBusybox: call.manner == .busybox,
            now: call.context.now, utf8: call.isUTF8)
        try call.write(result.output)
        for complaint in result.complaints { try call.complain(complaint) }
        return UInt8(truncatingIfNeeded: result.status)
    }

    static let yesUtility = Utility(
        "yes", "write a line again and again", usage: "[STRING]...",
        modern: { words in
            // Only what begins with a dash and is no text is an option.
            words.first?.first == 45 && words.first != [45] ? words : [[45, 45]] + words
        }
    ) { call in
        let words = call.operands
        let line = (words.isEmpty ? [121] : Array(words.joined(separator: [32]))) + [10]
        // Many lines at a time; whoever reads them ends it.
        let count = max(1, 8192 / line.count)
        let piece = Array([[UInt8]](repeating: line, count: count).joined())
        while true {
            try call.context.step()
            try call.write(piece)
            try call.flush()
        }
    }
}

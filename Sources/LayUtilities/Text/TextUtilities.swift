internal import LayBounds
internal import LayFiles
internal import LayShell

extension Utilities {
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
}

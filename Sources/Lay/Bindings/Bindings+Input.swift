internal import LayBounds
internal import LayFiles
internal import LayRuntime

/// The standard input in a script: read to its end when it is first asked for what it holds.
struct InputHandle: ModelValue {
    static var type: ValueType { "standard input" }
    static var described: String { "the standard input" }
    static func info(_ bindings: Bindings) -> TypeInfo { bindings.inputType }
}

/// What the standard input held, charged to the script that asked for it.
final class StandardInput {
    let bytes: [UInt8]
    private let charge: Charge

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
        charge = Charge(bytes.capacity)
    }
}

extension Bindings {
    private static let pieceOfInput = 1 << 16

    /// Reads the standard input, unless that was done before.
    ///
    /// - Throws: `Limit` when a script may not hold as much, and what the host throws.
    private func readInput() throws -> [UInt8] {
        if let input { return input.bytes }
        var bytes: [UInt8] = []
        var room = 0
        while true {
            if bytes.count + Self.pieceOfInput > room {
                // While it grows it is there twice.
                room = 2 * (bytes.count + Self.pieceOfInput)
                try vm.reserve(room + bytes.count)
                bytes.reserveCapacity(room)
            }
            try vm.work(bytes: Self.pieceOfInput)
            let piece = try host.input(Self.pieceOfInput)
            if piece.isEmpty { break }
            bytes += piece
        }
        input = StandardInput(bytes)
        return bytes
    }

    func installInput() {
        let table = TypeTable<InputHandle>(
            self, inputType, "What the host gives the script to read, read to its end once.")
        inputType.display = { _, _, _ in "<standard input>" }
        inputType.equals = { _, _, _ in true }
        table.property(
            "text", "All of it as a string; ValueError when it is no UTF-8.",
            example: "host.stdin.text.length  # => 0"
        ) { bindings, _ in DecodedText(bytes: try bindings.readInput()[...]) }
        table.property(
            "bytes", "All of it as bytes.", example: "host.stdin.bytes.length  # => 0"
        ) { bindings, _ in ByteString(bytes: try bindings.readInput()) }
        table.method(
            "lines", "Its lines without their ends, one after the other; other bytes are U+FFFD.",
            example: "host.stdin.lines().list()  # => []"
        ) { bindings, _ in
            let lines = LineReader(try bindings.readInput())
            return Lazily(lines.lazy.map { DecodedText(bytes: $0, isLossy: true) })
        }
    }
}

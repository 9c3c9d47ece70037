/// Files that are read whole.
enum JqFile {
    /// The text of a file, or the array of its values.
    ///
    /// - Throws: `JqRefusal` where it cannot be read; what the host throws.
    static func load(_ name: [UInt8], isRaw: Bool, _ account: JqAccount) throws -> JqValue {
        let bytes = try read(name, account)
        if isRaw { return .text(try JqText.make(anything: bytes.span, account)) }
        let reader = JqReader(JqValueAssembler(account), account, isSequence: false)
        var values = try JqArray.make(capacity: 0, account)
        var place = 0
        do {
            while place < bytes.count {
                if let value = try reader.next(bytes.span, &place) {
                    try JqArray.append(value, to: &values)
                }
            }
            if let value = try reader.end() { try JqArray.append(value, to: &values) }
        } catch let error as JqMalformed {
            throw JqRefusal(reason: error.message)
        }
        return .array(values)
    }

    /// The bytes of a file.
    ///
    /// - Throws: `JqRefusal` where it cannot be read; what the host throws.
    static func read(_ name: [UInt8], _ account: JqAccount) throws -> JqBytes {
        let source: any JqSource
        do {
            source = try account.host.open(name)
            let bytes = JqBytes(account)
            while true {
                let piece = try source.read(64 << 10)
                if piece.isEmpty { return bytes }
                try bytes.append(piece)
            }
        } catch let refusal as JqRefusal {
            let reason =
                refusal.reason == "Is a directory" ? "It's a directory" : refusal.reason
            throw JqRefusal(
                reason: "Could not open \(String(decoding: name, as: UTF8.self)): \(reason)")
        }
    }
}

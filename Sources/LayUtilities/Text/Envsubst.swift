import LayShell

extension Utilities {
    static let envsubstUtility = Utility(
        "envsubst", "put the environment's values for $NAME and ${NAME}",
        usage: "[OPTION] [SHELL-FORMAT]",
        [UtilityOption("-v, --variables", "write the names that SHELL-FORMAT has")]
    ) { call in
        if call.operands.count > 1 { throw UtilityFailure("too many arguments") }
        let names = call.operands.first.map { variables($0[...]) }
        if call.has("v") {
            guard let names else { throw UtilityFailure("missing arguments") }
            for name in names { try call.write(name + [10]) }
            return 0
        }
        let reader = try call.reader([45])
        defer { reader.close() }
        while let line = try reader.line() {
            let text = reader.bytes[line.range]
            var place = text.startIndex
            while let dollar = text[place...].firstIndex(of: 36) {
                try call.write(text[place..<dollar])
                guard let (name, end) = variable(text, dollar),
                    names.map({ $0.contains(name) }) ?? true
                else {
                    try call.write(byte: 36)
                    place = dollar + 1
                    continue
                }
                try call.write(call.context.variables.first { $0.key == name }?.value ?? [])
                place = end
            }
            try call.write(text[place...])
            if line.isEnded { try call.write(byte: 10) }
        }
        return 0
    }

    private static func variables(_ text: ArraySlice<UInt8>) -> [[UInt8]] {
        var names: [[UInt8]] = []
        var place = text.startIndex
        while let dollar = text[place...].firstIndex(of: 36) {
            place = dollar + 1
            if let (name, end) = variable(text, dollar) {
                names.append(name)
                place = end
            }
        }
        return names
    }

    /// The name behind a dollar sign, and where it ends.
    private static func variable(
        _ text: ArraySlice<UInt8>, _ dollar: Int
    ) -> (name: [UInt8], end: Int)? {
        var start = dollar + 1
        let isBraced = start < text.endIndex && text[start] == UInt8(ascii: "{")
        if isBraced { start += 1 }
        let name = text[start...].prefix { $0 == 95 || $0 &- 48 < 10 || ($0 | 32) &- 97 < 26 }
        guard let first = name.first, first &- 48 >= 10 else { return nil }
        if isBraced {
            guard name.endIndex < text.endIndex, text[name.endIndex] == UInt8(ascii: "}") else {
                return nil
            }
            return (Array(name), name.endIndex + 1)
        }
        return (Array(name), name.endIndex)
    }
}

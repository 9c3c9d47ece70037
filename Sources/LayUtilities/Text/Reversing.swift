import LayFiles
import LayShell

extension Utilities {
    static let tacUtility = Utility(
        "tac", "write files with their last lines first", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-b, --before", "the separator stands before", .works, .gnu),
            UtilityOption("-r, --regex", "the separator is a pattern", .missing, .gnu),
            UtilityOption("-s, --separator=STRING", "what separates, for newlines", .works, .gnu),
        ]
    ) { call in
        let separator = call.options.value("s").map { $0.isEmpty ? [0] : $0 } ?? [10]
        for name in call.operands.isEmpty ? [[45]] : call.operands {
            var isOpen = false
            do {
                let reader = try call.reader(name)
                defer { reader.close() }
                isOpen = true
                try call.context.releasing {
                    let text = try reader.rest()
                    try writeReversed(text, separator, before: call.has("b"), call)
                }
            } catch let error as FileError where error.bound == nil {
                guard call.manner == .gnu else {
                    try call.complain(name, error)
                    continue
                }
                // It seeks in what it reads, which a directory refuses in its own way.
                let reason = error.code == .isDirectory ? "Invalid argument" : error.reason
                try call.complain(
                    isOpen
                        ? "\(call.shown(name)): read error: \(reason)"
                        : "failed to open \(call.quoted(name)) for reading: \(reason)")
                call.status = 1
            }
        }
        return call.status
    }

    private static func writeReversed(
        _ text: [UInt8], _ separator: [UInt8], before: Bool, _ call: UtilityCall
    ) throws {
        var end = text.count
        var place = text.count - separator.count
        while place >= 0 {
            if text[place...].starts(with: separator) {
                let start = before ? place : place + separator.count
                if start < end {
                    try call.write(text[start..<end])
                    end = start
                }
                place -= separator.count
            } else {
                place -= 1
            }
        }
        try call.write(text[..<end])
    }

    static let revUtility = Utility(
        "rev", "reverse the characters of lines", usage: "[OPTION]... [FILE]...", []
    ) { call in
        let isUTF8 = call.isUTF8
        var status: UInt8 = 0
        for name in call.operands.isEmpty ? [[45]] : call.operands {
            do {
                let reader = try call.reader(name)
                defer { reader.close() }
                while let line = try reader.line() {
                    try call.write(reversed(reader.bytes[line.range], isUTF8: isUTF8))
                    if line.isEnded { try call.write(byte: 10) }
                }
            } catch let error as FileError where error.bound == nil {
                let shown =
                    call.manner == .gnu
                    ? "cannot open \(call.text(name))" : call.text(name)
                try call.complain("\(shown): \(error.reason)")
                status = 1
            }
        }
        return status
    }

    private static func reversed(_ line: ArraySlice<UInt8>, isUTF8: Bool) -> [UInt8] {
        var result = Array(line.reversed())
        guard isUTF8 else { return result }
        // The bytes of a character stay in their order.
        var start = 0
        for place in result.indices where result[place] & 0xC0 != 0x80 {
            result[start...place].reverse()
            start = place + 1
        }
        return result
    }
}

internal import LayBounds
import LayFiles
internal import LayRegex
import LayShell

extension Utilities {
    static let tacUtility = Utility(
        "tac", "write files with their last lines first", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-b, --before", "the separator stands before", .works, .gnu),
            UtilityOption("-r, --regex", "the separator is a pattern", .works, .gnu),
            UtilityOption("-s, --separator=STRING", "what separates, for newlines", .works, .gnu),
        ]
    ) { call in
        let separator = call.options.value("s").map { $0.isEmpty ? [0] : $0 } ?? [10]
        let pattern = call.has("r") ? try SeparatorPattern(separator) : nil
        for name in call.operands.isEmpty ? [[45]] : call.operands {
            var isOpen = false
            do {
                let reader = try call.reader(name)
                defer { reader.close() }
                isOpen = true
                try call.context.releasing {
                    let text = try reader.rest()
                    if let pattern {
                        try pattern.writeReversed(text, before: call.has("b"), call)
                    } else {
                        try writeReversed(text, separator, before: call.has("b"), call)
                    }
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

/// What separates the records of `tac -r`.
private struct SeparatorPattern {
    private let searcher: RegularExpression.Searcher

    init(_ pattern: [UInt8]) throws {
        do {
            // GNU's program leaves the syntax as it is set at first, which is that of Emacs.
            searcher = .init(
                try RegularExpression(pattern, [.emacs, .gnuEscapes, .newlineSeparates]))
        } catch {
            throw UtilityFailure(error.message)
        }
    }

    /// Writes the records, the last one first. A separator is what begins last in front of the one
    /// that was found before, as if the text were looked through from its end.
    func writeReversed(_ text: [UInt8], before: Bool, _ call: UtilityCall) throws {
        var (end, limit) = (text.count, text.count)
        while let found = try last(in: text, limit, call) {
            let start = before ? found.lowerBound : found.upperBound
            if start < end {
                try call.write(text[start..<end])
                end = start
            }
            limit = found.lowerBound
        }
        try call.write(text[..<end])
    }

    private func last(
        in text: [UInt8], _ limit: Int, _ call: UtilityCall
    ) throws -> Range<Int>? {
        var size = 64
        while true {
            let block = max(0, limit - size)
            let found = try text.withUnsafeBufferPointer { bytes -> Range<Int>? in
                let head = UnsafeBufferPointer(rebasing: bytes[..<limit])
                var place = block
                var last: Range<Int>?
                while place < limit {
                    try call.context.account.work(64)
                    guard
                        let next = try searcher.firstRange(
                            in: head, from: place, steps: { try call.context.account.work($0) })
                    else { break }
                    if !next.isEmpty { last = next }
                    place = next.lowerBound + 1
                }
                try call.context.account.work(limit - block)
                return last
            }
            if found != nil || block == 0 { return found }
            size = size * 4
        }
    }
}

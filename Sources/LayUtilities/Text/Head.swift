import LayShell

extension Utilities {
    static let headUtility = Utility(
        "head", "print the first part of files", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-n, --lines=[-]NUM", "the first NUM lines, or all but the last NUM"),
            UtilityOption("-c, --bytes=[-]NUM", "the first NUM bytes, or all but the last NUM"),
            UtilityOption("-q, --quiet, --silent", "never print headers with names of files"),
            UtilityOption("-v, --verbose", "always print headers with names of files"),
            UtilityOption("-z, --zero-terminated", "lines end with NUL, not newline", .works, .gnu),
            UtilityOption("---presume-input-pipe", "do not seek", .idle("it does not"), .gnu),
        ],
        modern: { CountOperand.modern($0, plus: false) }
    ) { call in
        let (count, unit) = try CountOperand.wanted(call)
        let delimiter: UInt8 = call.has("z") ? 0 : 10
        var headers = FileHeaders(call)
        try call.eachInput(opens: "for reading") { reader, name in
            try headers.write(name)
            switch (unit, count.isFromEnd) {
            case (.lines, false): try firstLines(reader, count.number, delimiter, call)
            case (.lines, true): try allButLastLines(reader, count.number, delimiter, call)
            case (.bytes, false): try firstBytes(reader, count.number, call)
            case (.bytes, true): try allButLastBytes(reader, count.number, call)
            }
        }
        return call.status
    }

    private static func firstLines(
        _ reader: ByteReader, _ count: Int, _ delimiter: UInt8, _ call: UtilityCall
    ) throws {
        var left = count
        while left > 0, let line = try reader.line(delimiter) {
            try call.write(reader.bytes[line.range])
            if line.isEnded { try call.write(byte: delimiter) }
            left -= 1
        }
    }

    private static func firstBytes(_ reader: ByteReader, _ count: Int, _ call: UtilityCall) throws {
        var left = count
        while left > 0, let range = try reader.piece() {
            let taken = range.prefix(left)
            try call.write(reader.bytes[taken.startIndex..<taken.endIndex])
            reader.back(range.count - taken.count)
            left -= taken.count
        }
    }

    private static func allButLastLines(
        _ reader: ByteReader, _ count: Int, _ delimiter: UInt8, _ call: UtilityCall
    ) throws {
        var kept = RecentLines(count, call)
        while let line = try reader.line(delimiter) {
            let bytes = Array(reader.bytes[line.range]) + (line.isEnded ? [delimiter] : [])
            if let old = try kept.add(bytes) { try call.write(old) }
        }
    }

    private static func allButLastBytes(
        _ reader: ByteReader, _ count: Int, _ call: UtilityCall
    ) throws {
        var kept: [UInt8] = []
        while let range = try reader.piece() {
            try call.context.hold(range.count)
            kept += reader.bytes[range]
            let excess = kept.count - count
            // In large steps: what is kept moves each time.
            if excess > count || excess > 1 << 16 {
                try call.write(kept[..<excess])
                kept.removeSubrange(..<excess)
                call.context.release(excess)
            }
        }
        if kept.count > count { try call.write(kept[..<(kept.count - count)]) }
    }
}

/// The headers that head and tail write before files.
struct FileHeaders {
    private let call: UtilityCall
    private let isShown: Bool
    private var isFirst = true

    init(_ call: UtilityCall) {
        self.call = call
        switch call.options.last(of: "q", "v") {
        case "q"?: isShown = false
        case "v"?: isShown = true
        default: isShown = call.operands.count > 1
        }
    }

    mutating func write(_ name: [UInt8]) throws {
        guard isShown else { return }
        let shown = name == [UInt8(ascii: "-")] ? Array("standard input".utf8) : name
        // Busybox counts the operands, and GNU the headers.
        let begins = isFirst && (call.manner == .gnu || name == call.operands.first)
        try call.write((begins ? "==> " : "\n==> ").utf8)
        try call.write(shown)
        try call.write(" <==\n")
        isFirst = false
    }
}

/// The lines that came last.
struct RecentLines {
    private let count: Int
    private let call: UtilityCall
    private var lines: [[UInt8]] = []
    /// Where the oldest one stands, once there are as many as may be.
    private var oldest = 0

    init(_ count: Int, _ call: UtilityCall) {
        self.count = count
        self.call = call
    }

    /// Keeps a line; gives the one that is too old now.
    mutating func add(_ line: [UInt8]) throws -> [UInt8]? {
        if count == 0 { return line }
        if lines.count < count {
            try call.context.hold(line.count + 64)
            lines.append(line)
            return nil
        }
        let old = lines[oldest]
        if line.count > old.count { try call.context.hold(line.count - old.count) }
        lines[oldest] = line
        oldest = oldest + 1 == count ? 0 : oldest + 1
        return old
    }

    /// All that are kept, in their order.
    var all: [[UInt8]] { Array(lines[oldest...] + lines[..<oldest]) }
}

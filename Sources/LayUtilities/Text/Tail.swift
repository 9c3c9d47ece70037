import LayShell

extension Utilities {
    static let tailUtility = Utility(
        staying: "tail", "print the last part of files", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-n, --lines=[+]NUM", "the last NUM lines, or from line NUM on"),
            UtilityOption("-c, --bytes=[+]NUM", "the last NUM bytes, or from byte NUM on"),
            UtilityOption("-f, --follow[=HOW]", "wait for more"),
            UtilityOption("-F", "wait for more, also in a file of the same name", .works),
            UtilityOption("-q, --quiet, --silent", "never print headers with names of files"),
            UtilityOption("-v, --verbose", "always print headers with names of files"),
            UtilityOption("-s, --sleep-interval=N", "seconds between looks", .idle("files tell")),
            UtilityOption("--pid=PID", "end with the process", .missing, .gnu),
            UtilityOption("--retry", "try again", .idle("with -f"), .gnu),
            UtilityOption("-z, --zero-terminated", "lines end with NUL, not newline", .works, .gnu),
        ],
        modern: { CountOperand.modern($0, plus: true) }
    ) { call in
        let (count, unit) = try CountOperand.wanted(call)
        let delimiter: UInt8 = call.has("z") ? 0 : 10
        var headers = FileHeaders(call)
        try call.eachInput(opens: "for reading") { reader, name in
            try headers.write(name)
            switch unit {
            case .lines: try lastLines(reader, count, delimiter, call)
            case .bytes: try lastBytes(reader, count, call)
            }
        }
        if call.options.has(any: "f", "F"), !call.operands.isEmpty {
            try call.flush()
            if call.context.isAlone { return .stays(onSignal: nil) }
            try call.context.sleep(.infinity)
        }
        return .exited(call.status)
    }

    private static func copy(_ reader: ByteReader, _ call: UtilityCall) throws {
        while let range = try reader.piece() { try call.write(reader.bytes[range]) }
    }

    private static func lastLines(
        _ reader: ByteReader, _ count: CountOperand, _ delimiter: UInt8, _ call: UtilityCall
    ) throws {
        if count.isFromStart {
            for _ in 0..<max(0, count.number - 1) where try reader.line(delimiter) == nil { return }
            return try copy(reader, call)
        }
        try call.context.releasing {
            var kept = RecentLines(count.number, call)
            while let line = try reader.line(delimiter) {
                _ = try kept.add(
                    Array(reader.bytes[line.range]) + (line.isEnded ? [delimiter] : []))
            }
            for line in kept.all { try call.write(line) }
        }
    }

    private static func lastBytes(
        _ reader: ByteReader, _ count: CountOperand, _ call: UtilityCall
    ) throws {
        if count.isFromStart {
            var left = max(0, count.number - 1)
            while left > 0, let range = try reader.piece() {
                reader.back(max(0, range.count - left))
                left -= range.count
            }
            return try copy(reader, call)
        }
        try call.context.releasing {
            var kept: [UInt8] = []
            while let range = try reader.piece() {
                try call.context.hold(range.count)
                kept += reader.bytes[range]
                if kept.count > 2 * count.number + (1 << 16) {
                    let excess = kept.count - count.number
                    kept.removeSubrange(..<excess)
                    call.context.release(excess)
                }
            }
            try call.write(kept.suffix(count.number))
        }
    }
}

import LayFiles
import LayShell

extension Utilities {
    static let pasteUtility = Utility(
        "paste", "write lines of files side by side", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-d, --delimiters=LIST", "what stands between, for tabs"),
            UtilityOption("-s, --serial", "one file after the other, each in a line"),
            UtilityOption("-z, --zero-terminated", "lines end with NUL, not newline", .works, .gnu),
        ]
    ) { call in
        let delimiters = try delimiters(call)
        let end: UInt8 = call.has("z") ? 0 : 10
        if call.has("s") {
            try serial(delimiters, end, call)
        } else {
            try parallel(delimiters, end, call)
        }
        return call.status
    }

    /// The delimiters, which may be nothing.
    private static func delimiters(_ call: UtilityCall) throws -> [[UInt8]] {
        guard let list = call.options.value("d") else { return [[9]] }
        var result: [[UInt8]] = []
        var place = 0
        while place < list.count {
            guard list[place] == UInt8(ascii: "\\") else {
                result.append([list[place]])
                place += 1
                continue
            }
            place += 1
            guard place < list.count else {
                if call.manner == .busybox {
                    result.append([92])
                    break
                }
                throw UtilityFailure(
                    "delimiter list ends with an unescaped backslash: \(call.text(list))")
            }
            let names: [UInt8: [UInt8]] = [
                48: [], 98: [8], 102: [12], 110: [10], 114: [13], 116: [9], 118: [11],
            ]
            result.append(names[list[place]] ?? [list[place]])
            place += 1
        }
        return result.isEmpty ? [[]] : result
    }

    private static func serial(_ delimiters: [[UInt8]], _ end: UInt8, _ call: UtilityCall) throws {
        try call.eachInput { reader, _ in
            var number = 0
            while let line = try reader.line(end) {
                if number > 0 { try call.write(delimiters[(number - 1) % delimiters.count]) }
                try call.write(reader.bytes[line.range])
                number += 1
            }
            try call.write(byte: end)
        }
    }

    private static func parallel(_ delimiters: [[UInt8]], _ end: UInt8, _ call: UtilityCall) throws
    {
        let standard = ByteReader(standardInputOf: call.context)
        defer { standard.close() }
        var readers: [ByteReader?] = []
        for name in call.operands.isEmpty ? [[45]] : call.operands {
            do {
                readers.append(name == [45] ? standard : try call.reader(name))
            } catch let error as FileError where error.bound == nil {
                throw UtilityFailure("\(call.shown(name)): \(error.reason)")
            }
        }
        while true {
            var pending: [UInt8] = []
            var hasLine = false
            for index in readers.indices {
                if index > 0 { pending += delimiters[(index - 1) % delimiters.count] }
                guard let reader = readers[index] else { continue }
                guard let line = try reader.line(end) else {
                    readers[index] = nil
                    continue
                }
                hasLine = true
                try call.write(pending)
                pending = []
                try call.write(reader.bytes[line.range])
            }
            if !hasLine { return }
            try call.write(pending)
            try call.write(byte: end)
        }
    }
}

import LayFiles
import LayShell

extension Utilities {
    static let catUtility = Utility(
        "cat", "write files to the standard output, one after the other",
        usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-A, --show-all", "as -vET"),
            UtilityOption("-b, --number-nonblank", "number lines that are not empty"),
            UtilityOption("-e", "as -vE"),
            UtilityOption("-E, --show-ends", "write $ at the end of lines", .works, .gnu),
            UtilityOption("-n, --number", "number all lines"),
            UtilityOption("-s, --squeeze-blank", "one empty line for many", .works, .gnu),
            UtilityOption("-t", "as -vT"),
            UtilityOption("-T, --show-tabs", "write ^I for tabs", .works, .gnu),
            UtilityOption("-u", "write at once", .idle("as without")),
            UtilityOption("-v, --show-nonprinting", "write ^ and M- for what is not printable"),
        ]
    ) { call in
        var lines = ShownLines(call)
        try call.eachInput(busyboxOpens: true) { reader, _ in
            if lines.isPlain {
                while let range = try reader.piece() {
                    try call.write(reader.bytes[range])
                    // What comes from a pipe goes on at once.
                    if range.count < 4096 { try call.flush() }
                }
            } else {
                while let range = try reader.piece() { try lines.write(reader.bytes[range], call) }
            }
        }
        if lines.hasReturn { try call.write(byte: 13) }
        return call.status
    }
}

/// What `cat` makes of lines, over the ends of files.
private struct ShownLines {
    private let shows: Bool
    private let showsEnds: Bool
    private let showsTabs: Bool
    private let numbers: Bool
    private let numbersFilled: Bool
    private let squeezes: Bool
    private let isBusybox: Bool
    private var number = 0
    private var isLineStart = true
    private var empties = 0
    /// A carriage return that stands before a newline if `-E` sees one.
    private(set) var hasReturn = false

    init(_ call: UtilityCall) {
        shows = call.options.has(any: "v", "A", "e", "t")
        showsEnds = call.options.has(any: "E", "A", "e")
        showsTabs = call.options.has(any: "T", "A", "t")
        numbersFilled = call.has("b")
        numbers = call.has("n") && !call.has("b")
        squeezes = call.has("s")
        isBusybox = call.manner == .busybox
    }

    var isPlain: Bool {
        !(shows || showsEnds || showsTabs || numbers || numbersFilled || squeezes)
    }

    mutating func write(_ piece: ArraySlice<UInt8>, _ call: UtilityCall) throws {
        var result: [UInt8] = []
        for byte in piece {
            if isLineStart {
                if byte == 10 {
                    empties += 1
                    if squeezes, empties > 1 { continue }
                } else {
                    empties = 0
                }
                if numbers || numbersFilled && byte != 10 {
                    number += 1
                    let digits = Array(String(number).utf8)
                    result += [UInt8](repeating: 32, count: max(0, 6 - digits.count)) + digits
                    result += isBusybox && shows ? [32, 32] : [9]
                }
            }
            isLineStart = byte == 10
            if byte == 10, showsEnds {
                if hasReturn { result += Array("^M".utf8) }
                result += [UInt8(ascii: "$"), 10]
            } else {
                if hasReturn { result.append(13) }
                if byte == 13, showsEnds, !shows {
                    hasReturn = true
                    continue
                }
                append(byte, &result)
            }
            hasReturn = false
        }
        try call.write(result)
    }

    private func append(_ byte: UInt8, _ result: inout [UInt8]) {
        if byte == 9 { return result += showsTabs ? Array("^I".utf8) : [9] }
        guard shows, byte != 10 else { return result.append(byte) }
        var rest = byte
        if byte >= 128 {
            result += Array("M-".utf8)
            rest = byte & 127
        }
        if rest < 32 {
            result += [UInt8(ascii: "^"), rest + 64]
        } else if rest == 127 {
            result += Array("^?".utf8)
        } else {
            result.append(rest)
        }
    }
}

import LayFiles
import LayShell

extension Utilities {
    static let stringsUtility = Utility(
        "strings", "write what is printable in files", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-a, --all", "whole files", .idle("always")),
            UtilityOption("-d, --data", "only data", .idle("whole files"), .gnu),
            UtilityOption("-f, --print-file-name", "names of files in front"),
            UtilityOption("-n, --bytes=NUMBER", "at least so many characters, 4 without"),
            UtilityOption("-o", "octal addresses in front"),
            UtilityOption("-t, --radix=RADIX", "addresses in front: o, d or x"),
            UtilityOption("-w, --include-all-whitespace", "all blanks are printable", .works, .gnu),
            UtilityOption("-e, --encoding=ENCODING", "s, S, b, l, B, L", .idle("s"), .gnu),
            UtilityOption("-s, --output-separator=STRING", "what separates", .works, .gnu),
            UtilityOption("-U, --unicode=MODE", "for UTF-8", .idle("default"), .gnu),
            UtilityOption("-T, --target=BFDNAME", "a form", .idle("whole files"), .gnu),
        ],
        modern: { digitOption($0, "-n") }
    ) { call in
        let least = call.options.value("n").flatMap { SizeText.number($0) } ?? 4
        let radix = call.has("o") ? "o" : call.options.text("t")
        let separator = call.options.value("s") ?? [10]
        for name in call.operands.isEmpty ? [[45]] : call.operands {
            do {
                let reader = try call.reader(name)
                defer { reader.close() }
                try find(reader, least) { text, offset in
                    if call.has("f") {
                        try call.write(name == [45] ? Array("{standard input}".utf8) : name)
                        try call.write(": ")
                    }
                    if let radix {
                        let digits = String(
                            offset, radix: radix == "x" ? 16 : radix == "d" ? 10 : 8)
                        try call.write(
                            String(repeating: " ", count: max(0, 7 - digits.count)) + digits + " ")
                    }
                    try call.write(text + separator)
                } isMember: { byte in
                    byte &- 32 < 95 || byte == 9 || call.has("w") && (10...13).contains(byte)
                } hold: {
                    try call.context.hold($0)
                }
            } catch let error as FileError where error.bound == nil {
                if call.manner == .gnu, error.code == .notFound {
                    try call.complain("'\(call.text(name))': No such file")
                } else {
                    try call.complain(name, error)
                }
                call.status = 1
            }
        }
        return call.status
    }

    private static func find(
        _ reader: ByteReader, _ least: Int, _ body: ([UInt8], Int) throws -> Void,
        isMember: (UInt8) -> Bool, hold: (Int) throws -> Void
    ) throws {
        var text: [UInt8] = []
        var offset = 0
        while let range = try reader.piece() {
            for byte in reader.bytes[range] {
                if isMember(byte) {
                    if text.count == text.capacity { try hold(text.count + 64) }
                    text.append(byte)
                } else {
                    if text.count >= least { try body(text, offset - text.count) }
                    text.removeAll(keepingCapacity: true)
                }
                offset += 1
            }
        }
        if text.count >= least { try body(text, offset - text.count) }
    }
}

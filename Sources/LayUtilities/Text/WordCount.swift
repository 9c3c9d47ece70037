import LayFiles
import LayShell

extension Utilities {
    static let wcUtility = Utility(
        "wc", "count lines, words and bytes", usage: "[OPTION]... [FILE]...",
        [
            UtilityOption("-c, --bytes", "the bytes"),
            UtilityOption("-m, --chars", "the characters"),
            UtilityOption("-l, --lines", "the newlines"),
            UtilityOption(
                "--files0-from=F", "read the files that F names, ended by NUL", .works, .gnu),
            UtilityOption("-L, --max-line-length", "the width of the widest line"),
            UtilityOption("-w, --words", "the words"),
        ]
    ) { call in
        var names = call.operands
        // Names that are none are counted where it is asked whether there is a total.
        var listed = names.count
        if let list = call.options.value("files0-from") {
            names = try call.listedNames(list) { listed = $0 }
            if listed == 0 { return call.status }
        }
        var shown = ["l", "w", "m", "c", "L"].filter { call.has($0) }
        if shown.isEmpty { shown = ["l", "w", "c"] }
        let width = try width(names, shown.count, call)
        var total = TextCounts()
        func write(_ counts: TextCounts, _ name: [UInt8]?) throws {
            let numbers = shown.map { key in
                let digits = String(counts[key])
                return String(repeating: " ", count: max(0, width - digits.count)) + digits
            }
            try call.write(numbers.joined(separator: " "))
            if let name { try call.write([32] + name) }
            try call.write(byte: 10)
        }
        if names.isEmpty, listed > 0 {
            if listed > 1 { try write(total, Array("total".utf8)) }
            return call.status
        }
        let needsWords = shown.contains("w") || shown.contains("L")
        let isUTF8 = shown.contains("m") && call.isUTF8
        try call.eachInput(names) { reader, name in
            var counts = TextCounts()
            func show() throws {
                counts.endLine()
                total.add(counts)
                try write(counts, names.isEmpty ? nil : name)
            }
            do {
                while let range = try reader.piece() {
                    reader.bytes.withUnsafeBufferPointer {
                        counts.count($0[range], needsWords: needsWords, isUTF8: isUTF8)
                    }
                }
            } catch let error as FileError where error.code == .isDirectory && call.manner == .gnu {
                try call.complain(name, error)
            }
            try show()
        }
        if listed > 1 { try write(total, Array("total".utf8)) }
        return call.status
    }

    /// How wide numbers are: as GNU's program guesses it from the sizes of files.
    private static func width(
        _ names: [[UInt8]], _ numbers: Int, _ call: UtilityCall
    ) throws -> Int {
        if call.manner == .busybox { return numbers == 1 && names.count < 2 ? 1 : 9 }
        if names.count < 2 && numbers == 1 || call.has("files0-from") { return 1 }
        var (least, size) = (1, 0)
        for name in names.isEmpty ? [[45]] : names {
            if name == [45] {
                if let known = call.context.inputSize { size += known } else { least = 7 }
            } else if let found = try? call.context.files.status(at: call.path(name), follow: true)
            {
                if found.kind == .file { size += found.size } else { least = 7 }
            }
        }
        return max(least, String(size).count)
    }
}

/// What `wc` counts.
private struct TextCounts {
    var lines = 0
    var words = 0
    var characters = 0
    var bytes = 0
    var widest = 0
    private var column = 0
    private var isInWord = false

    subscript(key: String) -> Int {
        switch key {
        case "l": lines
        case "w": words
        case "m": characters
        case "c": bytes
        default: widest
        }
    }

    mutating func count(_ text: Slice<UnsafeBufferPointer<UInt8>>, needsWords: Bool, isUTF8: Bool) {
        let part = UnsafeBufferPointer(rebasing: text)
        bytes += part.count
        guard needsWords else {
            var newlines = 0
            for byte in part where byte == 10 { newlines &+= 1 }
            lines += newlines
            characters += isUTF8 ? part.count { $0 & 0xC0 != 0x80 } : part.count
            return
        }
        for byte in part {
            if isUTF8, byte & 0xC0 == 0x80 { characters -= 1 }
            switch byte {
            case 10:
                lines += 1
                endLine()
                isInWord = false
            case 12, 13:
                endLine()
                isInWord = false
            case 9:
                column += 8 - column % 8
                isInWord = false
            case 11: isInWord = false
            case 32:
                column += 1
                isInWord = false
            case 33...126:
                column += 1
                if !isInWord {
                    isInWord = true
                    words += 1
                }
            default: break
            }
        }
        characters += part.count
    }

    mutating func endLine() {
        widest = max(widest, column)
        column = 0
    }

    mutating func add(_ other: TextCounts) {
        lines += other.lines
        words += other.words
        characters += other.characters
        bytes += other.bytes
        widest = max(widest, other.widest)
    }
}

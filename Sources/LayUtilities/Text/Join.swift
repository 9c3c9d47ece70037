import LayShell

extension Utilities {
    static let joinUtility = Utility(
        "join", "join lines of two files on a common field", usage: "[OPTION]... FILE1 FILE2",
        [
            UtilityOption("-a FILENUM", "lines of file FILENUM that fit none, too"),
            UtilityOption("-e STRING", "what stands for missing fields"),
            UtilityOption("-i, --ignore-case", "small and capital letters are equal"),
            UtilityOption("-j FIELD", "as -1 FIELD -2 FIELD"),
            UtilityOption("-o FORMAT", "the fields of output lines"),
            UtilityOption("-t CHAR", "what separates fields, for blanks"),
            UtilityOption("-v FILENUM", "as -a, without joined lines"),
            UtilityOption("-1 FIELD", "the field of FILE1"),
            UtilityOption("-2 FIELD", "the field of FILE2"),
            UtilityOption("--check-order", "the input has to be sorted"),
            UtilityOption("--nocheck-order", "the input may be unsorted"),
            UtilityOption("--header", "the first lines are headers"),
            UtilityOption("-z, --zero-terminated", "lines end with NUL, not newline"),
        ]
    ) { call in
        try call.needOperands(2)
        try call.allowOperands(2)
        if call.operands[0] == [45], call.operands[1] == [45] {
            throw UtilityFailure("both files cannot be standard input")
        }
        var run = try JoinRun(call)
        return try run.perform()
    }
}

/// A call of `join`.
private struct JoinRun {
    private let call: UtilityCall
    private var fields = [0, 0]
    private var showsUnpaired = [false, false]
    private var showsPaired = true
    private var separator: UInt8?
    /// True where a whole line is one field.
    private var isWhole = false
    private let empty: [UInt8]
    private let end: UInt8
    private let foldsCase: Bool
    /// The file (2 for the joined field) and the field of each output field.
    private var format: [(file: Int, field: Int)]?
    private let files: [SortedLines]
    private var unsorted = [false, false]
    private var hasUnpaired = false

    init(_ call: UtilityCall) throws {
        self.call = call
        empty = call.options.value("e") ?? []
        end = call.has("z") ? 0 : 10
        foldsCase = call.has("i")
        var isAutomatic = false
        var given: [Int?] = [nil, nil]
        func set(_ index: Int, _ field: Int) throws {
            if let known = given[index], known != field {
                throw UtilityFailure("incompatible join fields \(known + 1), \(field + 1)")
            }
            given[index] = field
        }
        for (key, value) in call.options.given {
            let value = value ?? []
            switch key {
            case "1", "2": try set(key == "1" ? 0 : 1, Self.field(value, call))
            case "j":
                try set(0, Self.field(value, call))
                try set(1, Self.field(value, call))
            case "a", "v":
                guard value == [49] || value == [50] else {
                    throw UtilityFailure("invalid field number: \(FileNameQuoting.always(value))")
                }
                showsUnpaired[value == [49] ? 0 : 1] = true
                if key == "v" { showsPaired = false }
            case "t":
                if value.isEmpty { isWhole = true }
                if value.count == 1 { separator = value[0] }
                if value == Array("\\0".utf8) { separator = 0 }
                if value.count > 1, separator != 0 {
                    throw UtilityFailure("multi-character tab \(FileNameQuoting.always(value))")
                }
            case "o":
                if value == Array("auto".utf8) {
                    isAutomatic = true
                } else {
                    format = try (format ?? []) + Self.format(value, call)
                }
            default: break
            }
        }
        fields = given.map { $0 ?? 0 }
        let end = end
        files = try call.operands.map { try SortedLines($0, end, call) }
        if isAutomatic {
            let counts = files.map { split($0.line ?? []).count }
            format = [(2, 0)]
            for file in 0..<2 {
                for field in 0..<counts[file] where field != fields[file] {
                    format?.append((file, field))
                }
            }
        }
    }

    private static func field(_ text: [UInt8], _ call: UtilityCall) throws -> Int {
        guard let number = Int(call.text(text)), number > 0 else {
            throw UtilityFailure("invalid field number: \(FileNameQuoting.always(text))")
        }
        return number - 1
    }

    private static func format(_ text: [UInt8], _ call: UtilityCall) throws -> [(Int, Int)] {
        try text.split(whereSeparator: { $0 == 44 || $0 == 32 || $0 == 9 }).map { part in
            if part.elementsEqual([48]) { return (2, 0) }
            let quoted = FileNameQuoting.always(Array(part))
            guard part.first == 49 || part.first == 50 else {
                throw UtilityFailure("invalid file number in field spec: \(quoted)")
            }
            guard part.dropFirst().first == UInt8(ascii: ".") else {
                throw UtilityFailure("invalid field specifier: \(quoted)")
            }
            return (part.first == 49 ? 0 : 1, try field(Array(part.dropFirst(2)), call))
        }
    }

    private func split(_ line: [UInt8]) -> [ArraySlice<UInt8>] {
        if isWhole { return [line[...]] }
        if let separator {
            return line.split(separator: separator, omittingEmptySubsequences: false)
        }
        return line.split { $0 == 32 || $0 == 9 }
    }

    private func key(_ index: Int, _ line: [UInt8]) -> [UInt8] {
        let parts = split(line)
        let key = fields[index] < parts.count ? Array(parts[fields[index]]) : []
        return foldsCase ? key.map { $0 &- 65 < 26 ? $0 | 32 : $0 } : key
    }

    mutating func perform() throws -> UInt8 {
        if call.has("header"), files[0].line != nil || files[1].line != nil {
            try write(files[0].line, files[1].line)
            for index in 0..<2 { try files[index].advance() }
        }
        while let left = files[0].line, let right = files[1].line {
            let (a, b) = (key(0, left), key(1, right))
            if a == b {
                try pair(a)
            } else {
                let index = a.lexicographicallyPrecedes(b) ? 0 : 1
                try unpaired(index)
            }
        }
        for index in 0..<2 {
            while files[index].line != nil {
                if files[1 - index].number > 0 { hasUnpaired = true }
                try unpaired(index)
            }
        }
        if unsorted.contains(true), !call.has("check-order") {
            throw UtilityFailure("input is not in sorted order")
        }
        return 0
    }

    /// All lines of both files with a key.
    private mutating func pair(_ common: [UInt8]) throws {
        let before = hasUnpaired
        try call.context.releasing {
            var groups: [[[UInt8]]] = [[], []]
            for index in 0..<2 {
                while let line = files[index].line, key(index, line) == common {
                    try call.context.hold(line.count + 64)
                    groups[index].append(line)
                    try advance(index)
                }
            }
            guard showsPaired else { return }
            for left in groups[0] {
                for right in groups[1] {
                    try call.context.step()
                    try write(left, right)
                }
            }
        }
        hasUnpaired = before
    }

    private mutating func unpaired(_ index: Int) throws {
        hasUnpaired = true
        if showsUnpaired[index] {
            try write(index == 0 ? files[0].line : nil, index == 1 ? files[1].line : nil)
        }
        try advance(index)
    }

    private mutating func advance(_ index: Int) throws {
        let before = files[index].line ?? []
        try files[index].advance()
        guard let line = files[index].line, !call.has("nocheck-order"), !unsorted[index],
            call.has("check-order") || hasUnpaired,
            key(index, line).lexicographicallyPrecedes(key(index, before))
        else { return }
        unsorted[index] = true
        try call.complain(
            "\(call.shown(files[index].name)):\(files[index].number): is not sorted:"
                + " \(call.text(line))")
        if call.has("check-order") { throw UtilityFailure(nil) }
    }

    private func write(_ left: [UInt8]?, _ right: [UInt8]?) throws {
        let parts = [left.map(split), right.map(split)]
        func field(_ file: Int, _ number: Int) -> [UInt8] {
            guard let all = parts[file], number < all.count, !all[number].isEmpty else {
                return empty
            }
            return Array(all[number])
        }
        let common = left != nil ? field(0, fields[0]) : field(1, fields[1])
        var result: [[UInt8]] = []
        if let format {
            result = format.map { $0.file == 2 ? common : field($0.file, $0.field) }
        } else {
            result = [common]
            for file in 0..<2 {
                for number in (parts[file] ?? []).indices where number != fields[file] {
                    result.append(field(file, number))
                }
            }
        }
        try call.write(Array(result.joined(separator: [separator ?? (isWhole ? 10 : 32)])))
        try call.write(byte: end)
    }
}

/// How `read` divides a line among its names.
///
/// `escaped` says which bytes came after a backslash (the backslashes themselves are gone); it is
/// empty where none did, and as long as the line otherwise.
enum ReadSplitter {
    /// One value for each of `count` names; what is missing is empty.
    /// - Complexity: O(*n*) in the line.
    static func split(
        _ line: [UInt8], escaped: [Bool] = [], ifs: [UInt8], count: Int, dialect: ShellDialect
    ) -> [[UInt8]] {
        guard count > 0 else { return [] }
        var fields: [[UInt8]]
        switch dialect {
        case .dash: fields = dash(line, escaped, ifs, count)
        case .ash: fields = ash(line, escaped, ifs, count)
        case .bash: fields = bash(line, escaped, ifs, count)
        }
        while fields.count < count { fields.append([]) }
        return fields
    }

    /// All fields, as bash's `read -a` takes them.
    /// - Complexity: O(*n*) in the line.
    static func all(_ line: [UInt8], escaped: [Bool] = [], ifs: [UInt8]) -> [[UInt8]] {
        var reader = BashFieldReader(line, escaped, ifs)
        var fields: [[UInt8]] = []
        while let field = reader.field() { fields.append(Array(line[field])) }
        return fields
    }

    @inline(__always)
    static func isIFSBlank(_ byte: UInt8) -> Bool { byte == 32 || byte == 9 || byte == 10 }

    /// dash treats the line as an expansion of as many fields; what follows an escaped byte
    /// begins a new stretch, so that a pending separator is forgotten.
    private static func dash(
        _ line: [UInt8], _ escaped: [Bool], _ ifs: [UInt8], _ count: Int
    ) -> [[UInt8]] {
        var fields: [[UInt8]] = []
        var start = 0
        var isAfterBlank = false
        var cut: Int?
        var left = count
        for index in line.indices {
            if !escaped.isEmpty, escaped[index] {
                isAfterBlank = false
                continue
            }
            var isSeparator = ifs.contains(line[index])
            let isBlank = isSeparator && isIFSBlank(line[index])
            if left == 0 {
                if isBlank {
                    if cut == nil { cut = index }
                    continue
                }
                if !(isSeparator && isAfterBlank) { cut = nil }
                isAfterBlank = false
                continue
            }
            var place = index
            if isAfterBlank {
                if isSeparator { place &+= 1 }
                start = place
                if isBlank { continue }
                isSeparator = false
            }
            guard isSeparator else {
                isAfterBlank = false
                continue
            }
            isAfterBlank = isBlank
            if place == start, isBlank {
                start = index &+ 1
                isAfterBlank = false
                continue
            }
            left &-= 1
            if left == 0 {
                cut = place
                continue
            }
            fields.append(Array(line[start..<place]))
            start = index &+ 1
        }
        let end = cut ?? line.count
        if start < end { fields.append(Array(line[start..<end])) }
        return fields
    }

    /// busybox decides byte by byte while it reads; an escaped byte does not begin a word.
    private static func ash(
        _ line: [UInt8], _ escaped: [Bool], _ ifs: [UInt8], _ count: Int
    ) -> [[UInt8]] {
        var fields: [[UInt8]] = []
        var buffer: [UInt8] = []
        // How many separators that are no blanks may still be skipped, plus one.
        var starting = 1
        for index in line.indices {
            let byte = line[index]
            if escaped.isEmpty || !escaped[index] {
                let isSeparator = ifs.contains(byte)
                if starting > 0, isSeparator {
                    if ShellBytes.isSpace(byte) { continue }
                    starting &-= 1
                    if starting == 1 { continue }
                }
                starting = 0
                if isSeparator, fields.count &+ 1 < count {
                    fields.append(buffer)
                    buffer = []
                    starting = ShellBytes.isSpace(byte) ? 2 : 1
                    continue
                }
            }
            buffer.append(byte)
        }
        func trimBlanks(_ end: inout Int) {
            while end > 0, ShellBytes.isSpace(buffer[end &- 1]), ifs.contains(buffer[end &- 1]) {
                end &-= 1
            }
        }
        var end = buffer.count
        trimBlanks(&end)
        if end > 0, ifs.contains(buffer[end &- 1]) {
            var field = end &- 1
            trimBlanks(&field)
            let first = buffer[..<end].firstIndex { ifs.contains($0) } ?? end
            if first >= field { end = field }
        }
        fields.append(Array(buffer[..<end]))
        return fields
    }

    /// bash: the last name takes the rest, or a single field without its separator.
    private static func bash(
        _ line: [UInt8], _ escaped: [Bool], _ ifs: [UInt8], _ count: Int
    ) -> [[UInt8]] {
        var reader = BashFieldReader(line, escaped, ifs)
        var fields: [[UInt8]] = []
        while fields.count &+ 1 < count {
            fields.append(reader.field().map { Array(line[$0]) } ?? [])
        }
        if fields.isEmpty { reader.skipBlanks() }
        let start = reader.place
        guard start < line.count else { return fields }
        let field = reader.field()
        if reader.place >= line.count {
            fields.append(field.map { Array(line[$0]) } ?? [])
            return fields
        }
        var end = line.count
        while end > start, isIFSBlank(line[end &- 1]), ifs.contains(line[end &- 1]) { end &-= 1 }
        fields.append(Array(line[start..<end]))
        return fields
    }
}

/// Takes field after field off a line, as bash's splitting of words does.
struct BashFieldReader {
    private let line: [UInt8]
    private let escaped: [Bool]
    private let ifs: [UInt8]
    /// Where the next field begins.
    private(set) var place = 0

    init(_ line: [UInt8], _ escaped: [Bool], _ ifs: [UInt8]) {
        self.line = line
        self.escaped = escaped
        self.ifs = ifs
    }

    private func isSeparator(_ index: Int) -> Bool {
        index < line.count && (escaped.isEmpty || !escaped[index]) && ifs.contains(line[index])
    }

    private func isBlank(_ index: Int) -> Bool {
        isSeparator(index) && ReadSplitter.isIFSBlank(line[index])
    }

    /// Passes over blanks that separate.
    mutating func skipBlanks() {
        while isBlank(place) { place &+= 1 }
    }

    /// The next field, with its separator passed; nil at the end.
    mutating func field() -> Range<Int>? {
        skipBlanks()
        guard place < line.count else { return nil }
        let start = place
        while place < line.count, !isSeparator(place) { place &+= 1 }
        let end = place
        guard place < line.count else { return start..<end }
        let wasBlank = isBlank(place)
        place &+= 1
        skipBlanks()
        if wasBlank, isSeparator(place) {
            place &+= 1
            skipBlanks()
        }
        return start..<end
    }
}

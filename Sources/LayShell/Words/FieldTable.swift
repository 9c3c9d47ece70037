/// What IFS says of each byte.
struct FieldTable {
    /// 0 for a byte of a field, 1 for a blank that separates, 2 for another separator.
    let kinds: [UInt8]
    /// What `"$*"` puts between.
    let joint: [UInt8]
    /// True when nothing separates.
    let isEmpty: Bool

    /// The table of a value of IFS, or of none.
    init(_ value: [UInt8]?) {
        var kinds = [UInt8](repeating: 0, count: 256)
        for byte in value ?? [32, 9, 10] {
            kinds[Int(byte)] = byte == 32 || byte == 9 || byte == 10 ? 1 : 2
        }
        self.kinds = kinds
        joint = value.map { Array($0.prefix(1)) } ?? [32]
        isEmpty = value?.isEmpty ?? false
    }

    static let standard = FieldTable(nil)

    /// True for a separator of which several count as one.
    func isBlank(_ byte: UInt8) -> Bool { kinds[Int(byte)] == 1 }
}

/// The fields that a word becomes, while it is expanded.
struct FieldBuilder {
    /// Fields that are whole: bytes, and a pattern where one is to be looked for.
    var done: [(bytes: [UInt8], pattern: [UInt8]?)] = []
    private(set) var current: [UInt8] = []
    /// Where in `current` a quoted byte stands that would mean something in a pattern.
    private var quotedPlaces: [Int] = []
    /// True for a field that is there even if it is empty.
    var isThere = false
    private var mayBePattern = false
    /// True behind a blank that ended a field.
    private var isBehindBlank = false
    /// False where a value stays one field.
    let splits: Bool
    /// True where quoted bytes are to be told from others.
    let isPattern: Bool
    private let table: FieldTable

    init(splits: Bool, isPattern: Bool = false, _ table: FieldTable) {
        self.splits = splits
        self.isPattern = isPattern
        self.table = table
    }

    /// Adds bytes that stand for themselves.
    mutating func add(quoted bytes: [UInt8]) {
        isThere = true
        isBehindBlank = false
        if splits || isPattern {
            for (index, byte) in bytes.enumerated() where PatternBytes.isSpecial(byte) {
                quotedPlaces.append(current.count + index)
            }
        }
        if current.isEmpty { current = bytes } else { current += bytes }
    }

    /// Adds bytes of the word itself, which are not split.
    mutating func add(literal bytes: [UInt8]) {
        if bytes.isEmpty { return }
        isThere = true
        isBehindBlank = false
        if splits, !mayBePattern, bytes.contains(where: PatternBytes.mayBeSpecial) {
            mayBePattern = true
        }
        if current.isEmpty { current = bytes } else { current += bytes }
    }

    /// Adds the bytes of a value, which separators divide.
    mutating func add(value bytes: [UInt8]) {
        guard splits, !table.isEmpty else {
            if splits {
                add(literal: bytes)
            } else {
                isThere = isThere || !bytes.isEmpty
                if current.isEmpty { current = bytes } else { current += bytes }
            }
            return
        }
        var place = 0
        while place < bytes.count {
            let start = place
            while place < bytes.count, table.kinds[Int(bytes[place])] == 0 {
                if !mayBePattern, PatternBytes.mayBeSpecial(bytes[place]) { mayBePattern = true }
                place += 1
            }
            if place > start {
                isThere = true
                isBehindBlank = false
                if current.isEmpty, start == 0, place == bytes.count {
                    current = bytes
                } else {
                    current += bytes[start..<place]
                }
                continue
            }
            if table.kinds[Int(bytes[place])] == 1 {
                if isThere {
                    end()
                    isBehindBlank = true
                }
            } else if isThere {
                end()
            } else if isBehindBlank {
                // The blank and this are one separator.
                isBehindBlank = false
            } else {
                isThere = true
                end()
            }
            place += 1
        }
    }

    /// Ends the current field, if there is one.
    mutating func end() {
        defer {
            isThere = false
            isBehindBlank = false
        }
        guard isThere else { return }
        done.append((current, mayBePattern ? escaped : nil))
        current = []
        if !quotedPlaces.isEmpty { quotedPlaces = [] }
        mayBePattern = false
    }

    /// Ends the current field before another one of a list, even if it is empty.
    mutating func breakField() {
        if isThere { end() }
    }

    /// The current bytes with a backslash before each quoted one that could mean something.
    var escaped: [UInt8] {
        if quotedPlaces.isEmpty { return current }
        var result: [UInt8] = []
        result.reserveCapacity(current.count + quotedPlaces.count)
        var next = 0
        for (index, byte) in current.enumerated() {
            if next < quotedPlaces.count, quotedPlaces[next] == index {
                result.append(UInt8(ascii: "\\"))
                next += 1
            }
            result.append(byte)
        }
        return result
    }
}

/// What a variable holds.
enum ShellValue {
    /// Bytes.
    case text([UInt8])
    /// A number that arithmetic gave, which is written down when it is asked for.
    case number(Int)
    /// Elements by number.
    case indexed(IndexedArray)
    /// Elements by key.
    case keyed(KeyedArray)

    /// The value as text; of an array its first element.
    var bytes: [UInt8]? {
        switch self {
        case .text(let bytes): bytes
        case .number(let number): Decimal.bytes(number)
        case .indexed(let array): array[0]
        case .keyed(let array): array[[48]]
        }
    }

    /// About how many bytes it holds.
    var size: Int {
        switch self {
        case .text(let bytes): bytes.count + 48
        case .number: 0
        case .indexed(let array): array.size
        case .keyed(let array): array.size
        }
    }
}

/// Numbers as text.
enum Decimal {
    static func bytes(_ number: Int) -> [UInt8] {
        if number >= 0, number < 10 { return [UInt8(truncatingIfNeeded: 48 &+ number)] }
        var digits: (UInt64, UInt64, UInt64) = (0, 0, 0)
        return withUnsafeMutableBytes(of: &digits) { buffer in
            var place = buffer.count
            var rest = number.magnitude
            repeat {
                place -= 1
                buffer[place] = 48 + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            } while rest > 0
            if number < 0 {
                place -= 1
                buffer[place] = UInt8(ascii: "-")
            }
            return Array(buffer[place...])
        }
    }

    /// The number that plain digits tell, with a sign before them; `nil` for anything else.
    static func number(_ text: [UInt8]) -> Int? {
        var place = 0
        let isNegative = text.first == UInt8(ascii: "-")
        if isNegative || text.first == UInt8(ascii: "+") { place = 1 }
        guard place < text.count, text.count - place <= 18 else { return nil }
        var value = 0
        while place < text.count {
            let digit = text[place] &- 48
            guard digit < 10 else { return nil }
            value = value &* 10 &+ Int(digit)
            place += 1
        }
        return isNegative ? -value : value
    }
}

/// Elements by number, in the order of the numbers.
struct IndexedArray {
    private(set) var indices: [Int] = []
    private(set) var values: [[UInt8]] = []
    private(set) var size = 0

    init(_ values: [[UInt8]] = []) {
        self.values = values
        indices = Array(values.indices)
        size = values.reduce(0) { $0 + $1.count + 64 }
    }

    var count: Int { values.count }

    /// Where an index is or would be.
    private func place(_ index: Int) -> Int {
        // Without holes it is where it says.
        if index < indices.count, index >= 0, indices[index] == index { return index }
        if let last = indices.last, index > last { return indices.count }
        var (low, high) = (0, indices.count)
        while low < high {
            let middle = (low + high) / 2
            if indices[middle] < index { low = middle + 1 } else { high = middle }
        }
        return low
    }

    subscript(index: Int) -> [UInt8]? {
        get {
            let place = place(index)
            return place < indices.count && indices[place] == index ? values[place] : nil
        }
        set {
            let place = place(index)
            let isThere = place < indices.count && indices[place] == index
            if isThere { size -= values[place].count + 64 }
            guard let newValue else {
                if isThere {
                    indices.remove(at: place)
                    values.remove(at: place)
                }
                return
            }
            size += newValue.count + 64
            if isThere {
                values[place] = newValue
            } else {
                indices.insert(index, at: place)
                values.insert(newValue, at: place)
            }
        }
    }

    /// The number behind the last; what a negative index counts from.
    var end: Int { (indices.last ?? -1) + 1 }

    mutating func append(_ value: [UInt8]) { self[end] = value }
}

/// Elements by key, in the order in which bash tells them: that of its hash table.
struct KeyedArray {
    private var elements: [[UInt8]: (value: [UInt8], age: Int)] = [:]
    private var ages = 0
    private(set) var size = 0

    var count: Int { elements.count }

    subscript(key: [UInt8]) -> [UInt8]? {
        get { elements[key]?.value }
        set {
            if let old = elements[key] { size -= old.value.count + key.count + 160 }
            guard let newValue else {
                elements[key] = nil
                return
            }
            size += newValue.count + key.count + 160
            ages += 1
            elements[key] = (newValue, elements[key]?.age ?? ages)
        }
    }

    /// The keys in order.
    ///
    /// - Complexity: O(*n* log *n*).
    var keys: [[UInt8]] {
        elements.map { (key: $0.key, bucket: Self.hash($0.key) & 1023, age: $0.value.age) }
            .sorted { $0.bucket != $1.bucket ? $0.bucket < $1.bucket : $0.age > $1.age }
            .map(\.key)
    }

    /// FNV-1, by which bash 5.2 finds a bucket among 1,024.
    private static func hash(_ key: [UInt8]) -> UInt32 {
        key.reduce(2_166_136_261) { ($0 &* 16_777_619) ^ UInt32($1) }
    }
}

/// A variable.
struct ShellVariable {
    /// What is true of it.
    struct Flags: OptionSet {
        let rawValue: UInt16
        static let exported = Flags(rawValue: 1)
        static let readOnly = Flags(rawValue: 2)
        static let integer = Flags(rawValue: 4)
        static let lowercase = Flags(rawValue: 8)
        static let uppercase = Flags(rawValue: 16)
        static let reference = Flags(rawValue: 32)
        static let traced = Flags(rawValue: 64)
        static let capitalised = Flags(rawValue: 128)
        /// An array that was declared and never assigned.
        static let bare = Flags(rawValue: 256)
    }

    var value: ShellValue?
    var flags: Flags = []
}
